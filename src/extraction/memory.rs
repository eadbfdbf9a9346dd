//! Who takes part in a situation that does not say so itself: what was told before ("the agreement", "the other side"), and who
//! the clause around it is about.

use super::fillers::Candidate;
use super::matching::Match;
use super::{Filler, Modality, Polarity, Scene};
use crate::knowledge::EntityClass;
use crate::knowledge::ontology::SituationType;
use crate::mentions::EntityRef;
use crate::predication::{Place, PredicateClass, Trust, class_of};
use std::collections::{BTreeMap, HashMap};

/// The situations that a document has told so far, by class: what "the agreement" or "this ban" goes back to.
#[derive(Debug, Default)]
pub(super) struct Memory<'a> {
    told: HashMap<&'a str, Vec<Told<'a>>>,
}

impl<'a> Memory<'a> {
    /// Keeps what a match tells.
    pub(super) fn keep(&mut self, scene: &Scene<'a>, found: &Match<'a>) {
        let told = Told { roles: found.roles.clone(), sentence: scene.parse.sentence_of(found.head) };
        self.told.entry(&found.frame.class).or_default().push(told);
    }

    /// The situation of a match's class that was told last.
    fn last(&self, found: &Match<'_>) -> Option<&Told<'a>> {
        self.told.get(&*found.frame.class)?.last()
    }

    /// The last situation of a match's class, up to so many sentences back, that a filler of a core role is shared with.
    fn sharing(&self, scene: &Scene<'_>, class: &SituationType, found: &Match<'_>) -> Option<&Told<'a>> {
        let here = scene.parse.sentence_of(found.head);
        let recent = |told: &&Told<'a>| here - told.sentence <= LONG_MEMORY;
        let shares =
            |told: &&Told<'a>| class.core_roles().any(|role| told.roles.contains_key(role) && found.roles.contains_key(role));
        self.told.get(&*found.frame.class)?.iter().rev().take_while(recent).find(|told| told.agrees(scene, found) && shares(told))
    }
}

/// A situation told before.
#[derive(Debug)]
struct Told<'a> {
    roles: BTreeMap<&'a str, Vec<Candidate>>,
    sentence: usize,
}

impl Told<'_> {
    /// Whether a match names nobody else in a role that is filled here; who acts for a state is not another than it.
    fn agrees(&self, scene: &Scene<'_>, found: &Match<'_>) -> bool {
        let same = |a: &Candidate, b: &Candidate| a.filler == b.filler || state_behind(scene, a) == state_behind(scene, b);
        found.roles.iter().all(|(role, fillers)| match self.roles.get(role) {
            Some(known) => fillers.iter().all(|f| known.iter().any(|k| same(k, f))),
            None => true,
        })
    }
}

/// The state that a candidate is or belongs to; for others themselves.
fn state_behind(scene: &Scene<'_>, candidate: &Candidate) -> Filler {
    let Filler::Entity(EntityRef::Known(id)) = candidate.filler else { return candidate.filler.clone() };
    let entity = scene.knowledge.gazetteer.entity(id);
    let belongs = matches!(entity.class, EntityClass::Person | EntityClass::StateBody);
    entity.belongs_to.first().filter(|_| belongs).map_or(candidate.filler.clone(), |&s| Filler::Entity(EntityRef::Known(s)))
}

/// How many sentences later a situation can still be meant by "the agreement".
const MEMORY: usize = 4;

/// How many sentences later whoever takes part in a situation is still known to do so with the same others.
const LONG_MEMORY: usize = 12;

/// How many sentences back the subject of a main clause can be the other side of "tensions with Japan".
const SUBJECT_MEMORY: usize = 3;

/// A definite noun without participants of its own ("the agreement", "this ban") has those of the situation told before.
pub(super) fn recall<'a>(scene: &Scene<'a>, memory: &Memory<'a>, class: &SituationType, found: &mut Match<'a>) {
    let Some(told) = memory.last(found).filter(|_| is_spoken_of(scene, found)) else { return };
    if scene.parse.sentence_of(found.head) - told.sentence > MEMORY {
        return;
    }
    if told.agrees(scene, found) {
        for (role, fillers) in told.roles.iter().filter(|(role, _)| class.is_actor_role(role) || class.is_core(role)) {
            found.roles.entry(role).or_insert_with(|| fillers.clone());
        }
        found.trust = Trust::Recalled;
    }
}

/// Whether a predicate's noun is what its clause is about: a definite subject or object without participants of its own.
fn is_spoken_of(scene: &Scene<'_>, found: &Match<'_>) -> bool {
    let is_noun = |&&t: &&usize| class_of(scene.parse, t) == Some(PredicateClass::Noun);
    let Some(&noun) = found.consumed.iter().find(is_noun) else { return false };
    let central = matches!(scene.parse.tokens[noun].dep, "nsubj" | "nsubjpass" | "dobj");
    let owned = || noun != found.head && scene.parse.dependent(noun, &["poss"]).is_some();
    central && (is_definite(scene, noun) || owned()) && scene.parse.dependent(noun, &["relcl", "acl"]).is_none()
}

