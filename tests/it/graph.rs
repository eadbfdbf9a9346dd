//! The shapes of the data model.

use crate::scene::{
    JAPAN, LAVROV, RUSSIA, World, assertion, claim, edtf, entity, graph_of, lines, options, reading, seed, shortened, words,
};
use demarche::extraction::Assertion;
use demarche::graph::entity::gazetteer;
use demarche::graph::{document_graph, quads};
use demarche::mentions::EntityRef;
use demarche::reading::Reading;
use demarche::text::CharSpan;
use std::collections::BTreeSet;
use url::Url;

fn assert_has(lines: &[String], wanted: &[&str]) {
    for line in wanted {
        assert!(lines.iter().any(|l| l == line), "missing: {line}\n{}", lines.join("\n"));
    }
}

/// The names of the assertions that state a situation.
fn stating(lines: &[String], situation: &str) -> Vec<String> {
    let end = format!(" dm:states situation/{situation}");
    lines.iter().filter_map(|line| line.strip_suffix(end.as_str())).map(ToOwned::to_owned).collect()
}

#[test]
fn the_document_is_described() {
    assert_has(
        &lines(&graph_of(&seed())),
        &[
            "document/caravan a dm:Document",
            "document/caravan a nif:Context",
            "document/caravan a schema:Article",
            r#"document/caravan dm:sourceName "caravan""#,
            r#"document/caravan dct:title "A Caravan""#,
            "document/caravan dct:publisher entity/eurasia-daily-monitor",
            r#"document/caravan schema:volumeNumber "14""#,
            r#"document/caravan dct:date "2017"^^xsd:gYear"#,
            "document/caravan dm:dateBasis dm:InferredFromCitations",
        ],
    );
}

#[test]
fn sentences_and_mentions_stand_at_their_offsets() {
    assert_has(
        &lines(&graph_of(&seed())),
        &[
            "document/caravan#char=0,74 a nif:Sentence",
            "document/caravan#char=0,74 nif:referenceContext document/caravan",
            r#"document/caravan#char=0,74 nif:endIndex "74"^^xsd:integer"#,
            "document/caravan#char=0,6 a nif:Phrase",
            r#"document/caravan#char=0,6 nif:anchorOf "Moscow""#,
            "document/caravan#char=0,6 its:taIdentRef entity/russia",
            "document/caravan#char=0,6 dm:reading dm:CapitalForGovernment",
            r#"document/caravan#char=0,6 its:taConfidence "0.97"^^xsd:decimal"#,
        ],
    );
}

#[test]
fn citations_say_what_is_cited_and_how_its_year_is_known() {
    assert_has(
        &lines(&graph_of(&seed())),
        &[
            "document/caravan#citation-51-72 a dm:Citation",
            "document/caravan#citation-51-72 dm:publication entity/politicom-ru",
            r#"document/caravan#citation-51-72 dct:date "2017-03-01"^^xsd:date"#,
            r#"document/caravan#citation-51-72 dm:asCited "Politicom.ru, March 1""#,
            "document/caravan#citation-51-72 dm:dateBasis dm:YearInferred",
        ],
    );
}

#[test]
fn an_assertion_states_a_situation_in_a_certain_way() {
    let lines = lines(&graph_of(&seed()));
    let russia = stating(&lines, "territorial-claim/russia/kuril-islands");
    let [russia] = russia.as_slice() else { panic!("one assertion, not {russia:?}") };
    let run = shortened(&options().minter.run(&options().run).to_string());
    let generated = format!("http://www.w3.org/ns/prov#wasGeneratedBy {run}");
    let expected = [
        "a dm:Assertion",
        "dm:polarity dm:Affirmed",
        "dm:modality dm:Actual",
        "dm:holder entity/russia",
        r#"dm:quote "the Kuril Islands are Russian"@en"#,
        "dm:citation document/caravan#citation-51-72",
        "dm:evidence document/caravan#char=0,74",
        r#"dm:confidence "0.81"^^xsd:decimal"#,
        "dm:frame https://w3id.org/demarche/frame#claim-verb",
        &generated,
    ];
    let expected: Vec<String> = expected.iter().map(|rest| format!("{russia} {rest}")).collect();
    assert_has(&lines, &expected.iter().map(String::as_str).collect::<Vec<_>>());
}

