//! Sets of characters as the model knows them: ranges of code points from the model's tables, not
//! the predicates of Rust's standard library, which follow another version of Unicode and other
//! definitions (`is_alphabetic` takes marks in, the model's does not).

use serde::Deserialize;

/// A set of characters.
#[derive(Debug, Default, Deserialize)]
#[serde(from = "Vec<(u32, u32)>")]
pub(super) struct CharSet {
    /// One bit for each ASCII character.
    ascii: u128,
    /// First and last code points, ascending.
    ranges: Vec<(u32, u32)>,
}

impl From<Vec<(u32, u32)>> for CharSet {
    fn from(mut ranges: Vec<(u32, u32)>) -> Self {
        ranges.sort_unstable();
        let ascii = (0..128).filter(|&code| within(&ranges, code)).fold(0, |bits, code| bits | 1 << code);
        Self { ascii, ranges }
    }
}

impl CharSet {
    /// The characters of a text.
    pub(super) fn of(text: &str) -> Self {
        text.chars().map(|c| (c.into(), c.into())).collect::<Vec<(u32, u32)>>().into()
    }

    /// Whether the character is in the set.
    pub(super) fn has(&self, c: char) -> bool {
        let code = u32::from(c);
        if code < 128 { self.ascii >> code & 1 == 1 } else { within(&self.ranges, code) }
    }
}

fn within(ranges: &[(u32, u32)], code: u32) -> bool {
    let after = ranges.partition_point(|&(first, _)| first <= code);
    after > 0 && code <= ranges[after - 1].1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn members_and_neighbours() {
        let set = CharSet::from(vec![(0x4E00, 0x4E02), (48, 57), (65, 65)]);
        for (c, expected) in [
            ('0', true),
            ('9', true),
            (':', false),
            ('/', false),
            ('A', true),
            ('B', false),
            ('\u{4DFF}', false),
            ('一', true),
            ('\u{4E02}', true),
            ('\u{4E03}', false),
        ] {
            assert_eq!(set.has(c), expected, "{c:?}");
        }
    }
}
