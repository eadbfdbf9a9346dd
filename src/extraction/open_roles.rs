//! What fills the roles beside the core that a frame leaves open. What it is about: the words before its noun ("the maritime border
//! agreement"), a phrase on what it is told with, or what is to be done ("agreed to build a dam"). Whom it is against: who the
//! rejected thing is of, who is to do what is demanded. Where it is: a place in its own clause, or the place that is attacked.

use super::fillers::Candidate;
use super::matching::Match;
use super::{Filler, Scene, kinds};
use crate::knowledge::EntityClass;
use crate::knowledge::ontology::{Role, SituationType, Words};
use crate::knowledge::words::Kind;
use crate::predication::{Place, PredicateClass, class_of};

/// Prepositions that tell what something is about, whatever it is.
const ABOUT: &[&str] = &["on", "over", "about", "regarding", "concerning"];

/// Prepositions that tell where.
const WHERE: &[&str] = &["in", "at", "near", "off", "along", "across", "into", "around", "inside", "outside", "on", "over"];

/// How deep in the phrase or clause of what is rejected its owner or doer may stand.
const MAX_DEPTH: usize = 3;

impl<'a> Scene<'a> {
    /// Fills the roles that the frame has left open.
    pub(super) fn fill_open_roles(&self, found: &mut Match<'a>) {
        let Some(class) = self.knowledge.ontology.situation(&found.frame.class) else { return };
        self.add_topic(class, found);
        self.add_counterpart(class, found);
        self.add_place(class, found);
    }

    /// Fills the role of whom an act is against, from its content.
    fn add_counterpart(&self, class: &'a SituationType, found: &mut Match<'a>) {
        let Some(role) = class.target.as_deref().and_then(|target| class.role(target)) else { return };
        if role.core || role.takes_words() || found.roles.contains_key(&*role.name) {
            return;
        }
        let taken: Vec<Filler> = found.roles.values().flatten().map(|c| c.filler.clone()).collect();
        let other = |c: &Candidate| self.is_named_actor(c) && !taken.contains(&c.filler);
        let contents = found.consumed.iter().filter_map(|&t| self.predications.get(t)).flat_map(|p| &p.arguments);
        let contents = contents
            .filter(|a| matches!(a.place, Place::Object | Place::That | Place::Infinitive | Place::Gerund | Place::Oblique(_)));
        let found_there =
            contents.filter(|a| !found.consumed.contains(&a.token)).find_map(|a| self.concerned(class, a.token, &other));
        if let Some(concerned) = found_there {
            found.roles.insert(&role.name, vec![concerned]);
        }
    }

    /// Who is concerned by what is rejected, demanded or threatened.
    fn concerned(&self, class: &SituationType, content: usize, fits: &dyn Fn(&Candidate) -> bool) -> Option<Candidate> {
        let within: &[&str] = match &*class.name {
            "Rejection" => {
                &["nsubj", "nsubjpass", "poss", "amod", "compound", "dative", "dobj", "prep", "agent", "pobj", "xcomp"]
            }
            "Demand" | "Threat" => &["nsubj", "nsubjpass"],
            _ => return None,
        };
        let mut level = vec![content];
        for _ in 0..MAX_DEPTH {
            let below = level.iter().flat_map(|&t| self.parse.dependents(t, within));
            level = below.filter(|&t| self.lower(t) != "according").collect();
            let named = level
                .iter()
                .filter(|&&t| !matches!(self.parse.tokens[t].dep, "prep" | "agent" | "xcomp"))
                .flat_map(|&t| self.candidates(t))
                .find(fits);
            if named.is_some() {
                return named;
            }
        }
        None
    }

    /// Fills the role of where, from the clause's own phrases or from what is attacked.
    fn add_place(&self, class: &'a SituationType, found: &mut Match<'a>) {
        let open = |r: &&Role| !r.core && r.range == Some(EntityClass::Place) && !found.roles.contains_key(&*r.name);
        let Some(role) = class.roles.iter().find(open) else { return };
        let mut places: Vec<Candidate> = self.after(WHERE, found).flat_map(|t| self.places_at(t)).collect();
        if places.is_empty() {
            let attacked = class.target.as_ref().and_then(|target| found.roles.get(&**target)).into_iter().flatten();
            let is_state = |c: &Candidate| matches!(c.filler, Filler::Entity(e) if self.class(e) == EntityClass::State);
            places = attacked.flat_map(|c| self.places_at(c.token)).filter(|c| !is_state(c)).collect();
        }
        if !places.is_empty() {
            found.roles.insert(&role.name, places);
        }
    }

