//! The states that things belong to, by the last part of their IRI, and how sources name them: codes, identifiers, names.

use super::name::Name;
use super::record::{Id, Scheme};
use crate::knowledge::gazetteer::{Entity, Gazetteer};
use crate::knowledge::{EntityClass, EntityId};
use std::collections::{BTreeSet, HashMap};

/// How deep what belongs to something that belongs to something is followed.
const DEPTH: usize = 3;

/// The states and territories that the gazetteer knows.
#[derive(Debug)]
pub struct Countries<'a> {
    gazetteer: &'a Gazetteer,
    by_id: HashMap<Id, EntityId>,
    by_name: HashMap<String, EntityId>,
}

impl<'a> Countries<'a> {
    /// Takes them out of the gazetteer.
    #[must_use]
    pub fn new(gazetteer: &'a Gazetteer) -> Self {
        let (mut by_id, mut by_name) = (HashMap::new(), HashMap::new());
        for (id, entity) in gazetteer.entities().filter(|(_, entity)| is_country(entity)) {
            by_id.extend(identifiers(entity).into_iter().map(|known| (known, id)));
            let state = entity.class == EntityClass::State && entity.end.is_none();
            for name in entity.names.iter().filter(|_| state) {
                by_name.entry(Name::new(&name.text).key).or_insert(id);
            }
        }
        Self { gazetteer, by_id, by_name }
    }

    /// The states that an entity is, belongs to, or is held or claimed by; nothing where one of them is no more, since sources file what
    /// was Soviet under Russia or Ukraine.
    #[must_use]
    pub fn of_entity(&self, entity: &Entity, id: EntityId) -> BTreeSet<String> {
        let mut found = BTreeSet::new();
        let offices = entity.tenures.iter().map(|tenure| tenure.organization);
        let wholes = entity.belongs_to.iter().chain(&entity.administered_by).chain(&entity.claimed_by).copied().chain(offices);
        let open = std::iter::once(id).filter(|_| is_country(entity)).chain(wholes);
        let past = open.into_iter().any(|whole| self.climb(whole, DEPTH, &mut found));
        if past && !is_country(entity) { BTreeSet::new() } else { found }
    }

    /// Adds the states that something belongs to; tells whether one of them is no more.
    fn climb(&self, id: EntityId, depth: usize, found: &mut BTreeSet<String>) -> bool {
        let entity = self.gazetteer.entity(id);
        if is_country(entity) {
            found.insert(entity.slug.to_string());
        }
        if entity.class == EntityClass::State {
            return entity.end.is_some();
        }
        let mut past = false;
        for &whole in entity.belongs_to.iter().filter(|_| depth > 0) {
            past |= self.climb(whole, depth - 1, found);
        }
        past
    }

    /// The states that a source means by a code, an IRI or a name.
    #[must_use]
    pub fn named(&self, text: &str) -> BTreeSet<String> {
        let mut found = BTreeSet::new();
        if let Some(id) = self.find(text) {
            self.climb(id, DEPTH, &mut found);
        }
        found
    }

    /// The entity that an identifier or a name means.
    fn find(&self, text: &str) -> Option<EntityId> {
        let last = text.rsplit(['/', '#', ':']).next().unwrap_or(text);
        let codes = [Scheme::IsoAlpha2, Scheme::IsoAlpha3].into_iter().filter_map(|scheme| Id::new(scheme, last));
        let ids = std::iter::once(Id::of_iri(text)).chain(codes);
        let by_id = ids.into_iter().find_map(|id| self.by_id.get(&id)).copied();
        by_id.or_else(|| self.by_name.get(&Name::new(&last.replace('_', " ")).key).copied())
    }

    /// The entity with this last part of an IRI.
    #[must_use]
    pub fn of_slug(&self, slug: &str) -> BTreeSet<String> {
        let mut found = BTreeSet::new();
        if let Some(id) = self.gazetteer.by_slug(slug) {
            self.climb(id, DEPTH, &mut found);
        }
        found
    }
}

/// The identifiers that the gazetteer has for an entity.
#[must_use]
pub fn identifiers(entity: &Entity) -> BTreeSet<Id> {
    let links = entity.exact_matches.iter().map(|iri| Id::of_iri(iri));
    let two = entity.iso_alpha2.as_deref().and_then(|code| Id::new(Scheme::IsoAlpha2, code));
    let three = entity.iso_alpha3.as_deref().and_then(|code| Id::new(Scheme::IsoAlpha3, code));
    links.chain(two).chain(three).collect()
}

fn is_country(entity: &Entity) -> bool {
    entity.class == EntityClass::State || entity.iso_alpha2.is_some() || entity.class == EntityClass::Territory
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sources_name_countries_in_many_ways() {
        let gazetteer = Gazetteer::embedded();
        let countries = Countries::new(&gazetteer);
        for text in [
            "ru",
            "RUS",
            "iso-3166:ru",
            "http://www.wikidata.org/entity/Q159",
            "Russian Federation",
            "http://dbpedia.org/resource/Russia",
        ] {
            assert_eq!(countries.named(text), BTreeSet::from(["russia".to_owned()]), "{text}");
        }
        assert!(countries.named("zz").is_empty());
    }

    #[test]
    fn bodies_persons_and_cities_lead_to_their_state_and_what_was_soviet_to_none() {
        let gazetteer = Gazetteer::embedded();
        let countries = Countries::new(&gazetteer);
        let of = |slug: &str| {
            let id = gazetteer.by_slug(slug).unwrap_or_else(|| panic!("no {slug}"));
            countries.of_entity(gazetteer.entity(id), id)
        };
        assert!(of("sergey-lavrov").contains("russia"));
        assert_eq!(of("japan"), BTreeSet::from(["japan".to_owned()]));
        assert!(of("kuril-islands").is_superset(&BTreeSet::from(["russia".to_owned(), "japan".to_owned()])));
        assert_eq!(of("gestapo"), BTreeSet::new());
    }
}
