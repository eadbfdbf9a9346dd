//! Predicates: the words that evoke a frame or a qualifier, with their part of speech.
//!
//! `claim.v` is one word, `lay_claim.v` two; `|` separates predicates that share what follows, brackets hold
//! alternatives within one: `(draw|move)_closer.i` is `draw_closer.i` and `move_closer.i`. Articles are left
//! out, words stand in their base form (`talks` may stand for `talk`: see [`super::spelling`]).
//!
//! One word is the **head**, by which a matcher finds the predicate: it is marked with `*`
//! (`publicly_*claim.v`) where the rule of [`head`] does not find it.

use super::place::is_preposition;
use super::spelling::key;
use super::syntax::{Field, SyntaxError};
use rustc_hash::FxHashMap;
use std::sync::Arc;

/// What kind of words a predicate or a qualifier consists of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Pos {
    /// A verb, with its particle or with the noun that completes it (`lay_claim`).
    Verb,
    /// A noun or a noun phrase.
    Noun,
    /// An adjective or a participle used as one.
    Adjective,
    /// A fixed phrase, by whatever words it begins.
    Idiom,
    /// A preposition.
    Preposition,
    /// An adverb.
    Adverb,
    /// A conjunction.
    Conjunction,
    /// An auxiliary or a modal verb.
    Auxiliary,
    /// A determiner.
    Determiner,
}

impl Pos {
    /// Those that frames have; qualifiers have all.
    pub(super) const OF_FRAMES: [Self; 4] = [Self::Verb, Self::Noun, Self::Adjective, Self::Idiom];
    pub(super) const ALL: [Self; 9] = [
        Self::Verb,
        Self::Noun,
        Self::Adjective,
        Self::Idiom,
        Self::Preposition,
        Self::Adverb,
        Self::Conjunction,
        Self::Auxiliary,
        Self::Determiner,
    ];

    /// Its sign in the files: `v`, `n`, `a`, `i`, `prep`, `adv`, `conj`, `aux`, `det`.
    #[must_use]
    pub fn sign(self) -> &'static str {
        match self {
            Self::Verb => "v",
            Self::Noun => "n",
            Self::Adjective => "a",
            Self::Idiom => "i",
            Self::Preposition => "prep",
            Self::Adverb => "adv",
            Self::Conjunction => "conj",
            Self::Auxiliary => "aux",
            Self::Determiner => "det",
        }
    }

    fn from_sign(sign: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|pos| pos.sign() == sign)
    }
}

/// The words of one predicate.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Predicate {
    /// Its words as written, joined by `_`.
    pub spelling: Arc<str>,
    /// The spelling keys of its words, in order ([`super::spelling::key`]).
    pub words: Box<[Arc<str>]>,
    /// Which of them is the head.
    pub head: usize,
    /// Their part of speech.
    pub pos: Pos,
}

impl Predicate {
    /// Its words as written, joined by `-`, as they stand in the names of frames.
    pub(super) fn name(&self) -> String {
        self.spelling.replace('_', "-")
    }

    /// The spelling key of its head.
    #[must_use]
    pub fn head_word(&self) -> &Arc<str> {
        &self.words[self.head]
    }
}

/// The spelling keys of words that have been seen, so that each is made and stored once.
#[derive(Debug, Default)]
pub(super) struct Keys(FxHashMap<String, Arc<str>>);

impl Keys {
    fn of(&mut self, word: &str) -> Arc<str> {
        if let Some(key) = self.0.get(word) {
            return key.clone();
        }
        let key: Arc<str> = key(word).into();
        self.0.insert(word.to_owned(), key.clone());
        key
    }
}

/// Parses `WORDS.POS` into the predicates that it stands for.
pub(super) fn parse(field: Field<'_>, allowed: &[Pos], keys: &mut Keys) -> Result<Vec<Predicate>, SyntaxError> {
    let dot = field.text.rfind('.').filter(|&at| at > 0);
    let dot = dot
        .ok_or_else(|| field.error(format!("expected words and a part of speech as in `lay_claim.v`, found `{}`", field.text)))?;
    let sign = field.part(dot + 1, field.text.len());
    let pos = Pos::from_sign(sign.text).filter(|pos| allowed.contains(pos));
    let pos = pos.ok_or_else(|| sign.error(format!("expected one of {}, found `{}`", signs(allowed), sign.text)))?;
    let words = field.part(0, dot);
    let spellings = alternatives(words)?;
    spellings
        .iter()
        .map(|spelling| predicate(spelling, pos, keys).ok_or_else(|| words.error("expected words between `_`, found none")))
        .collect()
}

fn signs(allowed: &[Pos]) -> String {
    allowed.iter().map(|pos| format!("`{}`", pos.sign())).collect::<Vec<_>>().join(", ")
}

fn predicate(spelling: &str, pos: Pos, keys: &mut Keys) -> Option<Predicate> {
    let marked = spelling.split('_').position(|word| word.starts_with('*'));
    let spelling: Arc<str> = if marked.is_some() { spelling.replace('*', "").into() } else { spelling.into() };
    let words: Vec<&str> = spelling.split('_').collect();
    if words.iter().any(|word| word.is_empty()) {
        return None;
    }
    let head = marked.unwrap_or_else(|| head(&words, pos));
    let words = words.iter().map(|word| keys.of(word)).collect();
    Some(Predicate { spelling, words, head, pos })
}

