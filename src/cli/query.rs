//! `demarche query`: a bundled question, one of the user's own, or one in SPARQL.

use super::args::KnowledgeArgs;
use super::error::{CliError, Outcome, tell};
use super::stored::StoredArgs;
use crate::query::header::{self, Headed, Kind};
use crate::query::{self, Format, Output, QueryError, Question, catalog, names, param};
use crate::store::KnowledgeBase;
use std::io::{BufWriter, IsTerminal, Write, stdout};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// The width of a table that goes into a pipe or a file.
const PIPE_WIDTH: usize = 120;

#[derive(Debug, clap::Args)]
#[command(group(clap::ArgGroup::new("what").required(true).args(["name", "file", "expression"])))]
pub(super) struct Args {
    #[command(flatten)]
    stored: StoredArgs,
    #[command(flatten)]
    knowledge: KnowledgeArgs,
    /// A bundled question; demarche queries lists them.
    name: Option<String>,
    /// What the question asks about, as often as it takes parameters: territory="Kuril Islands".
    #[arg(long = "param", value_name = "NAME=VALUE", conflicts_with = "expression")]
    parameters: Vec<String>,
    /// A file with a SPARQL query; with a head like those of the bundled questions it takes parameters too.
    #[arg(long, value_name = "FILE")]
    file: Option<PathBuf>,
    /// A SPARQL query; the usual prefixes need not be declared.
    #[arg(short, long, value_name = "SPARQL")]
    expression: Option<String>,
    /// table, csv, tsv, json, xml; ttl or nt for triples.
    #[arg(long, default_value = "table", value_name = "FORMAT")]
    format: Format,
    /// Writes names in the place of IRIs in csv, tsv, json and xml too.
    #[arg(long)]
    names: bool,
    /// Shows how the answer comes about, step by step with rows and times, in place of the answer.
    #[arg(long)]
    explain: bool,
    /// Stops a query that takes longer.
    #[arg(long, value_name = "SECONDS", value_parser = seconds)]
    timeout: Option<Duration>,
}

pub(super) fn run(args: &Args) -> Result<Outcome, CliError> {
    let base = args.stored.look_into()?;
    let question = question(args, &base)?;
    let output = Output { format: args.format, width: width(), names: args.names };
    let explain = args.explain;
    match args.timeout {
        None => write(question, output, explain, &base)?,
        Some(limit) => query::within(limit, move |token| write(question.until(token), output, explain, &base))?,
    }
    Ok(Outcome::Done)
}

fn write(question: Question, output: Output, explain: bool, base: &KnowledgeBase) -> Result<(), QueryError> {
    let mut out = BufWriter::new(stdout().lock());
    if explain {
        out.write_all(question.explain(base)?.as_bytes())?;
    } else {
        query::write(question.answer(base)?, output, base, &mut out)?;
    }
    Ok(out.flush()?)
}

fn question(args: &Args, base: &KnowledgeBase) -> Result<Question, CliError> {
    match (&args.expression, &args.file) {
        (Some(text), _) => Ok(Question::sparql(base, text)?),
        (None, Some(path)) => headed(&own(path)?, &args.parameters, &args.knowledge, base),
        (None, None) => {
            let bundled = catalog::find(args.name.as_deref().unwrap_or_default())?;
            headed(bundled, &args.parameters, &args.knowledge, base)
        }
    }
}

/// A query in a file of the user's.
pub(super) fn own(path: &Path) -> Result<Headed, CliError> {
    let place = path.display().to_string();
    let text = std::fs::read_to_string(path).map_err(|source| CliError::Read { place: place.clone(), source })?;
    let head = header::own(&place, &text).map_err(|message| QueryError::Head { name: place, message });
    Ok(head?)
}

/// A query with its parameters, whose names the gazetteer knows.
pub(super) fn headed(
    query: &Headed,
    parameters: &[String],
    knowledge: &KnowledgeArgs,
    base: &KnowledgeBase,
) -> Result<Question, CliError> {
    let parameters = parameters.iter().map(|text| param::pair(text)).collect::<Result<Vec<_>, _>>()?;
    let mut notes = Vec::new();
    let question = if parameters.is_empty() {
        Question::headed(base, query, &parameters, &|_, _| Vec::new(), &mut notes)?
    } else {
        let knowledge = knowledge.load()?;
        let resolver = |name: &str, kind: Kind| names::resolve(&knowledge.gazetteer, base.minter(), name, kind);
        Question::headed(base, query, &parameters, &resolver, &mut notes)?
    };
    for note in notes {
        tell(&format!("note: {note}"));
    }
    Ok(question)
}

/// A time in seconds, with or without a fraction.
fn seconds(text: &str) -> Result<Duration, String> {
    let seconds = text.parse().ok().and_then(|seconds| Duration::try_from_secs_f64(seconds).ok());
    seconds.filter(|limit| !limit.is_zero()).ok_or_else(|| "not a number of seconds above 0, such as 10 or 0.5".to_owned())
}

/// The width of the terminal, or a usual one.
pub(super) fn width() -> usize {
    let terminal = || terminal_size::terminal_size().map(|(width, _)| usize::from(width.0));
    stdout().is_terminal().then(terminal).flatten().unwrap_or(PIPE_WIDTH)
}
