//! Decisions on who and what is the same: made by the program or by a person, kept as RDF in a graph of their own.
//!
//! A decision of a person's is never taken back by the program, and one that a person changes is kept, marked as overruled by
//! the new one. What the program decided about a source is made anew whenever the source is merged.

use crate::graph::iri::Minter;
use crate::graph::literal;
use crate::graph::vocab::{dct, dm, prov, rdf, rdfs, skos};
use crate::store::{KnowledgeBase, StoreError};
use oxigraph::model::{NamedNode, NamedNodeRef, NamedOrBlankNode, Quad, Term};
use std::collections::BTreeMap;

/// Whether two things are one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Judgement {
    /// They are, or are related as the decision says.
    Positive,
    /// They are not.
    Negative,
    /// That is open.
    Unsure,
}

impl Judgement {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Positive, Self::Negative, Self::Unsure];

    /// Its term in the ontology.
    #[must_use]
    pub fn term(self) -> NamedNodeRef<'static> {
        match self {
            Self::Positive => dm::POSITIVE,
            Self::Negative => dm::NEGATIVE,
            Self::Unsure => dm::UNSURE,
        }
    }

    fn of(term: &Term) -> Option<Self> {
        Self::ALL.into_iter().find(|judgement| matches!(term, Term::NamedNode(node) if node.as_ref() == judgement.term()))
    }
}

/// Who decided.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum By {
    /// The program, in a version.
    Program(String),
    /// A person.
    Person(String),
}

/// A decision.
#[derive(Debug, Clone, PartialEq)]
pub struct Decision {
    /// One of ours.
    pub left: NamedNode,
    /// A thing of a source.
    pub right: NamedNode,
    /// Whether they are one.
    pub judgement: Judgement,
    /// The property that links them if they are.
    pub relation: NamedNode,
    /// How probably they are one, as the program sees it.
    pub score: Option<f32>,
    /// What speaks for and against it.
    pub reason: String,
    /// Who decided.
    pub by: By,
    /// The source that the thing is of.
    pub source: Option<NamedNode>,
    /// When, if a person said so.
    pub date: Option<String>,
    /// The decision that overrules it.
    pub overruled: Option<NamedNode>,
}

impl Decision {
    /// Whether a person made it.
    #[must_use]
    pub fn is_a_persons(&self) -> bool {
        matches!(self.by, By::Person(_))
    }

    /// Its IRI: the program has one decision on a pair, a person one for each thing that he said of it.
    #[must_use]
    pub fn node(&self, minter: &Minter) -> NamedNode {
        let pair = format!("{} {}", self.left, self.right);
        match &self.by {
            By::Program(_) => minter.decision(&pair),
            By::Person(name) => {
                let date = self.date.as_deref().unwrap_or_default();
                minter.decision(&format!("{pair} {name} {:?} {} {date}", self.judgement, self.relation))
            }
        }
    }

    /// The quads that tell of it.
    #[must_use]
    pub fn quads(&self, minter: &Minter) -> Vec<Quad> {
        let (node, graph) = (self.node(minter), minter.graph(GRAPH));
        let mut quads = Vec::new();
        let mut add = |subject: &NamedNode, property: NamedNodeRef<'_>, object: Term| {
            quads.push(Quad::new(subject.clone(), property.into_owned(), object, graph.clone()));
        };
        add(&node, rdf::TYPE, dm::LINK_DECISION.into_owned().into());
        add(&node, dm::LEFT, self.left.clone().into());
        add(&node, dm::RIGHT, self.right.clone().into());
        add(&node, dm::JUDGEMENT, self.judgement.term().into_owned().into());
        add(&node, dm::RELATION, self.relation.clone().into());
        if let Some(score) = self.score {
            add(&node, dm::SCORE, literal::fraction(score).into());
        }
        add(&node, dm::REASON, literal::english(&self.reason).into());
        if let Some(source) = &self.source {
            add(&node, dct::SOURCE, source.clone().into());
        }
        if let Some(date) = self.date.as_deref().and_then(literal::date) {
            add(&node, prov::AT_TIME, date.into());
        }
        if let Some(by) = &self.overruled {
            add(&node, prov::WAS_INVALIDATED_BY, by.clone().into());
        }
        let (agent, class, label) = match &self.by {
            By::Program(version) => {
                (minter.program(version), prov::SOFTWARE_AGENT, literal::english(&format!("Demarche {version}")))
            }
            By::Person(name) => (minter.reviewer(name), prov::PERSON, literal::text(name)),
        };
        add(&node, prov::WAS_ATTRIBUTED_TO, agent.clone().into());
        add(&agent, rdf::TYPE, class.into_owned().into());
        add(&agent, rdfs::LABEL, label.into());
        quads
    }
}

