//! Lexemes: what can be known of a token from its text alone, computed once for each word.
//!
//! A [`Lexicon`] is a cache that belongs to one analysis at a time (see `english`), so that
//! nothing is locked. It only ever holds values that are functions of the text, so that results do
//! not depend on what was analysed before; it is emptied when it grows beyond its bound.

use super::charset::CharSet;
use super::hashing::string_id;
use rustc_hash::FxHashMap;
use serde::Deserialize;

/// Lexemes after which a lexicon is emptied before the next text.
const MOST_LEXEMES: usize = 20_000;
/// Bytes of cached stretches after which a lexicon is emptied before the next text.
const MOST_BYTES: usize = 4_000_000;
/// Characters from which on a word has no shape of its own.
const LONG: usize = 100;

/// The number of a lexeme in its lexicon.
pub(super) type LexemeId = u32;

/// The model's tables on words, and what it takes for letters, capitals, digits and white space.
#[derive(Debug, Deserialize)]
pub(super) struct LexemeTables {
    pub(super) symbols: FxHashMap<Box<str>, u64>,
    base_norms: FxHashMap<Box<str>, Box<str>>,
    /// By the number of the exact text.
    norms: FxHashMap<u64, Box<str>>,
}

/// The character predicates of the model.
#[derive(Debug, Deserialize)]
pub(super) struct Predicates {
    #[serde(rename = "py_isalpha")]
    alpha: CharSet,
    #[serde(rename = "py_isupper")]
    upper: CharSet,
    #[serde(rename = "py_isdigit")]
    digit: CharSet,
    #[serde(rename = "py_isspace")]
    space: CharSet,
}

impl Predicates {
    pub(super) fn is_space(&self, c: char) -> bool {
        self.space.has(c)
    }

    /// Whether all characters are letters, and there is one.
    pub(super) fn is_alpha(&self, s: &str) -> bool {
        !s.is_empty() && s.chars().all(|c| self.alpha.has(c))
    }

    /// The text in lower case by the version of Unicode that the model knows.
    pub(super) fn lowercase(&self, s: &str) -> String {
        if s.is_ascii() {
            return s.to_ascii_lowercase();
        }
        let unknown = |c: char| c.is_uppercase() && !self.upper.has(c);
        if !s.chars().any(unknown) {
            return s.to_lowercase();
        }
        let mut lower = String::with_capacity(s.len());
        for c in s.chars() {
            if unknown(c) { lower.push(c) } else { lower.extend(c.to_lowercase()) }
        }
        lower
    }

    /// The shape of a word: `Xxxxx` for “Tokyo”, `dd` for “17”; runs of one class are cut to four.
    pub(super) fn shape(&self, s: &str) -> String {
        if s.len() >= LONG && s.chars().count() >= LONG {
            return "LONG".into();
        }
        let mut shape = String::with_capacity(s.len());
        let (mut last, mut run) = ('\0', 0);
        for c in s.chars() {
            let class = self.shape_class(c);
            run = if class == last && !shape.is_empty() { run + 1 } else { 0 };
            last = class;
            if run < 4 {
                shape.push(class);
            }
        }
        shape
    }

    fn shape_class(&self, c: char) -> char {
        if self.alpha.has(c) {
            return if self.upper.has(c) { 'X' } else { 'x' };
        }
        if self.digit.has(c) { 'd' } else { c }
    }
}

/// The lexical features of a token, as the model sees them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Features {
    /// The form that stands for all spellings of a word (`be` for “'s” where that is certain, else mostly lower case).
    pub norm: Box<str>,
    /// Its first character.
    pub prefix: Box<str>,
    /// Its last three characters.
    pub suffix: Box<str>,
    /// Its shape (`Xxxxx`).
    pub shape: Box<str>,
}

/// Where a row of a lexeme lies in a cache of rows that is emptied now and then.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Slot {
    /// Which filling of the cache it belongs to; 0 is none.
    pub(super) generation: u32,
    pub(super) row: u32,
}

/// What is known of a token from its text (and, for exceptions of the tokenizer, its norm).
#[derive(Debug)]
pub(super) struct Lexeme {
    pub(super) text: Box<str>,
    pub(super) lower: Box<str>,
    /// Code points.
    pub(super) chars: usize,
    pub(super) is_space: bool,
    pub(super) features: Features,
    /// The numbers of norm, prefix, suffix and shape.
    pub(super) ids: [u64; 4],
    /// Patterns of the attribute ruler that its lower-case form may begin.
    pub(super) ruler: Box<[u16]>,
    /// Whether a sequence that the tokenizer treats specially may begin with it.
    pub(super) starts_special: bool,
    /// Rows of the first layer: tok2vec without and with a space after it, then names.
    pub(super) slots: [Slot; 3],
}

