//! The layer of text: the document, its sentences, its mentions and the sources that it credits.

use super::vocab::{dct, dm, itsrdf, nif, rdf, schema};
use super::{Writer, literal};
use crate::knowledge::EntityClass;
use crate::mentions::{Citation, EntityRef, LocalEntity, Mention, Sense};
use crate::reading::{DateBasis, DocumentDate};
use crate::text::CharSpan;
use oxigraph::model::{NamedNode, NamedNodeRef};
use std::collections::BTreeSet;

impl Writer<'_> {
    /// The document and what is known about it.
    pub(super) fn document(&mut self) {
        let node = self.document.node.clone();
        let reading = self.reading;
        let document = &reading.document;
        for class in [dm::DOCUMENT, nif::CONTEXT, schema::ARTICLE] {
            self.add(&node, rdf::TYPE, class);
        }
        self.add(&node, dm::SOURCE_NAME, literal::text(&document.source_name));
        if self.options.with_text {
            self.add(&node, nif::IS_STRING, literal::text(document.text.as_str()));
        }
        self.add_some(&node, dct::TITLE, document.title.as_deref().map(literal::text));
        self.add_some(&node, schema::VOLUME_NUMBER, document.volume.as_deref().map(literal::text));
        self.add_some(&node, schema::ISSUE_NUMBER, document.issue.as_deref().map(literal::text));
        let url = document.url.as_ref().and_then(|url| NamedNode::new(url.as_str()).ok());
        self.add_some(&node, schema::URL, url);
        self.publisher_and_authors(&node);
        self.date(&node);
    }

    fn publisher_and_authors(&mut self, node: &NamedNode) {
        let reading = self.reading;
        if let Some(name) = &reading.document.publication {
            let publisher = self.named(name, EntityClass::Publication);
            self.add(node, dct::PUBLISHER, publisher);
        }
        for name in &reading.document.authors {
            let author = self.named(name, EntityClass::Person);
            self.add(node, dct::CREATOR, author);
        }
    }

    /// The entity that a piece of metadata names: the gazetteer's of that class, else an unlinked one.
    fn named(&mut self, name: &str, class: EntityClass) -> NamedNode {
        let of_class = |id: &crate::knowledge::EntityId| self.context.entity(*id).class == class;
        if let Some(id) = self.context.lookup(name).into_iter().find(of_class) {
            return self.entity(EntityRef::Known(id));
        }
        let local = LocalEntity { class, name: name.to_owned(), belongs_to: None };
        self.local_entity(&local);
        self.options.minter.unlinked(&local)
    }

    fn date(&mut self, node: &NamedNode) {
        let reading = self.reading;
        let Some(DocumentDate { date, basis }) = &reading.date else { return };
        let Some(date) = literal::time(date) else { return };
        self.add(node, dct::DATE, date);
        let basis = match basis {
            DateBasis::Stated => dm::STATED,
            DateBasis::InferredFromCitations => dm::INFERRED_FROM_CITATIONS,
        };
        self.add(node, dm::DATE_BASIS, basis);
    }

    /// The sentences, and every other stretch that an assertion gives as its evidence.
    pub(super) fn sentences(&mut self) {
        let reading = self.reading;
        let evidence = reading.assertions.iter().map(|assertion| assertion.evidence);
        let spans: BTreeSet<CharSpan> = reading.sentences.iter().copied().chain(evidence).collect();
        for span in spans {
            self.stretch(span, nif::SENTENCE);
        }
    }

    fn stretch(&mut self, span: CharSpan, class: NamedNodeRef<'_>) -> NamedNode {
        let reading = self.reading;
        let node = self.document.span(span);
        self.add(&node, rdf::TYPE, class);
        self.place(&node, span);
        self.add(&node, nif::ANCHOR_OF, literal::text(reading.document.text.slice(span)));
        node
    }

    fn place(&mut self, node: &NamedNode, span: CharSpan) {
        self.add(node, nif::REFERENCE_CONTEXT, self.document.node.clone());
        self.add(node, nif::BEGIN_INDEX, literal::integer(span.start));
        self.add(node, nif::END_INDEX, literal::integer(span.end));
    }

    /// Who and what is mentioned where, and how it is meant.
    pub(super) fn mentions(&mut self) {
        let reading = self.reading;
        for Mention { span, referent, sense, confidence } in &reading.mentions {
            let node = self.stretch(*span, nif::PHRASE);
            let referent = self.entity(*referent);
            self.add(&node, itsrdf::TA_IDENT_REF, referent);
            self.add(&node, dm::READING, super::vocab::demarche(sense_name(*sense)));
            self.add(&node, itsrdf::TA_CONFIDENCE, literal::fraction(*confidence));
        }
    }

    /// The node of a citation. Its span tells it from every other of the document.
    pub(super) fn citation_node(&self, citation: &Citation) -> NamedNode {
        self.document.part(&format!("citation-{}-{}", citation.span.start, citation.span.end))
    }

    /// The sources that the document credits.
    pub(super) fn citations(&mut self) {
        let reading = self.reading;
        for citation in &reading.citations {
            let node = self.citation_node(citation);
            self.add(&node, rdf::TYPE, dm::CITATION_CLASS);
            self.place(&node, citation.span);
            self.add(&node, dm::AS_CITED, literal::text(&citation.as_cited));
            if let Some(publication) = citation.publication {
                let publication = self.entity(publication);
                self.add(&node, dm::PUBLICATION, publication);
            }
            let Some(date) = citation.date.as_ref().and_then(literal::time) else { continue };
            self.add(&node, dct::DATE, date);
            let basis = if citation.year_inferred { dm::YEAR_INFERRED } else { dm::STATED };
            self.add(&node, dm::DATE_BASIS, basis);
        }
    }
}

/// The local name of a mention's reading in the ontology.
fn sense_name(sense: Sense) -> &'static str {
    match sense {
        Sense::Name => "Name",
        Sense::CapitalForGovernment => "CapitalForGovernment",
        Sense::Metonym => "Metonym",
        Sense::Demonym => "Demonym",
        Sense::Coreference => "Coreference",
    }
}
