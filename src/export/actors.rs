//! Who stands at the ends of events, as other tools name them: ISO 3166 codes for states and for whatever belongs to one.

use super::ExportError;
use super::schema::local;
use crate::graph::vocab::{dm, rdf, rdfs, skos};
use crate::store::KnowledgeBase;
use oxigraph::model::{NamedNode, NamedNodeRef, Quad, Term};
use std::collections::hash_map::Entry;
use std::collections::{BTreeSet, HashMap};
use std::rc::Rc;

const WIKIDATA: &str = "http://www.wikidata.org/entity/";

/// So many steps lead from a thing to its state at most: a spokesman, his ministry, the government, the state.
const MOST_STEPS: usize = 6;

/// An entity as other tools name it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Actor {
    /// Its name.
    pub(super) label: String,
    /// The local name of its class.
    pub(super) class: String,
    /// ISO 3166-1 alpha-3: its own, or that of the one state that it belongs to.
    pub(super) iso: Option<String>,
    /// Its abbreviation.
    pub(super) abbreviation: Option<String>,
    /// Its Wikidata id (`Q17`).
    pub(super) wikidata: Option<String>,
    /// Whether it has a name of its own.
    pub(super) is_named: bool,
}

impl Actor {
    /// What stands for it in event data: the ISO code, else the abbreviation, else the name.
    pub(super) fn code(&self) -> &str {
        self.iso.as_deref().or(self.abbreviation.as_deref()).unwrap_or(&self.label)
    }
}

/// The entities of a store, each looked up once.
pub(super) struct Actors<'a> {
    base: &'a KnowledgeBase,
    known: HashMap<NamedNode, Rc<Actor>>,
}

impl<'a> Actors<'a> {
    pub(super) fn new(base: &'a KnowledgeBase) -> Self {
        Self { base, known: HashMap::new() }
    }

    /// An entity by its IRI.
    pub(super) fn get(&mut self, node: &NamedNode) -> Result<Rc<Actor>, ExportError> {
        match self.known.entry(node.clone()) {
            Entry::Occupied(entry) => Ok(entry.get().clone()),
            Entry::Vacant(entry) => Ok(entry.insert(Rc::new(Facts::read(self.base, node)?.actor(self.base)?)).clone()),
        }
    }
}

/// What all graphs say of an entity.
struct Facts(Vec<Quad>);

impl Facts {
    fn read(base: &KnowledgeBase, node: &NamedNode) -> Result<Self, ExportError> {
        let quads = base.matching(Some(&node.clone().into()), None, None, None);
        Ok(Self(quads.collect::<Result<_, _>>()?))
    }

    fn actor(&self, base: &KnowledgeBase) -> Result<Actor, ExportError> {
        let links = self.nodes(skos::EXACT_MATCH).filter_map(|link| link.strip_prefix(WIKIDATA));
        let classes: BTreeSet<&str> = self.nodes(rdf::TYPE).collect();
        let class = classes.iter().find(|class| **class != dm::UNLINKED.as_str());
        Ok(Actor {
            label: self.words(rdfs::LABEL).unwrap_or_default(),
            class: class.map(|class| local(class).to_owned()).unwrap_or_default(),
            iso: self.state(base)?,
            abbreviation: self.words(dm::ABBREVIATION),
            wikidata: links.min().map(str::to_owned),
            is_named: !classes.contains(dm::DESCRIBED_THING.as_str()) && self.words(rdfs::LABEL).is_some(),
        })
    }

    /// The code of the state that it is or belongs to, at the fewest steps; none if it belongs to several.
    fn state(&self, base: &KnowledgeBase) -> Result<Option<String>, ExportError> {
        if let Some(code) = self.words(dm::ISO_ALPHA3) {
            return Ok(Some(code));
        }
        let mut wholes: BTreeSet<String> = self.nodes(dm::BELONGS_TO).map(str::to_owned).collect();
        for _ in 0..MOST_STEPS {
            let (mut codes, mut further) = (BTreeSet::new(), BTreeSet::new());
            for whole in &wholes {
                let facts = Self::read(base, &NamedNode::new_unchecked(whole))?;
                codes.extend(facts.words(dm::ISO_ALPHA3));
                further.extend(facts.nodes(dm::BELONGS_TO).map(str::to_owned));
            }
            if !codes.is_empty() {
                return Ok(codes.pop_first().filter(|_| codes.is_empty()));
            }
            wholes = further;
        }
        Ok(None)
    }

    fn nodes(&self, predicate: NamedNodeRef<'static>) -> impl Iterator<Item = &str> {
        let objects = self.0.iter().filter(move |quad| quad.predicate.as_ref() == predicate).map(|quad| &quad.object);
        objects.filter_map(|object| if let Term::NamedNode(node) = object { Some(node.as_str()) } else { None })
    }

    /// The words of a property: the English ones, the shortest of them.
    fn words(&self, predicate: NamedNodeRef<'static>) -> Option<String> {
        let literals =
            self.0.iter().filter(move |quad| quad.predicate.as_ref() == predicate).filter_map(|quad| match &quad.object {
                Term::Literal(literal) => Some(literal),
                _ => None,
            });
        let rank = |literal: &&oxigraph::model::Literal| {
            let foreign = literal.language().is_some_and(|language| language != "en");
            (foreign, literal.value().len(), literal.value().to_owned())
        };
        literals.min_by_key(rank).map(|literal| literal.value().to_owned())
    }
}
