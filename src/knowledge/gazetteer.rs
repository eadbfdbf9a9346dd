//! The gazetteer: who and what is known by name before a text is read.
//!
//! The files `ontology/gazetteer/*.ttl` are compiled into the binary by the build script: an
//! automaton of all names, used where it lies, and a table of entities. A user's own file, in the
//! same form, is added at run time by [`Gazetteer::with_files`].
//!
//! [`Gazetteer::find`] reports every bearer of a name; which one is meant is for `mentions` to say.

pub mod builder;
pub mod find;
pub mod fold;
pub mod image;
pub mod index;
pub mod model;
pub mod names;
pub mod turtle;

pub use find::{NameMatch, Sense};
pub use model::{Entity, Name, NameKind, Tenure, Usage};
pub use turtle::GazetteerError;

use super::entity::{EntityClass, EntityId};
use super::faults::{Faults, gather};
use index::NameIndex;
use std::collections::HashMap;
use std::path::PathBuf;

/// What the build script made of `ontology/gazetteer/`.
static IMAGE: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/gazetteer.bin"));

/// All entities and their names.
#[derive(Debug)]
pub struct Gazetteer {
    entities: Vec<Entity>,
    index: NameIndex,
    relations: Relations,
}

/// What is looked up in the direction in which the files do not say it.
#[derive(Debug, Default)]
struct Relations {
    /// The states whose capital a city is, those of today first.
    states_of: HashMap<EntityId, Vec<EntityId>>,
    /// The terms of office in a state or organization: the holder, and which of his terms.
    terms_in: HashMap<EntityId, Vec<(EntityId, usize)>>,
    /// All entities in the order of their slugs.
    by_slug: Vec<EntityId>,
}

impl Gazetteer {
    /// The gazetteer that is built in.
    ///
    /// # Panics
    /// If the binary was built with an image that is not this version's: a fault of the build.
    #[must_use]
    pub fn embedded() -> Self {
        let (entities, index) = image::read(IMAGE).expect("the build script writes what this version reads");
        Self::new(entities, index)
    }

    /// This gazetteer and what Turtle files add to it: new entities, or names and facts of known ones.
    ///
    /// # Errors
    /// If a file cannot be read or has a fault; nothing is taken from any of them then.
    pub fn with_files(self, paths: &[PathBuf]) -> Result<Self, Faults<GazetteerError>> {
        if paths.is_empty() {
            return Ok(self);
        }
        let read = |path: &PathBuf| turtle::Source::read(path).map_err(Faults::from);
        let sources = gather(paths.iter().map(read))?;
        let entities = builder::read(&sources, self.entities)?;
        let index = NameIndex::build(&entities).map_err(|error| Faults::from(GazetteerError::from(error)))?;
        Ok(Self::new(entities, index))
    }

    fn new(entities: Vec<Entity>, index: NameIndex) -> Self {
        let relations = Relations::of(&entities);
        Self { entities, index, relations }
    }

    /// An entity by its number.
    ///
    /// # Panics
    /// If the number comes from another gazetteer.
    #[must_use]
    pub fn entity(&self, id: EntityId) -> &Entity {
        &self.entities[id.0 as usize]
    }

    /// All entities with their numbers.
    #[must_use]
    pub fn entities(&self) -> impl ExactSizeIterator<Item = (EntityId, &Entity)> {
        self.entities.iter().enumerate().map(|(number, entity)| (EntityId(number as u32), entity))
    }

    /// An entity by the last part of its IRI.
    #[must_use]
    pub fn by_slug(&self, slug: &str) -> Option<EntityId> {
        let place = self.relations.by_slug.binary_search_by(|&id| (*self.entity(id).slug).cmp(slug)).ok()?;
        Some(self.relations.by_slug[place])
    }

    /// How many different names it recognizes, derived forms included.
    #[must_use]
    pub fn names(&self) -> usize {
        self.index.len()
    }

    /// All names in a text: the longest where several overlap, each with all that bear it.
    #[must_use]
    pub fn find(&self, text: &str) -> Vec<NameMatch> {
        find::find(&self.index, text)
    }

    /// The names inside a name, which [`find`](Self::find) passes over in favour of the whole: the two parties in
    /// "Russo-Japanese War", the city in "Baghdad International Airport".
    #[must_use]
    pub fn find_inside(&self, name: &str) -> Vec<NameMatch> {
        find::find_inside(&self.index, name)
    }

