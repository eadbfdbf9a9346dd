//! Documents in a store, and the direct triples derived from them.

use crate::scene::{JAPAN, KURILS, LAVROV, RUSSIA, World, assertion, claim, dm, ent, entity, graph_of, options, reading, seed};
use demarche::extraction::{Assertion, Modality, Polarity};
use demarche::graph::context::Context;
use demarche::mentions::EntityRef;
use demarche::reading::Reading;
use demarche::store::KnowledgeBase;
use demarche::text::CharSpan;
use oxigraph::model::{Quad, Triple};
use std::collections::BTreeSet;

const SPAN: CharSpan = CharSpan { start: 0, end: 20 };

fn base() -> KnowledgeBase {
    KnowledgeBase::in_memory(options().minter).expect("a store")
}

fn document(name: &str, assertions: Vec<Assertion>) -> Reading {
    let mut reading = reading(name, "Japan says the islands are its own, and so on.");
    reading.assertions = assertions;
    reading
}

/// The direct triples of these documents.
fn direct(documents: &[Reading]) -> Vec<Triple> {
    let base = base();
    base.put(&documents.iter().map(graph_of).collect::<Vec<_>>()).expect("stored");
    base.derive_direct(&World::new().situation_types()).expect("derived");
    let graph = base.minter().graph("direct");
    base.quads_of(&graph).map(|quad| Triple::from(quad.expect("a quad"))).collect()
}

fn claims(actor: &str) -> Triple {
    Triple::new(ent(actor), dm("claimsTerritory"), ent("kuril-islands"))
}

fn all(base: &KnowledgeBase) -> BTreeSet<String> {
    base.store().iter().map(|quad| quad.expect("a quad").to_string()).collect()
}

#[test]
fn a_document_read_again_replaces_exactly_what_it_said() {
    let base = base();
    let other = graph_of(&document("other", vec![claim(JAPAN, SPAN)]));
    base.put(&[graph_of(&seed()), other.clone()]).expect("stored");
    let mut changed = seed();
    changed.assertions.truncate(2);
    changed.mentions.clear();
    base.put(&[graph_of(&changed)]).expect("stored");
    let expected: BTreeSet<String> = graph_of(&changed).quads.iter().chain(&other.quads).map(ToString::to_string).collect();
    let found: BTreeSet<String> = all(&base).into_iter().filter(|line| !line.contains("graph/store")).collect();
    assert_eq!(found, expected);
}

#[test]
fn many_new_documents_go_in_at_once_and_old_ones_are_replaced() {
    let base = base();
    base.put(&[graph_of(&seed())]).expect("stored");
    let mut documents = vec![graph_of(&document("old", vec![]))];
    documents.extend((0..900).map(|n| {
        let mut reading = seed();
        reading.document.source_name = format!("new-{n}");
        graph_of(&reading)
    }));
    base.put(&documents).expect("stored");
    let quads: usize = documents.iter().map(|d| d.quads.len()).sum();
    assert!(quads > 60_000, "{quads}");
    assert_eq!(base.summary().expect("figures").documents, 902);
}

#[test]
fn the_store_knows_that_its_direct_triples_lag() {
    let base = base();
    assert!(!base.is_out_of_date().expect("read"));
    base.put(&[graph_of(&seed())]).expect("stored");
    assert!(base.is_out_of_date().expect("read"));
    base.derive_direct(&World::new().situation_types()).expect("derived");
    assert!(!base.is_out_of_date().expect("read"));
    base.put(&[graph_of(&seed())]).expect("stored");
    assert!(!base.is_out_of_date().expect("read"), "nothing has changed");
}

#[test]
fn an_affirmed_claim_of_the_authors_becomes_a_direct_triple() {
    assert_eq!(direct(&[document("a", vec![claim(JAPAN, SPAN)])]), [claims("japan")]);
}

#[test]
fn a_claimant_vouches_for_its_own_claim_and_for_no_other() {
    let held = |holder: EntityRef| Assertion { holder: Some(holder), ..claim(JAPAN, SPAN) };
    assert_eq!(direct(&[document("a", vec![held(JAPAN)])]), [claims("japan")]);
    assert_eq!(direct(&[document("a", vec![held(RUSSIA)])]), []);
    let both =
        assertion("TerritorialClaim", &[("claimant", &[entity(JAPAN), entity(RUSSIA)]), ("territory", &[entity(KURILS)])], SPAN);
    let both = Assertion { holder: Some(JAPAN), ..both };
    assert_eq!(direct(&[document("a", vec![both])]), [claims("japan")]);
}

