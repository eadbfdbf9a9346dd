//! Sources linked to entities, decisions on the links, and taking them back.

use crate::cli::{code, demarche, err, folder, out};
use demarche::graph::entity::gazetteer;
use demarche::graph::iri::Minter;
use demarche::graph::known::Known;
use demarche::knowledge::Knowledge;
use demarche::merge::identity::linking::{decide_source, resolution};
use demarche::merge::identity::review::{self, Decided};
use demarche::merge::identity::{LinkOptions, LinkReport, link_source, unlink_source};
use demarche::store::KnowledgeBase;
use demarche::validate::validate;
use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::vocab::{rdf, rdfs};
use oxigraph::model::{Literal, NamedNode, Quad};
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::sync::LazyLock;

static KNOWLEDGE: LazyLock<Knowledge> = LazyLock::new(|| Knowledge::embedded().expect("what is built in"));

const SOURCES: [(&str, &str); 4] = [
    ("wikidata", include_str!("../data/merge/links-wikidata.ttl")),
    ("geonames", include_str!("../data/merge/links-geonames.ttl")),
    ("opensanctions", include_str!("../data/merge/links-opensanctions.ttl")),
    ("dbpedia", include_str!("../data/merge/links-dbpedia.ttl")),
];

/// What the store speaks of.
const ENTITIES: [&str; 14] = [
    "russia",
    "japan",
    "china",
    "georgia",
    "kuril-islands",
    "southern-kuril-islands",
    "sergey-lavrov",
    "wang-yi",
    "vladimir-putin",
    "igor-ivanov",
    "gazprom",
    "tripoli-lebanon",
    "tripoli",
    "office-foreign-minister",
];

const SAME: &str = "exactMatch";

/// A store with entities of the gazetteer and one that only a document names.
fn base() -> KnowledgeBase {
    let base = KnowledgeBase::in_memory(Minter::default()).expect("a store");
    fill(&base);
    base
}

fn fill(base: &KnowledgeBase) {
    let known = Known::new(&KNOWLEDGE);
    let ids = ENTITIES.iter().filter_map(|slug| KNOWLEDGE.gazetteer.by_slug(slug));
    base.add(&gazetteer(ids, &known, base.minter())).expect("stored");
    let (node, graph) = (data("entity/unlinked/company/gazprom-neft"), data("document/a"));
    let class = |local: &str| NamedNode::new_unchecked(format!("https://w3id.org/demarche/ontology#{local}"));
    base.add(&[
        Quad::new(node.clone(), rdf::TYPE, class("Unlinked"), graph.clone()),
        Quad::new(node.clone(), rdf::TYPE, class("Company"), graph.clone()),
        Quad::new(node, rdfs::LABEL, Literal::new_language_tagged_literal_unchecked("Gazprom Neft", "en"), graph),
    ])
    .expect("stored");
    for (name, text) in SOURCES {
        put(base, name, text);
    }
}

fn put(base: &KnowledgeBase, name: &str, text: &str) {
    let graph = base.minter().source_graph(name);
    let quads = RdfParser::from_format(RdfFormat::Turtle).with_default_graph(graph).for_slice(text.as_bytes());
    base.add(&quads.collect::<Result<Vec<_>, _>>().expect("Turtle")).expect("stored");
}

fn data(path: &str) -> NamedNode {
    NamedNode::new_unchecked(format!("https://w3id.org/demarche/data/{path}"))
}

fn link(base: &KnowledgeBase, source: &str) -> LinkReport {
    link_source(base, &KNOWLEDGE, source, &LinkOptions::default()).expect("linked")
}

fn link_all(base: &KnowledgeBase) {
    for (name, _) in SOURCES {
        link(base, name);
    }
}

/// The links: the slug of ours, the property's local name, the end of the other IRI.
fn links(base: &KnowledgeBase) -> BTreeSet<(String, String, String)> {
    let graph = data("graph/links");
    let local =
        |text: &str| text.trim_matches(['<', '>']).trim_end_matches('/').rsplit(['/', '#']).next().unwrap_or_default().to_owned();
    let quads = base.quads_of(&graph).map(|quad| quad.expect("read"));
    quads.map(|q| (local(&q.subject.to_string()), local(q.predicate.as_str()), local(&q.object.to_string()))).collect()
}

