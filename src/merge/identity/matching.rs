//! Which of ours a thing is, among all that it could be: scores compared with each other and with two thresholds.

use super::class::Fit;
use super::index::Index;
use super::record::{Record, Scheme};
use super::score::{Score, class_fit, score};
use crate::knowledge::EntityClass;
use std::collections::{BTreeMap, BTreeSet};

/// A second candidate within this distance makes a match doubtful.
const MARGIN: f32 = 0.06;

/// The same for one that has another name, if the first has the very name.
const EXACT_MARGIN: f32 = 0.01;

/// What a rival takes away.
const RIVAL: f32 = -0.1;

/// What a name that is not the usual one of a place takes away: its extent may be another.
const EXTENT: f32 = -0.08;

/// The scores at which things are taken for one.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Thresholds {
    /// From here on they are linked.
    pub upper: f32,
    /// From here on a person is asked.
    pub lower: f32,
}

impl Default for Thresholds {
    fn default() -> Self {
        Self { upper: 0.9, lower: 0.7 }
    }
}

/// One of ours that a thing may be.
#[derive(Debug, Clone, PartialEq)]
pub struct Match {
    /// Its number in the index.
    pub ours: usize,
    /// How probably.
    pub score: Score,
    /// Whether the two may be of different extent: only another name of a place agrees.
    pub other_extent: bool,
}

/// The entities that a thing may be, the most probable first, down to the lower threshold. Two entities of the gazetteer are never
/// one, so each takes from the other if they are close.
#[must_use]
pub fn matches(theirs: &Record, index: &Index, thresholds: Thresholds) -> Vec<Match> {
    let numbers: BTreeSet<usize> = theirs.names.iter().flat_map(|called| index.candidates(&called.name)).collect();
    let scored = numbers.into_iter().filter_map(|ours| matched(ours, theirs, index));
    let mut found: Vec<Match> = scored.filter(|found| found.score.value >= thresholds.lower).collect();
    sort(&mut found);
    rivals(&mut found, index);
    found.retain(|found| found.score.value >= thresholds.lower);
    sort(&mut found);
    found
}

fn matched(ours: usize, theirs: &Record, index: &Index) -> Option<Match> {
    let left = &index.records()[ours];
    let mut score = score(left, theirs, index)?;
    let doubt = extent(left, theirs, &score);
    if let Some(doubt) = doubt {
        score.add("extent", EXTENT, doubt);
    }
    Some(Match { ours, score, other_extent: doubt.is_some() })
}

/// Why two places of a name may be of different extent: the name is not the usual one, or one of them is a state and the other a
/// region that is not known to be of that state.
fn extent(ours: &Record, theirs: &Record, score: &Score) -> Option<&'static str> {
    let place = |class: &EntityClass| matches!(class, EntityClass::Territory | EntityClass::Place | EntityClass::BodyOfWater);
    if score.by_alias && ours.classes.iter().any(place) {
        return Some("another name than the usual one: the place may be wider or narrower");
    }
    let both = ours.classes.iter().chain(&theirs.classes);
    let places = both.clone().all(|class| place(class) || *class == EntityClass::State);
    let differ = places && both.clone().any(|class| *class == EntityClass::State) && class_fit(ours, theirs) == Fit::Near;
    (differ && ours.countries.is_disjoint(&theirs.countries))
        .then_some("a state and a region: the place may be wider or narrower")
}

fn sort(found: &mut [Match]) {
    found.sort_by(|a, b| b.score.value.total_cmp(&a.score.value).then(a.ours.cmp(&b.ours)));
}

fn rivals(found: &mut [Match], index: &Index) {
    let known: Vec<usize> = (0..found.len()).filter(|&at| index.records()[found[at].ours].known).collect();
    let [first, second, ..] = known[..] else { return };
    let (one, other) = (&found[first].score, &found[second].score);
    let close = one.value - other.value < if one.exact && !other.exact { EXACT_MARGIN } else { MARGIN };
    let label = |at: usize| index.records()[found[at].ours].label.clone();
    let (best, next) = (label(first), label(second));
    for &at in &known[1..] {
        found[at].score.add("rival", RIVAL, format!("{best} fits better or as well"));
    }
    if close {
        found[first].score.add("rival", RIVAL, format!("{next} fits as well"));
    }
}

