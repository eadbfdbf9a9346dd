//! Graphs that are what they should be, and graphs that are broken in one place.

use crate::scene::{JAPAN, RUSSIA};
use crate::scene::{World, claim, dm, ent, graph_of, options, seed};
use demarche::extraction::{Assertion, Modality, Polarity};
use demarche::graph::context::Context;
use demarche::graph::entity::gazetteer;
use demarche::graph::known::Known;
use demarche::knowledge::{EntityId, Knowledge};
use demarche::store::KnowledgeBase;
use demarche::text::CharSpan;
use demarche::validate::{Finding, Report, Severity, validate};
use oxigraph::model::vocab::{rdf, xsd};
use oxigraph::model::{Literal, NamedNode, Quad, Term};
use std::sync::LazyLock;

static KNOWLEDGE: LazyLock<Knowledge> = LazyLock::new(|| Knowledge::embedded().expect("what is built in"));

/// The seed with the ontology that is built in and the scene's gazetteer.
fn base() -> KnowledgeBase {
    let (world, known) = (World::new(), Known::new(&KNOWLEDGE));
    let base = KnowledgeBase::in_memory(options().minter).expect("a store");
    base.put(&[graph_of(&seed())]).expect("stored");
    let ids = (0..world.entity_count()).map(|id| EntityId(id as u32));
    base.add(&gazetteer(ids, &world, base.minter())).expect("stored");
    let ontology = base.minter().graph("ontology");
    base.add(&known.ontology().into_iter().map(|t| t.in_graph(ontology.clone())).collect::<Vec<_>>()).expect("stored");
    base.derive_direct(&known.situation_types()).expect("derived");
    base
}

fn report(base: &KnowledgeBase) -> Report {
    validate(base, &Known::new(&KNOWLEDGE)).expect("shapes that are supported")
}

/// The findings of one check.
fn found(base: &KnowledgeBase, check: &str) -> Vec<Finding> {
    report(base).findings.into_iter().filter(|finding| finding.check == check).collect()
}

fn node(path: &str) -> NamedNode {
    NamedNode::new_unchecked(format!("https://w3id.org/demarche/data/{path}"))
}

fn nif(local: &str) -> NamedNode {
    NamedNode::new_unchecked(format!("http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#{local}"))
}

fn insert(base: &KnowledgeBase, subject: &NamedNode, predicate: NamedNode, object: impl Into<Term>) {
    base.store().insert(&Quad::new(subject.clone(), predicate, object, node("document/caravan"))).expect("stored");
}

/// Takes out all values of a property.
fn clear(base: &KnowledgeBase, subject: &NamedNode, predicate: &NamedNode) {
    let quads = base.store().quads_for_pattern(Some(subject.as_ref().into()), Some(predicate.as_ref()), None, None);
    let quads: Vec<Quad> = quads.collect::<Result<_, _>>().expect("read");
    assert!(!quads.is_empty(), "{subject} has no {predicate}");
    for quad in quads {
        base.store().remove(&quad).expect("removed");
    }
}

/// The assertion of the seed with this modality and polarity.
fn asserted(base: &KnowledgeBase, modality: &str) -> NamedNode {
    let found = base.subjects_of(dm("modality").as_ref(), &dm(modality).into()).expect("read");
    let Some(Term::NamedNode(node)) = found.first() else { panic!("no {modality}") };
    node.clone()
}

#[test]
fn what_is_written_is_valid() {
    let violations: Vec<Finding> =
        report(&base()).findings.into_iter().filter(|finding| finding.severity == Severity::Violation).collect();
    assert_eq!(violations, []);
}

