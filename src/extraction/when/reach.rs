//! From a time to what it places: the word that it hangs on and, from a noun, the verb whose clause the noun stands in.

use super::scope::{ELSEWHEN, SETTING, Scope, Time};
use crate::predication::PredicateClass;
use std::ops::Range;

/// Prepositions of what a verb is about or is done for.
const ABOUT: &[&str] = &["about", "for", "over", "to"];
/// Prepositions of one case among those that are told of.
const EXAMPLE: &[&str] = &["including", "like", "as"];
/// Verbs that only say that their subject happens.
const HAPPEN: &[&str] = &["take", "occur", "happen", "begin", "start", "open", "convene", "hold", "last", "run"];
/// Nouns for stretches of time: "the years of", "the night of".
const PERIODS: &[&str] = &[
    "year",
    "month",
    "week",
    "day",
    "night",
    "morning",
    "evening",
    "afternoon",
    "summer",
    "winter",
    "spring",
    "autumn",
    "fall",
    "period",
];

/// How a time hangs on its word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tie {
    /// It tells when: "signed in 1998", "a treaty in 1998".
    Adverbial,
    /// It tells which one, before the noun: "the 1998 treaty".
    Modifier,
    /// It tells which one, after "of": "the treaty of 1998".
    Genitive,
}

/// What a time places.
#[derive(Debug)]
pub(super) struct Reach {
    /// The word that it hangs on.
    pub site: usize,
    /// How it hangs on it.
    pub tie: Tie,
    /// The verbs and nouns that it places, beside the site.
    pub further: Vec<usize>,
}

impl Reach {
    pub(super) fn has(&self, token: usize) -> bool {
        self.site == token || self.further.contains(&token)
    }
}

