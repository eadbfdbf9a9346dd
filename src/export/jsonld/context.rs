//! The JSON-LD context: `ontology/context.jsonld`, which can be published as it is, and how terms are shortened by it.
//!
//! A property that only has entities or other nodes as values has them as plain strings (`"claimant": "ent:japan"`); what may
//! also be words keeps an object for a link. Which is which does not depend on the data, so that a program can rely
//! on it; a test holds the file to the ontology.

use crate::graph::vocab::{dm, xsd};
use oxigraph::model::{Literal, NamedNode};
use serde_json::{Value, json};
use std::collections::HashMap;
use std::sync::LazyLock;

const FILE: &str = include_str!("../../../ontology/context.jsonld");

static CONTEXT: LazyLock<Context> = LazyLock::new(|| Context::parse(FILE));

/// The context of all exports.
pub(super) fn context() -> &'static Context {
    &CONTEXT
}

/// A context, read.
#[derive(Default)]
pub(super) struct Context {
    prefixes: Vec<(String, String)>,
    /// What plain strings mean as values, by term.
    terms: HashMap<String, Coercion>,
    /// Terms by IRI.
    names: HashMap<String, String>,
}

/// What plain strings mean as a property's values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Coercion {
    /// Strings.
    No,
    /// Links.
    Link,
    /// Terms of the ontology.
    Name,
    /// Literals of this datatype.
    Datatype(String),
    /// Words of this language.
    Language(String),
}

impl Context {
    fn parse(file: &str) -> Self {
        let value: Value = serde_json::from_str(file).unwrap_or_default();
        let definitions = value["@context"].as_object().cloned().unwrap_or_default();
        let mut context = Self::default();
        for (key, value) in definitions.iter().filter(|(_, value)| value["@prefix"] == json!(true)) {
            context.prefixes.push((key.clone(), value["@id"].as_str().unwrap_or_default().to_owned()));
        }
        for (key, value) in definitions.iter().filter(|(key, value)| !key.starts_with('@') && value["@prefix"].is_null()) {
            let Some(short) = value.as_str().or_else(|| value["@id"].as_str()).filter(|iri| !iri.starts_with('@')) else {
                continue;
            };
            let iri = context.expand(short);
            context.names.insert(iri, key.clone());
            context.terms.insert(key.clone(), context.coercion(value));
        }
        context
    }

    fn expand(&self, short: &str) -> String {
        let (prefix, local) = short.split_once(':').unwrap_or_default();
        let namespace = self.prefixes.iter().find(|(known, _)| known == prefix);
        namespace.map_or_else(|| short.to_owned(), |(_, namespace)| format!("{namespace}{local}"))
    }

    fn coercion(&self, definition: &Value) -> Coercion {
        match (definition["@type"].as_str(), definition["@language"].as_str()) {
            (Some("@id"), _) => Coercion::Link,
            (Some("@vocab"), _) => Coercion::Name,
            (Some(datatype), _) => Coercion::Datatype(self.expand(datatype)),
            (None, Some(language)) => Coercion::Language(language.to_owned()),
            (None, None) => Coercion::No,
        }
    }

    /// The context as text; the exports' own part, which depends on the base, follows it.
    pub(super) fn text() -> &'static str {
        let start = FILE.find("\"@context\":").map_or(0, |at| at + "\"@context\":".len());
        let end = FILE.rfind('}').unwrap_or(FILE.len());
        FILE[start..end].trim()
    }

    /// A term of a vocabulary: the context's name for it, a bare name for the ontology's, else with its prefix.
    pub(super) fn name(&self, node: &NamedNode) -> String {
        let iri = node.as_str();
        if let Some(name) = self.names.get(iri) {
            return name.clone();
        }
        match iri.strip_prefix(dm::NS) {
            Some(local) if is_plain(local) && !self.terms.contains_key(local) => local.to_owned(),
            _ => self.prefixed(iri).unwrap_or_else(|| iri.to_owned()),
        }
    }

    /// An IRI with a prefix, if it has a plain name under one.
    pub(super) fn prefixed(&self, iri: &str) -> Option<String> {
        let (prefix, namespace) = self.prefixes.iter().find(|(_, namespace)| iri.starts_with(namespace))?;
        let local = &iri[namespace.len()..];
        is_plain(local).then(|| format!("{prefix}:{local}"))
    }

    /// What plain strings mean as values of this property.
    pub(super) fn coercion_of(&self, name: &str) -> &Coercion {
        self.terms.get(name).unwrap_or(&Coercion::No)
    }

    /// A literal as a value of a property.
    pub(super) fn literal(&self, literal: &Literal, coercion: &Coercion) -> Value {
        let (value, datatype) = (literal.value(), literal.datatype());
        if let Some(language) = literal.language() {
            let usual = matches!(coercion, Coercion::Language(usual) if usual == language);
            return if usual { json!(value) } else { json!({ "@value": value, "@language": language }) };
        }
        match coercion {
            Coercion::Datatype(usual) if usual == datatype.as_str() => json!(value),
            Coercion::No if datatype == xsd::STRING => json!(value),
            Coercion::No if datatype == xsd::INTEGER && is_canonical(value) => {
                value.parse::<u32>().map_or(json!(value), |n| json!(n))
            }
            _ if datatype == xsd::STRING => json!({ "@value": value }),
            _ => json!({ "@value": value, "type": self.name(&datatype.into_owned()) }),
        }
    }
}

/// Whether a number comes back from JSON as it is written.
fn is_canonical(value: &str) -> bool {
    value.parse::<u32>().is_ok_and(|number| number.to_string() == value)
}

/// Whether a local name can stand after a prefix.
pub(super) fn is_plain(local: &str) -> bool {
    !local.is_empty() && local.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-' | b'.'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::knowledge::Ontology;
    use crate::knowledge::vocabulary::{owl, rdf};

    /// The object properties of the ontology, by local name.
    fn object_properties() -> Vec<String> {
        let ontology = Ontology::embedded().expect("the embedded ontology");
        let mut names: Vec<String> = ontology
            .triples()
            .filter(|t| t.predicate.as_ref() == rdf::TYPE && t.object == owl::OBJECT_PROPERTY.into())
            .filter_map(|t| t.subject.to_string().trim_matches(['<', '>']).strip_prefix(dm::NS).map(str::to_owned))
            .collect();
        names.sort();
        names
    }

    #[test]
    fn the_context_says_of_every_object_property_that_its_values_are_links() {
        let context = context();
        for name in object_properties() {
            let coercion = context.coercion_of(&name);
            assert!(
                matches!(coercion, Coercion::Link | Coercion::Name),
                "ontology/context.jsonld lacks \"{name}\": {{ \"@id\": \"dm:{name}\", \"@type\": \"@id\" }}"
            );
        }
    }

    #[test]
    fn what_the_context_calls_a_link_is_an_object_property() {
        let links = object_properties();
        for (iri, name) in &context().names {
            if let (Some(local), Coercion::Link | Coercion::Name) = (iri.strip_prefix(dm::NS), context().coercion_of(name)) {
                assert!(local == name && links.contains(name), "ontology/context.jsonld: {name}");
            }
        }
    }

    #[test]
    fn the_context_can_stand_in_a_document() {
        let value: Value = serde_json::from_str(Context::text()).expect("JSON");
        assert_eq!(value["type"], json!("@type"));
        assert_eq!(context().name(&NamedNode::new_unchecked(format!("{}title", dm::NS))), "dm:title");
    }
}
