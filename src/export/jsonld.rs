//! JSON-LD 1.1, compacted with a context of ours so that a web developer can read it: terms of the
//! ontology have no prefix, links are plain strings, one node stands on a line.

use super::order::natural;
use crate::graph::iri::Minter;
use crate::graph::vocab::{PREFIXES, dm, rdf, xsd};
use oxigraph::model::{GraphName, Literal, NamedNode, NamedOrBlankNode, Quad, Term};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use std::io::{self, Write};

/// Properties whose values are links, written as plain strings.
const LINKS: [&str; 6] = ["states", "evidence", "within", "holder", "citation", "publication"];

/// Properties whose values are terms of the ontology, written as plain names.
const NAMES: [&str; 4] = ["polarity", "modality", "reading", "dateBasis"];

pub(super) fn write(mut quads: Vec<Quad>, minter: &Minter, out: &mut dyn Write) -> io::Result<()> {
    let writer = Compact { base: minter.base() };
    let key = |quad: &Quad| (quad.graph_name.to_string(), quad.to_string());
    quads.sort_by_cached_key(key);
    quads.dedup();
    writeln!(out, "{{\"@context\": {},\n\"@graph\": [", writer.context())?;
    let mut separator = "";
    for graph in quads.chunk_by(|a, b| a.graph_name == b.graph_name) {
        let nodes = writer.nodes(graph).join(",\n");
        match &graph[0].graph_name {
            GraphName::DefaultGraph => write!(out, "{separator}{nodes}")?,
            name => write!(out, "{separator}{{\"@id\": {}, \"@graph\": [\n{nodes}\n]}}", writer.graph(name))?,
        }
        separator = ",\n";
    }
    writeln!(out, "\n]}}")
}

/// Compacts terms under one base.
struct Compact<'a> {
    base: &'a str,
}

impl Compact<'_> {
    fn context(&self) -> Value {
        let mut context = Map::new();
        context.insert("@version".into(), json!(1.1));
        context.insert("@base".into(), json!(self.base));
        context.insert("@vocab".into(), json!(dm::NS));
        context.insert("ent".into(), json!({ "@id": format!("{}entity/", self.base), "@prefix": true }));
        for (prefix, namespace) in prefixes() {
            context.insert((*prefix).into(), json!({ "@id": namespace, "@prefix": true }));
        }
        for (names, kind) in [(&LINKS[..], "@id"), (&NAMES[..], "@vocab")] {
            for name in names {
                let term = json!({ "@id": format!("{}{name}", dm::NS), "@type": kind });
                context.insert((*name).into(), term);
            }
        }
        Value::Object(context)
    }

    /// The nodes of one graph, each on a line.
    fn nodes(&self, graph: &[Quad]) -> Vec<String> {
        let mut nodes: BTreeMap<String, Map<String, Value>> = BTreeMap::new();
        for quad in graph {
            let node = nodes.entry(quad.subject.to_string()).or_default();
            node.insert("@id".into(), self.subject(&quad.subject));
            let (key, value) = self.property(quad);
            push(node, key, value);
        }
        let mut nodes: Vec<_> = nodes.into_iter().collect();
        nodes.sort_by(|a, b| natural(&a.0, &b.0));
        nodes.into_iter().map(|(_, node)| Value::Object(node).to_string()).collect()
    }

    fn property(&self, quad: &Quad) -> (String, Value) {
        if let (true, Term::NamedNode(class)) = (quad.predicate.as_ref() == rdf::TYPE, &quad.object) {
            return ("@type".into(), json!(Self::name(class)));
        }
        let key = Self::name(&quad.predicate);
        let value = match &quad.object {
            Term::NamedNode(node) if LINKS.contains(&key.as_str()) => json!(self.reference(node)),
            Term::NamedNode(node) if NAMES.contains(&key.as_str()) => json!(Self::name(node)),
            Term::NamedNode(node) => json!({ "@id": self.reference(node) }),
            Term::BlankNode(node) => json!({ "@id": node.to_string() }),
            Term::Literal(literal) => Self::literal(literal),
            Term::Triple(triple) => json!(triple.to_string()),
        };
        (key, value)
    }

    fn subject(&self, subject: &NamedOrBlankNode) -> Value {
        match subject {
            NamedOrBlankNode::NamedNode(node) => json!(self.reference(node)),
            NamedOrBlankNode::BlankNode(node) => json!(node.to_string()),
        }
    }

    fn graph(&self, graph: &GraphName) -> Value {
        match graph {
            GraphName::NamedNode(node) => json!(self.reference(node)),
            other => json!(other.to_string()),
        }
    }

    /// A term of a vocabulary: a bare name for the ontology's, else with its prefix.
    fn name(node: &NamedNode) -> String {
        match node.as_str().strip_prefix(dm::NS).filter(|local| is_plain(local)) {
            Some(local) => local.to_owned(),
            None => prefixed(node.as_str()).unwrap_or_else(|| node.as_str().to_owned()),
        }
    }

    /// A link: relative to the base, with a prefix, or whole.
    fn reference(&self, node: &NamedNode) -> String {
        let iri = node.as_str();
        let Some(path) = iri.strip_prefix(self.base) else {
            return prefixed(iri).unwrap_or_else(|| iri.to_owned());
        };
        match path.strip_prefix("entity/").filter(|local| is_plain(local)) {
            Some(local) => format!("ent:{local}"),
            None if is_path(path) => path.to_owned(),
            None => iri.to_owned(),
        }
    }

    fn literal(literal: &Literal) -> Value {
        let (value, datatype) = (literal.value(), literal.datatype());
        if let Some(language) = literal.language() {
            return json!({ "@value": value, "@language": language });
        }
        if datatype == xsd::STRING {
            return json!(value);
        }
        match value.parse::<u32>() {
            Ok(number) if datatype == xsd::INTEGER && number.to_string() == value => json!(number),
            _ => json!({ "@value": value, "@type": Self::name(&datatype.into_owned()) }),
        }
    }
}

/// Adds a value to a property; two values make a list.
fn push(node: &mut Map<String, Value>, key: String, value: Value) {
    match node.get_mut(&key) {
        None => {
            node.insert(key, value);
        }
        Some(Value::Array(values)) => values.push(value),
        Some(first) => *first = Value::Array(vec![first.take(), value]),
    }
}

/// The prefixes that can be terms of the context: `frame` is a property of the ontology too.
fn prefixes() -> impl Iterator<Item = &'static (&'static str, &'static str)> {
    PREFIXES.iter().filter(|(prefix, _)| *prefix != "frame")
}

fn prefixed(iri: &str) -> Option<String> {
    let (prefix, namespace) = prefixes().find(|(_, namespace)| iri.starts_with(namespace))?;
    let local = &iri[namespace.len()..];
    is_plain(local).then(|| format!("{prefix}:{local}"))
}

fn is_plain(local: &str) -> bool {
    !local.is_empty() && local.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-'))
}

/// Whether a path can stand for an IRI: no colon that looks like a prefix, no dot segment.
fn is_path(path: &str) -> bool {
    let first = path.split(['/', '#', '?']).next().unwrap_or_default();
    !first.is_empty() && !path.contains(':') && !path.split('/').any(|s| matches!(s, "." | ".."))
}
