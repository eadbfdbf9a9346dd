//! The external sources of a store, as its graph of sources describes them.

use super::{KnowledgeBase, StoreError};
use crate::graph::vocab::{dcat, dct, dm, owl, prov, void};
use crate::knowledge::spelling::near;
use oxigraph::model::{GraphName, Literal, NamedNode, NamedNodeRef, NamedOrBlankNode, Quad, Term};
use std::collections::{BTreeMap, BTreeSet};

/// The properties of the graph of links that lead from an entity to a thing of a source.
const LINKS: &str = "links";

/// An external source that was merged into a store.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Source {
    /// The name that its user gave it.
    pub name: String,
    /// What stands for it.
    pub iri: NamedNode,
    /// The graph that holds its triples.
    pub graph: NamedNode,
    /// Its licence by its SPDX name or IRI; `None` if nobody said.
    pub licence: Option<String>,
    /// Its version, if it was told.
    pub version: Option<String>,
    /// Its date, if it was told.
    pub date: Option<String>,
    /// How many triples it has.
    pub triples: usize,
    /// How many faults of its files were left out.
    pub skipped: usize,
    /// The files that it was read from, by name.
    pub files: Vec<SourceFile>,
    /// Whether the reading of it was stopped before its end.
    pub unfinished: bool,
}

/// A file that a source was read from.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct SourceFile {
    /// Its name.
    pub name: String,
    /// How many bytes it has.
    pub size: usize,
    /// The SHA-256 of its bytes.
    pub sha256: String,
}

impl KnowledgeBase {
    /// The external sources, sorted by name. A graph of a source that nothing is said about is one too: its licence is unknown; so is
    /// one whose first reading was stopped.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn sources(&self) -> Result<Vec<Source>, StoreError> {
        let about = self.minter.graph("sources");
        let described: Vec<Quad> = self.quads_of(&about).collect::<Result<_, _>>()?;
        let told = described.iter().filter(|quad| quad.predicate == dm::SOURCE_GRAPH);
        let graphs: BTreeSet<NamedNode> = told.clone().filter_map(|quad| node(&quad.object)).collect();
        let mut nodes: BTreeSet<NamedNode> = told.filter_map(|quad| named(&quad.subject)).collect();
        nodes.extend(self.being_read()?);
        let silent = self.source_graphs()?.into_iter().filter(|graph| !graphs.contains(graph));
        nodes.extend(silent.map(|graph| self.minter.source(last(&graph))));
        let mut sources = nodes.iter().map(|node| self.read_source(node, &described)).collect::<Result<Vec<_>, _>>()?;
        sources.sort_by_cached_key(|source| (source.name.to_lowercase(), source.name.clone()));
        Ok(sources)
    }

    /// The source that is meant by a name.
    ///
    /// # Errors
    /// If there is none, or the store cannot be read.
    pub fn source(&self, name: &str) -> Result<Source, StoreError> {
        let (wanted, all) = (self.minter.source(name), self.sources()?);
        let near = near(name, all.iter().map(|source| source.name.as_str()));
        let found = all.into_iter().find(|source| source.iri == wanted);
        found.ok_or_else(|| StoreError::NoSuchSource { place: self.place.clone(), name: name.to_owned(), near })
    }

    /// The quad that says that a source is being read, or was when its reading was stopped.
    pub(crate) fn reading_mark(&self, source: &NamedNode) -> Quad {
        Quad::new(source.clone(), dm::OUT_OF_DATE, Literal::from(true), self.minter.graph("store"))
    }

    /// The quads that describe a source.
    pub(crate) fn about_source(&self, source: &NamedNode) -> Result<Vec<Quad>, StoreError> {
        let graph = self.minter.graph("sources");
        let of_source = |quad: &Result<Quad, StoreError>| quad.as_ref().map_or(true, |quad| describes(source, &quad.subject));
        self.quads_of(&graph).filter(of_source).collect()
    }

    /// The sources that are marked as being read.
    fn being_read(&self) -> Result<Vec<NamedNode>, StoreError> {
        let (store, direct) = (self.minter.graph("store"), self.minter.graph("direct"));
        let marked = self.matching(None, Some(dm::OUT_OF_DATE), None, Some(&store)).collect::<Result<Vec<_>, _>>()?;
        Ok(marked.iter().filter_map(|quad| named(&quad.subject)).filter(|node| *node != direct).collect())
    }

    fn source_graphs(&self) -> Result<Vec<NamedNode>, StoreError> {
        let prefix = self.source_graph_prefix();
        Ok(self.graphs()?.into_iter().filter(|graph| graph.as_str().starts_with(&prefix)).collect())
    }

    fn source_graph_prefix(&self) -> String {
        format!("{}graph/source/", self.minter.base())
    }

    fn read_source(&self, node: &NamedNode, described: &[Quad]) -> Result<Source, StoreError> {
        let quads: Vec<&Quad> = described.iter().filter(|quad| describes(node, &quad.subject)).collect();
        let graph = self.minter.source_graph(last(node));
        let mut source = Source::described(&quads, node, graph);
        if !quads.iter().any(|quad| quad.predicate == void::TRIPLES) {
            source.triples = self.count(&source.graph)?;
        }
        source.unfinished = self.contains(&self.reading_mark(node))?;
        Ok(source)
    }

    /// Whether a source speaks of a thing.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn is_of_source(&self, thing: &NamedNode) -> Result<bool, StoreError> {
        let (subject, prefix) = (NamedOrBlankNode::from(thing.clone()), self.source_graph_prefix());
        for quad in self.matching(Some(&subject), None, None, None) {
            if matches!(quad?.graph_name, GraphName::NamedNode(graph) if graph.as_str().starts_with(&prefix)) {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// The links to what each source speaks of, by the graph of the source. A link to what several speak of counts for each.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn links_by_source(&self) -> Result<BTreeMap<NamedNode, Vec<Quad>>, StoreError> {
        let sources = self.sources()?;
        let mut found: BTreeMap<NamedNode, Vec<Quad>> = BTreeMap::new();
        for link in self.quads_of(&self.minter.graph(LINKS)) {
            let link = link?;
            let Term::NamedNode(thing) = &link.object else { continue };
            let thing = NamedOrBlankNode::from(thing.clone());
            for source in &sources {
                if self.matching(Some(&thing), None, None, Some(&source.graph)).next().transpose()?.is_some() {
                    found.entry(source.graph.clone()).or_default().push(link.clone());
                }
            }
        }
        for links in found.values_mut() {
            links.sort_by_cached_key(ToString::to_string);
        }
        Ok(found)
    }
}

