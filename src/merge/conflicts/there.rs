//! What a source has on a question: properties of Wikidata's with their times, positions held, sanctions in the form of `FollowTheMoney`.
//!
//! Statements that their own source has deprecated are left out, and so is what has no subject among our entities.

use super::checks::{Check, Fillers, There};
use super::identity::Identity;
use super::period::{Days, Period};
use super::value::{Value, Values};
use crate::graph::vocab::{dct, ftm, rdf, rdfs, wikibase};
use crate::knowledge::EntityId;
use crate::merge::identity::property::without_schema;
use crate::store::{KnowledgeBase, Source, StoreError};
use oxigraph::model::{Literal, NamedNode, NamedNodeRef, NamedOrBlankNode, Quad, Term, Triple};
use std::collections::{BTreeMap, HashSet};

/// The namespaces of Wikidata's exports.
const DIRECT: &str = "http://www.wikidata.org/prop/direct/";
const STATEMENT: &str = "http://www.wikidata.org/prop/";
const VALUE: &str = "http://www.wikidata.org/prop/statement/";
const QUALIFIER: &str = "http://www.wikidata.org/prop/qualifier/";

/// Start time, end time, point in time.
const TIMES: [&str; 3] = ["P580", "P582", "P585"];

/// The properties that tell whose an office is: applies to jurisdiction, country.
const WHOSE: [&str; 2] = ["P1001", "P17"];

/// One fact of a source's.
#[derive(Debug, Clone)]
pub(super) struct Fact {
    pub(super) subject: NamedNode,
    pub(super) value: Value,
    pub(super) period: Period,
    pub(super) proof: TheirProof,
}

/// A triple of a source's that stands behind its side of a comparison.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TheirProof {
    /// The triple, as the source has it.
    pub triple: Triple,
    /// From when it holds.
    pub begin: Option<String>,
    /// Until when.
    pub end: Option<String>,
    /// What else the source says of it: the authority and the programme of a sanction.
    pub words: Option<String>,
}

/// Reads what one source has.
pub(super) struct Reader<'a> {
    pub(super) base: &'a KnowledgeBase,
    pub(super) source: &'a Source,
    pub(super) identity: &'a Identity,
    pub(super) values: Values<'a>,
}

/// Values by the local name of their property.
type Properties = BTreeMap<String, Vec<Term>>;

