//! Nodes held against shapes. The meaning of each constraint is that of the SHACL recommendation; the graph is the union of all graphs.

use super::shapes::{Constraint, NodeKind, PropertyShape, Severity, Shape, Target, number};
use super::{Finding, Location, Report, narrower};
use crate::graph::literal;
use crate::graph::vocab::{rdf, xsd};
use crate::store::{KnowledgeBase, StoreError};
use oxigraph::model::{Literal, NamedNode, NamedNodeRef, NamedOrBlankNode, Term};
use std::cell::RefCell;
use std::collections::{BTreeSet, HashMap, HashSet};
use std::rc::Rc;

/// Adds what the shapes find to a report.
pub(super) fn check(base: &KnowledgeBase, shapes: &[Shape], report: &mut Report) -> Result<(), StoreError> {
    let checker = Checker { base, classes: RefCell::default(), types: RefCell::default() };
    for shape in shapes {
        for focus in checker.focus(shape)? {
            checker.node(shape, &focus, report)?;
        }
    }
    Ok(())
}

struct Checker<'a> {
    base: &'a KnowledgeBase,
    /// Classes with those that are narrower.
    classes: RefCell<HashMap<NamedNode, Rc<BTreeSet<NamedNode>>>>,
    /// Nodes with their classes.
    types: RefCell<HashMap<NamedNode, Vec<Term>>>,
}

/// What is said of a node, by property; each value once.
type Values = HashMap<NamedNode, Vec<Term>>;

