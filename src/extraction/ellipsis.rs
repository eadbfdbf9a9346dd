//! Verb phrases left out: "Chad signed the accord, and Niger did not", "Mali has left, as has Niger". The auxiliary that stands
//! for the verb tells the same of its own subject, in its own polarity.

use super::fillers::Candidate;
use super::matching::Match;
use super::{Filler, Scene};
use crate::predication::{Argument, Place, PredicateClass, Trust, class_of};

/// Verbs that can stand for another.
const AUXILIARIES: &[&str] = &["do", "have", "be", "will", "would", "can", "could", "may", "might", "shall", "should", "must"];

/// What the auxiliaries of a sentence tell of their subjects, read off what its verbs tell of theirs.
pub(super) fn echoes<'a>(scene: &Scene<'a>, told: &[Match<'a>]) -> Vec<Match<'a>> {
    let Some(first) = told.first() else { return Vec::new() };
    let sentence = &scene.parse.sentences[scene.parse.sentence_of(first.head)];
    let auxiliaries = sentence.tokens.clone().filter(|&t| stands_alone(scene, t));
    let pairs = auxiliaries.filter_map(|t| Some((t, antecedent(scene, t)?)));
    pairs.flat_map(|(t, verb)| told.iter().filter_map(move |m| echo(scene, m, verb, t))).collect()
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

/// A match told again of the auxiliary's subject, if the verb's subject takes part in it.
fn echo<'a>(scene: &Scene<'a>, told: &Match<'a>, verb: usize, auxiliary: usize) -> Option<Match<'a>> {
    let governed = told.head == verb || told.consumed.contains(&verb) || scene.parse.head(told.head) == Some(verb);
    if !governed {
        return None;
    }
    let subjects = |v: usize| -> Vec<Candidate> {
        let own: Vec<usize> = scene.parse.dependents(v, &["nsubj", "nsubjpass"]).collect();
        let understood = || scene.predications.fillers(v, &Place::Subject).collect();
        let own = if own.is_empty() { understood() } else { own };
        own.into_iter().flat_map(|t| scene.candidates(t)).collect()
    };
    let class = scene.knowledge.ontology.situation(&told.frame.class)?;
    let tokens: Vec<usize> = subjects(verb).iter().map(|c| c.token).collect();
    let role = told.roles.iter().find(|(_, fillers)| fillers.iter().any(|c| tokens.contains(&c.token))).map(|(role, _)| *role)?;
    let of_subject = |c: &Candidate| tokens.contains(&c.token);
    let mut fillers = scene.for_role(class.role(role)?, &subjects(auxiliary), class.source.as_deref() == Some(role));
    let others: Vec<&Candidate> = told.roles[role].iter().filter(|c| !of_subject(c)).collect();
    fillers.extend(others.into_iter().cloned());
    let named = fillers.iter().any(|c| matches!(c.filler, Filler::Entity(_)));
    let mut echo = Match { head: auxiliary, consumed: vec![auxiliary], trust: told.trust.max(Trust::Shared), ..told.clone() };
    echo.roles.insert(role, fillers);
    named.then_some(echo)
}
