//! What the line formats of frames, qualifiers, examples and word lists share: lines with their
//! comments removed, fields with their columns, and the error that points at a place in them.
//!
//! The formats live in multi-line literals of Turtle files, one line for each entry, so that an analyst reads
//! and extends them as text. Positions count from 1, columns in characters; the caller adds the line on which
//! the literal begins.

use super::faults::{Faults, gather};
use thiserror::Error;

/// What is wrong in a line of one of the formats, and where.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("line {line}, column {column}: {reason}")]
pub struct SyntaxError {
    /// The line in the text that was parsed, from 1.
    pub line: u32,
    /// The column in that line, in characters, from 1.
    pub column: u32,
    /// What was expected and what stood there.
    pub reason: String,
}

/// A line that is neither empty nor a comment.
#[derive(Debug, Clone, Copy)]
pub(super) struct Line<'a> {
    /// Its number, from 1.
    pub(super) number: u32,
    /// Its text without comment and without white space at its end.
    pub(super) text: &'a str,
}

/// A piece of a line. Its column is counted only when an error asks for it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Field<'a> {
    /// The piece.
    pub(super) text: &'a str,
    line: Line<'a>,
    start: usize,
}

/// The lines that say something, in order.
pub(super) fn lines(text: &str) -> impl Iterator<Item = Line<'_>> {
    (1..).zip(text.lines()).filter_map(|(number, line)| {
        let text = without_comment(line).trim_end();
        (!text.trim_start().is_empty()).then_some(Line { number, text })
    })
}

/// What is read from each line, or what is wrong with each that cannot be read.
pub(super) fn each_line<'a, T>(
    text: &'a str,
    mut read: impl FnMut(Line<'a>) -> Result<T, SyntaxError>,
) -> Result<Vec<T>, Faults<SyntaxError>> {
    gather(lines(text).map(|line| read(line).map_err(Faults::from)))
}

/// A `#` opens a comment at the start of a line and after white space.
fn without_comment(line: &str) -> &str {
    let opens = |at: usize| line[..at].chars().next_back().is_none_or(char::is_whitespace);
    let comment = line.match_indices('#').map(|(at, _)| at).find(|&at| opens(at));
    &line[..comment.unwrap_or(line.len())]
}

impl<'a> Line<'a> {
    /// The whole line as one field, without the white space that it begins with.
    pub(super) fn field(self) -> Field<'a> {
        let text = self.text.trim_start();
        Field { text, line: self, start: self.text.len() - text.len() }
    }

    /// Its pieces between white space.
    pub(super) fn fields(self) -> impl Iterator<Item = Field<'a>> {
        let mut rest = self.field();
        std::iter::from_fn(move || {
            let end = rest.text.find(char::is_whitespace).unwrap_or(rest.text.len());
            let field = rest.part(0, end);
            rest = rest.part(end, rest.text.len()).trim();
            (!field.text.is_empty()).then_some(field)
        })
    }
}

impl<'a> Field<'a> {
    /// The part of this field from one byte to another.
    pub(super) fn part(self, from: usize, to: usize) -> Self {
        Self { text: &self.text[from..to], line: self.line, start: self.start + from }
    }

    /// What stands before and after the first of these characters, and which it was.
    pub(super) fn split_at_any(self, marks: &[char]) -> Option<(Self, char, Self)> {
        let at = self.text.find(marks)?;
        let mark = self.text[at..].chars().next()?;
        Some((self.part(0, at), mark, self.part(at + mark.len_utf8(), self.text.len())))
    }

    /// The pieces between a separator, without white space around them.
    pub(super) fn split(self, separator: char) -> impl Iterator<Item = Self> {
        let mut from = 0;
        let text: &'a str = self.text;
        text.split(separator).map(move |piece| {
            let field = self.part(from, from + piece.len()).trim();
            from += piece.len() + separator.len_utf8();
            field
        })
    }

    /// This field without white space at its ends.
    pub(super) fn trim(self) -> Self {
        let start = self.text.len() - self.text.trim_start().len();
        self.part(start, start + self.text.trim().len())
    }

    /// An error at the start of this field.
    pub(super) fn error(self, reason: impl Into<String>) -> SyntaxError {
        SyntaxError { line: self.line.number, column: self.column(), reason: reason.into() }
    }

    /// The column where it begins, in characters, from 1.
    fn column(self) -> u32 {
        self.line.text[..self.start].chars().count() as u32 + 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_and_empty_lines_are_skipped() {
        let found: Vec<_> = lines("\n# one\n  a b # two\nc#d\n").map(|line| (line.number, line.text)).collect();
        assert_eq!(found, [(3, "  a b"), (4, "c#d")]);
    }

    #[test]
    fn columns_count_characters() {
        let line = lines("  démarche  x=y:z").next().expect("a line");
        let fields: Vec<_> = line.fields().map(|field| (field.text, field.column())).collect();
        assert_eq!(fields, [("démarche", 3), ("x=y:z", 13)]);
        let last = line.fields().last().expect("a field");
        let (left, mark, right) = last.split_at_any(&['=', ':']).expect("a mark");
        assert_eq!((left.text, mark, right.text, right.column()), ("x", '=', "y:z", 15));
    }

    #[test]
    fn pieces_keep_their_columns() {
        let line = lines("a| bé |c").next().expect("a line");
        let pieces: Vec<_> = line.field().split('|').map(|piece| (piece.text, piece.column())).collect();
        assert_eq!(pieces, [("a", 1), ("bé", 4), ("c", 8)]);
    }
}
