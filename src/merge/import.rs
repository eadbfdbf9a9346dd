//! A source into its graph.
//!
//! The files are read as one stream straight into the store's bulk loader, so memory does not grow with them. What was in the
//! graph before goes only when the last triple has been read; other graphs are not touched. Files that were merged already, read
//! by the same program with the same options, are not read again.

use super::MergeError;
use super::provenance::{Reading, describe, is_same_reading};
use super::scope::Scope;
use super::source::{Fault, Format, Options, SourceFile, Triples, Trouble};
use crate::graph::literal;
use crate::knowledge::Licence;
use crate::store::{KnowledgeBase, Source as Stored};
use oxigraph::model::{Quad, Triple};
use rustc_hash::{FxHashSet, FxHasher};
use std::hash::{Hash, Hasher};
use std::path::PathBuf;

/// How many faults are allowed if nobody says otherwise.
pub const MAX_ERRORS: usize = 100;

/// A source as it is to be merged.
#[derive(Debug, Clone, Default)]
pub struct Source {
    /// Its name.
    pub name: String,
    /// Its licence, if it is known.
    pub licence: Option<Licence>,
    /// Its version, in its publisher's words.
    pub version: Option<String>,
    /// Its date: a day, a month or a year.
    pub date: Option<String>,
    /// Its files.
    pub files: Vec<PathBuf>,
    /// How they are read.
    pub reading: Options,
    /// Whether only what the store's entities have to do with is merged.
    pub only_known: bool,
    /// How many faults are allowed in all files together.
    pub max_errors: usize,
}

/// What merging a source has done, or would do.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Imported {
    /// Triples of the source, each counted once.
    pub triples: usize,
    /// How many of them the graph had not, where that was looked for.
    pub added: Option<usize>,
    /// How many triples of the graph the source has no longer, where that was looked for.
    pub removed: Option<usize>,
    /// Faults that were left out.
    pub skipped: usize,
    /// Whether these files were merged already, so that they were not read.
    pub unchanged: bool,
}

/// Is told what happens while files are read.
pub trait Observer {
    /// So many more triples have been read.
    fn read(&mut self, triples: usize);
    /// Something was left out.
    fn fault(&mut self, place: &str, reason: &str);
}

/// So many triples are told at once.
const STEP: usize = 10_000;

impl Source {
    /// Looks at the name, the date and the files.
    fn examine(&self) -> Result<Vec<SourceFile>, MergeError> {
        if !self.name.chars().any(char::is_alphanumeric) {
            return Err(MergeError::NoName(self.name.clone()));
        }
        if let Some(date) = self.date.as_ref().filter(|date| literal::date(date).is_none()) {
            return Err(MergeError::NoDate(date.clone()));
        }
        self.files.iter().map(|path| SourceFile::examine(path, self.reading.format)).collect()
    }
}

/// Merges a source: its triples in place of what its graph held, and what is known about it.
///
/// # Errors
/// If a file cannot be read or has more faults than are allowed, with nothing changed; or if the store cannot be written.
pub fn import(base: &KnowledgeBase, source: &Source, observer: &mut dyn Observer) -> Result<Imported, MergeError> {
    let files = source.examine()?;
    let node = base.minter().source(&source.name);
    let (before, mark) = (base.about_source(&node)?, base.reading_mark(&node));
    if let Some(known) = merged_already(base, source, &files, &before, &mark)? {
        return Ok(known);
    }
    let graph = base.minter().source_graph(&source.name);
    let scope = scope(base, source, &files)?;
    let mut stream = Stream { scope, ..Stream::open(base, source, &files, observer)? };
    base.exchange(&[], std::slice::from_ref(&mark))?;
    if let Err(error) = base.replace_by_stream(&graph, &mut stream) {
        if stream.failed {
            // The stream had not ended, so nothing has changed.
            base.exchange(std::slice::from_ref(&mark), &[])?;
        }
        return Err(error);
    }
    let reading = Reading { files: &files, triples: base.count(&graph)?, skipped: stream.faults };
    let after = describe(source, &reading, base.minter());
    let out: Vec<Quad> = before.into_iter().chain([mark]).collect();
    base.exchange(&out, &after)?;
    base.flush()?;
    Ok(Imported { triples: reading.triples, skipped: reading.skipped, ..Imported::default() })
}

/// What merging a source would do; nothing is written. It remembers a number for each triple of the source.
///
/// # Errors
/// If a file cannot be read or has more faults than are allowed, or the store cannot be read.
pub fn rehearse(base: &KnowledgeBase, source: &Source, observer: &mut dyn Observer) -> Result<Imported, MergeError> {
    let files = source.examine()?;
    let graph = base.minter().source_graph(&source.name);
    let present = base.count(&graph)?;
    let (mut seen, mut kept) = (FxHashSet::default(), 0);
    let scope = scope(base, source, &files)?;
    let mut stream = Stream { scope, ..Stream::open(base, source, &files, observer)? };
    for triple in &mut stream {
        let triple = triple?;
        if seen.insert(hash(&triple)) && base.contains(&triple.in_graph(graph.clone()))? {
            kept += 1;
        }
    }
    let (triples, skipped) = (seen.len(), stream.faults);
    let (added, removed) = (Some(triples - kept), Some(present.saturating_sub(kept)));
    Ok(Imported { triples, added, removed, skipped, unchanged: false })
}

