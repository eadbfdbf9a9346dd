//! The bundled queries: `queries/*.rq`, embedded. The head of each file says what it answers ([`super::header`]).

use super::QueryError;
use super::header::{self, Headed};
use crate::knowledge::spelling::near;
use rust_embed::RustEmbed;
use std::sync::LazyLock;

#[derive(RustEmbed)]
#[folder = "queries/"]
struct Files;

/// The groups that queries are listed under, in order.
pub const GROUPS: [&str; 6] =
    ["disputes and claims", "sanctions", "energy", "diplomacy and military", "merged sources", "provenance and quality"];

static CATALOG: LazyLock<Result<Vec<Headed>, (String, String)>> = LazyLock::new(load);

/// Reads the embedded files: the queries by group and name, or the first one with a fault and what that is.
fn load() -> Result<Vec<Headed>, (String, String)> {
    let mut queries = Vec::new();
    for path in Files::iter().filter(|path| path.ends_with(".rq")) {
        let name = path.trim_end_matches(".rq");
        let text = Files::get(&path).map(|file| String::from_utf8_lossy(&file.data).into_owned());
        let query = header::bundled(name, &text.unwrap_or_default());
        queries.push(query.map_err(|message| (name.to_owned(), message))?);
    }
    let group = |query: &Headed| GROUPS.iter().position(|group| *group == query.group);
    queries.sort_by(|a, b| (group(a), &a.name).cmp(&(group(b), &b.name)));
    Ok(queries)
}

/// All bundled queries, by group and name.
///
/// # Errors
/// If the head of one is wrong.
pub fn all() -> Result<&'static [Headed], QueryError> {
    CATALOG
        .as_deref()
        .map_err(|(name, message)| QueryError::Head { name: format!("queries/{name}.rq"), message: message.clone() })
}

/// A bundled query by its name.
///
/// # Errors
/// If there is none of this name.
pub fn find(name: &str) -> Result<&'static Headed, QueryError> {
    let queries = all()?;
    let names = || queries.iter().map(|query| query.name.as_str());
    let unknown = || QueryError::UnknownQuery { name: name.to_owned(), near: near(name, names()) };
    queries.iter().find(|query| query.name == name).ok_or_else(unknown)
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
        for query in queries {
            assert!(query.question.ends_with('?'), "{}", query.name);
            assert!(!query.results.is_empty(), "{}: its head names no result that the samples give", query.name);
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
    fn a_misspelt_name_is_answered_with_the_near_one() {
        let error = find("who-claim").expect_err("unknown").to_string();
        assert!(error.contains("did you mean who-claims?"), "{error}");
    }
}
