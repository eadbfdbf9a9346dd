//! Why a store could not be opened, read or written.

use oxigraph::sparql::QueryEvaluationError;
use oxigraph::store::StorageError;
use std::io;
use thiserror::Error;

/// Why a store could not be opened, read or written. Each message is one line that says what, where, and
/// what to do.
#[derive(Debug, Error)]
pub enum StoreError {
    /// There is no store where one is to be read.
    #[error("{place}: no store there; make one with demarche build INPUT… --store {place}")]
    Missing {
        /// Where.
        place: String,
    },
    /// A file, or a folder that holds something else.
    #[error("{place}: not a store; name a folder that demarche build made, or one that is empty or does not exist yet")]
    NotAStore {
        /// Where.
        place: String,
    },
    /// Another process writes to it.
    #[error("{place}: the store is in use by another process; wait until it has finished, or use another --store")]
    InUse {
        /// Where.
        place: String,
    },
    /// The disk has no room.
    #[error("{place}: the disk is full; free some space and run the command again (what was stored before is unchanged)")]
    Full {
        /// Where.
        place: String,
    },
    /// The operating system forbids it.
    #[error("{place}: permission denied; check who owns the folder")]
    Denied {
        /// Where.
        place: String,
    },
    /// This build has no stores on disk.
    #[error("{place}: this build keeps stores in memory only; build with the feature rocksdb to keep one on disk")]
    NoDisk {
        /// Where.
        place: String,
    },
    /// No document has this name.
    #[error("{name}: {place} has no such document{}; give its name, URL or IRI", suggestion(.near.as_deref()))]
    NoSuchDocument {
        /// Where.
        place: String,
        /// The name.
        name: String,
        /// The one that was perhaps meant.
        near: Option<String>,
    },
    /// More than one document has this name.
    #[error("{name}: {place} has several documents of this name; say which by its IRI, {iris}")]
    SeveralDocuments {
        /// Where.
        place: String,
        /// The name.
        name: String,
        /// What they are called.
        iris: String,
    },
    /// No source has this name.
    #[error("{name}: {place} has no such source{}; demarche sources lists them", suggestion(.near.as_deref()))]
    NoSuchSource {
        /// Where.
        place: String,
        /// The name.
        name: String,
        /// The one that was perhaps meant.
        near: Option<String>,
    },
    /// A file that cannot be read.
    #[error("{place}: cannot be read ({source}); check the path")]
    Read {
        /// Where.
        place: String,
        /// What the system said.
        #[source]
        source: io::Error,
    },
    /// A file whose ending tells no format.
    #[error(
        "{place}: no format has this ending; give a store's folder, or a file that ends in .ttl, .trig, .nq, .nt, .jsonld or .rdf"
    )]
    UnknownFormat {
        /// Where.
        place: String,
    },
    /// A file that is not what its ending says.
    #[error("{place}: not {format} ({reason}); correct it, or export it again")]
    NotRdf {
        /// Where.
        place: String,
        /// What its ending says.
        format: &'static str,
        /// What is wrong with it.
        reason: String,
    },
    /// Anything else that the engine reports.
    #[error("{place}: the store failed ({source}); restore a backup, or build it again in another folder")]
    Storage {
        /// Where.
        place: String,
        /// What the engine said.
        #[source]
        source: StorageError,
    },
    /// A query of our own failed.
    #[error("{place}: a query on the store failed ({source}); restore a backup, or build it again in another folder")]
    Query {
        /// Where.
        place: String,
        /// What the engine said.
        #[source]
        source: QueryEvaluationError,
    },
}

impl StoreError {
    /// Tells from what the engine says what has happened; it has no error kinds of its own.
    pub(super) fn storage(place: &str, source: StorageError) -> Self {
        let place = place.to_owned();
        let said = source.to_string().to_lowercase();
        if said.contains("no space left") || said.contains("disk quota") {
            return Self::Full { place };
        }
        if said.contains("lock file") || said.contains("lock hold") {
            return Self::InUse { place };
        }
        if said.contains("permission denied") {
            return Self::Denied { place };
        }
        Self::Storage { place, source }
    }
}

fn suggestion(near: Option<&str>) -> String {
    near.map_or_else(String::new, |near| format!(", did you mean {near}?"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn message(said: &str) -> String {
        StoreError::storage("graph", StorageError::Io(io::Error::other(said))).to_string()
    }

    #[test]
    fn what_the_engine_says_becomes_advice() {
        let locked = "While lock file: graph/LOCK: Resource temporarily unavailable";
        assert!(message(locked).contains("in use by another process"));
        assert!(message("While appending to file: No space left on device").contains("disk is full"));
        assert!(message("Corruption: block checksum mismatch").contains("checksum"));
    }
}
