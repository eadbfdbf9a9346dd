//! What differs between two graphs.

use crate::scene::{JAPAN, KURILS, claim, graph_of, options, seed};
use demarche::diff::{Presence, diff};
use demarche::extraction::{Filler, Modality, Polarity};
use demarche::reading::Reading;
use demarche::store::KnowledgeBase;
use demarche::text::CharSpan;
use std::fs;

fn base(readings: &[Reading]) -> KnowledgeBase {
    let base = KnowledgeBase::in_memory(options().minter).expect("a store");
    base.put(&readings.iter().map(graph_of).collect::<Vec<_>>()).expect("stored");
    base
}

fn named(name: &str) -> Reading {
    let mut reading = seed();
    reading.document.source_name = name.into();
    reading
}

#[test]
fn the_same_graph_is_equal() {
    let one = base(&[seed(), named("other")]);
    let two = base(&[named("other"), seed()]);
    let found = diff(&one, &two).expect("read");
    assert!(found.is_none() && found.documents.is_empty(), "{found:#?}");
    assert_eq!(found.hashes[0].len(), 64);
}

#[test]
fn documents_come_and_go() {
    let found = diff(&base(&[seed(), named("old")]), &base(&[seed(), named("new")])).expect("read");
    let told: Vec<_> = found.documents.iter().map(|d| (d.name.as_str(), d.presence, d.added.len(), d.removed.len())).collect();
    assert_eq!(told, [("new", Presence::Second, 5, 0), ("old", Presence::First, 0, 5)]);
}

#[test]
fn an_assertion_that_turns_is_changed_and_one_more_is_added() {
    let mut after = seed();
    after.assertions[2].polarity = Polarity::Affirmed;
    after.assertions[3].confidence = 0.5;
    after.assertions.push(claim(JAPAN, after.sentences[0]));
    let found = diff(&base(&[seed()]), &base(&[after])).expect("read");
    assert!(!found.is_none());
    let [document] = found.documents.as_slice() else { panic!("{found:#?}") };
    assert_eq!((document.changed.len(), document.added.len(), document.removed.len()), (2, 1, 0), "{document:#?}");
    let fields: Vec<_> = document.changed.iter().flat_map(|(old, new)| old.differences(new)).collect();
    assert!(fields.contains(&("polarity", "Negated".to_owned(), "Affirmed".to_owned())), "{fields:?}");
    assert!(fields.contains(&("confidence", "0.81".to_owned(), "0.5".to_owned())), "{fields:?}");
    assert!(document.added[0].headline().starts_with("TerritorialClaim: claimant"), "{}", document.added[0].headline());
}

#[test]
fn what_only_moves_is_not_changed() {
    let mut after = seed();
    let text = format!("New! {}", after.document.text.as_str());
    after.document.text = demarche::text::Text::new(text);
    let shift = |span: CharSpan| CharSpan::new(span.start + 5, span.end + 5);
    after.sentences = after.sentences.into_iter().map(shift).collect();
    after.mentions.iter_mut().for_each(|mention| mention.span = shift(mention.span));
    after.citations.iter_mut().for_each(|citation| citation.span = shift(citation.span));
    after.assertions.iter_mut().for_each(|assertion| assertion.evidence = shift(assertion.evidence));
    let found = diff(&base(&[seed()]), &base(&[after])).expect("read");
    let document = &found.documents[0];
    assert!(document.text_differs);
    assert_eq!((document.moved, document.changed.len(), document.added.len(), document.removed.len()), (5, 0, 0, 0));
}

#[test]
fn a_role_that_changes_is_told_by_role() {
    let mut after = seed();
    let roles = &mut after.assertions[3].situation.roles;
    roles.insert("recipient".into(), vec![Filler::Entity(KURILS)]);
    after.assertions[3].modality = Modality::Planned;
    let found = diff(&base(&[seed()]), &base(&[after])).expect("read");
    let fields: Vec<&str> = found.documents[0].changed.iter().flat_map(|(old, new)| old.differences(new)).map(|f| f.0).collect();
    assert_eq!(fields, ["modality", "recipient"]);
}

#[test]
fn a_store_and_its_exports_are_equal() {
    use demarche::export::{self, Format};
    let folder = tempfile::tempdir().expect("a folder");
    let base = base(&[seed()]);
    for format in [Format::NQuads, Format::TriG, Format::Turtle, Format::NTriples, Format::RdfXml, Format::JsonLd] {
        let path = folder.path().join(format!("graph.{}", format.name()));
        let mut out = Vec::new();
        let documents: Vec<_> = base.graphs().expect("read").into_iter().filter(|g| g.as_str().contains("/document/")).collect();
        let quads = documents.iter().flat_map(|graph| base.quads_of(graph)).collect::<Result<Vec<_>, _>>().expect("read");
        export::write(quads, format, base.minter(), &mut out).expect("written");
        fs::write(&path, out).expect("a file");
        let file = KnowledgeBase::of_file(&path, options().minter).expect("loaded");
        assert_eq!(file.lacks_graph_names().expect("read"), !format.has_graphs());
        let found = diff(&base, &file).expect("read");
        assert!(found.is_none(), "{format:?} {found:#?}");
    }
}
