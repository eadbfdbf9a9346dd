//! Every bundled query, asked of the samples with the examples of its head: the rows that its head promises, and the
//! whole answer where it is short enough to be read.
//!
//! `tests/data/answers.txt` holds the answers. After a change that is meant to change them,
//! `BLESS=1 cargo test --release --test it answers` writes it anew; the difference wants reading.

use demarche::corpus::Corpus;
use demarche::graph::context::Context;
use demarche::graph::entity::gazetteer;
use demarche::graph::iri::Minter;
use demarche::graph::known::Known;
use demarche::graph::{Options, Run};
use demarche::input;
use demarche::knowledge::{EntityId, Knowledge};
use demarche::query::header::{Headed, Kind};
use demarche::query::{self, Format, Labels, Output, Question, catalog, names};
use demarche::reading::Reader;
use demarche::store::KnowledgeBase;
use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::sparql::QueryResults;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

/// An answer with more rows is not held in full.
const ROWS: usize = 12;

/// No cell of a held answer is longer, in characters.
const CELL: usize = 60;

static READER: LazyLock<Reader> = LazyLock::new(|| Reader::new(Knowledge::embedded().expect("what is built in")));
static BASE: LazyLock<KnowledgeBase> = LazyLock::new(build);

/// The samples with merged sources, and what is known.
pub(crate) fn samples_with_sources() -> (&'static KnowledgeBase, &'static Knowledge) {
    (&BASE, READER.knowledge())
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The graph of the samples, as `demarche build` makes it.
fn build() -> KnowledgeBase {
    let known = Known::new(READER.knowledge());
    let run = Run { version: "0".into(), knowledge: known.digests().clone(), options: String::new() };
    let options = Options { minter: Minter::default(), with_text: false, run };
    let base = KnowledgeBase::in_memory(options.minter.clone()).expect("a store");
    let ontology = base.minter().graph("ontology");
    let triples = known.ontology().into_iter().map(|triple| triple.in_graph(ontology.clone())).collect();
    base.put_version(&ontology, "0", triples).expect("stored");
    let all = (0..known.entity_count()).map(|id| EntityId(id as u32));
    base.add(&gazetteer(all, &known, base.minter())).expect("stored");
    let read = |document| READER.read(document);
    let mut corpus = Corpus::new(&read, &known, &options, 2);
    let stored = corpus.read(samples().into_iter().map(Ok), |batch| {
        let graphs: Vec<_> = batch.read.into_iter().map(|(_, graph)| graph).collect();
        base.put(&graphs)
    });
    stored.expect("stored");
    base.derive_direct(&known.situation_types()).expect("derived");
    merge(&base);
    base
}

/// Puts in what merging sources leaves in a store.
pub(crate) fn merge(base: &KnowledgeBase) {
    let path = root().join("tests/data/merge/merged.trig");
    let file = std::fs::File::open(path).expect("the merged sources");
    let quads = RdfParser::from_format(RdfFormat::TriG).for_reader(file);
    base.add(&quads.map(|quad| quad.expect("TriG")).collect::<Vec<_>>()).expect("stored");
}

fn samples() -> Vec<input::Document> {
    let sources = input::expand(std::iter::once(root().join("tests/samples"))).map(|source| source.expect("a sample"));
    let read = |source| input::read(&source, &input::Options::default()).collect::<Vec<_>>();
    sources.flat_map(read).map(|document| document.expect("a sample that can be read")).collect()
}

fn answer(query: &Headed) -> QueryResults<'static> {
    let parameters: Vec<(String, String)> = query.parameters.iter().map(|p| (p.name.clone(), p.example.clone())).collect();
    let gazetteer = &READER.knowledge().gazetteer;
    let resolver = |name: &str, kind: Kind| names::resolve(gazetteer, BASE.minter(), name, kind);
    let question = Question::headed(&BASE, query, &parameters, &resolver, &mut Vec::new());
    let question = question.unwrap_or_else(|error| panic!("{}: {error}", query.name));
    question.answer(&BASE).unwrap_or_else(|error| panic!("{}: {error}", query.name))
}

