//! The direct triples (`ent:japan dm:claimsTerritory ent:kuril-islands`): derived from the
//! assertions by the rule in `direct.rq`, once for each situation type that has a direct property.

use super::bind::Bindings;
use super::{KnowledgeBase, StoreError};
use crate::graph::context::{Direct, SituationType};
use crate::graph::sorted;
use oxigraph::model::{Literal, Quad, Triple};
use oxigraph::sparql::{QueryEvaluationError, QueryResults, SparqlEvaluator};
use oxigraph::store::StorageError;
use spargebra::{Query, SparqlParser};

const RULE: &str = include_str!("direct.rq");

impl KnowledgeBase {
    /// Brings the graph of direct triples up to date with the documents, in one transaction that
    /// changes only what differs; gives the number of direct triples.
    ///
    /// # Errors
    /// If the store cannot be read or written; the graph is then as it was before.
    pub fn derive_direct(&self, types: &[&SituationType]) -> Result<usize, StoreError> {
        let graph = self.minter.graph("direct");
        let mut quads = Vec::new();
        for (class, direct) in types.iter().flat_map(|class| class.direct.iter().map(|direct| (*class, direct))) {
            let triples = self.apply(class, direct).map_err(|error| self.query_failed(error))?;
            quads.extend(triples.into_iter().map(|triple| triple.in_graph(graph.clone())));
        }
        let quads = sorted(quads);
        self.write_direct(&graph, &quads).map_err(|error| self.failed(error))?;
        Ok(quads.len())
    }

    fn write_direct(&self, graph: &oxigraph::model::NamedNode, quads: &[Quad]) -> Result<(), StorageError> {
        self.replace_graph(graph, quads, None)?;
        self.store.remove(&self.out_of_date())
    }

    /// What the rule gives for one situation type.
    fn apply(&self, class: &SituationType, direct: &Direct) -> Result<Vec<Triple>, QueryEvaluationError> {
        let query = rule(class, direct)?;
        match SparqlEvaluator::new().for_query(query).on_store(&self.store).execute()? {
            QueryResults::Graph(triples) => triples.collect(),
            QueryResults::Solutions(_) | QueryResults::Boolean(_) => Ok(Vec::new()),
        }
    }

    pub(super) fn query_failed(&self, source: QueryEvaluationError) -> StoreError {
        StoreError::Query { place: self.place.clone(), source }
    }
}

/// The rule for one situation type.
pub(super) fn rule(class: &SituationType, direct: &Direct) -> Result<Query, QueryEvaluationError> {
    let rule = SparqlParser::new().parse_query(RULE);
    let rule = rule.map_err(|error| QueryEvaluationError::Unexpected(error.into()))?;
    let bindings = Bindings::default()
        .with("class", class.iri(&class.class))
        .with("property", class.iri(&direct.property))
        .with("subjectRole", class.iri(&direct.subject))
        .with("objectRole", class.iri(&direct.object))
        .with("selfVouched", Literal::from(direct.self_vouched));
    Ok(bindings.apply(rule))
}
