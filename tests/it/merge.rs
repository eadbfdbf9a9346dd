//! External sources in a store, and out of it again.

use crate::cli::{code, demarche, err, folder, out};
use crate::scene::{KURILS, LAVROV, World, graph_of, options, seed};
use demarche::graph::entity::gazetteer;
use demarche::knowledge::Licence;
use demarche::mentions::EntityRef;
use demarche::merge::identity::decision::{By, Decision, Judgement};
use demarche::merge::identity::linking::write;
use demarche::merge::import::{Imported, MAX_ERRORS, Observer, Source, import, rehearse};
use demarche::merge::source::{Format, Mapping, Options};
use demarche::merge::{MergeError, undo};
use demarche::store::{BULK, KnowledgeBase};
use oxigraph::model::{Literal, NamedNode, NamedNodeRef, Quad};
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

const DATA: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/merge/");

const WD: &str = "http://www.wikidata.org/entity/";

/// Remembers the faults.
#[derive(Default)]
struct Faults(Vec<String>);

impl Observer for Faults {
    fn read(&mut self, _: usize) {}

    fn fault(&mut self, place: &str, reason: &str) {
        self.0.push(format!("{}: {reason}", place.rsplit('/').next().unwrap_or(place)));
    }
}

fn base() -> KnowledgeBase {
    KnowledgeBase::in_memory(options().minter).expect("a store")
}

/// A store with a document.
fn with_document() -> KnowledgeBase {
    let base = base();
    base.put(&[graph_of(&seed())]).expect("stored");
    base
}

fn source(name: &str, file: impl Into<PathBuf>) -> Source {
    let reading = Options { languages: vec!["en".into(), "ru".into()], ..Options::default() };
    Source { name: name.into(), files: vec![file.into()], reading, max_errors: MAX_ERRORS, ..Source::default() }
}

fn fixture(name: &str, file: &str) -> Source {
    source(name, format!("{DATA}{file}"))
}

fn merge(base: &KnowledgeBase, source: &Source) -> (Imported, Vec<String>) {
    let mut faults = Faults::default();
    (import(base, source, &mut faults).expect("merged"), faults.0)
}

fn refused(base: &KnowledgeBase, source: &Source) -> MergeError {
    import(base, source, &mut Faults::default()).expect_err("refused")
}

fn all(base: &KnowledgeBase) -> BTreeSet<String> {
    base.all().map(|quad| quad.expect("a quad").to_string()).collect()
}

/// The triples of a source.
fn triples(base: &KnowledgeBase, name: &str) -> BTreeSet<String> {
    let graph = base.minter().source_graph(name);
    let suffix = format!(" {graph}");
    base.quads_of(&graph).map(|quad| quad.expect("a quad").to_string().trim_end_matches(&suffix).to_owned()).collect()
}

fn has(found: &BTreeSet<String>, triple: &str) {
    assert!(found.contains(triple), "{triple}\n{found:#?}");
}

#[test]
fn a_dump_of_wikidata_gives_names_and_what_is_true() {
    let base = base();
    let (done, faults) = merge(&base, &fixture("Wikidata", "wikidata.json"));
    let found = triples(&base, "Wikidata");
    assert_eq!(done.triples, found.len());
    assert!(faults.len() == 1 && faults[0].starts_with("wikidata.json:7: no entity of Wikidata"), "{faults:?}");
    has(&found, &format!("<{WD}Q58217> <http://www.w3.org/2000/01/rdf-schema#label> \"Сергей Викторович Лавров\"@ru"));
    has(&found, &format!("<{WD}Q80389> <http://www.wikidata.org/prop/direct/P1336> <{WD}Q17>"));
    has(&found, &format!("<{WD}Q159> <http://www.w3.org/2000/01/rdf-schema#label> \"Russia\"@mul"));
    let offices: Vec<_> = found.iter().filter(|triple| triple.contains("/direct/P39>")).collect();
    assert!(offices.len() == 1 && offices[0].contains("Q99000011"), "{offices:?}");
    assert_eq!(found.iter().filter(|triple| triple.contains("/prop/P39>")).count(), 2, "the former office is told in full");
    for absent in ["Q99000013", "Q99000020", "L99000001", "@fr"] {
        assert!(!found.iter().any(|triple| triple.contains(absent)), "{absent}");
    }
}

