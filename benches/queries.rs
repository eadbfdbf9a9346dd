//! How long the store takes: writing 1,000 made-up documents to the disk, deriving the direct triples, merging a made-up source that
//! knows every entity, setting the documents beside it, and each bundled question, first with what it must be told only and then with all its examples. A question that takes longer than [`LIMIT`]
//! fails the run. `cargo bench --bench queries [-- DOCUMENTS | STORE]`; a store that is there already is only asked.

#![expect(clippy::print_stdout, reason = "it reports to whoever runs it")]

use demarche::extraction::{Assertion, Filler, Modality, Polarity, Situation};
use demarche::graph::context::Context;
use demarche::graph::entity::gazetteer;
use demarche::graph::iri::Minter;
use demarche::graph::known::Known;
use demarche::graph::{DocumentGraph, Options, Run, document_graph};
use demarche::input::Document;
use demarche::knowledge::{EntityClass, EntityId, Knowledge};
use demarche::mentions::{Citation, EntityRef, Mention, Sense, time::Edtf};
use demarche::merge::conflicts;
use demarche::query::header::{self, Headed, Kind, Parameter};
use demarche::query::{Question, names};
use demarche::reading::{DateBasis, DocumentDate, Reading};
use demarche::store::KnowledgeBase;
use demarche::text::{CharSpan, Text};
use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::{NamedNode, Quad};
use oxigraph::sparql::QueryResults;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::ExitCode;
use std::time::{Duration, Instant};

/// The longest that a question may take on 1,000 documents …
const LIMIT: Duration = Duration::from_millis(100);

/// … and for each row of a long answer, for which a store on disk is read some ten times.
const LIMIT_ROW: Duration = Duration::from_micros(100);

/// The namespaces of Demarche's ontology and of `FollowTheMoney`.
const DM: &str = "https://w3id.org/demarche/ontology#";
const FTM: &str = "https://schema.followthemoney.tech/#";
/// That of Wikidata's items; the ones named here do not exist.
const WD: &str = "http://www.wikidata.org/entity/";

/// Sentences in a document.
const SENTENCES: usize = 30;

/// Documents that are stored at once.
const BATCH: usize = 250;

