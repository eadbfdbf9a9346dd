//! Documents in great number: read by several threads, with results in the order of the inputs
//! whatever the number of threads.
//!
//! Documents are taken in batches that bound the memory, whatever the size of the archive. One that cannot be
//! read, or whose reading panics, is a [`Problem`] among the results; the others go on.

use crate::graph::context::Context;
use crate::graph::iri::{DocumentIri, Minter};
use crate::graph::{DocumentGraph, Options, document_graph};
use crate::input::{Document, InputError};
use crate::reading::Reading;
use rayon::prelude::*;
use rayon::{ThreadPool, ThreadPoolBuilder};
use std::collections::HashMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use thiserror::Error;

/// A batch ends at this many bytes of text …
const BATCH_BYTES: usize = 8 << 20;

/// … or at this many documents for each thread.
const BATCH_DOCUMENTS: usize = 16;

/// Why a document is not among the results, or not under its own name.
#[derive(Debug, Error)]
pub enum Problem {
    /// It could not be read from its input.
    #[error(transparent)]
    Input(#[from] InputError),
    /// Another text of this run has its name.
    #[error(
        "{name}: two different texts have this name; the second is kept apart as {iri}, rename it to give it a name of its own"
    )]
    SameName {
        /// The name.
        name: String,
        /// What the second is called.
        iri: String,
    },
    /// The same text came before under the same name.
    #[error("{0}: the same text was read before under this name; left out")]
    Repeated(String),
    /// The reading failed, which is a fault of the program.
    #[error("{0}: left out, its reading failed by a fault of the program; please report it with the text")]
    Failed(String),
}

impl Problem {
    /// Whether nothing is lost by it.
    #[must_use]
    pub fn is_note(&self) -> bool {
        match self {
            Self::Input(error) => error.is_note(),
            Self::Repeated(_) => true,
            Self::SameName { .. } | Self::Failed(_) => false,
        }
    }
}

/// What is made of some documents, in their order.
#[derive(Debug, Default)]
pub struct Batch {
    /// The readings with their graphs.
    pub read: Vec<(Reading, DocumentGraph)>,
    /// What went wrong on the way.
    pub problems: Vec<Problem>,
}

/// Reads documents and makes graphs of them.
pub struct Corpus<'a> {
    read: &'a (dyn Fn(Document) -> Reading + Sync),
    context: &'a dyn Context,
    options: &'a Options,
    names: Names,
    threads: usize,
}

impl<'a> Corpus<'a> {
    /// A corpus that is read by `read`, on so many threads (0: as many as the machine has).
    #[must_use]
    pub fn new(
        read: &'a (dyn Fn(Document) -> Reading + Sync),
        context: &'a dyn Context,
        options: &'a Options,
        threads: usize,
    ) -> Self {
        let threads = if threads > 0 { threads } else { std::thread::available_parallelism().map_or(1, Into::into) };
        Self { read, context, options, names: Names::new(options.minter.clone()), threads }
    }

    /// Reads all documents and gives the results to `sink`, batch by batch.
    ///
    /// # Errors
    /// The first error of `sink`, which ends the reading.
    pub fn read<E>(
        &mut self,
        documents: impl Iterator<Item = Result<Document, InputError>>,
        mut sink: impl FnMut(Batch) -> Result<(), E>,
    ) -> Result<(), E> {
        // Without threads of its own a batch is read on the shared pool, one that the machine always has.
        let pool = ThreadPoolBuilder::new().num_threads(self.threads).build().ok();
        let mut documents = documents.peekable();
        while documents.peek().is_some() {
            let batch = self.batch(&mut documents, pool.as_ref());
            sink(batch)?;
        }
        Ok(())
    }

    fn batch(&mut self, documents: &mut impl Iterator<Item = Result<Document, InputError>>, pool: Option<&ThreadPool>) -> Batch {
        let mut batch = Batch::default();
        let named = self.take(documents, &mut batch.problems);
        let read_all = || named.into_par_iter().map(|(iri, document)| self.one(iri, document)).collect::<Vec<_>>();
        let results = match pool {
            Some(pool) => pool.install(read_all),
            None => read_all(),
        };
        for result in results {
            match result {
                Ok(read) => batch.read.push(read),
                Err(problem) => batch.problems.push(problem),
            }
        }
        batch
    }

    /// The documents of the next batch with their names.
    fn take(
        &mut self,
        documents: &mut impl Iterator<Item = Result<Document, InputError>>,
        problems: &mut Vec<Problem>,
    ) -> Vec<(DocumentIri, Document)> {
        let (mut named, mut bytes) = (Vec::new(), 0);
        while named.len() < self.threads * BATCH_DOCUMENTS && bytes < BATCH_BYTES {
            let Some(next) = documents.next() else { break };
            match next.map_err(Problem::from).and_then(|document| Ok((self.names.give(&document, problems)?, document))) {
                Ok((iri, document)) => {
                    bytes += document.text.as_str().len();
                    named.push((iri, document));
                }
                Err(problem) => problems.push(problem),
            }
        }
        named
    }

    fn one(&self, iri: DocumentIri, document: Document) -> Result<(Reading, DocumentGraph), Problem> {
        let name = document.source_name.clone();
        let read = || {
            let reading = (self.read)(document);
            let graph = document_graph(&reading, iri, self.context, self.options);
            (reading, graph)
        };
        catch_unwind(AssertUnwindSafe(read)).map_err(|_| Problem::Failed(name))
    }
}

/// The names that the documents of a run have, each with its text's hash.
struct Names {
    minter: Minter,
    given: HashMap<String, String>,
}

impl Names {
    fn new(minter: Minter) -> Self {
        Self { minter, given: HashMap::new() }
    }

    /// A document's IRI. A second text of the same name gets one of its own, and a problem tells so.
    fn give(&mut self, document: &Document, problems: &mut Vec<Problem>) -> Result<DocumentIri, Problem> {
        let hash = crate::graph::iri::short_hash(document.text.as_str());
        let plain = self.minter.document(document);
        let apart = match self.given.get(plain.node.as_str()) {
            None => return Ok(self.note(plain, hash)),
            Some(given) if *given == hash => return Err(Problem::Repeated(document.source_name.clone())),
            Some(_) => self.minter.document_by_text(document),
        };
        if self.given.contains_key(apart.node.as_str()) {
            return Err(Problem::Repeated(document.source_name.clone()));
        }
        let (name, iri) = (document.source_name.clone(), apart.node.as_str().to_owned());
        problems.push(Problem::SameName { name, iri });
        Ok(self.note(apart, hash))
    }

    fn note(&mut self, iri: DocumentIri, hash: String) -> DocumentIri {
        self.given.insert(iri.node.as_str().to_owned(), hash);
        iri
    }
}
