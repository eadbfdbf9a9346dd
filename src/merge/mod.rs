//! Joining external linked data to what was read.
//!
//! A [`source`] is read as a stream of triples, whatever its format, and [`import`]ed into a graph of its own, as it is: nothing that
//! is read later changes it, and taking it out again leaves the rest as it was. What is known about a source — where it comes
//! from, its licence, its files — is kept in the graph of sources ([`crate::store::Source`]). [`identity`] says which of its things are which
//! entities of ours, as decisions that anybody can look at, overrule and take back, and derives the links from them. [`conflicts`] sets what documents
//! assert beside what a source has; [`licences`] tells what each source asks of whoever passes it on.

pub mod conflicts;
mod error;
pub mod identity;
pub mod import;
pub mod licences;
mod provenance;
mod scope;
pub mod source;
mod undo;

pub use error::MergeError;
pub use undo::{Undone, undo};