/// Whether a noun goes back to something told: "the meeting", "these talks".
pub(super) fn is_definite(scene: &Scene<'_>, noun: usize) -> bool {
    let definite = |d: usize| matches!(&*scene.lower(d), "the" | "this" | "that" | "these" | "those");
    scene.parse.dependents(noun, &["det"]).any(definite)
}

/// Whether a noun and what governs it are told as facts: what is planned with "the deal", or the rejection of "the claim",
/// says nothing new of the deal or the claim.
pub(super) fn happens(scene: &Scene<'_>, noun: usize) -> bool {
    [noun, scene.parse.head(noun).unwrap_or(noun)].into_iter().all(|token| {
        let stance = scene.stances().stance(token);
        (stance.polarity, stance.modality) == (Polarity::Affirmed, Modality::Actual)
    })
}

/// "Russia's attacks went on": whom it attacks was told before.
pub(super) fn add_other_side<'a>(scene: &Scene<'a>, memory: &Memory<'a>, class: &SituationType, found: &mut Match<'a>) {
    let open: Vec<&str> = found.open_sides(class).collect();
    if open.is_empty() {
        return;
    }
    let Some(told) = memory.sharing(scene, class, found) else { return };
    for (role, fillers) in told.roles.iter().filter(|(role, _)| open.contains(*role)) {
        found.roles.insert(role, fillers.clone());
        found.trust = Trust::Recalled;
    }
}

/// "Tensions with Japan rose": the other side of a situation between several of which one is named is who the clauses above are about.
pub(super) fn add_partner<'a>(scene: &Scene<'a>, class: &'a SituationType, found: &mut Match<'a>) {
    let mut core = class.core_roles();
    let (Some(role), None) = (core.next(), core.next()) else { return };
    if class.min_fillers < 2 || scene.parse.tokens[found.head].dep == "compound" {
        return;
    }
    let Some(fillers) = found.roles.get(role) else { return add_parties(scene, role, found) };
    let [one] = &fillers[..] else { return };
    if !scene.is_named_actor(one) {
        return;
    }
    let is_other = |c: &Candidate| c.filler != one.filler && is_power(scene, c);
    let with = scene.parse.head(one.token).is_some_and(|p| scene.lower(p) == "with");
    let before = || if with { subject_before(scene, found.head, is_other) } else { None };
    if let Some(partner) = subject_above(scene, found.head, is_other).or_else(before) {
        found.roles.entry(role).or_default().push(partner);
        found.trust = Trust::Recalled;
    }
}

/// "Both sides agreed to stop *following clashes*": a situation between several of which none is named is between those who
/// are together the subject of the clause around it.
fn add_parties<'a>(scene: &Scene<'a>, role: &'a str, found: &mut Match<'a>) {
    let word = &scene.parse.tokens[found.head];
    let counted = word.tag == "NNS" || scene.parse.dependent(found.head, &["det", "poss"]).is_some();
    if !counted || found.frame.weak || class_of(scene.parse, found.head) != Some(PredicateClass::Noun) {
        return;
    }
    let is_verb = |&t: &usize| class_of(scene.parse, t) == Some(PredicateClass::Verb);
    let subjects = |verb: usize| -> Vec<Candidate> {
        let subjects = scene.predications.fillers(verb, &Place::Subject).filter(|&t| t != found.head);
        subjects.flat_map(|t| scene.candidates(t)).collect()
    };
    let around = scene.parse.ancestors(found.head).filter(is_verb).take(MAX_CLAUSES).map(subjects).find(|s| !s.is_empty());
    let parties: Vec<Candidate> = around.into_iter().flatten().filter(|c| scene.is_named_actor(c)).collect();
    if parties.len() > 1 {
        found.roles.insert(role, parties);
        found.trust = Trust::Recalled;
    }
}

/// How many clauses up those can be the subject between whom an event is.
const MAX_CLAUSES: usize = 2;

/// Whether a candidate is an actor other than a person: who can be the party of a person's state.
fn is_power(scene: &Scene<'_>, candidate: &Candidate) -> bool {
    scene.is_named_actor(candidate) && matches!(candidate.filler, Filler::Entity(e) if scene.class(e) != EntityClass::Person)
}

/// The nearest subject of the clauses around a token that is as asked for.
fn subject_above(scene: &Scene<'_>, token: usize, fits: impl Fn(&Candidate) -> bool) -> Option<Candidate> {
    let subjects = |verb: usize| scene.predications.fillers(verb, &Place::Subject).flat_map(|t| scene.candidates(t)).find(&fits);
    scene.parse.ancestors(token).find_map(subjects)
}

/// The subject of the last main clause before a token's sentence that is as asked for.
fn subject_before(scene: &Scene<'_>, token: usize, fits: impl Fn(&Candidate) -> bool) -> Option<Candidate> {
    let here = scene.parse.sentence_of(token);
    let roots = (here.saturating_sub(SUBJECT_MEMORY)..here).rev().map(|s| &scene.parse.sentences[s].tokens);
    let roots = roots.filter_map(|tokens| tokens.clone().find(|&t| scene.parse.tokens[t].dep == "ROOT"));
    roots.flat_map(|root| scene.predications.fillers(root, &Place::Subject)).flat_map(|t| scene.candidates(t)).find(&fits)
}
