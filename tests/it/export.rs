//! Exports: the same graph comes back from every format, and the same bytes go out each time.

use crate::scene::{World, claim, graph_of, options, reading, seed};
use demarche::export::{self, Format, Selection};
use demarche::graph::context::Context;
use demarche::graph::entity::gazetteer;
use demarche::store::KnowledgeBase;
use demarche::text::CharSpan;
use oxigraph::io::{JsonLdProfileSet, RdfFormat, RdfParser};
use oxigraph::model::{Dataset, GraphName, Quad};
use oxrdf::dataset::{CanonicalizationAlgorithm, CanonicalizationHashAlgorithm};
use sophia::api::prelude::{QuadSource, TripleSource};
use sophia::inmem::{dataset::LightDataset, graph::LightGraph};

/// The scene, with a text that tries every escape.
fn quads() -> Vec<Quad> {
    let mut odd = reading("odd", "“Say \"no\"\\ twice,\r\n\ttabs – 千島\u{1} 😀.”\n");
    odd.assertions = vec![claim(crate::scene::JAPAN, CharSpan::new(0, 8))];
    let (seed, odd) = (graph_of(&seed()), graph_of(&odd));
    let entities = gazetteer(seed.entities.iter().copied(), &World::new(), &options().minter);
    [seed.quads, odd.quads, entities].concat()
}

fn written(quads: Vec<Quad>, format: Format) -> String {
    let mut out = Vec::new();
    export::write(quads, format, &options().minter, &mut out).expect("written");
    String::from_utf8(out).expect("UTF-8")
}

fn canonical(quads: impl IntoIterator<Item = Quad>) -> Vec<String> {
    let mut dataset: Dataset = quads.into_iter().collect();
    dataset.canonicalize(CanonicalizationAlgorithm::Rdfc10 { hash_algorithm: CanonicalizationHashAlgorithm::Sha256 });
    let mut lines: Vec<String> = dataset.iter().map(|quad| quad.to_string()).collect();
    lines.sort();
    lines
}

fn merged(quads: Vec<Quad>) -> Vec<Quad> {
    quads.into_iter().map(|quad| Quad { graph_name: GraphName::DefaultGraph, ..quad }).collect()
}

fn parser(format: Format) -> RdfFormat {
    match format {
        Format::Turtle => RdfFormat::Turtle,
        Format::TriG => RdfFormat::TriG,
        Format::NQuads => RdfFormat::NQuads,
        Format::NTriples => RdfFormat::NTriples,
        Format::JsonLd => RdfFormat::JsonLd { profile: JsonLdProfileSet::empty() },
        Format::RdfXml => RdfFormat::RdfXml,
    }
}

#[test]
fn every_format_gives_the_graph_back() {
    for format in Format::all() {
        let expected = if format.has_graphs() { quads() } else { merged(quads()) };
        let text = written(quads(), format);
        let parsed = RdfParser::from_format(parser(format)).for_slice(text.as_bytes()).collect::<Result<Vec<_>, _>>();
        let parsed = parsed.unwrap_or_else(|error| panic!("{format:?}: {error}\n{text}"));
        assert_eq!(canonical(parsed), canonical(expected), "{format:?}");
    }
}

#[test]
fn a_second_parser_reads_the_same() {
    let turtle: LightGraph =
        sophia::turtle::parser::turtle::parse_str(&written(quads(), Format::Turtle)).collect_triples().expect("Turtle");
    let triples: LightGraph =
        sophia::turtle::parser::nt::parse_str(&written(quads(), Format::NTriples)).collect_triples().expect("N-Triples");
    assert!(sophia::isomorphism::isomorphic_graphs(&turtle, &triples).expect("compared"));
    let trig: LightDataset =
        sophia::turtle::parser::trig::parse_str(&written(quads(), Format::TriG)).collect_quads().expect("TriG");
    let lines: LightDataset =
        sophia::turtle::parser::nq::parse_str(&written(quads(), Format::NQuads)).collect_quads().expect("N-Quads");
    assert!(sophia::isomorphism::isomorphic_datasets(&trig, &lines).expect("compared"));
}

#[test]
fn the_order_of_what_goes_in_does_not_show() {
    let mut reversed = quads();
    reversed.reverse();
    reversed.extend(quads());
    for format in Format::all() {
        assert_eq!(written(reversed.clone(), format), written(quads(), format), "{format:?}");
    }
}

#[test]
fn turtle_is_laid_out_for_readers() {
    let text = written(quads(), Format::Turtle);
    for part in [
        "@base <https://w3id.org/demarche/data/> .\n",
        "\n<situation/territorial-claim/japan/kuril-islands> a dm:TerritorialClaim ;\n    dm:claimant ent:japan ;\n    dm:territory ent:kuril-islands .\n",
        "\nent:kuril-islands a dm:Territory ;\n    rdfs:label \"Kuril Islands\"@en ;\n    skos:altLabel \"Kurile Islands\"@en ;\n    skos:exactMatch wd:Q80389 .\n",
        "    nif:beginIndex 0 ;\n",
        "    dm:confidence 0.81 ;\n",
        "dct:date \"2017\"^^xsd:gYear",
    ] {
        assert!(text.contains(part), "{part}\n{text}");
    }
    let at = |part: &str| text.find(part).unwrap_or_else(|| panic!("{part}\n{text}"));
    assert!(at("<document/caravan> a") < at("<document/caravan#char=0,6> a"));
    assert!(at("\n<document/caravan#char=0,74> a") < at("\n<document/caravan#char=75,77> a"));
}

#[test]
fn json_ld_has_plain_terms() {
    let text = written(quads(), Format::JsonLd);
    assert!(text.contains(r#""claimant":{"@id":"ent:japan"}"#), "{text}");
    assert!(text.contains(r#""polarity":"Negated""#) && text.contains(r#""@type":"Assertion""#), "{text}");
}

#[test]
fn another_base_changes_data_and_keeps_the_graph() {
    let mut options = options();
    options.minter = demarche::graph::iri::Minter::new("https://example.org/kg/").expect("a base");
    let quads = demarche::graph::quads(&seed(), &World::new(), &options);
    assert!(quads.iter().all(|quad| !quad.to_string().contains("demarche/data/")));
    let mut out = Vec::new();
    export::write(quads.clone(), Format::TriG, &options.minter, &mut out).expect("written");
    let parsed = RdfParser::from_format(RdfFormat::TriG).for_slice(&out).collect::<Result<Vec<_>, _>>().expect("TriG");
    assert_eq!(canonical(parsed), canonical(quads));
}

#[test]
fn graphs_are_selected_by_name_or_iri() {
    let base = KnowledgeBase::in_memory(options().minter).expect("a store");
    let graph = graph_of(&seed());
    base.put(std::slice::from_ref(&graph)).expect("stored");
    base.derive_direct(&World::new().situation_types()).expect("derived");
    let count = |name: &str| export::select(&base, &Selection::parse(name).expect("a selection")).map(|quads| quads.len());
    assert_eq!(count("documents").expect("quads"), graph.quads.len());
    assert_eq!(count("direct").expect("quads"), 1);
    assert_eq!(count("all").expect("quads"), graph.quads.len() + 1);
    assert_eq!(count(graph.iri.as_str()).expect("quads"), graph.quads.len());
    assert_eq!(count("links").expect("quads"), 0);
    assert!(count("https://example.org/none").is_err());
    assert!(Selection::parse("everything").is_err());
}
