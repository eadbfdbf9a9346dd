//! Comparisons as RDF: each a node with its verdict, its subject, property and value, and the proofs of both sides.

use super::{Comparison, TheirProof, named};
use crate::graph::iri::Minter;
use crate::graph::vocab::{dct, dm, rdf, rdfs};
use crate::graph::{literal, sorted};
use oxigraph::model::{GraphName, NamedNode, NamedNodeRef, Quad, Term};

/// Comparisons as quads of the default graph, sorted.
#[must_use]
pub fn quads(compared: &[Comparison], minter: &Minter) -> Vec<Quad> {
    let mut writer = Writer { minter, quads: Vec::new() };
    for comparison in compared {
        writer.comparison(comparison);
    }
    sorted(writer.quads)
}

struct Writer<'a> {
    minter: &'a Minter,
    quads: Vec<Quad>,
}

impl Writer<'_> {
    fn add(&mut self, subject: &NamedNode, predicate: NamedNodeRef<'_>, object: impl Into<Term>) {
        self.quads.push(Quad::new(subject.clone(), predicate.into_owned(), object, GraphName::DefaultGraph));
    }

    fn comparison(&mut self, comparison: &Comparison) {
        let Comparison { source, subject, role, value, affirmed, note, verdict, .. } = comparison;
        let node =
            self.minter.comparison(&format!("{source}\n{subject}\n{role}\n{}\n{affirmed:?}\n{note}\n{verdict:?}", value.key));
        self.add(&node, rdf::TYPE, dm::COMPARISON);
        self.add(&node, dm::VERDICT, verdict.iri());
        self.add(&node, dct::SOURCE, comparison.source_iri.clone());
        self.add(&node, rdf::SUBJECT, subject.clone());
        self.add(&node, rdf::PREDICATE, role.clone());
        self.add(&node, rdf::OBJECT, value.node.clone());
        if let Some(affirmed) = affirmed {
            self.add(&node, dm::POLARITY, if *affirmed { dm::AFFIRMED } else { dm::NEGATED });
        }
        if !note.is_empty() {
            self.add(&node, rdfs::COMMENT, literal::english(note));
        }
        for proof in &comparison.ours {
            self.add(&node, dm::OUR_PROOF, proof.assertion.clone());
        }
        for (number, proof) in (1..).zip(&comparison.theirs) {
            self.their_proof(&node, number, proof);
        }
    }

    fn their_proof(&mut self, comparison: &NamedNode, number: usize, proof: &TheirProof) {
        let Some(subject) = named(&proof.triple.subject) else { return };
        let node = NamedNode::new_unchecked(format!("{}#proof-{number}", comparison.as_str()));
        self.add(comparison, dm::THEIR_PROOF, node.clone());
        self.add(&node, rdf::TYPE, rdf::STATEMENT);
        self.add(&node, rdf::SUBJECT, subject.clone());
        self.add(&node, rdf::PREDICATE, proof.triple.predicate.clone());
        self.add(&node, rdf::OBJECT, proof.triple.object.clone());
        for (property, time) in [(dm::BEGIN, &proof.begin), (dm::END, &proof.end)] {
            if let Some(time) = time {
                let date = time.split('T').next().and_then(literal::date);
                self.add(&node, property, date.unwrap_or_else(|| literal::text(time)));
            }
        }
        if let Some(words) = &proof.words {
            self.add(&node, rdfs::COMMENT, literal::text(words));
        }
    }
}
