//! Documents in a store, and the direct triples derived from them.

use crate::scene::{
    JAPAN, KURILS, LAVROV, RUSSIA, World, assertion, claim, dm, ent, entity, graph_of, options, reading, seed, words,
};
use demarche::extraction::{Assertion, Filler, Modality, Polarity};
use demarche::graph::context::{Context, SituationType};
use demarche::graph::known::Known;
use demarche::knowledge::{EntityClass, Knowledge};
use demarche::mentions::{EntityRef, LocalEntity};
use demarche::reading::Reading;
use demarche::store::{Backup, BackupError, KnowledgeBase};
use demarche::text::CharSpan;
use oxigraph::model::{Quad, Triple};
use std::collections::BTreeSet;
use std::io::Write;

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

#[test]
fn what_someone_without_a_name_says_is_second_hand() {
    let officials = || {
        let speech = assertion("Statement", &[("speaker", &[words("officials")])], SPAN);
        vec![speech, Assertion { within: Some(0), ..claim(JAPAN, SPAN) }]
    };
    assert_eq!(direct(&[document("a", officials())]), []);
    let mut named = officials();
    named[0] = assertion("Statement", &[("speaker", &[entity(JAPAN)])], SPAN);
    named[1].holder = Some(JAPAN);
    assert_eq!(direct(&[document("a", named)]), [claims("japan")]);
}

#[test]
fn what_identifies_nothing_counts_only_where_all_is_told_as_a_fact() {
    let project = |supplier: &[EntityRef]| {
        let suppliers: Vec<Filler> = supplier.iter().copied().map(entity).collect();
        let pipeline = [words("a new pipeline")];
        let roles: [(&str, &[Filler]); 2] = [("pipeline", &pipeline), ("supplier", &suppliers)];
        assertion("PipelineProject", &roles[..=usize::from(!suppliers.is_empty())], SPAN)
    };
    let built = || project(&[]);
    assert_eq!(direct(&[document("a", vec![project(&[RUSSIA])])]).len(), 1);
    let planned = Assertion { modality: Modality::Planned, ..project(&[RUSSIA]) };
    assert_eq!(direct(&[document("a", vec![built(), planned])]), [], "that Russia supplies it is only planned");
    let told = Assertion { holder: Some(JAPAN), ..project(&[RUSSIA]) };
    assert_eq!(direct(&[document("a", vec![built(), told])]), [], "that Russia supplies it is only what Japan says");
}

#[test]
fn a_store_knows_by_itself_what_becomes_direct() {
    let knowledge = Knowledge::embedded().expect("what is built in");
    let known = Known::new(&knowledge);
    let base = base();
    let graph = base.minter().graph("ontology");
    base.add(&known.ontology().into_iter().map(|t| t.in_graph(graph.clone())).collect::<Vec<_>>()).expect("stored");
    let shown = |types: &[&SituationType]| {
        let rows = types.iter().flat_map(|t| t.direct.iter().map(|direct| format!("{} {direct:?}", t.class)));
        rows.collect::<BTreeSet<_>>()
    };
    let stored = base.direct_types().expect("read");
    assert_eq!(shown(&stored.iter().collect::<Vec<_>>()), shown(&known.situation_types()));
}

fn local(name: &str) -> LocalEntity {
    LocalEntity { class: EntityClass::Person, name: name.into(), belongs_to: None }
}

