//! Lemmas by rule: endings are replaced, and what the tables know to be a word is preferred;
//! irregular forms come from a list.

use super::container::{Container, ModelError, u32_at};
use super::lexeme::Predicates;
use rustc_hash::FxHashMap;
use serde::Deserialize;
use std::cmp::Ordering;

/// Words in a block of a word list.
const WORDS_A_BLOCK: usize = 16;

/// Endings and what replaces them, in the order in which they are tried.
type Rules = Vec<(Box<str>, Box<str>)>;

/// The lemmas of irregular forms.
type Irregular = FxHashMap<Box<str>, Vec<Box<str>>>;

/// Rules and exceptions by part of speech, as the model's file has them.
#[derive(Debug, Deserialize)]
struct Tables {
    rules: FxHashMap<Box<str>, Rules>,
    exceptions: FxHashMap<Box<str>, Irregular>,
}

/// What is known of one part of speech.
#[derive(Debug)]
struct Paradigm {
    rules: Rules,
    irregular: Irregular,
    lemmas: WordList,
}

/// The lemmatizer.
#[derive(Debug)]
pub(super) struct Lemmatizer {
    /// By part of speech in lower case.
    paradigms: FxHashMap<Box<str>, Paradigm>,
}

/// A token to the lemmatizer.
#[derive(Debug, Clone, Copy)]
pub(super) struct Form<'a> {
    pub(super) text: &'a str,
    pub(super) lower: &'a str,
    pub(super) pos: &'a str,
    pub(super) morph: &'a str,
}

impl Form<'_> {
    fn has(&self, feature: &str) -> bool {
        self.morph.split('|').any(|own| own == feature)
    }

    /// Whether its features say that it is its own lemma.
    fn is_base(&self) -> bool {
        let number = self.morph.split('|').any(|own| own.starts_with("Number="));
        self.pos == "NOUN" && self.has("Number=Sing")
            || self.pos == "VERB" && self.has("VerbForm=Fin") && self.has("Tense=Pres") && !number
            || self.has("VerbForm=Inf")
            || self.has("Degree=Pos")
    }
}

impl Lemmatizer {
    pub(super) fn read(file: &Container) -> Result<Self, ModelError> {
        let Tables { rules, mut exceptions } = file.table("lemmatizer")?;
        let paradigms = rules.into_iter().map(|(pos, rules)| {
            let lemmas = WordList::new(file.bytes(&format!("lemmas.{pos}"))?)?;
            let irregular = exceptions.remove(&pos).unwrap_or_default();
            Ok((pos.to_uppercase().into(), Paradigm { rules, irregular, lemmas }))
        });
        Ok(Self { paradigms: paradigms.collect::<Result<_, ModelError>>()? })
    }

    /// The lemma of a token to which the ruler gave none.
    pub(super) fn lemma(&self, form: Form, predicates: &Predicates) -> Box<str> {
        if matches!(form.pos, "" | "SPACE") || form.is_base() {
            return form.lower.into();
        }
        match self.paradigms.get(form.pos) {
            Some(paradigm) => paradigm.lemma(form, predicates),
            None if form.pos == "PROPN" => form.text.into(),
            None => form.lower.into(),
        }
    }
}

impl Paradigm {
    /// The last irregular form listed, else the last rule's word that is known, else the first that
    /// cannot be known because it is not all letters, else the first unknown one.
    fn lemma(&self, form: Form, predicates: &Predicates) -> Box<str> {
        let mut found: Vec<Box<str>> = Vec::new();
        let mut unknown = None;
        for (ending, replacement) in &self.rules {
            let Some(stem) = form.lower.strip_suffix(&**ending) else { continue };
            let word: Box<str> = [stem, replacement].concat().into();
            if word.is_empty() {
                continue;
            }
            if self.lemmas.contains(&word) {
                found.insert(0, word);
            } else if !predicates.is_alpha(&word) {
                found.push(word);
            } else {
                unknown.get_or_insert(word);
            }
        }
        for lemma in self.irregular.get(form.lower).into_iter().flatten() {
            if !found.contains(lemma) {
                found.insert(0, lemma.clone());
            }
        }
        found.into_iter().next().or(unknown).unwrap_or_else(|| form.text.into())
    }
}

