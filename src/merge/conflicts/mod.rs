//! What documents assert, beside what external sources have: where they agree, where they contradict each other, and what only
//! one of them has; each with the proofs of both sides.
//!
//! The world is open: that a source says nothing contradicts nobody. A contradiction is a denial of what a source has, an affirmation for a
//! time at which the source has it over or not yet begun, or an office that the source has somebody else in at that time. Only
//! assertions that tell of facts take part, not plans, demands and possibilities; who vouches for them is told. Only subjects that a
//! source knows are compared with it, and a source that has nothing of a kind is not asked about it.
//!
//! [`mod@checks`] lists the questions, [`here`] reads our side and [`there`] the sources', [`value`] brings both into one form,
//! [`identity`] says which of their things are which of our entities, [`period`] compares times.

mod checks;
mod here;
mod identity;
mod period;
mod rdf;
mod there;
mod value;

pub use here::OurProof;
pub use rdf::quads;
pub use there::TheirProof;
pub use value::Value;

use crate::graph::vocab::{dct, demarche, dm, itsrdf};
use crate::knowledge::Gazetteer;
use crate::knowledge::spelling::near;
use crate::store::{KnowledgeBase, Source, StoreError};
use checks::{CHECKS, Check, There};
use here::Told;
use identity::Identity;
use oxigraph::model::{NamedNode, NamedNodeRef, NamedOrBlankNode, Term};
use period::Days;
use std::collections::{BTreeMap, HashMap, HashSet};
use there::Fact;
use thiserror::Error;
use value::Values;

/// Why nothing was compared. Each message is one line that says what, where, and what to do.
#[derive(Debug, Error)]
pub enum ConflictError {
    /// The store could not be read.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// No external source was merged.
    #[error("{0}: no external source was merged into this store; merge one with demarche merge FILE… --source NAME")]
    NoSources(String),
    /// There is no such question.
    #[error("--about {name}: nothing of this kind is compared{}; there are {known}", suggestion(.near.as_deref()))]
    UnknownCheck {
        /// What was asked for.
        name: String,
        /// The one that was perhaps meant.
        near: Option<String>,
        /// Those that there are.
        known: String,
    },
}

fn suggestion(near: Option<&str>) -> String {
    near.map_or_else(String::new, |near| format!(", did you mean {near}?"))
}

/// How what documents say stands to what a source has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verdict {
    /// They cannot both be right.
    Contradiction,
    /// They say the same.
    Agreement,
    /// Only documents say it.
    OnlyHere,
    /// Only the source has it.
    OnlyThere,
}

impl Verdict {
    /// All of them, in the order in which they are told.
    pub const ALL: [Self; 4] = [Self::Contradiction, Self::Agreement, Self::OnlyHere, Self::OnlyThere];

    /// Its name for people.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Contradiction => "contradiction",
            Self::Agreement => "agreement",
            Self::OnlyHere => "only here",
            Self::OnlyThere => "only there",
        }
    }

    /// Its IRI.
    #[must_use]
    pub fn iri(self) -> NamedNodeRef<'static> {
        match self {
            Self::Contradiction => dm::CONTRADICTION,
            Self::Agreement => dm::AGREEMENT,
            Self::OnlyHere => dm::ONLY_HERE,
            Self::OnlyThere => dm::ONLY_THERE,
        }
    }
}

/// One subject, property and value, with what both sides have on it.
#[derive(Debug, Clone)]
pub struct Comparison {
    /// The question.
    pub check: &'static str,
    /// How the sides stand to each other.
    pub verdict: Verdict,
    /// The source's name.
    pub source: String,
    /// What stands for the source.
    pub source_iri: NamedNode,
    /// Who or what it is about.
    pub subject: NamedNode,
    /// The role that the value fills.
    pub role: NamedNode,
    /// What is compared.
    pub value: Value,
    /// Whether documents affirm it; `None` if they say nothing.
    pub affirmed: Option<bool>,
    /// What the verdict does not say.
    pub note: &'static str,
    /// The assertions of documents.
    pub ours: Vec<OurProof>,
    /// The triples of the source.
    pub theirs: Vec<TheirProof>,
}

/// The names of the questions.
pub fn checks() -> impl Iterator<Item = &'static str> {
    CHECKS.iter().map(|check| check.name)
}

/// What is compared.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Only with these sources; with all if there are none.
    pub sources: Vec<String>,
    /// Only on these questions; on all if there are none.
    pub checks: Vec<String>,
}

