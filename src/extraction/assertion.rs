//! What extraction says and the graph writes: one sentence that presents one situation in a certain way.

use crate::knowledge::effect::{Modality, Polarity};
use crate::mentions::{EntityRef, time::Edtf};
use crate::text::CharSpan;
use std::collections::BTreeMap;

/// Who or what fills a role.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Filler {
    /// An entity that the document names or refers to.
    Entity(EntityRef),
    /// Something without a name, in the text's own words.
    Words(String),
}

/// A typed n-ary relation between actors, places and things, as one document tells it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Situation {
    /// The local name of its class (`TerritorialClaim`).
    pub class: String,
    /// Its roles by local name (`claimant`); each has at least one filler, fillers are distinct and in text order.
    pub roles: BTreeMap<String, Vec<Filler>>,
    /// When it is placed in time by the text.
    pub time: Option<Edtf>,
}

/// One sentence presenting one situation in a certain way.
#[derive(Debug, Clone, PartialEq)]
pub struct Assertion {
    /// What is presented.
    pub situation: Situation,
    /// Whether it is affirmed.
    pub polarity: Polarity,
    /// Whether it happened or is only planned, possible, demanded, refused.
    pub modality: Modality,
    /// Who vouches for it, when that is not the author.
    pub holder: Option<EntityRef>,
    /// The words of the holder, where they are quoted.
    pub quote: Option<String>,
    /// The sources credited for it: places in [`crate::reading::Reading::citations`].
    pub citations: Vec<usize>,
    /// The sentence that it stands on.
    pub evidence: CharSpan,
    /// The outer act that it is the content of: its place in [`crate::reading::Reading::assertions`].
    pub within: Option<usize>,
    /// How sure it is, from 0 to 1.
    pub confidence: f32,
    /// The frame that fired, by its local name.
    pub frame: String,
}
