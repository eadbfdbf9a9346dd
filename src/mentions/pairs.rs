//! Phrases that mean two parties spoken of before: "both sides", "the two countries", "the two
//! leaders", "the former", "the latter".

use super::coreference::{Discourse, Kind, Resolution};
use super::{EntityRef, Sense};
use crate::knowledge::EntityClass;

/// How many sentences back a pair may stand.
const REACH: usize = 4;

/// What a phrase for two parties, or for one of two, refers to.
pub(super) fn resolve(walk: &Discourse, token: usize) -> Option<Resolution> {
    let word = walk.context.lower(token);
    if matches!(&*word, "former" | "latter") {
        return one_of_two(walk, token, word == "former");
    }
    let wanted = parties(&walk.context.parse.tokens[token].lemma)?;
    let start = phrase_start(walk, token)?;
    let candidates = [recorded(walk, token, wanted), salient(walk, token, wanted)];
    let (_, entities, confidence) = candidates.into_iter().flatten().max_by(|a, b| a.0.total_cmp(&b.0))?;
    Some(Resolution { entities: entities.to_vec(), sense: Sense::Coreference, confidence, tokens: start..token + 1 })
}

/// What kind of party a noun speaks of.
fn parties(lemma: &str) -> Option<Kind> {
    Some(match lemma {
        "side" | "country" | "nation" | "state" | "government" | "party" | "capital" | "neighbor" | "neighbour" | "power"
        | "ally" | "rival" => Kind::Polity,
        "leader" | "president" | "minister" | "official" | "man" | "diplomat" => Kind::Person,
        _ => return None,
    })
}

/// The first token of "both sides", "the two countries"; none for other phrases.
fn phrase_start(walk: &Discourse, token: usize) -> Option<usize> {
    let parse = walk.context.parse;
    if parse.tokens[token].tag != "NNS" && parse.tokens[token].tag != "NNPS" {
        return None;
    }
    let before: Vec<usize> = parse.children(token).iter().copied().filter(|&c| c < token).collect();
    let words: Vec<String> = before.iter().map(|&c| walk.context.lower(c)).collect();
    let both = words.iter().any(|w| w == "both");
    let two =
        words.iter().any(|w| w == "two") && words.iter().any(|w| matches!(&**w, "the" | "these" | "those" | "our" | "their"));
    let bare = words.len() == 1 && words[0] == "the" && matches!(&*parse.tokens[token].lemma, "side" | "party");
    let plain = before
        .iter()
        .all(|&c| matches!(parse.tokens[c].dep, "det" | "nummod" | "predet" | "amod" | "preconj" | "quantmod" | "poss"));
    let coordinated = parse.dependent(token, &["conj"]).is_some()
        || parse.dependents(token, &["prep"]).any(|p| matches!(&*parse.tokens[p].text, "of" | "to"));
    let other = words.iter().any(|w| matches!(&**w, "other" | "many" | "all"));
    ((both || two || bare) && plain && !coordinated && !other).then(|| before.first().copied().unwrap_or(token))
}

/// A pair with its score and the confidence in it.
type Scored = (f32, [EntityRef; 2], f32);

/// The best pair that the text made: "Russo-Japanese", "between Japan and Russia".
fn recorded(walk: &Discourse, token: usize, wanted: Kind) -> Option<Scored> {
    let parse = walk.context.parse;
    let distance = |t: usize| parse.sentence_of(token) - parse.sentence_of(t);
    let near = walk.pairs.iter().rev().take_while(|p| distance(p.token) <= REACH);
    let fits = near.filter(|p| p.entities.iter().all(|&e| walk.kind_of(e) == wanted));
    let scored = fits.map(|p| {
        let score = 2.2 - 0.5 * distance(p.token) as f32 + if p.prominent { 1.0 } else { 0.0 } + weight(walk, p.entities);
        (score, p.entities, 0.8)
    });
    scored.max_by(|a, b| a.0.total_cmp(&b.0))
}

/// How often both of a pair were mentioned.
fn weight(walk: &Discourse, pair: [EntityRef; 2]) -> f32 {
    let least = pair.iter().map(|e| walk.counts.get(e).copied().unwrap_or(0)).min().unwrap_or(0);
    (least as f32 * 0.1).min(1.0)
}

/// Without a pair: the two most prominent parties.
fn salient(walk: &Discourse, token: usize, wanted: Kind) -> Option<Scored> {
    let mut seen: Vec<(f32, EntityRef)> = Vec::new();
    for antecedent in walk.recent().filter(|a| walk.distance(a, token) <= REACH && a.kind == wanted) {
        let score = walk.salience(antecedent, token);
        for &entity in antecedent.entities.iter().filter(|&&e| is_party(walk, e, wanted)) {
            match seen.iter_mut().find(|(_, e)| *e == entity) {
                Some((best, _)) => *best = best.max(score) + 0.3,
                None => seen.push((score, entity)),
            }
        }
    }
    seen.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    let [(_, a), (_, b), ref rest @ ..] = seen[..] else { return None };
    let confidence = if rest.is_empty() { 0.7 } else { 0.5 };
    Some((1.2 + weight(walk, [a, b]), [a, b], confidence))
}

fn is_party(walk: &Discourse, entity: EntityRef, wanted: Kind) -> bool {
    wanted == Kind::Person || !matches!(walk.class_of(entity), EntityClass::Publication | EntityClass::StateBody)
}

/// "The former", "the latter": of the last two named in this sentence or the one before.
fn one_of_two(walk: &Discourse, token: usize, first: bool) -> Option<Resolution> {
    let parse = walk.context.parse;
    let article = token.checked_sub(1).filter(|&t| parse.tokens[t].text.eq_ignore_ascii_case("the"))?;
    let word = &parse.tokens[token];
    if word.dep == "amod" && word.head == token + 1 {
        return None;
    }
    let within = |reach: usize| {
        let pair =
            walk.pairs.last().filter(|p| parse.sentence_of(token) - parse.sentence_of(p.token) <= reach).map(|p| p.entities);
        pair.or_else(|| last_two(walk, token, reach))
    };
    let pair = within(0).or_else(|| within(1))?;
    let entity = if first { pair[0] } else { pair[1] };
    Some(Resolution { entities: vec![entity], sense: Sense::Coreference, confidence: 0.75, tokens: article..token + 1 })
}

fn last_two(walk: &Discourse, token: usize, reach: usize) -> Option<[EntityRef; 2]> {
    let mut found = Vec::new();
    for antecedent in walk.recent().filter(|a| {
        walk.distance(a, token) <= reach
            && (!a.modifier || walk.context.parse.tokens[a.token].pos == "PROPN")
            && a.entities.len() == 1
            && matches!(a.kind, Kind::Polity | Kind::Person)
    }) {
        if !found.contains(&antecedent.entities[0]) {
            found.push(antecedent.entities[0]);
        }
    }
    (found.len() >= 2).then(|| [found[1], found[0]])
}
