//! What a user adds: names, situation types, frames. The README's own examples are tried, and every fault that a file can
//! have is met as its author would meet it.

use super::cli::{code, demarche, err, folder, out};

const PREFIXES: &str = "@prefix dm: <https://w3id.org/demarche/ontology#> .\n\
    @prefix ent: <https://w3id.org/demarche/data/entity/> .\n\
    @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n";

/// The Turtle in the README, in its order: a gazetteer and a situation type.
fn readme() -> [String; 2] {
    let readme = include_str!("../../README.md");
    let blocks = readme.split("```turtle\n").skip(1).filter_map(|rest| rest.split("```").next()).map(str::to_owned);
    blocks.collect::<Vec<_>>().try_into().expect("two examples in Turtle")
}

#[test]
fn the_examples_of_the_readme_work() {
    let [names, visa_ban] = readme();
    let text = "Ruritania stopped issuing visas to Mali on Monday. Strelsau rejected a Malian protest.";
    let folder =
        folder(&[("own.ttl", names.as_bytes()), ("own/visa-ban.ttl", visa_ban.as_bytes()), ("visas.txt", text.as_bytes())]);
    let tried = demarche(folder.path(), &["frames", "test", "--strict", "--ontology", "own"]);
    assert_eq!(code(&tried), Some(0), "{}{}", out(&tried), err(&tried));
    assert!(out(&tried).lines().any(|line| line.starts_with("VisaBan")), "{}", out(&tried));
    let read = demarche(folder.path(), &["extract", "visas.txt", "--ontology", "own", "--gazetteer", "own.ttl"]);
    assert_eq!((code(&read), err(&read).as_str()), (Some(0), ""));
    let graph = out(&read);
    let situation = "situation/visa-ban/ruritania/mali>";
    for statement in [
        format!("{situation} <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <https://example.org/my#VisaBan>"),
        format!("{situation} <https://example.org/my#banner> <https://w3id.org/demarche/data/entity/ruritania>"),
        format!("{situation} <https://w3id.org/demarche/ontology#target> <https://w3id.org/demarche/data/entity/mali>"),
    ] {
        assert!(graph.contains(&statement), "{statement}\n{graph}");
    }
}

#[test]
fn sentences_that_fail_are_told_with_file_and_line() {
    let [_, visa_ban] = readme();
    let wrong = visa_ban
        .replace("- The printer", "- Mali stopped issuing visas to Chad.\n- The printer")
        .replace("target=Mali; negated", "target=Togo; negated");
    let folder = folder(&[("own/visa-ban.ttl", wrong.as_bytes())]);
    let tried = demarche(folder.path(), &["frames", "test", "--ontology", "own"]);
    assert_eq!(code(&tried), Some(1), "{}", err(&tried));
    let alarm = 1 + wrong.lines().position(|line| line.starts_with("- Mali")).expect("the line");
    let told = out(&tried);
    assert!(told.contains(&format!("own/visa-ban.ttl:{alarm}: Mali stopped issuing visas to Chad.\n  expected  no VisaBan\n  found     VisaBan: banner=Mali; target=Chad\n")), "{told}");
    assert!(
        told.contains(
            "  expected  VisaBan: banner=Chad; target=Togo; negated\n  found     VisaBan: banner=Chad; target=Mali; negated\n"
        ),
        "{told}"
    );
    let short = visa_ban.replace("target=Mali; negated", "target=Togo; negated");
    std::fs::write(folder.path().join("own/visa-ban.ttl"), short).expect("a file");
    for (arguments, expected) in
        [(&["--summary"][..], 0), (&["--strict"], 1), (&["--type", "VisaBan"], 0), (&["--type", "VisaBans"], 2)]
    {
        let tried = demarche(folder.path(), &[&["frames", "test", "--ontology", "own"], arguments].concat());
        assert_eq!(code(&tried), Some(expected), "{arguments:?}\n{}{}", out(&tried), err(&tried));
        assert_eq!(out(&tried).contains("expected"), expected == 1 || arguments[0] == "--type" && expected == 0, "{arguments:?}");
    }
}

#[test]
fn frames_are_listed_with_their_lines() {
    let [_, visa_ban] = readme();
    let folder = folder(&[("own/visa-ban.ttl", visa_ban.as_bytes())]);
    let list = out(&demarche(folder.path(), &["frames", "--ontology", "own"]));
    let line = 1 + visa_ban.lines().position(|line| line.starts_with("visa_ban.n")).expect("the line");
    assert!(
        list.lines()
            .any(|found| found.starts_with("VisaBan.visa-ban.n ") && found.ends_with(&format!("own/visa-ban.ttl:{line}"))),
        "{list}"
    );
    assert!(!list.contains("TerritorialClaim"), "{list}");
}

