//! RDF 1.2: which assertions say a triple (`<assertion> rdf:reifies <<( <situation> dm:claimant ent:japan )>>`).
//!
//! An assertion reifies what its situation's roles say in its document, and the direct triple that stands for it. Where direct triples are
//! exported without the documents, each annotation brings along what a reader needs: sentence, holder, sources, confidence.

use super::selection::Selected;
use super::{ExportError, Quads};
use crate::graph::vocab::{dm, rdf};
use crate::store::{KnowledgeBase, Supports};
use oxigraph::model::{GraphName, NamedNode, NamedOrBlankNode, Quad, Term, Triple};

/// What an annotation brings along where its assertion is not exported.
const DETAILS: [oxigraph::model::NamedNodeRef<'static>; 5] = [dm::EVIDENCE, dm::HOLDER, dm::CITATION, dm::QUOTE, dm::CONFIDENCE];

/// The selected quads with what assertions say of them.
///
/// # Errors
/// If the store cannot be read.
pub fn annotated(selected: &Selected) -> Result<Quads<'_>, ExportError> {
    let base = selected.base();
    let types = base.direct_types()?;
    let annotator = Annotator {
        base,
        situations: format!("{}situation/", base.minter().base()),
        direct: base.minter().graph("direct").into(),
        supports: base.supports(&types)?,
        with_details: !selected.has_documents(),
    };
    let quads = selected.own_quads().flat_map(move |quad| match quad.and_then(|quad| annotator.with_annotations(quad)) {
        Ok(quads) => quads.into_iter().map(Ok).collect(),
        Err(error) => vec![Err(error)],
    });
    Ok(selected.renamed(Box::new(quads)))
}

struct Annotator<'a> {
    base: &'a KnowledgeBase,
    situations: String,
    direct: GraphName,
    supports: Supports,
    with_details: bool,
}

impl Annotator<'_> {
    /// A quad, and what assertions say of it in the same graph.
    fn with_annotations(&self, quad: Quad) -> Result<Vec<Quad>, ExportError> {
        let assertions = if quad.graph_name == self.direct { self.supporting(&quad) } else { self.stating(&quad)? };
        let mut quads = Vec::with_capacity(1 + assertions.len());
        let triple = Triple::from(quad.clone());
        for assertion in assertions {
            let reifies = Triple::new(assertion.clone(), rdf::REIFIES, triple.clone());
            quads.push(reifies.in_graph(quad.graph_name.clone()));
            if quad.graph_name == self.direct && self.with_details {
                quads.extend(self.details(&assertion)?);
            }
        }
        quads.push(quad);
        Ok(quads)
    }

    /// The assertions behind a direct triple.
    fn supporting(&self, quad: &Quad) -> Vec<NamedNode> {
        self.supports.get(&Triple::from(quad.clone())).into_iter().flatten().cloned().collect()
    }

    /// The assertions of its document that state the situation whose role a quad tells.
    fn stating(&self, quad: &Quad) -> Result<Vec<NamedNode>, ExportError> {
        let (NamedOrBlankNode::NamedNode(subject), GraphName::NamedNode(graph)) = (&quad.subject, &quad.graph_name) else {
            return Ok(Vec::new());
        };
        if !subject.as_str().starts_with(&self.situations) || quad.predicate.as_ref() == rdf::TYPE {
            return Ok(Vec::new());
        }
        let mut stating = Vec::new();
        for quad in self.base.matching(None, Some(dm::STATES), Some(subject.as_ref().into()), Some(graph)) {
            if let NamedOrBlankNode::NamedNode(assertion) = quad?.subject {
                stating.push(assertion);
            }
        }
        Ok(stating)
    }

    fn details(&self, assertion: &NamedNode) -> Result<Vec<Quad>, ExportError> {
        let subject = assertion.clone().into();
        let mut details = Vec::new();
        for property in DETAILS {
            for quad in self.base.matching(Some(&subject), Some(property), None, None) {
                details.push(Quad { graph_name: self.direct.clone(), ..quad? });
            }
        }
        let evidence: Vec<Term> =
            details.iter().filter(|q| q.predicate.as_ref() == dm::EVIDENCE).map(|q| q.object.clone()).collect();
        for sentence in evidence {
            details.extend(self.sentence(&sentence)?);
        }
        Ok(details)
    }

    /// The words of a sentence, so that a reader need not look them up.
    fn sentence(&self, sentence: &Term) -> Result<Vec<Quad>, ExportError> {
        let Term::NamedNode(node) = sentence else { return Ok(Vec::new()) };
        let anchor = Some(crate::graph::vocab::nif::ANCHOR_OF);
        let words = self.base.matching(Some(&node.clone().into()), anchor, None, None);
        words.map(|quad| Ok(Quad { graph_name: self.direct.clone(), ..quad? })).collect()
    }
}
