//! What a noun phrase contributes to a role: the entities that it names or refers to, one by one
//! for each coordinated part, or its own words where it has no name.

use super::{Filler, Scene, kinds};
use crate::input::MONTHS;
use crate::knowledge::EntityClass;
use crate::knowledge::ontology::Role;
use crate::knowledge::words::Kind;
use crate::mentions::{EntityRef, Sense};
use std::ops::Range;

/// A filler with what decides whether it fits.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Candidate {
    /// The entity, or the words.
    pub filler: Filler,
    /// The token that heads its phrase.
    pub token: usize,
    /// How sure the link is, from 0 to 1; for words 0.5.
    pub confidence: f32,
}

impl Candidate {
    /// Whether it is an entity, named or resolved.
    pub(super) fn is_entity(&self) -> bool {
        matches!(self.filler, Filler::Entity(_))
    }
}

/// Relations whose phrases belong to a description ("natural gas pipeline to Japan"), not to what is told of it.
const DESCRIPTIVE: &[&str] = &[
    "compound", "amod", "nmod", "nummod", "poss", "prep", "pobj", "conj", "cc", "case", "quantmod", "punct", "npadvmod",
    "advmod", "det",
];

/// The longest description that is kept, in tokens.
const MAX_DESCRIPTION: usize = 14;

/// Nouns of amounts, whose phrases are of the kind that they are an amount of.
const MEASURES: &[&str] = &[
    "amount",
    "batch",
    "bulk",
    "couple",
    "dozen",
    "fifth",
    "fleet",
    "half",
    "handful",
    "hundred",
    "load",
    "lot",
    "majority",
    "million",
    "billion",
    "most",
    "all",
    "sliver",
    "slice",
    "swath",
    "swathe",
    "chunk",
    "pocket",
    "stretch",
    "triangle",
    "number",
    "pair",
    "part",
    "portion",
    "quantity",
    "quarter",
    "raft",
    "range",
    "rest",
    "score",
    "series",
    "set",
    "share",
    "shipment",
    "squadron",
    "string",
    "third",
    "thousand",
    "ton",
    "tonne",
    "wave",
    "inch",
    "cargo",
    "consignment",
    "volume",
    "stock",
    "supply",
    "billions",
];

/// Nouns of kinds of places that are called by a name after "of".
const LOCALITIES: &[&str] = &[
    "archipelago",
    "city",
    "district",
    "enclave",
    "exclave",
    "governorate",
    "island",
    "isle",
    "municipality",
    "oblast",
    "peninsula",
    "port",
    "prefecture",
    "province",
    "region",
    "suburb",
    "territory",
    "town",
    "village",
];

/// Nouns of times.
const TIMES: &[&str] = &[
    "afternoon",
    "century",
    "dawn",
    "day",
    "decade",
    "dusk",
    "eve",
    "evening",
    "fortnight",
    "hour",
    "midnight",
    "minute",
    "moment",
    "month",
    "morning",
    "night",
    "noon",
    "time",
    "today",
    "tomorrow",
    "tonight",
    "week",
    "weekend",
    "year",
    "yesterday",
    "while",
    "short",
];

