//! Entities of FollowTheMoney in JSON, one a line, as OpenSanctions publishes them (`entities.ftm.json`), or with the entities that
//! they name inside them (`targets.nested.json`).
//!
//! Its own export to RDF is a weak one: it calls partial dates `xsd:date` and entities `e:ID`. Here dates have the type of
//! their form, and entities the addresses that OpenSanctions has for them. Such an export can be merged as it is, as RDF.

use super::Triples;
use super::lines::{by_line, in_line};
use crate::graph::literal;
use crate::graph::vocab::{dct, ftm, rdf, rdfs, skos, wikidata, xsd};
use oxigraph::model::{Literal, NamedNode, NamedNodeRef, Term, Triple};
use serde::Deserialize;
use serde_json::Value;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::BufRead;

const ENTITY: &str = "https://www.opensanctions.org/entities/";

const DATASET: &str = "https://www.opensanctions.org/datasets/";

/// Properties whose values are entities (model of FollowTheMoney 4.11).
const ENTITY_VALUED: &[&str] = &[
    "addressEntity",
    "agent",
    "ancestors",
    "asset",
    "associate",
    "bank",
    "bankAccount",
    "bankForeign",
    "bankRub",
    "beneficiary",
    "beneficiaryAccount",
    "callForTenders",
    "caller",
    "candidate",
    "case",
    "client",
    "contract",
    "contractHolder",
    "controlled",
    "controller",
    "creditor",
    "debtor",
    "declarant",
    "director",
    "document",
    "emitters",
    "employee",
    "employer",
    "endLocation",
    "entity",
    "holder",
    "inReplyToEmail",
    "inReplyToMessage",
    "involved",
    "issuer",
    "match",
    "member",
    "object",
    "onBehalfOf",
    "operator",
    "organization",
    "organizer",
    "owner",
    "parent",
    "partOf",
    "participant",
    "party",
    "payer",
    "payerAccount",
    "person",
    "pictured",
    "post",
    "predecessor",
    "project",
    "proof",
    "receiver",
    "recipientAccount",
    "recipients",
    "relative",
    "resolved",
    "riskSource",
    "senderAccount",
    "startLocation",
    "successor",
    "supplier",
    "taxee",
    "tenderers",
    "transport",
    "vehicle",
];

/// Properties whose values are entities in some schemas only.
const ENTITY_VALUED_IN: &[(&str, &[&str])] = &[
    ("authority", &["Contract", "CallForTenders", "License"]),
    ("sender", &["Message", "EconomicActivity"]),
    ("subject", &["UnknownLink"]),
];

/// Properties whose values are web addresses.
const URL_VALUED: &[&str] =
    &["alephUrl", "opencorporatesUrl", "programUrl", "publisherUrl", "sourceUrl", "tedUrl", "website", "wikipediaUrl"];

/// The property that names an entity's item in Wikidata.
const WIKIDATA_ID: &str = "wikidataId";

/// An entity as a line has it.
#[derive(Deserialize)]
struct Entity<'a> {
    #[serde(borrow)]
    id: Cow<'a, str>,
    #[serde(borrow)]
    schema: Cow<'a, str>,
    #[serde(default, borrow)]
    caption: Option<Cow<'a, str>>,
    #[serde(default)]
    properties: BTreeMap<String, Vec<Value>>,
    #[serde(default)]
    datasets: Vec<String>,
    #[serde(default)]
    referents: Vec<String>,
}

/// The entities of a file.
pub(super) fn read(bytes: Box<dyn BufRead>) -> Triples {
    by_line(bytes, |line, triples| {
        let entity: Entity<'_> =
            serde_json::from_str(line).map_err(|error| format!("no entity of FollowTheMoney ({})", in_line(&error)))?;
        write(&entity, triples)
    })
}

