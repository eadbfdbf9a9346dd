//! Descriptions that go back to a name: "the Islands", "the country", "the minister", "his Russian
//! counterpart", "the Israeli prime minister".

use super::coreference::{Antecedent, Discourse, Kind, Resolution};
use super::{EntityRef, Sense, actors, groups, titles, words};
use crate::knowledge::{EntityClass, EntityId};
use std::ops::Range;

/// What a definite description refers to.
pub(super) fn resolve(walk: &Discourse, token: usize) -> Option<Resolution> {
    let word = &walk.context.parse.tokens[token];
    if word.pos == "ADJ" || matches!(word.dep, "compound" | "amod" | "nmod") {
        return None;
    }
    if matches!(&*word.lemma, "counterpart" | "colleague") {
        return counterpart(walk, token);
    }
    office_of_state(walk, token)
        .or_else(|| government_of_person(walk, token))
        .or_else(|| bare_definite(walk, token))
        .or_else(|| officials(walk, token))
}

/// "State media reported", "according to the military", "officials said": those who speak for a state without naming it
/// speak for the one that the text is about there.
fn officials(walk: &Discourse, token: usize) -> Option<Resolution> {
    let parse = walk.context.parse;
    let lemma = parse.tokens[token].lemma.to_lowercase();
    let of_state = |&c: &usize| {
        matches!(&*walk.context.lower(c), "state" | "government" | "official" | "foreign" | "defence" | "defense" | "interior")
    };
    let bare = parse.children(token).iter().all(|c| match parse.tokens[*c].dep {
        "det" => matches!(&*walk.context.lower(*c), "the" | "some"),
        "compound" | "amod" | "nmod" => of_state(c),
        "prep" | "relcl" | "acl" | "poss" | "appos" | "conj" | "nummod" => false,
        _ => true,
    });
    let speaks = words::has(words::STATE_AGENTS, &lemma)
        || matches!(&*lemma, "official" | "ministry" | "parliament")
        || words::has(words::STATE_PRESS, &lemma) && parse.children(token).iter().any(|c| walk.context.lower(*c) == "state");
    if !bare || !speaks || !is_source(walk, token) {
        return None;
    }
    let state = best_of_class(walk, token, &[EntityClass::State], false)?;
    Some(one(state, Sense::Metonym, 0.5, phrase(walk, token)))
}

/// Whether a noun is the subject of what only someone does or stands after "according to".
fn is_source(walk: &Discourse, token: usize) -> bool {
    let parse = walk.context.parse;
    let Some(head) = parse.head(token) else { return false };
    let cited = || &*walk.context.lower(head) == "to" && parse.head(head).is_some_and(|a| walk.context.lower(a) == "according");
    match parse.tokens[token].dep {
        "nsubj" => words::has(words::AGENTIVE, &parse.tokens[head].lemma),
        "pobj" => cited(),
        _ => false,
    }
}

/// "Assad's government", "the Reagan administration": the state that the person governs.
fn government_of_person(walk: &Discourse, token: usize) -> Option<Resolution> {
    if !matches!(&*walk.context.parse.tokens[token].lemma, "government" | "administration" | "regime" | "cabinet") {
        return None;
    }
    let owners = actors::owners(walk.context.parse, token, |t| walk.named_at(t));
    let [owner] = owners[..] else { return None };
    let EntityRef::Known(person) = walk.linked.found[owner].entity else { return None };
    let entity = walk.context.gazetteer.entity(person);
    let state = entity.belongs_to.first().filter(|_| entity.class == EntityClass::Person)?;
    let name = &walk.linked.found[owner].tokens;
    Some(one(EntityRef::Known(*state), Sense::Metonym, 0.7, name.start.min(token)..name.end.max(token + 1)))
}

/// The tokens of a phrase from its first modifier to its head.
fn phrase(walk: &Discourse, token: usize) -> Range<usize> {
    let first = walk.context.parse.children(token).iter().copied().find(|&c| c < token);
    first.map_or(token, |f| walk.context.parse.subtree(f).start)..token + 1
}

/// A name in apposition: "his Russian counterpart, Sergei Lavrov".
fn apposed_person(walk: &Discourse, token: usize) -> Option<EntityRef> {
    let parse = walk.context.parse;
    parse.dependents(token, &["appos"]).find_map(|a| {
        let found = &walk.linked.found[*walk.named.get(&a)?.first()?];
        (walk.kind_of(found.entity) == Kind::Person).then_some(found.entity)
    })
}

