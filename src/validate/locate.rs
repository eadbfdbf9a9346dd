//! Where the text says what a node stands for: its document and its sentence.

use crate::graph::vocab::{dm, itsrdf, nif};
use crate::store::{KnowledgeBase, StoreError};
use oxigraph::model::{NamedNode, NamedNodeRef, Term};
use std::collections::HashMap;

/// Where something stands.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Location {
    /// The name of the document's source.
    pub document: Option<String>,
    /// The sentence's words.
    pub sentence: Option<String>,
}

/// What leads from a node to the passage that speaks of it, when followed backwards.
const SPEAKS_OF: [NamedNodeRef<'_>; 4] = [dm::STATES, itsrdf::TA_IDENT_REF, dm::HOLDER, dm::CITATION];

/// Looks places up.
pub(super) struct Locator<'a> {
    base: &'a KnowledgeBase,
    names: HashMap<NamedNode, String>,
}

impl<'a> Locator<'a> {
    pub(super) fn new(base: &'a KnowledgeBase) -> Result<Self, StoreError> {
        let names = base.documents()?.into_iter().map(|document| (document.iri, document.name)).collect();
        Ok(Self { base, names })
    }

    /// Where a node stands, if it stands anywhere.
    pub(super) fn locate(&self, node: &Term) -> Result<Location, StoreError> {
        let Term::NamedNode(node) = node else { return Ok(Location::default()) };
        if let Some(location) = self.within(node)? {
            return Ok(location);
        }
        for property in SPEAKS_OF {
            for speaker in self.base.subjects_of(property, &node.clone().into())? {
                if let Term::NamedNode(speaker) = speaker
                    && let Some(location) = self.within(&speaker)?
                {
                    return Ok(location);
                }
            }
        }
        Ok(Location::default())
    }

    /// The place of a part of a document.
    fn within(&self, node: &NamedNode) -> Result<Option<Location>, StoreError> {
        let iri = node.as_str().split('#').next().unwrap_or_default();
        let document = NamedNode::new_unchecked(iri);
        let Some(name) = self.names.get(&document) else { return Ok(None) };
        let sentence = if document == *node { None } else { self.sentence(node, &document)? };
        Ok(Some(Location { document: Some(name.clone()), sentence }))
    }

    /// The words of an assertion's evidence, or of the sentence that a passage stands in.
    fn sentence(&self, node: &NamedNode, document: &NamedNode) -> Result<Option<String>, StoreError> {
        if let Some(Term::NamedNode(evidence)) = self.base.value(node, dm::EVIDENCE)? {
            return self.text(&evidence);
        }
        let Some((begin, end)) = self.span(node)? else { return Ok(None) };
        for sentence in self.base.subjects_of(nif::REFERENCE_CONTEXT, &document.clone().into())? {
            let Term::NamedNode(sentence) = sentence else { continue };
            let around = self.span(&sentence)?.is_some_and(|(from, to)| from <= begin && end <= to);
            if around && self.base.is_a(&sentence, nif::SENTENCE)? {
                return self.text(&sentence);
            }
        }
        self.text(node)
    }

    fn text(&self, node: &NamedNode) -> Result<Option<String>, StoreError> {
        Ok(self.base.value(node, nif::ANCHOR_OF)?.map(|text| match text {
            Term::Literal(text) => text.value().to_owned(),
            other => other.to_string(),
        }))
    }

    fn span(&self, node: &NamedNode) -> Result<Option<(usize, usize)>, StoreError> {
        let index = |property| Ok(self.base.value(node, property)?.and_then(|value| number(&value)));
        Ok(index(nif::BEGIN_INDEX)?.zip(index(nif::END_INDEX)?))
    }
}

/// A literal as an offset.
pub(super) fn number(term: &Term) -> Option<usize> {
    if let Term::Literal(literal) = term { literal.value().parse().ok() } else { None }
}
