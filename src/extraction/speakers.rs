//! Who speaks: in direct quotations, also when the attribution stands beside them, between their
//! pieces or in the sentence before, and in "according to".

use super::build::{self, Draft};
use super::fillers::Candidate;
use super::{Filler, Scene, Situation};
use crate::knowledge::words::Kind;
use crate::mentions::EntityRef;
use crate::mentions::quotation::{self, Quotation, QuotationKind};
use crate::predication::{Place, stance};
use crate::text::CharSpan;
use std::collections::BTreeMap;

/// Who speaks in each quotation, by its place in the scene's quotations; none where it is only a term or nobody is named.
pub(super) fn of(scene: &Scene<'_>) -> Vec<Option<EntityRef>> {
    let mut speakers: Vec<Option<EntityRef>> = scene.quotations.iter().map(|q| beside(scene, q)).collect();
    for group in quotation::clusters(scene.quotations) {
        let speaker = group.iter().find_map(|&q| speakers[q]);
        for &piece in &group {
            speakers[piece] = speaker;
        }
    }
    for q in 1..speakers.len() {
        if speakers[q].is_none() && follows(scene, &scene.quotations[q - 1], &scene.quotations[q]) {
            speakers[q] = speakers[q - 1];
        }
    }
    speakers
}

/// Whether a quotation fills a sentence of its own right after another one, in the same block.
fn follows(scene: &Scene<'_>, before: &Quotation, quotation: &Quotation) -> bool {
    let sentence_of = |span: CharSpan| scene.parse.sentences.iter().position(|s| s.span.overlaps(span));
    let (Some(first), Some(second)) = (sentence_of(before.outer), sentence_of(quotation.outer)) else { return false };
    let sentences = &scene.parse.sentences;
    let fills = sentences[second].span.len() < quotation.outer.len() + 4;
    quotation.kind == QuotationKind::Speech && fills && second - first <= 2 && sentences[first].block == sentences[second].block
}

/// The subject of the reporting verb that is nearest to a quotation, in the sentences that it touches.
fn beside(scene: &Scene<'_>, quotation: &Quotation) -> Option<EntityRef> {
    if quotation.kind != QuotationKind::Speech {
        return None;
    }
    let around = scene.parse.sentences.iter().filter(|s| s.span.overlaps(quotation.outer));
    let outside = around.flat_map(|s| s.tokens.clone()).filter(|&t| !quotation.outer.contains(scene.parse.tokens[t].span));
    let mut verbs: Vec<usize> = outside.filter(|&t| says(scene, quotation, t)).collect();
    verbs.sort_by_key(|&t| distance(scene.parse.tokens[t].span, quotation.outer));
    verbs.into_iter().find_map(|verb| speaker_of(scene, verb)).or_else(|| around_content(scene, quotation))
}

/// Whose words a quotation inside a content clause is: "Moscow remains firm that the isles are “ours”".
fn around_content(scene: &Scene<'_>, quotation: &Quotation) -> Option<EntityRef> {
    let first = scene.parse.tokens_in(quotation.span).next()?;
    let contents = std::iter::once(first).chain(scene.parse.ancestors(first)).filter(|&t| scene.parse.tokens[t].dep == "ccomp");
    let governors = contents.filter_map(|t| scene.parse.head(t)).map(|t| predicated(scene, t));
    governors.into_iter().find_map(|verb| speaker_of(scene, verb))
}

/// The verb by which an adjective or noun is said of its subject; any other token itself.
fn predicated(scene: &Scene<'_>, token: usize) -> usize {
    let predicative = matches!(scene.parse.tokens[token].dep, "attr" | "acomp");
    scene.parse.head(token).filter(|_| predicative).unwrap_or(token)
}

fn says(scene: &Scene<'_>, quotation: &Quotation, token: usize) -> bool {
    quotation.verb.is_some_and(|verb| verb.overlaps(scene.parse.tokens[token].span)) || scene.stances().reports(token)
}

fn distance(a: CharSpan, b: CharSpan) -> usize {
    if a.end <= b.start { b.start - a.end } else { a.start.saturating_sub(b.end) }
}

fn speaker_of(scene: &Scene<'_>, verb: usize) -> Option<EntityRef> {
    let subjects: Vec<usize> = scene.predications.fillers(verb, &Place::Subject).collect();
    subjects.into_iter().find_map(|s| build::entity_at(scene, s))
}

impl Scene<'_> {
    /// The quotation of someone's speech that a token stands in, by its place.
    fn quotation_of(&self, token: usize) -> Option<usize> {
        let span = self.parse.tokens[token].span;
        self.quotations.iter().position(|q| q.kind == QuotationKind::Speech && q.span.contains(span))
    }

    /// Who speaks at a token, if it stands in a quotation.
    pub(super) fn speaker_at(&self, token: usize) -> Option<EntityRef> {
        self.quotation_of(token).and_then(|q| self.speakers[q])
    }

    /// The words of the quotation that a token stands in.
    pub(super) fn quote_at(&self, token: usize) -> Option<String> {
        let quotation = &self.quotations[self.quotation_of(token)?];
        Some(self.document.text.slice(quotation.span).to_owned())
    }
}

/// Whether a source is someone, and not a document or fact.
fn speaks(scene: &Scene<'_>, candidate: &Candidate) -> bool {
    let someone = |kind| scene.is_kind(candidate, kind);
    candidate.is_entity() || someone(Kind::Person) || someone(Kind::Organization) || someone(Kind::Group)
}

/// The statements that "according to" gives: its source speaks.
pub(super) fn statements(scene: &Scene<'_>, sentence: usize) -> Vec<Draft> {
    let tokens = scene.parse.sentences[sentence].tokens.clone();
    let according = tokens.filter(|&t| scene.lower(t) == "according");
    according
        .filter_map(|token| {
            let source = stance::source_of(scene.parse, token)?;
            let speakers: Vec<Filler> =
                scene.candidates(source).into_iter().filter(|c| speaks(scene, c)).map(|c| c.filler).collect();
            if speakers.is_empty() {
                return None;
            }
            let roles = BTreeMap::from([("speaker".to_owned(), speakers)]);
            let situation = Situation { class: "Statement".to_owned(), roles, time: None };
            let mut draft = build::fact(scene, sentence, token, situation, 0.85, "according-to");
            draft.assertion.holder = scene.speaker_at(token);
            Some(draft)
        })
        .collect()
}
