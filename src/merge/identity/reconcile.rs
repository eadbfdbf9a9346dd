//! A user's table of names, with the entity that each name means: what `OpenRefine` calls reconciling, by the scorer that links sources.

use super::country::Countries;
use super::error::IdentityError;
use super::index::Index;
use super::matching::{Match, Thresholds, matches};
use super::ours;
use super::record::{Record, Scheme, Sort};
use super::table::{Table, shown};
use crate::graph::iri::Minter;
use crate::knowledge::spelling::near;
use crate::knowledge::{EntityClass, Knowledge};
use crate::store::KnowledgeBase;
use oxigraph::model::NamedNode;
use std::io::Write;
use std::path::Path;

/// The columns that are added.
pub const COLUMNS: [&str; 8] = ["entity", "entity label", "entity type", "wikidata", "score", "match", "evidence", "candidates"];

/// How much less than from a source is asked of a name that the user gives no class for: there it is missing, here it is meant so.
const UNTYPED: f32 = 0.04;

/// What is reconciled, and how.
#[derive(Debug, Clone, Default)]
pub struct ReconcileOptions {
    /// The column with the names.
    pub column: String,
    /// A column with countries: codes, names, or identifiers.
    pub country: Option<String>,
    /// The class of all that is named.
    pub class: Option<EntityClass>,
    /// The scores at which names are taken for an entity's.
    pub thresholds: Thresholds,
}

/// What reconciling came to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Reconciled {
    /// Names that mean an entity.
    pub matched: usize,
    /// Names that may mean one.
    pub unsure: usize,
    /// Names that mean none that is known.
    pub unknown: usize,
}

/// Adds to a table which entity each of its names means: one of the gazetteer, or one that the documents of a store name.
///
/// # Errors
/// If the table or the store cannot be read, a column is missing, or the output cannot be written.
pub fn reconcile(
    path: &Path,
    known: &Knowledge,
    base: Option<&KnowledgeBase>,
    minter: &Minter,
    options: &ReconcileOptions,
    out: &mut dyn Write,
) -> Result<Reconciled, IdentityError> {
    let table = Table::read(path)?;
    let column = table.column(&options.column)?;
    let country = options.country.as_deref().map(|name| table.column(name)).transpose()?;
    let mut records = ours::gazetteer(known, minter);
    if let Some(base) = base {
        records.extend(ours::unlinked(base, known)?);
    }
    let index = Index::new(records);
    let countries = Countries::new(&known.gazetteer);
    let mut thresholds = options.thresholds;
    thresholds.upper -= if options.class.is_none() { UNTYPED } else { 0.0 };
    let mut writer = csv::WriterBuilder::new().delimiter(table.delimiter).flexible(true).from_writer(out);
    let failed = |source: std::io::Error| IdentityError::Write { place: "the table".to_owned(), source };
    let header = table.header.iter().map(String::as_str).chain(COLUMNS);
    writer.write_record(header).map_err(|error| failed(error.into()))?;
    let mut reconciled = Reconciled::default();
    for (_, row) in &table.rows {
        let states = country.map(|at| row[at].as_str()).filter(|text| !text.trim().is_empty());
        let record = record(&row[column], states, options.class, &countries);
        let found = matches(&record, &index, thresholds);
        let fields = answer(&found, &index, thresholds, &mut reconciled);
        writer
            .write_record(row.iter().map(String::as_str).chain(fields.iter().map(String::as_str)))
            .map_err(|error| failed(error.into()))?;
    }
    writer.flush().map_err(failed)?;
    Ok(reconciled)
}

/// A row as a record. Of a class that the user gave it is certain; without one the name has to do.
fn record(name: &str, country: Option<&str>, class: Option<EntityClass>, countries: &Countries<'_>) -> Record {
    let mut record = Record::new(NamedNode::new_unchecked("urn:row"));
    record.call(name, Sort::Label);
    record.classes.extend(class);
    record.countries = country.map(|text| countries.named(text.trim())).unwrap_or_default();
    record
}

fn answer(found: &[Match], index: &Index, thresholds: Thresholds, reconciled: &mut Reconciled) -> Vec<String> {
    let Some(best) = found.first() else {
        reconciled.unknown += 1;
        return COLUMNS.map(|column| if column == "match" { "none" } else { "" }.to_owned()).to_vec();
    };
    let sure = best.score.value >= thresholds.upper;
    *(if sure { &mut reconciled.matched } else { &mut reconciled.unsure }) += 1;
    let ours = &index.records()[best.ours];
    let classes: Vec<String> = ours.classes.iter().map(|class| class.local_name()).collect();
    let wikidata = ours.ids.iter().find(|id| id.scheme == Scheme::Wikidata).map(|id| id.value.clone()).unwrap_or_default();
    let others = found[1..].iter().map(|other| format!("{} {:.3}", index.records()[other.ours].node.as_str(), other.score.value));
    vec![
        ours.node.as_str().to_owned(),
        shown(&ours.label),
        classes.join(" "),
        wikidata,
        format!("{:.3}", best.score.value),
        if sure { "yes" } else { "unsure" }.to_owned(),
        best.score.to_string(),
        others.collect::<Vec<_>>().join(" | "),
    ]
}

/// An entity class by its name in the ontology, in any case.
///
/// # Errors
/// If there is no such class.
pub fn class(name: &str) -> Result<EntityClass, IdentityError> {
    let wanted = name.strip_prefix("dm:").unwrap_or(name);
    let found = EntityClass::ALL.into_iter().find(|class| class.local_name().eq_ignore_ascii_case(wanted));
    found.ok_or_else(|| {
        let names: Vec<String> = EntityClass::ALL.iter().map(|class| class.local_name()).collect();
        IdentityError::NoSuchClass { name: name.to_owned(), near: near(wanted, names.iter().map(String::as_str)) }
    })
}
