//! `demarche export`: a store's graph to a file or a pipe.

use super::args::{BaseArgs, StoreArgs};
use super::error::{CliError, Outcome};
use super::extract::{output, written};
use super::stats::open;
use crate::export::{self, Format, Selection};
use std::path::{Path, PathBuf};

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    store: StoreArgs,
    #[command(flatten)]
    base: BaseArgs,
    /// Where the graph is written; standard output if left out.
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// ttl, trig, nq, nt, jsonld or rdfxml; by default what the ending of -o tells, else ttl.
    #[arg(long, value_name = "FORMAT")]
    format: Option<Format>,
    /// all, documents, direct, ontology, gazetteer, links, or the IRI of a graph (a document's IRI is its graph's).
    #[arg(long, default_value = "all", value_name = "GRAPH")]
    graph: String,
}

pub(super) fn run(args: &Args) -> Result<Outcome, CliError> {
    let selection = Selection::parse(&args.graph)?;
    let base = open(&args.store, &args.base)?;
    let ending = args.output.as_deref().and_then(Path::extension).and_then(|ending| ending.to_str());
    let format = args.format.or_else(|| ending.and_then(Format::from_ending)).unwrap_or(Format::Turtle);
    let quads = export::select(&base, &selection)?;
    output(args.output.as_deref(), |out| {
        export::write(quads, format, base.minter(), out).map_err(|source| written("standard output", source))
    })?;
    Ok(Outcome::Done)
}
