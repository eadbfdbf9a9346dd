//! `demarche frames`: the frames that evoke situations, and the trial of the example sentences that stand beside them.

use super::args::KnowledgeArgs;
use super::error::{CliError, Outcome};
use crate::knowledge::ontology::SituationType;
use crate::knowledge::{Ontology, spelling};
use crate::reading::Reader;
use crate::trial::{self, Degree, Report, Trial, expectation};
use clap::Subcommand;
use std::fmt::Write as _;
use std::io::{Write as _, stdout};

/// What a user wants to know about frames.
#[derive(Debug, clap::Args)]
#[command(args_conflicts_with_subcommands = true)]
pub(super) struct Args {
    #[command(subcommand)]
    action: Option<Action>,
    #[command(flatten)]
    list: Choice,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// Reads the example sentences of the situation files and tells which do not give what they should: one that must give
    /// nothing and gives its type is a problem (exit code 1).
    Test(TestArgs),
}

#[derive(Debug, clap::Args)]
struct TestArgs {
    #[command(flatten)]
    choice: Choice,
    /// Takes a sentence that does not give all that it should for a problem too.
    #[arg(long)]
    strict: bool,
    /// Prints the table only, not the sentences that failed.
    #[arg(long)]
    summary: bool,
}

/// Which types.
#[derive(Debug, clap::Args)]
struct Choice {
    #[command(flatten)]
    knowledge: KnowledgeArgs,
    /// Only this situation type, such as `TerritorialClaim`.
    #[arg(long = "type", value_name = "TYPE")]
    class: Option<String>,
    /// With --ontology: the types that are built in too, not only those of the folder.
    #[arg(long)]
    all: bool,
}

pub(super) fn run(args: &Args) -> Result<Outcome, CliError> {
    match &args.action {
        None => list(&args.list),
        Some(Action::Test(args)) => test(args),
    }
}

impl Choice {
    /// The types that are asked for: by name, or those of the user's folder, or all.
    fn types<'a>(&self, ontology: &'a Ontology) -> Result<Vec<&'a SituationType>, CliError> {
        let main = || ontology.types().iter().filter(|found| found.parent.is_none());
        if let Some(name) = &self.class {
            let found = main().find(|found| *found.name == **name);
            return found.map(|found| vec![found]).ok_or_else(|| unknown(name, main()));
        }
        let own: Vec<_> = main().filter(|found| found.own).collect();
        Ok(if self.all || own.is_empty() { main().collect() } else { own })
    }
}

fn unknown<'a>(name: &str, known: impl Iterator<Item = &'a SituationType>) -> CliError {
    CliError::UnknownType { name: name.to_owned(), near: spelling::near(name, known.map(|found| found.name.as_ref())) }
}

/// The names of the frames, each with the line that defines it.
fn list(choice: &Choice) -> Result<Outcome, CliError> {
    let knowledge = choice.knowledge.load()?;
    let mut text = String::new();
    for class in choice.types(&knowledge.ontology)? {
        for frame in knowledge.ontology.frames().frames().iter().filter(|frame| frame.class == class.name) {
            let _ = writeln!(text, "{:<60} {}:{}", frame.id(), class.file, frame.line);
        }
    }
    stdout().write_all(text.as_bytes())?;
    Ok(Outcome::Done)
}

fn test(args: &TestArgs) -> Result<Outcome, CliError> {
    let knowledge = args.choice.knowledge.load()?;
    args.choice.types(&knowledge.ontology)?;
    let reader = Reader::new(knowledge);
    let types = args.choice.types(&reader.knowledge().ontology)?;
    let reports = trial::run(&reader, &types).map_err(crate::knowledge::KnowledgeError::from)?;
    let mut text = table(&reports);
    if !args.summary {
        for report in &reports {
            failures(report, &mut text);
        }
    }
    stdout().write_all(text.as_bytes())?;
    let alarm = reports.iter().any(|report| report.false_alarms().next().is_some());
    let incomplete = reports.iter().any(|report| report.reached(Degree::Full) < report.count(true));
    Ok(if alarm || (args.strict && incomplete) { Outcome::Problems } else { Outcome::Done })
}

