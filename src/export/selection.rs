//! What of a store is exported: graphs, documents, situation types.
//!
//! Graphs are taken whole. A choice of documents or types takes part of the documents' graphs, and of the gazetteer the
//! entities that this part speaks of. Of a document, types take the assertions that state such a situation and all that
//! can be reached from them (the situation with its fillers, the sentence, the citations, the outer assertion, the document),
//! and the mentions in their sentences. One document is in memory at a time.

use super::canonical::Canonical;
use super::schema::{Schema, local};
use super::{ExportError, Gate, Quads};
use crate::graph::iri::Minter;
use crate::graph::vocab::{dm, nif, rdf};
use crate::knowledge::spelling::near;
use crate::store::{KnowledgeBase, StoreError};
use oxigraph::model::{GraphName, NamedNode, NamedNodeRef, NamedOrBlankNode, Quad, Term};
use std::collections::{BTreeSet, HashMap, HashSet};

/// What is asked for, by the names that users give.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Selection {
    graphs: Vec<String>,
    documents: Vec<String>,
    types: Vec<String>,
}

/// The graphs that can be asked for by name even where the store does not have them.
const NAMED: [&str; 4] = ["direct", "ontology", "gazetteer", "links"];

impl Selection {
    /// Only these graphs: `all`, `documents`, `direct`, `ontology`, `gazetteer`, `links`, a source's name, or a graph's IRI.
    #[must_use]
    pub fn with_graphs(mut self, graphs: impl IntoIterator<Item = impl Into<String>>) -> Self {
        self.graphs.extend(graphs.into_iter().map(Into::into).filter(|graph| graph != "all"));
        self
    }

    /// Only these documents, by source name or IRI, with the entities that they speak of.
    #[must_use]
    pub fn with_documents(mut self, documents: impl IntoIterator<Item = impl Into<String>>) -> Self {
        self.documents.extend(documents.into_iter().map(Into::into));
        self
    }

    /// Only assertions of these situation types and their sub-types, with what they need.
    #[must_use]
    pub fn with_types(mut self, types: impl IntoIterator<Item = impl Into<String>>) -> Self {
        self.types.extend(types.into_iter().map(Into::into));
        self
    }

    /// Finds in a store what is asked for.
    ///
    /// # Errors
    /// If the store lacks what is named, or cannot be read.
    pub fn find(&self, base: &KnowledgeBase) -> Result<Selected, ExportError> {
        let graphs = Graphs::of(base)?;
        let types = if self.types.is_empty() { None } else { Some(self.classes(base)?) };
        let documents = if self.documents.is_empty() { None } else { Some(self.document_graphs(base)?) };
        let mut selected = Selected {
            base: base.clone(),
            whole: Vec::new(),
            documents: Vec::new(),
            types,
            with_entities: false,
            canonical: None,
        };
        if selected.types.is_some() || documents.is_some() {
            self.parts(base, &graphs, documents, &mut selected)?;
        } else {
            selected.whole = self.whole(&graphs)?;
        }
        Ok(selected)
    }

    fn whole(&self, graphs: &Graphs) -> Result<Vec<NamedNode>, ExportError> {
        if self.graphs.is_empty() {
            return Ok(graphs.all.clone());
        }
        let found = self.graphs.iter().map(|name| graphs.named(name)).collect::<Result<Vec<_>, _>>()?;
        Ok(found.into_iter().flatten().collect::<BTreeSet<_>>().into_iter().collect())
    }

    /// Parts of documents, and of the gazetteer.
    fn parts(
        &self,
        base: &KnowledgeBase,
        graphs: &Graphs,
        documents: Option<Vec<NamedNode>>,
        selected: &mut Selected,
    ) -> Result<(), ExportError> {
        if let Some(other) = self.graphs.iter().find(|graph| !matches!(graph.as_str(), "documents" | "gazetteer")) {
            return Err(ExportError::NotInParts(other.clone()));
        }
        let wants = |name: &str| self.graphs.is_empty() || self.graphs.iter().any(|graph| graph == name);
        selected.documents = documents.unwrap_or_else(|| graphs.documents().cloned().collect());
        if let Some(types) = &selected.types {
            let telling = telling(base, types)?;
            selected.documents.retain(|graph| telling.contains(graph));
        }
        selected.with_entities = wants("gazetteer");
        if !wants("documents") {
            return Err(ExportError::NotInParts("gazetteer".to_owned()));
        }
        Ok(())
    }

