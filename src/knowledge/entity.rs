//! What an entity is: its number and its class. Apart from the rest of `knowledge` because the
//! build script, which compiles the gazetteer, needs them too.

use serde::{Deserialize, Serialize};

/// An entity of the gazetteer, by its place in [`super::gazetteer::Gazetteer::entities`].
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

impl EntityClass {
    /// Every class.
    pub const ALL: [Self; 21] = [
        Self::Actor,
        Self::State,
        Self::Organization,
        Self::InternationalOrganization,
        Self::StateBody,
        Self::Company,
        Self::ArmedGroup,
        Self::Bloc,
        Self::Person,
        Self::Place,
        Self::Territory,
        Self::BodyOfWater,
        Self::City,
        Self::Infrastructure,
        Self::Pipeline,
        Self::Publication,
        Self::Treaty,
        Self::WeaponKind,
        Self::Commodity,
        Self::Office,
        Self::Other,
    ];

    /// Its local name in the ontology: that of the variant.
    #[must_use]
    pub fn local_name(self) -> String {
        format!("{self:?}")
    }

    /// Whether those of this class can act.
    #[must_use]
    pub fn acts(self) -> bool {
        use EntityClass as C;
        matches!(
            self,
            C::Actor
                | C::State
                | C::Organization
                | C::InternationalOrganization
                | C::StateBody
                | C::Company
                | C::ArmedGroup
                | C::Bloc
                | C::Person
                | C::Publication
        )
    }

    /// The class with this local name, if there is one.
    #[must_use]
    pub fn from_local_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|class| class.local_name() == name)
    }
}