#[test]
fn a_dump_of_geonames_keeps_its_homonyms_apart() {
    let base = base();
    let (done, faults) = merge(&base, &fixture("GeoNames", "geonames.txt"));
    assert_eq!((done.skipped, faults), (1, vec!["geonames.txt:5: 142 is no degree of the Earth".to_owned()]));
    let found = triples(&base, "GeoNames");
    for (id, code, class) in [("614540", "GE", "A.PCLI"), ("99000003", "US", "A.ADM1")] {
        let node = format!("<https://sws.geonames.org/{id}/> <http://www.geonames.org/ontology#");
        has(&found, &format!("{node}name> \"Georgia\""));
        has(&found, &format!("{node}countryCode> \"{code}\""));
        has(&found, &format!("{node}featureCode> <http://www.geonames.org/ontology#{class}>"));
    }
}

#[test]
fn sanctions_come_as_lines_or_as_the_rdf_that_ftm_writes() {
    let base = base();
    let (_, faults) = merge(&base, &fixture("OpenSanctions", "opensanctions.ftm.json"));
    assert!(faults.len() == 1 && faults[0].starts_with("opensanctions.ftm.json:4: no entity"), "{faults:?}");
    let found = triples(&base, "OpenSanctions");
    let lavrov = "<https://www.opensanctions.org/entities/Q58217>";
    has(&found, &format!("{lavrov} <http://www.w3.org/2004/02/skos/core#exactMatch> <{WD}Q58217>"));
    let sanction = "<https://www.opensanctions.org/entities/ofac-sanction-00000>";
    has(&found, &format!("{sanction} <https://schema.followthemoney.tech/#entity> {lavrov}"));
    has(
        &found,
        &format!("{sanction} <https://schema.followthemoney.tech/#startDate> \"2022\"^^<http://www.w3.org/2001/XMLSchema#gYear>"),
    );
    merge(&base, &fixture("FtM export", "opensanctions-export.nt"));
    let exported: BTreeSet<String> = fs::read_to_string(format!("{DATA}opensanctions-export.nt"))
        .expect("the export")
        .lines()
        .map(|line| line.trim_end_matches(" .").to_owned())
        .collect();
    assert_eq!(triples(&base, "FtM export"), exported, "what it got wrong stays as it is");
}

#[test]
fn turtle_passes_but_for_its_blank_nodes_and_its_faults() {
    let base = base();
    let (_, faults) = merge(&base, &fixture("DBpedia", "dbpedia.ttl"));
    assert!(!faults.is_empty() && faults.iter().all(|fault| fault.starts_with("dbpedia.ttl:14: ")), "{faults:?}");
    let found = triples(&base, "DBpedia");
    has(
        &found,
        "<http://dbpedia.org/resource/Kuril_Islands> <http://www.w3.org/2000/01/rdf-schema#label> \"Курильские острова\"@ru",
    );
    has(
        &found,
        "<http://dbpedia.org/resource/Kunashir_Island> <http://www.w3.org/2000/01/rdf-schema#label> \"Kunashir Island\"@en",
    );
    assert!(found.iter().all(|triple| !triple.contains("_:")), "{found:#?}");
    assert_eq!(found.iter().filter(|triple| triple.contains(".well-known/genid/dbpedia/")).count(), 5, "{found:#?}");
}

#[test]
fn a_table_means_what_its_metadata_says() {
    let base = base();
    let mut table = fixture("Parties", "parties.csv");
    assert!(refused(&base, &table).to_string().contains("its columns are qid, Name, Aliases, Founded, Country"));
    table.reading.mapping = Mapping::new(&[format!("{DATA}parties.csv-metadata.json")]).expect("metadata");
    let (_, faults) = merge(&base, &table);
    assert_eq!(faults, ["parties.csv:3: column \"Founded\": \"soon\" is no date like 2017-04-21, 2017-04 or 2017"]);
    let found = triples(&base, "Parties");
    has(&found, &format!("<{WD}Q99000030> <http://www.w3.org/2004/02/skos/core#altLabel> \"The Testers\"@en"));
    has(&found, &format!("<{WD}Q99000030> <http://www.wikidata.org/prop/direct/P17> <{WD}Q159>"));
    has(
        &found,
        &format!("<{WD}Q99000032> <http://www.wikidata.org/prop/direct/P571> \"1989\"^^<http://www.w3.org/2001/XMLSchema#gYear>"),
    );
    assert_eq!(found.len(), 5 + 4 + 1, "{found:#?}");
}

