//! The graph as files that people and programs read: one file for each family of formats, one table of
//! formats, and the same graph always gives the same bytes.
//!
//! [`Selection`] says what of a store is exported, and hands it over as a stream. The formats of RDF put the stream in order
//! by [`sorter`], which needs no more memory for a large graph than for a small one. The views for other tools ([`View`])
//! are made from assertions, one document at a time.

mod actors;
mod annotations;
pub mod canonical;
pub mod csv;
mod dataset;
mod dyads;
mod events;
mod file;
mod format;
mod gate;
mod graphml;
mod jsonld;
mod lines;
mod ndjson;
mod rdfxml;
mod record;
mod schema;
mod selection;
mod sorter;
mod turtle;

pub use annotations::annotated;
pub use canonical::{Canonical, Scheme};
pub use dataset::{Description, describe};
pub use file::{write_stdout, write_whole};
pub use format::{Format, Output, View, ending};
pub use gate::{Gate, Refused};
pub use ndjson::assertion_lines;
pub use selection::{Selected, Selection};

use crate::graph::iri::Minter;
use crate::store::StoreError;
use oxigraph::model::Quad;
use std::io::{self, Write};
use thiserror::Error;

/// A stream of quads.
pub type Quads<'a> = Box<dyn Iterator<Item = Result<Quad, ExportError>> + 'a>;

/// Why nothing was exported. Each message is one line that says what, where, and what to do.
#[derive(Debug, Error)]
pub enum ExportError {
    /// The store could not be read.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The query whose triples are exported failed.
    #[error("the query could not be answered ({0}); simplify it, or check the store with demarche stats")]
    Query(#[from] oxigraph::sparql::QueryEvaluationError),
    /// The output could not be written.
    #[error("{place}: cannot be written ({source}); nothing was left there, free some space or choose another -o")]
    Write {
        /// Where.
        place: String,
        /// What the system said.
        #[source]
        source: io::Error,
    },
    /// What does not fit in memory could not be put aside.
    #[error("{place}: cannot hold what does not fit in memory ({source}); free some space, or name another folder in TMPDIR")]
    Temporary {
        /// The folder for temporary files.
        place: String,
        /// What the system said.
        #[source]
        source: io::Error,
    },
    /// There is no such graph.
    #[error(
        "--graph {name}: the store has no such graph{}; give all, documents, direct, ontology, gazetteer, links, a source's \
         name, or a graph's IRI",
        suggestion(.near.as_deref())
    )]
    UnknownGraph {
        /// What was asked for.
        name: String,
        /// The one that was perhaps meant.
        near: Option<String>,
    },
    /// There is no such document.
    #[error("--document {name}: the store has no document of this name{}; demarche query documents lists them", suggestion(.near.as_deref()))]
    UnknownDocument {
        /// What was asked for.
        name: String,
        /// The one that was perhaps meant.
        near: Option<String>,
    },
    /// There is no such situation type.
    #[error(
        "--type {name}: the store's ontology has no such situation type{}; demarche stats shows the families, export --graph \
         ontology all types",
        suggestion(.near.as_deref())
    )]
    UnknownType {
        /// What was asked for.
        name: String,
        /// The one that was perhaps meant.
        near: Option<String>,
    },
    /// A graph that documents and types say nothing about.
    #[error(
        "--graph {0}: --document and --type take parts of the documents' graphs; give --graph documents, or leave --graph out"
    )]
    NotInParts(String),
    /// Sources whose licences keep them out of what is given under this one.
    #[error(
        "{declared}: not with {}; leave {them} out by naming the graphs that you want (--graph documents --graph direct \
         --graph gazetteer), or take {them} in with {}",
        .sources.join(", "), .allowing.join(" "),
        them = if .sources.len() == 1 { "it" } else { "them" }
    )]
    Licence {
        /// The option that says what is declared.
        declared: String,
        /// The sources, each with its licence and what stands in the way.
        sources: Vec<String>,
        /// The options that would take them in.
        allowing: Vec<String>,
    },
    /// A format that cannot hold triple terms.
    #[error("--format {0}: has no triple terms of RDF 1.2; use ttl, trig, nq or nt")]
    NoTripleTerms(&'static str),
}

fn suggestion(near: Option<&str>) -> String {
    near.map_or_else(String::new, |near| format!(", did you mean {near}?"))
}

impl ExportError {
    fn temporary(source: io::Error) -> Self {
        Self::Temporary { place: std::env::temp_dir().display().to_string(), source }
    }
}

impl From<io::Error> for ExportError {
    /// An output that is not a file of its own; [`write_whole`] puts the file's name in.
    fn from(source: io::Error) -> Self {
        Self::Write { place: "standard output".to_owned(), source }
    }
}

/// Writes quads in a format, sorted and each once. Formats without graph names write what all graphs say.
///
/// # Errors
/// If the output cannot be written.
pub fn write(quads: Vec<Quad>, format: Format, minter: &Minter, out: &mut dyn Write) -> io::Result<()> {
    write_stream(Box::new(quads.into_iter().map(Ok)), format, minter, out).map_err(|error| match error {
        ExportError::Write { source, .. } => source,
        other => io::Error::other(other),
    })
}

/// Writes a stream of quads in a format, sorted and each once, in bounded memory.
///
/// # Errors
/// The stream's, or if the output cannot be written or the format cannot hold the quads.
pub fn write_stream(quads: Quads<'_>, format: Format, minter: &Minter, out: &mut dyn Write) -> Result<(), ExportError> {
    match format {
        Format::NQuads => lines::n_quads(quads, out),
        Format::NTriples => lines::n_triples(quads, out),
        Format::Turtle => turtle::turtle(quads, minter, out),
        Format::TriG => turtle::trig(quads, minter, out),
        Format::JsonLd => jsonld::write(quads, minter, out),
        Format::RdfXml => rdfxml::write(quads, out),
    }
}

/// Writes a view of the selected assertions.
///
/// # Errors
/// If the store cannot be read or the output cannot be written.
pub fn write_view(selected: &Selected, view: View, out: &mut dyn Write) -> Result<(), ExportError> {
    match view {
        View::Dyads => dyads::write(selected, out),
        View::GraphMl => graphml::write(selected, out),
    }
}