fn has(base: &KnowledgeBase, ours: &str, property: &str, theirs: &str) -> bool {
    links(base).contains(&(ours.to_owned(), property.to_owned(), theirs.to_owned()))
}

fn linked_to(base: &KnowledgeBase, theirs: &str) -> Vec<String> {
    links(base).into_iter().filter(|(_, _, right)| right == theirs).map(|(left, _, _)| left).collect()
}

fn all(base: &KnowledgeBase) -> BTreeSet<String> {
    base.all().map(|quad| quad.expect("read").to_string()).collect()
}

/// The open pairs as a table, with this said of the rows that hold a text.
fn reviewed(base: &KnowledgeBase, said: &[(&str, &str)]) -> String {
    let mut table = Vec::new();
    review::review(base, "a table", &mut table).expect("written");
    let table = String::from_utf8(table).expect("UTF-8");
    let line = |line: &str| match said.iter().find(|(text, _)| line.contains(text)) {
        Some((_, word)) => format!("{word}{line}\n"),
        None => format!("{line}\n"),
    };
    table.lines().map(line).collect()
}

fn decide(base: &KnowledgeBase, table: &str) -> Result<Decided, String> {
    let file = tempfile::NamedTempFile::new().expect("a file");
    fs::write(file.path(), table).expect("written");
    review::decide(base, file.path(), "Ann", Some("2017-04-21")).map_err(|error| error.to_string())
}

/// A table with one decision.
fn one(word: &str, left: &str, right: &str) -> String {
    format!("decision,left,right\n{word},{},{right}\n", data(&format!("entity/{left}")).as_str())
}

#[test]
fn identifiers_join_in_each_of_their_forms() {
    let base = base();
    let report = link(&base, "wikidata");
    assert!(report.by_identifier >= 6 && report.conflicts.is_empty(), "{report:?}");
    for source in ["geonames", "opensanctions", "dbpedia"] {
        link(&base, source);
    }
    for (ours, theirs) in [
        ("russia", "Q159"),
        ("sergey-lavrov", "Q58217"),
        ("georgia", "614540"),
        ("sergey-lavrov", "e:Q58217"),
        ("russia", "Russia"),
        ("georgia", "Georgia_(country)"),
    ] {
        assert!(has(&base, ours, SAME, theirs), "{ours} {theirs}: {:#?}", links(&base));
    }
}

#[test]
fn names_join_what_has_no_identifier_and_homonyms_stay_apart() {
    let base = base();
    link_all(&base);
    for (ours, theirs) in [
        ("igor-ivanov", "Q99000020"),
        ("kuril-islands", "99000003"),
        ("tripoli-lebanon", "99000004"),
        ("sergey-lavrov", "e:NK-99001"),
        ("gazprom", "e:NK-99003"),
        ("gazprom-neft", "e:NK-99004"),
        ("igor-ivanov", "Igor_Ivanov"),
        ("office-foreign-minister", "e:NK-99006"),
    ] {
        assert!(has(&base, ours, SAME, theirs), "{ours} {theirs}: {:#?}", links(&base));
    }
    for theirs in [
        "Q99000021",
        "Q99000030",
        "Q99000031",
        "Q99000032",
        "99000001",
        "99000005",
        "e:NK-99002",
        "e:NK-99005",
        "Georgia_(U.S._state)",
        "P17",
    ] {
        assert_eq!(linked_to(&base, theirs), [] as [&str; 0], "{theirs}");
    }
}

#[test]
fn another_extent_is_left_to_a_person_and_linked_as_he_says() {
    let base = base();
    link(&base, "geonames");
    assert!(linked_to(&base, "99000002").is_empty());
    let table = reviewed(&base, &[("Southern Kuril Islands,Northern Territories", "related")]);
    assert!(table.contains(",close,"), "{table}");
    let decided = decide(&base, &table).expect("understood");
    assert_eq!((decided.positive, decided.negative), (1, 0), "{table}");
    assert!(has(&base, "southern-kuril-islands", "relatedMatch", "99000002"), "{:#?}", links(&base));
    let report = link(&base, "geonames");
    assert_eq!(report.decided, 1);
    assert!(has(&base, "southern-kuril-islands", "relatedMatch", "99000002"));
}

