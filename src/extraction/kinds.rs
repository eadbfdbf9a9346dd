//! Kinds of things that frames restrict their places to: what an entity's class makes of it. What a
//! noun without a name makes of its phrase stands in `ontology/words.ttl`.

use crate::knowledge::EntityClass;
use crate::knowledge::words::Kind;

/// Whether a kind is so wide that meeting it says little about a predicate's sense.
#[must_use]
pub fn is_wide(kind: Kind) -> bool {
    matches!(kind, Kind::Actor | Kind::State | Kind::Person | Kind::Organization | Kind::Place | Kind::Group | Kind::People)
}

/// Whether an entity of a class is of a kind.
#[must_use]
pub fn includes(kind: Kind, class: EntityClass) -> bool {
    use EntityClass as C;
    match kind {
        Kind::Actor => class.acts(),
        Kind::State => matches!(class, C::State | C::StateBody | C::Bloc),
        Kind::Person => class == C::Person,
        Kind::Organization | Kind::Group => matches!(
            class,
            C::Organization | C::InternationalOrganization | C::StateBody | C::Company | C::ArmedGroup | C::Bloc | C::Publication
        ),
        Kind::People => matches!(class, C::State | C::ArmedGroup | C::Actor),
        Kind::Place => matches!(class, C::Place | C::Territory | C::BodyOfWater | C::City | C::State | C::Infrastructure),
        Kind::Territory => matches!(class, C::Territory | C::Place | C::State | C::City | C::BodyOfWater),
        Kind::Sea => class == C::BodyOfWater,
        Kind::Pipeline => class == C::Pipeline,
        Kind::Commodity => class == C::Commodity,
        Kind::Weapon => class == C::WeaponKind,
        Kind::Agreement => class == C::Treaty,
        Kind::Title => class == C::Office,
        Kind::Event | Kind::Clause | Kind::Owner => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_state_is_an_actor_and_a_place() {
        for kind in [Kind::Actor, Kind::State, Kind::Place, Kind::Territory] {
            assert!(includes(kind, EntityClass::State), "{kind:?}");
        }
        assert!(!includes(Kind::Person, EntityClass::State));
    }
}
