//! Times in text → EDTF.
//!
//! [`find`] goes through a text from its start, because later expressions are reckoned from earlier ones ("the
//! following month"). It takes the text raw: the language model's own dates are neither complete nor resolved.
//! Four parts: tokens (the lexer of this stage), the forms of expressions (`grammar`, with its words in `lexicon`), and
//! what they mean at a place in a document (`resolve`). What a month or a year is not ("May" the verb, "1,500
//! troops", "F-16") is decided in the grammar, by the neighbouring words.

mod edtf;
pub(in crate::mentions) mod grammar;
mod lexicon;
pub(in crate::mentions) mod resolve;

pub use edtf::{Edtf, EdtfError, Point, Precision};

use super::lexer::{self, Token};
use crate::text::CharSpan;
use grammar::Grammar;
use resolve::{Clock, Setting};

/// A time that the text names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TimeExpression {
    /// Its words, without the preposition.
    pub span: CharSpan,
    /// What it means.
    pub value: Edtf,
    /// What it is reckoned from.
    pub kind: Kind,
    /// How what happens lies to it, by the word before it.
    pub relation: Relation,
    /// Whether it is a calendar date whose year the text left out.
    pub year_inferred: bool,
    /// Whether its sentence speaks of it as yet to come ("will … in 2030").
    pub future: bool,
}

/// What a time is reckoned from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// Nothing: it is complete ("December 2016").
    Absolute,
    /// The document's date ("yesterday", "last March", "on May 5").
    Document,
    /// The time that the text named before ("the following month").
    Narrative,
}

/// How what happens lies to a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Relation {
    /// Within it ("in 2014").
    At,
    /// From it on ("since 2014", "from 2014").
    Since,
    /// After it.
    After,
    /// Before it.
    Before,
    /// At the latest then ("by 2030").
    By,
    /// Up to it ("until 2030").
    Until,
}

/// The times that a text names, in text order.
///
/// `anchor` is the document's date as far as it is known; without it, expressions that need one are passed over.
/// Spans count in code points of `text`. Dates of cited sources are times like any other: mask citations before.
#[must_use]
pub fn find(text: &str, anchor: Option<&Edtf>) -> Vec<TimeExpression> {
    let tokens = lexer::tokens(text);
    let (mut grammar, mut clock) = (Grammar::new(&tokens), Clock::new(anchor));
    let (mut found, mut at) = (Vec::new(), 0);
    while at < tokens.len() {
        let Some(read) = grammar.expression(at) else {
            at += 1;
            continue;
        };
        let setting = setting(&tokens, read.start, read.end);
        found.extend(clock.read(read.form, setting).map(|meaning| TimeExpression {
            span: CharSpan::new(tokens[read.start].span.start, tokens[read.end - 1].span.end),
            value: meaning.value,
            kind: meaning.kind,
            relation: setting.relation,
            year_inferred: meaning.year_inferred,
            future: setting.future,
        }));
        at = read.end;
    }
    found
}

/// Where the expression of the tokens from `i` to `end` stands, and how.
fn setting(tokens: &[Token<'_>], i: usize, end: usize) -> Setting {
    let relation = relation(tokens, i);
    let Token { sentence, paragraph, .. } = tokens[i];
    Setting { sentence, paragraph, relation, future: speaks_of_future(tokens, i, end), aside: is_aside(tokens, i) }
}

/// Whether the expression at token `i` belongs to a noun.
fn is_aside(tokens: &[Token<'_>], i: usize) -> bool {
    let before = i.checked_sub(1).map(|at| &tokens[at]);
    before.is_some_and(|t| t.is_in(&["of", "(", "its", "his", "her", "their", "the", "a", "an", "s"]))
        && !tokens[i].is_in(&["the", "that"])
}

fn relation(tokens: &[Token<'_>], i: usize) -> Relation {
    let back = |n: usize| i.checked_sub(n).map_or("", |at| tokens[at].lower.as_ref());
    let word = if back(1) == "the" || back(1) == "least" { back(2) } else { back(1) };
    match word {
        "since" | "from" | "starting" | "beginning" => Relation::Since,
        "after" | "following" | "post" => Relation::After,
        "before" | "pre" => Relation::Before,
        "to" if back(2) == "prior" => Relation::Before,
        "by" => Relation::By,
        "until" | "till" | "through" => Relation::Until,
        _ => Relation::At,
    }
}

/// Words that point ahead, and acts of saying that take what follows back to the present.
const AHEAD: [&str; 16] = [
    "will",
    "would",
    "shall",
    "scheduled",
    "due",
    "planned",
    "plans",
    "set",
    "expected",
    "upcoming",
    "effective",
    "deadline",
    "expires",
    "ll",
    "anticipated",
    "slated",
];
const SAYING: [&str; 16] = [
    "said",
    "says",
    "told",
    "announced",
    "reported",
    "added",
    "warned",
    "stated",
    "declared",
    "wrote",
    "confirmed",
    "vowed",
    "pledged",
    "promised",
    "agreed",
    "signed",
];

/// Whether the words before token `i` in its sentence, the nearest first, point ahead, or the verb of the clause that it opens.
fn speaks_of_future(tokens: &[Token<'_>], i: usize, end: usize) -> bool {
    let sentence = tokens[i].sentence;
    let before = tokens[i.saturating_sub(14)..i].iter().rev().take_while(|t| t.sentence == sentence);
    let mut told = before.map(|t| (t.is_in(&AHEAD), t.is_in(&SAYING)));
    let nearest = told.find(|(ahead, saying)| *ahead || *saying);
    // A weekday before "will" is as often that of the report as that of what is reported.
    let may_be_ahead = !tokens[i..end].iter().any(grammar::is_weekday);
    nearest.map_or_else(|| may_be_ahead && opens_future(&tokens[end..], sentence), |(ahead, _)| ahead)
}

/// Whether "will" stands right behind the subject of what follows: "in December (,) the council will".
fn opens_future(after: &[Token<'_>], sentence: usize) -> bool {
    const LONGEST_SUBJECT: usize = 8;
    let comma = usize::from(after.first().is_some_and(|t| t.is(",")));
    let clause = after.iter().skip(comma).take(LONGEST_SUBJECT);
    let clause = clause.take_while(|t| t.sentence == sentence && t.kind != lexer::Kind::Sign);
    let told = |t: &Token<'_>| t.is_in(&SAYING) || (t.is_small_word() && t.lower.ends_with("ed"));
    let embedded = |at: usize, t: &Token<'_>| {
        t.is_in(&["that", "which", "who", "and", "but"]) || (at > 0 && t.is_in(&["it", "he", "she", "they", "we"]))
    };
    let ends = |(at, t): &(usize, &Token<'_>)| t.is_in(&["will", "shall"]) || told(t) || embedded(*at, t);
    clause.enumerate().find(ends).is_some_and(|(_, t)| t.is_in(&["will", "shall"]))
}

#[cfg(test)]
mod tests;
