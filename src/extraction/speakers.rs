//! Who speaks: in direct quotations, also when the attribution stands beside them, between their
//! pieces or in the sentence before, and in "according to".

use super::build::{self, AS_FACT, Draft};
use super::{Assertion, Filler, Scene, Situation, when};
use crate::mentions::{
    EntityRef,
    quotation::{Quotation, QuotationKind},
};
use crate::predication::stance;
use crate::text::CharSpan;
use std::collections::BTreeMap;

/// The speaker of each quotation, by its place in the scene's quotations.
pub(super) struct Speakers {
    of_quotation: Vec<Option<EntityRef>>,
}

/// Finds who speaks in each quotation.
pub(super) fn of(scene: &Scene<'_>) -> Speakers {
    let mut of_quotation: Vec<Option<EntityRef>> = Vec::with_capacity(scene.quotations.len());
    for quotation in scene.quotations {
        let speaker = beside(scene, quotation);
        of_quotation.push(speaker);
    }
    Speakers { of_quotation }
}

/// The subject of the reporting verb that is nearest to a quotation, in the sentences that it touches.
fn beside(scene: &Scene<'_>, quotation: &Quotation) -> Option<EntityRef> {
    let around = scene.parse.sentences.iter().filter(|s| s.span.overlaps(quotation.outer));
    let verbs = around.flat_map(|s| s.tokens.clone()).filter(|&t| scene.stances().reports(t) && !quotation.outer.contains(scene.parse.tokens[t].span));
    let mut verbs: Vec<usize> = verbs.collect();
    verbs.sort_by_key(|&t| distance(scene.parse.tokens[t].span, quotation.outer));
    verbs.into_iter().find_map(|verb| speaker_of(scene, verb))
}

fn distance(a: CharSpan, b: CharSpan) -> usize {
    if a.end <= b.start { b.start - a.end } else { a.start.saturating_sub(b.end) }
}

fn speaker_of(scene: &Scene<'_>, verb: usize) -> Option<EntityRef> {
    use crate::predication::Place;
    let subjects = scene.predications.fillers(verb, &Place::Subject).collect::<Vec<_>>();
    subjects.into_iter().find_map(|s| build::entity_at(scene, s))
}

impl Speakers {
    /// Who speaks at a token, if it stands in a quotation of someone's speech.
    pub(super) fn of_token(&self, scene: &Scene<'_>, token: usize) -> Option<EntityRef> {
        let span = scene.parse.tokens[token].span;
        let at = scene.quotations.iter().position(|q| q.kind == QuotationKind::Speech && q.span.contains(span))?;
        self.of_quotation[at]
    }

    /// The words of the quotation that a token stands in.
    #[expect(clippy::unused_self, reason = "a look-up beside `of_token`, by the same quotations")]
    pub(super) fn quote_at(&self, scene: &Scene<'_>, token: usize) -> Option<String> {
        let span = scene.parse.tokens[token].span;
        let quotation = scene.quotations.iter().find(|q| q.kind == QuotationKind::Speech && q.span.contains(span))?;
        Some(scene.document.text.slice(quotation.span).to_owned())
    }
}

/// The statements that "according to" gives: its source speaks.
pub(super) fn statements(scene: &Scene<'_>, speakers: &Speakers, sentence: usize) -> Vec<Draft> {
    let tokens = scene.parse.sentences[sentence].tokens.clone();
    let according = tokens.filter(|&t| scene.lower(t) == "according");
    according
        .filter_map(|token| {
            let speaker = build::entity_at(scene, stance::source_of(scene.parse, token)?)?;
            let roles = BTreeMap::from([("speaker".to_owned(), vec![Filler::Entity(speaker)])]);
            let (polarity, modality) = AS_FACT;
            let assertion = Assertion {
                situation: Situation { class: "Statement".to_owned(), roles, time: None },
                polarity,
                modality,
                holder: speakers.of_token(scene, token),
                quote: None,
                citations: when::citations_of(scene, sentence),
                evidence: scene.parse.sentences[sentence].span,
                within: None,
                confidence: 0.85,
                frame: "according-to".to_owned(),
            };
            Some(Draft { assertion, predicate: vec![token], embedders: Vec::new() })
        })
        .collect()
}
