//! Why a source was not merged.

use super::source::MappingError;
use crate::knowledge::licence::LicenceError;
use crate::store::StoreError;
use std::io;
use thiserror::Error;

/// Why a source was not merged. Each message is one line that says what, where, and what to do.
#[derive(Debug, Error)]
pub enum MergeError {
    /// The store could not be read or written.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The licence is none.
    #[error(transparent)]
    Licence(#[from] LicenceError),
    /// The mapping of a CSV file's columns is wrong.
    #[error(transparent)]
    Mapping(#[from] MappingError),
    /// A file cannot be read, or not to its end.
    #[error("{place}: cannot be read ({source}); check the path, and whether the file is whole")]
    Read {
        /// Where.
        place: String,
        /// What the system said.
        #[source]
        source: io::Error,
    },
    /// A file whose ending tells no format.
    #[error("{place}: its ending tells no format; say --format with one of {known}")]
    UnknownFormat {
        /// Where.
        place: String,
        /// The names of all formats.
        known: String,
    },
    /// A fault after which the rest of a file cannot be read.
    #[error("{place}: {reason}; nothing was stored, correct the file and merge it again")]
    Broken {
        /// Where, with the line if it is known.
        place: String,
        /// What is wrong with it.
        reason: String,
    },
    /// More faults than are allowed.
    #[error(
        "{place}: {faults} faults are more than the {limit} allowed, the last is {reason}; nothing was stored, correct the file, \
         check --format, or raise --max-errors"
    )]
    TooManyFaults {
        /// Where the last one is.
        place: String,
        /// How many there are up to it.
        faults: usize,
        /// How many are allowed.
        limit: usize,
        /// What is wrong there.
        reason: String,
    },
    /// A name without a letter or digit.
    #[error("--source {0:?}: not a name; give the source one of letters and digits, like Wikidata")]
    NoName(String),
    /// The date is none.
    #[error("--date {0}: not a date; give one like 2024-05-31, 2024-05 or 2024")]
    NoDate(String),
    /// No file gave a triple.
    #[error("--source {0}: its files gave no triple; nothing was stored, check --format and the files")]
    Nothing(String),
}
