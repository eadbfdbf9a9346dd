//! One assertion as a person wants to see it: the sentence with its parts marked, the parse in brief, the frame that fired, how each role
//! was found, polarity and modality with the words that made them, who vouches, who is cited, and the quads.
//!
//! A store has only what was found, not how. [`mod@meant`] finds the assertion that is asked for; [`reread`] reads the document's stored
//! text again and looks the assertion up in what comes out: the same version with the same knowledge finds it under the same
//! name, and any other says that it cannot tell; [`show`] writes it all down.

mod meant;
mod reread;
mod show;

pub use meant::{Meant, meant};
pub use show::{assertion, list};

use crate::store::StoreError;
use thiserror::Error;

/// Why nothing is explained. Each message is one line that says what, where, and what to do.
#[derive(Debug, Error)]
pub enum ExplainError {
    /// The store could not be read, or has no such document.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// No assertion is called so.
    #[error(
        "{meant}: {place} has no such assertion; give its IRI, the start of its hash, DOCUMENT#NUMBER, or a document's name to list its assertions"
    )]
    NoSuchAssertion {
        /// Where.
        place: String,
        /// What was asked for.
        meant: String,
    },
    /// Several assertions are called so.
    #[error("{meant}: several assertions of {place} begin so; give more of it: {candidates}")]
    SeveralAssertions {
        /// Where.
        place: String,
        /// What was asked for.
        meant: String,
        /// What they are called.
        candidates: String,
    },
}
