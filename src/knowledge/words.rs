//! Kinds of arguments and named sets of words, by which a frame restricts what may stand in a place.
//!
//! `ontology/words.ttl` defines them, one a line: `@forces = army|troop|air_force` is a set that a restriction
//! names; `<treaty> = treaty|pact` are the nouns that belong to a kind without being an entity of the gazetteer.

use super::faults::Faults;
use super::spelling::phrase_key;
use super::syntax::{Field, SyntaxError, each_line};
use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::Arc;

/// What an argument is, whatever word it is expressed by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// Anyone who acts: a state, organization, person or group.
    Actor,
    /// A state, by its name, its capital or its government.
    State,
    /// A person, by name or title.
    Person,
    /// An organization, company, body or bloc.
    Organization,
    /// Anything with a location.
    Place,
    /// A region, island or area that states hold or claim.
    Territory,
    /// A body of water.
    Sea,
    /// A pipeline.
    Pipeline,
    /// A good that is traded.
    Commodity,
    /// A weapon.
    Weapon,
    /// An agreement.
    Agreement,
    /// Something that happens: a meeting, a war, a crisis.
    Event,
    /// An office or the title of one.
    Title,
    /// People who act together without being an organization.
    Group,
    /// People at large.
    People,
    /// A clause.
    Clause,
    /// What tells whose something is: "Spanish", "Japan's".
    Owner,
}

impl Kind {
    /// All of them.
    pub const ALL: [Self; 17] = [
        Self::Actor,
        Self::State,
        Self::Person,
        Self::Organization,
        Self::Place,
        Self::Territory,
        Self::Sea,
        Self::Pipeline,
        Self::Commodity,
        Self::Weapon,
        Self::Agreement,
        Self::Event,
        Self::Title,
        Self::Group,
        Self::People,
        Self::Clause,
        Self::Owner,
    ];

    /// Its name in the files, where it stands between angle brackets.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Actor => "actor",
            Self::State => "state",
            Self::Person => "person",
            Self::Organization => "organization",
            Self::Place => "place",
            Self::Territory => "territory",
            Self::Sea => "sea",
            Self::Pipeline => "pipeline",
            Self::Commodity => "commodity",
            Self::Weapon => "weapon",
            Self::Agreement => "agreement",
            Self::Event => "event",
            Self::Title => "title",
            Self::Group => "group",
            Self::People => "people",
            Self::Clause => "clause",
            Self::Owner => "owner",
        }
    }

    /// The kind of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

/// A named set of words and phrases.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WordSet {
    name: String,
    phrases: FxHashSet<String>,
    longest: usize,
}

impl WordSet {
    fn new(name: &str, phrases: FxHashSet<String>) -> Self {
        let longest = phrases.iter().map(|phrase| phrase.split(' ').count()).max().unwrap_or(0);
        Self { name: name.to_owned(), phrases, longest }
    }

    /// Its name, with the sign that it is written with (`@forces`, `<agreement>`).
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Its phrases as spelling keys, in no order.
    pub fn phrases(&self) -> impl Iterator<Item = &str> {
        self.phrases.iter().map(String::as_str)
    }

    /// Whether a noun phrase, given as the spelling keys of its words, ends in one of the set's phrases.
    #[must_use]
    pub fn ends(&self, keys: &[&str]) -> bool {
        (1..=self.longest.min(keys.len())).any(|count| self.phrases.contains(&keys[keys.len() - count..].join(" ")))
    }
}

/// The named sets and the nouns of each kind.
#[derive(Debug, Clone)]
pub struct WordLists {
    sets: FxHashMap<String, Arc<WordSet>>,
    kinds: Vec<Arc<WordSet>>,
}

impl Default for WordLists {
    fn default() -> Self {
        let empty = |kind: Kind| Arc::new(WordSet::new(&format!("<{}>", kind.name()), FxHashSet::default()));
        Self { sets: FxHashMap::default(), kinds: Kind::ALL.map(empty).to_vec() }
    }
}

impl WordLists {
    /// Adds the sets and kinds that a text defines; a set defined again is replaced.
    ///
    /// # Errors
    /// On the lines that are no definition, with their positions in the text.
    pub fn add(&mut self, text: &str) -> Result<(), Faults<SyntaxError>> {
        each_line(text, |line| self.add_line(line.field())).map(drop)
    }

