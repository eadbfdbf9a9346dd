//! Who speaks: in direct quotations, also when the attribution stands beside them, between their
//! pieces, in the clause or sentence before, and in "according to".

use super::build::{self, Draft};
use super::fillers::Candidate;
use super::{Filler, Scene, Situation, when};
use crate::knowledge::predicate::Pos;
use crate::knowledge::words::Kind;
use crate::mentions::EntityRef;
use crate::mentions::quotation::{self, Quotation, QuotationKind};
use crate::predication::{Place, stance};
use crate::text::CharSpan;
use std::collections::BTreeMap;
use std::ops::Range;

/// Who speaks in each quotation, by its place in the scene's quotations; none where it is only a term or nobody is named.
pub(super) fn of(scene: &Scene<'_>) -> Vec<Option<EntityRef>> {
    let mut speakers: Vec<Option<EntityRef>> =
        scene.quotations.iter().map(|q| beside(scene, q).or_else(|| introduced(scene, q).map(|(_, who)| who))).collect();
    for group in quotation::clusters(scene.quotations) {
        let speaker = group.iter().find_map(|&q| speakers[q]);
        for &piece in &group {
            speakers[piece] = speaker;
        }
    }
    for q in 0..speakers.len() {
        if speakers[q].is_none() && stands_alone(scene, &scene.quotations[q]) {
            let spoken = q.checked_sub(1).filter(|&before| follows(scene, before, q)).and_then(|before| speakers[before]);
            speakers[q] = spoken.or_else(|| subject_before(scene, &scene.quotations[q]));
        }
    }
    speakers
}

/// The sentences that a span touches.
fn sentences_of(scene: &Scene<'_>, span: CharSpan) -> Range<usize> {
    let sentences = &scene.parse.sentences;
    let first = sentences.partition_point(|s| s.span.end <= span.start);
    first..first + sentences[first..].partition_point(|s| s.span.start < span.end)
}

/// Whether a quotation of speech fills its sentences, so that nothing in them tells who speaks.
fn stands_alone(scene: &Scene<'_>, quotation: &Quotation) -> bool {
    let around = sentences_of(scene, quotation.outer);
    let (Some(first), Some(last)) = (scene.parse.sentences.get(around.start), around.last().map(|s| &scene.parse.sentences[s]))
    else {
        return false;
    };
    let marks = 2;
    quotation.kind == QuotationKind::Speech
        && first.span.start + marks >= quotation.outer.start
        && last.span.end <= quotation.outer.end + marks
}

/// Whether a quotation stands right after another one, in the same block.
fn follows(scene: &Scene<'_>, before: usize, quotation: usize) -> bool {
    let sentence_of = |q: usize| sentences_of(scene, scene.quotations[q].outer);
    let (first, second) = (sentence_of(before), sentence_of(quotation));
    let sentences = &scene.parse.sentences;
    !first.is_empty() && second.start - first.start <= 2 && sentences[first.start].block == sentences[second.start].block
}

/// Whom the sentence before a quotation is about: "Petrov was blunt. “We will not go.”"
fn subject_before(scene: &Scene<'_>, quotation: &Quotation) -> Option<EntityRef> {
    let at = sentences_of(scene, quotation.outer).start.checked_sub(1)?;
    let sentences = &scene.parse.sentences;
    let near = sentences[at + 1].block == sentences[at].block;
    let root = sentences[at].tokens.clone().find(|&t| scene.parse.head(t).is_none())?;
    let speaker = subject_of(scene, root).filter(|_| near)?;
    scene.class(speaker).acts().then_some(speaker)
}

/// The subject of the reporting verb that is nearest to a quotation, in the sentences that it touches.
fn beside(scene: &Scene<'_>, quotation: &Quotation) -> Option<EntityRef> {
    if quotation.kind != QuotationKind::Speech {
        return None;
    }
    let around = scene.parse.sentences[sentences_of(scene, quotation.outer)].iter();
    let outside = around.flat_map(|s| s.tokens.clone()).filter(|&t| !quotation.outer.contains(scene.parse.tokens[t].span));
    let mut verbs: Vec<usize> = outside.filter(|&t| says(scene, quotation, t)).collect();
    verbs.sort_by_key(|&t| distance(scene.parse.tokens[t].span, quotation.outer));
    let said = verbs.into_iter().find_map(|verb| speaker_of(scene, verb));
    said.or_else(|| around_content(scene, quotation)).or_else(|| around_act(scene, quotation))
}

/// Whose act a quotation is part of: "He condemned “the aggression of Chad against Niger”".
fn around_act(scene: &Scene<'_>, quotation: &Quotation) -> Option<EntityRef> {
    let first = scene.parse.tokens_in(quotation.span).next()?;
    let outside = scene.parse.ancestors(first).filter(|&t| !quotation.outer.contains(scene.parse.tokens[t].span));
    let ontology = &scene.knowledge.ontology;
    let acts =
        |&t: &usize| ontology.frames().headed_by(scene.key(t), Pos::Verb).any(|f| ontology.family(&f.class) == Some("Speech"));
    let verb = outside.into_iter().filter(|&t| scene.parse.tokens[t].pos == "VERB").find(acts)?;
    subject_of(scene, verb)
}