/// "His Russian counterpart": who holds the same office in the other state.
fn counterpart(walk: &Discourse, token: usize) -> Option<Resolution> {
    let tokens = phrase(walk, token);
    let persons: Vec<EntityRef> = walk.titled.iter().filter(|t| t.office_tokens.contains(&token)).map(|t| t.person).collect();
    if !persons.is_empty() {
        return Some(Resolution { entities: persons, sense: Sense::Coreference, confidence: 0.95, tokens });
    }
    if let Some(person) = apposed_person(walk, token) {
        return Some(one(person, Sense::Coreference, 0.95, tokens));
    }
    let states: Vec<EntityId> = states_of(walk, token);
    let office = antecedent_office(walk, token);
    let mut entities = Vec::new();
    for &state in &states {
        let holder = office.as_deref().and_then(|o| walk.context.gazetteer.holder_of(o, state, Some(walk.context.date?)));
        entities.push(EntityRef::Known(holder.unwrap_or(state)));
    }
    let sense = if entities.iter().any(|&e| walk.kind_of(e) == Kind::Person) { Sense::Coreference } else { Sense::Metonym };
    (!entities.is_empty()).then_some(Resolution { entities, sense, confidence: 0.65, tokens })
}

/// The states that a phrase is about: its adjectives and possessors.
fn states_of(walk: &Discourse, token: usize) -> Vec<EntityId> {
    let mut out = Vec::new();
    for i in actors::owners(walk.context.parse, token, |t| walk.named_at(t)) {
        if let EntityRef::Known(id) = walk.linked.found[i].entity
            && walk.context.gazetteer.entity(id).class == EntityClass::State
            && !out.contains(&id)
        {
            out.push(id);
        }
    }
    out
}

/// The office of the person whose counterpart is meant: the last titled person before.
fn antecedent_office(walk: &Discourse, token: usize) -> Option<String> {
    let before = walk.titled.iter().rev().find(|t| t.tokens.start < token)?;
    let near = walk.context.parse.sentence_of(token) - walk.context.parse.sentence_of(before.tokens.start) <= 4;
    near.then(|| before.office.clone())
}

/// "The Russian president": its holder at the document's date, else the state.
fn office_of_state(walk: &Discourse, token: usize) -> Option<Resolution> {
    let parse = walk.context.parse;
    let word = &parse.tokens[token];
    if !is_office(walk, token) || matches!(word.tag, "NNS" | "NNPS") {
        return None;
    }
    let indefinite =
        parse.dependents(token, &["det"]).any(|d| matches!(&*walk.context.lower(d), "a" | "an" | "another" | "no" | "any"));
    if let Some(titled) = walk.titled.iter().find(|t| t.office_tokens.contains(&token)) {
        // "The prosecutor of Tehran, Ali Mehr": the name follows and is the mention.
        let before = titled.office_tokens.start < titled.tokens.start;
        return (before && !indefinite).then(|| one(titled.person, Sense::Coreference, 0.9, phrase(walk, token)));
    }
    if let Some(person) = apposed_person(walk, token).filter(|_| !indefinite) {
        return Some(one(person, Sense::Coreference, 0.9, phrase(walk, token)));
    }
    let states = states_of(walk, token);
    let &[state] = &states[..] else { return None };
    if indefinite {
        return None;
    }
    let office = office_words(walk, token);
    if let Some(person) = titled_in_text(walk, token, &office, Some(state)) {
        return Some(one(person, Sense::Coreference, 0.85, phrase(walk, token)));
    }
    let by_date = walk.context.date.and_then(|date| walk.context.gazetteer.holder_of(&office, state, Some(date)));
    let of_state =
        |&p: &EntityRef| matches!(p, EntityRef::Known(id) if walk.context.gazetteer.entity(id).belongs_to.contains(&state));
    let person = by_date.map(EntityRef::Known).or_else(|| last_person(walk, token).filter(of_state))?;
    Some(one(person, Sense::Coreference, 0.6, phrase(walk, token)))
}

/// Whether a noun is that of an office, also with a capital: "the President".
fn is_office(walk: &Discourse, token: usize) -> bool {
    words::has(words::OFFICES, &walk.context.parse.tokens[token].lemma.to_lowercase())
}

