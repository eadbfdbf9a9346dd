//! From decisions to links: which decision on a pair holds, and which of them go together.
//!
//! What persons decided holds against what the program decided. A negative decision holds transitively: what is the same as the one
//! side is not the same as what is the same as the other. The program's positive decisions are therefore taken one by one, the surest
//! first, and one that would join what must stay apart is held back; persons' decisions that contradict each other are told.

use super::decision::{Decision, Judgement};
use super::record::{Id, Scheme};
use crate::graph::vocab::{owl, skos};
use oxigraph::model::NamedNode;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// What decisions come to.
#[derive(Debug, Default)]
pub struct Resolution {
    /// The decisions that become links, in the order of their pairs.
    pub links: Vec<Decision>,
    /// The pairs that a person is to look at, the most probable first.
    pub open: Vec<Decision>,
    /// What cannot all be true.
    pub conflicts: Vec<Conflict>,
}

/// Things that were said to be one and cannot be.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Conflict {
    /// One side.
    pub left: NamedNode,
    /// The other side.
    pub right: NamedNode,
    /// Why not.
    pub why: String,
}

/// What is known beside decisions.
#[derive(Debug, Default)]
pub struct Given {
    /// Pairs that are the same as the gazetteer or a source says.
    pub same: Vec<(NamedNode, NamedNode)>,
    /// Entities of which no two are one.
    pub distinct: BTreeSet<NamedNode>,
}

/// The decision that holds for each pair: a person's before the program's, a later one before an earlier one, and of persons
/// who disagree on the same day the one who says no.
#[must_use]
pub fn effective(log: &[Decision]) -> BTreeMap<(NamedNode, NamedNode), Decision> {
    let mut held: BTreeMap<(NamedNode, NamedNode), Decision> = BTreeMap::new();
    let rank = |decision: &Decision| (decision.is_a_persons(), decision.date.clone(), decision.judgement == Judgement::Negative);
    for decision in log.iter().filter(|decision| decision.overruled.is_none()) {
        let pair = (decision.left.clone(), decision.right.clone());
        if held.get(&pair).is_none_or(|other| rank(decision) > rank(other)) {
            held.insert(pair, decision.clone());
        }
    }
    held
}

/// What decisions come to.
#[must_use]
pub fn resolve(log: &[Decision], given: &Given) -> Resolution {
    let held = effective(log);
    let mut clusters = Clusters::new(given);
    let mut resolution = Resolution::default();
    for decision in held.values().filter(|decision| decision.judgement == Judgement::Negative) {
        clusters.part(&decision.left, &decision.right);
    }
    let (persons, mut program): (Vec<_>, Vec<_>) =
        held.into_values().filter(|decision| decision.judgement != Judgement::Negative).partition(Decision::is_a_persons);
    program.sort_by(|a, b| {
        b.score.unwrap_or(0.0).total_cmp(&a.score.unwrap_or(0.0)).then_with(|| (&a.left, &a.right).cmp(&(&b.left, &b.right)))
    });
    for decision in persons.into_iter().chain(program) {
        take(decision, &mut clusters, &mut resolution);
    }
    resolution.links.sort_by(|a, b| (&a.left, &a.right).cmp(&(&b.left, &b.right)));
    resolution.open.sort_by(|a, b| {
        b.score.unwrap_or(0.0).total_cmp(&a.score.unwrap_or(0.0)).then_with(|| (&a.left, &a.right).cmp(&(&b.left, &b.right)))
    });
    resolution.conflicts.sort();
    resolution.conflicts.dedup();
    resolution
}

fn take(mut decision: Decision, clusters: &mut Clusters, resolution: &mut Resolution) {
    if decision.judgement == Judgement::Unsure {
        return resolution.open.push(decision);
    }
    if !is_identity(&decision.relation) {
        return resolution.links.push(decision);
    }
    let against = clusters.against(&decision.left, &decision.right);
    if let Some(why) = &against {
        resolution.conflicts.push(Conflict { left: decision.left.clone(), right: decision.right.clone(), why: why.clone() });
    }
    if let Some(why) = against.filter(|_| !decision.is_a_persons()) {
        decision.reason = format!("{}; held back: {why}", decision.reason);
        return resolution.open.push(decision);
    }
    clusters.join(&decision.left, &decision.right);
    resolution.links.push(decision);
}

