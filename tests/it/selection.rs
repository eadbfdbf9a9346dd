//! What of a store is exported: graphs, documents, situation types.

use crate::scene::{JAPAN, LAVROV, RUSSIA, assertion, claim, entity, graph_of, options, reading, seed};
use demarche::export::{self, Description, ExportError, Format, Selected, Selection};
use demarche::graph::context::Context;
use demarche::graph::entity::gazetteer;
use demarche::graph::known::Known;
use demarche::knowledge::{EntityId, Knowledge};
use demarche::store::KnowledgeBase;
use demarche::text::CharSpan;
use oxigraph::model::Quad;
use std::collections::BTreeSet;

/// A store of two documents with the real ontology and the scene's gazetteer.
pub(crate) fn base() -> KnowledgeBase {
    let base = KnowledgeBase::in_memory(options().minter).expect("a store");
    let mut talks = reading("talks", "Japan met Russia. Lavrov came along.");
    let parties = [entity(JAPAN), entity(RUSSIA), entity(LAVROV)];
    talks.assertions =
        vec![assertion("Meeting", &[("participant", &parties)], CharSpan::new(0, 17)), claim(JAPAN, CharSpan::new(18, 36))];
    base.put(&[graph_of(&seed()), graph_of(&talks)]).expect("stored");
    let knowledge = Knowledge::embedded().expect("the embedded ontology");
    let known = Known::new(&knowledge);
    let ontology = base.minter().graph("ontology");
    let triples: Vec<Quad> = known.ontology().into_iter().map(|triple| triple.in_graph(ontology.clone())).collect();
    base.add(&triples).expect("stored");
    let world = crate::scene::World::new();
    let entities = (0..world.entity_count()).map(|id| EntityId(u32::try_from(id).expect("a small number")));
    base.add(&gazetteer(entities, &world, base.minter())).expect("stored");
    base.derive_direct(&known.situation_types()).expect("derived");
    base
}

fn select(base: &KnowledgeBase, selection: &Selection) -> Result<Selected, ExportError> {
    selection.find(base)
}

/// The selected quads as lines, shortened.
fn lines(base: &KnowledgeBase, selection: &Selection) -> BTreeSet<String> {
    let selected = select(base, selection).expect("a selection");
    selected.quads().map(|quad| crate::scene::shortened(&quad.expect("a quad").to_string())).collect()
}

fn has(lines: &BTreeSet<String>, part: &str) -> bool {
    lines.iter().any(|line| line.contains(part))
}

fn graphs(names: &[&str]) -> Selection {
    Selection::default().with_graphs(names.iter().copied())
}

#[test]
fn graphs_are_selected_by_name_or_iri() {
    let base = base();
    let seed = graph_of(&seed());
    let count = |names: &[&str]| lines(&base, &graphs(names)).len();
    assert_eq!(count(&[seed.iri.as_str()]), seed.quads.len());
    let direct = lines(&base, &graphs(&["direct"]));
    assert!(has(&direct, "entity/japan dm:claimsTerritory entity/kuril-islands") && !has(&direct, "dm:states"), "{direct:#?}");
    assert_eq!(count(&["links"]), 0);
    assert_eq!(count(&["documents", "direct"]), count(&["documents"]) + direct.len());
    assert_eq!(count(&["all"]), count(&["documents"]) + count(&["direct"]) + count(&["ontology"]) + count(&["gazetteer"]));
    assert_eq!(count(&["all"]), count(&[]));
}

#[test]
fn a_source_is_selected_by_its_name() {
    let base = base();
    let graph = base.minter().source_graph("Wikidata");
    let quad = Quad::new(crate::scene::ent("japan"), crate::scene::dm("capital"), crate::scene::ent("tokyo"), graph);
    base.add(&[quad]).expect("stored");
    for name in ["Wikidata", "wikidata"] {
        assert_eq!(lines(&base, &graphs(&[name])).len(), 1);
    }
    let error = select(&base, &graphs(&["wikidat"])).map(|_| ()).expect_err("unknown").to_string();
    assert!(error.contains("did you mean wikidata?"), "{error}");
}

#[test]
fn a_document_comes_with_the_entities_that_it_speaks_of() {
    let base = base();
    let talks = lines(&base, &Selection::default().with_documents(["talks"]));
    assert!(has(&talks, "sourceName \"talks\"") && !has(&talks, "\"caravan\""), "{talks:#?}");
    assert!(has(&talks, "entity/japan dm:isoAlpha3 \"JPN\""), "{talks:#?}");
    assert!(!has(&talks, "entity/kuril-islands rdfs:label") || has(&talks, "territory entity/kuril-islands"), "{talks:#?}");
    assert!(!has(&talks, "entity/politicom-ru"), "{talks:#?}");
    let alone = lines(&base, &graphs(&["documents"]).with_documents(["talks"]));
    assert!(!alone.iter().any(|line| line.ends_with(" graph/gazetteer")), "{alone:#?}");
}