impl Reader<'_> {
    /// All that it has; `None` if it has nothing of the kind on anybody.
    pub(super) fn read(&self, check: &Check) -> Result<Option<Vec<Fact>>, StoreError> {
        let mut facts = match check.there {
            There::Property(property) => self.property(property, |object| self.value(object, check.fillers))?,
            There::Positions(property) => self.positions(property)?,
            There::Sanctions => self.sanctions()?,
        };
        if let Some(facts) = &mut facts {
            facts.sort_by_cached_key(|fact| (fact.subject.clone(), fact.value.clone(), fact.proof.triple.to_string()));
        }
        Ok(facts)
    }

    /// Whether it says anything of an entity.
    pub(super) fn knows(&self, entity: &NamedNode) -> Result<bool, StoreError> {
        for thing in self.identity.there(entity) {
            let subject = NamedOrBlankNode::from(thing.clone());
            if self.base.matching(Some(&subject), None, None, Some(&self.source.graph)).next().transpose()?.is_some() {
                return Ok(true);
            }
        }
        Ok(false)
    }

    fn matching(&self, property: &str) -> Result<Vec<(NamedNode, Term)>, StoreError> {
        let property = NamedNodeRef::new_unchecked(property);
        let mut found = Vec::new();
        for quad in self.base.matching(None, Some(property), None, Some(&self.source.graph)) {
            if let Quad { subject: NamedOrBlankNode::NamedNode(subject), object, .. } = quad? {
                found.push((subject, object));
            }
        }
        Ok(found)
    }

    /// The values of a property, with their times where there are statements.
    fn property(&self, property: &str, value: impl Fn(&Term) -> Option<Value>) -> Result<Option<Vec<Fact>>, StoreError> {
        let statements = self.matching(&format!("{STATEMENT}{property}"))?;
        let direct = self.matching(&format!("{DIRECT}{property}"))?;
        if statements.is_empty() && direct.is_empty() {
            return Ok(None);
        }
        let (mut facts, mut stated) = (Vec::new(), HashSet::new());
        for (subject, node) in statements {
            let (Some(here), Term::NamedNode(node)) = (self.identity.here(&subject), node) else { continue };
            let about = self.about(&node)?;
            for object in about.get(&format!("{VALUE}{property}")).into_iter().flatten() {
                stated.insert((subject.clone(), object.clone()));
                if !is_deprecated(&about) {
                    let triple =
                        Triple::new(subject.clone(), NamedNode::new_unchecked(format!("{DIRECT}{property}")), object.clone());
                    facts.extend(value(object).map(|value| fact(here, value, triple, &times(&about))));
                }
            }
        }
        for (subject, object) in direct {
            if let Some(here) = self.identity.here(&subject)
                && !stated.contains(&(subject.clone(), object.clone()))
            {
                let triple =
                    Triple::new(subject.clone(), NamedNode::new_unchecked(format!("{DIRECT}{property}")), object.clone());
                facts.extend(value(&object).map(|value| fact(here, value, triple, &<[_; 2]>::default())));
            }
        }
        Ok(Some(facts))
    }

    /// The entity that a value is here, or the value as the source has it.
    fn value(&self, object: &Term, fillers: Fillers) -> Option<Value> {
        let node = as_node(object)?;
        match self.identity.here(node) {
            Some(here) => self.values.of(&here.clone().into(), fillers),
            None => Some(Value { key: node.as_str().to_owned(), node: node.clone().into(), of: None }),
        }
    }

    fn positions(&self, property: &str) -> Result<Option<Vec<Fact>>, StoreError> {
        let found = self.property(property, |object| self.value(object, Fillers::AsTheyAre))?;
        let Some(mut facts) = found else { return Ok(None) };
        let mut known: BTreeMap<Value, Option<Value>> = BTreeMap::new();
        for fact in &mut facts {
            if !known.contains_key(&fact.value) {
                let office = self.office(&fact.value, self.polities(&fact.subject))?;
                known.insert(fact.value.clone(), office);
            }
            if let Some(Some(office)) = known.get(&fact.value) {
                fact.value = office.clone();
            }
        }
        Ok(Some(facts))
    }

    /// Whom a person belongs to.
    fn polities(&self, person: &NamedNode) -> Vec<EntityId> {
        let known = self.values.known(person).map(|id| self.values.gazetteer.entity(id));
        known.map(|entity| entity.belongs_to.clone()).unwrap_or_default()
    }

    /// The office that a position is, by its title and by whose it is.
    fn office(&self, position: &Value, holders: Vec<EntityId>) -> Result<Option<Value>, StoreError> {
        let Term::NamedNode(node) = &position.node else { return Ok(None) };
        let about = self.about(node)?;
        let titles: Vec<&str> = about.get(rdfs::LABEL.as_str()).into_iter().flatten().filter_map(english).collect();
        let named = WHOSE.iter().flat_map(|property| about.get(&format!("{DIRECT}{property}")).into_iter().flatten());
        let named = named.filter_map(as_node).filter_map(|node| self.identity.here(node));
        let mut polities: Vec<EntityId> = named.filter_map(|node| self.values.known(node)).collect();
        if polities.is_empty() {
            polities = holders;
        }
        let pairs = polities.iter().flat_map(|polity| titles.iter().map(move |title| (title, polity)));
        Ok(pairs.into_iter().find_map(|(title, polity)| self.values.titled(title, node, *polity)))
    }

    fn sanctions(&self) -> Result<Option<Vec<Fact>>, StoreError> {
        let class = ftm::SANCTION.into();
        let sanctions = self.base.matching(None, Some(rdf::TYPE), Some(class), Some(&self.source.graph));
        let mut facts = Vec::new();
        let mut any = false;
        for quad in sanctions {
            any = true;
            if let NamedOrBlankNode::NamedNode(sanction) = quad?.subject {
                facts.extend(self.sanction(&sanction)?);
            }
        }
        Ok(any.then_some(facts))
    }

    /// The targets and imposers of a sanction, in pairs.
    fn sanction(&self, sanction: &NamedNode) -> Result<Vec<Fact>, StoreError> {
        let about = self.about(sanction)?;
        let period = [first(&about, &["startDate", "listingDate", "date"]), first(&about, &["endDate"])];
        let told = ["authority", "program"].map(|name| words(&about, name).join("; "));
        let told = told.into_iter().filter(|words| !words.is_empty()).collect::<Vec<_>>().join(": ");
        let imposers = self.imposers(&about);
        let mut facts = Vec::new();
        for (property, target) in of(&about, "entity") {
            let Some(here) = as_node(target).and_then(|thing| self.identity.here(thing)) else { continue };
            let triple = Triple::new(sanction.clone(), NamedNode::new_unchecked(property), target.clone());
            for imposer in &imposers {
                let mut fact = fact(here, imposer.clone(), triple.clone(), &period);
                fact.proof.words = (!told.is_empty()).then(|| told.clone());
                facts.push(fact);
            }
        }
        Ok(facts)
    }

    /// Who imposes a sanction: the country of the authority, or whose authority has this name, or whose programme or list
    /// `OpenSanctions` names so (`US-RUSHAR`, `us_ofac_sdn`), or else the name itself.
    fn imposers(&self, sanction: &Properties) -> Vec<Value> {
        let authorities = words(sanction, "authority");
        let lists = sanction.get(dct::IS_PART_OF.as_str()).into_iter().flatten().map(spelled);
        let coded = |names: Vec<String>| names.iter().filter_map(|name| country(name)).collect();
        let named =
            [words(sanction, "country"), authorities.clone(), coded(words(sanction, "programId")), coded(lists.collect())];
        let known = named.iter().map(|names| names.iter().filter_map(|name| self.values.authority(name)).collect::<Vec<_>>());
        let known = known.into_iter().find(|found| !found.is_empty());
        let mut imposers = known.unwrap_or_else(|| authorities.into_iter().map(unknown).collect());
        imposers.sort();
        imposers.dedup();
        imposers
    }

    /// What the source says of a node.
    fn about(&self, node: &NamedNode) -> Result<Properties, StoreError> {
        let mut properties = Properties::new();
        for quad in self.base.matching(Some(&node.clone().into()), None, None, Some(&self.source.graph)) {
            let Quad { predicate, object, .. } = quad?;
            properties.entry(predicate.into_string()).or_default().push(object);
        }
        for terms in properties.values_mut() {
            terms.sort_by_cached_key(Term::to_string);
        }
        Ok(properties)
    }
}

