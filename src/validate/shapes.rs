//! SHACL shapes as the ontology's files use them, read from their triples.
//!
//! Supported are node shapes with `sh:targetClass`, `sh:targetNode`, `sh:targetSubjectsOf`, `sh:targetObjectsOf` and `sh:property`; property
//! shapes whose `sh:path` is a property; `sh:minCount`, `sh:maxCount`, `sh:datatype`, `sh:class`, `sh:nodeKind`, `sh:in`, `sh:minInclusive`,
//! `sh:maxInclusive`, `sh:lessThan`, `sh:or`, `sh:severity` and `sh:message`; and what only informs (`sh:name`, `sh:description`, `sh:order`). Any
//! other term of SHACL is refused: a shape that is only half checked would promise too much.

use crate::graph::vocab::{rdf, xsd};
use oxigraph::model::{Literal, NamedNode, NamedNodeRef, NamedOrBlankNode, Term, Triple};
use std::collections::HashMap;
use thiserror::Error;

const SH: &str = "http://www.w3.org/ns/shacl#";
const FIRST: NamedNodeRef<'_> = NamedNodeRef::new_unchecked("http://www.w3.org/1999/02/22-rdf-syntax-ns#first");
const REST: NamedNodeRef<'_> = NamedNodeRef::new_unchecked("http://www.w3.org/1999/02/22-rdf-syntax-ns#rest");

/// A shape that cannot be checked.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum ShapeError {
    /// It uses a feature of SHACL that is not supported.
    #[error(
        "shape {shape}: sh:{feature} is not supported; write it with the constraints that ontology/shapes.ttl uses, or check the shape with another SHACL engine"
    )]
    Unsupported {
        /// The shape.
        shape: String,
        /// The local name of the feature.
        feature: String,
    },
    /// A value is missing or of the wrong kind.
    #[error("shape {shape}: sh:{property} needs {expected}; correct the shape")]
    Wrong {
        /// The shape.
        shape: String,
        /// The local name of the property.
        property: String,
        /// What it needs.
        expected: &'static str,
    },
}

/// How bad a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The graph is wrong.
    Violation,
    /// It is incomplete.
    Warning,
    /// It is worth knowing.
    Info,
}

/// What nodes must be like.
#[derive(Debug, Clone, PartialEq)]
pub struct Shape {
    /// Its name in reports.
    pub name: String,
    /// Which nodes.
    pub targets: Vec<Target>,
    /// What they must be.
    pub constraints: Vec<Constraint>,
    /// What their properties must be.
    pub properties: Vec<PropertyShape>,
    /// How bad it is if they are not.
    pub severity: Severity,
    /// What the constraints say in words.
    pub message: Option<String>,
}

/// Which nodes a shape is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// The instances of a class.
    Class(NamedNode),
    /// A node.
    Node(Term),
    /// What has a property.
    SubjectsOf(NamedNode),
    /// What is the value of a property.
    ObjectsOf(NamedNode),
}

/// What the values of a property must be like.
#[derive(Debug, Clone, PartialEq)]
pub struct PropertyShape {
    /// Its name in reports.
    pub name: String,
    /// The property.
    pub path: NamedNode,
    /// What its values must be.
    pub constraints: Vec<Constraint>,
    /// How bad it is if they are not.
    pub severity: Severity,
    /// What the constraints say in words.
    pub message: Option<String>,
}

/// What values must be like.
#[derive(Debug, Clone, PartialEq)]
pub enum Constraint {
    /// At least so many.
    MinCount(usize),
    /// At most so many.
    MaxCount(usize),
    /// Well-formed literals of this type.
    Datatype(NamedNode),
    /// Instances of this class.
    Class(NamedNode),
    /// IRIs, blank nodes, literals, or two of these.
    NodeKind(NodeKind),
    /// One of these.
    In(Vec<Term>),
    /// Numbers from this on.
    MinInclusive(f64),
    /// Numbers up to this.
    MaxInclusive(f64),
    /// Less than every value of another property.
    LessThan(NamedNode),
    /// As one of these shapes wants them.
    Or(Vec<Shape>),
}

/// Kinds of nodes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NodeKind {
    /// Whether IRIs are meant.
    pub iri: bool,
    /// Whether blank nodes are.
    pub blank: bool,
    /// Whether literals are.
    pub literal: bool,
}

/// Reads the node shapes out of triples, sorted by name.
///
/// # Errors
/// On the first shape that is wrong or not supported.
pub fn read(triples: &[Triple]) -> Result<Vec<Shape>, ShapeError> {
    let reader = Reader::new(triples);
    let is_shape = |t: &&Triple| t.predicate == rdf::TYPE && is(&t.object, "NodeShape");
    let shapes = triples.iter().filter(is_shape).map(|triple| reader.shape(&triple.subject));
    let mut shapes = shapes.collect::<Result<Vec<_>, _>>()?;
    shapes.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(shapes)
}

fn is(term: &Term, local: &str) -> bool {
    matches!(term, Term::NamedNode(node) if node.as_str().strip_prefix(SH) == Some(local))
}

