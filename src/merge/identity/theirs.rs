//! Things of a source as records.
//!
//! A source may have millions of things of which a few thousand matter. So the source is asked by property, in the order in which
//! the store keeps its triples, and a thing is only read as a whole if an identifier or a name of it leads to an entity of ours.

use super::class::{Type, narrow, of_feature, of_type, of_words};
use super::compare::likeness;
use super::country::Countries;
use super::index::Index;
use super::name::Name;
use super::property::{Says, properties, says};
use super::record::{Id, Record, Scheme, Sort, Term};
use crate::knowledge::{EntityClass, Knowledge};
use crate::store::{KnowledgeBase, StoreError};
use oxigraph::model::{NamedNode, NamedNodeRef, NamedOrBlankNode, Quad, Term as Object};
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// The least likeness of a name that makes a thing worth reading.
const WORTH_READING: f32 = 0.66;

/// A type is taken to be of a class if so many things of it, and so large a share of them, are joined to entities of that class.
const LEARNED_FROM: usize = 3;
/// The share.
const LEARNED_SHARE: f32 = 0.9;

const WIKIDATA_CLAIM: &str = "http://www.wikidata.org/prop/P39";
const WIKIDATA_OFFICE: &str = "http://www.wikidata.org/prop/statement/P39";
const WIKIDATA_BEGIN: &str = "http://www.wikidata.org/prop/qualifier/P580";
const WIKIDATA_END: &str = "http://www.wikidata.org/prop/qualifier/P582";
const WIKIDATA_DEPRECATED: &str = "http://wikiba.se/ontology#DeprecatedRank";
const FTM: &str = "https://schema.followthemoney.tech/#";

/// A thing of a source with its types that no table knows.
#[derive(Debug, Clone)]
pub struct Thing {
    /// What is known of it.
    pub record: Record,
    /// Types that may be learned.
    pub types: BTreeSet<String>,
    /// Whether it is of a type that is never an entity of ours.
    pub never: bool,
}

/// Things of a source with the numbers of ours and an identifier that both have.
pub type Joined = BTreeSet<(NamedNode, usize, Id)>;

/// Reads a source's graph.
pub struct Reader<'a> {
    base: &'a KnowledgeBase,
    graph: &'a NamedNode,
    known: &'a Knowledge,
    countries: Countries<'a>,
    /// Labels of nodes that things refer to.
    labels: RefCell<HashMap<NamedNode, Option<String>>>,
}

impl<'a> Reader<'a> {
    /// A reader of a graph.
    #[must_use]
    pub fn new(base: &'a KnowledgeBase, graph: &'a NamedNode, known: &'a Knowledge) -> Self {
        Self { base, graph, known, countries: Countries::new(&known.gazetteer), labels: RefCell::default() }
    }

