//! Tests of whole entities.

use super::super::lines::tests::{bytes, collect};
use super::*;

const WD: &str = "http://www.wikidata.org/entity/";

fn read_text(text: &str) -> (Vec<String>, Vec<(Option<u64>, String)>) {
    collect(read(bytes(text.as_bytes()), &["en".to_owned(), "ru".to_owned()]))
}

fn item(value: &str) -> String {
    format!(
        r#"{{"snaktype":"value","datatype":"wikibase-item","datavalue":{{"type":"wikibase-entityid","value":{{"id":"{value}"}}}}}}"#
    )
}

fn statement(id: &str, value: &str, rank: &str, more: &str) -> String {
    format!(r#"{{"id":"Q99000001${id}","mainsnak":{},"type":"statement","rank":"{rank}"{more}}}"#, item(value))
}

fn entity(claims: &str) -> String {
    format!(
        r#"{{"type":"item","id":"Q99000001","labels":[],"descriptions":[],"aliases":[],"claims":{{{claims}}},"sitelinks":[]}}"#
    )
}

/// The values of a property of `wdt:`.
fn best(statements: &[String]) -> Vec<String> {
    let (triples, faults) = read_text(&entity(&format!("\"P6\":[{}]", statements.join(","))));
    assert!(faults.is_empty(), "{faults:?}");
    let of = |triple: &String| triple.split_once("/prop/direct/P6> ").map(|(_, value)| value.replace(WD, ""));
    triples.iter().filter_map(of).collect()
}

#[test]
fn the_best_rank_is_true_and_a_deprecated_one_never() {
    let [deprecated, normal, preferred] =
        [("a", "Q99000002", "deprecated"), ("b", "Q99000003", "normal"), ("c", "Q99000004", "preferred")]
            .map(|(id, value, rank)| statement(id, value, rank, ""));
    assert_eq!(best(&[deprecated.clone(), normal.clone(), preferred]), ["<Q99000004>"]);
    assert_eq!(best(&[deprecated.clone(), normal]), ["<Q99000003>"]);
    assert_eq!(best(&[deprecated]), [""; 0]);
}

#[test]
fn a_statement_that_says_when_it_holds_is_told_in_full_whatever_its_rank() {
    let since = r#","qualifiers":{"P580":[{"snaktype":"value","datatype":"time","datavalue":{"type":"time","value":{"time":"+2004-03-09T00:00:00Z","precision":11,"calendarmodel":"http://www.wikidata.org/entity/Q1985727"}}}],"P582":[{"snaktype":"somevalue","datatype":"time"}]}"#;
    let statements = [
        statement("A-1", "Q99000002", "normal", since),
        statement("B-2", "Q99000003", "preferred", ""),
        statement("C-3", "Q99000004", "deprecated", since),
    ];
    let (triples, _) = read_text(&entity(&format!("\"P39\":[{}]", statements.join(","))));
    let node = format!("<{WD}statement/Q99000001-A-1>");
    for expected in [
        format!("<{WD}Q99000001> <http://www.wikidata.org/prop/P39> {node}"),
        format!("{node} <http://www.wikidata.org/prop/statement/P39> <{WD}Q99000002>"),
        format!("{node} <http://www.wikidata.org/prop/qualifier/P580> \"2004-03-09\"^^<http://www.w3.org/2001/XMLSchema#date>"),
        format!("{node} <http://wikiba.se/ontology#rank> <http://wikiba.se/ontology#NormalRank>"),
    ] {
        assert!(triples.contains(&expected), "{expected}\n{triples:#?}");
    }
    assert!(triples.iter().all(|triple| !triple.contains("P582") && !triple.contains("Q99000004") && !triple.contains("B-2")));
    assert!(!triples.contains(&format!("<{WD}Q99000001> <http://www.wikidata.org/prop/direct/P39> <{WD}Q99000002>")));
    assert!(!triples.iter().any(|triple| triple.contains("BestRank")));
}

#[test]
fn names_come_in_the_languages_wanted_and_in_the_one_for_all() {
    let labels =
        ["en", "ru", "mul", "fr"].map(|language| format!(r#""{language}":{{"language":"{language}","value":"L {language}"}}"#));
    let aliases = r#""en":[{"language":"en","value":"A1"},{"language":"en","value":"A2"}],"fr":[{"language":"fr","value":"A3"}]"#;
    let line = format!(
        r#"{{"type":"item","id":"Q99000001","labels":{{{}}},"aliases":{{{aliases}}},"descriptions":{{"en":{{"language":"en","value":"D"}}}},"claims":[]}}"#,
        labels.join(",")
    );
    let (triples, _) = read_text(&line);
    let names: Vec<&str> = triples.iter().filter_map(|triple| triple.split_once("> \"").map(|(_, name)| name)).collect();
    assert_eq!(names, ["L en\"@en", "L mul\"@mul", "L ru\"@ru", "A1\"@en", "A2\"@en", "D\"@en"]);
}

#[test]
fn values_have_the_forms_of_wikidatas_rdf() {
    let value = |datatype: &str, kind: &str, value: &str| {
        let snak = format!(r#"{{"snaktype":"value","datatype":"{datatype}","datavalue":{{"type":"{kind}","value":{value}}}}}"#);
        let (triples, _) = read_text(&entity(&format!(r#""P1":[{{"id":"Q99000001$x","mainsnak":{snak},"rank":"normal"}}]"#)));
        triples.first().map(|triple| triple.split_once("/P1> ").expect("a value").1.to_owned())
    };
    let told = |found: Option<String>| found.unwrap_or_default();
    assert_eq!(told(value("external-id", "string", "\"RUS\"")), "\"RUS\"");
    assert_eq!(told(value("url", "string", "\"http://e/x\"")), "<http://e/x>");
    assert_eq!(value("url", "string", "\"no url\""), None);
    assert_eq!(
        told(value("commonsMedia", "string", "\"A b.svg\"")),
        "<http://commons.wikimedia.org/wiki/Special:FilePath/A%20b.svg>"
    );
    assert_eq!(
        told(value("quantity", "quantity", r#"{"amount":"+17.5","unit":"1"}"#)),
        "\"17.5\"^^<http://www.w3.org/2001/XMLSchema#decimal>"
    );
    let place = r#"{"latitude":44.2,"longitude":146.5,"globe":"http://www.wikidata.org/entity/Q2"}"#;
    assert_eq!(
        told(value("globe-coordinate", "globecoordinate", place)),
        "\"Point(146.5 44.2)\"^^<http://www.opengis.net/ont/geosparql#wktLiteral>"
    );
    assert_eq!(told(value("monolingualtext", "monolingualtext", r#"{"text":"Россия","language":"ru"}"#)), "\"Россия\"@ru");
    assert_eq!(
        told(value("wikibase-item", "wikibase-entityid", r#"{"entity-type":"item","numeric-id":99000002}"#)),
        format!("<{WD}Q99000002>")
    );
}

#[test]
fn a_dump_and_an_answer_of_the_web_service_give_the_same() {
    let one = entity(&format!("\"P6\":[{}]", statement("a", "Q99000002", "normal", "")));
    let dump = read_text(&format!("[\n{one},\n{}\n]\n", one.replace("Q99000001", "Q99000005")));
    assert_eq!((dump.0.len(), dump.1.len()), (2, 0));
    let answer =
        format!("{{\n  \"entities\": {{\"Q99000001\": {one}, \"Q99000006\": {{\"id\": \"Q99000006\", \"missing\": \"\"}}}}}}");
    assert_eq!(read_text(&answer), read_text(&one));
    let (triples, faults) = read_text(&answer[..answer.len() - 9]);
    assert!(triples.is_empty() && faults.len() == 1, "{faults:?}");
}

#[test]
fn bad_lines_are_told_and_lexemes_passed_over() {
    let lexeme = r#"{"type":"lexeme","id":"L99000001","lemmas":{"en":{"language":"en","value":"claim"}},"claims":[]}"#;
    let (triples, faults) =
        read_text(&format!("[\n{lexeme},\n{{\"type\":\"item\",\n{}\n]", entity("").replace("Q99000001", "Q 1")));
    assert!(triples.is_empty());
    assert_eq!(faults.iter().map(|fault| fault.0).collect::<Vec<_>>(), [Some(3), Some(4)]);
}
