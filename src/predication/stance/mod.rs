//! How a predication is presented: affirmed or negated, actual or only planned, possible, demanded,
//! refused, and by whom. Read off the path from the predicate to the root of its sentence, folding
//! from the innermost embedder outwards: the qualifiers (`ontology/qualifiers.ttl`) say what each
//! embedder does to its complement when it is itself affirmed or negated.
//!
//! - [`links`] names the relation of each step of the path;
//! - [`embedding`] says what an embedder does to what is below it; [`senses`] holds the classes of words that it asks for;
//! - [`lookup`] finds the qualifier of an embedder, a modifier or a preposition, and
//!   [`construction`] says whether the construction that a line is narrowed to is there;
//! - [`negation`] says whether a clause or noun phrase is negated;
//! - [`clause`] reads the modals, adverbs, conjunctions and conditions of one clause;
//! - [`attribution`] finds the sources named beside a clause.

mod attribution;
mod clause;
mod construction;
mod embedding;
mod links;
mod lookup;
mod negation;
mod senses;
#[cfg(test)]
mod tests;
mod tree;
mod walk;

use super::Predications;
use super::words::Keyed;
use crate::knowledge::effect::{Modality, Polarity};
use crate::knowledge::qualifiers::QualifierSet;
pub(crate) use attribution::source_of;

/// How a predication is presented.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stance {
    /// Whether it is affirmed.
    pub polarity: Polarity,
    /// Whether it is actual.
    pub modality: Modality,
    /// The token that heads the phrase for who vouches for it.
    pub holder: Option<usize>,
    /// The embedders on the way to the root, innermost first.
    pub embedders: Vec<usize>,
    /// The words that made it so: negations, modals, conjunctions and embedders, innermost first.
    pub marks: Vec<usize>,
    /// The part of the polarity that words of ending have ("stopped the construction"): negated where it is only told to end.
    pub ending: Polarity,
}

/// What can be looked up while stances are read.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    /// The trees.
    pub keyed: Keyed<'a>,
    /// The predications on them.
    pub predications: &'a Predications,
    /// What embeds, denies, conditions or attributes.
    pub qualifiers: &'a QualifierSet,
}

impl Context<'_> {
    /// How the predication headed by a token is presented.
    #[must_use]
    pub fn stance(&self, token: usize) -> Stance {
        walk::from(*self, token)
    }

    /// Whether an argument is set against the others of its clause: what is affirmed of them is denied of it, and
    /// the other way round ("every state except Chad", "Chad, not Niger", "not Chad but Niger").
    #[must_use]
    pub fn is_excepted(&self, argument: usize) -> bool {
        self.is_denied_alone(argument) || self.is_in_exception(argument)
    }
}