/// The columns after the type's name.
const COLUMNS: [&str; 6] = ["sentences", "type", "stance", "roles", "negatives", "clean"];

/// A row for each type and one for all.
fn table(reports: &[Report]) -> String {
    let mut text = format!("{:<22}", "Situation type");
    for name in COLUMNS {
        let _ = write!(text, "{name:>11}");
    }
    text.push('\n');
    let mut total = [0; COLUMNS.len()];
    for report in reports {
        let counts = counts(report);
        total.iter_mut().zip(counts).for_each(|(sum, count)| *sum += count);
        row(&mut text, &report.class, counts);
    }
    if reports.len() > 1 {
        row(&mut text, "all", total);
    }
    text.push_str("\nsentences that must give the type: how many give it, in their polarity and modality, and with all roles;\n");
    text.push_str("negatives, which must not: how many do not\n");
    text
}

fn counts(report: &Report) -> [usize; COLUMNS.len()] {
    let negatives = report.count(false);
    let reached = |degree| report.reached(degree);
    let clean = negatives - report.false_alarms().count();
    [report.count(true), reached(Degree::Type), reached(Degree::Stance), reached(Degree::Full), negatives, clean]
}

fn row(text: &mut String, name: &str, counts: [usize; COLUMNS.len()]) {
    let _ = write!(text, "{name:<22}");
    for (at, count) in counts.iter().enumerate() {
        let of = counts[if at < 4 { 0 } else { 4 }];
        let shown = if at == 0 || at == 4 || of == 0 { count.to_string() } else { format!("{count} {:>3}%", count * 100 / of) };
        let _ = write!(text, "{shown:>11}");
    }
    text.push('\n');
}

/// What a type's failed sentences should have given and what they gave.
fn failures(report: &Report, text: &mut String) {
    for Trial { example, given, .. } in report.trials.iter().filter(|trial| trial.degree < Degree::Full) {
        let _ = writeln!(text, "\n{}:{}: {}", report.file, example.line, example.sentence);
        let _ = writeln!(text, "  expected  {}", expectation(&report.class, example.expected.as_ref()));
        let _ = writeln!(text, "  found     {}", given.first().map_or("nothing", String::as_str));
        for other in given.iter().skip(1) {
            let _ = writeln!(text, "            {other}");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::knowledge::examples::Example;

    fn trial(expected: bool, degree: Degree) -> Trial {
        let expected = expected.then(|| {
            let roles = vec![("claimant".into(), "Comoros".to_owned())];
            crate::knowledge::examples::Expected { roles, ..Default::default() }
        });
        let example = Example { sentence: "A sentence.".into(), expected, line: 7 };
        Trial { example, degree, given: vec!["TerritorialClaim: territory=Mayotte".into()] }
    }

    #[test]
    fn the_table_counts_and_the_failures_are_shown() {
        let trials = vec![
            trial(true, Degree::Full),
            trial(true, Degree::Stance),
            trial(false, Degree::Full),
            trial(false, Degree::Failed),
        ];
        let report = Report { class: "TerritorialClaim".into(), file: "claim.ttl".into(), trials };
        let shown = table(std::slice::from_ref(&report));
        let line = shown.lines().find(|line| line.starts_with("TerritorialClaim")).expect("a row");
        let cells: Vec<_> = line.split_whitespace().collect();
        assert_eq!(cells, ["TerritorialClaim", "2", "2", "100%", "2", "100%", "1", "50%", "2", "1", "50%"]);
        let mut text = String::new();
        failures(&report, &mut text);
        assert_eq!(text.matches("claim.ttl:7: A sentence.").count(), 2);
        assert!(
            text.contains("  expected  TerritorialClaim: claimant=Comoros\n  found     TerritorialClaim: territory=Mayotte\n"),
            "{text}"
        );
        assert!(text.contains("  expected  no TerritorialClaim\n"), "{text}");
    }
}