#[test]
fn ones_own_word_is_not_enough_where_the_type_says_so() {
    let sanction = assertion("Sanction", &[("imposer", &[entity(JAPAN)]), ("target", &[entity(RUSSIA)])], SPAN);
    let held = Assertion { holder: Some(JAPAN), ..sanction.clone() };
    assert_eq!(direct(&[document("a", vec![sanction])]).len(), 1);
    assert_eq!(direct(&[document("a", vec![held])]), []);
}

#[test]
fn what_is_not_affirmed_and_actual_never_becomes_one() {
    for modality in [Modality::Planned, Modality::Possible, Modality::Demanded, Modality::Refused] {
        let unreal = Assertion { modality, ..claim(JAPAN, SPAN) };
        assert_eq!(direct(&[document("a", vec![unreal])]), [], "{modality:?}");
    }
    let negated = Assertion { polarity: Polarity::Negated, ..claim(JAPAN, SPAN) };
    assert_eq!(direct(&[document("a", vec![negated])]), []);
}

#[test]
fn a_contradiction_in_any_document_takes_it_away() {
    let negated = Assertion { polarity: Polarity::Negated, ..claim(JAPAN, SPAN) };
    let refused = Assertion { modality: Modality::Refused, ..negated.clone() };
    let yes = || document("a", vec![claim(JAPAN, SPAN), claim(RUSSIA, SPAN)]);
    assert_eq!(direct(&[yes(), document("b", vec![negated])]), [claims("russia")]);
    assert_eq!(direct(&[yes(), document("b", vec![refused])]).len(), 2, "a refusal denies nothing");
}

#[test]
fn a_contradiction_that_is_withdrawn_gives_it_back() {
    let base = base();
    let types = World::new();
    let negated = Assertion { polarity: Polarity::Negated, ..claim(JAPAN, SPAN) };
    base.put(&[graph_of(&document("a", vec![claim(JAPAN, SPAN)])), graph_of(&document("b", vec![negated]))]).expect("stored");
    assert_eq!(base.derive_direct(&types.situation_types()).expect("derived"), 0);
    base.put(&[graph_of(&document("b", vec![]))]).expect("stored");
    assert_eq!(base.derive_direct(&types.situation_types()).expect("derived"), 1);
}

#[test]
fn symmetric_roles_give_both_directions_and_no_loop() {
    let meeting = assertion("Meeting", &[("participant", &[entity(RUSSIA), entity(LAVROV)])], SPAN);
    let found = direct(&[document("a", vec![meeting])]);
    assert_eq!(found.len(), 2);
    assert!(found.iter().all(|triple| triple.subject.to_string() != triple.object.to_string()));
}

#[test]
fn a_graph_of_one_version_is_loaded_once() {
    let base = base();
    let graph = base.minter().graph("ontology");
    let quad = |local: &str| Quad::new(dm(local), dm("label"), dm(local), graph.clone());
    base.put_version(&graph, "1", vec![quad("A")]).expect("stored");
    base.put_version(&graph, "1", vec![quad("B")]).expect("stored");
    assert!(all(&base).iter().any(|line| line.contains("#A>")));
    base.put_version(&graph, "2", vec![quad("B")]).expect("stored");
    assert_eq!(base.quads_of(&graph).count(), 2, "the new version and its stamp");
}

#[test]
fn the_summary_counts_what_is_there() {
    let base = base();
    base.put(&[graph_of(&seed())]).expect("stored");
    base.derive_direct(&World::new().situation_types()).expect("derived");
    let summary = base.summary().expect("figures");
    assert_eq!((summary.documents, summary.linked, summary.unlinked, summary.citations), (1, 3, 1, 1));
    assert_eq!(summary.assertions.iter().map(|row| row.count).sum::<usize>(), 5);
    assert_eq!(summary.direct, 1, "Russia's claim, by Russia's own word");
}
