//! The gazetteer and the ontology as the graph needs them.

use super::Digests;
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
    digests: Digests,
}

impl<'a> Known<'a> {
    /// Takes what the graph needs out of the ontology, and hashes what was known.
    #[must_use]
    pub fn new(knowledge: &'a Knowledge) -> Self {
        let types = knowledge.ontology.types().iter().map(|kind| (kind.name.to_string(), situation_type(kind)));
        Self { knowledge, types: types.collect(), digests: digests(knowledge) }
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

    fn digests(&self) -> &Digests {
        &self.digests
    }
}

fn situation_type(kind: &ontology::SituationType) -> SituationType {
    let words = kind.roles.iter().filter(|role| role.takes_words()).map(|role| role.name.to_string());
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
        identified: kind.key.is_empty() || [&property.subject, &property.object].iter().all(|role| kind.key.contains(role)),
    }
}

fn digests(knowledge: &Knowledge) -> Digests {
    let entities = knowledge.gazetteer.entities().map(|(_, entity)| {
        let names = entity.names.iter().map(|name| format!("{:?} {}", name.kind, name.text)).collect::<Vec<_>>();
        let facts = (entity.class, &entity.exact_matches, &entity.belongs_to, &entity.iso_alpha3);
        format!("{} {} {names:?} {facts:?}", entity.slug, entity.label)
    });
    Digests { ontology: digest(knowledge.ontology.triples().map(|triple| triple.to_string())), gazetteer: digest(entities) }
}

/// Ten hexadecimal digits over texts in their order.
fn digest(texts: impl Iterator<Item = String>) -> String {
    let mut hash = Sha256::new();
    for text in texts {
        hash.update(text);
        hash.update([0]);
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
    fn the_digests_tell_what_was_known() {
        let knowledge = Knowledge::embedded().expect("what is built in");
        let digests = Known::new(&knowledge).digests().clone();
        assert_eq!(digests, *Known::new(&knowledge).digests());
        assert_eq!((digests.ontology.len(), digests.gazetteer.len()), (10, 10));
        assert_ne!(digest(["a".to_owned(), "b".to_owned()].into_iter()), digest(["ab".to_owned()].into_iter()));
    }
}
