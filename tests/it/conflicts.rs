//! What documents assert beside what sources have: on the samples with small sources, and on worlds made for one question each.

use crate::answers::samples_with_sources;
use demarche::graph::iri::Minter;
use demarche::knowledge::Gazetteer;
use demarche::merge::conflicts::{Comparison, Options, Verdict, compare, quads};
use demarche::query::Labels;
use demarche::store::KnowledgeBase;
use oxigraph::io::{RdfFormat, RdfParser};
use std::collections::BTreeSet;
use std::sync::LazyLock;

static GAZETTEER: LazyLock<Gazetteer> = LazyLock::new(Gazetteer::embedded);

/// A comparison in short.
fn line(comparison: &Comparison, labels: &Labels<'_>) -> String {
    let subject = labels.term(&comparison.subject.clone().into());
    let value = labels.term(&comparison.value.node);
    let polarity = comparison.affirmed.map_or("", |affirmed| if affirmed { "+" } else { "-" });
    format!("{} {polarity}{subject} | {value} | {}", comparison.check, comparison.verdict.name())
}

fn lines(base: &KnowledgeBase, compared: &[Comparison]) -> BTreeSet<String> {
    let labels = Labels::new(base);
    compared.iter().map(|comparison| line(comparison, &labels)).collect()
}

#[test]
fn the_samples_are_set_beside_three_sources() {
    let (base, knowledge) = samples_with_sources();
    let compared = compare(base, &knowledge.gazetteer, &Options::default()).expect("compared");
    let found = lines(base, &compared);
    for expected in [
        "claims +Kuril Islands | Japan | agreement",
        "claims +Falkland Islands | Argentina | agreement",
        "claims Falkland Islands | United Kingdom | only there",
        "claims -Sakhalin | Japan | agreement",
        "offices +Sergey Lavrov | Foreign Minister | agreement",
        "offices +Toshimitsu Motegi | Foreign Minister | agreement",
        "offices +Vladimir Putin | President | agreement",
        "offices +Antony Blinken | Secretary of State | agreement",
        "pipelines +Nord Stream | Germany | agreement",
        "pipelines +Nord Stream | Russia | agreement",
        "operators +Nord Stream | Gazprom | only here",
        "operators Nord Stream | Example Stream AG | only there",
        "sanctions +Gazprom | United States | agreement",
        "sanctions -Russia | Switzerland | contradiction",
        "sanctions +Russia | United States | only here",
        "sanctions Sergey Lavrov | European Union | only there",
    ] {
        assert!(found.contains(expected), "{expected} is not among {found:#?}");
    }
    assert!(!found.contains("pipelines Kuril Islands | Russia | only there"), "islands are no pipeline");
    assert!(!found.iter().any(|line| line.contains("China")), "what its source has deprecated is not told: {found:#?}");
    assert!(
        !found.iter().any(|line| line.contains("example seals")),
        "what was over before the first document is not told: {found:#?}"
    );
}

#[test]
fn every_side_of_a_comparison_has_its_proofs() {
    let (base, knowledge) = samples_with_sources();
    for comparison in compare(base, &knowledge.gazetteer, &Options::default()).expect("compared") {
        let (ours, theirs) = (!comparison.ours.is_empty(), !comparison.theirs.is_empty());
        let expected = match comparison.verdict {
            Verdict::OnlyHere => (true, false),
            Verdict::OnlyThere => (false, true),
            Verdict::Agreement | Verdict::Contradiction => (true, true),
        };
        assert_eq!((ours, theirs), expected, "{comparison:?}");
        assert!(comparison.ours.iter().all(|proof| !proof.sentence.is_empty()), "{comparison:?}");
        let source = base.minter().source_graph(&comparison.source);
        for proof in &comparison.theirs {
            let subject = proof.triple.subject.clone();
            let mut there = base.matching(Some(&subject), None, None, Some(&source));
            assert!(there.next().is_some(), "{proof:?} is not in the source");
        }
    }
}

#[test]
fn comparisons_are_the_same_bytes_each_time() {
    let (base, knowledge) = samples_with_sources();
    let written = || {
        let compared = compare(base, &knowledge.gazetteer, &Options::default()).expect("compared");
        quads(&compared, base.minter()).iter().map(ToString::to_string).collect::<Vec<_>>()
    };
    let first = written();
    assert!(first.iter().any(|quad| quad.contains("ontology#Contradiction")), "{first:#?}");
    assert_eq!(first, written());
}

