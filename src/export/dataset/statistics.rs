//! Counting what a dataset holds, in one pass over its sorted triples.

use crate::export::ExportError;
use crate::export::record::{Record, fields};
use crate::export::selection::Selected;
use crate::export::sorter::{Sorted, Sorter};
use crate::graph::vocab::{dct, owl, prov, rdf, skos};
use crate::store::{KnowledgeBase, Source};
use oxigraph::model::{GraphName, NamedNode, NamedNodeRef, Quad, Term};
use std::collections::{BTreeMap, BTreeSet, HashSet};

/// The properties that lead from a thing to the same or a like one elsewhere.
const LINKS: [NamedNodeRef<'static>; 5] =
    [skos::EXACT_MATCH, skos::CLOSE_MATCH, skos::BROAD_MATCH, skos::RELATED_MATCH, owl::SAME_AS];

/// Counts of a dataset's distinct triples.
#[derive(Debug, Default)]
pub(super) struct Statistics {
    pub(super) triples: usize,
    /// Subjects under the data's base.
    pub(super) entities: usize,
    pub(super) subjects: usize,
    pub(super) objects: usize,
    /// By IRI.
    pub(super) classes: BTreeMap<String, Class>,
    /// By IRI.
    pub(super) properties: BTreeMap<String, Property>,
    /// Triples by the IRI of their graph; the documents' graphs are one.
    pub(super) graphs: BTreeMap<String, usize>,
    /// Links by property and target: an external source that was merged, or the host of the other end.
    pub(super) links: BTreeMap<(String, Target), Linkset>,
    /// The runs that made it.
    pub(super) runs: BTreeSet<NamedNode>,
    /// The earliest and the latest date of a document.
    pub(super) dates: Option<(String, String)>,
}

/// What links lead to.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Target {
    /// A source that was merged, by what stands for it.
    Source(NamedNode),
    /// Scheme and host.
    Host(String),
}

/// Links of one property to one target in figures. Their ends are held in memory: there are no more of them than entities.
#[derive(Debug, Default)]
pub(super) struct Linkset {
    pub(super) triples: usize,
    pub(super) subjects: HashSet<String>,
    pub(super) objects: HashSet<String>,
}

impl Linkset {
    fn add(&mut self, subject: &str, object: &str) {
        self.triples += 1;
        self.subjects.insert(subject.to_owned());
        self.objects.insert(object.to_owned());
    }
}

/// A class in figures.
#[derive(Debug, Default)]
pub(super) struct Class {
    pub(super) instances: usize,
    /// The first of them by name.
    pub(super) example: Option<NamedNode>,
}

/// A property in figures.
#[derive(Debug, Default)]
pub(super) struct Property {
    pub(super) triples: usize,
    pub(super) subjects: usize,
}

impl Statistics {
    /// Counts what is selected.
    pub(super) fn of(selected: &Selected) -> Result<Self, ExportError> {
        let data = selected.base().minter().base();
        let documents = format!("{data}document/");
        let mut statistics = Self::default();
        let (mut triples, mut objects, mut record) = (Sorter::default(), Sorter::default(), Record::default());
        let merged = Merged::of(selected)?;
        for quad in selected.quads() {
            let quad = quad?;
            statistics.graph(&quad, data, &documents);
            statistics.merged(&quad, &merged)?;
            let object = quad.object.to_string();
            record.clear().natural(&quad.subject.to_string());
            record.field(&quad.subject.to_string()).field(quad.predicate.as_str()).field(&object);
            triples.push(record.bytes())?;
            objects.push(object.as_bytes())?;
        }
        statistics.count(triples.sorted()?, data)?;
        let mut objects = objects.sorted()?;
        while objects.next()?.is_some() {
            statistics.objects += 1;
        }
        Ok(statistics)
    }

    /// How many instances a class has.
    pub(super) fn instances(&self, class: NamedNodeRef<'_>) -> usize {
        self.classes.get(class.as_str()).map_or(0, |class| class.instances)
    }