#[test]
fn linking_again_changes_nothing_and_taking_back_leaves_nothing() {
    let base = base();
    let before = all(&base);
    for (name, _) in SOURCES {
        link(&base, name);
    }
    let linked = all(&base);
    assert!(linked.is_superset(&before) && linked.len() > before.len() + 100, "what was there is untouched");
    for (name, _) in SOURCES {
        link(&base, name);
    }
    let again = all(&base);
    assert!(again == linked, "{:#?}", again.symmetric_difference(&linked).collect::<Vec<_>>());
    let gone: usize = SOURCES.iter().map(|(name, _)| unlink_source(&base, name).expect("taken back")).sum();
    assert!(gone > 10);
    let left = all(&base);
    assert!(left == before, "{:#?}", left.symmetric_difference(&before).collect::<Vec<_>>());
}

#[test]
fn a_negative_decision_holds_for_what_other_sources_say_is_the_same() {
    let base = base();
    link(&base, "wikidata");
    decide(&base, &one("different", "igor-ivanov", "http://www.wikidata.org/entity/Q99000020")).expect("understood");
    assert!(linked_to(&base, "Q99000020").is_empty());
    let report = link(&base, "dbpedia");
    assert!(linked_to(&base, "Igor_Ivanov").is_empty(), "{:#?}", links(&base));
    assert!(report.conflicts.iter().any(|conflict| conflict.right.as_str().ends_with("Igor_Ivanov")), "{report:#?}");
    let open = resolution(&base).expect("read").open;
    assert!(open.iter().any(|open| open.reason.contains("held back")), "{open:#?}");
    assert!(
        link(&base, "wikidata").decided == 1 && linked_to(&base, "Q99000020").is_empty(),
        "it holds when the source is linked again"
    );
    decide(&base, &one("same", "igor-ivanov", "http://www.wikidata.org/entity/Q99000020")).expect("understood");
    assert!(has(&base, "igor-ivanov", SAME, "Q99000020") && has(&base, "igor-ivanov", SAME, "Igor_Ivanov"));
}

#[test]
fn a_cluster_is_taken_apart_and_stays_so_until_somebody_decides() {
    let base = base();
    link_all(&base);
    let pairs = review::explode(&base, "http://www.wikidata.org/entity/Q58217", "Ann", None).expect("linked");
    assert!(pairs.len() >= 2, "{pairs:?}");
    link_all(&base);
    assert!(!links(&base).iter().any(|(left, _, _)| left == "sergey-lavrov"), "{:#?}", links(&base));
    assert!(links(&base).iter().any(|(left, _, _)| left == "russia"), "others are untouched");
    let decided = decide(&base, &reviewed(&base, &[("sergey-lavrov,e:Q58217", "same")])).expect("understood");
    assert_eq!(decided.positive, 1);
    assert!(has(&base, "sergey-lavrov", SAME, "e:Q58217"));
    let error = review::explode(&base, "https://example.org/nobody", "Ann", None).expect_err("nothing there").to_string();
    assert!(error.contains("https://example.org/nobody: nothing in"), "{error}");
}

#[test]
fn a_pair_that_a_person_adds_lives_as_long_as_its_source() {
    let base = base();
    decide(&base, &one("broader", "georgia", "https://sws.geonames.org/99000001/")).expect("understood");
    assert!(has(&base, "georgia", "broadMatch", "99000001"));
    let graph = data("graph/source/geonames");
    base.put_graph(&graph, &[]).expect("dropped");
    unlink_source(&base, "geonames").expect("taken back");
    assert!(links(&base).is_empty(), "{:#?}", links(&base));
    assert_eq!(resolution(&base).expect("read").links.len(), 1, "the decision outlasts it");
}

