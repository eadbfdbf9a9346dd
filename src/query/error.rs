//! Why a question has no answer.

use crate::store::StoreError;
use oxigraph::sparql::QueryEvaluationError;
use std::io;
use std::time::Duration;
use thiserror::Error;

/// Why a question has no answer. Each message says what, where, and what to do.
#[derive(Debug, Error)]
pub enum QueryError {
    /// There is no bundled query of this name.
    #[error("{name}: no such query{}; demarche queries lists them", suggestion(.near.as_deref()))]
    UnknownQuery {
        /// The name.
        name: String,
        /// The one that was perhaps meant.
        near: Option<String>,
    },
    /// The query takes no parameter of this name.
    #[error("--param {name}: {query} has no such parameter{}; it takes {takes}", suggestion(.near.as_deref()))]
    UnknownParameter {
        /// The query.
        query: String,
        /// The parameter.
        name: String,
        /// What it takes.
        takes: String,
        /// The one that was perhaps meant.
        near: Option<String>,
    },
    /// A parameter is missing.
    #[error("{query}: needs --param {name}=…, {expected}; for example --param {name}={example:?}")]
    MissingParameter {
        /// The query.
        query: String,
        /// The parameter.
        name: String,
        /// What its value is, with its article.
        expected: &'static str,
        /// An example of its value.
        example: String,
    },
    /// A parameter that is no `name=value`.
    #[error("--param {0}: not of the form name=value")]
    NotAPair(String),
    /// A name that nothing in the gazetteer or the store has.
    #[error(
        "--param {name}={value}: nothing has this name in the gazetteer or the store{}; \
         demarche query entities and documents list what there is",
        suggestion(.near.as_deref())
    )]
    NoSuchName {
        /// The parameter.
        name: String,
        /// Its value.
        value: String,
        /// The name that was perhaps meant.
        near: Option<String>,
    },
    /// A value that does not fit the parameter's type.
    #[error("--param {name}={value}: not {expected}{}; for example --param {name}={example:?}", suggestion(.near.as_deref()))]
    BadValue {
        /// The parameter.
        name: String,
        /// Its value.
        value: String,
        /// What it should be, with its article.
        expected: &'static str,
        /// The value that was perhaps meant.
        near: Option<String>,
        /// An example.
        example: String,
    },
    /// Text that is no SPARQL. The message shows the line with a caret.
    #[error("the query is no valid SPARQL at line {line}, column {column}: {message}\n{shown}")]
    Syntax {
        /// Line, from 1.
        line: usize,
        /// Column in code points, from 1.
        column: usize,
        /// What was expected.
        message: String,
        /// The line, with a caret below the place.
        shown: String,
    },
    /// A query whose head is wrong.
    #[error("{name}: {message}")]
    Head {
        /// Its file.
        name: String,
        /// What is wrong.
        message: String,
    },
    /// The results are of another kind than the format.
    #[error("--format {format}: not for this query; its results are {kind}, use {instead}")]
    WrongFormat {
        /// The format.
        format: &'static str,
        /// What the results are.
        kind: &'static str,
        /// What fits.
        instead: &'static str,
    },
    /// It took too long.
    #[error(
        "the query was stopped after {}; name more of what you look for (--param, an IRI in place of a variable), \
         add a LIMIT, look with --explain for the step that takes the time, or allow more with --timeout",
        seconds(.limit)
    )]
    TimedOut {
        /// How long it was allowed to take.
        limit: Duration,
    },
    /// The evaluation failed.
    #[error("the query could not be answered ({0}); simplify it, or check the store with demarche stats")]
    Evaluation(#[from] QueryEvaluationError),
    /// The store could not be read.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The results could not be written.
    #[error("the results cannot be written ({0}); free some space, or write elsewhere")]
    Write(#[from] io::Error),
}

impl QueryError {
    pub(super) fn base(error: impl std::fmt::Display) -> Self {
        Self::Head { name: "base".into(), message: error.to_string() }
    }
}

fn seconds(limit: &Duration) -> String {
    format!("{} s", limit.as_secs_f64())
}

fn suggestion(near: Option<&str>) -> String {
    near.map_or_else(String::new, |near| format!(", did you mean {near}?"))
}
