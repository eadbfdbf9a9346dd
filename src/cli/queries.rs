//! `demarche queries`: the bundled questions.

use super::error::{CliError, Outcome};
use crate::query::catalog;
use crate::query::header::{Headed, Parameter};
use crate::query::wrap;
use std::fmt::Write as _;
use std::io::{Write, stdout};

/// The width of the questions.
const WIDTH: usize = 76;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Shows this question: what it takes, how it is asked, and its SPARQL.
    name: Option<String>,
}

pub(super) fn run(args: &Args) -> Result<Outcome, CliError> {
    let text = match &args.name {
        Some(name) => show(catalog::find(name)?),
        None => list(catalog::all()?),
    };
    stdout().write_all(text.as_bytes())?;
    Ok(Outcome::Done)
}

/// The questions under the headings of their groups.
fn list(queries: &[Headed]) -> String {
    let mut text = String::new();
    for group in queries.chunk_by(|a, b| a.group == b.group) {
        let _ = writeln!(text, "{}", group[0].group.to_uppercase());
        for query in group {
            let _ = writeln!(text, "  {}{}", query.name, query.parameters.iter().map(usage).collect::<String>());
            for line in wrap(&query.question, WIDTH) {
                let _ = writeln!(text, "      {line}");
            }
        }
        text.push('\n');
    }
    text
}

/// A question with its head in words and its SPARQL.
fn show(query: &Headed) -> String {
    let mut text = format!("{}\n", query.title);
    for line in wrap(&query.question, WIDTH) {
        let _ = writeln!(text, "  {line}");
    }
    let usage: String = query.parameters.iter().map(usage).collect();
    let _ = writeln!(text, "\n  demarche query --store DIR {}{usage}\n", query.name);
    for Parameter { name, kind, optional, .. } in &query.parameters {
        let _ = writeln!(text, "  {name}: {}{}", kind.description(), if *optional { "; may be left out" } else { "" });
    }
    text.push('\n');
    text + &query.text
}

fn usage(parameter: &Parameter) -> String {
    let usage = format!("--param {}={:?}", parameter.name, parameter.example);
    if parameter.optional { format!(" [{usage}]") } else { format!(" {usage}") }
}
