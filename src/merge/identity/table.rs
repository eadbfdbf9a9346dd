//! Tables as spreadsheets save them: CSV with commas, semicolons or tabs, with or without a mark of byte order.

use super::error::IdentityError;
use crate::knowledge::spelling::near;
use csv::{ReaderBuilder, StringRecord};
use std::fs;
use std::path::Path;

/// A table with a header.
#[derive(Debug)]
pub(super) struct Table {
    /// How messages name it.
    pub(super) place: String,
    /// What separates its columns.
    pub(super) delimiter: u8,
    /// The names of its columns.
    pub(super) header: Vec<String>,
    /// Its rows with the lines where they begin; short ones are filled up.
    pub(super) rows: Vec<(u64, Vec<String>)>,
}

impl Table {
    /// Reads a table; `-` is standard input.
    pub(super) fn read(path: &Path) -> Result<Self, IdentityError> {
        let place = if path == Path::new("-") { "standard input".to_owned() } else { path.display().to_string() };
        let bytes = if path == Path::new("-") {
            let mut bytes = Vec::new();
            std::io::Read::read_to_end(&mut std::io::stdin().lock(), &mut bytes).map(|_| bytes)
        } else {
            fs::read(path)
        };
        Self::parse(place.clone(), &bytes.map_err(|source| IdentityError::Read { place, source })?)
    }

    /// Takes a table apart.
    pub(super) fn parse(place: String, bytes: &[u8]) -> Result<Self, IdentityError> {
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        let delimiter = delimiter(bytes);
        let mut reader = ReaderBuilder::new().delimiter(delimiter).has_headers(false).flexible(true).from_reader(bytes);
        let mut lines = Vec::new();
        for record in reader.records() {
            let record = record.map_err(|error| not_a_table(&place, bytes, &error))?;
            lines.push((line(bytes, record.position()), fields(&record)));
        }
        let mut lines = lines.into_iter();
        let Some((_, header)) = lines.next() else {
            return Err(IdentityError::NotATable { place, line: 1, reason: "it is empty".to_owned() });
        };
        let width = header.len();
        let rows = lines.map(|(line, mut fields)| {
            fields.resize(width.max(fields.len()), String::new());
            (line, fields)
        });
        Ok(Self { place, delimiter, rows: rows.collect(), header })
    }

    /// The number of a column, whatever the case of its name.
    pub(super) fn column(&self, name: &str) -> Result<usize, IdentityError> {
        self.optional(name).ok_or_else(|| IdentityError::NoColumn {
            place: self.place.clone(),
            column: name.to_owned(),
            near: near(name, self.header.iter().map(String::as_str)),
            has: self.header.join(", "),
        })
    }

    /// The number of a column that may be missing.
    pub(super) fn optional(&self, name: &str) -> Option<usize> {
        self.header.iter().position(|column| column.trim().eq_ignore_ascii_case(name))
    }
}

/// What separates the columns of the first line.
fn delimiter(bytes: &[u8]) -> u8 {
    let first = bytes.split(|&b| b == b'\n').next().unwrap_or_default();
    let count = |delimiter: u8| first.split(|&b| b == delimiter).count();
    [b',', b';', b'\t'].into_iter().max_by_key(|&delimiter| (count(delimiter), delimiter == b',')).unwrap_or(b',')
}

fn fields(record: &StringRecord) -> Vec<String> {
    record.iter().map(str::to_owned).collect()
}

/// The line of a position: the reader's own stands before the end of the line before.
fn line(bytes: &[u8], position: Option<&csv::Position>) -> u64 {
    let start = position.map_or(0, |position| position.byte() as usize).min(bytes.len());
    let start = start + bytes[start..].iter().take_while(|&&b| matches!(b, b'\r' | b'\n')).count();
    bytes[..start].split(|&b| b == b'\n').count() as u64
}

fn not_a_table(place: &str, bytes: &[u8], error: &csv::Error) -> IdentityError {
    let line = line(bytes, error.position());
    let reason = match error.kind() {
        csv::ErrorKind::Utf8 { .. } => "not UTF-8".to_owned(),
        _ => error.to_string(),
    };
    IdentityError::NotATable { place: place.to_owned(), line, reason }
}

/// A text as a spreadsheet shows it and does not compute it.
pub(super) fn shown(text: &str) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{text}") } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_read_as_spreadsheets_save_them() {
        for text in ["name,note\n\"Ruritania, Zenda\",x\r\nKravonia\n", "\u{feff}name;note\n\"Ruritania, Zenda\";x\nKravonia;\n"]
        {
            let table = Table::parse("t".to_owned(), text.as_bytes()).expect("a table");
            assert_eq!(table.header, ["name", "note"]);
            assert_eq!(
                table.rows,
                [(2, vec!["Ruritania, Zenda".to_owned(), "x".to_owned()]), (3, vec!["Kravonia".to_owned(), String::new()])]
            );
        }
    }

    #[test]
    fn a_missing_column_is_told_with_the_one_that_was_perhaps_meant() {
        let table = Table::parse("t.csv".to_owned(), b"name,country\n").expect("a table");
        assert_eq!(table.column("NAME").ok(), Some(0));
        let error = table.column("contry").expect_err("no column").to_string();
        assert!(error.contains("t.csv: no column contry, did you mean country?; it has name, country"), "{error}");
        assert!(Table::parse("t.csv".to_owned(), b"").is_err());
    }

    #[test]
    fn formulas_are_not_handed_to_spreadsheets() {
        assert_eq!(shown("=HYPERLINK(1)"), "'=HYPERLINK(1)");
        assert_eq!(shown("Zenda"), "Zenda");
    }
}
