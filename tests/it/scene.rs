//! A small world made by hand: entities, situation types, and readings of a few sentences.

use demarche::extraction::{Assertion, Filler, Modality, Polarity, Situation};
use demarche::graph::context::{Context, Direct, EntityFacts, SituationType};
use demarche::graph::iri::Minter;
use demarche::graph::{self, Digests, DocumentGraph, Options, Run};
use demarche::input::Document;
use demarche::knowledge::{EntityClass, EntityId};
use demarche::mentions::{Citation, EntityRef, LocalEntity, Mention, Sense, time::Edtf};
use demarche::reading::{DateBasis, DocumentDate, Reading};
use demarche::text::{CharSpan, Text};
use oxigraph::model::vocab::rdf;
use oxigraph::model::{NamedNode, Triple};
use std::collections::BTreeMap;

/// The local name of each entity with its class, its names (the first is its label) and its link.
type Row = (&'static str, EntityClass, &'static [&'static str], Option<&'static str>);

const ENTITIES: [Row; 7] = [
    ("japan", EntityClass::State, &["Japan"], Some("http://www.wikidata.org/entity/Q17")),
    ("russia", EntityClass::State, &["Russia", "Russian Federation"], Some("http://www.wikidata.org/entity/Q159")),
    (
        "kuril-islands",
        EntityClass::Territory,
        &["Kuril Islands", "Kurile Islands"],
        Some("http://www.wikidata.org/entity/Q80389"),
    ),
    ("politicom-ru", EntityClass::Publication, &["Politicom.ru"], None),
    ("moscow", EntityClass::City, &["Moscow"], Some("http://www.wikidata.org/entity/Q649")),
    ("sergey-lavrov", EntityClass::Person, &["Sergey Lavrov"], Some("http://www.wikidata.org/entity/Q58217")),
    ("eurasia-daily-monitor", EntityClass::Publication, &["Eurasia Daily Monitor"], None),
];

pub(crate) const JAPAN: EntityRef = EntityRef::Known(EntityId(0));
pub(crate) const RUSSIA: EntityRef = EntityRef::Known(EntityId(1));
pub(crate) const KURILS: EntityRef = EntityRef::Known(EntityId(2));
pub(crate) const POLITICOM: EntityRef = EntityRef::Known(EntityId(3));
pub(crate) const LAVROV: EntityRef = EntityRef::Known(EntityId(5));

/// The gazetteer and the ontology of the scene.
pub(crate) struct World {
    types: Vec<SituationType>,
    digests: Digests,
}

impl World {
    pub(crate) fn new() -> Self {
        let direct = |property: &str, subject: &str, object: &str, self_vouched| {
            let (property, subject, object) = (property.into(), subject.into(), object.into());
            vec![Direct { property, subject, object, self_vouched, identified: true }]
        };
        let kind = |class: &str, family: &str, key: &[&str], literal: &[&str], direct| SituationType {
            class: class.into(),
            family: family.into(),
            key: key.iter().map(|k| (*k).to_owned()).collect(),
            literal_roles: literal.iter().map(|k| (*k).to_owned()).collect(),
            direct,
            ..SituationType::default()
        };
        let from = direct("pipelineFrom", "pipeline", "supplier", false).remove(0);
        let from = Direct { identified: false, ..from };
        let claims = direct("claimsTerritory", "claimant", "territory", true);
        let types = vec![
            kind("TerritorialClaim", "territory", &["claimant", "territory"], &[], claims),
            kind("Sanction", "sanctions", &["imposer", "target"], &["sector"], direct("sanctions", "imposer", "target", false)),
            kind(
                "EnergySupply",
                "energy",
                &["supplier", "recipient", "commodity"],
                &["commodity"],
                direct("suppliesEnergyTo", "supplier", "recipient", false),
            ),
            kind(
                "Meeting",
                "diplomacy",
                &["participant", "place", "time"],
                &[],
                direct("metWith", "participant", "participant", false),
            ),
            kind("Demand", "speech", &["demander", "addressee", "evidence"], &[], vec![]),
            kind("PipelineProject", "energy", &["pipeline"], &[], vec![from]),
        ];
        Self { types, digests: Digests::default() }
    }
}

impl Context for World {
    fn entity(&self, id: EntityId) -> EntityFacts<'_> {
        let (slug, class, names, link) = ENTITIES[id.0 as usize];
        EntityFacts {
            slug,
            class,
            label: names[0],
            alt_labels: names[1..].to_vec(),
            abbreviations: Vec::new(),
            hidden_labels: Vec::new(),
            belongs_to: if slug == "sergey-lavrov" { vec![EntityId(1)] } else { Vec::new() },
            exact_matches: link.into_iter().collect(),
            iso_alpha3: (slug == "japan").then_some("JPN"),
        }
    }

    fn entity_count(&self) -> usize {
        ENTITIES.len()
    }

    fn lookup(&self, name: &str) -> Vec<EntityId> {
        let ids = (0..).map(EntityId).zip(ENTITIES);
        ids.filter(|(_, row)| row.2.contains(&name)).map(|(id, _)| id).collect()
    }

    fn situation_type(&self, class: &str) -> Option<&SituationType> {
        self.types.iter().find(|kind| kind.class == class)
    }

    fn situation_types(&self) -> Vec<&SituationType> {
        self.types.iter().collect()
    }

    fn ontology(&self) -> Vec<Triple> {
        let class = NamedNode::new_unchecked("http://www.w3.org/2002/07/owl#Class");
        self.types.iter().map(|kind| Triple::new(dm(&kind.class), rdf::TYPE, class.clone())).collect()
    }

    fn digests(&self) -> &Digests {
        &self.digests
    }
}

