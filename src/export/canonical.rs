//! Other IRIs in the place of our own, in exports only: those that others know an entity by.
//!
//! Of the IRIs that the gazetteer and the links say to be the same, the scheme that was asked for is taken, else Wikidata, `GeoNames`, the
//! country's ISO code, and where there is none of them our own stays. An IRI that two entities would share is given to neither.
//! Every entity that is renamed keeps its old IRI as `skos:exactMatch`. The graphs of sources and the decisions are written
//! as they are: the ones are not ours to change, the others are about our IRIs.

use super::{ExportError, Quads};
use crate::graph::vocab::{dm, owl, skos};
use crate::store::KnowledgeBase;
use oxigraph::model::{GraphName, NamedNode, NamedNodeRef, NamedOrBlankNode, Quad, Term, Triple};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::str::FromStr;

/// A scheme of IRIs that entities can be called by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scheme {
    /// Wikidata's items.
    Wikidata,
    /// `GeoNames`' features.
    GeoNames,
    /// Countries by ISO 3166-1 alpha-3, as the Publications Office of the European Union names them.
    Iso,
}

/// Schemes with their names and what their IRIs begin with, the best first.
const SCHEMES: [(Scheme, &str, &str); 3] = [
    (Scheme::Wikidata, "wikidata", "http://www.wikidata.org/entity/"),
    (Scheme::GeoNames, "geonames", "https://sws.geonames.org/"),
    (Scheme::Iso, "iso", "http://publications.europa.eu/resource/authority/country/"),
];

impl FromStr for Scheme {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        let known = || SCHEMES.map(|row| row.1).join(", ");
        let found = SCHEMES.iter().find(|row| row.1 == name).map(|row| row.0);
        found.ok_or_else(|| format!("no such scheme; known are {}", known()))
    }
}

impl Scheme {
    /// This scheme and then the others, the best first, by what their IRIs begin with.
    fn order(self) -> impl Iterator<Item = &'static str> {
        let first = SCHEMES.iter().filter(move |row| row.0 == self);
        first.chain(SCHEMES.iter().filter(move |row| row.0 != self)).map(|row| row.2)
    }
}

/// The IRIs that entities are called by in an export.
#[derive(Debug, Clone)]
pub struct Canonical {
    names: HashMap<NamedNode, NamedNode>,
    links: GraphName,
    /// Graphs that are written as they are begin so.
    sources: String,
    decisions: GraphName,
}

impl Canonical {
    /// Chooses an IRI for every entity of a store.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn of(base: &KnowledgeBase, scheme: Scheme) -> Result<Self, ExportError> {
        let mut chosen: BTreeMap<NamedNode, BTreeSet<NamedNode>> = BTreeMap::new();
        for (entity, same) in same(base)? {
            if let Some(best) = scheme.order().find_map(|prefix| best(&same, prefix)) {
                chosen.entry(best).or_default().insert(entity);
            }
        }
        let alone = chosen.into_iter().filter(|(_, entities)| entities.len() == 1);
        let names = alone.flat_map(|(name, entities)| entities.into_iter().map(move |entity| (entity, name.clone())));
        let minter = base.minter();
        Ok(Self {
            names: names.collect(),
            links: minter.graph("links").into(),
            sources: format!("{}graph/source", minter.base()),
            decisions: minter.graph("decisions").into(),
        })
    }

    /// Quads with these IRIs, and with what they are in place of.
    #[must_use]
    pub fn rename<'a>(&'a self, quads: Quads<'a>) -> Quads<'a> {
        Box::new(Renamed { canonical: self, quads, used: BTreeSet::new(), old: None })
    }

    fn is_kept(&self, graph: &GraphName) -> bool {
        *graph == self.decisions || matches!(graph, GraphName::NamedNode(node) if node.as_str().starts_with(&self.sources))
    }
}

