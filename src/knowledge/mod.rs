//! What Demarche knows before it reads: the ontology, the gazetteer, the frames and the qualifiers,
//! all from `ontology/`. The only module below `graph` that names an RDF term.

pub mod effect;
pub mod entity;
pub mod examples;
pub mod frames;
pub mod gazetteer;
mod loader;
pub mod ontology;
pub mod place;
pub mod predicate;
pub mod qualifiers;
mod sources;
pub mod spelling;
pub mod syntax;
#[cfg(test)]
mod tests;
pub mod vocabulary;
pub mod words;

pub use entity::{EntityClass, EntityId};
pub use gazetteer::{Gazetteer, GazetteerError};
pub use ontology::{Ontology, OntologyError};

/// All of it together.
#[derive(Debug)]
pub struct Knowledge {
    /// Situation types, frames, qualifiers, word sets.
    pub ontology: Ontology,
    /// Who and what is known by name.
    pub gazetteer: Gazetteer,
}

impl Knowledge {
    /// What is built in.
    ///
    /// # Errors
    /// If an embedded file is broken, which the tests rule out.
    pub fn embedded() -> Result<Self, OntologyError> {
        Ok(Self { ontology: Ontology::embedded()?, gazetteer: Gazetteer::embedded() })
    }
}
