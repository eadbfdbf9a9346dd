//! Asking persons: the pairs that are open as a table, the table with their decisions read back, and clusters taken apart.

use super::decision::{self, By, Decision, Judgement};
use super::error::IdentityError;
use super::linking::{resolution, write};
use super::record::Id;
use super::resolution::{Conflict, Resolution, is_identity};
use super::table::{Table, shown};
use crate::graph::literal;
use crate::graph::vocab::{dct, owl, rdf, skos};
use crate::store::{KnowledgeBase, StoreError};
use oxigraph::model::{GraphName, NamedNode, NamedNodeRef, Term};
use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::path::Path;

/// The columns of the table. Only the first is to be filled in; they may stand in any order.
pub const COLUMNS: [&str; 12] = [
    "decision",
    "score",
    "left label",
    "right label",
    "left type",
    "right type",
    "evidence",
    "relation",
    "source",
    "left",
    "right",
    "date",
];

/// What may be said in the column `decision`, with what it means: a judgement, and a relation where the word tells one.
const WORDS: &[(&str, Judgement, Option<NamedNodeRef<'static>>)] = &[
    ("same", Judgement::Positive, Some(skos::EXACT_MATCH)),
    ("exact", Judgement::Positive, Some(skos::EXACT_MATCH)),
    ("yes", Judgement::Positive, Some(skos::EXACT_MATCH)),
    ("y", Judgement::Positive, Some(skos::EXACT_MATCH)),
    ("sameas", Judgement::Positive, Some(owl::SAME_AS)),
    ("close", Judgement::Positive, Some(skos::CLOSE_MATCH)),
    ("related", Judgement::Positive, Some(skos::RELATED_MATCH)),
    ("broader", Judgement::Positive, Some(skos::BROAD_MATCH)),
    ("narrower", Judgement::Positive, Some(skos::NARROW_MATCH)),
    ("different", Judgement::Negative, None),
    ("no", Judgement::Negative, None),
    ("n", Judgement::Negative, None),
    ("unsure", Judgement::Unsure, None),
];

/// What was decided in a table.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Decided {
    /// Pairs that are one, or related.
    pub positive: usize,
    /// Pairs that are not.
    pub negative: usize,
    /// Pairs that stay open.
    pub unsure: usize,
    /// Rows without a decision.
    pub left_open: usize,
    /// How many links the store has now.
    pub links: usize,
}

/// A link or an open pair with what a person needs to judge it.
#[derive(Debug, Clone)]
pub struct Row {
    /// What was decided.
    pub decision: Decision,
    /// The names of both sides.
    pub labels: [String; 2],
    /// The types of both sides.
    pub types: [String; 2],
    /// The name of the source.
    pub source: String,
}

/// Writes the open pairs of a store as CSV; gives their number.
///
/// # Errors
/// If the store cannot be read or the table cannot be written.
pub fn review(base: &KnowledgeBase, place: &str, out: &mut dyn Write) -> Result<usize, IdentityError> {
    let rows = rows(base, resolution(base)?.open)?;
    let mut table = csv::WriterBuilder::new().from_writer(out);
    let failed = |error: csv::Error| IdentityError::Write { place: place.to_owned(), source: error.into() };
    table.write_record(COLUMNS).map_err(failed)?;
    for row in &rows {
        let decision = &row.decision;
        let score = decision.score.map(|score| format!("{score:.3}")).unwrap_or_default();
        let fields = [
            "",
            &score,
            &shown(&row.labels[0]),
            &shown(&row.labels[1]),
            &row.types[0],
            &row.types[1],
            &shown(&decision.reason),
            relation_word(&decision.relation),
            &row.source,
            decision.left.as_str(),
            decision.right.as_str(),
            "",
        ];
        table.write_record(fields).map_err(failed)?;
    }
    table.flush().map_err(|source| IdentityError::Write { place: place.to_owned(), source })?;
    Ok(rows.len())
}

/// Reads a table with decisions, keeps them, and makes the links anew. One row that is not understood, and nothing is kept.
///
/// # Errors
/// If the table cannot be read or a row is not understood, or the store cannot be written.
pub fn decide(base: &KnowledgeBase, path: &Path, by: &str, date: Option<&str>) -> Result<Decided, IdentityError> {
    decide_table(base, &Table::read(path)?, by, date)
}

