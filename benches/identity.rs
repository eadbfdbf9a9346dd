//! How well links are made, on labelled pairs, and how long it takes to link a source of a million triples:
//! `cargo bench --bench identity`.
#![expect(clippy::print_stdout, reason = "a bench tells its figures")]

#[path = "../tests/it/pairs.rs"]
mod pairs;

use demarche::graph::entity::gazetteer;
use demarche::graph::iri::Minter;
use demarche::graph::known::Known;
use demarche::knowledge::Knowledge;
use demarche::merge::identity::{LinkOptions, link_source};
use demarche::store::KnowledgeBase;
use oxigraph::model::{Literal, NamedNode, Quad, Term};
use pairs::{Figures, figures, misses, scored};
use std::collections::BTreeMap;
use std::time::Instant;

/// Features of the invented source; each has five triples.
const FEATURES: usize = 200_000;

fn main() {
    quality();
    scale();
}

fn quality() {
    let started = Instant::now();
    let pairs = scored();
    let took = started.elapsed();
    let Figures { precision, recall, linked } = figures(&pairs);
    println!("{} pairs, {} of them the same, in {took:.1?} with the index", pairs.len(), pairs.iter().filter(|p| p.same).count());
    println!(
        "precision at the upper threshold {precision:.4}, recall at the lower {recall:.4}, linked without asking {linked:.4}"
    );
    let mut kinds: BTreeMap<&str, Vec<f32>> = BTreeMap::new();
    for pair in &pairs {
        kinds.entry(&pair.kind).or_default().push(pair.score);
    }
    for (kind, scores) in kinds {
        let share = |least: f32| scores.iter().filter(|score| **score >= least).count();
        println!("  {kind:24} {:4} pairs, {:4} linked, {:4} open", scores.len(), share(0.9), share(0.7) - share(0.9));
    }
    print!("{}", misses(&pairs));
    for pair in pairs.iter().filter(|pair| pair.same == (pair.score < 0.9) && (0.7..0.9).contains(&pair.score)) {
        let verdict = if pair.same { "same" } else { "different" };
        println!("open {:.3} {verdict} {} / {} {}", pair.score, pair.entity, pair.name, pair.reason);
    }
}

/// A store with all entities of the gazetteer and a source with places of invented names, every tenth of them a real one.
fn scale() {
    let folder = tempfile::tempdir().expect("a folder");
    let base = KnowledgeBase::open(&folder.path().join("graph"), Minter::default()).expect("a store");
    let known = Knowledge::embedded().expect("what is built in");
    let ids: Vec<_> = known.gazetteer.entities().map(|(id, _)| id).collect();
    base.add(&gazetteer(ids, &Known::new(&known), base.minter())).expect("stored");
    let started = Instant::now();
    let mut loader = base.store().bulk_loader();
    loader.load_quads((0..FEATURES).flat_map(|number| feature(number, &known, base.minter()))).expect("loaded");
    loader.commit().expect("loaded");
    println!("{} triples loaded in {:.1?}", FEATURES * 5, started.elapsed());
    forget_memory();
    let started = Instant::now();
    let report = link_source(&base, &known, "places", &LinkOptions::default()).expect("linked");
    println!(
        "{} entities, {} of the source's {FEATURES} things read: {} joined by identifiers, {} by names, {} open, in {:.1?}; most memory {}",
        report.entities,
        report.things,
        report.by_identifier,
        report.by_name,
        report.open,
        started.elapsed(),
        memory()
    );
}

fn feature(number: usize, known: &Knowledge, minter: &Minter) -> Vec<Quad> {
    let graph = minter.source_graph("places");
    let node = NamedNode::new_unchecked(format!("https://sws.geonames.org/99{number:08}/"));
    let gn = |local: &str| NamedNode::new_unchecked(format!("http://www.geonames.org/ontology#{local}"));
    let quad = |property: NamedNode, object: Term| Quad::new(node.clone(), property, object, graph.clone());
    let entities = known.gazetteer.entities().len();
    let name = match number % 10 {
        0 => {
            known.gazetteer.entities().nth(number / 10 % entities).map(|(_, entity)| entity.label.to_string()).unwrap_or_default()
        }
        _ => invented(number),
    };
    vec![
        quad(oxigraph::model::vocab::rdf::TYPE.into_owned(), gn("Feature").into()),
        quad(gn("name"), Literal::from(name.as_str()).into()),
        quad(gn("alternateName"), Literal::from(format!("{name} {}", invented(number + 1))).into()),
        quad(gn("featureCode"), gn("P.PPL").into()),
        quad(gn("countryCode"), Literal::from(["RU", "CN", "US", "BR", "IN"][number % 5]).into()),
    ]
}

/// A name of syllables.
fn invented(number: usize) -> String {
    const SYLLABLES: [&str; 16] =
        ["ba", "ko", "ri", "ne", "shi", "ta", "mu", "lo", "gra", "ve", "san", "pol", "dor", "kan", "zem", "yar"];
    let mut rest = number.wrapping_mul(2_654_435_761) % 1_048_576;
    let mut name = String::new();
    for _ in 0..5 {
        name.push_str(SYLLABLES[rest % 16]);
        rest /= 16;
    }
    name[..1].to_uppercase() + &name[1..]
}

/// Lets the system count the most memory anew: loading is not what is measured.
fn forget_memory() {
    let _ = std::fs::write("/proc/self/clear_refs", "5");
}

/// The most memory that the process had, where the system tells.
fn memory() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.map_or_else(|| "unknown".to_owned(), |line| line.trim().to_owned())
}
