//! What a store with external sources gives away: other IRIs, and only what licences allow.

use crate::answers::samples_with_sources;
use demarche::export::{self, Canonical, Description, Format, Gate, Scheme, Selected, Selection, describe};
use demarche::merge::licences::parts;
use oxigraph::model::Quad;

fn find(graphs: &[&str]) -> Selected {
    Selection::default().with_graphs(graphs.iter().copied()).find(samples_with_sources().0).expect("a selection")
}

fn written(selected: &Selected) -> String {
    let mut out = Vec::new();
    export::write_stream(selected.quads(), Format::NQuads, selected.base().minter(), &mut out).expect("written");
    String::from_utf8(out).expect("UTF-8")
}

fn renamed(graphs: &[&str], scheme: Scheme) -> String {
    let canonical = Canonical::of(samples_with_sources().0, scheme).expect("names");
    written(&find(graphs).with_canonical(Some(canonical)))
}

const JAPAN: &str = "<https://w3id.org/demarche/data/entity/japan>";
const SAME: &str = "<http://www.w3.org/2004/02/skos/core#exactMatch>";
const LINKS: &str = "<https://w3id.org/demarche/data/graph/links>";

#[test]
fn entities_are_called_by_the_iris_of_others() {
    for (scheme, iri) in [
        (Scheme::Wikidata, "<http://www.wikidata.org/entity/Q17>"),
        (Scheme::GeoNames, "<https://sws.geonames.org/1861060/>"),
        (Scheme::Iso, "<http://publications.europa.eu/resource/authority/country/JPN>"),
    ] {
        let text = renamed(&["documents"], scheme);
        let mentions: Vec<&str> = text.lines().filter(|line| line.contains(JAPAN)).collect();
        assert_eq!(mentions, [format!("{iri} {SAME} {JAPAN} {LINKS} .")], "only the old name is left");
        assert!(text.lines().filter(|line| line.contains(iri)).count() > 10, "{iri}");
    }
}

#[test]
fn renaming_keeps_every_statement_and_sources_as_they_are() {
    let (own, other) = (written(&find(&[])), renamed(&[], Scheme::Wikidata));
    let subjects = |text: &str, graph: &str| text.lines().filter(|line| line.ends_with(&format!("{graph}> ."))).count();
    for graph in ["graph/source/wikidata", "graph/source/opensanctions", "graph/decisions", "graph/direct", "graph/ontology"] {
        assert!(subjects(&own, graph) > 0, "{graph}");
        assert_eq!(subjects(&own, graph), subjects(&other, graph), "{graph}");
    }
    let decisions = other.lines().filter(|line| line.contains("/graph/decisions"));
    assert!(decisions.into_iter().any(|line| line.contains("entity/gazprom>")), "a decision is about our own IRI");
    let itself = |line: &&str| {
        let parts: Vec<&str> = line.splitn(3, ' ').collect();
        parts[1] == SAME && parts[2].starts_with(parts[0])
    };
    assert_eq!(other.lines().find(itself), None);
    assert_eq!(other, renamed(&[], Scheme::Wikidata), "the same bytes each time");
}

#[test]
fn an_iri_that_two_entities_would_share_is_given_to_neither() {
    use demarche::graph::iri::Minter;
    use demarche::store::KnowledgeBase;
    use oxigraph::model::NamedNode;
    let base = KnowledgeBase::in_memory(Minter::default()).expect("a store");
    let node = |iri: &str| NamedNode::new(iri).expect("an IRI");
    let minter = base.minter();
    let same = node("http://www.w3.org/2004/02/skos/core#exactMatch");
    let item = |number: u32| node(&format!("http://www.wikidata.org/entity/Q{number}"));
    let link = |slug: &str, number| Quad::new(minter.entity(slug), same.clone(), item(number), minter.graph("links"));
    base.add(&[link("one", 99_000_001), link("two", 99_000_001), link("three", 99_000_002), link("three", 9_900_000)])
        .expect("stored");
    let canonical = Canonical::of(&base, Scheme::Wikidata).expect("names");
    let text = written(&Selection::default().find(&base).expect("all").with_canonical(Some(canonical)));
    assert!(text.contains("/entity/one>") && text.contains("/entity/two>"), "{text}");
    assert!(text.contains(&format!("{} {SAME} {} ", item(9_900_000), minter.entity("three"))), "the smaller number: {text}");
}

fn refusal(graphs: &[&str], gate: &Gate) -> Option<String> {
    find(graphs).through(gate).err().map(|error| error.to_string())
}