pub(crate) fn options() -> Options {
    let knowledge = Digests { ontology: "0123456789".into(), gazetteer: "9876543210".into() };
    let run = Run { version: "1.2.3".into(), knowledge, options: String::new() };
    Options { minter: Minter::default(), with_text: true, run }
}

pub(crate) fn edtf(text: &str) -> Edtf {
    Edtf::parse(text).expect("a date")
}

/// A reading without findings.
pub(crate) fn reading(name: &str, text: &str) -> Reading {
    let text = Text::new(text.to_owned());
    let sentences = vec![CharSpan::new(0, text.len())];
    let document = Document { source_name: name.to_owned(), text, ..Document::default() };
    Reading {
        document,
        date: None,
        sentences,
        mentions: Vec::new(),
        locals: Vec::new(),
        citations: Vec::new(),
        assertions: Vec::new(),
        diagnostics: Vec::new(),
    }
}

/// An affirmed, actual assertion of the author's on the first sentence.
pub(crate) fn assertion(class: &str, roles: &[(&str, &[Filler])], evidence: CharSpan) -> Assertion {
    let roles: BTreeMap<String, Vec<Filler>> =
        roles.iter().map(|(role, fillers)| ((*role).to_owned(), fillers.to_vec())).collect();
    Assertion {
        situation: Situation { class: class.to_owned(), roles, time: None },
        polarity: Polarity::Affirmed,
        modality: Modality::Actual,
        holder: None,
        quote: None,
        citations: Vec::new(),
        evidence,
        within: None,
        confidence: 0.81,
        frame: "claim-verb".to_owned(),
    }
}

pub(crate) fn entity(entity: EntityRef) -> Filler {
    Filler::Entity(entity)
}

pub(crate) fn words(words: &str) -> Filler {
    Filler::Words(words.to_owned())
}

pub(crate) fn claim(claimant: EntityRef, evidence: CharSpan) -> Assertion {
    assertion("TerritorialClaim", &[("claimant", &[entity(claimant)]), ("territory", &[entity(KURILS)])], evidence)
}

