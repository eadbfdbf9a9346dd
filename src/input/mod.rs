//! Reading: bytes of one format → [`Document`]s. One file for each format, one table of formats.
//!
//! [`expand`] turns the arguments of a command into [`Source`]s, [`read`] turns a source into its
//! documents. The way in is the same for all: the bytes are opened and unpacked with a limit
//! ([`open`]), refused when they are no text, decoded and cleaned ([`encoding`]), and given to the
//! format's reader ([`mod@format`]), which finds the metadata and cuts the text into blocks. Reading
//! one document never stops the reading of the next: errors are items of the iterator.

mod assembly;
mod date;
mod encoding;
mod error;
mod format;
mod header;
mod html;
mod markdown;
mod ndjson;
mod open;
mod paragraphs;
mod plain;
mod source;
mod stored;

pub(crate) use date::MONTHS;
pub use date::normalize as normalize_date;
pub use error::{InputError, Place};
pub use format::Format;
pub use source::{Source, expand};
pub use stored::from_stored;

use crate::text::{CharSpan, Text};
use std::borrow::Cow;
use url::Url;

/// The documents of one source, in order, with an error in the place of each that could not be read.
pub type Documents = Box<dyn Iterator<Item = Result<Document, InputError>> + Send>;

/// How to read.
#[derive(Debug, Clone, Copy)]
pub struct Options {
    /// The format of every input; without it, the ending tells, then the first bytes.
    pub format: Option<Format>,
    /// The most bytes that one document may have, after decompression.
    pub limit: u64,
}

impl Default for Options {
    fn default() -> Self {
        Self { format: None, limit: 64 << 20 }
    }
}

/// Reads a source: one document, or as many as an NDJSON file has lines.
///
/// Lines are read as they are asked for, so a file of any size needs memory for one document only.
#[must_use]
pub fn read(source: &Source, options: &Options) -> Documents {
    match open::open(source, options) {
        Ok(input) => Box::new(input.format.read(input).map(|document| document.and_then(with_short_paragraphs))),
        Err(error) => Box::new(std::iter::once(Err(error))),
    }
}

/// The longest paragraph, in code points: each is analysed at once, and no text written for readers comes near it.
const LONGEST_PARAGRAPH: usize = 1_000_000;

fn with_short_paragraphs(document: Document) -> Result<Document, InputError> {
    let longest = document.blocks.iter().map(|block| block.span.len()).max().unwrap_or(0);
    if longest <= LONGEST_PARAGRAPH {
        return Ok(document);
    }
    Err(InputError::LongParagraph { document: document.source_name, length: longest, limit: LONGEST_PARAGRAPH })
}

/// A document as it was read: its text, what its paragraphs are, and what is known about it.
/// All spans count in `text`.
#[derive(Debug, Clone, Default)]
pub struct Document {
    /// The input's name without its ending, or an NDJSON line's `id`.
    pub source_name: String,
    /// The text as stored: a plain text file whole as read; title and body for other formats.
    /// Line ends are `\n`, a byte order mark is dropped, and each control character that RDF
    /// cannot hold is a space, so that code points count as they do in the file read as text.
    pub text: Text,
    /// The stretches of `text` that carry prose, in order; headers and bylines are in none.
    pub blocks: Vec<Block>,
    /// The place and date before the first sentence (`SEOUL, Aug. 20 (Yonhap) --`), in no block.
    pub dateline: Option<CharSpan>,
    /// Its title.
    pub title: Option<String>,
    /// The name of the publication that carried it, as written.
    pub publication: Option<String>,
    /// Volume of the publication.
    pub volume: Option<String>,
    /// Issue of the publication.
    pub issue: Option<String>,
    /// Who signed it.
    pub authors: Vec<String>,
    /// When it was published: `2017-05-02`, `2017-05` or `2017`.
    pub date: Option<String>,
    /// Where it was published.
    pub url: Option<Url>,
    /// How many characters of the input could not be kept: bytes that do not decode (U+FFFD in
    /// the text) and control characters (a space).
    pub replaced: usize,
}

impl Document {
    /// The words of a block as running prose: line breaks inside it (a hard-wrapped file has them)
    /// and tabs are spaces. Code points count as in the block itself.
    #[must_use]
    pub fn prose(&self, block: Block) -> Cow<'_, str> {
        let words = self.text.slice(block.span);
        if words.contains(['\n', '\t']) { Cow::Owned(words.replace(['\n', '\t'], " ")) } else { Cow::Borrowed(words) }
    }
}

/// A stretch of prose that is analysed by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Where it is in the document's text.
    pub span: CharSpan,
}

/// What a block is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BlockKind {
    /// The document's title.
    Title,
    /// A heading inside the text.
    Heading,
    /// A paragraph, list item or quotation.
    Paragraph,
}

#[cfg(test)]
mod tests;
