//! Which predicate a time places: what English syntax says of adverbials of time, with no knowledge of what happens.
//!
//! A time reaches the word that it hangs on and, from a noun, the verb whose clause that noun stands in ("in the
//! November accord they agreed"); a date that is part of a noun's name ("its 1998 treaty") does not go further. A
//! predicate that no time reaches shares that of the clause it belongs to: infinitives, participles, "when" clauses
//! and further conjuncts do, finite complements, relative clauses and what one merely speaks about do not.

use super::reach::{Reach, Tie};
use super::sharing::Step;
use crate::language::Parse;
use crate::predication::{PredicateClass, class_of};
use std::ops::Range;

/// Prepositions of a phrase that tells when and where its verb happens.
pub(super) const SETTING: &[&str] = &["in", "at", "during", "on", "under", "amid", "through", "throughout"];
/// Conjunctions of a clause that happens at the same time.
pub(super) const WHILE: &[&str] = &["when", "while"];
/// Prepositions whose phrase gives a clause a time of its own.
pub(super) const ELSEWHEN: &[&str] = &["after", "before", "since", "until", "during", "following"];

/// A time of the sentence.
pub(super) struct Time {
    /// Its tokens.
    pub tokens: Range<usize>,
    /// Whether it is counted in days.
    pub is_day: bool,
    /// Whether it was over before the year of the document.
    pub is_over: bool,
}

/// A sentence's times and what is known of its words.
pub(super) struct Scope<'a> {
    /// The trees.
    pub parse: &'a Parse,
    /// The times of the sentence, in order.
    pub times: Vec<Time>,
    /// Whether a noun names something that happens.
    pub is_event: &'a dyn Fn(usize) -> bool,
    /// Whether a verb judges its object, which then is there whenever it was.
    pub judges: &'a dyn Fn(usize) -> bool,
    /// The verb that a quotation's words outside it belong to, for a token inside it.
    pub reporting: &'a dyn Fn(&Range<usize>, usize) -> Option<usize>,
}

impl Scope<'_> {
    /// The time of a predicate, its main word first: by its place in `times`.
    pub(super) fn time_of(&self, predicate: &[usize]) -> Option<usize> {
        let main = *predicate.first()?;
        let mut reaches = self.reaches();
        self.reached(predicate, &reaches).or_else(|| self.trailing(main)).or_else(|| {
            for (time, reach) in self.times.iter().zip(&mut reaches) {
                let Some(reach) = reach else { continue };
                let verb = self.occasion_of(reach.site).map(|verb| (self.reporting)(&time.tokens, verb).unwrap_or(verb));
                reach.further.extend(verb);
            }
            self.reached(predicate, &reaches)
        })
    }

    /// The time that hangs on a word or places it from the word that it hangs on.
    pub(super) fn time_at(&self, word: usize) -> Option<usize> {
        those(&self.reaches(), |_, r| r.tie == Tie::Adverbial && r.has(word)).first().copied()
    }

    fn reaches(&self) -> Vec<Option<Reach>> {
        self.times.iter().map(|t| self.reach(t)).collect()
    }

    /// The time that reaches a predicate's main word, else another of its words, else what it shares its time with.
    fn reached(&self, predicate: &[usize], reaches: &[Option<Reach>]) -> Option<usize> {
        let main = *predicate.first()?;
        let at_words = |r: &Reach| predicate.iter().any(|&p| r.has(p) && (r.tie == Tie::Adverbial || r.site != p));
        let near = |found: Vec<usize>| self.unparted(main, &found).first().copied();
        near(those(reaches, |_, r| r.site == main))
            .or_else(|| near(those(reaches, |_, r| at_words(r))))
            .or_else(|| self.nearest(main, &self.shared(main, reaches)?))
    }

    /// The times of the nearest clause that a predicate shares its time with.
    fn shared(&self, main: usize, reaches: &[Option<Reach>]) -> Option<Vec<usize>> {
        let (mut at, mut fronted) = (main, false);
        loop {
            match self.outer(at)? {
                Step::ToNoun(noun) => {
                    return Some(those(reaches, |i, r| r.site == noun || self.is_when(at, &self.times[i].tokens)));
                }
                Step::To(next) => at = next,
                Step::ToFronted(next) => (at, fronted) = (next, true),
            }
            let reaches_here = |i: usize, r: &Reach| {
                let stands = r.has(at) || self.times[i].tokens.contains(&at);
                stands && (!fronted || self.is_fronted(&self.times[i].tokens, at))
            };
            let found = those(reaches, reaches_here);
            if !found.is_empty() {
                return Some(found);
            }
        }
    }

    /// The year or month right behind the phrase of a noun that shares no clause's time: there the parser is known to
    /// hang it too high ("a pretext for the invasion of Kuwait in 1990").
    fn trailing(&self, noun: usize) -> Option<usize> {
        if self.class(noun) != Some(PredicateClass::Noun) {
            return None;
        }
        let end = self.parse.subtree(noun).end;
        let behind = |t: &Time| {
            !t.is_day && (end..=end + 1).contains(&t.tokens.start) && (end..t.tokens.start).all(|p| self.is_in(p, &["in"]))
        };
        self.times.iter().position(behind)
    }

    /// Of several times that a clause has, for a noun the first after it, else the first.
    fn nearest(&self, main: usize, times: &[usize]) -> Option<usize> {
        let times = self.unparted(main, times);
        let after = times.iter().find(|&&i| self.times[i].tokens.start > main && self.class(main) == Some(PredicateClass::Noun));
        after.or(times.first()).copied()
    }

    /// The times that no semicolon parts from a word.
    fn unparted(&self, word: usize, times: &[usize]) -> Vec<usize> {
        times.iter().copied().filter(|&i| !self.is_parted(word, self.times[i].tokens.start)).collect()
    }

    fn is_parted(&self, one: usize, other: usize) -> bool {
        (one.min(other)..one.max(other)).any(|t| self.is_in(t, &[";"]))
    }

    pub(super) fn class(&self, token: usize) -> Option<PredicateClass> {
        class_of(self.parse, token)
    }

    pub(super) fn dep(&self, token: usize) -> &str {
        self.parse.tokens[token].dep
    }

    pub(super) fn is_in(&self, token: usize, words: &[&str]) -> bool {
        let text = &*self.parse.tokens[token].text;
        words.iter().any(|w| text.eq_ignore_ascii_case(w))
    }

    pub(super) fn is_verb(&self, token: usize) -> bool {
        self.class(token) == Some(PredicateClass::Verb)
    }

    /// Whether a relative clause hangs on a time by "when".
    fn is_when(&self, verb: usize, time: &Range<usize>) -> bool {
        time.contains(&self.parse.tokens[verb].head) && self.parse.dependents(verb, &["advmod"]).any(|a| self.is_in(a, WHILE))
    }

    pub(super) fn is_fronted(&self, time: &Range<usize>, verb: usize) -> bool {
        let subject = self.parse.dependent(verb, &["nsubj", "nsubjpass", "csubj"]);
        time.start < subject.unwrap_or(verb)
    }
}

/// The times whose reach fulfils a condition.
fn those(reaches: &[Option<Reach>], holds: impl Fn(usize, &Reach) -> bool) -> Vec<usize> {
    let known = reaches.iter().enumerate().filter_map(|(i, r)| r.as_ref().map(|r| (i, r)));
    known.filter(|(i, r)| holds(*i, r)).map(|(i, _)| i).collect()
}
