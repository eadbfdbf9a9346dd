//! Who and what is named where: names linked to the gazetteer, coreference, times, citations, quotations.
//!
//! [`Mentions::find`] goes over a document in passes, each a file of its own: `spotting` finds
//! stretches that may be names, `titles` the offices beside them, `linking` decides what each name
//! means, `sense` whether a capital is the city or its government, and `coreference` follows pronouns
//! and descriptions. Nothing is taken back by a later pass, so that every pass can be read alone.
//! What it found is looked up by token: [`Mentions::of_head`] for noun phrases, [`Mentions::covering`]
//! for single words, [`Mentions::actor_of`] for phrases such as "Russian bombers".

mod actors;
pub mod citation;
mod coreference;
mod descriptions;
mod groups;
mod lexer;
mod linking;
mod locals;
mod pronouns;
pub mod quotation;
mod sense;
mod spotting;
pub mod time;
mod titles;
mod words;

#[cfg(test)]
mod tests;

pub use titles::TitledPerson;

use crate::input::Document;
use crate::knowledge::gazetteer::Gazetteer;
use crate::knowledge::{EntityClass, EntityId};
use crate::language::Parse;
use crate::text::CharSpan;
use std::ops::Range;
use time::Edtf;

/// An entity that a document speaks of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EntityRef {
    /// One that the gazetteer knows.
    Known(EntityId),
    /// One that only the document names: its place in [`crate::reading::Reading::locals`].
    Local(usize),
}

/// An entity that the gazetteer lacks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LocalEntity {
    /// Its class, by the evidence of the text.
    pub class: EntityClass,
    /// Its longest name in the document, or the usual form of one ("Ministry of Foreign Affairs of Turkey").
    pub name: String,
    /// The state or organization that it is a part of.
    pub belongs_to: Option<EntityRef>,
}

/// How a mention comes to mean its referent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sense {
    /// It is the referent's own name ("Japan", "Lavrov").
    Name,
    /// A capital that stands for its government ("Moscow refuses").
    CapitalForGovernment,
    /// A seat or body that stands for its state ("the Kremlin").
    Metonym,
    /// An adjective of belonging or a people's name ("Japanese", "the Russians", "Sino-").
    Demonym,
    /// A pronoun or description that goes back to another mention ("the latter", "his Russian counterpart").
    Coreference,
}

/// A stretch of text that refers to an entity.
#[derive(Debug, Clone, PartialEq)]
pub struct Mention {
    /// Where it stands.
    pub span: CharSpan,
    /// What it means.
    pub referent: EntityRef,
    /// How it means that.
    pub sense: Sense,
    /// How sure the link is, from 0 to 1.
    pub confidence: f32,
}

/// What a noun phrase refers to.
#[derive(Debug, Clone, PartialEq)]
pub struct TokenReferent {
    /// Whom or what it means.
    pub entity: EntityRef,
    /// How it means that.
    pub sense: Sense,
    /// How sure the link is, from 0 to 1.
    pub confidence: f32,
    /// The tokens of the mention.
    pub tokens: Range<usize>,
}

/// Who and what a document mentions, by token.
#[derive(Debug, Clone, Default)]
pub struct Mentions {
    /// All mentions, in text order.
    pub mentions: Vec<Mention>,
    /// Entities that only this document names.
    pub locals: Vec<LocalEntity>,
    /// Persons whose office the text states, in text order.
    pub titled: Vec<TitledPerson>,
    /// The same mentions by token, ordered by their head token.
    referents: Vec<TokenReferent>,
    /// Whether each of them is a kind of thing ("bomber", "gas") and no individual.
    kinds: Vec<bool>,
    /// Those headed by token `i` are `referents[bounds[i]..bounds[i + 1]]`.
    bounds: Vec<u32>,
    /// For each token the place in `referents` of the first mention that covers it.
    covering: Vec<Option<u32>>,
}

/// A mention while the passes work on it.
#[derive(Debug, Clone)]
struct Found {
    tokens: Range<usize>,
    span: CharSpan,
    head: usize,
    entity: EntityRef,
    sense: Sense,
    confidence: f32,
}

/// What every pass reads.
#[derive(Clone, Copy)]
struct Context<'a> {
    document: &'a Document,
    parse: &'a Parse,
    gazetteer: &'a Gazetteer,
    /// When the document was written, as far as it is known.
    date: Option<&'a str>,
}

impl Context<'_> {
    fn class_of(&self, entity: EntityRef, locals: &[LocalEntity]) -> EntityClass {
        match entity {
            EntityRef::Known(id) => self.gazetteer.entity(id).class,
            EntityRef::Local(i) => locals[i].class,
        }
    }

    fn lower(&self, token: usize) -> String {
        self.parse.tokens[token].text.to_lowercase()
    }
}

