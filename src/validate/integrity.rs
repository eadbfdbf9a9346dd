//! The checks that SHACL cannot express.

use super::locate::number;
use super::shapes::Severity;
use super::{Finding, Report, narrower};
use crate::graph::context::Context;
use crate::graph::literal;
use crate::graph::vocab::{dct, dm, nif, rdf, rdfs};
use crate::store::{KnowledgeBase, StoreError};
use crate::text::{CharSpan, Text};
use oxigraph::model::{NamedNode, NamedNodeRef, NamedOrBlankNode, Quad, Term, Triple};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

/// Adds what the checks find to a report.
pub(super) fn check(base: &KnowledgeBase, context: &dyn Context, report: &mut Report) -> Result<(), StoreError> {
    references(base, report)?;
    dates(base, report)?;
    roles(base, context, report)?;
    direct(base, context, report)?;
    offsets(base, report)
}

/// Names under the base that lead to nothing.
fn references(base: &KnowledgeBase, report: &mut Report) -> Result<(), StoreError> {
    let graphs: HashSet<NamedNode> = base.graphs()?.into_iter().collect();
    let mut described: HashSet<NamedNode> = HashSet::new();
    let mut used: BTreeMap<NamedNode, Quad> = BTreeMap::new();
    for quad in base.all() {
        let quad = quad?;
        if let Term::NamedNode(object) = &quad.object
            && object.as_str().starts_with(base.minter().base())
        {
            used.entry(object.clone()).or_insert_with(|| quad.clone());
        }
        if let NamedOrBlankNode::NamedNode(subject) = quad.subject {
            described.insert(subject);
        }
    }
    let dangling = used.into_iter().filter(|(object, _)| !described.contains(object) && !graphs.contains(object));
    report.findings.extend(dangling.map(|(object, quad)| {
        let message = "The reference leads to nothing: no graph describes this node.";
        Finding::violation("dangling-reference", quad.subject, message).on(quad.predicate.as_ref(), object)
    }));
    Ok(())
}

/// Dates that do not exist, or whose type is not that of their form.
fn dates(base: &KnowledgeBase, report: &mut Report) -> Result<(), StoreError> {
    for property in [dct::DATE, dm::TIME] {
        for (subject, value) in base.pairs(property)? {
            let fits = matches!(&value, Term::Literal(value) if literal::date(value.value()).as_ref() == Some(value));
            if !fits {
                let message = "No date: expected an xsd:date, gYearMonth or gYear that exists, or an EDTF interval.";
                report.findings.push(Finding::violation("ill-formed-date", subject, message).on(property, value));
            }
        }
    }
    Ok(())
}

/// Roles that are filled by something of another class than they take, or that the situation's type does not have.
fn roles(base: &KnowledgeBase, context: &dyn Context, report: &mut Report) -> Result<(), StoreError> {
    let types = types(base)?;
    let is_one =
        |node: &Term, classes: &BTreeSet<NamedNode>| types.get(node).is_some_and(|t| t.iter().any(|t| classes.contains(t)));
    for role in roles_of(base, context)? {
        let (domain, range) = (domain(base, &role)?, range(base, &role)?);
        for (subject, filler) in base.pairs(role.as_ref())? {
            if !is_one(&subject.clone().into(), &domain) {
                let message = "The type of this situation has no such role.";
                report
                    .findings
                    .push(Finding::violation("foreign-role", subject.clone(), message).on(role.as_ref(), filler.clone()));
            }
            let judged = filler.is_named_node() && types.contains_key(&filler) && !is_one(&filler, &untyped());
            if judged && range.as_ref().is_some_and(|range| !is_one(&filler, range)) {
                let message = format!("Something of the wrong class fills the role `{}`.", local(&role));
                report.findings.push(Finding::violation("wrong-class", subject, message).on(role.as_ref(), filler));
            }
        }
    }
    Ok(())
}

/// The classes that may fill a role, if it has a range: those of the range, and what may stand for them. States and what is built have a
/// place on the earth, and a newspaper says and does things as any organization.
fn range(base: &KnowledgeBase, role: &NamedNode) -> Result<Option<BTreeSet<NamedNode>>, StoreError> {
    let Some(Term::NamedNode(range)) = base.value(role, rdfs::RANGE)? else { return Ok(None) };
    let mut classes = narrower(base, &range)?;
    let standing_in: &[NamedNodeRef<'_>] = match range.as_ref() {
        dm::PLACE => &[dm::STATE, dm::INFRASTRUCTURE],
        dm::ACTOR | dm::ORGANIZATION => &[dm::PUBLICATION_CLASS],
        _ => &[],
    };
    for class in standing_in {
        classes.extend(narrower(base, &class.into_owned())?);
    }
    Ok(Some(classes))
}

/// What has no class to judge it by: described things, and entities that only a document names, whose class is a guess.
fn untyped() -> BTreeSet<NamedNode> {
    [dm::DESCRIBED_THING, dm::UNLINKED, dm::OTHER].into_iter().map(NamedNodeRef::into_owned).collect()
}

fn local(node: &NamedNode) -> &str {
    node.as_str().rsplit(['#', '/']).next().unwrap_or_default()
}

