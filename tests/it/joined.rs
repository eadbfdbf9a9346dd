//! Merging from end to end, as its users do it: sources in, links, questions across, what may be passed on, and sources out again.

use crate::cli::{code, demarche, err, out};
use std::fs;
use std::path::Path;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// The sources with what is told of each; all have one fault.
const SOURCES: [(&str, &str, &[&str]); 5] = [
    ("Wikidata", "wikidata.json", &["--licence", "CC0-1.0", "--languages", "en,ru"]),
    ("GeoNames", "geonames.txt", &["--licence", "CC-BY-4.0"]),
    ("OpenSanctions", "opensanctions.ftm.json", &["--licence", "CC-BY-NC-4.0", "--date", "2024-05-01"]),
    ("DBpedia", "dbpedia.ttl", &["--licence", "CC-BY-SA-3.0"]),
    ("Parties", "parties.csv", &["--map", "tests/data/merge/parties.csv-metadata.json"]),
];

/// A store in a folder.
struct Store<'a>(&'a Path);

impl Store<'_> {
    /// Runs a command on the store; gives its exit code and what it prints.
    fn run(&self, command: &str, arguments: &[&str]) -> (Option<i32>, String) {
        let done = demarche(self.0, &[&[command, "--store", "kg"], arguments].concat());
        (code(&done), out(&done) + &err(&done))
    }

    /// Runs a command that has to be done.
    fn done(&self, command: &str, arguments: &[&str]) -> String {
        let (code, text) = self.run(command, arguments);
        assert_eq!(code, Some(0), "{command} {arguments:?}\n{text}");
        text
    }

    fn merge(&self, (name, file, told): (&str, &str, &[&str])) -> (Option<i32>, String) {
        let file = format!("{ROOT}/tests/data/merge/{file}");
        let told: Vec<String> = told.iter().map(|told| told.replace("tests/data", &format!("{ROOT}/tests/data"))).collect();
        let told: Vec<&str> = told.iter().map(String::as_str).collect();
        self.run("merge", &[&[&*file, "--source", name], &*told].concat())
    }

    /// All that it holds, sorted.
    fn quads(&self) -> Vec<String> {
        let text = self.done("export", &["--format", "nq"]);
        text.lines().map(str::to_owned).collect()
    }

    /// Its statements, each told whether it is one of a person's about links.
    fn without_persons(&self) -> Vec<String> {
        self.quads().into_iter().filter(|quad| !quad.ends_with("data/graph/decisions> .")).collect()
    }
}

fn filled() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let samples = format!("{ROOT}/tests/samples");
    assert_eq!(code(&demarche(folder.path(), &["build", &samples, "--store", "kg"])), Some(0));
    folder
}

fn merge_all(store: &Store<'_>) -> Vec<String> {
    let told = SOURCES.map(|source| store.merge(source).1.lines().next().unwrap_or_default().to_owned());
    told.to_vec()
}

#[test]
fn sources_come_are_linked_are_asked_and_go() {
    let folder = filled();
    let store = Store(folder.path());
    let before = store.quads();
    let told = merge_all(&store);
    for (line, expected) in told.iter().zip([
        "Wikidata: 36 triples, 1 fault left out, 3 links, 0 open pairs",
        "GeoNames: 45 triples, 1 fault left out, 4 links, 0 open pairs",
        "OpenSanctions: 30 triples, 1 fault left out, 1 link, 0 open pairs",
        "DBpedia: 15 triples, 1 fault left out, 1 link, 2 open pairs; demarche links review writes them as a table",
        "Parties: 10 triples, 1 fault left out, 0 links, 0 open pairs",
    ]) {
        assert_eq!(line, expected);
    }
    links(&store);
    questions(&store);
    passing_on(&store);
    let merged = store.quads();
    assert!(before.iter().all(|quad| merged.binary_search(quad).is_ok()), "nothing of ours has gone");
    merge_all(&store);
    assert_eq!(store.quads(), merged, "merging again changes nothing");
    persons(&store);
    for (name, _, _) in SOURCES {
        store.done("merge", &["--undo", name]);
    }
    assert_eq!(store.without_persons(), before, "all has gone but what persons decided");
    let decided: Vec<String> = store.quads().into_iter().filter(|quad| quad.contains("graph/decisions")).collect();
    assert!(decided.iter().any(|quad| quad.contains("reviewer/Ann")) && decided.iter().all(|q| !q.contains("program/")));
    assert!(store.done("sources", &[]).ends_with("no external sources; join one with demarche merge\n"));
}