fn write(entity: &Entity<'_>, triples: &mut Vec<Triple>) -> Result<(), String> {
    let node = self::entity(&entity.id).ok_or_else(|| format!("{:?} is no id", entity.id))?;
    let schema = term(&entity.schema).ok_or_else(|| format!("{:?} is no schema", entity.schema))?;
    let mut add = |property: NamedNodeRef<'_>, value: Term| triples.push(Triple::new(node.clone(), property.into_owned(), value));
    add(rdf::TYPE, schema.into());
    if let Some(caption) = &entity.caption {
        add(rdfs::LABEL, literal::text(caption).into());
    }
    if let Some(item) = item(&entity.id) {
        add(skos::EXACT_MATCH, item.into());
    }
    for dataset in entity.datasets.iter().filter_map(|name| named(DATASET, name)) {
        add(dct::IS_PART_OF, dataset.into());
    }
    for replaced in entity.referents.iter().filter(|id| **id != entity.id).filter_map(|id| self::entity(id)) {
        add(dct::REPLACES, replaced.into());
    }
    for (name, values) in &entity.properties {
        let property = term(name).ok_or_else(|| format!("{name:?} is no property"))?;
        for value in values {
            write_value(&node, &property, (name, &entity.schema), value, triples)?;
        }
    }
    Ok(())
}

/// A value of a property, with the entity that it is, where it stands inside.
fn write_value(
    node: &NamedNode,
    property: &NamedNode,
    (name, schema): (&str, &str),
    value: &Value,
    triples: &mut Vec<Triple>,
) -> Result<(), String> {
    let text = match value {
        Value::String(text) => Cow::Borrowed(text.as_str()),
        Value::Object(_) => {
            let inner = Entity::deserialize(value).map_err(|error| format!("{name}: no entity of FollowTheMoney ({error})"))?;
            write(&inner, triples)?;
            inner.id
        }
        Value::Number(number) => Cow::Owned(number.to_string()),
        other => return Err(format!("{name}: {other} is no value")),
    };
    triples.push(Triple::new(node.clone(), property.clone(), term_of(name, schema, &text, value.is_object())));
    if name == WIKIDATA_ID
        && let Some(item) = item(&text)
    {
        let link = Triple::new(node.clone(), skos::EXACT_MATCH, item);
        if !triples.contains(&link) {
            triples.push(link);
        }
    }
    Ok(())
}

fn term_of(name: &str, schema: &str, text: &str, is_entity: bool) -> Term {
    let of_schema = |row: &(&str, &[&str])| row.0 == name && row.1.contains(&schema);
    let node = if is_entity || ENTITY_VALUED.contains(&name) || ENTITY_VALUED_IN.iter().any(of_schema) {
        entity(text)
    } else if URL_VALUED.contains(&name) {
        NamedNode::new(text).ok()
    } else {
        None
    };
    match node {
        Some(node) => node.into(),
        None => literal(name, text).into(),
    }
}

/// Dates as they are: a year, a month, a day, or a time.
fn literal(name: &str, text: &str) -> Literal {
    let dated = name.ends_with("Date")
        || name.ends_with("At")
        || ["date", "periodStart", "periodEnd", "submissionDeadline"].contains(&name);
    if !dated || text.contains('/') {
        return literal::text(text);
    }
    let whole = text.split_once('T').filter(|(day, time)| day.len() == 10 && literal::date(day).is_some() && is_time(time));
    match whole {
        Some(_) => Literal::new_typed_literal(text, xsd::DATE_TIME),
        None => literal::date(text).unwrap_or_else(|| literal::text(text)),
    }
}

/// `09:30:00`, with or without a zone. Hours alone, which FollowTheMoney has too, are no time of XML Schema.
fn is_time(time: &str) -> bool {
    let time = time.strip_suffix('Z').or_else(|| time.strip_suffix("+00:00")).unwrap_or(time);
    let parts: Vec<Option<u32>> = time.split(':').map(|part| (part.len() == 2).then(|| part.parse().ok()).flatten()).collect();
    matches!(parts[..], [Some(hour), Some(minute), Some(second)] if hour < 24 && minute < 60 && second < 60)
}

fn entity(id: &str) -> Option<NamedNode> {
    named(ENTITY, id)
}

