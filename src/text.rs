//! Spans of text. The graph counts in Unicode code points (RFC 5147), Rust slices in bytes: two
//! types keep them apart, and [`Text`] is the one place that converts between them.

use serde::{Deserialize, Serialize};
use std::ops::Range;

/// A stretch of a text in Unicode code points, end exclusive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct CharSpan {
    /// First code point.
    pub start: usize,
    /// One past the last code point.
    pub end: usize,
}

impl CharSpan {
    /// The span from `start` up to, not including, `end`.
    #[must_use]
    pub fn new(start: usize, end: usize) -> Self {
        debug_assert!(start <= end, "a span ends before it starts: {start}..{end}");
        Self { start, end }
    }

    /// Its length in code points.
    #[must_use]
    pub fn len(self) -> usize {
        self.end - self.start
    }

    /// Whether it holds nothing.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Whether `other` lies wholly inside.
    #[must_use]
    pub fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two share a code point.
    #[must_use]
    pub fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The smallest span around both.
    #[must_use]
    pub fn cover(self, other: Self) -> Self {
        Self::new(self.start.min(other.start), self.end.max(other.end))
    }

    /// The same span in a text that has `offset` code points before this one's.
    #[must_use]
    pub fn shifted(self, offset: usize) -> Self {
        Self::new(self.start + offset, self.end + offset)
    }
}

/// A stretch of a text in bytes of its UTF-8 form, end exclusive, on character boundaries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ByteSpan {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl From<Range<usize>> for ByteSpan {
    fn from(range: Range<usize>) -> Self {
        Self { start: range.start, end: range.end }
    }
}

/// How many code points lie between two remembered byte positions of a [`Text`].
const STRIDE: usize = 64;

/// An immutable text with conversions between bytes and code points, each in constant time
/// (bytes of at most [`STRIDE`] code points are walked).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Text {
    string: String,
    /// Byte position of every `STRIDE`-th code point.
    marks: Vec<usize>,
    chars: usize,
}

impl Text {
    /// Takes the string over and indexes it.
    #[must_use]
    pub fn new(string: String) -> Self {
        let mut marks = Vec::with_capacity(string.len() / STRIDE + 1);
        let mut chars = 0;
        for (byte, _) in string.char_indices() {
            if chars % STRIDE == 0 {
                marks.push(byte);
            }
            chars += 1;
        }
        Self { string, marks, chars }
    }

    /// The whole text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.string
    }

    /// Its length in code points.
    #[must_use]
    pub fn len(&self) -> usize {
        self.chars
    }

    /// Whether it is empty.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.chars == 0
    }

    /// The byte position of a code point; positions past the end give the end.
    #[must_use]
    pub fn byte_of(&self, char: usize) -> usize {
        if char >= self.chars {
            return self.string.len();
        }
        let mark = self.marks[char / STRIDE];
        let rest = &self.string[mark..];
        mark + rest.char_indices().nth(char % STRIDE).map_or(rest.len(), |(byte, _)| byte)
    }

    /// The code point that a byte belongs to or, past the end, the number of code points.
    #[must_use]
    pub fn char_of(&self, byte: usize) -> usize {
        if byte >= self.string.len() {
            return self.chars;
        }
        let mark = self.marks.partition_point(|&m| m <= byte).saturating_sub(1);
        let from = self.marks[mark];
        mark * STRIDE + self.string[from..].char_indices().take_while(|(i, _)| from + i < byte).count()
            - usize::from(!self.string.is_char_boundary(byte))
    }

    /// The words of a span.
    #[must_use]
    pub fn slice(&self, span: CharSpan) -> &str {
        &self.string[self.byte_of(span.start)..self.byte_of(span.end)]
    }

    /// A byte span of this text, in code points.
    #[must_use]
    pub fn to_chars(&self, span: ByteSpan) -> CharSpan {
        CharSpan::new(self.char_of(span.start), self.char_of(span.end))
    }

    /// A span of this text, in bytes.
    #[must_use]
    pub fn to_bytes(&self, span: CharSpan) -> ByteSpan {
        ByteSpan { start: self.byte_of(span.start), end: self.byte_of(span.end) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_and_code_points_convert_both_ways() {
        let text = Text::new("Kuril’s “isles” – 千島列島 ".repeat(20));
        for (char, (byte, _)) in text.as_str().char_indices().enumerate() {
            assert_eq!(text.char_of(byte), char);
            assert_eq!(text.byte_of(char), byte);
        }
        assert_eq!(text.byte_of(text.len()), text.as_str().len());
        assert_eq!(text.char_of(text.as_str().len()), text.len());
    }

    #[test]
    fn a_byte_inside_a_character_belongs_to_it() {
        let text = Text::new("a’b".into());
        assert_eq!([1, 2, 3].map(|byte| text.char_of(byte)), [1, 1, 1]);
        assert_eq!(text.char_of(4), 2);
    }

    #[test]
    fn slices_are_in_code_points() {
        let text = Text::new("“Tokyo” said".into());
        assert_eq!(text.slice(CharSpan::new(1, 6)), "Tokyo");
        assert_eq!(text.to_chars(text.to_bytes(CharSpan::new(1, 6))), CharSpan::new(1, 6));
    }
}
