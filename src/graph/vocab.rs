//! The terms that the graph is written in, as the parts above `graph` use them.

use oxigraph::model::NamedNode;

pub use crate::knowledge::vocabulary::{
    PREFIXES, dcat, dct, dm, frame, ftm, geosparql, gn, itsrdf, nif, owl, plover, prov, rdf, rdfs, schema, skos, void, wgs84,
    wikibase, wikidata, xsd,
};

/// A term of Demarche's ontology by its local name; characters that no local name has are dropped.
#[must_use]
pub fn demarche(local: &str) -> NamedNode {
    crate::knowledge::vocabulary::demarche(&super::iri::local_name(local))
}