/// Which word of a predicate is its head where none is marked: a noun's last before a preposition; an
/// adjective's last; an idiom's first that is neither preposition nor particle, and so a verb's if it begins
/// with one (`be_at_war`); the first word of all others.
fn head(words: &[&str], pos: Pos) -> usize {
    let carries = |word: &&str| !is_preposition(word) && !NO_HEADS.contains(word);
    match pos {
        Pos::Noun => words.iter().skip(1).position(|word| is_preposition(word)).unwrap_or(words.len() - 1),
        Pos::Adjective => words.len() - 1,
        Pos::Verb if !NO_HEADS.contains(&words[0]) => 0,
        Pos::Verb | Pos::Idiom => words.iter().position(carries).unwrap_or(0),
        _ => 0,
    }
}

/// Words beside prepositions that head neither idiom nor verb.
const NO_HEADS: [&str; 10] = ["as", "be", "jointly", "longer", "no", "not", "own", "so", "than", "its"];

/// The spellings that `a|b_(c|d)` stands for: `a`, `b_c`, `b_d`.
fn alternatives(field: Field<'_>) -> Result<Vec<String>, SyntaxError> {
    let (spellings, rest) = choice(field)?;
    if rest.text.is_empty() { Ok(spellings) } else { Err(rest.error("unexpected `)`")) }
}

/// Spellings between `|`, up to a closing bracket or the end.
fn choice(mut field: Field<'_>) -> Result<(Vec<String>, Field<'_>), SyntaxError> {
    let mut spellings = Vec::new();
    loop {
        let (more, rest) = sequence(field)?;
        spellings.extend(more);
        if !rest.text.starts_with('|') {
            return Ok((spellings, rest));
        }
        field = rest.part(1, rest.text.len());
    }
}

/// Words and brackets one after another, up to `|`, a closing bracket or the end.
fn sequence(mut field: Field<'_>) -> Result<(Vec<String>, Field<'_>), SyntaxError> {
    let mut spellings = vec![String::new()];
    loop {
        let next = field.text.find(['(', ')', '|']).unwrap_or(field.text.len());
        for spelling in &mut spellings {
            spelling.push_str(&field.text[..next]);
        }
        field = field.part(next, field.text.len());
        if !field.text.starts_with('(') {
            return Ok((spellings, field));
        }
        let (inner, rest) = choice(field.part(1, field.text.len()))?;
        if !rest.text.starts_with(')') {
            return Err(field.error("this `(` has no `)`"));
        }
        spellings = spellings.iter().flat_map(|start| inner.iter().map(move |end| format!("{start}{end}"))).collect();
        field = rest.part(1, rest.text.len());
    }
}

#[cfg(test)]
mod tests {
    use super::super::syntax::lines;
    use super::*;

    fn parsed(text: &str) -> Result<Vec<Predicate>, SyntaxError> {
        parse(lines(text).next().expect("a line").field(), &Pos::OF_FRAMES, &mut Keys::default())
    }

    fn heads(text: &str) -> Vec<(String, String)> {
        let predicates = parsed(text).expect("predicates");
        predicates.iter().map(|predicate| (predicate.spelling.to_string(), predicate.head_word().to_string())).collect()
    }

    fn pairs(expected: &[(&str, &str)]) -> Vec<(String, String)> {
        expected.iter().map(|&(name, head)| (name.to_owned(), head.to_owned())).collect()
    }

    #[test]
    fn alternatives_are_spelt_out() {
        assert_eq!(
            heads("claim|(press|give_up)_(claim|title).v"),
            pairs(&[
                ("claim", "claim"),
                ("press_claim", "press"),
                ("press_title", "press"),
                ("give_up_claim", "give"),
                ("give_up_title", "give"),
            ])
        );
    }

    #[test]
    fn heads_follow_the_part_of_speech() {
        assert_eq!(heads("head_of_state.n"), pairs(&[("head_of_state", "head")]));
        assert_eq!(heads("prime_minister.n"), pairs(&[("prime_minister", "minister")]));
        assert_eq!(heads("under_control.i"), pairs(&[("under_control", "control")]));
        assert_eq!(heads("newly_elected.a"), pairs(&[("newly_elected", "elected")]));
        assert_eq!(heads("publicly_*claim.v"), pairs(&[("publicly_claim", "claim")]));
        assert_eq!(heads("be_at_war.v"), pairs(&[("be_at_war", "war")]));
        assert_eq!(heads("down_tools.v"), pairs(&[("down_tools", "down")]));
    }

    #[test]
    fn words_are_spelling_keys() {
        let predicate = parsed("Defence_talks.n").expect("predicates").remove(0);
        assert_eq!(predicate.words.iter().map(AsRef::as_ref).collect::<Vec<&str>>(), ["defense", "talk"]);
    }

    #[test]
    fn errors_say_where() {
        for (text, column, reason) in [
            ("claim", 1, "part of speech"),
            ("claim.x", 7, "expected one of `v`, `n`, `a`, `i`"),
            ("claim.adv", 7, "expected one of"),
            ("(a|b_c.v", 1, "has no `)`"),
            ("a)_b.v", 2, "unexpected `)`"),
            ("lay__claim.v", 1, "expected words"),
        ] {
            let error = parsed(text).expect_err(text);
            assert_eq!(error.column, column, "{text}: {error}");
            assert!(error.reason.contains(reason), "{text}: {error}");
        }
    }
}
