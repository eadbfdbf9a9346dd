//! A short text with what matters most in it, from its words to its assertions: what is demanded, refused or denied
//! must never come out as a fact.

use demarche::extraction::{Assertion, Filler};
use demarche::input::{self, Options};
use demarche::knowledge::Knowledge;
use demarche::mentions::EntityRef;
use demarche::reading::{Reader, Reading};
use std::sync::LazyLock;

static READER: LazyLock<Reader> = LazyLock::new(|| Reader::new(Knowledge::embedded().expect("the embedded ontology")));

const DEADLOCK: &str = "A deadlock over the isles
Publication: Northern Straits Review
Date: March 9, 2021

Russia demands that Japan renounce its claim to the Kuril Islands. Moscow refuses to sell Japan gas. Tokyo has not broken \
ranks with the West on sanctions. “The Kuril Islands are our territory,” Sergei Lavrov said (TASS, March 3). Moscow is not \
prepared to discuss a gas pipeline to Japan. The Kremlin has been pushing Japan to lift its sanctions on Russia.
";

fn read(text: &str) -> Reading {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("deadlock.txt");
    std::fs::write(&path, text).expect("a file");
    let document = input::read(&input::Source::File(path), &Options::default()).next();
    READER.read(document.expect("a document").expect("a document that can be read"))
}

fn name(reading: &Reading, entity: EntityRef) -> String {
    match entity {
        EntityRef::Known(id) => READER.knowledge().gazetteer.entity(id).label.to_string(),
        EntityRef::Local(place) => reading.locals[place].name.clone(),
    }
}

/// `Type role=filler … polarity modality [holder]`.
fn line(reading: &Reading, assertion: &Assertion) -> String {
    let fillers = assertion.situation.roles.iter().flat_map(|(role, fillers)| fillers.iter().map(move |f| (role, f)));
    let roles = fillers.map(|(role, filler)| match filler {
        Filler::Entity(entity) => format!("{role}={}", name(reading, *entity)),
        Filler::Words(words) => format!("{role}={words}"),
    });
    let holder = assertion.holder.map_or_else(String::new, |h| format!(" [{}]", name(reading, h)));
    let roles = roles.collect::<Vec<_>>().join(" ");
    format!("{} {roles} {} {}{holder}", assertion.situation.class, assertion.polarity, assertion.modality)
}

fn lines(reading: &Reading) -> Vec<String> {
    reading.assertions.iter().map(|a| line(reading, a)).collect()
}

#[test]
fn what_is_demanded_refused_or_denied_is_told_as_such() {
    let found = lines(&read(DEADLOCK));
    for expected in [
        "Demand addressee=Japan demander=Russia affirmed actual",
        "TerritorialClaim claimant=Japan territory=Kuril Islands negated demanded",
        "Rejection against=Japan rejecter=Russia affirmed actual",
        "EnergySupply commodity=natural gas recipient=Japan supplier=Russia affirmed refused",
        "SanctionEvasion evader=Japan imposer=the West negated actual",
        "TerritorialClaim claimant=Russia territory=Kuril Islands affirmed actual [Sergey Lavrov]",
    ] {
        assert!(found.iter().any(|line| line == expected), "no `{expected}` in {found:#?}");
    }
    let facts = |class: &str| found.iter().filter(|l| l.starts_with(class) && l.ends_with("affirmed actual")).count();
    for class in ["EnergySupply", "SanctionEvasion", "SanctionRelief", "PipelineProject", "TerritorialClaim"] {
        assert_eq!(facts(class), 0, "{class} told as the author's fact in {found:#?}");
    }
}

#[test]
fn a_content_stands_within_its_act_and_on_its_sentence() {
    let reading = read(DEADLOCK);
    let claim = reading.assertions.iter().find(|a| a.frame.contains("renounce")).expect("the claim");
    let demand = &reading.assertions[claim.within.expect("an outer act")];
    assert_eq!(demand.situation.class, "Demand");
    let sentence = "Russia demands that Japan renounce its claim to the Kuril Islands.";
    assert_eq!(reading.document.text.slice(claim.evidence), sentence);
}

#[test]
fn a_citation_credits_its_sentence() {
    let reading = read(DEADLOCK);
    let cited: Vec<_> = reading.assertions.iter().filter(|a| !a.citations.is_empty()).collect();
    assert!(!cited.is_empty() && cited.iter().all(|a| reading.document.text.slice(a.evidence).contains("TASS")));
    let date = reading.citations[0].date.as_ref().map(ToString::to_string);
    assert_eq!(date.as_deref(), Some("2021-03-03"));
}
