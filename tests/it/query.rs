//! Bundled queries and queries of the user's own.

use crate::scene::{World, ent, graph_of, options, seed};
use demarche::graph::context::Context;
use demarche::graph::entity::gazetteer;
use demarche::knowledge::EntityId;
use demarche::query::header::{self, Kind};
use demarche::query::{self, Format, Output, QueryError, Question, catalog};
use demarche::store::KnowledgeBase;
use oxigraph::model::NamedNode;
use oxigraph::model::vocab::rdf;

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
    put(catalog::find(name)?, parameters, Output { format, width: 400, names: false })
}

fn put(query: &header::Headed, parameters: &[(&str, &str)], output: Output) -> Result<String, QueryError> {
    let base = base();
    let parameters: Vec<(String, String)> = parameters.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())).collect();
    let question = Question::headed(&base, query, &parameters, &resolver, &mut Vec::new())?;
    let mut out = Vec::new();
    query::write(question.answer(&base)?, output, &base, &mut out)?;
    Ok(String::from_utf8(out).expect("UTF-8"))
}

fn sparql(text: &str, format: Format) -> Result<String, QueryError> {
    let base = base();
    let mut out = Vec::new();
    query::write(query::ask_sparql(&base, text)?, Output { format, width: 120, names: false }, &base, &mut out)?;
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
fn optional_parameters_narrow_an_answer() {
    let count = |parameters: &[(&str, &str)]| ask("not-facts", parameters, Format::Tsv).expect("rows").lines().count() - 1;
    assert_eq!(count(&[("modality", "Refused")]), 1);
    assert_eq!(count(&[("modality", "Refused"), ("kind", "EnergySupply")]), 1);
    assert_eq!(count(&[("modality", "Refused"), ("kind", "Meeting")]), 0);
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
    let message = |name: &str, parameters: &[(&str, &str)]| ask(name, parameters, Format::Csv).expect_err("refused").to_string();
    let missing = message("who-claims", &[]);
    assert!(missing.contains("needs --param territory=…, the name of a place; for example"), "{missing}");
    let unknown = message("who-claims", &[("teritory", "Japan")]);
    assert!(unknown.contains("did you mean territory?; it takes territory"), "{unknown}");
    let misspelt = message("who-claims", &[("territory", "Kurill Islands")]);
    assert!(misspelt.contains("did you mean Kuril Islands?"), "{misspelt}");
    let date = message("timeline", &[("actor", "Japan"), ("from", "March")]);
    assert!(date.contains("--param from=March: not a year, month or day") && date.contains("for example"), "{date}");
    let number = message("low-confidence", &[("below", "half")]);
    assert!(number.contains("not a number"), "{number}");
}

#[test]
fn a_term_that_the_ontology_lacks_is_told() {
    let base = base();
    let graph = base.minter().graph("ontology");
    let term = oxigraph::model::Quad::new(crate::scene::dm("Refused"), rdf::TYPE, crate::scene::dm("Modality"), graph);
    base.add(&[term]).expect("stored");
    let parameters = [("modality".to_owned(), "Refuse".to_owned())];
    let query = catalog::find("not-facts").expect("a query");
    let told = Question::headed(&base, query, &parameters, &resolver, &mut Vec::new()).err().expect("refused").to_string();
    assert!(told.contains("not a term of the ontology, did you mean Refused?"), "{told}");
}

#[test]
fn a_query_of_the_users_takes_parameters_too() {
    let text = "# param who: actor = \"Russia\"\nSELECT ?territory { ?s dm:claimant ?who ; dm:territory ?territory }";
    let query = header::own("mine.rq", text).expect("a head");
    let csv = Output { format: Format::Csv, width: 80, names: true };
    assert_eq!(put(&query, &[("who", "Russia")], csv).expect("rows"), "territory\r\nKuril Islands\r\n");
    let missing = put(&query, &[], csv).expect_err("refused").to_string();
    assert!(missing.starts_with("mine.rq: needs --param who="), "{missing}");
}

#[test]
fn situations_are_worded() {
    let shown = sparql("SELECT ?s { ?s a dm:TerritorialClaim ; dm:claimant ent:japan }", Format::Table).expect("rows");
    assert!(shown.contains("TerritorialClaim: claimant Japan, territory Kuril Islands"), "{shown}");
}

#[test]
fn a_plan_shows_its_steps_with_rows() {
    let base = base();
    let question = Question::sparql(&base, "SELECT ?c { ?s dm:claimant ?c ; dm:territory ent:kuril-islands }").expect("SPARQL");
    let plan = question.explain(&base).expect("a plan");
    assert!(plan.starts_with("planned in ") && plan.contains("dm:territory ent:kuril-islands"), "{plan}");
    assert!(plan.lines().any(|line| line.trim_start().starts_with("2 ") && line.contains("Project")), "{plan}");
}

#[test]
fn a_question_can_be_stopped() {
    let base = base();
    let question = || Question::sparql(&base, "SELECT * { ?a ?b ?c . ?d ?e ?f }").expect("SPARQL");
    let token = oxigraph::sparql::CancellationToken::new();
    token.cancel();
    let result = question().until(token.clone()).answer(&base);
    let mut rows = match result {
        Ok(oxigraph::sparql::QueryResults::Solutions(rows)) => rows,
        other => return assert!(other.is_err()),
    };
    assert!(rows.any(|row| row.is_err()));
    let plan = question().until(token).explain(&base).expect("a plan");
    assert!(plan.starts_with("stopped before its end"), "{plan}");
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
