//! Exports: the same graph comes back from every format, and the same bytes go out each time.

use crate::scene::{World, claim, graph_of, options, reading, seed};
use demarche::export::{self, Format};
use demarche::graph::entity::gazetteer;
use demarche::text::CharSpan;
use oxigraph::io::{JsonLdProfileSet, RdfFormat, RdfParser};
use oxigraph::model::{Dataset, GraphName, NamedNode, Quad, Triple};
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

/// What assertions say of triples, which only RDF 1.2 can hold: once of a triple that is there, once of one that is not.
fn annotated() -> Vec<Quad> {
    let reifies = NamedNode::new_unchecked("http://www.w3.org/1999/02/22-rdf-syntax-ns#reifies");
    let graph = graph_of(&seed()).iri;
    let claim = quads().into_iter().find(|quad| quad.predicate.as_str().ends_with("#claimant")).expect("a claim");
    let denied = Triple { predicate: crate::scene::dm("renounces"), ..Triple::from(claim.clone()) };
    let about = |assertion: &str, triple: Triple| {
        let assertion = NamedNode::new_unchecked(format!("{}#assertion-{assertion}", graph.as_str()));
        Triple::new(assertion, reifies.clone(), triple).in_graph(claim.graph_name.clone())
    };
    let annotations = vec![about("1", claim.clone().into()), about("2", claim.clone().into()), about("3", denied)];
    [quads(), annotations].concat()
}

#[test]
fn annotations_come_back() {
    for format in Format::all().filter(|format| format.has_triple_terms()) {
        let expected = if format.has_graphs() { annotated() } else { merged(annotated()) };
        let text = written(annotated(), format);
        let parsed = RdfParser::from_format(parser(format)).for_slice(text.as_bytes()).collect::<Result<Vec<_>, _>>();
        let parsed = parsed.unwrap_or_else(|error| panic!("{format:?}: {error}\n{text}"));
        assert_eq!(lines(parsed), lines(expected), "{format:?}");
    }
    let text = written(annotated(), Format::Turtle);
    assert!(text.starts_with("@version \"1.2\" .\n"), "{text}");
    assert!(text.contains(" ~ <document/caravan#assertion-1> ~ <document/caravan#assertion-2> ;\n"), "{text}");
    assert!(!written(quads(), Format::Turtle).contains("@version"));
}

#[test]
fn json_ld_refuses_what_it_cannot_hold() {
    let error = export::write(annotated(), Format::JsonLd, &options().minter, &mut Vec::new()).expect_err("refused");
    assert!(error.to_string().contains("triple terms"), "{error}");
}

/// Distinct lines: the canonical form is not defined for triple terms, and there are no blank nodes.
fn lines(quads: Vec<Quad>) -> std::collections::BTreeSet<String> {
    quads.into_iter().map(|quad| quad.to_string()).collect()
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
    for part in [
        r#""claimant":"ent:japan""#,
        r#""polarity":"Negated""#,
        r#""type":"Assertion""#,
        r#""label":"Kuril Islands""#,
        r#""confidence":"0.81""#,
        r#""beginIndex":0"#,
        r#"{"id":"ent:kuril-islands","type":"Territory","#,
        r#""date":{"@value":"2017","type":"xsd:gYear"}"#,
    ] {
        assert!(text.contains(part), "{part}\n{text}");
    }
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
