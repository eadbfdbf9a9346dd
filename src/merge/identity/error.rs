//! Why links could not be made or read.

use crate::store::StoreError;
use std::io;
use thiserror::Error;

/// Why links could not be made or read. Each message is one line that says what, where, and what to do.
#[derive(Debug, Error)]
pub enum IdentityError {
    /// The store cannot be read or written.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// No decision and no link is about this.
    #[error("{iri}: nothing in {place} is linked to it; demarche links list shows what is linked")]
    NotLinked {
        /// The store.
        place: String,
        /// The IRI.
        iri: String,
    },
    /// A table cannot be read.
    #[error("{place}: cannot be read ({source}); check the path")]
    Read {
        /// The file.
        place: String,
        /// What the system said.
        #[source]
        source: io::Error,
    },
    /// A table is none.
    #[error("{place}:{line}: not a table ({reason}); save it as CSV in UTF-8")]
    NotATable {
        /// The file.
        place: String,
        /// Where.
        line: u64,
        /// What is wrong with it.
        reason: String,
    },
    /// A column is missing.
    #[error("{place}: no column {column}{}; it has {has}", suggestion(.near.as_deref()))]
    NoColumn {
        /// The file.
        place: String,
        /// The column.
        column: String,
        /// The one that was perhaps meant.
        near: Option<String>,
        /// The columns that it has.
        has: String,
    },
    /// A row says something that is not understood.
    #[error("{place}:{line}: {reason}; nothing was decided")]
    Row {
        /// The file.
        place: String,
        /// Where.
        line: u64,
        /// What is wrong with it, and what to do.
        reason: String,
    },
    /// A table cannot be written.
    #[error("{place}: cannot be written ({source}); check the path and the room on the disk")]
    Write {
        /// The file.
        place: String,
        /// What the system said.
        #[source]
        source: io::Error,
    },
    /// There is no such entity class.
    #[error("--type {name}: no such class{}; demarche ontology lists them", suggestion(.near.as_deref()))]
    NoSuchClass {
        /// The name.
        name: String,
        /// The one that was perhaps meant.
        near: Option<String>,
    },
}

fn suggestion(near: Option<&str>) -> String {
    near.map_or_else(String::new, |near| format!(", did you mean {near}?"))
}
