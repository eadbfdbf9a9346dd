//! The words that the passes decide by: flat tables of lemmas in lower case.
//!
//! They are general English, not gazetteer data: what a noun says about the kind of thing it names.

mod actors;
mod classes;
mod places;
mod titles;

pub(super) use actors::{ACTOR_PATIENT, AGENTIVE, AGENTS, STATE_AGENTS, STATE_PRESS, WOMEN};
pub(super) use classes::{class_of_ending, described};
pub(super) use places::{BACKED, CITY_THINGS, MOTION, PLACE_OBJECT, PLACE_PATIENT, PLACE_PREPOSITIONS, TRUST};
pub(super) use titles::{COURTESY, FORMER, OFFICE_MODIFIERS, OFFICES};

/// Whether a table of words holds a word.
pub(super) fn has(table: &[&str], word: &str) -> bool {
    table.contains(&word)
}