#[test]
fn what_is_asked_for_must_be_there() {
    let (base, knowledge) = samples_with_sources();
    let error = |sources: &[&str], checks: &[&str]| {
        let owned = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
        let options = Options { sources: owned(sources), checks: owned(checks) };
        compare(base, &knowledge.gazetteer, &options).expect_err("nothing of this name").to_string()
    };
    assert!(error(&["wikidat"], &[]).contains("did you mean wikidata?"));
    assert!(error(&[], &["claim"]).contains("did you mean claims?"));
    let empty = KnowledgeBase::in_memory(Minter::default()).expect("a store");
    let none = compare(&empty, &GAZETTEER, &Options::default()).expect_err("no source");
    assert!(none.to_string().contains("demarche merge"), "{none}");
}

const PREFIXES: &str = "
@base <https://w3id.org/demarche/data/> .
@prefix ent: <https://w3id.org/demarche/data/entity/> .
@prefix dm: <https://w3id.org/demarche/ontology#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix ftm: <https://schema.followthemoney.tech/#> .
@prefix itsrdf: <http://www.w3.org/2005/11/its/rdf#> .
@prefix nif: <http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix p: <http://www.wikidata.org/prop/> .
@prefix pq: <http://www.wikidata.org/prop/qualifier/> .
@prefix ps: <http://www.wikidata.org/prop/statement/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix wd: <http://www.wikidata.org/entity/> .
@prefix wdt: <http://www.wikidata.org/prop/direct/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
";

/// A document of 2020 with one assertion of one situation.
fn document(situation: &str, presented: &str) -> String {
    format!(
        "<document/d> {{
            <document/d> a dm:Document ; dm:sourceName \"d\" ; dct:date \"2020-06-01\"^^xsd:date .
            <situation/x> {situation} .
            <document/d#assertion-1> a dm:Assertion ; dm:states <situation/x> ; {presented} ; dm:evidence <document/d#char=0,9> .
            <document/d#char=0,9> nif:anchorOf \"A sentence.\" ; nif:beginIndex 0 .
            <document/d#char=0,1> itsrdf:taIdentRef ent:japan , ent:nato , ent:sergey-lavrov , ent:gazprom , ent:united-states .
        }}"
    )
}

/// The verdicts on a document and a source, with what they say besides.
fn verdicts(situation: &str, presented: &str, source: &str, links: &str) -> Vec<String> {
    let base = KnowledgeBase::in_memory(Minter::default()).expect("a store");
    let text = format!(
        "{PREFIXES}{}\n<graph/source/s> {{ {source} }}\n<graph/gazetteer> {{
            ent:japan skos:exactMatch wd:Q17 . ent:nato skos:exactMatch wd:Q7184 . ent:russia skos:exactMatch wd:Q159 .
            ent:sergey-lavrov skos:exactMatch wd:Q58217 . ent:gazprom skos:exactMatch wd:Q102673 . }}\n{links}",
        document(situation, presented)
    );
    let quads = RdfParser::from_format(RdfFormat::TriG).for_slice(&text).map(|quad| quad.expect("TriG")).collect::<Vec<_>>();
    base.add(&quads).expect("stored");
    let compared = compare(&base, &GAZETTEER, &Options::default()).expect("compared");
    compared.iter().map(|one| format!("{} {}", one.verdict.name(), one.note).trim_end().to_owned()).collect()
}

const MEMBER: &str = "a dm:Membership ; dm:member ent:japan ; dm:organization ent:nato";
const ACTUAL: &str = "dm:polarity dm:Affirmed ; dm:modality dm:Actual";
const DENIED: &str = "dm:polarity dm:Negated ; dm:modality dm:Actual";

/// Japan's membership of NATO by a source, from and until these years.
fn membership(qualifiers: &str) -> String {
    format!("wd:Q17 p:P463 <s-1> . <s-1> ps:P463 wd:Q7184 {qualifiers} .")
}

#[test]
fn a_denial_contradicts_what_a_source_has_and_agrees_with_what_it_has_as_over() {
    let holds = membership("");
    let over = membership("; pq:P582 \"2003\"^^xsd:gYear");
    assert_eq!(verdicts(MEMBER, ACTUAL, &holds, ""), ["agreement"]);
    assert_eq!(verdicts(MEMBER, DENIED, &holds, ""), ["contradiction denied"]);
    assert_eq!(verdicts(MEMBER, DENIED, &over, ""), ["agreement denied, and over by then in the source"]);
    assert_eq!(verdicts(MEMBER, DENIED, "wd:Q17 wdt:P463 wd:Q99000001 .", ""), ["only here denied"]);
}

#[test]
fn what_only_may_be_is_no_fact() {
    let possible = "dm:polarity dm:Affirmed ; dm:modality dm:Possible";
    assert_eq!(verdicts(MEMBER, possible, &membership(""), ""), ["only there"]);
}