#[test]
fn a_row_that_is_not_understood_keeps_all_from_being_decided() {
    let base = base();
    link(&base, "geonames");
    let before = all(&base);
    for (table, expected) in [
        (one("perhaps", "georgia", "https://sws.geonames.org/99000001/"), ":2: “perhaps” is no decision"),
        (one("no", "georgia", "Georgia the state"), ":2: “Georgia the state” is no IRI"),
        ("verdict,left,right\n".to_owned(), "no column decision"),
        (one("no", "strelsau", "https://sws.geonames.org/99000001/"), "entity/strelsau; an entity of its own stands left"),
        (
            one("no", "georgia", "https://sws.geonames.org/99000001/")
                .replace("right\n", "right,date\n")
                .replace("/\n", "/,April\n"),
            "April is no date",
        ),
    ] {
        let error = decide(&base, &table).expect_err("refused");
        assert!(error.contains(expected), "{error}");
    }
    assert!(all(&base) == before);
}

#[test]
fn links_say_same_as_only_on_request() {
    let base = base();
    let options = LinkOptions { same_as: true, ..LinkOptions::default() };
    link_source(&base, &KNOWLEDGE, "dbpedia", &options).expect("linked");
    assert!(has(&base, "russia", "sameAs", "Russia") && !has(&base, "russia", SAME, "Russia"));
}

#[test]
fn a_trial_run_tells_and_changes_nothing() {
    let base = base();
    let before = all(&base);
    let (made, report) = decide_source(&base, &KNOWLEDGE, "wikidata", &LinkOptions::default()).expect("read");
    assert!(made.len() >= report.by_identifier + report.by_name && report.by_name >= 1);
    assert!(made.iter().all(|decision| decision.reason.contains('+')), "each says why");
    let ivanov = made.iter().find(|decision| decision.right.as_str().ends_with("Q99000020")).expect("a decision");
    assert!(ivanov.reason.contains("term +0.06 (foreign minister from 1998"), "{}", ivanov.reason);
    assert!(all(&base) == before);
    let error = decide_source(&base, &KNOWLEDGE, "wikdata", &LinkOptions::default()).expect_err("no such source").to_string();
    assert!(error.contains("did you mean wikidata?"), "{error}");
}

#[test]
fn decisions_are_sound_rdf() {
    let base = base();
    link_all(&base);
    let known = Known::new(&KNOWLEDGE);
    for (name, _) in SOURCES {
        let (source, graph) = (base.minter().source(name), data("graph/sources"));
        base.add(&[Quad::new(source, rdfs::LABEL, Literal::from(name), graph)]).expect("stored");
    }
    let report = validate(&base, &known).expect("shapes");
    let ours: Vec<_> = report.findings.iter().filter(|finding| finding.node.to_string().contains("decision")).collect();
    assert!(ours.is_empty(), "{ours:#?}");
}

/// A folder with a store on disk.
#[cfg(feature = "rocksdb")]
fn on_disk() -> tempfile::TempDir {
    let folder = folder(&[("names.csv", NAMES.as_bytes())]);
    let base = KnowledgeBase::open(&folder.path().join("graph"), Minter::default()).expect("a store");
    fill(&base);
    base.flush().expect("written");
    folder
}

const NAMES: &str = "no,who,where\n1,\"Lavrov, Sergey\",RU\n2,Georgia,US\n3,Georgia,\n4,Strelsau,\n5,Korea (Republic of),\n";

#[cfg(feature = "rocksdb")]
#[test]
fn the_program_links_reviews_decides_and_lists() {
    let folder = on_disk();
    let run = |arguments: &[&str]| {
        let mut all = vec!["links", "--store", "graph"];
        all.extend(arguments);
        demarche(folder.path(), &all)
    };
    let made = run(&["make", "geonames"]);
    assert_eq!(code(&made), Some(0), "{}", err(&made));
    assert!(out(&made).contains("open pair; demarche links review"), "{}", out(&made));
    let asked = run(&["review", "-o", "links.csv"]);
    assert!(code(&asked) == Some(0) && err(&asked).contains("fill in the column decision"), "{}", err(&asked));
    let path = folder.path().join("links.csv");
    let table = fs::read_to_string(&path).expect("a table");
    assert!(table.starts_with("decision,score,"), "{table}");
    let semicolons = as_a_spreadsheet_saves(&table);
    fs::write(&path, semicolons).expect("written");
    let decided = run(&["decide", "links.csv", "--by", "Ann", "--date", "2017-04-21"]);
    assert!(code(&decided) == Some(0) && out(&decided).contains("0 positive, "), "{}{}", out(&decided), err(&decided));
    let listed = run(&["list"]);
    assert!(out(&listed).contains("Georgia same https://sws.geonames.org/614540/ (Georgia) 1.000, Demarche"), "{}", out(&listed));
    assert_eq!(code(&run(&["explode", "https://sws.geonames.org/614540/", "--by", "Ann"])), Some(0));
    assert!(!out(&run(&["list"])).contains("614540"));
    let wrong = run(&["make", "geonames", "--upper", "0.5"]);
    assert!(code(&wrong) == Some(2) && err(&wrong).contains("--upper 0.5 --lower 0.7"), "{}", err(&wrong));
}

