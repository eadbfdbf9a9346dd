//! The sources of a store, as its graph of sources describes them.

use super::import::unfinished;
use super::{MergeError, provenance};
use crate::graph::vocab::{dcat, dct, dm, owl, prov, void};
use crate::knowledge::spelling::near;
use crate::store::KnowledgeBase;
use oxigraph::model::{NamedNode, NamedNodeRef, NamedOrBlankNode, Quad, Term};
use std::collections::BTreeSet;

/// A source of a store.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Registered {
    /// Its IRI.
    pub iri: NamedNode,
    /// Its name.
    pub name: String,
    /// The graph of its triples.
    pub graph: Option<NamedNode>,
    /// The identifier of its licence, if it was told.
    pub licence: Option<String>,
    /// Its version, if it was told.
    pub version: Option<String>,
    /// Its date, if it was told.
    pub date: Option<String>,
    /// How many triples it has.
    pub triples: usize,
    /// How many faults of its files were left out.
    pub skipped: usize,
    /// The files that it was read from, by name.
    pub files: Vec<RegisteredFile>,
    /// Whether the reading of it was stopped before its end.
    pub unfinished: bool,
}

/// A file that a source was read from.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct RegisteredFile {
    /// Its name.
    pub name: String,
    /// How many bytes it has.
    pub size: usize,
    /// The SHA-256 of its bytes.
    pub sha256: String,
}

/// The sources of a store, by name. One that was stopped while it was read for the first time is among them.
///
/// # Errors
/// If the store cannot be read.
pub fn sources(base: &KnowledgeBase) -> Result<Vec<Registered>, MergeError> {
    let graph = provenance::graph(base.minter());
    let described: Vec<Quad> = base.quads_of(&graph).collect::<Result<_, _>>()?;
    let mut nodes: BTreeSet<String> = BTreeSet::new();
    nodes.extend(described.iter().filter(|quad| quad.predicate == dm::SOURCE_GRAPH).map(|quad| named(&quad.subject)));
    let store = base.minter().graph("store");
    let direct = base.minter().graph("direct");
    for quad in base.matching(None, Some(dm::OUT_OF_DATE), None, Some(&store)) {
        nodes.insert(named(&quad?.subject));
    }
    nodes.remove(direct.as_str());
    let mut found = Vec::new();
    for node in nodes {
        let node = NamedNode::new_unchecked(node);
        let quads: Vec<Quad> = described.iter().filter(|quad| provenance::describes(&node, &quad.subject)).cloned().collect();
        let mut source = self::described(&quads, &node);
        source.unfinished = base.contains(&unfinished(base, &source.name))?;
        found.push(source);
    }
    found.sort_by(|a, b| (a.name.to_lowercase(), &a.name).cmp(&(b.name.to_lowercase(), &b.name)));
    Ok(found)
}

/// The source that is meant by its name.
///
/// # Errors
/// If there is none, or the store cannot be read.
pub fn source(base: &KnowledgeBase, name: &str) -> Result<Registered, MergeError> {
    let (wanted, all) = (base.minter().source(name), sources(base)?);
    let near = near(name, all.iter().map(|source| source.name.as_str()));
    let found = all.into_iter().find(|source| source.iri == wanted);
    found.ok_or_else(|| MergeError::UnknownSource { place: base.place().to_owned(), name: name.to_owned(), near })
}

/// How many of a source's things are linked to entities.
///
/// # Errors
/// If the store cannot be read.
pub fn linked(base: &KnowledgeBase, source: &Registered) -> Result<usize, MergeError> {
    let Some(graph) = &source.graph else { return Ok(0) };
    let mut things: BTreeSet<String> = BTreeSet::new();
    for quad in base.quads_of(&base.minter().graph("links")) {
        if let Term::NamedNode(thing) = quad?.object
            && base.matching(Some(&thing.clone().into()), None, None, Some(graph)).next().is_some()
        {
            things.insert(thing.into_string());
        }
    }
    Ok(things.len())
}

/// The quads that describe a source.
pub(super) fn about(base: &KnowledgeBase, source: &NamedNode) -> Result<Vec<Quad>, MergeError> {
    let graph = provenance::graph(base.minter());
    let quads =
        base.quads_of(&graph).filter(|quad| quad.as_ref().map_or(true, |quad| provenance::describes(source, &quad.subject)));
    Ok(quads.collect::<Result<Vec<_>, _>>()?)
}

/// A source by the quads that describe it.
pub(super) fn described(quads: &[Quad], source: &NamedNode) -> Registered {
    let values = |subject: &str, property: NamedNodeRef<'_>| -> Vec<String> {
        let of = quads.iter().filter(|quad| named(&quad.subject) == subject && quad.predicate == property);
        of.map(|quad| text(&quad.object)).collect()
    };
    let value = |subject: &str, property: NamedNodeRef<'_>| values(subject, property).into_iter().next();
    let number = |subject: &str, property| value(subject, property).and_then(|text| text.parse().ok()).unwrap_or(0);
    let iri = source.as_str();
    let file = |node: &String| RegisteredFile {
        name: value(node, dm::FILE_NAME).unwrap_or_default(),
        size: number(node, dcat::BYTE_SIZE),
        sha256: value(node, dm::SHA256).unwrap_or_default(),
    };
    let mut files: Vec<_> = values(iri, prov::WAS_DERIVED_FROM).iter().map(file).collect();
    files.sort();
    Registered {
        iri: source.clone(),
        name: value(iri, dct::TITLE).unwrap_or_else(|| iri.rsplit('/').next().unwrap_or(iri).to_owned()),
        graph: value(iri, dm::SOURCE_GRAPH).map(NamedNode::new_unchecked),
        licence: value(iri, dm::LICENCE_ID),
        version: value(iri, owl::VERSION_INFO),
        date: value(iri, dct::ISSUED),
        triples: number(iri, void::TRIPLES),
        skipped: value(iri, prov::WAS_GENERATED_BY).map_or(0, |run| number(&run, dm::SKIPPED)),
        files,
        unfinished: false,
    }
}

fn named(node: &NamedOrBlankNode) -> String {
    if let NamedOrBlankNode::NamedNode(node) = node { node.as_str().to_owned() } else { String::new() }
}

fn text(term: &Term) -> String {
    match term {
        Term::NamedNode(node) => node.as_str().to_owned(),
        Term::Literal(literal) => literal.value().to_owned(),
        _ => String::new(),
    }
}