    fn add_line(&mut self, line: Field<'_>) -> Result<(), SyntaxError> {
        let Some((name, _, words)) = line.split_at_any(&['=']) else {
            return Err(line.error("expected `@name = word|word` or `<kind> = word|word`"));
        };
        let name = name.trim();
        let phrases = words.split('|').map(|word| self.phrases_of(word)).collect::<Result<Vec<_>, _>>()?;
        let set = Arc::new(WordSet::new(name.text, phrases.into_iter().flatten().collect()));
        match target(name)? {
            Target::Set(name) => drop(self.sets.insert(name.to_owned(), set)),
            Target::Kind(kind) => self.kinds[kind as usize] = set,
        }
        Ok(())
    }

    /// A word of a definition, or all words of a set that it names.
    fn phrases_of(&self, word: Field<'_>) -> Result<Vec<String>, SyntaxError> {
        match word.text.strip_prefix('@') {
            _ if word.text.is_empty() => Err(word.error("expected a word, found nothing")),
            None => Ok(vec![phrase_key(word.text)]),
            Some(name) => self.set(name).map(|set| set.phrases.iter().cloned().collect()).ok_or_else(|| unknown_set(word)),
        }
    }

    /// The sets, by name.
    pub fn sets(&self) -> impl Iterator<Item = &WordSet> {
        let mut sets: Vec<_> = self.sets.values().map(|set| &**set).collect();
        sets.sort_by_key(|set| set.name());
        sets.into_iter()
    }

    /// The set of that name (without its `@`).
    #[must_use]
    pub fn set(&self, name: &str) -> Option<&Arc<WordSet>> {
        self.sets.get(name)
    }

    /// The nouns that belong to a kind.
    #[must_use]
    pub fn nouns(&self, kind: Kind) -> &WordSet {
        &self.kinds[kind as usize]
    }
}

enum Target<'a> {
    Set(&'a str),
    Kind(Kind),
}

fn target(name: Field<'_>) -> Result<Target<'_>, SyntaxError> {
    if let Some(set) = name.text.strip_prefix('@').filter(|set| !set.is_empty()) {
        return Ok(Target::Set(set));
    }
    let kind = name.text.strip_prefix('<').and_then(|name| name.strip_suffix('>')).and_then(Kind::from_name);
    kind.map(Target::Kind).ok_or_else(|| unknown_kind(name))
}

pub(super) fn unknown_set(field: Field<'_>) -> SyntaxError {
    field.error(format!("the word set `{}` is not defined", field.text))
}

pub(super) fn unknown_kind(field: Field<'_>) -> SyntaxError {
    let kinds: Vec<_> = Kind::ALL.into_iter().map(|kind| format!("<{}>", kind.name())).collect();
    field.error(format!("expected one of {}, found `{}`", kinds.join(", "), field.text))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lists(text: &str) -> Result<WordLists, Faults<SyntaxError>> {
        let mut lists = WordLists::default();
        lists.add(text).map(|()| lists)
    }

    #[test]
    fn sets_and_kinds() {
        let lists = lists("@forces = army|air_force\n@all = @forces|Armour\n<agreement> = treaty").expect("lists");
        let all = lists.set("all").expect("the set");
        assert!(all.ends(&["russian", "air", "force"]) && all.ends(&["armor"]));
        assert!(!all.ends(&["force"]), "only the whole phrase counts");
        assert!(lists.nouns(Kind::Agreement).ends(&["treaty"]) && !lists.nouns(Kind::Sea).ends(&["treaty"]));
    }

    #[test]
    fn errors_say_where() {
        for (text, line, column) in
            [("@a b", 1, 1), ("\n@a = b||c", 2, 8), ("@a = @b", 1, 6), ("<stat> = b", 1, 1), ("@ = b", 1, 1)]
        {
            let faults = lists(text).expect_err(text);
            let error = faults.iter().next().expect("a fault");
            assert_eq!((error.line, error.column), (line, column), "{text}: {error}");
        }
    }
}