/// The table with semicolons, a mark of byte order, and "no" to all.
fn as_a_spreadsheet_saves(table: &str) -> String {
    let mut rows = csv::Reader::from_reader(table.as_bytes());
    let mut writer = csv::WriterBuilder::new().delimiter(b';').from_writer(Vec::new());
    writer.write_record(rows.headers().expect("a header")).expect("written");
    for row in rows.records() {
        let row = row.expect("a row");
        writer.write_record(std::iter::once("no").chain(row.iter().skip(1))).expect("written");
    }
    format!("\u{feff}{}", String::from_utf8(writer.into_inner().expect("written")).expect("UTF-8"))
}

#[cfg(feature = "rocksdb")]
#[test]
fn a_table_of_names_gets_its_entities() {
    let folder = on_disk();
    let done = demarche(folder.path(), &["reconcile", "names.csv", "--column", "who", "--country", "where"]);
    assert_eq!(code(&done), Some(0), "{}", err(&done));
    let mut rows = csv::Reader::from_reader(done.stdout.as_slice());
    assert_eq!(
        rows.headers().expect("a header").iter().collect::<Vec<_>>()[..5],
        ["no", "who", "where", "entity", "entity label"]
    );
    let rows: Vec<csv::StringRecord> = rows.records().collect::<Result<_, _>>().expect("rows");
    let told: Vec<(&str, &str)> = rows.iter().map(|row| (row[3].rsplit('/').next().unwrap_or_default(), &row[8])).collect();
    assert_eq!(told[0], ("sergey-lavrov", "yes"), "{rows:#?}");
    assert_eq!(told[1].0, "georgia-territory", "{rows:#?}");
    assert_eq!(told[2].1, "unsure", "{rows:#?}");
    assert_eq!(told[3], ("", "none"), "{rows:#?}");
    assert_eq!(told[4].0, "south-korea", "{rows:#?}");
    assert_eq!(rows[0].len(), 11);
    assert!(err(&done).contains("names matched"), "{}", err(&done));
    let wrong = demarche(folder.path(), &["reconcile", "names.csv", "--column", "whom"]);
    assert!(code(&wrong) == Some(2) && err(&wrong).contains("did you mean who?"), "{}", err(&wrong));
    let typed = demarche(folder.path(), &["reconcile", "names.csv", "--column", "who", "--type", "state"]);
    assert!(
        out(&typed).lines().any(|line| line.starts_with("3,Georgia,,") && line.contains("/georgia,") && line.contains(",yes,")),
        "{}",
        out(&typed)
    );
    assert!(Path::new(folder.path()).join("graph").is_dir());
}

#[test]
fn an_identifier_of_one_source_leads_to_a_thing_of_another() {
    let base = base();
    let lei = "<https://schema.followthemoney.tech/#leiCode> \"XXXXXXXXXXXXXXXX9901\"";
    put(&base, "opensanctions", &format!("<e:NK-99003> {lei} ."));
    put(&base, "register", &format!("<https://example.org/company/1> {lei} ; <http://schema.org/name> \"Energy Holding 1\" ."));
    assert_eq!(link(&base, "register").by_identifier, 0);
    link(&base, "opensanctions");
    link(&base, "register");
    assert!(has(&base, "gazprom", SAME, "1"), "{:#?}", links(&base));
    let linked = all(&base);
    link(&base, "opensanctions");
    link(&base, "register");
    assert!(all(&base) == linked);
    unlink_source(&base, "opensanctions").expect("taken back");
    assert!(!has(&base, "gazprom", SAME, "1"), "what led there has gone");
    link(&base, "register");
    assert!(!has(&base, "gazprom", SAME, "1"), "links do not hold each other up");
}
