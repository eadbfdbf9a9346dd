//! Frames matched on predications: which words are there, what fills their places, and whether the
//! restrictions hold.

use super::fillers::Candidate;
use super::{Filler, Scene, kinds};
use crate::knowledge::EntityClass;
use crate::knowledge::frames::{Argument, Filter, Frame};
use crate::knowledge::ontology::SituationType;
use crate::knowledge::place::{self, Step};
use crate::knowledge::predicate::Pos;
use crate::knowledge::words::Kind;
use crate::mentions::Sense;
use crate::predication::{Place, PredicateClass, Trust, class_of};
use std::collections::BTreeMap;

/// How many phrases deep a phrase may hang that belongs to the predicate.
const MAX_REACH: usize = 1;

/// Nouns that stand for the parties of a heading ("the two countries").
const PARTIES: &[&str] = &["country", "side", "party", "state", "nation", "neighbor", "neighbour", "government", "two", "three"];

/// How long a heading of paired states may be, in tokens.
const MAX_HEADING: usize = 14;

/// A frame that fits a predication.
#[derive(Debug, Clone)]
pub(super) struct Match<'a> {
    /// The frame.
    pub frame: &'a Frame,
    /// The token of its main word.
    pub head: usize,
    /// All tokens of its words.
    pub consumed: Vec<usize>,
    /// What fills its roles.
    pub roles: BTreeMap<&'a str, Vec<Candidate>>,
    /// How far its fillers are from standing in the frame's own places.
    pub trust: Trust,
}

impl Match<'_> {
    /// How specific it is: the number of its words, then of its filled roles.
    pub(super) fn weight(&self) -> (usize, usize, bool) {
        (self.consumed.len(), self.roles.values().map(Vec::len).sum(), !self.frame.weak)
    }

    /// The core roles of its class that nobody fills.
    pub(super) fn open_sides<'c>(&self, class: &'c SituationType) -> impl Iterator<Item = &'c str> {
        class.core_roles().filter(|role| !self.roles.contains_key(role))
    }
}

