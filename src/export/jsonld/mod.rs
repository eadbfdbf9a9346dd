//! JSON-LD 1.1, compacted with a context of ours so that a web developer can read it: terms of the
//! ontology have no prefix, links are plain strings, one node stands on a line, `id` and `type` first.

mod context;

use super::record::{Record, fields};
use super::sorter::{Sorted, Sorter};
use super::{ExportError, Quads};
use crate::graph::iri::Minter;
use crate::graph::vocab::rdf;
use context::{Coercion, Context, context, is_plain};
use oxigraph::model::{GraphName, NamedNode, NamedOrBlankNode, Quad, Term};
use serde_json::{Value, json};
use std::io::{self, Write};

pub(super) fn write(quads: Quads<'_>, minter: &Minter, out: &mut dyn Write) -> Result<(), ExportError> {
    let writer = Compact { base: minter.base(), context: context() };
    let mut sorter = Sorter::default();
    let mut record = Record::default();
    for quad in quads {
        sorter.push(writer.record(&quad?, &mut record)?.bytes())?;
    }
    let own = json!({ "@base": minter.base(), "ent": { "@id": format!("{}entity/", minter.base()), "@prefix": true } });
    writeln!(out, "{{ \"@context\": [{},\n{own}],\n\"@graph\": [", Context::text())?;
    Nodes::new(out).write(sorter.sorted()?)?;
    Ok(writeln!(out, "\n]}}")?)
}

/// Compacts terms under one base.
struct Compact<'a> {
    base: &'a str,
    context: &'static Context,
}

impl Compact<'_> {
    /// A statement with what it is sorted by: graph, subject, `type` first, property, value.
    fn record<'a>(&self, quad: &Quad, record: &'a mut Record) -> Result<&'a mut Record, ExportError> {
        let (key, value) = self.property(quad)?;
        let value = value.to_string();
        let (graph_key, graph) = match &quad.graph_name {
            GraphName::DefaultGraph => (String::new(), String::new()),
            GraphName::NamedNode(node) => (node.as_str().to_owned(), self.reference(node)),
            GraphName::BlankNode(node) => (node.to_string(), node.to_string()),
        };
        let (subject_key, subject) = match &quad.subject {
            NamedOrBlankNode::NamedNode(node) => (node.as_str().to_owned(), self.reference(node)),
            NamedOrBlankNode::BlankNode(node) => (node.to_string(), node.to_string()),
        };
        record.clear().natural(&graph_key).natural(&subject_key);
        record.field(if key == "type" { "" } else { "p" }).field(&key).natural(&value);
        record.field(&graph).field(&subject).field(&key).field(&value);
        Ok(record)
    }

    fn property(&self, quad: &Quad) -> Result<(String, Value), ExportError> {
        if let (true, Term::NamedNode(class)) = (quad.predicate.as_ref() == rdf::TYPE, &quad.object) {
            return Ok(("type".into(), json!(self.context.name(class))));
        }
        let key = self.context.name(&quad.predicate);
        let coercion = self.context.coercion_of(&key);
        let value = match (&quad.object, coercion) {
            (Term::NamedNode(node), Coercion::Link) => json!(self.reference(node)),
            (Term::NamedNode(node), Coercion::Name) => json!(self.context.name(node)),
            (Term::NamedNode(node), _) => json!({ "id": self.reference(node) }),
            (Term::BlankNode(node), Coercion::Link) => json!(node.to_string()),
            (Term::BlankNode(node), _) => json!({ "id": node.to_string() }),
            (Term::Literal(literal), _) => self.context.literal(literal, coercion),
            (Term::Triple(_), _) => return Err(ExportError::NoTripleTerms("jsonld")),
        };
        Ok((key, value))
    }

    /// A link: relative to the base, with a prefix, or whole.
    fn reference(&self, node: &NamedNode) -> String {
        let iri = node.as_str();
        let Some(path) = iri.strip_prefix(self.base) else {
            return self.context.prefixed(iri).unwrap_or_else(|| iri.to_owned());
        };
        match path.strip_prefix("entity/").filter(|local| is_plain(local)) {
            Some(local) => format!("ent:{local}"),
            None if is_path(path) => path.to_owned(),
            None => iri.to_owned(),
        }
    }
}

/// Writes sorted statements as one node for each subject of a graph.
struct Nodes<'a> {
    out: &'a mut dyn Write,
    graph: String,
    subject: String,
    key: String,
    /// The values of the property that is being read.
    values: Vec<String>,
    /// What stands before the next node.
    separator: &'static str,
}

impl<'a> Nodes<'a> {
    fn new(out: &'a mut dyn Write) -> Self {
        let none = String::new;
        Self { out, graph: none(), subject: none(), key: none(), values: Vec::new(), separator: "" }
    }

    fn write(mut self, mut statements: Sorted) -> Result<(), ExportError> {
        while let Some(record) = statements.next()? {
            let [graph, subject, key, value] = fields(record);
            if graph != self.graph {
                self.end_graph()?;
                writeln!(self.out, "{}{{\"id\":{},\"@graph\":[", self.separator, json!(graph))?;
                self.separator = "";
                graph.clone_into(&mut self.graph);
            }
            if subject != self.subject {
                self.end_node()?;
                write!(self.out, "{}{{\"id\":{}", self.separator, json!(subject))?;
                subject.clone_into(&mut self.subject);
            }
            if key != self.key {
                self.end_property()?;
                key.clone_into(&mut self.key);
            }
            self.values.push(value.to_owned());
        }
        Ok(self.end_graph()?)
    }

    fn end_property(&mut self) -> io::Result<()> {
        if self.key.is_empty() {
            return Ok(());
        }
        write!(self.out, ",{}:", json!(self.key))?;
        self.key.clear();
        let values = std::mem::take(&mut self.values);
        if let [value] = values.as_slice() { write!(self.out, "{value}") } else { write!(self.out, "[{}]", values.join(",")) }
    }

    fn end_node(&mut self) -> io::Result<()> {
        if self.subject.is_empty() {
            return Ok(());
        }
        self.end_property()?;
        self.subject.clear();
        self.separator = ",\n";
        write!(self.out, "}}")
    }

    fn end_graph(&mut self) -> io::Result<()> {
        self.end_node()?;
        if self.graph.is_empty() { Ok(()) } else { write!(self.out, "\n]}}") }
    }
}

/// Whether a path can stand for an IRI: no colon that looks like a prefix, no dot segment.
fn is_path(path: &str) -> bool {
    let first = path.split(['/', '#', '?']).next().unwrap_or_default();
    !first.is_empty() && !path.contains(':') && !path.split('/').any(|s| matches!(s, "." | ".."))
}
