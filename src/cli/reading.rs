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
    /// Leaves out assertions that are less sure than this, from 0 (all of them) to 1.
    #[arg(long, default_value_t = DEFAULT_LEAST, value_name = "CONFIDENCE", value_parser = confidence)]
    min_confidence: f32,
}

/// Below this hardly an assertion has all its roles right (`make eval` prints how many are at each confidence).
const DEFAULT_LEAST: f32 = 0.3;

fn confidence(text: &str) -> Result<f32, String> {
    let least: Option<f32> = text.parse().ok().filter(|least| (0.0..=1.0).contains(least));
    least.ok_or_else(|| "expected a number from 0 to 1".to_owned())
}

/// What reads, and how its findings are written.
pub(super) struct Workshop<'a> {
    pub(super) known: Known<'a>,
    pub(super) options: Options,
    reader: &'a Reader,
    inputs: &'a Inputs,
    min_confidence: f32,
}

impl ReadingArgs {
    /// Loads what is known and the language model.
    pub(super) fn reader(&self) -> Result<Reader, CliError> {
        self.graph.base.minter()?;
        Ok(Reader::new(self.knowledge.load()?))
    }

    /// The options that decide what is read and written, as they stand on the command line. What is known has its digests, and
    /// the number of threads decides nothing.
    fn told(&self) -> String {
        let format = self.inputs.input_format.map(|format| format!("--input-format {format}"));
        let least = (self.min_confidence - DEFAULT_LEAST).abs() > f32::EPSILON;
        let least = least.then(|| format!("--min-confidence {}", self.min_confidence));
        let text = self.graph.no_text.then(|| "--no-text".to_owned());
        [format, least, text].into_iter().flatten().collect::<Vec<_>>().join(" ")
    }

    /// Makes everything ready to read.
    pub(super) fn workshop<'a>(&'a self, reader: &'a Reader) -> Result<Workshop<'a>, CliError> {
        let known = Known::new(reader.knowledge());
        let options = self.graph.options(known.digests(), &self.told())?;
        Ok(Workshop { known, options, reader, inputs: &self.inputs, min_confidence: self.min_confidence })
    }
}

impl Workshop<'_> {
    /// Reads all inputs into `sink`; tells problems on the way and how it went.
    pub(super) fn read(&self, mut sink: impl FnMut(Batch) -> Result<(), CliError>) -> Result<Outcome, CliError> {
        let mut progress = Progress::documents();
        let mut documents = 0;
        let read = |document| self.reader.read(document).at_least(self.min_confidence);
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