/// Who speaks in a quotation after a colon, with the verb that is said of him: "The ministry defended the raid: “They had fired first.”"
fn introduced(scene: &Scene<'_>, quotation: &Quotation) -> Option<(usize, EntityRef)> {
    let parse = scene.parse;
    let colon = parse.tokens.partition_point(|t| t.span.start < quotation.outer.start).checked_sub(1)?;
    if quotation.kind != QuotationKind::Speech || &*parse.tokens[colon].text != ":" {
        return None;
    }
    let from = parse.sentences[parse.sentence_of(colon)].tokens.start;
    let verbs = (from..colon).filter(|&t| matches!(parse.tokens[t].pos, "VERB" | "AUX"));
    let speaking = verbs.filter_map(|t| Some((t, subject_of(scene, t).filter(|&who| scene.class(who).acts())?)));
    speaking.min_by_key(|&(t, _)| parse.ancestors(t).count())
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
    scene.stances().inverted_speaker(verb).and_then(|s| build::voice_at(scene, s, 0)).or_else(|| subject_of(scene, verb))
}

/// Whom the subject of a verb names or speaks for.
fn subject_of(scene: &Scene<'_>, verb: usize) -> Option<EntityRef> {
    let subjects: Vec<usize> = scene.predications.fillers(verb, &Place::Subject).collect();
    subjects.into_iter().find_map(|s| build::voice_at(scene, s, 0))
}

impl Scene<'_> {
    /// The innermost quotation of someone's speech that a token stands in, by its place.
    fn quotation_of(&self, token: usize) -> Option<usize> {
        let span = self.parse.tokens[token].span;
        let before = self.quotations.partition_point(|q| q.outer.start <= span.start);
        let outermost = self.quotations[..before].iter().rposition(|q| q.depth == 0)?;
        (outermost..before).rev().find(|&q| {
            let quotation = &self.quotations[q];
            quotation.kind == QuotationKind::Speech && quotation.span.contains(span)
        })
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

/// The statement that an introduction before a colon makes of the words that follow it.
pub(super) fn introductions(scene: &Scene<'_>, sentence: usize) -> Vec<Draft> {
    let opened = scene.parse.sentences[sentence].span;
    let from = scene.quotations.partition_point(|q| q.outer.start < opened.start);
    let near = scene.quotations[from..].iter().take_while(|q| q.outer.start <= opened.end + 2);
    let bare = near.filter(|q| beside(scene, q).is_none());
    let found = bare.filter_map(|q| introduced(scene, q)).filter(|&(verb, _)| scene.parse.sentence_of(verb) == sentence);
    found.map(|(verb, speaker)| statement(scene, sentence, verb, speaker, "introduction")).collect()
}

/// The statements that actors make while they do something else: "In a letter to the council, Chad blamed Libya."
/// Those of which a frame has told already are left out.
pub(super) fn in_documents(scene: &Scene<'_>, sentence: usize, told: &[Draft]) -> Vec<Draft> {
    let tokens = scene.parse.sentences[sentence].tokens.clone();
    let speaking = tokens.filter_map(|token| Some((token, spoken_in(scene, token)?)));
    let new = speaking.filter(|(_, speaker)| !told.iter().rev().any(|d| says_already(scene, sentence, d, *speaker)));
    new.map(|(token, speaker)| statement(scene, sentence, token, speaker, "in-document")).collect()
}

/// The statement of a speaker that no frame makes.
fn statement(scene: &Scene<'_>, sentence: usize, token: usize, speaker: EntityRef, frame: &str) -> Draft {
    let roles = BTreeMap::from([("speaker".to_owned(), vec![Filler::Entity(speaker)])]);
    build::fact(scene, sentence, token, Situation { class: "Statement".to_owned(), roles, time: None }, 0.8, frame)
}

fn says_already(scene: &Scene<'_>, sentence: usize, draft: &Draft, speaker: EntityRef) -> bool {
    let a = &draft.assertion;
    let speaks = || a.situation.roles.get("speaker").is_some_and(|s| s.contains(&Filler::Entity(speaker)));
    a.evidence == when::evidence(scene, sentence) && a.situation.class == "Statement" && speaks()
}

/// Who speaks in a document or speech that a clause is set in, by the document's noun.
fn spoken_in(scene: &Scene<'_>, noun: usize) -> Option<EntityRef> {
    let parse = scene.parse;
    let within = parse.head(noun).filter(|&p| parse.tokens[noun].dep == "pobj" && scene.lower(p) == "in")?;
    let verb = parse.head(within).filter(|&v| matches!(parse.tokens[v].pos, "VERB" | "AUX"))?;
    let another = parse.dependents(noun, &["prep"]).any(|p| matches!(&*scene.lower(p), "by" | "from" | "of"));
    let alone = scene.is_one_of("utterances", noun)
        && !another
        && parse.dependent(noun, &["poss"]).is_none_or(|p| parse.tokens[p].pos == "PRON");
    let active = scene.predications.get(verb).is_some_and(|p| !p.passive);
    subject_of(scene, verb).filter(|&who| alone && active && scene.class(who).acts())
}

/// Whether a source is someone, and not a document or fact.
fn speaks(scene: &Scene<'_>, candidate: &Candidate) -> bool {
    let someone = |kind| scene.is_kind(candidate, kind);
    scene.is_named_actor(candidate) || someone(Kind::Person) || someone(Kind::Organization) || someone(Kind::Group)
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
