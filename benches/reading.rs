//! How fast a document is read, from text to assertions, in words a second.

use demarche::input::{self, Document};
use demarche::knowledge::Knowledge;
use demarche::reading::{Reader, Reading};
use divan::counter::ItemsCount;
use divan::{Bencher, black_box};
use std::sync::LazyLock;

static READER: LazyLock<Reader> = LazyLock::new(|| Reader::new(Knowledge::embedded().expect("the embedded ontology is sound")));

/// The analysis among the samples.
fn sample() -> Document {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/samples/kuril-pipeline-analysis.txt");
    let sources = input::expand(vec![path.to_owned()]);
    let mut documents =
        sources.flatten().flat_map(|source| input::read(&source, &input::Options::default()).flatten().collect::<Vec<_>>());
    documents.next().expect("the sample can be read")
}

fn main() {
    divan::main();
}

#[divan::bench]
fn load() -> Knowledge {
    Knowledge::embedded().expect("the embedded ontology is sound")
}

#[divan::bench]
fn read(bencher: Bencher) {
    let document = sample();
    let words = document.text.as_str().split_whitespace().count();
    bencher
        .counter(ItemsCount::new(words))
        .with_inputs(|| document.clone())
        .bench_values(|document| -> Reading { READER.read(black_box(document)) });
}
