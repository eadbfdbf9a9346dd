//! `demarche sources`: what was merged into a store, and under which licences that and the rest is.

use super::error::{CliError, Outcome};
use super::query::width;
use super::stored::StoredArgs;
use crate::export::{self, ExportError, csv};
use crate::knowledge::licence::Terms;
use crate::merge::licences::{Part, parts};
use crate::query::Table;
use crate::store::{Source, SourceFile};
use clap::ValueEnum;
use oxigraph::model::NamedNode;
use serde_json::{Value, json};
use std::io::Write;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    stored: StoredArgs,
    /// How the report is written.
    #[arg(long, value_enum, default_value_t = Format::Table)]
    format: Format,
}

/// How a report is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people.
    Table,
    /// For spreadsheets.
    Csv,
    /// For programs; with the files of each source and their hashes.
    Json,
}

pub(super) fn run(args: &Args) -> Result<Outcome, CliError> {
    let parts = parts(&args.stored.look_into()?)?;
    export::write_stdout(|out| write(&parts, args.format, out))?;
    Ok(Outcome::Done)
}

fn write(parts: &[Part], format: Format, out: &mut dyn Write) -> Result<(), ExportError> {
    match format {
        Format::Table => Ok(out.write_all(table(parts).as_bytes())?),
        Format::Csv => {
            csv::row(&HEADER, out)?;
            parts.iter().try_for_each(|part| csv::row(&cells(part), out))
        }
        Format::Json => Ok(writeln!(out, "{:#}", parts.iter().map(as_json).collect::<Value>())?),
    }
}

const HEADER: [&str; 9] = ["part", "version", "date", "licence", "asks", "open dump", "quads", "links", "remark"];

fn cells(part: &Part) -> Vec<String> {
    let external = |text: String| if part.is_external() { text } else { String::new() };
    let of_source = |text: fn(&Source) -> &Option<String>| part.source.as_ref().and_then(|source| text(source).clone());
    vec![
        part.name.clone(),
        of_source(|source| &source.version).unwrap_or_default(),
        of_source(|source| &source.date).unwrap_or_default(),
        part.named.clone().unwrap_or_else(|| "none stated".to_owned()),
        part.terms().map_or_else(|| "not known".to_owned(), |terms| terms.to_string()),
        external(if part.is_open() { "yes" } else { "no" }.to_owned()),
        part.quads.to_string(),
        external(part.links.to_string()),
        part.remark.clone(),
    ]
}

/// The report, and what follows for an open dump.
fn table(parts: &[Part]) -> String {
    let mut table = Table::new(HEADER.map(str::to_owned).to_vec());
    for part in parts {
        table.row(cells(part));
    }
    let closed: Vec<&str> = parts.iter().filter(|part| part.is_external() && !part.is_open()).map(|part| &*part.name).collect();
    let verdict = match closed.as_slice() {
        _ if parts.iter().all(|part| !part.is_external()) => "no external sources; join one with demarche merge\n".to_owned(),
        [] => "export --open takes in every source\n".to_owned(),
        closed => format!("export --open refuses {}\n", closed.join(", ")),
    };
    table.render(width()) + &verdict
}

fn as_json(part: &Part) -> Value {
    let source = part.source.as_ref();
    let files = source.map(|source| source.files.iter().map(file_as_json).collect::<Vec<_>>());
    json!({
        "part": part.name,
        "external": part.is_external(),
        "iri": source.map(|source| source.iri.as_str()),
        "graph": part.graph.as_ref().map(NamedNode::as_str),
        "version": source.and_then(|source| source.version.as_ref()),
        "date": source.and_then(|source| source.date.as_ref()),
        "licence": part.named,
        "licenceIri": part.licence.as_ref().and_then(|licence| licence.iri.as_ref()),
        "asks": part.terms().map(terms_as_json),
        "openDump": part.is_external().then(|| part.is_open()),
        "quads": part.quads,
        "links": part.links,
        "files": files,
        "skipped": source.map(|source| source.skipped),
        "unfinished": source.map(|source| source.unfinished),
        "remark": part.remark,
    })
}

fn file_as_json(file: &SourceFile) -> Value {
    json!({ "name": file.name, "size": file.size, "sha256": file.sha256 })
}

fn terms_as_json(terms: Terms) -> Value {
    json!({
        "credit": terms.credit,
        "shareAlike": terms.share_alike,
        "nonCommercial": terms.non_commercial,
        "noDerivatives": terms.no_derivatives,
    })
}
