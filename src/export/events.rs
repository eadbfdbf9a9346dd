//! Assertions as event data has them: who does what to whom, when, according to which sentence. The tables and networks
//! for other tools are made from these.

use super::ExportError;
use super::schema::Schema;
use super::selection::Selected;
use crate::graph::vocab::{dct, dm, nif, rdf};
use crate::store::KnowledgeBase;
use oxigraph::model::{NamedNode, NamedNodeRef, NamedOrBlankNode, Quad, Term};
use std::collections::HashMap;
use std::collections::hash_map::Entry;

/// An assertion with the situation that it states, from one document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Event {
    /// The document's source name.
    pub(super) document: String,
    /// Where its sentence stands in the document, in code points, end exclusive.
    pub(super) span: (u64, u64),
    /// When it happened as the document tells it, else when the cited source reported it, else when the document
    /// appeared; empty if none of these is known.
    pub(super) date: String,
    pub(super) class: NamedNode,
    /// `affirmed` or `negated`.
    pub(super) polarity: String,
    /// `actual`, `planned` …
    pub(super) modality: String,
    pub(super) holder: Option<NamedNode>,
    pub(super) situation: NamedNode,
    pub(super) assertion: NamedNode,
    pub(super) confidence: String,
    pub(super) pairs: Vec<(NamedNode, NamedNode)>,
}

/// Calls `each` with every selected assertion that has a source and a target: documents by IRI, assertions in text order.
pub(super) fn for_each(
    selected: &Selected,
    schema: &Schema,
    mut each: impl FnMut(&Event) -> Result<(), ExportError>,
) -> Result<(), ExportError> {
    for graph in selected.document_graphs() {
        let mut events = Document::read(selected.base(), graph)?.events(schema);
        events.retain(|event| selected.types().is_none_or(|types| types.contains(&event.class)));
        events.sort_by(|a, b| (a.span, a.assertion.as_str()).cmp(&(b.span, b.assertion.as_str())));
        events.iter().try_for_each(&mut each)?;
    }
    Ok(())
}

/// What a document says of its assertions and of all that they need.
struct Document {
    iri: NamedOrBlankNode,
    assertions: Vec<NamedNode>,
    properties: HashMap<NamedOrBlankNode, Vec<Quad>>,
}

impl Document {
    fn read(base: &KnowledgeBase, graph: &NamedNode) -> Result<Self, ExportError> {
        let mut document = Self { iri: graph.clone().into(), assertions: Vec::new(), properties: HashMap::new() };
        let mut open = Vec::new();
        for quad in base.matching(None, Some(dm::STATES), None, Some(graph)) {
            let quad = quad?;
            if let (NamedOrBlankNode::NamedNode(assertion), Term::NamedNode(situation)) = (quad.subject, quad.object) {
                open.extend([assertion.clone(), situation]);
                document.assertions.push(assertion);
            }
        }
        while let Some(node) = open.pop() {
            let found = document.describe(base, graph, node.into())?;
            open.extend(
                found.iter().filter(|quad| [dm::EVIDENCE, dm::CITATION].contains(&quad.predicate.as_ref())).filter_map(node_of),
            );
        }
        // The text of a document is large and not needed.
        for property in [dm::SOURCE_NAME, dct::DATE] {
            let iri = document.iri.clone();
            let quads = base.matching(Some(&iri), Some(property), None, Some(graph)).collect::<Result<Vec<_>, _>>()?;
            document.properties.entry(iri).or_default().extend(quads);
        }
        Ok(document)
    }

    /// Reads what the document says of a node, once.
    fn describe(&mut self, base: &KnowledgeBase, graph: &NamedNode, node: NamedOrBlankNode) -> Result<&[Quad], ExportError> {
        Ok(match self.properties.entry(node) {
            Entry::Occupied(_) => &[],
            Entry::Vacant(entry) => {
                let quads = base.matching(Some(entry.key()), None, None, Some(graph)).collect::<Result<_, _>>()?;
                entry.insert(quads)
            }
        })
    }

