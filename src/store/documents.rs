//! The documents of a store: finding them by the names that people have for them, and taking them out again.
//!
//! All that a document says stands in its own graph, the entities that only documents name among it; one that another
//! document names too is described there as well. Taking the graph out therefore leaves nothing behind that
//! nobody speaks of, and takes nothing that somebody still does.

use super::{KnowledgeBase, StoreError};
use crate::graph::vocab::{dm, rdf, schema};
use crate::knowledge::spelling::near;
use oxigraph::model::{NamedNode, NamedNodeRef, NamedOrBlankNode, Quad, Term};
use oxigraph::store::StorageError;
use std::collections::{BTreeMap, BTreeSet};

/// A document of a store.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredDocument {
    /// The name of its source.
    pub name: String,
    /// Its IRI, which is also the name of its graph.
    pub iri: NamedNode,
}

impl KnowledgeBase {
    /// The documents, sorted by name.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn documents(&self) -> Result<Vec<StoredDocument>, StoreError> {
        let mut documents = self.valued(dm::SOURCE_NAME).map_err(|error| self.failed(error))?;
        documents.sort_by(|a, b| (&a.name, a.iri.as_str()).cmp(&(&b.name, b.iri.as_str())));
        documents.dedup();
        Ok(documents)
    }

    /// The nodes that have a property, with its value in the place of a name.
    fn valued(&self, property: NamedNodeRef<'_>) -> Result<Vec<StoredDocument>, StorageError> {
        let mut found = Vec::new();
        for quad in self.store.quads_for_pattern(None, Some(property), None, None) {
            let Quad { subject: NamedOrBlankNode::NamedNode(iri), object, .. } = quad? else { continue };
            let name = match object {
                Term::Literal(value) => value.value().to_owned(),
                Term::NamedNode(value) => value.as_str().to_owned(),
                _ => continue,
            };
            found.push(StoredDocument { name, iri });
        }
        Ok(found)
    }

    /// The document that is meant by its IRI, the name of its source, or its URL.
    ///
    /// # Errors
    /// If there is none or more than one, or the store cannot be read.
    pub fn document(&self, meant: &str) -> Result<NamedNode, StoreError> {
        let documents = self.documents()?;
        if let Some(document) = documents.iter().find(|document| document.iri.as_str() == meant) {
            return Ok(document.iri.clone());
        }
        let urls = self.valued(schema::URL).map_err(|error| self.failed(error))?;
        let named: Vec<&NamedNode> = documents.iter().chain(&urls).filter(|d| d.name == meant).map(|d| &d.iri).collect();
        match named.as_slice() {
            [one] => Ok((*one).clone()),
            [] => {
                let near = near(meant, documents.iter().map(|document| document.name.as_str()));
                Err(StoreError::NoSuchDocument { place: self.place.clone(), name: meant.to_owned(), near })
            }
            several => {
                let iris = several.iter().map(|iri| iri.as_str()).collect::<Vec<_>>().join(" or ");
                Err(StoreError::SeveralDocuments { place: self.place.clone(), name: meant.to_owned(), iris })
            }
        }
    }

    /// The assertions of each document, in no order of the text.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn assertions(&self) -> Result<BTreeMap<NamedNode, Vec<NamedNode>>, StoreError> {
        let mut found: BTreeMap<NamedNode, Vec<NamedNode>> = BTreeMap::new();
        for node in self.subjects_of(rdf::TYPE, &dm::ASSERTION.into_owned().into())? {
            if let Term::NamedNode(node) = node {
                let document = NamedNode::new_unchecked(node.as_str().split('#').next().unwrap_or_default());
                found.entry(document).or_default().push(node);
            }
        }
        Ok(found)
    }

    /// Takes documents out, all of them or none; the direct triples are then out of date until they are derived anew. Gives the
    /// number of quads that went.
    ///
    /// # Errors
    /// If the store cannot be read or written; what was there before is then unchanged.
    pub fn delete(&self, documents: &BTreeSet<NamedNode>) -> Result<usize, StoreError> {
        self.remove_graphs(documents).map_err(|error| self.failed(error))
    }

    fn remove_graphs(&self, graphs: &BTreeSet<NamedNode>) -> Result<usize, StorageError> {
        let mut transaction = self.store.start_transaction()?;
        let mut quads = 0;
        for graph in graphs {
            quads += self.graph(graph.as_ref())?.len();
            transaction.remove_named_graph(graph)?;
        }
        if quads > 0 {
            transaction.insert(&self.out_of_date());
        }
        transaction.commit()?;
        Ok(quads)
    }
}