    fn places_at(&self, token: usize) -> impl Iterator<Item = Candidate> {
        let is_place = |c: &Candidate| matches!(c.filler, Filler::Entity(e) if kinds::includes(Kind::Place, self.class(e)));
        self.entities_at(token).into_iter().filter(is_place).collect::<Vec<_>>().into_iter()
    }

    /// What stands after one of these prepositions on a word of the predicate.
    fn after<'s>(&'s self, prepositions: &'s [&'s str], found: &'s Match<'a>) -> impl Iterator<Item = usize> + 's {
        let places = prepositions.iter().map(|p| Place::after(p)).collect::<Vec<_>>();
        let arguments = found.consumed.iter().filter_map(|&t| self.predications.get(t)).flat_map(|p| &p.arguments);
        arguments.filter(move |a| places.contains(&a.place) && !found.consumed.contains(&a.token)).map(|a| a.token)
    }

    /// Fills the role for what a situation is about, if it has one that is open.
    fn add_topic(&self, class: &'a SituationType, found: &mut Match<'a>) {
        let Some(role) = class.roles.iter().find(|r| r.takes_words() && !r.core && !found.roles.contains_key(&*r.name)) else {
            return;
        };
        let topic = self.topic(role, found);
        if !topic.is_empty() {
            found.roles.insert(&role.name, topic);
        }
    }

    fn topic(&self, role: &Role, found: &Match<'a>) -> Vec<Candidate> {
        let nouns = || found.consumed.iter().copied().filter(|&t| class_of(self.parse, t) == Some(PredicateClass::Noun));
        if let Some(named) = nouns().find_map(|noun| self.qualified_by(noun, found)) {
            return self.for_role(role, &named, false);
        }
        if role.words != Words::Acts {
            return Vec::new();
        }
        let of = self.after(ABOUT, found).find(|t| !self.is_time(*t));
        if let Some(of) = of {
            return self.for_role(role, &self.candidates(of), false);
        }
        let aims = found.consumed.iter().flat_map(|&t| self.parse.dependents(t, &["xcomp", "acl", "advcl", "relcl"]));
        let is_aim = |&verb: &usize| verb > found.head && self.is_infinitive(verb);
        aims.filter(is_aim).take(1).map(|verb| self.clause_candidate(verb)).collect()
    }

    fn is_infinitive(&self, verb: usize) -> bool {
        self.parse.dependents(verb, &["aux"]).any(|t| self.lower(t) == "to")
    }

    /// The words before a noun that say of what it is: nouns, and adjectives of a field of affairs.
    fn qualified_by(&self, noun: usize, found: &Match<'a>) -> Option<Vec<Candidate>> {
        let qualifies = |&t: &usize| t < noun && !found.consumed.contains(&t) && self.tells_field(t);
        let words: Vec<usize> = self.parse.dependents(noun, &["compound", "amod", "nmod"]).filter(qualifies).collect();
        let (first, last) = (*words.first()?, *words.last()?);
        if first == last && !self.entities_at(first).is_empty() {
            return Some(self.candidates(first));
        }
        let from = self.parse.dependents(first, &["compound", "amod", "nmod"]).filter(|&t| self.tells_field(t)).min();
        let filler = Filler::Words(self.words_of(from.unwrap_or(first)..last + 1));
        Some(vec![Candidate { filler, token: last, confidence: 0.5 }])
    }

    fn tells_field(&self, token: usize) -> bool {
        let named = || self.mentions.covering(token).is_some_and(|m| self.class(m.entity).acts());
        let fits = match self.parse.tokens[token].pos {
            "NOUN" => !self.is_time(token) && !self.is_one_of("manners", token),
            "ADJ" => self.is_one_of("fields", token),
            _ => false,
        };
        fits && !named()
    }
}