impl Mentions {
    /// Finds who and what is mentioned in a document. `date` is when it was written.
    #[must_use]
    pub fn find(document: &Document, parse: &Parse, gazetteer: &Gazetteer, date: Option<&Edtf>) -> Self {
        let context = Context { document, parse, gazetteer, date: date.map(Edtf::as_str) };
        let spots = spotting::spots(&context);
        let offices = titles::beside(&context, &spots);
        let mut linked = linking::link(&context, &spots, &offices);
        let titled = titles::titled_persons(&context, &linked, &offices);
        let followed = coreference::follow(&context, &linked, &titled);
        linked.found.extend(followed);
        Self::new(&context, linked.found, linked.locals, titled)
    }

    fn new(context: &Context, mut found: Vec<Found>, locals: Vec<LocalEntity>, titled: Vec<TitledPerson>) -> Self {
        found.sort_by_key(|f| (f.span.start, f.span.end));
        let mentions = found
            .iter()
            .map(|f| Mention { span: f.span, referent: f.entity, sense: f.sense, confidence: f.confidence })
            .collect();
        found.sort_by_key(|f| f.head);
        let (bounds, covering) = index(&found, context.parse.tokens.len());
        let is_kind = |f: &Found| matches!(context.class_of(f.entity, &locals), EntityClass::WeaponKind | EntityClass::Commodity);
        let kinds = found.iter().map(is_kind).collect();
        let referents = found
            .into_iter()
            .map(|f| TokenReferent { entity: f.entity, sense: f.sense, confidence: f.confidence, tokens: f.tokens })
            .collect();
        Self { mentions, locals, titled, referents, kinds, bounds, covering }
    }

    /// A publication that only the document names, added where it is new; what was taken for some organization is the same.
    pub fn add_publication(&mut self, name: &str) -> EntityRef {
        let known = |local: &LocalEntity| {
            local.name == name && matches!(local.class, EntityClass::Publication | EntityClass::Organization | EntityClass::Other)
        };
        let place = self.locals.iter().position(known).unwrap_or_else(|| {
            self.locals.push(LocalEntity { class: EntityClass::Publication, name: name.to_owned(), belongs_to: None });
            self.locals.len() - 1
        });
        self.locals[place].class = EntityClass::Publication;
        EntityRef::Local(place)
    }

    /// Adds a name that stands where nothing is parsed: a publication in a bracket.
    pub fn add_name(&mut self, span: CharSpan, entity: EntityRef) {
        let at = self.mentions.partition_point(|m| (m.span.start, m.span.end) < (span.start, span.end));
        if self.mentions.iter().all(|m| !m.span.overlaps(span)) {
            self.mentions.insert(at, Mention { span, referent: entity, sense: Sense::Name, confidence: 0.9 });
        }
    }

    /// Adds what a noun phrase of one token refers to: "we" in a quotation, once its speaker is known.
    pub fn add_reference(&mut self, parse: &Parse, token: usize, entity: EntityRef, confidence: f32) {
        if !self.of_head(token).is_empty() {
            return;
        }
        let span = parse.tokens[token].span;
        let at = self.mentions.partition_point(|m| (m.span.start, m.span.end) < (span.start, span.end));
        self.mentions.insert(at, Mention { span, referent: entity, sense: Sense::Coreference, confidence });
        let place = self.bounds[token] as usize;
        self.referents.insert(place, TokenReferent { entity, sense: Sense::Coreference, confidence, tokens: token..token + 1 });
        self.kinds.insert(place, false);
        self.bounds[token + 1..].iter_mut().for_each(|b| *b += 1);
        let moved = self.covering.iter_mut().flatten().filter(|c| **c as usize >= place);
        moved.for_each(|c| *c += 1);
        self.covering[token].get_or_insert(place as u32);
    }

    /// What the noun phrase headed by this token refers to: several entities for "both sides", none
    /// if it names nothing.
    #[must_use]
    pub fn of_head(&self, token: usize) -> &[TokenReferent] {
        &self.referents[self.bounds[token] as usize..self.bounds[token + 1] as usize]
    }

    /// The mention that covers a token, be it the head or not ("Russian" in "Russian bombers").
    #[must_use]
    pub fn covering(&self, token: usize) -> Option<&TokenReferent> {
        self.covering[token].map(|i| &self.referents[i as usize])
    }
}

/// Where the mentions of each head begin, and for each token the first mention over it.
fn index(found: &[Found], tokens: usize) -> (Vec<u32>, Vec<Option<u32>>) {
    let mut bounds = vec![0; tokens + 1];
    let mut covering = vec![None; tokens];
    for (i, f) in found.iter().enumerate() {
        bounds[f.head + 1] += 1;
        for slot in &mut covering[f.tokens.clone()] {
            slot.get_or_insert(i as u32);
        }
    }
    for i in 0..tokens {
        bounds[i + 1] += bounds[i];
    }
    (bounds, covering)
}

/// A publication credited for what a sentence says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Citation {
    /// Where it stands; for "(TASS, March 3; Kommersant, March 4)" each source has its own span.
    pub span: CharSpan,
    /// Its words, without brackets.
    pub as_cited: String,
    /// The publication.
    pub publication: Option<EntityRef>,
    /// The date of what is cited.
    pub date: Option<time::Edtf>,
    /// Whether the year comes from the document and not from the citation.
    pub year_inferred: bool,
}
