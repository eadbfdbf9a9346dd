//! `demarche extract`: documents to a graph in a file or a pipe, without a store.

use super::error::{CliError, Outcome};
use super::reading::{ReadingArgs, Workshop};
use crate::export::{self, ExportError, assertion_lines, write_stdout, write_whole};
use crate::graph::entity::gazetteer;
use crate::knowledge::EntityId;
use oxigraph::model::Quad;
use std::collections::BTreeSet;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::str::FromStr;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    reading: ReadingArgs,
    /// Where the graph is written; standard output if left out.
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// nq, trig, ttl, nt, jsonld, rdfxml, or ndjson for assertions as JSON; by default what the ending of -o tells, else nq.
    #[arg(long, value_name = "FORMAT")]
    format: Option<Format>,
}

/// A format of the graph, or of the assertions alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Format {
    Graph(export::Format),
    Assertions,
}

impl FromStr for Format {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        Ok(graph_format(name, "ndjson")?.map_or(Self::Assertions, Self::Graph))
    }
}

/// A format of the graph by its name; none for the `other` thing that a command writes besides.
pub(super) fn graph_format(name: &str, other: &str) -> Result<Option<export::Format>, String> {
    if name == other { Ok(None) } else { name.parse().map(Some).map_err(|error: String| format!("{error}, {other}")) }
}

impl Args {
    fn format(&self) -> Format {
        self.format.or_else(|| told_by(self.output.as_deref())).unwrap_or(Format::Graph(export::Format::NQuads))
    }
}

/// What the ending of an output file tells.
pub(super) fn told_by<F: FromStr>(output: Option<&Path>) -> Option<F> {
    output.and_then(export::ending).and_then(|ending| ending.parse().ok())
}

pub(super) fn run(args: &Args) -> Result<Outcome, CliError> {
    let reader = args.reading.reader()?;
    let workshop = args.reading.workshop(&reader)?;
    match args.format() {
        Format::Graph(format) => graph(args, &workshop, format),
        Format::Assertions => assertions(args, &workshop),
    }
}

/// Writes the graph of all documents, with that of the entities that they speak of.
fn graph(args: &Args, workshop: &Workshop<'_>, format: export::Format) -> Result<Outcome, CliError> {
    let minter = &workshop.options.minter;
    let mut quads: Vec<Quad> = Vec::new();
    let mut entities: BTreeSet<EntityId> = BTreeSet::new();
    let outcome = workshop.read(|batch| {
        for (_, graph) in batch.read {
            quads.extend(graph.quads);
            entities.extend(graph.entities);
        }
        Ok(())
    })?;
    quads.extend(gazetteer(entities, &workshop.known, minter));
    let quads = Box::new(quads.into_iter().map(Ok));
    output(args.output.as_deref(), |out| export::write_stream(quads, format, minter, out))?;
    Ok(outcome)
}

/// Writes the assertions of all documents, one a line.
fn assertions(args: &Args, workshop: &Workshop<'_>) -> Result<Outcome, CliError> {
    let mut lines = Vec::new();
    let outcome = workshop.read(|batch| {
        lines.extend(batch.read.iter().flat_map(|(reading, _)| assertion_lines(reading, &workshop.known)));
        Ok(())
    })?;
    output(args.output.as_deref(), |out| Ok(lines.iter().try_for_each(|line| writeln!(out, "{line}"))?))?;
    Ok(outcome)
}

/// Writes to a file, which is then there whole or not at all, or to standard output.
pub(super) fn output(
    path: Option<&Path>,
    write: impl FnOnce(&mut dyn Write) -> Result<(), ExportError>,
) -> Result<(), ExportError> {
    match path {
        Some(path) if path.as_os_str() != "-" => write_whole(path, write),
        _ => write_stdout(write),
    }
}
