//! Files in the place of stores: an export, or RDF from elsewhere, loaded into memory to be looked into.

use super::{KnowledgeBase, StoreError, shown};
use crate::graph::iri::Minter;
use flate2::bufread::MultiGzDecoder;
use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::GraphNameRef;
use std::fs::File;
use std::io::{self, BufRead, BufReader};
use std::path::Path;

/// The graph of what a file says in no graph.
const UNNAMED: &str = "file";

impl KnowledgeBase {
    /// The graph that a file holds, in memory. Its ending tells the format, also before `.gz`; what stands in no named graph comes
    /// into a graph of its own.
    ///
    /// # Errors
    /// If the file cannot be read, or is not what its ending says.
    pub fn of_file(path: &Path, minter: Minter) -> Result<Self, StoreError> {
        let place = shown(path);
        let format = format_of(path).ok_or_else(|| StoreError::UnknownFormat { place: place.clone() })?;
        let read = |source| StoreError::Read { place: place.clone(), source };
        let not_rdf = |reason: String| StoreError::NotRdf { place: place.clone(), format: format.name(), reason };
        let file = unpacked(path).map_err(read)?;
        let parser = RdfParser::from_format(format).with_default_graph(minter.graph(UNNAMED));
        let parser = parser.with_base_iri(minter.base()).map_err(|error| not_rdf(error.to_string()))?;
        let base = Self { place: place.clone(), ..Self::in_memory(minter)? };
        base.store.load_from_reader(parser, file).map_err(|error| not_rdf(error.to_string()))?;
        Ok(base)
    }

    /// Whether it was loaded from a file that has no graph names, as Turtle has none.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn lacks_graph_names(&self) -> Result<bool, StoreError> {
        let unnamed = self.minter.graph(UNNAMED);
        let name = GraphNameRef::NamedNode(unnamed.as_ref());
        match self.store.quads_for_pattern(None, None, None, Some(name)).next() {
            None => Ok(false),
            Some(quad) => quad.map(|_| true).map_err(|error| self.failed(error)),
        }
    }
}

pub(crate) fn format_of(path: &Path) -> Option<RdfFormat> {
    let ending = |path: &Path| path.extension().and_then(|e| e.to_str()).map(str::to_ascii_lowercase);
    match ending(path)?.as_str() {
        "gz" => RdfFormat::from_extension(&ending(Path::new(path.file_stem()?))?),
        // Our own name for it, which the table of the parser's lacks.
        "rdfxml" => Some(RdfFormat::RdfXml),
        ending => RdfFormat::from_extension(ending),
    }
}

/// What a file holds; gzip is told by the first bytes, not by the ending.
pub(crate) fn unpacked(path: &Path) -> io::Result<Box<dyn BufRead>> {
    let mut file = BufReader::new(File::open(path)?);
    let packed = file.fill_buf()?.starts_with(&[0x1F, 0x8B]);
    if packed { Ok(Box::new(BufReader::new(MultiGzDecoder::new(file)))) } else { Ok(Box::new(file)) }
}
