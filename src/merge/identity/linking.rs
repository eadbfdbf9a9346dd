//! Linking a whole source, and taking that back.

use super::decision::{self, By, Decision, Judgement};
use super::error::IdentityError;
use super::index::Index;
use super::matching::{Match, Thresholds, matches, rivals_of_theirs};
use super::ours;
use super::property::{Says, properties};
use super::record::{Id, Record};
use super::resolution::{Conflict, Given, Resolution, effective, is_identity, resolve};
use super::score::class_fit;
use super::theirs::{Joined, Reader, Thing, identifier, learn, read_all};
use super::{class::Fit, compare};
use crate::graph::sorted;
use crate::graph::vocab::{owl, skos};
use crate::knowledge::Knowledge;
use crate::store::{KnowledgeBase, StoreError};
use oxigraph::model::{NamedNode, NamedNodeRef, NamedOrBlankNode, Quad, Term};
use std::collections::{BTreeMap, BTreeSet};

/// The local name of the graph of links.
pub const LINKS: &str = "links";

/// The score of a pair that an identifier joins and something else speaks against.
const DOUBTFUL: f32 = 0.75;

/// How a source is linked.
#[derive(Debug, Clone)]
pub struct LinkOptions {
    /// The scores at which things are taken for one.
    pub thresholds: Thresholds,
    /// Whether links say `owl:sameAs` in place of `skos:exactMatch`.
    pub same_as: bool,
    /// The version of the program, which its decisions are attributed to.
    pub version: String,
}

impl Default for LinkOptions {
    fn default() -> Self {
        Self { thresholds: Thresholds::default(), same_as: false, version: env!("CARGO_PKG_VERSION").to_owned() }
    }
}

/// What linking a source came to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LinkReport {
    /// How many entities of ours were compared with it.
    pub entities: usize,
    /// How many of its things were.
    pub things: usize,
    /// How many pairs identifiers joined.
    pub by_identifier: usize,
    /// How many pairs names joined.
    pub by_name: usize,
    /// How many pairs a person is to look at.
    pub open: usize,
    /// How many pairs persons had decided on before.
    pub decided: usize,
    /// How many links to the source the store has now.
    pub linked: usize,
    /// How many links it has to all sources.
    pub links: usize,
    /// What cannot all be true.
    pub conflicts: Vec<Conflict>,
}

/// Links the things of a source, by the name that it was merged under, to the entities of a store. What the program decided about the
/// source before is made anew; what persons decided holds.
///
/// # Errors
/// If there is no such source, or the store cannot be read or written.
pub fn link_source(
    base: &KnowledgeBase,
    known: &Knowledge,
    source: &str,
    options: &LinkOptions,
) -> Result<LinkReport, IdentityError> {
    let (made, mut report) = decide_source(base, known, source, options)?;
    let node = base.minter().source(source);
    let mut log = decision::of_store(base)?;
    log.retain(|old| old.is_a_persons() || old.source.as_ref() != Some(&node));
    let persons = effective(&log);
    report.decided = made.iter().filter(|made| persons.contains_key(&(made.left.clone(), made.right.clone()))).count();
    log.extend(made);
    let resolution = write(base, &log)?;
    report.open = resolution.open.iter().filter(|open| open.source.as_ref() == Some(&node)).count();
    report.linked = resolution.links.iter().filter(|link| link.source.as_ref() == Some(&node)).count();
    report.links = resolution.links.len();
    report.conflicts.extend(resolution.conflicts);
    report.conflicts.sort();
    report.conflicts.dedup();
    Ok(report)
}