    fn classes(&self, base: &KnowledgeBase) -> Result<BTreeSet<NamedNode>, ExportError> {
        let schema = Schema::read(base)?;
        let classes = self.types.iter().map(|name| schema.with_subtypes(name)).collect::<Result<Vec<_>, _>>()?;
        Ok(classes.into_iter().flatten().collect())
    }

    fn document_graphs(&self, base: &KnowledgeBase) -> Result<Vec<NamedNode>, ExportError> {
        let mut names: HashMap<String, Vec<NamedNode>> = HashMap::new();
        for quad in base.matching(None, Some(dm::SOURCE_NAME), None, None) {
            if let Quad { subject: NamedOrBlankNode::NamedNode(node), object: Term::Literal(name), .. } = quad? {
                names.entry(node.as_str().to_owned()).or_default().push(node.clone());
                names.entry(name.value().to_owned()).or_default().push(node);
            }
        }
        let mut found = BTreeSet::new();
        for name in &self.documents {
            let near = || near(name, names.keys().map(String::as_str).filter(|name| !name.contains("://")));
            let unknown = || ExportError::UnknownDocument { name: name.clone(), near: near() };
            found.extend(names.get(name).ok_or_else(unknown)?.iter().cloned());
        }
        Ok(found.into_iter().collect())
    }
}

/// The graphs that tell of situations of these types.
fn telling(base: &KnowledgeBase, types: &BTreeSet<NamedNode>) -> Result<HashSet<NamedNode>, ExportError> {
    let mut graphs = HashSet::new();
    for class in types {
        for quad in base.matching(None, Some(rdf::TYPE), Some(class.as_ref().into()), None) {
            if let GraphName::NamedNode(graph) = quad?.graph_name {
                graphs.insert(graph);
            }
        }
    }
    Ok(graphs)
}

/// The graphs of a store, sorted, without its own.
struct Graphs {
    all: Vec<NamedNode>,
    minter: Minter,
}

impl Graphs {
    fn of(base: &KnowledgeBase) -> Result<Self, StoreError> {
        let own = base.minter().graph("store");
        let all = base.graphs()?.into_iter().filter(|graph| *graph != own).collect();
        Ok(Self { all, minter: base.minter().clone() })
    }

    fn is_document(&self, graph: &NamedNode) -> bool {
        graph.as_str().strip_prefix(self.minter.base()).is_some_and(|path| path.starts_with("document/"))
    }

    fn documents(&self) -> impl Iterator<Item = &NamedNode> {
        self.all.iter().filter(|graph| self.is_document(graph))
    }

    /// The graphs of this name.
    fn named(&self, name: &str) -> Result<Vec<NamedNode>, ExportError> {
        if name == "documents" {
            return Ok(self.documents().cloned().collect());
        }
        let own = format!("{}graph/{name}", self.minter.base());
        let others = || self.all.iter().filter(|graph| !self.is_document(graph));
        let wanted = |iri: &str| self.all.iter().filter(|graph| graph.as_str() == iri).cloned().collect::<Vec<_>>();
        let mut found = wanted(if name.contains("://") { name } else { &own });
        if found.is_empty() {
            found = wanted(self.minter.source_graph(name).as_str());
        }
        if found.is_empty() && !NAMED.contains(&name) {
            let known = ["all", "documents"].into_iter().chain(NAMED).chain(others().map(|graph| local(graph.as_str())));
            return Err(ExportError::UnknownGraph { name: name.to_owned(), near: near(name, known) });
        }
        Ok(found)
    }
}

/// What was found of a selection in a store.
#[derive(Clone)]
pub struct Selected {
    base: KnowledgeBase,
    /// Graphs that are taken whole.
    whole: Vec<NamedNode>,
    /// Documents of which a part is taken.
    documents: Vec<NamedNode>,
    types: Option<BTreeSet<NamedNode>>,
    with_entities: bool,
    canonical: Option<Canonical>,
}

