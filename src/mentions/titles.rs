//! Offices beside names: "Chinese Foreign Minister Wang Yi", "Sergei Lavrov, Russia's foreign minister",
//! "the president of Egypt, Gamal Abdel Nasser", "King Hussein of Jordan".
//!
//! Found before linking, because an office is the best evidence for which person is meant; tied to
//! persons and polities after it.

use super::linking::Linked;
use super::spotting::{Spot, is_capitalised};
use super::{Context, EntityRef, Found, actors, words};
use crate::knowledge::{EntityClass, EntityId};
use crate::text::CharSpan;
use std::ops::Range;

/// A person whose office the text states.
#[derive(Debug, Clone, PartialEq)]
pub struct TitledPerson {
    /// Who it is.
    pub person: EntityRef,
    /// The tokens of the name.
    pub tokens: Range<usize>,
    /// The tokens of the office, or of "counterpart".
    pub office_tokens: Range<usize>,
    /// The office, as written, without the polity and each word capitalised: "Foreign Minister".
    pub office: String,
    /// The state or organization whose office it is.
    pub polity: Option<EntityRef>,
    /// Whether the text does not state the polity, and it is known from the person's terms of office.
    pub resolved: bool,
    /// Whether the office is held no more ("former").
    pub former: bool,
    /// Name and office together.
    pub span: CharSpan,
}

/// The longest office, in tokens.
const MAX_OFFICE: usize = 14;

/// An office beside a spot.
#[derive(Debug, Clone)]
pub(super) struct Title {
    /// The spot that names the person.
    pub spot: usize,
    /// The words of the office.
    pub tokens: Range<usize>,
    /// The spot that names the polity.
    pub polity: Option<usize>,
    /// Whether it is held no more.
    pub former: bool,
}

/// The offices beside the spots that may name persons.
pub(super) fn beside(context: &Context, spots: &[Spot]) -> Vec<Title> {
    let finder = Finder { context, spots };
    (0..spots.len()).filter(|&i| finder.may_be_person(i)).filter_map(|i| finder.before(i).or_else(|| finder.after(i))).collect()
}

struct Finder<'a> {
    context: &'a Context<'a>,
    spots: &'a [Spot],
}

