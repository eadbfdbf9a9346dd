//! The bundled queries: `queries/*.rq`, embedded. The head of each file says in comments what it answers:
//!
//! ```sparql
//! # title: Who claims a territory
//! # group: disputes and claims
//! # question: Who claims the territory, and where does it stand?
//! # param territory: place = "Kuril Islands"
//! ```
//!
//! A type with `?` marks a parameter that may be left out.

use super::QueryError;
use crate::knowledge::spelling::near;
use rust_embed::RustEmbed;
use std::sync::LazyLock;

#[derive(RustEmbed)]
#[folder = "queries/"]
struct Files;

/// The groups that queries are listed under, in order.
pub const GROUPS: [&str; 5] = ["disputes and claims", "sanctions", "energy", "diplomacy and military", "provenance and quality"];

/// A bundled query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bundled {
    /// The name that it is asked by.
    pub name: String,
    /// Its title.
    pub title: String,
    /// The group that it is listed under.
    pub group: String,
    /// The question that it answers, in plain words.
    pub question: String,
    /// What it takes.
    pub parameters: Vec<Parameter>,
    /// Its SPARQL.
    pub text: String,
}

/// A parameter of a bundled query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parameter {
    /// Its name, which is also the variable's.
    pub name: String,
    /// What its value is.
    pub kind: Kind,
    /// Whether it may be left out.
    pub optional: bool,
    /// An example.
    pub example: String,
}

/// What the value of a parameter is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Anything by its name.
    Entity,
    /// Someone who acts: a capital's name means its state.
    Actor,
    /// Somewhere: a capital's name means the city.
    Place,
    /// A term of the ontology by its local name.
    Term,
    /// A document by its source name.
    Document,
    /// Words.
    Text,
}

const KINDS: [(&str, Kind); 6] = [
    ("entity", Kind::Entity),
    ("actor", Kind::Actor),
    ("place", Kind::Place),
    ("term", Kind::Term),
    ("document", Kind::Document),
    ("text", Kind::Text),
];

impl Kind {
    /// Its name in the head of a query.
    #[must_use]
    pub fn name(self) -> &'static str {
        KINDS.iter().find(|row| row.1 == self).map_or("", |row| row.0)
    }
}

static CATALOG: LazyLock<Vec<Result<Bundled, QueryError>>> = LazyLock::new(load);

fn load() -> Vec<Result<Bundled, QueryError>> {
    let mut paths: Vec<_> = Files::iter().filter(|path| path.ends_with(".rq")).collect();
    paths.sort();
    let files = paths.iter().filter_map(|path| Some((path, Files::get(path)?)));
    files.map(|(path, file)| read(path, &String::from_utf8_lossy(&file.data))).collect()
}

fn read(path: &str, text: &str) -> Result<Bundled, QueryError> {
    let name = path.trim_end_matches(".rq");
    parse(name, text).map_err(|message| QueryError::Head { name: name.to_owned(), message })
}

fn parse(name: &str, text: &str) -> Result<Bundled, String> {
    let head: Vec<&str> = text.lines().map_while(|line| line.strip_prefix("# ")).collect();
    let entry = |key: &str| {
        let prefix = format!("{key}: ");
        let found = head.iter().find_map(|line| line.strip_prefix(&prefix));
        found.map(ToOwned::to_owned).ok_or_else(|| format!("its head lacks the line \"# {key}: …\""))
    };
    let parameters = head.iter().filter_map(|line| line.strip_prefix("param ")).map(parameter);
    let group = entry("group")?;
    if !GROUPS.contains(&group.as_str()) {
        return Err(format!("group {group:?} is none of {}", GROUPS.join(", ")));
    }
    Ok(Bundled {
        name: name.to_owned(),
        title: entry("title")?,
        group,
        question: entry("question")?,
        parameters: parameters.collect::<Result<_, _>>()?,
        text: text.to_owned(),
    })
}

/// Reads `territory: place? = "Kuril Islands"`.
fn parameter(line: &str) -> Result<Parameter, String> {
    let form = || format!("param {line}: not of the form NAME: TYPE = \"EXAMPLE\"");
    let (name, rest) = line.split_once(": ").ok_or_else(form)?;
    let (kind, example) = rest.split_once(" = ").ok_or_else(form)?;
    let example = example.trim().strip_prefix('"').and_then(|e| e.strip_suffix('"')).ok_or_else(form)?;
    let plain = kind.trim_end_matches('?');
    let kinds = || KINDS.map(|row| row.0).join(", ");
    let found = KINDS.iter().find(|row| row.0 == plain);
    let found = found.ok_or_else(|| format!("param {name}: type {plain} is none of {}", kinds()))?;
    Ok(Parameter { name: name.to_owned(), kind: found.1, optional: kind.ends_with('?'), example: example.to_owned() })
}

/// All bundled queries, by group and name.
///
/// # Errors
/// If the head of one is wrong.
pub fn all() -> Result<Vec<&'static Bundled>, QueryError> {
    let mut queries = Vec::new();
    for entry in CATALOG.iter() {
        match entry {
            Ok(query) => queries.push(query),
            Err(QueryError::Head { name, message }) => {
                return Err(QueryError::Head { name: name.clone(), message: message.clone() });
            }
            Err(_) => {}
        }
    }
    queries.sort_by_key(|query| GROUPS.iter().position(|group| *group == query.group));
    Ok(queries)
}

/// A bundled query by its name.
///
/// # Errors
/// If there is none of this name.
pub fn find(name: &str) -> Result<&'static Bundled, QueryError> {
    let queries = all()?;
    let names = || queries.iter().map(|query| query.name.as_str());
    let unknown = || QueryError::UnknownQuery { name: name.to_owned(), near: near(name, names()) };
    queries.iter().find(|query| query.name == name).copied().ok_or_else(unknown)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_terms_that_queries_name_are_declared() {
        let terms = crate::knowledge::Ontology::embedded().expect("the embedded ontology").terms();
        for query in all().expect("the bundled queries") {
            let named =
                query.text.split("dm:").skip(1).map(|rest| rest.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default());
            for local in named.filter(|local| !local.is_empty()) {
                assert!(
                    terms.get(&format!("{}{local}", crate::knowledge::vocabulary::dm::NS)).is_some(),
                    "{}: dm:{local}",
                    query.name
                );
            }
        }
    }

    #[test]
    fn every_bundled_query_has_a_head_and_is_sparql() {
        let queries = all().expect("heads");
        for query in &queries {
            assert!(query.question.ends_with('?'), "{}", query.name);
            let parser = spargebra::SparqlParser::new().with_base_iri("https://example.org/").expect("an IRI");
            let parsed = parser.parse_query(&query.text);
            assert!(parsed.is_ok(), "{}: {:?}", query.name, parsed.err());
            for parameter in &query.parameters {
                assert!(query.text.contains(&format!("?{}", parameter.name)), "{} {}", query.name, parameter.name);
            }
        }
        assert!(GROUPS.iter().all(|group| queries.iter().any(|query| query.group == *group)));
    }

    #[test]
    fn heads_that_are_wrong_say_how() {
        assert!(parse("x", "# title: T\nSELECT").is_err_and(|e| e.contains("group")));
        assert!(parameter("who: nobody = \"x\"").is_err_and(|e| e.contains("entity, actor")));
        assert!(parameter("who").is_err());
    }

    #[test]
    fn a_misspelt_name_is_answered_with_the_near_one() {
        let error = find("who-claim").expect_err("unknown").to_string();
        assert!(error.contains("did you mean who-claims?"), "{error}");
    }
}
