//! How probably two records are one, as a sum of features that says of each what it adds or takes away.
//!
//! The name alone brings a score near the upper threshold; class, country, terms of office and dates bring it over or under.
//! What makes a thing unmistakably another one (an identifier of the same scheme, a class that nothing can share) ends the comparison.

use super::class::{Fit, fit};
use super::compare::{Agreement, Likeness, best};
use super::index::Index;
use super::record::{Record, Scheme, Sort};
use crate::knowledge::EntityClass;
use std::collections::BTreeSet;
use std::fmt;

/// Nobody takes an office of state before this age.
const OF_AGE: i32 = 25;

/// What a name that is exactly the same is worth.
const NAME: f32 = 0.9;

/// A part of a score.
#[derive(Debug, Clone, PartialEq)]
pub struct Feature {
    /// What was compared.
    pub name: &'static str,
    /// What it adds or takes away.
    pub effect: f32,
    /// What was found.
    pub found: String,
}

/// How probably two records are one.
#[derive(Debug, Clone, PartialEq)]
pub struct Score {
    /// From 0 to 1.
    pub value: f32,
    /// What it is made of.
    pub features: Vec<Feature>,
    /// Whether the names agree only by one that is not the usual name of either.
    pub by_alias: bool,
    /// Whether the names have the same words.
    pub exact: bool,
}

impl Score {
    /// Adds a feature.
    pub fn add(&mut self, name: &'static str, effect: f32, found: impl Into<String>) {
        self.features.push(Feature { name, effect, found: found.into() });
        let sum: f32 = self.features.iter().map(|feature| feature.effect).sum();
        self.value = (sum.clamp(0.0, 0.99) * 1000.0).round() / 1000.0;
    }
}

impl fmt::Display for Score {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, Feature { name, effect, found }) in self.features.iter().enumerate() {
            let separator = if at == 0 { "" } else { "; " };
            write!(f, "{separator}{name} {effect:+.2} ({found})")?;
        }
        Ok(())
    }
}

/// The score of one of ours (`left`) and one of theirs; `None` if they cannot be one.
#[must_use]
pub fn score(left: &Record, right: &Record, index: &Index) -> Option<Score> {
    if contradiction(left, right).is_some() {
        return None;
    }
    let names = best(left, right, index)?;
    let fit = class_fit(left, right);
    if fit == Fit::Opposed {
        return None;
    }
    let exact = names.agreement >= Agreement::SameWords;
    let mut score = Score { value: 0.0, features: Vec::new(), by_alias: by_alias(left, right, &names), exact };
    name(&mut score, &names);
    class(&mut score, fit, left, right);
    country(&mut score, left, right);
    commonness(&mut score, left, right, &names, index);
    terms(&mut score, left, right);
    dates(&mut score, left, right);
    Some(score)
}

/// Identifiers of one scheme that differ.
#[must_use]
pub fn contradiction(left: &Record, right: &Record) -> Option<String> {
    let schemes: BTreeSet<Scheme> = left.ids.iter().map(|id| id.scheme).filter(|scheme| scheme.is_unique()).collect();
    schemes.into_iter().find_map(|scheme| {
        let of = |record: &Record| record.ids.iter().filter(|id| id.scheme == scheme).cloned().collect::<BTreeSet<_>>();
        let (ours, theirs) = (of(left), of(right));
        let differ = !ours.is_empty() && !theirs.is_empty() && ours.is_disjoint(&theirs);
        differ.then(|| {
            let shown = |ids: &BTreeSet<super::record::Id>| ids.iter().map(|id| id.value.clone()).collect::<Vec<_>>().join(", ");
            format!("{}: {} and {}", scheme.name(), shown(&ours), shown(&theirs))
        })
    })
}

/// How the classes fit; a class that was only guessed opposes nothing.
#[must_use]
pub fn class_fit(left: &Record, right: &Record) -> Fit {
    let fit = fit(&left.classes, &right.classes);
    if fit == Fit::Opposed && (left.guessed || right.guessed) { Fit::Apart } else { fit }
}

fn by_alias(left: &Record, right: &Record, names: &Likeness<'_>) -> bool {
    let usual = |record: &Record, text: &str| record.label == text;
    !(usual(left, &names.left.name.text) && names.right.sort <= Sort::ShortLabel
        || usual(right, &names.right.name.text) && names.left.sort == Sort::Label)
}

