//! An assertion field by field, as it can be compared and read.

use crate::graph::vocab::{dm, nif, prov, rdf};
use crate::query::Labels;
use crate::store::{KnowledgeBase, StoreError};
use oxigraph::model::{NamedNode, NamedNodeRef, Term};
use std::collections::BTreeMap;

/// What one assertion says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// Its node.
    pub node: NamedNode,
    /// The words of the sentence that it stands on.
    pub sentence: String,
    /// What it says, by the local name of the property or role.
    pub fields: BTreeMap<String, Value>,
}

/// The values of a field, as they are compared and as they are read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Value {
    /// The terms, sorted.
    pub terms: Vec<String>,
    /// Their names.
    pub words: Vec<String>,
}

/// The field of the situation's type.
const CLASS: &str = "type";

/// What differs with every change before it in the text, or tells of the run and not of the text.
const NOT_SAID: [NamedNodeRef<'_>; 4] = [dm::EVIDENCE, dm::STATES, dm::WITHIN, prov::WAS_GENERATED_BY];

impl Told {
    /// The class of its situation.
    #[must_use]
    pub fn class(&self) -> &str {
        self.fields.get(CLASS).and_then(|class| class.words.first()).map_or("", String::as_str)
    }

    /// Whether another says the same in a sentence of the same words.
    #[must_use]
    pub fn says_the_same(&self, other: &Self) -> bool {
        self.sentence == other.sentence && self.agreement(other) == self.fields.len().max(other.fields.len())
    }

    /// In how many fields another agrees.
    #[must_use]
    pub fn agreement(&self, other: &Self) -> usize {
        self.fields.iter().filter(|(name, value)| other.fields.get(*name).is_some_and(|o| o.terms == value.terms)).count()
    }

    /// The fields in which another differs, with what each has.
    pub fn differences<'a>(&'a self, other: &'a Self) -> impl Iterator<Item = (&'a str, String, String)> {
        let names: std::collections::BTreeSet<&String> = self.fields.keys().chain(other.fields.keys()).collect();
        let terms = |told: &'a Self, name: &str| told.fields.get(name).map(|value| value.terms.clone()).unwrap_or_default();
        let words = |told: &'a Self, name: &str| told.fields.get(name).map(|v| v.words.join(", ")).unwrap_or_default();
        let differing = names.into_iter().filter(move |name| terms(self, name) != terms(other, name));
        differing.map(move |name| (name.as_str(), words(self, name), words(other, name)))
    }

    /// What it says in one line.
    #[must_use]
    pub fn headline(&self) -> String {
        let own = [CLASS, "polarity", "modality", "holder", "citation", "confidence", "frame", "quote", "time"];
        let of = |name: &str| self.fields.get(name).map(|value| value.words.join(", "));
        let roles = self.fields.iter().filter(|(name, _)| !own.contains(&name.as_str()));
        let roles: Vec<String> = roles.map(|(name, value)| format!("{name} {}", value.words.join(", "))).collect();
        let presented: Vec<String> = ["polarity", "modality"].iter().filter_map(|name| Some(of(name)?.to_lowercase())).collect();
        let holder = of("holder").map(|holder| format!(", says {holder}")).unwrap_or_default();
        format!("{}: {} ({}{holder})", self.class(), roles.join(", "), presented.join(", "))
    }
}

/// Assertions, in the order of the text.
pub(super) fn all(base: &KnowledgeBase, nodes: &[NamedNode]) -> Result<Vec<Told>, StoreError> {
    let labels = Labels::new(base);
    let mut told = Vec::new();
    for node in nodes {
        let evidence = base.value(node, dm::EVIDENCE)?;
        let begin = match &evidence {
            Some(Term::NamedNode(evidence)) => base.value(evidence, nif::BEGIN_INDEX)?,
            _ => None,
        };
        let begin = begin.and_then(|term| if let Term::Literal(n) = term { n.value().parse::<usize>().ok() } else { None });
        told.push((begin, one(base, &labels, node, evidence)?));
    }
    told.sort_by(|a, b| (a.0, a.1.node.as_str()).cmp(&(b.0, b.1.node.as_str())));
    Ok(told.into_iter().map(|(_, told)| told).collect())
}

fn one(base: &KnowledgeBase, labels: &Labels<'_>, node: &NamedNode, evidence: Option<Term>) -> Result<Told, StoreError> {
    let mut fields: BTreeMap<String, Value> = BTreeMap::new();
    let quads = base.quads_about(node)?;
    let graphs: Vec<_> = quads.iter().map(|quad| quad.graph_name.clone()).collect();
    for quad in &quads {
        if quad.predicate == dm::STATES
            && let Term::NamedNode(situation) = &quad.object
        {
            let roles = base.quads_about(situation)?.into_iter().filter(|quad| graphs.contains(&quad.graph_name));
            roles.for_each(|quad| add(&mut fields, labels, &quad.predicate, &quad.object));
        } else if quad.predicate == dm::CITATION {
            add(&mut fields, labels, &quad.predicate, &cited(base, &quad.object)?);
        } else if quad.predicate != rdf::TYPE && !NOT_SAID.contains(&quad.predicate.as_ref()) {
            add(&mut fields, labels, &quad.predicate, &quad.object);
        }
    }
    for value in fields.values_mut() {
        value.terms.sort();
        value.words.sort();
    }
    let sentence = match evidence {
        Some(Term::NamedNode(evidence)) => base.value(&evidence, nif::ANCHOR_OF)?,
        _ => None,
    };
    let sentence = if let Some(Term::Literal(words)) = sentence { words.value().to_owned() } else { String::new() };
    Ok(Told { node: node.clone(), sentence, fields })
}

/// A citation by its words: its own name counts offsets.
fn cited(base: &KnowledgeBase, citation: &Term) -> Result<Term, StoreError> {
    let Term::NamedNode(node) = citation else { return Ok(citation.clone()) };
    Ok(base.value(node, dm::AS_CITED)?.unwrap_or_else(|| citation.clone()))
}

fn add(fields: &mut BTreeMap<String, Value>, labels: &Labels<'_>, property: &NamedNode, value: &Term) {
    let name = if *property == rdf::TYPE { CLASS } else { property.as_str().rsplit(['#', '/']).next().unwrap_or_default() };
    let field = fields.entry(name.to_owned()).or_default();
    let term = value.to_string();
    if !field.terms.contains(&term) {
        field.words.push(labels.term(value));
        field.terms.push(term);
    }
}
