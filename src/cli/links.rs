//! `demarche links`: what is linked to merged sources, and what persons decide about it.

use super::args::KnowledgeArgs;
use super::error::{CliError, Outcome, tell};
use super::merge::counted;
use super::stored::StoredArgs;
use crate::graph::literal;
use crate::merge::identity::linking::decide_source;
use crate::merge::identity::matching::Thresholds;
use crate::merge::identity::resolution::Conflict;
use crate::merge::identity::review::{self, Decided, Row};
use crate::merge::identity::{IdentityError, LinkOptions, LinkReport, link_source, unlink_source};
use crate::store::KnowledgeBase;
use clap::Subcommand;
use std::fmt::Write as _;
use std::fs::File;
use std::io::{BufWriter, Write, stdout};
use std::path::{Path, PathBuf};

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    stored: StoredArgs,
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Lists the links, and what contradicts itself.
    List {
        /// Only those of this source.
        #[arg(long, value_name = "NAME")]
        source: Option<String>,
    },
    /// Links a merged source anew: what the program decided about it is decided again, what persons decided holds.
    Make {
        /// The source, by the name that it was merged under.
        #[arg(value_name = "NAME")]
        source: String,
        #[command(flatten)]
        linking: LinkArgs,
        #[command(flatten)]
        knowledge: KnowledgeArgs,
        /// Says what would come of it and changes nothing.
        #[arg(long)]
        dry_run: bool,
    },
    /// Takes back what the program decided about a source; what persons decided stays.
    Drop {
        /// The source, by the name that it was merged under.
        #[arg(value_name = "NAME")]
        source: String,
    },
    /// Writes the pairs that a person is to look at as a table, with an empty column for decisions.
    Review {
        /// Where to; standard output if it is not given.
        #[arg(short, long, value_name = "FILE")]
        output: Option<PathBuf>,
    },
    /// Takes decisions from a table that review wrote: same, close, related, broader, narrower, different or unsure in its column decision.
    Decide {
        /// The table, or - for standard input.
        #[arg(value_name = "FILE")]
        table: PathBuf,
        #[command(flatten)]
        reviewer: ReviewerArgs,
    },
    /// Takes apart what a thing was said to be one with; its links are open again until somebody decides on them.
    Explode {
        /// An entity of ours or a thing of a source.
        #[arg(value_name = "IRI")]
        iri: String,
        #[command(flatten)]
        reviewer: ReviewerArgs,
    },
}

/// How sources are linked.
#[derive(Debug, clap::Args)]
pub(super) struct LinkArgs {
    /// The score from which on things are linked.
    #[arg(long, default_value_t = Thresholds::default().upper, value_name = "SCORE")]
    upper: f32,
    /// The score from which on a person is asked.
    #[arg(long, default_value_t = Thresholds::default().lower, value_name = "SCORE")]
    lower: f32,
    /// Links by owl:sameAs in place of skos:exactMatch.
    #[arg(long)]
    same_as: bool,
}

impl LinkArgs {
    pub(super) fn options(&self) -> Result<LinkOptions, CliError> {
        let thresholds = Thresholds { upper: self.upper, lower: self.lower };
        let fits = (0.0..=1.0).contains(&self.lower) && (self.lower..=1.0).contains(&self.upper);
        if !fits {
            return Err(CliError::Thresholds { upper: self.upper, lower: self.lower });
        }
        Ok(LinkOptions { thresholds, same_as: self.same_as, ..LinkOptions::default() })
    }
}

/// Who decides, and when.
#[derive(Debug, clap::Args)]
struct ReviewerArgs {
    /// Who decides.
    #[arg(long, value_name = "NAME")]
    by: String,
    /// When it was decided: a date such as 2017-04-21. None is written if it is not given.
    #[arg(long, value_name = "DATE")]
    date: Option<String>,
}

impl ReviewerArgs {
    fn date(&self) -> Result<Option<&str>, CliError> {
        match self.date.as_deref() {
            Some(date) if literal::date(date).is_none() => Err(CliError::Date(date.to_owned())),
            date => Ok(date),
        }
    }
}

pub(super) fn run(args: &Args) -> Result<Outcome, CliError> {
    match &args.what {
        What::List { source } => list(&args.stored.look_into()?, source.as_deref()),
        What::Review { output } => review(&args.stored.look_into()?, output.as_deref()),
        What::Make { source, linking, knowledge, dry_run: true } => {
            let base = args.stored.look_into()?;
            let (_, report) = decide_source(&base, &knowledge.load()?, source, &linking.options()?)?;
            stdout().write_all(figures(source, &report).as_bytes())?;
            Ok(Outcome::Done)
        }
        What::Make { source, linking, knowledge, .. } => {
            let options = linking.options()?;
            let base = args.stored.change()?;
            let report = link_source(&base, &knowledge.load()?, source, &options)?;
            base.flush()?;
            stdout().write_all(told(source, &report).as_bytes())?;
            Ok(outcome(&report.conflicts))
        }
        What::Drop { source } => {
            let base = args.stored.change()?;
            let gone = unlink_source(&base, source)?;
            base.flush()?;
            writeln!(stdout(), "{source}: {gone} decisions of the program taken back")?;
            Ok(Outcome::Done)
        }
        What::Decide { table, reviewer } => decide(&args.stored.change()?, table, reviewer),
        What::Explode { iri, reviewer } => explode(&args.stored.change()?, iri, reviewer),
    }
}