fn name(score: &mut Score, names: &Likeness<'_>) {
    let Likeness { value, agreement, left, right } = names;
    let sort = |sort: Sort| match sort {
        Sort::ShortLabel | Sort::Abbreviation => ", a short form",
        Sort::Weak => ", a weak name",
        _ => "",
    };
    let sort = sort(left.sort.max(right.sort));
    let found = if left.name.text == right.name.text {
        format!("“{}”{sort}", left.name.text)
    } else {
        format!("“{}” and “{}”, {}{sort}", left.name.text, right.name.text, agreement.words())
    };
    score.add("name", NAME * value, found);
}

fn class(score: &mut Score, fit: Fit, left: &Record, right: &Record) {
    let shown = |record: &Record| {
        let names: Vec<String> = record.classes.iter().map(|class| class.local_name()).collect();
        if names.is_empty() { "unknown".to_owned() } else { names.join(" or ") }
    };
    let found = if left.classes == right.classes { shown(left) } else { format!("{} and {}", shown(left), shown(right)) };
    let effect = match fit {
        Fit::Same => 0.04,
        Fit::Near => 0.02,
        Fit::Unknown => -0.03,
        Fit::Apart => -0.14,
        Fit::Opposed => -1.0,
    };
    score.add("type", effect, found);
}

fn country(score: &mut Score, left: &Record, right: &Record) {
    let shown = |countries: &BTreeSet<String>| countries.iter().cloned().collect::<Vec<_>>().join(", ");
    if left.countries.is_empty() || right.countries.is_empty() {
        return;
    }
    let shared: BTreeSet<String> = left.countries.intersection(&right.countries).cloned().collect();
    if !shared.is_empty() {
        return score.add("country", 0.06, shown(&shared));
    }
    let found = format!("{} and {}", shown(&left.countries), shown(&right.countries));
    let abroad = left.classes.contains(&EntityClass::Company) || left.classes.contains(&EntityClass::Pipeline);
    score.add("country", if abroad { -0.2 } else { -0.32 }, found);
}

/// A name that others bear too, or of one word, tells less of a person.
fn commonness(score: &mut Score, left: &Record, right: &Record, names: &Likeness<'_>, index: &Index) {
    let called = [&names.left.name, &names.right.name]
        .map(|name| index.bearers_of(name).filter(|other| class_fit(other, right) >= Fit::Near).count());
    let bearers = called[0].max(called[1]);
    if bearers > 1 {
        score.add("common name", -0.04, format!("{bearers} of ours are called so"));
    }
    let person = |record: &Record| record.classes.len() == 1 && record.classes.contains(&EntityClass::Person);
    if person(left) && (names.left.name.words.len() == 1 || names.right.name.words.len() == 1) {
        score.add("single name", -0.08, "one word for a person");
    } else if person(left) && person(right) {
        let words = &names.left.name.words;
        let rarest = words.iter().map(|word| index.weight(word)).fold(0.0, f32::max);
        if rarest < 0.62 {
            score.add("common name", -0.06, "each of its words is borne by many");
        }
    }
}

/// Terms in the same office at the same time.
fn terms(score: &mut Score, left: &Record, right: &Record) {
    let overlap = |a: &super::record::Term, b: &super::record::Term| {
        let dated = a.begin.is_some() && b.begin.is_some();
        dated && a.office.is_some() && a.office == b.office && begins_before_end(a, b) && begins_before_end(b, a)
    };
    let pairs = left.terms.iter().flat_map(|a| right.terms.iter().map(move |b| (a, b)));
    if let Some((term, _)) = pairs.into_iter().find(|(a, b)| overlap(a, b)) {
        let office = term.office.clone().unwrap_or_default();
        score.add("term", 0.06, format!("{office} from {}", term.begin.as_deref().unwrap_or("?")));
    }
}

fn begins_before_end(a: &super::record::Term, b: &super::record::Term) -> bool {
    match (&a.begin, &b.end) {
        (Some(begin), Some(end)) => year(begin) <= year(end),
        _ => true,
    }
}