    /// What a name alone can mean, best first, whatever its case; for the parameters of queries.
    /// A capital means itself, then the states whose capital it is; a seat means itself, then its
    /// government. An ISO 3166-1 alpha-3 code and an IRI's last part are names too.
    #[must_use]
    pub fn lookup(&self, name: &str) -> Vec<EntityId> {
        let key = fold::key(name);
        let bare = key.strip_prefix("the ").unwrap_or(&key);
        let mut postings: Vec<_> = self.index.get(&key).iter().chain(self.index.get(bare)).collect();
        postings.sort_by_key(|posting| (posting.kind, class_rank(self.entity(posting.entity).class), posting.entity));
        let mut found: Vec<EntityId> = postings.iter().map(|posting| posting.entity).collect();
        found.extend(self.by_slug(name));
        found.extend(self.by_code(name));
        let governments: Vec<_> = found.iter().flat_map(|&id| self.governments(id)).collect();
        found.extend(governments);
        unique(found)
    }

    /// The state that has this city as its capital or seat of government; today's before a former one.
    #[must_use]
    pub fn capital_of(&self, city: EntityId) -> Option<EntityId> {
        self.capitals_of(city).first().copied()
    }

    /// The state or organization that a seat or capital can stand for.
    #[must_use]
    pub fn government_of(&self, seat: EntityId) -> Option<EntityId> {
        self.entity(seat).stands_for.or_else(|| self.capital_of(seat))
    }

    /// All states, of today and former, that have this city as their capital.
    #[must_use]
    pub fn capitals_of(&self, city: EntityId) -> &[EntityId] {
        self.relations.states_of.get(&city).map_or(&[], Vec::as_slice)
    }

    /// Who held an office of a state or organization at a date (`YYYY`, `YYYY-MM` or `YYYY-MM-DD`),
    /// or last held it, without one. Offices with the same function are one: the American secretary
    /// of state is a foreign minister. Of several holders, the one whose term began last is meant.
    #[must_use]
    pub fn holder_of(&self, office: &str, polity: EntityId, date: Option<&str>) -> Option<EntityId> {
        let function = self.function_of(office)?;
        let terms = self.relations.terms_in.get(&polity)?;
        terms
            .iter()
            .map(|&(holder, term)| (holder, &self.entity(holder).tenures[term]))
            .filter(|(_, tenure)| tenure.office_entity.and_then(|id| self.entity(id).category.as_deref()) == Some(function))
            .filter(|(_, tenure)| date.is_none_or(|date| tenure.covers(date)))
            .max_by_key(|(holder, tenure)| (tenure.office.eq_ignore_ascii_case(office), tenure.begin.as_deref(), *holder))
            .map(|(holder, _)| holder)
    }

    /// The function of an office by any of its names: "foreign minister", "head of government".
    #[must_use]
    pub fn function_of(&self, office: &str) -> Option<&str> {
        let offices = self.index.get(&fold::key(office)).iter().map(|posting| self.entity(posting.entity));
        offices.filter(|entity| entity.class == EntityClass::Office).find_map(|entity| entity.category.as_deref())
    }

    fn by_code(&self, code: &str) -> Option<EntityId> {
        let three_capitals = code.len() == 3 && code.bytes().all(|b| b.is_ascii_uppercase());
        let bears_code = |(_, entity): &(EntityId, &Entity)| entity.iso_alpha3.as_deref() == Some(code);
        three_capitals.then(|| self.entities().find(bears_code)).flatten().map(|(id, _)| id)
    }

    /// The governments that a name of this entity can stand for.
    fn governments(&self, id: EntityId) -> impl Iterator<Item = EntityId> {
        self.capitals_of(id).iter().copied().chain(self.entity(id).stands_for)
    }
}

impl Relations {
    fn of(entities: &[Entity]) -> Self {
        let mut relations = Self::default();
        for (number, entity) in entities.iter().enumerate() {
            let id = EntityId(number as u32);
            relations.by_slug.push(id);
            for capital in &entity.capitals {
                relations.states_of.entry(*capital).or_default().push(id);
            }
            for (term, tenure) in entity.tenures.iter().enumerate() {
                relations.terms_in.entry(tenure.organization).or_default().push((id, term));
            }
        }
        relations.by_slug.sort_by_key(|id| &entities[id.0 as usize].slug);
        for states in relations.states_of.values_mut() {
            states.sort_by_key(|state| (entities[state.0 as usize].end.is_some(), entities[state.0 as usize].class, *state));
        }
        relations
    }
}

/// Which class a bare name more likely means.
fn class_rank(class: EntityClass) -> u8 {
    match class {
        EntityClass::State => 0,
        EntityClass::InternationalOrganization | EntityClass::Bloc => 1,
        EntityClass::Territory | EntityClass::City => 2,
        EntityClass::BodyOfWater | EntityClass::Place | EntityClass::Person => 3,
        _ => 4,
    }
}

/// The same without repetitions, in the order of first occurrence.
fn unique(ids: Vec<EntityId>) -> Vec<EntityId> {
    let mut seen = std::collections::HashSet::new();
    ids.into_iter().filter(|id| seen.insert(*id)).collect()
}

#[cfg(test)]
mod tests;