#[test]
fn a_run_tells_what_it_was_a_run_of_and_not_when() {
    let mut options = options();
    options.run.options = "--no-text".into();
    let iri = options.minter.run(&options.run);
    let reading = seed();
    let document = options.minter.document(&reading.document);
    let graph = document_graph(&reading, document, &World::new(), &options);
    let run = shortened(&iri.to_string());
    let rest = [
        "a http://www.w3.org/ns/prov#Activity",
        r#"dm:version "1.2.3""#,
        r#"dm:ontologyDigest "0123456789""#,
        r#"dm:gazetteerDigest "9876543210""#,
        r#"dm:options "--no-text""#,
        "http://www.w3.org/ns/prov#used graph/ontology",
        "http://www.w3.org/ns/prov#wasAssociatedWith program/demarche-1.2.3",
    ];
    assert_has(&lines(&graph), &rest.map(|rest| format!("{run} {rest}")).iter().map(String::as_str).collect::<Vec<_>>());
    assert_has(&lines(&graph), &["program/demarche-1.2.3 a http://www.w3.org/ns/prov#SoftwareAgent"]);
    assert!(!lines(&graph).iter().any(|line| line.contains("xsd:dateTime")));
    options.run.options.clear();
    assert_ne!(options.minter.run(&options.run), iri, "another run");
}

#[test]
fn what_is_demanded_stands_within_the_demand() {
    let lines = lines(&graph_of(&seed()));
    let inner = &stating(&lines, "territorial-claim/japan/kuril-islands")[0];
    let outer = lines.iter().find_map(|line| line.strip_prefix(&format!("{inner} dm:within "))).expect("an outer act");
    assert!(lines.iter().any(|l| l.starts_with(&format!("{outer} dm:states situation/demand/russia/japan/"))), "{outer}");
    assert_has(&lines, &[&format!("{inner} dm:polarity dm:Negated"), &format!("{inner} dm:modality dm:Demanded")]);
}

#[test]
fn words_are_a_thing_or_a_literal_by_their_role() {
    assert_has(
        &lines(&graph_of(&seed())),
        &[
            r#"situation/energy-supply/russia/japan/_gas dm:commodity "gas""#,
            "situation/pipeline-project/caravan.a-new-pipeline dm:pipeline document/caravan#thing-a-new-pipeline",
            r#"document/caravan#thing-a-new-pipeline rdfs:label "a new pipeline"@en"#,
        ],
    );
}

#[test]
fn entities_that_the_gazetteer_lacks_are_marked() {
    assert_has(
        &lines(&graph_of(&seed())),
        &[
            "entity/unlinked/person/ivan-petrov a dm:Unlinked",
            "entity/unlinked/person/ivan-petrov a dm:Person",
            r#"entity/unlinked/person/ivan-petrov rdfs:label "Ivan Petrov"@en"#,
            "entity/unlinked/person/ivan-petrov dm:belongsTo entity/russia",
        ],
    );
}

#[test]
fn the_gazetteer_graph_tells_names_and_links_of_the_entities_used() {
    let graph = graph_of(&seed());
    let used = gazetteer(graph.entities.iter().copied(), &World::new(), &options().minter);
    let text: Vec<String> = used.iter().map(|q| format!("{} {}", q.subject, q.object)).collect();
    let has = |part: &str| text.iter().any(|line| line.contains(part));
    assert!(has("\"Kurile Islands\"@en") && has("entity/Q80389>") && has("\"JPN\"") && has("ontology#Territory>"));
    assert!(!has("lavrov"), "{text:?}");
    assert!(used.iter().all(|quad| quad.graph_name.to_string().contains("graph/gazetteer")));
}

#[test]
fn an_entity_brings_what_it_belongs_to() {
    let EntityRef::Known(lavrov) = LAVROV else { unreachable!("a gazetteer entity") };
    let quads = gazetteer([lavrov], &World::new(), &options().minter);
    let russia = quads.iter().filter(|quad| quad.subject.to_string().contains("entity/russia>"));
    assert!(russia.count() > 2);
}

#[test]
fn there_are_no_blank_nodes_and_every_link_within_the_document_holds() {
    let graph = graph_of(&seed());
    let subjects: BTreeSet<String> = graph.quads.iter().map(|quad| quad.subject.to_string()).collect();
    assert!(subjects.iter().all(|subject| !subject.starts_with("_:")));
    for quad in &graph.quads {
        let object = quad.object.to_string();
        let inside = object.contains("data/document/") || object.contains("data/situation/");
        assert!(!inside || subjects.contains(&object), "{quad}");
    }
}

