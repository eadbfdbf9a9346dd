//! `demarche build`: documents into a store.

use super::args::StoreArgs;
use super::error::{CliError, Outcome};
use super::reading::{ReadingArgs, Workshop};
use super::summary;
use crate::graph::DocumentGraph;
use crate::graph::context::Context;
use crate::graph::entity::gazetteer;
use crate::knowledge::EntityId;
use crate::store::KnowledgeBase;
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
    let result = workshop.read(|batch| {
        let graphs: Vec<DocumentGraph> = batch.read.iter().map(|(_, graph)| graph.clone()).collect();
        Ok(base.put(&graphs)?)
    });
    // Whatever went wrong on the way, what is stored is brought to a consistent end.
    base.derive_direct(&workshop.known.situation_types())?;
    base.flush()?;
    let outcome = result?;
    let text = summary::render(&base.summary()?, &workshop.known.situation_types(), &args.store.store);
    stdout().write_all(text.as_bytes())?;
    Ok(outcome)
}

/// The graphs of the ontology and the gazetteer, unless this version of them is there.
fn load_knowledge(base: &KnowledgeBase, workshop: &Workshop<'_>) -> Result<(), CliError> {
    let (known, version) = (&workshop.known, workshop.known.digest());
    let ontology: NamedNode = base.minter().graph("ontology");
    let in_graph = |triple: oxigraph::model::Triple| triple.in_graph(ontology.clone());
    let triples: Vec<Quad> = known.ontology().into_iter().map(in_graph).collect();
    base.put_version(&ontology, version, triples)?;
    let all = (0..known.entity_count()).map(|id| EntityId(id as u32));
    let entities = gazetteer(all, known, base.minter());
    Ok(base.put_version(&base.minter().graph("gazetteer"), version, entities)?)
}
