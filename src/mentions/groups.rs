//! Phrases that mean several parties spoken of together before: "both sides", "the two countries", "the
//! three leaders", "the participants", "the former", "the latter".

use super::coreference::{Discourse, Group, Kind, Resolution};
use super::{Context, EntityRef, Sense};
use crate::knowledge::EntityClass;

/// How many sentences back a group may stand.
const REACH: usize = 4;

/// How many sentences back those who met are still "the leaders" or "the participants".
const MEETING_REACH: usize = 8;

/// What a phrase for several parties, or for one of two, refers to.
pub(super) fn resolve(walk: &Discourse, token: usize) -> Option<Resolution> {
    let word = walk.context.lower(token);
    if matches!(&*word, "former" | "latter") {
        return one_of_two(walk, token, word == "former");
    }
    if let Some(halves) = halves(walk, token) {
        return Some(halves);
    }
    let wanted = parties(&walk.context.parse.tokens[token].lemma.to_lowercase())?;
    let phrase = phrase(walk, token)?;
    let salient = if phrase.number == Some(2) { salient(walk, token, wanted) } else { None };
    let candidates = [recorded(walk, token, wanted, phrase.number), salient];
    let (_, entities, confidence) = candidates.into_iter().flatten().max_by(|a, b| a.0.total_cmp(&b.0))?;
    Some(Resolution { entities, sense: Sense::Coreference, confidence, tokens: phrase.start..token + 1 })
}

/// The halves of a divided state: "the two Koreas", "both Germanys"; and "North" of "North and South Korea".
fn halves(walk: &Discourse, token: usize) -> Option<Resolution> {
    let found = |entities, tokens| Some(Resolution { entities, sense: Sense::Name, confidence: 0.9, tokens });
    let word = |t: usize| walk.context.parse.tokens.get(t).map_or("", |t| &*t.text);
    if is_side(word(token)) && matches!(word(token + 1), "and" | "or") && is_side(word(token + 2)) {
        let half = half_of(walk.context, word(token), word(token + 3))?;
        return found(vec![half], token..token + 1);
    }
    let both = both_halves(walk.context, token)?;
    found(both, phrase(walk, token).map_or(token, |p| p.start)..token + 1)
}

/// The two states that a plural like "Koreas" means.
pub(super) fn both_halves(context: &Context, token: usize) -> Option<Vec<EntityRef>> {
    let word = &context.parse.tokens[token];
    let whole = word.text.strip_suffix('s').filter(|w| w.starts_with(char::is_uppercase) && word.pos == "PROPN")?;
    let halves: Vec<EntityRef> = COMPASS.iter().filter_map(|side| half_of(context, side, whole)).collect();
    (halves.len() == 2).then_some(halves)
}

/// The state called after a side and a name: "North" and "Korea".
fn half_of(context: &Context, side: &str, whole: &str) -> Option<EntityRef> {
    let mut known = context.gazetteer.lookup(&format!("{side} {whole}")).into_iter();
    known.find(|&id| context.gazetteer.entity(id).class == EntityClass::State).map(EntityRef::Known)
}

const COMPASS: [&str; 4] = ["North", "South", "East", "West"];

/// Whether a word is a side of the compass that a half of a state can be called after.
pub(super) fn is_side(word: &str) -> bool {
    COMPASS.contains(&word)
}

/// What kind of party a noun speaks of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Wanted {
    Polity,
    Person,
    /// Whoever took part: "the participants".
    Anyone,
}

fn parties(lemma: &str) -> Option<Wanted> {
    Some(match lemma {
        "side" | "country" | "nation" | "state" | "government" | "party" | "capital" | "neighbor" | "neighbour" | "power"
        | "ally" | "rival" => Wanted::Polity,
        "leader" | "president" | "minister" | "official" | "man" | "diplomat" | "advisor" | "adviser" | "counterpart"
        | "principal" | "secretary" | "premier" | "woman" | "envoy" => Wanted::Person,
        "participant" | "partner" | "negotiator" | "delegation" | "interlocutor" | "signatory" | "attendee" => Wanted::Anyone,
        _ => return None,
    })
}

/// A phrase for several.
struct Phrase {
    /// Its first token.
    start: usize,
    /// How many it speaks of, if it says so.
    number: Option<usize>,
}

/// "both sides", "the two countries", "the leaders"; none for phrases that say more of those whom they mean.
fn phrase(walk: &Discourse, token: usize) -> Option<Phrase> {
    let parse = walk.context.parse;
    let word = &parse.tokens[token];
    if word.tag != "NNS" && word.tag != "NNPS" {
        return None;
    }
    let before: Vec<usize> = parse.children(token).iter().copied().filter(|&c| c < token).collect();
    let words: Vec<String> = before.iter().map(|&c| walk.context.lower(c)).collect();
    let definite = words.iter().any(|w| matches!(&**w, "the" | "these" | "those" | "our" | "their"));
    let number = words.iter().find_map(|w| if w == "both" { Some(2) } else { number(w).filter(|_| definite) });
    let alone = match &words[..] {
        [the] => the == "the",
        [] => parties(&word.lemma.to_lowercase()) == Some(Wanted::Anyone) && matches!(word.dep, "nsubj" | "nsubjpass"),
        _ => false,
    };
    let alone = alone && !matches!(&*word.lemma, "country" | "nation" | "state" | "government" | "power" | "capital");
    let plain = before
        .iter()
        .all(|&c| matches!(parse.tokens[c].dep, "det" | "nummod" | "predet" | "amod" | "preconj" | "quantmod" | "poss"));
    let told_apart = parse.dependent(token, &["conj"]).is_some()
        || parse.dependents(token, &["prep"]).any(|p| matches!(&*parse.tokens[p].text, "of" | "to"))
        || number.is_none() && parse.dependent(token, &["relcl", "acl", "appos", "prep"]).is_some();
    let other = words.iter().any(|w| matches!(&**w, "other" | "many" | "all"));
    let start = before.first().copied().unwrap_or(token);
    ((number.is_some() || alone) && plain && !told_apart && !other).then_some(Phrase { start, number })
}

