//! A document's sentences as trees: the analyses of its blocks joined into one sequence of tokens,
//! with the look-ups that walking a dependency tree needs.

use super::{Analysis, NamedSpan, Token, repair};
use crate::text::CharSpan;
use std::ops::Range;

/// A sentence of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sentence {
    /// Its tokens.
    pub tokens: Range<usize>,
    /// Where it stands in the document, without white space around it.
    pub span: CharSpan,
    /// The block that it belongs to, by its place in the document.
    pub block: usize,
}

/// The trees of a document. Token numbers and spans count in the whole document.
#[derive(Debug, Clone, Default)]
pub struct Parse {
    /// All tokens, in order.
    pub tokens: Vec<Token>,
    /// All sentences, in order; none is only white space.
    pub sentences: Vec<Sentence>,
    /// The names that the model found.
    pub names: Vec<NamedSpan>,
    /// For each token the sentence that it is in.
    sentence_of: Vec<usize>,
    /// Dependents of token `i` are `children[bounds[i]..bounds[i + 1]]`, in order.
    children: Vec<usize>,
    bounds: Vec<usize>,
}

/// Whether a verb's lemma lacks its mute "e". The model's rules take "hoped" for a form of "hop", which would have doubled its
/// consonant; its analysis stays as it is, but those who read the trees look for "hope".
fn is_mute(token: &Token) -> bool {
    const VOWELS: [char; 5] = ['a', 'e', 'i', 'o', 'u'];
    let form = token.text.to_lowercase();
    let inflected = ["ed", "ing"].iter().any(|ending| form.strip_suffix(ending) == Some(&*token.lemma));
    let mut letters = token.lemma.chars().rev();
    let would_double = letters.next().is_some_and(|c| !VOWELS.contains(&c) && !matches!(c, 'w' | 'x' | 'y'))
        && letters.next().is_some_and(|c| VOWELS.contains(&c))
        && letters.all(|c| !VOWELS.contains(&c));
    token.pos == "VERB" && inflected && would_double
}

impl Parse {
    /// Joins the analyses of a document's blocks. Each comes with the number of code points before
    /// its block, and its spans count in the block.
    #[must_use]
    pub fn new(blocks: impl IntoIterator<Item = (usize, Analysis)>) -> Self {
        let mut parse = Self::default();
        for (block, (offset, analysis)) in blocks.into_iter().enumerate() {
            parse.append(block, offset, analysis);
        }
        parse.index_children();
        parse
    }

    fn append(&mut self, block: usize, offset: usize, analysis: Analysis) {
        let first = self.tokens.len();
        for mut token in analysis.tokens {
            token.head += first;
            token.span = token.span.shifted(offset);
            if is_mute(&token) {
                token.lemma = format!("{}e", token.lemma).into();
            } else if &*token.lemma == "basis" && token.text.eq_ignore_ascii_case("bases") {
                // Troops have bases more often than arguments have.
                token.lemma = "base".into();
            }
            self.tokens.push(token);
        }
        for range in analysis.sentences {
            let tokens = range.start + first..range.end + first;
            repair::mend(&mut self.tokens, tokens.clone());
            self.sentence_of.resize(tokens.end, self.sentences.len());
            let mut words = self.tokens[tokens.clone()].iter().filter(|t| !t.is_space).map(|t| t.span);
            if let Some(span) = words.next() {
                let span = words.fold(span, CharSpan::cover);
                self.sentences.push(Sentence { tokens, span, block });
            }
        }
        let names = analysis.names.into_iter();
        self.names.extend(
            names.map(|name| NamedSpan { tokens: name.tokens.start + first..name.tokens.end + first, label: name.label }),
        );
    }

    fn index_children(&mut self) {
        let n = self.tokens.len();
        self.bounds = vec![0; n + 1];
        let dependents = |i: &usize| self.tokens[*i].head != *i;
        for i in (0..n).filter(dependents) {
            self.bounds[self.tokens[i].head + 1] += 1;
        }
        for i in 0..n {
            self.bounds[i + 1] += self.bounds[i];
        }
        let mut next = self.bounds.clone();
        self.children = vec![0; self.bounds[n]];
        for i in (0..n).filter(dependents) {
            let slot = &mut next[self.tokens[i].head];
            self.children[*slot] = i;
            *slot += 1;
        }
    }