    /// The things that have an identifier of one of ours: the thing, the number of ours, the identifier.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn identified(&self, ours: &[Record]) -> Result<Joined, StoreError> {
        let ids = ours.iter().enumerate().flat_map(|(number, record)| record.ids.iter().map(move |id| (id, number)));
        self.with_identifiers(ids)
    }

    /// The things that have an identifier of what one of ours is linked to.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn identified_by_way(&self, ours: &[Record]) -> Result<Joined, StoreError> {
        let ids = ours.iter().enumerate().flat_map(|(number, record)| record.borrowed.keys().map(move |id| (id, number)));
        self.with_identifiers(ids)
    }

    fn with_identifiers<'i>(&self, ids: impl Iterator<Item = (&'i Id, usize)>) -> Result<Joined, StoreError> {
        let mut by_id: HashMap<&Id, Vec<usize>> = HashMap::new();
        ids.for_each(|(id, number)| by_id.entry(id).or_default().push(number));
        let mut found = Joined::new();
        if by_id.is_empty() {
            return Ok(found);
        }
        for (id, numbers) in &by_id {
            for subject in id.iris().into_iter().filter_map(|iri| NamedNode::new(iri).ok()) {
                if self.quads(Some(&subject), None).next().transpose()?.is_some() {
                    found.extend(numbers.iter().map(|&number| (subject.clone(), number, (*id).clone())));
                }
            }
        }
        for property in properties(|says| matches!(says, Says::Id(_) | Says::Same)) {
            for quad in self.quads(None, Some(&property)) {
                let Quad { subject: NamedOrBlankNode::NamedNode(subject), object, .. } = quad? else { continue };
                let Some(id) = identifier(&property, &object) else { continue };
                let numbers = by_id.get(&id).map_or(&[][..], Vec::as_slice);
                found.extend(numbers.iter().map(|&number| (subject.clone(), number, id.clone())));
            }
        }
        Ok(found)
    }

    /// The things of which a name is like one of ours.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn named(&self, index: &Index) -> Result<BTreeSet<NamedNode>, StoreError> {
        let mut found = BTreeSet::new();
        for property in properties(|says| matches!(says, Says::Name(_))) {
            for quad in self.quads(None, Some(&property)) {
                if let Quad { subject: NamedOrBlankNode::NamedNode(subject), object: Object::Literal(name), .. } = quad?
                    && !found.contains(&subject)
                    && is_like_ours(&Name::new(name.value()), index)
                {
                    found.insert(subject);
                }
            }
        }
        Ok(found)
    }

    /// All that the source says of a thing, as far as it helps to identify it.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn read(&self, node: &NamedNode) -> Result<Thing, StoreError> {
        let mut thing = Thing { record: Record::new(node.clone()), types: BTreeSet::new(), never: is_property(node) };
        thing.record.ids.insert(Id::of_iri(node.as_str()));
        let mut quads = self.quads(Some(node), None).collect::<Result<Vec<_>, _>>()?;
        quads.sort_by_cached_key(|quad| (rank(quad), quad.to_string()));
        for quad in &quads {
            if let Some(says) = says(quad.predicate.as_str()) {
                self.take(&mut thing, says, quad)?;
            }
        }
        narrow(&mut thing.record.classes);
        own_code(&mut thing, &quads);
        thing.record.terms = self.terms(node, &quads)?;
        Ok(thing)
    }

    fn take(&self, thing: &mut Thing, says: Says, quad: &Quad) -> Result<(), StoreError> {
        let text = match &quad.object {
            Object::Literal(value) => value.value(),
            Object::NamedNode(node) => node.as_str(),
            _ => return Ok(()),
        };
        let record = &mut thing.record;
        match says {
            Says::Name(sort) => record.call(text, if is_foreign(quad) { sort.max(Sort::Alias) } else { sort }),
            Says::Type => self.take_type(thing, text)?,
            Says::Words if record.classes.is_empty() => set_class(thing, of_words(text)),
            Says::Words => {}
            Says::Feature => set_class(thing, of_feature(text).map(Type::Classes)),
            Says::Country => record.countries.extend(self.country(&quad.object, text)?),
            Says::Begin => record.begin = Some(text.to_owned()),
            Says::End => record.end = Some(text.to_owned()),
            Says::Id(_) | Says::Same => record.ids.extend(identifier(quad.predicate.as_str(), &quad.object)),
        }
        Ok(())
    }

    fn take_type(&self, thing: &mut Thing, iri: &str) -> Result<(), StoreError> {
        let told = match of_type(iri) {
            Some(told) => Some(told),
            None => self.label(iri)?.as_deref().and_then(of_words),
        };
        if told.is_none() && !is_general(iri) {
            thing.types.insert(iri.to_owned());
        }
        set_class(thing, told);
        Ok(())
    }

    /// The states that a code, an IRI or a name means; of an IRI that is not known, its label.
    fn country(&self, object: &Object, text: &str) -> Result<BTreeSet<String>, StoreError> {
        let found = self.countries.named(text);
        if !found.is_empty() || !matches!(object, Object::NamedNode(_)) {
            return Ok(found);
        }
        Ok(self.label(text)?.map(|label| self.countries.named(&label)).unwrap_or_default())
    }

    /// The label that the source gives a node, the English one if there is one.
    fn label(&self, iri: &str) -> Result<Option<String>, StoreError> {
        let Ok(node) = NamedNode::new(iri) else { return Ok(None) };
        if let Some(label) = self.labels.borrow().get(&node) {
            return Ok(label.clone());
        }
        let mut labels = Vec::new();
        for quad in self.quads(Some(&node), None) {
            let quad = quad?;
            if let (Some(Says::Name(Sort::Label)), Object::Literal(value)) = (says(quad.predicate.as_str()), &quad.object) {
                labels.push((is_foreign(&quad), value.value().to_owned()));
            }
        }
        let label = labels.into_iter().min().map(|(_, label)| label);
        self.labels.borrow_mut().insert(node, label.clone());
        Ok(label)
    }

    /// The terms of office of a thing: Wikidata's statements with qualifiers, the occupancies of `FollowTheMoney`.
    fn terms(&self, node: &NamedNode, quads: &[Quad]) -> Result<Vec<Term>, StoreError> {
        let mut terms = BTreeSet::new();
        for quad in quads.iter().filter(|quad| quad.predicate.as_str() == WIKIDATA_CLAIM) {
            if let Object::NamedNode(statement) = &quad.object {
                terms.extend(self.term(statement, WIKIDATA_OFFICE, WIKIDATA_BEGIN, WIKIDATA_END)?);
            }
        }
        for start in ["", "Occupancy:"] {
            let property = |local: &str| format!("{FTM}{start}{local}");
            let interval = |local: &str| format!("{FTM}{}{local}", if start.is_empty() { "" } else { "Interval:" });
            let holder = property("holder");
            for quad in
                self.base.matching(None, Some(NamedNodeRef::new_unchecked(&holder)), Some(node.as_ref().into()), Some(self.graph))
            {
                if let NamedOrBlankNode::NamedNode(occupancy) = quad?.subject {
                    terms.extend(self.term(&occupancy, &property("post"), &interval("startDate"), &interval("endDate"))?);
                }
            }
        }
        Ok(terms.into_iter().collect())
    }

    fn term(&self, node: &NamedNode, office: &str, begin: &str, end: &str) -> Result<Option<Term>, StoreError> {
        let mut term = Term { office: None, begin: None, end: None };
        for quad in self.quads(Some(node), None) {
            let quad = quad?;
            match (quad.predicate.as_str(), &quad.object) {
                (_, Object::NamedNode(rank)) if rank.as_str() == WIKIDATA_DEPRECATED => return Ok(None),
                (property, Object::Literal(value)) if property == begin => term.begin = Some(value.value().to_owned()),
                (property, Object::Literal(value)) if property == end => term.end = Some(value.value().to_owned()),
                (property, Object::NamedNode(post)) if property == office => {
                    term.office = self.label(post.as_str())?.map(|label| self.function(&label));
                }
                _ => {}
            }
        }
        Ok((term.office.is_some() || term.begin.is_some()).then_some(term))
    }

    /// The function of an office by a name that may also say whose it is: "Minister of Foreign Affairs of Russia".
    fn function(&self, office: &str) -> String {
        let shorter = [office.rsplit_once(" of ").map(|(name, _)| name), office.split_once(' ').map(|(_, name)| name)];
        let names = std::iter::once(office).chain(shorter.into_iter().flatten());
        let known = names.into_iter().find_map(|name| self.known.gazetteer.function_of(name));
        known.map_or_else(|| office.to_lowercase(), str::to_owned)
    }

    fn quads(
        &self,
        subject: Option<&NamedNode>,
        property: Option<&str>,
    ) -> impl Iterator<Item = Result<Quad, StoreError>> + use<'a> {
        let subject = subject.map(|node| NamedOrBlankNode::from(node.clone()));
        self.base.matching(subject.as_ref(), property.map(NamedNodeRef::new_unchecked), None, Some(self.graph))
    }
}

