//! One construction each, on sentences parsed with the real model.

use super::scope::{Scope, Time};
use crate::language::{English, Parse};
use crate::mentions::time::{self, Edtf, Relation};
use std::sync::LazyLock;

static ENGLISH: LazyLock<English> = LazyLock::new(English::load);

/// A Friday.
const TODAY: &str = "2021-06-18";
const EVENTS: &[&str] =
    &["accord", "attack", "invasion", "raid", "talks", "treaty", "withdrawal", "sanctions", "dispute", "speech"];
const JUDGING: &[&str] = &["condemned", "denounced", "backed"];

/// The time of the predicate with this main word.
fn time_of(sentence: &str, word: &str) -> Option<String> {
    let parse = Parse::new([(0, ENGLISH.analyze(sentence))]);
    let anchor = Edtf::parse(TODAY).expect("valid");
    let found = time::find(sentence, Some(&anchor));
    let is = |token: usize, words: &[&str]| words.contains(&&*parse.tokens[token].text);
    let time = |t: &time::TimeExpression| Time {
        tokens: parse.tokens_in(t.span),
        is_day: t.value.begin().day.is_some(),
        is_over: t.relation == Relation::At && t.value.end().year < 2021,
    };
    let scope = Scope {
        parse: &parse,
        times: found.iter().map(time).collect(),
        is_event: &|noun| is(noun, EVENTS),
        judges: &|verb| is(verb, JUDGING),
        reporting: &|_, _| None,
    };
    let main = parse.tokens.iter().position(|t| &*t.text == word).expect("the word is there");
    scope.time_of(&[main]).map(|i| found[i].value.to_string())
}

#[track_caller]
fn placed(sentence: &str, words: &[&str], value: &str) {
    for word in words {
        assert_eq!(time_of(sentence, word).as_deref(), Some(value), "{word}: {sentence}");
    }
}

#[track_caller]
fn unplaced(sentence: &str, words: &[&str]) {
    for word in words {
        assert_eq!(time_of(sentence, word), None, "{word}: {sentence}");
    }
}

#[test]
fn a_fronted_time_places_all_coordinated_clauses() {
    placed("In 2003, Togo closed the border and Benin recalled its envoy.", &["closed", "recalled"], "2003");
    placed("Chad arrested the pilots in May 2003 and expelled their commander.", &["arrested", "expelled"], "2003-05");
    let own_subject = "Chad arrested the pilots in May 2003, and Niger protested.";
    unplaced(own_subject, &["protested"]);
}

#[test]
fn a_clause_with_a_time_of_its_own_does_not_share() {
    unplaced("Chad closed the border in 2003 and later reopened it.", &["reopened"]);
    unplaced("In 2003, Chad closed the border, and after the election Niger reopened it.", &["reopened"]);
    unplaced("Chad closed the border in 2003 and now guards it.", &["guards"]);
}

#[test]
fn infinitives_and_participles_share_the_time_of_their_clause() {
    placed("In 2003, Chad tried to seize the oasis.", &["seize"], "2003");
    placed("Norway issued a decree in 2003, claiming the island.", &["claiming"], "2003");
    placed("On Monday, Norway and Sweden met to discuss the dispute.", &["discuss"], "2021-06-14");
}

#[test]
fn a_clause_of_the_occasion_shares_both_ways() {
    placed("Fighting resumed in May 2003, when Chad attacked the oasis.", &["attacked"], "2003-05");
    placed("When war broke out in 2003, Niger declared its neutrality.", &["declared"], "2003");
    placed("Speaking in Oslo on Monday, the minister rejected the offer.", &["rejected"], "2021-06-14");
    unplaced("While Chad backed the plan, Niger rejected it in May 2003.", &["backed"]);
}

#[test]
fn what_is_said_or_judged_is_not_placed_by_the_saying() {
    unplaced("Fiji said on Monday that Tonga seized the reef.", &["seized"]);
    unplaced("On Monday, Fiji condemned the invasion of Tonga.", &["invasion"]);
    placed("On Monday, Fiji announced a withdrawal from Tonga.", &["announced", "withdrawal"], "2021-06-14");
    unplaced("On Monday, Fiji complained about the attack on its port.", &["attack"]);
}

#[test]
fn a_date_in_a_name_places_only_what_bears_it() {
    let object = "Peru has not ratified its 1998 treaty with Chile.";
    placed(object, &["treaty"], "1998");
    unplaced(object, &["ratified"]);
    placed("In the November 27 accord, Peru and Chile agreed on a line.", &["agreed"], "2020-11-27");
    unplaced("The treaty of 1998 obliged Peru to leave.", &["obliged", "leave"]);
    placed("Wednesday's attack killed five guards.", &["attack", "killed"], "2021-06-16");
}

#[test]
fn a_participle_dates_the_noun_that_it_describes() {
    placed("A council established in 2007 oversees the treaty.", &["council"], "2007");
    placed("In a letter published on Monday, Oman denounced the raid.", &["denounced"], "2021-06-14");
    placed("Peru signed a treaty delimiting the border in 1999.", &["signed"], "1999");
    placed("Peru signed and ratified the treaty in 1999.", &["signed"], "1999");
}

#[test]
fn a_relative_clause_goes_on_with_its_noun() {
    placed("They adopted the 1936 treaty, which gave Turkey the straits.", &["gave"], "1936");
    placed("Last week she was in Brussels, where she met the ministers.", &["met"], "2021-06-07/2021-06-13");
    placed("The talks, which began in 2007, failed.", &["talks"], "2007");
    unplaced("In 2007, Peru arrested men who smuggled guns.", &["smuggled"]);
}

#[test]
fn a_year_behind_a_deep_noun_dates_that_noun() {
    placed("The decree served as a pretext for the invasion of Kuwait in 1990.", &["invasion"], "1990");
    let thanks = "Oman thanked Qatar following the raid on its port last month.";
    placed(thanks, &["raid"], "2021-05");
    unplaced(thanks, &["thanked"]);
}

#[test]
fn the_present_is_not_in_a_year_gone_by() {
    unplaced("Chile objects to the establishment in 1977 of a fishing zone.", &["objects"]);
    placed("As of 2018, Chile holds the islands.", &["holds"], "2018");
    placed("Chile has held the islands since 1977.", &["held"], "1977");
}

#[test]
fn a_semicolon_parts() {
    unplaced("Chile claims the islands; in 2018, Peru offered talks.", &["claims"]);
}

#[test]
fn of_several_times_a_noun_takes_the_one_behind_it() {
    let two = "The court ruled on the border in 1992 with a withdrawal by the parties in 2006.";
    placed(two, &["ruled"], "1992");
    placed(two, &["withdrawal"], "2006");
}