/// One sentence of every document.
const SENTENCE: &str = "The two governments said on Tuesday that nothing of what had been agreed was settled yet. ";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| !argument.starts_with("--")).collect();
    let knowledge = Knowledge::embedded().expect("what is built in");
    let known = Known::new(&knowledge);
    let folder = tempfile::tempdir().expect("a folder");
    let documents = arguments.first().map_or(Ok(1000), |argument| argument.parse());
    let base = match &documents {
        Ok(documents) => timed("store", || build(&known, *documents, folder.path())),
        Err(_) => KnowledgeBase::open_read_only(Path::new(&arguments[0]), Minter::default()).expect("a store"),
    };
    println!("{} quads", base.store().len().expect("counted"));
    if documents.is_ok() {
        let options = conflicts::Options::default();
        let compared = timed("conflicts", || conflicts::compare(&base, &knowledge.gazetteer, &options).expect("compared"));
        println!("{} comparisons", compared.len());
    }
    let queries = queries();
    let late: Vec<&str> = queries.iter().filter(|query| !in_time(query, &base, &knowledge)).map(|q| q.name.as_str()).collect();
    println!("over {LIMIT:?}: {}", if late.is_empty() { "none".to_owned() } else { late.join(", ") });
    if late.is_empty() || documents != Ok(1000) { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// The bundled queries as they stand in their folder, so that one that was rewritten is timed without a build.
fn queries() -> Vec<Headed> {
    let folder = fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/queries")).expect("the queries");
    let mut paths: Vec<_> = folder.map(|entry| entry.expect("an entry").path()).collect();
    paths.sort();
    let name = |path: &Path| path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let read = |path: &Path| header::bundled(&name(path), &fs::read_to_string(path).expect("a query")).expect("a head");
    paths.iter().map(|path| read(path)).collect()
}

/// The time that this thread has spent on the processor, where the system tells it: the machine may be busy.
fn now() -> Duration {
    static START: std::sync::LazyLock<Instant> = std::sync::LazyLock::new(Instant::now);
    let told = fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanoseconds = told.and_then(|told| told.split(' ').next()?.parse().ok());
    nanoseconds.map_or_else(|| START.elapsed(), Duration::from_nanos)
}

fn timed<T>(what: &str, work: impl FnOnce() -> T) -> T {
    let start = now();
    let result = work();
    println!("{what:<32}{:>9.1?}", now().saturating_sub(start));
    result
}

/// Asks a question and tells the times; whether it is quick enough.
fn in_time(query: &Headed, base: &KnowledgeBase, knowledge: &Knowledge) -> bool {
    let (few, few_rows) = ask(query, base, knowledge, |parameter| !parameter.optional);
    let (all, all_rows) = ask(query, base, knowledge, |_| true);
    println!("  {:<22}{few_rows:>8} rows{few:>12.1?}{all_rows:>8} rows{all:>12.1?}", query.name);
    few <= LIMIT + LIMIT_ROW * few_rows && all <= LIMIT + LIMIT_ROW * all_rows
}

/// The best of three times, and the rows; with the examples of the parameters that are wanted.
fn ask(query: &Headed, base: &KnowledgeBase, knowledge: &Knowledge, wanted: impl Fn(&Parameter) -> bool) -> (Duration, u32) {
    let resolver = |name: &str, kind: Kind| names::resolve(&knowledge.gazetteer, base.minter(), name, kind);
    let parameters = query.parameters.iter().filter(|parameter| wanted(parameter));
    let parameters: Vec<(String, String)> = parameters.map(|p| (p.name.clone(), value(p, base))).collect();
    let once = || {
        let question = Question::headed(base, query, &parameters, &resolver, &mut Vec::new()).expect("a question");
        let start = now();
        let rows = count(question.answer(base).expect("an answer"));
        (now().saturating_sub(start), rows)
    };
    (0..3).map(|_| once()).min().unwrap_or_default()
}

/// The example of a parameter; for a document any that is there.
fn value(parameter: &Parameter, base: &KnowledgeBase) -> String {
    let is_document = |graph: &NamedNode| graph.as_str().contains("/document/");
    let document = || base.graphs().expect("graphs").into_iter().find(is_document).expect("a document").into_string();
    if parameter.kind == Kind::Document { document() } else { parameter.example.clone() }
}

/// Reads results to their end.
fn count(results: QueryResults<'_>) -> u32 {
    match results {
        QueryResults::Solutions(rows) => rows.inspect(|row| assert!(row.is_ok())).count() as u32,
        QueryResults::Graph(triples) => triples.inspect(|triple| assert!(triple.is_ok())).count() as u32,
        QueryResults::Boolean(_) => 1,
    }
}

#[cfg(feature = "rocksdb")]
fn empty(folder: &Path, minter: Minter) -> KnowledgeBase {
    KnowledgeBase::open(folder, minter).expect("a store")
}

#[cfg(not(feature = "rocksdb"))]
fn empty(_folder: &Path, minter: Minter) -> KnowledgeBase {
    KnowledgeBase::in_memory(minter).expect("a store")
}

fn build(known: &Known<'_>, documents: usize, folder: &Path) -> KnowledgeBase {
    let run = Run { version: "0".into(), knowledge: known.digests().clone(), options: String::new() };
    let options = Options { minter: Minter::default(), with_text: true, run };
    let base = empty(folder, options.minter.clone());
    let ontology = base.minter().graph("ontology");
    let triples = known.ontology().into_iter().map(|triple| triple.in_graph(ontology.clone())).collect();
    base.put_version(&ontology, "1", triples).expect("stored");
    let all = (0..known.entity_count()).map(|id| EntityId(id as u32));
    base.put_version(&base.minter().graph("gazetteer"), "1", gazetteer(all, known, base.minter())).expect("stored");
    let mut maker = Maker::new(known);
    for done in (0..documents).step_by(BATCH) {
        let graphs: Vec<DocumentGraph> = (done..documents.min(done + BATCH)).map(|_| maker.graph(&options)).collect();
        base.put(&graphs).expect("stored");
    }
    timed("direct triples", || base.derive_direct(&known.situation_types()).expect("derived"));
    base.add(&sources(known, base.minter())).expect("stored");
    base
}

/// What merging leaves in a store: a source that says something of every entity, and the links to it.
fn sources(known: &Known<'_>, minter: &Minter) -> Vec<Quad> {
    let data = minter.base();
    let mut text = format!("<{data}source/s> <{DM}sourceGraph> <{data}graph/source/s> <{data}graph/sources> .\n");
    let _ = writeln!(text, "<{data}source/s> <http://purl.org/dc/terms/title> \"s\" <{data}graph/sources> .");
    for id in (0..known.entity_count()).map(|id| EntityId(id as u32)) {
        let (entity, thing) = (minter.entity(known.entity(id).slug), format!("{WD}Q99{:06}", id.0));
        let next = format!("{WD}Q99{:06}", (id.0 + 1) as usize % known.entity_count());
        let _ = writeln!(text, "{entity} <http://www.w3.org/2004/02/skos/core#exactMatch> <{thing}> <{data}graph/links> .");
        // One in five is on a list.
        let listed = if id.0 % 5 == 0 { FTM } else { "http://example.org/#" };
        for (subject, property, object) in [
            (&*thing, "http://www.w3.org/2000/01/rdf-schema#label", format!("\"thing {}\"@en", id.0)),
            (&thing, "http://www.w3.org/2003/01/geo/wgs84_pos#lat", "\"1.5\"".to_owned()),
            (&thing, "http://www.w3.org/2003/01/geo/wgs84_pos#long", "\"1.5\"".to_owned()),
            (&thing, "http://www.geonames.org/ontology#population", "\"1\"".to_owned()),
            (&thing, "http://www.wikidata.org/prop/direct/P1336", format!("<{next}>")),
            (&thing, "http://www.wikidata.org/prop/direct/P463", format!("<{next}>")),
            (&thing, "http://www.wikidata.org/prop/direct/P102", format!("<{next}>")),
            (&thing, "http://www.wikidata.org/prop/P39", format!("<{thing}-term>")),
            (&format!("{thing}-term"), "http://www.wikidata.org/prop/statement/P39", format!("<{next}>")),
            (&format!("{thing}-term"), "http://www.wikidata.org/prop/qualifier/P580", "\"2010\"".to_owned()),
            (&format!("{thing}-ban"), "http://www.w3.org/1999/02/22-rdf-syntax-ns#type", format!("<{listed}Sanction>")),
            (&format!("{thing}-ban"), &format!("{listed}entity"), format!("<{thing}>")),
            (&format!("{thing}-ban"), &format!("{listed}country"), "\"us\"".to_owned()),
            (&format!("{thing}-ban"), &format!("{listed}program"), "\"P\"".to_owned()),
        ] {
            let _ = writeln!(text, "<{subject}> <{property}> {object} <{data}graph/source/s> .");
        }
    }
    RdfParser::from_format(RdfFormat::NQuads).for_slice(&text).map(|quad| quad.expect("N-Quads")).collect()
}

/// Makes documents up: the same ones each time.
struct Maker<'a> {
    known: &'a Known<'a>,
    actors: Vec<EntityId>,
    things: Vec<EntityId>,
    documents: usize,
    random: u64,
}

