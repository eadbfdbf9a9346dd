//! The graph as files that people and programs read: one file for each family of formats, one table of
//! formats, and the same graph always gives the same bytes.

mod file;
mod format;
mod jsonld;
mod lines;
mod ndjson;
mod order;
mod rdfxml;
mod turtle;

pub use file::write_whole;
pub use format::Format;
pub use ndjson::assertion_lines;

use crate::graph::iri::Minter;
use crate::store::{KnowledgeBase, StoreError};
use oxigraph::model::{NamedNode, Quad};
use std::io::{self, Write};
use thiserror::Error;

/// Why nothing was exported. Each message is one line that says what, where, and what to do.
#[derive(Debug, Error)]
pub enum ExportError {
    /// The store could not be read.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The output could not be written.
    #[error("{place}: cannot be written ({source}); nothing was left there, free some space or choose another -o")]
    Write {
        /// Where.
        place: String,
        /// What the system said.
        #[source]
        source: io::Error,
    },
    /// There is no such graph.
    #[error(
        "--graph {0}: the store has no such graph; give all, documents, direct, ontology, gazetteer, links, or a graph's IRI"
    )]
    UnknownGraph(String),
}

/// What is exported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Selection {
    /// Every graph.
    All,
    /// The graphs of the documents.
    Documents,
    /// One graph by the name it has under the base (`direct`, `ontology` …).
    Named(&'static str),
    /// One graph by its IRI.
    Iri(NamedNode),
}

/// The graphs that can be selected by name, as `--graph` takes them.
const NAMED: [&str; 4] = ["direct", "ontology", "gazetteer", "links"];

impl Selection {
    /// The selection that `--graph` names.
    ///
    /// # Errors
    /// If it is neither a name nor an IRI.
    pub fn parse(text: &str) -> Result<Self, ExportError> {
        match text {
            "all" => return Ok(Self::All),
            "documents" => return Ok(Self::Documents),
            _ => {}
        }
        if let Some(name) = NAMED.into_iter().find(|name| *name == text) {
            return Ok(Self::Named(name));
        }
        let iri = NamedNode::new(text).map_err(|_| ExportError::UnknownGraph(text.to_owned()))?;
        Ok(Self::Iri(iri))
    }

    /// The graphs of a store that it takes in, sorted.
    fn graphs(&self, base: &KnowledgeBase) -> Result<Vec<NamedNode>, StoreError> {
        let mut graphs = base.graphs()?;
        let own = base.minter().graph("store");
        let documents = format!("{}document/", base.minter().base());
        graphs.retain(|graph| match self {
            Self::All => *graph != own,
            Self::Documents => graph.as_str().starts_with(&documents),
            Self::Named(name) => *graph == base.minter().graph(name),
            Self::Iri(iri) => graph == iri,
        });
        Ok(graphs)
    }
}

/// The selected quads of a store, in no order.
///
/// # Errors
/// If the store cannot be read, or a graph is asked for by an IRI that it does not have.
pub fn select(base: &KnowledgeBase, selection: &Selection) -> Result<Vec<Quad>, ExportError> {
    let graphs = selection.graphs(base)?;
    if let (Selection::Iri(iri), true) = (selection, graphs.is_empty()) {
        return Err(ExportError::UnknownGraph(iri.as_str().to_owned()));
    }
    let mut quads = Vec::new();
    for graph in &graphs {
        for quad in base.quads_of(graph) {
            quads.push(quad?);
        }
    }
    Ok(quads)
}

/// Writes quads in a format, sorted and each once. Formats without graph names write what all graphs say.
///
/// # Errors
/// If the output cannot be written.
pub fn write(quads: Vec<Quad>, format: Format, minter: &Minter, out: &mut dyn Write) -> io::Result<()> {
    match format {
        Format::NQuads => lines::n_quads(quads, out),
        Format::NTriples => lines::n_triples(quads, out),
        Format::Turtle => turtle::turtle(quads, minter, out),
        Format::TriG => turtle::trig(quads, minter, out),
        Format::JsonLd => jsonld::write(quads, minter, out),
        Format::RdfXml => rdfxml::write(quads, out),
    }
}
