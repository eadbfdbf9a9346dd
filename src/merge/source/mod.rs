//! Formats of external data: one file for each, which turns it into a stream of triples. RDF passes through unchanged but for its blank
//! nodes; of what is no RDF each reader makes the triples that its publisher's own RDF has.
//!
//! Readers hold one line, entity or statement in memory at a time. What is wrong with one of them is told with its place and left
//! out ([`Fault`]); only what leaves the rest unreadable ends a stream.

mod csvw;
mod ftm;
mod geonames;
mod lines;
mod mapping;
mod rdf;
mod records;
mod skolem;
mod table;
mod wikidata;

pub use mapping::{Mapping, MappingError};

use super::MergeError;
use crate::graph::iri::Minter;
use crate::store::file::unpacked;
use oxigraph::io::RdfFormat;
use oxigraph::model::Triple;
use sha2::{Digest, Sha256};
use std::fmt::{self, Write as _};
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::str::FromStr;

/// The triples of a file, and what is wrong with it.
pub type Triples = Box<dyn Iterator<Item = Result<Triple, Trouble>>>;

/// What is wrong at one place of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The line, from 1, where it is known.
    pub line: Option<u64>,
    /// What is wrong.
    pub reason: String,
}

/// What keeps a stream from going on, for a moment or for good.
#[derive(Debug)]
pub enum Trouble {
    /// Something is left out; the stream goes on.
    Skipped(Fault),
    /// The rest cannot be read.
    Broken(Fault),
    /// The file cannot be read.
    Io(io::Error),
}

impl Trouble {
    fn skipped(line: u64, reason: impl Into<String>) -> Self {
        Self::Skipped(Fault { line: Some(line), reason: reason.into() })
    }
}

/// A format that sources come in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// RDF in one of its syntaxes.
    Rdf(RdfFormat),
    /// Entities of Wikidata in JSON: a dump, one entity a line, or what its web service gives.
    Wikidata,
    /// The tab-separated dump of GeoNames.
    GeoNames,
    /// Entities of FollowTheMoney in JSON, one a line, as OpenSanctions publishes them.
    FollowTheMoney,
    /// A table with a header, its columns mapped to properties.
    Table,
}

/// A format with the names that it is asked for by, and the endings of files that are certainly of it.
type Row = (Format, &'static [&'static str], &'static [&'static str]);

const JSON_LD: RdfFormat = RdfFormat::JsonLd { profile: oxigraph::io::JsonLdProfileSet::empty() };

const TABLE: [Row; 10] = [
    (Format::Rdf(RdfFormat::Turtle), &["ttl", "turtle"], &["ttl"]),
    (Format::Rdf(RdfFormat::TriG), &["trig"], &["trig"]),
    (Format::Rdf(RdfFormat::NTriples), &["nt", "ntriples"], &["nt"]),
    (Format::Rdf(RdfFormat::NQuads), &["nq", "nquads"], &["nq"]),
    (Format::Rdf(RdfFormat::RdfXml), &["rdfxml", "rdf"], &["rdf", "rdfxml", "owl"]),
    (Format::Rdf(JSON_LD), &["jsonld", "json-ld"], &["jsonld"]),
    (Format::Wikidata, &["wikidata"], &[]),
    (Format::GeoNames, &["geonames"], &[]),
    (Format::FollowTheMoney, &["ftm"], &["ftm.json", "ftm.ndjson", "ftm.jsonl"]),
    (Format::Table, &["csv"], &["csv", "tsv"]),
];

impl Format {
    /// All of them.
    pub fn all() -> impl Iterator<Item = Self> {
        TABLE.iter().map(|row| row.0)
    }

    /// The name that it is asked for by.
    #[must_use]
    pub fn name(self) -> &'static str {
        TABLE.iter().find(|row| row.0 == self).map_or("rdf", |row| row.1[0])
    }

    /// The names of all of them.
    #[must_use]
    pub fn names() -> String {
        Self::all().map(Self::name).collect::<Vec<_>>().join(", ")
    }

    /// What a file certainly holds by its ending; one more `.gz` does not count.
    #[must_use]
    pub fn from_path(path: &Path) -> Option<Self> {
        let name = path.file_name()?.to_str()?.to_lowercase();
        let name = name.strip_suffix(".gz").unwrap_or(&name);
        let has = |ending: &&str| name.strip_suffix(*ending).is_some_and(|stem| stem.ends_with('.'));
        TABLE.iter().find(|row| row.2.iter().any(has)).map(|row| row.0)
    }

    /// What a file holds, by its ending or its first bytes.
    fn of(path: &Path) -> Result<Option<Self>, io::Error> {
        if let Some(format) = Self::from_path(path) {
            return Ok(Some(format));
        }
        let mut head = Vec::new();
        unpacked(path)?.take(4096).read_to_end(&mut head)?;
        Ok(Self::sniff(&String::from_utf8_lossy(&head)))
    }

    /// What a file probably holds that is no RDF.
    fn sniff(head: &str) -> Option<Self> {
        let compact: String = head.chars().filter(|c| !c.is_whitespace()).take(400).collect();
        let first = head.lines().next().unwrap_or_default();
        if wikidata::is_document(head) || (compact.contains("\"type\":\"item\"") && compact.contains("\"id\":\"Q")) {
            Some(Self::Wikidata)
        } else if compact.starts_with('{') && compact.contains("\"schema\":\"") && compact.contains("\"id\":\"") {
            Some(Self::FollowTheMoney)
        } else if first.split('\t').count() == geonames::COLUMNS {
            Some(Self::GeoNames)
        } else {
            None
        }
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Format {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        let found = TABLE.iter().find(|row| row.1.contains(&name)).map(|row| row.0);
        found.ok_or_else(|| format!("no such format; known are {}", Self::names()))
    }
}

