//! `demarche conflicts`: what documents assert, beside what external sources have.

use super::args::KnowledgeArgs;
use super::error::{CliError, Outcome};
use super::extract::output;
use super::query::width;
use super::stored::StoredArgs;
use crate::export::{self, ExportError, csv};
use crate::merge::conflicts::{self, Comparison, Options, OurProof, TheirProof, Verdict};
use crate::query::{Labels, Table};
use crate::store::KnowledgeBase;
use clap::ValueEnum;
use oxigraph::model::{NamedNode, Term};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::Write;
use std::path::PathBuf;
use std::str::FromStr;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    stored: StoredArgs,
    #[command(flatten)]
    knowledge: KnowledgeArgs,
    /// Only with this source; as often as needed.
    #[arg(long = "source", value_name = "NAME")]
    sources: Vec<String>,
    /// Only on this question: claims, offices, members, pipelines, operators or sanctions; as often as needed.
    #[arg(long = "about", value_name = "QUESTION")]
    checks: Vec<String>,
    /// Only with this verdict; as often as needed.
    #[arg(long = "verdict", value_enum, value_name = "VERDICT")]
    verdicts: Vec<Wanted>,
    /// table, csv, json, or a format of RDF: ttl, nt, nq, trig, jsonld, rdfxml.
    #[arg(long, default_value = "table", value_name = "FORMAT")]
    format: Format,
    /// Where it is written; standard output if left out.
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

/// A verdict as it is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Wanted {
    /// They cannot both be right.
    Contradiction,
    /// They say the same.
    Agreement,
    /// Only documents say it.
    OnlyHere,
    /// Only the source has it.
    OnlyThere,
}

impl From<Wanted> for Verdict {
    fn from(wanted: Wanted) -> Self {
        match wanted {
            Wanted::Contradiction => Self::Contradiction,
            Wanted::Agreement => Self::Agreement,
            Wanted::OnlyHere => Self::OnlyHere,
            Wanted::OnlyThere => Self::OnlyThere,
        }
    }
}

/// How comparisons are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Format {
    Table,
    Csv,
    Json,
    Rdf(export::Format),
}

impl FromStr for Format {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        match name {
            "table" => Ok(Self::Table),
            "csv" => Ok(Self::Csv),
            "json" => Ok(Self::Json),
            name => name.parse().map(Self::Rdf).map_err(|error: String| format!("{error}, table, csv, json")),
        }
    }
}

pub(super) fn run(args: &Args) -> Result<Outcome, CliError> {
    let base = args.stored.look_into()?;
    let knowledge = args.knowledge.load()?;
    let options = Options { sources: args.sources.clone(), checks: args.checks.clone() };
    let mut compared = conflicts::compare(&base, &knowledge.gazetteer, &options)?;
    let wanted: Vec<Verdict> = args.verdicts.iter().map(|verdict| Verdict::from(*verdict)).collect();
    compared.retain(|comparison| wanted.is_empty() || wanted.contains(&comparison.verdict));
    output(args.output.as_deref(), |out| write(&compared, &base, args.format, out))?;
    Ok(Outcome::Done)
}

fn write(compared: &[Comparison], base: &KnowledgeBase, format: Format, out: &mut dyn Write) -> Result<(), ExportError> {
    let names = Names { labels: Labels::new(base) };
    match format {
        Format::Table => Ok(out.write_all(table(compared, &names).as_bytes())?),
        Format::Csv => lines(compared, &names, out),
        Format::Json => Ok(writeln!(out, "{:#}", compared.iter().map(|one| as_json(one, &names)).collect::<Value>())?),
        Format::Rdf(format) => Ok(export::write(conflicts::quads(compared, base.minter()), format, base.minter(), out)?),
    }
}

/// Names for people.
struct Names<'a> {
    labels: Labels<'a>,
}

impl Names<'_> {
    fn node(&self, node: &NamedNode) -> String {
        self.labels.term(&node.clone().into())
    }

    fn some(&self, node: Option<&NamedNode>) -> String {
        node.map_or_else(String::new, |node| self.node(node))
    }

    /// "Foreign Minister of Russia".
    fn value(&self, comparison: &Comparison) -> String {
        let value = self.labels.term(&comparison.value.node);
        let of = comparison.value.of.as_ref().map(|polity| self.node(polity));
        of.filter(|of| !value.contains(of.as_str())).map_or_else(|| value.clone(), |of| format!("{value} of {of}"))
    }

    /// The sentence with its document, and who vouches for it.
    fn ours(&self, proof: &OurProof) -> String {
        let holder = proof.holder.as_ref().map(|holder| format!(", says {}", self.node(holder))).unwrap_or_default();
        format!("“{}” ({}{holder})", flat(&proof.sentence), self.node(&proof.document))
    }

    /// The triple in words, with its time and what else the source says.
    fn theirs(&self, proof: &TheirProof) -> String {
        let property = proof.triple.predicate.as_str().rsplit(['#', '/', ':']).next().unwrap_or_default();
        let [subject, object] = [&proof.triple.subject.clone().into(), &proof.triple.object].map(|term| self.labels.term(term));
        let mut text = format!("{subject} {property} {object}");
        if let Some(words) = &proof.words {
            let _ = write!(text, ", {words}");
        }
        let time = |time: &Option<String>| time.as_deref().map_or("", |time| time.split('T').next().unwrap_or(time)).to_owned();
        if proof.begin.is_some() || proof.end.is_some() {
            let _ = write!(text, ", {}–{}", time(&proof.begin), time(&proof.end));
        }
        text
    }
}

