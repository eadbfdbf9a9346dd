//! What bears a name, as far as citations care: a publication, a body that can be cited, or something that is no source.

use super::publication_key;
use crate::knowledge::gazetteer::{Gazetteer, NameKind};
use crate::knowledge::{EntityClass, EntityId};

/// What bears a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bearer<P> {
    /// A publication, whose own name it is.
    Publication(P),
    /// A publication, by a name that means other things too: "Dawn", "Sabah".
    Perhaps(P),
    /// A body, company or organization: what it put out can be cited in brackets, but it is no publication.
    Body,
    /// Something that is no source: a place, a people, a person, a treaty.
    NoSource,
}

impl Bearer<EntityId> {
    /// What the gazetteer has for a name; nothing if it lacks it.
    #[must_use]
    pub fn of(gazetteer: &Gazetteer, name: &str) -> Option<Self> {
        let found = gazetteer.lookup(name);
        let class = |id: EntityId| gazetteer.entity(id).class;
        let publication = found.iter().copied().find(|id| class(*id) == EntityClass::Publication);
        let Some(publication) = publication else {
            return found.first().map(|first| if is_body(class(*first)) { Self::Body } else { Self::NoSource });
        };
        // "The Guardian" is the newspaper, "Guardian" may be anything.
        let has_article = |name: &str| name.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("the "));
        if has_article(name) && has_article(&gazetteer.entity(publication).label) {
            return Some(Self::Publication(publication));
        }
        let shared = found.iter().any(|id| *id != publication && !is_body(class(*id)));
        let key = publication_key(name);
        let mut contextual = gazetteer.entity(publication).names_of(NameKind::Contextual).map(publication_key);
        Some(if shared || contextual.any(|own| own == key) { Self::Perhaps(publication) } else { Self::Publication(publication) })
    }
}

/// Whether what bears a name puts out statements and reports of its own.
fn is_body(class: EntityClass) -> bool {
    use EntityClass as C;
    matches!(class, C::StateBody | C::Organization | C::InternationalOrganization | C::Company)
}
