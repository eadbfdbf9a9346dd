//! What a store has names for, for those who mistype one.

use super::{KnowledgeBase, StoreError};
use crate::graph::vocab::dm;
use oxigraph::model::{NamedNodeRef, NamedOrBlankNode, Term};
use std::collections::BTreeSet;

impl KnowledgeBase {
    /// All that a property names things by, in any graph but those of external sources.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn names(&self, property: NamedNodeRef<'_>) -> Result<BTreeSet<String>, StoreError> {
        let mut names = BTreeSet::new();
        for quad in self.own_quads(property) {
            if let Term::Literal(name) = quad.map_err(|error| self.failed(error))?.object {
                names.insert(name.destruct().0);
            }
        }
        Ok(names)
    }

    /// The local names of the ontology's terms; none if the store has no ontology.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn terms(&self) -> Result<BTreeSet<String>, StoreError> {
        let mut terms = BTreeSet::new();
        for quad in self.quads_of(&self.minter.graph("ontology")) {
            if let NamedOrBlankNode::NamedNode(node) = quad?.subject
                && let Some(local) = node.as_str().strip_prefix(dm::NS)
            {
                terms.insert(local.to_owned());
            }
        }
        Ok(terms)
    }
}