/// A sorted list of words with front coding, searched where it lies (90,000 words would be three
/// megabytes as strings). Its layout is in `model/convert.py`.
#[derive(Debug)]
struct WordList {
    starts: Vec<u32>,
    body: Box<[u8]>,
}

impl WordList {
    fn new(bytes: &[u8]) -> Result<Self, ModelError> {
        let damaged = || ModelError::content("lemmas", "a list of words is cut short");
        let blocks = u32_at(bytes, 0).ok_or_else(damaged)? as usize;
        let starts = (1..=blocks).map(|block| u32_at(bytes, 4 * block).ok_or_else(damaged)).collect::<Result<Vec<_>, _>>()?;
        let body = bytes.get(4 * (blocks + 1)..).ok_or_else(damaged)?;
        Ok(Self { starts, body: body.into() })
    }

    fn contains(&self, word: &str) -> bool {
        let word = word.as_bytes();
        let after = self.starts.partition_point(|&start| self.entry(start as usize).is_some_and(|(_, first)| first <= word));
        after > 0 && self.block_contains(self.starts[after - 1] as usize, word)
    }

    /// The shared length and the further bytes of the word that is coded at a place.
    fn entry(&self, at: usize) -> Option<(usize, &[u8])> {
        let (&shared, &length) = (self.body.get(at)?, self.body.get(at + 1)?);
        Some((shared.into(), self.body.get(at + 2..at + 2 + usize::from(length))?))
    }

    fn block_contains(&self, mut at: usize, word: &[u8]) -> bool {
        let mut current = Vec::with_capacity(64);
        for _ in 0..WORDS_A_BLOCK {
            let Some((shared, rest)) = self.entry(at) else { return false };
            current.truncate(shared);
            current.extend_from_slice(rest);
            match current.as_slice().cmp(word) {
                Ordering::Less => at += 2 + rest.len(),
                other => return other == Ordering::Equal,
            }
        }
        false
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Codes words as `model/convert.py` does.
    fn coded(words: &[&str]) -> Vec<u8> {
        let (mut starts, mut body, mut previous) = (Vec::new(), Vec::new(), "");
        for (i, word) in words.iter().enumerate() {
            if i % WORDS_A_BLOCK == 0 {
                starts.push(body.len() as u32);
                previous = "";
            }
            let shared = previous.bytes().zip(word.bytes()).take_while(|(a, b)| a == b).count();
            body.extend([shared as u8, (word.len() - shared) as u8]);
            body.extend(&word.as_bytes()[shared..]);
            previous = word;
        }
        let numbers = std::iter::once(starts.len() as u32).chain(starts);
        numbers.flat_map(u32::to_le_bytes).chain(body).collect()
    }

    #[test]
    fn words_are_found_in_every_block_and_others_are_not() {
        let words: Vec<String> = (0..100).map(|n| format!("word{:03}", n * 2)).collect();
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let list = WordList::new(&coded(&words)).expect("a list");
        assert!(words.iter().all(|word| list.contains(word)));
        assert!((0..100).all(|n| !list.contains(&format!("word{:03}", n * 2 + 1))));
        assert!(["", "a", "word", "word0000", "zebra"].iter().all(|word| !list.contains(word)));
    }

    #[test]
    fn a_list_that_is_cut_short_is_refused_or_finds_nothing() {
        let bytes = coded(&["peace", "treaty"]);
        assert!(WordList::new(&bytes[..3]).is_err());
        let cut = WordList::new(&bytes[..bytes.len() - 2]).expect("the head is whole");
        assert!(cut.contains("peace") && !cut.contains("treaty"));
    }
}
