//! English: tokens, tags, lemmas, the dependency tree and names, by the model `en_core_web_sm`
//! 3.8.0 in pure Rust. Knows nothing of geopolitics.
//!
//! [`English`] is the model, [`Analysis`] what it says. Inside, one file for each part of the
//! pipeline, in the order in which a text goes through: `tokenizer` (`affixes`, `lexeme`),
//! `tok2vec`, `parser` (`transition`, `dependencies`), `ruler`, `lemmatizer`, `names`; below them
//! `container` (the model's file), `matrix`, `hashing`, `charset`. Every part gives exactly what
//! spaCy 3.8 gives with this model; the reference is spaCy's behaviour, also where it is odd.
//! [`conllu`] and [`tree`] print analyses.

mod affixes;
mod charset;
pub mod conllu;
mod container;
mod dependencies;
mod english;
mod hashing;
mod lemmatizer;
mod lexeme;
mod masking;
mod matrix;
mod names;
pub mod parse;
mod parser;
mod repair;
mod ruler;
#[cfg(test)]
mod tests;
mod tok2vec;
mod tokenizer;
mod transition;
pub mod tree;

pub use container::ModelError;
pub use english::English;
pub use lexeme::Features;
pub use parse::{Parse, Sentence};

use crate::text::CharSpan;
use std::ops::Range;

/// A token with everything the model says of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// Its words.
    pub text: Box<str>,
    /// Where it stands, in code points of the analysed text.
    pub span: CharSpan,
    /// Its lemma.
    pub lemma: Box<str>,
    /// Its universal part of speech (`NOUN`).
    pub pos: &'static str,
    /// Its Penn Treebank tag (`NNS`).
    pub tag: &'static str,
    /// Its morphological features (`Number=Plur`), empty where there are none.
    pub morph: &'static str,
    /// The token that it depends on, itself if it is the root of its sentence.
    pub head: usize,
    /// Its relation to its head (`nsubj`, `ROOT`): the labels of the CLEAR style that the model was trained on.
    pub dep: &'static str,
    /// Whether it is only white space.
    pub is_space: bool,
}

/// A name that the model found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedSpan {
    /// Its tokens.
    pub tokens: Range<usize>,
    /// Its `OntoNotes` label (`GPE`).
    pub label: &'static str,
}

/// What the model says of one text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Analysis {
    /// Its tokens, in order.
    pub tokens: Vec<Token>,
    /// Its sentences as ranges of tokens; together they cover all tokens.
    pub sentences: Vec<Range<usize>>,
    /// The names in it.
    pub names: Vec<NamedSpan>,
}