/// What the other parts of the model say of a word when its lexeme is made.
pub(super) trait WordFacts {
    fn ruler_patterns(&self, lower: &str) -> Box<[u16]>;
    fn starts_special(&self, text: &str) -> bool;
}

impl LexemeTables {
    /// The lexical features of a text, with the norm that the tokenizer gave it, if it did.
    fn features(&self, predicates: &Predicates, text: &str, lower: &str, norm: Option<&str>) -> Features {
        let norm = norm
            .or_else(|| self.norms.get(&string_id(&self.symbols, text)).map(|norm| &**norm))
            .or_else(|| self.base_norms.get(text).map(|norm| &**norm))
            .unwrap_or(lower);
        let suffix = text.char_indices().rev().nth(2).map_or(0, |(at, _)| at);
        Features {
            norm: norm.into(),
            prefix: text.chars().take(1).collect::<String>().into(),
            suffix: text[suffix..].into(),
            shape: predicates.shape(text).into(),
        }
    }

    fn lexeme(&self, predicates: &Predicates, facts: &impl WordFacts, text: &str, norm: Option<&str>) -> Lexeme {
        let lower = predicates.lowercase(text);
        let features = self.features(predicates, text, &lower, norm);
        let id = |feature: &str| string_id(&self.symbols, feature);
        Lexeme {
            chars: text.chars().count(),
            is_space: text.chars().all(|c| predicates.is_space(c)),
            ids: [&*features.norm, &*features.prefix, &*features.suffix, &*features.shape].map(id),
            ruler: facts.ruler_patterns(&lower),
            features,
            starts_special: facts.starts_special(text),
            text: text.into(),
            lower: lower.into(),
            slots: [Slot::default(); 3],
        }
    }
}

/// The lexemes met so far, and how stretches without white space were tokenized.
#[derive(Debug, Default)]
pub(super) struct Lexicon {
    lexemes: Vec<Lexeme>,
    plain: FxHashMap<Box<str>, LexemeId>,
    /// Tokens of exceptions, by text and norm.
    with_norm: FxHashMap<(Box<str>, Box<str>), LexemeId>,
    /// The tokens of a stretch, as a range of `pieces`.
    stretches: FxHashMap<Box<str>, (u32, u32)>,
    pieces: Vec<LexemeId>,
    bytes: usize,
}

impl Lexicon {
    /// Empties it if it has grown beyond its bound. Lexeme numbers of before are void.
    pub(super) fn trim(&mut self) {
        if self.lexemes.len() > MOST_LEXEMES || self.bytes > MOST_BYTES {
            *self = Self::default();
        }
    }

    pub(super) fn lexeme(&self, id: LexemeId) -> &Lexeme {
        &self.lexemes[id as usize]
    }

    pub(super) fn slots_mut(&mut self, id: LexemeId) -> &mut [Slot; 3] {
        &mut self.lexemes[id as usize].slots
    }

    /// The lexeme of a text with a norm given by the tokenizer, or none.
    pub(super) fn intern(
        &mut self,
        tables: &LexemeTables,
        predicates: &Predicates,
        facts: &impl WordFacts,
        text: &str,
        norm: Option<&str>,
    ) -> LexemeId {
        let known = match norm {
            None => self.plain.get(text),
            Some(norm) => self.with_norm.get(&(text.into(), norm.into())),
        };
        if let Some(&id) = known {
            return id;
        }
        let id = self.lexemes.len() as LexemeId;
        self.lexemes.push(tables.lexeme(predicates, facts, text, norm));
        self.bytes += 2 * text.len();
        match norm {
            None => self.plain.insert(text.into(), id),
            Some(norm) => self.with_norm.insert((text.into(), norm.into()), id),
        };
        id
    }

    /// The tokens of a stretch that was tokenized before.
    pub(super) fn stretch(&self, text: &str) -> Option<&[LexemeId]> {
        let &(start, end) = self.stretches.get(text)?;
        Some(&self.pieces[start as usize..end as usize])
    }

    /// Remembers the tokens of a stretch.
    pub(super) fn remember(&mut self, text: &str, tokens: &[LexemeId]) {
        let start = self.pieces.len() as u32;
        self.pieces.extend_from_slice(tokens);
        self.bytes += text.len() + 4 * tokens.len();
        self.stretches.insert(text.into(), (start, self.pieces.len() as u32));
    }
}