impl Scene<'_> {
    /// What the phrase headed by a token contributes, each coordinated part in text order. Parts without a
    /// name that stand together are one: "its allies and partners".
    pub(super) fn candidates(&self, head: usize) -> Vec<Candidate> {
        let mut found: Vec<Candidate> = Vec::new();
        for part in self.parts(head) {
            for candidate in self.of_part(part) {
                let joined = found.last().is_some_and(|last| self.goes_with(last, &candidate));
                if joined {
                    found
                        .iter_mut()
                        .next_back()
                        .into_iter()
                        .for_each(|last| last.filler = Filler::Words(self.joint_description(last.token, part)));
                } else if !found.iter().any(|c| c.filler == candidate.filler) {
                    found.push(candidate);
                }
            }
        }
        found
    }

    /// Whether two unnamed parts of a phrase are coordinated with each other.
    fn goes_with(&self, first: &Candidate, second: &Candidate) -> bool {
        let unnamed = !first.is_entity() && !second.is_entity();
        unnamed && self.parse.head(second.token) == Some(first.token) && self.is_agent(second)
    }

    /// The heads of the coordinated parts of a phrase; what stands after "but not" or "not" is none of them.
    pub(super) fn parts(&self, head: usize) -> Vec<usize> {
        let mut parts = vec![head];
        let mut at = 0;
        while at < parts.len() {
            let part = parts[at];
            let excluded = self.parse.dependents(part, &["cc", "prep"]).any(|c| self.lower(c) == "but");
            let next =
                self.parse.dependents(part, &["conj"]).filter(|&c| !excluded && self.is_nominal(c) && !self.is_excluded(c));
            parts.extend(next);
            at += 1;
        }
        parts.sort_unstable();
        parts
    }

    fn is_excluded(&self, token: usize) -> bool {
        self.parse.dependent(token, &["neg"]).is_some()
    }

    fn is_nominal(&self, token: usize) -> bool {
        matches!(self.parse.tokens[token].pos, "NOUN" | "PROPN" | "PRON" | "ADJ" | "NUM" | "DET" | "X")
    }

    fn of_part(&self, token: usize) -> Vec<Candidate> {
        let named = self.entities_at(token);
        if !named.is_empty() {
            return named;
        }
        if let Some(apposed) = self.parse.dependents(token, &["appos"]).map(|a| self.entities_at(a)).find(|e| !e.is_empty()) {
            return apposed;
        }
        let within = self.named_within(token);
        if !within.is_empty() {
            return within;
        }
        let twin = self.named_twin(token);
        if !twin.is_empty() {
            return twin;
        }
        let called = self.called(token);
        if !called.is_empty() {
            return called;
        }
        let behind: Vec<Candidate> = self
            .mentions
            .actor_of(self.parse, token)
            .iter()
            .filter(|r| self.class(r.entity).acts())
            .map(|r| Candidate { filler: Filler::Entity(r.entity), token, confidence: r.confidence })
            .collect();
        if !behind.is_empty() {
            return behind;
        }
        let described = self.parse.tokens[token].pos != "PRON";
        described.then(|| self.words(token)).into_iter().collect()
    }

    /// What a noun of a kind of place is of: "the city *of Aleppo*", "the islands *of Etorofu and Shikotan*".
    fn named_within(&self, token: usize) -> Vec<Candidate> {
        if !LOCALITIES.contains(&self.key(token)) || self.parse.dependent(token, &["amod", "nummod", "compound"]).is_some() {
            return Vec::new();
        }
        let of = self.parse.dependents(token, &["prep"]).find(|&p| self.lower(p) == "of");
        let within = of.and_then(|p| self.parse.dependent(p, &["pobj"])).map_or_else(Vec::new, |t| self.parts(t));
        let is_name = |t: usize| self.parse.tokens[t].pos == "PROPN" && self.mentions.covering(t).is_none();
        let called = |t: usize| if is_name(t) { vec![self.words(t)] } else { self.entities_at(t) };
        let named: Vec<Vec<Candidate>> = within.into_iter().map(called).collect();
        let place = |c: &Candidate| match c.filler {
            Filler::Entity(e) => kinds::includes(Kind::Place, self.class(e)) && self.class(e) != EntityClass::State,
            Filler::Words(_) => true,
        };
        if named.iter().all(|n| n.iter().any(place)) { named.into_iter().flatten().collect() } else { Vec::new() }
    }

    /// Who a noun is said to be: "the PMF, *an Iranian-backed militia*", "Chirac was *an opponent* of the war".
    fn named_twin(&self, token: usize) -> Vec<Candidate> {
        let head = self.parse.head(token);
        let twin = match self.parse.tokens[token].dep {
            "appos" => head,
            "attr" => head.and_then(|verb| self.parse.dependent(verb, &["nsubj"])),
            _ => None,
        };
        let named = twin.map_or_else(Vec::new, |t| self.entities_at(t));
        named.into_iter().filter(|c| self.is_named_actor(c)).collect()
    }

    /// "the second, called the Canal Treaty", "a student named Wong".
    fn called(&self, token: usize) -> Vec<Candidate> {
        let namings = self.parse.dependents(token, &["acl"]).filter(|&v| matches!(self.key(v), "call" | "name" | "dub"));
        namings.flat_map(|v| self.parse.dependents(v, &["oprd"])).flat_map(|name| self.entities_at(name)).collect()
    }

    pub(super) fn entities_at(&self, token: usize) -> Vec<Candidate> {
        let of_head = self.mentions.of_head(token);
        of_head.iter().map(|r| Candidate { filler: Filler::Entity(r.entity), token, confidence: r.confidence }).collect()
    }

    fn words(&self, token: usize) -> Candidate {
        Candidate { filler: Filler::Words(self.description(token)), token, confidence: 0.5 }
    }

    /// The words of a noun phrase without article, relative clauses and what only qualifies it.
    pub(super) fn description(&self, token: usize) -> String {
        self.words_of(self.described(token, true))
    }

    /// The words of two coordinated phrases.
    fn joint_description(&self, first: usize, last: usize) -> String {
        self.words_of(self.described(first, false).start..self.described(last, false).end)
    }

    pub(super) fn words_of(&self, tokens: Range<usize>) -> String {
        let span = self.parse.span_of(tokens);
        self.document.text.slice(span).split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// The tokens that describe a thing; `wide` with all its phrases, else only with what it is of.
    fn described(&self, token: usize, wide: bool) -> Range<usize> {
        let parse = self.parse;
        let (mut start, mut end) = (token, token + 1);
        let mut open = vec![token];
        while let Some(t) = open.pop() {
            (start, end) = (start.min(t), end.max(t + 1));
            let inner = parse.dependents(t, DESCRIPTIVE).filter(|&c| t != token || &*parse.tokens[c].dep != "conj");
            let inner = inner.filter(|&c| !self.tells_time(c));
            let inner = inner.filter(|&c| wide || t != token || &*parse.tokens[c].dep != "prep" || self.lower(c) == "of");
            open.extend(inner.filter(|&c| &*parse.tokens[c].dep != "punct" && &*parse.tokens[c].dep != "cc"));
        }
        start = start.max(token.saturating_sub(MAX_DESCRIPTION));
        end = end.min(start + MAX_DESCRIPTION).max(token + 1);
        while end > token + 1 && matches!(parse.tokens[end - 1].pos, "ADV" | "PUNCT" | "ADP") {
            end -= 1;
        }
        while start < token && matches!(parse.tokens[start].pos, "DET" | "PUNCT" | "SPACE" | "CCONJ") {
            start += 1;
        }
        start..end
    }

    /// "the treaty *on March 16*": when something happened belongs to no description.
    fn tells_time(&self, preposition: usize) -> bool {
        self.parse.tokens[preposition].dep == "prep" && self.parse.dependents(preposition, &["pobj"]).any(|t| self.is_time(t))
    }

    /// What candidates contribute to a role: things as they are described, actors by whom they act for, if it is the role of who `acts`.
    pub(super) fn for_role(&self, role: &Role, candidates: &[Candidate], acts: bool) -> Vec<Candidate> {
        if &*role.name == "office" {
            return candidates.iter().map(|c| self.as_title(c)).collect();
        }
        if role.takes_words() {
            return candidates.iter().map(|c| self.as_described(c)).collect();
        }
        if !role.actor {
            return candidates.to_vec();
        }
        let behind = |c: &Candidate| {
            if acts {
                self.who_acts(&self.on_own_account(c, "private"))
            } else {
                self.as_actors(&self.on_own_account(c, "irregulars"))
            }
        };
        let mut actors: Vec<Candidate> = candidates.iter().flat_map(behind).map(|c| self.as_state_of_forces(c)).collect();
        self.prefer_named(&mut actors);
        for actor in &mut actors {
            self.shorten(actor);
        }
        actors
    }

    /// An unnamed actor or thing without the phrases on it but for what it is of.
    fn shorten(&self, candidate: &mut Candidate) {
        if let Filler::Words(words) = &mut candidate.filler {
            let short = self.words_of(self.described(candidate.token, false));
            if words.starts_with(&short) && !self.is_joint(candidate.token) {
                *words = short;
            }
        }
    }

    fn is_joint(&self, token: usize) -> bool {
        self.parse.dependent(token, &["conj"]).is_some()
    }

    /// Where someone is named, words that tell no actor are what the frame's wider places caught.
    pub(super) fn prefer_named(&self, fillers: &mut Vec<Candidate>) {
        if fillers.iter().any(Candidate::is_entity) {
            fillers.retain(|c| c.is_entity() || self.is_agent(c));
        }
    }

    /// "prime minister of Pakistan" as an office is no state: only what the phrase itself names counts.
    fn as_described(&self, candidate: &Candidate) -> Candidate {
        let names = self.mentions.of_head(candidate.token).iter().any(|r| candidate.filler == Filler::Entity(r.entity));
        if !candidate.is_entity() || names { candidate.clone() } else { self.words(candidate.token) }
    }

    /// An office by its title alone: whose it is stands in another role.
    fn as_title(&self, candidate: &Candidate) -> Candidate {
        let named = self.mentions.of_head(candidate.token).iter().any(|r| self.class(r.entity) == EntityClass::Office);
        if candidate.is_entity() && named {
            return candidate.clone();
        }
        let title = self.described(candidate.token, false);
        let from = (title.start..candidate.token).find(|&t| self.is_in_title(t)).unwrap_or(candidate.token);
        let of_polity = self.parse.dependents(candidate.token, &["prep"]).flat_map(|p| self.parse.dependents(p, &["pobj"]));
        let named = of_polity.flat_map(|t| self.entities_at(t)).any(|c| self.is_named_actor(&c));
        let to = if named { candidate.token + 1 } else { title.end };
        Candidate { filler: Filler::Words(self.words_of(from..to)), ..candidate.clone() }
    }

    /// Whether a word before an office's noun belongs to its title: "the nation's *deputy security* minister".
    fn is_in_title(&self, token: usize) -> bool {
        let t = &self.parse.tokens[token];
        let owner = || self.mentions.covering(token).is_some_and(|m| self.class(m.entity).acts());
        matches!(t.pos, "NOUN" | "PROPN" | "ADJ") && t.dep != "poss" && !owner()
    }

    /// The owners of a thing that cannot act itself ("the Finnish airliner", "dozens of Somali villagers").
    fn as_actors(&self, candidate: &Candidate) -> Vec<Candidate> {
        if self.is_named_actor(candidate) {
            return vec![candidate.clone()];
        }
        if let Some(state) = self.government(candidate) {
            return vec![state];
        }
        if self.is_relative(candidate) {
            return vec![candidate.clone()];
        }
        if self.is_agent(candidate) && !candidate.is_entity() {
            let principals = self.principals(candidate.token);
            if !principals.is_empty() {
                return principals;
            }
            if self.is_kind(candidate, Kind::Group) || self.is_kind(candidate, Kind::People) {
                return vec![candidate.clone()];
            }
        }
        let noun = self.measured(candidate.token).unwrap_or(candidate.token);
        let owners =
            self.parse.dependents(noun, &["poss", "amod", "compound", "nmod"]).chain((noun != candidate.token).then_some(noun));
        let named: Vec<Candidate> = owners.flat_map(|t| self.entities_at(t)).filter(|c| self.is_named_actor(c)).collect();
        if named.is_empty() { vec![candidate.clone()] } else { named }
    }

    /// A state whose forces are spoken of without their name: "Israeli forces attacked".
    fn as_state_of_forces(&self, candidate: Candidate) -> Candidate {
        let Filler::Entity(EntityRef::Known(id)) = candidate.filler else { return candidate };
        let entity = self.knowledge.gazetteer.entity(id);
        let common = self.parse.tokens[candidate.token].pos == "NOUN" && self.is_one_of("forces", candidate.token);
        let state = entity.belongs_to.iter().copied().find(|&o| self.knowledge.gazetteer.entity(o).class == EntityClass::State);
        match state.filter(|_| common && entity.class == EntityClass::StateBody) {
            Some(state) => Candidate { filler: Filler::Entity(EntityRef::Known(state)), ..candidate },
            None => candidate,
        }
    }

    /// Who acts through a phrase: also whom a thing is of that acts ("a resolution of the Arab League condemned").
    fn who_acts(&self, candidate: &Candidate) -> Vec<Candidate> {
        let actors = self.as_actors(candidate);
        let nobody = actors.iter().all(|c| !c.is_entity() && !self.is_agent(c) && !self.is_relative(c));
        let principals = if nobody { self.principals(candidate.token) } else { Vec::new() };
        if principals.is_empty() { actors } else { principals }
    }

    /// The government that a city's name can stand for.
    fn government(&self, candidate: &Candidate) -> Option<Candidate> {
        let Filler::Entity(EntityRef::Known(id)) = candidate.filler else { return None };
        let state = self.knowledge.gazetteer.government_of(id)?;
        Some(Candidate {
            filler: Filler::Entity(EntityRef::Known(state)),
            token: candidate.token,
            confidence: candidate.confidence * 0.8,
        })
    }

    /// The state that a capital stands for; any other entity itself.
    pub(super) fn government_of(&self, entity: EntityRef) -> EntityRef {
        let EntityRef::Known(id) = entity else { return entity };
        self.knowledge.gazetteer.capital_of(id).map_or(entity, EntityRef::Known)
    }

    /// Whether a phrase, or whom it acts for, is of a kind of actor.
    pub(super) fn acts_as(&self, candidate: &Candidate, kind: Kind) -> bool {
        let acting = matches!(kind, Kind::Actor | Kind::State | Kind::Organization);
        self.is_kind(candidate, kind)
            || (acting && self.who_acts(candidate).iter().any(|c| c.is_entity() && self.is_kind(c, kind)))
    }

    /// Those who stand in a relation to someone: "Russia's enemies" are not Russia.
    fn is_relative(&self, candidate: &Candidate) -> bool {
        let noun = self.measured(candidate.token).unwrap_or(candidate.token);
        self.is_one_of("relatives", noun)
    }

    /// Whether a noun phrase ends in a word of a set of `ontology/words.ttl`.
    pub(super) fn is_one_of(&self, set: &str, head: usize) -> bool {
        self.knowledge.ontology.words().set(set).is_some_and(|set| set.ends(&self.tail_of(head)))
    }

    /// Those who come from a state but do not act for it, as themselves: "Iraqi militias", "Chinese citizens".
    pub(super) fn on_own_account(&self, candidate: &Candidate, set: &str) -> Candidate {
        let named = !self.mentions.of_head(candidate.token).is_empty();
        let private = || self.is_one_of(set, candidate.token);
        if candidate.is_entity() && !named && private() { self.words(candidate.token) } else { candidate.clone() }
    }

    /// Whom an unnamed person or group speaks or acts for: "lawmakers in Sukhumi", "a spokesman for the rebels".
    fn principals(&self, token: usize) -> Vec<Candidate> {
        let phrases =
            self.parse.dependents(token, &["prep"]).filter(|&p| matches!(&*self.lower(p), "of" | "for" | "from" | "in" | "at"));
        let within = phrases.flat_map(|p| self.parse.dependents(p, &["pobj"])).flat_map(|t| self.candidates(t));
        let is_party =
            |c: &Candidate| self.is_named_actor(c) || matches!(c.filler, Filler::Entity(e) if self.class(e) == EntityClass::City);
        let found: Vec<Candidate> = within.filter(is_party).collect();
        found
    }

    /// Whether a candidate's noun tells someone who acts.
    pub(super) fn is_agent(&self, candidate: &Candidate) -> bool {
        [Kind::Actor, Kind::Person, Kind::State, Kind::Organization, Kind::Group, Kind::People]
            .iter()
            .any(|k| self.is_kind(candidate, *k))
    }

    /// What an amount is of: "dozens of missiles", "most of its gas", "a batch of tanks".
    pub(super) fn measured(&self, token: usize) -> Option<usize> {
        let amount = matches!(self.parse.tokens[token].pos, "NUM" | "DET" | "ADJ") || MEASURES.contains(&self.key(token));
        let of = self.parse.dependents(token, &["prep"]).find(|&p| amount && self.lower(p) == "of")?;
        self.parse.dependent(of, &["pobj"])
    }

    /// Whether a phrase tells when, not who or what.
    pub(super) fn is_time(&self, token: usize) -> bool {
        let span = self.parse.tokens[token].span;
        if self.mentions.covering(token).is_some_and(|m| m.tokens.len() > 1) {
            return false; // "The New York Times"
        }
        let month = || self.parse.tokens[token].pos == "PROPN" && MONTHS.contains(&self.key(token));
        TIMES.contains(&self.key(token)) || month() || self.times.iter().any(|t| t.span.contains(span))
    }

    /// The class of an entity.
    pub(super) fn class(&self, entity: EntityRef) -> EntityClass {
        match entity {
            EntityRef::Known(id) => self.knowledge.gazetteer.entity(id).class,
            EntityRef::Local(at) => self.mentions.locals[at].class,
        }
    }

    /// Whether a candidate is of a kind: by its entity's class, or by its noun. The class of an entity that only
    /// the document names is a guess, and excludes no wide kind.
    pub(super) fn is_kind(&self, candidate: &Candidate, kind: Kind) -> bool {
        let tells = |token: usize| self.knowledge.ontology.words().nouns(kind).ends(&self.tail_of(token));
        let noun = || tells(candidate.token) || self.measured(candidate.token).is_some_and(tells);
        match candidate.filler {
            Filler::Entity(entity) => {
                let guessed = matches!(entity, EntityRef::Local(_)) && (kinds::is_wide(kind) || kind == Kind::Territory);
                let people = kind == Kind::People && self.class(entity) == EntityClass::State && !self.is_people(candidate.token);
                let owned = matches!(kind, Kind::Place | Kind::Territory | Kind::Sea)
                    && self.mentions.of_head(candidate.token).is_empty();
                guessed || (kinds::includes(kind, self.class(entity)) && !people && !owned) || noun()
            }
            Filler::Words(_) => {
                noun()
                    || self.measured(candidate.token).is_some_and(|t| self.entities_at(t).iter().any(|c| self.is_kind(c, kind)))
            }
        }
    }

    /// Whether an entity only stands beside a phrase for someone: "the Danish envoys" are no place.
    pub(super) fn only_owns(&self, candidate: &Candidate) -> bool {
        let agent = Candidate { filler: Filler::Words(String::new()), ..candidate.clone() };
        self.mentions.of_head(candidate.token).is_empty() && self.is_kind(&agent, Kind::Person)
    }

    /// Whether a state's name stands for its people: "Serbians rioted", not "Serbia".
    fn is_people(&self, token: usize) -> bool {
        self.mentions.of_head(token).iter().any(|r| r.sense == Sense::Demonym)
    }

    /// Whether a candidate is an actor that the graph can name.
    pub(super) fn is_named_actor(&self, candidate: &Candidate) -> bool {
        matches!(candidate.filler, Filler::Entity(entity) if self.class(entity).acts())
    }
}
