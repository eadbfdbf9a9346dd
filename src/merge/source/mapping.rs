//! What the columns of a table mean: rules from the command line (`--map name=rdfs:label@en`), or a metadata file of W3C's "CSV on
//! the Web", as far as it says what triples a row gives.
//!
//! A rule is COLUMN=MEANING. MEANING is `@id` (the row's subject), `@type`, or a property: a prefixed name or an IRI. It may be
//! followed by `@LANG`, by `^^TYPE`, or by a template in brackets for values that are IRIs: `country=wdt:P17(wd:{})`. Without a
//! column it holds for each row: `=@type(schema:Person)`.

use super::super::MergeError;
use crate::graph::vocab::{PREFIXES, ftm, gn, rdf, wgs84, wikidata, xsd};
use oxigraph::model::NamedNode;
use serde_json::Value;
use std::path::Path;
use thiserror::Error;

/// What is wrong with a mapping.
#[derive(Debug, Error)]
pub enum MappingError {
    /// A rule that cannot be read.
    #[error("--map {rule}: {reason}; give COLUMN=PROPERTY, like name=rdfs:label@en, or a CSVW metadata file")]
    Rule {
        /// The rule.
        rule: String,
        /// What is wrong.
        reason: String,
    },
    /// A metadata file that cannot be read.
    #[error("{place}: no CSVW metadata ({reason}); it needs a tableSchema with columns that have titles and a propertyUrl")]
    Metadata {
        /// Where.
        place: String,
        /// What is wrong.
        reason: String,
    },
    /// A table without a mapping.
    #[error(
        "{place}: nothing says what its columns mean; give --map COLUMN=PROPERTY for each that counts, its columns are {columns}"
    )]
    Unmapped {
        /// Where.
        place: String,
        /// The columns that it has.
        columns: String,
    },
    /// A column that the table lacks.
    #[error("{place}: there is no column {column:?}, its columns are {columns}; correct --map, or the delimiter in the metadata")]
    NoColumn {
        /// Where.
        place: String,
        /// The column.
        column: String,
        /// The columns that it has.
        columns: String,
    },
}

/// Prefixes beyond those of exports.
const MORE_PREFIXES: &[(&str, &str)] = &[
    ("wdt", wikidata::DIRECT),
    ("p", wikidata::CLAIM),
    ("ps", wikidata::VALUE),
    ("pq", wikidata::QUALIFIER),
    ("gn", gn::NS),
    ("wgs84", wgs84::NS),
    ("ftm", ftm::NS),
    ("foaf", "http://xmlns.com/foaf/0.1/"),
];

/// What the columns of a table mean.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Mapping {
    /// What makes the subject of a row.
    pub(super) subject: Option<Subject>,
    pub(super) columns: Vec<Column>,
    /// The delimiter, if the metadata tells it.
    pub(super) delimiter: Option<u8>,
    /// How it was told, for the record.
    told: Vec<String>,
}

/// What makes the subject of a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Subject {
    /// The column that `{}` stands for.
    pub(super) column: Option<String>,
    pub(super) template: Template,
}

/// A column, or a value that each row has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Column {
    /// What stands above it; none for what each row has.
    pub(super) title: Option<String>,
    pub(super) property: NamedNode,
    pub(super) kind: Kind,
    /// What stands between several values.
    pub(super) separator: Option<String>,
    /// Cells that say that there is no value, besides empty ones.
    pub(super) null: Vec<String>,
}

/// What a value is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Kind {
    Text,
    InLanguage(String),
    /// A date, a month or a year.
    Date,
    Typed(NamedNode),
    Iri(Template),
}

/// An IRI with places for cells: `{}` for the column's own, `{title}` for another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Template(pub(super) Vec<Part>);

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Part {
    Text(String),
    /// The column's own cell.
    Own,
    /// The cell of another column.
    Cell(String),
}

impl Mapping {
    /// Reads what the command line says: rules, and metadata files.
    ///
    /// # Errors
    /// If one of them cannot be read.
    pub fn new(told: &[String]) -> Result<Self, MergeError> {
        let mut mapping = Self::default();
        for one in told {
            if one.contains('=') {
                mapping.add_rule(one).map_err(|reason| MappingError::Rule { rule: one.clone(), reason })?;
                mapping.told.push(one.clone());
            } else {
                mapping.add_metadata(Path::new(one))?;
            }
        }
        Ok(mapping)
    }