impl Scope<'_> {
    pub(super) fn reach(&self, time: &Time) -> Option<Reach> {
        let tokens = &time.tokens;
        if tokens.is_empty() {
            return None;
        }
        let expression = self.parse.head_of(tokens.clone());
        let (site, preposition) = self.site(expression, tokens.end)?;
        let site = (self.reporting)(tokens, site).or_else(|| self.afterthought(tokens, site)).unwrap_or(site);
        let bond = self.tie(expression, site, preposition);
        let placed = match self.class(site)? {
            PredicateClass::Verb => self.around_verb(site),
            PredicateClass::Noun => self.clause_of(site, bond),
            PredicateClass::Adjective => self.around_adjective(site),
        };
        let over = time.is_over && !preposition.is_some_and(|p| self.is_as_of(p));
        let fits = |&token: &usize| !(over && self.is_present(token));
        let further = placed.into_iter().map(|t| (self.reporting)(tokens, t).unwrap_or(t)).filter(fits).collect();
        fits(&site).then_some(Reach { site, tie: bond, further })
    }

    fn tie(&self, head: usize, site: usize, preposition: Option<usize>) -> Tie {
        match preposition {
            _ if self.is_verb(site) => Tie::Adverbial,
            Some(p) if self.is_in(p, &["of"]) && !self.is_as_of(p) => Tie::Genitive,
            None if head < site || self.dep(head) == "appos" => Tie::Modifier,
            _ => Tie::Adverbial,
        }
    }

    fn is_as_of(&self, preposition: usize) -> bool {
        self.is_in(preposition, &["as"]) || (preposition > 0 && self.is_in(preposition - 1, &["as"]))
    }

    /// The word that a time hangs on, and the preposition between them.
    fn site(&self, head: usize, end: usize) -> Option<(usize, Option<usize>)> {
        let beside = |noun: usize| (end..noun).all(|t| matches!(self.dep(t), "compound" | "amod" | "nmod"));
        let mut beside_it = self.parse.dependents(head, &["appos"]);
        let named = beside_it.find(|&noun| noun >= end && beside(noun) && self.class(noun) == Some(PredicateClass::Noun));
        if let Some(noun) = named {
            return Some((noun, None)); // "their May 3, 2010 agreement" is taken for a date with an apposition
        }
        let mut preposition = None;
        for token in self.parse.ancestors(head) {
            let t = &self.parse.tokens[token];
            if t.pos == "ADP" || t.dep == "prep" {
                preposition = Some(token);
            }
            let period = PERIODS.contains(&&*t.lemma) && preposition.is_some_and(|p| self.is_in(p, &["of"]));
            let inside = matches!(t.dep, "compound" | "nmod" | "amod" | "nummod" | "poss");
            if self.class(token).is_some() && !period && !(inside && preposition.is_none()) {
                return Some((token, preposition));
            }
        }
        None
    }

    /// What happens with a verb: the verb right before it ("signed and ratified in 2007"), or the noun that it describes.
    fn around_verb(&self, verb: usize) -> Vec<usize> {
        let Some(head) = self.parse.head(verb) else { return Vec::new() };
        match self.dep(verb) {
            "conj" if head + 2 == verb && self.is_verb(head) => std::iter::once(head).chain(self.around_verb(head)).collect(),
            "acl" => self.around_described(verb, head),
            "relcl" if HAPPEN.contains(&&*self.parse.tokens[verb].lemma) && self.goes_on(verb) => {
                self.around_described(verb, head)
            }
            _ => Vec::new(),
        }
    }

    /// The verb that a clause gives the occasion ("speaking on Monday, he warned", "when war broke out in 1939") or the
    /// purpose of.
    pub(super) fn occasion_of(&self, verb: usize) -> Option<usize> {
        let head = self.parse.head(verb).filter(|_| self.dep(verb) == "advcl" && self.shares_with_matrix(verb))?;
        let comments =
            self.parse.tokens[verb].tag == "VBG" && verb > head && self.parse.dependent(verb, &["mark", "advmod"]).is_none();
        (!comments).then_some(head)
    }

    /// The noun that a participle ("the committee established in 2007") or a relative clause describes, and the verb that
    /// this sets the scene of; what tells a paper's content leaves the time to the verb above ("a treaty delimiting the border in 2007").
    fn around_described(&self, verb: usize, noun: usize) -> Vec<usize> {
        let further = match self.parse.tokens[verb].tag {
            "VBN" | "VBD" => self.set_by(noun).into_iter().collect(),
            "VBG" => self.clause_of(noun, Tie::Adverbial),
            _ => return Vec::new(),
        };
        std::iter::once(noun).chain(further).collect()
    }

    /// The noun after "after", "following" that a time right behind its phrase dates rather than the verb above
    /// ("thanked them following the raid on the camp last month").
    fn afterthought(&self, time: &Range<usize>, site: usize) -> Option<usize> {
        let last = (site + 1..time.start).rev().find(|&t| !self.is_in(t, &["in", "on", "earlier", "later"]))?;
        let phrase =
            self.parse.dependents(site, &["prep"]).find(|&p| self.is_in(p, ELSEWHEN) && self.parse.subtree(p).contains(&last))?;
        self.parse.dependent(phrase, &["pobj"]).filter(|&noun| (self.is_event)(noun) && self.is_verb(site))
    }

    fn around_adjective(&self, adjective: usize) -> Vec<usize> {
        let Some(head) = self.parse.head(adjective) else { return Vec::new() };
        if self.is_verb(head) { vec![head] } else { std::iter::once(head).chain(self.clause_of(head, Tie::Adverbial)).collect() }
    }

    /// The verb whose time or place a noun's phrase gives ("in a statement").
    pub(super) fn set_by(&self, noun: usize) -> Option<usize> {
        let places = |p: usize| self.is_in(p, SETTING) || self.is_in(p, &["to", "into"]) && !(self.is_event)(noun);
        let preposition = self.parse.head(noun).filter(|&p| self.dep(noun) == "pobj" && places(p))?;
        let above = self.parse.head(preposition)?;
        let subject = matches!(self.dep(above), "nsubj" | "nsubjpass");
        if subject { self.parse.head(above) } else { Some(above) }.filter(|&v| self.is_verb(v))
    }

    /// The verb that a noun's own time places too, and what happens on the way there ("the arrest of leaders in 1956"). A
    /// time that is part of its name goes no further than a subject or a phrase that sets the scene; what one speaks about
    /// has its time for itself.
    fn clause_of(&self, noun: usize, tie: Tie) -> Vec<usize> {
        let Some(head) = self.parse.head(noun) else { return Vec::new() };
        let adverbial = tie == Tie::Adverbial;
        match self.dep(noun) {
            "nsubj" | "nsubjpass" if tie != Tie::Genitive => vec![head],
            "conj" if !self.is_verb(head) => self.clause_of(head, tie),
            "dobj" | "attr" | "oprd" | "dative" | "npadvmod" if adverbial && !((self.is_event)(noun) && (self.judges)(head)) => {
                vec![head]
            }
            "pobj" => self
                .set_by(noun)
                .map(|verb| vec![verb])
                .or_else(|| adverbial.then(|| self.beyond(noun, head)))
                .unwrap_or_default(),
            _ => Vec::new(),
        }
    }

    fn and_above(&self, noun: usize, tie: Tie) -> Vec<usize> {
        let own = (tie == Tie::Adverbial && (self.is_event)(noun)).then_some(noun);
        own.into_iter().chain(self.clause_of(noun, tie)).collect()
    }

    fn beyond(&self, noun: usize, preposition: usize) -> Vec<usize> {
        let Some(governor) = self.parse.head(preposition) else { return Vec::new() };
        let apart = self.is_in(preposition, ELSEWHEN) || self.is_in(preposition, ABOUT);
        match self.is_verb(governor) {
            _ if (apart && (self.is_event)(noun)) || self.is_in(preposition, EXAMPLE) => Vec::new(),
            true => vec![governor],
            false if self.is_in(preposition, &["of"]) => self.and_above(governor, Tie::Adverbial),
            false => self.clause_of(governor, Tie::Adverbial),
        }
    }

    /// Whether a verb tells what is the case now.
    fn is_present(&self, verb: usize) -> bool {
        let now = |t: usize| matches!(self.parse.tokens[t].tag, "VBZ" | "VBP");
        let auxiliary = self
            .parse
            .dependents(verb, &["aux", "auxpass"])
            .find(|&a| now(a) || matches!(self.parse.tokens[a].tag, "VBD" | "MD"));
        self.is_verb(verb) && auxiliary.map_or(now(verb), |a| now(a) && &*self.parse.tokens[a].lemma != "have")
    }
}
