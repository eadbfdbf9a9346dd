//! What a dataset holds, for those who find it: VoID for its contents, DCAT for where it is had.
//!
//! The description is a function of the data and of what the user says; it has no clock. Its counts are those of
//! the described triples, each once whatever the number of graphs that hold it, without the description itself.

mod statistics;

use super::schema::local;
use super::selection::Selected;
use super::{ExportError, Format};
use crate::graph::literal;
use crate::graph::vocab::{PREFIXES, dcat, dct, dm, owl, prov, rdf, void, xsd};
use crate::knowledge::Licence;
use crate::store::Source;
use oxigraph::model::{Literal, NamedNode, NamedNodeRef, Quad, Term};
use statistics::{Class, Statistics, Target};

/// What the user says of a dataset.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Description {
    title: Option<String>,
    license: Option<NamedNode>,
    dumps: Vec<NamedNode>,
    format: Option<Format>,
}

impl Description {
    /// Its title.
    #[must_use]
    pub fn with_title(mut self, title: Option<String>) -> Self {
        self.title = title;
        self
    }

    /// The licence that it is given under.
    #[must_use]
    pub fn with_license(mut self, license: Option<NamedNode>) -> Self {
        self.license = license;
        self
    }

    /// The files that it can be downloaded as.
    #[must_use]
    pub fn with_dumps(mut self, dumps: impl IntoIterator<Item = NamedNode>) -> Self {
        self.dumps.extend(dumps);
        self
    }

    /// The format that it is written in here.
    #[must_use]
    pub fn with_format(mut self, format: Option<Format>) -> Self {
        self.format = format;
        self
    }
}

/// The description of what is selected, in a graph of its own.
///
/// # Errors
/// If the store cannot be read.
pub fn describe(selected: &Selected, description: &Description) -> Result<Vec<Quad>, ExportError> {
    let minter = selected.base().minter();
    let statistics = Statistics::of(selected)?;
    let mut writer = Writer {
        dataset: NamedNode::new_unchecked(format!("{}dataset", minter.base())),
        graph: minter.graph("dataset"),
        quads: Vec::new(),
    };
    writer.about(description, &statistics);
    writer.dumps(&description.dumps);
    writer.contents(&statistics, minter.base());
    writer.classes(&statistics);
    writer.properties(&statistics);
    writer.subsets(&statistics, &selected.base().sources()?);
    writer.links(&statistics);
    Ok(writer.quads)
}

struct Writer {
    dataset: NamedNode,
    graph: NamedNode,
    quads: Vec<Quad>,
}

impl Writer {
    fn add(&mut self, subject: &NamedNode, predicate: NamedNodeRef<'_>, object: impl Into<Term>) {
        self.quads.push(Quad::new(subject.clone(), predicate.into_owned(), object, self.graph.clone()));
    }

    fn say(&mut self, predicate: NamedNodeRef<'_>, object: impl Into<Term>) {
        self.add(&self.dataset.clone(), predicate, object);
    }

    fn part(&self, name: &str) -> NamedNode {
        NamedNode::new_unchecked(format!("{}#{name}", self.dataset.as_str()))
    }

    /// Title, licence, time covered, what made it.
    fn about(&mut self, description: &Description, statistics: &Statistics) {
        self.say(rdf::TYPE, void::DATASET);
        self.say(rdf::TYPE, dcat::DATASET);
        self.say(dct::TITLE, literal::english(description.title.as_deref().unwrap_or("Demarche knowledge graph")));
        let about = format!(
            "What {} documents of geopolitical reporting assert: who says what of whom, affirmed or denied, with the sentences.",
            statistics.instances(dm::DOCUMENT)
        );
        self.say(dct::DESCRIPTION, literal::english(&about));
        self.say(dct::LANGUAGE, Literal::new_simple_literal("en"));
        if let Some(license) = &description.license {
            self.say(dct::LICENSE, license.clone());
        }
        if let Some(feature) = description.format.and_then(feature) {
            self.say(void::FEATURE, feature);
        }
        for run in &statistics.runs {
            self.say(prov::WAS_GENERATED_BY, run.clone());
        }
        self.period(statistics);
    }

    /// From the first document's date to the last one's.
    fn period(&mut self, statistics: &Statistics) {
        let Some((first, last)) = &statistics.dates else { return };
        let period = self.part("period");
        self.say(dct::TEMPORAL, period.clone());
        self.add(&period, rdf::TYPE, dct::PERIOD_OF_TIME);
        for (property, date) in [(dcat::START_DATE, first), (dcat::END_DATE, last)] {
            if let Some(date) = literal::date(date) {
                self.add(&period, property, date);
            }
        }
    }

    fn dumps(&mut self, dumps: &[NamedNode]) {
        for (number, dump) in (1..).zip(dumps) {
            let distribution = self.part(&format!("distribution-{number}"));
            self.say(void::DATA_DUMP, dump.clone());
            self.say(dcat::DISTRIBUTION, distribution.clone());
            self.add(&distribution, rdf::TYPE, dcat::DISTRIBUTION_CLASS);
            self.add(&distribution, dcat::DOWNLOAD_URL, dump.clone());
            let path = std::path::Path::new(dump.as_str());
            if let Some(format) = Format::from_path(path) {
                self.add(&distribution, dcat::MEDIA_TYPE, media_type(format.media_type()));
            }
            if path.extension().is_some_and(|ending| ending == "gz") {
                self.add(&distribution, dcat::COMPRESS_FORMAT, media_type("application/gzip"));
            }
        }
    }