impl Finder<'_> {
    fn may_be_person(&self, i: usize) -> bool {
        let spot = &self.spots[i];
        let place = spot
            .senses
            .iter()
            .any(|s| !matches!(self.context.gazetteer.entity(s.entity).class, EntityClass::Person | EntityClass::City));
        let labelled = spot.label == Some("PERSON");
        let common = self.context.parse.tokens[spot.head].tag == "NNPS";
        let plain = spot.senses.is_empty() && !common && is_name(self.context, &spot.tokens);
        spot.may_be(self.context, &[EntityClass::Person]) || (labelled || plain) && !place
    }

    fn text(&self, token: usize) -> &str {
        &self.context.parse.tokens[token].text
    }

    /// The sentence's tokens around a spot.
    fn bounds(&self, i: usize) -> Range<usize> {
        let parse = self.context.parse;
        parse.sentences[parse.sentence_of(self.spots[i].tokens.start)].tokens.clone()
    }

    /// The spot that ends right before a token.
    fn ending_at(&self, token: usize) -> Option<usize> {
        let i = self.spots.partition_point(|s| s.tokens.start < token).checked_sub(1)?;
        (self.spots[i].tokens.end == token).then_some(i)
    }

    fn starting_at(&self, token: usize) -> Option<usize> {
        let i = self.spots.partition_point(|s| s.tokens.start < token);
        self.spots.get(i).filter(|s| s.tokens.start == token).map(|_| i)
    }

    fn is_polity(&self, i: usize) -> bool {
        let spot = &self.spots[i];
        let own = spot.senses.is_empty() && spot.label.is_some_and(|l| l != "PERSON");
        own || spot.senses.iter().any(|s| self.context.gazetteer.entity(s.entity).class != EntityClass::Person)
    }

    /// "Chinese Foreign Minister Wang Yi", "The Italian foreign minister, Luigi Di Maio".
    fn before(&self, i: usize) -> Option<Title> {
        let bounds = self.bounds(i);
        let mut end = self.spots[i].tokens.start;
        while end > bounds.start && words::has(&words::COURTESY[..12], &self.context.lower(end - 1)) {
            end -= 1;
        }
        if end > bounds.start && self.text(end - 1) == "," && self.is_apposition(i) {
            end -= 1;
        }
        let (office_end, of) = self.of_polity(end, bounds.start);
        let office = self.office_ending_at(office_end, bounds.start, end)?;
        let polity = of.or_else(|| self.polity_before(office.start, bounds.start)).or_else(|| self.realm(i));
        Some(Title { spot: i, former: self.is_former(office.start, bounds.start), tokens: office, polity })
    }

    /// Whether a name after a comma renames what stands before it.
    fn is_apposition(&self, i: usize) -> bool {
        let spot = &self.spots[i];
        let token = &self.context.parse.tokens[spot.head];
        let comma_after =
            self.context.parse.tokens.get(spot.tokens.end).is_some_and(|t| matches!(&*t.text, "," | "." | ";" | ")"));
        token.dep == "appos" || comma_after
    }

    /// Where an office ends that is followed by "of Syria" up to `end`, and the polity.
    fn of_polity(&self, end: usize, first: usize) -> (usize, Option<usize>) {
        let Some(polity) = self.ending_at(end).filter(|&p| self.is_polity(p)) else { return (end, None) };
        let mut at = self.spots[polity].tokens.start;
        if at > first && self.text(at - 1) == "the" {
            at -= 1;
        }
        if at > first && self.text(at - 1) == "of" { (at - 1, Some(polity)) } else { (end, None) }
    }

    /// The words of an office that end at `end`; `limit` is where the name or its "of" phrase begins.
    fn office_ending_at(&self, end: usize, first: usize, limit: usize) -> Option<Range<usize>> {
        let mut start = end;
        // "Special Representative for Iran Brian Hook": the country belongs to the office.
        if end == limit
            && let Some(p) = self.ending_at(end)
        {
            let s = self.spots[p].tokens.start;
            if s > first && matches!(self.text(s - 1), "for" | "to") {
                start = s - 1;
            }
        }
        while start > first
            && end - start < MAX_OFFICE
            && (self.is_office_word(start - 1, start == end) || self.is_of_title(start - 1))
        {
            start -= 1;
        }
        while start < end && matches!(self.text(start), "of" | "for" | "and" | "the" | "The" | "-" | "to" | "then" | "late") {
            start += 1;
        }
        let holds = (start..end).any(|t| words::has(words::OFFICES, &self.context.lower(t)));
        holds.then_some(start..end)
    }

    /// Whether a capitalised word belongs to what stands before a name, though no list has it: "*Emergency Situations* Minister".
    fn is_of_title(&self, token: usize) -> bool {
        let word = &self.context.parse.tokens[token];
        let i = self.spots.partition_point(|s| s.tokens.end <= token);
        let named = self.spots.get(i).is_some_and(|s| {
            s.tokens.contains(&token) && (!(s.senses.is_empty() && s.inner.is_empty()) || s.label == Some("PERSON"))
        });
        let opens = self.context.parse.sentences[self.context.parse.sentence_of(token)].tokens.start == token;
        is_capitalised(word)
            && !(opens && word.pos == "ADJ")
            && matches!(word.pos, "PROPN" | "ADJ" | "NOUN")
            && matches!(word.dep, "compound" | "amod" | "nmod" | "conj" | "pobj")
            && !named
    }

    fn is_office_word(&self, token: usize, last: bool) -> bool {
        let lower = self.context.lower(token);
        if self.inside_polity(token) {
            return false;
        }
        let topic = ["state", "affairs", "treasury", "staff", "government", "parliament", "council", "defense", "defence"];
        words::has(words::OFFICES, &lower)
            || words::has(words::OFFICE_MODIFIERS, &lower)
            || words::has(&topic, &lower)
            || !last && matches!(&*lower, "of" | "for" | "and" | "-" | "the" | "to")
    }

    fn inside_polity(&self, token: usize) -> bool {
        let i = self.spots.partition_point(|s| s.tokens.end <= token);
        self.spots.get(i).is_some_and(|s| s.tokens.contains(&token) && s.is_polity(self.context))
    }

    /// The polity before an office: an adjective or a possessive.
    fn polity_before(&self, office: usize, first: usize) -> Option<usize> {
        let mut at = office;
        while at > first
            && (matches!(self.text(at - 1), "'s" | "’s" | "'" | "’" | "then" | "-")
                || words::has(words::FORMER, &self.context.lower(at - 1)))
        {
            at -= 1;
        }
        self.ending_at(at).filter(|&p| self.is_polity(p))
    }

    /// The polity that follows a name: "King Hussein of Jordan", "Defence Minister Anita Anand of Canada".
    fn realm(&self, i: usize) -> Option<usize> {
        let mut at = self.spots[i].tokens.end;
        if self.context.parse.tokens.get(at)?.text.as_ref() != "of" {
            return None;
        }
        at += 1;
        at += usize::from(self.context.parse.tokens.get(at)?.text.as_ref() == "the");
        self.starting_at(at).filter(|&p| self.is_polity(p))
    }

    fn is_former(&self, office: usize, first: usize) -> bool {
        (first.max(office.saturating_sub(3))..office)
            .any(|t| matches!(&*self.context.lower(t), "former" | "ex" | "ex-" | "erstwhile" | "onetime"))
    }

    /// "Sergei Lavrov, Russia's foreign minister", "Nasser, the president of Egypt".
    fn after(&self, i: usize) -> Option<Title> {
        let bounds = self.bounds(i);
        let mut at = self.spots[i].tokens.end;
        let copula = at + 1 < bounds.end && matches!(self.text(at), "is" | "was" | "became" | "becomes");
        if at + 1 >= bounds.end || self.text(at) != "," && !copula {
            return None;
        }
        at += 1;
        let mut former = false;
        while at < bounds.end
            && matches!(&*self.context.lower(at), "the" | "a" | "an" | "then" | "former" | "late" | "who" | "is" | "was" | "its")
        {
            former |= self.context.lower(at) == "former";
            at += 1;
        }
        let mut polity = self.starting_at(at).filter(|&p| self.is_polity(p));
        if let Some(p) = polity {
            at = self.spots[p].tokens.end;
            at += usize::from(at < bounds.end && matches!(self.text(at), "'s" | "’s" | "'" | "’"));
            former |= at < bounds.end && self.context.lower(at) == "former";
        }
        let start = at;
        while at < bounds.end && at - start < 9 && self.is_office_word(at, at == start) {
            at += 1;
        }
        let mut end = at;
        while end > start && matches!(self.text(end - 1), "of" | "for" | "and" | "the" | "-" | "to") {
            end -= 1;
        }
        let holds = (start..end).any(|t| words::has(words::OFFICES, &self.context.lower(t)));
        if polity.is_none() && holds {
            polity = self.polity_after(end, bounds.end);
        }
        holds.then_some(Title { spot: i, tokens: start..end, polity, former })
    }

    /// "of Egypt", "for the PMF" after an office.
    fn polity_after(&self, end: usize, limit: usize) -> Option<usize> {
        let mut at = end;
        if at >= limit || !matches!(self.text(at), "of" | "for" | "at") {
            return None;
        }
        at += 1;
        at += usize::from(at < limit && self.text(at) == "the");
        self.starting_at(at).filter(|&p| self.is_polity(p))
    }
}

