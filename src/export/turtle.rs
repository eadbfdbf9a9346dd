//! Turtle and `TriG` for readers: prefixes, a base, one block for each subject in the order of the
//! text, `a` first, everything sorted. A changed sentence is a small diff.
//!
//! Names whose local part would need escapes (`/`, `#`, `=`) are written relative to the base, as
//! `<document/caravan#char=40,90>`. The general serializers keep the store's order and repeat subjects, or
//! take time quadratic in the graph's size; this one sorts once.

use super::order::natural;
use crate::graph::iri::Minter;
use crate::graph::vocab::{PREFIXES, rdf, xsd};
use oxigraph::model::{GraphName, Literal, NamedNode, NamedOrBlankNode, Quad, Term};
use std::fmt::Write as _;
use std::io::{self, Write};

/// Writes what all graphs say.
pub(super) fn turtle(quads: Vec<Quad>, minter: &Minter, out: &mut dyn Write) -> io::Result<()> {
    let names = Names::new(minter);
    names.head(out)?;
    subjects(&statements(&names, quads), "", out)
}

/// Writes each graph in a block of its own.
pub(super) fn trig(mut quads: Vec<Quad>, minter: &Minter, out: &mut dyn Write) -> io::Result<()> {
    let names = Names::new(minter);
    names.head(out)?;
    quads.sort_by(|a, b| natural(&graph_key(a), &graph_key(b)));
    for graph in quads.chunk_by(|a, b| a.graph_name == b.graph_name) {
        let statements = statements(&names, graph.to_vec());
        match &graph[0].graph_name {
            GraphName::DefaultGraph => subjects(&statements, "", out)?,
            name => {
                writeln!(out, "\n{} {{", names.graph(name))?;
                subjects(&statements, "    ", out)?;
                writeln!(out, "}}")?;
            }
        }
    }
    Ok(())
}

fn graph_key(quad: &Quad) -> String {
    quad.graph_name.to_string()
}

/// A statement as it is written, with what it is sorted by.
#[derive(PartialEq, Eq)]
struct Statement {
    subject_key: String,
    subject: String,
    predicate: String,
    object: String,
}

/// The statements in the order they are written, each once.
fn statements(names: &Names, quads: Vec<Quad>) -> Vec<Statement> {
    let mut statements: Vec<Statement> = quads.into_iter().map(|quad| names.statement(&quad)).collect();
    statements.sort_by(|a, b| {
        natural(&a.subject_key, &b.subject_key)
            .then_with(|| (a.predicate != "a").cmp(&(b.predicate != "a")))
            .then_with(|| a.predicate.cmp(&b.predicate))
            .then_with(|| natural(&a.object, &b.object))
    });
    statements.dedup();
    statements
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

    fn head(&self, out: &mut dyn Write) -> io::Result<()> {
        writeln!(out, "@base <{}> .", self.base)?;
        for (prefix, namespace) in &self.prefixes {
            writeln!(out, "@prefix {prefix}: <{namespace}> .")?;
        }
        Ok(())
    }

    fn statement(&self, quad: &Quad) -> Statement {
        let is_type = quad.predicate.as_ref() == rdf::TYPE;
        Statement {
            subject_key: quad.subject.to_string().trim_matches(['<', '>']).to_owned(),
            subject: self.subject(&quad.subject),
            predicate: if is_type { "a".to_owned() } else { self.node(&quad.predicate) },
            object: self.term(&quad.object),
        }
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
            other => other.to_string(),
        }
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

/// Writes each subject with its properties as one block.
fn subjects(statements: &[Statement], indent: &str, out: &mut dyn Write) -> io::Result<()> {
    for block in statements.chunk_by(|a, b| a.subject == b.subject) {
        write!(out, "\n{indent}{} ", block[0].subject)?;
        let mut separator = String::new();
        for same in block.chunk_by(|a, b| a.predicate == b.predicate) {
            let objects: Vec<&str> = same.iter().map(|s| s.object.as_str()).collect();
            write!(out, "{separator}{} {}", same[0].predicate, objects.join(", "))?;
            separator = format!(" ;\n{indent}    ");
        }
        writeln!(out, " .")?;
    }
    Ok(())
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