/// The lives of persons must allow for their terms; states and treaties must begin and end at the same time.
fn dates(score: &mut Score, left: &Record, right: &Record) {
    if left.may_be_person() && left.terms.iter().any(|term| term.begin.is_some()) {
        let begins: Vec<i32> = left.terms.iter().filter_map(|term| year(term.begin.as_deref()?)).collect();
        let (first, last) = (begins.iter().min().copied().unwrap_or(0), begins.iter().max().copied().unwrap_or(0));
        if right.begin.as_deref().and_then(year).is_some_and(|born| born + OF_AGE > first) {
            score.add("life", -0.45, format!("born {}, in office from {first}", right.begin.as_deref().unwrap_or_default()));
        } else if right.end.as_deref().and_then(year).is_some_and(|died| died < last) {
            score.add("life", -0.45, format!("died {}, in office from {last}", right.end.as_deref().unwrap_or_default()));
        }
        return;
    }
    date(score, "begin", left.begin.as_deref(), right.begin.as_deref());
    date(score, "end", left.end.as_deref(), right.end.as_deref());
}

fn date(score: &mut Score, name: &'static str, left: Option<&str>, right: Option<&str>) {
    let (Some(left), Some(right)) = (left, right) else { return };
    let (Some(a), Some(b)) = (year(left), year(right)) else { return };
    let effect = match a.abs_diff(b) {
        0 | 1 => 0.03,
        2..=5 => -0.03,
        _ => -0.14,
    };
    score.add(name, effect, if left == right { left.to_owned() } else { format!("{left} and {right}") });
}

/// The year of a date.
fn year(date: &str) -> Option<i32> {
    let digits = date.trim_start_matches('+');
    let end = digits.char_indices().skip(1).find(|(_, c)| !c.is_ascii_digit()).map_or(digits.len(), |(at, _)| at);
    digits[..end].parse().ok()
}

#[cfg(test)]
mod tests {
    use super::super::record::{Id, Term};
    use super::*;
    use oxigraph::model::NamedNode;

    fn record(name: &str, class: Option<EntityClass>, countries: &[&str]) -> Record {
        let mut record = Record::new(NamedNode::new_unchecked("x:r"));
        record.call(name, Sort::Label);
        record.classes.extend(class);
        record.countries = countries.iter().map(|&country| country.to_owned()).collect();
        record
    }

    fn value(left: &Record, right: &Record) -> f32 {
        score(left, right, &Index::new(Vec::new())).map_or(0.0, |score| score.value)
    }

    #[test]
    fn a_country_decides_between_bearers_of_a_name() {
        let ours = record("Georgia", Some(EntityClass::State), &["georgia"]);
        let same = value(&ours, &record("Georgia", Some(EntityClass::State), &["georgia"]));
        let other = value(&ours, &record("Georgia", Some(EntityClass::Territory), &["united-states"]));
        assert!(same > 0.95 && other < 0.65, "{same} {other}");
    }

    #[test]
    fn an_identifier_of_the_same_scheme_ends_the_comparison() {
        let with = |value: &str| {
            let mut record = record("Denmark", Some(EntityClass::State), &[]);
            record.ids.extend(Id::new(Scheme::Wikidata, value));
            record
        };
        assert!(value(&with("Q99000001"), &with("Q99000001")) > 0.9);
        assert!(value(&with("Q99000001"), &with("Q99000002")) < f32::EPSILON);
    }

    #[test]
    fn nobody_holds_an_office_before_he_grows_up_or_after_he_died() {
        let mut ours = record("Rudolf Rassendyll", Some(EntityClass::Person), &[]);
        ours.terms.push(Term { office: Some("king".to_owned()), begin: Some("1894".to_owned()), end: None });
        let mut theirs = record("Rudolf Rassendyll", Some(EntityClass::Person), &[]);
        let plain = value(&ours, &theirs);
        theirs.begin = Some("1890-05-01".to_owned());
        assert!(value(&ours, &theirs) < plain - 0.3);
        theirs.begin = Some("1860".to_owned());
        theirs.terms.push(Term { office: Some("king".to_owned()), begin: Some("1894".to_owned()), end: None });
        assert!(value(&ours, &theirs) > plain);
    }

    #[test]
    fn a_score_tells_what_it_is_made_of() {
        let ours = record("Zenda", Some(EntityClass::City), &["ruritania"]);
        let told =
            score(&ours, &record("Zenda", Some(EntityClass::City), &["ruritania"]), &Index::new(Vec::new())).expect("a score");
        assert_eq!(told.to_string(), "name +0.90 (“Zenda”); type +0.04 (City); country +0.06 (ruritania)");
    }

    #[test]
    fn years_are_read_from_dates_of_any_precision() {
        assert_eq!(
            [year("1991"), year("1991-12-26"), year("+2017-01-01T00:00:00Z"), year("-0044"), year("x")],
            [Some(1991), Some(1991), Some(2017), Some(-44), None]
        );
    }
}
