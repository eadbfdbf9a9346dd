//! The table of export formats.

use std::str::FromStr;

/// A format that the graph is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Turtle.
    Turtle,
    /// `TriG`: Turtle with named graphs.
    TriG,
    /// N-Quads.
    NQuads,
    /// N-Triples.
    NTriples,
    /// `JSON-LD` 1.1, compacted with a context.
    JsonLd,
    /// RDF/XML.
    RdfXml,
}

/// Each format with the names that it is asked for by; the first is its file ending.
const TABLE: [(Format, &[&str], &str); 6] = [
    (Format::Turtle, &["ttl", "turtle"], "text/turtle"),
    (Format::TriG, &["trig"], "application/trig"),
    (Format::NQuads, &["nq", "nquads"], "application/n-quads"),
    (Format::NTriples, &["nt", "ntriples"], "application/n-triples"),
    (Format::JsonLd, &["jsonld", "json-ld"], "application/ld+json"),
    (Format::RdfXml, &["rdfxml", "rdf"], "application/rdf+xml"),
];

impl Format {
    /// All formats.
    pub fn all() -> impl Iterator<Item = Self> {
        TABLE.iter().map(|row| row.0)
    }

    fn row(self) -> &'static (Self, &'static [&'static str], &'static str) {
        TABLE.iter().find(|row| row.0 == self).unwrap_or(&TABLE[0])
    }

    /// The name that it is asked for by, which is also its file ending.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.row().1[0]
    }

    /// Its media type.
    #[must_use]
    pub fn media_type(self) -> &'static str {
        self.row().2
    }

    /// The format of a file by its ending.
    #[must_use]
    pub fn from_ending(ending: &str) -> Option<Self> {
        TABLE.iter().find(|row| row.1.contains(&ending)).map(|row| row.0)
    }

    /// Whether it keeps the names of graphs.
    #[must_use]
    pub fn has_graphs(self) -> bool {
        matches!(self, Self::TriG | Self::NQuads | Self::JsonLd)
    }
}

impl FromStr for Format {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        let known = || TABLE.map(|row| row.1[0]).join(", ");
        Self::from_ending(name).ok_or_else(|| format!("no such format; known are {}", known()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_format_is_found_by_its_own_name() {
        for format in Format::all() {
            assert_eq!(format.name().parse(), Ok(format));
        }
        assert!("pdf".parse::<Format>().is_err_and(|e| e.contains("ttl, trig, nq")));
    }
}
