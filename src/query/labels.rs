//! Names in the place of IRIs.

use crate::graph::vocab::{PREFIXES, dct, dm, rdfs, skos};
use crate::store::KnowledgeBase;
use oxigraph::model::{NamedNode, Term};
use std::cell::RefCell;
use std::collections::HashMap;

/// Looks names up in a store, each once.
pub struct Labels<'a> {
    base: &'a KnowledgeBase,
    known: RefCell<HashMap<NamedNode, String>>,
}

impl<'a> Labels<'a> {
    /// The names in a store.
    #[must_use]
    pub fn new(base: &'a KnowledgeBase) -> Self {
        Self { base, known: RefCell::default() }
    }

    /// A term as people read it: a name if the store has one, else a short form of the IRI.
    #[must_use]
    pub fn term(&self, term: &Term) -> String {
        match term {
            Term::NamedNode(node) => self.node(node),
            Term::Literal(literal) => literal.value().to_owned(),
            other => other.to_string(),
        }
    }

    fn node(&self, node: &NamedNode) -> String {
        if let Some(label) = self.known.borrow().get(node) {
            return label.clone();
        }
        let label = self.look_up(node).unwrap_or_else(|| self.short(node));
        self.known.borrow_mut().insert(node.clone(), label.clone());
        label
    }

    fn look_up(&self, node: &NamedNode) -> Option<String> {
        if let Some(local) = node.as_str().strip_prefix(dm::NS) {
            return Some(local.to_owned());
        }
        [dm::SOURCE_NAME, rdfs::LABEL, skos::PREF_LABEL, dct::TITLE].into_iter().find_map(|property| {
            let subject = node.as_ref().into();
            let quads = self.base.store().quads_for_pattern(Some(subject), Some(property), None, None);
            let labels = quads.filter_map(|quad| match quad.ok()?.object {
                Term::Literal(label) => Some(label.value().to_owned()),
                _ => None,
            });
            labels.min()
        })
    }

    /// An IRI without the base, or with a prefix.
    fn short(&self, node: &NamedNode) -> String {
        let iri = node.as_str();
        if let Some(path) = iri.strip_prefix(self.base.minter().base()) {
            return path.strip_prefix("situation/").unwrap_or(path).to_owned();
        }
        let prefixed = PREFIXES.iter().find_map(|(prefix, namespace)| Some(format!("{prefix}:{}", iri.strip_prefix(namespace)?)));
        prefixed.unwrap_or_else(|| iri.to_owned())
    }
}
