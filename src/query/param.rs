//! Parameters: names as people write them → terms. The gazetteer knows most; a name that it lacks is looked
//! for among the labels in the store.

use super::QueryError;
use super::header::{Headed, Kind, Parameter};
use crate::graph::literal;
use crate::graph::vocab::{demarche, dm, rdfs, skos, xsd};
use crate::knowledge::spelling::near;
use crate::store::KnowledgeBase;
use crate::store::bind::Bindings;
use oxigraph::model::{Literal, NamedNode, NamedNodeRef, Term};
use std::collections::BTreeSet;

/// What a name may mean: IRIs, best first for a parameter of this kind.
pub type Resolver<'a> = dyn Fn(&str, Kind) -> Vec<NamedNode> + 'a;

/// Splits `name=value`.
///
/// # Errors
/// If there is no `=` after a name.
pub fn pair(text: &str) -> Result<(String, String), QueryError> {
    match text.split_once('=') {
        Some((name, value)) if !name.is_empty() => Ok((name.trim().to_owned(), value.trim().to_owned())),
        _ => Err(QueryError::NotAPair(text.to_owned())),
    }
}

/// The terms that a query's parameters stand for.
pub(super) fn bind(
    base: &KnowledgeBase,
    query: &Headed,
    given: &[(String, String)],
    resolver: &Resolver<'_>,
    notes: &mut Vec<String>,
) -> Result<Bindings, QueryError> {
    if let Some((name, _)) = given.iter().find(|(name, _)| query.parameters.iter().all(|p| p.name != *name)) {
        return Err(unknown(query, name));
    }
    let mut bindings = Bindings::default();
    for parameter in &query.parameters {
        let value = given.iter().rev().find(|(name, _)| *name == parameter.name);
        match value {
            Some((_, value)) => {
                let term = resolve(base, parameter, value, resolver, notes)?;
                bindings = bindings.with(&parameter.name, term);
            }
            None if parameter.optional => {}
            None => return Err(missing(query, parameter)),
        }
    }
    Ok(bindings)
}

fn unknown(query: &Headed, name: &str) -> QueryError {
    let names = || query.parameters.iter().map(|p| p.name.as_str());
    let takes = names().collect::<Vec<_>>().join(", ");
    let takes = if takes.is_empty() { "none".to_owned() } else { takes };
    let (query, name, near) = (query.name.clone(), name.to_owned(), near(name, names()));
    QueryError::UnknownParameter { query, name, takes, near }
}

fn missing(query: &Headed, parameter: &Parameter) -> QueryError {
    let Parameter { name, kind, example, .. } = parameter.clone();
    QueryError::MissingParameter { query: query.name.clone(), name, expected: kind.description(), example }
}

fn resolve(
    base: &KnowledgeBase,
    parameter: &Parameter,
    value: &str,
    resolver: &Resolver<'_>,
    notes: &mut Vec<String>,
) -> Result<Term, QueryError> {
    let kind = parameter.kind;
    match kind {
        Kind::Text => Ok(Literal::new_simple_literal(value).into()),
        Kind::Date if literal::date(value).is_some() => Ok(Literal::new_simple_literal(value).into()),
        Kind::Number if is_decimal(value) => Ok(Literal::new_typed_literal(value, xsd::DECIMAL).into()),
        Kind::Date | Kind::Number => Err(bad(parameter, value, None)),
        Kind::Term => term(base, parameter, value),
        Kind::Document | Kind::Entity | Kind::Actor | Kind::Place => {
            let found = named(base, kind, value, resolver)?;
            let (name, other) = (parameter.name.clone(), value.to_owned());
            match choose(found, &name, value, notes) {
                Some(term) => Ok(term),
                None => Err(QueryError::NoSuchName { name, value: other, near: like(base, kind, value)? }),
            }
        }
    }
}

