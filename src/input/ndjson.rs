//! NDJSON: one JSON object a line, each a document with the fields `id`, `title`, `publication`,
//! `volume`, `issue`, `authors`, `date`, `url` and `text`; others are passed over. Lines are read one at a
//! time, so a file of any size can be read; a bad line gives an error and the next one follows.

use super::assembly::Assembly;
use super::encoding::wide_encoding;
use super::error::{InputError, Place};
use super::open::Input;
use super::{BlockKind, Document, Documents, date, header};
use serde::Deserialize;
use serde_json::Value;
use std::io::{self, BufRead};

/// Reads the documents of an input, one a line.
pub(super) fn read(mut input: Input) -> Documents {
    match input.bytes.fill_buf().map(|head| wide_encoding(head)) {
        Ok(Some(encoding)) => Box::new(std::iter::once(Err(InputError::Encoding { place: input.place, encoding }))),
        _ => Box::new(Lines { input, number: 0, found: 0, done: false }),
    }
}

/// The documents of an input.
struct Lines {
    input: Input,
    /// The line that was read last, from 1.
    number: usize,
    /// How many lines have given a document or an error.
    found: usize,
    done: bool,
}

/// What the reading of a line came to.
enum Line {
    End,
    Whole(Vec<u8>),
    TooLong,
}

impl Iterator for Lines {
    type Item = Result<Document, InputError>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.done {
            self.number += 1;
            let line = next_line(&mut self.input.bytes, self.input.limit);
            let item = self.item(line);
            self.found += usize::from(item.is_some());
            if item.is_some() {
                return item;
            }
        }
        None
    }
}

impl Lines {
    /// What a line gives; an empty one gives nothing.
    fn item(&mut self, line: io::Result<Line>) -> Option<Result<Document, InputError>> {
        let place = self.input.place.at_line(self.number);
        match line {
            Ok(Line::Whole(bytes)) if is_blank(&bytes) => None,
            Ok(Line::Whole(bytes)) => Some(document(&bytes, &place, &self.input.name)),
            Ok(Line::TooLong) => {
                self.done = !skip_line(&mut self.input.bytes, self.input.limit);
                Some(Err(InputError::TooLarge { place, limit: self.input.limit }))
            }
            Ok(Line::End) => {
                self.done = true;
                (self.found == 0).then(|| Err(InputError::Empty(self.input.place.clone())))
            }
            Err(error) => {
                self.done = true;
                Some(Err(InputError::io(&place, error)))
            }
        }
    }
}

fn is_blank(line: &[u8]) -> bool {
    strip_mark(line).trim_ascii().is_empty()
}

/// A line without the byte order mark that the first may have.
fn strip_mark(line: &[u8]) -> &[u8] {
    line.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(line)
}

/// Reads up to and over the next line end, but no more than `limit` bytes.
fn next_line(bytes: &mut dyn BufRead, limit: u64) -> io::Result<Line> {
    let mut line = Vec::new();
    io::Read::take(&mut *bytes, limit + 1).read_until(b'\n', &mut line)?;
    Ok(match line.last() {
        None => Line::End,
        Some(b'\n') => Line::Whole(line),
        Some(_) if line.len() as u64 > limit => Line::TooLong,
        Some(_) => Line::Whole(line),
    })
}

/// Passes over the rest of a line that is too long, within bounds: an unpacked bomb may have no
/// end. Tells whether the next line was reached.
fn skip_line(bytes: &mut dyn BufRead, bound: u64) -> bool {
    let mut left = bound;
    loop {
        let Ok(buffer) = bytes.fill_buf() else { return false };
        let end = buffer.iter().position(|byte| *byte == b'\n');
        let skipped = end.map_or(buffer.len(), |end| end + 1);
        bytes.consume(skipped);
        left = left.saturating_sub(skipped as u64);
        if end.is_some() || skipped == 0 || left == 0 {
            return end.is_some();
        }
    }
}

/// The fields as they stand, of whatever type.
#[derive(Deserialize, Default)]
#[serde(default)]
struct Record {
    id: Value,
    title: Value,
    publication: Value,
    volume: Value,
    issue: Value,
    #[serde(alias = "author", alias = "byline")]
    authors: Value,
    date: Value,
    url: Value,
    text: Value,
}

