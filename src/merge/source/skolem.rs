//! Blank nodes as IRIs (RDF 1.1, section 3.5), so that a source read again gives the same graph and blank nodes of two files
//! never meet.

use oxigraph::model::{BlankNode, NamedNode, NamedOrBlankNode, Term, Triple};
use rustc_hash::FxHashMap;

/// Gives each blank node of a file its IRI.
pub(super) struct Skolem {
    prefix: String,
    names: Names,
}

/// What blank nodes are told apart by.
enum Names {
    /// Their labels in the file.
    Labels,
    /// The order in which they are met: a syntax in which they need no label.
    Order(FxHashMap<String, usize>),
}

impl Skolem {
    /// For a syntax in which every blank node has a label.
    pub(super) fn by_label(prefix: &str) -> Self {
        Self { prefix: prefix.to_owned(), names: Names::Labels }
    }

    /// For a syntax in which the parser labels some, at random.
    pub(super) fn by_order(prefix: &str) -> Self {
        Self { prefix: prefix.to_owned(), names: Names::Order(FxHashMap::default()) }
    }

    /// The triple without blank nodes.
    pub(super) fn triple(&mut self, triple: Triple) -> Triple {
        let subject = match triple.subject {
            NamedOrBlankNode::BlankNode(node) => self.name(node).into(),
            named @ NamedOrBlankNode::NamedNode(_) => named,
        };
        let object = match triple.object {
            Term::BlankNode(node) => self.name(node).into(),
            Term::Triple(triple) => self.triple(*triple).into(),
            other => other,
        };
        Triple { subject, predicate: triple.predicate, object }
    }

    fn name(&mut self, node: BlankNode) -> NamedNode {
        let iri = match &mut self.names {
            Names::Labels => format!("{}{}", self.prefix, node.as_str()),
            Names::Order(known) => {
                let next = known.len() + 1;
                format!("{}{}", self.prefix, known.entry(node.into_string()).or_insert(next))
            }
        };
        NamedNode::new_unchecked(iri)
    }
}