/// Takes from all but the best of a source's things that are matched to one of ours, if the source says by identifiers of
/// one scheme that they are different things; from the best too, if the next is close.
pub fn rivals_of_theirs(matches: &mut BTreeMap<usize, Vec<Match>>, theirs: &[&Record], index: &Index) {
    let mut by_ours: BTreeMap<usize, Vec<(usize, usize)>> = BTreeMap::new();
    for (&thing, found) in matches.iter() {
        for (at, one) in found.iter().enumerate().filter(|(_, one)| index.records()[one.ours].known) {
            by_ours.entry(one.ours).or_default().push((thing, at));
        }
    }
    for mut places in by_ours.into_values().filter(|places| places.len() > 1) {
        let value = |(thing, at): (usize, usize)| matches[&thing][at].score.value;
        places.sort_by(|&a, &b| value(b).total_cmp(&value(a)).then(a.cmp(&b)));
        let (best, next) = (places[0], places[1]);
        let close = value(best) - value(next) < MARGIN;
        let rivals: Vec<(usize, usize)> =
            places[1..].iter().copied().filter(|&(thing, _)| are_two(theirs[best.0], theirs[thing])).collect();
        if close && rivals.contains(&next) {
            take(matches, best, &theirs[next.0].label);
        }
        for place in rivals {
            take(matches, place, &theirs[best.0].label);
        }
    }
}

fn take(matches: &mut BTreeMap<usize, Vec<Match>>, (thing, at): (usize, usize), rival: &str) {
    if let Some(found) = matches.get_mut(&thing).and_then(|found| found.get_mut(at)) {
        found.score.add("rival", RIVAL, format!("another {rival} of the source fits too"));
    }
}

/// Whether identifiers say that two things of a source are two.
fn are_two(a: &Record, b: &Record) -> bool {
    [Scheme::Wikidata, Scheme::GeoNames].into_iter().any(|scheme| {
        let of = |record: &Record| record.ids.iter().filter(|id| id.scheme == scheme).cloned().collect::<BTreeSet<_>>();
        let (first, second) = (of(a), of(b));
        !first.is_empty() && !second.is_empty() && first.is_disjoint(&second)
    })
}

#[cfg(test)]
mod tests {
    use super::super::record::Sort;
    use super::*;
    use oxigraph::model::NamedNode;

    fn record(iri: &str, names: &[&str], class: EntityClass, countries: &[&str]) -> Record {
        let mut record = Record::new(NamedNode::new_unchecked(iri));
        for name in names {
            record.call(name, Sort::Alias);
        }
        record.classes.insert(class);
        record.countries = countries.iter().map(|&country| country.to_owned()).collect();
        record.known = true;
        record
    }

    #[test]
    fn two_that_fit_as_well_are_left_to_a_person() {
        let index = Index::new(vec![
            record("x:tripoli", &["Tripoli"], EntityClass::City, &["libya"]),
            record("x:tripoli-lebanon", &["Tripoli"], EntityClass::City, &["lebanon"]),
        ]);
        let open = matches(&record("y:1", &["Tripoli"], EntityClass::City, &[]), &index, Thresholds::default());
        assert!(open.len() == 2 && open[0].score.value < 0.9, "{open:#?}");
        let told = matches(&record("y:1", &["Tripoli"], EntityClass::City, &["lebanon"]), &index, Thresholds::default());
        assert!(told[0].ours == 1 && told[0].score.value >= 0.9 && told.len() == 1, "{told:#?}");
    }

    #[test]
    fn another_name_of_a_place_may_be_another_extent() {
        let index = Index::new(vec![record(
            "x:kurils",
            &["Kuril Islands", "Northern Territories"],
            EntityClass::Territory,
            &["russia", "japan"],
        )]);
        let whole =
            matches(&record("y:1", &["Kurile Islands"], EntityClass::Territory, &["russia"]), &index, Thresholds::default());
        assert!(whole[0].score.value >= 0.9 && !whole[0].other_extent, "{whole:#?}");
        let part = matches(&record("y:2", &["Northern Territories"], EntityClass::Territory, &[]), &index, Thresholds::default());
        assert!(part[0].score.value < 0.9 && part[0].other_extent, "{part:#?}");
    }

    #[test]
    fn of_a_sources_things_that_it_tells_apart_one_is_ours() {
        let index = Index::new(vec![record("x:zenda", &["Zenda"], EntityClass::City, &[])]);
        let mut theirs = [record("y:1", &["Zenda"], EntityClass::City, &[]), record("y:2", &["Zenda"], EntityClass::City, &[])];
        let found = |theirs: &[Record]| {
            let mut found: BTreeMap<usize, Vec<Match>> =
                (0..2).map(|at| (at, matches(&theirs[at], &index, Thresholds::default()))).collect();
            rivals_of_theirs(&mut found, &theirs.iter().collect::<Vec<_>>(), &index);
            found.values().map(|found| found[0].score.value).collect::<Vec<_>>()
        };
        assert!(found(&theirs).iter().all(|value| *value >= 0.9), "a source may say the same of one thing twice");
        for (record, number) in theirs.iter_mut().zip(["1", "2"]) {
            record.ids.extend(super::super::record::Id::new(Scheme::GeoNames, number));
        }
        assert!(found(&theirs).iter().all(|value| *value < 0.9));
    }
}