/// The document of one line.
fn document(line: &[u8], place: &Place, input_name: &str) -> Result<Document, InputError> {
    let line = std::str::from_utf8(strip_mark(line).trim_ascii_end())
        .map_err(|error| InputError::NotUtf8 { place: place.clone(), byte: error.valid_up_to() })?;
    let record = parse(line).map_err(|reason| InputError::Json { place: place.clone(), reason })?;
    let field = Fields { place };
    if record.text.is_null() {
        return Err(InputError::FieldMissing { place: place.clone(), field: "text" });
    }
    let text = field.words("text", record.text)?.ok_or_else(|| InputError::NoText(place.clone()))?;
    let known = Document {
        source_name: field.label("id", record.id)?.unwrap_or_else(|| fallback_id(input_name, place)),
        title: field.words("title", record.title)?,
        publication: field.words("publication", record.publication)?,
        volume: field.label("volume", record.volume)?,
        issue: field.label("issue", record.issue)?,
        authors: field.list("authors", record.authors)?,
        date: field.label("date", record.date)?.and_then(|words| date::normalize(&words)),
        url: field.words("url", record.url)?.and_then(|words| header::web(&words)),
        ..Document::default()
    };
    assemble(known, &text).ok_or_else(|| InputError::NoText(place.clone()))
}

/// Title and body as one text, unless there is no prose in it.
fn assemble(known: Document, body: &str) -> Option<Document> {
    let mut assembly = Assembly::default();
    if let Some(title) = &known.title {
        assembly.block(BlockKind::Title, title);
    }
    assembly.body(body);
    assembly.has_body().then(|| assembly.finish(known))
}

/// A line's object, or what is wrong with it and where.
fn parse(line: &str) -> Result<Record, String> {
    if !line.trim_start().starts_with('{') {
        let first = line.trim_start().chars().next().unwrap_or(' ');
        return Err(format!("it begins with `{first}`"));
    }
    // The parser counts lines from 1 and there is only one: the column is what helps.
    serde_json::from_str(line).map_err(|error| error.to_string().replace(" at line 1 column ", " at column "))
}

/// `FILE-LINE`, for a line without id.
fn fallback_id(input_name: &str, place: &Place) -> String {
    format!("{input_name}-{}", place.line.unwrap_or(1))
}

/// Checks the types of fields; null and empty strings are fields that are not there.
struct Fields<'p> {
    place: &'p Place,
}

impl Fields<'_> {
    /// A string.
    fn words(&self, field: &'static str, value: Value) -> Result<Option<String>, InputError> {
        match value {
            Value::Null => Ok(None),
            Value::String(words) => Ok(Some(words).filter(|words| !words.trim().is_empty())),
            other => Err(self.wrong(field, "a string", &other)),
        }
    }

    /// A string or a number.
    fn label(&self, field: &'static str, value: Value) -> Result<Option<String>, InputError> {
        match value {
            Value::Number(number) => Ok(Some(number.to_string())),
            Value::Null | Value::String(_) => self.words(field, value),
            other => Err(self.wrong(field, "a string or a number", &other)),
        }
    }

    /// A string with names, or a list of strings.
    fn list(&self, field: &'static str, value: Value) -> Result<Vec<String>, InputError> {
        match value {
            Value::Null => Ok(Vec::new()),
            Value::String(names) => Ok(header::names(&names)),
            Value::Array(items) => items.into_iter().filter_map(|item| self.words(field, item).transpose()).collect(),
            other => Err(self.wrong(field, "a string or a list of strings", &other)),
        }
    }

    fn wrong(&self, field: &'static str, expected: &'static str, found: &Value) -> InputError {
        InputError::FieldType { place: self.place.clone(), field, expected, found: kind(found) }
    }
}

/// What a value is, with its article.
fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a truth value",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}

#[cfg(test)]
mod tests {
    use super::super::Format;
    use super::super::open::tests::input;
    use super::*;

    fn documents(lines: &str) -> Vec<Result<Document, InputError>> {
        read(input(Format::Ndjson, lines.as_bytes())).collect()
    }

