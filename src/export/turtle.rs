//! Turtle and `TriG` for readers: prefixes, a base, one block for each subject in the order of the
//! text, `a` first, everything sorted. A changed sentence is a small diff.
//!
//! Names whose local part would need escapes (`/`, `#`, `=`) are written relative to the base, as
//! `<document/caravan#char=40,90>`. The general serializers keep the store's order and repeat subjects, or
//! take time quadratic in the graph's size; this one sorts once.
//!
//! What an assertion says of a triple (RDF 1.2: `<assertion> rdf:reifies <<( s p o )>>`) stands at the triple, as
//! `s p o ~ <assertion>`, if the triple itself is there.

use super::record::{Record, fields};
use super::sorter::{Sorted, Sorter};
use super::{ExportError, Quads};
use crate::graph::iri::Minter;
use crate::graph::vocab::{PREFIXES, rdf, xsd};
use oxigraph::model::{GraphName, Literal, NamedNode, NamedOrBlankNode, Quad, Term, Triple};
use std::fmt::Write as _;
use std::io::{self, Write};

/// Writes what all graphs say.
pub(super) fn turtle(quads: Quads<'_>, minter: &Minter, out: &mut dyn Write) -> Result<(), ExportError> {
    let merged = quads.map(|quad| quad.map(|quad| Quad { graph_name: GraphName::DefaultGraph, ..quad }));
    trig(Box::new(merged), minter, out)
}

/// Writes each graph in a block of its own, the default graph first.
pub(super) fn trig(quads: Quads<'_>, minter: &Minter, out: &mut dyn Write) -> Result<(), ExportError> {
    let names = Names::new(minter);
    let mut sorter = Sorter::default();
    let mut record = Record::default();
    let mut triple_terms = false;
    for quad in quads {
        let quad = quad?;
        triple_terms |= quad.object.is_triple();
        sorter.push(names.record(&quad, &mut record).bytes())?;
    }
    names.head(triple_terms, out)?;
    Blocks::new(out).write(sorter.sorted()?)
}

/// How terms are written.
struct Names {
    base: String,
    prefixes: Vec<(String, String)>,
}

impl Names {
    fn new(minter: &Minter) -> Self {
        let base = minter.base().to_owned();
        let entities = ("ent".to_owned(), format!("{base}entity/"));
        let fixed = PREFIXES.iter().map(|(prefix, ns)| ((*prefix).to_owned(), (*ns).to_owned()));
        Self { base, prefixes: fixed.chain([entities]).collect() }
    }

    fn head(&self, triple_terms: bool, out: &mut dyn Write) -> io::Result<()> {
        if triple_terms {
            writeln!(out, "@version \"1.2\" .")?;
        }
        writeln!(out, "@base <{}> .", self.base)?;
        for (prefix, namespace) in &self.prefixes {
            writeln!(out, "@prefix {prefix}: <{namespace}> .")?;
        }
        Ok(())
    }

    /// A statement with what it is sorted by: graph, subject, `a` first, predicate, object; what is said of it follows it.
    fn record<'a>(&self, quad: &Quad, record: &'a mut Record) -> &'a mut Record {
        record.clear();
        let (graph, key) = match &quad.graph_name {
            GraphName::DefaultGraph => (String::new(), String::new()),
            name => (self.graph(name), name.to_string()),
        };
        record.natural(&key);
        match &quad.object {
            Term::Triple(triple) if quad.predicate.as_ref() == rdf::REIFIES => {
                self.statement(&graph, triple, &self.subject(&quad.subject), record);
            }
            _ => self.statement(&graph, &Triple::from(quad.clone()), "", record),
        }
        record
    }

    fn statement(&self, graph: &str, triple: &Triple, reifier: &str, record: &mut Record) {
        let is_type = triple.predicate.as_ref() == rdf::TYPE;
        let predicate = if is_type { "a".to_owned() } else { self.node(&triple.predicate) };
        let object = self.term(&triple.object);
        record.natural(triple.subject.to_string().trim_matches(['<', '>']));
        record.field(if is_type { "" } else { "p" }).field(&predicate).natural(&object).natural(reifier);
        record.field(graph).field(&self.subject(&triple.subject)).field(&predicate).field(&object).field(reifier);
    }

    fn subject(&self, subject: &NamedOrBlankNode) -> String {
        match subject {
            NamedOrBlankNode::NamedNode(node) => self.node(node),
            NamedOrBlankNode::BlankNode(node) => node.to_string(),
        }
    }

    fn graph(&self, graph: &GraphName) -> String {
        match graph {
            GraphName::NamedNode(node) => self.node(node),
            other => other.to_string(),
        }
    }

    fn term(&self, term: &Term) -> String {
        match term {
            Term::NamedNode(node) => self.node(node),
            Term::Literal(literal) => self.literal(literal),
            Term::BlankNode(node) => node.to_string(),
            Term::Triple(triple) => self.triple_term(triple),
        }
    }

    fn triple_term(&self, triple: &Triple) -> String {
        let (subject, predicate) = (self.subject(&triple.subject), self.node(&triple.predicate));
        format!("<<( {subject} {predicate} {} )>>", self.term(&triple.object))
    }

    fn node(&self, node: &NamedNode) -> String {
        let iri = node.as_str();
        for (prefix, namespace) in &self.prefixes {
            if let Some(local) = iri.strip_prefix(namespace.as_str()).filter(|local| is_plain(local)) {
                return format!("{prefix}:{local}");
            }
        }
        match iri.strip_prefix(&self.base).filter(|path| is_path(path)) {
            Some(path) => format!("<{path}>"),
            None => node.to_string(),
        }
    }

    fn literal(&self, literal: &Literal) -> String {
        let (value, datatype) = (literal.value(), literal.datatype());
        if literal.language().is_some() {
            let quoted = quote(value);
            let tag = literal.to_string();
            return match tag.rfind("\"@") {
                Some(at) => format!("{quoted}{}", &tag[at + 1..]),
                None => tag,
            };
        }
        if datatype == xsd::STRING {
            return quote(value);
        }
        let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
        let bare = match value.split_once('.') {
            Some((whole, part)) => datatype == xsd::DECIMAL && digits(whole) && digits(part),
            None => datatype == xsd::INTEGER && digits(value),
        };
        if bare || (datatype == xsd::BOOLEAN && matches!(value, "true" | "false")) {
            return value.to_owned();
        }
        format!("{}^^{}", quote(value), self.node(&datatype.into_owned()))
    }
}