impl Selected {
    /// The store.
    #[must_use]
    pub fn base(&self) -> &KnowledgeBase {
        &self.base
    }

    /// Calls entities by other IRIs.
    #[must_use]
    pub fn with_canonical(self, canonical: Option<Canonical>) -> Self {
        Self { canonical, ..self }
    }

    /// Lets it through a gate.
    ///
    /// # Errors
    /// If a source in it must not be part of what the gate declares, or the store cannot be read.
    pub fn through(&self, gate: &Gate) -> Result<(), ExportError> {
        gate.check(&self.base, &self.whole.iter().collect())
    }

    /// The selected quads, in no order. No more than one document is held.
    #[must_use]
    pub fn quads(&self) -> Quads<'_> {
        self.renamed(self.own_quads())
    }

    /// Quads with the IRIs that entities are called by.
    pub(super) fn renamed<'a>(&'a self, quads: Quads<'a>) -> Quads<'a> {
        match &self.canonical {
            Some(canonical) => canonical.rename(quads),
            None => quads,
        }
    }

    /// The selected quads as the store has them.
    pub(super) fn own_quads(&self) -> Quads<'_> {
        let whole = self.whole.iter().flat_map(|graph| self.base.quads_of(graph)).map(|quad| quad.map_err(Into::into));
        Box::new(whole.chain(Parts {
            selected: self,
            documents: self.documents.iter(),
            entities: Entities::default(),
            ready: Vec::new(),
        }))
    }

    /// Whether assertions are among it.
    #[must_use]
    pub fn has_documents(&self) -> bool {
        self.document_graphs().next().is_some()
    }

    /// The situation types that it is restricted to.
    pub(super) fn types(&self) -> Option<&BTreeSet<NamedNode>> {
        self.types.as_ref()
    }

    /// The graphs of all selected documents, sorted.
    pub(super) fn document_graphs(&self) -> impl Iterator<Item = &NamedNode> {
        let documents = format!("{}document/", self.base.minter().base());
        let whole = self.whole.iter().filter(move |graph| graph.as_str().starts_with(&documents));
        whole.chain(&self.documents)
    }

    /// What is selected of a document.
    pub(super) fn document(&self, graph: &NamedNode) -> Result<Vec<Quad>, ExportError> {
        let quads = self.base.quads_of(graph).collect::<Result<Vec<_>, _>>()?;
        Ok(match &self.types {
            Some(types) => Reach::new(&quads).of(types),
            None => quads,
        })
    }
}

/// Parts of documents, and then the entities that they speak of.
struct Parts<'a> {
    selected: &'a Selected,
    documents: std::slice::Iter<'a, NamedNode>,
    entities: Entities,
    ready: Vec<Quad>,
}

impl Iterator for Parts<'_> {
    type Item = Result<Quad, ExportError>;

    fn next(&mut self) -> Option<Self::Item> {
        while self.ready.is_empty() {
            match self.more() {
                Ok(true) => {}
                Ok(false) => return None,
                Err(error) => return Some(Err(error)),
            }
        }
        self.ready.pop().map(Ok)
    }
}

impl Parts<'_> {
    /// Reads the next document or entity; tells whether there was one.
    fn more(&mut self) -> Result<bool, ExportError> {
        let base = &self.selected.base;
        if let Some(graph) = self.documents.next() {
            self.ready = self.selected.document(graph)?;
        } else if let Some(entity) = self.entities.open.pop() {
            let gazetteer = base.minter().graph("gazetteer");
            let quads = base.matching(Some(&entity.into()), None, None, Some(&gazetteer));
            self.ready = quads.collect::<Result<_, _>>()?;
        } else {
            return Ok(false);
        }
        if self.selected.with_entities {
            self.entities.note(&self.ready, base.minter().base());
        }
        Ok(true)
    }
}

/// Entities that are spoken of.
#[derive(Default)]
struct Entities {
    seen: HashSet<NamedNode>,
    open: Vec<NamedNode>,
}

