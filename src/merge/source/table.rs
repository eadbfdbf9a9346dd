//! Tables in CSV, with whatever stands between their columns. A row gives one triple for each cell whose column is mapped.

use super::mapping::{Column, Kind, Mapping, MappingError, Part, Template};
use super::records::{self, Records};
use super::{SourceFile, Triples, Trouble};
use crate::graph::iri::short_hash;
use crate::graph::literal;
use crate::graph::vocab::xsd;
use csv::{Reader, ReaderBuilder, StringRecord};
use oxigraph::model::{Literal, NamedNode, Term, Triple};
use std::io::BufRead;
use std::path::Path;

/// What may stand between columns where nothing says so.
const DELIMITERS: [u8; 4] = *b",;\t|";

/// The rows of a table. Rows without a subject are named after what they say, under `base`.
pub(super) fn read(
    mut bytes: Box<dyn BufRead>,
    file: &SourceFile,
    mapping: &Mapping,
    base: &str,
) -> Result<Triples, super::MergeError> {
    let place = file.path.display().to_string();
    let io = |source| super::MergeError::Read { place: place.clone(), source };
    let first = first_line(bytes.fill_buf().map_err(io)?);
    let delimiter = mapping.delimiter.unwrap_or_else(|| delimiter(&first, &file.name));
    let mut reader = ReaderBuilder::new().delimiter(delimiter).flexible(true).from_reader(bytes);
    let header = reader.headers().map_err(|error| io(error.into()))?;
    let header: Vec<String> = header.iter().map(|title| title.trim_start_matches('\u{FEFF}').trim().to_owned()).collect();
    let columns = header.join(", ");
    if mapping.is_empty() {
        return Err(MappingError::Unmapped { place, columns }.into());
    }
    if let Some(column) = mapping.titles().find(|title| !header.iter().any(|known| known == title)) {
        return Err(MappingError::NoColumn { place, column: column.to_owned(), columns }.into());
    }
    let table = Table { header, mapping: mapping.clone(), base: base.to_owned() };
    Ok(records::triples(Rows { reader, table, record: StringRecord::new() }))
}

fn first_line(head: &[u8]) -> String {
    String::from_utf8_lossy(head.split(|&byte| byte == b'\n').next().unwrap_or_default()).into_owned()
}

/// By the file's ending, or the commonest of the header.
fn delimiter(header: &str, name: &str) -> u8 {
    if crate::export::ending(Path::new(name)).as_deref() == Some("tsv") {
        return b'\t';
    }
    let count = |delimiter: &u8| header.bytes().filter(|byte| byte == delimiter).count();
    DELIMITERS.into_iter().rev().max_by_key(count).unwrap_or(b',')
}

struct Rows {
    reader: Reader<Box<dyn BufRead>>,
    table: Table,
    record: StringRecord,
}

impl Records for Rows {
    fn read(&mut self, ready: &mut Vec<Triple>) -> Result<bool, Trouble> {
        let more = self.reader.read_record(&mut self.record).map_err(|error| trouble(error, self.reader.position().line()))?;
        if more {
            let line = self.record.position().map_or(0, csv::Position::line);
            *ready = self.table.row(&self.record).map_err(|reason| Trouble::skipped(line, reason))?;
        }
        Ok(more)
    }
}

fn trouble(error: csv::Error, line: u64) -> Trouble {
    let line = error.position().map_or(line, csv::Position::line);
    let reason = error.to_string();
    match error.into_kind() {
        csv::ErrorKind::Io(error) => Trouble::Io(error),
        csv::ErrorKind::Utf8 { err, .. } => Trouble::skipped(line, format!("not UTF-8 in column {}", err.field() + 1)),
        _ => Trouble::skipped(line, reason),
    }
}

struct Table {
    header: Vec<String>,
    mapping: Mapping,
    base: String,
}

