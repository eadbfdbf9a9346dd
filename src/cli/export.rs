//! `demarche export`: a store's graph to a file or a pipe.

use super::args::KnowledgeArgs;
use super::error::{CliError, Outcome, tell};
use super::extract::output;
use super::query::{headed, own};
use super::stored::StoredArgs;
use crate::export::{
    self, Canonical, Description, ExportError, Format, Gate, Output, Quads, Refused, Scheme, Selected, Selection, View,
};
use crate::knowledge::Licence;
use crate::query::{Question, catalog};
use crate::store::KnowledgeBase;
use oxigraph::model::{GraphName, NamedNode};
use oxigraph::sparql::QueryResults;
use std::path::{Path, PathBuf};

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    stored: StoredArgs,
    /// Where the graph is written; standard output if left out. What ends in .gz is compressed.
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// ttl, trig, nq, nt, jsonld or rdfxml; graphml for a network of actors; dyads for pairs of actors as CSV. By default what the
    /// ending of -o tells, else ttl.
    #[arg(long, value_name = "FORMAT")]
    format: Option<Output>,
    /// all, documents, direct, ontology, gazetteer, links, the name of a source, or the IRI of a graph (a document's IRI is its
    /// graph's); as often as needed.
    #[arg(long = "graph", value_name = "GRAPH")]
    graphs: Vec<String>,
    /// Only these documents, with the entities that they speak of.
    #[arg(long = "document", value_name = "NAME", num_args = 1..)]
    documents: Vec<String>,
    /// Only assertions of these situation types and their sub-types, with their sentences, mentions and entities.
    #[arg(long = "type", value_name = "TYPE", num_args = 1..)]
    types: Vec<String>,
    /// Only what a SPARQL CONSTRUCT gives: a file, or a bundled one by name. Its default graph is the union of all.
    #[arg(long, value_name = "FILE|NAME", conflicts_with_all = ["graphs", "documents", "types"])]
    construct: Option<String>,
    /// What the query asks about, as often as it takes parameters: territory="Kuril Islands".
    #[arg(long = "param", value_name = "NAME=VALUE", requires = "construct")]
    parameters: Vec<String>,
    #[command(flatten)]
    knowledge: KnowledgeArgs,
    /// Tells in RDF 1.2 which assertions stand behind a role or a direct triple; for ttl, trig, nq and nt.
    #[arg(long, conflicts_with = "construct")]
    rdf12: bool,
    /// Adds a description of the dataset (VoID, DCAT) as a graph of its own.
    #[arg(long, conflicts_with = "construct")]
    metadata: bool,
    #[command(flatten)]
    description: DescriptionArgs,
    /// Calls entities by the IRIs that others know them by, where they have one: those of wikidata, geonames or iso first, then of the
    /// others in this order. Their old IRIs stay as skos:exactMatch.
    #[arg(long, value_name = "SCHEME")]
    canonical: Option<Scheme>,
    /// Declares the export open: sources are refused that forbid commerce, changes or other licences, or that have no licence.
    #[arg(long, conflicts_with = "license")]
    open: bool,
    /// Takes sources under this licence in all the same (SPDX name, or unknown); as often as needed.
    #[arg(long = "allow-licence", alias = "allow-license", value_name = "LICENCE")]
    allowed: Vec<String>,
}

/// What only the user knows of a dataset.
#[derive(Debug, clap::Args)]
pub(super) struct DescriptionArgs {
    /// The dataset's title in its description.
    #[arg(long, value_name = "TEXT")]
    title: Option<String>,
    /// The licence that it is given under, by its SPDX name or IRI. An export refuses sources that do not allow it.
    #[arg(long, alias = "licence", value_name = "LICENCE", value_parser = licence)]
    license: Option<NamedNode>,
    /// An address that the dataset can be downloaded from; as often as needed.
    #[arg(long = "dump", value_name = "URL", value_parser = iri)]
    dumps: Vec<NamedNode>,
}

impl DescriptionArgs {
    pub(super) fn description(&self) -> Description {
        let dumps = self.dumps.iter().cloned();
        Description::default().with_title(self.title.clone()).with_license(self.license.clone()).with_dumps(dumps)
    }
}

/// The IRI of a licence.
fn licence(text: &str) -> Result<NamedNode, String> {
    let known = Licence::named(text).and_then(|licence| licence.iri);
    let iri = NamedNode::new(known.as_deref().unwrap_or(text));
    iri.map_err(|_| "not a licence that is known here; give its SPDX name, such as CC-BY-4.0, or its IRI".to_owned())
}

fn iri(text: &str) -> Result<NamedNode, String> {
    NamedNode::new(text).map_err(|_| "not an absolute IRI; give one like https://example.org/graph.ttl".to_owned())
}