impl Entities {
    fn note(&mut self, quads: &[Quad], data: &str) {
        for quad in quads {
            let Term::NamedNode(node) = &quad.object else { continue };
            let is_entity = node.as_str().strip_prefix(data).is_some_and(|path| path.starts_with("entity/"));
            if is_entity && self.seen.insert(node.clone()) {
                self.open.push(node.clone());
            }
        }
    }
}

/// A document's graph, to see what can be reached in it.
struct Reach<'a> {
    quads: &'a [Quad],
    by_subject: HashMap<&'a NamedOrBlankNode, Vec<&'a Quad>>,
}

impl<'a> Reach<'a> {
    fn new(quads: &'a [Quad]) -> Self {
        let mut by_subject: HashMap<_, Vec<_>> = HashMap::new();
        for quad in quads {
            by_subject.entry(&quad.subject).or_default().push(quad);
        }
        Self { quads, by_subject }
    }

    /// What assertions of these types need.
    fn of(&self, types: &BTreeSet<NamedNode>) -> Vec<Quad> {
        let is_wanted = |object: &Term| matches!(object, Term::NamedNode(class) if types.contains(class));
        let of_type = self.quads.iter().filter(|q| q.predicate.as_ref() == rdf::TYPE && is_wanted(&q.object));
        let situations: HashSet<&NamedOrBlankNode> = of_type.map(|quad| &quad.subject).collect();
        let states =
            |quad: &&Quad| quad.predicate.as_ref() == dm::STATES && node(&quad.object).is_some_and(|n| situations.contains(&n));
        let mut open: Vec<NamedOrBlankNode> = self.quads.iter().filter(states).map(|quad| quad.subject.clone()).collect();
        open.extend(self.mentions(&open));
        self.reached(open)
    }

    /// The mentions in the sentences of these assertions.
    fn mentions(&self, assertions: &[NamedOrBlankNode]) -> Vec<NamedOrBlankNode> {
        let evidence = assertions.iter().flat_map(|a| self.objects(a, dm::EVIDENCE)).filter_map(node);
        let spans: Vec<(u64, u64)> = evidence.filter_map(|sentence| self.span(&sentence)).collect();
        let phrases = self.quads.iter().filter(|q| q.object == nif::PHRASE.into()).map(|q| &q.subject);
        let within = |phrase: &&NamedOrBlankNode| {
            self.span(phrase).is_some_and(|(begin, end)| spans.iter().any(|&(from, to)| from <= begin && end <= to))
        };
        phrases.filter(within).cloned().collect()
    }

    fn objects(&self, subject: &NamedOrBlankNode, predicate: NamedNodeRef<'static>) -> impl Iterator<Item = &'a Term> + use<'a> {
        let quads = self.by_subject.get(subject).cloned().unwrap_or_default();
        quads.into_iter().filter(move |quad| quad.predicate.as_ref() == predicate).map(|quad| &quad.object)
    }

    fn span(&self, subject: &NamedOrBlankNode) -> Option<(u64, u64)> {
        let number = |predicate| match self.objects(subject, predicate).next() {
            Some(Term::Literal(literal)) => literal.value().parse().ok(),
            _ => None,
        };
        Some((number(nif::BEGIN_INDEX)?, number(nif::END_INDEX)?))
    }

    /// All quads of these nodes and of what they lead to.
    fn reached(&self, mut open: Vec<NamedOrBlankNode>) -> Vec<Quad> {
        let mut seen = HashSet::new();
        let mut found = Vec::new();
        while let Some(subject) = open.pop() {
            if seen.insert(subject.clone()) {
                let quads = self.by_subject.get(&subject).into_iter().flatten();
                found.extend(quads.clone().map(|quad| (*quad).clone()));
                open.extend(quads.filter_map(|quad| node(&quad.object)));
            }
        }
        found
    }
}

fn node(term: &Term) -> Option<NamedOrBlankNode> {
    match term {
        Term::NamedNode(node) => Some(node.clone().into()),
        Term::BlankNode(node) => Some(node.clone().into()),
        _ => None,
    }
}
