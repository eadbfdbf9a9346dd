//! What the graph needs to know of the gazetteer and the ontology, as one trait: the graph can be
//! built and tested without loading either, and neither has to know RDF shapes.

use super::Digests;
use super::vocab::demarche;
use crate::knowledge::{EntityClass, EntityId};
use oxigraph::model::{NamedNode, Triple};
use std::collections::{BTreeMap, BTreeSet};

/// An entity of the gazetteer as the graph shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EntityFacts<'a> {
    /// The last part of its IRI (`kuril-islands`).
    pub slug: &'a str,
    /// Its class.
    pub class: EntityClass,
    /// Its usual English short name.
    pub label: &'a str,
    /// Its other names.
    pub alt_labels: Vec<&'a str>,
    /// Short forms in capitals that are read as the name; they are among the other names too.
    pub abbreviations: Vec<&'a str>,
    /// Old spellings and misspellings, which are recognized but not shown.
    pub hidden_labels: Vec<&'a str>,
    /// IRIs of the same thing elsewhere (`http://www.wikidata.org/entity/Q80389`).
    pub exact_matches: Vec<&'a str>,
    /// What it is a part of or belongs to: a body's, person's or city's state.
    pub belongs_to: Vec<EntityId>,
    /// ISO 3166-1 alpha-3, for states.
    pub iso_alpha3: Option<&'a str>,
}

/// A situation type as the graph needs it. Roles are local names.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SituationType {
    /// Its class.
    pub class: String,
    /// The family that it is listed under ("territory").
    pub family: String,
    /// Its identifying roles in order (`owl:hasKey`). [`TIME`] stands for when it happens: a
    /// situation that the text does not date is then told apart by its document. [`EVIDENCE`] stands for
    /// the sentence: each one tells of a situation of its own.
    pub key: Vec<String>,
    /// Roles whose words are plain literals.
    pub literal_roles: BTreeSet<String>,
    /// How it becomes direct triples.
    pub direct: Vec<Direct>,
    /// The IRIs of its class, roles and direct properties that a user named in a namespace of his own, by local name.
    pub foreign: BTreeMap<String, NamedNode>,
}

impl SituationType {
    /// The IRI of its class, or of a role or direct property of it, by local name.
    #[must_use]
    pub fn iri(&self, local: &str) -> NamedNode {
        self.foreign.get(local).cloned().unwrap_or_else(|| demarche(local))
    }
}

/// The key role that stands for the situation's time.
pub const TIME: &str = "time";
/// The key role that stands for the sentence that tells of the situation.
pub const EVIDENCE: &str = "evidence";

/// A direct triple's property and ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Direct {
    /// The local name of the property (`claimsTerritory`).
    pub property: String,
    /// The role whose filler is its subject.
    pub subject: String,
    /// The role whose filler is its object.
    pub object: String,
    /// Whether the subject's own word is enough (a claim by its claimant, a statement by its speaker).
    pub self_vouched: bool,
    /// Whether subject and object are among the roles that identify the situation. The fillers of other roles gather on its node from
    /// all that a document says of it, the second-hand and unreal too.
    pub identified: bool,
}

/// The gazetteer and the ontology, as far as the graph needs them.
pub trait Context: Sync {
    /// An entity of the gazetteer.
    fn entity(&self, id: EntityId) -> EntityFacts<'_>;

    /// How many entities the gazetteer has; their ids count from 0.
    fn entity_count(&self) -> usize;

    /// The entities that a name may mean, best first.
    fn lookup(&self, name: &str) -> Vec<EntityId>;

    /// A situation type by the local name of its class.
    fn situation_type(&self, class: &str) -> Option<&SituationType>;

    /// All situation types, in the ontology's order.
    fn situation_types(&self) -> Vec<&SituationType>;

    /// The ontology's triples.
    fn ontology(&self) -> Vec<Triple>;

    /// Hashes of the ontology and the gazetteer.
    fn digests(&self) -> &Digests;
}
