//! When a situation was, and which sources are credited for it: from its own clause and sentence only.

use super::Scene;
use crate::mentions::time::Edtf;
use crate::predication::{PredicateClass, class_of};

/// The time that a predicate's clause gives: of the expressions in the sentence, the first that
/// hangs on the predicate or, for a noun, on the verb that governs it.
pub(super) fn of(scene: &Scene<'_>, sentence: usize, predicate: &[usize]) -> Option<Edtf> {
    let span = scene.parse.sentences[sentence].span;
    let inside = scene.times.iter().filter(|t| span.contains(t.span));
    inside.filter(|t| hangs_on(scene, t.span, predicate)).map(|t| t.value.clone()).next()
}

fn hangs_on(scene: &Scene<'_>, span: crate::text::CharSpan, predicate: &[usize]) -> bool {
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

/// The sources credited in a sentence.
pub(super) fn citations_of(scene: &Scene<'_>, sentence: usize) -> Vec<usize> {
    let span = scene.parse.sentences[sentence].span;
    (0..scene.citations.len()).filter(|&c| span.overlaps(scene.citations[c].span)).collect()
}
