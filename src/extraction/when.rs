//! When a situation was, and which sources are credited for it: from its own clause and sentence only.

mod reach;
mod scope;
mod sharing;
#[cfg(test)]
mod tests;

use super::Scene;
use crate::knowledge::predicate::Pos;
use crate::mentions::time::{Edtf, Relation, TimeExpression};
use crate::predication::{PredicateClass, class_of};
use crate::text::CharSpan;
use scope::{Scope, Time};
use std::ops::Range;

/// The time that places what a predicate says, of those that its sentence names.
pub(super) fn of(scene: &Scene<'_>, sentence: usize, predicate: &[usize]) -> Option<Edtf> {
    in_scope(scene, sentence, &|scope| scope.time_of(predicate))
}

/// The time that hangs on a word itself: "president since 1989", "according to the ministry on Monday".
pub(super) fn at(scene: &Scene<'_>, sentence: usize, word: usize) -> Option<Edtf> {
    in_scope(scene, sentence, &|scope| scope.time_at(word))
}

fn in_scope(scene: &Scene<'_>, sentence: usize, choose: &dyn Fn(&Scope<'_>) -> Option<usize>) -> Option<Edtf> {
    let span = scene.parse.sentences[sentence].span;
    let inside: Vec<&TimeExpression> = scene.times.iter().filter(|t| span.contains(t.span) && !is_cited(scene, t.span)).collect();
    let year = scene.document.date.as_deref().and_then(|date| Edtf::parse(date).ok()).map(|date| date.end().year);
    let time = |t: &&TimeExpression| Time {
        tokens: scene.parse.tokens_in(t.span),
        is_day: t.value.begin().day.is_some(),
        is_over: t.relation == Relation::At && year.is_some_and(|year| t.value.end().year < year),
    };
    let scope = Scope {
        parse: scene.parse,
        times: inside.iter().map(time).collect(),
        is_event: &|noun| is_event(scene, noun),
        judges: &|verb| judges(scene, verb),
        reporting: &|time, site| reporting(scene, time, site),
    };
    choose(&scope).map(|i| inside[i].value.clone())
}

/// Whether a time is that of a credited source and not of what is told.
fn is_cited(scene: &Scene<'_>, span: CharSpan) -> bool {
    scene.citations.iter().any(|c| c.span.overlaps(span))
}

/// Whether a noun alone can name a situation.
fn is_event(scene: &Scene<'_>, noun: usize) -> bool {
    scene.knowledge.ontology.frames().headed_by(scene.key(noun), Pos::Noun).next().is_some()
}

/// Whether a verb alone judges its object, which then is there whenever it was: "condemned the raid", "backed the deal".
fn judges(scene: &Scene<'_>, verb: usize) -> bool {
    let mut frames = scene.knowledge.ontology.frames().headed_by(scene.key(verb), Pos::Verb);
    frames.any(|f| f.predicate.words.len() == 1 && JUDGEMENTS.contains(&&*f.class))
}

/// The acts of speech that take their object for granted.
const JUDGEMENTS: &[&str] = &["Accusation", "Endorsement", "Rejection"];

/// The verb outside a quotation that a time outside it goes with, where the parser hung it on a word inside.
fn reporting(scene: &Scene<'_>, time: &Range<usize>, site: usize) -> Option<usize> {
    let parse = scene.parse;
    let at = |t: usize| parse.tokens[t].span;
    let quoted = |t: usize| scene.quotations.iter().any(|q| q.outer.contains(at(t)));
    if !quoted(site) || quoted(time.start) {
        return None;
    }
    let sentence = parse.sentences[parse.sentence_of(site)].tokens.start;
    let outside = |t: &usize| class_of(parse, *t) == Some(PredicateClass::Verb) && !quoted(*t);
    parse.ancestors(site).find(outside).or_else(|| (sentence..time.start).rev().find(outside))
}

/// What a sentence's situations stand on: the sentence or, where a quotation runs on over the next ones, all of them.
pub(super) fn evidence(scene: &Scene<'_>, sentence: usize) -> CharSpan {
    let own = scene.parse.sentences[sentence].span;
    let running = scene.quotations.iter().map(|q| q.outer).filter(|q| q.overlaps(own) && !own.contains(*q));
    let reached = running.fold(own, CharSpan::cover);
    let touched = scene.parse.sentences.iter().map(|s| s.span).filter(|s| s.overlaps(reached));
    let whole = touched.fold(own, CharSpan::cover);
    if whole.len() <= LONGEST_EVIDENCE { whole } else { own }
}

/// The longest evidence that several sentences are joined to, in code points; a longer quotation is cited by sentence.
const LONGEST_EVIDENCE: usize = 400;

/// The sources credited in a sentence.
pub(super) fn citations_of(scene: &Scene<'_>, sentence: usize) -> Vec<usize> {
    let span = evidence(scene, sentence);
    (0..scene.citations.len()).filter(|&c| span.overlaps(scene.citations[c].span)).collect()
}
