//! `demarche stats`: what a store holds, in figures.

use super::args::{BaseArgs, KnowledgeArgs, StoreArgs};
use super::error::{CliError, Outcome, tell};
use super::export::DescriptionArgs;
use super::summary;
use crate::export::{self, Format, Selection};
use crate::graph::context::Context;
use crate::graph::iri::Minter;
use crate::graph::known::Known;
use crate::store::KnowledgeBase;
use std::io::{Write, stdout};
use std::path::Path;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    store: StoreArgs,
    #[command(flatten)]
    base: BaseArgs,
    #[command(flatten)]
    knowledge: KnowledgeArgs,
    /// Describes the store as a dataset in VoID and DCAT, as Turtle.
    #[arg(long)]
    void: bool,
    #[command(flatten)]
    description: DescriptionArgs,
}

pub(super) fn run(args: &Args) -> Result<Outcome, CliError> {
    let base = open(&args.store, &args.base)?;
    if args.void {
        return void(&base, &args.description);
    }
    let knowledge = args.knowledge.load()?;
    let known = Known::new(&knowledge);
    let text = summary::render(&base.summary()?, &known.situation_types(), &args.store.store);
    stdout().write_all(text.as_bytes())?;
    Ok(Outcome::Done)
}

/// The whole store as a dataset.
fn void(base: &KnowledgeBase, description: &DescriptionArgs) -> Result<Outcome, CliError> {
    let about = export::describe(&Selection::default().find(base)?, &description.description())?;
    let quads = Box::new(about.into_iter().map(Ok));
    export::write_stdout(|out| export::write_stream(quads, Format::Turtle, base.minter(), out))?;
    Ok(Outcome::Done)
}

/// Opens a store to look into; tells if its direct triples lag behind.
pub(super) fn open(store: &StoreArgs, base: &BaseArgs) -> Result<KnowledgeBase, CliError> {
    look_into(&store.store, base.minter()?)
}

/// Opens the store in a folder to look into; tells if its direct triples lag behind.
pub(super) fn look_into(store: &Path, minter: Minter) -> Result<KnowledgeBase, CliError> {
    let base = KnowledgeBase::open_read_only(store, minter)?;
    if base.is_out_of_date()? {
        let place = store.display();
        tell(&format!("note: {place}: the last build was stopped before its end, so the direct triples lag; run it again"));
    }
    Ok(base)
}