fn flat(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The first of several, and how many more there are.
fn first(mut all: impl Iterator<Item = String>) -> String {
    let first = all.next().unwrap_or_default();
    match all.count() {
        0 => first,
        more => format!("{first} and {more} more"),
    }
}

/// A table, and below it how often each verdict came.
fn table(compared: &[Comparison], names: &Names<'_>) -> String {
    let mut table = Table::new(["verdict", "about", "subject", "value", "documents", "source"].map(str::to_owned).to_vec());
    let mut counts: BTreeMap<(Verdict, &str), usize> = BTreeMap::new();
    for one in compared {
        *counts.entry((one.verdict, one.check)).or_default() += 1;
        let note = if one.note.is_empty() { String::new() } else { format!(": {}", one.note) };
        table.row(vec![
            format!("{}{note}", one.verdict.name()),
            one.check.to_owned(),
            names.node(&one.subject),
            names.value(one),
            first(one.ours.iter().map(|proof| names.ours(proof))),
            format!("{}: {}", one.source, first(one.theirs.iter().map(|proof| names.theirs(proof))))
                .trim_end_matches(": ")
                .to_owned(),
        ]);
    }
    let mut text = table.render(width());
    for verdict in Verdict::ALL {
        let counts: Vec<String> =
            counts.iter().filter(|((found, _), _)| *found == verdict).map(|((_, check), n)| format!("{check} {n}")).collect();
        if !counts.is_empty() {
            let _ = writeln!(text, "{}: {}", verdict.name(), counts.join(", "));
        }
    }
    text
}

const HEADER: [&str; 20] = [
    "about",
    "verdict",
    "note",
    "subject",
    "subject_iri",
    "value",
    "value_iri",
    "polarity",
    "document",
    "date",
    "holder",
    "assertion",
    "sentence",
    "source",
    "their_subject",
    "their_property",
    "their_object",
    "their_begin",
    "their_end",
    "their_words",
];

/// CSV with a line to each proof: those of both sides stand beside each other as far as there are.
fn lines(compared: &[Comparison], names: &Names<'_>, out: &mut dyn Write) -> Result<(), ExportError> {
    csv::row(&HEADER, out)?;
    for one in compared {
        for at in 0..one.ours.len().max(one.theirs.len()).max(1) {
            let mut cells = common(one, names);
            cells.extend(our_cells(one.ours.get(at), names));
            cells.push(one.source.clone());
            cells.extend(their_cells(one.theirs.get(at)));
            csv::row(&cells, out)?;
        }
    }
    Ok(())
}

fn common(one: &Comparison, names: &Names<'_>) -> Vec<String> {
    vec![
        one.check.to_owned(),
        one.verdict.name().to_owned(),
        one.note.to_owned(),
        names.node(&one.subject),
        one.subject.as_str().to_owned(),
        names.value(one),
        iri(&one.value.node),
        polarity(one).unwrap_or_default().to_owned(),
    ]
}

fn our_cells(proof: Option<&OurProof>, names: &Names<'_>) -> [String; 5] {
    let Some(proof) = proof else { return <[String; 5]>::default() };
    [
        names.node(&proof.document),
        proof.date.clone().unwrap_or_default(),
        names.some(proof.holder.as_ref()),
        proof.assertion.as_str().to_owned(),
        flat(&proof.sentence),
    ]
}

fn their_cells(proof: Option<&TheirProof>) -> [String; 6] {
    let Some(proof) = proof else { return <[String; 6]>::default() };
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    [
        iri(&proof.triple.subject.clone().into()),
        proof.triple.predicate.as_str().to_owned(),
        iri(&proof.triple.object),
        text(&proof.begin),
        text(&proof.end),
        text(&proof.words),
    ]
}

/// A term without brackets and quotes.
fn iri(term: &Term) -> String {
    match term {
        Term::NamedNode(node) => node.as_str().to_owned(),
        Term::Literal(literal) => literal.value().to_owned(),
        other => other.to_string(),
    }
}

fn polarity(one: &Comparison) -> Option<&'static str> {
    one.affirmed.map(|affirmed| if affirmed { "affirmed" } else { "negated" })
}

fn as_json(one: &Comparison, names: &Names<'_>) -> Value {
    let ours = |proof: &OurProof| {
        json!({
            "document": names.node(&proof.document),
            "documentIri": proof.document.as_str(),
            "assertion": proof.assertion.as_str(),
            "sentence": proof.sentence,
            "holder": proof.holder.as_ref().map(|holder| names.node(holder)),
            "date": proof.date,
        })
    };
    let theirs = |proof: &TheirProof| {
        json!({
            "subject": iri(&proof.triple.subject.clone().into()),
            "property": proof.triple.predicate.as_str(),
            "object": iri(&proof.triple.object),
            "begin": proof.begin,
            "end": proof.end,
            "words": proof.words,
        })
    };
    json!({
        "about": one.check,
        "verdict": one.verdict.name(),
        "note": if one.note.is_empty() { Value::Null } else { one.note.into() },
        "subject": names.node(&one.subject),
        "subjectIri": one.subject.as_str(),
        "value": names.value(one),
        "valueIri": iri(&one.value.node),
        "polarity": polarity(one),
        "source": one.source,
        "ours": one.ours.iter().map(ours).collect::<Vec<_>>(),
        "theirs": one.theirs.iter().map(theirs).collect::<Vec<_>>(),
    })
}
