//! Frames matched on predications: which words are there, what fills their places, and whether the
//! restrictions hold.

use super::fillers::Candidate;
use super::{Filler, Scene, kinds};
use crate::knowledge::frames::{Filter, Frame};
use crate::knowledge::place::{self, Step};
use crate::knowledge::predicate::Pos;
use crate::knowledge::words::Kind;
use crate::predication::{Place, PredicateClass, Trust, class_of};
use std::collections::BTreeMap;

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
        let frames = self.knowledge.ontology.frames();
        let other = if class == PredicateClass::Verb { Pos::Idiom } else { Pos::Verb };
        let all = [own, Pos::Idiom, other].into_iter().enumerate().filter(|&(i, pos)| i < 2 || pos != Pos::Idiom);
        all.flat_map(|(_, pos)| frames.headed_by(self.key(head), pos)).filter(|f| f.predicate.words.len() > 1 || f.predicate.pos == own).filter_map(|frame| self.fit(frame, head)).collect()
    }

    fn fit(&self, frame: &'a Frame, head: usize) -> Option<Match<'a>> {
        let consumed = self.keyed().find(head, &frame.predicate)?;
        let mut found = Match { frame, head, consumed, roles: BTreeMap::new(), trust: Trust::Direct };
        for argument in &frame.template.arguments {
            let (candidates, trust) = self.at_place(&found, &argument.place);
            let fitting: Vec<Candidate> = candidates.into_iter().filter(|c| self.allowed(frame, &argument.place, c)).collect();
            if fitting.is_empty() {
                continue;
            }
            found.trust = found.trust.max(trust);
            for role in &argument.roles {
                let filled = found.roles.entry(role).or_default();
                let new = fitting.iter().filter(|c| !filled.iter().any(|f| f.filler == c.filler)).cloned().collect::<Vec<_>>();
                filled.extend(new);
            }
        }
        self.restrictions_met(&found).then_some(found)
    }

    /// Whether a filler of a place meets the frame's restrictions on that place.
    fn allowed(&self, frame: &Frame, place: &place::Place, candidate: &Candidate) -> bool {
        let mut on_place = frame.template.restrictions.iter().filter(|r| r.places.len() == 1 && r.places[0] == *place);
        on_place.all(|r| r.any_of.iter().any(|filter| self.admits(filter, candidate)))
    }

    fn admits(&self, filter: &Filter, candidate: &Candidate) -> bool {
        match filter {
            Filter::Kind(Kind::Clause) => self.is_clause(candidate.token),
            Filter::Kind(kind) => self.is_kind(candidate, *kind),
            Filter::Word(_) | Filter::Set(_) => filter.admits_words(&self.tail_of(candidate.token)),
        }
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
    fn restrictions_met(&self, found: &Match<'_>) -> bool {
        found.frame.template.restrictions.iter().all(|restriction| {
            let discriminates = restriction.any_of.iter().any(|f| !matches!(f, Filter::Kind(kind) if kinds::is_wide(*kind)));
            if !restriction.required && !discriminates {
                return true;
            }
            restriction.places.iter().any(|place| {
                let (candidates, _) = self.at_place(found, place);
                candidates.iter().any(|c| restriction.any_of.iter().any(|filter| self.admits(filter, c)))
            })
        })
    }

    /// What stands in a frame's place, for a match's words.
    fn at_place(&self, found: &Match<'_>, place: &place::Place) -> (Vec<Candidate>, Trust) {
        let mut heads: Vec<(usize, Trust)> = Vec::new();
        for (i, &step) in place.steps().iter().enumerate() {
            heads = match i {
                0 => self.first_step(found, step),
                _ => heads.into_iter().flat_map(|(t, trust)| self.step(t, step, &found.consumed).into_iter().map(move |(u, v)| (u, v.max(trust)))).collect(),
            };
        }
        let trust = heads.iter().map(|h| h.1).min().unwrap_or(Trust::Direct);
        let surest = heads.into_iter().filter(|h| h.1 == trust).map(|h| h.0);
        let mut candidates = Vec::new();
        for head in surest {
            let more = if self.is_clause(head) { vec![self.clause_candidate(head)] } else { self.candidates(head) };
            for candidate in more {
                if !candidates.iter().any(|c: &Candidate| c.filler == candidate.filler) {
                    candidates.push(candidate);
                }
            }
        }
        (candidates, trust)
    }

    fn clause_candidate(&self, verb: usize) -> Candidate {
        let span = self.parse.span_of(self.parse.subtree(verb));
        Candidate { filler: Filler::Words(self.document.text.slice(span).to_owned()), token: verb, confidence: 0.5 }
    }

    /// The first step of a place starts from any word of the predicate: the head for subject and
    /// object, the other words too for what may belong to them ("impose [sanctions on X]", "[be] at war").
    fn first_step(&self, found: &Match<'_>, step: Step) -> Vec<(usize, Trust)> {
        if step == Step::Object && found.consumed.len() > 1 {
            let below = self.below_last_word(found);
            if !below.is_empty() {
                return below;
            }
        }
        let own = self.step(found.head, step, &found.consumed);
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
        if !matches!(&*self.parse.tokens[last].pos, "ADP" | "SCONJ" | "PART") {
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
            Step::Subject => take(Place::Subject),
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
        let named = |&(t, _): &(usize, Trust)| self.candidates(t).iter().any(|c| self.is_named_actor(c));
        first_of(first_of(direct, || compounds.into_iter().filter(named).collect()), || owners.to_vec())
    }

    /// A prepositional phrase that the parser hung on the object, or on its last phrase, instead of the predicate.
    fn reattached(&self, found: &Match<'_>, step: Step) -> Vec<(usize, Trust)> {
        let Step::Preposition(preposition) = step else { return Vec::new() };
        let predication = self.predications.get(found.head).filter(|_| preposition != "of");
        let place = Place::after(preposition);
        let inner = predication.into_iter().flat_map(|p| &p.arguments);
        let inner = inner.filter(|a| matches!(a.place, Place::Object | Place::Oblique(_)) && !self.is_clause(a.token));
        let hung = inner.flat_map(|a| self.predications.fillers(a.token, &place).collect::<Vec<_>>());
        hung.filter(|t| !found.consumed.contains(t)).map(|t| (t, Trust::Reattached)).collect()
    }
}

/// The first list, or the second if that is empty.
fn first_of<T>(first: Vec<T>, second: impl FnOnce() -> Vec<T>) -> Vec<T> {
    if first.is_empty() { second() } else { first }
}
