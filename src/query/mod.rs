//! Questions to the graph: bundled queries with parameters, and queries of the user's own.
//!
//! A bundled query is one file in `queries/` whose head says what it answers and what it takes
//! ([`catalog`]). Parameters are names as people write them; they are looked up ([`param`]) and bound in the
//! algebra. The default graph is the union of all graphs. [`results`] writes what comes out, [`table`]
//! for people with [`labels`] in the place of IRIs.

pub mod catalog;
mod error;
mod labels;
pub mod names;
pub mod param;
mod results;
mod table;

pub use error::QueryError;
pub use labels::Labels;
pub use results::{Format, write};
pub use table::{Table, wrap};

use crate::graph::vocab::PREFIXES;
use crate::store::KnowledgeBase;
use catalog::Bundled;
use oxigraph::sparql::{QueryResults, SparqlEvaluator};
use param::Resolver;
use spargebra::{Query, SparqlParser};

/// Answers a bundled query. Parameters are pairs of name and value; what resolving them made worth
/// telling is added to `notes`.
///
/// # Errors
/// If a parameter is unknown, missing or names nothing, or if the store cannot be read.
pub fn ask(
    base: &KnowledgeBase,
    query: &Bundled,
    parameters: &[(String, String)],
    resolver: &Resolver<'_>,
    notes: &mut Vec<String>,
) -> Result<QueryResults<'static>, QueryError> {
    let bindings = param::bind(base, query, parameters, resolver, notes)?;
    let parsed = parse(base, &query.text)?;
    evaluate(base, bindings.apply(parsed))
}

/// Answers a query in SPARQL. The prefixes of exports need not be declared; relative IRIs are under the base.
///
/// # Errors
/// If it is no SPARQL, or the store cannot be read.
pub fn ask_sparql(base: &KnowledgeBase, text: &str) -> Result<QueryResults<'static>, QueryError> {
    evaluate(base, parse(base, text)?)
}

fn parse(base: &KnowledgeBase, text: &str) -> Result<Query, QueryError> {
    let data = base.minter().base();
    let mut parser = SparqlParser::new().with_base_iri(data).map_err(QueryError::base)?;
    for (prefix, namespace) in PREFIXES {
        parser = parser.with_prefix(*prefix, *namespace).map_err(QueryError::base)?;
    }
    parser = parser.with_prefix("ent", format!("{data}entity/")).map_err(QueryError::base)?;
    parser.parse_query(text).map_err(|error| QueryError::syntax(text, &error))
}

fn evaluate(base: &KnowledgeBase, query: Query) -> Result<QueryResults<'static>, QueryError> {
    let union = query.dataset().is_none();
    let mut prepared = SparqlEvaluator::new().for_query(query);
    if union {
        prepared.dataset_mut().set_default_graph_as_union();
    }
    Ok(prepared.on_store(base.store()).execute()?)
}
