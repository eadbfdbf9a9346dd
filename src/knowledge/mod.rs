//! What Demarche knows before it reads: the ontology, the gazetteer, the frames and the qualifiers,
//! all from `ontology/`. The only module below `graph` that names an RDF term.

use serde::{Deserialize, Serialize};

/// An entity of the gazetteer, by its place in [`gazetteer::Gazetteer::entities`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct EntityId(pub u32);

/// The ontology's entity classes, by local name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum EntityClass {
    /// Anyone who acts, where nothing narrower is known.
    Actor,
    /// A state, present or past.
    State,
    /// An organization of no narrower class.
    Organization,
    /// An organization of states.
    InternationalOrganization,
    /// A government, ministry, parliament, court or force of a state.
    StateBody,
    /// A company.
    Company,
    /// An armed group that is no state's.
    ArmedGroup,
    /// States that are spoken of as one ("the West").
    Bloc,
    /// A person.
    Person,
    /// A place of no narrower class.
    Place,
    /// A region, island or area that states hold or claim.
    Territory,
    /// A sea, strait, gulf, river or lake.
    BodyOfWater,
    /// A city or town.
    City,
    /// Something built: a base, dam, canal, plant.
    Infrastructure,
    /// A pipeline.
    Pipeline,
    /// A newspaper, agency, broadcaster, journal or site.
    Publication,
    /// A treaty or other named agreement.
    Treaty,
    /// A kind of weapon.
    WeaponKind,
    /// A good that is traded.
    Commodity,
    /// An office that persons hold.
    Office,
    /// A named event, law or work: named in the text, but no actor, place or thing.
    Other,
}
