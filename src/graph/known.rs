//! The gazetteer and the ontology as the graph needs them.

use super::context::{Context, Direct, EVIDENCE, EntityFacts, SituationType, TIME};
use crate::knowledge::gazetteer::NameKind;
use crate::knowledge::ontology::{self, DirectProperty, local_name};
use crate::knowledge::vocabulary::dm;
use crate::knowledge::{EntityId, Knowledge};
use oxigraph::model::{NamedNode, Triple};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// The family of acts whose every sentence tells of another one.
const SPEECH: &str = "Speech";

/// What Demarche knows, for the graph.
pub struct Known<'a> {
    knowledge: &'a Knowledge,
    types: BTreeMap<String, SituationType>,
    digest: String,
}

impl<'a> Known<'a> {
    /// Takes what the graph needs out of the ontology, and hashes what was known.
    #[must_use]
    pub fn new(knowledge: &'a Knowledge) -> Self {
        let types = knowledge.ontology.types().iter().map(|kind| (kind.name.to_string(), situation_type(kind)));
        Self { knowledge, types: types.collect(), digest: digest(knowledge) }
    }
}

impl Context for Known<'_> {
    fn entity(&self, id: EntityId) -> EntityFacts<'_> {
        let entity = self.knowledge.gazetteer.entity(id);
        let names = |kinds: &[NameKind]| {
            let shown = entity.names.iter().filter(|name| kinds.contains(&name.kind) && name.text != entity.label);
            shown.map(|name| &*name.text).collect()
        };
        EntityFacts {
            slug: &entity.slug,
            class: entity.class,
            label: &entity.label,
            alt_labels: names(&[NameKind::Label, NameKind::Alias, NameKind::Abbreviation]),
            abbreviations: names(&[NameKind::Abbreviation]),
            hidden_labels: names(&[NameKind::Hidden]),
            exact_matches: entity.exact_matches.iter().map(|iri| &**iri).collect(),
            belongs_to: entity.belongs_to.clone(),
            iso_alpha3: entity.iso_alpha3.as_deref(),
        }
    }

    fn entity_count(&self) -> usize {
        self.knowledge.gazetteer.entities().len()
    }

    fn lookup(&self, name: &str) -> Vec<EntityId> {
        self.knowledge.gazetteer.lookup(name)
    }

    fn situation_type(&self, class: &str) -> Option<&SituationType> {
        self.types.get(class)
    }

    fn situation_types(&self) -> Vec<&SituationType> {
        self.types.values().collect()
    }

    fn ontology(&self) -> Vec<Triple> {
        self.knowledge.ontology.triples().collect()
    }

    fn digest(&self) -> &str {
        &self.digest
    }
}

fn situation_type(kind: &ontology::SituationType) -> SituationType {
    let words = kind.roles.iter().filter(|role| role.takes_words).map(|role| role.name.to_string());
    SituationType {
        class: kind.name.to_string(),
        family: kind.family.to_lowercase(),
        key: key(kind),
        literal_roles: words.collect(),
        direct: kind.direct.iter().map(|property| direct(kind, property)).collect(),
        foreign: foreign(kind),
    }
}

/// The IRIs of a type, its roles and its direct properties outside Demarche's namespace.
fn foreign(kind: &ontology::SituationType) -> BTreeMap<String, NamedNode> {
    let roles = kind.roles.iter().map(|role| &role.iri);
    let iris = roles.chain(kind.direct.iter().map(|direct| &direct.iri)).chain([&kind.iri]);
    let named = iris.filter(|iri| !iri.starts_with(dm::NS)).filter_map(|iri| NamedNode::new(iri.as_str()).ok());
    named.map(|node| (local_name(node.as_str()).to_owned(), node)).collect()
}

/// The identifying roles. Two sentences in which a minister says something tell of two statements: acts
/// of speech are identified by the sentence, whether or not they are dated.
fn key(kind: &ontology::SituationType) -> Vec<String> {
    let speech = kind.family.as_ref() == SPEECH;
    let named = |role: &str| if speech && role == TIME { EVIDENCE.to_owned() } else { role.to_owned() };
    kind.key.iter().map(|role| named(role)).collect()
}

fn direct(kind: &ontology::SituationType, property: &DirectProperty) -> Direct {
    Direct {
        property: local_name(&property.iri).to_owned(),
        subject: property.subject.to_string(),
        object: property.object.to_string(),
        self_vouched: kind.self_vouched.as_ref() == Some(&property.subject),
    }
}

/// Ten hexadecimal digits over the ontology's triples and the gazetteer's entities.
fn digest(knowledge: &Knowledge) -> String {
    let mut hash = Sha256::new();
    for triple in knowledge.ontology.triples() {
        hash.update(triple.to_string());
    }
    for (_, entity) in knowledge.gazetteer.entities() {
        hash.update(entity.slug.as_bytes());
        for name in &entity.names {
            hash.update(name.text.as_bytes());
            hash.update([0]);
        }
    }
    let mut digest = String::with_capacity(10);
    for byte in &hash.finalize()[..5] {
        let _ = write!(digest, "{byte:02x}");
    }
    digest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ontology_says_what_identifies_situations_and_what_becomes_direct() {
        let knowledge = Knowledge::embedded().expect("what is built in");
        let known = Known::new(&knowledge);
        let kind = |class: &str| known.situation_type(class).unwrap_or_else(|| panic!("no {class}"));
        assert_eq!(kind("TerritorialClaim").key, ["claimant", "territory"]);
        assert!(kind("TerritorialClaim").direct.iter().any(|d| d.property == "claimsTerritory" && d.self_vouched));
        assert!(kind("Statement").key.contains(&EVIDENCE.to_owned()), "each sentence tells of a statement of its own");
        assert!(kind("Meeting").key.contains(&TIME.to_owned()));
        assert!(kind("Dispute").literal_roles.contains("over"));
        assert_eq!(kind("Statement").family, "speech");
    }

    #[test]
    fn the_digest_tells_what_was_known() {
        let knowledge = Knowledge::embedded().expect("what is built in");
        let digest = Known::new(&knowledge).digest().to_owned();
        assert_eq!(digest, Known::new(&knowledge).digest());
        assert_eq!(digest.len(), 10);
    }
}
