//! Who and what the graph is about: the gazetteer's entities, and those that only documents name.

use super::context::{Context, EntityFacts};
use super::iri::{Minter, class_iri};
use super::vocab::{dm, rdf, rdfs, skos};
use super::{Writer, literal, sorted};
use crate::knowledge::EntityId;
use crate::mentions::LocalEntity;
use oxigraph::model::{NamedNode, Quad, Term};
use std::collections::BTreeSet;

impl Writer<'_> {
    /// The entities that only this document names.
    pub(super) fn local_entities(&mut self) {
        let reading = self.reading;
        for local in &reading.locals {
            self.local_entity(local);
        }
    }

    /// An entity that the gazetteer lacks, marked as such.
    pub(super) fn local_entity(&mut self, local: &LocalEntity) {
        let node = self.options.minter.unlinked(local);
        self.add(&node, rdf::TYPE, dm::UNLINKED);
        self.add_some(&node, rdf::TYPE, class_iri(local.class));
        self.add(&node, rdfs::LABEL, literal::english(&local.name));
        if let Some(whole) = local.belongs_to {
            let whole = self.entity(whole);
            self.add(&node, dm::BELONGS_TO, whole);
        }
    }
}

/// The gazetteer graph for some of its entities, and for those that they belong to: names, classes, codes and links.
pub fn gazetteer(entities: impl IntoIterator<Item = EntityId>, context: &dyn Context, minter: &Minter) -> Vec<Quad> {
    let graph = minter.graph("gazetteer");
    let mut quads = Vec::new();
    let mut open: Vec<EntityId> = entities.into_iter().collect();
    let mut seen = BTreeSet::new();
    while let Some(id) = open.pop() {
        if !seen.insert(id) {
            continue;
        }
        let facts = context.entity(id);
        open.extend(&facts.belongs_to);
        let node = minter.entity(facts.slug);
        for (predicate, object) in properties(&facts) {
            quads.push(Quad::new(node.clone(), predicate, object, graph.clone()));
        }
        for whole in &facts.belongs_to {
            let whole = minter.entity(context.entity(*whole).slug);
            quads.push(Quad::new(node.clone(), dm::BELONGS_TO, whole, graph.clone()));
        }
    }
    sorted(quads)
}

fn properties(facts: &EntityFacts<'_>) -> Vec<(NamedNode, Term)> {
    let mut properties: Vec<(NamedNode, Term)> = Vec::new();
    if let Some(class) = class_iri(facts.class) {
        properties.push((rdf::TYPE.into_owned(), class.into()));
    }
    properties.push((rdfs::LABEL.into_owned(), literal::english(facts.label).into()));
    for (property, names) in [
        (skos::ALT_LABEL, &facts.alt_labels),
        (dm::ABBREVIATION, &facts.abbreviations),
        (skos::HIDDEN_LABEL, &facts.hidden_labels),
    ] {
        properties.extend(names.iter().map(|name| (property.into_owned(), literal::english(name).into())));
    }
    for link in facts.exact_matches.iter().filter_map(|link| NamedNode::new(*link).ok()) {
        properties.push((skos::EXACT_MATCH.into_owned(), link.into()));
    }
    if let Some(code) = facts.iso_alpha3 {
        properties.push((dm::ISO_ALPHA3.into_owned(), literal::text(code).into()));
    }
    properties
}