/// How files are read.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// The format of every file, in place of the one that each file's ending or beginning tells.
    pub format: Option<Format>,
    /// The languages whose names are taken from Wikidata; names for all languages always are.
    pub languages: Vec<String>,
    /// What the columns of tables mean.
    pub mapping: Mapping,
}

/// A file that has been looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceFile {
    /// Where it is.
    pub path: PathBuf,
    /// Its name without its folder.
    pub name: String,
    /// Its format.
    pub format: Format,
    /// How many bytes it has.
    pub size: u64,
    /// The SHA-256 of its bytes, in hexadecimal digits.
    pub sha256: String,
}

impl SourceFile {
    /// Looks at a file: its format, its size and its hash.
    ///
    /// # Errors
    /// If it cannot be read, or nothing tells its format.
    pub fn examine(path: &Path, format: Option<Format>) -> Result<Self, MergeError> {
        let place = path.display().to_string();
        let read = |source| MergeError::Read { place: place.clone(), source };
        let format = match format {
            Some(format) => Some(format),
            None => Format::of(path).map_err(read)?,
        };
        let format = format.ok_or_else(|| MergeError::UnknownFormat { place: place.clone(), known: Format::names() })?;
        let (size, sha256) = digest(path).map_err(read)?;
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        Ok(Self { path: path.to_owned(), name, format, size, sha256 })
    }

    /// Its triples. `source` is the name of the source that it belongs to.
    ///
    /// # Errors
    /// If it cannot be opened, or is a table whose columns are not mapped.
    pub fn open(&self, source: &str, options: &Options, minter: &Minter) -> Result<Triples, MergeError> {
        let place = self.path.display().to_string();
        let bytes = unpacked(&self.path).map_err(|source| MergeError::Read { place: place.clone(), source })?;
        let base = format!("{}/", minter.source(source).as_str());
        Ok(match self.format {
            Format::Rdf(format) => rdf::read(format, bytes, &base, &minter.skolem(source, &self.sha256[..10])),
            Format::Wikidata => wikidata::read(bytes, &options.languages),
            Format::GeoNames => geonames::read(bytes),
            Format::FollowTheMoney => ftm::read(bytes),
            Format::Table => table::read(bytes, self, &options.mapping, &base)?,
        })
    }
}

/// A file's size and SHA-256.
fn digest(path: &Path) -> io::Result<(u64, String)> {
    let mut file = File::open(path)?;
    let (mut hash, mut size, mut buffer) = (Sha256::new(), 0, vec![0; 1 << 16]);
    loop {
        let read = file.read(&mut buffer)?;
        if read == 0 {
            break;
        }
        hash.update(&buffer[..read]);
        size += read as u64;
    }
    let mut digits = String::with_capacity(64);
    for byte in hash.finalize() {
        let _ = write!(digits, "{byte:02x}");
    }
    Ok((size, digits))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_format_is_found_by_its_own_name() {
        for format in Format::all() {
            assert_eq!(format.name().parse(), Ok(format));
        }
        assert!("xls".parse::<Format>().is_err_and(|error| error.ends_with("ftm, csv")));
    }

    #[test]
    fn endings_tell_the_format() {
        let told = |name: &str| Format::from_path(Path::new(name)).map(Format::name);
        let names = ["a.nt.gz", "people.CSV", "targets.ftm.json", "x.owl", "entities.json", "allCountries.txt"];
        assert_eq!(names.map(told), [Some("nt"), Some("csv"), Some("ftm"), Some("rdfxml"), None, None]);
    }

    #[test]
    fn beginnings_tell_what_endings_do_not() {
        let told = |head: &str| Format::sniff(head).map(Format::name);
        assert_eq!(told("[\n{\"type\":\"item\",\"id\":\"Q99000001\",\"labels\":{}"), Some("wikidata"));
        assert_eq!(told("{\"entities\": {\"Q99000001\": {"), Some("wikidata"));
        assert_eq!(told("{\"id\": \"NK-1\", \"caption\": \"A\", \"schema\": \"Person\""), Some("ftm"));
        assert_eq!(told(&format!("1{}\n2", "\t".repeat(18))), Some("geonames"));
        assert_eq!(told("<http://e/a> <http://e/b> <http://e/c> ."), None);
    }
}
