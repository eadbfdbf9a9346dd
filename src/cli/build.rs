//! `demarche build`: documents into a store.

use super::args::StoreArgs;
use super::error::{CliError, Outcome};
use super::reading::{ReadingArgs, Workshop};
use super::summary;
use crate::graph::DocumentGraph;
use crate::graph::context::Context;
use crate::graph::entity::gazetteer;
use crate::knowledge::EntityId;
use crate::store::{BULK, KnowledgeBase};
use oxigraph::model::{NamedNode, Quad};
use std::io::{Write, stdout};

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    reading: ReadingArgs,
    #[command(flatten)]
    store: StoreArgs,
}

pub(super) fn run(args: &Args) -> Result<Outcome, CliError> {
    let reader = args.reading.reader()?;
    let workshop = args.reading.workshop(&reader)?;
    let base = KnowledgeBase::open(&args.store.store, workshop.options.minter.clone())?;
    load_knowledge(&base, &workshop)?;
    let mut waiting = Waiting { base: &base, graphs: Vec::new(), quads: 0 };
    let result = workshop.read(|batch| waiting.put(batch.read.into_iter().map(|(_, graph)| graph)));
    waiting.store()?;
    // Whatever went wrong on the way, what is stored is brought to a consistent end.
    base.derive_direct(&workshop.known.situation_types())?;
    base.flush()?;
    let outcome = result?;
    let text = summary::render(&base.summary()?, &workshop.known.situation_types(), &args.store.store);
    stdout().write_all(text.as_bytes())?;
    Ok(outcome)
}

/// Graphs that are stored together: the bulk loader pays only for many quads at once.
struct Waiting<'a> {
    base: &'a KnowledgeBase,
    graphs: Vec<DocumentGraph>,
    quads: usize,
}

impl Waiting<'_> {
    fn put(&mut self, graphs: impl Iterator<Item = DocumentGraph>) -> Result<(), CliError> {
        for graph in graphs {
            self.quads += graph.quads.len();
            self.graphs.push(graph);
        }
        if self.quads >= BULK { self.store() } else { Ok(()) }
    }

    fn store(&mut self) -> Result<(), CliError> {
        let graphs = std::mem::take(&mut self.graphs);
        self.quads = 0;
        Ok(self.base.put(&graphs)?)
    }
}

/// The graphs of the ontology and the gazetteer, unless this version of them is there.
fn load_knowledge(base: &KnowledgeBase, workshop: &Workshop<'_>) -> Result<(), CliError> {
    let known = &workshop.known;
    let digests = known.digests();
    let ontology: NamedNode = base.minter().graph("ontology");
    let in_graph = |triple: oxigraph::model::Triple| triple.in_graph(ontology.clone());
    let triples: Vec<Quad> = known.ontology().into_iter().map(in_graph).collect();
    base.put_version(&ontology, &digests.ontology, triples)?;
    let all = (0..known.entity_count()).map(|id| EntityId(id as u32));
    let entities = gazetteer(all, known, base.minter());
    Ok(base.put_version(&base.minter().graph("gazetteer"), &digests.gazetteer, entities)?)
}
