//! Canonical argument places: where an argument stands at its predicate once passives, relative clauses,
//! light verbs and the like are undone.

use super::syntax::{Field, SyntaxError};
use std::fmt;

/// One step from a predicate to an argument.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Step {
    /// `subject`: of a verb; of a noun or adjective that is predicated of it or in apposition to it.
    Subject,
    /// `object`: of a verb, or of the preposition that a verb of several words ends in (`insist_on`).
    Object,
    /// `iobject`: the indirect object.
    IndirectObject,
    /// `that`: a finite complement clause.
    That,
    /// `to-inf`: an infinitive complement.
    ToInfinitive,
    /// `poss`: a noun's possessor, also as a demonym ("Japanese claims").
    Possessor,
    /// `compound`: a noun or name before the noun or adjective ("oil embargo", "Beijing-backed").
    Compound,
    /// `noun`: what an adjective modifies or is predicated of.
    Noun,
    /// `self`: the noun phrase itself (agent nouns, titles).
    SelfPhrase,
    /// `appos`: the name beside a title or agent noun.
    Apposition,
    /// `holder`: the speaker of the clause in which the predicate stands.
    Holder,
    /// A preposition: its object.
    Preposition(&'static str),
}

/// The steps from a predicate to an argument: one as a rule, two or three where the place is inside another
/// (`object.poss`: "backed *Kyiv's* bid").
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    steps: [Step; Self::MAX_STEPS],
    length: u8,
}

/// The prepositions that places may name.
const PREPOSITIONS: [&str; 63] = [
    "about",
    "above",
    "across",
    "after",
    "against",
    "ahead",
    "along",
    "alongside",
    "amid",
    "among",
    "amongst",
    "around",
    "as",
    "at",
    "away",
    "before",
    "behind",
    "beside",
    "besides",
    "between",
    "beyond",
    "by",
    "concerning",
    "despite",
    "down",
    "during",
    "for",
    "from",
    "in",
    "including",
    "inside",
    "into",
    "like",
    "near",
    "next-to",
    "of",
    "off",
    "on",
    "onto",
    "opposite",
    "out",
    "out-of",
    "outside",
    "over",
    "past",
    "per",
    "regarding",
    "round",
    "since",
    "than",
    "through",
    "throughout",
    "to",
    "toward",
    "towards",
    "under",
    "until",
    "upon",
    "versus",
    "via",
    "with",
    "within",
    "without",
];

/// Whether a word is one of the prepositions that places may name.
pub(super) fn is_preposition(word: &str) -> bool {
    PREPOSITIONS.binary_search(&word).is_ok()
}

impl Step {
    const NAMED: [Self; 11] = [
        Self::Subject,
        Self::Object,
        Self::IndirectObject,
        Self::That,
        Self::ToInfinitive,
        Self::Possessor,
        Self::Compound,
        Self::Noun,
        Self::SelfPhrase,
        Self::Apposition,
        Self::Holder,
    ];

    /// Its name in the files.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Subject => "subject",
            Self::Object => "object",
            Self::IndirectObject => "iobject",
            Self::That => "that",
            Self::ToInfinitive => "to-inf",
            Self::Possessor => "poss",
            Self::Compound => "compound",
            Self::Noun => "noun",
            Self::SelfPhrase => "self",
            Self::Apposition => "appos",
            Self::Holder => "holder",
            Self::Preposition(word) => word,
        }
    }

    /// The step of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        let named = Self::NAMED.into_iter().find(|step| step.name() == name);
        named.or_else(|| PREPOSITIONS.binary_search(&name).ok().map(|at| Self::Preposition(PREPOSITIONS[at])))
    }
}

impl Place {
    /// How far a place may be from its predicate.
    const MAX_STEPS: usize = 3;

    /// Its steps, from the predicate outwards; at least one.
    #[must_use]
    pub fn steps(&self) -> &[Step] {
        &self.steps[..usize::from(self.length)]
    }

    pub(super) fn parse(field: Field<'_>) -> Result<Self, SyntaxError> {
        let mut place = Self { steps: [Step::SelfPhrase; Self::MAX_STEPS], length: 0 };
        for name in field.split('.') {
            let step = Step::from_name(name.text).ok_or_else(|| name.error(unknown(name.text)))?;
            let free = place.steps.get_mut(usize::from(place.length));
            *free.ok_or_else(|| name.error(format!("a place has at most {} steps", Self::MAX_STEPS)))? = step;
            place.length += 1;
        }
        Ok(place)
    }

    /// The places between `|`.
    pub(super) fn parse_all(field: Field<'_>) -> Result<Vec<Self>, SyntaxError> {
        field.split('|').map(Self::parse).collect()
    }
}

fn unknown(name: &str) -> String {
    let named: Vec<_> = Step::NAMED.into_iter().map(Step::name).collect();
    format!("expected a place ({} or a preposition), found `{name}`", named.join(", "))
}

impl From<Step> for Place {
    fn from(step: Step) -> Self {
        Self { steps: [step, Step::SelfPhrase, Step::SelfPhrase], length: 1 }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<_> = self.steps().iter().map(|step| step.name()).collect();
        formatter.write_str(&names.join("."))
    }
}

#[cfg(test)]
mod tests {
    use super::super::syntax::lines;
    use super::*;

    fn parsed(text: &str) -> Result<Vec<Place>, SyntaxError> {
        Place::parse_all(lines(text).next().expect("a line").field())
    }

    #[test]
    fn prepositions_can_be_searched() {
        assert!(PREPOSITIONS.is_sorted());
    }

    #[test]
    fn paths_and_alternatives() {
        let places = parsed("object.poss|over").expect("places");
        assert_eq!(places[0].steps(), [Step::Object, Step::Possessor]);
        assert_eq!(places[1], Step::Preposition("over").into());
        assert_eq!(places[0].to_string(), "object.poss");
    }

    #[test]
    fn a_misspelt_place_is_named() {
        let error = parsed("over|sybject").expect_err("no place");
        assert_eq!(error.column, 6);
        assert!(error.reason.ends_with("found `sybject`"), "{error}");
        assert_eq!(parsed("of.of.of.of").expect_err("too far").column, 10);
    }
}
