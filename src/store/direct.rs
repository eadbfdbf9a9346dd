//! The direct triples (`ent:japan dm:claimsTerritory ent:kuril-islands`): derived from the
//! assertions by the rule in `direct.rq`, once for each situation type that has a direct property.

use super::bind::Bindings;
use super::{KnowledgeBase, StoreError};
use crate::graph::context::{Direct, SituationType};
use crate::graph::sorted;
use crate::graph::vocab::dm;
use crate::knowledge::ontology::local_name;
use oxigraph::model::{Literal, Quad, Term, Triple};
use oxigraph::sparql::{QueryEvaluationError, QueryResults, QuerySolution, SparqlEvaluator};
use oxigraph::store::StorageError;
use spargebra::{Query, SparqlParser};

const RULE: &str = include_str!("direct.rq");

/// Sub-types have the direct properties of the type that they belong to.
const TYPES: &str = "PREFIX dm: <https://w3id.org/demarche/ontology#>
    PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
    SELECT DISTINCT ?class ?property ?subject ?object ?vouched ?identified {
      GRAPH ?ontology {
        ?type dm:directProperty ?property .
        ?property dm:directSubject ?subject ; dm:directObject ?object .
        ?class rdfs:subClassOf* ?type .
        OPTIONAL { ?type dm:selfVouched ?vouched }
        BIND (EXISTS { ?type dm:keyRole ?subject } && EXISTS { ?type dm:keyRole ?object } || NOT EXISTS { ?type dm:keyRole ?key }
              AS ?identified)
      }
    } ORDER BY ?class ?property";

impl KnowledgeBase {
    /// Brings the graph of direct triples up to date with the documents, in one transaction that
    /// changes only what differs; gives the number of direct triples.
    ///
    /// # Errors
    /// If the store cannot be read or written; the graph is then as it was before.
    pub fn derive_direct(&self, types: &[&SituationType]) -> Result<usize, StoreError> {
        let graph = self.minter.graph("direct");
        let triples = self.direct_triples(types)?;
        let quads = sorted(triples.into_iter().map(|triple| triple.in_graph(graph.clone())).collect());
        self.write_direct(&graph, &quads).map_err(|error| self.failed(error))?;
        Ok(quads.len())
    }

    /// What the rule gives for these situation types, whatever the graph of direct triples holds; triples may come twice.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn direct_triples(&self, types: &[&SituationType]) -> Result<Vec<Triple>, StoreError> {
        let mut triples = Vec::new();
        for (class, direct) in types.iter().flat_map(|class| class.direct.iter().map(|direct| (*class, direct))) {
            triples.extend(self.apply(class, direct).map_err(|error| self.query_failed(error))?);
        }
        Ok(triples)
    }

    /// The situation types that have direct properties, as the store's own graph of the ontology describes them: a store that
    /// was built with types of the user's keeps their direct triples whoever changes it.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn direct_types(&self) -> Result<Vec<SituationType>, StoreError> {
        self.read_types().map_err(|error| self.query_failed(error))
    }

    fn read_types(&self) -> Result<Vec<SituationType>, QueryEvaluationError> {
        let query = SparqlParser::new().parse_query(TYPES);
        let query = query.map_err(|error| QueryEvaluationError::Unexpected(error.into()))?;
        let query = Bindings::default().with("ontology", self.minter.graph("ontology")).apply(query);
        let QueryResults::Solutions(rows) = SparqlEvaluator::new().for_query(query).on_store(&self.store).execute()? else {
            return Ok(Vec::new());
        };
        rows.map(|row| Ok(situation_type(&row?))).collect()
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
        .with("selfVouched", Literal::from(direct.self_vouched))
        .with("identified", Literal::from(direct.identified));
    Ok(bindings.apply(rule))
}

fn situation_type(row: &QuerySolution) -> SituationType {
    let node = |name: &str| if let Some(Term::NamedNode(node)) = row.get(name) { Some(node) } else { None };
    let local = |name: &str| node(name).map(|node| local_name(node.as_str()).to_owned()).unwrap_or_default();
    let (subject, object) = (local("subject"), local("object"));
    let self_vouched = row.get("vouched").is_some() && local("vouched") == subject;
    let identified = row.get("identified") == Some(&Literal::from(true).into());
    let direct = vec![Direct { property: local("property"), subject, object, self_vouched, identified }];
    let named = ["class", "property", "subject", "object"].into_iter().filter_map(node);
    let foreign = named.filter(|node| !node.as_str().starts_with(dm::NS));
    let foreign = foreign.map(|node| (local_name(node.as_str()).to_owned(), node.clone())).collect();
    SituationType { class: local("class"), direct, foreign, ..SituationType::default() }
}
