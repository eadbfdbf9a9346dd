//! How long it takes to merge a made-up source of 1,000,000 triples into a store on disk, beside the engine's own bulk loader on the
//! same file, and how much memory. Less than half the speed, or more memory than [`MEMORY`], fails the run.
//! `cargo bench --bench merge [-- TRIPLES]`.

#![expect(clippy::print_stdout, reason = "it reports to whoever runs it")]

use demarche::graph::iri::Minter;
use demarche::merge::import::{Imported, Observer, Source, import};
use demarche::store::KnowledgeBase;
use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::store::Store;
use std::fs::{self, File};
use std::io::{BufReader, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::{Duration, Instant};

/// The most memory that merging may take.
const MEMORY: usize = 500 << 20;

/// Triples of one made-up thing.
const EACH: usize = 8;

/// How often each is done; the fastest counts, since the machine may be busy.
const ROUNDS: usize = 3;

fn main() -> ExitCode {
    let number = std::env::args().skip(1).find_map(|argument| argument.parse().ok());
    let triples: usize = number.unwrap_or(1_000_000);
    let folder = tempfile::tempdir().expect("a folder");
    let file = write(folder.path(), triples);
    let mut times = Vec::new();
    for round in 0..ROUNDS {
        times.push(timed(|| merge(&file, &folder.path().join(format!("merged-{round}")))));
    }
    let memory = peak();
    let merged = times.into_iter().min().expect("a round");
    report("merged", triples, merged);
    let again = timed(|| merge(&file, &folder.path().join("merged-0")));
    println!("merged again, unchanged: {:.2} s", again.as_secs_f64());
    let replaced = timed(|| merge(&write(&folder.path().join("second"), triples), &folder.path().join("merged-0")));
    report("replaced", triples, replaced);
    println!("peak memory: {} MB merging, {} MB replacing", memory >> 20, peak() >> 20);
    let raw = [None, Some(256)].map(|memory| {
        let stores = (0..ROUNDS).map(|round| folder.path().join(format!("raw-{memory:?}-{round}")));
        let time = stores.map(|store| timed(|| load(&file, &store, memory))).min().expect("a round");
        report(&format!("engine's bulk loader, {}", memory.map_or("as it is".into(), |m| format!("{m} MB"))), triples, time);
        time
    });
    let raw = raw.into_iter().min().expect("two of them");
    let share = raw.as_secs_f64() / merged.as_secs_f64();
    println!("speed: {:.0} % of the engine's bulk loader", 100.0 * share);
    if share > 0.5 && memory < MEMORY { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Things with names in three languages, numbers and links, as sources have them.
fn write(folder: &Path, triples: usize) -> PathBuf {
    fs::create_dir_all(folder).expect("a folder");
    let path = folder.join("source.nt");
    let mut out = BufWriter::new(File::create(&path).expect("a file"));
    let turned = folder.ends_with("second");
    for n in 0..triples / EACH {
        let thing = format!("<http://example.org/thing/{}>", if turned { n + triples } else { n });
        let other = format!("<http://example.org/thing/{}>", (n * 7919) % (triples / EACH));
        for (property, value) in [
            ("http://www.w3.org/1999/02/22-rdf-syntax-ns#type", format!("<http://example.org/class/{}>", n % 40)),
            ("http://www.w3.org/2000/01/rdf-schema#label", format!("\"Thing number {n} of the source\"@en")),
            ("http://www.w3.org/2000/01/rdf-schema#label", format!("\"Вещь номер {n}\"@ru")),
            ("http://www.w3.org/2004/02/skos/core#altLabel", format!("\"No. {n}\"")),
            ("http://example.org/code", format!("\"{:08x}\"", n * 2_654_435_761)),
            ("http://example.org/count", format!("\"{}\"^^<http://www.w3.org/2001/XMLSchema#integer>", n % 1000)),
            ("http://example.org/since", format!("\"{}-05-01\"^^<http://www.w3.org/2001/XMLSchema#date>", 1900 + n % 120)),
            ("http://example.org/of", other),
        ] {
            writeln!(out, "{thing} <{property}> {value} .").expect("room");
        }
    }
    out.flush().expect("room");
    path
}

struct Silent;

impl Observer for Silent {
    fn read(&mut self, _: usize) {}

    fn fault(&mut self, place: &str, reason: &str) {
        panic!("{place}: {reason}");
    }
}

fn merge(file: &Path, store: &Path) {
    let base = KnowledgeBase::open(store, Minter::default()).expect("a store");
    let source = Source { name: "bench".into(), files: vec![file.to_owned()], ..Source::default() };
    let Imported { triples, .. } = import(&base, &source, &mut Silent).expect("merged");
    assert!(triples > 0);
}

fn load(file: &Path, store: &Path, memory: Option<usize>) {
    let store = Store::open(store).expect("a store");
    let parser = RdfParser::from_format(RdfFormat::NTriples).with_default_graph(Minter::default().graph("raw"));
    let mut loader = store.bulk_loader();
    if let Some(memory) = memory {
        loader = loader.with_max_memory_size_in_megabytes(memory);
    }
    loader.load_from_reader(parser, BufReader::new(File::open(file).expect("a file"))).expect("loaded");
    loader.commit().expect("loaded");
    store.flush().expect("flushed");
}

fn timed(work: impl FnOnce()) -> Duration {
    let start = Instant::now();
    work();
    start.elapsed()
}

fn report(what: &str, triples: usize, time: Duration) {
    println!("{what}: {triples} triples in {:.2} s, {:.0} a second", time.as_secs_f64(), triples as f64 / time.as_secs_f64());
}

/// The most memory that the process has had, where the system tells it.
fn peak() -> usize {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.trim().trim_end_matches(" kB").parse::<usize>().ok()).map_or(0, |kilobytes| kilobytes << 10)
}
