//! The part of a source that a store has to do with: a dump of Wikidata has a hundred million items, of which a few thousand matter.
//!
//! What shares an identifier or a name with an entity of the store matters, and is kept whole; so is what FollowTheMoney says of it
//! in entities of their own, such as a sanction. Of what it points to, such as a party, the names are kept. To find that out the
//! files are gone through before they are merged; only numbers are remembered.

use super::MergeError;
use super::identity::name::plain_words;
use super::identity::property::{Says, says};
use crate::graph::vocab::{dm, ftm, owl, rdf, rdfs, skos, wikidata};
use crate::store::KnowledgeBase;
use oxigraph::model::{NamedNodeRef, NamedOrBlankNode, Term, Triple};
use rustc_hash::{FxHashSet, FxHasher};
use std::hash::Hasher;

/// Names of the store's entities.
const NAMES: [NamedNodeRef<'static>; 3] = [rdfs::LABEL, skos::ALT_LABEL, skos::HIDDEN_LABEL];

/// What says that two things are one.
const SAME: [NamedNodeRef<'static>; 3] = [skos::EXACT_MATCH, skos::CLOSE_MATCH, owl::SAME_AS];

/// What the IRIs of blank nodes have in them.
const SKOLEM: &str = "/.well-known/genid/";

/// What matters of a source.
#[derive(Default)]
pub(super) struct Scope {
    /// The identifiers of the store's entities.
    identifiers: FxHashSet<u64>,
    /// Their names.
    names: FxHashSet<u64>,
    /// Things of the source that are among them.
    known: FxHashSet<u64>,
    /// Things of the source that say something of those.
    about: FxHashSet<u64>,
    /// Things that are pointed to.
    named: FxHashSet<u64>,
    /// Nodes that belong to what is kept whole.
    parts: FxHashSet<u64>,
}

impl Scope {
    /// What a store's entities are called and linked to.
    pub(super) fn of(base: &KnowledgeBase) -> Result<Self, MergeError> {
        let mut scope = Self::default();
        for quad in base.quads_of(&base.minter().graph("gazetteer")) {
            let quad = quad?;
            scope.entity(quad.predicate.as_ref(), &quad.object);
        }
        for unlinked in base.subjects_of(rdf::TYPE, &dm::UNLINKED.into_owned().into())? {
            let Term::NamedNode(unlinked) = unlinked else { continue };
            for (property, value) in base.about(unlinked.as_ref().into())? {
                scope.entity(property.as_ref(), &value);
            }
        }
        Ok(scope)
    }

    fn entity(&mut self, property: NamedNodeRef<'_>, value: &Term) {
        match value {
            Term::Literal(name) if NAMES.contains(&property) => {
                self.names.insert(folded(name.value()));
            }
            Term::NamedNode(link) if SAME.contains(&property) => {
                self.identifiers.insert(hash(link.as_str()));
            }
            _ => {}
        }
    }

    /// Takes note of a triple of the source. Where things are told in any order, all of them are to be noted twice.
    pub(super) fn note(&mut self, triple: &Triple) {
        let NamedOrBlankNode::NamedNode(subject) = &triple.subject else { return };
        let subject = hash(subject.as_str());
        if self.identifiers.contains(&subject) || self.says_who(triple) {
            self.known.insert(subject);
        }
        let Term::NamedNode(object) = &triple.object else { return };
        let (place, object) = (object.as_str(), hash(object.as_str()));
        if self.is_whole(subject) {
            let part = place.starts_with(wikidata::STATEMENT) || place.contains(SKOLEM);
            if part { &mut self.parts } else { &mut self.named }.insert(object);
        } else if triple.predicate.as_str().starts_with(ftm::NS) && self.known.contains(&object) {
            self.about.insert(subject);
        }
    }

    /// Whether a triple names or identifies one of the store's entities.
    fn says_who(&self, triple: &Triple) -> bool {
        match &triple.object {
            Term::Literal(name) => is_name(triple) && self.names.contains(&folded(name.value())),
            Term::NamedNode(link) => SAME.contains(&triple.predicate.as_ref()) && self.identifiers.contains(&hash(link.as_str())),
            _ => false,
        }
    }

    fn is_whole(&self, thing: u64) -> bool {
        [&self.known, &self.about, &self.parts].iter().any(|set| set.contains(&thing))
    }

    /// Whether a triple is kept.
    pub(super) fn keeps(&self, triple: &Triple) -> bool {
        let NamedOrBlankNode::NamedNode(subject) = &triple.subject else { return false };
        let subject = hash(subject.as_str());
        self.is_whole(subject) || (self.named.contains(&subject) && (is_name(triple) || triple.predicate == rdf::TYPE))
    }
}

fn is_name(triple: &Triple) -> bool {
    matches!(says(triple.predicate.as_str()), Some(Says::Name(_)))
}

/// A name whatever its case, script, marks, order of words, articles and prepositions.
fn folded(name: &str) -> u64 {
    let mut words = plain_words(name);
    words.sort_unstable();
    hash(&words.join(" "))
}

fn hash(text: &str) -> u64 {
    let mut hasher = FxHasher::default();
    hasher.write(text.as_bytes());
    hasher.finish()
}
