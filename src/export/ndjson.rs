//! Assertions as JSON, one a line: for those who want the findings and not the graph.

use crate::extraction::{Assertion, Filler};
use crate::graph::context::Context;
use crate::mentions::{Citation, EntityRef};
use crate::reading::Reading;
use serde_json::{Map, Value, json};

/// One line of JSON for each assertion of a document, with names instead of IRIs.
#[must_use]
pub fn assertion_lines(reading: &Reading, context: &dyn Context) -> Vec<String> {
    let names = Names { reading, context };
    reading.assertions.iter().map(|assertion| names.assertion(assertion).to_string()).collect()
}

/// A reading's entities by name.
struct Names<'a> {
    reading: &'a Reading,
    context: &'a dyn Context,
}

impl Names<'_> {
    fn assertion(&self, assertion: &Assertion) -> Value {
        let document = &self.reading.document;
        json!({
            "document": document.source_name,
            "type": assertion.situation.class,
            "roles": self.roles(assertion),
            "time": assertion.situation.time.as_ref().map(ToString::to_string),
            "polarity": format!("{:?}", assertion.polarity).to_lowercase(),
            "modality": format!("{:?}", assertion.modality).to_lowercase(),
            "holder": assertion.holder.map(|holder| self.entity(holder)),
            "quote": assertion.quote,
            "citations": self.citations(assertion),
            "evidence": document.text.slice(assertion.evidence),
            "begin": assertion.evidence.start,
            "end": assertion.evidence.end,
            "within": assertion.within,
            "confidence": (f64::from(assertion.confidence) * 1000.0).round() / 1000.0,
            "frame": assertion.frame,
        })
    }

    fn roles(&self, assertion: &Assertion) -> Map<String, Value> {
        let names = |fillers: &Vec<Filler>| fillers.iter().map(|f| json!(self.filler(f))).collect();
        assertion.situation.roles.iter().map(|(role, fillers)| (role.clone(), names(fillers))).collect()
    }

    fn filler(&self, filler: &Filler) -> String {
        match filler {
            Filler::Entity(entity) => self.entity(*entity),
            Filler::Words(words) => words.clone(),
        }
    }

    fn entity(&self, entity: EntityRef) -> String {
        match entity {
            EntityRef::Known(id) => self.context.entity(id).label.to_owned(),
            EntityRef::Local(at) => self.reading.locals[at].name.clone(),
        }
    }

    fn citations(&self, assertion: &Assertion) -> Vec<Value> {
        let cited = assertion.citations.iter().filter_map(|&at| self.reading.citations.get(at));
        cited.map(|citation| self.citation(citation)).collect()
    }

    fn citation(&self, citation: &Citation) -> Value {
        json!({
            "publication": citation.publication.map(|publication| self.entity(publication)),
            "date": citation.date.as_ref().map(ToString::to_string),
            "asCited": citation.as_cited,
        })
    }
}
