//! A document of a store read again from its stored text, to see how an assertion was found.

use crate::graph::iri::DocumentIri;
use crate::graph::known::Known;
use crate::graph::vocab::{dct, dm, nif, rdfs, schema};
use crate::graph::{Digests, Options, Run, assertion_nodes};
use crate::input::{Document, from_stored};
use crate::reading::{Reader, TracedReading};
use crate::store::{KnowledgeBase, StoreError};
use oxigraph::model::{NamedNode, NamedNodeRef, Term};
use url::Url;

/// How an assertion was found.
pub(super) enum Found {
    /// The reading in which it is, with its place in it.
    In(Box<TracedReading>, usize),
    /// The store does not have the document's text.
    NoText,
    /// The text read again does not give it.
    NotAgain,
}

/// Reads the document of an assertion again.
pub(super) fn reread(base: &KnowledgeBase, reader: &Reader, assertion: &NamedNode) -> Result<Found, StoreError> {
    let iri = NamedNode::new_unchecked(assertion.as_str().split('#').next().unwrap_or_default());
    let Some(text) = text(base, &iri, nif::IS_STRING)? else { return Ok(Found::NoText) };
    let Some(document) = base.minter().document_of(&iri) else { return Ok(Found::NotAgain) };
    let known = known(base, &iri)?;
    let context = Known::new(reader.knowledge());
    // Names of assertions do not depend on the run.
    let run = Run { version: String::new(), knowledge: Digests::default(), options: String::new() };
    let options = Options { minter: base.minter().clone(), with_text: true, run };
    let place = |read: &TracedReading, document: DocumentIri| {
        assertion_nodes(&read.reading, document, &context, &options).iter().position(|node| node == assertion)
    };
    for candidate in from_stored(&text, &known) {
        let read = reader.read_traced(candidate);
        if let Some(at) = place(&read, document.clone()) {
            return Ok(Found::In(Box::new(read), at));
        }
    }
    Ok(Found::NotAgain)
}

/// What the store knows of a document beside its text.
fn known(base: &KnowledgeBase, iri: &NamedNode) -> Result<Document, StoreError> {
    let stated = base.value(iri, dm::DATE_BASIS)? == Some(dm::STATED.into_owned().into());
    let publication = match base.value(iri, dct::PUBLISHER)? {
        Some(Term::NamedNode(publisher)) => text(base, &publisher, rdfs::LABEL)?,
        _ => None,
    };
    Ok(Document {
        source_name: text(base, iri, dm::SOURCE_NAME)?.unwrap_or_default(),
        title: text(base, iri, dct::TITLE)?,
        date: if stated { text(base, iri, dct::DATE)? } else { None },
        url: text(base, iri, schema::URL)?.and_then(|url| Url::parse(&url).ok()),
        publication,
        ..Document::default()
    })
}

/// A property's value as text.
pub(super) fn text(base: &KnowledgeBase, node: &NamedNode, property: NamedNodeRef<'_>) -> Result<Option<String>, StoreError> {
    Ok(base.value(node, property)?.map(|value| match value {
        Term::Literal(literal) => literal.value().to_owned(),
        Term::NamedNode(node) => node.into_string(),
        other => other.to_string(),
    }))
}
