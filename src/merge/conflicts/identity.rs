//! Which things of sources are which entities here: by the links of the gazetteer and of the graph of links, and by what
//! sources say to be the same as what is linked.
//!
//! Only what says that two are one counts (`skos:exactMatch`, `owl:sameAs`), either way round. A thing that would be two entities at
//! once is neither of them.

use crate::graph::vocab::{demarche, owl, skos};
use crate::store::{KnowledgeBase, StoreError};
use oxigraph::model::{NamedNode, NamedOrBlankNode, Term};
use std::collections::{BTreeSet, HashMap};

/// Entities here by what is the same elsewhere, and the reverse.
pub(super) struct Identity {
    here: HashMap<NamedNode, NamedNode>,
    there: HashMap<NamedNode, BTreeSet<NamedNode>>,
}

/// Pairs that are said to be one, each way round.
type Neighbours = HashMap<NamedNode, BTreeSet<NamedNode>>;

impl Identity {
    pub(super) fn of(base: &KnowledgeBase) -> Result<Self, StoreError> {
        let entities = format!("{}entity/", base.minter().base());
        let (neighbours, apart) = (neighbours(base)?, apart(base)?);
        let mut bearers: HashMap<NamedNode, BTreeSet<NamedNode>> = HashMap::new();
        for entity in neighbours.keys().filter(|node| node.as_str().starts_with(&entities)) {
            for thing in reached(entity, &neighbours, &entities, apart.get(entity)) {
                bearers.entry(thing).or_default().insert(entity.clone());
            }
        }
        let one = |bearers: BTreeSet<NamedNode>| if bearers.len() == 1 { bearers.into_iter().next() } else { None };
        let here: HashMap<_, _> = bearers.into_iter().filter_map(|(thing, bearers)| Some((thing, one(bearers)?))).collect();
        let mut there = Neighbours::new();
        for (thing, entity) in &here {
            there.entry(entity.clone()).or_default().insert(thing.clone());
        }
        Ok(Self { here, there })
    }

    /// The entity that a thing of a source is.
    pub(super) fn here(&self, thing: &NamedNode) -> Option<&NamedNode> {
        self.here.get(thing)
    }

    /// The things of sources that an entity is, sorted.
    pub(super) fn there(&self, entity: &NamedNode) -> impl Iterator<Item = &NamedNode> {
        self.there.get(entity).into_iter().flatten()
    }
}

fn neighbours(base: &KnowledgeBase) -> Result<Neighbours, StoreError> {
    let mut neighbours = Neighbours::new();
    for property in [skos::EXACT_MATCH, owl::SAME_AS] {
        for (subject, object) in base.pairs(property)? {
            if let (NamedOrBlankNode::NamedNode(one), Term::NamedNode(other)) = (subject, object) {
                neighbours.entry(one.clone()).or_default().insert(other.clone());
                neighbours.entry(other).or_default().insert(one);
            }
        }
    }
    Ok(neighbours)
}

/// What each entity was decided not to be.
fn apart(base: &KnowledgeBase) -> Result<Neighbours, StoreError> {
    let decisions = base.minter().graph("decisions");
    let mut apart = Neighbours::new();
    let negative = demarche("Negative");
    for quad in base.matching(None, Some(demarche("judgement").as_ref()), Some(negative.as_ref().into()), Some(&decisions)) {
        let NamedOrBlankNode::NamedNode(decision) = quad?.subject else { continue };
        let sides = [base.value(&decision, demarche("left").as_ref())?, base.value(&decision, demarche("right").as_ref())?];
        if let [Some(Term::NamedNode(left)), Some(Term::NamedNode(right))] = sides {
            apart.entry(left).or_default().insert(right);
        }
    }
    Ok(apart)
}

/// The things of sources that an entity is by one link or several; no way leads through another entity, nor through what it was
/// decided not to be.
fn reached(
    entity: &NamedNode,
    neighbours: &Neighbours,
    entities: &str,
    apart: Option<&BTreeSet<NamedNode>>,
) -> BTreeSet<NamedNode> {
    let mut reached = BTreeSet::new();
    let mut open = vec![entity];
    while let Some(node) = open.pop() {
        for next in neighbours.get(node).into_iter().flatten() {
            let barred = next.as_str().starts_with(entities) || apart.is_some_and(|apart| apart.contains(next));
            if !barred && reached.insert(next.clone()) {
                open.push(next);
            }
        }
    }
    reached
}