/// Fills in the classes of things whose types no table knows, by what identifiers have joined: if nearly all things of a type
/// are joined to states, the type is that of states.
pub fn learn(things: &mut [Thing], joined: &BTreeMap<NamedNode, &Record>) {
    let mut counts: BTreeMap<String, BTreeMap<EntityClass, usize>> = BTreeMap::new();
    for thing in things.iter() {
        let Some(ours) = joined.get(&thing.record.node).filter(|ours| !ours.guessed) else { continue };
        for (name, &class) in thing.types.iter().flat_map(|name| ours.classes.iter().map(move |class| (name, class))) {
            *counts.entry(name.clone()).or_default().entry(class).or_default() += 1;
        }
    }
    let learned: HashMap<String, EntityClass> =
        counts.into_iter().filter_map(|(name, of)| Some((name, majority(&of)?))).collect();
    for thing in things.iter_mut().filter(|thing| thing.record.classes.is_empty()) {
        thing.record.classes = thing.types.iter().filter_map(|name| learned.get(name)).copied().collect();
    }
}

fn majority(counts: &BTreeMap<EntityClass, usize>) -> Option<EntityClass> {
    let all: usize = counts.values().sum();
    let (&class, &count) = counts.iter().max_by_key(|(class, count)| (**count, std::cmp::Reverse(**class)))?;
    (count >= LEARNED_FROM && count as f32 >= LEARNED_SHARE * all as f32).then_some(class)
}

