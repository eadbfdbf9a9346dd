//! Values as terms, in the forms of Wikidata's own RDF, but for times, which keep their precision.

use super::entity::{DataValue, Snak, is_id};
use super::{named, time};
use crate::graph::literal;
use crate::graph::vocab::{geosparql, wikidata, xsd};
use oxigraph::model::{Literal, NamedNode, Term};
use serde_json::Value;

/// The value of a snak as a term; none for some value, no value, and what has no form in RDF.
pub(super) fn term(snak: &Snak) -> Option<Term> {
    let DataValue { kind, value } = snak.datavalue.as_ref()?;
    match kind.as_str() {
        "wikibase-entityid" => entity(value).map(Term::from),
        "string" => value.as_str().and_then(|text| string(text, &snak.datatype)),
        "monolingualtext" => in_language(value).map(Term::from),
        "time" => time::literal(value).map(Term::from),
        "quantity" => quantity(value).map(Term::from),
        "globecoordinate" => point(value).map(Term::from),
        _ => None,
    }
}

/// Old dumps have the number alone.
fn entity(value: &Value) -> Option<NamedNode> {
    if let Some(id) = value["id"].as_str() {
        return is_id(id).then(|| named(wikidata::ENTITY, id));
    }
    let letter = match value["entity-type"].as_str()? {
        "item" => 'Q',
        "property" => 'P',
        _ => return None,
    };
    Some(named(wikidata::ENTITY, &format!("{letter}{}", value["numeric-id"].as_u64()?)))
}

fn string(text: &str, datatype: &str) -> Option<Term> {
    match datatype {
        "url" => NamedNode::new(text).ok().map(Term::from),
        "commonsMedia" => NamedNode::new(format!("{}{}", wikidata::COMMONS_FILE, encoded(text))).ok().map(Term::from),
        "geo-shape" | "tabular-data" => {
            NamedNode::new(format!("{}{}", wikidata::COMMONS_DATA, encoded(text))).ok().map(Term::from)
        }
        _ => Some(literal::text(text).into()),
    }
}

/// A file's name in an address.
fn encoded(name: &str) -> String {
    url::form_urlencoded::byte_serialize(name.as_bytes()).collect::<String>().replace('+', "%20")
}

fn in_language(value: &Value) -> Option<Literal> {
    let text = literal::text(value["text"].as_str()?).value().to_owned();
    Literal::new_language_tagged_literal(text, value["language"].as_str()?).ok()
}

/// The amount; its unit is left out, as in `wdt:` triples.
fn quantity(value: &Value) -> Option<Literal> {
    let amount = value["amount"].as_str()?.trim_start_matches('+');
    let digits = amount.strip_prefix('-').unwrap_or(amount);
    let is_decimal = digits.bytes().all(|b| b.is_ascii_digit() || b == b'.') && digits.bytes().any(|b| b.is_ascii_digit());
    (is_decimal && digits.matches('.').count() < 2).then(|| Literal::new_typed_literal(amount, xsd::DECIMAL))
}

/// The Earth goes without saying.
fn point(value: &Value) -> Option<Literal> {
    let (latitude, longitude) = (value["latitude"].as_f64()?, value["longitude"].as_f64()?);
    let globe = value["globe"].as_str().filter(|globe| !globe.ends_with("/Q2"));
    let globe = globe.map_or_else(String::new, |globe| format!("<{}> ", globe.replacen("https:", "http:", 1)));
    Some(Literal::new_typed_literal(format!("{globe}Point({longitude} {latitude})"), geosparql::WKT_LITERAL))
}
