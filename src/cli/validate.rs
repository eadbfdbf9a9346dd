//! `demarche validate`: whether a store or a file is what it should be.

use super::args::{BaseArgs, KnowledgeArgs};
use super::error::{CliError, Outcome, tell};
use super::stored::look_into;
use crate::graph::context::Context;
use crate::graph::entity::gazetteer;
use crate::graph::iri::Minter;
use crate::graph::known::Known;
use crate::knowledge::EntityId;
use crate::query::Labels;
use crate::store::KnowledgeBase;
use crate::validate::{Finding, Report, Severity, validate};
use clap::ValueEnum;
use oxigraph::model::{NamedNode, Quad, Term};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{Write, stdout};
use std::path::{Path, PathBuf};

#[derive(Debug, clap::Args)]
#[command(group(clap::ArgGroup::new("what").required(true).args(["store", "file"])))]
pub(super) struct Args {
    /// The store's folder.
    #[arg(long, value_name = "DIR")]
    store: Option<PathBuf>,
    /// An RDF file in the place of a store; it is judged with the ontology and the gazetteer that are built in.
    #[arg(value_name = "FILE")]
    file: Option<PathBuf>,
    #[command(flatten)]
    base: BaseArgs,
    #[command(flatten)]
    knowledge: KnowledgeArgs,
    /// Lists warnings too, each; without it they are only counted.
    #[arg(long)]
    warnings: bool,
    /// How findings are printed.
    #[arg(long, value_enum, default_value_t = Layout::Text)]
    format: Layout,
}

/// How a report is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Layout {
    /// For people.
    Text,
    /// For programs.
    Json,
}

pub(super) fn run(args: &Args) -> Result<Outcome, CliError> {
    let knowledge = args.knowledge.load()?;
    let known = Known::new(&knowledge);
    let minter = args.base.minter()?;
    let base = match (&args.store, &args.file) {
        (Some(store), _) => look_into(store, minter)?,
        (None, file) => of_file(file.as_deref().unwrap_or(Path::new("")), minter, &known)?,
    };
    let report = validate(&base, &known)?;
    let text = match args.format {
        Layout::Text => render(&report, &base, args.warnings),
        Layout::Json => format!("{:#}\n", as_json(&report)),
    };
    stdout().write_all(text.as_bytes())?;
    for note in &report.notes {
        tell(&format!("note: {}: {note}", base.place()));
    }
    Ok(if report.count(Severity::Violation) == 0 { Outcome::Done } else { Outcome::Problems })
}

/// A file with what it takes for granted: the ontology and the gazetteer.
fn of_file(file: &Path, minter: Minter, known: &Known<'_>) -> Result<KnowledgeBase, CliError> {
    let base = KnowledgeBase::of_file(file, minter)?;
    let ontology: NamedNode = base.minter().graph("ontology");
    let triples: Vec<Quad> = known.ontology().into_iter().map(|triple| triple.in_graph(ontology.clone())).collect();
    base.add(&triples)?;
    let all = (0..known.entity_count()).map(|id| EntityId(id as u32));
    base.add(&gazetteer(all, known, base.minter()))?;
    Ok(base)
}

/// The report as people read it: each violation, warnings by check, the sum.
fn render(report: &Report, base: &KnowledgeBase, warnings: bool) -> String {
    let labels = Labels::new(base);
    let mut text = String::new();
    let mut counted: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for finding in &report.findings {
        if finding.severity == Severity::Violation || warnings {
            show(&mut text, finding, &labels);
        } else {
            *counted.entry((&finding.check, &finding.message)).or_default() += 1;
        }
    }
    for ((check, message), count) in counted {
        let _ = writeln!(text, "warning    {check}: {message} ({count} times; --warnings lists them)");
    }
    let count = |severity, one: &str, many: &str| match report.count(severity) {
        1 => format!("1 {one}"),
        n => format!("{n} {many}"),
    };
    let violations = count(Severity::Violation, "violation", "violations");
    let _ = writeln!(text, "{}: {violations}, {}", base.place(), count(Severity::Warning, "warning", "warnings"));
    text
}

fn show(text: &mut String, finding: &Finding, labels: &Labels<'_>) {
    let severity = severity(finding.severity);
    let _ = writeln!(text, "{severity:<11}{}: {}", finding.check, finding.message);
    let mut line = |name: &str, value: &str| {
        let _ = writeln!(text, "  {name:<9}{value}");
    };
    line("node", &finding.node.to_string());
    let value = finding.value.as_ref().map(|value| labels.term(value));
    match (&finding.path, value) {
        (Some(path), Some(value)) => line("value", &format!("{} {value}", labels.term(&Term::from(path.clone())))),
        (Some(path), None) => line("property", &labels.term(&Term::from(path.clone()))),
        (None, Some(value)) => line("value", &value),
        (None, None) => {}
    }
    let location = &finding.location;
    for (name, value) in [("document", &location.document), ("sentence", &location.sentence)] {
        if let Some(value) = value {
            line(name, &value.split_whitespace().collect::<Vec<_>>().join(" "));
        }
    }
}

fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Violation => "violation",
        Severity::Warning => "warning",
        Severity::Info => "info",
    }
}

fn as_json(report: &Report) -> Value {
    let one = |finding: &Finding| {
        json!({
            "severity": severity(finding.severity),
            "check": finding.check,
            "message": finding.message,
            "node": finding.node.to_string(),
            "path": finding.path.as_ref().map(NamedNode::as_str),
            "value": finding.value.as_ref().map(ToString::to_string),
            "document": finding.location.document,
            "sentence": finding.location.sentence,
        })
    };
    json!({
        "conforms": report.count(Severity::Violation) == 0,
        "findings": report.findings.iter().map(one).collect::<Vec<_>>(),
        "notes": report.notes,
    })
}