/// What linking a source came to, for a person.
fn told(source: &str, report: &LinkReport) -> String {
    let mut text = figures(source, report);
    let _ = writeln!(text, "  {}", tally(report));
    if report.decided > 0 {
        let _ = writeln!(text, "  {} pairs that persons had decided on stay as they decided", report.decided);
    }
    let _ = writeln!(text, "  {} in the store", counted(report.links, "link"));
    conflicts(&mut text, &report.conflicts);
    text
}

/// How many links and open pairs a source has, and what to do about these.
pub(super) fn tally(report: &LinkReport) -> String {
    let (links, open) = (counted(report.linked, "link"), counted(report.open, "open pair"));
    let advice = if report.open == 0 { "" } else { "; demarche links review writes them as a table" };
    format!("{links}, {open}{advice}")
}

fn figures(source: &str, report: &LinkReport) -> String {
    let LinkReport { entities, things, by_identifier, by_name, .. } = report;
    format!(
        "{source}: {entities} entities compared with {things} things: {by_identifier} pairs joined by identifiers, {by_name} by names\n"
    )
}

pub(super) fn conflicts(text: &mut String, conflicts: &[Conflict]) {
    if !conflicts.is_empty() {
        let _ = writeln!(text, "contradictions");
    }
    for Conflict { left, right, why } in conflicts {
        let _ = writeln!(text, "  {} = {}: {why}", left.as_str(), right.as_str());
    }
}

pub(super) fn outcome(conflicts: &[Conflict]) -> Outcome {
    if conflicts.is_empty() { Outcome::Done } else { Outcome::Problems }
}

fn list(base: &KnowledgeBase, source: Option<&str>) -> Result<Outcome, CliError> {
    let (rows, found) = review::list(base)?;
    let wanted = source.map(|name| base.minter().source(name));
    let mut text = String::new();
    for row in rows.iter().filter(|row| wanted.is_none() || row.decision.source == wanted) {
        link(&mut text, row);
    }
    conflicts(&mut text, &found);
    stdout().write_all(text.as_bytes())?;
    Ok(outcome(&found))
}

fn link(text: &mut String, row: &Row) {
    use crate::merge::identity::decision::By;
    let decision = &row.decision;
    let by = match &decision.by {
        By::Program(version) => format!("Demarche {version}"),
        By::Person(name) => name.clone(),
    };
    let score = decision.score.map_or_else(String::new, |score| format!(" {score:.3}"));
    let date = decision.date.as_deref().map_or_else(String::new, |date| format!(", {date}"));
    let relation = review::relation_word(&decision.relation);
    let _ = writeln!(text, "{} {relation} {} ({}){score}, {by}{date}", row.labels[0], decision.right.as_str(), row.labels[1]);
    if !decision.reason.is_empty() {
        let _ = writeln!(text, "    {}", decision.reason);
    }
}

fn review(base: &KnowledgeBase, output: Option<&Path>) -> Result<Outcome, CliError> {
    let Some(path) = output else {
        review::review(base, "standard output", &mut stdout().lock())?;
        return Ok(Outcome::Done);
    };
    let place = path.display().to_string();
    let file = File::create(path).map_err(|source| IdentityError::Write { place: place.clone(), source })?;
    let pairs = review::review(base, &place, &mut BufWriter::new(file))?;
    tell(&format!("{place}: {pairs} pairs; fill in the column decision and run demarche links decide {place} --by NAME"));
    Ok(Outcome::Done)
}

fn decide(base: &KnowledgeBase, table: &Path, reviewer: &ReviewerArgs) -> Result<Outcome, CliError> {
    let Decided { positive, negative, unsure, left_open, links } = review::decide(base, table, &reviewer.by, reviewer.date()?)?;
    base.flush()?;
    writeln!(
        stdout(),
        "{positive} positive, {negative} negative, {unsure} unsure, {left_open} rows without a decision; {links} links in the store"
    )?;
    Ok(Outcome::Done)
}

fn explode(base: &KnowledgeBase, iri: &str, reviewer: &ReviewerArgs) -> Result<Outcome, CliError> {
    let pairs = review::explode(base, iri, &reviewer.by, reviewer.date()?)?;
    base.flush()?;
    for (left, right) in &pairs {
        writeln!(stdout(), "{} and {} are apart", left.as_str(), right.as_str())?;
    }
    Ok(Outcome::Done)
}