/// What of a source the store's entities have to do with; none if all of it is merged.
fn scope(base: &KnowledgeBase, source: &Source, files: &[SourceFile]) -> Result<Option<Scope>, MergeError> {
    if !source.only_known {
        return Ok(None);
    }
    let mut scope = Scope::of(base)?;
    let ordered = files.iter().all(|file| matches!(file.format, Format::Wikidata | Format::GeoNames));
    for _ in 0..if ordered { 1 } else { 2 } {
        for triple in Stream::open(base, source, files, &mut Unheard)? {
            scope.note(&triple?);
        }
    }
    Ok(Some(scope))
}

/// Faults are told when the files are merged.
struct Unheard;

impl Observer for Unheard {
    fn read(&mut self, _: usize) {}
    fn fault(&mut self, _: &str, _: &str) {}
}

fn hash(triple: &Triple) -> u64 {
    let mut hasher = FxHasher::default();
    triple.hash(&mut hasher);
    hasher.finish()
}

/// Whether these files were merged already; what is told of the source besides is brought up to date.
fn merged_already(
    base: &KnowledgeBase,
    source: &Source,
    files: &[SourceFile],
    before: &[Quad],
    mark: &Quad,
) -> Result<Option<Imported>, MergeError> {
    let minter = base.minter();
    let quads: Vec<&Quad> = before.iter().collect();
    let known = Stored::described(&quads, &minter.source(&source.name), minter.source_graph(&source.name));
    let (triples, skipped) = (known.triples, known.skipped);
    let after = describe(source, &Reading { files, triples, skipped }, minter);
    let same = !source.only_known && is_same_reading(before, &after) && !base.contains(mark)? && skipped <= source.max_errors;
    if !same {
        return Ok(None);
    }
    base.exchange(before, &after)?;
    base.flush()?;
    Ok(Some(Imported { triples, skipped, unchanged: true, ..Imported::default() }))
}

/// The triples of all files of a source. Faults are told and left out, as long as they are few.
struct Stream<'a> {
    files: Vec<(String, Triples)>,
    observer: &'a mut dyn Observer,
    max_errors: usize,
    faults: usize,
    triples: usize,
    failed: bool,
    name: String,
    scope: Option<Scope>,
}

impl<'a> Stream<'a> {
    fn open(
        base: &KnowledgeBase,
        source: &Source,
        files: &[SourceFile],
        observer: &'a mut dyn Observer,
    ) -> Result<Self, MergeError> {
        let open = |file: &SourceFile| {
            let triples = file.open(&source.name, &source.reading, base.minter())?;
            Ok((file.path.display().to_string(), triples))
        };
        // The first file is read first.
        let files = files.iter().rev().map(open).collect::<Result<Vec<_>, MergeError>>()?;
        let (max_errors, name) = (source.max_errors, source.name.clone());
        Ok(Self { files, observer, max_errors, faults: 0, triples: 0, failed: false, name, scope: None })
    }

    fn skip(&mut self, fault: Fault) -> Result<(), MergeError> {
        let place = self.place(fault.line);
        self.faults += 1;
        if self.faults > self.max_errors {
            let (faults, limit) = (self.faults, self.max_errors);
            return Err(MergeError::TooManyFaults { place, faults, limit, reason: fault.reason });
        }
        self.observer.fault(&place, &fault.reason);
        Ok(())
    }

    fn place(&self, line: Option<u64>) -> String {
        let file = self.files.last().map_or("", |(place, _)| place);
        line.map_or_else(|| file.to_owned(), |line| format!("{file}:{line}"))
    }

    fn count(&mut self) {
        self.triples += 1;
        if self.triples.is_multiple_of(STEP) {
            self.observer.read(STEP);
        }
    }

    /// The next triple of the file that is being read; none when all have been read.
    fn advance(&mut self) -> Result<Option<Triple>, MergeError> {
        while let Some((_, triples)) = self.files.last_mut() {
            match triples.next() {
                None => {
                    self.files.pop();
                }
                Some(Ok(triple)) => {
                    self.count();
                    if self.scope.as_ref().is_none_or(|scope| scope.keeps(&triple)) {
                        return Ok(Some(triple));
                    }
                }
                Some(Err(Trouble::Skipped(fault))) => self.skip(fault)?,
                Some(Err(Trouble::Broken(fault))) => {
                    return Err(MergeError::Broken { place: self.place(fault.line), reason: fault.reason });
                }
                Some(Err(Trouble::Io(source))) => return Err(MergeError::Read { place: self.place(None), source }),
            }
        }
        if self.triples == 0 { Err(MergeError::Nothing(self.name.clone())) } else { Ok(None) }
    }
}

impl Iterator for Stream<'_> {
    type Item = Result<Triple, MergeError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.failed {
            return None;
        }
        let next = self.advance().transpose();
        self.failed = matches!(next, Some(Err(_)));
        next
    }
}