#[test]
fn a_source_is_described_without_a_clock() {
    let base = base();
    let described = Source {
        licence: Some(Licence::told("CC-BY-NC-4.0").expect("a licence")),
        version: Some("20240501".into()),
        date: Some("2024-05".into()),
        ..fixture("Open Sanctions", "opensanctions.ftm.json")
    };
    merge(&base, &described);
    let before = all(&base);
    let node = base.minter().source("Open Sanctions");
    for (property, value) in [
        ("http://purl.org/dc/terms/license", "<http://creativecommons.org/licenses/by-nc/4.0/>"),
        ("https://w3id.org/demarche/ontology#licenceId", "\"CC-BY-NC-4.0\""),
        ("http://purl.org/dc/terms/title", "\"Open Sanctions\""),
        ("http://purl.org/dc/terms/issued", "\"2024-05\"^^<http://www.w3.org/2001/XMLSchema#gYearMonth>"),
        ("https://w3id.org/demarche/ontology#sourceGraph", &base.minter().source_graph("Open Sanctions").to_string()),
    ] {
        let quad = format!("{node} <{property}> {value} {}", base.minter().graph("sources"));
        assert!(before.contains(&quad), "{quad}");
    }
    let found = &base.sources().expect("read")[0];
    assert_eq!((found.name.as_str(), found.skipped, found.unfinished), ("Open Sanctions", 1, false));
    assert_eq!((found.files[0].name.as_str(), found.files[0].sha256.len()), ("opensanctions.ftm.json", 64));
    assert_eq!(found.triples, triples(&base, "Open Sanctions").len());
    let (again, faults) = merge(&base, &described);
    assert!(again.unchanged && faults.is_empty());
    assert_eq!(all(&base), before);
    let second = self::base();
    merge(&second, &described);
    assert_eq!(all(&second), before, "another store says the same");
    merge(&base, &Source { licence: None, ..described });
    assert_eq!(base.sources().expect("read")[0].licence, None, "what is told now holds");
}

#[test]
fn a_source_merged_again_replaces_what_it_said_and_nothing_else() {
    let base = with_document();
    let ours = all(&base);
    merge(&base, &fixture("GeoNames", "geonames.txt"));
    let folder = folder(&[
        ("a.nt", b"<http://e/a> <http://e/p> \"1\" .\n<http://e/b> <http://e/p> \"2\" .\n"),
        ("b.nt", b"<http://e/b> <http://e/p> \"2\" .\n<http://e/c> <http://e/p> \"3\" .\n"),
    ]);
    let others = all(&base);
    merge(&base, &source("own", folder.path().join("a.nt")));
    let planned = rehearse(&base, &source("own", folder.path().join("b.nt")), &mut Faults::default()).expect("read");
    assert_eq!((planned.triples, planned.added, planned.removed), (2, Some(1), Some(1)));
    assert_eq!(triples(&base, "own").len(), 2, "nothing was written");
    merge(&base, &source("own", folder.path().join("b.nt")));
    assert_eq!(
        triples(&base, "own"),
        ["<http://e/b> <http://e/p> \"2\"", "<http://e/c> <http://e/p> \"3\""].map(str::to_owned).into()
    );
    assert!(others.is_subset(&all(&base)) && ours.is_subset(&all(&base)));
}

#[test]
fn names_of_sources_are_none_of_ours() {
    let base = knowing(KURILS);
    merge(&base, &fixture("Wikidata", "wikidata.json"));
    merge(&base, &fixture("DBpedia", "dbpedia.ttl"));
    let label = NamedNodeRef::new_unchecked("http://www.w3.org/2000/01/rdf-schema#label");
    assert_eq!(base.named(label, "kuril islands").expect("read"), [base.minter().entity("kuril-islands")]);
    assert!(!base.names(label).expect("read").contains("Kunashir Island"));
}

