//! Frames matched on predications → [`Assertion`]s, the one form between language and RDF.

pub mod assertion;

pub use assertion::{Assertion, Filler, Modality, Polarity, Situation};