/// What the program decides about a source, without writing anything.
///
/// # Errors
/// If there is no such source, or the store cannot be read.
pub fn decide_source(
    base: &KnowledgeBase,
    known: &Knowledge,
    source: &str,
    options: &LinkOptions,
) -> Result<(Vec<Decision>, LinkReport), IdentityError> {
    let graph = base.minter().source_graph(source);
    let node = base.source(source)?.iri;
    let index = Index::new(borrow_identifiers(base, &node, ours::of_store(base, known)?)?);
    let reader = Reader::new(base, &graph, known);
    let joined = reader.identified(index.records())?;
    let by_way = reader.identified_by_way(index.records())?;
    let mut wanted = reader.named(&index)?;
    wanted.extend(joined.iter().chain(&by_way).map(|(node, _, _)| node.clone()));
    let mut things = read_all(&reader, &wanted)?;
    let first: BTreeMap<NamedNode, &Record> =
        joined.iter().map(|(node, ours, _)| (node.clone(), &index.records()[*ours])).collect();
    learn(&mut things, &first);
    let maker = Maker { index: &index, source: node, options };
    let mut report = LinkReport { entities: index.records().len(), things: things.len(), ..LinkReport::default() };
    let mut made = maker.by_identifier(&things, &joined);
    let named = maker.by_name(&things, &joined);
    made.extend(maker.by_way(&things, &by_way, &named));
    report.by_identifier = made.iter().filter(|made| made.judgement == Judgement::Positive).count();
    report.by_name = named.iter().filter(|made| made.judgement == Judgement::Positive).count();
    let decided: BTreeSet<(NamedNode, NamedNode)> = made.iter().map(pair).collect();
    made.extend(named.into_iter().filter(|named| !decided.contains(&pair(named))));
    Ok((made, report))
}

/// Takes back what the program decided about a source; gives the number of decisions. What persons decided stays; what the program
/// decided about other sources goes if links led to it that go.
///
/// # Errors
/// If the store cannot be read or written.
pub fn unlink_source(base: &KnowledgeBase, source: &str) -> Result<usize, StoreError> {
    let node = base.minter().source(source);
    let mut log = decision::of_store(base)?;
    let before = log.len();
    log.retain(|old| old.is_a_persons() || old.source.as_ref() != Some(&node));
    let gone = before - log.len();
    let links = write(base, &log)?.links;
    let links: BTreeSet<_> = links.iter().map(|link| (&link.left, link.right.as_str())).collect();
    let all = log.len();
    log.retain(|old| old.is_a_persons() || ways(old).all(|way| links.contains(&(&old.left, way))));
    if log.len() < all {
        write(base, &log)?;
    }
    Ok(gone)
}

/// The things of other sources that led to a decision.
fn ways(decision: &Decision) -> impl Iterator<Item = &str> {
    decision.reason.split(BY_WAY).skip(1).map(|told| {
        let way = told.split_whitespace().next().unwrap_or_default();
        [",", ");", ")"].iter().find_map(|end| way.strip_suffix(end)).unwrap_or(way)
    })
}

/// Writes decisions in the place of those of the store, and the links that they come to; gives only links to what the store has.
///
/// # Errors
/// If the store cannot be read or written.
pub fn write(base: &KnowledgeBase, log: &[Decision]) -> Result<Resolution, StoreError> {
    let minter = base.minter();
    let mut resolution = resolve(log, &given(base, log)?);
    let quads = sorted(log.iter().flat_map(|decision| decision.quads(minter)).collect());
    base.put_graph(&minter.graph(decision::GRAPH), &quads)?;
    let graph = minter.graph(LINKS);
    let mut present = Vec::new();
    for link in resolution.links {
        // A decision of a person's outlasts its source, its link does not.
        if link.source.is_none() || base.is_of_source(&link.right)? {
            present.push(link);
        }
    }
    resolution.links = present;
    let quad = |link: &Decision| Quad::new(link.left.clone(), link.relation.clone(), link.right.clone(), graph.clone());
    base.put_graph(&graph, &sorted(resolution.links.iter().map(quad).collect()))?;
    Ok(resolution)
}

/// What the decisions of a store come to.
///
/// # Errors
/// If the store cannot be read.
pub fn resolution(base: &KnowledgeBase) -> Result<Resolution, StoreError> {
    let log = decision::of_store(base)?;
    Ok(resolve(&log, &given(base, &log)?))
}

