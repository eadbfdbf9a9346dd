//! Names in the place of IRIs.

use super::situations::Wordings;
use crate::graph::vocab::{PREFIXES, dct, dm, ftm, gn, nif, rdfs, skos};
use crate::store::KnowledgeBase;
use oxigraph::model::{Literal, NamedNode, NamedNodeRef, Term};
use std::cell::RefCell;
use std::collections::HashMap;

/// The properties that name a node, the best first; the last ones are those of external sources.
const NAMING: [NamedNodeRef<'static>; 9] =
    [dm::SOURCE_NAME, rdfs::LABEL, skos::PREF_LABEL, dct::TITLE, dm::AS_CITED, nif::ANCHOR_OF, ftm::CAPTION, ftm::NAME, gn::NAME];

/// Looks names up in a store, each once.
pub struct Labels<'a> {
    base: &'a KnowledgeBase,
    known: RefCell<HashMap<NamedNode, String>>,
    wordings: Wordings<'a>,
}

impl<'a> Labels<'a> {
    /// The names in a store.
    #[must_use]
    pub fn new(base: &'a KnowledgeBase) -> Self {
        Self { base, known: RefCell::default(), wordings: Wordings::new(base) }
    }

    /// A term as people read it: a name if the store has one, a situation's type and roles, else a short form of the IRI.
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
        let named = NAMING.into_iter().find_map(|property| name(self.base, node.as_ref(), property));
        named.or_else(|| self.wordings.situation(node, &|filler| self.term(filler)))
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

/// What a property names a node; of several names an English one or one of no language, and of these the first in order, so that
/// it is always the same.
pub(super) fn name(base: &KnowledgeBase, node: NamedNodeRef<'_>, property: NamedNodeRef<'_>) -> Option<String> {
    let quads = base.store().quads_for_pattern(Some(node.into()), Some(property), None, None);
    let names = quads.filter_map(|quad| match quad.ok()?.object {
        Term::Literal(name) => Some((is_foreign(&name), name.destruct().0)),
        _ => None,
    });
    names.min().map(|(_, name)| name)
}

/// Whether a name is in another language than English.
fn is_foreign(name: &Literal) -> bool {
    name.language().is_some_and(|language| language != "en" && !language.starts_with("en-"))
}