fn number(word: &str) -> Option<usize> {
    const NUMBERS: [&str; 9] = ["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];
    NUMBERS.iter().position(|n| *n == word).map(|at| at + 2)
}

/// A group with its score and the confidence in it.
type Scored = (f32, Vec<EntityRef>, f32);

/// The best group that the text made: "Russo-Japanese", "between Japan and Russia", those who met.
fn recorded(walk: &Discourse, token: usize, wanted: Wanted, number: Option<usize>) -> Option<Scored> {
    let parse = walk.context.parse;
    let distance = |t: usize| parse.sentence_of(token) - parse.sentence_of(t);
    let reach = |group: &Group| if group.met { MEETING_REACH } else { REACH };
    let near =
        walk.groups.iter().rev().take_while(|g| distance(g.token) <= MEETING_REACH).filter(|g| distance(g.token) <= reach(g));
    let fitting = near.filter_map(|g| Some((g, members(walk, &g.entities, wanted)?)));
    let fitting = fitting.filter(|(_, members)| number.is_none_or(|n| members.len() == n));
    let scored = fitting.map(|(group, members)| {
        let prominent = if group.prominent { 1.0 } else { 0.0 };
        let score = 2.2 - 0.5 * distance(group.token) as f32 + prominent + weight(walk, &members);
        (score, members, if number.is_some() { 0.8 } else { 0.6 })
    });
    scored.max_by(|a, b| a.0.total_cmp(&b.0))
}

/// The members of a group as a phrase speaks of them: "both sides" are the states of the persons who met.
fn members(walk: &Discourse, group: &[EntityRef], wanted: Wanted) -> Option<Vec<EntityRef>> {
    let all = |kinds: &[Kind]| group.iter().all(|&e| kinds.contains(&walk.kind_of(e)));
    let themselves = match wanted {
        Wanted::Polity => all(&[Kind::Polity]),
        Wanted::Person => all(&[Kind::Person]),
        Wanted::Anyone => all(&[Kind::Person, Kind::Polity]),
    };
    if themselves {
        return Some(group.to_vec());
    }
    if wanted != Wanted::Polity || !all(&[Kind::Person]) {
        return None;
    }
    let mut states: Vec<EntityRef> = group.iter().filter_map(|&e| state_of(walk, e)).collect();
    states.dedup();
    (states.len() == group.len()).then_some(states)
}

/// The state that a person speaks for.
fn state_of(walk: &Discourse, person: EntityRef) -> Option<EntityRef> {
    let titled = || walk.titled.iter().find(|t| t.person == person).and_then(|t| t.polity);
    match person {
        EntityRef::Known(id) => {
            walk.context.gazetteer.entity(id).belongs_to.first().map(|&s| EntityRef::Known(s)).or_else(titled)
        }
        EntityRef::Local(_) => titled(),
    }
}

/// How often all of a group were mentioned.
fn weight(walk: &Discourse, group: &[EntityRef]) -> f32 {
    let least = group.iter().map(|e| walk.counts.get(e).copied().unwrap_or(0)).min().unwrap_or(0);
    (least as f32 * 0.1).min(1.0)
}

/// Without a group: the two most prominent parties.
fn salient(walk: &Discourse, token: usize, wanted: Wanted) -> Option<Scored> {
    let wanted = match wanted {
        Wanted::Polity => Kind::Polity,
        Wanted::Person => Kind::Person,
        Wanted::Anyone => return None,
    };
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
    Some((1.2 + weight(walk, &[a, b]), vec![a, b], confidence))
}

fn is_party(walk: &Discourse, entity: EntityRef, wanted: Kind) -> bool {
    wanted == Kind::Person || !matches!(walk.class_of(entity), EntityClass::Publication | EntityClass::StateBody)
}

/// Words of a sentence that tells who met or spoke with whom.
const MEETING: &[&str] = &["meet", "meeting", "talk", "speak", "call", "confer", "consult", "host", "summit", "discuss", "visit"];

/// The persons whom a sentence names as having met.
pub(super) fn who_met(walk: &Discourse, sentence: usize) -> Option<Group> {
    let parse = walk.context.parse;
    let tokens = parse.sentences[sentence].tokens.clone();
    if !tokens.clone().any(|t| MEETING.contains(&&*parse.tokens[t].lemma)) {
        return None;
    }
    let mut entities: Vec<EntityRef> = Vec::new();
    let mut last = tokens.start;
    for token in tokens {
        for &i in walk.named.get(&token).into_iter().flatten() {
            let found = &walk.linked.found[i];
            if walk.kind_of(found.entity) == Kind::Person && found.sense == Sense::Name && !entities.contains(&found.entity) {
                entities.push(found.entity);
                last = token;
            }
        }
    }
    (entities.len() > 1).then_some(Group { token: last, entities, prominent: true, met: true })
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
        let near = |g: &&Group| parse.sentence_of(token) - parse.sentence_of(g.token) <= reach;
        let pair = walk.groups.iter().rev().take_while(near).find(|g| g.entities.len() == 2);
        pair.map(|g| [g.entities[0], g.entities[1]]).or_else(|| last_two(walk, token, reach))
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
