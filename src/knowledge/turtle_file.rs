//! Turtle files of the program's and of a user's: their text, their triples, and where in them something stands.
//!
//! The parser tells where a syntax error stands, but not where a triple stood that turns out to be wrong. So
//! [`Position::of`] looks in the text, by the way in which people write Turtle: a subject at the start of a line.

use oxrdf::Triple;
use oxttl::TurtleParser;
use std::path::{Path, PathBuf};
use std::{fmt, fs, io, str};

/// After so many syntax errors in a file the rest is more likely their consequence.
const SYNTAX_ERRORS: usize = 5;

/// A place in a text, both from 1; columns count characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// The line.
    pub line: u64,
    /// The column.
    pub column: u64,
}

impl fmt::Display for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.line, self.column)
    }
}

impl Position {
    /// The place of a byte.
    fn at(text: &str, byte: usize) -> Self {
        let before = &text[..byte];
        let start = before.rfind('\n').map_or(0, |at| at + 1);
        Self { line: before.matches('\n').count() as u64 + 1, column: before[start..].chars().count() as u64 + 1 }
    }

    /// Where `near` stands in the description of a subject, which is the last part of an IRI. The subject's own place if
    /// `near` is empty or not found; the text's beginning if the subject is not found either.
    #[must_use]
    pub fn of(text: &str, subject: &str, near: &str) -> Self {
        let start = subject_at(text, subject).unwrap_or(0);
        let near = if near.is_empty() { None } else { name_at(&text[start..], near).or_else(|| text[start..].find(near)) };
        Self::at(text, start + near.unwrap_or(0))
    }
}

/// The byte where a name stands as the last part of an IRI and not as a word of a sentence.
fn name_at(text: &str, name: &str) -> Option<usize> {
    let inside = |char: char| char.is_alphanumeric() || "-_".contains(char);
    let whole = |at: &usize| text[..*at].ends_with([':', '#', '/']) && !text[at + name.len()..].starts_with(inside);
    text.match_indices(name).map(|(at, _)| at).find(whole)
}

/// The byte where a line begins with a subject, white space aside.
fn subject_at(text: &str, subject: &str) -> Option<usize> {
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let indent = line.len() - line.trim_start().len();
        let word = line[indent..].split(|c: char| c.is_whitespace() || c == '>').next().unwrap_or_default();
        let before =
            word.strip_suffix(subject).filter(|before| !before.ends_with(|c: char| c.is_alphanumeric() || "-.".contains(c)));
        if before.is_some() {
            return Some(start + indent);
        }
        start += line.len();
    }
    None
}

/// A text that is no Turtle.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoTurtle {
    /// Where.
    pub position: Position,
    /// What the parser expected.
    pub reason: String,
}

/// The triples of a text, in order.
///
/// # Errors
/// If it is no Turtle: the first few places, since one that is not understood can spoil what follows.
pub fn triples(text: &str) -> Result<Vec<Triple>, Vec<NoTurtle>> {
    let (mut triples, mut errors) = (Vec::new(), Vec::new());
    for result in TurtleParser::new().for_slice(text.as_bytes()) {
        match result {
            Ok(triple) => triples.push(triple),
            Err(error) => {
                let start = error.location().start;
                let position = Position { line: start.line + 1, column: start.column + 1 };
                // Of several at one place the parser tells the first, which is the cause, last.
                errors.pop_if(|last: &mut NoTurtle| last.position == position);
                errors.push(NoTurtle { position, reason: reason(error.message()) });
            }
        }
        if errors.len() == SYNTAX_ERRORS {
            break;
        }
    }
    if errors.is_empty() { Ok(triples) } else { Err(errors) }
}

/// What the parser says, in other words where they mislead: it names the place where the last thing begins.
fn reason(said: &str) -> String {
    if said == "Unexpected end of file" {
        return "what begins here does not end: a quotation mark, a bracket or a dot is missing".to_owned();
    }
    said.to_owned()
}

/// A file or folder that cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum Unreadable {
    /// The system does not give it.
    #[error("{path}: cannot be read ({source}); check the path", path = .path.display())]
    Refused {
        /// The file or folder.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// It is no text in UTF-8.
    #[error("{path}:{position}: not UTF-8{guess}; save the file as UTF-8", path = .path.display())]
    NotUtf8 {
        /// The file.
        path: PathBuf,
        /// The first character that is none.
        position: Position,
        /// What it may be instead.
        guess: &'static str,
    },
}

/// A file's text, without the mark of byte order that some editors put before it.
///
/// # Errors
/// If it cannot be read or is not UTF-8.
pub fn read(path: &Path) -> Result<String, Unreadable> {
    let bytes = fs::read(path).map_err(|source| Unreadable::Refused { path: path.to_owned(), source })?;
    let utf16 = bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]);
    let text = String::from_utf8(bytes).map_err(|error| {
        let good = error.utf8_error().valid_up_to();
        let before = str::from_utf8(&error.as_bytes()[..good]).unwrap_or_default();
        let guess = if utf16 { " (it looks like UTF-16)" } else { "" };
        Unreadable::NotUtf8 { path: path.to_owned(), position: Position::at(before, good), guess }
    })?;
    Ok(text.strip_prefix('\u{FEFF}').map_or_else(|| text.clone(), str::to_owned))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(line: u64, column: u64) -> Position {
        Position { line, column }
    }

    #[test]
    fn subjects_are_found_at_the_start_of_a_line() {
        let text = "# ent:zenda\nent:old-zenda a dm:City .\n  ent:zenda a dm:City ;\n    dm:partOf ent:é , ent:nowhere .\n";
        assert_eq!(Position::of(text, "zenda", ""), place(3, 3));
        assert_eq!(Position::of(text, "zenda", "ent:nowhere"), place(4, 23));
        assert_eq!(Position::of(text, "zenda", "strelsau"), place(3, 3));
        assert_eq!(Position::of("ent:a rdfs:label \"over\" ; dm:overlap 1 ; dm:over 2 .", "a", "over"), place(1, 45));
        assert_eq!(Position::of(text, "strelsau", ""), place(1, 1));
    }

    #[test]
    fn several_syntax_errors_are_found() {
        let errors = triples("<x:a> <x:p> 1 .\n<x:b> 3 .\n<x:c> <x:p> 1 .\n<x:d> <x:p> ; .\n").expect_err("no Turtle");
        let lines: Vec<_> = errors.iter().map(|error| error.position.line).collect();
        assert_eq!(lines, [2, 4], "{errors:?}");
        assert!(triples(&"<x:a> .\n".repeat(50)).is_err_and(|errors| errors.len() == SYNTAX_ERRORS));
    }

    #[test]
    fn encodings_are_told() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("own.ttl");
        for (bytes, expected) in [
            (&b"# caf\xe9\n"[..], "own.ttl:1:6: not UTF-8; save"),
            (b"\n\xff", "own.ttl:2:1: not UTF-8; save"),
            (b"\xff\xfe#\0\n\0", "own.ttl:1:1: not UTF-8 (it looks like UTF-16); save"),
        ] {
            fs::write(&path, bytes).expect("a file");
            let error = read(&path).expect_err("no text").to_string();
            assert!(error.contains(expected), "{error}");
        }
        fs::write(&path, "\u{FEFF}# é").expect("a file");
        assert_eq!(read(&path).expect("a text"), "# é");
        let missing = read(&folder.path().join("none.ttl")).expect_err("no file").to_string();
        assert!(missing.contains("none.ttl: cannot be read (") && missing.ends_with("check the path"), "{missing}");
    }
}
