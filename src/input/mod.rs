//! Reading: bytes of one format → [`Document`]s. One file for each format, one table of formats.

use crate::text::{CharSpan, Text};
use url::Url;

/// A document as it was read: its text, what its paragraphs are, and what is known about it.
/// All spans count in `text`.
#[derive(Debug, Clone, Default)]
pub struct Document {
    /// The input's name without its ending, or an NDJSON line's `id`.
    pub source_name: String,
    /// The text as stored: a plain text file whole as read; title and body for other formats.
    pub text: Text,
    /// The stretches of `text` that carry prose, in order; headers and bylines are in none.
    pub blocks: Vec<Block>,
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
