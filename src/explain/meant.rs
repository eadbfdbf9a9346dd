//! Which assertion is meant by what people type.

use super::ExplainError;
use crate::graph::vocab::{dm, nif};
use crate::store::{KnowledgeBase, StoreError};
use oxigraph::model::{NamedNode, Term};

/// What is to be explained.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Meant {
    /// One assertion.
    Assertion(NamedNode),
    /// A document, whose assertions are to be listed.
    Document(NamedNode),
}

/// The fewest digits of a hash that are taken for one.
const SHORTEST_HASH: usize = 4;

/// What is meant by an IRI, whole or without the base; `DOCUMENT#NUMBER`, the assertion of that number in the document; a number, the same
/// through all documents; the start of an assertion's hash; or a document.
///
/// # Errors
/// If nothing or more than one thing is called so, or the store cannot be read.
pub fn meant(base: &KnowledgeBase, text: &str) -> Result<Meant, ExplainError> {
    let text = text.trim_start_matches('<').trim_end_matches('>');
    for iri in [text.to_owned(), format!("{}{text}", base.minter().base())] {
        let Ok(node) = NamedNode::new(iri) else { continue };
        if base.is_a(&node, dm::ASSERTION)? {
            return Ok(Meant::Assertion(node));
        }
    }
    if let Some((document, part)) = text.rsplit_once('#') {
        let of_document = assertions_of(base, &base.document(document)?)?;
        return pick(base, text, part, &of_document);
    }
    let digits = text.bytes().all(|b| b.is_ascii_digit()) && !text.is_empty();
    if digits || is_hash(text) {
        let found = pick(base, text, text, &all(base)?);
        if found.is_ok() || !matches!(found, Err(ExplainError::NoSuchAssertion { .. })) {
            return found;
        }
    }
    match base.document(text) {
        Err(StoreError::NoSuchDocument { near: None, .. }) => Err(none(base, text)),
        document => Ok(Meant::Document(document?)),
    }
}

fn is_hash(text: &str) -> bool {
    let hash = hash_of(text);
    let plain = |c: char| c.is_ascii_hexdigit() || c == '-';
    hash.len() >= SHORTEST_HASH && hash.chars().all(plain)
}

fn hash_of(text: &str) -> &str {
    text.strip_prefix("assertion-").unwrap_or(text)
}

/// The assertion of a number, from 1, or of a start of a hash.
fn pick(base: &KnowledgeBase, text: &str, part: &str, assertions: &[NamedNode]) -> Result<Meant, ExplainError> {
    let numbered = part.parse::<usize>().ok().and_then(|number| assertions.get(number.checked_sub(1)?));
    if let Some(node) = numbered {
        return Ok(Meant::Assertion(node.clone()));
    }
    let start = format!("#assertion-{}", hash_of(part));
    let begin: Vec<&NamedNode> = assertions.iter().filter(|node| is_hash(part) && node.as_str().contains(&start)).collect();
    let exact = begin.iter().find(|node| node.as_str().ends_with(&start));
    match (exact, begin.as_slice()) {
        (Some(node), _) => Ok(Meant::Assertion((**node).clone())),
        (None, [one]) => Ok(Meant::Assertion((*one).clone())),
        (None, []) => Err(none(base, text)),
        (None, several) => {
            let candidates = several.iter().take(5).map(|node| node.as_str().rsplit('#').next().unwrap_or_default());
            let candidates = candidates.collect::<Vec<_>>().join(", ");
            Err(ExplainError::SeveralAssertions { place: base.place().to_owned(), meant: text.to_owned(), candidates })
        }
    }
}

fn none(base: &KnowledgeBase, text: &str) -> ExplainError {
    ExplainError::NoSuchAssertion { place: base.place().to_owned(), meant: text.to_owned() }
}

/// The assertions of all documents, by the documents' names and then as in [`assertions_of`].
fn all(base: &KnowledgeBase) -> Result<Vec<NamedNode>, StoreError> {
    let (mut of, mut all) = (base.assertions()?, Vec::new());
    for document in base.documents()? {
        all.extend(in_order(base, of.remove(&document.iri).unwrap_or_default())?);
    }
    Ok(all)
}

/// The assertions of a document in the order of their sentences, which is that of their numbers.
pub(super) fn assertions_of(base: &KnowledgeBase, document: &NamedNode) -> Result<Vec<NamedNode>, StoreError> {
    in_order(base, base.assertions()?.remove(document).unwrap_or_default())
}

fn in_order(base: &KnowledgeBase, nodes: Vec<NamedNode>) -> Result<Vec<NamedNode>, StoreError> {
    let mut found = Vec::with_capacity(nodes.len());
    for node in nodes {
        let begin = match base.value(&node, dm::EVIDENCE)? {
            Some(Term::NamedNode(evidence)) => base.value(&evidence, nif::BEGIN_INDEX)?,
            _ => None,
        };
        let begin = begin.and_then(|term| if let Term::Literal(n) = term { n.value().parse::<usize>().ok() } else { None });
        found.push((begin, node));
    }
    found.sort_by(|a, b| (a.0, a.1.as_str()).cmp(&(b.0, b.1.as_str())));
    Ok(found.into_iter().map(|(_, node)| node).collect())
}