/// The country code of a feature that is a country is its own.
fn own_code(thing: &mut Thing, quads: &[Quad]) {
    if !thing.record.classes.contains(&EntityClass::State) {
        return;
    }
    for quad in quads.iter().filter(|quad| quad.predicate.as_str() == "http://www.geonames.org/ontology#countryCode") {
        if let Object::Literal(code) = &quad.object {
            thing.record.ids.extend(Id::new(Scheme::IsoAlpha2, code.value()));
        }
    }
}

/// What several types say is taken together: a thing may be any of them.
fn set_class(thing: &mut Thing, told: Option<Type>) {
    match told {
        Some(Type::Classes(classes)) if !classes.is_empty() => thing.record.classes.extend(classes),
        Some(Type::Never) => thing.never = true,
        _ => {}
    }
}

/// The identifier that a triple gives.
pub(super) fn identifier(property: &str, object: &Object) -> Option<Id> {
    match (says(property)?, object) {
        (Says::Same, Object::NamedNode(node)) => Some(Id::of_iri(node.as_str())),
        (Says::Same, Object::Literal(value)) => {
            Some(Id::of_iri(value.value())).filter(|id| id.value.contains(':') || id.scheme.is_unique())
        }
        (Says::Id(scheme), Object::Literal(value)) => Id::new(scheme, value.value()),
        (Says::Id(scheme), Object::NamedNode(node)) => Some(Id::of_iri(node.as_str())).filter(|id| id.scheme == scheme),
        _ => None,
    }
}

fn is_like_ours(name: &Name, index: &Index) -> bool {
    let records = index.records();
    let names =
        index.candidates(name).into_iter().flat_map(|number| records[number].names.iter().map(move |called| (number, called)));
    names
        .into_iter()
        .any(|(number, called)| likeness(name, &called.name, records[number].may_be_person(), index).0 >= WORTH_READING)
}

/// The order in which what is said is taken: usual names in English first, so that one of them is the label; types before words.
fn rank(quad: &Quad) -> (u8, bool) {
    let kind = match says(quad.predicate.as_str()) {
        Some(Says::Name(sort)) => sort as u8,
        Some(Says::Type) => 6,
        Some(Says::Feature) => 7,
        Some(Says::Words) => 8,
        _ => 9,
    };
    (kind, is_foreign(quad))
}

/// Whether a name is in another language than English.
fn is_foreign(quad: &Quad) -> bool {
    matches!(&quad.object, Object::Literal(value) if value.language().is_some_and(|tag| tag != "en" && !tag.starts_with("en-")))
}

/// Whether a type says nothing: things of all classes have it.
fn is_general(iri: &str) -> bool {
    let local = iri.rsplit(['#', '/']).next().unwrap_or_default();
    ["Thing", "Concept", "Entity", "Feature", "SpatialThing", "Agent", "NamedIndividual", "Resource", "Item"].contains(&local)
}

/// Wikidata describes its properties too.
fn is_property(node: &NamedNode) -> bool {
    node.as_str().strip_prefix("http://www.wikidata.org/entity/").is_some_and(|id| !id.starts_with('Q'))
}

/// The things of a set, read.
///
/// # Errors
/// If the store cannot be read.
pub fn read_all(reader: &Reader<'_>, nodes: &BTreeSet<NamedNode>) -> Result<Vec<Thing>, StoreError> {
    let things = nodes.iter().map(|node| reader.read(node));
    things.filter(|thing| thing.as_ref().map_or(true, |thing| !thing.never)).collect()
}