/// The triples by subject.
struct Reader<'a>(HashMap<&'a NamedOrBlankNode, Vec<&'a Triple>>);

impl<'a> Reader<'a> {
    fn new(triples: &'a [Triple]) -> Self {
        let mut by_subject: HashMap<_, Vec<_>> = HashMap::new();
        for triple in triples {
            by_subject.entry(&triple.subject).or_default().push(triple);
        }
        Self(by_subject)
    }

    fn about(&self, node: &NamedOrBlankNode) -> &[&'a Triple] {
        self.0.get(node).map_or(&[], Vec::as_slice)
    }

    /// The terms of SHACL that are said of a shape, by local name.
    fn features(&self, node: &NamedOrBlankNode) -> impl Iterator<Item = (&'a str, &'a Term)> {
        self.about(node).iter().filter_map(|triple| Some((triple.predicate.as_str().strip_prefix(SH)?, &triple.object)))
    }

    fn shape(&self, node: &NamedOrBlankNode) -> Result<Shape, ShapeError> {
        let mut shape = Shape {
            name: name(node),
            targets: Vec::new(),
            constraints: Vec::new(),
            properties: Vec::new(),
            severity: Severity::Violation,
            message: None,
        };
        for (feature, value) in self.features(node) {
            let wrong = |expected| ShapeError::Wrong { shape: name(node), property: feature.to_owned(), expected };
            match feature {
                "targetClass" => shape.targets.push(Target::Class(iri(value).ok_or_else(|| wrong("a class"))?)),
                "targetNode" => shape.targets.push(Target::Node(value.clone())),
                "targetSubjectsOf" => shape.targets.push(Target::SubjectsOf(iri(value).ok_or_else(|| wrong("a property"))?)),
                "targetObjectsOf" => shape.targets.push(Target::ObjectsOf(iri(value).ok_or_else(|| wrong("a property"))?)),
                "property" => shape.properties.push(self.property(&subject(value).ok_or_else(|| wrong("a property shape"))?)?),
                "severity" => shape.severity = severity(value).ok_or_else(|| wrong("sh:Violation, sh:Warning or sh:Info"))?,
                "message" => shape.message = Some(text(value)),
                "name" | "description" | "order" => {}
                _ => shape.constraints.push(self.constraint(node, feature, value)?),
            }
        }
        Ok(shape)
    }

    /// A shape among alternatives: a property shape counts as a node shape with that one property.
    fn member(&self, node: &NamedOrBlankNode) -> Result<Shape, ShapeError> {
        if !self.features(node).any(|(feature, _)| feature == "path") {
            return self.shape(node);
        }
        let property = self.property(node)?;
        let (targets, constraints) = (Vec::new(), Vec::new());
        Ok(Shape {
            name: name(node),
            targets,
            constraints,
            properties: vec![property],
            severity: Severity::Violation,
            message: None,
        })
    }

    fn property(&self, node: &NamedOrBlankNode) -> Result<PropertyShape, ShapeError> {
        let wrong = |property: &str, expected| ShapeError::Wrong { shape: name(node), property: property.to_owned(), expected };
        let path = self.features(node).find(|(feature, _)| *feature == "path").and_then(|(_, value)| iri(value));
        let mut shape = PropertyShape {
            name: name(node),
            path: path.ok_or_else(|| wrong("path", "one property; paths of several steps are not supported"))?,
            constraints: Vec::new(),
            severity: Severity::Violation,
            message: None,
        };
        for (feature, value) in self.features(node) {
            match feature {
                "severity" => {
                    shape.severity = severity(value).ok_or_else(|| wrong(feature, "sh:Violation, sh:Warning or sh:Info"))?;
                }
                "message" => shape.message = Some(text(value)),
                "path" | "name" | "description" | "order" => {}
                _ => shape.constraints.push(self.constraint(node, feature, value)?),
            }
        }
        Ok(shape)
    }

    fn constraint(&self, shape: &NamedOrBlankNode, feature: &str, value: &Term) -> Result<Constraint, ShapeError> {
        let wrong = |expected| ShapeError::Wrong { shape: name(shape), property: feature.to_owned(), expected };
        let count = || text(value).parse().map_err(|_| wrong("a number of values"));
        let limit = || number(value).ok_or_else(|| wrong("a number"));
        let named = || iri(value).ok_or_else(|| wrong("an IRI"));
        Ok(match feature {
            "minCount" => Constraint::MinCount(count()?),
            "maxCount" => Constraint::MaxCount(count()?),
            "datatype" => Constraint::Datatype(named()?),
            "class" => Constraint::Class(named()?),
            "nodeKind" => Constraint::NodeKind(node_kind(value).ok_or_else(|| wrong("a kind of nodes, such as sh:IRI"))?),
            "in" => Constraint::In(self.list(value).ok_or_else(|| wrong("a list"))?),
            "minInclusive" => Constraint::MinInclusive(limit()?),
            "maxInclusive" => Constraint::MaxInclusive(limit()?),
            "lessThan" => Constraint::LessThan(named()?),
            "or" => {
                let members = self.list(value).ok_or_else(|| wrong("a list of shapes"))?;
                let shapes = members.iter().map(|member| self.member(&subject(member).ok_or_else(|| wrong("a list of shapes"))?));
                Constraint::Or(shapes.collect::<Result<_, _>>()?)
            }
            _ => return Err(ShapeError::Unsupported { shape: name(shape), feature: feature.to_owned() }),
        })
    }