/// The item of Wikidata that an id is: a third of the entities of OpenSanctions are called after theirs.
fn item(id: &str) -> Option<NamedNode> {
    let digits = id.strip_prefix('Q')?;
    let is_item = digits.bytes().all(|byte| byte.is_ascii_digit()) && digits.len() <= 12 && !digits.starts_with('0');
    (is_item && !digits.is_empty()).then(|| NamedNode::new_unchecked(format!("{}{id}", wikidata::ENTITY)))
}

fn named(space: &str, name: &str) -> Option<NamedNode> {
    (!name.is_empty()).then(|| NamedNode::new(format!("{space}{name}")).ok())?
}

fn term(local: &str) -> Option<NamedNode> {
    let fit = !local.is_empty() && local.bytes().all(|byte| byte.is_ascii_alphanumeric());
    fit.then(|| NamedNode::new_unchecked(format!("{}{local}", ftm::NS)))
}

#[cfg(test)]
mod tests {
    use super::super::lines::tests::{bytes, collect};
    use super::*;

    fn objects(line: &str, property: &str) -> Vec<String> {
        let (triples, faults) = collect(read(bytes(line.as_bytes())));
        assert!(faults.is_empty(), "{faults:?}");
        let of = |triple: &String| triple.split_once(&format!("#{property}> ")).map(|(_, object)| object.to_owned());
        triples.iter().filter_map(of).collect()
    }

    #[test]
    fn dates_have_the_type_of_their_form() {
        let line = r#"{"id":"NK-1","schema":"Person","properties":{"birthDate":["1954","1954-03","1954-03-02","about 1954"],
            "modifiedAt":["2024-05-01T09:30:00","2024-05-01T09"]}}"#
            .replace('\n', " ");
        let typed = |form: &str, kind: &str| format!("\"{form}\"^^<http://www.w3.org/2001/XMLSchema#{kind}>");
        assert_eq!(
            objects(&line, "birthDate"),
            [typed("1954", "gYear"), typed("1954-03", "gYearMonth"), typed("1954-03-02", "date"), "\"about 1954\"".into()]
        );
        assert_eq!(objects(&line, "modifiedAt"), [typed("2024-05-01T09:30:00", "dateTime"), "\"2024-05-01T09\"".into()]);
    }

    #[test]
    fn ids_of_wikidata_are_links() {
        let exact = "exactMatch";
        assert_eq!(
            objects(r#"{"id":"Q99000001","schema":"Person","properties":{"wikidataId":["Q99000001"]}}"#, exact),
            ["<http://www.wikidata.org/entity/Q99000001>"]
        );
        assert_eq!(objects(r#"{"id":"NK-1","schema":"Person","properties":{"wikidataId":["Q99000002"]}}"#, exact).len(), 1);
        assert_eq!(objects(r#"{"id":"Quellen","schema":"Person","properties":{}}"#, exact), [""; 0]);
    }

    #[test]
    fn entities_are_linked_whether_named_or_told() {
        let flat = r#"{"id":"s-1","schema":"Sanction","properties":{"entity":["NK-1"],"authority":["Ministry of Finance"]}}"#;
        assert_eq!(objects(flat, "entity"), ["<https://www.opensanctions.org/entities/NK-1>"]);
        assert_eq!(objects(flat, "authority"), ["\"Ministry of Finance\""], "an authority of a sanction is a name");
        let nested = r#"{"id":"NK-1","schema":"Person","properties":{"sanctions":[{"id":"s-1","schema":"Sanction","properties":{"program":["EU-UKR"]}}]}}"#;
        assert_eq!(objects(nested, "sanctions"), ["<https://www.opensanctions.org/entities/s-1>"]);
        assert_eq!(objects(nested, "program"), ["\"EU-UKR\""]);
    }

    #[test]
    fn bad_lines_are_told() {
        let text = "{\"id\":\"a\",\"schema\":\"Person\"}\n{\"id\":\"\",\"schema\":\"Person\"}\nno JSON\n{\"id\":\"b\"}\n";
        let (triples, faults) = collect(read(bytes(text.as_bytes())));
        assert_eq!((triples.len(), faults.len()), (1, 3));
        assert_eq!(faults[0], (Some(2), "\"\" is no id".to_owned()));
    }
}