impl Source {
    /// A source by the quads that describe it.
    pub(crate) fn described(quads: &[&Quad], node: &NamedNode, graph: NamedNode) -> Self {
        let about = Quads(quads);
        let iri = node.as_str();
        let file = |node: &String| SourceFile {
            name: about.value(node, dm::FILE_NAME).unwrap_or_default(),
            size: about.number(node, dcat::BYTE_SIZE),
            sha256: about.value(node, dm::SHA256).unwrap_or_default(),
        };
        let mut files: Vec<_> = about.values(iri, prov::WAS_DERIVED_FROM).iter().map(file).collect();
        files.sort();
        Self {
            name: about.value(iri, dct::TITLE).unwrap_or_else(|| last(node).to_owned()),
            iri: node.clone(),
            graph: about.value(iri, dm::SOURCE_GRAPH).map_or(graph, NamedNode::new_unchecked),
            licence: about.value(iri, dm::LICENCE_ID).or_else(|| about.value(iri, dct::LICENSE)),
            version: about.value(iri, owl::VERSION_INFO).or_else(|| about.value(iri, dct::HAS_VERSION)),
            date: about.value(iri, dct::ISSUED),
            triples: about.number(iri, void::TRIPLES),
            skipped: about.value(iri, prov::WAS_GENERATED_BY).map_or(0, |run| about.number(&run, dm::SKIPPED)),
            files,
            unfinished: false,
        }
    }
}

/// The quads that describe a source and its parts.
struct Quads<'a>(&'a [&'a Quad]);

impl Quads<'_> {
    fn values(&self, subject: &str, property: NamedNodeRef<'_>) -> Vec<String> {
        let is = |node: &NamedOrBlankNode| matches!(node, NamedOrBlankNode::NamedNode(node) if node.as_str() == subject);
        self.0.iter().filter(|quad| is(&quad.subject) && quad.predicate == property).map(|quad| said(&quad.object)).collect()
    }

    fn value(&self, subject: &str, property: NamedNodeRef<'_>) -> Option<String> {
        self.values(subject, property).into_iter().min()
    }

    fn number(&self, subject: &str, property: NamedNodeRef<'_>) -> usize {
        self.value(subject, property).and_then(|text| text.parse().ok()).unwrap_or(0)
    }
}

/// Whether a subject is a source or a part of it (`…#file-…`, `…#reading`).
fn describes(source: &NamedNode, subject: &NamedOrBlankNode) -> bool {
    let NamedOrBlankNode::NamedNode(subject) = subject else { return false };
    subject.as_str().strip_prefix(source.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with('#'))
}

fn said(term: &Term) -> String {
    match term {
        Term::Literal(literal) => literal.value().to_owned(),
        Term::NamedNode(node) => node.as_str().to_owned(),
        other => other.to_string(),
    }
}

fn node(term: &Term) -> Option<NamedNode> {
    if let Term::NamedNode(node) = term { Some(node.clone()) } else { None }
}

fn named(node: &NamedOrBlankNode) -> Option<NamedNode> {
    if let NamedOrBlankNode::NamedNode(node) = node { Some(node.clone()) } else { None }
}

fn last(node: &NamedNode) -> &str {
    node.as_str().rsplit('/').next().unwrap_or_default()
}
