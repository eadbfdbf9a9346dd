//! `demarche licences`: under which licences what a store holds is, and what they ask.

use super::args::{BaseArgs, StoreArgs};
use super::error::{CliError, Outcome};
use super::query::width;
use super::stats::open;
use crate::export::{self, ExportError, csv};
use crate::merge::licences::{Part, parts};
use crate::query::Table;
use clap::ValueEnum;
use oxigraph::model::NamedNode;
use serde_json::{Value, json};
use std::io::Write;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    store: StoreArgs,
    #[command(flatten)]
    base: BaseArgs,
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
    /// For programs.
    Json,
}

pub(super) fn run(args: &Args) -> Result<Outcome, CliError> {
    let parts = parts(&open(&args.store, &args.base)?)?;
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

const HEADER: [&str; 8] = ["part", "version", "licence", "asks", "open dump", "quads", "links", "remark"];

fn cells(part: &Part) -> Vec<String> {
    let asks = part.terms().map_or_else(|| "not known".to_owned(), |terms| terms.to_string());
    vec![
        part.name.clone(),
        part.version.clone().unwrap_or_default(),
        part.named.clone().unwrap_or_else(|| "none stated".to_owned()),
        asks,
        if !part.is_external {
            String::new()
        } else if part.is_open() {
            "yes".to_owned()
        } else {
            "no".to_owned()
        },
        part.quads.to_string(),
        if part.is_external { part.links.to_string() } else { String::new() },
        part.remark.to_owned(),
    ]
}

/// The report, and what follows for an open dump.
fn table(parts: &[Part]) -> String {
    let mut table = Table::new(HEADER.map(str::to_owned).to_vec());
    for part in parts {
        table.row(cells(part));
    }
    let closed: Vec<&str> = parts.iter().filter(|part| part.is_external && !part.is_open()).map(|part| &*part.name).collect();
    let verdict = match closed.as_slice() {
        [] => "export --open takes in every source\n".to_owned(),
        closed => format!("export --open refuses {}\n", closed.join(", ")),
    };
    table.render(width()) + &verdict
}

fn as_json(part: &Part) -> Value {
    json!({
        "part": part.name,
        "external": part.is_external,
        "graph": part.graph.as_ref().map(NamedNode::as_str),
        "version": part.version,
        "licence": part.named,
        "licenceIri": part.licence.as_ref().map(|licence| &licence.iri),
        "asks": part.terms().map(|terms| json!({
            "credit": terms.credit,
            "shareAlike": terms.share_alike,
            "nonCommercial": terms.non_commercial,
            "noDerivatives": terms.no_derivatives,
        })),
        "openDump": part.is_external.then(|| part.is_open()),
        "quads": part.quads,
        "links": part.links,
        "remark": part.remark,
    })
}