/// The classes of everything that has one.
fn types(base: &KnowledgeBase) -> Result<HashMap<Term, Vec<NamedNode>>, StoreError> {
    let mut types: HashMap<Term, Vec<NamedNode>> = HashMap::new();
    for (subject, class) in base.pairs(rdf::TYPE)? {
        if let Term::NamedNode(class) = class {
            types.entry(subject.into()).or_default().push(class);
        }
    }
    Ok(types)
}

/// The roles that situation types have.
fn roles_of(base: &KnowledgeBase, context: &dyn Context) -> Result<BTreeSet<NamedNode>, StoreError> {
    let mut roles = BTreeSet::new();
    for kind in context.situation_types() {
        for (property, role) in base.about(kind.iri(&kind.class).as_ref().into())? {
            if let (true, Term::NamedNode(role)) = (property == dm::ROLE, role) {
                roles.insert(role);
            }
        }
    }
    Ok(roles)
}

/// The situation types that have a role, with those that are narrower.
fn domain(base: &KnowledgeBase, role: &NamedNode) -> Result<BTreeSet<NamedNode>, StoreError> {
    let mut domain = BTreeSet::new();
    for class in base.subjects_of(dm::ROLE, &role.clone().into())? {
        if let Term::NamedNode(class) = class {
            domain.extend(narrower(base, &class)?);
        }
    }
    Ok(domain)
}

/// Direct triples that no assertion supports, and ones that are still to be derived.
fn direct(base: &KnowledgeBase, context: &dyn Context, report: &mut Report) -> Result<(), StoreError> {
    let types = context.situation_types();
    let supported: HashSet<Triple> = base.direct_triples(&types)?.into_iter().collect();
    let properties: BTreeSet<NamedNode> =
        types.iter().flat_map(|kind| kind.direct.iter().map(|direct| kind.iri(&direct.property))).collect();
    let mut present = HashSet::new();
    for property in &properties {
        for (subject, object) in base.pairs(property.as_ref())? {
            present.insert(Triple::new(subject, property.clone(), object));
        }
    }
    for triple in present.difference(&supported) {
        let message = "No assertion supports this direct triple: none is affirmed, actual, vouched for and uncontradicted.";
        let finding = Finding::violation("unsupported-direct-triple", triple.subject.clone(), message);
        report.findings.push(finding.on(triple.predicate.as_ref(), triple.object.clone()));
    }
    // A file that holds no direct triples at all leaves them out on purpose.
    if !present.is_empty() {
        for triple in supported.difference(&present) {
            let message = "A direct triple is missing; build the store again.";
            let finding = Finding::violation("missing-direct-triple", triple.subject.clone(), message);
            let finding = finding.on(triple.predicate.as_ref(), triple.object.clone());
            report.findings.push(Finding { severity: Severity::Warning, ..finding });
        }
    }
    Ok(())
}

/// Passages that do not stand where they say, document by document.
fn offsets(base: &KnowledgeBase, report: &mut Report) -> Result<(), StoreError> {
    let mut without = 0;
    for document in base.documents()? {
        let Some(Term::Literal(text)) = base.value(&document.iri, nif::IS_STRING)? else {
            without += 1;
            continue;
        };
        let text = Text::new(text.value().to_owned());
        for passage in base.subjects_of(nif::REFERENCE_CONTEXT, &document.iri.clone().into())? {
            if let Term::NamedNode(passage) = passage {
                report.findings.extend(passage_fault(base, &text, &passage)?);
            }
        }
    }
    if without > 0 {
        report.notes.push(format!("{without} documents carry no text, so their offsets could not be checked"));
    }
    Ok(())
}

fn passage_fault(base: &KnowledgeBase, text: &Text, passage: &NamedNode) -> Result<Option<Finding>, StoreError> {
    let index = |property| Ok::<_, StoreError>(base.value(passage, property)?.as_ref().and_then(number));
    // Passages without both indices are the shapes' concern.
    let (Some(begin), Some(end)) = (index(nif::BEGIN_INDEX)?, index(nif::END_INDEX)?) else { return Ok(None) };
    if begin > end || end > text.len() {
        let message = format!("The offsets {begin},{end} lie outside the text, which has {} code points.", text.len());
        return Ok(Some(Finding::violation("offsets-outside-text", passage.clone(), message)));
    }
    let named = passage.as_str().split_once("#char=").map(|(_, span)| span);
    if named.is_some_and(|span| span != format!("{begin},{end}")) {
        let message = format!("The name of the passage gives other offsets than {begin},{end}.");
        return Ok(Some(Finding::violation("offsets-unlike-name", passage.clone(), message)));
    }
    let words = text.slice(CharSpan::new(begin, end));
    let Some(anchor) = base.value(passage, nif::ANCHOR_OF)? else { return Ok(None) };
    let differs = !matches!(&anchor, Term::Literal(anchor) if *anchor == literal::text(words));
    Ok(differs.then(|| {
        let message = format!("The words are not those of the text, which has {words:?} there.");
        Finding::violation("words-unlike-text", passage.clone(), message).on(nif::ANCHOR_OF, anchor)
    }))
}
