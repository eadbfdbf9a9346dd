//! Pairing, speech against terms, pieces that belong together.

use super::*;
use proptest::prelude::*;

fn slice(text: &str, span: CharSpan) -> String {
    text.chars().skip(span.start).take(span.len()).collect()
}

/// What stands within marks, in text order.
fn quoted(text: &str) -> Vec<String> {
    find(text).iter().map(|q| slice(text, q.span)).collect()
}

fn kinds(text: &str) -> Vec<QuotationKind> {
    find(text).iter().map(|q| q.kind).collect()
}

use QuotationKind::{Speech, Term};

#[test]
fn every_kind_of_marks() {
    for text in [
        "He said: “No deal.”",
        "He said: \"No deal.\"",
        "He said: «No deal.»",
        "He said: „No deal.“",
        "He said: ‘No deal.’",
        "He said: 'No deal.'",
    ] {
        assert_eq!(quoted(text), ["No deal."], "{text}");
    }
}

#[test]
fn outer_spans_hold_the_marks() {
    let text = "Süd: “No,” he said";
    assert_eq!(find(text).iter().map(|q| slice(text, q.outer)).collect::<Vec<_>>(), ["“No,”"]);
}

#[test]
fn apostrophes_are_no_quotations() {
    for text in [
        "Russia’s and the ministers’ talks didn’t end in the ’90s.",
        "Russia's and the ministers' talks didn't end in the '90s; 'tis so, rock 'n' roll.",
        "The pipe is 5'10\" long and 12\" wide.",
    ] {
        assert_eq!(quoted(text), Vec::<String>::new(), "{text}");
    }
}

#[test]
fn apostrophes_within_single_marks() {
    assert_eq!(quoted("He said: ‘We don’t back the ministers’ talks,’ and left."), ["We don’t back the ministers’ talks,"]);
    assert_eq!(quoted("He said: 'We don't back it,' and left."), ["We don't back it,"]);
}

#[test]
fn a_quotation_in_a_quotation() {
    let text = "“He told me ‘never again’ and left,” she said.";
    assert_eq!(quoted(text), ["He told me ‘never again’ and left,", "never again"]);
    assert_eq!(find(text).iter().map(|q| q.depth).collect::<Vec<_>>(), [0, 1]);
    assert_eq!(quoted("\"It is 'null and void',\" he said."), ["It is 'null and void',", "null and void"]);
}

#[test]
fn a_quotation_over_paragraphs_is_one() {
    for gap in ["\n\n", "\n"] {
        let text = format!("He said: “We will stay.{gap}“We will not go.{gap}“Never.” They left.{gap}“No,” he said.");
        let found = find(&text);
        assert_eq!(found.len(), 2, "{text}");
        assert!(slice(&text, found[0].span).starts_with("We will stay.") && slice(&text, found[0].span).ends_with("Never."));
    }
    assert_eq!(find("\"We stay.\n\n\"We do not go.\" He left.").len(), 1);
}

#[test]
fn a_forgotten_mark_costs_one_quotation_at_most() {
    assert_eq!(quoted("A “broken one and then “another one” here."), ["another one"]);
    let text = "He said: “We will stay.\n\nThey left. “No,” he said.";
    assert_eq!(quoted(text), ["We will stay.", "No,"]);
    assert_eq!(find(text).iter().map(|q| q.closed).collect::<Vec<_>>(), [false, true]);
    assert_eq!(quoted("A stray ” here and “one” there."), ["one"]);
}

#[test]
fn speech() {
    for text in [
        "“We will not go to Minsk.”",
        "He said, “No.”",
        "“Never,” he said.",
        "“Why?” asked the minister.",
        "It holds that this “breaks every rule that the two had set”.",
        "The isles are a problem “that was solved. That is all”.",
        "She told Reuters on Monday: “Not yet.”",
    ] {
        assert_eq!(kinds(text), [Speech], "{text}");
    }
}

#[test]
fn terms() {
    for text in [
        "Relations reached “a new summit,” they hold.",
        "Its “unilateral” steps failed.",
        "They face “grave charges”, adding to their woes.",
        "He fears a \"null and void\" accord.",
        "The essay “The Long Game of Great Powers Abroad” is old.",
        "The so-called “people’s republics” fell.",
    ] {
        assert_eq!(kinds(text), [Term], "{text}");
    }
}

#[test]
fn the_verb_of_saying_is_given() {
    let verb = |text: &str| find(text)[0].verb.map(|span| slice(text, span));
    assert_eq!(verb("“Never,” Petrov told the BBC."), Some("told".into()));
    assert_eq!(verb("The minister added: “Never.”"), Some("added".into()));
    assert_eq!(verb("Its “unilateral” steps, he said, failed."), None);
}

fn groups(text: &str) -> Vec<Vec<usize>> {
    clusters(&find(text))
}

#[test]
fn pieces_around_an_attribution_are_one() {
    assert_eq!(groups("“We want peace,” he said, “but not at any price.”"), [vec![0, 1]]);
    assert_eq!(groups("“We want peace,” he said. “We always did.”"), [vec![0, 1]]);
    assert_eq!(groups("“Peace?” asked Petrov, the envoy, adding: “Never.” “No,” he said."), [vec![0, 1, 2]]);
    assert_eq!(groups("\"We want 'peace',\" he said, \"not 'war'.\""), [vec![0, 2], vec![1], vec![3]]);
}

#[test]
fn other_neighbours_are_not() {
    assert_eq!(groups("It is “null and void” and “ridiculous”, he said."), [vec![0], vec![1]]);
    assert_eq!(groups("“We want peace,” he said. They met again in Minsk. “We do too,” she said."), [vec![0], vec![1]]);
    assert_eq!(groups("“We want peace,” he said.\n\n“We do too,” she said."), [vec![0], vec![1]]);
}

/// Marks and words in any order.
fn soup() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "“", "”", "\"", "'", "‘", "’", "«", "»", "„", " ", "a", "s", "said", ",", ".", "\n", "\n\n", "We will", "(", ")", "—",
        "90",
    ]);
    prop::collection::vec(piece, 0..60).prop_map(|parts| parts.concat())
}

proptest! {
    #[test]
    fn no_text_breaks_it(text in prop_oneof![soup(), any::<String>()]) {
        let found = find(&text);
        let chars = text.chars().count();
        for quote in &found {
            prop_assert!(quote.outer.contains(quote.span) && quote.outer.end <= chars && !quote.outer.is_empty());
        }
        for two in found.windows(2) {
            let (a, b) = (two[0].outer, two[1].outer);
            prop_assert!(a.start < b.start && (a.contains(b) || a.end <= b.start));
        }
        let places: usize = clusters(&found).iter().map(Vec::len).sum();
        prop_assert_eq!(places, found.len());
    }
}