#[test]
fn a_missing_value_a_second_value_and_an_unknown_value_are_told_with_their_place() {
    let base = base();
    let assertion = asserted(&base, "Demanded");
    insert(&base, &assertion, dm("modality"), dm("Actual"));
    insert(&base, &assertion, dm("polarity"), dm("Doubtful"));
    let twice = found(&base, "AssertionShape-modality");
    assert_eq!(twice.len(), 1);
    assert_eq!(twice[0].node, assertion.clone().into());
    assert_eq!(twice[0].location.document.as_deref(), Some("caravan"));
    assert!(twice[0].location.sentence.as_deref().is_some_and(|s| s.starts_with("It demands")), "{:?}", twice[0].location);
    assert_eq!(found(&base, "AssertionShape-polarity").len(), 2, "two values, one of them unknown");
    clear(&base, &assertion, &dm("modality"));
    assert_eq!(found(&base, "AssertionShape-modality").len(), 1);
}

#[test]
fn values_of_the_wrong_type_class_or_size_are_told() {
    let base = base();
    let phrase = node("document/caravan#char=0,6");
    let itsrdf = |local: &str| NamedNode::new_unchecked(format!("http://www.w3.org/2005/11/its/rdf#{local}"));
    clear(&base, &phrase, &itsrdf("taConfidence"));
    insert(&base, &phrase, itsrdf("taConfidence"), Literal::new_typed_literal("1.5", xsd::DECIMAL));
    assert_eq!(found(&base, "PhraseShape-confidence").len(), 1);
    clear(&base, &phrase, &nif("beginIndex"));
    insert(&base, &phrase, nif("beginIndex"), Literal::new_typed_literal("soon", xsd::INTEGER));
    assert_eq!(found(&base, "SpanShape-begin").len(), 1, "ill-formed, and no number to compare: told once");
    let assertion = asserted(&base, "Refused");
    clear(&base, &assertion, &dm("evidence"));
    insert(&base, &assertion, dm("evidence"), phrase);
    assert_eq!(found(&base, "AssertionShape-evidence").len(), 1, "a phrase is no sentence");
}

#[test]
fn a_missing_core_role_is_only_a_warning() {
    let base = base();
    let findings = report(&base).findings;
    assert!(findings.iter().all(|finding| finding.severity == Severity::Warning), "{findings:#?}");
    let claim = node("situation/territorial-claim/russia/kuril-islands");
    clear(&base, &claim, &dm("claimant"));
    let warned = found(&base, "TerritorialClaimShape-claimant-core");
    assert_eq!(warned.len(), 1);
    assert_eq!(warned[0].severity, Severity::Warning);
    assert_eq!(warned[0].location.document.as_deref(), Some("caravan"), "the place of the assertion that states it");
}

#[test]
fn one_of_several_shapes_is_enough() {
    let base = base();
    let sanction = node("situation/sanction/x");
    insert(&base, &sanction, rdf::TYPE.into_owned(), dm("Sanction"));
    insert(&base, &sanction, dm("sector"), Literal::new_simple_literal("oil"));
    assert_eq!(found(&base, "SanctionShape-core").len(), 1, "neither a target nor an imposer");
    insert(&base, &sanction, dm("target"), ent("russia"));
    assert_eq!(found(&base, "SanctionShape-core").len(), 0);
}

#[test]
fn references_to_nothing_are_told() {
    let base = base();
    let assertion = asserted(&base, "Refused");
    insert(&base, &assertion, dm("citation"), node("document/caravan#citation-1-2"));
    let dangling = found(&base, "dangling-reference");
    assert_eq!(dangling.len(), 1);
    assert_eq!(dangling[0].value, Some(node("document/caravan#citation-1-2").into()));
    assert_eq!(dangling[0].node, assertion.into());
}

#[test]
fn dates_that_do_not_exist_are_told() {
    let base = base();
    let meeting = node("situation/meeting/x");
    insert(&base, &meeting, rdf::TYPE.into_owned(), dm("Meeting"));
    for (value, datatype) in
        [("2017-02-29", xsd::DATE), ("2017", xsd::DATE), ("2016/2017", xsd::STRING), ("2017-04", xsd::G_YEAR_MONTH)]
    {
        insert(&base, &meeting, dm("time"), Literal::new_typed_literal(value, datatype));
    }
    let told = found(&base, "ill-formed-date");
    let values: Vec<String> = told.iter().filter_map(|f| f.value.as_ref().map(ToString::to_string)).collect();
    assert_eq!(values.len(), 2, "{values:?}");
    assert!(values[0].contains("2017\"") && values[1].contains("2017-02-29"), "{values:?}");
}

