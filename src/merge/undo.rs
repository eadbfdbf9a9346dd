//! Taking a source out again: its graph, what is known about it, and what the program decided about its things. What people decided
//! stays, and holds again when the source comes back.

use super::identity::decision;
use super::identity::unlink_source;
use super::{MergeError, provenance};
use crate::store::KnowledgeBase;

/// What was taken out.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Undone {
    /// Triples of the source.
    pub triples: usize,
    /// Decisions of the program.
    pub decisions: usize,
    /// Decisions of people, which stay.
    pub kept: usize,
}

/// Takes a source out of a store, with the links to it.
///
/// # Errors
/// If there is no such source, or the store cannot be written; the source is then marked as unfinished.
pub fn undo(base: &KnowledgeBase, name: &str) -> Result<Undone, MergeError> {
    let source = base.source(name)?;
    let is_last = base.sources()?.len() == 1;
    let mark = base.reading_mark(&source.iri);
    base.exchange(&[], std::slice::from_ref(&mark))?;
    let triples = base.remove_graph(&source.graph)?;
    let decisions = unlink_source(base, name)?;
    let kept = decision::of_store(base)?.iter().filter(|decision| decision.source.as_ref() == Some(&source.iri)).count();
    if is_last {
        // What all of them share, the program, goes too.
        base.put_graph(&provenance::graph(base.minter()), &[])?;
    } else {
        base.exchange(&base.about_source(&source.iri)?, &[])?;
    }
    base.exchange(&[mark], &[])?;
    base.flush()?;
    Ok(Undone { triples, decisions, kept })
}
