//! `demarche query`: a bundled question, or one in SPARQL.

use super::args::{BaseArgs, KnowledgeArgs, StoreArgs};
use super::error::{CliError, Outcome, tell};
use super::stats::open;
use crate::query::catalog::{self, Kind};
use crate::query::{self, Format, names, param};
use crate::store::KnowledgeBase;
use oxigraph::sparql::QueryResults;
use std::io::{BufWriter, IsTerminal, Write, stdout};
use std::path::PathBuf;

/// The width of a table that goes into a pipe or a file.
const PIPE_WIDTH: usize = 120;

#[derive(Debug, clap::Args)]
#[command(group(clap::ArgGroup::new("what").required(true).args(["name", "file", "expression"])))]
pub(super) struct Args {
    #[command(flatten)]
    store: StoreArgs,
    #[command(flatten)]
    base: BaseArgs,
    #[command(flatten)]
    knowledge: KnowledgeArgs,
    /// A bundled question; demarche queries lists them.
    name: Option<String>,
    /// What a bundled question asks about, as often as it takes parameters: territory="Kuril Islands".
    #[arg(long = "param", value_name = "NAME=VALUE", requires = "name")]
    parameters: Vec<String>,
    /// A file with a SPARQL query.
    #[arg(long, value_name = "FILE")]
    file: Option<PathBuf>,
    /// A SPARQL query; the usual prefixes need not be declared.
    #[arg(short, long, value_name = "SPARQL")]
    expression: Option<String>,
    /// table, csv, tsv, json, xml; ttl or nt for triples.
    #[arg(long, default_value = "table", value_name = "FORMAT")]
    format: Format,
}

pub(super) fn run(args: &Args) -> Result<Outcome, CliError> {
    let base = open(&args.store, &args.base)?;
    let results = answer(args, &base)?;
    let mut out = BufWriter::new(stdout().lock());
    query::write(results, args.format, &base, width(), &mut out)?;
    out.flush()?;
    Ok(Outcome::Done)
}

fn answer(args: &Args, base: &KnowledgeBase) -> Result<QueryResults<'static>, CliError> {
    if let Some(text) = &args.expression {
        return Ok(query::ask_sparql(base, text)?);
    }
    if let Some(path) = &args.file {
        let read = |source| CliError::Read { place: path.display().to_string(), source };
        return Ok(query::ask_sparql(base, &std::fs::read_to_string(path).map_err(read)?)?);
    }
    bundled(args, base)
}

fn bundled(args: &Args, base: &KnowledgeBase) -> Result<QueryResults<'static>, CliError> {
    let query = catalog::find(args.name.as_deref().unwrap_or_default())?;
    let parameters = args.parameters.iter().map(|text| param::pair(text)).collect::<Result<Vec<_>, _>>()?;
    let mut notes = Vec::new();
    let results = if parameters.is_empty() {
        query::ask(base, query, &parameters, &|_, _| Vec::new(), &mut notes)?
    } else {
        let knowledge = args.knowledge.load()?;
        let resolver = |name: &str, kind: Kind| names::resolve(&knowledge.gazetteer, base.minter(), name, kind);
        query::ask(base, query, &parameters, &resolver, &mut notes)?
    };
    for note in notes {
        tell(&format!("note: {note}"));
    }
    Ok(results)
}

/// The width of the terminal, or a usual one.
fn width() -> usize {
    let terminal = || terminal_size::terminal_size().map(|(width, _)| usize::from(width.0));
    stdout().is_terminal().then(terminal).flatten().unwrap_or(PIPE_WIDTH)
}