/// Whether tokens read as a person's name: capitalised words without a noun that says otherwise.
fn is_name(context: &Context, tokens: &Range<usize>) -> bool {
    tokens.len() <= 5
        && context.parse.tokens[tokens.clone()].iter().filter(|t| t.text.as_ref() != "-").all(is_capitalised)
        && !tokens.clone().any(|t| words::class_of_ending(&context.lower(t)).is_some())
}

/// Ties the offices to persons and polities, once it is known who is meant.
pub(super) fn titled_persons(context: &Context, linked: &Linked, titles: &[Title]) -> Vec<TitledPerson> {
    let mut out: Vec<TitledPerson> = titles.iter().filter_map(|t| titled_person(context, linked, t)).collect();
    out.sort_by_key(|t| t.span.start);
    for (token, word) in context.parse.tokens.iter().enumerate() {
        if word.lemma.as_ref() == "counterpart" {
            let found = counterparts(context, linked, &out, token);
            out.extend(found);
            out.sort_by_key(|t| t.span.start);
        }
    }
    out
}

/// "His Greek and Cypriot counterparts, Nikos Dendias and Nikos Christodoulides": the office of the
/// person before, in one state after the other.
fn counterparts(context: &Context, linked: &Linked, titled: &[TitledPerson], token: usize) -> Vec<TitledPerson> {
    let parse = context.parse;
    let near = |t: &&TitledPerson| t.tokens.start < token && parse.sentence_of(token) - parse.sentence_of(t.tokens.start) <= 4;
    let Some(office) = titled.iter().rev().find(near).map(|t| t.office.clone()) else { return Vec::new() };
    let at = |t: usize| linked.found.iter().position(|f| f.tokens.contains(&t));
    let states: Vec<usize> = actors::owners(parse, token, at);
    let states: Vec<&Found> = states
        .into_iter()
        .map(|i| &linked.found[i])
        .filter(|f| context.class_of(f.entity, &linked.locals) != EntityClass::Person)
        .collect();
    let persons = names_after(context, linked, token + 1);
    if persons.len() != states.len() {
        return Vec::new();
    }
    let pair = |(person, state): (&Found, &Found)| TitledPerson {
        person: person.entity,
        tokens: person.tokens.clone(),
        office_tokens: token..token + 1,
        office: office.clone(),
        polity: Some(polity_of(context, linked, state.entity)),
        resolved: false,
        former: false,
        span: parse.tokens[token].span.cover(person.span),
    };
    persons.into_iter().zip(states).map(pair).collect()
}

