//! What is known about a source, as it stands in the graph of sources. Nothing of it comes from a clock, so that a source that is
//! merged again is described by the same bytes.

use super::import::Source;
use super::source::{Format, SourceFile};
use crate::graph::iri::{Minter, short_hash};
use crate::graph::literal;
use crate::graph::sorted;
use crate::graph::vocab::{dcat, dct, dm, owl, prov, rdf, rdfs, void};
use oxigraph::model::{NamedNode, NamedNodeRef, Quad, Term};
use std::collections::BTreeSet;

/// Where the sources of a store are described.
pub(super) fn graph(minter: &Minter) -> NamedNode {
    minter.graph("sources")
}

/// What reading a source's files has given.
pub(super) struct Reading<'a> {
    pub(super) files: &'a [SourceFile],
    pub(super) triples: usize,
    pub(super) skipped: usize,
}

/// The description of a source.
pub(super) fn describe(source: &Source, reading: &Reading<'_>, minter: &Minter) -> Vec<Quad> {
    let mut writer = Writer { graph: graph(minter), quads: Vec::new() };
    let node = minter.source(&source.name);
    writer.add(&node, rdf::TYPE, void::DATASET);
    writer.add(&node, rdf::TYPE, prov::ENTITY);
    writer.add(&node, dct::TITLE, literal::text(&source.name));
    writer.add(&node, dm::SOURCE_GRAPH, minter.source_graph(&source.name));
    writer.add(&node, void::TRIPLES, literal::integer(reading.triples));
    if let Some(licence) = &source.licence {
        writer.add(&node, dm::LICENCE_ID, literal::text(&licence.id));
        if let Some(iri) = licence.iri.as_ref().and_then(|iri| NamedNode::new(iri).ok()) {
            writer.add(&node, dct::LICENSE, iri);
        }
    }
    if let Some(version) = &source.version {
        writer.add(&node, owl::VERSION_INFO, literal::text(version));
    }
    if let Some(date) = source.date.as_deref().and_then(literal::date) {
        writer.add(&node, dct::ISSUED, date);
    }
    for file in reading.files {
        let part = part(&node, &format!("file-{}", short_hash(&format!("{} {}", file.name, file.sha256))));
        writer.add(&node, prov::WAS_DERIVED_FROM, part.clone());
        writer.file(&part, file);
    }
    let run = part(&node, "reading");
    writer.add(&node, prov::WAS_GENERATED_BY, run.clone());
    writer.run(&run, source, reading, minter);
    sorted(writer.quads)
}

fn part(source: &NamedNode, fragment: &str) -> NamedNode {
    NamedNode::new_unchecked(format!("{}#{fragment}", source.as_str()))
}

/// Whether the quads that describe a source say that it was read from these files, by this program and with these options.
pub(super) fn is_same_reading(before: &[Quad], now: &[Quad]) -> bool {
    let facts = |quads: &[Quad]| {
        let telling = [dm::SHA256, dm::FILE_NAME, dct::FORMAT, dm::OPTIONS, dm::VERSION];
        let told = quads.iter().filter(|quad| telling.contains(&quad.predicate.as_ref()));
        told.map(ToString::to_string).collect::<BTreeSet<_>>()
    };
    !before.is_empty() && facts(before) == facts(now)
}

/// The options that decide what is read, as on the command line.
fn options(source: &Source, files: &[SourceFile]) -> String {
    let mut told = Vec::new();
    if files.iter().any(|file| file.format == Format::Wikidata) {
        told.push(format!("--languages {}", source.reading.languages.join(",")));
    }
    if files.iter().any(|file| file.format == Format::Table) {
        told.extend(source.reading.mapping.told().iter().map(|rule| format!("--map '{rule}'")));
    }
    if source.only_known {
        told.push("--only-known".to_owned());
    }
    told.join(" ")
}

struct Writer {
    graph: NamedNode,
    quads: Vec<Quad>,
}

impl Writer {
    fn add(&mut self, subject: &NamedNode, predicate: NamedNodeRef<'_>, object: impl Into<Term>) {
        self.quads.push(Quad::new(subject.clone(), predicate.into_owned(), object, self.graph.clone()));
    }

    fn file(&mut self, node: &NamedNode, file: &SourceFile) {
        self.add(node, rdf::TYPE, prov::ENTITY);
        self.add(node, dm::FILE_NAME, literal::text(&file.name));
        self.add(node, dct::FORMAT, literal::text(file.format.name()));
        self.add(node, dcat::BYTE_SIZE, literal::integer(file.size as usize));
        self.add(node, dm::SHA256, literal::text(&file.sha256));
    }

    fn run(&mut self, node: &NamedNode, source: &Source, reading: &Reading<'_>, minter: &Minter) {
        let version = env!("CARGO_PKG_VERSION");
        self.add(node, rdf::TYPE, prov::ACTIVITY);
        self.add(node, dm::VERSION, literal::text(version));
        let options = options(source, reading.files);
        if !options.is_empty() {
            self.add(node, dm::OPTIONS, literal::text(&options));
        }
        self.add(node, dm::SKIPPED, literal::integer(reading.skipped));
        let program = minter.program(version);
        self.add(node, prov::WAS_ASSOCIATED_WITH, program.clone());
        self.add(&program, rdf::TYPE, prov::SOFTWARE_AGENT);
        self.add(&program, rdfs::LABEL, literal::english(&format!("Demarche {version}")));
    }
}
