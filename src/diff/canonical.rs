//! The canonical form of a graph, by RDFC-1.0: sorted N-Quads in which blank nodes have names that do not depend on how they were read.
//!
//! The names follow from the quads that blank nodes stand in, so only those are canonicalized; documents have none.

use crate::store::{KnowledgeBase, StoreError};
use oxigraph::model::dataset::{CanonicalizationAlgorithm, CanonicalizationHashAlgorithm};
use oxigraph::model::{Dataset, GraphName, NamedOrBlankNode, Quad, Term};
use sha2::{Digest, Sha256};
use std::fmt::Write as _;

/// The SHA-256 of a graph's canonical form, with graph names or without.
pub(super) fn hash(base: &KnowledgeBase, named: bool) -> Result<String, StoreError> {
    let mut hash = Sha256::new();
    for line in all(base, named)? {
        hash.update(line);
    }
    let mut digits = String::with_capacity(64);
    for byte in &hash.finalize() {
        let _ = write!(digits, "{byte:02x}");
    }
    Ok(digits)
}

/// The lines of a graph's canonical form. What a store says of itself is left out.
pub(super) fn all(base: &KnowledgeBase, named: bool) -> Result<Vec<String>, StoreError> {
    let own = GraphName::NamedNode(base.minter().graph("store"));
    let mut quads = Vec::new();
    for quad in base.all() {
        let mut quad = quad?;
        if quad.graph_name == own {
            continue;
        }
        if !named {
            quad.graph_name = GraphName::DefaultGraph;
        }
        quads.push(quad);
    }
    Ok(lines(&quads))
}

/// The canonical lines of some quads, sorted and each once.
pub(super) fn lines(quads: &[Quad]) -> Vec<String> {
    let (blank, plain): (Vec<&Quad>, Vec<&Quad>) = quads.iter().partition(|quad| has_blank_node(quad));
    let mut dataset: Dataset = blank.into_iter().cloned().collect();
    let hash_algorithm = CanonicalizationHashAlgorithm::Sha256;
    dataset.canonicalize(CanonicalizationAlgorithm::Rdfc10 { hash_algorithm });
    let mut lines: Vec<String> = plain.into_iter().map(|quad| format!("{quad} .\n")).collect();
    lines.extend(dataset.iter().map(|quad| format!("{quad} .\n")));
    lines.sort_unstable();
    lines.dedup();
    lines
}

fn has_blank_node(quad: &Quad) -> bool {
    matches!(quad.subject, NamedOrBlankNode::BlankNode(_))
        || matches!(quad.object, Term::BlankNode(_))
        || matches!(quad.graph_name, GraphName::BlankNode(_))
}

#[cfg(test)]
mod tests {
    use super::*;
    use oxttl::NQuadsParser;

    fn canonical(text: &str) -> Vec<String> {
        lines(&NQuadsParser::new().for_slice(text.as_bytes()).map(|quad| quad.expect("N-Quads")).collect::<Vec<_>>())
    }

    #[test]
    fn blank_nodes_by_other_names_are_the_same_graph() {
        let one = canonical("<http://e/a> <http://e/p> _:x .\n_:x <http://e/p> _:y .\n<http://e/b> <http://e/p> \"1\" .");
        let two = canonical("_:b <http://e/p> _:a .\n<http://e/b> <http://e/p> \"1\" .\n<http://e/a> <http://e/p> _:b .");
        assert_eq!(one, two);
        assert_ne!(one, canonical("<http://e/a> <http://e/p> _:x .\n_:x <http://e/p> _:x .\n<http://e/b> <http://e/p> \"1\" ."));
    }

    #[test]
    fn leaving_plain_quads_out_does_not_change_the_names() {
        let text = "<http://e/a> <http://e/p> _:x .\n<http://e/b> <http://e/p> <http://e/a> .\n_:x <http://e/q> _:y .\n";
        let mut whole: Dataset = NQuadsParser::new().for_slice(text.as_bytes()).map(|quad| quad.expect("N-Quads")).collect();
        let hash_algorithm = CanonicalizationHashAlgorithm::Sha256;
        whole.canonicalize(CanonicalizationAlgorithm::Rdfc10 { hash_algorithm });
        let mut expected: Vec<String> = whole.iter().map(|quad| format!("{quad} .\n")).collect();
        expected.sort_unstable();
        assert_eq!(canonical(text), expected);
    }
}