impl Checker<'_> {
    fn class(&self, class: &NamedNode) -> Result<Rc<BTreeSet<NamedNode>>, StoreError> {
        if let Some(known) = self.classes.borrow().get(class) {
            return Ok(known.clone());
        }
        let found = Rc::new(narrower(self.base, class)?);
        self.classes.borrow_mut().insert(class.clone(), found.clone());
        Ok(found)
    }

    /// The nodes that a shape is for, each once.
    fn focus(&self, shape: &Shape) -> Result<HashSet<Term>, StoreError> {
        let mut focus = HashSet::new();
        for target in &shape.targets {
            match target {
                Target::Node(node) => _ = focus.insert(node.clone()),
                Target::SubjectsOf(property) => {
                    focus.extend(self.base.pairs(property.as_ref())?.into_iter().map(|(subject, _)| Term::from(subject)));
                }
                Target::ObjectsOf(property) => {
                    focus.extend(self.base.pairs(property.as_ref())?.into_iter().map(|(_, object)| object));
                }
                Target::Class(class) => {
                    for narrower in self.class(class)?.iter() {
                        focus.extend(self.base.subjects_of(rdf::TYPE, &narrower.clone().into())?);
                    }
                }
            }
        }
        Ok(focus)
    }

    fn node(&self, shape: &Shape, focus: &Term, report: &mut Report) -> Result<(), StoreError> {
        let values = self.values(focus)?;
        let own = std::slice::from_ref(focus);
        for constraint in &shape.constraints {
            for value in self.failing(constraint, own, &values)? {
                report.findings.push(finding(
                    &shape.name,
                    shape.severity,
                    focus,
                    None,
                    value,
                    shape.message.as_deref(),
                    constraint,
                ));
            }
        }
        shape.properties.iter().try_for_each(|property| self.property(property, focus, &values, report))
    }

    fn property(&self, shape: &PropertyShape, focus: &Term, values: &Values, report: &mut Report) -> Result<(), StoreError> {
        let own = values.get(&shape.path).map_or(&[][..], Vec::as_slice);
        for constraint in &shape.constraints {
            for value in self.failing(constraint, own, values)? {
                let path = Some(&shape.path);
                report.findings.push(finding(
                    &shape.name,
                    shape.severity,
                    focus,
                    path,
                    value,
                    shape.message.as_deref(),
                    constraint,
                ));
            }
        }
        Ok(())
    }

    /// All that is said of a node.
    fn values(&self, node: &Term) -> Result<Values, StoreError> {
        let mut values = Values::new();
        let subject: NamedOrBlankNode = match node {
            Term::NamedNode(node) => node.clone().into(),
            Term::BlankNode(node) => node.clone().into(),
            _ => return Ok(values),
        };
        for (property, value) in self.base.about(subject.as_ref())? {
            let known = values.entry(property).or_default();
            if !known.contains(&value) {
                known.push(value);
            }
        }
        Ok(values)
    }

    /// The values that fail a constraint; `None` where it is their number that fails.
    fn failing(&self, constraint: &Constraint, own: &[Term], values: &Values) -> Result<Vec<Option<Term>>, StoreError> {
        let failing = |fails: &dyn Fn(&Term) -> bool| own.iter().filter(|v| fails(v)).cloned().map(Some).collect();
        let counted = |wrong: bool| if wrong { vec![None] } else { Vec::new() };
        Ok(match constraint {
            Constraint::MinCount(least) => counted(own.len() < *least),
            Constraint::MaxCount(most) => counted(own.len() > *most),
            Constraint::Datatype(datatype) => failing(&|value| !is_of_type(value, datatype.as_ref())),
            Constraint::NodeKind(kind) => failing(&|value| !is_of_kind(value, *kind)),
            Constraint::In(members) => failing(&|value| !members.contains(value)),
            Constraint::MinInclusive(least) => failing(&|value| number(value).is_none_or(|n| n < *least)),
            Constraint::MaxInclusive(most) => failing(&|value| number(value).is_none_or(|n| n > *most)),
            Constraint::LessThan(other) => {
                let others = values.get(other).map_or(&[][..], Vec::as_slice);
                let pairs = own.iter().flat_map(|value| others.iter().map(move |other| (value, other)));
                pairs.filter(|(value, other)| !is_less(value, other)).map(|(value, _)| Some(value.clone())).collect()
            }
            Constraint::Or(shapes) => {
                let mut failing = Vec::new();
                for value in own {
                    if !self.fits_one(shapes, value)? {
                        failing.push(Some(value.clone()));
                    }
                }
                failing
            }
            Constraint::Class(class) => {
                let class = self.class(class)?;
                let mut failing = Vec::new();
                for value in own {
                    if !self.is_instance(value, &class)? {
                        failing.push(Some(value.clone()));
                    }
                }
                failing
            }
        })
    }

    /// Whether a value is as one of these shapes wants it.
    fn fits_one(&self, shapes: &[Shape], value: &Term) -> Result<bool, StoreError> {
        for shape in shapes {
            let mut report = Report::default();
            self.node(shape, value, &mut report)?;
            if report.findings.is_empty() {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Whether a value is of one of these classes. Each node is looked up once: all passages of a document ask for the document.
    fn is_instance(&self, value: &Term, classes: &BTreeSet<NamedNode>) -> Result<bool, StoreError> {
        let Term::NamedNode(node) = value else { return Ok(false) };
        if !self.types.borrow().contains_key(node) {
            let types = self.base.values(node, rdf::TYPE)?;
            self.types.borrow_mut().insert(node.clone(), types);
        }
        let types = self.types.borrow();
        let mut types = types.get(node).into_iter().flatten();
        Ok(types.any(|class| matches!(class, Term::NamedNode(class) if classes.contains(class))))
    }
}

fn finding(
    check: &str,
    severity: Severity,
    node: &Term,
    path: Option<&NamedNode>,
    value: Option<Term>,
    message: Option<&str>,
    constraint: &Constraint,
) -> Finding {
    let message = message.map_or_else(|| words(constraint), ToOwned::to_owned);
    Finding {
        severity,
        check: check.to_owned(),
        node: node.clone(),
        path: path.cloned(),
        value,
        message,
        location: Location::default(),
    }
}

/// What a constraint without a message of its own asks for.
fn words(constraint: &Constraint) -> String {
    match constraint {
        Constraint::MinCount(n) => format!("At least {n} of them."),
        Constraint::MaxCount(n) => format!("At most {n} of them."),
        Constraint::Datatype(datatype) => format!("A well-formed {}.", datatype.as_str()),
        Constraint::Class(class) => format!("An instance of {}.", class.as_str()),
        Constraint::NodeKind(kind) if kind.iri && !kind.literal => "An IRI.".to_owned(),
        Constraint::NodeKind(_) => "A node of the kind that the shape asks for.".to_owned(),
        Constraint::In(members) => format!("One of {}.", members.iter().map(Term::to_string).collect::<Vec<_>>().join(", ")),
        Constraint::MinInclusive(n) => format!("At least {n}."),
        Constraint::MaxInclusive(n) => format!("At most {n}."),
        Constraint::Or(_) => "One of the alternatives that the shape gives.".to_owned(),
        Constraint::LessThan(other) => format!("Less than {}.", other.as_str()),
    }
}

fn is_of_kind(value: &Term, kind: NodeKind) -> bool {
    match value {
        Term::NamedNode(_) => kind.iri,
        Term::BlankNode(_) => kind.blank,
        Term::Literal(_) => kind.literal,
        Term::Triple(_) => false,
    }
}

fn is_of_type(value: &Term, datatype: NamedNodeRef<'_>) -> bool {
    matches!(value, Term::Literal(literal) if literal.datatype() == datatype && is_well_formed(literal))
}

/// Whether a literal's words are of its type. Types that Demarche does not write are taken on trust.
fn is_well_formed(literal: &Literal) -> bool {
    let (value, datatype) = (literal.value(), literal.datatype());
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let unsigned = value.strip_prefix(['+', '-']).unwrap_or(value);
    if datatype == xsd::INTEGER {
        return digits(unsigned);
    }
    if datatype == xsd::DECIMAL {
        let (whole, part) = unsigned.split_once('.').unwrap_or((unsigned, ""));
        return digits(&format!("{whole}{part}"));
    }
    if datatype == xsd::BOOLEAN {
        return matches!(value, "true" | "false" | "0" | "1");
    }
    let is_date = [xsd::DATE, xsd::G_YEAR, xsd::G_YEAR_MONTH].contains(&datatype);
    !is_date || literal::date(value).as_ref() == Some(literal)
}

/// Whether two numbers, or two literals of one type, stand in this order.
fn is_less(value: &Term, other: &Term) -> bool {
    match (number(value), number(other), value, other) {
        (Some(a), Some(b), _, _) => a < b,
        (None, None, Term::Literal(a), Term::Literal(b)) => a.datatype() == b.datatype() && a.value() < b.value(),
        _ => false,
    }
}
