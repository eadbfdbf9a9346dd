//! Tests on the built-in gazetteer; each rule of recognition has one.

use super::{Gazetteer, NameKind};
use crate::knowledge::entity::{EntityClass, EntityId};
use std::sync::LazyLock;

static GAZETTEER: LazyLock<Gazetteer> = LazyLock::new(Gazetteer::embedded);

/// What is found in a text: the words, and the slugs of all their senses.
fn found(text: &str) -> Vec<(&str, Vec<&'static str>)> {
    let slugs = |m: &super::NameMatch| m.senses.iter().map(|s| &*GAZETTEER.entity(s.entity).slug).collect();
    GAZETTEER.find(text).iter().map(|m| (&text[m.span.start..m.span.end], slugs(m))).collect()
}

/// The first sense of the only name in a text.
fn only(text: &str) -> (String, &'static str) {
    let found = found(text);
    assert_eq!(found.len(), 1, "{found:?}");
    (found[0].0.to_owned(), found[0].1[0])
}

fn id(slug: &str) -> EntityId {
    GAZETTEER.by_slug(slug).unwrap_or_else(|| panic!("ent:{slug} is in the gazetteer"))
}

fn slugs(ids: &[EntityId]) -> Vec<&'static str> {
    ids.iter().map(|id| &*GAZETTEER.entity(*id).slug).collect()
}

#[test]
fn every_slug_leads_to_its_entity_and_labels_differ_within_a_class() {
    let mut labels = std::collections::HashSet::new();
    for (id, entity) in GAZETTEER.entities() {
        assert_eq!(GAZETTEER.by_slug(&entity.slug), Some(id), "{}", entity.slug);
        assert!(labels.insert((entity.class, &entity.label)), "{}", entity.label);
    }
}

#[test]
fn the_files_are_sorted_and_say_where_they_come_from() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("ontology/gazetteer");
    for entry in std::fs::read_dir(folder).expect("the folder of the files") {
        let path = entry.expect("an entry").path();
        let text = std::fs::read_to_string(&path).expect("a text file");
        let head: Vec<_> = text.lines().take_while(|line| line.starts_with('#')).collect();
        assert!(head.iter().any(|line| line.starts_with("# Sources: ")), "{}", path.display());
        let subjects = text.lines().filter(|line| line.starts_with("ent:") && line.contains(" a dm:"));
        let subjects: Vec<_> = subjects.filter_map(|line| line.split(' ').next()).collect();
        assert!(!subjects.is_empty() && subjects.is_sorted(), "{}", path.display());
    }
}

#[test]
fn every_entity_is_found_by_its_label() {
    for (id, entity) in GAZETTEER.entities().filter(|(_, entity)| !entity.label.contains('(')) {
        let hits = GAZETTEER.find(&entity.label);
        let whole = hits.iter().find(|hit| hit.span.end - hit.span.start == entity.label.len());
        let senses = whole.map(|hit| hit.senses.iter().map(|sense| sense.entity).collect::<Vec<_>>());
        assert!(senses.is_some_and(|senses| senses.contains(&id)), "{}", entity.label);
    }
}

#[test]
fn no_two_entities_share_a_wikidata_identifier() {
    let mut seen = std::collections::HashMap::new();
    for (_, entity) in GAZETTEER.entities() {
        if let Some(other) = entity.wikidata().and_then(|qid| seen.insert(qid, &entity.slug)) {
            panic!("{} and {other} have one identifier", entity.slug);
        }
    }
}

#[test]
fn the_longest_name_wins() {
    assert_eq!(only("ships in the South China Sea today"), ("South China Sea".to_owned(), "south-china-sea"));
    assert_eq!(only("in West Bengal"), ("West Bengal".to_owned(), "west-bengal"));
}

#[test]
fn a_name_is_not_found_inside_a_word() {
    assert!(found("omanic indianapolis Romanesque").is_empty());
    assert_eq!(only("a TurkStream outage"), ("TurkStream".to_owned(), "turkstream"));
}

#[test]
fn a_possessive_ending_lies_outside() {
    assert_eq!(only("Japan's offer"), ("Japan".to_owned(), "japan"));
    assert_eq!(found("Moscow’s offer")[0].0, "Moscow");
    assert_eq!(only("the Japanese' offer").0, "Japanese");
}

