//! The example sentences of the situation files, tried on the reader: what an analyst who extends the ontology wants to
//! know of each, and what the tests of the bundled ontology guard.
//!
//! Each sentence is read as a document of its own. Readings are made by all of the machine's threads; the results stand in
//! the order of types and lines.

use crate::extraction::{Assertion, Filler, Modality, Polarity};
use crate::input::{Block, BlockKind, Document};
use crate::knowledge::examples::{Example, Expected};
use crate::knowledge::ontology::SituationType;
use crate::knowledge::{Faults, OntologyError};
use crate::mentions::EntityRef;
use crate::reading::{Reader, Reading};
use crate::text::{CharSpan, Text};
use rayon::prelude::*;
use std::sync::Arc;

/// How far a sentence gave what it must.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Degree {
    /// Nothing of the type, though an assertion was expected; or one, though none was.
    Failed,
    /// An assertion of the type, but in another polarity, modality or sub-type.
    Type,
    /// An assertion of the type and stance that were expected, but not with all roles.
    Stance,
    /// All that was expected; of a sentence that gives nothing, nothing.
    Full,
}

/// What became of one example.
#[derive(Debug, Clone)]
pub struct Trial {
    /// The example.
    pub example: Example,
    /// How far it gave what it must.
    pub degree: Degree,
    /// What it gave, best first, in the notation of examples.
    pub given: Vec<String>,
}

/// What became of the examples of a situation type.
#[derive(Debug, Clone)]
pub struct Report {
    /// The type, by local name.
    pub class: Arc<str>,
    /// The file that describes it.
    pub file: String,
    /// Its examples, in the order of their lines.
    pub trials: Vec<Trial>,
}

impl Report {
    /// How many sentences that give something came at least so far.
    #[must_use]
    pub fn reached(&self, degree: Degree) -> usize {
        self.expecting(true).filter(|trial| trial.degree >= degree).count()
    }

    /// How many sentences give something, or give nothing.
    #[must_use]
    pub fn count(&self, something: bool) -> usize {
        self.expecting(something).count()
    }

    /// The sentences that give nothing and gave the type all the same.
    pub fn false_alarms(&self) -> impl Iterator<Item = &Trial> {
        self.expecting(false).filter(|trial| trial.degree == Degree::Failed)
    }

    fn expecting(&self, something: bool) -> impl Iterator<Item = &Trial> {
        self.trials.iter().filter(move |trial| trial.example.expected.is_some() == something)
    }
}

/// Tries all examples of these types.
///
/// # Errors
/// If there are lines that are no examples.
pub fn run(reader: &Reader, types: &[&SituationType]) -> Result<Vec<Report>, Faults<OntologyError>> {
    let ontology = &reader.knowledge().ontology;
    let mut reports = Vec::new();
    for class in types {
        let examples = ontology.examples(class)?;
        let trials =
            examples.into_par_iter().map(|example| Sentence::read(reader, &example.sentence).judged(&class.name, example));
        reports.push(Report { class: class.name.clone(), file: class.file.clone(), trials: trials.collect() });
    }
    Ok(reports)
}

/// A sentence that has been read.
struct Sentence<'a> {
    reader: &'a Reader,
    reading: Reading,
}

impl<'a> Sentence<'a> {
    fn read(reader: &'a Reader, sentence: &str) -> Self {
        let text = Text::new(sentence.to_owned());
        let blocks = vec![Block { kind: BlockKind::Paragraph, span: CharSpan::new(0, text.len()) }];
        let document = Document { source_name: "example".into(), text, blocks, ..Document::default() };
        Self { reader, reading: reader.read(document) }
    }

