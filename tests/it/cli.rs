//! The program as its users meet it.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use tempfile::TempDir;

const CLAIM: &str = "Claims again\n\nJapan claims the Kuril Islands. Russia rejects the claim.\n";

pub(crate) fn demarche(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_demarche"));
    command.current_dir(folder).env_remove("RUST_BACKTRACE").args(arguments).output().expect("the program runs")
}

pub(crate) fn folder(files: &[(&str, &[u8])]) -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, bytes) in files {
        let path: PathBuf = folder.path().join(name);
        fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        fs::write(path, bytes).expect("a file");
    }
    folder
}

pub(crate) fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("UTF-8")
}

pub(crate) fn err(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).expect("UTF-8")
}

pub(crate) fn code(output: &Output) -> Option<i32> {
    output.status.code()
}

#[test]
fn extract_writes_the_graph_of_a_text() {
    let folder = folder(&[("talks.txt", CLAIM.as_bytes())]);
    let done = demarche(folder.path(), &["extract", "talks.txt"]);
    assert_eq!((code(&done), err(&done).as_str()), (Some(0), ""));
    let lines: Vec<&str> = std::str::from_utf8(&done.stdout).expect("UTF-8").lines().collect();
    assert!(lines.is_sorted());
    assert!(lines.iter().any(|line| line.contains("sourceName> \"talks\"")));
    assert!(lines.iter().any(|line| line.contains("situation/territorial-claim/japan/kuril-islands>")), "{lines:#?}");
}

#[test]
fn the_output_is_the_same_whatever_the_threads_and_the_format_is_told_by_the_ending() {
    let files: Vec<(String, String)> = (0..20).map(|n| (format!("in/{n}.txt"), format!("{CLAIM} Again {n}."))).collect();
    let files: Vec<(&str, &[u8])> = files.iter().map(|(name, text)| (name.as_str(), text.as_bytes())).collect();
    let folder = folder(&files);
    for (name, threads) in [("one.ttl", "1"), ("many.ttl", "7")] {
        assert_eq!(code(&demarche(folder.path(), &["extract", "in", "-o", name, "--threads", threads])), Some(0));
    }
    let read = |name: &str| fs::read_to_string(folder.path().join(name)).expect("the graph");
    assert!(read("one.ttl").starts_with("@base"));
    assert_eq!(read("one.ttl"), read("many.ttl"));
}