#[test]
fn blank_nodes_of_two_files_never_meet() {
    let base = base();
    let folder = folder(&[("a.nt", b"_:x <http://e/p> \"1\" .\n"), ("b.nt", b"_:x <http://e/p> \"2\" .\n")]);
    let files = ["a.nt", "b.nt"].map(|name| folder.path().join(name)).to_vec();
    merge(&base, &Source { files, ..source("own", "") });
    let subjects: BTreeSet<String> =
        triples(&base, "own").iter().map(|triple| triple.split(' ').next().unwrap_or_default().to_owned()).collect();
    assert_eq!(subjects.len(), 2, "{subjects:?}");
}

#[test]
fn what_cannot_be_read_changes_nothing() {
    let base = with_document();
    merge(&base, &fixture("own", "geonames.txt"));
    let before = all(&base);
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    let lines = (0..5000).fold(String::new(), |mut text, n| {
        let _ = writeln!(text, "<http://e/{n}> <http://e/p> \"{}\" .", n * 7919);
        text
    });
    std::io::Write::write_all(&mut packed, lines.as_bytes()).expect("packed");
    let packed = packed.finish().expect("packed");
    let folder = folder(&[
        ("cut.nt.gz", &packed[..packed.len() / 2]),
        ("bad.nt", "no triple\n".repeat(9).as_bytes()),
        ("empty.nt", b""),
        ("what.dat", b"?"),
        ("broken.rdf", b"<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\"><a>"),
    ]);
    let told = |file: &str| refused(&base, &Source { max_errors: 8, ..source("own", folder.path().join(file)) }).to_string();
    assert!(told("cut.nt.gz").contains("cut.nt.gz: cannot be read"), "{}", told("cut.nt.gz"));
    assert!(told("bad.nt").contains("bad.nt:9: 9 faults are more than the 8 allowed"), "{}", told("bad.nt"));
    assert!(told("empty.nt").contains("its files gave no triple"));
    assert!(told("what.dat").contains("its ending tells no format"));
    assert!(told("broken.rdf").contains("broken.rdf: "), "{}", told("broken.rdf"));
    assert!(told("missing.nt").contains("missing.nt: cannot be read"));
    assert!(refused(&base, &source("!?", format!("{DATA}geonames.txt"))).to_string().contains("not a name"));
    let undated = Source { date: Some("May 2024".into()), ..fixture("own", "geonames.txt") };
    assert!(refused(&base, &undated).to_string().contains("--date May 2024: not a date"));
    assert_eq!(all(&base), before);
}

/// A decision about a source.
fn decision(base: &KnowledgeBase, by: By) -> Decision {
    let node = |iri: &str| NamedNode::new_unchecked(iri);
    Decision {
        left: base.minter().entity("georgia"),
        right: node("https://sws.geonames.org/614540/"),
        judgement: Judgement::Positive,
        relation: node("http://www.w3.org/2004/02/skos/core#exactMatch"),
        score: None,
        reason: "name".to_owned(),
        by,
        source: Some(base.minter().source("GeoNames")),
        date: None,
        overruled: None,
    }
}

#[test]
fn a_source_taken_out_leaves_the_store_as_it_was_but_for_what_people_decided() {
    let base = with_document();
    let before = all(&base);
    merge(&base, &fixture("GeoNames", "geonames.txt"));
    merge(&base, &fixture("DBpedia", "dbpedia.ttl"));
    let of_person = decision(&base, By::Person("Reviewer".to_owned()));
    write(&base, &[decision(&base, By::Program("0.1.0".to_owned())), of_person.clone()]).expect("stored");
    let links = base.minter().graph("links");
    assert_eq!(base.count(&links).expect("counted"), 1);
    let done = undo(&base, "GeoNames").expect("taken out");
    assert_eq!((done.decisions, done.kept), (1, 1));
    assert!(!base.contains_graph(&base.minter().source_graph("GeoNames")).expect("read"));
    assert_eq!(base.sources().expect("read").len(), 1);
    undo(&base, "dbpedia").expect("by another form of its name");
    let mut expected = before;
    expected.extend(of_person.quads(base.minter()).iter().map(ToString::to_string));
    assert_eq!(all(&base), expected);
    assert!(!base.contains_graph(&links).expect("read"), "the link has gone with its source");
    let error = undo(&base, "GeoNames").expect_err("gone").to_string();
    assert!(error.contains("no such source"), "{error}");
}

