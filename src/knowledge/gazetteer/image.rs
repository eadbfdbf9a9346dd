//! The compiled gazetteer: what the build script writes and the program reads at start.
//!
//! Layout: the automaton's length in eight little-endian bytes, the automaton, which is used in
//! place, and the entities and tables in postcard's format.

use super::index::{NameIndex, Tables};
use super::model::Entity;
use serde::{Deserialize, Serialize};

/// What stands after the automaton.
#[derive(Serialize)]
struct Rest<'a> {
    entities: &'a [Entity],
    tables: &'a Tables,
}

/// The same, owned.
#[derive(Deserialize)]
struct OwnedRest {
    entities: Vec<Entity>,
    tables: Tables,
}

/// Why an image cannot be read: it was not written by this version's build script.
#[derive(Debug, thiserror::Error)]
pub enum ImageError {
    /// It ends too early.
    #[error("the compiled gazetteer is cut off")]
    Truncated,
    /// Its automaton is none.
    #[error("the compiled gazetteer has no name automaton")]
    Automaton(#[from] fst::Error),
    /// Its tables do not fit this version.
    #[error("the compiled gazetteer has unreadable tables")]
    Tables(#[from] postcard::Error),
}

/// Writes entities and their index.
///
/// # Errors
/// If postcard cannot serialize the tables, which only a lack of memory can cause.
pub fn write(entities: &[Entity], index: &NameIndex) -> Result<Vec<u8>, ImageError> {
    let automaton = index.automaton();
    let mut image = (automaton.len() as u64).to_le_bytes().to_vec();
    image.extend_from_slice(automaton);
    image.extend(postcard::to_stdvec(&Rest { entities, tables: index.tables() })?);
    Ok(image)
}

/// Reads entities and their index from an image that lives as long as the program.
///
/// # Errors
/// If the image was not written by [`write()`] in this version.
pub fn read(image: &'static [u8]) -> Result<(Vec<Entity>, NameIndex), ImageError> {
    let (length, rest) = image.split_first_chunk::<8>().ok_or(ImageError::Truncated)?;
    let length = usize::try_from(u64::from_le_bytes(*length)).map_err(|_| ImageError::Truncated)?;
    let (automaton, rest) = rest.split_at_checked(length).ok_or(ImageError::Truncated)?;
    let rest: OwnedRest = postcard::from_bytes(rest)?;
    Ok((rest.entities, NameIndex::from_parts(automaton, rest.tables)?))
}
