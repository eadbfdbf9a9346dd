//! Demarche reads geopolitical reporting and builds an RDF knowledge graph of what it asserts.

pub mod extraction;
pub mod input;
pub mod knowledge;
pub mod language;
pub mod mentions;
pub mod reading;
pub mod text;