fn decide_table(base: &KnowledgeBase, table: &Table, by: &str, date: Option<&str>) -> Result<Decided, IdentityError> {
    let columns = Columns::of(table)?;
    let mut log = decision::of_store(base)?;
    let known: BTreeMap<(NamedNode, NamedNode), Decision> =
        log.iter().map(|old| ((old.left.clone(), old.right.clone()), old.clone())).collect();
    let (mut new, mut decided) = (Vec::new(), Decided::default());
    for (line, row) in &table.rows {
        let wrong = |reason: String| IdentityError::Row { place: table.place.clone(), line: *line, reason };
        let word = row[columns.decision].trim();
        if word.is_empty() {
            decided.left_open += usize::from(row.iter().any(|field| !field.is_empty()));
            continue;
        }
        let (judgement, relation) = meaning(word).map_err(&wrong)?;
        let (left, right) = (iri(&row[columns.left]).map_err(&wrong)?, iri(&row[columns.right]).map_err(&wrong)?);
        let old = known.get(&(left.clone(), right.clone()));
        if old.is_none() && base.about(left.as_ref().into())?.is_empty() {
            return Err(wrong(format!("the store does not speak of {}; an entity of its own stands left", left.as_str())));
        }
        let date = columns.date.map(|at| row[at].trim()).filter(|date| !date.is_empty()).or(date);
        if let Some(bad) = date.filter(|date| literal::date(date).is_none()) {
            return Err(wrong(format!("{bad} is no date; write it as 2017-04-21")));
        }
        match judgement {
            Judgement::Positive => decided.positive += 1,
            Judgement::Negative => decided.negative += 1,
            Judgement::Unsure => decided.unsure += 1,
        }
        new.push(Decision {
            judgement,
            relation: relation.or_else(|| old.map(|old| old.relation.clone())).unwrap_or_else(|| skos::EXACT_MATCH.into_owned()),
            score: old.and_then(|old| old.score),
            reason: old.map(|old| old.reason.clone()).unwrap_or_default(),
            by: By::Person(by.to_owned()),
            source: match old {
                Some(old) => old.source.clone(),
                None => source_of(base, &right)?,
            },
            left,
            right,
            date: date.map(str::to_owned),
            overruled: None,
        });
    }
    decision::add(&mut log, new, base.minter());
    decided.links = write(base, &log)?.links.len();
    Ok(decided)
}

/// The source that speaks of a thing, for pairs that a person adds to the table.
fn source_of(base: &KnowledgeBase, node: &NamedNode) -> Result<Option<NamedNode>, StoreError> {
    let start = format!("{}graph/source/", base.minter().base());
    let graphs = base.quads_about(node)?.into_iter().filter_map(|quad| match quad.graph_name {
        GraphName::NamedNode(graph) => graph.as_str().strip_prefix(&start).map(str::to_owned),
        _ => None,
    });
    Ok(graphs.min().map(|name| base.minter().source(&name)))
}

/// Where the columns stand that decisions are read from.
struct Columns {
    decision: usize,
    left: usize,
    right: usize,
    date: Option<usize>,
}

impl Columns {
    fn of(table: &Table) -> Result<Self, IdentityError> {
        Ok(Self {
            decision: table.column("decision")?,
            left: table.column("left")?,
            right: table.column("right")?,
            date: table.optional("date"),
        })
    }
}

fn meaning(word: &str) -> Result<(Judgement, Option<NamedNode>), String> {
    let plain = word.to_lowercase();
    let found = WORDS.iter().find(|(known, _, _)| *known == plain);
    let found = found.map(|(_, judgement, relation)| (*judgement, relation.map(NamedNodeRef::into_owned)));
    found.ok_or_else(|| {
        let words = WORDS.iter().map(|(word, _, _)| *word).filter(|word| word.len() > 1).collect::<Vec<_>>().join(", ");
        format!("“{word}” is no decision; write one of {words}, or nothing")
    })
}

fn iri(text: &str) -> Result<NamedNode, String> {
    NamedNode::new(text.trim()).map_err(|_| format!("“{text}” is no IRI; leave the columns left and right as they were"))
}

/// How the table names a relation.
#[must_use]
pub fn relation_word(relation: &NamedNode) -> &'static str {
    let is = |(_, _, known): &&(&str, Judgement, Option<NamedNodeRef<'static>>)| *known == Some(relation.as_ref());
    WORDS.iter().find(is).map_or("same", |(word, _, _)| word)
}

/// Takes apart all that a thing was said to be one with: each link of its cluster becomes an open pair again, and stays one until
/// somebody decides on it. Gives the pairs.
///
/// # Errors
/// If nothing is linked to it, or the store cannot be read or written.
pub fn explode(
    base: &KnowledgeBase,
    meant: &str,
    by: &str,
    date: Option<&str>,
) -> Result<Vec<(NamedNode, NamedNode)>, IdentityError> {
    let cluster = cluster(&resolution(base)?, meant);
    if cluster.is_empty() {
        return Err(IdentityError::NotLinked { place: base.place().to_owned(), iri: meant.to_owned() });
    }
    let mut log = decision::of_store(base)?;
    let pairs = cluster.iter().map(|link| (link.left.clone(), link.right.clone())).collect();
    let open = |link: Decision| Decision {
        judgement: Judgement::Unsure,
        by: By::Person(by.to_owned()),
        date: date.map(str::to_owned),
        overruled: None,
        ..link
    };
    decision::add(&mut log, cluster.into_iter().map(open).collect(), base.minter());
    write(base, &log)?;
    Ok(pairs)
}

