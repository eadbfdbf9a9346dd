//! The table of formats: the one place that knows a format's name, endings and reader.
//! A new format is one file beside this one and one row here.

use super::open::Input;
use super::{Documents, html, markdown, ndjson, plain};
use std::fmt;
use std::path::Path;
use std::str::FromStr;

/// What the bytes of an input are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Plain text, with or without a block of header lines.
    Text,
    /// Markdown, with or without front matter.
    Markdown,
    /// A web page.
    Html,
    /// One JSON object a line, each a document.
    Ndjson,
}

/// One row of the table.
struct Row {
    format: Format,
    name: &'static str,
    endings: &'static [&'static str],
    read: fn(Input) -> Documents,
}

#[rustfmt::skip]
const TABLE: &[Row] = &[
    Row { format: Format::Text,     name: "text",     endings: &["txt", "text"],             read: plain::read },
    Row { format: Format::Markdown, name: "markdown", endings: &["md", "markdown"],          read: markdown::read },
    Row { format: Format::Html,     name: "html",     endings: &["html", "htm", "xhtml"],    read: html::read },
    Row { format: Format::Ndjson,   name: "ndjson",   endings: &["ndjson", "jsonl"],         read: ndjson::read },
];

/// The ending of compressed files; the format's own ending stands before it.
const COMPRESSED: &str = "gz";

impl Format {
    /// Every format, in the order of the table.
    pub fn all() -> impl Iterator<Item = Self> {
        TABLE.iter().map(|row| row.format)
    }

    /// The name that `--input-format` takes.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.row().name
    }

    /// The endings of file names, without the dot.
    #[must_use]
    pub fn endings(self) -> &'static [&'static str] {
        self.row().endings
    }

    /// The format that a file's ending tells, whatever its case, compressed or not.
    #[must_use]
    pub fn from_path(path: &Path) -> Option<Self> {
        let (_, ending) = split_name(path);
        let ending = ending?.to_ascii_lowercase();
        TABLE.iter().find(|row| row.endings.contains(&ending.as_str())).map(|row| row.format)
    }

    /// The format that the first bytes tell: an object is NDJSON, a tag HTML, all else plain text.
    #[must_use]
    pub fn sniff(head: &[u8]) -> Self {
        let head = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head).trim_ascii_start();
        match head.first() {
            Some(b'{') => Self::Ndjson,
            Some(b'<') => Self::Html,
            _ => Self::Text,
        }
    }

    /// Reads an opened input.
    pub(super) fn read(self, input: Input) -> Documents {
        (self.row().read)(input)
    }

    fn row(self) -> &'static Row {
        // The first row stands in for a variant without one; a test sweeps them all.
        TABLE.iter().find(|row| row.format == self).unwrap_or(&TABLE[0])
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Format {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        TABLE.iter().find(|row| row.name.eq_ignore_ascii_case(name)).map(|row| row.format).ok_or_else(|| {
            let names: Vec<_> = TABLE.iter().map(|row| row.name).collect();
            format!("no input format `{name}`; use one of {}", names.join(", "))
        })
    }
}

/// A file's name without its ending and, when there is one, the ending; `.gz` is looked through.
pub(super) fn split_name(path: &Path) -> (String, Option<String>) {
    let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy();
    let name = strip_ending(&name, COMPRESSED).unwrap_or(&name);
    match name.rsplit_once('.') {
        Some((stem, ending)) if !stem.is_empty() => (stem.to_owned(), Some(ending.to_owned())),
        _ => (name.to_owned(), None),
    }
}

/// The name before a known ending.
fn strip_ending<'n>(name: &'n str, ending: &str) -> Option<&'n str> {
    let (stem, found) = name.rsplit_once('.')?;
    (found.eq_ignore_ascii_case(ending) && !stem.is_empty()).then_some(stem)
}

/// All endings, for messages: `.txt, .text, …`.
pub(super) fn endings() -> String {
    let endings: Vec<_> = TABLE.iter().flat_map(|row| row.endings).map(|ending| format!(".{ending}")).collect();
    endings.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_format_has_a_row_that_leads_back_to_it() {
        for format in [Format::Text, Format::Markdown, Format::Html, Format::Ndjson] {
            assert_eq!(format.name().parse(), Ok(format));
            for ending in format.endings() {
                assert_eq!(Format::from_path(Path::new(&format!("dir.d/a.b.{ending}"))), Some(format));
                assert_eq!(Format::from_path(Path::new(&format!("A.{}.GZ", ending.to_uppercase()))), Some(format));
            }
        }
        assert_eq!(Format::all().count(), 4);
    }

    #[test]
    fn an_unknown_name_is_refused_with_the_known_ones() {
        assert_eq!("docx".parse::<Format>().unwrap_err(), "no input format `docx`; use one of text, markdown, html, ndjson");
        assert_eq!(Format::from_path(Path::new("a.docx")), None);
        assert_eq!(Format::from_path(Path::new("txt")), None);
    }

    #[test]
    fn first_bytes_tell_the_format() {
        assert_eq!(Format::sniff(b"\xEF\xBB\xBF \n{\"text\""), Format::Ndjson);
        assert_eq!(Format::sniff(b"\n<!DOCTYPE html>"), Format::Html);
        assert_eq!(Format::sniff("“Never,” said Tokyo".as_bytes()), Format::Text);
        assert_eq!(Format::sniff(b""), Format::Text);
    }

    #[test]
    fn a_name_loses_its_ending_and_the_compression() {
        assert_eq!(split_name(Path::new("a/strait.talks.txt.gz")).0, "strait.talks");
        assert_eq!(split_name(Path::new("a/.gz")).0, ".gz");
        assert_eq!(split_name(Path::new("notes")), ("notes".to_owned(), None));
    }
}
