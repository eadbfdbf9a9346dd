//! Arguments that several commands share.

use super::error::CliError;
use crate::graph::iri::{DEFAULT_BASE, Minter};
use crate::graph::{Digests, Options, Run};
use crate::input;
use crate::knowledge::Knowledge;
use clap::Args;
use std::path::PathBuf;

/// What is read, and how.
#[derive(Debug, Args)]
pub(super) struct Inputs {
    /// Files, folders, or - for standard input.
    #[arg(required = true, value_name = "INPUT")]
    pub(super) paths: Vec<PathBuf>,
    /// The format of every input, instead of the one that its ending tells: text, markdown, html or ndjson.
    #[arg(long, value_name = "FORMAT")]
    pub(super) input_format: Option<input::Format>,
    /// How many threads read; 0 for as many as the machine has.
    #[arg(long, default_value_t = 0, value_name = "N")]
    pub(super) threads: usize,
}

impl Inputs {
    /// The documents, and an error for each input that cannot be read.
    pub(super) fn documents(&self) -> impl Iterator<Item = Result<input::Document, input::InputError>> + '_ {
        let options = input::Options { format: self.input_format, ..input::Options::default() };
        input::expand(self.paths.iter().cloned()).flat_map(move |source| match source {
            Ok(source) => input::read(&source, &options),
            Err(error) => Box::new(std::iter::once(Err(error))),
        })
    }
}

/// What is known beforehand.
#[derive(Debug, Args)]
pub(super) struct KnowledgeArgs {
    /// A gazetteer of your own in Turtle, added to the one built in.
    #[arg(long, value_name = "FILE")]
    gazetteer: Option<PathBuf>,
    /// A folder with situation types and frames of your own, added to those built in, and names in its folder `gazetteer`.
    #[arg(long, value_name = "DIR")]
    ontology: Option<PathBuf>,
}

impl KnowledgeArgs {
    /// Loads it.
    pub(super) fn load(&self) -> Result<Knowledge, CliError> {
        Ok(Knowledge::with(self.ontology.as_deref(), self.gazetteer.as_deref())?)
    }
}

/// How the graph is written.
#[derive(Debug, Args)]
pub(super) struct GraphArgs {
    #[command(flatten)]
    pub(super) base: BaseArgs,
    /// Leaves the documents' texts out of the graph; sentences stay in.
    #[arg(long)]
    pub(super) no_text: bool,
}

impl GraphArgs {
    /// How the graph of a run is written that knows this and was told these options.
    pub(super) fn options(&self, knowledge: &Digests, told: &str) -> Result<Options, CliError> {
        let (version, knowledge) = (env!("CARGO_PKG_VERSION").to_owned(), knowledge.clone());
        let run = Run { version, knowledge, options: told.to_owned() };
        Ok(Options { minter: self.base.minter()?, with_text: !self.no_text, run })
    }
}

/// What data is named under.
#[derive(Debug, Args)]
pub(super) struct BaseArgs {
    /// The IRI that documents, entities and situations are named under.
    #[arg(long, default_value = DEFAULT_BASE, value_name = "IRI")]
    base: String,
}

impl BaseArgs {
    pub(super) fn minter(&self) -> Result<Minter, CliError> {
        Ok(Minter::new(&self.base)?)
    }
}

/// Which store.
#[derive(Debug, Args)]
pub(super) struct StoreArgs {
    /// The store's folder.
    #[arg(long, value_name = "DIR")]
    pub(super) store: PathBuf,
}