/// The words of an office: "foreign minister" of "the Chinese foreign minister".
fn office_words(walk: &Discourse, token: usize) -> String {
    let mut start = token;
    while start > 0 && words::has(words::OFFICE_MODIFIERS, &walk.context.lower(start - 1)) && walk.named_at(start - 1).is_none() {
        start -= 1;
    }
    let mut end = token + 1;
    if walk.context.parse.tokens.get(end).is_some_and(|t| t.text.as_ref() == "of")
        && walk.context.parse.tokens.get(end + 1).is_some_and(|t| matches!(&*t.text, "state" | "State" | "defense" | "Defense"))
    {
        end += 2;
    }
    titles::office_name(walk.context, &(start..end))
}

/// The last person before whom the text gives this office.
fn titled_in_text(walk: &Discourse, token: usize, office: &str, state: Option<EntityId>) -> Option<EntityRef> {
    let office = office.to_lowercase();
    let fits = |t: &&super::TitledPerson| {
        let held = t.office.to_lowercase();
        let same = held == office || held.ends_with(&office) && !(office == "president" && held.contains("vice"));
        t.tokens.start < token && same && state.is_none_or(|s| t.polity == Some(EntityRef::Known(s)))
    };
    let capital = walk.context.parse.tokens[token].text.starts_with(char::is_uppercase);
    if capital {
        return most_titled(&walk.titled.iter().filter(fits).map(|t| t.person).collect::<Vec<_>>());
    }
    walk.titled.iter().rev().find(fits).map(|t| t.person)
}

/// "The President", with a capital, is the one whom the text calls so most often, the first of equals.
fn most_titled(persons: &[EntityRef]) -> Option<EntityRef> {
    let times = |person: EntityRef| persons.iter().filter(|&&p| p == person).count();
    persons.iter().rev().copied().max_by_key(|&p| times(p))
}

/// "The Islands", "the country", "the minister": a noun with only an article.
fn bare_definite(walk: &Discourse, token: usize) -> Option<Resolution> {
    let parse = walk.context.parse;
    let word = &parse.tokens[token];
    let tokens = phrase(walk, token);
    let article = walk.context.lower(tokens.start);
    if tokens.len() < 2 || !matches!(&*article, "the" | "this" | "these" | "those" | "that") || !is_unmodified(walk, token) {
        return None;
    }
    let plural = matches!(word.tag, "NNS" | "NNPS");
    if is_office(walk, token) && !plural {
        let office = office_words(walk, token);
        let person =
            titled_in_text(walk, token, &office, None).map(|p| (p, 0.75)).or_else(|| last_person(walk, token).map(|p| (p, 0.45)));
        return person.map(|(p, confidence)| one(p, Sense::Coreference, confidence, tokens));
    }
    let noun = walk.context.lower(token);
    if let Some(entity) = half(walk, token) {
        return Some(one(entity, Sense::Coreference, 0.8, tokens));
    }
    if let Some(entity) = by_word_of_name(walk, token, &noun) {
        let sure = if word.text.starts_with(char::is_uppercase) { 0.9 } else { 0.75 };
        return Some(one(entity, Sense::Coreference, sure, tokens));
    }
    if words::has(words::STATE_AGENTS, &word.lemma) {
        let state = best_of_class(walk, token, &[EntityClass::State], false)?;
        return Some(one(state, Sense::Metonym, 0.6, tokens));
    }
    let classes = words::described(&word.lemma)?;
    let entity = best_of_class(walk, token, classes, plural)?;
    Some(one(entity, Sense::Coreference, 0.65, tokens))
}

/// Whether nothing narrows the description down: "the island nation" but not "the neighbouring country".
fn is_unmodified(walk: &Discourse, token: usize) -> bool {
    let parse = walk.context.parse;
    let office = is_office(walk, token);
    parse.children(token).iter().all(|&c| {
        let child = &parse.tokens[c];
        match child.dep {
            "amod" | "compound" if office && words::has(words::OFFICE_MODIFIERS, &walk.context.lower(c)) => true,
            "amod" | "compound" | "nummod" | "nmod" => matches!(
                &*child.lemma,
                "island"
                    | "whole"
                    | "entire"
                    | "disputed"
                    | "same"
                    | "tiny"
                    | "small"
                    | "communist"
                    | "arab"
                    | "muslim"
                    | "four"
                    | "five"
                    | "military"
                    | "prime"
                    | "foreign"
                    | "very"
                    | "contested"
            ),
            "relcl" | "acl" | "poss" | "conj" | "appos" => {
                child.dep == "relcl" && child.tag != "VBN" && parse.tokens[token + 1].text.as_ref() == ","
            }
            "prep" => !matches!(&*child.text, "of" | "with" | "between" | "for" | "that"),
            _ => true,
        }
    })
}

