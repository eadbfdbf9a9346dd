//! What a noun phrase contributes to a role: the entities that it names or refers to, one by one
//! for each coordinated part, or its own words where it has no name.

use super::{Filler, Scene, kinds};
use crate::knowledge::EntityClass;
use crate::knowledge::words::Kind;
use crate::mentions::EntityRef;

/// A filler with what decides whether it fits.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Candidate {
    /// The entity, or the words.
    pub filler: Filler,
    /// The token that heads its phrase.
    pub token: usize,
    /// How sure the link is, from 0 to 1; for words 0.5.
    pub confidence: f32,
}

impl Candidate {
    /// Whether it is an entity, named or resolved.
    pub(super) fn is_entity(&self) -> bool {
        matches!(self.filler, Filler::Entity(_))
    }
}

/// Relations whose phrases belong to a description ("natural gas pipeline to Japan"), not to what is told of it.
const DESCRIPTIVE: &[&str] = &["compound", "amod", "nmod", "nummod", "poss", "prep", "pobj", "conj", "cc", "case", "quantmod", "punct", "npadvmod", "advmod", "det"];

/// The longest description that is kept, in tokens.
const MAX_DESCRIPTION: usize = 14;

impl Scene<'_> {
    /// What the phrase headed by a token contributes, each coordinated part in text order.
    pub(super) fn candidates(&self, head: usize) -> Vec<Candidate> {
        let mut found = Vec::new();
        for part in self.parts(head) {
            for candidate in self.of_part(part) {
                if !found.iter().any(|c: &Candidate| c.filler == candidate.filler) {
                    found.push(candidate);
                }
            }
        }
        found
    }

    /// The heads of the coordinated parts of a phrase; what stands after "but not" or "not" is none of them.
    pub(super) fn parts(&self, head: usize) -> Vec<usize> {
        let mut parts = vec![head];
        let mut at = 0;
        while at < parts.len() {
            let part = parts[at];
            let excluded = self.parse.dependents(part, &["cc"]).any(|c| self.lower(c) == "but");
            let next = self.parse.dependents(part, &["conj"]).filter(|&c| !excluded && self.is_nominal(c) && !self.is_excluded(c));
            parts.extend(next);
            at += 1;
        }
        parts.sort_unstable();
        parts
    }

    fn is_excluded(&self, token: usize) -> bool {
        self.parse.dependent(token, &["neg"]).is_some()
    }

    fn is_nominal(&self, token: usize) -> bool {
        matches!(&*self.parse.tokens[token].pos, "NOUN" | "PROPN" | "PRON" | "ADJ" | "NUM" | "DET" | "X")
    }

    fn of_part(&self, token: usize) -> Vec<Candidate> {
        let named = self.entities(token);
        if !named.is_empty() {
            return named;
        }
        if let Some(apposed) = self.parse.dependents(token, &["appos"]).map(|a| self.entities(a)).find(|e| !e.is_empty()) {
            return apposed;
        }
        let behind: Vec<Candidate> = self
            .mentions
            .actor_of(self.parse, token)
            .iter()
            .map(|r| Candidate { filler: Filler::Entity(r.entity), token, confidence: r.confidence })
            .collect();
        if !behind.is_empty() {
            return behind;
        }
        let described = &*self.parse.tokens[token].pos != "PRON";
        described.then(|| self.words(token)).into_iter().collect()
    }

    fn entities(&self, token: usize) -> Vec<Candidate> {
        let of_head = self.mentions.of_head(token);
        of_head.iter().map(|r| Candidate { filler: Filler::Entity(r.entity), token, confidence: r.confidence }).collect()
    }

    fn words(&self, token: usize) -> Candidate {
        Candidate { filler: Filler::Words(self.description(token)), token, confidence: 0.5 }
    }

    /// The words of a noun phrase without article, relative clauses and what only qualifies it.
    pub(super) fn description(&self, token: usize) -> String {
        let parse = self.parse;
        let (mut start, mut end) = (token, token + 1);
        let mut open = vec![token];
        while let Some(t) = open.pop() {
            (start, end) = (start.min(t), end.max(t + 1));
            let inner = parse.dependents(t, DESCRIPTIVE).filter(|&c| t != token || &*parse.tokens[c].dep != "conj");
            open.extend(inner.filter(|&c| &*parse.tokens[c].dep != "punct" && &*parse.tokens[c].dep != "cc"));
        }
        start = start.max(token.saturating_sub(MAX_DESCRIPTION));
        end = end.min(start + MAX_DESCRIPTION).max(token + 1);
        while start < token && matches!(&*parse.tokens[start].pos, "DET" | "PUNCT" | "SPACE" | "CCONJ") {
            start += 1;
        }
        let span = parse.span_of(start..end);
        self.document.text.slice(span).split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// The class of an entity.
    pub(super) fn class(&self, entity: EntityRef) -> EntityClass {
        match entity {
            EntityRef::Known(id) => self.knowledge.gazetteer.entity(id).class,
            EntityRef::Local(at) => self.mentions.locals[at].class,
        }
    }

    /// Whether a candidate is of a kind: by its entity's class, or by its noun.
    pub(super) fn is_kind(&self, candidate: &Candidate, kind: Kind) -> bool {
        let noun = || self.knowledge.ontology.words().nouns(kind).ends(&self.tail_of(candidate.token));
        match candidate.filler {
            Filler::Entity(entity) => kinds::includes(kind, self.class(entity)) || (kind != Kind::Person && noun()),
            Filler::Words(_) => noun(),
        }
    }

    /// Whether a candidate is an actor that the graph can name.
    pub(super) fn is_named_actor(&self, candidate: &Candidate) -> bool {
        matches!(candidate.filler, Filler::Entity(entity) if kinds::is_actor(self.class(entity)))
    }
}
