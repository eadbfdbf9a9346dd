//! Demarche reads geopolitical reporting and builds an RDF knowledge graph of what it asserts.
//!
//! The modules follow the data: see `ARCHITECTURE.md`.

pub mod cli;
pub mod corpus;
pub mod diff;
pub mod explain;
pub mod export;
pub mod extraction;
pub mod graph;
pub mod input;
pub mod knowledge;
pub mod language;
pub mod mentions;
pub mod merge;
pub mod predication;
pub mod query;
pub mod reading;
pub mod reference;
pub mod store;
pub mod text;
pub mod trial;
pub mod validate;
