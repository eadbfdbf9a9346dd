//! Pronouns that only the stages after linking can resolve: the first person in quotations, once their
//! speakers are known, and demonstratives said to be someone's land ("That is our territory").

use super::{Scene, kinds};
use crate::knowledge::EntityClass;
use crate::knowledge::words::Kind;
use crate::mentions::EntityRef;
use crate::text::CharSpan;

/// A pronoun with what it refers to and how sure that is, from 0 to 1.
pub type Reference = (usize, EntityRef, f32);

const SINGULAR: &[&str] = &["i", "me", "my", "mine", "myself"];
const PLURAL: &[&str] = &["we", "us", "our", "ours", "ourselves"];
const DEMONSTRATIVE: &[&str] = &["that", "this", "these", "those"];

/// The pronouns of a document that are resolved here.
pub(super) fn references(scene: &Scene<'_>) -> Vec<Reference> {
    let mut found = first_persons(scene);
    found.extend((0..scene.parse.tokens.len()).filter_map(|token| Some((token, demonstrated(scene, token)?, 0.7))));
    found
}

fn first_persons(scene: &Scene<'_>) -> Vec<Reference> {
    let spoken = scene.quotations.iter().zip(&scene.speakers).filter_map(|(q, speaker)| Some((q.span, (*speaker)?)));
    let tokens = |span: CharSpan, speaker| scene.parse.tokens_in(span).map(move |t| (t, speaker));
    spoken
        .flat_map(|(span, speaker)| tokens(span, speaker))
        .filter_map(|(t, speaker)| Some((t, meant_by(scene, t, speaker)?, 0.8)))
        .collect()
}

/// Whom a speaker means by a first-person pronoun: himself, or by "we" the state that he speaks for.
fn meant_by(scene: &Scene<'_>, token: usize, speaker: EntityRef) -> Option<EntityRef> {
    let word = scene.lower(token);
    if SINGULAR.contains(&&*word) {
        return Some(speaker);
    }
    PLURAL.contains(&&*word).then(|| match speaker {
        EntityRef::Known(id) if scene.class(speaker) == EntityClass::Person => {
            scene.knowledge.gazetteer.entity(id).belongs_to.first().map_or(speaker, |&state| EntityRef::Known(state))
        }
        _ => speaker,
    })
}

/// The place that a demonstrative subject points back to: the last one named in its sentence or the one before.
fn demonstrated(scene: &Scene<'_>, token: usize) -> Option<EntityRef> {
    let parse = scene.parse;
    let subject = parse.tokens[token].dep == "nsubj" && DEMONSTRATIVE.contains(&&*scene.lower(token));
    let said = parse.head(token).filter(|_| subject).and_then(|verb| parse.dependent(verb, &["attr"]))?;
    parse.dependent(said, &["poss"])?;
    let first = parse.sentences[parse.sentence_of(token).saturating_sub(1)].tokens.start;
    let before = (first..token).rev().flat_map(|t| scene.mentions.of_head(t));
    before.map(|m| m.entity).find(|&e| kinds::includes(Kind::Territory, scene.class(e)) && !scene.class(e).acts())
}