impl<'a> Scene<'a> {
    /// All frames that fit a predicate.
    pub(super) fn matches_at(&self, head: usize) -> Vec<Match<'a>> {
        let Some(class) = class_of(self.parse, head) else { return Vec::new() };
        let own = match class {
            PredicateClass::Verb => Pos::Verb,
            PredicateClass::Noun => Pos::Noun,
            PredicateClass::Adjective => Pos::Adjective,
        };
        let participle = class == PredicateClass::Adjective && matches!(self.parse.tokens[head].tag, "VBN" | "VBG");
        let frames = self.knowledge.ontology.frames();
        let other = if class == PredicateClass::Verb { Pos::Idiom } else { Pos::Verb };
        let all = [own, Pos::Idiom, other].into_iter().enumerate().filter(|&(i, pos)| i < 2 || pos != Pos::Idiom);
        let joined = self.joined_key(head);
        let keys = || std::iter::once(self.key(head)).chain(joined.as_deref());
        let found = all.flat_map(|(_, pos)| keys().flat_map(move |key| frames.headed_by(key, pos)).collect::<Vec<_>>());
        found
            .filter(|f| f.predicate.words.len() > 1 || f.predicate.pos == own || participle)
            .filter_map(|frame| self.fit(frame, head))
            .collect()
    }

    /// The key of a word written with a hyphen ("cease-fire", "re-export"), as it stands in the files.
    fn joined_key(&self, token: usize) -> Option<String> {
        let first = token.checked_sub(2).filter(|&t| &*self.parse.tokens[t + 1].text == "-")?;
        let adjacent = self.parse.tokens[first].span.end == self.parse.tokens[first + 1].span.start;
        adjacent.then(|| format!("{}{}", self.texts[first], self.key(token)))
    }

    /// The states that a paragraph's heading pairs ("Togo-Benin: …"): the parties of what it tells without parties.
    fn heading_parties(&self, token: usize) -> Vec<Candidate> {
        let block = self.parse.sentences[self.parse.sentence_of(token)].block;
        let Some(first) = self.parse.sentences.iter().find(|s| s.block == block) else { return Vec::new() };
        let from = first.tokens.start;
        let colon = (from..(from + MAX_HEADING).min(first.tokens.end)).find(|&t| &*self.parse.tokens[t].text == ":");
        let heading = from..colon.filter(|&c| c < token).unwrap_or(from);
        let mut parties: Vec<Candidate> = Vec::new();
        for t in heading.clone() {
            let Some(named) = self.mentions.covering(t) else {
                match self.parse.tokens[t].pos {
                    "PUNCT" | "SYM" | "CCONJ" | "ADP" | "DET" => continue,
                    _ => return Vec::new(),
                }
            };
            if self.class(named.entity) == EntityClass::State && !parties.iter().any(|p| p.filler == Filler::Entity(named.entity))
            {
                parties.push(Candidate { filler: Filler::Entity(named.entity), token: t, confidence: named.confidence });
            }
        }
        if parties.len() > 1 { parties } else { Vec::new() }
    }

    /// A heading's parties fill the one core role of a situation between several that names nobody itself, only
    /// one of them, or "the two countries".
    fn add_heading_parties(&self, class: &'a SituationType, found: &mut Match<'a>) {
        let mut core = class.core_roles();
        let (Some(role), None) = (core.next(), core.next()) else { return };
        let nominal = class_of(self.parse, found.head) == Some(PredicateClass::Noun);
        let generic = |c: &Candidate| !c.is_entity() && PARTIES.contains(&self.key(c.token));
        let empty = || nominal && !found.roles.keys().any(|r| class.is_actor_role(r));
        let filled = found.roles.get(role);
        if class.min_fillers < 2 || filled.map_or(!empty(), |f| f.len() > 1 && !f.iter().any(generic)) {
            return;
        }
        let parties = self.heading_parties(found.head);
        let agrees = filled.is_none_or(|f| f.iter().all(|c| generic(c) || parties.iter().any(|p| p.filler == c.filler)));
        if agrees && !parties.is_empty() {
            found.roles.insert(role, parties);
            found.trust = Trust::Reattached;
        }
    }

    fn fit(&self, frame: &'a Frame, head: usize) -> Option<Match<'a>> {
        let consumed = self.keyed().find(head, &frame.predicate)?;
        let class = self.knowledge.ontology.situation(&frame.class)?;
        let mut found = Match { frame, head, consumed, roles: BTreeMap::new(), trust: Trust::Direct };
        for argument in &frame.template.arguments {
            self.fill(class, argument, &mut found)?;
        }
        self.add_heading_parties(class, &mut found);
        for (role, fillers) in &mut found.roles {
            if class.role(role).is_some_and(|r| r.actor && !r.takes_words()) {
                self.prefer_named(fillers);
            }
        }
        (self.restrictions_met(&found) && has_both_sides(&found)).then_some(found)
    }

    /// Adds what stands in an argument's place to its roles; none if it is an object of another sense of the verb.
    fn fill(&self, class: &SituationType, argument: &'a Argument, found: &mut Match<'a>) -> Option<()> {
        let (candidates, trust) = self.at_place(found, &argument.place);
        let is_filled_object = argument.place.steps() == [Step::Object] && !candidates.is_empty();
        let fitting: Vec<Candidate> = candidates.into_iter().filter(|c| self.allowed(found.frame, &argument.place, c)).collect();
        if fitting.is_empty() {
            return (!is_filled_object).then_some(());
        }
        found.trust = found.trust.max(trust);
        for role in &argument.roles {
            let Some(described) = class.role(role) else { continue };
            let filled = found.roles.entry(role).or_default();
            let acts = class.source.as_ref().is_some_and(|source| source == role);
            for new in self.for_role(described, &fitting, acts) {
                if !filled.iter().any(|f| f.filler == new.filler) {
                    filled.push(new);
                }
            }
        }
        Some(())
    }

    /// "defends itself": that names nobody beside the subject.
    fn is_reflexive(&self, token: usize) -> bool {
        self.parse.tokens[token].pos == "PRON" && (self.lower(token).ends_with("self") || self.lower(token).ends_with("selves"))
    }

    /// Whether a filler of a place meets the frame's restrictions on that place.
    pub(super) fn allowed(&self, frame: &Frame, place: &place::Place, candidate: &Candidate) -> bool {
        let mut on_place =
            frame.template.restrictions.iter().filter(|r| (!r.required || r.places.len() == 1) && r.places.contains(place));
        on_place.all(|r| r.any_of.iter().any(|filter| self.admits(filter, candidate)))
    }

    pub(super) fn admits(&self, filter: &Filter, candidate: &Candidate) -> bool {
        match filter {
            Filter::Any => true,
            Filter::Kind(Kind::Clause) => self.is_clause(candidate.token),
            Filter::Kind(Kind::Owner) => self.tells_owner(candidate),
            Filter::Kind(kind) => self.acts_as(candidate, *kind),
            Filter::Word(_) | Filter::Set(_) => {
                filter.admits_words(&self.tail_of(candidate.token))
                    || self.measured(candidate.token).is_some_and(|t| filter.admits_words(&self.tail_of(t)))
            }
        }
    }

    /// Whether a predicate says whose something is: "Ceuta is Spanish", "the islands are Japan's".
    fn tells_owner(&self, candidate: &Candidate) -> bool {
        let token = candidate.token;
        let is_state = matches!(candidate.filler, Filler::Entity(e) if self.class(e) == EntityClass::State);
        let demonym =
            || self.mentions.of_head(token).iter().any(|r| r.sense == Sense::Demonym) && self.parse.tokens[token].pos == "ADJ";
        is_state && (demonym() || self.parse.dependent(token, &["case"]).is_some())
    }

    /// The keys of the last words of a noun phrase, up to and with its head.
    pub(super) fn tail_of(&self, head: usize) -> Vec<&str> {
        (head.saturating_sub(3)..=head).map(|t| self.key(t)).collect()
    }

    fn is_clause(&self, token: usize) -> bool {
        class_of(self.parse, token) == Some(PredicateClass::Verb)
    }

    /// A restriction that tells a predicate's senses apart must be met by something; one that only
    /// asks for an actor or place binds what is there.
    pub(super) fn restrictions_met(&self, found: &Match<'_>) -> bool {
        found.frame.template.restrictions.iter().all(|restriction| {
            let discriminates = restriction.any_of.iter().any(|f| !matches!(f, Filter::Kind(kind) if kinds::is_wide(*kind)));
            if !restriction.required && !discriminates {
                return true;
            }
            let said = |place: &place::Place| place.steps() == [Step::That] && self.stances().is_inserted(found.head);
            restriction.places.iter().any(|place| {
                if said(place) {
                    return true;
                }
                let (candidates, _) = self.at_place(found, place);
                candidates.iter().any(|c| restriction.any_of.iter().any(|filter| self.admits(filter, c)))
            })
        })
    }

    /// What stands in a frame's place, for a match's words.
    pub(super) fn at_place(&self, found: &Match<'_>, place: &place::Place) -> (Vec<Candidate>, Trust) {
        let mut heads: Vec<(usize, Trust)> = Vec::new();
        for (i, &step) in place.steps().iter().enumerate() {
            heads = match i {
                0 => self.first_step(found, step),
                _ => heads
                    .into_iter()
                    .flat_map(|(t, trust)| self.step(t, step, &found.consumed).into_iter().map(move |(u, v)| (u, v.max(trust))))
                    .collect(),
            };
        }
        let trust = heads.iter().map(|h| h.1).min().unwrap_or(Trust::Direct);
        let surest = heads.into_iter().filter(|h| h.1 == trust).map(|h| h.0);
        let mut candidates = Vec::new();
        for head in surest {
            if self.is_time(head) || self.is_reflexive(head) {
                continue;
            }
            let more = if self.is_clause(head) { vec![self.clause_candidate(head)] } else { self.candidates(head) };
            for candidate in more {
                if !candidates.iter().any(|c: &Candidate| c.filler == candidate.filler) {
                    candidates.push(candidate);
                }
            }
        }
        (candidates, trust)
    }

    /// A clause in its own words, without the "to" of an infinitive and without clauses that only add to it.
    pub(super) fn clause_candidate(&self, verb: usize) -> Candidate {
        let mut tokens = self.parse.subtree(verb);
        if self.lower(tokens.start) == "to" {
            tokens.start += 1;
        }
        let added = self.parse.dependents(verb, &["advcl"]).map(|clause| self.parse.subtree(clause).start);
        tokens.end = added.filter(|&start| start > verb).fold(tokens.end, usize::min);
        let words = self.words_of(tokens.clone());
        Candidate { filler: Filler::Words(words.trim_end_matches([' ', ',']).to_owned()), token: verb, confidence: 0.5 }
    }

    /// The first step of a place starts from any word of the predicate: the head for subject and
    /// object, the other words too for what may belong to them ("impose *sanctions on X*", "*be* at war").
    fn first_step(&self, found: &Match<'_>, step: Step) -> Vec<(usize, Trust)> {
        if step == Step::Object && found.consumed.len() > 1 {
            let below = self.below_last_word(found);
            if !below.is_empty() {
                return below;
            }
        }
        let timeless = |(t, _): &(usize, Trust)| !self.is_time(*t);
        let own: Vec<(usize, Trust)> = self.step(found.head, step, &found.consumed).into_iter().filter(timeless).collect();
        let of_others = || {
            let others = found.consumed[1..].iter().flat_map(|&t| self.step(t, step, &found.consumed));
            others.filter(|(t, _)| !found.consumed.contains(t)).collect::<Vec<_>>()
        };
        let inner_first = matches!(step, Step::Possessor | Step::Compound);
        let found_here = if inner_first { first_of(of_others(), || own.clone()) } else { first_of(own.clone(), of_others) };
        first_of(found_here, || self.reattached(found, step))
    }

    /// The object of the preposition that a predicate ends in ("strike at").
    fn below_last_word(&self, found: &Match<'_>) -> Vec<(usize, Trust)> {
        let last = found.consumed[found.consumed.len() - 1];
        if !matches!(self.parse.tokens[last].pos, "ADP" | "SCONJ" | "PART") {
            return Vec::new();
        }
        let below: Vec<(usize, Trust)> = self.parse.dependents(last, &["pobj", "pcomp"]).map(|t| (t, Trust::Direct)).collect();
        first_of(below, || match Step::from_name(&self.lower(last)) {
            Some(step) => self.step(found.head, step, &found.consumed),
            None => Vec::new(),
        })
    }

    /// The heads that stand in a place relative to a token.
    fn step(&self, token: usize, step: Step, consumed: &[usize]) -> Vec<(usize, Trust)> {
        let Some(predication) = self.predications.get(token) else { return Vec::new() };
        let take = |place: Place| -> Vec<(usize, Trust)> {
            let there = predication.at(&place).filter(|a| !consumed.contains(&a.token));
            there.map(|a| (a.token, a.trust)).collect()
        };
        match step {
            Step::SelfPhrase => vec![(token, Trust::Direct)],
            Step::Subject | Step::Object if predication.class == PredicateClass::Adjective => {
                let passive = self.parse.tokens[token].tag == "VBN";
                if passive == (step == Step::Object) {
                    take(Place::Modified)
                } else {
                    first_of(take(Place::after("by")), || take(Place::Compound))
                }
            }
            Step::Subject if matches!(self.parse.tokens[token].dep, "appos" | "compound" | "nmod") => {
                first_of(take(Place::Subject), || take(Place::Apposition))
            }
            Step::Subject => match self.stances().inverted_speaker(token) {
                Some(speaker) => vec![(speaker, Trust::Reattached)],
                None => take(Place::Subject),
            },
            Step::Object => first_of(take(Place::Object), || take(Place::Gerund)),
            Step::IndirectObject => first_of(take(Place::IndirectObject), || take(Place::after("to"))),
            Step::That => take(Place::That),
            Step::ToInfinitive => take(Place::Infinitive),
            Step::Noun => take(Place::Modified),
            Step::Apposition => take(Place::Apposition),
            Step::Compound => take(Place::Compound),
            Step::Possessor => self.possessors(&take(Place::Possessor), take(Place::Compound)),
            Step::Holder => self.stances().stance(token).holder.map(|t| (t, Trust::Shared)).into_iter().collect(),
            Step::Preposition("to") => first_of(take(Place::after("to")), || take(Place::IndirectObject)),
            Step::Preposition("as") => first_of(take(Place::after("as")), || take(Place::Predicative)),
            Step::Preposition(preposition) => take(Place::after(preposition)),
        }
    }

    /// Whose a noun is, also by a demonym or name before it: "Japan's claim", "the Japanese claim", "the Gazprom offer".
    fn possessors(&self, owners: &[(usize, Trust)], compounds: Vec<(usize, Trust)>) -> Vec<(usize, Trust)> {
        let direct: Vec<(usize, Trust)> = owners.iter().copied().filter(|o| o.1 == Trust::Direct).collect();
        let compounds = compounds
            .into_iter()
            .flat_map(|(t, trust)| self.hyphenated(t).into_iter().map(move |t| (t, trust)))
            .collect::<Vec<_>>();
        let named = |&(t, _): &(usize, Trust)| self.candidates(t).iter().any(|c| self.is_named_actor(c));
        first_of(first_of(direct, || compounds.into_iter().filter(named).collect()), || owners.to_vec())
    }

    /// A word before a noun, with the one that a hyphen ties to it ("Iran-US talks").
    fn hyphenated(&self, token: usize) -> Vec<usize> {
        let tied = token
            .checked_sub(2)
            .filter(|&t| matches!(&*self.parse.tokens[t + 1].text, "-" | "–" | "/") && !self.mentions.of_head(t).is_empty());
        tied.into_iter().chain([token]).collect()
    }

    /// What the parser hung elsewhere: a phrase on another argument or word of the predicate, or on the verb
    /// whose object a nominal predicate is; a recipient taken for the first part of a compound.
    fn reattached(&self, found: &Match<'_>, step: Step) -> Vec<(usize, Trust)> {
        let preposition = match step {
            Step::Preposition(preposition) => preposition,
            Step::IndirectObject => return first_of(self.recipient_in_compound(found), || self.provided(found)),
            Step::Subject if self.predications.get(found.head).is_some_and(|p| p.passive) => "by",
            _ => return Vec::new(),
        };
        let is_verb = class_of(self.parse, found.head) == Some(PredicateClass::Verb);
        let place = Place::after(preposition);
        let reaches = |p: &Place| match p {
            Place::Object | Place::Subject | Place::IndirectObject => preposition != "of" || is_verb,
            Place::Oblique(from) => preposition != "of" || is_verb || matches!(&**from, "by" | "from"),
            _ => false,
        };
        let mut hung = Vec::new();
        let mut around: Vec<usize> = found.consumed.clone();
        for _ in 0..MAX_REACH {
            let arguments = around.iter().filter_map(|&t| self.predications.get(t)).flat_map(|p| &p.arguments);
            around = arguments.filter(|a| reaches(&a.place) && !self.is_clause(a.token)).map(|a| a.token).collect();
            hung.extend(around.iter().flat_map(|&t| self.predications.fillers(t, &place)));
            if !hung.is_empty() {
                break;
            }
        }
        if hung.is_empty() && !is_verb && preposition != "of" {
            hung = self
                .governing_verb(found.head)
                .into_iter()
                .flat_map(|v| self.predications.fillers(v, &place).collect::<Vec<_>>())
                .collect();
        }
        hung.retain(|t| !found.consumed.contains(t));
        hung.into_iter().map(|t| (t, Trust::Reattached)).collect()
    }

    /// The verb that a noun is the object or passive subject of.
    fn governing_verb(&self, noun: usize) -> Option<usize> {
        self.parse.head(noun).filter(|_| matches!(&*self.parse.tokens[noun].dep, "dobj" | "nsubjpass"))
    }

    /// "provided India with assistance": the object of a verb whose predicate's noun stands after a preposition.
    fn provided(&self, found: &Match<'_>) -> Vec<(usize, Trust)> {
        let objects = self.predications.fillers(found.head, &Place::Object).filter(|t| !found.consumed.contains(t));
        if found.consumed.len() > 1 { objects.map(|t| (t, Trust::Shared)).collect() } else { Vec::new() }
    }

    /// "offered Turkey rescue teams": the parser takes the recipient for the first part of the compound.
    fn recipient_in_compound(&self, found: &Match<'_>) -> Vec<(usize, Trust)> {
        let object = self.predications.fillers(found.head, &Place::Object).next();
        let first = object.into_iter().flat_map(|o| self.parse.dependents(o, &["compound", "nmod", "amod"])).next();
        let adjacent = first.filter(|&t| t > found.head && t - found.head <= 2);
        let by_name =
            |t: &usize| self.mentions.of_head(*t).iter().any(|r| r.sense != Sense::Demonym && self.class(r.entity).acts());
        adjacent.filter(by_name).map(|t| (t, Trust::Reattached)).into_iter().collect()
    }
}

/// Whether those who are each on both sides of a symmetric predicate ("clashed") are at least two.
fn has_both_sides(found: &Match<'_>) -> bool {
    let mut symmetric = found.frame.template.arguments.iter().filter(|a| a.roles.len() > 1).flat_map(|a| &a.roles);
    let alone = |role: &std::sync::Arc<str>| found.roles.get(&**role).is_some_and(|f| f.len() == 1 && f[0].is_entity());
    let first = symmetric.next().and_then(|role| found.roles.get(&**role));
    let same = |role: &std::sync::Arc<str>| {
        alone(role) && found.roles.get(&**role).is_some_and(|f| first.is_some_and(|g| g.len() == 1 && g[0].filler == f[0].filler))
    };
    !symmetric.any(same)
}

/// The first list, or the second if that is empty.
fn first_of<T>(first: Vec<T>, second: impl FnOnce() -> Vec<T>) -> Vec<T> {
    if first.is_empty() { second() } else { first }
}
