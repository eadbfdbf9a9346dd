//! Entities of ours as records: those of the gazetteer, and those that only documents name.

use super::country::{Countries, identifiers};
use super::linking::LINKS;
use super::record::{Id, Record, Scheme, Sort, Term};
use crate::graph::iri::Minter;
use crate::graph::vocab::{dm, rdf, rdfs, skos};
use crate::knowledge::gazetteer::{Entity, Gazetteer, NameKind};
use crate::knowledge::{EntityClass, EntityId, Knowledge};
use crate::store::{KnowledgeBase, StoreError};
use oxigraph::model::{NamedNode, NamedOrBlankNode, Term as Object};
use std::collections::BTreeSet;

/// All entities of the gazetteer.
#[must_use]
pub fn gazetteer(known: &Knowledge, minter: &Minter) -> Vec<Record> {
    let countries = Countries::new(&known.gazetteer);
    known.gazetteer.entities().map(|(id, entity)| of_entity(id, entity, &known.gazetteer, &countries, minter)).collect()
}

/// The entities that a store speaks of, in the order of their IRIs.
///
/// # Errors
/// If the store cannot be read.
pub fn of_store(base: &KnowledgeBase, known: &Knowledge) -> Result<Vec<Record>, StoreError> {
    let countries = Countries::new(&known.gazetteer);
    let mut records = Vec::new();
    for node in nodes(base)? {
        let entity = slug(base.minter(), &node).and_then(|slug| known.gazetteer.by_slug(slug));
        records.push(match entity {
            Some(id) => of_entity(id, known.gazetteer.entity(id), &known.gazetteer, &countries, base.minter()),
            None => of_node(base, &node, &countries)?,
        });
    }
    Ok(records)
}

/// The entities that only documents name, of a store.
///
/// # Errors
/// If the store cannot be read.
pub fn unlinked(base: &KnowledgeBase, known: &Knowledge) -> Result<Vec<Record>, StoreError> {
    let countries = Countries::new(&known.gazetteer);
    let unknown = |node: &NamedNode| slug(base.minter(), node).is_none_or(|slug| known.gazetteer.by_slug(slug).is_none());
    nodes(base)?.iter().filter(|node| unknown(node)).map(|node| of_node(base, node, &countries)).collect()
}

/// The nodes of the gazetteer's graph and of unlinked entities.
fn nodes(base: &KnowledgeBase) -> Result<BTreeSet<NamedNode>, StoreError> {
    let mut nodes = BTreeSet::new();
    let unlinked = dm::UNLINKED.into_owned();
    let in_documents = base.matching(None, Some(rdf::TYPE), Some(unlinked.as_ref().into()), None);
    let graph = base.minter().graph("gazetteer");
    let known = base.matching(None, Some(rdfs::LABEL), None, Some(&graph));
    for quad in in_documents.chain(known) {
        if let NamedOrBlankNode::NamedNode(node) = quad?.subject {
            nodes.insert(node);
        }
    }
    Ok(nodes)
}

/// The last part of the IRI of an entity of the gazetteer.
fn slug<'a>(minter: &Minter, node: &'a NamedNode) -> Option<&'a str> {
    let slug = node.as_str().strip_prefix(minter.base())?.strip_prefix("entity/")?;
    (!slug.contains('/')).then_some(slug)
}

fn of_entity(id: EntityId, entity: &Entity, gazetteer: &Gazetteer, countries: &Countries<'_>, minter: &Minter) -> Record {
    let mut record = Record::new(minter.entity(&entity.slug));
    record.known = true;
    record.call(&entity.label, Sort::Label);
    for name in &entity.names {
        if let Some(sort) = sort(name.kind) {
            record.call(&name.text, sort);
        }
    }
    record.classes.insert(entity.class);
    record.ids = identifiers(entity);
    record.countries = countries.of_entity(entity, id);
    record.terms = entity
        .tenures
        .iter()
        .map(|tenure| Term {
            office: Some(function(gazetteer, tenure.office_entity, &tenure.office)),
            begin: tenure.begin.as_deref().map(str::to_owned),
            end: tenure.end.as_deref().map(str::to_owned),
        })
        .collect();
    record.begin = entity.begin.as_deref().map(str::to_owned);
    record.end = entity.end.as_deref().map(str::to_owned);
    record
}

fn function(gazetteer: &Gazetteer, office: Option<EntityId>, name: &str) -> String {
    let known = office.and_then(|id| gazetteer.entity(id).category.as_deref());
    known.map_or_else(|| name.to_lowercase(), str::to_owned)
}

/// The sorts of names that identify; demonyms, surnames and domains do not.
fn sort(kind: NameKind) -> Option<Sort> {
    match kind {
        NameKind::Label | NameKind::Alias => Some(Sort::Alias),
        NameKind::Abbreviation => Some(Sort::Abbreviation),
        NameKind::Hidden => Some(Sort::Hidden),
        NameKind::Contextual => Some(Sort::Weak),
        NameKind::Demonym | NameKind::CombiningForm | NameKind::Surname | NameKind::Domain => None,
    }
}

/// An entity as the store describes it, apart from the links that were made before.
fn of_node(base: &KnowledgeBase, node: &NamedNode, countries: &Countries<'_>) -> Result<Record, StoreError> {
    let mut record = Record::new(node.clone());
    record.known = true;
    let links = base.minter().graph(LINKS).into();
    let quads = base.quads_about(node)?.into_iter().filter(|quad| quad.graph_name != links);
    let mut about: Vec<(NamedNode, Object)> = quads.map(|quad| (quad.predicate, quad.object)).collect();
    about
        .sort_by_cached_key(|(predicate, object)| (predicate.as_ref() != rdfs::LABEL, predicate.to_string(), object.to_string()));
    for (predicate, object) in about {
        let predicate = predicate.as_ref();
        match object {
            Object::Literal(value) if predicate == rdfs::LABEL => record.call(value.value(), Sort::Label),
            Object::Literal(value) if predicate == skos::ALT_LABEL => record.call(value.value(), Sort::Alias),
            Object::Literal(value) if predicate == dm::ABBREVIATION => record.call(value.value(), Sort::Abbreviation),
            Object::Literal(value) if predicate == skos::HIDDEN_LABEL => record.call(value.value(), Sort::Hidden),
            Object::Literal(value) if predicate == dm::ISO_ALPHA3 => record.ids.extend(Id::new(Scheme::IsoAlpha3, value.value())),
            Object::NamedNode(class) if predicate == rdf::TYPE && class.as_ref() == dm::UNLINKED => {
                (record.known, record.guessed) = (false, true);
            }
            Object::NamedNode(class) if predicate == rdf::TYPE => {
                record.classes.extend(class.as_str().strip_prefix(dm::NS).and_then(EntityClass::from_local_name));
            }
            Object::NamedNode(link) if predicate == skos::EXACT_MATCH => {
                record.ids.insert(Id::of_iri(link.as_str()));
            }
            Object::NamedNode(whole) if predicate == dm::BELONGS_TO => {
                record.countries.extend(slug(base.minter(), &whole).map(|slug| countries.of_slug(slug)).unwrap_or_default());
            }
            _ => {}
        }
    }
    Ok(record)
}