fn fact(here: &NamedNode, value: Value, triple: Triple, [begin, end]: &[Option<String>; 2]) -> Fact {
    let days = |text: &Option<String>| text.as_deref().and_then(Days::of);
    let period = Period { begin: days(begin), end: days(end) };
    let proof = TheirProof { triple, begin: begin.clone(), end: end.clone(), words: None };
    Fact { subject: here.clone(), value, period, proof }
}

/// Begin and end of a statement by its qualifiers; a point in time is both.
fn times(about: &Properties) -> [Option<String>; 2] {
    let time = |property: &str| {
        let terms = about.get(&format!("{QUALIFIER}{property}")).into_iter().flatten();
        terms.map(spelled).find(|text| Days::of(text).is_some())
    };
    let [begin, end, point] = TIMES.map(time);
    [begin.or_else(|| point.clone()), end.or(point)]
}

fn is_deprecated(about: &Properties) -> bool {
    about.get(wikibase::RANK.as_str()).is_some_and(|ranks| ranks.contains(&wikibase::DEPRECATED_RANK.into()))
}

/// Whether a property is this one of `FollowTheMoney`: its own export puts the name of the schema before it (`#Sanction:entity`).
fn is_ftm(property: &str, name: &str) -> bool {
    property.strip_prefix(ftm::NS).is_some_and(|local| without_schema(local) == name)
}

/// Words, or what stands last in an IRI: countries are IRIs in the own export of `FollowTheMoney`.
fn spelled(term: &Term) -> String {
    match term {
        Term::Literal(literal) => literal.value().to_owned(),
        Term::NamedNode(node) => node.as_str().rsplit(['/', ':', '#']).next().unwrap_or_default().to_owned(),
        other => other.to_string(),
    }
}

/// The properties of this name in the schema of `FollowTheMoney`, with their values.
fn of<'a>(about: &'a Properties, name: &'a str) -> impl Iterator<Item = (&'a str, &'a Term)> {
    let named = about.iter().filter(move |(property, _)| is_ftm(property, name));
    named.flat_map(|(property, terms)| terms.iter().map(move |term| (property.as_str(), term)))
}

fn words(about: &Properties, name: &str) -> Vec<String> {
    of(about, name).map(|(_, term)| spelled(term)).collect()
}

/// The first value of the first of these properties that has one.
fn first(about: &Properties, names: &[&str]) -> Option<String> {
    names.iter().find_map(|name| words(about, name).into_iter().min())
}

/// The country that a programme or a list is of, by its name.
fn country(name: &str) -> Option<String> {
    let code = name.split(['-', '_']).next()?;
    let is_code = code.len() == 2 && code.len() < name.len() && code.bytes().all(|byte| byte.is_ascii_alphabetic());
    is_code.then(|| code.to_owned())
}

fn as_node(term: &Term) -> Option<&NamedNode> {
    if let Term::NamedNode(node) = term { Some(node) } else { None }
}

fn unknown(name: String) -> Value {
    Value { key: name.clone(), node: Literal::new_simple_literal(name).into(), of: None }
}

fn english(term: &Term) -> Option<&str> {
    match term {
        Term::Literal(label) if label.language().is_none_or(|language| language.starts_with("en")) => Some(label.value()),
        _ => None,
    }
}
