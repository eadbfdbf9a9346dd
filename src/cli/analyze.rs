//! `demarche analyze`: how sentences are parsed, in CoNLL-U or as trees.

use super::args::Inputs;
use super::error::{CliError, Outcome};
use super::progress::Progress;
use crate::corpus::Problem;
use crate::input::{self, Source};
use crate::language::conllu::write_conllu;
use crate::language::tree::write_trees;
use crate::language::{Analysis, English};
use clap::ValueEnum;
use std::io::{BufWriter, Read, Write, stdin, stdout};

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    inputs: Inputs,
    /// What is printed.
    #[arg(long, value_enum, default_value_t = Layout::Conllu)]
    format: Layout,
    /// Takes each line that is not empty as a text, without regard to any format.
    #[arg(long)]
    raw: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Layout {
    /// The tabular format of Universal Dependencies.
    Conllu,
    /// Dependency trees.
    Tree,
}

pub(super) fn run(args: &Args) -> Result<Outcome, CliError> {
    let english = English::load();
    let mut out = BufWriter::new(stdout().lock());
    let mut progress = Progress::documents();
    let read = if args.raw { lines(args, &mut progress)? } else { blocks(args, &mut progress) };
    for (at, text) in read.iter().enumerate() {
        out.write_all(show(args.format, at, text, &english.analyze(text)).as_bytes())?;
    }
    out.flush()?;
    let outcome = progress.finish();
    if read.is_empty() { Err(CliError::NothingRead) } else { Ok(outcome) }
}

fn show(layout: Layout, at: usize, text: &str, analysis: &Analysis) -> String {
    let mut shown = String::new();
    // Writing to a string cannot fail.
    let _ = match layout {
        Layout::Conllu => write_conllu(&mut shown, at, text, analysis),
        Layout::Tree => write_trees(&mut shown, analysis),
    };
    shown
}

/// The lines of all inputs that are not empty, numbered through.
fn lines(args: &Args, progress: &mut Progress) -> Result<Vec<String>, CliError> {
    let mut lines = Vec::new();
    for source in input::expand(args.inputs.paths.iter().cloned()) {
        match source {
            Ok(source) => lines.extend(text_of(&source)?.lines().filter(|l| !l.trim().is_empty()).map(ToOwned::to_owned)),
            Err(error) => progress.tell(&[Problem::Input(error)]),
        }
    }
    Ok(lines)
}

fn text_of(source: &Source) -> Result<String, CliError> {
    let read = |error| CliError::Read { place: source.to_string(), source: error };
    match source {
        Source::File(path) => std::fs::read_to_string(path).map_err(read),
        Source::Stdin => {
            let mut text = String::new();
            stdin().read_to_string(&mut text).map_err(read)?;
            Ok(text)
        }
    }
}

/// The blocks of prose of all documents, numbered through.
fn blocks(args: &Args, progress: &mut Progress) -> Vec<String> {
    let mut blocks = Vec::new();
    for document in args.inputs.documents() {
        match document {
            Ok(document) => blocks.extend(document.blocks.iter().map(|b| document.text.slice(b.span).to_owned())),
            Err(error) => progress.tell(&[Problem::Input(error)]),
        }
    }
    blocks
}
