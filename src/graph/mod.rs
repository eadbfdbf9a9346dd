//! A [`Reading`] → quads. The only place that decides what the RDF looks like and that mints IRIs.
//!
//! Everything is a pure function of the reading, the knowledge it was read with and the
//! [`Options`]: no clock, no counter that outlives a document, no blank node. Two machines that read
//! the same text therefore write the same bytes, and the union of two outputs is their merge.
//!
//! [`context`] states what is needed of the gazetteer and the ontology, [`iri`] names things,
//! [`literal`] checks and types values; the layers of the model have a file each: [`text`] for
//! documents, sentences, mentions and citations, [`situation`] for assertions and what they present,
//! [`entity`] for who and what they are about.

pub mod context;
pub mod entity;
pub mod iri;
pub mod known;
pub mod literal;
mod situation;
mod text;
pub mod vocab;

pub use situation::{modality_name, polarity_name};

use crate::extraction::Filler;
use crate::mentions::EntityRef;
use crate::reading::Reading;
use context::Context;
use iri::{DocumentIri, Minter};
use oxigraph::model::{GraphName, NamedNode, NamedNodeRef, Quad, Term};
use std::collections::BTreeSet;

/// How quads are written.
#[derive(Debug, Clone)]
pub struct Options {
    /// Mints every IRI under the base that the user chose.
    pub minter: Minter,
    /// Whether documents carry their own text (`nif:isString`).
    pub with_text: bool,
    /// What made the assertions.
    pub run: Run,
}

/// The software and knowledge that a graph was made with. It has no clock, so that two runs of the
/// same version on the same text agree to the byte.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    /// The version of Demarche.
    pub version: String,
    /// What was known beforehand.
    pub knowledge: Digests,
    /// The options that decide what is read and written, as on the command line; empty for none.
    pub options: String,
}

/// Hashes of what was known beforehand, short and stable.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Digests {
    /// Of the ontology's triples.
    pub ontology: String,
    /// Of the gazetteer's entities.
    pub gazetteer: String,
}

/// The graph of one document.
#[derive(Debug, Clone)]
pub struct DocumentGraph {
    /// The document, which is also the name of its graph.
    pub iri: NamedNode,
    /// Its quads, sorted by their N-Quads form and distinct.
    pub quads: Vec<Quad>,
    /// The gazetteer's entities that it speaks of.
    pub entities: BTreeSet<crate::knowledge::EntityId>,
}

/// The graph that a reading gives, under the IRI that its document has by itself
/// ([`Minter::document`]).
#[must_use]
pub fn quads(reading: &Reading, context: &dyn Context, options: &Options) -> Vec<Quad> {
    document_graph(reading, options.minter.document(&reading.document), context, options).quads
}

/// The graph that a reading gives, under a document IRI that the caller decided.
#[must_use]
pub fn document_graph(reading: &Reading, document: DocumentIri, context: &dyn Context, options: &Options) -> DocumentGraph {
    let mut writer = Writer::new(reading, document, context, options);
    writer.document();
    writer.sentences();
    writer.mentions();
    writer.citations();
    writer.assertions();
    writer.local_entities();
    writer.run();
    writer.finish()
}

/// The nodes of a reading's assertions, in their order, under a document IRI that the caller decided.
#[must_use]
pub fn assertion_nodes(reading: &Reading, document: DocumentIri, context: &dyn Context, options: &Options) -> Vec<NamedNode> {
    Writer::new(reading, document, context, options).assertion_nodes()
}

/// The quads of one document while they are made.
struct Writer<'a> {
    reading: &'a Reading,
    document: DocumentIri,
    context: &'a dyn Context,
    options: &'a Options,
    quads: Vec<Quad>,
    entities: BTreeSet<crate::knowledge::EntityId>,
}

impl<'a> Writer<'a> {
    fn new(reading: &'a Reading, document: DocumentIri, context: &'a dyn Context, options: &'a Options) -> Self {
        Self { reading, document, context, options, quads: Vec::new(), entities: BTreeSet::new() }
    }

    fn add(&mut self, subject: &NamedNode, predicate: NamedNodeRef<'_>, object: impl Into<Term>) {
        let graph = GraphName::NamedNode(self.document.node.clone());
        self.quads.push(Quad::new(subject.clone(), predicate.into_owned(), object, graph));
    }

    /// Adds a triple whose object may be missing.
    fn add_some<T: Into<Term>>(&mut self, subject: &NamedNode, predicate: NamedNodeRef<'_>, object: Option<T>) {
        if let Some(object) = object {
            self.add(subject, predicate, object);
        }
    }

    /// The node of an entity; remembers which gazetteer entities are used.
    fn entity(&mut self, entity: EntityRef) -> NamedNode {
        match entity {
            EntityRef::Known(id) => {
                self.entities.insert(id);
                self.options.minter.entity(self.context.entity(id).slug)
            }
            EntityRef::Local(at) => self.options.minter.unlinked(&self.reading.locals[at]),
        }
    }

    /// What stands for an entity in an IRI's key and in hashes.
    fn entity_key(&self, entity: EntityRef) -> String {
        match entity {
            EntityRef::Known(id) => self.context.entity(id).slug.to_owned(),
            EntityRef::Local(at) => iri::unlinked_key(&self.reading.locals[at]),
        }
    }

    /// What stands for a filler in an IRI's key: words in an object role are a thing of this document.
    fn filler_key(&self, filler: &Filler, literal: bool) -> String {
        match filler {
            Filler::Entity(entity) => self.entity_key(*entity),
            Filler::Words(words) if literal => format!("_{}", iri::slug(words)),
            Filler::Words(words) => format!("{}.{}", self.document.key, iri::slug(words)),
        }
    }

    /// The run that made this graph, and the program that it was a run of.
    fn run(&mut self) {
        let (run, minter) = (self.options.minter.run(&self.options.run), self.options.minter.clone());
        let Run { version, knowledge, options } = self.options.run.clone();
        self.add(&run, vocab::rdf::TYPE, vocab::prov::ACTIVITY);
        self.add(&run, vocab::rdfs::LABEL, literal::english(&format!("Reading by Demarche {version}")));
        self.add(&run, vocab::dm::VERSION, literal::text(&version));
        self.add(&run, vocab::dm::ONTOLOGY_DIGEST, literal::text(&knowledge.ontology));
        self.add(&run, vocab::dm::GAZETTEER_DIGEST, literal::text(&knowledge.gazetteer));
        self.add_some(&run, vocab::dm::OPTIONS, (!options.is_empty()).then(|| literal::text(&options)));
        for used in ["ontology", "gazetteer"] {
            self.add(&run, vocab::prov::USED, minter.graph(used));
        }
        let program = minter.program(&version);
        self.add(&run, vocab::prov::WAS_ASSOCIATED_WITH, program.clone());
        self.add(&program, vocab::rdf::TYPE, vocab::prov::SOFTWARE_AGENT);
        self.add(&program, vocab::rdfs::LABEL, literal::english(&format!("Demarche {version}")));
    }

    fn finish(self) -> DocumentGraph {
        DocumentGraph { iri: self.document.node, quads: sorted(self.quads), entities: self.entities }
    }
}

/// Quads in the order of their N-Quads lines, each once.
#[must_use]
pub fn sorted(quads: Vec<Quad>) -> Vec<Quad> {
    let mut lines: Vec<(String, Quad)> = quads.into_iter().map(|q| (q.to_string(), q)).collect();
    lines.sort_by(|a, b| a.0.cmp(&b.0));
    lines.dedup_by(|a, b| a.0 == b.0);
    lines.into_iter().map(|(_, quad)| quad).collect()
}
