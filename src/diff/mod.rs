//! What differs between two graphs, as an analyst asks for it: which documents came or went, and which of their assertions were added,
//! removed or changed.
//!
//! Two graphs whose canonical forms (RDFC-1.0) have one hash are equal, and nothing else is looked at. Else the assertions of each
//! document are [`told`] field by field and paired: by name, since a name hashes what is said and where; then, where offsets moved because the
//! text before them changed, by all that is said; then, of those that are left, by sentence and type, as changed ones.

mod canonical;
mod told;

pub use told::{Told, Value};

use crate::graph::vocab::nif;
use crate::store::{KnowledgeBase, StoreError};
use oxigraph::model::{NamedNode, Quad};
use std::collections::{BTreeMap, BTreeSet, HashSet};

/// What differs between two graphs.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Difference {
    /// The SHA-256 of each one's canonical form.
    pub hashes: [String; 2],
    /// The documents that differ, by name.
    pub documents: Vec<DocumentDifference>,
    /// The graphs whose quads differ, those of documents among them, by name; without graph names one entry for all.
    pub graphs: Vec<GraphDifference>,
}

impl Difference {
    /// Whether there is none.
    #[must_use]
    pub fn is_none(&self) -> bool {
        self.hashes[0] == self.hashes[1]
    }
}

/// How a document differs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DocumentDifference {
    /// The name of its source.
    pub name: String,
    /// Its IRI.
    pub iri: NamedNode,
    /// In which of the two it is.
    pub presence: Presence,
    /// Whether it is in both with different texts.
    pub text_differs: bool,
    /// Assertions of the second only.
    pub added: Vec<Told>,
    /// Assertions of the first only.
    pub removed: Vec<Told>,
    /// Assertions that differ, as the first and as the second has them.
    pub changed: Vec<(Told, Told)>,
    /// How many say the same at other offsets.
    pub moved: usize,
}

/// In which of two graphs something is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Presence {
    /// In the first only.
    First,
    /// In the second only.
    Second,
    /// In both.
    Both,
}

/// How many quads of a graph differ.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GraphDifference {
    /// Its name.
    pub name: String,
    /// Quads of the first only.
    pub removed: usize,
    /// Quads of the second only.
    pub added: usize,
}

/// Compares two graphs. If one was loaded from a file without graph names, those of the other are left out of account.
///
/// # Errors
/// If a store cannot be read.
pub fn diff(first: &KnowledgeBase, second: &KnowledgeBase) -> Result<Difference, StoreError> {
    let named = !first.lacks_graph_names()? && !second.lacks_graph_names()?;
    let hashes = [canonical::hash(first, named)?, canonical::hash(second, named)?];
    if hashes[0] == hashes[1] {
        return Ok(Difference { hashes, ..Difference::default() });
    }
    let graphs = if named { graphs(first, second)? } else { whole(first, second)? };
    let differing: BTreeSet<&str> = graphs.iter().map(|graph| graph.name.as_str()).collect();
    let mut documents = Vec::new();
    let sides = (first.assertions()?, second.assertions()?);
    for (iri, (name, presence)) in present(first, second)? {
        if presence == Presence::Both && named && !differing.contains(iri.as_str()) {
            continue;
        }
        let of = |side: &BTreeMap<NamedNode, Vec<NamedNode>>| side.get(&iri).cloned().unwrap_or_default();
        let (before, after) = (told::all(first, &of(&sides.0))?, told::all(second, &of(&sides.1))?);
        let text = |base: &KnowledgeBase| base.value(&iri, nif::IS_STRING);
        let text_differs = presence == Presence::Both && text(first)? != text(second)?;
        let found = pair(DocumentDifference::new(name, iri, presence, text_differs), before, after);
        if presence != Presence::Both || found.differs() || named {
            documents.push(found);
        }
    }
    documents.sort_by(|a, b| (&a.name, a.iri.as_str()).cmp(&(&b.name, b.iri.as_str())));
    Ok(Difference { hashes, documents, graphs })
}

