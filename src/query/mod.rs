//! Questions to the graph: bundled queries with parameters, and queries of the user's own.
//!
//! A bundled query is one file in `queries/` whose [`header`] says what it answers and what it takes
//! ([`catalog`] lists them); a user's file may have the same. Parameters are names as people write them; they are
//! looked up ([`param`]) and bound in the algebra. The default graph is the union of all graphs. [`results`] writes what
//! comes out, [`table`] for people with [`labels`] in the place of IRIs; [`plan`] shows how it came about, [`limit`]
//! stops what takes too long, and [`syntax`] says where a text is no SPARQL.

pub mod catalog;
mod error;
pub mod header;
mod labels;
mod limit;
pub mod names;
pub mod param;
mod plan;
mod results;
mod situations;
mod syntax;
mod table;

pub use error::QueryError;
pub use labels::Labels;
pub use limit::within;
pub use results::{Format, Output, write};
pub use table::{Table, wrap};

use crate::graph::vocab::PREFIXES;
use crate::store::KnowledgeBase;
use header::Headed;
use oxigraph::model::{GraphName, NamedNode, NamedOrBlankNode};
use oxigraph::sparql::{BoundPreparedSparqlQuery, CancellationToken, QueryEvaluationError, QueryResults, SparqlEvaluator};
use param::Resolver;
use spargebra::{Query, SparqlParser};

/// A question ready to be put to a store.
#[derive(Clone)]
pub struct Question {
    query: Query,
    token: CancellationToken,
    /// The graphs that it sees, where not all.
    graphs: Option<Vec<NamedNode>>,
}

impl Question {
    /// A query with a head. Parameters are pairs of name and value; what resolving them made worth telling is added to
    /// `notes`.
    ///
    /// # Errors
    /// If it is no SPARQL, or a parameter is unknown, missing or names nothing, or the store cannot be read.
    pub fn headed(
        base: &KnowledgeBase,
        query: &Headed,
        parameters: &[(String, String)],
        resolver: &Resolver<'_>,
        notes: &mut Vec<String>,
    ) -> Result<Self, QueryError> {
        let parsed = parse(base, &query.text)?;
        let bindings = param::bind(base, query, parameters, resolver, notes)?;
        Ok(Self { query: bindings.apply(parsed), token: CancellationToken::new(), graphs: None })
    }

    /// A query in SPARQL. The prefixes of exports need not be declared; relative IRIs are under the base.
    ///
    /// # Errors
    /// If it is no SPARQL.
    pub fn sparql(base: &KnowledgeBase, text: &str) -> Result<Self, QueryError> {
        Ok(Self { query: parse(base, text)?, token: CancellationToken::new(), graphs: None })
    }

    /// Lets a token stop the evaluation ([`within`]).
    #[must_use]
    pub fn until(self, token: CancellationToken) -> Self {
        Self { token, ..self }
    }

    /// Lets it see these graphs only.
    #[must_use]
    pub fn seeing(self, graphs: Vec<NamedNode>) -> Self {
        Self { graphs: Some(graphs), ..self }
    }

    /// The answer.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn answer(self, base: &KnowledgeBase) -> Result<QueryResults<'static>, QueryError> {
        Ok(self.on(base).execute()?)
    }

    /// How the answer comes about: the plan with the rows and times of its steps. If the token stops it, as far as it got.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn explain(self, base: &KnowledgeBase) -> Result<String, QueryError> {
        let (results, explanation) = self.on(base).compute_statistics().explain();
        let stopped = match results.and_then(exhaust) {
            Err(QueryEvaluationError::Cancelled) => "stopped before its end: times and rows so far\n",
            other => other.map(|()| "")?,
        };
        Ok(format!("{stopped}{}", plan::render(&explanation, base)?))
    }

    fn on(self, base: &KnowledgeBase) -> BoundPreparedSparqlQuery<'static> {
        let union = self.query.dataset().is_none();
        let mut prepared = SparqlEvaluator::new().with_cancellation_token(self.token).for_query(self.query);
        match self.graphs {
            Some(graphs) => {
                let dataset = prepared.dataset_mut();
                dataset.set_default_graph(graphs.iter().cloned().map(GraphName::from).collect());
                dataset.set_available_named_graphs(graphs.into_iter().map(NamedOrBlankNode::from).collect());
            }
            None if union => prepared.dataset_mut().set_default_graph_as_union(),
            None => {}
        }
        prepared.on_store(base.store())
    }
}

/// Answers a query in SPARQL ([`Question::sparql`]).
///
/// # Errors
/// If it is no SPARQL, or the store cannot be read.
pub fn ask_sparql(base: &KnowledgeBase, text: &str) -> Result<QueryResults<'static>, QueryError> {
    Question::sparql(base, text)?.answer(base)
}

/// Reads results to their end.
fn exhaust(results: QueryResults<'_>) -> Result<(), QueryEvaluationError> {
    match results {
        QueryResults::Solutions(mut rows) => rows.try_for_each(|row| row.map(drop)),
        QueryResults::Graph(mut triples) => triples.try_for_each(|triple| triple.map(drop)),
        QueryResults::Boolean(_) => Ok(()),
    }
}

fn parse(base: &KnowledgeBase, text: &str) -> Result<Query, QueryError> {
    let data = base.minter().base();
    let mut parser = SparqlParser::new().with_base_iri(data).map_err(QueryError::base)?;
    for (prefix, namespace) in PREFIXES {
        parser = parser.with_prefix(*prefix, *namespace).map_err(QueryError::base)?;
    }
    parser = parser.with_prefix("ent", format!("{data}entity/")).map_err(QueryError::base)?;
    let parse = |text: &str| parser.clone().parse_query(text);
    parse(text).map_err(|error| syntax::explain(text, &error, parse))
}
