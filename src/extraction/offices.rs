//! Who holds which office: read off names with titles, not off predicates.

use super::build::{self, Draft};
use super::fillers::Candidate;
use super::matching::Match;
use super::{Filler, Scene, Situation, when};
use crate::knowledge::EntityClass;
use crate::mentions::{EntityRef, TokenReferent};
use crate::predication::Trust;
use crate::text::CharSpan;
use std::collections::BTreeMap;

/// The type of what is told here.
const CLASS: &str = "OfficeHolding";

/// The offices that a sentence gives persons by their titles, where no frame has told whose.
pub(super) fn held(scene: &Scene<'_>, sentence: usize, told: &[Match<'_>]) -> Vec<Draft> {
    let span = scene.parse.sentences[sentence].span;
    let titled = scene.mentions.titled.iter().filter(|t| span.contains(t.span) && is_office(&t.office, t.resolved));
    titled
        .filter_map(|t| {
            let is_told = || told.iter().any(|m| &*m.frame.class == CLASS && t.span.contains(scene.parse.tokens[m.head].span));
            let polity = t.polity.or_else(|| if is_told() { None } else { spoken_of(scene, t.span) })?;
            let roles = BTreeMap::from([
                ("officeHolder".to_owned(), vec![Filler::Entity(t.person)]),
                ("office".to_owned(), vec![Filler::Words(t.office.clone())]),
                ("polity".to_owned(), vec![Filler::Entity(polity)]),
            ]);
            let time = t.office_tokens.clone().last().and_then(|office| when::at(scene, sentence, office));
            let situation = Situation { class: CLASS.to_owned(), roles, time };
            let token = scene.parse.tokens_in(t.span).start;
            let confidence = match t.polity {
                None => 0.5,
                Some(_) if t.resolved => 0.7,
                Some(_) => 0.9,
            };
            Some(build::fact(scene, sentence, token, situation, confidence, "titled-name"))
        })
        .collect()
}

/// "Weinberger served as Secretary of Defense": whose office it is, is known from where the person belongs.
pub(super) fn add_polity(scene: &Scene<'_>, found: &mut Match<'_>) {
    if &*found.frame.class != CLASS || found.roles.contains_key("polity") || !found.roles.contains_key("office") {
        return;
    }
    let Some([holder]) = found.roles.get("officeHolder").map(Vec::as_slice) else { return };
    let Filler::Entity(EntityRef::Known(person)) = holder.filler else { return };
    let Some(&state) = scene.knowledge.gazetteer.entity(person).belongs_to.first() else { return };
    let polity = Candidate { filler: Filler::Entity(EntityRef::Known(state)), ..holder.clone() };
    found.roles.insert("polity", vec![polity]);
    found.trust = found.trust.max(Trust::Reattached);
}

/// How many sentences back the state of an office can be named.
const LOOK_BACK: usize = 3;

/// The state that the text speaks of before an office without one: "Iranian officials including Deputy Health Minister Iraj Harirchi".
fn spoken_of(scene: &Scene<'_>, title: CharSpan) -> Option<EntityRef> {
    let title = scene.parse.tokens_in(title).start;
    let sentence = scene.parse.sentence_of(title);
    let first = scene.parse.sentences[sentence.saturating_sub(LOOK_BACK)].tokens.start;
    let state = |r: &TokenReferent| scene.class(r.entity) == EntityClass::State;
    (first..title).rev().filter_map(|t| scene.mentions.covering(t)).find(|r| state(r)).map(|r| r.entity)
}

/// Whether a title is an office of the polity: not that of the one who speaks for the person, nor a city's.
fn is_office(title: &str, resolved: bool) -> bool {
    !(title.starts_with("Spokes") || (resolved && title.starts_with("Mayor")) || (resolved && is_rank(title)))
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
        self.mentions.titled.iter().any(|t| t.span.overlaps(span) && t.polity.is_some() && is_office(&t.office, t.resolved))
    }
}