/// Compares a store's documents with its sources, in a settled order.
///
/// # Errors
/// If the store cannot be read, or has none of what is named.
pub fn compare(base: &KnowledgeBase, gazetteer: &Gazetteer, options: &Options) -> Result<Vec<Comparison>, ConflictError> {
    let sources = chosen_sources(base, &options.sources)?;
    let checks = chosen_checks(&options.checks)?;
    let values = Values { gazetteer, minter: base.minter() };
    let identity = Identity::of(base)?;
    let documents = Documents { base, earliest: earliest(base)? };
    let mut compared = Vec::new();
    for check in checks {
        let told = here::Reader { base, values }.read(check)?;
        for source in &sources {
            let reader = there::Reader { base, source, identity: &identity, values };
            if let Some(facts) = reader.read(check)? {
                let told = known_there(&told, &reader)?;
                compared.extend(Side { check, source, told, facts: &facts, documents: &documents }.compare()?);
            }
        }
    }
    Ok(compared)
}

fn chosen_sources(base: &KnowledgeBase, names: &[String]) -> Result<Vec<Source>, ConflictError> {
    let sources = base.sources()?;
    if sources.is_empty() {
        return Err(ConflictError::NoSources(base.place().to_owned()));
    }
    let chosen = names.iter().map(|name| base.source(name)).collect::<Result<Vec<_>, _>>()?;
    Ok(sources.into_iter().filter(|source| names.is_empty() || chosen.contains(source)).collect())
}

fn chosen_checks(names: &[String]) -> Result<Vec<&'static Check>, ConflictError> {
    if let Some(name) = names.iter().find(|name| checks().all(|known| known != name.as_str())) {
        let known = checks().collect::<Vec<_>>().join(", ");
        return Err(ConflictError::UnknownCheck { name: name.clone(), near: near(name, checks()), known });
    }
    Ok(CHECKS.iter().filter(|check| names.is_empty() || names.iter().any(|name| name == check.name)).collect())
}

/// What is told of subjects that a source knows.
fn known_there<'a>(told: &'a [Told], reader: &there::Reader<'_>) -> Result<Vec<&'a Told>, StoreError> {
    let mut asked: HashMap<&NamedNode, bool> = HashMap::new();
    let mut kept = Vec::new();
    for told in told {
        let knows = match asked.get(&told.subject) {
            Some(answer) => *answer,
            None => reader.knows(&told.subject)?,
        };
        asked.insert(&told.subject, knows);
        kept.extend(knows.then_some(told));
    }
    Ok(kept)
}

/// The first day that a document is of.
fn earliest(base: &KnowledgeBase) -> Result<Option<Days>, StoreError> {
    let mut earliest: Option<Days> = None;
    for document in base.documents()? {
        if let Some(Term::Literal(date)) = base.value(&document.iri, dct::DATE)?
            && let Some(days) = Days::of(date.value())
        {
            earliest = Some(earliest.map_or(days.clone(), |first| first.min(days)));
        }
    }
    Ok(earliest)
}

/// What documents speak of.
struct Documents<'a> {
    base: &'a KnowledgeBase,
    earliest: Option<Days>,
}

impl Documents<'_> {
    fn speak_of(&self, entity: &NamedNode) -> Result<bool, StoreError> {
        let object = Some(entity.as_ref().into());
        Ok(self.base.matching(None, Some(itsrdf::TA_IDENT_REF), object, None).next().transpose()?.is_some())
    }
}

/// One question, asked of documents and of one source.
struct Side<'a> {
    check: &'static Check,
    source: &'a Source,
    told: Vec<&'a Told>,
    facts: &'a [Fact],
    documents: &'a Documents<'a>,
}

/// What comparisons are put together by.
type Key<'a> = (Verdict, &'a NamedNode, &'a Value, Option<bool>, &'static str);

/// How an assertion stands to facts of a source.
struct Judged<'a> {
    verdict: Verdict,
    note: &'static str,
    facts: Vec<&'a Fact>,
}

impl<'a> Side<'a> {
    fn compare(&self) -> Result<Vec<Comparison>, StoreError> {
        let mut by_value: HashMap<&str, Vec<&Fact>> = HashMap::new();
        for fact in self.facts {
            by_value.entry(&fact.value.key).or_default().push(fact);
        }
        let mut found: BTreeMap<Key<'_>, Comparison> = BTreeMap::new();
        let mut spoken: HashSet<(&NamedNode, &str)> = HashSet::new();
        for told in &self.told {
            let all = by_value.get(told.value.key.as_str()).map_or(&[][..], Vec::as_slice);
            let (same, others): (Vec<&Fact>, Vec<&Fact>) = all.iter().partition(|fact| fact.subject == told.subject);
            let judged = self.judge(told, &same, &others);
            spoken.insert((&told.subject, &told.value.key));
            let key = (judged.verdict, &told.subject, &told.value, Some(told.affirmed), judged.note);
            let entry = found.entry(key).or_insert_with(|| self.comparison(&key, &told.role));
            entry.ours.push(told.proof.clone());
            judged.facts.into_iter().for_each(|fact| add(&mut entry.theirs, fact));
        }
        let role = demarche(self.check.values[0]);
        for fact in self.facts.iter().filter(|fact| !spoken.contains(&(&fact.subject, &*fact.value.key))) {
            if self.is_worth_telling(fact)? {
                let key = (Verdict::OnlyThere, &fact.subject, &fact.value, None, "");
                add(&mut found.entry(key).or_insert_with(|| self.comparison(&key, &role)).theirs, fact);
            }
        }
        Ok(found.into_values().collect())
    }