/// Things with a shared identifier and things with a name are linked, homonyms are not mixed up.
fn links(store: &Store<'_>) {
    let list = store.done("links", &["list"]);
    for expected in [
        "Sergey Lavrov same https://www.opensanctions.org/entities/Q58217 (Sergey Lavrov) 1.000",
        "Kuril Islands same https://sws.geonames.org/99000001/ (Kuril Islands) 0.990",
        "Kuril Islands same http://dbpedia.org/resource/Kuril_Islands (Kuril Islands) 1.000",
        "Georgia same https://sws.geonames.org/614540/ (Georgia) 1.000",
    ] {
        assert!(list.contains(expected), "{expected}\n{list}");
    }
    assert!(store.done("validate", &[]).contains("0 violations"));
}

/// Bundled questions reach the sources through the links.
fn questions(store: &Store<'_>) {
    let listed = store.done("query", &["listed-names", "--format", "csv", "--names"]);
    assert!(listed.contains("Sergey Lavrov,Office of Foreign Assets Control,RUSSIA-EO14024,2022,OpenSanctions"), "{listed}");
    let claimed = store.done("query", &["claims-with-places", "--format", "csv", "--names"]);
    assert!(claimed.contains("Kuril Islands,Japan,46.5,151.5,,GeoNames"), "{claimed}");
    let conflicts = store.done("conflicts", &["--source", "wikidata", "--format", "csv"]);
    assert!(conflicts.contains("claims,agreement,,Kuril Islands,"), "{conflicts}");
    let sanctions = store.done("conflicts", &["--about", "sanctions"]);
    assert!(sanctions.contains("Office of Foreign Assets"), "{sanctions}");
}

/// Licences decide about exports; other IRIs are for exports only.
fn passing_on(store: &Store<'_>) {
    let licences = store.done("licences", &[]);
    assert!(licences.ends_with("export --open refuses DBpedia, OpenSanctions, Parties\n"), "{licences}");
    let (refused, why) = store.run("export", &["--open", "-o", "open.nq"]);
    assert!(refused == Some(2) && why.contains("OpenSanctions (CC-BY-NC-4.0, not for commerce)"), "{why}");
    let open = ["--graph", "documents", "--graph", "GeoNames", "--open", "--format", "nq"];
    assert!(store.done("export", &open).contains("sws.geonames.org/99000001/"));
    let canonical = store.done("export", &["--graph", "direct", "--canonical", "wikidata", "--format", "ttl"]);
    assert!(canonical.contains("wd:Q80389") && canonical.contains("skos:exactMatch ent:kuril-islands"), "{canonical}");
}

/// What a person decides holds when the source is merged again.
fn persons(store: &Store<'_>) {
    let table = store.done("links", &["review"]);
    let rows = table.lines().map(|row| if row.contains("Kunashir") { format!("same{row}\n") } else { format!("{row}\n") });
    fs::write(store.0.join("links.csv"), rows.collect::<String>()).expect("a table");
    let told = store.done("links", &["decide", "links.csv", "--by", "Ann", "--date", "2024-06-01"]);
    assert!(told.starts_with("1 positive, 0 negative, 0 unsure, 1 rows without a decision"), "{told}");
    let again = store.merge(SOURCES[3]).1;
    assert!(again.starts_with("DBpedia: 15 triples, unchanged, 1 fault left out, 2 links, 1 open pair;"), "{again}");
    assert!(store.done("links", &["list"]).contains("Kunashir same http://dbpedia.org/resource/Kunashir_Island"));
}

#[test]
fn a_source_is_merged_without_links_if_so_asked_and_linked_later() {
    let folder = filled();
    let store = Store(folder.path());
    let (_, told) = store.merge(("Wikidata", "wikidata.json", &["--licence", "CC0-1.0", "--no-links"]));
    assert!(told.starts_with("Wikidata: 34 triples, 1 fault left out\n"), "{told}");
    assert_eq!(store.done("links", &["list"]), "");
    let made = store.done("links", &["make", "Wikidata", "--same-as"]);
    assert!(made.contains("\n  3 links, 0 open pairs\n"), "{made}");
    let (_, told) = store.merge(("Wikidata", "wikidata.json", &["--upper", "0.5", "--lower", "0.7"]));
    assert!(told.starts_with("error: --upper 0.5 --lower 0.7: must be numbers from 0 to 1"), "{told}");
}