#[test]
fn a_reading_that_was_stopped_is_told_and_done_again() {
    let base = base();
    let own = fixture("own", "geonames.txt");
    merge(&base, &own);
    let whole = all(&base);
    let mark = Quad::new(
        base.minter().source("own"),
        NamedNodeRef::new_unchecked("https://w3id.org/demarche/ontology#outOfDate"),
        Literal::from(true),
        base.minter().graph("store"),
    );
    base.add(&[mark]).expect("stored");
    base.remove_graph(&base.minter().source_graph("own")).expect("removed");
    assert!(base.source("own").expect("a source").unfinished);
    let (again, _) = merge(&base, &own);
    assert!(!again.unchanged);
    assert_eq!(all(&base), whole);
}

/// A file of so many triples.
fn many(folder: &Path, name: &str, from: usize, to: usize) -> PathBuf {
    let path = folder.join(name);
    let lines = (from..to).fold(String::new(), |mut text, n| {
        let _ = writeln!(text, "<http://e/{}> <http://e/p{}> \"value {n}\" .", n / 5, n % 5);
        text
    });
    fs::write(&path, lines).expect("a file");
    path
}

#[test]
fn a_large_source_goes_through_the_bulk_loader_and_is_replaced_as_a_whole() {
    let folder = tempfile::tempdir().expect("a folder");
    let base = KnowledgeBase::open(&folder.path().join("store"), options().minter).expect("a store");
    base.put(&[graph_of(&seed())]).expect("stored");
    let ours = all(&base);
    let large = many(folder.path(), "large.nt", 0, BULK + 5000);
    assert_eq!(merge(&base, &source("own", &large)).0.triples, BULK + 5000);
    let other = many(folder.path(), "other.nt", BULK, 2 * BULK + 1);
    assert_eq!(merge(&base, &source("own", &other)).0.triples, BULK + 1);
    let graph = base.minter().source_graph("own");
    assert_eq!(base.count(&graph).expect("counted"), base.quads_of(&graph).count());
    let small = many(folder.path(), "small.nt", 0, 10);
    assert_eq!(merge(&base, &source("own", &small)).0.triples, 10);
    let bad = many(folder.path(), "bad.nt", 0, BULK + 1);
    fs::write(&bad, fs::read_to_string(&bad).expect("a file") + "no triple\n").expect("a file");
    let before = all(&base);
    refused(&base, &Source { max_errors: 0, ..source("own", &bad) });
    assert_eq!(all(&base), before, "the last line was bad, and nothing has changed");
    undo(&base, "own").expect("taken out");
    assert_eq!(all(&base), ours);
}

/// A store that knows one entity of the gazetteer.
fn knowing(entity: EntityRef) -> KnowledgeBase {
    let base = base();
    let EntityRef::Known(entity) = entity else { panic!("an entity of the gazetteer") };
    base.add(&gazetteer([entity], &World::new(), base.minter())).expect("stored");
    base
}

#[test]
fn of_a_dump_only_what_the_store_knows_is_taken_if_so_asked() {
    let known = |file: &str| Source { only_known: true, ..fixture("dump", file) };
    let base = knowing(KURILS);
    merge(&base, &known("wikidata.json"));
    let found = triples(&base, "dump");
    has(&found, &format!("<{WD}Q80389> <http://www.wikidata.org/prop/direct/P1336> <{WD}Q159>"));
    let russia = found.iter().filter(|triple| triple.starts_with(&format!("<{WD}Q159>")));
    assert!(
        russia.clone().count() == 4 && russia.clone().all(|triple| triple.contains("abel> ")),
        "the names of what it points to"
    );
    assert!(!found.iter().any(|triple| triple.contains("Q58217")), "{found:#?}");
    let base = knowing(LAVROV);
    merge(&base, &known("wikidata.json"));
    let found = triples(&base, "dump");
    let statement = format!("<{WD}statement/Q58217-");
    assert_eq!(found.iter().filter(|triple| triple.starts_with(&statement)).count(), 10, "both terms of office\n{found:#?}");
}