#[test]
fn a_dump_that_is_declared_open_has_no_closed_source() {
    let refused = refusal(&[], &Gate::open()).expect("refused");
    assert!(refused.starts_with("--open: not with opensanctions (CC-BY-NC-4.0, not for commerce)"), "{refused}");
    assert!(refused.contains("--allow-licence CC-BY-NC-4.0") && !refused.contains("wikidata"), "{refused}");
    assert_eq!(refusal(&["documents", "gazetteer", "wikidata", "geonames"], &Gate::open()), None);
    assert_eq!(refusal(&[], &Gate::open().allowing(["cc-by-nc-4.0"])), None);
    assert_eq!(refusal(&[], &Gate::default()), None, "nothing is declared");
    assert!(refusal(&[], &Gate::open().allowing(["CC-BY-NX"])).is_some(), "a slip of the pen lets nothing through");
}

#[test]
fn a_dump_under_a_licence_has_what_that_licence_keeps() {
    assert_eq!(refusal(&["wikidata", "opensanctions"], &Gate::licensed("CC-BY-NC-SA-4.0")), None);
    let zero = refusal(&[], &Gate::licensed("https://creativecommons.org/publicdomain/zero/1.0/")).expect("refused");
    assert!(zero.contains("geonames (CC-BY-4.0, only with a credit)"), "{zero}");
    assert!(zero.starts_with("--licence CC0-1.0: not with geonames"), "{zero}");
}

#[test]
fn every_part_tells_its_licence() {
    let parts = parts(samples_with_sources().0).expect("parts");
    let told: Vec<(&str, Option<&str>, bool)> =
        parts.iter().filter(|part| part.is_external()).map(|part| (&*part.name, part.named.as_deref(), part.is_open())).collect();
    let expected = [
        ("geonames", Some("CC-BY-4.0"), true),
        ("opensanctions", Some("CC-BY-NC-4.0"), false),
        ("wikidata", Some("CC0-1.0"), true),
    ];
    assert_eq!(told, expected);
    assert!(parts.iter().all(|part| part.quads > 0), "{parts:?}");
    let links: Vec<usize> = parts.iter().filter(|part| part.is_external()).map(|part| part.links).collect();
    assert_eq!(links, [2, 3, 4]);
}

#[test]
fn a_description_counts_the_links_to_each_source() {
    let selected = find(&[]);
    let about = describe(&selected, &Description::default()).expect("described");
    let linkset = |name: &str, property: &str| {
        let found = about.iter().find(|quad| {
            quad.subject.to_string().ends_with(&format!("#{name}>")) && quad.predicate.as_str().ends_with(&format!("#{property}"))
        });
        found.map(|quad| quad.object.to_string())
    };
    let name = "links-exactMatch-source-opensanctions";
    assert_eq!(linkset(name, "objectsTarget").as_deref(), Some("<https://w3id.org/demarche/data/source/opensanctions>"));
    for property in ["triples", "distinctSubjects", "distinctObjects"] {
        assert!(linkset(name, property).is_some_and(|count| count.starts_with("\"3\"")), "{property}");
    }
    assert!(linkset("links-closeMatch-source-wikidata", "triples").is_some_and(|count| count.starts_with("\"1\"")));
    let licensed = about.iter().any(|quad| {
        quad.subject.to_string().ends_with("source/opensanctions>") && quad.object.to_string().contains("licenses/by-nc/4.0/")
    });
    assert!(licensed, "a source keeps its licence");
}

/// The program on a store on disk.
#[cfg(feature = "rocksdb")]
mod program {
    use crate::cli::{code, demarche, err, out};
    use oxigraph::io::{RdfFormat, RdfParser};
    use std::fmt::Write as _;
    use std::fs;
    use std::path::Path;
    use std::sync::LazyLock;
    use tempfile::TempDir;

    /// A folder with a store `kg` of the samples and the merged sources.
    static FOLDER: LazyLock<TempDir> = LazyLock::new(|| {
        let folder = tempfile::tempdir().expect("a folder");
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let samples = root.join("tests/samples").display().to_string();
        let run = |arguments: &[&str]| assert_eq!(code(&demarche(folder.path(), arguments)), Some(0), "{arguments:?}");
        run(&["build", &samples, "--store", "built"]);
        run(&["backup", "--store", "built", "-o", "built.nq"]);
        let text = fs::read_to_string(folder.path().join("built.nq")).expect("a backup");
        let mut quads: Vec<String> = text.lines().skip(1).map(str::to_owned).collect();
        let merged = fs::read(root.join("tests/data/merge/merged.trig")).expect("the merged sources");
        let parser = RdfParser::from_format(RdfFormat::TriG).for_slice(&merged);
        quads.extend(parser.map(|quad| format!("{} .", quad.expect("TriG"))));
        let mut backup = format!("# Demarche backup, quads: {}\n", quads.len());
        for quad in &quads {
            writeln!(backup, "{quad}").expect("written");
        }
        fs::write(folder.path().join("merged.nq"), backup).expect("a backup");
        run(&["restore", "merged.nq", "--store", "kg"]);
        folder
    });