#[test]
fn faults_of_a_gazetteer_are_told_with_their_places() {
    for (body, faults) in [
        ("ent:a a dm:City ; rdfs:label \"Zenda .\n", &["4:30: not valid Turtle: what begins here does not end"][..]),
        (
            "ent:a a dm:Kingdom ; rdfs:label \"A\"@en .\nent:b a dm:City .\n",
            &["4:12: ent:a: <", "5:1: ent:b: it has no rdfs:label"],
        ),
        ("ent:japan a dm:City .\n", &["4:16: ent:japan: it is a dm:State in the built-in gazetteer"]),
        ("ent:a a dm:City ; rdfs:label \"A\"@en .\nent:a a dm:State .\n", &["5:12: ent:a: it has two classes"]),
        ("ent:a a dm:City ; rdfs:label \"A\"@en ;\n  dm:partOf ent:b .\n", &["5:17: ent:a: ent:b is described nowhere"]),
        ("own:a a dm:City .\n", &["4:1: not valid Turtle: The prefix own: has not been declared"]),
    ] {
        let folder = folder(&[("own.ttl", format!("{PREFIXES}{body}").as_bytes()), ("a.txt", b"Japan waits.")]);
        let done = demarche(folder.path(), &["extract", "a.txt", "-o", "a.nq", "--gazetteer", "own.ttl"]);
        assert_eq!(code(&done), Some(2), "{body}");
        let told = err(&done);
        assert_eq!(told.lines().count(), faults.len(), "{body}\n{told}");
        for (line, fault) in told.lines().zip(faults) {
            assert!(line.starts_with(&format!("error: own.ttl:{fault}")), "{body}\n{told}");
        }
        assert!(!folder.path().join("a.nq").exists(), "nothing is built on half of a file");
    }
}

#[test]
fn files_that_cannot_be_read_are_told() {
    let files: [(&str, &[u8]); 4] = [
        ("a.txt", b"Japan waits."),
        ("latin.ttl", b"# caf\xe9\n"),
        ("own/wide.ttl", b"\xff\xfe@\0"),
        ("empty/notes.txt", b"none"),
    ];
    let folder = folder(&files);
    for (arguments, told) in [
        (["--gazetteer", "none.ttl"], "error: none.ttl: cannot be read ("),
        (["--gazetteer", "latin.ttl"], "error: latin.ttl:1:6: not UTF-8; save the file as UTF-8"),
        (["--ontology", "own"], "error: own/wide.ttl:1:1: not UTF-8 (it looks like UTF-16); save the file as UTF-8"),
        (["--ontology", "empty"], "error: empty: no Turtle file (*.ttl) there"),
        (["--ontology", "none"], "error: none: cannot be read ("),
    ] {
        let done = demarche(folder.path(), &[&["extract", "a.txt"], &arguments[..]].concat());
        assert_eq!(code(&done), Some(2), "{arguments:?}");
        assert!(err(&done).starts_with(told) && err(&done).lines().count() == 1, "{arguments:?}\n{}", err(&done));
    }
}

#[test]
fn faults_of_an_ontology_are_told_together() {
    let [_, visa_ban] = readme();
    let wrong = visa_ban
        .replace("dm:coreRole", "dm:coreRoll")
        .replace("poss=banner", "poss=bannner")
        .replace("=> banner=Chad; target=Mali\n", "=> banned=Chad\n");
    let folder = folder(&[("own/visa-ban.ttl", wrong.as_bytes()), ("a.txt", b"Japan waits.")]);
    let done = demarche(folder.path(), &["extract", "a.txt", "--ontology", "own"]);
    let told = err(&done);
    assert_eq!((code(&done), told.lines().count()), (Some(2), 3), "{told}");
    for fault in [
        "VisaBan: dm:coreRoll is declared in no file, did you mean dm:coreRole?",
        "frames: `bannner` is no role",
        "examples: `banned` is no role",
    ] {
        assert!(told.lines().any(|line| line.starts_with("error: own/visa-ban.ttl:") && line.contains(fault)), "{fault}\n{told}");
    }
}

#[test]
fn the_ontology_is_a_page_or_rdf_with_what_the_user_adds() {
    let [_, visa_ban] = readme();
    let folder = folder(&[("own/visa-ban.ttl", visa_ban.as_bytes())]);
    for name in ["page.html", "graph.nt"] {
        let done = demarche(folder.path(), &["ontology", "--ontology", "own", "-o", name]);
        assert_eq!((code(&done), err(&done).as_str()), (Some(0), ""));
    }
    let read = |name: &str| std::fs::read_to_string(folder.path().join(name)).expect("a file");
    let page = read("page.html");
    assert!(
        page.starts_with("<!DOCTYPE html>") && page.contains("<article id=\"VisaBan\">") && page.contains("own/visa-ban.ttl")
    );
    assert!(
        read("graph.nt")
            .lines()
            .any(|line| line.starts_with("<https://example.org/my#VisaBan> <http://www.w3.org/2000/01/rdf-schema#label>"))
    );
    assert!(out(&demarche(folder.path(), &["ontology", "--format", "ttl"])).contains("dm:TerritorialClaim a owl:Class"));
}