/// The seed in small: Russia claims the islands (cited), demands that Japan renounce its claim, and refuses
/// Japan its gas; a pipeline is only described; one name is unknown.
pub(crate) fn seed() -> Reading {
    let first = "Moscow insists that the Kuril Islands are Russian (Politicom.ru, March 1).";
    let second = "It demands that Japan renounce its claim, and refuses to sell gas through a new pipeline.";
    let mut reading = reading("caravan", &format!("{first}\n{second}\n"));
    let one = CharSpan::new(0, first.chars().count());
    let two = CharSpan::new(one.end + 1, one.end + 1 + second.chars().count());
    reading.sentences = vec![one, two];
    reading.document.title = Some("A Caravan".into());
    reading.document.publication = Some("Eurasia Daily Monitor".into());
    reading.document.volume = Some("14".into());
    reading.date = Some(DocumentDate { date: edtf("2017"), basis: DateBasis::InferredFromCitations });
    let mention = |start, end, referent, sense| Mention { span: CharSpan::new(start, end), referent, sense, confidence: 0.97 };
    reading.locals = vec![LocalEntity { class: EntityClass::Person, name: "Ivan Petrov".into(), belongs_to: Some(RUSSIA) }];
    reading.mentions = vec![
        mention(0, 6, RUSSIA, Sense::CapitalForGovernment),
        mention(24, 37, KURILS, Sense::Name),
        mention(two.start + 16, two.start + 21, JAPAN, Sense::Name),
        mention(two.start, two.start + 2, EntityRef::Local(0), Sense::Coreference),
    ];
    reading.citations = vec![Citation {
        span: CharSpan::new(51, 72),
        as_cited: "Politicom.ru, March 1".into(),
        publication: Some(POLITICOM),
        date: Some(edtf("2017-03-01")),
        year_inferred: true,
    }];
    reading.assertions = seed_assertions(one, two);
    reading
}

fn seed_assertions(one: CharSpan, two: CharSpan) -> Vec<Assertion> {
    let russia = Assertion {
        holder: Some(RUSSIA),
        quote: Some("the Kuril Islands are Russian".into()),
        citations: vec![0],
        ..claim(RUSSIA, one)
    };
    let demand = assertion("Demand", &[("demander", &[entity(RUSSIA)]), ("addressee", &[entity(JAPAN)])], two);
    let japan = Assertion { polarity: Polarity::Negated, modality: Modality::Demanded, within: Some(1), ..claim(JAPAN, two) };
    let roles: [(&str, &[Filler]); 3] =
        [("supplier", &[entity(RUSSIA)]), ("recipient", &[entity(JAPAN)]), ("commodity", &[words("gas")])];
    let gas = Assertion { modality: Modality::Refused, ..assertion("EnergySupply", &roles, two) };
    let pipeline = assertion("PipelineProject", &[("pipeline", &[words("a new pipeline")])], two);
    vec![russia, demand, japan, gas, pipeline]
}

pub(crate) fn graph_of(reading: &Reading) -> DocumentGraph {
    let options = options();
    graph::document_graph(reading, options.minter.document(&reading.document), &World::new(), &options)
}

/// The N-Quads lines of a graph, with the usual namespaces shortened.
pub(crate) fn lines(graph: &DocumentGraph) -> Vec<String> {
    graph.quads.iter().map(|quad| shortened(&format!("{} {} {}", quad.subject, quad.predicate, quad.object))).collect()
}

pub(crate) fn shortened(line: &str) -> String {
    [
        ("https://w3id.org/demarche/ontology#", "dm:"),
        ("https://w3id.org/demarche/data/", ""),
        ("http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#", "nif:"),
        ("http://www.w3.org/2005/11/its/rdf#", "its:"),
        ("http://www.w3.org/2001/XMLSchema#", "xsd:"),
        ("http://www.w3.org/1999/02/22-rdf-syntax-ns#type", "a"),
        ("http://www.w3.org/2000/01/rdf-schema#", "rdfs:"),
        ("http://purl.org/dc/terms/", "dct:"),
        ("http://schema.org/", "schema:"),
    ]
    .iter()
    .fold(line.to_owned(), |line, (long, short)| line.replace(long, short))
    .replace(['<', '>'], "")
}

pub(crate) fn dm(local: &str) -> NamedNode {
    NamedNode::new_unchecked(format!("https://w3id.org/demarche/ontology#{local}"))
}

pub(crate) fn ent(slug: &str) -> NamedNode {
    NamedNode::new_unchecked(format!("https://w3id.org/demarche/data/entity/{slug}"))
}
