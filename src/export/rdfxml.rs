//! RDF/XML, by Oxigraph's serializer on sorted triples.

use super::order::natural;
use crate::graph::vocab::PREFIXES;
use oxigraph::io::{RdfFormat, RdfSerializer};
use oxigraph::model::{Quad, Triple};
use std::io::{self, Write};

pub(super) fn write(quads: Vec<Quad>, out: &mut dyn Write) -> io::Result<()> {
    let mut triples: Vec<(String, String, Triple)> = quads
        .into_iter()
        .map(Triple::from)
        .map(|t| (t.subject.to_string(), format!("{} {}", t.predicate, t.object), t))
        .collect();
    triples.sort_by(|a, b| natural(&a.0, &b.0).then_with(|| natural(&a.1, &b.1)));
    triples.dedup_by(|a, b| a.2 == b.2);
    let mut serializer = RdfSerializer::from_format(RdfFormat::RdfXml);
    for (prefix, namespace) in PREFIXES {
        serializer = serializer.with_prefix(*prefix, *namespace).map_err(io::Error::other)?;
    }
    let mut serializer = serializer.for_writer(out);
    for (_, _, triple) in &triples {
        serializer.serialize_triple(triple)?;
    }
    serializer.finish()?.write_all(b"\n")
}
