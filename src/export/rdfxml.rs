//! RDF/XML, by Oxigraph's serializer on sorted triples.

use super::record::{Record, fields};
use super::sorter::Sorter;
use super::{ExportError, Quads};
use crate::graph::vocab::PREFIXES;
use oxigraph::io::{RdfFormat, RdfSerializer};
use oxigraph::model::Triple;
use std::io::{self, Write};

pub(super) fn write(quads: Quads<'_>, out: &mut dyn Write) -> Result<(), ExportError> {
    let mut sorter = Sorter::default();
    let mut record = Record::default();
    for quad in quads {
        let triple = Triple::from(quad?);
        let (subject, predicate, object) = (triple.subject.to_string(), triple.predicate.to_string(), triple.object.to_string());
        record.clear().natural(&subject).field(&predicate).natural(&object);
        sorter.push(record.field(&format!("{triple} .")).bytes())?;
    }
    let mut serializer = RdfSerializer::from_format(RdfFormat::RdfXml);
    for (prefix, namespace) in PREFIXES {
        serializer = serializer.with_prefix(*prefix, *namespace).map_err(io::Error::other)?;
    }
    let mut serializer = serializer.for_writer(out);
    let mut triples = sorter.sorted()?;
    while let Some(record) = triples.next()? {
        let [triple] = fields(record);
        serializer.serialize_triple(&triple.parse::<Triple>().map_err(io::Error::other)?)?;
    }
    serializer.finish()?.write_all(b"\n")?;
    Ok(())
}