/// Whether a relation says that two things are one.
#[must_use]
pub fn is_identity(relation: &NamedNode) -> bool {
    relation.as_ref() == skos::EXACT_MATCH || relation.as_ref() == owl::SAME_AS
}

/// Sets of things that are one.
struct Clusters {
    numbers: HashMap<Id, usize>,
    parents: Vec<usize>,
    members: HashMap<usize, Members>,
    /// Pairs that were judged to be two.
    parted: Vec<(usize, usize)>,
}

/// What is in a cluster that no two of may be.
#[derive(Debug, Clone, Default)]
struct Members {
    ours: BTreeSet<NamedNode>,
    ids: BTreeSet<Id>,
}

impl Clusters {
    fn new(given: &Given) -> Self {
        let mut clusters = Self { numbers: HashMap::new(), parents: Vec::new(), members: HashMap::new(), parted: Vec::new() };
        for node in &given.distinct {
            let number = clusters.number(node);
            clusters.members.entry(number).or_default().ours.insert(node.clone());
        }
        for (left, right) in &given.same {
            clusters.join(left, right);
        }
        clusters
    }

    /// The number of a node; the IRIs that stand for one identifier are one node.
    fn number(&mut self, node: &NamedNode) -> usize {
        let id = Id::of_iri(node.as_str());
        if let Some(&number) = self.numbers.get(&id) {
            return number;
        }
        let number = self.parents.len();
        self.parents.push(number);
        let ids =
            if matches!(id.scheme, Scheme::Wikidata | Scheme::GeoNames) { BTreeSet::from([id.clone()]) } else { BTreeSet::new() };
        self.members.insert(number, Members { ours: BTreeSet::new(), ids });
        self.numbers.insert(id, number);
        number
    }

    fn root(&mut self, node: &NamedNode) -> usize {
        let number = self.number(node);
        self.top(number)
    }

    fn top(&self, mut number: usize) -> usize {
        while self.parents[number] != number {
            number = self.parents[number];
        }
        number
    }

    fn join(&mut self, left: &NamedNode, right: &NamedNode) {
        let (a, b) = (self.root(left), self.root(right));
        if a == b {
            return;
        }
        let (low, high) = (a.min(b), a.max(b));
        self.parents[high] = low;
        let moved = self.members.remove(&high).unwrap_or_default();
        let members = self.members.entry(low).or_default();
        members.ours.extend(moved.ours);
        members.ids.extend(moved.ids);
    }

    fn part(&mut self, left: &NamedNode, right: &NamedNode) {
        let pair = (self.number(left), self.number(right));
        self.parted.push(pair);
    }

    /// What speaks against joining the clusters of two things.
    fn against(&mut self, left: &NamedNode, right: &NamedNode) -> Option<String> {
        let (a, b) = (self.root(left), self.root(right));
        let negative = self.parted.iter().any(|&(x, y)| {
            let (x, y) = (self.top(x), self.top(y));
            (x, y) == (a, b) || (x, y) == (b, a)
        });
        if negative {
            return Some("a decision says that they, or what is the same as they are, are two".to_owned());
        }
        if a == b {
            return None;
        }
        let (first, second) = (self.members.get(&a)?, self.members.get(&b)?);
        two_of_ours(first, second).or_else(|| two_identifiers(first, second))
    }
}

fn two_of_ours(first: &Members, second: &Members) -> Option<String> {
    let (a, b) = (first.ours.first()?, second.ours.first()?);
    Some(format!("{} and {} would be one", a.as_str(), b.as_str()))
}

fn two_identifiers(first: &Members, second: &Members) -> Option<String> {
    let clash = first.ids.iter().find_map(|a| Some((a, second.ids.iter().find(|b| b.scheme == a.scheme && *b != a)?)));
    clash.map(|(a, b)| format!("{a} and {b} would be one"))
}

#[cfg(test)]
mod tests {
    use super::super::decision::{By, add};
    use super::*;
    use crate::graph::iri::Minter;

    fn node(iri: &str) -> NamedNode {
        NamedNode::new_unchecked(iri)
    }

