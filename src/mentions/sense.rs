//! A capital as city or as government, a seat or body as itself or as its state.
//!
//! Decided by syntax: the relation of the name, its preposition, its verb, what it possesses. "In
//! Moscow", "visited Moscow", "the Moscow summit" are the city; "Moscow refuses", "ties with Moscow",
//! "Moscow's demands" the government.

use super::spotting::Spot;
use super::{Context, EntityRef, Sense, words};
use crate::knowledge::gazetteer::{NameKind, Usage};
use crate::knowledge::{EntityClass, EntityId};

/// What a name means in its sentence: its referent, how, and how sure that is.
pub(super) fn meaning(
    context: &Context,
    spot: &Spot,
    entity: EntityRef,
    kind: NameKind,
    confidence: f32,
) -> (EntityRef, Sense, f32) {
    let EntityRef::Known(id) = entity else { return (entity, Sense::Name, confidence) };
    let known = context.gazetteer.entity(id);
    if matches!(kind, NameKind::Demonym | NameKind::CombiningForm) {
        return (entity, Sense::Demonym, confidence);
    }
    if kind == NameKind::Hidden && known.class == EntityClass::State && spot.tokens.len() > 1 {
        return (entity, Sense::Metonym, confidence);
    }
    let Some(state) = context.gazetteer.government_of(id) else { return (entity, Sense::Name, confidence) };
    if known.class == EntityClass::City {
        return city(context, spot, id, state, confidence);
    }
    if kind == NameKind::Abbreviation || is_body(context, spot) {
        (entity, Sense::Name, confidence)
    } else {
        seat(context, spot, id, state, confidence)
    }
}

/// A ministry, parliament or army acts in its own name; "the Kremlin" and "Foggy Bottom" do not.
fn is_body(context: &Context, spot: &Spot) -> bool {
    spot.tokens.clone().any(|t| {
        let word = context.lower(t);
        word != "house" && words::class_of_ending(&word).is_some()
    })
}

fn city(context: &Context, spot: &Spot, city: EntityId, state: EntityId, confidence: f32) -> (EntityRef, Sense, f32) {
    let score = government_score(context, spot);
    let sure = confidence * (0.6 + 0.35 * score.abs().min(1.0));
    if score > 0.0 {
        (EntityRef::Known(state), Sense::CapitalForGovernment, sure)
    } else {
        (EntityRef::Known(city), Sense::Name, sure)
    }
}

/// The Kremlin is Russia except as a building: "at the White House".
fn seat(context: &Context, spot: &Spot, seat: EntityId, state: EntityId, confidence: f32) -> (EntityRef, Sense, f32) {
    let place = context
        .parse
        .head(spot.head)
        .filter(|&h| context.parse.tokens[h].dep == "prep")
        .is_some_and(|h| matches!(&*context.parse.tokens[h].lemma, "at" | "inside" | "near" | "outside"));
    let always = context.gazetteer.entity(seat).usage == Some(Usage::AlwaysGovernment);
    if place || !always && government_score(context, spot) <= 0.0 {
        (EntityRef::Known(seat), Sense::Name, confidence)
    } else {
        (EntityRef::Known(state), Sense::Metonym, confidence)
    }
}

/// Above 0: the government; below: the place.
fn government_score(context: &Context, spot: &Spot) -> f32 {
    if let Some(score) = by_neighbours(context, spot) {
        return score;
    }
    let mut head = spot.head;
    // A conjunct stands where the first one stands.
    while context.parse.tokens[head].dep == "conj" {
        head = context.parse.tokens[head].head;
    }
    by_relation(context, head)
}

/// "Moscow-based", "the capital, Tehran", "Belgrade, Serbia", "HANOI —".
fn by_neighbours(context: &Context, spot: &Spot) -> Option<f32> {
    let tokens = &context.parse.tokens;
    let text = |t: usize| tokens.get(t).map_or("", |x| &*x.text);
    let (start, end) = (spot.tokens.start, spot.tokens.end);
    if text(end) == "-" || text(end) == "–" {
        let next = text(end + 1).to_lowercase();
        if words::has(words::BACKED, &next) {
            return Some(1.0);
        }
        if next.ends_with("based") || next == "born" || next == "area" {
            return Some(-1.0);
        }
    }
    if let Some(suffix) = text(end.saturating_sub(1)).split_once('-').map(|(_, s)| s).filter(|_| spot.tokens.len() == 1) {
        return Some(if words::has(words::BACKED, suffix) { 1.0 } else { -0.5 });
    }
    let first = context.parse.sentences[context.parse.sentence_of(start)].tokens.start;
    let dateline = start == first
        && (matches!(text(end), "—" | "–" | "--")
            || text(end) == "(" && text(end + 2) == ")" && text(start).chars().all(char::is_uppercase));
    let in_state = text(end) == ","
        && tokens.get(end + 1).is_some_and(|t| {
            t.pos == "PROPN"
                && matches!(t.dep, "appos" | "npadvmod" | "conj")
                && tokens[spot.head].dep == "pobj"
                && t.head == spot.head
        });
    let capital = start >= 2
        && matches!(&*tokens[start - 1].lemma, "capital" | "city" | "of")
        && matches!(&*context.lower(start - 1), "capital" | "city");
    let renamed =
        context.parse.dependents(spot.head, &["appos"]).any(|a| matches!(&*tokens[a].lemma, "capital" | "city" | "port"));
    let upper_dateline = start == first
        && spot.tokens.len() == 1
        && text(start).len() > 3
        && text(start).chars().all(char::is_uppercase)
        && text(end) == ",";
    let appos_of_capital =
        tokens[spot.head].dep == "appos" && matches!(&*tokens[tokens[spot.head].head].lemma, "capital" | "city");
    (dateline || in_state || capital || renamed || upper_dateline || appos_of_capital).then_some(-1.0)
}