pub(super) fn run(args: &Args) -> Result<Outcome, CliError> {
    let told = args.output.as_deref().and_then(Output::from_path);
    let format = args.format.or(told).unwrap_or(Output::Rdf(Format::Turtle));
    args.check(format)?;
    let base = args.stored.look_into()?;
    match (format, &args.construct) {
        (Output::Rdf(format), Some(query)) => constructed(args, &base, query, format)?,
        (Output::Rdf(format), None) => selected(args, &args.selected(&base)?, format)?,
        (Output::View(view), _) => viewed(args, &args.selected(&base)?, view)?,
    }
    Ok(Outcome::Done)
}

impl Args {
    /// Refuses options that do not go with the format.
    fn check(&self, format: Output) -> Result<(), CliError> {
        let options = [
            ("--construct", self.construct.is_some()),
            ("--rdf12", self.rdf12),
            ("--metadata", self.metadata),
            ("--canonical", self.canonical.is_some()),
        ];
        let given = options.into_iter().find(|(_, given)| *given);
        match (format, given) {
            (Output::View(_), Some((option, _))) => Err(CliError::NotTogether { option, format: format.name() }),
            (Output::Rdf(rdf), _) if self.rdf12 && !rdf.has_triple_terms() => Err(ExportError::NoTripleTerms(rdf.name()).into()),
            _ => Ok(()),
        }
    }

    fn selected(&self, base: &KnowledgeBase) -> Result<Selected, ExportError> {
        let selection = Selection::default().with_graphs(&self.graphs).with_documents(&self.documents);
        let selected = selection.with_types(&self.types).find(base)?;
        selected.through(&self.gate())?;
        Ok(selected.with_canonical(self.canonical(base)?))
    }

    fn canonical(&self, base: &KnowledgeBase) -> Result<Option<Canonical>, ExportError> {
        self.canonical.map(|scheme| Canonical::of(base, scheme)).transpose()
    }

    /// What keeps sources out that do not allow what the export is declared as.
    fn gate(&self) -> Gate {
        let gate = match &self.description.license {
            Some(licence) => Gate::licensed(licence.as_str()),
            None if self.open => Gate::open(),
            None => Gate::default(),
        };
        gate.allowing(self.allowed.iter().map(String::as_str))
    }

    fn file(&self) -> Option<&Path> {
        self.output.as_deref()
    }
}

fn selected(args: &Args, selected: &Selected, format: Format) -> Result<(), CliError> {
    let mut quads = if args.rdf12 { export::annotated(selected)? } else { selected.quads() };
    if args.metadata {
        let description = args.description.description().with_format(Some(format));
        let about = export::describe(selected, &description)?;
        quads = Box::new(quads.chain(about.into_iter().map(Ok)));
    }
    Ok(output(args.file(), |out| export::write_stream(quads, format, selected.base().minter(), out))?)
}

fn viewed(args: &Args, selected: &Selected, view: View) -> Result<(), CliError> {
    Ok(output(args.file(), |out| export::write_view(selected, view, out))?)
}

fn constructed(args: &Args, base: &KnowledgeBase, query: &str, format: Format) -> Result<(), CliError> {
    let QueryResults::Graph(triples) = answer(args, base, query)? else {
        return Err(CliError::NotConstruct(query.to_owned()));
    };
    let canonical = args.canonical(base)?;
    let mut quads: Quads<'_> = Box::new(triples.map(|triple| Ok(triple?.in_graph(GraphName::DefaultGraph))));
    if let Some(canonical) = &canonical {
        quads = canonical.rename(quads);
    }
    Ok(output(args.file(), |out| export::write_stream(quads, format, base.minter(), out))?)
}

/// What a query in a file answers, or a bundled one.
fn answer(args: &Args, base: &KnowledgeBase, query: &str) -> Result<QueryResults<'static>, CliError> {
    let path = Path::new(query);
    let question = match catalog::find(query) {
        Ok(bundled) if !path.exists() => headed(bundled, &args.parameters, &args.knowledge, base)?,
        _ => headed(&own(path)?, &args.parameters, &args.knowledge, base)?,
    };
    Ok(without_refused(args, question, base)?.answer(base)?)
}

/// A question that does not see the sources that must not be part of what is declared.
fn without_refused(args: &Args, question: Question, base: &KnowledgeBase) -> Result<Question, CliError> {
    let refused = args.gate().refused(base)?;
    if refused.is_empty() {
        return Ok(question);
    }
    for Refused { source, name, obstacle } in &refused {
        tell(&format!("note: --construct: does not see {} ({obstacle}); --allow-licence {name} would show it", source.name));
    }
    let seen = base.graphs()?.into_iter().filter(|graph| refused.iter().all(|refused| refused.source.graph != *graph));
    Ok(question.seeing(seen.collect()))
}