/// The rows of an answer with names for IRIs, or the lines of its triples after the prefixes.
fn rows(query: &Headed) -> Vec<Vec<String>> {
    let labels = Labels::new(&BASE);
    match answer(query) {
        QueryResults::Solutions(solutions) => {
            let row = |row: oxigraph::sparql::QuerySolution| {
                row.values().iter().map(|v| v.as_ref().map_or(String::new(), |t| labels.term(t))).collect()
            };
            solutions.map(|solution| row(solution.expect("a row"))).collect()
        }
        other => {
            let mut out = Vec::new();
            let output = Output { format: Format::Turtle, width: 80, names: false };
            query::write(other, output, &BASE, &mut out).expect("written");
            let text = String::from_utf8(out).expect("UTF-8");
            let lines = text.lines().filter(|line| !line.starts_with('@') && !line.is_empty());
            lines.map(|line| vec![line.trim().to_owned()]).collect()
        }
    }
}

/// What the head of a query promises stands in a row, from its first cell on; the rest of a row may be left out.
fn keeps(row: &[String], promised: &str) -> bool {
    let promised: Vec<&str> = promised.split(" | ").map(str::trim).collect();
    promised.len() <= row.len() && promised.iter().zip(row).all(|(cell, found)| found == cell)
}

#[test]
fn every_query_gives_what_its_head_promises() {
    for query in catalog::all().expect("queries") {
        let rows = rows(query);
        for promised in &query.results {
            assert!(
                rows.iter().any(|row| keeps(row, promised)),
                "{}: no {promised:?} among\n{}",
                query.name,
                shown(query, &rows)
            );
        }
    }
}

#[test]
fn every_answer_is_the_one_expected() {
    let found: String = catalog::all().expect("queries").iter().map(|query| shown(query, &rows(query))).collect();
    let path: PathBuf = root().join("tests/data/answers.txt");
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(&path, &found).expect("written");
    }
    let expected = std::fs::read_to_string(&path).expect("the answers");
    let sections = |text: &str| text.split("\n\n").map(str::to_owned).collect::<Vec<_>>();
    for (found, expected) in sections(&found).iter().zip(&sections(&expected)) {
        assert_eq!(found, expected, "the answer has changed; BLESS=1 writes tests/data/answers.txt anew");
    }
    assert_eq!(found.len(), expected.len(), "queries have come or gone; BLESS=1 writes tests/data/answers.txt anew");
}

/// A section of the file of answers.
fn shown(query: &Headed, rows: &[Vec<String>]) -> String {
    let mut text = format!("== {}", query.name);
    for parameter in &query.parameters {
        let _ = write!(text, " {}={:?}", parameter.name, parameter.example);
    }
    text.push('\n');
    if rows.len() > ROWS {
        return text + "(more than can be read here)\n\n";
    }
    for row in sorted(rows) {
        let cells: Vec<String> = row.iter().map(|cell| cell.chars().take(CELL).collect()).collect();
        let _ = writeln!(text, "{}", cells.join(" | ").trim_end());
    }
    text + "\n"
}

/// Rows that a query does not tell apart by its order come as the engine finds them.
fn sorted(rows: &[Vec<String>]) -> Vec<&Vec<String>> {
    let mut rows: Vec<&Vec<String>> = rows.iter().collect();
    rows.sort();
    rows
}

#[test]
fn a_timeline_is_in_the_order_of_time() {
    for name in ["timeline", "dyad", "sanctions-timeline"] {
        let times: Vec<String> = rows(catalog::find(name).expect("a query")).into_iter().map(|row| row[0].clone()).collect();
        assert!(times.len() > 2 && times.is_sorted(), "{name}: {times:?}");
    }
}
