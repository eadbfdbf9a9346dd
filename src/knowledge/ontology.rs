//! The situation types and all that they bring along: roles, frames, qualifiers, word sets, examples. Loaded from the
//! embedded files of `ontology/`, and from a folder of the user's that adds to them or replaces parts.
//!
//! What one file says about a term replaces all that an earlier file said about it: a user replaces a situation type by
//! describing it anew, and adds one by describing it at all. Nothing is built on half of a broken file: all that is wrong
//! is told, with file, line, column and reason, and there is no ontology.

use super::entity::EntityClass;
use super::examples::Example;
use super::faults::{Faults, gather};
use super::frames::FrameSet;
use super::loader::{ExampleText, Loaded, load};
use super::qualifiers::QualifierSet;
use super::sources::{self, Source};
pub use super::sources::{Description, Terms, local_name};
use super::turtle_file::{Position, Unreadable};
use super::words::WordLists;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use thiserror::Error;

/// What can be wrong with the files of an ontology.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum OntologyError {
    /// A file or folder cannot be read.
    #[error(transparent)]
    Read(#[from] Unreadable),
    /// A folder has nothing to read.
    #[error("{path}: no Turtle file (*.ttl) there; name a folder with situation types", path = .path.display())]
    Empty {
        /// The folder.
        path: PathBuf,
    },
    /// A file is no Turtle.
    #[error("{file}:{position}: not valid Turtle: {reason}")]
    Turtle {
        /// The file.
        file: String,
        /// Where.
        position: Position,
        /// What is wrong.
        reason: String,
    },
    /// A line of frames, examples, qualifiers or word sets cannot be read.
    #[error("{file}:{position}: {what}: {reason}")]
    Line {
        /// The file.
        file: String,
        /// Where.
        position: Position,
        /// The property whose literal it is (`frames`).
        what: &'static str,
        /// What was expected and what stood there.
        reason: String,
    },
    /// A term is described incompletely or contradicts another.
    #[error("{file}:{position}: {term}: {reason}")]
    Term {
        /// The file.
        file: String,
        /// Where the term, or what is wrong with it, stands.
        position: Position,
        /// The term, by local name.
        term: String,
        /// What is missing or wrong.
        reason: String,
    },
}

impl OntologyError {
    /// What faults are sorted by: their file and place.
    pub(super) fn place(&self) -> Option<(String, Position)> {
        match self {
            Self::Turtle { file, position, .. } | Self::Line { file, position, .. } | Self::Term { file, position, .. } => {
                Some((file.clone(), *position))
            }
            Self::Read(_) | Self::Empty { .. } => None,
        }
    }
}

/// What a situation is told of as being there in spite of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Outlasts {
    /// Its end: a pipeline that is halted is still a project.
    pub end: bool,
    /// Its rejection: a demand that is rejected was made.
    pub rejection: bool,
}

/// A type of situation: what its instances may say, how they are identified and what is derived from them.
#[derive(Debug, Clone)]
pub struct SituationType {
    /// Its local name.
    pub name: Arc<str>,
    /// Its IRI.
    pub iri: String,
    /// The type that it is a sub-type of; but for name, IRI and label it has all from that type.
    pub parent: Option<Arc<str>>,
    /// Its English label.
    pub label: String,
    /// Its family: `Territory`, `Sanctions`, `Energy`, `Diplomacy`, `Speech`, `Cooperation`, `Military` or `Politics`.
    pub family: Arc<str>,
    /// Its roles, in the order in which they are declared.
    pub roles: Vec<Role>,
    /// The roles whose fillers identify a situation, `time` among them for events.
    pub key: Vec<Arc<str>>,
    /// The role that takes the place of the core roles where the text does not fill them.
    pub alternative_core: Option<Arc<str>>,
    /// Whether a verb or noun that fills only one core role, with someone who has a name, already tells of it.
    pub tells_with_one: bool,
    /// What one is told of as being there in spite of.
    pub outlasts: Outlasts,
    /// How many distinct fillers its roles must have together; 1 where nothing else is said.
    pub min_fillers: usize,
    /// The properties that are derived from its assertions.
    pub direct: Vec<DirectProperty>,
    /// The role whose filler's own word makes it so.
    pub self_vouched: Option<Arc<str>>,
    /// The role whose filler is the source in event data.
    pub source: Option<Arc<str>>,
    /// The role whose filler is the target in event data.
    pub target: Option<Arc<str>>,
    /// Notations of the PLOVER types that it is mapped to (`CONSULT`).
    pub plover: Vec<String>,
    /// The CAMEO root codes that it is mapped to (`04`).
    pub cameo: Vec<String>,
    /// The file that describes it.
    pub file: String,
    /// Whether a user's file describes it.
    pub own: bool,
}

/// A role of a situation type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Role {
    /// Its local name.
    pub name: Arc<str>,
    /// Its IRI.
    pub iri: String,
    /// Whether an assertion is right only with it.
    pub core: bool,
    /// What may fill it besides entities.
    pub words: Words,
    /// Whether actors may fill it.
    pub actor: bool,
    /// The class of entities that may fill it, where the ontology names one.
    pub range: Option<EntityClass>,
}

/// What may fill a role besides entities.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Words {
    /// Nothing.
    None,
    /// The text's words for a thing.
    Things,
    /// These, and its words for what is done or to be done.
    Acts,
}

