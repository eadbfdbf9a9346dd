//! Who and what of a source is which entity of ours.
//!
//! Identifiers that both sides have decide first; what they leave is compared by name, and a score says feature by feature how it
//! comes about. At one threshold things are linked, at a lower one a person is asked. Each outcome is a decision in RDF
//! ([`decision`]), the links are derived from the decisions ([`resolution`]), and both can be taken back: nothing of the source or of
//! what was read is ever changed. There is no clock and no random order in any of it: the same store and the same
//! decisions give the same links to the byte.
//!
//! [`record`] and [`name`] say what is compared, [`index`], [`compare`], [`class`], [`country`] and [`score`] how, [`property`] where
//! sources say it, [`ours`] and [`theirs`] read it, [`matching`] chooses among candidates, [`linking`] does it for a whole
//! source, [`review`] asks persons, [`reconcile`] does it for a table of names.

pub mod class;
pub mod compare;
pub mod country;
pub mod decision;
mod error;
pub mod index;
pub mod linking;
pub mod matching;
pub mod name;
pub mod ours;
pub mod property;
pub mod reconcile;
pub mod record;
pub mod resolution;
pub mod review;
pub mod score;
mod table;
pub mod theirs;

pub use error::IdentityError;
pub use linking::{LinkOptions, LinkReport, link_source, unlink_source};
