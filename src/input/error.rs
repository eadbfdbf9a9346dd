//! Why an input, or one line of it, could not be read. Every message is one line that says what,
//! where, and what to do; the reading of other inputs goes on.

use std::fmt;
use std::io;
use thiserror::Error;

/// Where something was found: an input and, for formats of one document a line, the line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The path as given, or `standard input`.
    pub input: String,
    /// The line, counted from 1.
    pub line: Option<usize>,
}

impl Place {
    /// A whole input.
    #[must_use]
    pub fn input(input: impl Into<String>) -> Self {
        Self { input: input.into(), line: None }
    }

    /// A line (counted from 1) of the same input.
    #[must_use]
    pub fn at_line(&self, line: usize) -> Self {
        Self { input: self.input.clone(), line: Some(line) }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.input)?;
        self.line.map_or(Ok(()), |line| write!(f, ":{line}"))
    }
}

/// Why an input could not be read.
#[derive(Debug, Error)]
pub enum InputError {
    /// There is no such file or folder.
    #[error("{0}: no such file or folder; check the path")]
    Missing(Place),
    /// The operating system refused, or the file's compression is damaged.
    #[error("{place}: cannot be read ({source}); check that it is a whole file and that you may read it")]
    Io {
        /// Where.
        place: Place,
        /// What the system said.
        #[source]
        source: io::Error,
    },
    /// A folder without one file of a known format.
    #[error("{0}: a folder without a file to read; known endings are {endings}", endings = super::format::endings())]
    EmptyFolder(Place),
    /// A note rather than an error: a file in a folder whose ending no format has.
    #[error("{0}: left out, no format has this ending; name the file itself to read it")]
    UnknownEnding(Place),
    /// A file that is no text, told by its first bytes.
    #[error("{place}: {kind}, not text; {remedy}")]
    Binary {
        /// Where.
        place: Place,
        /// What it is, with its article: `a PDF`.
        kind: &'static str,
        /// How to get text out of it.
        remedy: &'static str,
    },
    /// A file or standard input without a word in it.
    #[error("{0}: empty; give a file that holds text")]
    Empty(Place),
    /// A page or record whose markup or fields hold no prose.
    #[error("{0}: no text in it; check that it holds an article")]
    NoText(Place),
    /// A document beyond the limit, after decompression.
    #[error("{place}: larger than {} MB unpacked, the limit for one document; split it", .limit.div_ceil(1 << 20))]
    TooLarge {
        /// Where.
        place: Place,
        /// The limit in bytes.
        limit: u64,
    },
    /// A paragraph beyond what is analysed as one.
    #[error("{document}: a paragraph of {length} characters, more than the limit of {limit}; break it into paragraphs")]
    LongParagraph {
        /// The document's name.
        document: String,
        /// The paragraph's length in code points.
        length: usize,
        /// The limit in code points.
        limit: usize,
    },
    /// An encoding that the format does not have.
    #[error("{place}: {encoding}, but NDJSON is always UTF-8; convert it, for example with `iconv -f {encoding} -t UTF-8`")]
    Encoding {
        /// Where.
        place: Place,
        /// The encoding found.
        encoding: &'static str,
    },
    /// A line of NDJSON that is not UTF-8.
    #[error("{place}: not UTF-8 at byte {byte} of the line; convert the file to UTF-8")]
    NotUtf8 {
        /// Where.
        place: Place,
        /// Byte in the line, from 0.
        byte: usize,
    },
    /// A line of NDJSON that is no JSON object.
    #[error("{place}: not a JSON object ({reason}); each line must be one whole object")]
    Json {
        /// Where.
        place: Place,
        /// What the parser said, with the column.
        reason: String,
    },
    /// A field of the wrong type.
    #[error("{place}: field `{field}` is {found}, but must be {expected}; correct the line")]
    FieldType {
        /// Where.
        place: Place,
        /// Its name.
        field: &'static str,
        /// What it may be, with its article.
        expected: &'static str,
        /// What it is, with its article.
        found: &'static str,
    },
    /// A field that has to be there.
    #[error("{place}: no field `{field}`; add it to the line")]
    FieldMissing {
        /// Where.
        place: Place,
        /// Its name.
        field: &'static str,
    },
}

impl InputError {
    /// Whether it is only worth a note: nothing that was asked for went wrong.
    #[must_use]
    pub fn is_note(&self) -> bool {
        matches!(self, Self::UnknownEnding(_))
    }

    /// What the system said, at a place; a missing file gets its own words.
    pub(super) fn io(place: &Place, source: io::Error) -> Self {
        match source.kind() {
            io::ErrorKind::NotFound => Self::Missing(place.clone()),
            _ => Self::Io { place: place.clone(), source },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_is_one_line_with_place_and_remedy() {
        let place = Place::input("news.ndjson").at_line(7);
        let error = InputError::FieldType { place, field: "title", expected: "a string", found: "a list" };
        let words = error.to_string();
        assert_eq!(words, "news.ndjson:7: field `title` is a list, but must be a string; correct the line");
        assert_eq!(words.lines().count(), 1);
    }

    #[test]
    fn the_limit_is_told_in_megabytes() {
        let error = InputError::TooLarge { place: Place::input("a.txt"), limit: 64 << 20 };
        assert!(error.to_string().contains("64 MB"), "{error}");
    }

    #[test]
    fn only_a_file_left_out_is_a_note() {
        assert!(InputError::UnknownEnding(Place::input("a.xyz")).is_note());
        assert!(!InputError::Missing(Place::input("a.txt")).is_note());
    }
}
