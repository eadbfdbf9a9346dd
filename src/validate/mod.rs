//! Whether a graph is what it should be: the SHACL shapes of the ontology, and the checks that SHACL cannot express.
//!
//! [`shapes`] reads the shapes and refuses what it does not know, [`shacl`] holds each node against them, [`integrity`] looks for
//! references to nothing, dates that do not exist, roles filled by the wrong class, direct triples that no assertion supports,
//! and offsets that do not fit the text. [`locate`] says of each finding in which document and sentence it is. The shapes
//! are evaluated on the nodes themselves and not through SPARQL: a query engine reads `"x"^^xsd:integer` without a word, and all
//! that a node must satisfy is checked on one look at it.

mod integrity;
mod locate;
mod shacl;
pub mod shapes;

pub use locate::Location;
pub use shapes::{Severity, ShapeError};

use crate::graph::context::Context;
use crate::store::{KnowledgeBase, StoreError};
use locate::Locator;
use oxigraph::model::{NamedNode, NamedNodeRef, Term};
use std::collections::BTreeSet;
use thiserror::Error;

/// Why a graph could not be checked.
#[derive(Debug, Error)]
pub enum ValidateError {
    /// The store could not be read.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A shape asks for something that is not known here.
    #[error(transparent)]
    Shape(#[from] ShapeError),
}

/// Something that is not as it should be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Whether it is wrong or only incomplete.
    pub severity: Severity,
    /// The check that it failed: a shape's local name, or that of an integrity check.
    pub check: String,
    /// The node that is not as it should be.
    pub node: Term,
    /// The property.
    pub path: Option<NamedNode>,
    /// The value.
    pub value: Option<Term>,
    /// What should be, or what is wrong.
    pub message: String,
    /// Where the text says it.
    pub location: Location,
}

/// What came out of checking a graph.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    /// What is not as it should be: violations first, by check and node.
    pub findings: Vec<Finding>,
    /// What could not be checked, and why.
    pub notes: Vec<String>,
}

impl Report {
    /// How many findings there are of this severity.
    #[must_use]
    pub fn count(&self, severity: Severity) -> usize {
        self.findings.iter().filter(|finding| finding.severity == severity).count()
    }
}

/// Checks a graph against the shapes of the ontology and for integrity. The ontology must be among its graphs: it says which classes are
/// narrower than others.
///
/// # Errors
/// If the store cannot be read, or a shape uses a feature of SHACL that is not supported.
pub fn validate(base: &KnowledgeBase, context: &dyn Context) -> Result<Report, ValidateError> {
    let shapes = shapes::read(&context.ontology())?;
    let mut report = Report::default();
    shacl::check(base, &shapes, &mut report)?;
    integrity::check(base, context, &mut report)?;
    let locator = Locator::new(base)?;
    for finding in &mut report.findings {
        finding.location = locator.locate(&finding.node)?;
    }
    report
        .findings
        .sort_by_cached_key(|f| (f.severity, f.check.clone(), f.node.to_string(), f.value.as_ref().map(Term::to_string)));
    report.findings.dedup();
    Ok(report)
}

impl Finding {
    /// A violation of an integrity check.
    fn violation(check: &str, node: impl Into<Term>, message: impl Into<String>) -> Self {
        Self {
            severity: Severity::Violation,
            check: check.to_owned(),
            node: node.into(),
            path: None,
            value: None,
            message: message.into(),
            location: Location::default(),
        }
    }

    fn on(mut self, path: NamedNodeRef<'_>, value: impl Into<Term>) -> Self {
        self.path = Some(path.into_owned());
        self.value = Some(value.into());
        self
    }
}

/// A class with all that are narrower, by what the graph says.
fn narrower(base: &KnowledgeBase, class: &NamedNode) -> Result<BTreeSet<NamedNode>, StoreError> {
    let mut found = BTreeSet::from([class.clone()]);
    let mut open = vec![class.clone()];
    while let Some(class) = open.pop() {
        for narrower in base.subjects_of(crate::graph::vocab::rdfs::SUB_CLASS_OF, &class.into())? {
            if let Term::NamedNode(narrower) = narrower
                && found.insert(narrower.clone())
            {
                open.push(narrower);
            }
        }
    }
    Ok(found)
}
