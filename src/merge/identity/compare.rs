//! How alike two names are, word by word.

use super::index::Index;
use super::name::{Name, Word};
use super::record::{Called, Record};

/// How two names agree.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Agreement {
    /// Some of their words are alike.
    Alike,
    /// The same in another script or romanization.
    Transliterated,
    /// The same words in another order or otherwise written.
    SameWords,
    /// The same letters.
    Same,
}

impl Agreement {
    /// How a score names it.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Alike => "alike",
            Self::Transliterated => "transliterated",
            Self::SameWords => "same words",
            Self::Same => "same",
        }
    }
}

/// Two names that were compared.
#[derive(Debug, Clone, Copy)]
pub struct Likeness<'a> {
    /// How alike they are and how far both can be trusted, from 0 to 1.
    pub value: f32,
    /// How they agree.
    pub agreement: Agreement,
    /// A name of the first.
    pub left: &'a Called,
    /// A name of the second.
    pub right: &'a Called,
}

/// The names of two records that are most alike; `None` if one of them has none.
#[must_use]
pub fn best<'a>(left: &'a Record, right: &'a Record, index: &Index) -> Option<Likeness<'a>> {
    let persons = left.may_be_person() && right.may_be_person();
    let mut best: Option<Likeness<'a>> = None;
    for a in &left.names {
        for b in &right.names {
            let (value, agreement) = likeness(&a.name, &b.name, persons, index);
            let value = value * a.sort.trust().min(b.sort.trust());
            if best.is_none_or(|best| value > best.value) {
                best = Some(Likeness { value, agreement, left: a, right: b });
            }
        }
    }
    best
}

/// How alike two names are, from 0 to 1; those of persons may leave a middle name out.
#[must_use]
pub fn likeness(a: &Name, b: &Name, persons: bool, index: &Index) -> (f32, Agreement) {
    if a.key == b.key {
        let same_order = a.words.len() == b.words.len();
        return if a.foreign || b.foreign {
            (0.98, Agreement::Transliterated)
        } else {
            (if same_order { 1.0 } else { 0.98 }, Agreement::Same)
        };
    }
    let (value, weakest) = overlap(a, b, persons, index);
    let value = value * contrast(a, b);
    if value >= 0.999 {
        return (0.99, Agreement::SameWords);
    }
    let transliterated = weakest >= SOUND && (value - weakest).abs() < 0.06 && value > 0.9;
    (value.min(0.97), if transliterated { Agreement::Transliterated } else { Agreement::Alike })
}

/// How alike words of one sound are.
const SOUND: f32 = 0.97;

/// The share of both names' weight that is in words that both have, and the likeness of the words that are least alike.
fn overlap(a: &Name, b: &Name, persons: bool, index: &Index) -> (f32, f32) {
    let loose = persons || a.abjad || b.abjad;
    let mut pairs: Vec<(f32, usize, usize)> = Vec::new();
    for (i, left) in a.words.iter().enumerate() {
        for (j, right) in b.words.iter().enumerate() {
            let value = alike(left, right, persons, loose);
            if value > 0.0 {
                pairs.push((value, i, j));
            }
        }
    }
    pairs.sort_by(|x, y| y.0.total_cmp(&x.0).then((x.1.abs_diff(x.2), x.1).cmp(&(y.1.abs_diff(y.2), y.1))));
    let (mut left, mut right) = (vec![false; a.words.len()], vec![false; b.words.len()]);
    let (mut shared, mut total, mut weakest, mut count) = (0.0, 0.0, 1.0_f32, 0);
    for (value, i, j) in pairs {
        if !left[i] && !right[j] {
            (left[i], right[j]) = (true, true);
            let weight = f32::midpoint(index.weight(&a.words[i]), index.weight(&b.words[j]));
            shared += weight * value;
            total += weight;
            weakest = weakest.min(value);
            count += 1;
        }
    }
    let rest = |name: &Name, used: &[bool]| -> f32 {
        name.words.iter().zip(used).filter(|(_, used)| !**used).map(|(word, _)| index.weight(word)).sum()
    };
    let (rest_a, rest_b) = (rest(a, &left), rest(b, &right));
    let middle = persons && count >= 2 && (rest_a == 0.0 || rest_b == 0.0);
    let rest = if middle { (rest_a + rest_b).min(0.09 * total) } else { rest_a + rest_b };
    (if total > 0.0 { shared / (total + rest) } else { 0.0 }, weakest)
}

