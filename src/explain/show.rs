//! Assertions written down for people.

mod marked;
mod trace;

use super::meant::assertions_of;
use super::reread::{Found, reread, text};
use crate::export::{self, Format};
use crate::graph::vocab::{dct, dm, nif, prov, rdf};
use crate::query::{Labels, wrap};
use crate::reading::Reader;
use crate::store::{KnowledgeBase, StoreError};
use oxigraph::model::{NamedNode, NamedNodeRef, Quad, Term};
use std::fmt::Write as _;

/// The widest that names of lines are.
const NAMES: usize = 12;

/// The assertions of a document, each with its number, its hash and its sentence.
///
/// # Errors
/// If the store cannot be read.
pub fn list(base: &KnowledgeBase, document: &NamedNode, width: usize) -> Result<String, StoreError> {
    let labels = Labels::new(base);
    let mut shown = String::new();
    let mut last = None;
    for (at, node) in assertions_of(base, document)?.iter().enumerate() {
        let sentence = sentence(base, node)?;
        if sentence != last {
            let words = wrap(&flat(sentence.as_deref().unwrap_or_default()), width.max(NAMES)).join("\n");
            let _ = writeln!(shown, "{}{words}", if at == 0 { "" } else { "\n" });
            last = sentence;
        }
        let hash = node.as_str().rsplit("#assertion-").next().unwrap_or_default();
        let _ = writeln!(shown, "{:>5}  {hash}  {}", at + 1, headline(base, &labels, node)?);
    }
    if shown.is_empty() {
        shown.push_str("no assertions\n");
    }
    Ok(shown)
}

/// An assertion with all that is known of it.
///
/// # Errors
/// If the store cannot be read.
pub fn assertion(base: &KnowledgeBase, reader: &Reader, node: &NamedNode, width: usize) -> Result<String, StoreError> {
    let labels = Labels::new(base);
    let mut shown = format!("{}\n{}\n\n", headline(base, &labels, node)?, node.as_str());
    match reread(base, reader, node)? {
        Found::In(read, at) => shown.push_str(&trace::render(reader, &read, at, width)),
        missing => {
            for line in wrap(&flat(&sentence(base, node)?.unwrap_or_default()), width) {
                let _ = writeln!(shown, "  {line}");
            }
            let _ = writeln!(shown, "\n{}", why_missing(&missing));
        }
    }
    shown.push('\n');
    facts(base, &labels, node, &mut shown)?;
    shown.push_str("\nQuads\n");
    quads(base, node, &mut shown)?;
    Ok(shown)
}

fn why_missing(found: &Found) -> &'static str {
    match found {
        Found::NoText => {
            "How it was found cannot be shown: the store was built with --no-text, so that the document's text is missing; build it without."
        }
        _ => {
            "How it was found cannot be shown: the text read again does not give this assertion. It was read by another version, or with another ontology, gazetteer or input format (see Run); give the same --ontology and --gazetteer, or build again."
        }
    }
}

