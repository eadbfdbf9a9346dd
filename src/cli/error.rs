//! Outcomes and messages of commands.

use crate::explain::ExplainError;
use crate::export::ExportError;
use crate::graph::iri::BaseError;
use crate::knowledge::KnowledgeError;
use crate::merge::MergeError;
use crate::merge::conflicts::ConflictError;
use crate::merge::identity::IdentityError;
use crate::query::QueryError;
use crate::store::{BackupError, StoreError};
use crate::validate::ValidateError;
use std::error::Error;
use std::io::{self, Write};
use thiserror::Error;

/// How a command ended that has done what it was asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Outcome {
    /// Without a problem.
    Done,
    /// With problems, all of them told.
    Problems,
}

/// Why a command has done nothing.
#[derive(Debug, Error)]
pub(super) enum CliError {
    #[error(transparent)]
    Base(#[from] BaseError),
    /// A user's ontology or gazetteer has faults: a line each.
    #[error(transparent)]
    Knowledge(#[from] KnowledgeError),
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    Backup(#[from] BackupError),
    #[error(transparent)]
    Merge(#[from] MergeError),
    #[error(transparent)]
    Explain(#[from] ExplainError),
    #[error(transparent)]
    Validate(#[from] ValidateError),
    #[error(transparent)]
    Query(#[from] QueryError),
    #[error(transparent)]
    Export(#[from] ExportError),
    #[error(transparent)]
    Identity(#[from] IdentityError),
    /// A threshold that is none.
    #[error("--upper {upper} --lower {lower}: must be numbers from 0 to 1, the lower one first; the usual ones are 0.9 and 0.7")]
    Thresholds { upper: f32, lower: f32 },
    /// A date that is none.
    #[error("--date {0}: no date; write it as 2017-04-21")]
    Date(String),
    /// A comparison could not be made.
    #[error(transparent)]
    Conflict(#[from] ConflictError),
    /// There is no such situation type.
    #[error("--type {name}: no such situation type{}; demarche ontology lists them", near.as_ref().map_or_else(String::new, |near| format!(", did you mean {near}?")))]
    UnknownType { name: String, near: Option<String> },
    /// Not one input could be read.
    #[error("nothing was read: every input had a problem; correct them and run the command again")]
    NothingRead,
    /// A file of the user's cannot be read.
    #[error("{place}: cannot be read ({source}); check the path")]
    Read {
        place: String,
        #[source]
        source: io::Error,
    },
    /// An option of exports to RDF with another format.
    #[error("--format {format}: is made from the assertions, {option} does not go with it; leave one of them out")]
    NotTogether { option: &'static str, format: &'static str },
    /// A query that gives no triples.
    #[error("--construct {0}: gives no triples; write it as a CONSTRUCT, or ask it with demarche query --file")]
    NotConstruct(String),
    /// Standard output cannot be written.
    #[error("standard output: cannot be written ({0})")]
    Output(#[from] io::Error),
}

impl CliError {
    /// Whether the reader of our output has seen enough (`demarche query … | head`).
    pub(super) fn is_closed_pipe(&self) -> bool {
        let mut source: Option<&(dyn Error + 'static)> = Some(self);
        while let Some(error) = source {
            if error.downcast_ref::<io::Error>().is_some_and(|e| e.kind() == io::ErrorKind::BrokenPipe) {
                return true;
            }
            source = error.source();
        }
        matches!(self, Self::Output(e) if e.kind() == io::ErrorKind::BrokenPipe)
            || matches!(self, Self::Query(QueryError::Write(e)) if e.kind() == io::ErrorKind::BrokenPipe)
            || matches!(self, Self::Identity(IdentityError::Write { source, .. }) if source.kind() == io::ErrorKind::BrokenPipe)
            || matches!(self, Self::Export(ExportError::Write { source, .. }) if source.kind() == io::ErrorKind::BrokenPipe)
    }
}

/// Prints a line for the user on standard error. Where that is closed there is no one to tell.
pub(super) fn tell(line: &str) {
    let _ = writeln!(io::stderr().lock(), "{line}");
}

/// Faults of the program are one line too, with their place; `RUST_BACKTRACE` gives developers the rest.
pub(super) fn tell_faults_in_one_line() {
    if std::env::var_os("RUST_BACKTRACE").is_none_or(|value| value == "0") {
        std::panic::set_hook(Box::new(|fault| tell(&format!("fault: {}", fault.to_string().replace('\n', " ")))));
    }
}