#[test]
fn times_contradict_only_where_both_are_stated() {
    let later = membership("; pq:P580 \"2022-03-01T00:00:00Z\"^^xsd:dateTime");
    let over = membership("; pq:P582 \"2003\"^^xsd:gYear");
    let dated = format!("{MEMBER} ; dm:time \"2010\"^^xsd:gYear");
    assert_eq!(verdicts(MEMBER, ACTUAL, &later, ""), ["contradiction the source has it for another time"]);
    assert_eq!(verdicts(&dated, ACTUAL, &over, ""), ["contradiction the source has it for another time"]);
    assert_eq!(verdicts(MEMBER, ACTUAL, &over, ""), ["agreement the source has it as over by then"]);
    // A year may be the same year.
    let same_year = format!("{MEMBER} ; dm:time \"2003-12\"^^xsd:gYearMonth");
    assert_eq!(verdicts(&same_year, ACTUAL, &over, ""), ["agreement"]);
}

#[test]
fn an_office_has_one_holder_at_a_time() {
    let holding =
        "a dm:OfficeHolding ; dm:officeHolder ent:sergey-lavrov ; dm:office ent:office-foreign-minister ; dm:polity ent:russia";
    let position = "wd:Q99000010 rdfs:label \"Minister of Foreign Affairs of Russia\"@en ; wdt:P1001 wd:Q159 .";
    let another = "wd:Q58217 rdfs:label \"Sergey Lavrov\"@en . ent:gazprom owl:sameAs wd:Q99000030 .
        wd:Q99000030 p:P39 <s-1> . <s-1> ps:P39 wd:Q99000010 ; pq:P580 \"2018-05-18\"^^xsd:date";
    let until = |end: &str| format!("{position} {another} {end} .");
    let rival = ["contradiction the source has another holder then", "only there"];
    assert_eq!(verdicts(holding, ACTUAL, &until(""), ""), rival);
    assert_eq!(verdicts(holding, ACTUAL, &until("; pq:P582 \"2019-01-10\"^^xsd:date"), ""), ["only here"]);
}

#[test]
fn a_list_in_the_form_of_its_own_export_is_read() {
    let sanctioned = "a dm:Sanction ; dm:target ent:gazprom ; dm:imposer ent:united-states";
    let list = "<e:NK-example> a ftm:Company . <e:s-1> a ftm:Sanction ;
        <https://schema.followthemoney.tech/#Sanction:entity> <e:NK-example> ;
        <https://schema.followthemoney.tech/#Sanction:country> <http://id.loc.gov/vocabulary/countries/us> ;
        <https://schema.followthemoney.tech/#Interval:startDate> \"2014\"^^xsd:date .";
    let linked = "<graph/links> { ent:gazprom skos:exactMatch <e:NK-example> . }";
    assert_eq!(verdicts(sanctioned, ACTUAL, list, linked), ["agreement"]);
    assert_eq!(verdicts(sanctioned, DENIED, list, linked), ["contradiction denied"]);
    let ids =
        list.replace("#Sanction:country> <http://id.loc.gov/vocabulary/countries/us>", "#Sanction:programId> <id:US-EXAMPLE>");
    assert_eq!(verdicts(sanctioned, ACTUAL, &ids, linked), ["agreement"]);
    let lists = list.replace(
        "<https://schema.followthemoney.tech/#Sanction:country> <http://id.loc.gov/vocabulary/countries/us>",
        "dct:isPartOf <https://www.opensanctions.org/datasets/us_example_list>",
    );
    assert_eq!(verdicts(sanctioned, ACTUAL, &lists, linked), ["agreement"]);
    assert!(verdicts(sanctioned, ACTUAL, list, "").is_empty(), "what the source does not know is not compared with it");
}

#[test]
fn a_decision_against_a_link_breaks_the_way() {
    let list = "<e:NK-example> a ftm:Company ; owl:sameAs wd:Q102673 . <e:s-1> a ftm:Sanction ; ftm:entity <e:NK-example> ; ftm:country \"us\" .";
    let sanctioned = "a dm:Sanction ; dm:target ent:gazprom ; dm:imposer ent:united-states";
    let against = "<graph/decisions> { <decision/1> a dm:LinkDecision ; dm:left ent:gazprom ; dm:right <e:NK-example> ; dm:judgement dm:Negative . }";
    assert_eq!(verdicts(sanctioned, ACTUAL, list, ""), ["agreement"]);
    assert!(verdicts(sanctioned, ACTUAL, list, against).is_empty());
}