impl Role {
    /// Whether its fillers may be words, not only entities.
    #[must_use]
    pub fn takes_words(&self) -> bool {
        self.words != Words::None
    }
}

/// A property that is derived from assertions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DirectProperty {
    /// Its IRI.
    pub iri: String,
    /// The role whose fillers are its subjects.
    pub subject: Arc<str>,
    /// The role whose fillers are its objects; the same role for symmetric properties.
    pub object: Arc<str>,
}

impl SituationType {
    /// The role of that local name.
    #[must_use]
    pub fn role(&self, name: &str) -> Option<&Role> {
        self.roles.iter().find(|role| role.name.as_ref() == name)
    }

    /// The local names of its core roles.
    pub fn core_roles(&self) -> impl Iterator<Item = &str> {
        self.roles.iter().filter(|role| role.core).map(|role| role.name.as_ref())
    }

    /// Whether a role is core.
    #[must_use]
    pub fn is_core(&self, name: &str) -> bool {
        self.role(name).is_some_and(|role| role.core)
    }

    /// Whether actors may fill a role.
    #[must_use]
    pub fn is_actor_role(&self, name: &str) -> bool {
        self.role(name).is_some_and(|role| role.actor)
    }

    /// Whether so many distinct fillers, asked for by role, are enough: all core roles have one or the alternative
    /// has, and together they are as many as the type needs.
    pub fn is_complete(&self, fillers: impl Fn(&str) -> usize) -> bool {
        let core = self.core_roles().all(|role| fillers(role) > 0);
        let alternative = self.alternative_core.as_ref().is_some_and(|role| fillers(role) > 0);
        let all: usize = self.roles.iter().map(|role| fillers(&role.name)).sum();
        (core || alternative) && all >= self.min_fillers
    }
}

/// The situation types with their frames, the qualifiers and the word sets.
#[derive(Debug, Clone)]
pub struct Ontology {
    types: Vec<SituationType>,
    frames: FrameSet,
    qualifiers: QualifierSet,
    words: WordLists,
    examples: Vec<ExampleText>,
    sources: Vec<Source>,
}

impl Ontology {
    /// The ontology that is part of the program.
    ///
    /// # Errors
    /// If an embedded file is broken, which the tests rule out.
    pub fn embedded() -> Result<Self, Faults<OntologyError>> {
        Self::from_sources(sources::embedded())
    }

    /// The program's ontology with the Turtle files of a folder added: what they say about a term replaces what was said of
    /// it. Those in the folder's `gazetteer` are left to [`Gazetteer::with_files`](super::Gazetteer::with_files).
    ///
    /// # Errors
    /// If the folder or a file cannot be read, is no Turtle, or describes a term wrongly.
    pub fn with_folder(folder: &Path) -> Result<Self, Faults<OntologyError>> {
        let mut files = sources::embedded();
        files.extend(sources::folder(folder)?);
        Self::from_sources(files)
    }

    pub(super) fn from_sources(sources: Vec<Source>) -> Result<Self, Faults<OntologyError>> {
        let terms = Terms::parse(&sources)?;
        let Loaded { types, frames, qualifiers, words, examples } = load(&sources, &terms)?;
        Ok(Self { types, frames: FrameSet::new(frames), qualifiers: QualifierSet::new(qualifiers), words, examples, sources })
    }

    /// The situation types and sub-types, by name.
    #[must_use]
    pub fn types(&self) -> &[SituationType] {
        &self.types
    }

    /// The situation type of that local name.
    #[must_use]
    pub fn situation(&self, name: &str) -> Option<&SituationType> {
        let place = self.types.binary_search_by(|found| found.name.as_ref().cmp(name)).ok()?;
        Some(&self.types[place])
    }

    /// The family of the situation type of that local name.
    #[must_use]
    pub fn family(&self, name: &str) -> Option<&str> {
        self.situation(name).map(|found| found.family.as_ref())
    }

    /// The frames of all types.
    #[must_use]
    pub fn frames(&self) -> &FrameSet {
        &self.frames
    }

    /// The qualifiers.
    #[must_use]
    pub fn qualifiers(&self) -> &QualifierSet {
        &self.qualifiers
    }

    /// The word sets and the nouns of each kind.
    #[must_use]
    pub fn words(&self) -> &WordLists {
        &self.words
    }

    /// The example sentences of a type. Those of the program's own files are read only when asked for: nothing but
    /// tests needs them.
    ///
    /// # Errors
    /// If there are lines that are no examples.
    pub fn examples(&self, of: &SituationType) -> Result<Vec<Example>, Faults<OntologyError>> {
        let literals = self.examples.iter().filter(|literal| literal.class == of.name);
        let found = gather(literals.map(|literal| literal.parse(of, &self.sources)))?;
        Ok(found.into_iter().flatten().collect())
    }

    /// What its files say about each term that has a name: labels and definitions, for those who read.
    #[must_use]
    pub fn terms(&self) -> Terms {
        Terms::parse(&self.sources).unwrap_or_default()
    }

    /// All triples of its files, for the ontology's graph. Blank nodes are named after their file and their place in it,
    /// so that the same files give the same triples.
    pub fn triples(&self) -> impl Iterator<Item = oxrdf::Triple> {
        sources::triples(&self.sources)
    }
}
