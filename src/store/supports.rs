//! Which assertions a direct triple stands for: the rule of `direct.rq` once more, asked for what it found instead of
//! what follows from it.

use super::direct::rule;
use super::{KnowledgeBase, StoreError};
use crate::graph::context::{Direct, SituationType};
use oxigraph::model::{NamedNode, NamedOrBlankNode, Term, Triple, Variable};
use oxigraph::sparql::{QueryEvaluationError, QueryResults, QuerySolution, SparqlEvaluator};
use spargebra::Query;
use spargebra::algebra::GraphPattern;
use std::collections::{BTreeSet, HashMap};

/// The assertions that each direct triple stands for.
pub type Supports = HashMap<Triple, BTreeSet<NamedNode>>;

impl KnowledgeBase {
    /// The assertions behind the direct triples of these types.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn supports(&self, types: &[SituationType]) -> Result<Supports, StoreError> {
        let mut supports = Supports::new();
        for (class, direct) in types.iter().flat_map(|class| class.direct.iter().map(move |direct| (class, direct))) {
            self.add_supports(class, direct, &mut supports).map_err(|error| self.query_failed(error))?;
        }
        Ok(supports)
    }

    fn add_supports(&self, class: &SituationType, direct: &Direct, supports: &mut Supports) -> Result<(), QueryEvaluationError> {
        let query = as_select(rule(class, direct)?);
        let QueryResults::Solutions(rows) = SparqlEvaluator::new().for_query(query).on_store(self.store()).execute()? else {
            return Ok(());
        };
        let property = class.iri(&direct.property);
        for row in rows {
            let row = row?;
            if let (Some(subject), Some(object), Some(assertion)) =
                (node(&row, "subject"), row.get("object"), node(&row, "assertion"))
            {
                let triple = Triple::new(NamedOrBlankNode::from(subject), property.clone(), object.clone());
                supports.entry(triple).or_default().insert(assertion);
            }
        }
        Ok(())
    }
}

/// The same pattern, asked for the assertion and the ends of the triple.
fn as_select(query: Query) -> Query {
    match query {
        Query::Construct { dataset, pattern, base_iri, .. } => {
            let variables = ["assertion", "subject", "object"].map(Variable::new_unchecked).to_vec();
            Query::Select { dataset, pattern: GraphPattern::Project { inner: Box::new(pattern), variables }, base_iri }
        }
        other => other,
    }
}

fn node(row: &QuerySolution, name: &str) -> Option<NamedNode> {
    if let Some(Term::NamedNode(node)) = row.get(name) { Some(node.clone()) } else { None }
}