    /// The members of an RDF list.
    fn list(&self, start: &Term) -> Option<Vec<Term>> {
        let mut members = Vec::new();
        let mut at = subject(start)?;
        loop {
            let about = self.about(&at);
            let value = |property: NamedNodeRef<'_>| about.iter().find(|t| t.predicate == property).map(|t| &t.object);
            let Some(first) = value(FIRST) else { return Some(members) };
            members.push(first.clone());
            at = subject(value(REST)?)?;
        }
    }
}

fn name(node: &NamedOrBlankNode) -> String {
    match node {
        NamedOrBlankNode::NamedNode(node) => node.as_str().rsplit(['#', '/']).next().unwrap_or_default().to_owned(),
        NamedOrBlankNode::BlankNode(node) => node.to_string(),
    }
}

fn subject(term: &Term) -> Option<NamedOrBlankNode> {
    match term {
        Term::NamedNode(node) => Some(node.clone().into()),
        Term::BlankNode(node) => Some(node.clone().into()),
        _ => None,
    }
}

fn iri(term: &Term) -> Option<NamedNode> {
    if let Term::NamedNode(node) = term { Some(node.clone()) } else { None }
}

fn text(term: &Term) -> String {
    if let Term::Literal(literal) = term { literal.value().to_owned() } else { term.to_string() }
}

/// The number that a term is, if it is one.
pub(super) fn number(term: &Term) -> Option<f64> {
    match term {
        Term::Literal(literal) if is_numeric(literal) => literal.value().parse().ok(),
        _ => None,
    }
}

fn is_numeric(literal: &Literal) -> bool {
    let local = literal.datatype().as_str().strip_prefix(xsd::NS).unwrap_or_default();
    ["integer", "decimal", "double", "float", "int", "long", "nonNegativeInteger", "positiveInteger"].contains(&local)
}

fn severity(value: &Term) -> Option<Severity> {
    let all = [("Violation", Severity::Violation), ("Warning", Severity::Warning), ("Info", Severity::Info)];
    all.into_iter().find(|(local, _)| is(value, local)).map(|(_, severity)| severity)
}

fn node_kind(value: &Term) -> Option<NodeKind> {
    let local = iri(value)?.as_str().strip_prefix(SH)?.to_owned();
    let (iri, blank, literal) = match local.as_str() {
        "IRI" => (true, false, false),
        "BlankNode" => (false, true, false),
        "Literal" => (false, false, true),
        "BlankNodeOrIRI" => (true, true, false),
        "BlankNodeOrLiteral" => (false, true, true),
        "IRIOrLiteral" => (true, false, true),
        _ => return None,
    };
    Some(NodeKind { iri, blank, literal })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::knowledge::Ontology;
    use oxttl::TurtleParser;

    fn shapes(turtle: &str) -> Result<Vec<Shape>, ShapeError> {
        let head = "@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix ex: <http://example.org/> .";
        let turtle = format!("{head}\n{turtle}");
        let triples: Vec<Triple> = TurtleParser::new().for_slice(turtle.as_bytes()).map(|t| t.expect("Turtle")).collect();
        read(&triples)
    }

    #[test]
    fn every_shape_of_the_ontology_can_be_checked() {
        let triples: Vec<Triple> = Ontology::embedded().expect("what is built in").triples().collect();
        let shapes = read(&triples).expect("shapes");
        let assertion = shapes.iter().find(|shape| shape.name == "AssertionShape").expect("a shape");
        assert_eq!(assertion.targets.len(), 1);
        let modality = assertion.properties.iter().find(|p| p.path.as_str().ends_with("#modality")).expect("a property");
        assert!(modality.constraints.iter().any(|c| matches!(c, Constraint::In(members) if members.len() == 5)));
        assert!(shapes.len() > 30, "one for each situation type");
    }

    #[test]
    fn what_is_not_supported_is_refused_by_name() {
        let error = shapes("ex:S a sh:NodeShape ; sh:property [ sh:path ex:p ; sh:pattern \"^a\" ] .").expect_err("unsupported");
        assert!(error.to_string().contains("sh:pattern is not supported"), "{error}");
        let path = shapes("ex:S a sh:NodeShape ; sh:property [ sh:path ( ex:p ex:q ) ; sh:minCount 1 ] .").expect_err("a path");
        assert!(path.to_string().contains("sh:path needs one property"), "{path}");
        let closed = shapes("ex:S a sh:NodeShape ; sh:closed true .").expect_err("closed");
        assert!(closed.to_string().contains("shape S: sh:closed"), "{closed}");
    }

    #[test]
    fn wrong_values_are_told() {
        let error = shapes("ex:S a sh:NodeShape ; sh:property [ sh:path ex:p ; sh:minCount ex:one ] .").expect_err("no number");
        assert!(error.to_string().contains("sh:minCount needs a number"), "{error}");
    }
}
