//! What documents say on a question: assertions of its situation type that tell of facts.

use super::checks::{Check, Fillers};
use super::period::Days;
use super::value::{Value, Values};
use crate::graph::vocab::{dct, demarche, dm, nif, rdf, rdfs};
use crate::store::{KnowledgeBase, StoreError};
use oxigraph::model::{GraphName, NamedNode, NamedNodeRef, NamedOrBlankNode, Quad, Term};
use std::collections::{BTreeMap, BTreeSet};

/// One assertion on one value.
#[derive(Debug, Clone)]
pub(super) struct Told {
    pub(super) subject: NamedNode,
    pub(super) role: NamedNode,
    pub(super) value: Value,
    pub(super) affirmed: bool,
    /// When it holds by its own words.
    pub(super) time: Option<Days>,
    /// When the document is of.
    pub(super) written: Option<Days>,
    pub(super) proof: OurProof,
}

/// An assertion that stands behind our side of a comparison.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct OurProof {
    /// Its document.
    pub document: NamedNode,
    /// Where its sentence begins.
    pub begin: usize,
    /// Its node.
    pub assertion: NamedNode,
    /// The words of its sentence.
    pub sentence: String,
    /// Who vouches for it, where that is not the document's author.
    pub holder: Option<NamedNode>,
    /// The date that it is about, or else the document's.
    pub date: Option<String>,
}

/// Reads what documents say.
pub(super) struct Reader<'a> {
    pub(super) base: &'a KnowledgeBase,
    pub(super) values: Values<'a>,
}

/// What one graph says of a node, by property.
type Properties = BTreeMap<String, Vec<Term>>;

