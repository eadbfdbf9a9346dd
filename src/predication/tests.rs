//! One construction of English each, on sentences parsed with the real model.

use super::{Place, Predications, words::Keyed};
use crate::language::{English, Parse};
use std::sync::LazyLock;

static ENGLISH: LazyLock<English> = LazyLock::new(English::load);

/// The heads, as words, of what stands in a place of the predication of a word.
fn fillers(sentence: &str, word: &str, place: &Place) -> Vec<String> {
    let parse = Parse::new([(0, ENGLISH.analyze(sentence))]);
    let head = parse.tokens.iter().position(|t| &*t.text == word).expect("the word");
    let predications = Predications::of(&parse);
    predications.fillers(head, place).map(|t| parse.tokens[t].text.to_string()).collect()
}

fn of(preposition: &str) -> Place {
    Place::after(preposition)
}

#[test]
fn a_passive_has_its_agent_as_subject() {
    let sentence = "The islands were seized by Portugal in 1975.";
    assert_eq!(fillers(sentence, "seized", &Place::Object), ["islands"]);
    assert_eq!(fillers(sentence, "seized", &Place::Subject), ["Portugal"]);
}

#[test]
fn the_subject_of_an_infinitive_is_the_object_of_the_verb_above() {
    let sentence = "Norway urged Sweden to return the painting.";
    assert_eq!(fillers(sentence, "urged", &Place::Object), ["Sweden"]);
    assert_eq!(fillers(sentence, "urged", &Place::Infinitive), ["return"]);
    assert_eq!(fillers(sentence, "return", &Place::Subject), ["Sweden"]);
}

#[test]
fn a_gerund_has_the_object_of_an_accusation_as_subject() {
    assert_eq!(fillers("Chad accused Sudan of arming rebels.", "arming", &Place::Subject), ["Sudan"]);
}

#[test]
fn the_infinitive_of_a_noun_has_its_owner_as_subject() {
    assert_eq!(fillers("Spain's refusal to sell the ships angered Chile.", "sell", &Place::Subject), ["Spain"]);
    let joint = "The plans between Togo and Benin to build a bridge failed.";
    assert_eq!(fillers(joint, "build", &Place::Subject), ["Togo"]);
}

#[test]
fn a_relative_clause_fills_its_gap() {
    assert_eq!(fillers("The ships which Fiji seized were empty.", "seized", &Place::Object), ["ships"]);
    assert_eq!(fillers("The ships Fiji seized were empty.", "seized", &Place::Object), ["ships"]);
}

#[test]
fn a_support_verb_lends_its_phrases_to_its_noun() {
    let sentence = "Canada imposed sanctions on Belarus.";
    assert_eq!(fillers(sentence, "sanctions", &Place::Possessor), ["Canada"]);
    let participle = "Exercises held by Turkey in May ended early.";
    assert_eq!(fillers(participle, "Exercises", &Place::Possessor), ["Turkey"]);
}

#[test]
fn what_someone_pursues_is_his() {
    let sentence = "Serbia's pursuit of reconciliation with Kosovo has stalled.";
    assert_eq!(fillers(sentence, "reconciliation", &Place::Possessor), ["Serbia"]);
    assert_eq!(fillers(sentence, "reconciliation", &of("with")), ["Kosovo"]);
}

#[test]
fn a_bare_noun_after_in_belongs_to_the_subject() {
    assert_eq!(fillers("In talks with Peru, Chile hinted at a deal.", "talks", &Place::Possessor), ["Chile"]);
}

#[test]
fn a_source_is_no_argument() {
    let sentence = "Poland sent tanks to Ukraine, according to local media.";
    assert_eq!(fillers(sentence, "sent", &of("to")), ["Ukraine"]);
}

#[test]
fn the_noun_above_a_relative_clause_is_part_of_its_predicate() {
    let parse = Parse::new([(0, ENGLISH.analyze("The exercise that Denmark held near Bornholm ended."))]);
    let lemmas: Vec<String> = parse.tokens.iter().map(|t| t.lemma.to_string()).collect();
    let texts: Vec<String> = parse.tokens.iter().map(|t| t.text.to_lowercase()).collect();
    let keyed = Keyed { parse: &parse, lemmas: &lemmas, texts: &texts };
    let held = parse.tokens.iter().position(|t| &*t.text == "held").expect("the verb");
    assert!(keyed.antecedent(held).is_some_and(|noun| keyed.says(noun, "exercise")));
}

#[test]
fn those_in_whose_company_someone_acts_act_too() {
    assert_eq!(fillers("Together with its allies, Fiji seized the ships.", "seized", &Place::Subject), ["Fiji", "allies"]);
    assert_eq!(fillers("Fiji, together with Tonga, seized the ships.", "seized", &Place::Subject), ["Fiji", "Tonga"]);
    let with_objects = "Fiji had moved troops, along with ships from Tonga, to the island.";
    assert_eq!(fillers(with_objects, "moved", &Place::Subject), ["Fiji"]);
}

#[test]
fn a_quantified_relative_pronoun_stands_for_its_antecedent() {
    assert_eq!(fillers("Three states, all of which signed the treaty, met.", "signed", &Place::Subject), ["states"]);
}

#[test]
fn who_is_judged_for_an_act_did_it() {
    let of_noun = "Togo sharpened its criticism of Benin for holding the drill.";
    assert_eq!(fillers(of_noun, "holding", &Place::Subject), ["Benin"]);
    assert_eq!(fillers("Togo blamed Benin for the attack.", "attack", &Place::Possessor), ["Benin"]);
}

#[test]
fn a_verb_of_naming_has_what_it_names_as_object() {
    let sentence = "The State Department designated the group a terrorist organization.";
    assert_eq!(fillers(sentence, "designated", &Place::Object), ["group"]);
    assert_eq!(fillers(sentence, "designated", &Place::Predicative), ["organization"]);
}

#[test]
fn a_heading_before_a_colon_is_no_subject() {
    let sentence = "Libya-Algeria: while dormant, Libya has long claimed the valley.";
    assert_eq!(fillers(sentence, "claimed", &Place::Subject), ["Libya"]);
}

#[test]
fn an_infinitive_after_a_call_completes_it() {
    let parse = Parse::new([(0, ENGLISH.analyze("Fiji rejected calls to withdraw its troops."))]);
    let withdraw = parse.tokens.iter().position(|t| &*t.text == "withdraw").expect("the word");
    assert_eq!(&*parse.tokens[parse.tokens[withdraw].head].text, "calls");
}

#[test]
fn a_finite_verb_heads_its_clause() {
    let sentence = "The British relinquished control of Hong Kong to China in 1997.";
    assert_eq!(fillers(sentence, "relinquished", &Place::Subject), ["British"]);
    assert_eq!(fillers(sentence, "relinquished", &Place::Object), ["control"]);
}

#[test]
fn a_condition_is_not_the_main_clause() {
    let parse = Parse::new([(0, ENGLISH.analyze("Had Chad signed the treaty, Niger would have followed."))]);
    let root = parse.tokens.iter().position(|t| t.dep == "ROOT").expect("a root");
    assert_eq!(&*parse.tokens[root].text, "followed");
}

#[test]
fn whose_act_follows_an_adverb_is_the_subject() {
    assert_eq!(fillers("Chad stopped short of recognizing Kosovo.", "recognizing", &Place::Subject), ["Chad"]);
}