#[test]
fn roles_are_filled_by_what_may_fill_them() {
    let base = base();
    let claim = node("situation/territorial-claim/russia/kuril-islands");
    insert(&base, &claim, dm("claimant"), ent("politicom-ru"));
    assert_eq!(found(&base, "wrong-class"), [], "a newspaper acts as an organization does");
    insert(&base, &claim, dm("claimant"), ent("kuril-islands"));
    let wrong = found(&base, "wrong-class");
    assert_eq!(wrong.len(), 1);
    assert_eq!(wrong[0].value, Some(ent("kuril-islands").into()));
    assert!(wrong[0].location.sentence.as_deref().is_some_and(|s| s.starts_with("Moscow insists")));
    insert(&base, &claim, dm("imposer"), ent("japan"));
    assert_eq!(found(&base, "foreign-role").len(), 1);
}

#[test]
fn direct_triples_must_follow_from_assertions() {
    let base = base();
    let direct = base.minter().graph("direct");
    base.add(&[Quad::new(ent("japan"), dm("claimsTerritory"), ent("kuril-islands"), direct.clone())]).expect("stored");
    let unsupported = found(&base, "unsupported-direct-triple");
    assert_eq!(unsupported.len(), 1);
    assert_eq!(unsupported[0].node, ent("japan").into());
    base.store().remove(&Quad::new(ent("russia"), dm("claimsTerritory"), ent("kuril-islands"), direct)).expect("removed");
    let missing = found(&base, "missing-direct-triple");
    assert_eq!((missing.len(), missing[0].severity), (1, Severity::Warning));
}

#[test]
fn a_contradiction_makes_a_direct_triple_unsupported() {
    let base = base();
    let mut other = seed();
    other.document.source_name = "other".into();
    other.assertions =
        vec![Assertion { polarity: Polarity::Negated, modality: Modality::Actual, ..claim(RUSSIA, CharSpan::new(0, 74)) }];
    base.put(&[graph_of(&other)]).expect("stored");
    assert_eq!(found(&base, "unsupported-direct-triple").len(), 1);
    other.assertions = vec![claim(JAPAN, CharSpan::new(0, 74))];
    base.put(&[graph_of(&other)]).expect("stored");
    assert_eq!(found(&base, "unsupported-direct-triple").len(), 0);
}

#[test]
fn passages_stand_where_they_say() {
    let base = base();
    let phrase = node("document/caravan#char=0,6");
    clear(&base, &phrase, &nif("anchorOf"));
    insert(&base, &phrase, nif("anchorOf"), Literal::new_simple_literal("Tokyo"));
    let words = found(&base, "words-unlike-text");
    assert_eq!(words.len(), 1);
    assert!(words[0].message.contains("\"Moscow\""), "{}", words[0].message);
    clear(&base, &phrase, &nif("endIndex"));
    insert(&base, &phrase, nif("endIndex"), Literal::new_typed_literal("7", xsd::INTEGER));
    assert_eq!(found(&base, "offsets-unlike-name").len(), 1);
    clear(&base, &phrase, &nif("endIndex"));
    insert(&base, &phrase, nif("endIndex"), Literal::new_typed_literal("7000", xsd::INTEGER));
    assert_eq!(found(&base, "offsets-outside-text").len(), 1);
}

#[test]
fn without_a_text_that_is_noted() {
    let base = base();
    clear(&base, &node("document/caravan"), &nif("isString"));
    let report = report(&base);
    assert_eq!(report.notes.len(), 1);
    assert_eq!(report.count(Severity::Violation), 0);
}
