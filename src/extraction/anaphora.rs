//! Pronouns that only the stages after linking can resolve: the first person in quotations, once their
//! speakers are known, and demonstratives said to be someone's land ("That is our territory").

use super::{Scene, kinds, speakers};
use crate::knowledge::words::Kind;
use crate::mentions::EntityRef;
use crate::text::CharSpan;

/// A pronoun with what it refers to and how sure that is, from 0 to 1.
pub type Reference = (usize, EntityRef, f32);

const FIRST_PERSON: &[&str] = &["i", "me", "my", "we", "us", "our", "ours", "mine", "ourselves", "myself"];
const DEMONSTRATIVE: &[&str] = &["that", "this", "these", "those"];

/// The pronouns of a document that are resolved here.
pub(super) fn references(scene: &Scene<'_>) -> Vec<Reference> {
    let mut found = first_persons(scene);
    found.extend((0..scene.parse.tokens.len()).filter_map(|token| Some((token, demonstrated(scene, token)?, 0.7))));
    found
}

fn first_persons(scene: &Scene<'_>) -> Vec<Reference> {
    let speakers = speakers::of(scene);
    let spoken = scene.quotations.iter().zip(speakers).filter_map(|(q, speaker)| Some((q.span, speaker?)));
    let pronouns =
        |span: CharSpan| scene.parse.tokens_in(span).filter(|&t| FIRST_PERSON.contains(&&*scene.lower(t))).collect::<Vec<_>>();
    spoken.flat_map(|(span, speaker)| pronouns(span).into_iter().map(move |t| (t, speaker, 0.8))).collect()
}

/// The place that a demonstrative subject points back to: the last one named in its sentence or the one before.
fn demonstrated(scene: &Scene<'_>, token: usize) -> Option<EntityRef> {
    let parse = scene.parse;
    let subject = parse.tokens[token].dep == "nsubj" && DEMONSTRATIVE.contains(&&*scene.lower(token));
    let said = parse.head(token).filter(|_| subject).and_then(|verb| parse.dependent(verb, &["attr"]))?;
    parse.dependent(said, &["poss"])?;
    let first = parse.sentences[parse.sentence_of(token).saturating_sub(1)].tokens.start;
    let before = (first..token).rev().flat_map(|t| scene.mentions.of_head(t));
    before.map(|m| m.entity).find(|&e| kinds::includes(Kind::Territory, scene.class(e)) && !kinds::is_actor(scene.class(e)))
}
