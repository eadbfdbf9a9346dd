//! Taking a source out again: its graph, what is known about it, and what the program decided about its things. What people decided
//! stays, and holds again when the source comes back.

use super::import::unfinished;
use super::{MergeError, provenance, registry};
use crate::graph::vocab::{dct, prov};
use crate::store::KnowledgeBase;
use oxigraph::model::{NamedOrBlankNode, Quad, Term};

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

/// Takes a source out of a store.
///
/// # Errors
/// If there is no such source, or the store cannot be written; the source is then marked as unfinished.
pub fn undo(base: &KnowledgeBase, name: &str) -> Result<Undone, MergeError> {
    let source = registry::source(base, name)?;
    let is_last = registry::sources(base)?.len() == 1;
    let mark = unfinished(base, name);
    base.exchange(&[], std::slice::from_ref(&mark))?;
    let triples = base.remove_graph(&base.minter().source_graph(name))?;
    let (mut out, decisions, kept) = decisions(base, &source)?;
    if is_last {
        // What all of them share, the program, goes too.
        out.extend(base.quads_of(&provenance::graph(base.minter())).collect::<Result<Vec<_>, _>>()?);
    } else {
        out.extend(registry::about(base, &source.iri)?);
    }
    out.push(mark);
    base.exchange(&out, &[])?;
    base.flush()?;
    Ok(Undone { triples, decisions, kept })
}

/// The quads of the decisions of the program about a source, their number, and the number of those of people.
fn decisions(base: &KnowledgeBase, source: &registry::Registered) -> Result<(Vec<Quad>, usize, usize), MergeError> {
    let graph = base.minter().graph("decisions");
    let object = Term::from(source.iri.clone());
    let of = base.matching(None, Some(dct::SOURCE), Some(object.as_ref()), Some(&graph)).collect::<Result<Vec<_>, _>>()?;
    let (mut quads, mut ours, mut theirs) = (Vec::new(), 0, 0);
    for decision in of {
        let about = base.matching(Some(&decision.subject), None, None, Some(&graph)).collect::<Result<Vec<_>, _>>()?;
        if is_of_program(base, &decision.subject, &about) {
            ours += 1;
            quads.extend(about);
        } else {
            theirs += 1;
        }
    }
    Ok((quads, ours, theirs))
}

/// Whether the program took a decision: it is named after its version.
fn is_of_program(base: &KnowledgeBase, decision: &NamedOrBlankNode, about: &[Quad]) -> bool {
    let programs = format!("{}program/", base.minter().base());
    about.iter().any(|quad| {
        let by_program = matches!(&quad.object, Term::NamedNode(agent) if agent.as_str().starts_with(&programs));
        quad.subject == *decision && quad.predicate == prov::WAS_ATTRIBUTED_TO && by_program
    })
}
