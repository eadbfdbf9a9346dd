//! The command line: one file for each subcommand; arguments, progress, messages, exit codes, and no
//! logic of its own.
//!
//! `main` parses, runs and exits. Everything that goes wrong is one line on standard error that says
//! what, where, and what to do; exit code 0 means done, 1 done with problems reported, 2 wrong use or
//! nothing done.

mod analyze;
mod args;
mod backup;
mod build;
mod compact;
mod completions;
mod conflicts;
mod delete;
mod diff;
mod error;
mod explain;
mod export;
mod extract;
mod frames;
mod links;
mod merge;
mod ontology;
mod progress;
mod queries;
mod query;
mod reading;
mod reconcile;
mod sources;
mod stats;
mod stored;
mod summary;
mod validate;

use clap::{Parser, Subcommand};
use error::Outcome;
use std::process::ExitCode;

/// Reads geopolitical reporting and builds an RDF knowledge graph whose every assertion shows its sentence, its
/// holder, its polarity and its modality.
#[derive(Debug, Parser)]
#[command(name = "demarche", version, max_term_width = 100)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Reads documents into a store.
    Build(build::Args),
    /// Reads documents and writes their graph, without a store.
    Extract(extract::Args),
    /// Asks a store a bundled question, or one in SPARQL.
    Query(query::Args),
    /// Lists the bundled questions.
    Queries(queries::Args),
    /// Writes a store's graph to a file.
    Export(export::Args),
    /// Shows what a store holds, in figures.
    Stats(stats::Args),
    /// Lists the frames that evoke situations, or tries the example sentences beside them.
    Frames(frames::Args),
    /// Writes the ontology as a page to read, or as RDF.
    Ontology(ontology::Args),
    /// Shows an assertion with its sentence, how it was found, and its quads.
    Explain(explain::Args),
    /// Sets what documents assert beside what external sources have: agreements, contradictions, what only one has.
    Conflicts(conflicts::Args),
    /// Tells what differs between two stores or files, by document and assertion.
    Diff(diff::Args),
    /// Joins external linked data to a store, in a graph of its own.
    Merge(merge::Args),
    /// Lists the external sources of a store with their links, and what the licences of all its parts ask.
    #[command(visible_alias = "licences", alias = "licenses")]
    Sources(sources::Args),
    /// Checks a store or a file against the ontology's shapes and for integrity.
    Validate(validate::Args),
    /// Shows the links to merged sources, asks about open ones, and takes decisions.
    Links(links::Args),
    /// Adds to a table which entity each of its names means.
    Reconcile(reconcile::Args),
    /// Takes documents out of a store.
    Delete(delete::Args),
    /// Puts a store into as little room as it needs.
    Compact(compact::Args),
    /// Writes all that a store holds into one file.
    Backup(backup::BackupArgs),
    /// Makes a store from a backup.
    Restore(backup::RestoreArgs),
    /// Shows how sentences are parsed.
    Analyze(analyze::Args),
    /// Prints completions for a shell.
    Completions(completions::Args),
}

/// Tells a line of an error; an indented one, such as a caret under the place of a fault, goes on with the one before.
fn tell_line(line: &str) {
    let start = if line.starts_with(' ') { "" } else { "error: " };
    error::tell(&format!("{start}{line}"));
}

/// Runs the command that the process's arguments name.
#[must_use]
pub fn main() -> ExitCode {
    let cli = Cli::parse();
    error::tell_faults_in_one_line();
    let result = match cli.command {
        Command::Build(args) => build::run(&args),
        Command::Extract(args) => extract::run(&args),
        Command::Query(args) => query::run(&args),
        Command::Queries(args) => queries::run(&args),
        Command::Export(args) => export::run(&args),
        Command::Stats(args) => stats::run(&args),
        Command::Frames(args) => frames::run(&args),
        Command::Ontology(args) => ontology::run(&args),
        Command::Explain(args) => explain::run(&args),
        Command::Conflicts(args) => conflicts::run(&args),
        Command::Diff(args) => diff::run(&args),
        Command::Merge(args) => merge::run(&args),
        Command::Sources(args) => sources::run(&args),
        Command::Validate(args) => validate::run(&args),
        Command::Links(args) => links::run(&args),
        Command::Reconcile(args) => reconcile::run(&args),
        Command::Delete(args) => delete::run(&args),
        Command::Compact(args) => compact::run(&args),
        Command::Backup(args) => backup::back_up(&args),
        Command::Restore(args) => backup::restore(&args),
        Command::Analyze(args) => analyze::run(&args),
        Command::Completions(args) => completions::run(&args),
    };
    match result {
        Ok(Outcome::Done) => ExitCode::SUCCESS,
        Ok(Outcome::Problems) => ExitCode::from(1),
        Err(error) if error.is_closed_pipe() => ExitCode::SUCCESS,
        Err(error) => {
            error.to_string().lines().for_each(tell_line);
            ExitCode::from(2)
        }
    }
}
