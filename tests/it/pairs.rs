//! Pairs of an entity and a thing of some source, labelled by hand: official names, other alphabets, legal forms, and what is called so or
//! nearly so and is something else. How well the scorer tells them apart, as precision at the upper threshold and recall at the lower.

use demarche::graph::iri::Minter;
use demarche::knowledge::Knowledge;
use demarche::merge::identity::class::{Type, of_words};
use demarche::merge::identity::country::Countries;
use demarche::merge::identity::index::Index;
use demarche::merge::identity::matching::{Thresholds, matches};
use demarche::merge::identity::ours;
use demarche::merge::identity::record::{Record, Sort, Term};
use oxigraph::model::NamedNode;
use std::collections::BTreeMap;

const PAIRS: &str = include_str!("../data/merge/pairs.csv");

/// A labelled pair with the score that it got.
pub(crate) struct Scored {
    pub(crate) entity: String,
    pub(crate) name: String,
    pub(crate) same: bool,
    pub(crate) kind: String,
    pub(crate) score: f32,
    pub(crate) reason: String,
}

/// The figures of a set.
pub(crate) struct Figures {
    pub(crate) precision: f32,
    pub(crate) recall: f32,
    /// The share of the same that are linked without asking.
    pub(crate) linked: f32,
}

/// Scores all pairs against the whole gazetteer.
pub(crate) fn scored() -> Vec<Scored> {
    let known = Knowledge::embedded().expect("what is built in");
    let minter = Minter::default();
    let index = Index::new(ours::gazetteer(&known, &minter));
    let countries = Countries::new(&known.gazetteer);
    let mut rows = csv::Reader::from_reader(PAIRS.as_bytes());
    let header = rows.headers().expect("a header").clone();
    let rows = rows.records().map(|row| {
        let row = row.expect("a row");
        let row: BTreeMap<&str, &str> = header.iter().zip(row.iter()).collect();
        let entity = minter.entity(row["entity"]);
        assert!(known.gazetteer.by_slug(row["entity"]).is_some(), "no {}", row["entity"]);
        let found = matches(&record(&row, &known, &countries), &index, Thresholds::default());
        let found = found.iter().find(|found| index.records()[found.ours].node == entity);
        Scored {
            entity: row["entity"].to_owned(),
            name: row["name"].to_owned(),
            same: row["expected"] == "same",
            kind: row["kind"].to_owned(),
            score: found.map_or(0.0, |found| found.score.value),
            reason: found.map(|found| found.score.to_string()).unwrap_or_default(),
        }
    });
    rows.collect()
}

fn record(row: &BTreeMap<&str, &str>, known: &Knowledge, countries: &Countries<'_>) -> Record {
    let some = |column: &str| Some(row[column].to_owned()).filter(|text| !text.is_empty());
    let mut record = Record::new(NamedNode::new_unchecked("https://example.org/thing"));
    record.call(row["name"], Sort::Label);
    row["other names"].split('|').for_each(|name| record.call(name, Sort::Alias));
    if let Some(Type::Classes(classes)) = of_words(row["description"]) {
        record.classes.extend(classes);
    }
    record.countries = countries.named(row["country"]);
    (record.begin, record.end) = (some("begin"), some("end"));
    if let Some(office) = some("office") {
        let office = known.gazetteer.function_of(&office).map(str::to_owned).or(Some(office));
        record.terms.push(Term { office, begin: some("in office since"), end: None });
    }
    record
}

/// Precision at the upper threshold and recall at the lower.
pub(crate) fn figures(pairs: &[Scored]) -> Figures {
    let Thresholds { upper, lower } = Thresholds::default();
    let count = |wanted: &dyn Fn(&Scored) -> bool| pairs.iter().filter(|pair| wanted(pair)).count() as f32;
    let linked = count(&|pair| pair.score >= upper);
    let same = count(&|pair| pair.same);
    Figures {
        precision: count(&|pair| pair.same && pair.score >= upper) / linked,
        recall: count(&|pair| pair.same && pair.score >= lower) / same,
        linked: count(&|pair| pair.same && pair.score >= upper) / same,
    }
}

/// The pairs on the wrong side of a threshold, a line each.
pub(crate) fn misses(pairs: &[Scored]) -> String {
    let Thresholds { upper, lower } = Thresholds::default();
    let wrong = |pair: &&Scored| if pair.same { pair.score < lower } else { pair.score >= upper };
    let line = |pair: &Scored| {
        let Scored { entity, name, kind, score, reason, .. } = pair;
        format!("{score:.3} {} {entity} / {name} [{kind}] {reason}\n", if pair.same { "same" } else { "different" })
    };
    pairs.iter().filter(wrong).map(line).collect()
}

#[test]
fn labelled_pairs_are_told_apart() {
    let pairs = scored();
    let same = pairs.iter().filter(|pair| pair.same).count();
    assert!(pairs.len() >= 300 && same * 3 > pairs.len() && same * 3 < pairs.len() * 2, "{} of {}", same, pairs.len());
    let Figures { precision, recall, linked } = figures(&pairs);
    assert!(precision >= 0.98 && recall >= 0.95 && linked >= 0.75, "{precision} {recall} {linked}\n{}", misses(&pairs));
}
