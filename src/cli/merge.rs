//! `demarche merge`: external linked data into a store, and out of it again.

use super::args::KnowledgeArgs;
use super::error::{CliError, Outcome, tell};
use super::links::{self, LinkArgs};
use super::progress::Progress;
use super::stored::StoredArgs;
use crate::knowledge::Licence;
use crate::merge::identity::{LinkOptions, LinkReport, link_source};
use crate::merge::import::{Imported, MAX_ERRORS, Observer, Source, import, rehearse};
use crate::merge::source::{Format, Mapping, Options};
use crate::merge::{MergeError, undo};
use crate::store::KnowledgeBase;
use std::io::{Write, stdout};
use std::path::PathBuf;

/// The languages whose names are taken from Wikidata: the gazetteer's names are English.
const LANGUAGES: &str = "en";

#[derive(Debug, clap::Args)]
#[command(group(clap::ArgGroup::new("what").required(true).args(["files", "undo"])))]
pub(super) struct Args {
    #[command(flatten)]
    stored: StoredArgs,
    /// The source's files, also packed with gzip. All that the source said before is replaced.
    #[arg(value_name = "FILE", requires = "source")]
    files: Vec<PathBuf>,
    /// The name of the source.
    #[arg(long, value_name = "NAME", conflicts_with = "undo")]
    source: Option<String>,
    /// The source's licence by its SPDX identifier, like CC-BY-NC-4.0.
    #[arg(long, value_name = "SPDX")]
    licence: Option<String>,
    /// The source's version, in its publisher's words.
    #[arg(long, value_name = "VERSION")]
    version: Option<String>,
    /// The day, month or year that the source is of, like 2024-05-31.
    #[arg(long, value_name = "DATE")]
    date: Option<String>,
    /// The format of every file, in place of the one that its ending or beginning tells: ttl, trig, nt, nq, rdfxml, jsonld, wikidata, geonames,
    /// ftm or csv.
    #[arg(long, value_name = "FORMAT")]
    format: Option<Format>,
    /// What a column of a CSV file means, COLUMN=PROPERTY like name=rdfs:label@en; or a CSVW metadata file.
    #[arg(long, value_name = "COLUMN=PROPERTY|FILE")]
    map: Vec<String>,
    /// The languages of which Wikidata's names are taken, with commas between them.
    #[arg(long, value_name = "LANGUAGES", default_value = LANGUAGES, value_delimiter = ',')]
    languages: Vec<String>,
    /// Takes only what shares an identifier or a name with an entity of the store, and the names of what it points to: for dumps.
    #[arg(long)]
    only_known: bool,
    /// How many faults of the files are told and left out before the source is refused.
    #[arg(long, value_name = "N", default_value_t = MAX_ERRORS)]
    max_errors: usize,
    /// Only tells what merging would add and remove; nothing is linked.
    #[arg(long, conflicts_with = "undo")]
    dry_run: bool,
    /// Leaves the source without links to the store's entities; demarche links make adds them.
    #[arg(long, conflicts_with = "undo")]
    no_links: bool,
    #[command(flatten)]
    linking: LinkArgs,
    #[command(flatten)]
    knowledge: KnowledgeArgs,
    /// Takes the source of this name out again, with what the program decided about it.
    #[arg(long, value_name = "NAME")]
    undo: Option<String>,
}

pub(super) fn run(args: &Args) -> Result<Outcome, CliError> {
    if let Some(name) = &args.undo {
        return take_out(args, name);
    }
    let (source, options) = (args.source()?, args.linking.options()?);
    let mut progress = Told { progress: Progress::triples(), shown: 0, faults: 0 };
    let minter = args.stored.minter()?;
    let (done, linked) = if args.dry_run {
        let base = KnowledgeBase::open_read_only(args.stored.path(), minter)?;
        (rehearse(&base, &source, &mut progress), None)
    } else {
        let base = KnowledgeBase::open_existing(args.stored.path(), minter)?;
        let done = import(&base, &source, &mut progress);
        let linked = if done.is_ok() { args.link(&base, &source.name, &options)? } else { None };
        (done, linked)
    };
    let outcome = progress.finish();
    let done = done?;
    let links = linked.as_ref().map_or_else(String::new, |report| format!(", {}", links::tally(report)));
    writeln!(stdout(), "{}: {}{links}", source.name, summary(&done, args.dry_run))?;
    if source.licence.is_none() {
        tell(&format!(
            "note: {}: no licence was told; give --licence, or exports that are declared open leave it out",
            source.name
        ));
    }
    contradictions(linked.as_ref(), outcome)
}