/// How alike two words are.
fn alike(a: &Word, b: &Word, persons: bool, loose: bool) -> f32 {
    if a.text == b.text {
        return 1.0;
    }
    if a.is_contrast() || b.is_contrast() {
        return 0.0;
    }
    if a.sound == b.sound {
        return SOUND;
    }
    if a.is_initial() != b.is_initial() {
        return if persons && a.text.as_bytes()[0] == b.text.as_bytes()[0] { 0.75 } else { 0.0 };
    }
    let close = edits(&a.sound, &b.sound);
    let vowels = loose && a.skeleton.len() >= 3 && a.skeleton == b.skeleton;
    f32::max(close, if vowels { 0.9 } else { 0.0 })
}

/// How alike two sounds are that differ by a few letters; those that begin otherwise or are short are not.
fn edits(a: &str, b: &str) -> f32 {
    let longest = a.len().max(b.len());
    if longest < 6 || a.as_bytes()[0] != b.as_bytes()[0] || a.len().abs_diff(b.len()) > 2 {
        return 0.0;
    }
    let value = 1.0 - distance(a.as_bytes(), b.as_bytes()) as f32 / longest as f32;
    if value >= 0.8 { value * 0.96 } else { 0.0 }
}

/// Insertions, deletions, substitutions and exchanges of neighbours.
fn distance(a: &[u8], b: &[u8]) -> usize {
    let mut rows = [(0..=b.len()).collect::<Vec<usize>>(), vec![0; b.len() + 1], vec![0; b.len() + 1]];
    for i in 1..=a.len() {
        rows.rotate_right(1);
        let (head, before) = rows.split_at_mut(1);
        let row = &mut head[0];
        row[0] = i;
        for j in 1..=b.len() {
            let change = usize::from(a[i - 1] != b[j - 1]);
            row[j] = (before[0][j] + 1).min(row[j - 1] + 1).min(before[0][j - 1] + change);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                row[j] = row[j].min(before[1][j - 2] + 1);
            }
        }
    }
    rows[0][b.len()]
}

/// What is left of a likeness if one of two names has a word that tells it apart from the other: "North Korea" and "South Korea".
fn contrast(a: &Name, b: &Name) -> f32 {
    if a.contrasts == b.contrasts { 1.0 } else { 0.6 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn like(a: &str, b: &str, persons: bool) -> f32 {
        likeness(&Name::new(a), &Name::new(b), persons, &Index::new(Vec::new())).0
    }

    #[test]
    fn the_same_in_other_spellings_is_nearly_one() {
        for (a, b) in [
            ("Sergey Lavrov", "Lavrov Sergei"),
            ("Sergey Lavrov", "Сергей Лавров"),
            ("Gazprom", "PJSC Gazprom"),
            ("Volodymyr Zelensky", "Volodymyr Zelenskyy"),
            ("Muammar Gaddafi", "Muammar Qaddafi"),
            ("Kim Jong-un", "김정은"),
            ("Sergey Lavrov", "Lavrov Sergey Viktorovich"),
        ] {
            assert!(like(a, b, true) > 0.85, "{a} {b}: {}", like(a, b, true));
        }
    }

    #[test]
    fn what_only_looks_alike_is_not() {
        for (a, b) in [
            ("Niger", "Nigeria"),
            ("Austria", "Australia"),
            ("Slovakia", "Slovenia"),
            ("Gambia", "Zambia"),
            ("Iran", "Iraq"),
            ("Nord Stream 1", "Nord Stream 2"),
            ("North Korea", "South Korea"),
            ("Guinea", "Equatorial Guinea"),
            ("Kim Jong-un", "Kim Yo-jong"),
            ("Ireland", "Northern Ireland"),
        ] {
            assert!(like(a, b, false) < 0.75, "{a} {b}: {}", like(a, b, false));
        }
    }

    #[test]
    fn exchanged_letters_are_one_edit() {
        assert_eq!(distance(b"lavrov", b"larvov"), 1);
        assert_eq!(distance(b"abc", b""), 3);
        assert_eq!(distance(b"kitten", b"sitting"), 3);
    }
}