    fn decided(left: &str, right: &str, judgement: Judgement, by: &str) -> Decision {
        let by = if by.is_empty() { By::Program("1".to_owned()) } else { By::Person(by.to_owned()) };
        Decision {
            left: node(left),
            right: node(right),
            judgement,
            relation: skos::EXACT_MATCH.into_owned(),
            score: Some(0.95),
            reason: String::new(),
            by,
            source: None,
            date: None,
            overruled: None,
        }
    }

    fn links(log: &[Decision], given: &Given) -> Vec<(String, String)> {
        resolve(log, given).links.into_iter().map(|link| (link.left.into_string(), link.right.into_string())).collect()
    }

    #[test]
    fn a_person_overrules_the_program_and_himself() {
        let mut log = vec![decided("x:a", "y:a", Judgement::Positive, "")];
        assert_eq!(links(&log, &Given::default()).len(), 1);
        add(&mut log, vec![decided("x:a", "y:a", Judgement::Negative, "Ann")], &Minter::default());
        assert_eq!(links(&log, &Given::default()), []);
        add(&mut log, vec![decided("x:a", "y:a", Judgement::Positive, "Ann")], &Minter::default());
        assert_eq!((links(&log, &Given::default()).len(), log.len()), (1, 3), "what was decided stays in the log");
    }

    #[test]
    fn a_negative_decision_holds_for_what_is_the_same() {
        let given = Given { same: vec![(node("y:a"), node("z:a"))], distinct: BTreeSet::new() };
        let log = [decided("x:a", "y:a", Judgement::Negative, "Ann"), decided("x:a", "z:a", Judgement::Positive, "")];
        let resolution = resolve(&log, &given);
        assert_eq!((resolution.links.len(), resolution.open.len(), resolution.conflicts.len()), (0, 1, 1));
        assert!(resolution.open[0].reason.contains("held back"));
        let forms = [
            decided("x:a", "http://www.wikidata.org/entity/Q99000001", Judgement::Negative, "Ann"),
            decided("x:a", "e:Q99000001", Judgement::Positive, ""),
        ];
        assert!(links(&forms, &Given::default()).is_empty(), "two IRIs of one identifier are one thing");
    }

    #[test]
    fn a_cluster_has_one_entity_of_the_gazetteer_and_one_identifier_of_a_scheme() {
        let given = Given { same: Vec::new(), distinct: BTreeSet::from([node("x:a"), node("x:b")]) };
        let log = [decided("x:a", "y:1", Judgement::Positive, ""), decided("x:b", "y:1", Judgement::Positive, "")];
        let resolution = resolve(&log, &given);
        assert_eq!((resolution.links.len(), resolution.conflicts.len()), (1, 1));
        let wikidata = |n: u8| format!("http://www.wikidata.org/entity/Q9900000{n}");
        let log = [decided("x:a", &wikidata(1), Judgement::Positive, ""), decided("x:a", &wikidata(2), Judgement::Positive, "")];
        let conflict = &resolve(&log, &given).conflicts[0];
        assert!(conflict.why.contains("Wikidata Q99000001 and Wikidata Q99000002"), "{}", conflict.why);
    }

    #[test]
    fn persons_who_contradict_each_other_are_told_and_both_heard() {
        let log = [
            decided("x:a", "y:1", Judgement::Positive, "Ann"),
            decided("x:b", "y:1", Judgement::Positive, "Ann"),
            decided("x:a", "x:b", Judgement::Negative, "Bob"),
        ];
        let resolution = resolve(&log, &Given::default());
        assert_eq!((resolution.links.len(), resolution.conflicts.len()), (2, 1));
    }

    #[test]
    fn what_is_only_related_is_linked_and_joins_nothing() {
        let mut related = decided("x:a", "y:1", Judgement::Positive, "Ann");
        related.relation = skos::RELATED_MATCH.into_owned();
        let log = [related, decided("x:b", "y:1", Judgement::Positive, "")];
        let given = Given { same: Vec::new(), distinct: BTreeSet::from([node("x:a"), node("x:b")]) };
        assert_eq!(links(&log, &given).len(), 2);
    }
}