    /// The dependents of a token, in order.
    #[must_use]
    pub fn children(&self, token: usize) -> &[usize] {
        &self.children[self.bounds[token]..self.bounds[token + 1]]
    }

    /// The dependents of a token that stand in one of these relations to it.
    pub fn dependents<'a>(&'a self, token: usize, relations: &'a [&'a str]) -> impl Iterator<Item = usize> + 'a {
        self.children(token).iter().copied().filter(move |&c| relations.contains(&&*self.tokens[c].dep))
    }

    /// The first dependent in one of these relations.
    #[must_use]
    pub fn dependent(&self, token: usize, relations: &[&str]) -> Option<usize> {
        self.children(token).iter().copied().find(|&c| relations.contains(&&*self.tokens[c].dep))
    }

    /// The token that a token depends on; none for the root of a sentence.
    #[must_use]
    pub fn head(&self, token: usize) -> Option<usize> {
        let head = self.tokens[token].head;
        (head != token).then_some(head)
    }

    /// What the model calls the name that a token is in.
    #[must_use]
    pub fn label_at(&self, token: usize) -> Option<&'static str> {
        let at = self.names.partition_point(|name| name.tokens.end <= token);
        self.names.get(at).filter(|name| name.tokens.contains(&token)).map(|name| name.label)
    }

    /// The tokens above a token, from its head to the root.
    pub fn ancestors(&self, token: usize) -> impl Iterator<Item = usize> + '_ {
        std::iter::successors(self.head(token), |&t| self.head(t))
    }

    /// The sentence that a token is in, by its place in `sentences`.
    #[must_use]
    pub fn sentence_of(&self, token: usize) -> usize {
        self.sentence_of[token]
    }

    /// The first and one past the last token of what depends on a token, with the token.
    #[must_use]
    pub fn subtree(&self, token: usize) -> Range<usize> {
        let mut range = token..token + 1;
        let mut open = vec![token];
        while let Some(t) = open.pop() {
            range = range.start.min(t)..range.end.max(t + 1);
            open.extend(self.children(t));
        }
        range
    }

    /// Where a run of tokens stands in the document.
    #[must_use]
    pub fn span_of(&self, tokens: Range<usize>) -> CharSpan {
        let last = self.tokens[tokens.end - 1].span;
        self.tokens[tokens.start].span.cover(last)
    }

    /// The tokens that overlap a stretch of the document.
    #[must_use]
    pub fn tokens_in(&self, span: CharSpan) -> Range<usize> {
        let start = self.tokens.partition_point(|t| t.span.end <= span.start);
        let end = self.tokens.partition_point(|t| t.span.start < span.end);
        start..end.max(start)
    }

    /// The token of a run that the others depend on: the first whose head lies outside.
    #[must_use]
    pub fn head_of(&self, tokens: Range<usize>) -> usize {
        tokens.clone().find(|&t| !tokens.contains(&self.tokens[t].head) || self.tokens[t].head == t).unwrap_or(tokens.start)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn verb(text: &str, lemma: &str) -> Token {
        Token {
            text: text.into(),
            span: CharSpan::new(0, text.len()),
            lemma: lemma.into(),
            pos: "VERB",
            tag: "VBD",
            morph: "",
            head: 0,
            dep: "ROOT",
            is_space: false,
        }
    }

    #[test]
    fn short_verbs_double_their_consonant_unless_they_end_in_e() {
        assert!(is_mute(&verb("hoped", "hop")));
        assert!(is_mute(&verb("staging", "stag")));
        assert!(!is_mute(&verb("visited", "visit")), "a longer verb need not double");
        assert!(!is_mute(&verb("sailed", "sail")), "nor one with two vowels");
        assert!(!is_mute(&verb("walked", "walk")), "nor one with two consonants");
        assert!(!is_mute(&verb("hopped", "hop")));
    }
}
