//! The name index: one minimal automaton (an FST) from the key of a name to all that bear it.
//!
//! Names share heads and tails, so the automaton is small and its bytes are used as they lie in the
//! binary, without a pass over them at start. It is walked only from the starts of words, which most
//! words of a text leave after two or three letters.

use super::super::entity::EntityId;
use super::model::{Entity, NameKind};
use super::names::{CaseRule, SurfaceForm, surface_forms};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// A name's bearer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Posting {
    /// Whose name it is.
    pub entity: EntityId,
    /// What sort of name it is.
    pub kind: NameKind,
    case: u8,
    form_start: u32,
    form_len: u16,
}

impl Posting {
    /// How the case of a text must agree.
    #[must_use]
    pub fn case(&self) -> CaseRule {
        CaseRule::from_number(self.case)
    }
}

/// What the automaton's numbers lead to.
#[derive(Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tables {
    /// For each key, where its postings begin; one more for the end.
    offsets: Vec<u32>,
    postings: Vec<Posting>,
    /// The names in their own case, one after another.
    forms: String,
}

/// The index, ready for use.
#[derive(Debug)]
pub struct NameIndex {
    automaton: fst::Map<Cow<'static, [u8]>>,
    tables: Tables,
}

impl NameIndex {
    /// Indexes all names of the entities, whose numbers are their places.
    ///
    /// # Errors
    /// Only if the automaton's builder finds its keys out of order, which sorting excludes.
    pub fn build(entities: &[Entity]) -> Result<Self, fst::Error> {
        let mut forms: Vec<(SurfaceForm, EntityId)> = Vec::new();
        for (number, entity) in entities.iter().enumerate() {
            forms.extend(surface_forms(entity).into_iter().map(|form| (form, EntityId(number as u32))));
        }
        forms.sort_by(|a, b| (&a.0.key, a.0.kind, a.1, &a.0).cmp(&(&b.0.key, b.0.kind, b.1, &b.0)));
        let (keys, tables) = tabulate(&forms);
        let automaton = fst::Map::from_iter(keys.iter().enumerate().map(|(i, key)| (*key, i as u64)))?;
        Ok(Self { automaton: automaton.map_data(Cow::Owned)?, tables })
    }

    /// The index of a compiled image.
    ///
    /// # Errors
    /// If the bytes are not an automaton.
    pub fn from_parts(automaton: &'static [u8], tables: Tables) -> Result<Self, fst::Error> {
        Ok(Self { automaton: fst::Map::new(Cow::Borrowed(automaton))?, tables })
    }

    /// The automaton's bytes, for an image.
    #[must_use]
    pub fn automaton(&self) -> &[u8] {
        self.automaton.as_fst().as_bytes()
    }

    /// The tables, for an image.
    #[must_use]
    pub fn tables(&self) -> &Tables {
        &self.tables
    }

    /// How many keys it has.
    #[must_use]
    pub fn len(&self) -> usize {
        self.automaton.len()
    }

    /// Whether it has none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.automaton.is_empty()
    }

    /// The bearers of the name with exactly this key.
    #[must_use]
    pub fn get(&self, key: &str) -> &[Posting] {
        self.automaton.get(key).map_or(&[], |number| self.postings(number))
    }

    /// A name in its own case, folded.
    #[must_use]
    pub fn form(&self, posting: &Posting) -> &str {
        let start = posting.form_start as usize;
        &self.tables.forms[start..start + usize::from(posting.form_len)]
    }

    /// Gives every name that `text` begins with, shortest first: its length and its number.
    pub fn prefixes(&self, text: &[u8], mut found: impl FnMut(usize, u64)) {
        let automaton = self.automaton.as_fst();
        let mut node = automaton.root();
        let mut output = fst::raw::Output::zero();
        for (at, &byte) in text.iter().enumerate() {
            let Some(next) = node.find_input(byte) else { return };
            let transition = node.transition(next);
            output = output.cat(transition.out);
            node = automaton.node(transition.addr);
            if node.is_final() {
                found(at + 1, output.cat(node.final_output()).value());
            }
        }
    }

    /// The postings of a key by its number.
    #[must_use]
    pub fn postings(&self, number: u64) -> &[Posting] {
        let number = number as usize;
        &self.tables.postings[self.tables.offsets[number] as usize..self.tables.offsets[number + 1] as usize]
    }
}

/// The distinct keys of sorted forms, and the tables that go with them.
fn tabulate(forms: &[(SurfaceForm, EntityId)]) -> (Vec<&str>, Tables) {
    let mut keys: Vec<&str> = Vec::new();
    let mut tables = Tables::default();
    for (form, entity) in forms {
        if keys.last() != Some(&form.key.as_str()) {
            keys.push(&form.key);
            tables.offsets.push(tables.postings.len() as u32);
        }
        let (form_start, form_len) = tables.keep_form(&form.form);
        tables.postings.push(Posting { entity: *entity, kind: form.kind, case: form.case as u8, form_start, form_len });
    }
    tables.offsets.push(tables.postings.len() as u32);
    (keys, tables)
}

impl Tables {
    /// Stores a form, or finds it where the last one already is the same.
    fn keep_form(&mut self, form: &str) -> (u32, u16) {
        if !self.forms.ends_with(form) {
            self.forms.push_str(form);
        }
        ((self.forms.len() - form.len()) as u32, form.len() as u16)
    }
}