fn by_relation(context: &Context, head: usize) -> f32 {
    let token = &context.parse.tokens[head];
    let governor = &context.parse.tokens[token.head];
    match token.dep {
        "nsubj" => as_subject(context, token.head),
        "nsubjpass" => {
            if words::has(words::PLACE_PATIENT, &governor.lemma) {
                -0.6
            } else {
                0.8
            }
        }
        "poss" => {
            if words::has(words::CITY_THINGS, &governor.lemma)
                || words::has(
                    &["college", "university", "institute", "school", "academy", "airport", "club"],
                    &governor.text.to_lowercase(),
                )
            {
                -0.7
            } else {
                0.9
            }
        }
        "pobj" => as_object_of_preposition(context, token.head),
        "dobj" => {
            if words::has(words::PLACE_OBJECT, &governor.lemma) {
                -0.8
            } else {
                0.7
            }
        }
        "dative" | "agent" => 0.9,
        "compound" | "nmod" | "amod" => as_modifier(context, head, token.head),
        "npadvmod" | "appos" | "advmod" => -0.3,
        _ => 0.3,
    }
}

fn as_subject(context: &Context, verb: usize) -> f32 {
    let lemma = &*context.parse.tokens[verb].lemma;
    if matches!(lemma, "be" | "become" | "remain") {
        let attr = context.parse.dependent(verb, &["attr", "acomp"]);
        let place = attr.is_some_and(|a| {
            matches!(&*context.parse.tokens[a].lemma, "capital" | "city" | "home" | "site" | "venue" | "port" | "quiet" | "calm")
        });
        return if place { -0.9 } else { 0.6 };
    }
    if matches!(lemma, "lie" | "host" | "wake" | "burn" | "fall" | "celebrate" | "stand") { -0.2 } else { 1.0 }
}

fn as_modifier(context: &Context, head: usize, noun: usize) -> f32 {
    let tokens = &context.parse.tokens;
    let lemma = &*tokens[noun].lemma;
    let lower = context.lower(noun);
    if words::has(words::CITY_THINGS, &lower) || words::has(words::CITY_THINGS, lemma) {
        return -0.8;
    }
    // "Moscow Times": part of a longer name that the gazetteer lacks.
    if noun > head && tokens[noun].pos == "PROPN" { -0.4 } else { 0.5 }
}

fn as_object_of_preposition(context: &Context, preposition: usize) -> f32 {
    let tokens = &context.parse.tokens;
    let word = context.lower(preposition);
    let governor = tokens[preposition].head;
    let lemma = tokens[governor].lemma.to_lowercase();
    let nearer = matches!(&*lemma, "close" | "closer" | "closely" | "near");
    let moves = !nearer
        && (words::has(words::MOTION, &lemma)
            || context.parse.ancestors(preposition).take(3).any(|a| {
                words::has(words::MOTION, &tokens[a].lemma) && tokens[a].pos == "VERB" && matches!(&*word, "to" | "from")
            }));
    match &*word {
        "in" if words::has(words::TRUST, &lemma) => 0.6,
        w if words::has(words::PLACE_PREPOSITIONS, w) => -0.9,
        "to" | "from" | "for" if moves => -0.7,
        "over" if matches!(&*lemma, "fly" | "shoot" | "flight" | "down" | "explode") => -0.7,
        "on" if matches!(&*lemma, "march" | "advance" | "attack" | "strike" | "raid" | "assault" | "offensive") => -0.4,
        "of" if words::has(words::CITY_THINGS, &lemma)
            || words::has(
                &["mayor", "prosecutor", "general", "bishop", "archbishop", "patriarch", "imam", "resident"],
                &lemma,
            )
            || matches!(tokens[governor].pos, "ADV")
            || words::has(words::MOTION, &lemma) =>
        {
            -0.7
        }
        "of" if matches!(
            &*lemma,
            "capture" | "occupation" | "seizure" | "evacuation" | "shelling" | "bombardment" | "destruction"
        ) =>
        {
            -0.6
        }
        "of" => 0.4,
        "by" if tokens[preposition].dep != "agent" && moves => -0.3,
        _ => 0.7,
    }
}