#[test]
fn a_deleted_document_leaves_nothing_behind_and_takes_nothing_of_others() {
    let base = base();
    let mut gone = document("gone", vec![claim(JAPAN, SPAN)]);
    gone.locals = vec![local("Ivan Petrov"), local("Anna Orlova")];
    let mut stays = document("stays", vec![claim(RUSSIA, SPAN)]);
    stays.locals = vec![local("Ivan Petrov")];
    base.put(&[graph_of(&gone), graph_of(&stays)]).expect("stored");
    let types = World::new().situation_types().into_iter().cloned().collect::<Vec<_>>();
    let types: Vec<&SituationType> = types.iter().collect();
    assert_eq!(base.derive_direct(&types).expect("derived"), 2);
    let iri = base.document("gone").expect("a document");
    let quads = base.delete(&BTreeSet::from([iri.clone()])).expect("deleted");
    assert_eq!(quads, graph_of(&gone).quads.len());
    assert!(base.is_out_of_date().expect("read") && !base.contains_graph(&iri).expect("read"));
    assert_eq!(base.derive_direct(&types).expect("derived"), 1);
    let mut expected: BTreeSet<String> = graph_of(&stays).quads.iter().map(ToString::to_string).collect();
    expected.insert(claims("russia").in_graph(base.minter().graph("direct")).to_string());
    assert_eq!(all(&base), expected, "Ivan Petrov is still spoken of, Anna Orlova is not");
}

#[test]
fn documents_are_found_by_name_url_and_iri() {
    let base = base();
    let mut page = document("page", vec![]);
    page.document.url = Some("https://example.org/talks".parse().expect("a URL"));
    base.put(&[graph_of(&page), graph_of(&document("strait-talks", vec![]))]).expect("stored");
    let iri = base.document("page").expect("by name");
    assert_eq!(base.document(iri.as_str()).expect("by IRI"), iri);
    assert_eq!(base.document("https://example.org/talks").expect("by URL"), iri);
    let error = base.document("strait-talk").expect_err("a slip").to_string();
    assert!(error.contains("did you mean strait-talks?"), "{error}");
    let mut second = document("page", vec![]);
    second.document.url = Some("https://example.org/other".parse().expect("a URL"));
    base.put(&[graph_of(&second)]).expect("stored");
    let error = base.document("page").expect_err("two of them").to_string();
    assert!(error.contains(iri.as_str()) && error.contains("several documents"), "{error}");
}

fn backup(base: &KnowledgeBase, packed: bool) -> Vec<u8> {
    let mut out = Vec::new();
    base.back_up(&mut out).expect("written");
    if !packed {
        return out;
    }
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    encoder.write_all(&out).expect("packed");
    encoder.finish().expect("packed")
}

fn restored(bytes: &[u8], into: &KnowledgeBase) -> Result<usize, BackupError> {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("backup");
    std::fs::write(&path, bytes).expect("a file");
    into.restore(Backup::open(&path)?)
}

#[test]
fn a_backup_gives_the_store_again() {
    let first = base();
    first.put(&[graph_of(&seed()), graph_of(&document("other", vec![claim(JAPAN, SPAN)]))]).expect("stored");
    for packed in [false, true] {
        let second = base();
        let quads = restored(&backup(&first, packed), &second).expect("restored");
        assert_eq!(quads, all(&first).len());
        assert_eq!(all(&second), all(&first));
    }
}

#[test]
fn a_damaged_backup_is_refused_and_stores_nothing() {
    let first = base();
    first.put(&[graph_of(&seed())]).expect("stored");
    let (plain, packed) = (backup(&first, false), backup(&first, true));
    let whole_lines = plain[..plain.len() - 1].iter().rposition(|&b| b == b'\n').expect("lines") + 1;
    for cut in [&plain[..whole_lines], &plain[..plain.len() - 20], &packed[..packed.len() - 20]] {
        let second = base();
        let error = restored(cut, &second).expect_err("cut off");
        assert!(matches!(error, BackupError::Damaged { .. }), "{error}");
        assert!(all(&second).is_empty());
    }
    let error = restored(b"<http://e/a> <http://e/b> <http://e/c> .\n", &base()).expect_err("no backup");
    assert!(matches!(error, BackupError::NotABackup { .. }), "{error}");
    assert!(matches!(restored(&plain, &first), Err(BackupError::NotEmpty { .. })));
    assert!(matches!(Backup::open(std::path::Path::new("no/such/file")), Err(BackupError::Read { .. })));
}
