//! How long the store takes: writing 1,000 made-up documents, deriving the direct triples, and each bundled question.
//! A question that takes longer than [`LIMIT`] fails the run. `cargo bench --bench queries [-- DOCUMENTS]`.

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
use demarche::query::catalog::{self, Bundled, Kind};
use demarche::query::{self, Format, names};
use demarche::reading::{DateBasis, DocumentDate, Reading};
use demarche::store::KnowledgeBase;
use demarche::text::{CharSpan, Text};
use std::collections::BTreeMap;
use std::process::ExitCode;
use std::time::{Duration, Instant};

/// The longest that a question may take on 1,000 documents …
const LIMIT: Duration = Duration::from_millis(100);

/// … and for each row of its answer.
const LIMIT_ROW: Duration = Duration::from_micros(20);

/// Sentences in a document.
const SENTENCES: usize = 30;

/// One sentence of every document.
const SENTENCE: &str = "The two governments said on Tuesday that nothing of what had been agreed was settled yet. ";

fn main() -> ExitCode {
    let documents = std::env::args().find_map(|argument| argument.parse().ok()).unwrap_or(1000);
    let knowledge = Knowledge::embedded().expect("what is built in");
    let known = Known::new(&knowledge);
    let base = timed("store in memory", || build(&known, documents));
    let triples = timed("direct triples", || base.derive_direct(&known.situation_types()).expect("derived"));
    println!("{} quads, {triples} direct triples", base.store().len().expect("counted"));
    let late = catalog::all().expect("queries").into_iter().filter(|query| !in_time(query, &base, &knowledge));
    let late: Vec<&str> = late.map(|query| query.name.as_str()).collect();
    if late.is_empty() || documents > 1000 {
        return ExitCode::SUCCESS;
    }
    println!("over {LIMIT:?}: {}", late.join(", "));
    ExitCode::FAILURE
}

fn timed<T>(what: &str, work: impl FnOnce() -> T) -> T {
    let start = Instant::now();
    let result = work();
    println!("{what:<32}{:>9.1?}", start.elapsed());
    result
}

/// Asks a question with its examples; the best of three times counts, the machine may be busy.
fn in_time(query: &Bundled, base: &KnowledgeBase, knowledge: &Knowledge) -> bool {
    let resolver = |name: &str, kind: Kind| names::resolve(&knowledge.gazetteer, base.minter(), name, kind);
    let parameters: Vec<(String, String)> = query
        .parameters
        .iter()
        .filter(|parameter| !parameter.optional)
        .map(|parameter| (parameter.name.clone(), parameter.example.clone()))
        .collect();
    let mut size = 0;
    let ask = |size: &mut usize| {
        let start = Instant::now();
        let results = query::ask(base, query, &parameters, &resolver, &mut Vec::new()).expect("an answer");
        let mut out = Vec::new();
        query::write(results, Format::Tsv, base, 120, &mut out).expect("written");
        *size = String::from_utf8_lossy(&out).lines().count() - 1;
        start.elapsed()
    };
    let best = (0..3).map(|_| ask(&mut size)).min().unwrap_or_default();
    println!("  {:<20}{size:>8} rows{best:>12.1?}", query.name);
    best <= LIMIT + LIMIT_ROW * size as u32
}

fn build(known: &Known<'_>, documents: usize) -> KnowledgeBase {
    let run = Run { version: "0".into(), knowledge: known.digest().to_owned() };
    let options = Options { minter: Minter::default(), with_text: true, run };
    let base = KnowledgeBase::in_memory(options.minter.clone()).expect("a store");
    let ontology = base.minter().graph("ontology");
    let triples = known.ontology().into_iter().map(|triple| triple.in_graph(ontology.clone())).collect();
    base.put_version(&ontology, "1", triples).expect("stored");
    let all = (0..known.entity_count()).map(|id| EntityId(id as u32));
    timed("  gazetteer", || {
        let entities = gazetteer(all, known, base.minter());
        println!("  gazetteer: {} entities, {} quads", known.entity_count(), entities.len());
        base.put_version(&base.minter().graph("gazetteer"), "1", entities).expect("stored");
    });
    let mut maker = Maker::new(known);
    for _ in 0..documents.div_ceil(64) {
        let graphs: Vec<DocumentGraph> = (0..64).map(|_| maker.graph(&options)).collect();
        base.put(&graphs).expect("stored");
    }
    base
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
        let actors = of(&[EntityClass::State, EntityClass::InternationalOrganization]);
        let things = of(&[EntityClass::Territory, EntityClass::Pipeline, EntityClass::Publication]);
        Self { known, actors, things, documents: 0, random: 42 }
    }

    /// A number below `end`, small ones more often, as some states are in the news more often.
    fn below(&mut self, end: usize) -> usize {
        let mut next = || {
            self.random = self.random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (self.random >> 33) as usize % end.max(1)
        };
        next().min(next())
    }

    fn entity(&mut self, role: &str) -> EntityRef {
        let place = matches!(role, "territory" | "pipeline" | "place" | "publication");
        let end = if place { self.things.len() } else { self.actors.len() };
        let at = self.below(end);
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
            citations: sentences.iter().step_by(6).map(|&span| self.citation(span, date.clone())).collect(),
            assertions: sentences.iter().map(|&span| self.assertion(span)).collect(),
            sentences,
            diagnostics: Vec::new(),
        }
    }

    fn mentions(&mut self, sentence: CharSpan) -> Vec<Mention> {
        let mention = |n: usize, referent| Mention {
            span: CharSpan::new(sentence.start + 8 * n, sentence.start + 8 * n + 5),
            referent,
            sense: if n == 1 && sentence.start.is_multiple_of(7) { Sense::CapitalForGovernment } else { Sense::Name },
            confidence: 0.9,
        };
        (0..3).map(|n| mention(n, self.entity(""))).collect()
    }

    fn citation(&mut self, sentence: CharSpan, date: Option<Edtf>) -> Citation {
        let span = CharSpan::new(sentence.end - 8, sentence.end);
        Citation { span, as_cited: "Somewhere".into(), publication: Some(self.entity("publication")), date, year_inferred: true }
    }

    fn assertion(&mut self, evidence: CharSpan) -> Assertion {
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
        let negated = self.below(5) == 4;
        Assertion {
            situation: Situation { class: kind.class.clone(), roles, time: None },
            polarity: if negated { Polarity::Negated } else { Polarity::Affirmed },
            modality,
            holder: (self.below(3) == 0).then(|| self.entity("")),
            quote: None,
            citations: vec![0],
            evidence,
            within: None,
            confidence: 0.8,
            frame: "made-up".into(),
        }
    }
}
