//! `demarche stats`: what a store holds, in figures.

use super::args::{BaseArgs, KnowledgeArgs, StoreArgs};
use super::error::{CliError, Outcome, tell};
use super::summary;
use crate::graph::context::Context;
use crate::graph::known::Known;
use crate::store::KnowledgeBase;
use std::io::{Write, stdout};

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    store: StoreArgs,
    #[command(flatten)]
    base: BaseArgs,
    #[command(flatten)]
    knowledge: KnowledgeArgs,
}

pub(super) fn run(args: &Args) -> Result<Outcome, CliError> {
    let base = open(&args.store, &args.base)?;
    let knowledge = args.knowledge.load()?;
    let known = Known::new(&knowledge);
    let text = summary::render(&base.summary()?, &known.situation_types(), &args.store.store);
    stdout().write_all(text.as_bytes())?;
    Ok(Outcome::Done)
}

/// Opens a store to look into; tells if its direct triples lag behind.
pub(super) fn open(store: &StoreArgs, base: &BaseArgs) -> Result<KnowledgeBase, CliError> {
    let base = KnowledgeBase::open_read_only(&store.store, base.minter()?)?;
    if base.is_out_of_date()? {
        let place = store.store.display();
        tell(&format!("note: {place}: the last build was stopped before its end, so the direct triples lag; run it again"));
    }
    Ok(base)
}