impl Table {
    fn row(&self, record: &StringRecord) -> Result<Vec<Triple>, String> {
        if record.len() != self.header.len() {
            return Err(format!("{} columns where the header has {}", record.len(), self.header.len()));
        }
        let subject = self.subject(record)?;
        let mut triples = Vec::new();
        for column in &self.mapping.columns {
            let cell = column.title.as_deref().map_or("", |title| self.cell(record, title));
            for value in values(cell, column) {
                let term = self.term(value, column, record).map_err(|reason| match &column.title {
                    Some(title) => format!("column {title:?}: {reason}"),
                    None => reason,
                })?;
                triples.push(Triple::new(subject.clone(), column.property.clone(), term));
            }
        }
        Ok(triples)
    }

    fn cell<'a>(&self, record: &'a StringRecord, title: &str) -> &'a str {
        let at = self.header.iter().position(|known| known == title);
        at.and_then(|at| record.get(at)).unwrap_or_default().trim()
    }

    fn subject(&self, record: &StringRecord) -> Result<NamedNode, String> {
        let Some(subject) = &self.mapping.subject else {
            let cells: Vec<&str> = record.iter().collect();
            return Ok(NamedNode::new_unchecked(format!("{}row/{}", self.base, short_hash(&cells.join("\u{1F}")))));
        };
        let own = subject.column.as_deref().map_or("", |title| self.cell(record, title));
        self.iri(&subject.template, own, record)
    }

    fn term(&self, value: &str, column: &Column, record: &StringRecord) -> Result<Term, String> {
        Ok(match &column.kind {
            Kind::Text => literal::text(value).into(),
            Kind::InLanguage(language) => {
                Literal::new_language_tagged_literal_unchecked(literal::text(value).value(), language.as_str()).into()
            }
            Kind::Date => {
                literal::date(value).ok_or_else(|| format!("{value:?} is no date like 2017-04-21, 2017-04 or 2017"))?.into()
            }
            Kind::Typed(datatype) if fits(value, datatype) => Literal::new_typed_literal(value, datatype.clone()).into(),
            Kind::Typed(datatype) => return Err(format!("{value:?} is no {}", datatype.as_str().trim_start_matches(xsd::NS))),
            Kind::Iri(template) => self.iri(template, value, record)?.into(),
        })
    }

    /// Cells in a longer IRI are encoded; a cell alone must be one.
    fn iri(&self, template: &Template, own: &str, record: &StringRecord) -> Result<NamedNode, String> {
        let alone = template.0.len() == 1;
        let mut iri = String::new();
        for part in &template.0 {
            let cell = match part {
                Part::Text(text) => {
                    iri.push_str(text);
                    continue;
                }
                Part::Own => own,
                Part::Cell(title) => self.cell(record, title),
            };
            if cell.is_empty() {
                return Err("a cell that an IRI is made of is empty".to_owned());
            }
            iri.push_str(&if alone { cell.to_owned() } else { encoded(cell) });
        }
        NamedNode::new(&iri).map_err(|_| format!("{iri:?} is no IRI"))
    }
}

fn values<'a>(cell: &'a str, column: &'a Column) -> impl Iterator<Item = &'a str> {
    let single = column.separator.is_none();
    let several = column.separator.as_deref().into_iter().flat_map(move |separator| cell.split(separator)).map(str::trim);
    let all = single.then_some(cell).into_iter().chain(several);
    all.filter(move |value| (!value.is_empty() || column.title.is_none()) && !column.null.iter().any(|null| null == value))
}

/// Letters and digits of any script stay, as in an IRI; the rest is encoded.
fn encoded(cell: &str) -> String {
    let mut encoded = String::with_capacity(cell.len());
    for char in cell.chars() {
        if char.is_alphanumeric() || matches!(char, '-' | '_' | '.' | '~') {
            encoded.push(char);
        } else {
            let mut buffer = [0; 4];
            encoded.extend(char.encode_utf8(&mut buffer).bytes().map(|byte| format!("%{byte:02X}")));
        }
    }
    encoded
}

