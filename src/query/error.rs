//! Why a question has no answer.

use crate::store::StoreError;
use oxigraph::sparql::QueryEvaluationError;
use spargebra::SparqlSyntaxError;
use std::io;
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
    #[error("--param {name}: {query} has no such parameter; it takes {takes}")]
    UnknownParameter {
        /// The query.
        query: String,
        /// The parameter.
        name: String,
        /// What it takes.
        takes: String,
    },
    /// A parameter is missing.
    #[error("{query}: needs --param {name}={example:?}")]
    MissingParameter {
        /// The query.
        query: String,
        /// The parameter.
        name: String,
        /// An example of its value.
        example: String,
    },
    /// A parameter that is no `name=value`.
    #[error("--param {0}: not of the form name=value")]
    NotAPair(String),
    /// A name that nothing in the gazetteer or the store has.
    #[error(
        "--param {name}={value}: nothing has this name in the gazetteer or the store; demarche query entities lists what the documents mention"
    )]
    NoSuchName {
        /// The parameter.
        name: String,
        /// Its value.
        value: String,
    },
    /// A value that does not fit the parameter's type.
    #[error("--param {name}={value}: not {expected}")]
    BadValue {
        /// The parameter.
        name: String,
        /// Its value.
        value: String,
        /// What it should be, with its article.
        expected: &'static str,
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
    /// A bundled query whose head is wrong.
    #[error("queries/{name}.rq: {message}")]
    Head {
        /// The query.
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
    /// The evaluation failed.
    #[error("the query could not be answered ({0}); simplify it, or check the store with demarche stats")]
    Evaluation(#[from] QueryEvaluationError),
    /// The store could not be read.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The results could not be written.
    #[error("the results cannot be written ({0}); free some space or choose another -o")]
    Write(#[from] io::Error),
}

impl QueryError {
    pub(super) fn base(error: impl std::fmt::Display) -> Self {
        Self::Head { name: "base".into(), message: error.to_string() }
    }

    /// The engine gives the place in words only: "error at 3:14: expected …".
    pub(super) fn syntax(text: &str, error: &SparqlSyntaxError) -> Self {
        let said = error.to_string();
        let (line, column, message) = place(&said).unwrap_or((1, 1, &said));
        let source = text.lines().nth(line - 1).unwrap_or_default().replace('\t', " ");
        let shown = format!("  {source}\n  {}^", " ".repeat(column - 1));
        Self::Syntax { line, column, message: message.to_owned(), shown }
    }
}

fn place(said: &str) -> Option<(usize, usize, &str)> {
    let (place, message) = said.strip_prefix("error at ")?.split_once(": ")?;
    let (line, column) = place.split_once(':')?;
    Some((line.parse().ok()?, column.parse().ok()?, message)).filter(|(line, column, _)| *line > 0 && *column > 0)
}

fn suggestion(near: Option<&str>) -> String {
    near.map_or_else(String::new, |near| format!(", did you mean {near}?"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_syntax_error_shows_its_place() {
        let text = "SELECT *\nWHERE { ?s ?p }";
        let error = spargebra::SparqlParser::new().parse_query(text).expect_err("no SPARQL");
        let QueryError::Syntax { line, shown, .. } = QueryError::syntax(text, &error) else { panic!("{error}") };
        assert_eq!(line, 2);
        assert!(shown.contains("WHERE { ?s ?p }\n") && shown.ends_with('^'), "{shown}");
    }
}
