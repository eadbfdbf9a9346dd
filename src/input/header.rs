//! The lines at the head of a plain text that tell what it is: `Publication: … Volume: … Issue: …`,
//! `By: …`, `Date: …`, in any order, by any of their usual names. One table of names.

use super::{Document, date};
use url::Url;

/// What a header line tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Field {
    Title,
    Publication,
    Volume,
    Issue,
    Authors,
    Date,
    Url,
    /// A URL or, when it is none, a publication.
    Source,
    /// Known to be no prose, and of no use.
    Other,
}

/// Names of header lines, in lower case.
#[rustfmt::skip]
const NAMES: &[(&str, Field)] = &[
    ("title", Field::Title), ("headline", Field::Title),
    ("publication", Field::Publication), ("publisher", Field::Publication), ("published by", Field::Publication),
    ("published in", Field::Publication), ("newspaper", Field::Publication), ("journal", Field::Publication),
    ("outlet", Field::Publication), ("site", Field::Publication),
    ("volume", Field::Volume), ("vol.", Field::Volume), ("vol", Field::Volume),
    ("issue", Field::Issue), ("no.", Field::Issue), ("number", Field::Issue),
    ("by", Field::Authors), ("author", Field::Authors), ("authors", Field::Authors), ("author(s)", Field::Authors),
    ("byline", Field::Authors), ("written by", Field::Authors),
    ("date", Field::Date), ("published", Field::Date), ("published on", Field::Date), ("publication date", Field::Date),
    ("date published", Field::Date), ("posted", Field::Date),
    ("url", Field::Url), ("link", Field::Url), ("web", Field::Url), ("source", Field::Source),
    ("dateline", Field::Other), ("section", Field::Other), ("length", Field::Other), ("word count", Field::Other),
    ("load-date", Field::Other), ("updated", Field::Other), ("last updated", Field::Other), ("language", Field::Other),
    ("tags", Field::Other), ("keywords", Field::Other), ("category", Field::Other), ("copyright", Field::Other),
    ("pages", Field::Other), ("retrieved", Field::Other), ("accessed", Field::Other), ("edition", Field::Other), ("note", Field::Other),
];

/// Fields that may follow another on the same line.
const ON_SAME_LINE: [&str; 6] = ["volume", "vol.", "issue", "no.", "date", "pages"];

/// The longest header line in bytes; a longer one is prose.
const LONGEST: usize = 400;

/// A byline names at most this many words.
const BYLINE_WORDS: usize = 12;

/// Whether a line is a header line.
pub(super) fn is_header(line: &str) -> bool {
    parse(line).is_some()
}

/// Takes what a header line tells over into a document; what an earlier line told stays.
pub(super) fn apply(line: &str, document: &mut Document) {
    for (field, value) in parse(line).unwrap_or_default() {
        set(field, value, document);
    }
}

/// The fields of a header line, or nothing when it is none.
fn parse(line: &str) -> Option<Vec<(Field, &str)>> {
    let line = line.trim();
    if line.len() > LONGEST {
        return None;
    }
    if let Some((field, value)) = named(line) {
        return Some(split_line(field, value));
    }
    if let Some(names) = byline(line) {
        return Some(vec![(Field::Authors, names)]);
    }
    date::normalize(line).is_some_and(|date| date.len() > 4).then(|| vec![(Field::Date, line)])
}

/// A line of a known name, a colon and a value.
fn named(line: &str) -> Option<(Field, &str)> {
    let (name, value) = line.split_once(':')?;
    let name = name.trim().to_lowercase();
    let (_, field) = NAMES.iter().find(|(known, _)| *known == name)?;
    Some((*field, value.trim()))
}

/// The value and the further fields on the same line.
fn split_line(field: Field, line: &str) -> Vec<(Field, &str)> {
    let mut fields = Vec::new();
    let (mut field, mut rest) = (field, line);
    while let Some(at) = next_name(rest) {
        fields.push((field, rest[..at].trim()));
        let Some(next) = named(rest[at..].trim_start()) else { break };
        (field, rest) = next;
    }
    fields.push((field, rest.trim()));
    fields
}

/// Where the next field on a line begins: white space before one of the names, a colon after it.
fn next_name(line: &str) -> Option<usize> {
    let is_name = |at: usize| {
        let word = line[at..].trim_start();
        word.split_once(':').is_some_and(|(name, _)| ON_SAME_LINE.iter().any(|known| name.trim_end().eq_ignore_ascii_case(known)))
    };
    line.char_indices().filter(|(_, c)| c.is_whitespace()).map(|(at, _)| at).find(|&at| is_name(at))
}

fn set(field: Field, value: &str, document: &mut Document) {
    if value.is_empty() {
        return;
    }
    match field {
        Field::Title => keep(&mut document.title, value),
        Field::Volume => keep(&mut document.volume, value),
        Field::Issue => keep(&mut document.issue, value),
        Field::Authors if document.authors.is_empty() => document.authors = names(value),
        Field::Date if document.date.is_none() => document.date = date::normalize(value),
        Field::Url | Field::Source if document.url.is_none() && web(value).is_some() => document.url = web(value),
        Field::Publication | Field::Source => keep(&mut document.publication, value),
        Field::Authors | Field::Date | Field::Url | Field::Other => {}
    }
}

