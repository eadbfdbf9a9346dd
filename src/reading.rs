//! Reading a document: the stages from language to assertions in their order. [`Reading`] is what
//! they found together, and all that the graph is made from.

use crate::extraction::Assertion;
use crate::input::Document;
use crate::mentions::{Citation, LocalEntity, Mention, time::Edtf};
use crate::text::CharSpan;

/// Everything that was found in one document. Spans count in the document's text.
#[derive(Debug, Clone)]
pub struct Reading {
    /// The document itself.
    pub document: Document,
    /// The document's date and how it is known.
    pub date: Option<DocumentDate>,
    /// Its sentences, in order.
    pub sentences: Vec<CharSpan>,
    /// Who and what is mentioned, in text order.
    pub mentions: Vec<Mention>,
    /// Entities that only this document names.
    pub locals: Vec<LocalEntity>,
    /// The sources that it credits, in text order.
    pub citations: Vec<Citation>,
    /// What it asserts, in text order; an outer act stands before its content.
    pub assertions: Vec<Assertion>,
    /// What a reader should know about this reading.
    pub diagnostics: Vec<String>,
}

/// When a document was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DocumentDate {
    /// The date, as precisely as it is known.
    pub date: Edtf,
    /// How it is known.
    pub basis: DateBasis,
}

/// How a document's date is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DateBasis {
    /// The document states it.
    Stated,
    /// Its year follows from the dates that it cites or names.
    InferredFromCitations,
}