/// What is known beside decisions: the identifiers of the gazetteer, and what sources say of things that decisions are about.
fn given(base: &KnowledgeBase, log: &[Decision]) -> Result<Given, StoreError> {
    let mut given = Given::default();
    let lefts: BTreeSet<&NamedNode> = log.iter().map(|decision| &decision.left).collect();
    let gazetteer = base.minter().graph("gazetteer");
    for node in lefts {
        let subject = NamedOrBlankNode::from(node.clone());
        for quad in base.matching(Some(&subject), None, None, Some(&gazetteer)) {
            let quad = quad?;
            given.distinct.insert(node.clone());
            if let (true, Term::NamedNode(link)) = (quad.predicate.as_ref() == skos::EXACT_MATCH, quad.object) {
                given.same.push((node.clone(), link));
            }
        }
    }
    let same = properties(|says| says == Says::Same);
    let links = base.minter().graph(LINKS);
    for node in log.iter().map(|decision| &decision.right).collect::<BTreeSet<_>>() {
        let subject = NamedOrBlankNode::from(node.clone());
        for property in &same {
            for quad in base.matching(Some(&subject), Some(NamedNodeRef::new_unchecked(property)), None, None) {
                let quad = quad?;
                if let (false, Term::NamedNode(other)) = (quad.graph_name == links.clone().into(), quad.object) {
                    given.same.push((node.clone(), other));
                }
            }
        }
    }
    given.same.sort();
    given.same.dedup();
    Ok(given)
}

/// Gives entities of ours the identifiers of what they are linked to in other sources: a LEI that one source has leads to the same company
/// in another. A link that itself was made by way of another lends nothing, so that no two links hold each other up.
fn borrow_identifiers(base: &KnowledgeBase, source: &NamedNode, mut records: Vec<Record>) -> Result<Vec<Record>, StoreError> {
    let mut linked: BTreeMap<NamedNode, Vec<NamedNode>> = BTreeMap::new();
    let lends = |link: &Decision| link.source.as_ref() != Some(source) && !link.reason.contains(BY_WAY);
    for link in resolution(base)?.links.into_iter().filter(|link| lends(link) && is_identity(&link.relation)) {
        linked.entry(link.left).or_default().push(link.right);
    }
    for record in &mut records {
        for node in linked.get(&record.node).map_or(&[][..], Vec::as_slice) {
            let about = base.about(node.as_ref().into())?;
            let told = about.iter().filter_map(|(property, value)| identifier(property.as_str(), value));
            for id in told.chain([Id::of_iri(node.as_str())]).filter(|id| !record.ids.contains(id)) {
                record.borrowed.entry(id).or_insert_with(|| node.clone());
            }
        }
    }
    Ok(records)
}

/// What the reason of a link says that was made by the identifier of another link's thing.
const BY_WAY: &str = ", by way of ";

/// The two things that a decision is about.
fn pair(decision: &Decision) -> (NamedNode, NamedNode) {
    (decision.left.clone(), decision.right.clone())
}

/// Makes decisions.
struct Maker<'a> {
    index: &'a Index,
    source: NamedNode,
    options: &'a LinkOptions,
}