    /// Counts, vocabularies, examples.
    fn contents(&mut self, statistics: &Statistics, data: &str) {
        self.say(void::URI_SPACE, Literal::new_simple_literal(data));
        for (property, count) in [
            (void::TRIPLES, statistics.triples),
            (void::ENTITIES, statistics.entities),
            (void::DISTINCT_SUBJECTS, statistics.subjects),
            (void::DISTINCT_OBJECTS, statistics.objects),
            (void::CLASSES, statistics.classes.len()),
            (void::PROPERTIES, statistics.properties.len()),
        ] {
            self.say(property, literal::integer(count));
        }
        let used = || statistics.properties.keys().chain(statistics.classes.keys());
        for (_, namespace) in PREFIXES.iter().filter(|(_, namespace)| used().any(|term| term.starts_with(namespace))) {
            self.say(void::VOCABULARY, NamedNode::new_unchecked(*namespace));
        }
        for class in [dm::DOCUMENT, dm::ASSERTION, dm::STATE, dm::PERSON] {
            if let Some(Class { example: Some(example), .. }) = statistics.classes.get(class.as_str()) {
                self.say(void::EXAMPLE_RESOURCE, example.clone());
            }
        }
    }

    fn classes(&mut self, statistics: &Statistics) {
        for (class, Class { instances, .. }) in &statistics.classes {
            let partition = self.part(&format!("class-{}", fragment(class)));
            self.say(void::CLASS_PARTITION, partition.clone());
            self.add(&partition, rdf::TYPE, void::DATASET);
            self.add(&partition, void::CLASS, NamedNode::new_unchecked(class));
            self.add(&partition, void::ENTITIES, literal::integer(*instances));
        }
    }

    fn properties(&mut self, statistics: &Statistics) {
        for (property, count) in &statistics.properties {
            let partition = self.part(&format!("property-{}", fragment(property)));
            self.say(void::PROPERTY_PARTITION, partition.clone());
            self.add(&partition, rdf::TYPE, void::DATASET);
            self.add(&partition, void::PROPERTY, NamedNode::new_unchecked(property));
            self.add(&partition, void::TRIPLES, literal::integer(count.triples));
            self.add(&partition, void::DISTINCT_SUBJECTS, literal::integer(count.subjects));
        }
    }

    /// The documents together, every other graph, and the external sources.
    fn subsets(&mut self, statistics: &Statistics, sources: &[Source]) {
        for (graph, triples) in &statistics.graphs {
            let source = sources.iter().find(|source| source.graph.as_str() == graph);
            let subset = source.map_or_else(|| self.part(&format!("graph-{}", local(graph))), |source| source.iri.clone());
            let title = source.map_or_else(|| local(graph), |source| &source.name);
            self.say(void::SUBSET, subset.clone());
            self.add(&subset, rdf::TYPE, void::DATASET);
            self.add(&subset, dct::TITLE, literal::english(title));
            self.add(&subset, void::TRIPLES, Literal::new_typed_literal(triples.to_string(), xsd::INTEGER));
            if let Some(source) = source {
                self.source(source);
            }
        }
    }

    /// What is to be known of a source by whoever passes it on.
    fn source(&mut self, source: &Source) {
        let licence = source.licence.as_deref().and_then(Licence::named);
        if let Some(licence) = licence.and_then(|licence| NamedNode::new(licence.iri?).ok()) {
            self.add(&source.iri, dct::LICENSE, licence);
        }
        if let Some(version) = &source.version {
            self.add(&source.iri, owl::VERSION_INFO, literal::text(version));
        }
    }

    /// What leads to other datasets.
    fn links(&mut self, statistics: &Statistics) {
        for ((predicate, target), links) in &statistics.links {
            let (name, target) = match target {
                Target::Source(source) => (format!("source-{}", local(source.as_str())), source.clone()),
                Target::Host(address) => {
                    let host = address.split("//").nth(1).unwrap_or_default().trim_end_matches('/');
                    (host.to_owned(), NamedNode::new_unchecked(address))
                }
            };
            let linkset = self.part(&format!("links-{}-{name}", local(predicate)));
            self.say(void::SUBSET, linkset.clone());
            self.add(&linkset, rdf::TYPE, void::LINKSET);
            self.add(&linkset, void::LINK_PREDICATE, NamedNode::new_unchecked(predicate));
            self.add(&linkset, void::SUBJECTS_TARGET, self.dataset.clone());
            self.add(&linkset, void::OBJECTS_TARGET, target);
            for (property, count) in [
                (void::TRIPLES, links.triples),
                (void::DISTINCT_SUBJECTS, links.subjects.len()),
                (void::DISTINCT_OBJECTS, links.objects.len()),
            ] {
                self.add(&linkset, property, literal::integer(count));
            }
        }
    }
}

/// A term as a part of an IRI: `dct-title`.
fn fragment(term: &str) -> String {
    let prefix = PREFIXES.iter().find(|(_, namespace)| term.starts_with(namespace));
    match prefix {
        Some((prefix, namespace)) => format!("{prefix}-{}", &term[namespace.len()..]),
        None => format!("{}-{}", local(term), crate::graph::iri::short_hash(term)),
    }
}

fn media_type(name: &str) -> NamedNode {
    NamedNode::new_unchecked(format!("https://www.iana.org/assignments/media-types/{name}"))
}

/// The name that the W3C gives a format.
fn feature(format: Format) -> Option<NamedNode> {
    let name = match format {
        Format::Turtle => "Turtle",
        Format::TriG => "TriG",
        Format::NQuads => "N-Quads",
        Format::NTriples => "N-Triples",
        Format::JsonLd => "JSON-LD",
        Format::RdfXml => "RDF_XML",
    };
    NamedNode::new(format!("http://www.w3.org/ns/formats/{name}")).ok()
}