fn flat(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn sentence(base: &KnowledgeBase, node: &NamedNode) -> Result<Option<String>, StoreError> {
    match base.value(node, dm::EVIDENCE)? {
        Some(Term::NamedNode(evidence)) => text(base, &evidence, nif::ANCHOR_OF),
        _ => Ok(None),
    }
}

/// What is asserted and how, in one line.
fn headline(base: &KnowledgeBase, labels: &Labels<'_>, node: &NamedNode) -> Result<String, StoreError> {
    let value = |property| Ok::<_, StoreError>(base.value(node, property)?.map(|term| labels.term(&term)).unwrap_or_default());
    let Some(Term::NamedNode(situation)) = base.value(node, dm::STATES)? else { return Ok("no situation".to_owned()) };
    let (polarity, modality) = (value(dm::POLARITY)?.to_lowercase(), value(dm::MODALITY)?.to_lowercase());
    Ok(format!("{} ({polarity}, {modality})", situation_words(base, labels, node, &situation)?))
}

/// A situation as the assertion's own document tells it: its type and its roles.
fn situation_words(
    base: &KnowledgeBase,
    labels: &Labels<'_>,
    node: &NamedNode,
    situation: &NamedNode,
) -> Result<String, StoreError> {
    let mut class = String::new();
    let mut roles = Vec::new();
    for quad in own_quads(base, node, situation)? {
        if quad.predicate == rdf::TYPE {
            class = labels.term(&quad.object);
        } else {
            roles.push(format!("{} {}", labels.term(&quad.predicate.into()), flat(&labels.term(&quad.object))));
        }
    }
    roles.sort();
    Ok(format!("{class}: {}", roles.join(", ")))
}

/// The quads of a node in the graph in which an assertion stands.
fn own_quads(base: &KnowledgeBase, assertion: &NamedNode, node: &NamedNode) -> Result<Vec<Quad>, StoreError> {
    let graphs: Vec<_> = base.quads_about(assertion)?.into_iter().map(|quad| quad.graph_name).collect();
    let mut quads = base.quads_about(node)?;
    quads.retain(|quad| graphs.contains(&quad.graph_name));
    quads.sort_by_cached_key(Quad::to_string);
    Ok(quads)
}

/// Who vouches, who is cited, within what it stands, and what read it.
fn facts(base: &KnowledgeBase, labels: &Labels<'_>, node: &NamedNode, shown: &mut String) -> Result<(), StoreError> {
    let mut line = |name: &str, value: &str| {
        let _ = writeln!(shown, "{name:<NAMES$}{}", flat(value));
    };
    let value = |node: &NamedNode, property: NamedNodeRef<'_>| {
        Ok::<_, StoreError>(base.value(node, property)?.map(|term| labels.term(&term)))
    };
    line("Document", &document(base, labels, node)?);
    line("Holder", &value(node, dm::HOLDER)?.unwrap_or_else(|| "the author".to_owned()));
    if let Some(quote) = value(node, dm::QUOTE)? {
        line("Quoted", &format!("“{quote}”"));
    }
    for cited in base.values(node, dm::CITATION)? {
        if let Term::NamedNode(cited) = cited {
            let of = |property| value(&cited, property);
            let (date, basis) = (of(dct::DATE)?.unwrap_or_default(), of(dm::DATE_BASIS)?.unwrap_or_default());
            let publication = of(dm::PUBLICATION)?.unwrap_or_default();
            line("Cited", &format!("“{}”: {publication} {date} {basis}", of(dm::AS_CITED)?.unwrap_or_default()));
        }
    }
    if let Some(Term::NamedNode(outer)) = base.value(node, dm::WITHIN)? {
        line("Within", &headline(base, labels, &outer)?);
    }
    line("Confidence", &value(node, dm::CONFIDENCE)?.unwrap_or_default());
    if let Some(Term::NamedNode(run)) = base.value(node, prov::WAS_GENERATED_BY)? {
        let of = |property| Ok::<_, StoreError>(text(base, &run, property)?.unwrap_or_else(|| "unknown".to_owned()));
        let (version, ontology, gazetteer) = (of(dm::VERSION)?, of(dm::ONTOLOGY_DIGEST)?, of(dm::GAZETTEER_DIGEST)?);
        let options = text(base, &run, dm::OPTIONS)?.map(|options| format!(", {options}")).unwrap_or_default();
        line("Run", &format!("Demarche {version}, ontology {ontology}, gazetteer {gazetteer}{options}"));
    }
    Ok(())
}

fn document(base: &KnowledgeBase, labels: &Labels<'_>, node: &NamedNode) -> Result<String, StoreError> {
    let document = NamedNode::new_unchecked(node.as_str().split('#').next().unwrap_or_default());
    let mut parts = Vec::new();
    for property in [dm::SOURCE_NAME, dct::TITLE, dct::PUBLISHER, dct::DATE] {
        parts.extend(base.value(&document, property)?.map(|term| labels.term(&term)));
    }
    Ok(parts.join(", "))
}

/// The assertion, its situation, its evidence and its citations in Turtle.
fn quads(base: &KnowledgeBase, node: &NamedNode, shown: &mut String) -> Result<(), StoreError> {
    let mut quads = base.quads_about(node)?;
    for property in [dm::STATES, dm::EVIDENCE, dm::CITATION] {
        for value in base.values(node, property)? {
            if let Term::NamedNode(value) = value {
                quads.extend(own_quads(base, node, &value)?);
            }
        }
    }
    let mut turtle = Vec::new();
    // Writing to memory cannot fail.
    let _ = export::write(quads, Format::Turtle, base.minter(), &mut turtle);
    for line in String::from_utf8_lossy(&turtle).lines().filter(|line| !line.starts_with('@') && !line.is_empty()) {
        let _ = writeln!(shown, "  {line}");
    }
    Ok(())
}
