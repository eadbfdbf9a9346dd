//! GraphML for network tools (Gephi, Cytoscape, igraph, NetworkX): nodes are entities, edges are assertions, one for each ordered
//! pair of source and target as in [`super::dyads`].
//!
//! Nodes come first, as some readers want; the documents are therefore read twice and only the nodes are held.

use super::ExportError;
use super::actors::{Actor, Actors};
use super::dyads::joined;
use super::events::{self, Event};
use super::schema::{Schema, local};
use super::selection::Selected;
use crate::graph::iri::short_hash;
use oxigraph::model::NamedNode;
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event as Xml};
use std::collections::BTreeSet;
use std::io::{self, Write};

const NODE_KEYS: [&str; 6] = ["label", "class", "iso", "code", "wikidata", "iri"];
const EDGE_KEYS: [&str; 12] =
    ["type", "plover", "cameo", "polarity", "modality", "date", "document", "begin", "end", "holder", "situation", "assertion"];

pub(super) fn write(selected: &Selected, out: &mut dyn Write) -> Result<(), ExportError> {
    let schema = Schema::read(selected.base())?;
    let mut actors = Actors::new(selected.base());
    let mut ends: BTreeSet<NamedNode> = BTreeSet::new();
    events::for_each(selected, &schema, |event| {
        ends.extend(event.pairs.iter().flat_map(|(source, target)| [source.clone(), target.clone()]));
        Ok(())
    })?;
    let mut network = Network { out: Writer::new_with_indent(out, b' ', 2), data: selected.base().minter().base().to_owned() };
    network.begin()?;
    for end in &ends {
        let actor = actors.get(end)?;
        network.node(end, &actor)?;
    }
    events::for_each(selected, &schema, |event| {
        let holder = event.holder.as_ref().map(|holder| actors.get(holder)).transpose()?;
        Ok(network.edges(event, &schema, holder.as_deref())?)
    })?;
    Ok(network.end()?)
}

/// Writes the file.
struct Network<'a> {
    out: Writer<&'a mut dyn Write>,
    data: String,
}

impl Network<'_> {
    fn begin(&mut self) -> io::Result<()> {
        self.out.write_event(Xml::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
        let root = BytesStart::new("graphml").with_attributes([
            ("xmlns", "http://graphml.graphdrawing.org/xmlns"),
            ("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance"),
            ("xsi:schemaLocation", "http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd"),
        ]);
        self.out.write_event(Xml::Start(root))?;
        for (domain, names) in [("node", &NODE_KEYS[..]), ("edge", &EDGE_KEYS[..])] {
            names.iter().try_for_each(|name| self.key(domain, name))?;
        }
        let graph = BytesStart::new("graph").with_attributes([("id", "demarche"), ("edgedefault", "directed")]);
        self.out.write_event(Xml::Start(graph))
    }

    fn key(&mut self, domain: &str, name: &str) -> io::Result<()> {
        let kind = if matches!(name, "begin" | "end") { "int" } else { "string" };
        let id = format!("{domain}-{name}");
        let attributes = [("id", &*id), ("for", domain), ("attr.name", name), ("attr.type", kind)];
        self.out.create_element("key").with_attributes(attributes).write_empty()?;
        Ok(())
    }

    fn node(&mut self, node: &NamedNode, actor: &Actor) -> io::Result<()> {
        let id = self.id(node);
        self.out.write_event(Xml::Start(BytesStart::new("node").with_attributes([("id", &*id)])))?;
        let (iso, wikidata) = (actor.iso.as_deref().unwrap_or_default(), actor.wikidata.as_deref().unwrap_or_default());
        let values = [&*actor.label, &*actor.class, iso, actor.code(), wikidata, node.as_str()];
        self.data("node", &NODE_KEYS, &values)?;
        self.out.write_event(Xml::End(BytesEnd::new("node")))
    }

    fn edges(&mut self, event: &Event, schema: &Schema, holder: Option<&Actor>) -> io::Result<()> {
        let kind = schema.get(&event.class).cloned().unwrap_or_default();
        let (begin, end) = (event.span.0.to_string(), event.span.1.to_string());
        let values = [
            local(event.class.as_str()),
            &joined(&kind.plover),
            &joined(&kind.cameo),
            &event.polarity,
            &event.modality,
            &event.date,
            &event.document,
            &begin,
            &end,
            holder.map_or("", |holder| &holder.label),
            event.situation.as_str(),
            event.assertion.as_str(),
        ];
        for (source, target) in &event.pairs {
            let (source, target) = (self.id(source), self.id(target));
            let edge = BytesStart::new("edge").with_attributes([("source", &*source), ("target", &*target)]);
            self.out.write_event(Xml::Start(edge))?;
            self.data("edge", &EDGE_KEYS, &values)?;
            self.out.write_event(Xml::End(BytesEnd::new("edge")))?;
        }
        Ok(())
    }

    /// The values that there are.
    fn data(&mut self, domain: &str, names: &[&str], values: &[&str]) -> io::Result<()> {
        for (name, value) in names.iter().zip(values).filter(|(_, value)| !value.is_empty()) {
            let key = format!("{domain}-{name}");
            let value: String = value.chars().map(|c| if is_xml(c) { c } else { '\u{FFFD}' }).collect();
            let element = self.out.create_element("data").with_attribute(("key", &*key));
            element.write_text_content(BytesText::new(&value))?;
        }
        Ok(())
    }

    fn end(mut self) -> io::Result<()> {
        self.out.write_event(Xml::End(BytesEnd::new("graph")))?;
        self.out.write_event(Xml::End(BytesEnd::new("graphml")))?;
        self.out.into_inner().write_all(b"\n")
    }

    /// An id that XML takes (`NMTOKEN`): the end of the IRI where that is plain, and a hash where it is not.
    fn id(&self, node: &NamedNode) -> String {
        let path = node.as_str().strip_prefix(&self.data).unwrap_or(node.as_str());
        let path = path.strip_prefix("entity/").unwrap_or(path);
        let is_token = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
        if path.chars().all(is_token) {
            return path.to_owned();
        }
        let token: String = path.chars().map(|c| if is_token(c) { c } else { '.' }).collect();
        format!("{token}.{}", short_hash(node.as_str()))
    }
}

/// Whether XML 1.0 has the character.
fn is_xml(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | ' '..='\u{FFFD}' | '\u{10000}'..)
}