#[test]
fn capitals_count_in_names_and_headlines_may_have_more() {
    assert!(found("a roast turkey on fine china").is_empty());
    assert_eq!(only("JAPAN WAITS"), ("JAPAN".to_owned(), "japan"));
    assert_eq!(only("UKRAINE"), ("UKRAINE".to_owned(), "ukraine"));
}

#[test]
fn acronyms_count_only_as_written() {
    assert!(found("tell us who it was").is_empty());
    assert_eq!(only("the US said"), ("US".to_owned(), "united-states"));
    assert_eq!(only("the U.S. said"), ("U.S.".to_owned(), "united-states"));
    assert_eq!(only("the U.N. said").1, "united-nations");
}

#[test]
fn common_nouns_count_in_any_case() {
    assert_eq!(only("Natural gas is short"), ("Natural gas".to_owned(), "natural-gas"));
    assert_eq!(only("two ballistic missiles"), ("ballistic missiles".to_owned(), "ballistic-missile"));
    assert_eq!(only("the foreign minister").1, "office-foreign-minister");
}

#[test]
fn demonyms_have_plurals() {
    assert_eq!(only("the Russians left").1, "russia");
    assert_eq!(only("some Turks left").1, "turkey");
    assert_eq!(only("the Japanese left").1, "japan");
}

#[test]
fn compounds_name_two() {
    let compound = found("Sino-Russian ties");
    assert_eq!(compound, [("Sino", vec!["china"]), ("Russian", vec!["russia"])]);
    assert_eq!(only("a Beijing-backed plan").0, "Beijing");
    assert_eq!(only("Russian-occupied land").0, "Russian");
    assert!(found("Sino scholars").is_empty());
}

#[test]
fn names_inside_a_name_can_be_asked_for() {
    assert_eq!(only("the Russo-Japanese War").1, "russo-japanese-war");
    let name = "Russo-Japanese War";
    let inside = GAZETTEER.find_inside(name);
    let words: Vec<_> = inside.iter().map(|hit| &name[hit.span.start..hit.span.end]).collect();
    assert_eq!(words, ["Russo", "Japanese"]);
}

#[test]
fn words_that_are_surnames_too_are_left_alone() {
    assert!(found("He was there").is_empty());
    assert!(found("at 6 pm").is_empty());
}

#[test]
fn spellings_of_one_name_are_one() {
    for text in ["Kuril Islands", "Kurile Islands", "Northern Territories", "Kuriles"] {
        assert_eq!(only(text).1, "kuril-islands", "{text}");
    }
    for text in ["Sergei Lavrov", "Sergey Lavrov", "Sergej Lavrov", "Lavrov"] {
        assert!(found(text)[0].1.contains(&"sergey-lavrov"), "{text}");
    }
    for text in ["Kiev", "Kyiv"] {
        assert_eq!(only(text).1, "kyiv", "{text}");
    }
    assert_eq!(only("Erdogan").1, "recep-tayyip-erdogan");
    assert_eq!(only("Bashar el-Assad").1, "bashar-al-assad");
}

#[test]
fn hyphens_spaces_and_line_ends_are_one_separator_but_paragraphs_end_names() {
    assert_eq!(only("Kim Jong Un").1, "kim-jong-un");
    assert_eq!(only("Nagorno\nKarabakh").0, "Nagorno\nKarabakh");
    assert!(found("South\n\nKorea").iter().all(|(name, _)| !name.contains('\n')));
}

#[test]
fn articles_that_belong_to_a_name_are_needed() {
    assert_eq!(only("in the West").0, "the West");
    assert_eq!(only("The West waits").0, "The West");
    let bare = &GAZETTEER.find("heading West")[0].senses[0];
    assert_eq!(bare.kind, NameKind::Contextual);
}

#[test]
fn all_bearers_of_a_name_are_reported() {
    let (_, georgia) = &found("Georgia")[0];
    assert!(georgia.contains(&"georgia") && georgia.len() > 1, "{georgia:?}");
    let (_, washington) = &found("Washington")[0];
    assert!(washington.contains(&"washington") && washington.contains(&"washington-state"), "{washington:?}");
}

#[test]
fn domains_are_names_of_publications() {
    assert_eq!(only("(Mid.ru, April 2)").1, "mid-ru");
    assert_eq!(only("(tass.com)").1, "tass");
}

