//! Who holds which office: read off names with titles, not off predicates.

use super::build::{self, Draft};
use super::{Filler, Scene, Situation};
use std::collections::BTreeMap;

/// The offices that a sentence gives persons.
pub(super) fn held(scene: &Scene<'_>, sentence: usize) -> Vec<Draft> {
    let span = scene.parse.sentences[sentence].span;
    let titled = scene.mentions.titled.iter().filter(|t| span.contains(t.span) && is_office(&t.office, t.resolved));
    titled
        .filter_map(|t| {
            let polity = t.polity?;
            let roles = BTreeMap::from([
                ("officeHolder".to_owned(), vec![Filler::Entity(t.person)]),
                ("office".to_owned(), vec![Filler::Words(t.office.clone())]),
                ("polity".to_owned(), vec![Filler::Entity(polity)]),
            ]);
            let situation = Situation { class: "OfficeHolding".to_owned(), roles, time: None };
            let token = scene.parse.tokens_in(t.span).start;
            let confidence = if t.resolved { 0.7 } else { 0.9 };
            Some(build::fact(scene, sentence, token, situation, confidence, "titled-name"))
        })
        .collect()
}

/// Whether a title is an office of the polity: not that of the one who speaks for the person, nor a city's.
fn is_office(title: &str, resolved: bool) -> bool {
    !(title.contains(" for ") || title.starts_with("Mayor") || (resolved && is_rank(title)))
}

/// Ranks are titles, but no offices of a state, unless the text gives the state.
fn is_rank(office: &str) -> bool {
    let last = office.rsplit(' ').next().unwrap_or(office);
    matches!(
        last,
        "General"
            | "Colonel"
            | "Admiral"
            | "Major"
            | "Captain"
            | "Lieutenant"
            | "Marshal"
            | "Sergeant"
            | "Brigadier"
            | "Commander"
    )
}

impl Scene<'_> {
    /// Whether an office is already read off the title beside a name.
    pub(super) fn has_title_at(&self, token: usize) -> bool {
        let span = self.parse.tokens[token].span;
        self.mentions.titled.iter().any(|t| t.span.overlaps(span))
    }
}
