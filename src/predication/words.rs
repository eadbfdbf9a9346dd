//! Predicates of several words ("lay claim", "be at war", "rule out"): finding them on a tree.

use crate::knowledge::predicate::Predicate;
use crate::language::Parse;

/// The relations that hold a predicate's words together.
const BONDS: &[&str] = &[
    "dobj",
    "prep",
    "pobj",
    "prt",
    "attr",
    "acomp",
    "advmod",
    "amod",
    "compound",
    "det",
    "oprd",
    "nsubjpass",
    "acl",
    "dative",
    "pcomp",
    "xcomp",
    "neg",
    "nmod",
    "npadvmod",
    "poss",
    "agent",
    "advcl",
    "auxpass",
    "aux",
    "quantmod",
    "nummod",
    "mark",
    "cc",
    "preconj",
    "expl",
    "nsubj",
];

/// How many steps below another word of the predicate a word may stand.
const MAX_DEPTH: usize = 3;

/// How many steps above the head a word may stand ("*be* at *war*").
const MAX_HEIGHT: usize = 3;

/// The trees with the spelling keys of their lemmas.
#[derive(Clone, Copy)]
pub struct Keyed<'a> {
    /// The trees.
    pub parse: &'a Parse,
    /// For each token the key of its lemma.
    pub lemmas: &'a [String],
    /// For each token the key of its text.
    pub texts: &'a [String],
}

impl Keyed<'_> {
    /// Whether a token is a form of a word, given as key.
    #[must_use]
    pub fn says(&self, token: usize, key: &str) -> bool {
        self.lemmas[token] == key || self.texts[token] == key
    }

    /// The tokens of a predicate whose head is a token: the head first, then the others in the order of
    /// the words; none if one is missing. No token is used twice.
    #[must_use]
    pub fn find(&self, head: usize, predicate: &Predicate) -> Option<Vec<usize>> {
        let mut found = vec![head];
        // A modifier is bound after the noun that it stands before ("draw a red line").
        let mut waiting: Vec<&str> = Vec::new();
        for (at, word) in predicate.words.iter().enumerate() {
            if at == predicate.head || &**word == "…" {
                continue;
            }
            let token = if at < predicate.head { self.before(head, word, &found) } else { self.after(word, &found) };
            match token {
                Some(token) => found.push(token),
                None if at > predicate.head => waiting.push(word),
                None => return None,
            }
        }
        for word in waiting {
            found.push(self.after(word, &found)?);
        }
        Some(found)
    }

    /// A word that stands before the head in the predicate: a modifier of it, or above it.
    fn before(&self, head: usize, word: &str, found: &[usize]) -> Option<usize> {
        let above = self.parse.ancestors(head).take(MAX_HEIGHT).find(|&a| !found.contains(&a) && self.says(a, word));
        self.below(head, word, MAX_DEPTH, found).or(above).or_else(|| self.after(word, found))
    }

    fn after(&self, word: &str, found: &[usize]) -> Option<usize> {
        let below = found.iter().rev().find_map(|&anchor| self.below(anchor, word, MAX_DEPTH, found));
        below.or_else(|| self.antecedent(found[0]).filter(|&noun| !found.contains(&noun) && self.says(noun, word)))
    }

    /// The noun that a relative clause or participle is about: its verb's object stands above it
    /// ("the exercise that they held").
    pub(super) fn antecedent(&self, verb: usize) -> Option<usize> {
        self.parse.head(verb).filter(|_| matches!(&*self.parse.tokens[verb].dep, "relcl" | "acl"))
    }

    fn below(&self, anchor: usize, word: &str, depth: usize, used: &[usize]) -> Option<usize> {
        let children = || self.parse.children(anchor).iter().copied().filter(|&c| self.is_bond(c));
        let hit = children().find(|&c| !used.contains(&c) && self.says(c, word));
        if hit.is_some() || depth <= 1 {
            return hit;
        }
        children().filter(|&c| self.is_passed_through(c)).find_map(|c| self.below(c, word, depth - 1, used))
    }

    /// Whether a token may be a word of the predicate that its head belongs to. In "made clear that" the parser takes the
    /// adjective for the head of the clause.
    fn is_bond(&self, token: usize) -> bool {
        let word = &self.parse.tokens[token];
        BONDS.contains(&word.dep) || (word.dep == "ccomp" && word.pos == "ADJ")
    }

    /// Only function words stand between the words of a predicate.
    fn is_passed_through(&self, token: usize) -> bool {
        matches!(self.parse.tokens[token].dep, "prep" | "prt" | "agent" | "dative")
    }
}
