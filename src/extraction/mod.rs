//! Frames matched on predications → [`Assertion`]s, the one form between language and RDF.

pub mod anaphora;
pub mod assertion;
mod build;
mod choose;
mod ellipsis;
mod fillers;
pub mod kinds;
mod matching;
mod memory;
mod offices;
mod open_roles;
mod speakers;
pub mod trace;
mod when;

#[cfg(test)]
mod tests;

pub use crate::knowledge::effect::{Modality, Polarity};
pub use assertion::{Assertion, Filler, Situation};
pub use trace::Trace;

use crate::input::Document;
use crate::knowledge::Knowledge;
use crate::language::Parse;
use crate::mentions::{Citation, EntityRef, Mentions, quotation::Quotation, time::TimeExpression};
use crate::predication::{Predications, stance, words::Keyed};

/// Everything that is known of a document before its situations are.
pub struct Scene<'a> {
    /// The document.
    pub document: &'a Document,
    /// Its trees.
    pub parse: &'a Parse,
    /// Who and what it mentions.
    pub mentions: &'a Mentions,
    /// Its predications.
    pub predications: &'a Predications,
    /// The ontology, gazetteer, frames and qualifiers.
    pub knowledge: &'a Knowledge,
    /// The sources that it credits.
    pub citations: &'a [Citation],
    /// The times that it names.
    pub times: &'a [TimeExpression],
    /// Its direct quotations.
    pub quotations: &'a [Quotation],
    /// Who speaks in each quotation.
    pub speakers: Vec<Option<EntityRef>>,
    /// For each token the key of its lemma, in one spelling.
    pub lemmas: &'a [String],
    /// For each token the key of its text.
    pub texts: &'a [String],
}

impl Scene<'_> {
    /// What the document asserts and how that was found, in text order; an outer act stands before its content.
    #[must_use]
    pub fn assertions(&self) -> Vec<(Assertion, Trace)> {
        let mut drafts = Vec::new();
        let mut memory = memory::Memory::default();
        for (at, sentence) in self.parse.sentences.iter().enumerate() {
            let matches = sentence.tokens.clone().flat_map(|token| self.matches_at(token)).collect();
            let chosen = choose::best(self, &mut memory, matches);
            drafts.extend(chosen.iter().flat_map(|m| build::drafts(self, at, m)));
            drafts.extend(speakers::statements(self, at));
            drafts.extend(speakers::introductions(self, at));
            let in_documents = speakers::in_documents(self, at, &drafts);
            drafts.extend(in_documents);
            drafts.extend(offices::held(self, at, &chosen));
        }
        build::finish(self, drafts)
    }

    /// The pronouns that can only be resolved once the trees and speakers are known.
    #[must_use]
    pub fn references(&self) -> Vec<anaphora::Reference> {
        anaphora::references(self)
    }

    /// Who speaks in each of its quotations.
    #[must_use]
    pub fn find_speakers(&self) -> Vec<Option<EntityRef>> {
        speakers::of(self)
    }

    fn keyed(&self) -> Keyed<'_> {
        Keyed { parse: self.parse, lemmas: self.lemmas, texts: self.texts }
    }

    fn stances(&self) -> stance::Context<'_> {
        stance::Context { keyed: self.keyed(), predications: self.predications, qualifiers: self.knowledge.ontology.qualifiers() }
    }

    fn key(&self, token: usize) -> &str {
        &self.lemmas[token]
    }

    fn lower(&self, token: usize) -> String {
        self.parse.tokens[token].text.to_lowercase()
    }
}
