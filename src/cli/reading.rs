//! What `build` and `extract` share: inputs → batches of graphs, with progress and problems told.

use super::args::{GraphArgs, Inputs, KnowledgeArgs};
use super::error::{CliError, Outcome};
use super::progress::Progress;
use crate::corpus::{Batch, Corpus};
use crate::graph::Options;
use crate::graph::context::Context;
use crate::graph::known::Known;
use crate::reading::Reader;
use clap::Args;

/// The arguments of reading.
#[derive(Debug, Args)]
pub(super) struct ReadingArgs {
    #[command(flatten)]
    inputs: Inputs,
    #[command(flatten)]
    knowledge: KnowledgeArgs,
    #[command(flatten)]
    graph: GraphArgs,
}

/// What reads, and how its findings are written.
pub(super) struct Workshop<'a> {
    pub(super) known: Known<'a>,
    pub(super) options: Options,
    reader: &'a Reader,
    inputs: &'a Inputs,
}

impl ReadingArgs {
    /// Loads what is known and the language model.
    pub(super) fn reader(&self) -> Result<Reader, CliError> {
        self.graph.base.minter()?;
        Ok(Reader::new(self.knowledge.load()?))
    }

    /// Makes everything ready to read.
    pub(super) fn workshop<'a>(&'a self, reader: &'a Reader) -> Result<Workshop<'a>, CliError> {
        let known = Known::new(reader.knowledge());
        let options = self.graph.options(known.digest())?;
        Ok(Workshop { known, options, reader, inputs: &self.inputs })
    }
}

impl Workshop<'_> {
    /// Reads all inputs into `sink`; tells problems on the way and how it went.
    pub(super) fn read(&self, mut sink: impl FnMut(Batch) -> Result<(), CliError>) -> Result<Outcome, CliError> {
        let mut progress = Progress::documents();
        let mut documents = 0;
        let read = |document| self.reader.read(document);
        let mut corpus = Corpus::new(&read, &self.known, &self.options, self.inputs.threads);
        let result = corpus.read(self.inputs.documents(), |batch| {
            progress.tell(&batch.problems);
            progress.advance(batch.read.len());
            documents += batch.read.len();
            sink(batch)
        });
        let outcome = progress.finish();
        result?;
        if documents == 0 { Err(CliError::NothingRead) } else { Ok(outcome) }
    }
}
