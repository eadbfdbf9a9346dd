//! The gazetteer's data as the rest of the program sees it: entities, their names, terms of office.
//!
//! Strings are boxed and never change. References between entities are numbers, resolved when the
//! files are read, so that nothing can dangle at run time.

use super::super::entity::{EntityClass, EntityId};
use serde::{Deserialize, Serialize};

/// Someone or something that the gazetteer knows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entity {
    /// The last part of its IRI: `japan`.
    pub slug: Box<str>,
    /// What it is.
    pub class: EntityClass,
    /// Its usual English short form.
    pub label: Box<str>,
    /// All its names, the label among them, as the files give them; spelling variants that rules
    /// derive are only in the index. A person's surname is here, derived or given.
    pub names: Vec<Name>,
    /// What it belongs to or is part of: a person's, body's, company's or city's state.
    pub belongs_to: Vec<EntityId>,
    /// The state or organization that its name can stand for ("the Kremlin").
    pub stands_for: Option<EntityId>,
    /// Whether its name always stands for that.
    pub usage: Option<Usage>,
    /// Its capitals and seats of government, the first the usual one.
    pub capitals: Vec<EntityId>,
    /// ISO 3166-1 alpha-3 code.
    pub iso_alpha3: Option<Box<str>>,
    /// ISO 3166-1 alpha-2 code.
    pub iso_alpha2: Option<Box<str>>,
    /// IRIs of the same thing in Wikidata and `GeoNames`.
    pub exact_matches: Vec<Box<str>>,
    /// A person's terms of office, by their begin.
    pub tenures: Vec<Tenure>,
    /// Who claims a disputed territory, as the sources say.
    pub claimed_by: Vec<EntityId>,
    /// Who administers a disputed territory, as the sources say.
    pub administered_by: Vec<EntityId>,
    /// A treaty's parties.
    pub parties: Vec<EntityId>,
    /// What sort of thing it is within its class: a weapon's kind, a pipeline's cargo, an office's function.
    pub category: Option<Box<str>>,
    /// The wider kind that it is a kind of.
    pub broader: Option<EntityId>,
    /// When it began, as `YYYY`, `YYYY-MM` or `YYYY-MM-DD`.
    pub begin: Option<Box<str>>,
    /// When it ended, in the same forms.
    pub end: Option<Box<str>>,
}

impl Entity {
    /// An entity of which nothing but its IRI and class is known yet.
    #[must_use]
    pub fn new(slug: &str, class: EntityClass) -> Self {
        Self {
            slug: slug.into(),
            class,
            label: "".into(),
            names: Vec::new(),
            belongs_to: Vec::new(),
            stands_for: None,
            usage: None,
            capitals: Vec::new(),
            iso_alpha3: None,
            iso_alpha2: None,
            exact_matches: Vec::new(),
            tenures: Vec::new(),
            claimed_by: Vec::new(),
            administered_by: Vec::new(),
            parties: Vec::new(),
            category: None,
            broader: None,
            begin: None,
            end: None,
        }
    }

    /// Its Wikidata identifier ("Q17"), where a source gave one.
    #[must_use]
    pub fn wikidata(&self) -> Option<&str> {
        self.exact_matches.iter().find_map(|iri| iri.strip_prefix("http://www.wikidata.org/entity/"))
    }

    /// Its names of one kind.
    pub fn names_of(&self, kind: NameKind) -> impl Iterator<Item = &str> {
        self.names.iter().filter(move |name| name.kind == kind).map(|name| &*name.text)
    }
}

/// A name of an entity.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Name {
    /// How it is written.
    pub text: Box<str>,
    /// What sort of name it is.
    pub kind: NameKind,
}

/// Sorts of names; the order is that of trust.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum NameKind {
    /// The usual English short form.
    Label,
    /// Another name.
    Alias,
    /// An acronym ("UN"), which counts only in the case in which it is written.
    Abbreviation,
    /// An adjective of belonging or a people's name ("Japanese", "Turk").
    Demonym,
    /// The first part of a compound ("Sino-").
    CombiningForm,
    /// A person's surname.
    Surname,
    /// An old spelling or a misspelling, which is recognized but never shown.
    Hidden,
    /// A publication's internet domain.
    Domain,
    /// A name that means this only where something else in the text speaks for it ("the Strait", "Patriot").
    Contextual,
}

/// When the name of a seat or body stands for a government.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Usage {
    /// Always, unless the sentence is about the building.
    AlwaysGovernment,
    /// It is a place as well: the context decides.
    PlaceOrGovernment,
}

/// A term of office.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tenure {
    /// The last part of the IRI of its node.
    pub slug: Box<str>,
    /// The office's usual name ("Foreign Minister").
    pub office: Box<str>,
    /// The gazetteer's entity for that office.
    pub office_entity: Option<EntityId>,
    /// The state or organization whose office it is.
    pub organization: EntityId,
    /// Its begin, as `YYYY`, `YYYY-MM` or `YYYY-MM-DD`.
    pub begin: Option<Box<str>>,
    /// Its end, in the same forms; without one, it had not ended when the source was written.
    pub end: Option<Box<str>>,
}

impl Tenure {
    /// Whether it covers `date`, compared at the precision that both have.
    #[must_use]
    pub fn covers(&self, date: &str) -> bool {
        let begun = self.begin.as_deref().is_none_or(|begin| shared(begin, date) <= shared(date, begin));
        let over = self.end.as_deref().is_some_and(|end| shared(end, date) < shared(date, end));
        begun && !over
    }
}

/// As much of a date as another one has, so that "2017" and "2017-04-21" compare.
fn shared<'a>(date: &'a str, other: &str) -> &'a str {
    date.get(..other.len()).unwrap_or(date)
}