/// Writes sorted statements as one block for each subject.
struct Blocks<'a> {
    out: &'a mut dyn Write,
    graph: String,
    subject: String,
    predicate: String,
    object: String,
    /// Statements on triples that are not there themselves; they follow the subject's block.
    loose: Vec<String>,
}

impl<'a> Blocks<'a> {
    fn new(out: &'a mut dyn Write) -> Self {
        let none = String::new;
        Self { out, graph: none(), subject: none(), predicate: none(), object: none(), loose: Vec::new() }
    }

    fn write(mut self, mut statements: Sorted) -> Result<(), ExportError> {
        while let Some(record) = statements.next()? {
            let [graph, subject, predicate, object, reifier] = fields(record);
            if graph != self.graph {
                self.end_graph()?;
                writeln!(self.out, "\n{graph} {{")?;
                graph.clone_into(&mut self.graph);
            }
            if reifier.is_empty() {
                self.statement(subject, predicate, object)?;
            } else {
                self.reifier(subject, predicate, object, reifier)?;
            }
        }
        Ok(self.end_graph()?)
    }

    fn indent(&self) -> &'static str {
        if self.graph.is_empty() { "" } else { "    " }
    }

    fn statement(&mut self, subject: &str, predicate: &str, object: &str) -> io::Result<()> {
        let indent = self.indent();
        if subject != self.subject {
            self.end_subject()?;
            write!(self.out, "\n{indent}{subject} {predicate} {object}")?;
        } else if predicate != self.predicate {
            write!(self.out, " ;\n{indent}    {predicate} {object}")?;
        } else if predicate == "a" {
            write!(self.out, ", {object}")?;
        } else {
            // Each on its own line: a name more is one line more.
            write!(self.out, ",\n{indent}        {object}")?;
        }
        for (held, new) in [(&mut self.subject, subject), (&mut self.predicate, predicate), (&mut self.object, object)] {
            new.clone_into(held);
        }
        Ok(())
    }

    fn reifier(&mut self, subject: &str, predicate: &str, object: &str, reifier: &str) -> io::Result<()> {
        if (subject, predicate, object) == (&*self.subject, &*self.predicate, &*self.object) {
            return write!(self.out, " ~ {reifier}");
        }
        self.loose.push(format!("{reifier} rdf:reifies <<( {subject} {predicate} {object} )>> ."));
        Ok(())
    }

    fn end_subject(&mut self) -> io::Result<()> {
        if !self.subject.is_empty() {
            writeln!(self.out, " .")?;
            self.subject.clear();
        }
        let indent = self.indent();
        self.loose.drain(..).try_for_each(|line| writeln!(self.out, "\n{indent}{line}"))
    }

    fn end_graph(&mut self) -> io::Result<()> {
        self.end_subject()?;
        if self.graph.is_empty() { Ok(()) } else { writeln!(self.out, "}}") }
    }
}

/// Whether a local name needs no escape.
fn is_plain(local: &str) -> bool {
    let plain = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-' | b'.');
    local.bytes().all(plain) && !local.ends_with('.') && local.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '_')
}

/// Whether a relative reference resolves to what it was cut from: it has no scheme and no dot segment.
fn is_path(path: &str) -> bool {
    let first = path.split(['/', '#', '?']).next().unwrap_or_default();
    let plain_start = !first.is_empty() && !first.contains(':');
    plain_start && !path.split(['/', '#', '?']).any(|segment| matches!(segment, "." | ".."))
}

/// A string in quotes; a text of several lines keeps them.
fn quote(value: &str) -> String {
    let long = value.contains('\n');
    let mark = if long { "\"\"\"" } else { "\"" };
    let mut quoted = String::with_capacity(value.len() + 6);
    quoted.push_str(mark);
    for char in value.chars() {
        match char {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\r' => quoted.push_str("\\r"),
            '\t' => quoted.push_str("\\t"),
            '\n' => quoted.push('\n'),
            c if c.is_control() => {
                let _ = write!(quoted, "\\u{:04X}", u32::from(c));
            }
            c => quoted.push(c),
        }
    }
    quoted.push_str(mark);
    quoted
}