    /// How it was told; a metadata file by what it says.
    #[must_use]
    pub fn told(&self) -> &[String] {
        &self.told
    }

    /// Whether it says nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.columns.is_empty()
    }

    /// The columns that a table must have.
    pub(super) fn titles(&self) -> impl Iterator<Item = &str> {
        let templates =
            self.columns.iter().filter_map(|column| if let Kind::Iri(template) = &column.kind { Some(template) } else { None });
        let named = templates.chain(self.subject.as_ref().map(|subject| &subject.template)).flat_map(Template::cells);
        let own = self.columns.iter().filter_map(|column| column.title.as_deref());
        own.chain(self.subject.as_ref().and_then(|subject| subject.column.as_deref())).chain(named)
    }

    fn add_rule(&mut self, rule: &str) -> Result<(), String> {
        let (title, meaning) = rule.split_once('=').ok_or("no = in it")?;
        let (meaning, template) = match meaning.strip_suffix(')').and_then(|rest| rest.split_once('(')) {
            Some((meaning, template)) => (meaning, Some(Template::parse(template)?)),
            None => (meaning, None),
        };
        let title = (!title.is_empty()).then(|| title.to_owned());
        if meaning == "@id" {
            self.subject = Some(Subject { column: title, template: template.unwrap_or_else(Template::own) });
            return Ok(());
        }
        let (property, kind) = match (meaning, template) {
            ("@type", template) => (rdf::TYPE.into_owned(), Kind::Iri(template.unwrap_or_else(Template::own))),
            (property, Some(template)) => (iri(property)?, Kind::Iri(template)),
            (meaning, None) => property(meaning)?,
        };
        if title.is_none() && !matches!(&kind, Kind::Iri(template) if !template.0.contains(&Part::Own)) {
            return Err("without a column it needs a value in brackets".to_owned());
        }
        self.columns.push(Column { title, property, kind, separator: None, null: Vec::new() });
        Ok(())
    }

    fn add_metadata(&mut self, path: &Path) -> Result<(), MergeError> {
        let place = path.display().to_string();
        let text = std::fs::read_to_string(path).map_err(|source| MergeError::Read { place: place.clone(), source })?;
        let failed = |reason: String| MappingError::Metadata { place: place.clone(), reason };
        let value: Value = serde_json::from_str(&text).map_err(|error| failed(error.to_string()))?;
        super::csvw::read(&value, self).map_err(failed)?;
        self.told.push(value.to_string());
        Ok(())
    }
}

/// `rdfs:label`, `rdfs:label@en`, `dct:issued^^date`.
fn property(meaning: &str) -> Result<(NamedNode, Kind), String> {
    if let Some((property, datatype)) = meaning.split_once("^^") {
        return Ok((iri(property)?, kind(datatype)?));
    }
    match meaning.rsplit_once('@').filter(|(_, language)| is_language(language)) {
        Some((property, language)) => Ok((iri(property)?, Kind::InLanguage(language.to_lowercase()))),
        None => Ok((iri(meaning)?, Kind::Text)),
    }
}

fn is_language(tag: &str) -> bool {
    tag.split('-').all(|part| (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric()))
}

/// What values of a datatype are, by its name with or without `xsd:`.
pub(super) fn kind(datatype: &str) -> Result<Kind, String> {
    let local = datatype.strip_prefix("xsd:").or_else(|| datatype.strip_prefix(xsd::NS)).unwrap_or(datatype);
    Ok(match local {
        "string" => Kind::Text,
        "date" | "gYear" | "gYearMonth" => Kind::Date,
        "iri" | "anyURI" => Kind::Iri(Template::own()),
        "integer" | "decimal" | "boolean" | "dateTime" => Kind::Typed(NamedNode::new_unchecked(format!("{}{local}", xsd::NS))),
        "double" | "number" | "float" => Kind::Typed(xsd::DECIMAL.into_owned()),
        _ => {
            return Err(format!(
                "values of type {datatype} are not read; known are string, date, integer, decimal, boolean, dateTime, iri"
            ));
        }
    })
}