#[test]
fn a_type_comes_with_what_its_assertions_need() {
    let base = base();
    let claims = lines(&base, &Selection::default().with_types(["TerritorialClaim"]));
    for part in
        ["a dm:TerritorialClaim", "dm:evidence", "nif:anchorOf", "dm:citation", "a dm:Demand ", "its:taIdentRef", "dct:title"]
    {
        assert!(has(&claims, part), "{part}\n{claims:#?}");
    }
    for part in ["a dm:Meeting", "a dm:EnergySupply", "a dm:PipelineProject"] {
        assert!(!has(&claims, part), "{part}\n{claims:#?}");
    }
    let meetings = lines(&base, &Selection::default().with_types(["meeting"]).with_documents(["talks", "caravan"]));
    assert!(has(&meetings, "a dm:Meeting") && !has(&meetings, "\"caravan\""), "{meetings:#?}");
}

#[test]
fn unknown_names_are_answered_with_the_near_ones() {
    let base = base();
    for (selection, told) in [
        (graphs(&["document"]), "--graph document: the store has no such graph, did you mean documents?"),
        (graphs(&["https://example.org/none"]), "https://example.org/none: the store has no such graph;"),
        (
            Selection::default().with_documents(["talk"]),
            "--document talk: the store has no document of this name, did you mean talks?",
        ),
        (
            Selection::default().with_types(["Meating"]),
            "--type Meating: the store's ontology has no such situation type, did you mean Meeting?",
        ),
        (graphs(&["direct"]).with_types(["Meeting"]), "--graph direct: --document and --type take parts"),
    ] {
        let error = select(&base, &selection).map(|_| ()).expect_err(told).to_string();
        assert!(error.contains(told), "{error}");
    }
}

/// What assertions say of the selected quads.
fn annotated(base: &KnowledgeBase, selection: &Selection) -> String {
    let selected = select(base, selection).expect("a selection");
    let mut out = Vec::new();
    let quads = export::annotated(&selected).expect("read");
    export::write_stream(quads, Format::Turtle, base.minter(), &mut out).expect("written");
    String::from_utf8(out).expect("UTF-8")
}

#[test]
fn annotations_tell_which_assertions_say_what() {
    let base = base();
    let text = annotated(&base, &graphs(&["documents"]));
    let line = text.lines().find(|line| line.contains("dm:claimant ent:russia")).expect("a claim");
    assert_eq!(line.matches(" ~ <document/caravan#assertion-").count(), 1, "{line}");
    let japan = text.lines().find(|line| line.contains("dm:claimant ent:japan")).expect("a claim");
    assert!(japan.contains("~ <document/caravan#assertion-") && japan.contains("~ <document/talks#assertion-"), "{japan}");
}

#[test]
fn direct_triples_alone_bring_their_sentences_along() {
    let text = annotated(&base(), &graphs(&["direct"]));
    assert!(text.contains("ent:russia dm:claimsTerritory ent:kuril-islands ~ <document/caravan#assertion-"), "{text}");
    assert!(text.contains("nif:anchorOf \"Moscow insists that the Kuril Islands are Russian"), "{text}");
}

#[test]
fn a_dataset_describes_itself() {
    let base = base();
    let selected = select(&base, &graphs(&["documents"])).expect("a selection");
    let dump = oxigraph::model::NamedNode::new_unchecked("https://example.org/graph.ttl.gz");
    let description = Description::default().with_title(Some("Claims".into())).with_dumps([dump]);
    let quads = export::describe(&selected, &description).expect("described");
    let mut out = Vec::new();
    export::write(quads, Format::Turtle, base.minter(), &mut out).expect("written");
    let text = String::from_utf8(out).expect("UTF-8");
    let distinct: BTreeSet<String> =
        selected.quads().map(|q| oxigraph::model::Triple::from(q.expect("a quad")).to_string()).collect();
    for part in [
        "<dataset> a dcat:Dataset, void:Dataset ;".to_owned(),
        format!("void:triples {} ;", distinct.len()),
        "dct:title \"Claims\"@en".to_owned(),
        "a void:Dataset ;\n    void:class dm:Assertion ;\n    void:entities 7 .".to_owned(),
        "dcat:mediaType <https://www.iana.org/assignments/media-types/text/turtle>".to_owned(),
        "dcat:compressFormat <https://www.iana.org/assignments/media-types/application/gzip>".to_owned(),
        "void:distinctSubjects 7 ;\n    void:property dm:polarity ;\n    void:triples 7 .".to_owned(),
        "void:exampleResource ".to_owned(),
        format!(
            "prov:wasGeneratedBy <run/{}>",
            options().minter.run(&options().run).as_str().rsplit('/').next().unwrap_or_default()
        ),
        "dcat:startDate \"2017\"^^xsd:gYear".to_owned(),
    ] {
        assert!(text.contains(&part), "{part}\n{text}");
    }
    let whole =
        export::describe(&select(&base, &Selection::default()).expect("all"), &Description::default()).expect("described");
    let link =
        whole.iter().find(|q| q.predicate.as_str().ends_with("#objectsTarget") && q.subject.to_string().contains("exactMatch"));
    assert!(link.is_some_and(|quad| quad.object.to_string() == "<http://www.wikidata.org/>"), "{whole:#?}");
}
