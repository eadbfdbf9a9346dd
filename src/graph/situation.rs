//! The layers of assertions and of the situations that they present.
//!
//! A situation's IRI is its class and its identifying roles, so that documents that speak of the same
//! one meet in it. An assertion's IRI hashes what it says and where, so that finding one more in
//! a document changes no other's name.

use super::context::{EVIDENCE, SituationType, TIME};
use super::iri::short_hash;
use super::vocab::{demarche, dm, frame, prov, rdf, rdfs};
use super::{Writer, iri, literal};
use crate::extraction::{Assertion, Filler, Modality, Polarity, Situation};
use oxigraph::model::{NamedNode, Term};
use std::collections::HashMap;
use std::fmt::Write as _;

/// Stands in a key for a role that the text leaves open.
const OPEN: &str = "-";

impl Writer<'_> {
    /// What the document asserts.
    pub(super) fn assertions(&mut self) {
        let reading = self.reading;
        let nodes = self.assertion_nodes();
        for (assertion, node) in reading.assertions.iter().zip(&nodes) {
            let situation = self.situation(assertion);
            self.assertion(assertion, node, situation);
            let outer = assertion.within.and_then(|at| nodes.get(at)).cloned();
            self.add_some(node, dm::WITHIN, outer);
        }
    }

    /// The node of each assertion. Two that say the same on the same words are numbered in text order.
    pub(super) fn assertion_nodes(&self) -> Vec<NamedNode> {
        let mut seen: HashMap<String, usize> = HashMap::new();
        let name = |assertion| {
            let hash = short_hash(&self.fingerprint(assertion));
            let count = seen.entry(hash.clone()).and_modify(|n| *n += 1).or_insert(1);
            let suffix = if *count > 1 { format!("-{count}") } else { String::new() };
            self.document.part(&format!("assertion-{hash}{suffix}"))
        };
        self.reading.assertions.iter().map(name).collect()
    }

    /// Everything that tells an assertion from the others of its document.
    fn fingerprint(&self, assertion: &Assertion) -> String {
        let Situation { class, roles, time } = &assertion.situation;
        let mut print = class.clone();
        for (role, fillers) in roles {
            let mut keys: Vec<String> = fillers.iter().map(|f| self.filler_key(f, false)).collect();
            keys.sort();
            let _ = write!(print, "\n{role}={}", keys.join("+"));
        }
        let time = time.as_ref().map_or(OPEN, |time| time.as_str());
        let holder = assertion.holder.map_or_else(|| OPEN.to_owned(), |holder| self.entity_key(holder));
        let (start, end) = (assertion.evidence.start, assertion.evidence.end);
        let _ = write!(print, "\n{time}\n{}\n{}", polarity_name(assertion.polarity), modality_name(assertion.modality));
        let _ = write!(print, "\n{holder}\n{start},{end}\n{}", assertion.frame);
        print
    }

    fn assertion(&mut self, assertion: &Assertion, node: &NamedNode, situation: NamedNode) {
        self.add(node, rdf::TYPE, dm::ASSERTION);
        self.add(node, dm::STATES, situation);
        self.add(node, dm::POLARITY, demarche(polarity_name(assertion.polarity)));
        self.add(node, dm::MODALITY, demarche(modality_name(assertion.modality)));
        self.add(node, dm::EVIDENCE, self.document.span(assertion.evidence));
        self.add(node, dm::CONFIDENCE, literal::fraction(assertion.confidence));
        let frame = format!("{}{}", frame::NS, iri::local_name(&assertion.frame));
        self.add(node, dm::FRAME, NamedNode::new_unchecked(frame));
        self.add(node, prov::WAS_GENERATED_BY, self.options.minter.run(&self.options.run));
        self.sources(assertion, node);
    }

    /// Who vouches for an assertion, in which words, and which sources are credited.
    fn sources(&mut self, assertion: &Assertion, node: &NamedNode) {
        let reading = self.reading;
        if let Some(holder) = assertion.holder {
            let holder = self.entity(holder);
            self.add(node, dm::HOLDER, holder);
        }
        self.add_some(node, dm::QUOTE, assertion.quote.as_deref().map(literal::english));
        for citation in assertion.citations.iter().filter_map(|&at| reading.citations.get(at)) {
            self.add(node, dm::CITATION, self.citation_node(citation));
        }
    }

    /// The situation as this document tells it; its node.
    fn situation(&mut self, assertion: &Assertion) -> NamedNode {
        let Situation { class, roles, time } = &assertion.situation;
        let kind = self.context.situation_type(class).cloned().unwrap_or_default();
        let node = self.options.minter.situation(class, &self.situation_key(assertion, &kind));
        self.add(&node, rdf::TYPE, kind.iri(class));
        for (role, fillers) in roles {
            for filler in fillers {
                let object = self.filler(filler, kind.literal_roles.contains(role));
                self.add(&node, kind.iri(role).as_ref(), object);
            }
        }
        self.add_some(&node, dm::TIME, time.as_ref().and_then(literal::time));
        node
    }

    fn filler(&mut self, filler: &Filler, literal: bool) -> Term {
        match filler {
            Filler::Entity(entity) => self.entity(*entity).into(),
            Filler::Words(words) if literal => literal::text(words).into(),
            Filler::Words(words) => self.thing(words).into(),
        }
    }

    /// Something that the document describes and does not name.
    fn thing(&mut self, words: &str) -> NamedNode {
        let node = self.document.part(&format!("thing-{}", iri::slug(words)));
        self.add(&node, rdf::TYPE, dm::DESCRIBED_THING);
        self.add(&node, rdfs::LABEL, literal::english(words));
        node
    }

    /// The identifying part of a situation's IRI: the fillers of its key roles in the key's order. What
    /// no key role identifies is told apart by where it is told.
    fn situation_key(&self, assertion: &Assertion, kind: &SituationType) -> Vec<String> {
        let situation = &assertion.situation;
        let every_role: Vec<String> = situation.roles.keys().cloned().collect();
        let roles = if kind.key.is_empty() { &every_role } else { &kind.key };
        let mut key: Vec<String> = Vec::with_capacity(roles.len());
        for role in roles.iter().filter(|role| *role != TIME && *role != EVIDENCE) {
            key.push(self.role_key(situation, role, kind.literal_roles.contains(role)));
        }
        let has = |special: &str| kind.key.iter().any(|role| role == special);
        let unidentified = key.iter().all(|part| part == OPEN);
        if has(EVIDENCE) || unidentified {
            key.push(self.document.key.clone());
            key.push(assertion.evidence.start.to_string());
        } else if has(TIME) {
            let time = situation.time.as_ref().filter(|time| literal::time(time).is_some());
            key.push(time.map_or_else(|| self.document.key.clone(), |time| time.as_str().replace('/', "--")));
        }
        key
    }

    fn role_key(&self, situation: &Situation, role: &str, literal: bool) -> String {
        let Some(fillers) = situation.roles.get(role) else { return OPEN.to_owned() };
        let mut keys: Vec<String> = fillers.iter().map(|f| self.filler_key(f, literal)).collect();
        keys.sort();
        keys.dedup();
        if keys.is_empty() { OPEN.to_owned() } else { keys.join("+") }
    }
}

/// The local name of a polarity in the ontology.
#[must_use]
pub fn polarity_name(polarity: Polarity) -> &'static str {
    match polarity {
        Polarity::Affirmed => "Affirmed",
        Polarity::Negated => "Negated",
    }
}

/// The local name of a modality in the ontology.
#[must_use]
pub fn modality_name(modality: Modality) -> &'static str {
    match modality {
        Modality::Actual => "Actual",
        Modality::Planned => "Planned",
        Modality::Possible => "Possible",
        Modality::Demanded => "Demanded",
        Modality::Refused => "Refused",
    }
}