/// The local name of the graph of decisions.
pub const GRAPH: &str = "decisions";

/// The decisions of a store, in the order of their IRIs.
///
/// # Errors
/// If the store cannot be read.
pub fn of_store(base: &KnowledgeBase) -> Result<Vec<Decision>, StoreError> {
    let graph = base.minter().graph(GRAPH);
    let mut nodes: BTreeMap<NamedNode, Vec<(NamedNode, Term)>> = BTreeMap::new();
    for quad in base.quads_of(&graph) {
        let quad = quad?;
        if let NamedOrBlankNode::NamedNode(node) = quad.subject {
            nodes.entry(node).or_default().push((quad.predicate, quad.object));
        }
    }
    Ok(nodes.values().filter_map(|properties| read(properties, &nodes)).collect())
}

fn read(properties: &[(NamedNode, Term)], nodes: &BTreeMap<NamedNode, Vec<(NamedNode, Term)>>) -> Option<Decision> {
    let node = |property| node(properties, property);
    let text = |property| text(properties, property);
    let agent = node(prov::WAS_ATTRIBUTED_TO)?;
    let about = nodes.get(&agent).map_or(&[][..], Vec::as_slice);
    let name = self::text(about, rdfs::LABEL).unwrap_or_else(|| agent.as_str().to_owned());
    let person = self::node(about, rdf::TYPE).is_some_and(|class| class.as_ref() == prov::PERSON);
    let by = if person { By::Person(name) } else { By::Program(name.trim_start_matches("Demarche ").to_owned()) };
    Some(Decision {
        left: node(dm::LEFT)?,
        right: node(dm::RIGHT)?,
        judgement: Judgement::of(&node(dm::JUDGEMENT)?.into())?,
        relation: node(dm::RELATION).unwrap_or_else(|| skos::EXACT_MATCH.into_owned()),
        score: text(dm::SCORE).and_then(|score| score.parse().ok()),
        reason: text(dm::REASON).unwrap_or_default(),
        by,
        source: node(dct::SOURCE),
        date: text(prov::AT_TIME),
        overruled: node(prov::WAS_INVALIDATED_BY),
    })
}

fn node(properties: &[(NamedNode, Term)], wanted: NamedNodeRef<'_>) -> Option<NamedNode> {
    properties.iter().find_map(|(property, object)| match object {
        Term::NamedNode(node) if property.as_ref() == wanted => Some(node.clone()),
        _ => None,
    })
}

fn text(properties: &[(NamedNode, Term)], wanted: NamedNodeRef<'_>) -> Option<String> {
    properties.iter().find_map(|(property, object)| match object {
        Term::Literal(value) if property.as_ref() == wanted => Some(value.value().to_owned()),
        _ => None,
    })
}

/// Adds decisions of persons, overruling what was decided about the same pair by persons before.
pub fn add(log: &mut Vec<Decision>, new: Vec<Decision>, minter: &Minter) {
    for decision in new {
        let node = decision.node(minter);
        log.retain(|old| old.node(minter) != node);
        for old in log.iter_mut().filter(|old| old.is_a_persons() && old.left == decision.left && old.right == decision.right) {
            old.overruled = Some(node.clone());
        }
        log.push(decision);
    }
}
