//! Under which licences what a store holds is: each external source with what its licence asks, and what is our own.

use crate::knowledge::Licence;
use crate::knowledge::licence::Terms;
use crate::store::{KnowledgeBase, Source, StoreError};
use oxigraph::model::NamedNode;

/// A part of a store.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// Its name: a source's, or that of a graph of our own.
    pub name: String,
    /// Its graph; `None` for the documents, which have one each.
    pub graph: Option<NamedNode>,
    /// Its licence as it was named; `None` if nobody said.
    pub named: Option<String>,
    /// Its licence, if it is one that is known.
    pub licence: Option<Licence>,
    /// How many quads it has.
    pub quads: usize,
    /// How many links lead to it.
    pub links: usize,
    /// What is known of it if it was merged.
    pub source: Option<Source>,
    /// What is to be known besides.
    pub remark: String,
}

impl Part {
    /// Whether it was merged.
    #[must_use]
    pub fn is_external(&self) -> bool {
        self.source.is_some()
    }

    /// What its licence asks, if that is known.
    #[must_use]
    pub fn terms(&self) -> Option<Terms> {
        self.licence.as_ref().and_then(|licence| licence.terms)
    }

    /// Whether it can be part of an open dump.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.licence.as_ref().is_some_and(|licence| licence.obstacle(None).is_none())
    }
}

/// The licences that Demarche is given under, with the one that asks least.
const OWN: (&str, &str) = ("MIT OR Apache-2.0", "MIT");

/// What a graph of our own needs to be said of.
const GAZETTEER: &str = "with ids of GeoNames and names of Who's On First, both under CC-BY-4.0: credit them";
const DOCUMENTS: &str = "sentences and texts stay under the rights of those who published them; leave texts out with --no-text";

/// The parts of a store: first what was merged, then what is our own.
///
/// # Errors
/// If the store cannot be read.
pub fn parts(base: &KnowledgeBase) -> Result<Vec<Part>, StoreError> {
    let links = base.links_by_source()?;
    let mut parts = Vec::new();
    for source in base.sources()? {
        parts.push(Part {
            name: source.name.clone(),
            graph: Some(source.graph.clone()),
            named: source.licence.clone(),
            licence: source.licence.as_deref().and_then(Licence::named),
            quads: base.count(&source.graph)?,
            links: links.get(&source.graph).map_or(0, Vec::len),
            remark: remark(&source),
            source: Some(source),
        });
    }
    for (name, remark) in [("ontology", ""), ("gazetteer", GAZETTEER)] {
        parts.push(own(base, name, remark)?);
    }
    parts.push(documents(base)?);
    Ok(parts)
}

fn remark(source: &Source) -> String {
    match (source.unfinished, source.skipped) {
        (true, _) => "its reading was stopped before its end: merge it again, or take it out with merge --undo".to_owned(),
        (false, 0) => String::new(),
        (false, faults) => format!("faults left out: {faults}"),
    }
}

fn own(base: &KnowledgeBase, name: &str, remark: &str) -> Result<Part, StoreError> {
    let graph = base.minter().graph(name);
    Ok(Part {
        name: name.to_owned(),
        named: Some(OWN.0.to_owned()),
        licence: Licence::named(OWN.1),
        quads: base.count(&graph)?,
        links: 0,
        graph: Some(graph),
        source: None,
        remark: remark.to_owned(),
    })
}

/// All documents together: whose their words are is not for us to say.
fn documents(base: &KnowledgeBase) -> Result<Part, StoreError> {
    let mut quads = 0;
    for document in base.documents()? {
        quads += base.count(&document.iri)?;
    }
    let (name, graph, named, licence) = ("documents".to_owned(), None, None, None);
    Ok(Part { name, graph, named, licence, quads, links: 0, source: None, remark: DOCUMENTS.to_owned() })
}