#[test]
fn look_up_gives_the_best_first() {
    assert_eq!(slugs(&GAZETTEER.lookup("kuril islands"))[0], "kuril-islands");
    assert_eq!(slugs(&GAZETTEER.lookup("Northern Territories"))[0], "kuril-islands");
    assert_eq!(slugs(&GAZETTEER.lookup("Moscow"))[..2], ["moscow", "russia"]);
    assert_eq!(slugs(&GAZETTEER.lookup("the Kremlin"))[..2], ["kremlin", "russia"]);
    assert_eq!(slugs(&GAZETTEER.lookup("Georgia"))[0], "georgia");
    assert_eq!(slugs(&GAZETTEER.lookup("JPN"))[0], "japan");
    assert!(GAZETTEER.lookup("Ruritania").is_empty());
}

#[test]
fn a_capital_leads_to_its_state_of_today() {
    assert_eq!(GAZETTEER.capital_of(id("moscow")), Some(id("russia")));
    assert!(GAZETTEER.capitals_of(id("moscow")).contains(&id("soviet-union")));
    assert_eq!(GAZETTEER.capital_of(id("shanghai")), None);
}

#[test]
fn an_office_has_its_holder_at_a_date() {
    let (russia, china, usa) = (id("russia"), id("china"), id("united-states"));
    assert_eq!(GAZETTEER.holder_of("Foreign Minister", russia, Some("2017-04-21")), Some(id("sergey-lavrov")));
    assert_eq!(GAZETTEER.holder_of("foreign minister", china, Some("2017")), Some(id("wang-yi")));
    assert_eq!(GAZETTEER.holder_of("Secretary of State", russia, Some("2010-01")), Some(id("sergey-lavrov")));
    assert_eq!(GAZETTEER.holder_of("President", usa, Some("1962-10-22")), Some(id("john-f-kennedy")));
    assert_eq!(GAZETTEER.holder_of("President", usa, Some("1492")), None);
    assert_eq!(GAZETTEER.holder_of("gardener", usa, None), None);
}

#[test]
fn states_of_today_have_codes_capitals_and_demonyms() {
    let bare = |slug: &str| ["antarctica"].contains(&slug);
    for (_, state) in
        GAZETTEER.entities().filter(|(_, e)| e.class == EntityClass::State && e.iso_alpha3.is_some() && !bare(&e.slug))
    {
        assert!(!state.capitals.is_empty() || ["singapore", "monaco", "vatican-city"].contains(&&*state.slug), "{}", state.slug);
        assert!(state.names_of(NameKind::Demonym).next().is_some() || &*state.slug == "vatican-city", "{}", state.slug);
        assert!(state.wikidata().is_some(), "{}", state.slug);
    }
}

#[test]
fn a_users_file_adds_entities_and_names() {
    let path = std::env::temp_dir().join(format!("gazetteer-{}.ttl", std::process::id()));
    let text = "@prefix dm: <https://w3id.org/demarche/ontology#> .\n\
        @prefix ent: <https://w3id.org/demarche/data/entity/> .\n\
        @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n\
        @prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n\
        ent:ruritania a dm:State ; rdfs:label \"Ruritania\"@en ; dm:demonym \"Ruritanian\"@en .\n\
        ent:japan skos:altLabel \"Land of the Rising Sun\"@en .\n";
    std::fs::write(&path, text).expect("a temporary file");
    let gazetteer = Gazetteer::embedded().with_files(std::slice::from_ref(&path));
    std::fs::remove_file(&path).expect("the file is there");
    let gazetteer = gazetteer.expect("a good file");
    let slug = |m: &super::NameMatch| gazetteer.entity(m.senses[0].entity).slug.to_string();
    let found: Vec<_> = gazetteer.find("Ruritanians in the Land of the Rising Sun").iter().map(slug).collect();
    assert_eq!(found, ["ruritania", "japan"]);
    assert_eq!(gazetteer.by_slug("japan"), GAZETTEER.by_slug("japan"));
}

#[test]
fn a_file_with_a_fault_is_refused_whole() {
    let missing = Gazetteer::embedded().with_files(&["no-such-file.ttl".into()]);
    let message = missing.expect_err("there is no such file").to_string();
    assert!(message.starts_with("no-such-file.ttl: cannot be read"), "{message}");
}
