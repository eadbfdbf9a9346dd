//! The predicate-argument normal form of sentences. English says one thing in many ways ("Japan
//! claims the islands", "the islands claimed by Japan", "Japan's claim to the islands"); this stage
//! reduces them to one predicate with arguments in canonical places, once for all frames, by undoing
//! passives, relative and reduced clauses, control and raising, coordination, apposition,
//! possessives and nominalizations. [`stance`] then says how each predication is presented.

mod clause;
mod light;
mod nominal;
pub mod stance;
pub mod words;

#[cfg(test)]
mod tests;

use crate::language::Parse;

/// Where an argument stands relative to its predicate once passives and the like are undone.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Place {
    /// Who does it.
    Subject,
    /// What it is done to.
    Object,
    /// To or for whom, without a preposition.
    IndirectObject,
    /// A finite clause.
    That,
    /// An infinitive clause.
    Infinitive,
    /// A gerund clause without a preposition.
    Gerund,
    /// What is predicated of the object or subject ("called it a threat", "is a member").
    Predicative,
    /// What follows a preposition.
    Oblique(Box<str>),
    /// Whose it is ("Japan's claim").
    Possessor,
    /// A noun or adjective before the noun ("Gazprom deliveries", "Russian claim").
    Compound,
    /// What an adjective says something of.
    Modified,
    /// Another name for the same thing beside it.
    Apposition,
}

impl Place {
    /// The place after a preposition.
    #[must_use]
    pub fn after(preposition: &str) -> Self {
        Self::Oblique(preposition.to_lowercase().into())
    }
}

/// How an argument was found, from the surest to the least sure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Trust {
    /// It depends on the predicate in the tree.
    Direct,
    /// It is understood from the construction (control, relative clause, coordination).
    Shared,
    /// It hangs elsewhere in the tree, where the parser is known to err.
    Reattached,
    /// It was told in an earlier sentence.
    Recalled,
}

/// An argument of a predicate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Argument {
    /// Its canonical place.
    pub place: Place,
    /// The token that heads it: a noun phrase's noun, an embedded clause's verb.
    pub token: usize,
    /// How it was found.
    pub trust: Trust,
}

/// What kind of word a predicate is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PredicateClass {
    /// A verb; also a participle that heads a clause.
    Verb,
    /// A noun.
    Noun,
    /// An adjective, or a participle used as one.
    Adjective,
}

/// A predicate with its arguments.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Predication {
    /// What kind of word it is.
    pub class: PredicateClass,
    /// Whether it is a verb in the passive voice.
    pub passive: bool,
    /// Its arguments: direct ones first, within each place in text order.
    pub arguments: Vec<Argument>,
}

impl Predication {
    /// The arguments in a place.
    pub fn at<'a>(&'a self, place: &'a Place) -> impl Iterator<Item = &'a Argument> + 'a {
        self.arguments.iter().filter(move |a| a.place == *place)
    }
}

/// The predications of a document: for each token the one that it heads, if it can head one.
#[derive(Debug, Clone, Default)]
pub struct Predications {
    of_token: Vec<Option<Predication>>,
}

impl Predications {
    /// Reduces a document's sentences to predications.
    #[must_use]
    pub fn of(parse: &Parse) -> Self {
        let mut found = Self { of_token: vec![None; parse.tokens.len()] };
        for sentence in &parse.sentences {
            for token in sentence.tokens.clone() {
                found.of_token[token] = match class_of(parse, token) {
                    Some(PredicateClass::Verb) => Some(clause::predication(parse, token)),
                    Some(PredicateClass::Adjective) => Some(nominal::adjective(parse, token)),
                    _ => None,
                };
            }
            for token in sentence.tokens.clone() {
                if class_of(parse, token) == Some(PredicateClass::Noun) {
                    found.of_token[token] = Some(nominal::noun(parse, &found, token));
                }
            }
        }
        found
    }

    /// The predication that a token heads.
    #[must_use]
    pub fn get(&self, token: usize) -> Option<&Predication> {
        self.of_token[token].as_ref()
    }

    /// The heads of the arguments of a token's predication in a place.
    pub fn fillers<'a>(&'a self, token: usize, place: &'a Place) -> impl Iterator<Item = usize> + 'a {
        self.get(token).into_iter().flat_map(move |p| p.at(place)).map(|a| a.token)
    }
}

/// What kind of predicate a token can head.
#[must_use]
pub fn class_of(parse: &Parse, token: usize) -> Option<PredicateClass> {
    let t = &parse.tokens[token];
    match t.pos {
        "AUX" if matches!(t.dep, "aux" | "auxpass") => None,
        "VERB" | "AUX" if matches!(t.dep, "amod" | "compound" | "nmod") => Some(PredicateClass::Adjective),
        "VERB" if t.dep == "acomp" && parse.dependent(token, &["agent", "auxpass"]).is_none() => Some(PredicateClass::Adjective),
        "VERB" | "AUX" => Some(PredicateClass::Verb),
        "NOUN" | "PROPN" | "PRON" | "NUM" => Some(PredicateClass::Noun),
        "ADJ" => Some(PredicateClass::Adjective),
        _ => None,
    }
}