fn bad(parameter: &Parameter, value: &str, near: Option<String>) -> QueryError {
    let (name, value, expected) = (parameter.name.clone(), value.to_owned(), parameter.kind.description());
    QueryError::BadValue { name, value, expected, near, example: parameter.example.clone() }
}

/// An optional sign, digits, and at most one point among them.
fn is_decimal(value: &str) -> bool {
    let digits = value.strip_prefix(['+', '-']).unwrap_or(value);
    let only_digits = digits.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    only_digits && digits.bytes().filter(|byte| *byte == b'.').count() <= 1 && digits.bytes().any(|byte| byte.is_ascii_digit())
}

/// A term of the ontology, with or without its prefix. A store without an ontology takes any.
fn term(base: &KnowledgeBase, parameter: &Parameter, value: &str) -> Result<Term, QueryError> {
    let local = value.strip_prefix("dm:").unwrap_or(value);
    let known = base.terms()?;
    if !local.is_empty() && (known.is_empty() || known.contains(local)) {
        return Ok(demarche(local).into());
    }
    Err(bad(parameter, value, near(local, known.iter().map(String::as_str))))
}

/// The name in the store that a name is perhaps a slip for.
fn like(base: &KnowledgeBase, kind: Kind, value: &str) -> Result<Option<String>, QueryError> {
    let properties: &[NamedNodeRef<'_>] =
        if kind == Kind::Document { &[dm::SOURCE_NAME] } else { &[rdfs::LABEL, skos::ALT_LABEL] };
    let mut names = BTreeSet::new();
    for property in properties {
        names.extend(base.names(*property)?);
    }
    Ok(near(value, names.iter().map(String::as_str)))
}

/// The best of what a name may mean; the others are told.
fn choose(found: Vec<NamedNode>, name: &str, value: &str, notes: &mut Vec<String>) -> Option<Term> {
    let mut found = found.into_iter();
    let best = found.next()?;
    let others: Vec<String> = found.map(|node| node.to_string()).collect();
    if !others.is_empty() {
        notes.push(format!("--param {name}={value}: taken as {best}; it may also be {}", others.join(", ")));
    }
    Some(best.into())
}

/// What has this name: an IRI means itself.
fn named(base: &KnowledgeBase, kind: Kind, value: &str, resolver: &Resolver<'_>) -> Result<Vec<NamedNode>, QueryError> {
    if let Some(iri) = iri(base, value) {
        return Ok(vec![iri]);
    }
    if kind == Kind::Document {
        return labelled(base, value, &[dm::SOURCE_NAME]);
    }
    let known = resolver(value, kind);
    if known.is_empty() { labelled(base, value, &[rdfs::LABEL, skos::ALT_LABEL]) } else { Ok(known) }
}

/// A whole IRI, or `ent:kuril-islands`.
fn iri(base: &KnowledgeBase, value: &str) -> Option<NamedNode> {
    if let Some(slug) = value.strip_prefix("ent:") {
        return NamedNode::new(format!("{}entity/{slug}", base.minter().base())).ok();
    }
    let value = value.strip_prefix('<').and_then(|v| v.strip_suffix('>')).unwrap_or(value);
    if value.contains("://") { NamedNode::new(value).ok() } else { None }
}

/// What a store calls by this name, whatever the case.
fn labelled(base: &KnowledgeBase, value: &str, properties: &[NamedNodeRef<'_>]) -> Result<Vec<NamedNode>, QueryError> {
    let mut found = BTreeSet::new();
    for property in properties {
        found.extend(base.named(*property, value)?.into_iter().map(NamedNode::into_string));
    }
    Ok(found.into_iter().map(NamedNode::new_unchecked).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_told_from_words() {
        assert!(["1", "0.6", "-2.", ".5", "+10"].into_iter().all(is_decimal));
        assert!(["", ".", "-", "1.2.3", "half", "1e3"].into_iter().all(|value| !is_decimal(value)));
    }
}
