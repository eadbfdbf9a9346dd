//! Entities that the gazetteer lacks: their class, by the evidence around the name, and their usual
//! name. The model's label is heard last, since it takes Lavrov for an organization.

use super::Context;
use super::spotting::Spot;
use super::words;
use crate::knowledge::EntityClass;
use std::ops::Range;

/// The class of a name that the gazetteer lacks; none if it is no name of an entity.
pub(super) fn class_of(context: &Context, spot: &Spot, titled: bool) -> Option<EntityClass> {
    if titled {
        return Some(EntityClass::Person);
    }
    by_ending(context, spot)
        .or_else(|| by_next_noun(context, spot))
        .or_else(|| by_apposition(context, spot))
        .or_else(|| by_label(context, spot))
}

/// "Baghdad International Airport", "Ministry of Trade", "Strait of Juan de Fuca".
fn by_ending(context: &Context, spot: &Spot) -> Option<EntityClass> {
    let first_of = spot.tokens.clone().find(|&t| matches!(&*context.parse.tokens[t].text, "of" | "for" | "on" | "concerning"));
    let noun = first_of.unwrap_or(spot.tokens.end).checked_sub(1)?;
    words::class_of_ending(&context.lower(noun)).or_else(|| words::class_of_ending(&context.lower(spot.tokens.end - 1))).or_else(
        || {
            words::class_of_ending(&context.lower(spot.tokens.start))
                .filter(|c| matches!(c, EntityClass::BodyOfWater | EntityClass::Infrastructure))
        },
    )
}

/// "the Yamal pipeline", "Koryakovo island": a lower-case noun that goes on with the name.
fn by_next_noun(context: &Context, spot: &Spot) -> Option<EntityClass> {
    let next = context.parse.tokens.get(spot.tokens.end)?;
    if next.pos != "NOUN" || context.parse.tokens[spot.head].head != spot.tokens.end {
        return None;
    }
    let class = words::class_of_ending(&next.lemma)?;
    matches!(
        class,
        EntityClass::Territory
            | EntityClass::BodyOfWater
            | EntityClass::Pipeline
            | EntityClass::Place
            | EntityClass::Infrastructure
            | EntityClass::Publication
            | EntityClass::ArmedGroup
    )
    .then_some(class)
}

/// "Dachen, an island": the noun that renames the name.
fn by_apposition(context: &Context, spot: &Spot) -> Option<EntityClass> {
    let noun = context.parse.dependent(spot.head, &["appos"])?;
    let token = &context.parse.tokens[noun];
    if token.pos != "NOUN" {
        return None;
    }
    if words::has(words::OFFICES, &token.lemma) {
        return Some(EntityClass::Person);
    }
    words::described(&token.lemma).map(|classes| classes[0])
}

/// "In Tell Tamer", "entered Tell Tamer", and what is coordinated with them.
fn stands_as_place(context: &Context, head: usize) -> bool {
    let tokens = &context.parse.tokens;
    let first =
        std::iter::successors(Some(head), |&t| (tokens[t].dep == "conj").then_some(tokens[t].head)).last().unwrap_or(head);
    let governor = &tokens[tokens[first].head];
    match tokens[first].dep {
        "pobj" => matches!(&*governor.lemma, "in" | "at" | "near" | "around" | "outside"),
        "dobj" => {
            matches!(&*governor.lemma, "enter" | "capture" | "storm" | "besiege" | "occupy" | "shell" | "bombard" | "retake")
        }
        _ => false,
    }
}

fn by_label(context: &Context, spot: &Spot) -> Option<EntityClass> {
    use EntityClass as C;
    let named = context.parse.tokens[spot.tokens.clone()].iter().any(|t| t.pos == "PROPN");
    let place = || stands_as_place(context, spot.head);
    let class = match spot.label? {
        "PERSON" if place() => C::Place,
        "PERSON" => C::Person,
        "ORG" => C::Organization,
        "GPE" | "LOC" => C::Place,
        "FAC" => C::Infrastructure,
        "LAW" => C::Treaty,
        "NORP" => C::Actor,
        _ => C::Other,
    };
    named.then_some(class)
}

/// The usual form of a name: "Ministry of Foreign Affairs of Turkey" for "Turkish Foreign Ministry".
pub(super) fn usual_name(context: &Context, spot: &Spot, text: &str, owner: Option<&str>) -> String {
    let Some(owner) = owner else { return text.to_owned() };
    let own = &context.parse.tokens[spot.tokens.clone()];
    let ministry = own.iter().position(|t| t.text.as_ref() == "Ministry");
    if let Some(at) = ministry {
        let topic = topic_before(own.iter().take(at).map(|t| &*t.text), owner)
            .or_else(|| topic_after(own.iter().skip(at + 1).map(|t| &*t.text), owner));
        if let Some(topic) = topic {
            return format!("Ministry of {topic} of {owner}");
        }
    }
    text.to_owned()
}

/// "Foreign" in "Russian Foreign Ministry" → "Foreign Affairs".
fn topic_before<'a>(words: impl Iterator<Item = &'a str>, _owner: &str) -> Option<String> {
    match words.last()? {
        "Foreign" => Some("Foreign Affairs".into()),
        "Defense" | "Defence" => Some("Defence".into()),
        word @ ("Interior" | "Finance" | "Energy" | "Justice" | "Health" | "Trade" | "Oil" | "Culture" | "Transport") => {
            Some(word.to_owned())
        }
        _ => None,
    }
}

/// "Foreign Affairs" in "Ministry of Foreign Affairs of Turkey".
fn topic_after<'a>(words: impl Iterator<Item = &'a str>, owner: &str) -> Option<String> {
    let words: Vec<&str> = words.collect();
    let text = words.strip_prefix(&["of"])?.join(" ");
    let topic = text.split(" of ").next()?.trim();
    let topic = if topic == "Defense" { "Defence" } else { topic };
    (!topic.is_empty() && topic != owner).then(|| topic.to_owned())
}

/// The tokens of a name with the noun of its own class after it: "Nord Stream 2 pipeline", "TASS news agency".
pub(super) fn with_class_noun(context: &Context, spot: &Spot, class: EntityClass) -> Range<usize> {
    let mut end = spot.tokens.end;
    let tokens = &context.parse.tokens;
    while end < tokens.len()
        && end - spot.tokens.end < 2
        && matches!(&*tokens[end].text, "gas" | "oil" | "news" | "natural" | "island")
    {
        end += 1;
    }
    let Some(noun) = tokens.get(end) else { return spot.tokens.clone() };
    let fits = match class {
        EntityClass::Pipeline => matches!(&*noun.text, "pipeline" | "pipelines" | "project"),
        EntityClass::Publication => matches!(&*noun.text, "agency" | "newspaper"),
        EntityClass::Territory | EntityClass::Place => {
            matches!(&*noun.text, "island" | "islands" | "archipelago" | "peninsula" | "region" | "chain" | "province" | "group")
        }
        EntityClass::BodyOfWater => matches!(&*noun.text, "river" | "waterway"),
        EntityClass::ArmedGroup => matches!(
            &*noun.text,
            "rebels" | "militia" | "group" | "movement" | "forces" | "fighters" | "militants" | "insurgents"
        ),
        EntityClass::Treaty => matches!(&*noun.text, "treaty" | "agreement" | "accord" | "pact"),
        _ => false,
    };
    let compound = tokens[spot.head].head == end;
    if fits && compound { spot.tokens.start..end + 1 } else { spot.tokens.clone() }
}
