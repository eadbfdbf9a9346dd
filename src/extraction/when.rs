//! When a situation was, and which sources are credited for it: from its own clause and sentence only.

use super::Scene;
use crate::mentions::time::{Edtf, TimeExpression};
use crate::predication::{PredicateClass, class_of};
use crate::text::CharSpan;

/// The time that a predicate's clause gives: of the expressions in the sentence, the first that
/// hangs on the predicate or, for a noun, on the verb that governs it; coordinated verbs share the first one's.
pub(super) fn of(scene: &Scene<'_>, sentence: usize, predicate: &[usize]) -> Option<Edtf> {
    let span = scene.parse.sentences[sentence].span;
    let inside: Vec<&TimeExpression> = scene.times.iter().filter(|t| span.contains(t.span) && !is_cited(scene, t.span)).collect();
    let own = inside.iter().find(|t| hangs_on(scene, t.span, predicate));
    let shared =
        || first_conjunct(scene, predicate[0]).and_then(|first| inside.iter().find(|t| hangs_on(scene, t.span, &[first])));
    own.or_else(shared).map(|t| t.value.clone())
}

/// The first of the verbs that a verb is coordinated with, if it shares that one's subject.
fn first_conjunct(scene: &Scene<'_>, token: usize) -> Option<usize> {
    let parse = scene.parse;
    let verb = governing_verb(scene, token).unwrap_or(token);
    let shares = parse.tokens[verb].dep == "conj" && parse.dependent(verb, &["nsubj", "nsubjpass"]).is_none();
    std::iter::once(verb).chain(parse.ancestors(verb)).find(|&t| parse.tokens[t].dep != "conj").filter(|_| shares)
}

/// Whether a time is that of a credited source and not of what is told.
fn is_cited(scene: &Scene<'_>, span: CharSpan) -> bool {
    scene.citations.iter().any(|c| c.span.overlaps(span))
}

fn hangs_on(scene: &Scene<'_>, span: CharSpan, predicate: &[usize]) -> bool {
    let parse = scene.parse;
    let tokens = parse.tokens_in(span);
    if tokens.is_empty() {
        return false;
    }
    let head = parse.head_of(tokens);
    let governor = parse.ancestors(head).find(|&t| predicate.contains(&t) || class_of(parse, t) == Some(PredicateClass::Verb));
    let Some(governor) = governor else { return false };
    predicate.contains(&governor) || predicate.iter().any(|&p| governing_verb(scene, p) == Some(governor))
}

/// The verb whose clause a noun stands in.
fn governing_verb(scene: &Scene<'_>, token: usize) -> Option<usize> {
    if class_of(scene.parse, token) == Some(PredicateClass::Verb) {
        return None;
    }
    scene.parse.ancestors(token).find(|&t| class_of(scene.parse, t) == Some(PredicateClass::Verb))
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