    #[test]
    fn a_line_is_a_document() {
        let line = r#"{"id": "a/1", "title": "Talks fail", "publication": "Straits Review", "date": "2017-05-03",
            "url": "https://example.org/a", "licence": {"is": "extra"}, "text": "Tokyo refused.\n\nMoscow did not."}"#;
        let documents = documents(&line.replace('\n', " "));
        let document = documents[0].as_ref().unwrap();
        assert_eq!(document.text.as_str(), "Talks fail\n\nTokyo refused.\n\nMoscow did not.");
        let words: Vec<_> = document.blocks.iter().map(|block| document.text.slice(block.span)).collect();
        assert_eq!(words, ["Talks fail", "Tokyo refused.", "Moscow did not."]);
        assert_eq!(document.source_name, "a/1");
        assert_eq!(document.date.as_deref(), Some("2017-05-03"));
        assert_eq!(document.url.as_ref().map(Url::as_str), Some("https://example.org/a"));
    }

    use url::Url;

    #[test]
    fn bad_lines_give_one_error_each_and_the_rest_goes_on() {
        let found = documents(
            "\u{FEFF}{\"text\": \"One.\"}\n\n{\"text\": \n[1]\n{\"text\": 5}\n{\"id\": 7, \"text\": \"Two.\"}\n\
             {\"title\": \"x\"}\n{\"text\": \" \"}\n{\"text\": \"Three.\", \"title\": [\"x\"]}\r\n{\"text\": \"Four.\"}",
        );
        let told: Vec<_> = found
            .iter()
            .map(|item| match item {
                Ok(document) => document.source_name.clone(),
                Err(error) => error.to_string(),
            })
            .collect();
        assert_eq!(
            told,
            [
                "sample-1",
                "sample:3: not a JSON object (EOF while parsing a value at column 8); each line must be one whole object",
                "sample:4: not a JSON object (it begins with `[`); each line must be one whole object",
                "sample:5: field `text` is a number, but must be a string; correct the line",
                "7",
                "sample:7: no field `text`; add it to the line",
                "sample:8: no text in it; check that it holds an article",
                "sample:9: field `title` is a list, but must be a string; correct the line",
                "sample-10",
            ]
        );
    }

    #[test]
    fn a_line_in_another_encoding_is_told_by_its_byte() {
        let found: Vec<_> = read(input(Format::Ndjson, b"{\"text\": \"K\xF6nig\"}\n{\"text\": \"One.\"}")).collect();
        assert!(matches!(found[0], Err(InputError::NotUtf8 { byte: 11, .. })));
        assert!(found[1].is_ok());
        let found: Vec<_> = read(input(Format::Ndjson, b"\xFF\xFE{\0}\0")).collect();
        assert!(matches!(found[..], [Err(InputError::Encoding { encoding: "UTF-16LE", .. })]));
    }

    #[test]
    fn a_line_beyond_the_limit_is_passed_over() {
        let lines = format!("{{\"text\": \"{}\"}}\n{{\"text\": \"One.\"}}\n", "a".repeat(150));
        let found: Vec<_> = read(Input { limit: 100, ..input(Format::Ndjson, lines.as_bytes()) }).collect();
        assert!(matches!(&found[0], Err(InputError::TooLarge { place, limit: 100 }) if place.line == Some(1)));
        assert_eq!(found[1].as_ref().unwrap().source_name, "sample-2");
        assert_eq!(found.len(), 2);
    }

    #[test]
    fn control_characters_in_escapes_are_spaces() {
        let found = documents(r#"{"text": "Tokyo\u0000refused.\r\nMoscow\u001f did not."}"#);
        let document = found[0].as_ref().unwrap();
        assert_eq!(document.text.as_str(), "Tokyo refused.\nMoscow  did not.");
        assert_eq!(document.replaced, 2);
    }

    #[test]
    fn authors_may_be_a_list() {
        let found = documents(r#"{"authors": ["Anna Petrova", "Li Wei"], "text": "One."}"#);
        assert_eq!(found[0].as_ref().unwrap().authors, ["Anna Petrova", "Li Wei"]);
    }
}