#[test]
fn standard_input_is_a_document_too() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_demarche"))
        .args(["extract", "-", "--format", "ttl"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the program runs");
    child.stdin.take().expect("its input").write_all(CLAIM.as_bytes()).expect("written");
    let done = child.wait_with_output().expect("it ends");
    assert!(out(&done).contains("dm:sourceName \"stdin\""), "{}", out(&done));
}

#[test]
fn bad_inputs_are_told_and_the_others_are_read() {
    let long_line = [b"Japan ".repeat(1 << 20), b"\n".to_vec()].concat();
    let lines = b"{\"id\": \"good\", \"text\": \"Japan claims the Kuril Islands.\"}\nno JSON\n";
    let folder = folder(&[
        ("good.txt", CLAIM.as_bytes()),
        ("empty.txt", b""),
        ("binary.txt", b"\x7fELF\x00\x01\x02\x00\x00"),
        ("lines.ndjson", lines),
        ("broken.html", b"<html><body><div><p>Japan claims the <b>Kuril Islands.</p></i></div><"),
        ("long.txt", &long_line[..300_000]),
    ]);
    let inputs = ["good.txt", "empty.txt", "binary.txt", "lines.ndjson", "broken.html", "long.txt", "missing.txt"];
    let done = demarche(folder.path(), &[&["extract", "-o", "graph.nq"], &inputs[..]].concat());
    assert_eq!(code(&done), Some(1), "{}", err(&done));
    let told = err(&done);
    for place in ["empty.txt", "binary.txt", "lines.ndjson:2", "missing.txt"] {
        assert_eq!(told.lines().filter(|line| line.contains(place)).count(), 1, "{place}\n{told}");
    }
    let graph = fs::read_to_string(folder.path().join("graph.nq")).expect("the graph");
    for name in ["\"good\"", "\"long\""] {
        assert!(graph.contains(&format!("sourceName> {name}")), "{name}\n{told}");
    }
}

#[test]
fn two_texts_of_one_name_are_told_and_kept_apart() {
    let folder = folder(&[("a/talks.txt", CLAIM.as_bytes()), ("b/talks.txt", b"Japan claims nothing.\n")]);
    let done = demarche(folder.path(), &["extract", "a", "b"]);
    assert_eq!(code(&done), Some(1));
    assert!(err(&done).contains("talks: two different texts have this name"), "{}", err(&done));
    assert_eq!(out(&done).lines().filter(|line| line.contains("sourceName> \"talks\"")).count(), 2);
}

#[test]
fn nothing_done_is_exit_code_2() {
    let folder = folder(&[("empty.txt", b""), ("text.txt", CLAIM.as_bytes())]);
    for (arguments, told) in [
        (&["extract", "empty.txt"][..], "nothing was read"),
        (&["extract", "text.txt", "--base", "nowhere"], "--base nowhere: not an absolute IRI"),
        (&["extract", "text.txt", "--format", "pdf"], "known are ttl, trig"),
        (&["extract", "text.txt", "-o", "no/such/folder.nq"], "no/such/folder.nq: cannot be written"),
        (&["extract", "text.txt", "--ontology", "none"], "none"),
        (&["extract", "text.txt", "--gazetteer", "none.ttl"], "none.ttl"),
        (&["queries", "who-claim"], "did you mean who-claims?"),
        (&["frobnicate"], "frobnicate"),
    ] {
        let done = demarche(folder.path(), arguments);
        assert_eq!(code(&done), Some(2), "{arguments:?}");
        assert!(err(&done).contains(told), "{arguments:?}\n{}", err(&done));
    }
    assert!(!folder.path().join("no").exists());
}

#[test]
fn a_full_disk_leaves_no_half_file() {
    if !Path::new("/dev/full").exists() {
        return;
    }
    let folder = folder(&[("text.txt", CLAIM.as_bytes())]);
    let full = fs::OpenOptions::new().write(true).open("/dev/full").expect("a full device");
    let mut command = Command::new(env!("CARGO_BIN_EXE_demarche"));
    let command = command.current_dir(folder.path()).args(["extract", "text.txt"]).stdout(full);
    let done = command.output().expect("the program runs");
    assert_eq!(code(&done), Some(2), "{}", err(&done));
    assert!(err(&done).contains("standard output"), "{}", err(&done));
}

#[test]
fn the_bundled_questions_are_listed_with_their_parameters() {
    let folder = folder(&[]);
    let list = out(&demarche(folder.path(), &["queries"]));
    assert!(list.contains("DISPUTES AND CLAIMS") && list.contains("who-claims --param territory=\"Kuril Islands\""), "{list}");
    let text = out(&demarche(folder.path(), &["queries", "who-claims"]));
    assert!(text.starts_with("Who claims a territory\n") && text.contains("SELECT"), "{text}");
    assert!(text.contains("territory: the name of a place"), "{text}");
}

#[test]
fn analyze_shows_parses() {
    let folder = folder(&[("lines.txt", b"Japan claims the islands.\n\nTokyo waits.\n")]);
    let table = out(&demarche(folder.path(), &["analyze", "lines.txt", "--raw", "--format", "conllu"]));
    assert!(table.contains("# line = 1") && table.contains("\tPROPN\t"), "{table}");
    assert!(!out(&demarche(folder.path(), &["analyze", "lines.txt", "--format", "tree"])).is_empty());
}

#[test]
fn completions_are_printed() {
    let folder = folder(&[]);
    assert!(out(&demarche(folder.path(), &["completions", "bash"])).contains("_demarche"));
}

#[cfg(not(feature = "rocksdb"))]
#[test]
fn a_build_without_rocksdb_says_that_it_has_no_stores_on_disk() {
    let folder = folder(&[("text.txt", CLAIM.as_bytes())]);
    let done = demarche(folder.path(), &["build", "text.txt", "--store", "kg"]);
    assert_eq!(code(&done), Some(2));
    assert!(err(&done).contains("kg: this build keeps stores in memory only"), "{}", err(&done));
}

/// Stores on disk.
#[cfg(feature = "rocksdb")]
mod on_disk {
    use super::*;

    fn built(files: &[(&str, &[u8])]) -> TempDir {
        let folder = folder(files);
        let done = demarche(folder.path(), &["build", "in", "--store", "kg"]);
        assert_eq!(code(&done), Some(0), "{}", err(&done));
        folder
    }

    #[test]
    fn a_store_is_built_asked_exported_and_counted() {
        let folder = built(&[("in/talks.txt", CLAIM.as_bytes())]);
        let ask = ["query", "--store", "kg", "who-claims", "--param", "territory=Kuril Islands"];
        let shown = out(&demarche(folder.path(), &ask));
        assert!(shown.contains("Japan") && shown.contains("Affirmed") && shown.contains("talks"), "{shown}");
        let direct = out(&demarche(folder.path(), &["export", "--store", "kg", "--graph", "direct"]));
        assert!(direct.contains("ent:japan dm:claimsTerritory ent:kuril-islands ."), "{direct}");
        let figures = out(&demarche(folder.path(), &["stats", "--store", "kg"]));
        assert!(figures.contains("documents   1\n") && figures.contains("territory"), "{figures}");
    }

    #[test]
    fn extract_and_build_say_the_same() {
        let folder = built(&[("in/talks.txt", CLAIM.as_bytes())]);
        let extracted = out(&demarche(folder.path(), &["extract", "in"]));
        let documents = out(&demarche(folder.path(), &["export", "--store", "kg", "--graph", "documents", "--format", "nq"]));
        let own: Vec<&str> = extracted.lines().filter(|line| !line.contains("graph/gazetteer> .")).collect();
        assert_eq!(own, documents.lines().collect::<Vec<_>>());
    }

    #[test]
    fn building_again_replaces_and_keeps() {
        let folder = built(&[("in/a.txt", CLAIM.as_bytes()), ("in/b.txt", b"Japan rejects the plan.\n")]);
        fs::write(folder.path().join("in/a.txt"), "Nothing happens.\n").expect("a file");
        assert_eq!(code(&demarche(folder.path(), &["build", "in/a.txt", "--store", "kg"])), Some(0));
        let graph = out(&demarche(folder.path(), &["export", "--store", "kg", "--graph", "documents"]));
        assert!(graph.contains("sourceName \"b\"") && !graph.contains("territorial-claim"), "{graph}");
        let direct = out(&demarche(folder.path(), &["export", "--store", "kg", "--graph", "direct", "--format", "nq"]));
        assert!(!direct.contains("claimsTerritory"), "{direct}");
    }

    #[test]
    fn what_is_no_store_is_told() {
        let folder = folder(&[("text.txt", CLAIM.as_bytes()), ("other/file", b"x")]);
        for (arguments, told) in [
            (&["query", "--store", "none", "entities"][..], "none: no store there"),
            (&["stats", "--store", "other"], "other: not a store"),
            (&["build", "text.txt", "--store", "other"], "other: not a store"),
            (&["build", "text.txt", "--store", "text.txt"], "text.txt: not a store"),
        ] {
            let done = demarche(folder.path(), arguments);
            assert_eq!(code(&done), Some(2), "{arguments:?}");
            assert!(err(&done).contains(told), "{arguments:?}\n{}", err(&done));
        }
    }

    #[test]
    fn a_store_in_use_is_told_and_unharmed() {
        let folder = built(&[("in/talks.txt", CLAIM.as_bytes())]);
        let minter = demarche::graph::iri::Minter::default();
        let held = demarche::store::KnowledgeBase::open(&folder.path().join("kg"), minter).expect("opened");
        let done = demarche(folder.path(), &["build", "in", "--store", "kg"]);
        assert_eq!(code(&done), Some(2));
        assert!(err(&done).contains("kg: the store is in use by another process"), "{}", err(&done));
        assert_eq!(held.summary().expect("figures").documents, 1);
    }

    #[test]
    fn a_question_of_the_users_is_asked_explained_and_stopped() {
        let folder = built(&[("in/talks.txt", CLAIM.as_bytes())]);
        let mine = "# param who: actor = \"Japan\"\nSELECT ?what { ?s dm:claimant ?who ; dm:territory ?what }";
        fs::write(folder.path().join("mine.rq"), mine).expect("a file");
        let ask = |more: &[&str]| demarche(folder.path(), &[&["query", "--store", "kg"], more].concat());
        let mine = ["--file", "mine.rq", "--param", "who=Tokyo"];
        assert_eq!(out(&ask(&[&mine[..], &["--format", "csv", "--names"]].concat())), "what\r\nKuril Islands\r\n");
        let plan = out(&ask(&[&mine[..], &["--explain"]].concat()));
        assert!(plan.contains("QuadPattern(?s dm:claimant ent:japan"), "{plan}");
        let endless = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }";
        let stopped = ask(&["-e", endless, "--timeout", "0.2"]);
        assert_eq!(code(&stopped), Some(2));
        assert!(err(&stopped).contains("stopped after 0.2 s") && err(&stopped).contains("--explain"), "{}", err(&stopped));
    }

    #[test]
    fn wrong_questions_are_told() {
        let folder = built(&[("in/talks.txt", CLAIM.as_bytes())]);
        for (arguments, told) in [
            (&["who-claims"][..], "needs --param territory=…, the name of a place"),
            (&["who-claim"], "did you mean who-claims?"),
            (&["who-claims", "--param", "territory=Atlantis Reef"], "nothing has this name"),
            (&["-e", "SELECT ?s { ?s ?p }"], "at line 1, column 19: unexpected }\n  SELECT ?s { ?s ?p }\n                    ^"),
            (&["-e", "ASK {}", "--timeout", "soon"], "not a number of seconds"),
            (&["--file", "none.rq"], "none.rq: cannot be read"),
            (&["entities", "--format", "ttl"], "use table, csv"),
        ] {
            let done = demarche(folder.path(), &[&["query", "--store", "kg"], arguments].concat());
            assert_eq!(code(&done), Some(2), "{arguments:?}");
            assert!(err(&done).contains(told), "{arguments:?}\n{}", err(&done));
        }
    }

    #[test]
    fn exports_are_selected_and_packed() {
        let folder = built(&[("in/talks.txt", CLAIM.as_bytes()), ("in/other.txt", b"France met Germany.\n")]);
        let export = |arguments: &[&str]| out(&demarche(folder.path(), &[&["export", "--store", "kg"], arguments].concat()));
        let talks = export(&["--document", "talks"]);
        assert!(talks.contains("\"talks\"") && talks.contains("dm:isoAlpha3 \"JPN\"") && !talks.contains("\"other\""), "{talks}");
        let meetings = export(&["--type", "Meeting", "--format", "trig"]);
        assert!(meetings.contains("\"other\"") && !meetings.contains("\"talks\""), "{meetings}");
        let dyads = export(&["--format", "dyads"]);
        let row = dyads.lines().find(|row| row.contains("FRA,DEU")).unwrap_or_else(|| panic!("{dyads}"));
        assert!(row.starts_with("other,0,19,,CONSULT,04,FRA,DEU,affirmed,actual,,https://"), "{row}");
        assert!(export(&["--format", "graphml"]).contains("<node id=\"france\">"));
        fs::write(folder.path().join("who.rq"), "CONSTRUCT { ?s a dm:Claimant } { ?c dm:claimant ?s }").expect("a file");
        assert!(export(&["--construct", "who.rq"]).contains("ent:japan a dm:Claimant ."));
        assert!(export(&["--graph", "direct", "--rdf12"]).contains(" ~ <document/talks#assertion-"));
        assert!(export(&["--metadata", "--format", "trig"]).contains("void:feature <http://www.w3.org/ns/formats/TriG>"));
        export(&["-o", "graph.nq.gz"]);
        let packed = fs::File::open(folder.path().join("graph.nq.gz")).expect("a file");
        let unpacked = std::io::read_to_string(flate2::read::GzDecoder::new(packed)).expect("text");
        assert_eq!(unpacked, export(&["--format", "nq"]));
    }

    #[test]
    fn a_store_is_described_in_void() {
        let folder = built(&[("in/talks.txt", CLAIM.as_bytes())]);
        let void = out(&demarche(folder.path(), &["stats", "--store", "kg", "--void", "--dump", "https://example.org/kg.nq.gz"]));
        for part in
            ["a dcat:Dataset, void:Dataset", "void:dataDump <https://example.org/kg.nq.gz>", "void:class dm:TerritorialClaim ;"]
        {
            assert!(void.contains(part), "{part}\n{void}");
        }
    }

    #[test]
    fn wrong_exports_are_told_and_leave_nothing() {
        let folder = built(&[("in/talks.txt", CLAIM.as_bytes())]);
        fs::write(folder.path().join("select.rq"), "SELECT ?s { ?s a dm:Meeting }").expect("a file");
        for (arguments, told) in [
            (&["--document", "talk"][..], "did you mean talks?"),
            (&["--type", "Meating"], "did you mean Meeting?"),
            (&["--graph", "document"], "did you mean documents?"),
            (&["--format", "dyads", "--rdf12"], "--rdf12 does not go with it"),
            (&["--format", "jsonld", "--rdf12"], "has no triple terms"),
            (&["--construct", "select.rq"], "select.rq: gives no triples"),
            (&["--construct", "select.rq", "--type", "Meeting"], "cannot be used with"),
            (&["--metadata", "--license", "none"], "not a licence that is known here"),
            (&["--format", "dyads", "--canonical", "wikidata"], "--canonical does not go with it"),
        ] {
            let done = demarche(folder.path(), &[&["export", "--store", "kg", "-o", "out.ttl"], arguments].concat());
            assert_eq!(code(&done), Some(2), "{arguments:?}");
            assert!(err(&done).contains(told), "{arguments:?}\n{}", err(&done));
            assert!(!folder.path().join("out.ttl").exists(), "{arguments:?}");
        }
    }

    fn run(folder: &TempDir, arguments: &[&str]) -> Output {
        demarche(folder.path(), arguments)
    }

    #[test]
    fn documents_are_deleted_all_or_none() {
        let folder = built(&[
            ("in/a.txt", CLAIM.as_bytes()),
            ("in/b.txt", b"Measures\n\nJapan imposed sanctions on Russia last week.\n"),
            ("in/c.txt", b"Iran met Iraq.\n"),
        ]);
        let none = run(&folder, &["delete", "--store", "kg", "a", "d"]);
        assert_eq!(code(&none), Some(2));
        assert!(err(&none).contains("d: kg has no such document"), "{}", err(&none));
        assert!(out(&run(&folder, &["stats", "--store", "kg"])).contains("documents   3\n"));
        let done = run(&folder, &["delete", "--store", "kg", "a", "c"]);
        assert_eq!(code(&done), Some(0), "{}", err(&done));
        assert!(out(&done).starts_with("2 documents deleted"), "{}", out(&done));
        let graph = |name| out(&run(&folder, &["export", "--store", "kg", "--graph", name, "--format", "nq"]));
        let (documents, direct) = (graph("documents"), graph("direct"));
        assert!(!documents.contains("document/a") && documents.contains("document/b"), "{documents}");
        assert!(!direct.contains("claimsTerritory") && direct.contains("ontology#sanctions"), "{direct}");
        assert_eq!(code(&run(&folder, &["validate", "--store", "kg"])), Some(0));
        assert_eq!(code(&run(&folder, &["compact", "--store", "kg"])), Some(0));
        let missing = run(&folder, &["delete", "--store", "none", "a"]);
        assert!(err(&missing).contains("none: no store there") && !folder.path().join("none").exists());
    }

    #[test]
    fn a_store_is_backed_up_and_restored() {
        let folder = built(&[("in/talks.txt", CLAIM.as_bytes())]);
        let done = run(&folder, &["backup", "--store", "kg", "-o", "."]);
        assert_eq!((code(&done), err(&done).as_str()), (Some(0), ""));
        assert!(folder.path().join("kg.nq.gz").is_file());
        assert_eq!(code(&run(&folder, &["restore", "kg.nq.gz", "--store", "again"])), Some(0));
        let same = run(&folder, &["diff", "kg", "again"]);
        assert_eq!(code(&same), Some(0), "{}", out(&same));
        assert!(out(&same).starts_with("kg and again are equal"), "{}", out(&same));
        assert_eq!(code(&run(&folder, &["backup", "--store", "again", "-o", "again.nq.gz"])), Some(0));
        let bytes = |name: &str| fs::read(folder.path().join(name)).expect("a backup");
        assert_eq!(bytes("again.nq.gz"), bytes("kg.nq.gz"), "the same bytes");
        let refused = run(&folder, &["restore", "kg.nq.gz", "--store", "again"]);
        assert_eq!(code(&refused), Some(2));
        assert!(err(&refused).contains("again: the store is not empty; restore into a folder that does not exist yet"));
        let other = run(&folder, &["restore", "in/talks.txt", "--store", "third"]);
        assert!(err(&other).contains("in/talks.txt: not a backup") && !folder.path().join("third").exists(), "{}", err(&other));
    }

    #[test]
    fn a_store_in_use_is_told() {
        let folder = built(&[("in/talks.txt", CLAIM.as_bytes())]);
        let minter = demarche::graph::iri::Minter::default();
        let _held = demarche::store::KnowledgeBase::open(&folder.path().join("kg"), minter).expect("the store");
        for arguments in
            [&["build", "in", "--store", "kg"][..], &["delete", "--store", "kg", "talks"], &["compact", "--store", "kg"]]
        {
            let done = run(&folder, arguments);
            assert_eq!(code(&done), Some(2), "{arguments:?}");
            assert!(err(&done).contains("kg: the store is in use by another process; wait until"), "{}", err(&done));
        }
    }

    #[test]
    fn a_build_that_is_killed_leaves_whole_documents_only() {
        let files: Vec<(String, String)> = (0..300).map(|n| (format!("in/{n}.txt"), format!("{CLAIM} Again {n}."))).collect();
        let files: Vec<(&str, &[u8])> = files.iter().map(|(name, text)| (name.as_str(), text.as_bytes())).collect();
        let folder = folder(&files);
        let mut command = Command::new(env!("CARGO_BIN_EXE_demarche"));
        let command = command.current_dir(folder.path()).args(["build", "in", "--store", "kg"]);
        let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("the program runs");
        // A folder in which the engine has not yet begun is no store.
        let begun = || folder.path().join("kg/CURRENT").exists();
        while !begun() && child.try_wait().expect("a child").is_none() {
            std::thread::sleep(std::time::Duration::from_millis(20));
        }
        std::thread::sleep(std::time::Duration::from_millis(300));
        child.kill().expect("killed");
        child.wait().expect("gone");
        // Nothing may be stored yet; what is stored is whole, and a build afterwards finishes the work.
        let checked = run(&folder, &["validate", "--store", "kg"]);
        assert_ne!(code(&checked), Some(1), "{}", out(&checked));
        assert_eq!(code(&run(&folder, &["build", "in", "--store", "kg"])), Some(0));
        let text = out(&run(&folder, &["stats", "--store", "kg"]));
        assert!(text.contains("documents   300\n"), "{text}");
    }

    #[test]
    fn stores_and_files_are_validated() {
        let folder = built(&[("in/talks.txt", CLAIM.as_bytes())]);
        let done = run(&folder, &["validate", "--store", "kg"]);
        assert_eq!(code(&done), Some(0), "{}", out(&done));
        assert!(out(&done).contains("kg: 0 violations"), "{}", out(&done));
        assert_eq!(code(&run(&folder, &["export", "--store", "kg", "--graph", "documents", "-o", "graph.ttl"])), Some(0));
        assert_eq!(code(&run(&folder, &["validate", "graph.ttl"])), Some(0));
        let path = folder.path().join("graph.ttl");
        let graph = fs::read_to_string(&path).expect("the graph").replace("dm:modality dm:Actual", "dm:modality dm:Likely");
        fs::write(&path, graph).expect("a file");
        let broken = run(&folder, &["validate", "graph.ttl"]);
        assert_eq!(code(&broken), Some(1));
        let told = out(&broken);
        for part in [
            "violation  AssertionShape-modality: An assertion has one of the five modalities.",
            "document talks",
            "sentence Japan claims",
        ] {
            assert!(told.contains(part), "{part}\n{told}");
        }
        let json: serde_json::Value =
            serde_json::from_str(&out(&run(&folder, &["validate", "graph.ttl", "--format", "json"]))).expect("JSON");
        assert_eq!(json["conforms"], false);
        assert!(err(&run(&folder, &["validate", "graph.xyz"])).contains("graph.xyz: no format has this ending"));
        fs::write(folder.path().join("bad.nt"), "no triple\n").expect("a file");
        assert!(err(&run(&folder, &["validate", "bad.nt"])).contains("bad.nt: not N-Triples"));
    }

    #[test]
    fn differences_are_told_by_document_and_assertion() {
        let folder = built(&[
            ("in/talks.txt", CLAIM.as_bytes()),
            ("new/talks.txt", b"Claims again\n\nJapan does not claim the Kuril Islands. Russia rejects the claim.\n"),
        ]);
        assert_eq!(code(&run(&folder, &["build", "new", "--store", "other"])), Some(0));
        let done = run(&folder, &["diff", "kg", "other"]);
        assert_eq!(code(&done), Some(1));
        let told = out(&done);
        assert!(told.contains("~ talks:") && told.contains("its text differs") && told.contains("negated"), "{told}");
        let json = out(&run(&folder, &["diff", "kg", "other", "--format", "json"]));
        let json: serde_json::Value = serde_json::from_str(&json).expect("JSON");
        assert_eq!((&json["equal"], &json["documents"][0]["document"]), (&serde_json::json!(false), &serde_json::json!("talks")));
    }

    const DENIAL: &str = "A denial\nPublication: Northern Straits Review\nDate: March 9, 2021\n\nRussia demands that Japan renounce its claim to the Kuril Islands (TASS, March 3).\n";

    #[test]
    fn an_assertion_is_explained() {
        let folder = built(&[("in/denial.txt", DENIAL.as_bytes())]);
        let list = out(&run(&folder, &["explain", "--store", "kg", "denial"]));
        let claim = list.lines().find(|line| line.contains("TerritorialClaim")).unwrap_or_else(|| panic!("{list}"));
        let mut words = claim.split_whitespace();
        let (number, hash) = (words.next().expect("a number"), words.next().expect("a hash"));
        let shown = out(&run(&folder, &["explain", "--store", "kg", hash]));
        for part in [
            "(negated, demanded)",
            "Russia demands that Japan renounce its claim to the Kuril Islands (TASS, March 3).",
            "claimant: Japan",
            "territory: Kuril Islands (by name",
            "Presented   negated, demanded: by",
            "renounce",
            "demands VERB ROOT",
            "Within      Demand:",
            "Cited       “TASS, March 3”: TASS 2021-03-03",
            "dm:polarity dm:Negated",
            "Run         Demarche",
        ] {
            assert!(shown.contains(part), "{part}\n{shown}");
        }
        for meant in [&format!("denial#{number}"), &hash[..6], number] {
            assert_eq!(out(&run(&folder, &["explain", "--store", "kg", meant])), shown, "{meant}");
        }
        let unknown = run(&folder, &["explain", "--store", "kg", "0000000000"]);
        assert!(code(&unknown) == Some(2) && err(&unknown).contains("no such assertion"), "{}", err(&unknown));
        assert!(err(&run(&folder, &["explain", "--store", "kg", "denials"])).contains("did you mean denial?"));
    }

    #[test]
    fn without_the_text_it_is_said_what_is_missing() {
        let folder = folder(&[("in/denial.txt", DENIAL.as_bytes())]);
        assert_eq!(code(&run(&folder, &["build", "in", "--store", "kg", "--no-text"])), Some(0));
        let shown = out(&run(&folder, &["explain", "--store", "kg", "denial#1"]));
        assert!(
            shown.contains("--no-text") && shown.contains("Russia demands that Japan") && shown.contains("dm:states"),
            "{shown}"
        );
        assert!(shown.contains(", --no-text\n"), "the run tells its options\n{shown}");
    }
}