fn keep(slot: &mut Option<String>, value: &str) {
    slot.get_or_insert_with(|| value.to_owned());
}

/// An address on the web.
pub(super) fn web(value: &str) -> Option<Url> {
    Url::parse(value.trim()).ok().filter(|url| matches!(url.scheme(), "http" | "https"))
}

/// The names in a byline without colon: `By Anna Petrova and Li Wei in Geneva`.
pub(super) fn byline(line: &str) -> Option<&str> {
    let (by, names) = line.split_once(' ')?;
    let names = names.trim();
    let all_names = names.split_whitespace().all(is_name_part);
    let count = names.split_whitespace().count();
    let is_name = by.eq_ignore_ascii_case("by")
        && (2..=BYLINE_WORDS).contains(&count)
        && names.starts_with(char::is_uppercase)
        && all_names
        && !is_time(names);
    is_name.then_some(names)
}

/// A capitalised word without digits, or one that joins names.
fn is_name_part(word: &str) -> bool {
    let joins = ["and", "in", "&", "|", "de", "van", "von", "der", "al", "bin", "for", "of", "the"];
    let is_capital = word.starts_with(char::is_uppercase) && !word.contains(|c: char| c.is_ascii_digit());
    let is_initial = word.len() <= 3 || !word.ends_with(['.', '!', '?', ':', ';']);
    joins.contains(&word) || (is_capital && is_initial)
}

/// “By Friday …” is when, not who.
fn is_time(names: &str) -> bool {
    let first = names.split([' ', ',']).next().unwrap_or_default();
    ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"].contains(&first)
        || date::normalize(&format!("{first} 2000")).is_some()
}

/// The names in a list of authors: `Anna Petrova, Li Wei and John Roe`.
pub(super) fn names(list: &str) -> Vec<String> {
    let list = list.trim();
    let list = list.strip_prefix("By ").or_else(|| list.strip_prefix("by ")).unwrap_or(list);
    let parts = list.split([';', '|', '\n']).flat_map(|part| part.split(" and ")).flat_map(|part| part.split(" & "));
    parts.flat_map(split_commas).map(|name| name.trim_matches([' ', ',']).to_owned()).filter(|name| !name.is_empty()).collect()
}

/// Cuts at commas where each part is a whole name; `Roe, John` and `John Roe, Reuters` stay one.
fn split_commas(list: &str) -> Vec<&str> {
    let parts: Vec<_> = list.trim_matches([' ', ',']).split(',').collect();
    if parts.iter().all(|part| part.split_whitespace().count() >= 2) { parts } else { vec![list] }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(lines: &[&str]) -> Document {
        let mut document = Document::default();
        for line in lines {
            assert!(is_header(line), "{line}");
            apply(line, &mut document);
        }
        document
    }

    #[test]
    fn one_line_may_hold_several_fields() {
        let document = read(&["Publication: Straits Review Volume: 14 Issue: 59", "By:", "DATE : 3 May 2017"]);
        assert_eq!(document.publication.as_deref(), Some("Straits Review"));
        assert_eq!((document.volume.as_deref(), document.issue.as_deref()), (Some("14"), Some("59")));
        assert_eq!(document.date.as_deref(), Some("2017-05-03"));
        assert!(document.authors.is_empty());
    }

    #[test]
    fn names_of_lines_vary() {
        let document = read(&["Author(s): Anna Petrova; Li Wei", "Published: Nov. 24, 2021", "Source: https://example.org/a"]);
        assert_eq!(document.authors, ["Anna Petrova", "Li Wei"]);
        assert_eq!(document.date.as_deref(), Some("2021-11-24"));
        assert_eq!(document.url.map(String::from).as_deref(), Some("https://example.org/a"));
        assert_eq!(read(&["Source: Straits Review"]).publication.as_deref(), Some("Straits Review"));
        assert_eq!(read(&["November 24, 2021", "By Anna Petrova"]).authors, ["Anna Petrova"]);
        assert_eq!(read(&["Title: A Caravan: where to?"]).title.as_deref(), Some("A Caravan: where to?"));
    }

    #[test]
    fn a_bad_date_is_none() {
        assert_eq!(read(&["Date: soon"]).date, None);
    }

    #[test]
    fn prose_is_no_header() {
        for line in [
            "By 2030 the line will be closed.",
            "By Friday Moscow and Kyiv",
            "By March Russia",
            "The minister said: no.",
            "2017",
            "",
            "By the time he left, it was over",
            "By Moscow’s reckoning, it was over.",
        ] {
            assert!(!is_header(line), "{line}");
        }
    }

    #[test]
    fn lists_of_names_are_cut_with_care() {
        assert_eq!(names("By Anna Petrova, Li Wei and John Roe"), ["Anna Petrova", "Li Wei", "John Roe"]);
        assert_eq!(names("Roe, John"), ["Roe, John"]);
        assert_eq!(names("John Roe, Reuters"), ["John Roe, Reuters"]);
    }
}