fn fits(value: &str, datatype: &NamedNode) -> bool {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let unsigned = value.strip_prefix(['-', '+']).unwrap_or(value);
    match datatype.as_str().trim_start_matches(xsd::NS) {
        "integer" => digits(unsigned),
        "decimal" => match unsigned.split_once('.') {
            Some((whole, rest)) => digits(rest) && (whole.is_empty() || digits(whole)),
            None => digits(unsigned),
        },
        "boolean" => matches!(value, "true" | "false" | "1" | "0"),
        "dateTime" => {
            value.split_once('T').is_some_and(|(day, time)| literal::date(day).is_some() && day.len() == 10 && time.len() >= 8)
        }
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::super::Format;
    use super::super::lines::tests::{bytes, collect};
    use super::*;
    use std::path::PathBuf;

    fn open(text: &str, rules: &[&str]) -> Result<Triples, crate::merge::MergeError> {
        let rules: Vec<String> = rules.iter().map(|&rule| rule.to_owned()).collect();
        let path = PathBuf::from("table.csv");
        let file = SourceFile { path, name: "table.csv".into(), format: Format::Table, size: 0, sha256: String::new() };
        read(bytes(text.as_bytes()), &file, &Mapping::new(&rules)?, "http://e/")
    }

    fn read_text(text: &str, rules: &[&str]) -> (Vec<String>, Vec<(Option<u64>, String)>) {
        collect(open(text, rules).expect("a table"))
    }

    #[test]
    fn a_row_gives_a_triple_for_each_cell_that_is_mapped() {
        let text = "\u{FEFF}qid;Name;since;state\nQ99000001;\"Nord; Süd\";2017-04;Q99000002\nQ99000003;B;;\n";
        let rules = ["qid=@id(wd:{})", "Name=rdfs:label@de", "since=schema:foundingDate^^date", "=@type(schema:Organization)"];
        let (triples, faults) = read_text(text, &rules);
        assert!(faults.is_empty(), "{faults:?}");
        assert_eq!(triples.len(), 5);
        assert_eq!(
            triples[0],
            "<http://www.wikidata.org/entity/Q99000001> <http://www.w3.org/2000/01/rdf-schema#label> \"Nord; Süd\"@de"
        );
        assert!(triples[1].ends_with("\"2017-04\"^^<http://www.w3.org/2001/XMLSchema#gYearMonth>"), "{}", triples[1]);
    }

    #[test]
    fn rows_without_an_id_are_named_after_what_they_say() {
        let (triples, _) = read_text("name,age\nA,1\nB,2\nA,1\n", &["name=rdfs:label"]);
        assert_eq!(triples[0], triples[2]);
        assert_ne!(triples[0].split(' ').next(), triples[1].split(' ').next());
        assert!(triples[0].starts_with("<http://e/row/"));
    }

    #[test]
    fn bad_rows_are_told_with_their_line() {
        let text = "id,n\nhttp://e/a,1\nhttp://e/b\nno iri,2\n\"http://e/c\",\"one\ntwo\"\nhttp://e/d,4\n";
        let (triples, faults) = read_text(text, &["id=@id", "n=schema:position^^integer"]);
        assert_eq!(triples.len(), 2, "{triples:?}");
        assert_eq!(faults.iter().map(|fault| fault.0).collect::<Vec<_>>(), [Some(3), Some(4), Some(5)]);
        assert!(faults[2].1.contains("column \"n\""), "{faults:?}");
    }

    #[test]
    fn a_mapping_that_does_not_fit_is_refused() {
        let told = |rules: &[&str]| open("a,b\n1,2\n", rules).err().expect("refused").to_string();
        assert!(told(&[]).contains("its columns are a, b"));
        assert!(told(&["c=rdfs:label"]).contains("no column \"c\""));
    }

    #[test]
    fn cells_are_encoded_inside_iris() {
        let (triples, _) = read_text("a\nx y/ж\n", &["a=@id(http://e/{a}/z)", "=@type(http://e/T)"]);
        assert!(triples[0].starts_with("<http://e/x%20y%2Fж/z>"), "{}", triples[0]);
    }
}
