//! Bundled queries and queries of the user's own.

use crate::scene::{World, ent, graph_of, options, seed};
use demarche::graph::context::Context;
use demarche::graph::entity::gazetteer;
use demarche::knowledge::EntityId;
use demarche::query::catalog::{self, Kind};
use demarche::query::{self, Format, QueryError};
use demarche::store::KnowledgeBase;
use oxigraph::model::NamedNode;

fn base() -> KnowledgeBase {
    let world = World::new();
    let base = KnowledgeBase::in_memory(options().minter).expect("a store");
    base.put(&[graph_of(&seed())]).expect("stored");
    let ids = (0..world.entity_count()).map(|id| EntityId(id as u32));
    base.add(&gazetteer(ids, &world, base.minter())).expect("stored");
    base.derive_direct(&world.situation_types()).expect("derived");
    base
}

fn resolver(name: &str, _kind: Kind) -> Vec<NamedNode> {
    let world = World::new();
    world.lookup(name).into_iter().map(|id| ent(world.entity(id).slug)).collect()
}

fn ask(name: &str, parameters: &[(&str, &str)], format: Format) -> Result<String, QueryError> {
    let base = base();
    let parameters: Vec<(String, String)> = parameters.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())).collect();
    let mut notes = Vec::new();
    let results = query::ask(&base, catalog::find(name)?, &parameters, &resolver, &mut notes)?;
    let mut out = Vec::new();
    query::write(results, format, &base, 400, &mut out)?;
    Ok(String::from_utf8(out).expect("UTF-8"))
}

fn sparql(text: &str, format: Format) -> Result<String, QueryError> {
    let base = base();
    let mut out = Vec::new();
    query::write(query::ask_sparql(&base, text)?, format, &base, 120, &mut out)?;
    Ok(String::from_utf8(out).expect("UTF-8"))
}

#[test]
fn who_claims_shows_each_claim_with_how_it_is_presented() {
    let shown = ask("who-claims", &[("territory", "Kurile Islands")], Format::Table).expect("rows");
    let row = |start: &str| shown.lines().find(|line| line.starts_with(start)).unwrap_or_else(|| panic!("{shown}"));
    for part in ["Affirmed", "Actual", "Politicom.ru", "2017-03-01", "caravan", "Moscow insists"] {
        assert!(row("Russia").contains(part), "{part}\n{shown}");
    }
    for part in ["Negated", "Demanded", "renounce"] {
        assert!(row("Japan").contains(part), "{part}\n{shown}");
    }
    assert!(shown.contains("2 rows"), "{shown}");
}

#[test]
fn every_bundled_query_answers_its_own_example() {
    let known = |example: &str| !resolver(example, Kind::Entity).is_empty();
    for query in catalog::all().expect("queries") {
        let parameters: Vec<(&str, &str)> = query
            .parameters
            .iter()
            .filter(|p| !p.optional || known(&p.example))
            .map(|p| (p.name.as_str(), if known(&p.example) { p.example.as_str() } else { "Japan" }))
            .collect();
        let csv = ask(&query.name, &parameters, Format::Csv);
        assert!(csv.is_ok(), "{}: {:?}", query.name, csv.err());
    }
}

#[test]
fn optional_parameters_narrow_an_answer() {
    let count = |parameters: &[(&str, &str)]| ask("not-facts", parameters, Format::Tsv).expect("rows").lines().count() - 1;
    assert_eq!(count(&[]), 2);
    assert_eq!(count(&[("modality", "Refused")]), 1);
    assert_eq!(count(&[("modality", "Planned")]), 0);
}

#[test]
fn pipelines_can_be_asked_for_by_actor() {
    let rows = |parameters: &[(&str, &str)]| ask("pipelines", parameters, Format::Tsv).expect("rows").lines().count() - 1;
    assert_eq!(rows(&[]), 1);
    assert_eq!(rows(&[("actor", "Japan")]), 0);
}

#[test]
fn a_name_that_only_the_store_has_is_found_whatever_its_case() {
    let shown = ask("metonyms", &[("entity", "ivan petrov")], Format::Csv).expect("rows");
    assert_eq!(shown.lines().count(), 1, "{shown}");
    let unknown = ask("metonyms", &[("entity", "Atlantis")], Format::Csv).expect_err("nothing of this name");
    assert!(unknown.to_string().contains("--param entity=Atlantis: nothing has this name"), "{unknown}");
}

#[test]
fn wrong_parameters_are_told() {
    let message = |parameters: &[(&str, &str)]| ask("who-claims", parameters, Format::Csv).expect_err("refused").to_string();
    assert_eq!(message(&[]), r#"who-claims: needs --param territory="Kuril Islands""#);
    assert!(message(&[("place", "Japan")]).contains("it takes territory"));
}

#[test]
fn the_default_graph_is_the_union_and_prefixes_are_there() {
    let shown = sparql(
        "SELECT ?c { ?s a dm:TerritorialClaim ; dm:claimant ?c ; dm:territory ent:kuril-islands } ORDER BY ?c",
        Format::Csv,
    );
    let shown = shown.expect("rows");
    assert_eq!(shown.lines().skip(1).collect::<Vec<_>>(), [ent("japan").as_str(), ent("russia").as_str()]);
}

#[test]
fn the_direct_graph_is_there_to_ask() {
    let shown = ask("facts", &[("actor", "Russia")], Format::Table).expect("rows");
    assert!(shown.contains("claimsTerritory") && shown.contains("1 row\n"), "{shown}");
    let none = ask("facts", &[("actor", "Japan")], Format::Table).expect("rows");
    assert!(none.contains("0 rows"), "{none}");
}

#[test]
fn every_format_is_written() {
    let select = "SELECT ?c { ?s dm:claimant ?c }";
    for (format, part) in [
        (Format::Csv, "c\r\n"),
        (Format::Tsv, "?c\n"),
        (Format::Json, "\"bindings\""),
        (Format::Xml, "<sparql"),
        (Format::Table, "Japan"),
    ] {
        assert!(sparql(select, format).expect("rows").contains(part), "{format:?}");
    }
    let construct = "CONSTRUCT { ?c a dm:Claimant } { ?s dm:claimant ?c }";
    assert!(sparql(construct, Format::Turtle).expect("triples").contains("ent:japan a dm:Claimant ."));
    assert_eq!(sparql(construct, Format::NTriples).expect("triples").lines().count(), 2);
    assert_eq!(sparql("ASK { ?s dm:claimant ent:japan }", Format::Table).expect("an answer"), "yes\n");
    let wrong = sparql(select, Format::Turtle).expect_err("not for rows").to_string();
    assert!(wrong.contains("use table, csv, tsv, json or xml"), "{wrong}");
}
