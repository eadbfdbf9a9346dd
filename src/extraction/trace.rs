//! How an assertion was found, for those who want to see it: the tokens that each of its parts came from. Nothing that is
//! written to a graph depends on it.

use super::Filler;
use crate::predication::Trust;

/// The tokens that an assertion came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trace {
    /// The tokens of its predicate, the main word first.
    pub predicate: Vec<usize>,
    /// What embeds it, innermost first.
    pub embedders: Vec<usize>,
    /// The words that made its polarity and modality, innermost first.
    pub marks: Vec<usize>,
    /// The head of the phrase for who vouches for it, where its sentence has one.
    pub holder: Option<usize>,
    /// What fills its roles.
    pub fillers: Vec<FoundFiller>,
    /// How far its fillers are from standing in the frame's own places.
    pub trust: Trust,
}

/// A filler with the token that it came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundFiller {
    /// The role that it fills, by local name.
    pub role: String,
    /// The filler.
    pub filler: Filler,
    /// The token that heads its phrase.
    pub token: usize,
}
