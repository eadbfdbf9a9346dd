//! Joining external linked data to what was read.
//!
//! A [`source`] is read as a stream of triples, whatever its format.

mod error;
pub mod licence;
pub mod source;

pub use error::MergeError;
