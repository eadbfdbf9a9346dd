//! `demarche ontology`: the ontology as a page to read, or as RDF for other tools.

use super::args::KnowledgeArgs;
use super::error::{CliError, Outcome};
use super::extract::{graph_format, output, told_by};
use crate::export;
use crate::graph::iri::Minter;
use crate::knowledge::Ontology;
use crate::reference;
use oxigraph::model::{GraphName, Quad};
use std::path::PathBuf;
use std::str::FromStr;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    knowledge: KnowledgeArgs,
    /// Where it is written; standard output if left out.
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// html, or ttl, nt, rdfxml, jsonld, nq, trig; by default what the ending of -o tells, else html.
    #[arg(long, value_name = "FORMAT")]
    format: Option<Format>,
}

/// A page, or a format of the graph.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Format {
    Page,
    Graph(export::Format),
}

impl FromStr for Format {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        Ok(graph_format(name, "html")?.map_or(Self::Page, Self::Graph))
    }
}

impl Args {
    fn format(&self) -> Format {
        self.format.or_else(|| told_by(self.output.as_deref())).unwrap_or(Format::Page)
    }
}

pub(super) fn run(args: &Args) -> Result<Outcome, CliError> {
    let ontology = args.knowledge.load()?.ontology;
    output(args.output.as_deref(), |out| {
        let done = match args.format() {
            Format::Page => out.write_all(reference::page(&ontology).as_bytes()),
            Format::Graph(format) => export::write(quads(&ontology), format, &Minter::default(), out),
        };
        Ok(done?)
    })?;
    Ok(Outcome::Done)
}

fn quads(ontology: &Ontology) -> Vec<Quad> {
    ontology.triples().map(|triple| triple.in_graph(GraphName::DefaultGraph)).collect()
}