impl Reader<'_> {
    /// All that tells of facts, in the order of documents and texts.
    pub(super) fn read(&self, check: &Check) -> Result<Vec<Told>, StoreError> {
        let documents = format!("{}document/", self.base.minter().base());
        let mut told = Vec::new();
        for class in self.classes(check.class)? {
            let instances = self.base.matching(None, Some(rdf::TYPE), Some(class.as_ref().into()), None);
            for quad in instances.collect::<Result<Vec<_>, _>>()? {
                let (NamedOrBlankNode::NamedNode(situation), GraphName::NamedNode(graph)) = (quad.subject, quad.graph_name)
                else {
                    continue;
                };
                if graph.as_str().starts_with(&documents) {
                    self.situation(check, &situation, &graph, &mut told)?;
                }
            }
        }
        told.sort_by(|a, b| (&a.proof, &a.subject, &a.value).cmp(&(&b.proof, &b.subject, &b.value)));
        told.dedup_by(|a, b| (&a.proof, &a.subject, &a.value) == (&b.proof, &b.subject, &b.value));
        Ok(told)
    }

    /// A situation type and what is beneath it.
    fn classes(&self, class: &str) -> Result<BTreeSet<NamedNode>, StoreError> {
        let mut classes = BTreeSet::from([demarche(class)]);
        let mut open: Vec<NamedNode> = classes.iter().cloned().collect();
        while let Some(above) = open.pop() {
            for below in self.base.subjects_of(rdfs::SUB_CLASS_OF, &above.into())? {
                if let Term::NamedNode(below) = below
                    && classes.insert(below.clone())
                {
                    open.push(below);
                }
            }
        }
        Ok(classes)
    }

    fn situation(&self, check: &Check, situation: &NamedNode, graph: &NamedNode, told: &mut Vec<Told>) -> Result<(), StoreError> {
        let roles = self.properties(situation, graph)?;
        let compared = self.compared(check, &roles, graph)?;
        if compared.is_empty() {
            return Ok(());
        }
        let time = literal(&roles, dm::TIME.as_str());
        let stating = self.base.matching(None, Some(dm::STATES), Some(situation.as_ref().into()), Some(graph));
        for quad in stating.collect::<Result<Vec<Quad>, _>>()? {
            let NamedOrBlankNode::NamedNode(assertion) = quad.subject else { continue };
            if let Some((affirmed, proof, written)) = self.assertion(check, assertion, graph, time.as_deref())? {
                told.extend(compared.iter().map(|(subject, role, value)| Told {
                    subject: subject.clone(),
                    role: role.clone(),
                    value: value.clone(),
                    affirmed,
                    time: time.as_deref().and_then(Days::of),
                    written: written.clone(),
                    proof: proof.clone(),
                }));
            }
        }
        Ok(())
    }

    /// Subject, role and value of each pair that a situation tells of.
    fn compared(
        &self,
        check: &Check,
        roles: &Properties,
        graph: &NamedNode,
    ) -> Result<Vec<(NamedNode, NamedNode, Value)>, StoreError> {
        let fillers = |role: &str| roles.get(demarche(role).as_str()).cloned().unwrap_or_default();
        let subjects = nodes(fillers(check.subject));
        let mut compared = Vec::new();
        for role in check.values {
            let values = match check.fillers {
                Fillers::Offices => self.offices(&nodes(fillers(role)), &nodes(fillers("polity")), graph)?,
                kind => fillers(role).iter().filter_map(|filler| self.values.of(filler, kind)).collect(),
            };
            let pairs = subjects.iter().flat_map(|subject| values.iter().map(move |value| (subject.clone(), value.clone())));
            compared.extend(pairs.map(|(subject, value)| (subject, demarche(role), value)));
        }
        Ok(compared)
    }

    fn offices(&self, offices: &[NamedNode], polities: &[NamedNode], graph: &NamedNode) -> Result<Vec<Value>, StoreError> {
        let mut values = Vec::new();
        for office in offices {
            let words = literal(&self.properties(office, graph)?, rdfs::LABEL.as_str());
            values.extend(polities.iter().map(|polity| self.values.office(office, words.as_deref(), polity)));
        }
        Ok(values)
    }

    /// Whether an assertion affirms or denies, and where it stands; `None` if it tells of no fact.
    fn assertion(
        &self,
        check: &Check,
        assertion: NamedNode,
        graph: &NamedNode,
        time: Option<&str>,
    ) -> Result<Option<(bool, OurProof, Option<Days>)>, StoreError> {
        let about = self.properties(&assertion, graph)?;
        let is = |property: NamedNodeRef<'_>, value: NamedNodeRef<'static>| {
            about.get(property.as_str()).is_some_and(|values| values.contains(&value.into()))
        };
        let affirmed = is(dm::POLARITY, dm::AFFIRMED);
        let planned = check.planned && affirmed && is(dm::MODALITY, dm::PLANNED);
        if !planned && !is(dm::MODALITY, dm::ACTUAL) {
            return Ok(None);
        }
        let Some(evidence) = node(&about, dm::EVIDENCE) else { return Ok(None) };
        let sentence = self.properties(&evidence, graph)?;
        let written = literal(&self.properties(graph, graph)?, dct::DATE.as_str());
        let proof = OurProof {
            document: graph.clone(),
            begin: literal(&sentence, nif::BEGIN_INDEX.as_str()).and_then(|begin| begin.parse().ok()).unwrap_or_default(),
            assertion,
            sentence: literal(&sentence, nif::ANCHOR_OF.as_str()).unwrap_or_default(),
            holder: node(&about, dm::HOLDER),
            date: time.map(str::to_owned).or_else(|| written.clone()),
        };
        Ok(Some((affirmed, proof, written.as_deref().and_then(Days::of))))
    }

    fn properties(&self, node: &NamedNode, graph: &NamedNode) -> Result<Properties, StoreError> {
        let mut properties = Properties::new();
        for quad in self.base.matching(Some(&node.clone().into()), None, None, Some(graph)) {
            let Quad { predicate, object, .. } = quad?;
            properties.entry(predicate.into_string()).or_default().push(object);
        }
        Ok(properties)
    }
}

fn node(about: &Properties, property: NamedNodeRef<'_>) -> Option<NamedNode> {
    let values = about.get(property.as_str())?.iter();
    values.filter_map(|term| if let Term::NamedNode(node) = term { Some(node.clone()) } else { None }).min()
}

fn literal(about: &Properties, property: &str) -> Option<String> {
    let values = about.get(property)?.iter();
    values.filter_map(|term| if let Term::Literal(literal) = term { Some(literal.value().to_owned()) } else { None }).min()
}

fn nodes(terms: Vec<Term>) -> Vec<NamedNode> {
    terms.into_iter().filter_map(|term| if let Term::NamedNode(node) = term { Some(node) } else { None }).collect()
}
