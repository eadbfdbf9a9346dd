//! Parameters: names as people write them → terms. The gazetteer knows most; a name that it lacks is looked
//! for among the labels in the store.

use super::QueryError;
use super::catalog::{Bundled, Kind, Parameter};
use crate::graph::vocab::{demarche, dm, rdfs, skos};
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
    query: &Bundled,
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

fn unknown(query: &Bundled, name: &str) -> QueryError {
    let names: Vec<&str> = query.parameters.iter().map(|p| p.name.as_str()).collect();
    let takes = if names.is_empty() { "none".to_owned() } else { names.join(", ") };
    QueryError::UnknownParameter { query: query.name.clone(), name: name.to_owned(), takes }
}

fn missing(query: &Bundled, parameter: &Parameter) -> QueryError {
    let (query, name) = (query.name.clone(), parameter.name.clone());
    QueryError::MissingParameter { query, name, example: parameter.example.clone() }
}

fn resolve(
    base: &KnowledgeBase,
    parameter: &Parameter,
    value: &str,
    resolver: &Resolver<'_>,
    notes: &mut Vec<String>,
) -> Result<Term, QueryError> {
    let bad = |expected| {
        let (name, value) = (parameter.name.clone(), value.to_owned());
        QueryError::BadValue { name, value, expected }
    };
    match parameter.kind {
        Kind::Text => Ok(Literal::new_simple_literal(value).into()),
        Kind::Term if value.is_empty() => Err(bad("a term of the ontology")),
        Kind::Term => Ok(demarche(value).into()),
        Kind::Document | Kind::Entity | Kind::Actor | Kind::Place => {
            let found = named(base, parameter.kind, value, resolver)?;
            let (name, value) = (parameter.name.clone(), value.to_owned());
            choose(found, &name, &value, notes).ok_or(QueryError::NoSuchName { name, value })
        }
    }
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
