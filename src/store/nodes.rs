//! Looking single things up, in the union of all graphs.

use super::{KnowledgeBase, StoreError};
use oxigraph::model::{NamedNode, NamedNodeRef, NamedOrBlankNode, NamedOrBlankNodeRef, Quad, Term};
use std::collections::HashSet;

impl KnowledgeBase {
    /// All quads, in no order.
    ///
    /// # Errors
    /// The iterator's items, if the store cannot be read.
    pub fn all(&self) -> impl Iterator<Item = Result<Quad, StoreError>> + '_ {
        self.store.iter().map(|quad| quad.map_err(|error| self.failed(error)))
    }

    /// Whether it holds a quad.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn contains(&self, quad: &Quad) -> Result<bool, StoreError> {
        self.store.contains(quad).map_err(|error| self.failed(error))
    }

    /// The subjects and objects of a property; pairs may come twice.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn pairs(&self, property: NamedNodeRef<'_>) -> Result<Vec<(NamedOrBlankNode, Term)>, StoreError> {
        let quads = self.store.quads_for_pattern(None, Some(property), None, None);
        quads.map(|quad| quad.map(|quad| (quad.subject, quad.object)).map_err(|error| self.failed(error))).collect()
    }

    /// What is said of a node; the same may come twice.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn about(&self, node: NamedOrBlankNodeRef<'_>) -> Result<Vec<(NamedNode, Term)>, StoreError> {
        let quads = self.store.quads_for_pattern(Some(node), None, None, None);
        quads.map(|quad| quad.map(|quad| (quad.predicate, quad.object)).map_err(|error| self.failed(error))).collect()
    }

    /// The quads of a node, in all graphs.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn quads_about(&self, node: &NamedNode) -> Result<Vec<Quad>, StoreError> {
        let quads = self.store.quads_for_pattern(Some(node.as_ref().into()), None, None, None);
        quads.map(|quad| quad.map_err(|error| self.failed(error))).collect()
    }

    /// The nodes that have this value of a property, each once and sorted.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn subjects_of(&self, property: NamedNodeRef<'_>, value: &Term) -> Result<Vec<Term>, StoreError> {
        let subjects = self.subjects(property, value.as_ref()).map_err(|error| self.failed(error))?;
        let mut subjects: Vec<Term> = subjects.into_iter().map(Term::from).collect();
        subjects.sort_by_cached_key(Term::to_string);
        Ok(subjects)
    }

    /// A value of a property: of several the first in order.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn value(&self, node: &NamedNode, property: NamedNodeRef<'_>) -> Result<Option<Term>, StoreError> {
        Ok(self.values(node, property)?.into_iter().next())
    }

    /// The values of a property, each once and sorted.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn values(&self, node: &NamedNode, property: NamedNodeRef<'_>) -> Result<Vec<Term>, StoreError> {
        let quads = self.store.quads_for_pattern(Some(node.as_ref().into()), Some(property), None, None);
        let values: HashSet<Term> =
            quads.map(|quad| quad.map(|quad| quad.object).map_err(|error| self.failed(error))).collect::<Result<_, _>>()?;
        let mut values: Vec<Term> = values.into_iter().collect();
        values.sort_by_cached_key(Term::to_string);
        Ok(values)
    }

    /// Whether a node is of a class.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn is_a(&self, node: &NamedNode, class: NamedNodeRef<'_>) -> Result<bool, StoreError> {
        Ok(self.values(node, crate::graph::vocab::rdf::TYPE)?.contains(&class.into_owned().into()))
    }
}