impl<'a> Maker<'a> {
    fn new(known: &'a Known<'a>) -> Self {
        let ids = || (0..known.entity_count()).map(|id| EntityId(id as u32));
        let of = |classes: &[EntityClass]| ids().filter(|&id| classes.contains(&known.entity(id).class)).collect();
        let mut actors: Vec<EntityId> = of(&[EntityClass::State, EntityClass::InternationalOrganization, EntityClass::Person]);
        let mut things: Vec<EntityId> = of(&[EntityClass::Territory, EntityClass::Pipeline, EntityClass::Publication]);
        let asked: Vec<EntityId> = queries().iter().flat_map(|q| &q.parameters).flat_map(|p| known.lookup(&p.example)).collect();
        for ids in [&mut actors, &mut things] {
            ids.sort_by_key(|id| !asked.contains(id));
        }
        Self { known, actors, things, documents: 0, random: 42 }
    }

    /// A number below `end`.
    fn below(&mut self, end: usize) -> usize {
        self.random = self.random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.random >> 33) as usize % end.max(1)
    }

    /// A number below `end`, small ones more often, as some states are in the news more often. What the queries' examples
    /// name comes first.
    fn skewed(&mut self, end: usize) -> usize {
        self.below(end).min(self.below(end)).min(self.below(end))
    }

    fn entity(&mut self, role: &str) -> EntityRef {
        let place = matches!(role, "territory" | "pipeline" | "place" | "publication");
        let end = if place { self.things.len() } else { self.actors.len() };
        let at = self.skewed(end);
        EntityRef::Known(if place { self.things[at] } else { self.actors[at] })
    }

    fn graph(&mut self, options: &Options) -> DocumentGraph {
        let reading = self.reading();
        document_graph(&reading, options.minter.document(&reading.document), self.known, options)
    }

    fn reading(&mut self) -> Reading {
        self.documents += 1;
        let length = SENTENCE.chars().count();
        let sentences: Vec<CharSpan> = (0..SENTENCES).map(|n| CharSpan::new(n * length, (n + 1) * length - 1)).collect();
        let document = Document {
            source_name: format!("document-{}", self.documents),
            text: Text::new(SENTENCE.repeat(SENTENCES)),
            title: Some("Nothing settled".into()),
            ..Document::default()
        };
        let date = Edtf::parse("2017-04-21").ok();
        Reading {
            document,
            date: date.clone().map(|date| DocumentDate { date, basis: DateBasis::Stated }),
            mentions: sentences.iter().flat_map(|&span| self.mentions(span)).collect(),
            locals: Vec::new(),
            citations: sentences.iter().step_by(15).map(|&span| self.citation(span, date.clone())).collect(),
            assertions: sentences.iter().step_by(2).enumerate().map(|(n, &span)| self.assertion(span, n)).collect(),
            sentences,
            diagnostics: Vec::new(),
        }
    }

    /// A day for every other situation.
    fn time(&mut self) -> Option<Edtf> {
        let (month, day) = (1 + self.below(12), 1 + self.below(28));
        Edtf::parse(&format!("2016-{month:02}-{day:02}")).ok().filter(|_| day % 2 == 0)
    }

    fn mentions(&mut self, sentence: CharSpan) -> Vec<Mention> {
        let mention = |n: usize, referent| Mention {
            span: CharSpan::new(sentence.start + 8 * n, sentence.start + 8 * n + 5),
            referent,
            sense: if n == 1 && sentence.start.is_multiple_of(31) { Sense::CapitalForGovernment } else { Sense::Name },
            confidence: 0.9,
        };
        (0..3).map(|n| mention(n, self.entity(""))).collect()
    }

    fn citation(&mut self, sentence: CharSpan, date: Option<Edtf>) -> Citation {
        let span = CharSpan::new(sentence.end - 8, sentence.end);
        Citation { span, as_cited: "Somewhere".into(), publication: Some(self.entity("publication")), date, year_inferred: true }
    }

    /// Every tenth assertion is the content of the one before.
    fn assertion(&mut self, evidence: CharSpan, n: usize) -> Assertion {
        let types = self.known.situation_types();
        let kind = types[self.below(types.len())].clone();
        let mut roles = BTreeMap::new();
        for role in kind.key.iter().filter(|role| !matches!(role.as_str(), "time" | "evidence")) {
            let words = kind.literal_roles.contains(role);
            let filler = if words { Filler::Words("natural gas".into()) } else { Filler::Entity(self.entity(role)) };
            roles.insert(role.clone(), vec![filler]);
        }
        for (_, parties) in roles.iter_mut().filter(|(role, _)| matches!(role.as_str(), "party" | "participant")) {
            parties.push(Filler::Entity(EntityRef::Known(self.actors[0])));
        }
        let modality = [Modality::Actual, Modality::Actual, Modality::Planned, Modality::Demanded][self.below(4)];
        let negated = self.below(10) == 9;
        Assertion {
            situation: Situation { class: kind.class.clone(), roles, time: self.time() },
            polarity: if negated { Polarity::Negated } else { Polarity::Affirmed },
            modality,
            holder: (self.below(3) == 0).then(|| self.entity("")),
            quote: None,
            citations: vec![0],
            evidence,
            within: (n % 10 == 9).then(|| n - 1),
            confidence: 0.8,
            frame: "made-up".into(),
        }
    }
}