/// The IRIs elsewhere that are the same as each entity.
fn same(base: &KnowledgeBase) -> Result<BTreeMap<NamedNode, BTreeSet<NamedNode>>, ExportError> {
    let entities = format!("{}entity/", base.minter().base());
    let mut same: BTreeMap<NamedNode, BTreeSet<NamedNode>> = BTreeMap::new();
    for graph in ["gazetteer", "links"].map(|name| base.minter().graph(name)) {
        for quad in base.quads_of(&graph) {
            let Quad { subject: NamedOrBlankNode::NamedNode(entity), predicate, object, .. } = quad? else { continue };
            let other = match object {
                Term::NamedNode(node) if is_identity(predicate.as_ref()) => node,
                Term::Literal(code) if predicate == dm::ISO_ALPHA3 => country(code.value()),
                _ => continue,
            };
            if entity.as_str().starts_with(&entities) {
                same.entry(entity).or_default().insert(other);
            }
        }
    }
    Ok(same)
}

fn is_identity(predicate: NamedNodeRef<'_>) -> bool {
    predicate == skos::EXACT_MATCH || predicate == owl::SAME_AS
}

fn country(code: &str) -> NamedNode {
    let code: String = code.chars().filter(char::is_ascii_alphanumeric).collect();
    NamedNode::new_unchecked(format!("{}{code}", SCHEMES[2].2))
}

/// The IRI of a scheme; of several the shortest, which has the smallest number.
fn best(same: &BTreeSet<NamedNode>, prefix: &str) -> Option<NamedNode> {
    let fitting = same.iter().filter(|node| node.as_str().starts_with(prefix));
    fitting.min_by_key(|node| (node.as_str().len(), node.as_str())).cloned()
}

/// Quads on their way out.
struct Renamed<'a> {
    canonical: &'a Canonical,
    quads: Quads<'a>,
    /// Entities that were met.
    used: BTreeSet<NamedNode>,
    /// What they were called, once all quads have passed.
    old: Option<std::collections::btree_set::IntoIter<NamedNode>>,
}

impl Iterator for Renamed<'_> {
    type Item = Result<Quad, ExportError>;

    fn next(&mut self) -> Option<Self::Item> {
        while self.old.is_none() {
            match self.quads.next() {
                Some(Ok(quad)) => {
                    if let Some(quad) = self.quad(quad) {
                        return Some(Ok(quad));
                    }
                }
                Some(Err(error)) => return Some(Err(error)),
                None => self.old = Some(std::mem::take(&mut self.used).into_iter()),
            }
        }
        let old = self.old.as_mut()?.next()?;
        let name = self.canonical.names.get(&old)?.clone();
        Some(Ok(Quad::new(name, skos::EXACT_MATCH, old, self.canonical.links.clone())))
    }
}

impl Renamed<'_> {
    /// A quad with other IRIs; `None` if it would say that a thing is the same as itself.
    fn quad(&mut self, quad: Quad) -> Option<Quad> {
        if self.canonical.is_kept(&quad.graph_name) {
            return Some(quad);
        }
        let Quad { subject, predicate, object, graph_name } = quad;
        let Triple { subject, predicate, object } = self.triple(Triple { subject, predicate, object });
        let same = matches!((&subject, &object), (NamedOrBlankNode::NamedNode(a), Term::NamedNode(b)) if a == b);
        if same && is_identity(predicate.as_ref()) { None } else { Some(Quad { subject, predicate, object, graph_name }) }
    }

    fn triple(&mut self, triple: Triple) -> Triple {
        let subject = match triple.subject {
            NamedOrBlankNode::NamedNode(node) => self.node(node).into(),
            blank @ NamedOrBlankNode::BlankNode(_) => blank,
        };
        let object = match triple.object {
            Term::NamedNode(node) => self.node(node).into(),
            Term::Triple(inner) => self.triple(*inner).into(),
            other => other,
        };
        Triple { subject, predicate: triple.predicate, object }
    }

    fn node(&mut self, node: NamedNode) -> NamedNode {
        match self.canonical.names.get(&node) {
            Some(name) => {
                self.used.insert(node);
                name.clone()
            }
            None => node,
        }
    }
}