/// The persons named one after the other from a token on: ", A, B and C".
fn names_after<'a>(context: &Context, linked: &'a Linked, from: usize) -> Vec<&'a Found> {
    let mut out = Vec::new();
    let mut at = from;
    let mut next = linked.found.partition_point(|f| f.tokens.start < from);
    while let Some(token) = context.parse.tokens.get(at) {
        let found = linked.found.get(next).filter(|f| f.tokens.start == at);
        if let Some(person) = found.filter(|f| context.class_of(f.entity, &linked.locals) == EntityClass::Person) {
            out.push(person);
            (at, next) = (person.tokens.end, next + 1);
        } else if matches!(&*token.text, "," | "and") {
            at += 1;
        } else {
            break;
        }
    }
    out
}

fn titled_person(context: &Context, linked: &Linked, title: &Title) -> Option<TitledPerson> {
    let person = linked.entity_of(title.spot)?;
    if context.class_of(person, &linked.locals) != EntityClass::Person {
        return None;
    }
    let found = linked.found_of(title.spot)?;
    let stated = title.polity.and_then(|p| linked.entity_of(p)).map(|e| polity_of(context, linked, e));
    let office = office_name(context, &title.tokens);
    let polity = stated.or_else(|| term_polity(context, person, &office).map(EntityRef::Known));
    let span = found.span.cover(context.parse.span_of(title.tokens.clone()));
    Some(TitledPerson {
        person,
        tokens: found.tokens.clone(),
        office_tokens: title.tokens.clone(),
        office,
        polity,
        resolved: stated.is_none(),
        former: title.former,
        span,
    })
}

/// A city before an office stands for its state.
fn polity_of(context: &Context, linked: &Linked, entity: EntityRef) -> EntityRef {
    match entity {
        EntityRef::Known(id) if context.class_of(entity, &linked.locals) == EntityClass::City => {
            context.gazetteer.government_of(id).map_or(entity, EntityRef::Known)
        }
        _ => entity,
    }
}

/// The polity of the term of a person that fits an office best.
fn term_polity(context: &Context, person: EntityRef, office: &str) -> Option<EntityId> {
    let EntityRef::Known(id) = person else { return None };
    let office = office.to_lowercase();
    let tenures = &context.gazetteer.entity(id).tenures;
    let fits = |name: &str| name.to_lowercase().split(|c: char| !c.is_alphanumeric()).any(|w| w.len() > 4 && office.contains(w));
    tenures.iter().find(|t| fits(&t.office)).or_else(|| tenures.first()).map(|t| t.organization)
}

/// The words of an office with capitals: "Secretary of State".
pub(super) fn office_name(context: &Context, tokens: &Range<usize>) -> String {
    let mut out = String::new();
    for t in tokens.clone() {
        let token = &context.parse.tokens[t];
        let small = matches!(&*token.text, "of" | "for" | "and" | "the" | "to");
        if t > tokens.start && token.span.start > context.parse.tokens[t - 1].span.end {
            out.push(' ');
        }
        let mut letters = abbreviated(&token.text).unwrap_or(&token.text).chars();
        match letters.next() {
            Some(c) if !small => out.extend(c.to_uppercase().chain(letters)),
            _ => out.push_str(&token.text),
        }
    }
    out
}

/// An office in full that news style abbreviates before a name.
fn abbreviated(word: &str) -> Option<&'static str> {
    Some(match word {
        "Sen." => "Senator",
        "Rep." => "Representative",
        "Gov." => "Governor",
        "Gen." => "General",
        "Col." => "Colonel",
        "Adm." => "Admiral",
        "Maj." => "Major",
        "Lt." => "Lieutenant",
        "Pres." => "President",
        _ => return None,
    })
}
