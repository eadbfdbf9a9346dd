//! The attribute ruler: 179 entries that give part of speech, morphology, some lemmas and the last
//! word on white space, by tag, lower-case form and relation.
//!
//! All patterns are matched against the attributes as they were before; where several entries set
//! the same attribute of a token, the last entry wins. So the entries need no sorted list of
//! matches: each attribute remembers the highest entry that set it.

use super::container::ModelError;
use super::parser::{RelationId, Relations};
use rustc_hash::FxHashMap;
use serde::Deserialize;

/// Attributes that an entry can set.
const ATTRIBUTES: usize = 5;
const POS: usize = 0;
const MORPH: usize = 1;
const LEMMA: usize = 2;
const TAG: usize = 3;
const DEP: usize = 4;

/// An entry as the model's file has it.
#[derive(Debug, Deserialize)]
pub(super) struct RulerEntry {
    patterns: Vec<Vec<TokenTest>>,
    attrs: Attributes,
    /// The token of the match that is changed.
    index: usize,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "UPPERCASE", deny_unknown_fields)]
struct TokenTest {
    tag: Option<TextTest>,
    lower: Option<TextTest>,
    dep: Option<TextTest>,
    is_space: Option<bool>,
}

#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum TextTest {
    Is(String),
    Set(SetTest),
}

#[derive(Debug, Deserialize)]
enum SetTest {
    #[serde(rename = "IN")]
    In(Vec<String>),
    #[serde(rename = "NOT_IN")]
    NotIn(Vec<String>),
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "UPPERCASE", deny_unknown_fields)]
struct Attributes {
    pos: Option<String>,
    morph: Option<String>,
    lemma: Option<String>,
    tag: Option<String>,
    dep: Option<String>,
}

/// A token to the ruler.
#[derive(Debug, Clone, Copy)]
pub(super) struct Subject<'a> {
    pub(super) tag: u8,
    pub(super) relation: RelationId,
    pub(super) lower: &'a str,
    pub(super) is_space: bool,
    /// The patterns that the lower-case form may begin, from [`Ruler::patterns_of`].
    pub(super) patterns: &'a [u16],
}

/// What the ruler says of a token.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Ruling {
    pub(super) pos: Option<&'static str>,
    pub(super) morph: Option<&'static str>,
    pub(super) lemma: Option<&'static str>,
    pub(super) tag: Option<&'static str>,
    pub(super) dep: Option<&'static str>,
}

/// A test of one token, with sets as bits.
#[derive(Debug)]
struct Test {
    tags: u64,
    relations: u128,
    /// The lower-case forms, if it names them.
    lower: Option<Vec<Box<str>>>,
    is_space: Option<bool>,
}

impl Test {
    fn passes(&self, subject: &Subject) -> bool {
        self.tags >> subject.tag & 1 == 1
            && self.relations >> subject.relation & 1 == 1
            && self.is_space.is_none_or(|wanted| wanted == subject.is_space)
            && self.lower.as_ref().is_none_or(|forms| forms.iter().any(|form| **form == *subject.lower))
    }

    /// Whether it asks for the tag only.
    fn is_of_tag_only(&self) -> bool {
        self.lower.is_none() && self.is_space.is_none() && self.relations == u128::MAX
    }
}

#[derive(Debug)]
struct Pattern {
    /// The number of its entry, from 1 on.
    entry: u16,
    target: usize,
    tests: Vec<Test>,
}

/// The number of the last entry that set each attribute of a token, 0 for none.
pub(super) type Marks = [u16; ATTRIBUTES];

