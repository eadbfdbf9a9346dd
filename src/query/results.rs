//! Results in the formats that programs and people read.

use super::{Labels, QueryError, Table};
use crate::export;
use crate::store::KnowledgeBase;
use oxigraph::model::{GraphName, Literal, Term};
use oxigraph::sparql::results::{QueryResultsFormat, QueryResultsSerializer};
use oxigraph::sparql::{QueryResults, QuerySolution, QuerySolutionIter, QueryTripleIter};
use std::io::Write;
use std::str::FromStr;

/// A format of results.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// An aligned table with names.
    Table,
    /// SPARQL results in CSV.
    Csv,
    /// SPARQL results in TSV.
    Tsv,
    /// SPARQL results in JSON.
    Json,
    /// SPARQL results in XML.
    Xml,
    /// Triples in Turtle.
    Turtle,
    /// Triples in N-Triples.
    NTriples,
}

const TABLE: [(&str, Format); 7] = [
    ("table", Format::Table),
    ("csv", Format::Csv),
    ("tsv", Format::Tsv),
    ("json", Format::Json),
    ("xml", Format::Xml),
    ("ttl", Format::Turtle),
    ("nt", Format::NTriples),
];

impl Format {
    fn name(self) -> &'static str {
        TABLE.iter().find(|row| row.1 == self).map_or("", |row| row.0)
    }

    /// The format for solutions, where it is one.
    fn solutions(self) -> Option<QueryResultsFormat> {
        match self {
            Self::Csv => Some(QueryResultsFormat::Csv),
            Self::Tsv => Some(QueryResultsFormat::Tsv),
            Self::Json => Some(QueryResultsFormat::Json),
            Self::Xml => Some(QueryResultsFormat::Xml),
            Self::Table | Self::Turtle | Self::NTriples => None,
        }
    }
}

impl FromStr for Format {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        let known = || TABLE.map(|row| row.0).join(", ");
        let found = TABLE.iter().find(|row| row.0 == name).map(|row| row.1);
        found.ok_or_else(|| format!("no such format; known are {}", known()))
    }
}

/// How results are written.
#[derive(Debug, Clone, Copy)]
pub struct Output {
    /// The format. A table is also what triples without a format of theirs become Turtle for.
    pub format: Format,
    /// The width of a table, in columns.
    pub width: usize,
    /// Whether CSV, TSV, JSON and XML have names in the place of IRIs, as tables do.
    pub names: bool,
}

/// Writes results.
///
/// # Errors
/// If the format does not fit the results, the evaluation fails on the way, or the output refuses.
pub fn write(results: QueryResults<'_>, output: Output, base: &KnowledgeBase, out: &mut dyn Write) -> Result<(), QueryError> {
    let format = output.format;
    match results {
        QueryResults::Solutions(solutions) => match format.solutions() {
            Some(known) => serialize(solutions, known, output.names.then(|| Labels::new(base)).as_ref(), out),
            None if format == Format::Table => table(solutions, base, output.width, out),
            None => Err(wrong(format, "rows", "table, csv, tsv, json or xml")),
        },
        QueryResults::Boolean(answer) => boolean(answer, format, out),
        QueryResults::Graph(triples) => graph(triples, format, base, out),
    }
}

fn wrong(format: Format, kind: &'static str, instead: &'static str) -> QueryError {
    QueryError::WrongFormat { format: format.name(), kind, instead }
}

fn serialize(
    solutions: QuerySolutionIter<'_>,
    format: QueryResultsFormat,
    labels: Option<&Labels<'_>>,
    out: &mut dyn Write,
) -> Result<(), QueryError> {
    let variables = solutions.variables().to_vec();
    let serializer = QueryResultsSerializer::from_format(format);
    let mut serializer = serializer.serialize_solutions_to_writer(out, variables)?;
    for solution in solutions {
        let solution = solution?;
        match labels {
            Some(labels) => serializer.serialize(&named(&solution, labels))?,
            None => serializer.serialize(&solution)?,
        }
    }
    let out = serializer.finish()?;
    if matches!(format, QueryResultsFormat::Json | QueryResultsFormat::Xml) {
        out.write_all(b"\n")?;
    }
    Ok(())
}

/// A solution with names in the place of IRIs.
fn named(solution: &QuerySolution, labels: &Labels<'_>) -> QuerySolution {
    let name = |term: &Term| match term {
        Term::NamedNode(_) => Literal::new_simple_literal(labels.term(term)).into(),
        other => other.clone(),
    };
    let values: Vec<Option<Term>> = solution.values().iter().map(|value| value.as_ref().map(name)).collect();
    (solution.variables().to_vec(), values).into()
}

fn table(solutions: QuerySolutionIter<'_>, base: &KnowledgeBase, width: usize, out: &mut dyn Write) -> Result<(), QueryError> {
    let labels = Labels::new(base);
    let head = solutions.variables().iter().map(|v| v.as_str().to_owned()).collect();
    let mut table = Table::new(head);
    for solution in solutions {
        let solution = solution?;
        let cell = |term: Option<&Term>| term.map_or_else(String::new, |term| labels.term(term));
        table.row((0..solution.len()).map(|i| cell(solution.get(i))).collect());
    }
    Ok(out.write_all(table.render(width).as_bytes())?)
}

fn boolean(answer: bool, format: Format, out: &mut dyn Write) -> Result<(), QueryError> {
    match format.solutions() {
        Some(known) => {
            QueryResultsSerializer::from_format(known).serialize_boolean_to_writer(&mut *out, answer)?;
            Ok(out.write_all(b"\n")?)
        }
        None if format == Format::Table => Ok(writeln!(out, "{}", if answer { "yes" } else { "no" })?),
        None => Err(wrong(format, "yes or no", "table, json or xml")),
    }
}

fn graph(triples: QueryTripleIter<'_>, format: Format, base: &KnowledgeBase, out: &mut dyn Write) -> Result<(), QueryError> {
    let format = match format {
        Format::Turtle | Format::Table => export::Format::Turtle,
        Format::NTriples => export::Format::NTriples,
        other => return Err(wrong(other, "triples", "ttl or nt")),
    };
    let quads = triples.map(|triple| Ok(triple?.in_graph(GraphName::DefaultGraph)));
    let quads = quads.collect::<Result<Vec<_>, QueryError>>()?;
    Ok(export::write(quads, format, base.minter(), out)?)
}