/// The links that lead from a thing to all that is one with it.
fn cluster(resolution: &Resolution, meant: &str) -> Vec<Decision> {
    let mut within = BTreeSet::from([Id::of_iri(meant)]);
    let id = |node: &NamedNode| Id::of_iri(node.as_str());
    let links: Vec<&Decision> = resolution.links.iter().filter(|link| is_identity(&link.relation)).collect();
    loop {
        let reached: Vec<&&Decision> =
            links.iter().filter(|link| within.contains(&id(&link.left)) || within.contains(&id(&link.right))).collect();
        let before = within.len();
        within.extend(reached.iter().flat_map(|link| [id(&link.left), id(&link.right)]));
        if within.len() == before {
            return reached.into_iter().map(|link| (*link).clone()).collect();
        }
    }
}

/// The links of a store with the names of both sides, and what contradicts itself.
///
/// # Errors
/// If the store cannot be read.
pub fn list(base: &KnowledgeBase) -> Result<(Vec<Row>, Vec<Conflict>), StoreError> {
    let resolution = resolution(base)?;
    Ok((rows(base, resolution.links)?, resolution.conflicts))
}

fn rows(base: &KnowledgeBase, decisions: Vec<Decision>) -> Result<Vec<Row>, StoreError> {
    decisions.into_iter().map(|decision| row(base, decision)).collect()
}

fn row(base: &KnowledgeBase, decision: Decision) -> Result<Row, StoreError> {
    let source = match &decision.source {
        Some(source) => match base.value(source, dct::TITLE)? {
            Some(Term::Literal(title)) => title.value().to_owned(),
            _ => source.as_str().rsplit('/').next().unwrap_or_default().to_owned(),
        },
        None => String::new(),
    };
    Ok(Row {
        labels: [label(base, &decision.left)?, label(base, &decision.right)?],
        types: [types(base, &decision.left)?, types(base, &decision.right)?],
        source,
        decision,
    })
}

/// The first name of a node, an English one if there is one; else the last part of its IRI.
fn label(base: &KnowledgeBase, node: &NamedNode) -> Result<String, StoreError> {
    use super::property::{Says, says};
    use super::record::Sort;
    let about = base.about(node.as_ref().into())?;
    let names = about.iter().filter_map(|(property, value)| match (says(property.as_str()), value) {
        (Some(Says::Name(sort)), Term::Literal(name)) => {
            let foreign = name.language().is_some_and(|tag| !tag.starts_with("en"));
            Some((sort != Sort::Label, foreign, name.value().to_owned()))
        }
        _ => None,
    });
    let name = names.min().map(|(_, _, name)| name);
    Ok(name.unwrap_or_else(|| node.as_str().rsplit(['/', '#']).find(|part| !part.is_empty()).unwrap_or_default().to_owned()))
}

/// The local names of a node's types; of Wikidata's, the labels where the store has them.
fn types(base: &KnowledgeBase, node: &NamedNode) -> Result<String, StoreError> {
    let mut names = BTreeSet::new();
    for property in [rdf::TYPE, NamedNodeRef::new_unchecked("http://www.wikidata.org/prop/direct/P31")] {
        for class in base.values(node, property)? {
            if let Term::NamedNode(class) = class {
                names.insert(label(base, &class)?);
            }
        }
    }
    Ok(names.into_iter().collect::<Vec<_>>().join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_spreadsheets_are_understood_and_others_refused() {
        assert_eq!(meaning("Same").map(|(judgement, _)| judgement), Ok(Judgement::Positive));
        assert_eq!(meaning("related"), Ok((Judgement::Positive, Some(skos::RELATED_MATCH.into_owned()))));
        assert_eq!(meaning("NO"), Ok((Judgement::Negative, None)));
        assert!(meaning("perhaps").is_err_and(|reason| reason.contains("different")));
    }

    #[test]
    fn every_relation_has_its_word() {
        for (word, _, relation) in WORDS {
            if let Some(relation) = relation {
                let shown = relation_word(&relation.into_owned());
                assert!(meaning(shown).is_ok_and(|(_, found)| found == Some(relation.into_owned())), "{word}");
            }
        }
    }
}
