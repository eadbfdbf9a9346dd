//! Verb phrases left out: "Chad signed the accord, and Niger did not", "Mali has left, as has Niger". The auxiliary that stands
//! for the verb tells the same of its own subject, in its own polarity.

use super::Scene;
use super::fillers::Candidate;
use super::matching::Match;
use crate::predication::{Argument, Place, PredicateClass, Trust, class_of};

/// Verbs that can stand for another.
const AUXILIARIES: &[&str] = &["do", "have", "be", "will", "would", "can", "could", "may", "might", "shall", "should", "must"];

/// What the auxiliaries of a sentence tell of their subjects, read off what its verbs tell of theirs.
pub(super) fn echoes<'a>(scene: &Scene<'a>, told: &[Match<'a>]) -> Vec<Match<'a>> {
    let Some(first) = told.first() else { return Vec::new() };
    let sentence = &scene.parse.sentences[scene.parse.sentence_of(first.head)];
    let auxiliaries = sentence.tokens.clone().filter(|&t| stands_alone(scene, t));
    let pairs = auxiliaries.filter_map(|t| Some((t, antecedent(scene, t)?)));
    pairs.flat_map(|(t, verb)| Ellipsis::new(scene, verb, t).echoes(told)).collect()
}

/// Whether an auxiliary has a subject of its own and nothing else that a verb takes.
fn stands_alone(scene: &Scene<'_>, token: usize) -> bool {
    let parse = scene.parse;
    let auxiliary = AUXILIARIES.contains(&&*parse.tokens[token].lemma) || parse.tokens[token].tag == "MD";
    let known = |a: &Argument| a.place == Place::Subject || a.place == Place::That && a.token < token;
    auxiliary
        && class_of(parse, token) == Some(PredicateClass::Verb)
        && scene.predications.get(token).is_some_and(|p| !p.arguments.is_empty() && p.arguments.iter().all(known))
}

/// The verb that an auxiliary stands for: the one before it that it is coordinated with, depends on or has below it.
fn antecedent(scene: &Scene<'_>, auxiliary: usize) -> Option<usize> {
    let parse = scene.parse;
    let is_verb = |&t: &usize| class_of(parse, t) == Some(PredicateClass::Verb) && !stands_alone(scene, t) && t < auxiliary;
    let above = parse.head(auxiliary).filter(|_| matches!(parse.tokens[auxiliary].dep, "conj" | "advcl" | "ccomp" | "parataxis"));
    above.filter(is_verb).or_else(|| parse.dependents(auxiliary, &["advcl", "ccomp", "parataxis"]).find(is_verb))
}

/// An auxiliary that stands for a verb.
struct Ellipsis<'s, 'a> {
    scene: &'s Scene<'a>,
    verb: usize,
    auxiliary: usize,
    /// The tokens of the verb's subject.
    before: Vec<usize>,
    /// The subject of the auxiliary.
    subject: Vec<Candidate>,
}

impl<'s, 'a> Ellipsis<'s, 'a> {
    fn new(scene: &'s Scene<'a>, verb: usize, auxiliary: usize) -> Self {
        let before = subjects(scene, verb).iter().map(|c| c.token).collect();
        Self { scene, verb, auxiliary, before, subject: subjects(scene, auxiliary) }
    }

    /// What the verb tells, told of the auxiliary's subject.
    fn echoes(&self, told: &[Match<'a>]) -> Vec<Match<'a>> {
        told.iter().filter(|m| self.governs(m)).filter_map(|m| self.echo(m)).collect()
    }

    fn governs(&self, told: &Match<'a>) -> bool {
        told.head == self.verb || told.consumed.contains(&self.verb) || self.scene.parse.head(told.head) == Some(self.verb)
    }

    /// A match told again of the auxiliary's subject, if the verb's subject takes part in it.
    fn echo(&self, told: &Match<'a>) -> Option<Match<'a>> {
        let class = self.scene.knowledge.ontology.situation(&told.frame.class)?;
        let of_subject = |c: &Candidate| self.before.contains(&c.token);
        let (role, known) = told.roles.iter().find(|(_, fillers)| fillers.iter().any(of_subject))?;
        let mut fillers = self.scene.for_role(class.role(role)?, &self.subject, class.source.as_deref() == Some(*role));
        fillers.extend(known.iter().filter(|c| !of_subject(c)).cloned());
        let named = fillers.iter().any(Candidate::is_entity);
        let (head, trust) = (self.auxiliary, told.trust.max(Trust::Shared));
        let mut echo = Match { head, consumed: vec![head], trust, ..told.clone() };
        echo.roles.insert(role, fillers);
        named.then_some(echo)
    }
}

/// What stands as a verb's subject, in its own clause or understood.
fn subjects(scene: &Scene<'_>, verb: usize) -> Vec<Candidate> {
    let own: Vec<usize> = scene.parse.dependents(verb, &["nsubj", "nsubjpass"]).collect();
    let own = if own.is_empty() { scene.predications.fillers(verb, &Place::Subject).collect() } else { own };
    own.into_iter().flat_map(|t| scene.candidates(t)).collect()
}
