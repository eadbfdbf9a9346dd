//! Entities of Wikidata in JSON: a dump (an array, one entity a line), its entities one a line, or what `Special:EntityData` and
//! `wbgetentities` give.
//!
//! Of each item and property: its names and descriptions in the languages that are wanted, the values of the best statements
//! (`wdt:`, as Wikidata's own RDF has them: preferred ones if there are any, else normal ones, never deprecated ones), and the
//! full form of statements that say when they hold (`p:`, `ps:`, `pq:`), without which terms of office cannot be compared.

mod entity;
mod time;
mod value;

use super::lines::{by_line, in_line};
use super::{Fault, Triples, Trouble};
use crate::graph::literal;
use crate::graph::vocab::{rdf, rdfs, schema, skos, wikibase, wikidata};
use entity::{Document, Entity, Rank, Snak, Statement};
use oxigraph::model::{Literal, NamedNode, NamedNodeRef, Term, Triple};
use std::io::{BufRead, Read};
use value::term;

/// The longest answer of the web service; it gives 50 entities at most.
const LONGEST: u64 = 256 << 20;

/// The language of names that are the same in all.
const ALL_LANGUAGES: &str = "mul";

/// What says when a statement holds: start, end, point in time.
const WHEN: [&str; 3] = ["P580", "P582", "P585"];

/// The entities of a file, with names in these languages.
pub(super) fn read(mut bytes: Box<dyn BufRead>, languages: &[String]) -> Triples {
    let head = bytes.fill_buf().is_ok_and(|head| is_document(&String::from_utf8_lossy(head)));
    let languages = languages.to_vec();
    if head { document(bytes, &languages) } else { by_line(bytes, move |line, triples| entity_line(line, &languages, triples)) }
}

/// Whether a file begins like an answer of the web service.
pub(super) fn is_document(head: &str) -> bool {
    let rest = head.trim_start_matches(['\u{FEFF}', ' ', '\n', '\r', '\t']).strip_prefix('{').map(str::trim_start);
    rest.is_some_and(|rest| rest.starts_with("\"entities\"") || rest.starts_with("\"success\""))
}

fn document(bytes: Box<dyn BufRead>, languages: &[String]) -> Triples {
    let document: Document = match serde_json::from_reader(bytes.take(LONGEST)) {
        Ok(document) => document,
        Err(error) => return Box::new(std::iter::once(Err(broken(error)))),
    };
    let mut triples = Vec::new();
    document.entities.values().for_each(|entity| write(entity, languages, &mut triples));
    Box::new(triples.into_iter().map(Ok))
}

fn broken(error: serde_json::Error) -> Trouble {
    if error.is_io() {
        return Trouble::Io(error.into());
    }
    let line = Some(error.line() as u64).filter(|line| *line > 0);
    Trouble::Broken(Fault { line, reason: format!("no entities of Wikidata ({error})") })
}

/// A line of a dump: an entity, followed by a comma unless it is the last; or a bracket around all of them.
fn entity_line(line: &str, languages: &[String], triples: &mut Vec<Triple>) -> Result<(), String> {
    let line = line.trim().trim_start_matches('[').trim_end_matches([',', ']']);
    if line.is_empty() {
        return Ok(());
    }
    let entity: Entity = serde_json::from_str(line).map_err(|error| format!("no entity of Wikidata ({})", in_line(&error)))?;
    if !entity.is_named_well() {
        return Err(format!("{:?} is no id of Wikidata", entity.id));
    }
    write(&entity, languages, triples);
    Ok(())
}

/// What is said of an entity. Lexemes and media are none that names or facts are asked of.
fn write(entity: &Entity, languages: &[String], triples: &mut Vec<Triple>) {
    if !entity.is_wanted() {
        return;
    }
    let node = named(wikidata::ENTITY, &entity.id);
    names(&node, entity, languages, triples);
    for (property, statements) in &entity.claims.0 {
        let best = statements.iter().map(|statement| statement.rank).max();
        for statement in statements.iter().filter(|statement| statement.rank != Rank::Deprecated) {
            write_statement(&node, property, statement, Some(statement.rank) == best, triples);
        }
    }
}

fn names(node: &NamedNode, entity: &Entity, languages: &[String], triples: &mut Vec<Triple>) {
    let wanted = |language: &str| language == ALL_LANGUAGES || languages.iter().any(|wanted| wanted == language);
    let mut add = |property: NamedNodeRef<'static>, language: &str, name: &entity::Name| {
        if wanted(language)
            && let Some(name) = in_language(name)
        {
            triples.push(Triple::new(node.clone(), property, name));
        }
    };
    for (language, name) in &entity.labels.0 {
        add(rdfs::LABEL, language, name);
    }
    for (language, name) in entity.aliases.0.iter().flat_map(|(language, names)| names.iter().map(move |name| (language, name))) {
        add(skos::ALT_LABEL, language, name);
    }
    for (language, name) in &entity.descriptions.0 {
        add(schema::DESCRIPTION, language, name);
    }
}

fn in_language(name: &entity::Name) -> Option<Literal> {
    let value = literal::text(&name.value).value().to_owned();
    Literal::new_language_tagged_literal(value, &name.language).ok()
}

/// A statement: its value if it is among the best, and all of it if it says when it holds.
fn write_statement(node: &NamedNode, property: &str, statement: &Statement, is_best: bool, triples: &mut Vec<Triple>) {
    let Some(value) = term(&statement.mainsnak) else { return };
    if is_best {
        triples.push(Triple::new(node.clone(), named(wikidata::DIRECT, property), value.clone()));
    }
    if WHEN.iter().any(|when| statement.qualifiers.0.contains_key(*when)) {
        write_whole(node, property, statement, (value, is_best), triples);
    }
}

fn write_whole(
    node: &NamedNode,
    property: &str,
    statement: &Statement,
    (value, is_best): (Term, bool),
    triples: &mut Vec<Triple>,
) {
    let Some(id) = statement.node_id() else { return };
    let whole = named(wikidata::STATEMENT, &id);
    triples.push(Triple::new(node.clone(), named(wikidata::CLAIM, property), whole.clone()));
    let mut add = |property: NamedNode, value: Term| triples.push(Triple::new(whole.clone(), property, value));
    add(rdf::TYPE.into_owned(), wikibase::STATEMENT.into());
    if is_best {
        add(rdf::TYPE.into_owned(), wikibase::BEST_RANK.into());
    }
    let preferred = statement.rank == Rank::Preferred;
    add(wikibase::RANK.into_owned(), if preferred { wikibase::PREFERRED_RANK } else { wikibase::NORMAL_RANK }.into());
    add(named(wikidata::VALUE, property), value);
    for (property, values) in &statement.qualifiers.0 {
        for value in values.iter().filter_map(|snak: &Snak| term(snak)) {
            add(named(wikidata::QUALIFIER, property), value);
        }
    }
}

/// Ids are checked when they are read.
fn named(space: &str, id: &str) -> NamedNode {
    NamedNode::new_unchecked(format!("{space}{id}"))
}

#[cfg(test)]
mod tests;