#[test]
fn the_text_can_be_left_out() {
    let with = quads(&seed(), &World::new(), &options());
    let mut bare = options();
    bare.with_text = false;
    let without = quads(&seed(), &World::new(), &bare);
    assert_eq!(with.len(), without.len() + 1);
}

#[test]
fn an_assertion_keeps_its_name_whatever_stands_before_it() {
    let whole = seed();
    let mut shorter = seed();
    shorter.assertions.remove(0);
    let pipeline = |reading: &Reading| {
        let mut reading = reading.clone();
        for assertion in &mut reading.assertions {
            assertion.within = None;
        }
        stating(&lines(&graph_of(&reading)), "pipeline-project/caravan.a-new-pipeline")
    };
    assert_eq!(pipeline(&whole), pipeline(&shorter));
}

#[test]
fn two_assertions_that_look_the_same_are_two() {
    let mut twice = seed();
    let again = twice.assertions[4].clone();
    twice.assertions.push(again);
    assert_eq!(stating(&lines(&graph_of(&twice)), "pipeline-project/caravan.a-new-pipeline").len(), 2);
}

/// The situations that assertions of two documents state, when both say the same.
fn situations_of_two(assertion: &Assertion) -> BTreeSet<String> {
    let of = |name: &str| {
        let mut reading = reading(name, "They met, and they said it again and again.");
        reading.assertions = vec![assertion.clone()];
        lines(&graph_of(&reading))
            .into_iter()
            .filter_map(|l| l.split_once(" dm:states ").map(|p| p.1.to_owned()))
            .collect::<Vec<_>>()
    };
    of("first").into_iter().chain(of("second")).collect()
}

#[test]
fn documents_meet_in_what_they_both_speak_of() {
    let span = CharSpan::new(0, 10);
    assert_eq!(situations_of_two(&claim(JAPAN, span)).len(), 1);
    let fillers = [entity(RUSSIA), entity(LAVROV)];
    let undated = assertion("Meeting", &[("participant", &fillers)], span);
    assert_eq!(situations_of_two(&undated).len(), 2, "an undated meeting may be another one");
    let mut dated = undated;
    dated.situation.time = Some(edtf("2017-04"));
    let meeting = situations_of_two(&dated);
    assert_eq!(meeting.into_iter().collect::<Vec<_>>(), ["situation/meeting/russia+sergey-lavrov/-/2017-04"]);
}

#[test]
fn the_order_and_number_of_fillers_do_not_name_another_situation() {
    let span = CharSpan::new(0, 10);
    let mut dated = assertion("Meeting", &[("participant", &[entity(LAVROV), entity(RUSSIA), entity(LAVROV)])], span);
    dated.situation.time = Some(edtf("2017-04"));
    assert!(situations_of_two(&dated).contains("situation/meeting/russia+sergey-lavrov/-/2017-04"));
}

#[test]
fn an_open_role_is_not_taken_for_another() {
    let span = CharSpan::new(0, 10);
    let by = situations_of_two(&assertion("Sanction", &[("imposer", &[entity(JAPAN)])], span));
    let on = situations_of_two(&assertion("Sanction", &[("target", &[entity(JAPAN)])], span));
    assert!(by.is_disjoint(&on), "{by:?} {on:?}");
}

#[test]
fn a_url_or_else_the_source_name_names_the_document() {
    let mut reading = seed();
    let minter = options().minter;
    reading.document.url = Some(Url::parse("https://jamestown.org/program/a-caravan/").expect("a URL"));
    let by_url = minter.document(&reading.document);
    assert!(by_url.node.as_str().contains("document/jamestown-org-program-a-caravan-"), "{by_url:?}");
    let graph = document_graph(&reading, by_url.clone(), &World::new(), &options());
    assert_eq!(graph.iri, by_url.node);
}

#[test]
fn awkward_names_and_words_give_valid_iris() {
    let mut odd = reading("a b/ü?#<x>", "“Quoted\u{0} text” – 千島");
    let fillers = [words("the \"<big>\" pipeline {x}|^`\\ \u{7}"), words("")];
    odd.assertions = vec![assertion("PipelineProject", &[("pipeline", &fillers)], CharSpan::new(0, 4))];
    for quad in &graph_of(&odd).quads {
        let parsed = oxigraph::io::RdfParser::from_format(oxigraph::io::RdfFormat::NQuads)
            .for_slice(format!("{quad} .").as_bytes())
            .collect::<Result<Vec<_>, _>>();
        assert_eq!(parsed.expect("valid N-Quads"), std::slice::from_ref(quad));
    }
}