impl DocumentDifference {
    fn new(name: String, iri: NamedNode, presence: Presence, text_differs: bool) -> Self {
        Self { name, iri, presence, text_differs, added: Vec::new(), removed: Vec::new(), changed: Vec::new(), moved: 0 }
    }

    /// Whether anything that is told differs.
    #[must_use]
    pub fn differs(&self) -> bool {
        self.text_differs || self.moved > 0 || !(self.added.is_empty() && self.removed.is_empty() && self.changed.is_empty())
    }
}

/// The documents of both, with their names and where they are.
fn present(first: &KnowledgeBase, second: &KnowledgeBase) -> Result<BTreeMap<NamedNode, (String, Presence)>, StoreError> {
    let mut present: BTreeMap<NamedNode, (String, Presence)> = BTreeMap::new();
    for document in first.documents()? {
        present.insert(document.iri, (document.name, Presence::First));
    }
    for document in second.documents()? {
        let of = |(name, old): (String, Presence)| (name, if old == Presence::First { Presence::Both } else { old });
        let entry = present.remove(&document.iri).map_or((document.name, Presence::Second), of);
        present.insert(document.iri, entry);
    }
    Ok(present)
}

/// The graphs that differ. What a store says of itself is none of the user's.
fn graphs(first: &KnowledgeBase, second: &KnowledgeBase) -> Result<Vec<GraphDifference>, StoreError> {
    let names: BTreeSet<NamedNode> = first.graphs()?.into_iter().chain(second.graphs()?).collect();
    let mut differences = Vec::new();
    for name in names.into_iter().filter(|name| *name != first.minter().graph("store")) {
        let quads = |base: &KnowledgeBase| base.quads_of(&name).collect::<Result<Vec<Quad>, _>>();
        let lines = |quads: Vec<Quad>| canonical::lines(&quads).into_iter().collect::<HashSet<_>>();
        differences.extend(counted(name.as_str(), &lines(quads(first)?), &lines(quads(second)?)));
    }
    Ok(differences)
}

/// All triples as one graph.
fn whole(first: &KnowledgeBase, second: &KnowledgeBase) -> Result<Vec<GraphDifference>, StoreError> {
    let lines = |base: &KnowledgeBase| Ok::<_, StoreError>(canonical::all(base, false)?.into_iter().collect::<HashSet<_>>());
    Ok(counted("all graphs", &lines(first)?, &lines(second)?).into_iter().collect())
}

fn counted(name: &str, first: &HashSet<String>, second: &HashSet<String>) -> Option<GraphDifference> {
    let (removed, added) = (first.difference(second).count(), second.difference(first).count());
    (removed + added > 0).then(|| GraphDifference { name: name.to_owned(), removed, added })
}

/// Pairs the assertions of a document.
fn pair(mut found: DocumentDifference, before: Vec<Told>, mut after: Vec<Told>) -> DocumentDifference {
    let mut left = Vec::new();
    for old in before {
        match take(&mut after, |new| new.node == old.node) {
            Some(new) if new.says_the_same(&old) => {}
            Some(new) => found.changed.push((old, new)),
            None => left.push(old),
        }
    }
    let mut unlike = Vec::new();
    for old in left {
        match take(&mut after, |new| new.says_the_same(&old)) {
            Some(_) => found.moved += 1,
            None => unlike.push(old),
        }
    }
    for old in unlike {
        let alike =
            |new: &Told| if new.sentence == old.sentence && new.class() == old.class() { 1 + new.agreement(&old) } else { 0 };
        let best = after.iter().map(alike).max().unwrap_or(0);
        match take(&mut after, |new| best > 0 && alike(new) == best) {
            Some(new) => found.changed.push((old, new)),
            None => found.removed.push(old),
        }
    }
    found.added = after;
    found
}

/// Takes the first that is as asked for out of a list.
fn take(list: &mut Vec<Told>, wanted: impl Fn(&Told) -> bool) -> Option<Told> {
    let at = list.iter().position(wanted)?;
    Some(list.remove(at))
}