impl Maker<'_> {
    /// The things that have an identifier of ours.
    fn by_identifier(&self, things: &[Thing], joined: &Joined) -> Vec<Decision> {
        let made = pairs(things, joined).into_iter().map(|((thing, ours), ids)| {
            let told: Vec<String> = ids.iter().map(ToString::to_string).collect();
            self.identified(ours, &thing.record, &told.join(", "))
        });
        made.collect()
    }

    /// The things that have an identifier of what ours are linked to, unless their names say so already.
    fn by_way(&self, things: &[Thing], joined: &Joined, named: &[Decision]) -> Vec<Decision> {
        let sure: BTreeSet<_> = named.iter().filter(|named| named.judgement == Judgement::Positive).map(pair).collect();
        let mut made = Vec::new();
        for ((thing, ours), ids) in pairs(things, joined) {
            let left = &self.index.records()[ours];
            let own = !left.ids.is_disjoint(&thing.record.ids);
            if own || sure.contains(&(left.node.clone(), thing.record.node.clone())) {
                continue;
            }
            let told: Vec<String> = ids.iter().map(|id| format!("{id}{BY_WAY}{}", left.borrowed[*id].as_str())).collect();
            made.push(self.identified(ours, &thing.record, &told.join(", ")));
        }
        made
    }

    fn identified(&self, ours: usize, theirs: &Record, told: &str) -> Decision {
        let left = &self.index.records()[ours];
        let reason = format!("identifier +1.00 ({told})");
        match doubt(left, theirs, self.index) {
            None => self.decision(&left.node, &theirs.node, Judgement::Positive, 1.0, reason, false),
            Some(why) => self.decision(&left.node, &theirs.node, Judgement::Unsure, DOUBTFUL, format!("{reason}; {why}"), false),
        }
    }

    /// The things whose names, classes, countries and dates say so.
    fn by_name(&self, things: &[Thing], joined: &Joined) -> Vec<Decision> {
        let joined: BTreeSet<(&NamedNode, usize)> = joined.iter().map(|(node, ours, _)| (node, *ours)).collect();
        let taken: BTreeSet<&NamedNode> =
            joined.iter().filter(|(_, ours)| self.index.records()[*ours].known).map(|(node, _)| *node).collect();
        let records: Vec<&Record> = things.iter().map(|thing| &thing.record).collect();
        let mut found: BTreeMap<usize, Vec<Match>> = BTreeMap::new();
        for (number, record) in records.iter().enumerate() {
            let mut matches = matches(record, self.index, self.options.thresholds);
            matches.retain(|one| {
                let known = self.index.records()[one.ours].known;
                !(joined.contains(&(&record.node, one.ours)) || known && taken.contains(&record.node))
            });
            found.insert(number, matches);
        }
        rivals_of_theirs(&mut found, &records, self.index);
        let all = found.iter().flat_map(|(number, found)| found.iter().map(move |one| (*number, one)));
        let kept = all.filter(|(_, one)| one.score.value >= self.options.thresholds.lower);
        kept.map(|(number, one)| self.named(one, records[number])).collect()
    }

    fn named(&self, one: &Match, theirs: &Record) -> Decision {
        let sure = one.score.value >= self.options.thresholds.upper;
        let judgement = if sure { Judgement::Positive } else { Judgement::Unsure };
        let left = &self.index.records()[one.ours].node;
        self.decision(left, &theirs.node, judgement, one.score.value, one.score.to_string(), one.other_extent)
    }

    fn decision(
        &self,
        left: &NamedNode,
        right: &NamedNode,
        judgement: Judgement,
        score: f32,
        reason: String,
        other_extent: bool,
    ) -> Decision {
        let relation = match (other_extent, self.options.same_as) {
            (true, _) => skos::CLOSE_MATCH,
            (false, true) => owl::SAME_AS,
            (false, false) => skos::EXACT_MATCH,
        };
        Decision {
            left: left.clone(),
            right: right.clone(),
            judgement,
            relation: relation.into_owned(),
            score: Some(score),
            reason,
            by: By::Program(self.options.version.clone()),
            source: Some(self.source.clone()),
            date: None,
            overruled: None,
        }
    }
}

/// The pairs that are joined, with their identifiers.
fn pairs<'a>(things: &'a [Thing], joined: &'a Joined) -> Vec<((&'a Thing, usize), Vec<&'a Id>)> {
    let things: BTreeMap<&NamedNode, &Thing> = things.iter().map(|thing| (&thing.record.node, thing)).collect();
    let mut pairs: BTreeMap<(&NamedNode, usize), Vec<&Id>> = BTreeMap::new();
    for (node, ours, id) in joined.iter().filter(|(node, _, _)| things.contains_key(node)) {
        pairs.entry((node, *ours)).or_default().push(id);
    }
    pairs.into_iter().map(|((node, ours), ids)| ((things[node], ours), ids)).collect()
}

/// What makes an identifier doubtful: another one that differs, or neither name nor class agree.
fn doubt(left: &Record, right: &Record, index: &Index) -> Option<String> {
    if let Some(differ) = super::score::contradiction(left, right) {
        return Some(format!("contradicted by {differ}"));
    }
    let names = compare::best(left, right, index).map(|best| best.value);
    let strange = names.is_some_and(|value| value < 0.5) && class_fit(left, right) == Fit::Opposed;
    strange.then(|| format!("but neither name nor type agree: “{}” and “{}”", left.label, right.label))
}