/// An IRI, or a prefixed name of a known prefix.
pub(super) fn iri(name: &str) -> Result<NamedNode, String> {
    let name = name.strip_prefix('<').and_then(|name| name.strip_suffix('>')).unwrap_or(name);
    let expanded = expanded(name);
    let known = expanded != name || name.contains("://") || name.starts_with("urn:");
    let node = NamedNode::new(expanded).ok().filter(|_| known);
    node.ok_or_else(|| {
        format!(
            "{name:?} is no IRI, nor a name with a known prefix ({})",
            prefixes().map(|(prefix, _)| prefix).collect::<Vec<_>>().join(", ")
        )
    })
}

fn prefixes() -> impl Iterator<Item = (&'static str, &'static str)> {
    PREFIXES.iter().chain(MORE_PREFIXES).copied()
}

fn expanded(name: &str) -> String {
    let known = name.split_once(':').and_then(|(prefix, local)| {
        let space = prefixes().find(|(known, _)| *known == prefix)?.1;
        (!local.starts_with("//")).then(|| format!("{space}{local}"))
    });
    known.unwrap_or_else(|| name.to_owned())
}

impl Template {
    /// The cell as it is.
    pub(super) fn own() -> Self {
        Self(vec![Part::Own])
    }

    /// Reads a template; its prefix may be one that is known.
    pub(super) fn parse(template: &str) -> Result<Self, String> {
        let expanded = expanded(template);
        let (mut parts, mut rest) = (Vec::new(), expanded.as_str());
        while let Some((text, after)) = rest.split_once('{') {
            let (name, after) = after.split_once('}').ok_or_else(|| format!("{template:?}: {{ without }}"))?;
            if !text.is_empty() {
                parts.push(Part::Text(text.to_owned()));
            }
            let name = name.strip_prefix('+').unwrap_or(name);
            parts.push(if name.is_empty() { Part::Own } else { Part::Cell(name.to_owned()) });
            rest = after;
        }
        if !rest.is_empty() {
            parts.push(Part::Text(rest.to_owned()));
        }
        if parts.is_empty() { Err("an empty template".to_owned()) } else { Ok(Self(parts)) }
    }

    fn cells(&self) -> impl Iterator<Item = &str> {
        self.0.iter().filter_map(|part| if let Part::Cell(name) = part { Some(name.as_str()) } else { None })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reason(rule: &str) -> String {
        Mapping::new(&[rule.to_owned()]).expect_err(rule).to_string()
    }

    #[test]
    fn rules_say_what_a_column_means() {
        let rules = [
            "qid=@id(wd:{})",
            "name=rdfs:label@en",
            "born=schema:birthDate^^date",
            "state=wdt:P27(wd:{})",
            "=@type(schema:Person)",
            "note=<http://e/note>",
        ];
        let mapping = Mapping::new(&rules.map(str::to_owned)).expect("rules");
        let subject = mapping.subject.as_ref().expect("a subject");
        assert_eq!(subject.template.0, [Part::Text("http://www.wikidata.org/entity/".into()), Part::Own]);
        let kinds: Vec<_> = mapping.columns.iter().map(|column| &column.kind).collect();
        assert!(
            matches!(kinds[..], [Kind::InLanguage(tag), Kind::Date, Kind::Iri(_), Kind::Iri(_), Kind::Text] if tag == "en"),
            "{kinds:?}"
        );
        assert_eq!(mapping.titles().collect::<Vec<_>>(), ["name", "born", "state", "note", "qid"]);
    }

    #[test]
    fn rules_that_mean_nothing_are_refused() {
        assert!(reason("name=label").contains("is no IRI, nor a name with a known prefix"));
        assert!(reason("name=nope:label").contains("known prefix"));
        assert!(reason("born=schema:birthDate^^moment").contains("values of type moment"));
        assert!(reason("=rdfs:label").contains("without a column"));
        assert!(reason("a=@id(wd:{)").contains("without }"));
    }
}