    fn judged(&self, class: &str, example: Example) -> Trial {
        let mut given: Vec<(Degree, &Assertion)> =
            self.reading.assertions.iter().map(|found| (self.degree(found, class, example.expected.as_ref()), found)).collect();
        given.sort_by_key(|(degree, _)| std::cmp::Reverse(*degree));
        let best = given.first().map_or(Degree::Failed, |(degree, _)| *degree);
        let degree = match (&example.expected, best) {
            (Some(_), best) => best,
            (None, Degree::Failed) => Degree::Full,
            (None, _) => Degree::Failed,
        };
        let given = given.into_iter().map(|(_, found)| self.shown(found)).collect();
        Trial { example, degree, given }
    }

    /// How far an assertion is what was expected; where nothing was, whether it is of the type.
    fn degree(&self, found: &Assertion, class: &str, expected: Option<&Expected>) -> Degree {
        let own = found.situation.class.as_str();
        let parent = self.reader.knowledge().ontology.situation(own).and_then(|found| found.parent.as_deref());
        if own != class && parent != Some(class) {
            return Degree::Failed;
        }
        let Some(expected) = expected.filter(|expected| !expected.is_open()) else { return Degree::Full };
        let subtype = expected.subtype.as_deref().is_none_or(|subtype| subtype == own);
        if !subtype || (found.polarity, found.modality) != (expected.polarity, expected.modality) {
            return Degree::Type;
        }
        let filled = |role: &str, name: &str| {
            found.situation.roles.get(role).is_some_and(|fillers| fillers.iter().any(|filler| self.is_called(filler, name)))
        };
        if expected.roles.iter().all(|(role, name)| filled(role, name)) { Degree::Full } else { Degree::Stance }
    }

    /// Whether an example may mean this filler by a name: a name of the entity, or words of the sentence that mean it.
    fn is_called(&self, filler: &Filler, name: &str) -> bool {
        let wanted = plain(name);
        let fits = |words: &str| overlap(&plain(words), &wanted);
        match filler {
            Filler::Words(words) => fits(words),
            Filler::Entity(entity) => self.names_of(*entity).any(fits) || self.can_mean(name, *entity),
        }
    }

    /// The label of an entity and the words of the sentence that mean it.
    fn names_of(&self, entity: EntityRef) -> impl Iterator<Item = &str> {
        let mentions = self.reading.mentions.iter().filter(move |mention| mention.referent == entity);
        mentions.map(|mention| self.reading.document.text.slice(mention.span)).chain([self.label(entity)])
    }

    fn can_mean(&self, name: &str, entity: EntityRef) -> bool {
        let EntityRef::Known(id) = entity else { return false };
        self.reader.knowledge().gazetteer.lookup(name).contains(&id)
    }

    fn label(&self, entity: EntityRef) -> &str {
        match entity {
            EntityRef::Known(id) => &self.reader.knowledge().gazetteer.entity(id).label,
            EntityRef::Local(at) => &self.reading.locals[at].name,
        }
    }

    /// An assertion in the notation of examples, with its type before it.
    fn shown(&self, found: &Assertion) -> String {
        let filler = |filler: &Filler| match filler {
            Filler::Entity(entity) => self.label(*entity).to_owned(),
            Filler::Words(words) => words.clone(),
        };
        let roles = found.situation.roles.iter().flat_map(|(role, fillers)| fillers.iter().map(move |f| (role, f)));
        let roles = roles.map(|(role, found)| format!("{role}={}", filler(found)));
        let items: Vec<_> = roles.chain(stance(found.polarity, found.modality)).collect();
        format!("{}: {}", found.situation.class, items.join("; "))
    }
}

/// What an example must give, in its notation.
#[must_use]
pub fn expectation(class: &str, expected: Option<&Expected>) -> String {
    match expected {
        None => format!("no {class}"),
        Some(expected) if expected.is_open() => format!("any {class}"),
        Some(expected) => {
            let roles = expected.roles.iter().map(|(role, name)| format!("{role}={name}"));
            let items: Vec<_> = roles.chain(stance(expected.polarity, expected.modality)).collect();
            format!("{}: {}", expected.subtype.as_deref().unwrap_or(class), items.join("; "))
        }
    }
}

