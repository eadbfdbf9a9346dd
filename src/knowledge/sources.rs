//! The Turtle files of an ontology: where they come from, what they say about each term, and their triples.

use super::faults::{Faults, gather};
use super::ontology::OntologyError;
use super::turtle_file::{self, Position, Unreadable};
use super::vocabulary::rdf;
use oxrdf::{BlankNode, NamedNodeRef, NamedOrBlankNode, Term, Triple};
use rustc_hash::FxHashMap;
use std::borrow::Cow;
use std::fs;
use std::path::{Path, PathBuf};

/// A file, by the name that messages give it.
#[derive(Debug, Clone)]
pub(super) struct Source {
    /// Its path from the package's root, or as the user named it.
    pub(super) name: String,
    /// Whether it is the user's.
    pub(super) own: bool,
    text: Cow<'static, str>,
}

/// The files that are part of the program, with their paths.
const EMBEDDED: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/ontology_files.rs"));

/// The folder in an ontology's folder whose files are gazetteers.
pub(super) const GAZETTEER: &str = "gazetteer";

/// The files that are part of the program.
pub(super) fn embedded() -> Vec<Source> {
    EMBEDDED.iter().map(|&(name, text)| Source { name: name.to_owned(), own: false, text: Cow::Borrowed(text) }).collect()
}

/// The Turtle files of a user's folder and its folders, sorted by path, but not those of its gazetteer.
pub(super) fn folder(path: &Path) -> Result<Vec<Source>, Faults<OntologyError>> {
    let paths = turtle_files(path, &path.join(GAZETTEER)).map_err(OntologyError::from)?;
    if paths.is_empty() {
        return Err(OntologyError::Empty { path: path.to_owned() }.into());
    }
    gather(paths.into_iter().map(|path| {
        let text = turtle_file::read(&path).map_err(OntologyError::from)?;
        Ok(Source { name: path.display().to_string(), own: true, text: Cow::Owned(text) })
    }))
}

/// The paths of the Turtle files beneath a folder, sorted, without those beneath another; a file is its own and only one.
pub(super) fn turtle_files(folder: &Path, without: &Path) -> Result<Vec<PathBuf>, Unreadable> {
    if folder.is_file() {
        return Ok(vec![folder.to_owned()]);
    }
    let refused = |source| Unreadable::Refused { path: folder.to_owned(), source };
    let entries = fs::read_dir(folder).map_err(refused)?.collect::<Result<Vec<_>, _>>().map_err(refused)?;
    let mut paths: Vec<PathBuf> = entries.into_iter().map(|entry| entry.path()).filter(|path| path != without).collect();
    paths.sort();
    let mut files = Vec::new();
    for path in paths {
        if path.is_dir() {
            files.extend(turtle_files(&path, without)?);
        } else if path.extension().is_some_and(|ending| ending == "ttl") {
            files.push(path);
        }
    }
    Ok(files)
}

impl Source {
    /// The line on which a literal's text begins, from 1. The literal must stand in the file as it is, without escapes;
    /// of one that does not, the line is not known and 1.
    pub(super) fn line_of(&self, literal: &str) -> u32 {
        let before = self.text.find(literal).map_or("", |at| &self.text[..at]);
        before.matches('\n').count() as u32 + 1
    }

    /// Where something stands in what is said about a term, both by their local names.
    pub(super) fn position(&self, term: &str, near: &str) -> Position {
        Position::of(&self.text, term, near)
    }

    /// Its Turtle.
    #[cfg(test)]
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    fn triples(&self) -> Result<Vec<Triple>, Faults<OntologyError>> {
        turtle_file::triples(&self.text).map_err(|errors| {
            let file = || self.name.clone();
            let fault = |error: turtle_file::NoTurtle| OntologyError::Turtle {
                file: file(),
                position: error.position,
                reason: error.reason,
            };
            Faults::of(errors.into_iter().map(fault).collect())
        })
    }
}

/// What the files say about each named term, in the order in which they first describe it.
#[derive(Debug, Default)]
pub struct Terms {
    descriptions: Vec<Description>,
    places: FxHashMap<String, usize>,
}

/// What one file says about a term.
#[derive(Debug)]
pub struct Description {
    /// The term.
    pub iri: String,
    /// The place of its file among the sources.
    pub(super) source: usize,
    properties: Vec<(String, Term)>,
}

impl Terms {
    /// Reads all files. What a later file says about a term replaces what an earlier one said.
    pub(super) fn parse(sources: &[Source]) -> Result<Self, Faults<OntologyError>> {
        let mut terms = Self::default();
        for (place, triples) in gather(sources.iter().map(Source::triples))?.into_iter().enumerate() {
            for triple in triples {
                terms.add(place, triple);
            }
        }
        Ok(terms)
    }

    fn add(&mut self, source: usize, triple: Triple) {
        let NamedOrBlankNode::NamedNode(subject) = triple.subject else { return };
        let iri = subject.into_string();
        let place = *self.places.entry(iri.clone()).or_insert_with(|| {
            self.descriptions.push(Description { iri, source, properties: Vec::new() });
            self.descriptions.len() - 1
        });
        let description = &mut self.descriptions[place];
        if description.source != source {
            description.source = source;
            description.properties.clear();
        }
        description.properties.push((triple.predicate.into_string(), triple.object));
    }

    /// All terms, in the order in which the files first describe them.
    pub fn all(&self) -> impl Iterator<Item = &Description> {
        self.descriptions.iter()
    }

    /// What is said about a term.
    #[must_use]
    pub fn get(&self, iri: &str) -> Option<&Description> {
        self.places.get(iri).map(|&place| &self.descriptions[place])
    }
}

