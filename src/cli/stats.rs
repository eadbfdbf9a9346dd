//! `demarche stats`: what a store holds, in figures.

use super::args::KnowledgeArgs;
use super::error::{CliError, Outcome};
use super::export::DescriptionArgs;
use super::stored::StoredArgs;
use super::summary;
use crate::export::{self, Format, Selection};
use crate::graph::context::Context;
use crate::graph::known::Known;
use crate::store::KnowledgeBase;
use std::io::{Write, stdout};

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    stored: StoredArgs,
    #[command(flatten)]
    knowledge: KnowledgeArgs,
    /// Describes the store as a dataset in VoID and DCAT, as Turtle.
    #[arg(long)]
    void: bool,
    #[command(flatten)]
    description: DescriptionArgs,
}

pub(super) fn run(args: &Args) -> Result<Outcome, CliError> {
    let base = args.stored.look_into()?;
    if args.void {
        return void(&base, &args.description);
    }
    let knowledge = args.knowledge.load()?;
    let known = Known::new(&knowledge);
    let text = summary::render(&base.summary()?, &known.situation_types(), args.stored.path());
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