#[test]
fn what_is_said_of_somebody_known_elsewhere_in_the_dump_is_taken_too() {
    let base = knowing(LAVROV);
    let known = Source { only_known: true, ..fixture("OpenSanctions", "opensanctions.ftm.json") };
    merge(&base, &known);
    let found = triples(&base, "OpenSanctions");
    assert!(
        found.iter().any(|triple| triple.contains("#program> ")) && !found.iter().any(|triple| triple.contains("NK-")),
        "{found:#?}"
    );
    let planned = rehearse(&base, &known, &mut Faults::default()).expect("read");
    assert_eq!((planned.added, planned.removed), (Some(0), Some(0)));
}

#[test]
fn formats_are_told_by_content_where_the_ending_does_not() {
    for (file, format) in [("wikidata.json", "wikidata"), ("geonames.txt", "geonames"), ("opensanctions.ftm.json", "ftm")] {
        let path = PathBuf::from(format!("{DATA}{file}"));
        let found = demarche::merge::source::SourceFile::examine(&path, None).expect("a file");
        assert_eq!(found.format.name(), format);
    }
    let forced =
        Source { reading: Options { format: Some(Format::GeoNames), ..Options::default() }, ..fixture("own", "parties.csv") };
    assert!(refused(&base(), &Source { max_errors: 1, ..forced }).to_string().contains("check --format"));
}

#[test]
fn sources_are_merged_listed_and_taken_out_on_the_command_line() {
    let bad = b"<http://e/a> <http://e/p> \"1\" .\nno triple\n";
    let folder = folder(&[("text.txt", b"Japan claims the Kuril Islands.\n"), ("own.nt", bad)]);
    let run = |arguments: &[&str]| demarche(folder.path(), arguments);
    assert_eq!(code(&run(&["build", "text.txt", "--store", "store"])), Some(0));
    let geonames = format!("{DATA}geonames.txt");
    let merge = ["merge", "--store", "store", "own.nt", "--source", "Own", "--no-links"];
    let planned = run(&[&merge[..], &["--dry-run"]].concat());
    assert_eq!(
        (code(&planned), out(&planned).trim()),
        (Some(1), "Own: 1 triple, 1 new, 0 to be removed, 1 fault left out; nothing was stored")
    );
    let done = run(&[&merge[..], &["--licence", "cc0-1.0", "--version", "3"]].concat());
    assert_eq!((code(&done), out(&done).trim()), (Some(1), "Own: 1 triple, 1 fault left out"));
    assert!(err(&done).starts_with("problem: own.nt:2: ") && err(&done).contains("left out"), "{}", err(&done));
    let done = run(&["merge", "--store", "store", &geonames, "--source", "GeoNames", "--max-errors", "1"]);
    assert!(err(&done).contains("note: GeoNames: no licence was told"), "{}", err(&done));
    let list = out(&run(&["sources", "--store", "store"]));
    assert!(list.contains("\nGeoNames ") && list.contains("\nOwn ") && list.contains("faults left out: 1"), "{list}");
    let json: serde_json::Value =
        serde_json::from_str(&out(&run(&["sources", "--store", "store", "--format", "json"]))).expect("JSON");
    assert_eq!(
        (&json[1]["licence"], &json[1]["unfinished"], &json[1]["files"][0]["name"]),
        (&"CC0-1.0".into(), &false.into(), &"own.nt".into())
    );
    for (arguments, told) in [
        (&["merge", "--store", "store", "own.nt"][..], "--source"),
        (&["merge", "--store", "none", "own.nt", "--source", "Own"], "no store there"),
        (&["merge", "--store", "store", "own.nt", "--source", "Own", "--licence", "CC-BY"], "did you mean CC-BY-4.0?"),
        (&["merge", "--store", "store", "own.nt", "--source", "Own", "--map", "a=b"], "--map a=b"),
        (&["merge", "--store", "store", "--undo", "GeoName"], "did you mean GeoNames?"),
    ] {
        let done = run(arguments);
        assert_eq!(code(&done), Some(2), "{arguments:?}");
        assert!(err(&done).contains(told), "{arguments:?}\n{}", err(&done));
    }
    let gone = run(&["merge", "--store", "store", "--undo", "own"]);
    assert_eq!((code(&gone), out(&gone).trim()), (Some(0), "own: 1 triple and 0 decisions taken out"));
    assert!(!out(&run(&["sources", "--store", "store"])).contains("Own"));
}
