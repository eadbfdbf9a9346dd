//! The external sources of a store, as its graph of sources describes them.

use super::{KnowledgeBase, StoreError};
use crate::graph::vocab::{dct, dm, owl};
use oxigraph::model::{NamedNode, NamedNodeRef, NamedOrBlankNode, Quad, Term};
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
    /// Its version.
    pub version: Option<String>,
}

impl KnowledgeBase {
    /// The external sources, sorted by name. A graph of a source that nothing is said about is one too: its licence is unknown.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn sources(&self) -> Result<Vec<Source>, StoreError> {
        let about = self.minter.graph("sources");
        let mut sources = Vec::new();
        for quad in self.matching(None, Some(dm::SOURCE_GRAPH), None, Some(&about)) {
            if let Quad { subject: NamedOrBlankNode::NamedNode(iri), object: Term::NamedNode(graph), .. } = quad? {
                sources.push(self.source(iri, graph)?);
            }
        }
        let described: BTreeSet<NamedNode> = sources.iter().map(|source| source.graph.clone()).collect();
        sources.extend(self.source_graphs()?.into_iter().filter(|graph| !described.contains(graph)).map(|g| self.nameless(g)));
        sources.sort();
        Ok(sources)
    }

    fn source(&self, iri: NamedNode, graph: NamedNode) -> Result<Source, StoreError> {
        let words = |properties: &[NamedNodeRef<'_>]| -> Result<Option<String>, StoreError> {
            for property in properties {
                if let Some(term) = self.value(&iri, *property)? {
                    return Ok(Some(said(term)));
                }
            }
            Ok(None)
        };
        let name = words(&[dct::TITLE])?.unwrap_or_else(|| last(&graph).to_owned());
        let licence = words(&[dm::LICENCE_ID, dct::LICENSE])?;
        let version = words(&[owl::VERSION_INFO, dct::HAS_VERSION])?;
        Ok(Source { name, iri, graph, licence, version })
    }

    fn source_graphs(&self) -> Result<Vec<NamedNode>, StoreError> {
        let prefix = format!("{}graph/source/", self.minter.base());
        Ok(self.graphs()?.into_iter().filter(|graph| graph.as_str().starts_with(&prefix)).collect())
    }

    fn nameless(&self, graph: NamedNode) -> Source {
        let name = last(&graph).to_owned();
        Source { iri: self.minter.source(&name), name, graph, licence: None, version: None }
    }

    /// How many quads a graph has.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn size_of(&self, graph: &NamedNode) -> Result<usize, StoreError> {
        self.quads_of(graph).try_fold(0, |count, quad| quad.map(|_| count + 1))
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

fn said(term: Term) -> String {
    match term {
        Term::Literal(literal) => literal.destruct().0,
        Term::NamedNode(node) => node.into_string(),
        other => other.to_string(),
    }
}

fn last(graph: &NamedNode) -> &str {
    graph.as_str().rsplit('/').next().unwrap_or_default()
}