/// "The North" where North Korea was named.
fn half(walk: &Discourse, token: usize) -> Option<EntityRef> {
    let word = &*walk.context.parse.tokens[token].text;
    if !groups::is_side(word) {
        return None;
    }
    let state = |e: EntityRef| {
        walk.class_of(e) == EntityClass::State && name_of(walk, e).strip_prefix(word).is_some_and(|rest| rest.starts_with(' '))
    };
    walk.antecedents.iter().rev().take(300).flat_map(|a| a.entities.iter().copied()).find(|&e| state(e))
}

/// "The Canal" after "the Panama Canal", "the Strait" after "the Taiwan Strait".
fn by_word_of_name(walk: &Discourse, token: usize, noun: &str) -> Option<EntityRef> {
    words::class_of_ending(noun).or_else(|| words::described(noun).map(|c| c[0]))?;
    let singular = noun.trim_end_matches('s');
    let holds = |a: &&Antecedent| {
        !a.plural
            && a.entities.len() == 1
            && a.token < token
            && name_of(walk, a.entities[0]).split(' ').any(|w| w.to_lowercase().trim_end_matches('s') == singular)
            && !matches!(walk.class_of(a.entities[0]), EntityClass::Person | EntityClass::State)
    };
    let found = walk.antecedents.iter().rev().take(300).find(holds)?;
    Some(found.entities[0])
}

fn name_of<'a>(walk: &'a Discourse, entity: EntityRef) -> &'a str {
    match entity {
        EntityRef::Known(id) => &walk.context.gazetteer.entity(id).label,
        EntityRef::Local(i) => &walk.linked.locals[i].name,
    }
}

/// The most prominent entity of one of the classes; states only from nearby.
fn best_of_class(walk: &Discourse, token: usize, classes: &[EntityClass], plural: bool) -> Option<EntityRef> {
    let state = classes.contains(&EntityClass::State);
    if plural && (state || !classes.contains(&EntityClass::Territory)) {
        return None;
    }
    let reach = if state { 4 } else { 12 };
    let fits = |a: &&Antecedent| {
        a.entities.len() == 1
            && classes.contains(&walk.class_of(a.entities[0]))
            && walk.distance(a, token) <= reach
            && (!classes.contains(&EntityClass::Territory) || land_fits(walk, a.entities[0], token, plural))
    };
    // A description goes back to what stands near, whatever its role.
    let near =
        |a: &Antecedent| walk.salience(a, token) - 1.2 * walk.distance(a, token) as f32 + if a.modifier { 0.6 } else { 0.0 };
    let scored = walk.recent().filter(fits).map(|a| (near(a), a));
    scored.max_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, a)| a.entities[0])
}

/// "The islands" are a group of islands; "the peninsula" is named as one.
fn land_fits(walk: &Discourse, entity: EntityRef, token: usize, plural: bool) -> bool {
    let lemma = &walk.context.parse.tokens[token].lemma;
    let name = name_of(walk, entity).to_lowercase();
    let several = name.ends_with('s') || name.contains("archipelago") || name.contains("territories");
    match &**lemma {
        "island" | "isle" | "archipelago" => (plural || &**lemma == "archipelago") == several,
        "peninsula" => name.contains("peninsula") || name == "crimea",
        _ => plural == several,
    }
}

/// The last person mentioned, within two sentences.
fn last_person(walk: &Discourse, token: usize) -> Option<EntityRef> {
    let lemma = &*walk.context.parse.tokens[token].lemma.to_lowercase();
    if !matches!(
        lemma,
        "minister"
            | "spokesman"
            | "spokeswoman"
            | "spokesperson"
            | "diplomat"
            | "leader"
            | "official"
            | "envoy"
            | "ambassador"
            | "general"
            | "senator"
            | "premier"
            | "chancellor"
    ) {
        return None;
    }
    let person =
        walk.recent().find(|a| a.kind == Kind::Person && !a.plural && a.entities.len() == 1 && walk.distance(a, token) <= 2)?;
    let titled = walk.titled.iter().rev().find(|t| t.person == person.entities[0]);
    let head = titled.map(|t| t.office.to_lowercase());
    let fits = head.is_none_or(|office| office.ends_with(lemma) || matches!(lemma, "leader" | "official" | "diplomat"));
    fits.then(|| person.entities[0])
}

fn one(entity: EntityRef, sense: Sense, confidence: f32, tokens: Range<usize>) -> Resolution {
    Resolution { entities: vec![entity], sense, confidence, tokens }
}
