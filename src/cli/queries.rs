//! `demarche queries`: the bundled questions.

use super::error::{CliError, Outcome};
use crate::query::catalog::{self, Bundled, Parameter};
use crate::query::wrap;
use std::fmt::Write as _;
use std::io::{Write, stdout};

/// The width of the questions.
const WIDTH: usize = 76;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Prints the SPARQL of this question instead.
    name: Option<String>,
}

pub(super) fn run(args: &Args) -> Result<Outcome, CliError> {
    let text = match &args.name {
        Some(name) => catalog::find(name)?.text.clone(),
        None => list(&catalog::all()?),
    };
    stdout().write_all(text.as_bytes())?;
    Ok(Outcome::Done)
}

/// The questions under the headings of their groups.
fn list(queries: &[&Bundled]) -> String {
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

fn usage(parameter: &Parameter) -> String {
    let usage = format!("--param {}={:?}", parameter.name, parameter.example);
    if parameter.optional { format!(" [{usage}]") } else { format!(" {usage}") }
}
