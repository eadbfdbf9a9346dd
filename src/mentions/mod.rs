//! Who and what is named where: names linked to the gazetteer, coreference, times, citations, quotations.

pub mod time;

use crate::knowledge::{EntityClass, EntityId};
use crate::text::CharSpan;

/// An entity that a document speaks of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EntityRef {
    /// One that the gazetteer knows.
    Known(EntityId),
    /// One that only the document names: its place in [`crate::reading::Reading::locals`].
    Local(usize),
}

/// An entity that the gazetteer lacks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LocalEntity {
    /// Its class, by the evidence of the text.
    pub class: EntityClass,
    /// Its longest name in the document.
    pub name: String,
}

/// How a mention comes to mean its referent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sense {
    /// It is the referent's own name ("Japan", "Lavrov").
    Name,
    /// A capital that stands for its government ("Moscow refuses").
    CapitalForGovernment,
    /// A seat or body that stands for its state ("the Kremlin").
    Metonym,
    /// An adjective of belonging or a people's name ("Japanese", "the Russians", "Sino-").
    Demonym,
    /// A pronoun or description that goes back to another mention ("the latter", "his Russian counterpart").
    Coreference,
}

/// A stretch of text that refers to an entity.
#[derive(Debug, Clone, PartialEq)]
pub struct Mention {
    /// Where it stands.
    pub span: CharSpan,
    /// What it means.
    pub referent: EntityRef,
    /// How it means that.
    pub sense: Sense,
    /// How sure the link is, from 0 to 1.
    pub confidence: f32,
}

/// A publication credited for what a sentence says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Citation {
    /// Where it stands; for "(TASS, March 3; Kommersant, March 4)" each source has its own span.
    pub span: CharSpan,
    /// Its words, without brackets.
    pub as_cited: String,
    /// The publication.
    pub publication: Option<EntityRef>,
    /// The date of what is cited.
    pub date: Option<time::Edtf>,
    /// Whether the year comes from the document and not from the citation.
    pub year_inferred: bool,
}