/// Polarity and modality as examples write them: only where they are not affirmed and actual.
fn stance(polarity: Polarity, modality: Modality) -> impl Iterator<Item = String> {
    let polarity = (polarity != Polarity::Affirmed).then(|| polarity.name().to_owned());
    let modality = (modality != Modality::Actual).then(|| modality.name().to_owned());
    polarity.into_iter().chain(modality)
}

/// The words of a name in lower case, without the article before them and the signs around them.
fn plain(name: &str) -> Vec<String> {
    let trim = |word: &str| {
        word.trim_matches(|c: char| !c.is_alphanumeric()).trim_end_matches("'s").trim_end_matches("’s").to_lowercase()
    };
    let words = name.split_whitespace().map(trim).filter(|word| !word.is_empty());
    words.enumerate().filter(|(at, word)| *at > 0 || !["the", "a", "an"].contains(&word.as_str())).map(|(_, word)| word).collect()
}

/// Whether one of two names stands in the other, word by word: a phrase may be cut longer or shorter than the example has it.
fn overlap(a: &[String], b: &[String]) -> bool {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    !short.is_empty() && long.windows(short.len()).any(|part| part == short)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::knowledge::Knowledge;
    use std::sync::LazyLock;

    static READER: LazyLock<Reader> = LazyLock::new(|| Reader::new(Knowledge::embedded().expect("the embedded ontology")));

    fn trial(sentence: &str, expected: Option<(&[(&str, &str)], Polarity)>) -> Trial {
        let expected = expected.map(|(roles, polarity)| Expected {
            roles: roles.iter().map(|(role, name)| ((*role).into(), (*name).to_owned())).collect(),
            polarity,
            modality: Modality::Actual,
            subtype: None,
        });
        let example = Example { sentence: sentence.to_owned(), expected, line: 1 };
        Sentence::read(&READER, sentence).judged("TerritorialClaim", example)
    }

    #[test]
    fn degrees_tell_how_far_a_sentence_came() {
        let sentence = "Japan claims the Kuril Islands.";
        let roles: &[_] = &[("claimant", "Tokyo"), ("territory", "Kurils")];
        assert_eq!(trial(sentence, Some((roles, Polarity::Affirmed))).degree, Degree::Full, "by any of their names");
        assert_eq!(trial(sentence, Some((&[("against", "Russia")], Polarity::Affirmed))).degree, Degree::Stance);
        assert_eq!(trial(sentence, Some((roles, Polarity::Negated))).degree, Degree::Type);
        assert_eq!(trial("Japan grows rice.", Some((roles, Polarity::Affirmed))).degree, Degree::Failed);
        assert_eq!(trial(sentence, Some((&[], Polarity::Affirmed))).degree, Degree::Full, "any assertion of the type will do");
    }

    #[test]
    fn a_sentence_that_must_give_nothing_is_held_to_it() {
        assert_eq!(trial("Japan grows rice.", None).degree, Degree::Full);
        let alarm = trial("Japan claims the Kuril Islands.", None);
        assert_eq!(alarm.degree, Degree::Failed);
        assert!(alarm.given[0].starts_with("TerritorialClaim: claimant=Japan; territory=Kuril Islands"), "{:?}", alarm.given);
    }

    #[test]
    fn expectations_are_shown_as_they_are_written() {
        let example = trial("Japan grows rice.", Some((&[("claimant", "Japan")], Polarity::Negated))).example;
        assert_eq!(expectation("TerritorialClaim", example.expected.as_ref()), "TerritorialClaim: claimant=Japan; negated");
        assert_eq!(expectation("TerritorialClaim", None), "no TerritorialClaim");
    }

    #[test]
    fn names_are_compared_word_by_word() {
        let fits = |a: &str, b: &str| overlap(&plain(a), &plain(b));
        assert!(fits("the filling of the dam", "filling of the dam") && fits("Kuril Islands", "disputed Kuril Islands'"));
        assert!(!fits("Niger", "Nigeria") && !fits("", "Niger"));
    }
}