    fn events(&self, schema: &Schema) -> Vec<Event> {
        self.assertions.iter().filter_map(|assertion| self.event(assertion, schema)).collect()
    }

    fn event(&self, assertion: &NamedNode, schema: &Schema) -> Option<Event> {
        let subject = assertion.clone().into();
        let situation = self.node(&subject, dm::STATES)?;
        let node = situation.clone().into();
        let class = self.node(&node, rdf::TYPE)?;
        let kind = schema.get(&class)?;
        let pairs = self.pairs(&node, kind.source.as_ref()?, kind.target.as_ref()?);
        let evidence = self.node(&subject, dm::EVIDENCE)?.into();
        let number = |predicate| self.text(&evidence, predicate).and_then(|number| number.parse().ok());
        let name = |predicate| self.node(&subject, predicate).map(|term| local_lower(&term)).unwrap_or_default();
        (!pairs.is_empty()).then_some(())?;
        Some(Event {
            document: self.text(&self.iri, dm::SOURCE_NAME).unwrap_or_default(),
            span: (number(nif::BEGIN_INDEX)?, number(nif::END_INDEX)?),
            date: self.date(&subject, &node),
            polarity: name(dm::POLARITY),
            modality: name(dm::MODALITY),
            holder: self.node(&subject, dm::HOLDER),
            confidence: self.text(&subject, dm::CONFIDENCE).unwrap_or_default(),
            assertion: assertion.clone(),
            situation,
            class,
            pairs,
        })
    }

    /// Every source with every target, none with itself, sorted.
    fn pairs(&self, situation: &NamedOrBlankNode, source: &NamedNode, target: &NamedNode) -> Vec<(NamedNode, NamedNode)> {
        let targets: Vec<NamedNode> = self.nodes(situation, target.as_ref()).collect();
        let mut pairs = Vec::new();
        for source in self.nodes(situation, source.as_ref()) {
            pairs.extend(targets.iter().filter(|target| **target != source).map(|target| (source.clone(), target.clone())));
        }
        pairs.sort_by(|a, b| (a.0.as_str(), a.1.as_str()).cmp(&(b.0.as_str(), b.1.as_str())));
        pairs
    }

    fn date(&self, assertion: &NamedOrBlankNode, situation: &NamedOrBlankNode) -> String {
        let cited = || self.nodes(assertion, dm::CITATION).find_map(|citation| self.text(&citation.into(), dct::DATE));
        let told = self.text(situation, dm::TIME).or_else(cited);
        told.or_else(|| self.text(&self.iri, dct::DATE)).unwrap_or_default()
    }

    fn objects(&self, subject: &NamedOrBlankNode, predicate: NamedNodeRef<'_>) -> impl Iterator<Item = &Term> {
        let quads = self.properties.get(subject).into_iter().flatten();
        quads.filter(move |quad| quad.predicate.as_ref() == predicate).map(|quad| &quad.object)
    }

    fn nodes(&self, subject: &NamedOrBlankNode, predicate: NamedNodeRef<'_>) -> impl Iterator<Item = NamedNode> {
        self.objects(subject, predicate).filter_map(|term| if let Term::NamedNode(n) = term { Some(n.clone()) } else { None })
    }

    /// The first node by name.
    fn node(&self, subject: &NamedOrBlankNode, predicate: NamedNodeRef<'_>) -> Option<NamedNode> {
        self.nodes(subject, predicate).min_by(|a, b| a.as_str().cmp(b.as_str()))
    }

    /// The first literal.
    fn text(&self, subject: &NamedOrBlankNode, predicate: NamedNodeRef<'_>) -> Option<String> {
        let values =
            self.objects(subject, predicate).filter_map(|term| if let Term::Literal(l) = term { Some(l.value()) } else { None });
        values.min().map(str::to_owned)
    }
}

fn node_of(quad: &Quad) -> Option<NamedNode> {
    if let Term::NamedNode(node) = &quad.object { Some(node.clone()) } else { None }
}

fn local_lower(term: &NamedNode) -> String {
    super::schema::local(term.as_str()).to_lowercase()
}
