//! The table of export formats.

use std::path::Path;
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

/// What is made from the assertions for tools that do not read RDF.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum View {
    /// Pairs of actors as CSV.
    Dyads,
    /// A network of actors in GraphML.
    GraphMl,
}

/// What an export can be written as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Output {
    /// RDF.
    Rdf(Format),
    /// A view of the assertions.
    View(View),
}

/// A format with the names that it is asked for by, of which the first is its file ending, and its media type.
type Row = (Output, &'static [&'static str], &'static str);

const TABLE: [Row; 8] = [
    (Output::Rdf(Format::Turtle), &["ttl", "turtle"], "text/turtle"),
    (Output::Rdf(Format::TriG), &["trig"], "application/trig"),
    (Output::Rdf(Format::NQuads), &["nq", "nquads"], "application/n-quads"),
    (Output::Rdf(Format::NTriples), &["nt", "ntriples"], "application/n-triples"),
    (Output::Rdf(Format::JsonLd), &["jsonld", "json-ld"], "application/ld+json"),
    (Output::Rdf(Format::RdfXml), &["rdfxml", "rdf"], "application/rdf+xml"),
    (Output::View(View::GraphMl), &["graphml"], "application/graphml+xml"),
    (Output::View(View::Dyads), &["dyads", "csv"], "text/csv"),
];

impl Output {
    /// All of them.
    pub fn all() -> impl Iterator<Item = Self> {
        TABLE.iter().map(|row| row.0)
    }

    fn row(self) -> &'static Row {
        TABLE.iter().find(|row| row.0 == self).unwrap_or(&TABLE[0])
    }

    /// The name that it is asked for by.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.row().1[0]
    }

    /// Its media type.
    #[must_use]
    pub fn media_type(self) -> &'static str {
        self.row().2
    }

    fn named(name: &str) -> Option<Self> {
        TABLE.iter().find(|row| row.1.contains(&name)).map(|row| row.0)
    }

    /// What a file holds by its ending; one more `.gz` does not count.
    #[must_use]
    pub fn from_path(path: &Path) -> Option<Self> {
        Self::named(&ending(path)?)
    }
}

/// The ending of a file's name, in lower case; one more `.gz` does not count.
#[must_use]
pub fn ending(path: &Path) -> Option<String> {
    let name = path.file_name()?.to_str()?.to_lowercase();
    let (_, ending) = name.strip_suffix(".gz").unwrap_or(&name).rsplit_once('.')?;
    Some(ending.to_owned())
}

impl FromStr for Output {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        let known = || TABLE.map(|row| row.1[0]).join(", ");
        Self::named(name).ok_or_else(|| format!("no such format; known are {}", known()))
    }
}

impl Format {
    /// All formats.
    pub fn all() -> impl Iterator<Item = Self> {
        Output::all().filter_map(|output| if let Output::Rdf(format) = output { Some(format) } else { None })
    }

    /// The name that it is asked for by, which is also its file ending.
    #[must_use]
    pub fn name(self) -> &'static str {
        Output::Rdf(self).name()
    }

    /// Its media type.
    #[must_use]
    pub fn media_type(self) -> &'static str {
        Output::Rdf(self).media_type()
    }

    /// The format of RDF of a file by its ending; one more `.gz` does not count.
    #[must_use]
    pub fn from_path(path: &Path) -> Option<Self> {
        Output::from_path(path).and_then(|output| if let Output::Rdf(format) = output { Some(format) } else { None })
    }

    /// Whether it keeps the names of graphs.
    #[must_use]
    pub fn has_graphs(self) -> bool {
        matches!(self, Self::TriG | Self::NQuads | Self::JsonLd)
    }

    /// Whether it has the triple terms of RDF 1.2.
    #[must_use]
    pub fn has_triple_terms(self) -> bool {
        !matches!(self, Self::JsonLd | Self::RdfXml)
    }
}

impl FromStr for Format {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        let known = || Self::all().map(Self::name).collect::<Vec<_>>().join(", ");
        match Output::named(name) {
            Some(Output::Rdf(format)) => Ok(format),
            _ => Err(format!("no such format; known are {}", known())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_format_is_found_by_its_own_name() {
        for output in Output::all() {
            assert_eq!(output.name().parse(), Ok(output));
        }
        for format in Format::all() {
            assert_eq!(format.name().parse(), Ok(format));
        }
        assert!("dyads".parse::<Format>().is_err_and(|e| e.ends_with("ttl, trig, nq, nt, jsonld, rdfxml")));
    }

    #[test]
    fn endings_tell_the_format() {
        let told = |name: &str| Output::from_path(Path::new(name)).map(Output::name);
        let names = ["graph.ttl", "a.b/graph.nq.gz", "pairs.csv", "net.GraphML", "graph", "graph.gz", "graph.pdf"];
        assert_eq!(names.map(told), [Some("ttl"), Some("nq"), Some("dyads"), Some("graphml"), None, None, None]);
    }
}