    fn judge(&self, told: &Told, same: &[&'a Fact], others: &[&'a Fact]) -> Judged<'a> {
        let then = told.time.as_ref().or(told.written.as_ref());
        let holding: Vec<&Fact> = same.iter().copied().filter(|fact| holds(fact, then)).collect();
        let judged = |verdict, note, facts: &[&'a Fact]| Judged { verdict, note, facts: facts.to_vec() };
        match (told.affirmed, same.is_empty(), holding.is_empty()) {
            (true, true, _) => self.alone(then, others),
            (true, false, false) => judged(Verdict::Agreement, "", &holding),
            (true, false, true) if told.time.is_some() || same.iter().all(|fact| later(fact, then)) => {
                judged(Verdict::Contradiction, "the source has it for another time", same)
            }
            (true, false, true) => judged(Verdict::Agreement, "the source has it as over by then", same),
            (false, true, _) => judged(Verdict::OnlyHere, "denied", &[]),
            (false, false, false) => judged(Verdict::Contradiction, "denied", &holding),
            (false, false, true) => judged(Verdict::Agreement, "denied, and over by then in the source", same),
        }
    }

    /// What the source does not have: of an office it may have another holder.
    fn alone(&self, then: Option<&Days>, others: &[&'a Fact]) -> Judged<'a> {
        let one_at_a_time = matches!(self.check.there, There::Positions(_));
        let covers = |fact: &&&Fact| then.is_some_and(|then| fact.period.covers(then));
        let holders: Vec<&Fact> = others.iter().filter(covers).copied().collect();
        if one_at_a_time && !holders.is_empty() {
            return Judged { verdict: Verdict::Contradiction, note: "the source has another holder then", facts: holders };
        }
        Judged { verdict: Verdict::OnlyHere, note: "", facts: Vec::new() }
    }

    /// Whether documents speak of the subject, and of the value where that is asked for, and it was not over before the first of
    /// them.
    fn is_worth_telling(&self, fact: &Fact) -> Result<bool, StoreError> {
        if self.documents.earliest.as_ref().is_some_and(|earliest| fact.period.over_by(earliest)) {
            return Ok(false);
        }
        if let Some(class) = self.check.class_there
            && !self.documents.base.is_a(&fact.subject, demarche(class).as_ref())?
        {
            return Ok(false);
        }
        let value = match &fact.value.node {
            Term::NamedNode(node) if self.check.both => self.documents.speak_of(node)?,
            _ => !self.check.both,
        };
        Ok(value && self.documents.speak_of(&fact.subject)?)
    }

    fn comparison(&self, (verdict, subject, value, affirmed, note): &Key<'_>, role: &NamedNode) -> Comparison {
        Comparison {
            check: self.check.name,
            verdict: *verdict,
            source: self.source.name.clone(),
            source_iri: self.source.iri.clone(),
            subject: (*subject).clone(),
            role: role.clone(),
            value: (*value).clone(),
            affirmed: *affirmed,
            note,
            ours: Vec::new(),
            theirs: Vec::new(),
        }
    }
}

/// Whether a fact may hold at that time; if no time is known, now.
fn holds(fact: &Fact, then: Option<&Days>) -> bool {
    then.map_or(fact.period.end.is_none(), |then| fact.period.may_hold(then))
}

fn later(fact: &Fact, then: Option<&Days>) -> bool {
    then.is_some_and(|then| fact.period.begins_after(then))
}

fn add(theirs: &mut Vec<TheirProof>, fact: &Fact) {
    if !theirs.contains(&fact.proof) {
        theirs.push(fact.proof.clone());
    }
}

/// The subject of a triple, if it has a name.
fn named(node: &NamedOrBlankNode) -> Option<&NamedNode> {
    if let NamedOrBlankNode::NamedNode(node) = node { Some(node) } else { None }
}