    /// What depends on the graph.
    fn graph(&mut self, quad: &Quad, data: &str, documents: &str) {
        let GraphName::NamedNode(graph) = &quad.graph_name else { return };
        let is_document = graph.as_str().starts_with(documents);
        let name = if is_document { format!("{data}graph/documents") } else { graph.as_str().to_owned() };
        *self.graphs.entry(name).or_default() += 1;
        if let (true, Term::Literal(date)) = (is_document && quad.predicate.as_ref() == dct::DATE, &quad.object)
            && quad.subject == graph.clone().into()
        {
            self.date(date.value());
        }
    }

    /// A link to what sources speak of.
    fn merged(&mut self, quad: &Quad, merged: &Merged<'_>) -> Result<(), ExportError> {
        if quad.graph_name != merged.links || !LINKS.contains(&quad.predicate.as_ref()) {
            return Ok(());
        }
        for source in merged.speaking_of(&quad.object)? {
            let key = (quad.predicate.as_str().to_owned(), Target::Source(source.iri.clone()));
            self.links.entry(key).or_default().add(&quad.subject.to_string(), &quad.object.to_string());
        }
        Ok(())
    }

    fn date(&mut self, date: &str) {
        let (first, last) = self.dates.get_or_insert_with(|| (date.to_owned(), date.to_owned()));
        if date < first.as_str() {
            date.clone_into(first);
        }
        if date > last.as_str() {
            date.clone_into(last);
        }
    }

    /// What depends on the distinct triples.
    fn count(&mut self, mut triples: Sorted, data: &str) -> Result<(), ExportError> {
        let (mut last_subject, mut last_predicate) = (String::new(), String::new());
        while let Some(record) = triples.next()? {
            let [subject, predicate, object] = fields(record);
            self.triples += 1;
            if subject != last_subject {
                self.subjects += 1;
                self.entities += usize::from(subject[1..].starts_with(data));
                subject.clone_into(&mut last_subject);
                last_predicate.clear();
            }
            let property = self.properties.entry(predicate.to_owned()).or_default();
            property.triples += 1;
            if predicate != last_predicate {
                property.subjects += 1;
                predicate.clone_into(&mut last_predicate);
            }
            self.object(subject, predicate, object, data);
        }
        Ok(())
    }

    fn object(&mut self, subject: &str, predicate: &str, object: &str, data: &str) {
        let Some(iri) = unbracketed(object) else { return };
        if predicate == rdf::TYPE.as_str() {
            let node = unbracketed(subject).map(NamedNode::new_unchecked);
            if iri == prov::ACTIVITY.as_str() {
                self.runs.extend(node.clone());
            }
            let class = self.classes.entry(iri.to_owned()).or_default();
            class.instances += 1;
            class.example = class.example.take().or(node);
        } else if LINKS.iter().any(|link| link.as_str() == predicate)
            && unbracketed(subject).is_some_and(|subject| subject.starts_with(data))
            && !iri.starts_with(data)
            && let Some(target) = authority(iri)
        {
            self.links.entry((predicate.to_owned(), Target::Host(target))).or_default().add(subject, object);
        }
    }
}

/// The sources of a store.
struct Merged<'a> {
    base: &'a KnowledgeBase,
    links: GraphName,
    sources: Vec<Source>,
}

impl<'a> Merged<'a> {
    fn of(selected: &'a Selected) -> Result<Self, ExportError> {
        let base = selected.base();
        Ok(Self { base, links: base.minter().graph("links").into(), sources: base.sources()? })
    }

    /// The sources that say something of a thing.
    fn speaking_of(&self, thing: &Term) -> Result<Vec<&Source>, ExportError> {
        let Term::NamedNode(node) = thing else { return Ok(Vec::new()) };
        let mut speaking = Vec::new();
        for source in &self.sources {
            let mut about = self.base.matching(Some(&node.clone().into()), None, None, Some(&source.graph));
            speaking.extend(about.next().transpose()?.map(|_| source));
        }
        Ok(speaking)
    }
}

/// The IRI in `<…>`.
fn unbracketed(term: &str) -> Option<&str> {
    term.strip_prefix('<')?.strip_suffix('>')
}

/// Scheme and host of an IRI, which stand for the dataset that it is of.
fn authority(iri: &str) -> Option<String> {
    let (scheme, rest) = iri.split_once("://")?;
    let host = rest.split(['/', '?', '#']).next()?;
    Some(format!("{scheme}://{host}/"))
}