/// The entries, by what they ask of their first token.
#[derive(Debug)]
pub(super) struct Ruler {
    /// What each entry sets; the first is no entry.
    settings: Vec<[Option<&'static str>; ATTRIBUTES]>,
    patterns: Vec<Pattern>,
    /// What the patterns that ask for one token's tag only come to, for each tag.
    by_tag: Vec<Marks>,
    by_lower: FxHashMap<Box<str>, Vec<u16>>,
    /// The other patterns.
    others: Vec<u16>,
}

impl Ruler {
    pub(super) fn new(entries: Vec<RulerEntry>, tags: &[&'static str], relations: &Relations) -> Result<Self, ModelError> {
        if tags.len() > 64 || relations.len() > 128 {
            return Err(ModelError::content("ruler", "more than 64 tags or 128 relations"));
        }
        let mut ruler = Self {
            settings: vec![[None; ATTRIBUTES]],
            patterns: Vec::new(),
            by_tag: vec![[0; ATTRIBUTES]; tags.len()],
            by_lower: FxHashMap::default(),
            others: Vec::new(),
        };
        for entry in entries {
            ruler.settings.push(settings(entry.attrs));
            for tests in entry.patterns {
                let tests = tests.into_iter().map(|test| test.compile(tags, relations)).collect::<Result<_, _>>()?;
                ruler.add(Pattern { entry: (ruler.settings.len() - 1) as u16, target: entry.index, tests })?;
            }
        }
        Ok(ruler)
    }

    fn add(&mut self, pattern: Pattern) -> Result<(), ModelError> {
        let first = pattern.tests.first().filter(|_| pattern.target < pattern.tests.len());
        let first = first.ok_or_else(|| ModelError::content("ruler", "an entry changes a token that it does not match"))?;
        let number = self.patterns.len() as u16;
        if pattern.tests.len() == 1 && first.is_of_tag_only() {
            for (tag, marks) in self.by_tag.iter_mut().enumerate().filter(|(tag, _)| first.tags >> tag & 1 == 1) {
                debug_assert!(tag < 64, "tags are bits");
                mark(marks, &self.settings, pattern.entry);
            }
            return Ok(());
        }
        match &first.lower {
            Some(forms) => {
                for form in forms {
                    self.by_lower.entry(form.clone()).or_default().push(number);
                }
            }
            None => self.others.push(number),
        }
        self.patterns.push(pattern);
        Ok(())
    }

    /// The patterns whose first token may have this lower-case form, those apart that do not ask for a form.
    pub(super) fn patterns_of(&self, lower: &str) -> Box<[u16]> {
        self.by_lower.get(lower).map_or_else(Box::default, |patterns| patterns.as_slice().into())
    }

    /// Which entries have the last word on the tokens; see [`Ruler::ruling`].
    pub(super) fn apply(&self, subjects: &[Subject]) -> Vec<Marks> {
        let mut marks: Vec<Marks> = subjects.iter().map(|subject| self.by_tag[usize::from(subject.tag)]).collect();
        for (at, subject) in subjects.iter().enumerate() {
            for &number in self.others.iter().chain(subject.patterns) {
                let pattern = &self.patterns[usize::from(number)];
                let rest = &subjects[at..];
                if rest.len() >= pattern.tests.len() && pattern.tests.iter().zip(rest).all(|(test, subject)| test.passes(subject))
                {
                    mark(&mut marks[at + pattern.target], &self.settings, pattern.entry);
                }
            }
        }
        marks
    }

    /// What the marked entries say of a token.
    pub(super) fn ruling(&self, marks: Marks) -> Ruling {
        let set = |attribute: usize| self.settings[usize::from(marks[attribute])][attribute];
        Ruling { pos: set(POS), morph: set(MORPH), lemma: set(LEMMA), tag: set(TAG), dep: set(DEP) }
    }
}

/// Notes that an entry matched a token.
fn mark(marks: &mut Marks, settings: &[[Option<&'static str>; ATTRIBUTES]], entry: u16) {
    for (mark, setting) in marks.iter_mut().zip(settings[usize::from(entry)]) {
        if setting.is_some() {
            *mark = (*mark).max(entry);
        }
    }
}

fn settings(attrs: Attributes) -> [Option<&'static str>; ATTRIBUTES] {
    let Attributes { pos, morph, lemma, tag, dep } = attrs;
    [pos, morph, lemma, tag, dep].map(|value| value.map(|value| &*String::leak(value)))
}

impl TokenTest {
    fn compile(self, tags: &[&'static str], relations: &Relations) -> Result<Test, ModelError> {
        let tag_bit = |name: &str| tags.iter().position(|tag| *tag == name).map(|tag| 1 << tag);
        let relation_bit = |name: &str| relations.id(name).map(|id| 1 << id);
        let lower = match self.lower {
            None => None,
            Some(TextTest::Is(form)) => Some(vec![form.into()]),
            Some(TextTest::Set(SetTest::In(forms))) => Some(forms.into_iter().map(Into::into).collect()),
            Some(TextTest::Set(SetTest::NotIn(_))) => {
                return Err(ModelError::content("ruler", "an entry excludes lower-case forms, which is not supported"));
            }
        };
        Ok(Test {
            tags: u64::try_from(bits(self.tag.as_ref(), tag_bit) & u128::from(u64::MAX)).unwrap_or(u64::MAX),
            relations: bits(self.dep.as_ref(), relation_bit),
            lower,
            is_space: self.is_space,
        })
    }
}

/// The bits of the values that pass a test.
fn bits(test: Option<&TextTest>, bit: impl Fn(&str) -> Option<u128>) -> u128 {
    let union = |names: &[String]| names.iter().filter_map(|name| bit(name)).fold(0, |all, bit| all | bit);
    match test {
        None => u128::MAX,
        Some(TextTest::Is(name)) => bit(name).unwrap_or(0),
        Some(TextTest::Set(SetTest::In(names))) => union(names),
        Some(TextTest::Set(SetTest::NotIn(names))) => !union(names),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TAGS: [&str; 3] = ["NN", "IN", "_SP"];

    fn ruler(json: &str) -> (Ruler, Relations) {
        let mut relations = Relations::default();
        for name in ["mark", "expl", "dep"] {
            relations.intern(name);
        }
        let ruler = Ruler::new(serde_json::from_str(json).expect("entries"), &TAGS, &relations).expect("a ruler");
        (ruler, relations)
    }

    fn rule(ruler: &Ruler, relations: &Relations, tokens: &[(u8, &str, &str)]) -> Vec<Ruling> {
        let patterns: Vec<_> = tokens.iter().map(|(_, _, lower)| ruler.patterns_of(lower)).collect();
        let subjects: Vec<Subject> = tokens
            .iter()
            .zip(&patterns)
            .map(|(&(tag, dep, lower), patterns)| Subject {
                tag,
                relation: relations.id(dep).expect("a relation"),
                lower,
                is_space: lower == " ",
                patterns,
            })
            .collect();
        ruler.apply(&subjects).into_iter().map(|marks| ruler.ruling(marks)).collect()
    }

    #[test]
    fn the_later_entry_wins_for_each_attribute() {
        let (ruler, relations) = ruler(
            r#"[
            {"patterns": [[{"TAG": "IN"}]], "attrs": {"POS": "ADP", "MORPH": ""}, "index": 0},
            {"patterns": [[{"TAG": "IN", "LOWER": {"IN": ["that", "if"]}}]], "attrs": {"POS": "SCONJ"}, "index": 0},
            {"patterns": [[{"TAG": {"NOT_IN": ["NN", ""]}, "DEP": "expl"}]], "attrs": {"POS": "PRON", "DEP": "dep"}, "index": 0}]"#,
        );
        let rulings = rule(&ruler, &relations, &[(1, "mark", "of"), (1, "mark", "if"), (1, "expl", "if"), (0, "expl", "if")]);
        let pos: Vec<_> = rulings.iter().map(|ruling| ruling.pos).collect();
        assert_eq!(pos, [Some("ADP"), Some("SCONJ"), Some("PRON"), None]);
        assert_eq!((rulings[2].morph, rulings[2].dep, rulings[1].dep), (Some(""), Some("dep"), None));
    }

    #[test]
    fn sequences_change_the_token_that_they_name() {
        let (ruler, relations) = ruler(
            r#"[
            {"patterns": [[{"LOWER": "let"}, {"LOWER": "'s"}]], "attrs": {"LEMMA": "us"}, "index": 1},
            {"patterns": [[{"IS_SPACE": true}]], "attrs": {"TAG": "_SP"}, "index": 0}]"#,
        );
        let rulings = rule(&ruler, &relations, &[(0, "dep", "let"), (0, "dep", "'s"), (0, "dep", " "), (0, "dep", "let")]);
        let lemmas: Vec<_> = rulings.iter().map(|ruling| ruling.lemma).collect();
        assert_eq!(lemmas, [None, Some("us"), None, None]);
        assert_eq!((rulings[2].tag, rulings[1].tag), (Some("_SP"), None));
    }
}
