//! What a store holds, in figures.

use super::{KnowledgeBase, StoreError};
use crate::graph::vocab::{dm, itsrdf, rdf};
use oxigraph::model::{GraphNameRef, Term};
use oxigraph::sparql::{QueryEvaluationError, QueryResults, QuerySolution, SparqlEvaluator};
use oxigraph::store::StorageError;
use std::collections::HashMap;

/// What a store holds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Summary {
    /// Documents.
    pub documents: usize,
    /// Quads in all graphs.
    pub quads: usize,
    /// Entities of the gazetteer that are mentioned.
    pub linked: usize,
    /// How often they are mentioned.
    pub linked_mentions: usize,
    /// Entities that the gazetteer lacks and that are mentioned.
    pub unlinked: usize,
    /// How often they are mentioned.
    pub unlinked_mentions: usize,
    /// Citations.
    pub citations: usize,
    /// Assertions by class, polarity and modality, sorted.
    pub assertions: Vec<AssertionCount>,
    /// Direct triples.
    pub direct: usize,
}

/// How many assertions there are of one sort. Names are local names of the ontology.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct AssertionCount {
    /// The class of situation.
    pub class: String,
    /// `Affirmed` or `Negated`.
    pub polarity: String,
    /// `Actual`, `Planned` …
    pub modality: String,
    /// How many.
    pub count: usize,
}

const BY_CLASS: &str = "PREFIX dm: <https://w3id.org/demarche/ontology#>
    SELECT ?class ?polarity ?modality (COUNT(DISTINCT ?assertion) AS ?count) {
      GRAPH ?document {
        ?assertion dm:states ?situation ; dm:polarity ?polarity ; dm:modality ?modality .
        ?situation a ?class
      }
    } GROUP BY ?class ?polarity ?modality";

impl KnowledgeBase {
    /// Counts what it holds.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn summary(&self) -> Result<Summary, StoreError> {
        let mut summary = self.counts().map_err(|error| self.failed(error))?;
        summary.assertions = self.by_class().map_err(|error| self.query_failed(error))?;
        Ok(summary)
    }

    fn counts(&self) -> Result<Summary, StorageError> {
        let direct = self.minter.graph("direct");
        let direct = GraphNameRef::NamedNode(direct.as_ref());
        let mut summary = Summary {
            documents: self.subjects(rdf::TYPE, dm::DOCUMENT.into())?.len(),
            citations: self.subjects(rdf::TYPE, dm::CITATION_CLASS.into())?.len(),
            quads: self.store.len()?,
            direct: self.store.quads_for_pattern(None, None, None, Some(direct)).count(),
            ..Summary::default()
        };
        self.count_mentions(&mut summary)?;
        Ok(summary)
    }

    fn count_mentions(&self, summary: &mut Summary) -> Result<(), StorageError> {
        let mut mentions: HashMap<Term, usize> = HashMap::new();
        for quad in self.store.quads_for_pattern(None, Some(itsrdf::TA_IDENT_REF), None, None) {
            *mentions.entry(quad?.object).or_default() += 1;
        }
        let unlinked = self.subjects(rdf::TYPE, dm::UNLINKED.into())?;
        for (entity, count) in mentions {
            let is_unlinked = matches!(entity, Term::NamedNode(node) if unlinked.contains(&node.clone().into()));
            if is_unlinked {
                summary.unlinked += 1;
                summary.unlinked_mentions += count;
            } else {
                summary.linked += 1;
                summary.linked_mentions += count;
            }
        }
        Ok(())
    }

    fn by_class(&self) -> Result<Vec<AssertionCount>, QueryEvaluationError> {
        let query = SparqlEvaluator::new().parse_query(BY_CLASS);
        let query = query.map_err(|error| QueryEvaluationError::Unexpected(error.into()))?;
        let QueryResults::Solutions(rows) = query.on_store(&self.store).execute()? else {
            return Ok(Vec::new());
        };
        let mut counts = rows.map(|row| Ok(count(&row?))).collect::<Result<Vec<_>, QueryEvaluationError>>()?;
        counts.sort();
        Ok(counts)
    }
}

fn count(row: &QuerySolution) -> AssertionCount {
    let local = |name: &str| match row.get(name) {
        Some(Term::NamedNode(node)) => node.as_str().rsplit(['#', '/']).next().unwrap_or_default().to_owned(),
        _ => String::new(),
    };
    let number = match row.get("count") {
        Some(Term::Literal(literal)) => literal.value().parse().unwrap_or_default(),
        _ => 0,
    };
    AssertionCount { class: local("class"), polarity: local("polarity"), modality: local("modality"), count: number }
}