/// Tells what contradicts itself since the source was linked.
fn contradictions(linked: Option<&LinkReport>, outcome: Outcome) -> Result<Outcome, CliError> {
    let Some(report) = linked.filter(|report| !report.conflicts.is_empty()) else { return Ok(outcome) };
    let mut text = String::new();
    links::conflicts(&mut text, &report.conflicts);
    stdout().write_all(text.as_bytes())?;
    Ok(links::outcome(&report.conflicts))
}

impl Args {
    /// Links the source, unless that is not wanted.
    fn link(&self, base: &KnowledgeBase, source: &str, options: &LinkOptions) -> Result<Option<LinkReport>, CliError> {
        if self.no_links {
            return Ok(None);
        }
        let report = link_source(base, &self.knowledge.load()?, source, options)?;
        base.flush()?;
        Ok(Some(report))
    }

    fn source(&self) -> Result<Source, MergeError> {
        let languages = self.languages.iter().map(|language| language.trim().to_lowercase()).collect();
        Ok(Source {
            name: self.source.clone().unwrap_or_default(),
            licence: self.licence.as_deref().map(Licence::told).transpose().map_err(MergeError::from)?,
            version: self.version.clone(),
            date: self.date.clone(),
            files: self.files.clone(),
            reading: Options { format: self.format, languages, mapping: Mapping::new(&self.map)? },
            only_known: self.only_known,
            max_errors: self.max_errors,
        })
    }
}

fn take_out(args: &Args, name: &str) -> Result<Outcome, CliError> {
    let base = args.stored.change()?;
    let done = undo(&base, name)?;
    let kept = if done.kept == 0 { String::new() } else { format!("; {} of people stay", done.kept) };
    let (triples, decisions) = (counted(done.triples, "triple"), counted(done.decisions, "decision"));
    writeln!(stdout(), "{name}: {triples} and {decisions} taken out{kept}")?;
    Ok(Outcome::Done)
}

fn summary(done: &Imported, rehearsed: bool) -> String {
    let triples = counted(done.triples, "triple");
    let skipped = if done.skipped == 0 { String::new() } else { format!(", {} left out", counted(done.skipped, "fault")) };
    if done.unchanged {
        return format!("{triples}, unchanged{skipped}");
    }
    let change = match (done.added, done.removed) {
        (Some(added), Some(removed)) => format!(", {added} new, {removed} to be removed"),
        _ => String::new(),
    };
    format!("{triples}{change}{skipped}{}", if rehearsed { "; nothing was stored" } else { "" })
}

/// `1 triple`, `2 triples`.
pub(super) fn counted(number: usize, noun: &str) -> String {
    format!("{number} {noun}{}", if number == 1 { "" } else { "s" })
}

/// The most faults that are told one by one.
const MOST_TOLD: usize = 20;

/// Tells what happens.
struct Told {
    progress: Progress,
    shown: usize,
    faults: usize,
}

impl Observer for Told {
    fn read(&mut self, triples: usize) {
        self.progress.advance(triples);
    }

    fn fault(&mut self, place: &str, reason: &str) {
        self.faults += 1;
        if self.shown < MOST_TOLD {
            self.shown += 1;
            self.progress.tell_one(&format!("{place}: {reason}; left out"));
        }
    }
}

impl Told {
    fn finish(&mut self) -> Outcome {
        if self.faults > self.shown {
            self.progress.tell_one(&format!("{} more left out", counted(self.faults - self.shown, "fault")));
        }
        self.progress.finish()
    }
}
