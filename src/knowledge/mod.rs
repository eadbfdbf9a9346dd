//! What Demarche knows before it reads: the ontology, the gazetteer, the frames and the qualifiers,
//! all from `ontology/`. The only module below `graph` that names an RDF term.

pub mod effect;
pub mod entity;
pub mod examples;
pub mod faults;
pub mod frames;
pub mod gazetteer;
pub mod licence;
mod loader;
pub mod ontology;
pub mod place;
pub mod predicate;
pub mod qualifiers;
mod soundness;
mod sources;
pub mod spelling;
pub mod syntax;
#[cfg(test)]
mod tests;
pub mod turtle_file;
pub mod vocabulary;
pub mod words;

pub use entity::{EntityClass, EntityId};
pub use faults::Faults;
pub use gazetteer::{Gazetteer, GazetteerError};
pub use licence::Licence;
pub use ontology::{Ontology, OntologyError};

use std::path::Path;
use thiserror::Error;

/// What is wrong with what was to be known.
#[derive(Debug, Error)]
pub enum KnowledgeError {
    /// Files of an ontology have faults.
    #[error(transparent)]
    Ontology(#[from] Faults<OntologyError>),
    /// Files of a gazetteer have faults.
    #[error(transparent)]
    Gazetteer(#[from] Faults<GazetteerError>),
    /// Files of both have.
    #[error("{0}\n{1}")]
    Both(Faults<OntologyError>, Faults<GazetteerError>),
}

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
    pub fn embedded() -> Result<Self, KnowledgeError> {
        Self::with(None, None)
    }

    /// What is built in, with what a user adds: a folder of an ontology, whose own folder `gazetteer` may hold names, and a
    /// gazetteer's file.
    ///
    /// # Errors
    /// If any of it cannot be read or has faults: all of them, and nothing is known.
    pub fn with(ontology: Option<&Path>, gazetteer: Option<&Path>) -> Result<Self, KnowledgeError> {
        let names = || -> Result<_, Faults<GazetteerError>> {
            let folder = ontology.map(|folder| folder.join(sources::GAZETTEER)).filter(|folder| folder.is_dir());
            let files = folder.map(|folder| sources::turtle_files(&folder, &folder)).transpose();
            let mut files = files.map_err(GazetteerError::from)?.unwrap_or_default();
            files.extend(gazetteer.map(Path::to_owned));
            Gazetteer::embedded().with_files(&files)
        };
        match (ontology.map_or_else(Ontology::embedded, Ontology::with_folder), names()) {
            (Ok(ontology), Ok(gazetteer)) => Ok(Self { ontology, gazetteer }),
            (Err(ontology), Ok(_)) => Err(ontology.into()),
            (Ok(_), Err(gazetteer)) => Err(gazetteer.into()),
            (Err(ontology), Err(gazetteer)) => Err(KnowledgeError::Both(ontology, gazetteer)),
        }
    }
}