    fn run(arguments: &[&str]) -> (Option<i32>, String, String) {
        let done = demarche(FOLDER.path(), arguments);
        (code(&done), out(&done), err(&done))
    }

    #[test]
    fn conflicts_are_told_in_every_format() {
        let contradiction = ["conflicts", "--store", "kg", "--source", "OpenSanctions", "--verdict", "contradiction"];
        let told = |format: &str| {
            let (code, out, err) = run(&[&contradiction[..], &["--format", format]].concat());
            assert_eq!((code, err.as_str()), (Some(0), ""), "{format}");
            out
        };
        let table = told("table");
        assert!(table.contains("1 row\ncontradiction: sanctions 1\n"), "{table}");
        let csv = told("csv");
        let line = csv.lines().nth(1).unwrap_or_else(|| panic!("{csv}"));
        assert!(line.starts_with("sanctions,contradiction,denied,Russia,"), "{line}");
        assert!(
            line.contains("Switzerland has not joined the sanctions against Russia.") && line.contains("example-ch-1"),
            "{line}"
        );
        let json: serde_json::Value = serde_json::from_str(&told("json")).expect("JSON");
        assert_eq!(json[0]["theirs"][0]["begin"], "2022-03-04");
        let turtle = told("ttl");
        assert!(
            turtle.contains("dm:verdict dm:Contradiction") && turtle.contains("dm:ourProof <document/weekly-digest#"),
            "{turtle}"
        );
        let (code, _, err) = run(&["conflicts", "--store", "kg", "--source", "wikidat"]);
        assert!(code == Some(2) && err.contains("did you mean wikidata?"), "{err}");
    }

    #[test]
    fn an_open_export_is_refused_until_it_is_one() {
        let (code, _, err) = run(&["export", "--store", "kg", "--open", "-o", "open.nq"]);
        assert_eq!((code, err.lines().count()), (Some(2), 1), "{err}");
        assert!(err.starts_with("error: --open: not with opensanctions") && !FOLDER.path().join("open.nq").exists(), "{err}");
        let own = ["export", "--store", "kg", "--graph", "direct", "--open", "--canonical", "wikidata"];
        let (code, out, err) = run(&own);
        assert_eq!((code, err.as_str()), (Some(0), ""));
        assert!(out.contains("\nwd:Q17 dm:") && out.contains("skos:exactMatch ent:japan"), "{out}");
        let (code, out, _) = run(&["export", "--store", "kg", "--graph", "opensanctions", "--license", "CC-BY-NC-4.0"]);
        assert!(code == Some(0) && out.contains("EXAMPLE-ENERGY"), "{out}");
    }

    #[test]
    fn a_query_of_an_open_export_does_not_see_closed_sources() {
        fs::write(FOLDER.path().join("names.rq"), "CONSTRUCT { ?s <https://example.org/name> ?o } { ?s <https://schema.followthemoney.tech/#name>|<http://www.geonames.org/ontology#name> ?o }").expect("a file");
        let construct = ["export", "--store", "kg", "--construct", "names.rq", "--format", "nt"];
        assert!(run(&construct).1.contains("Gazprom"));
        let (code, out, err) = run(&[&construct[..], &["--open"]].concat());
        assert_eq!(code, Some(0));
        assert!(out.contains("Kuril Islands") && !out.contains("Gazprom"), "{out}");
        assert!(err.starts_with("note: --construct: does not see opensanctions (not for commerce)"), "{err}");
    }

    #[test]
    fn licences_are_told() {
        let (code, out, err) = run(&["licences", "--store", "kg"]);
        assert_eq!((code, err.as_str()), (Some(0), ""));
        assert!(out.ends_with("export --open refuses opensanctions\n"), "{out}");
        let json: serde_json::Value =
            serde_json::from_str(&run(&["licences", "--store", "kg", "--format", "json"]).1).expect("JSON");
        assert_eq!((&json[1]["part"], &json[1]["asks"]["nonCommercial"]), (&"opensanctions".into(), &true.into()));
    }
}
