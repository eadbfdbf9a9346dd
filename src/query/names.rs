//! Names of parameters in the gazetteer.

use super::header::Kind;
use crate::graph::iri::Minter;
use crate::knowledge::gazetteer::Gazetteer;
use crate::knowledge::{EntityClass, EntityId};
use oxigraph::model::NamedNode;

/// What a name may mean as a parameter of this kind, best first. As an actor, a capital means its state;
/// as a place, itself.
#[must_use]
pub fn resolve(gazetteer: &Gazetteer, minter: &Minter, name: &str, kind: Kind) -> Vec<NamedNode> {
    let mut found = gazetteer.lookup(name);
    match kind {
        Kind::Actor if found.iter().any(|&id| !is_place(gazetteer, id)) => found.retain(|&id| !is_place(gazetteer, id)),
        Kind::Place => found.sort_by_key(|&id| !is_place(gazetteer, id)),
        _ => {}
    }
    found.into_iter().map(|id| minter.entity(&gazetteer.entity(id).slug)).collect()
}

fn is_place(gazetteer: &Gazetteer, id: EntityId) -> bool {
    let class = gazetteer.entity(id).class;
    matches!(class, EntityClass::Place | EntityClass::Territory | EntityClass::BodyOfWater | EntityClass::City)
}