impl Description {
    /// The values of a property that are literals.
    pub fn literals<'a>(&'a self, property: NamedNodeRef<'a>) -> impl Iterator<Item = &'a str> {
        self.values(property).filter_map(|value| if let Term::Literal(literal) = value { Some(literal.value()) } else { None })
    }

    /// The values of a property that have a name.
    pub fn iris<'a>(&'a self, property: NamedNodeRef<'a>) -> impl Iterator<Item = &'a str> {
        self.values(property).filter_map(|value| if let Term::NamedNode(node) = value { Some(node.as_str()) } else { None })
    }

    fn values<'a>(&'a self, property: NamedNodeRef<'a>) -> impl Iterator<Item = &'a Term> {
        self.properties.iter().filter(move |(found, _)| found == property.as_str()).map(|(_, value)| value)
    }

    /// Its properties with their values, in the order of the file.
    pub fn properties(&self) -> impl Iterator<Item = (&str, &Term)> {
        self.properties.iter().map(|(property, value)| (property.as_str(), value))
    }

    /// Whether the term has a property at all.
    #[must_use]
    pub fn has(&self, property: NamedNodeRef<'_>) -> bool {
        self.values(property).next().is_some()
    }

    /// Whether the term is an instance of a class.
    #[must_use]
    pub fn is_a(&self, class: NamedNodeRef<'_>) -> bool {
        self.iris(rdf::TYPE).any(|found| found == class.as_str())
    }

    /// The term's local name.
    #[must_use]
    pub fn local_name(&self) -> &str {
        local_name(&self.iri)
    }
}

/// What follows the last `#` or `/` of an IRI.
#[must_use]
pub fn local_name(iri: &str) -> &str {
    iri.rfind(['#', '/']).map_or(iri, |at| &iri[at + 1..])
}

/// All triples of files that have been read without error before, blank nodes numbered in the order in which they come.
pub(super) fn triples(sources: &[Source]) -> impl Iterator<Item = Triple> {
    sources.iter().flat_map(|source| {
        let mut names = BlankNodes { stem: stem(&source.name), numbers: FxHashMap::default() };
        source.triples().unwrap_or_default().into_iter().map(move |triple| names.rename(triple))
    })
}

/// A file's path in letters, digits and hyphens.
fn stem(name: &str) -> String {
    name.trim_end_matches(".ttl").chars().map(|char| if char.is_ascii_alphanumeric() { char } else { '-' }).collect()
}

/// Gives blank nodes names that depend on nothing but the file.
struct BlankNodes {
    stem: String,
    numbers: FxHashMap<BlankNode, usize>,
}

impl BlankNodes {
    fn rename(&mut self, mut triple: Triple) -> Triple {
        if let NamedOrBlankNode::BlankNode(node) = &triple.subject {
            triple.subject = self.named(node).into();
        }
        if let Term::BlankNode(node) = &triple.object {
            triple.object = self.named(node).into();
        }
        triple
    }

    fn named(&mut self, node: &BlankNode) -> BlankNode {
        let next = self.numbers.len() + 1;
        let number = *self.numbers.entry(node.clone()).or_insert(next);
        BlankNode::new_unchecked(format!("{}-{number}", self.stem))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    fn source(name: &str, text: &str) -> Source {
        Source { name: name.to_owned(), own: true, text: Cow::Owned(text.to_owned()) }
    }

    #[test]
    fn a_later_file_replaces_a_term() {
        let sources = [source("a.ttl", "<x:a> <x:p> 1, 2 . <x:b> <x:p> 3 ."), source("b.ttl", "<x:a> <x:p> 4 .")];
        let terms = Terms::parse(&sources).expect("Turtle");
        let values = |iri| {
            terms.get(iri).map(|term| term.literals(NamedNodeRef::new_unchecked("x:p")).map(str::to_owned).collect::<Vec<_>>())
        };
        assert_eq!(values("x:a"), Some(vec!["4".to_owned()]));
        assert_eq!(values("x:b"), Some(vec!["3".to_owned()]));
    }

    #[test]
    fn broken_turtle_is_placed() {
        let faults = Terms::parse(&[source("a.ttl", "<x:a> <x:p> 1 .\n<x:b> 3 ."), source("b.ttl", "<x:a> .")]);
        let told = faults.expect_err("no Turtle").to_string();
        let lines: Vec<_> = told.lines().collect();
        assert!(
            lines.len() == 2 && lines[0].starts_with("a.ttl:2:7: not valid Turtle: ") && lines[1].starts_with("b.ttl:1:7: "),
            "{told}"
        );
    }

    #[test]
    fn blank_nodes_have_the_same_names_each_time() {
        let sources = [source("o/a.ttl", "<x:a> <x:p> ( 1 2 ) .")];
        let once: Vec<_> = triples(&sources).map(|triple| triple.to_string()).collect();
        let twice: Vec<_> = triples(&sources).map(|triple| triple.to_string()).collect();
        assert_eq!(once, twice);
        assert!(once.iter().any(|triple| triple.contains("_:o-a-2")), "{once:?}");
    }

    #[test]
    fn lines_of_literals_are_found() {
        let source = source("a.ttl", "# one\n<x:a> <x:p> \"\"\"\nb\nc\n\"\"\" .");
        assert_eq!(source.line_of("\nb\nc\n"), 2);
    }

    #[test]
    fn embedded_files_are_all_different() {
        let names: HashSet<_> = embedded().into_iter().map(|source| source.name).collect();
        assert_eq!(names.len(), EMBEDDED.len());
        assert!(names.contains("ontology/core.ttl"));
    }
}
