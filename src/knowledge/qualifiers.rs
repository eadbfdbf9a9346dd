//! Qualifiers: the words that embed, deny, condition or attribute a situation, and their effect on it.
//!
//! A qualifier is one line of the literal `dm:qualifiers` of a `dm:QualifierKind`:
//!
//! ```text
//! WORDS.POS  COMPLEMENT[,COMPLEMENT…]  [(CONSTRUCTION)]  AFFIRMED / NEGATED  [act=TYPE] [holder=PLACE] [stance=…] [presupposed]
//! ```
//!
//! - `WORDS.POS`: see [`super::predicate`]; here all nine parts of speech are allowed. `…` stands for any words between.
//! - `COMPLEMENT`: where the situation stands ([`Complement`]): `that`, `to-inf`, `object-nominal`, `clause` … ; a
//!   preposition (`of`) for a noun phrase, `of-gerund` for a gerund, `on+to-inf` for an infinitive after a prepositional
//!   object, `with+not-to-inf` for a negated one.
//! - `(CONSTRUCTION)`: a sense, a tense or a class of subject that narrows the line further.
//! - `AFFIRMED / NEGATED`: what the complement gets when the qualifier itself is affirmed or negated: a sign of
//!   polarity, which is multiplied, and a modality. `+actual`; `-planned`; `+` where the modality stays the complement's
//!   own; `~` where that side does not occur or says nothing.
//! - `act=Demand`: the situation type that the qualifier itself evokes.
//! - `holder=subject|object|by`: who vouches for the complement (`subject` of a noun is its possessor).
//! - `stance=neutral|committed|distancing|opposing`: how the source stands to what it reports.
//! - `presupposed`: the complement keeps its value under whatever stands above.

use super::effect::{Modality, Polarity};
use super::faults::Faults;
use super::place::Step;
use super::predicate::{self, Keys, Pos, Predicate};
use super::syntax::{Field, Line, SyntaxError, each_line};
use rustc_hash::FxHashMap;
use std::sync::Arc;

/// One word or phrase with its effect.
#[derive(Debug, Clone)]
pub struct Qualifier {
    /// Its words.
    pub predicate: Predicate,
    /// The local name of its kind (`ImplicativeQualifier`).
    pub kind: Arc<str>,
    /// What it does; shared by the qualifiers of one line.
    pub template: Arc<QualifierTemplate>,
    /// Its line in the literal, from 1.
    pub line: u32,
}

/// What a qualifier does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QualifierTemplate {
    /// Where the situation stands that it works on.
    pub complements: Vec<Complement>,
    /// What narrows it further, as written between the brackets.
    pub construction: Option<String>,
    /// Its effect when it is affirmed.
    pub affirmed: Option<Effect>,
    /// Its effect when it is negated.
    pub negated: Option<Effect>,
    /// The local name of the situation type that it evokes itself.
    pub act: Option<Arc<str>>,
    /// Who vouches for the complement: its subject, its object or the object of a preposition.
    pub holder: Option<Step>,
    /// How the source stands to what it reports.
    pub stance: Option<Stance>,
    /// Whether the complement keeps its value under whatever stands above.
    pub presupposed: bool,
}

/// What a complement gets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Effect {
    /// Multiplied with the complement's own polarity.
    pub polarity: Polarity,
    /// Its modality; `None` leaves the complement's own.
    pub modality: Option<Modality>,
}

/// How the source of a report stands to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Stance {
    /// It passes it on.
    Neutral,
    /// It vouches for it.
    Committed,
    /// It keeps its distance.
    Distancing,
    /// It contradicts it.
    Opposing,
}

/// Where the situation stands that a qualifier works on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Complement {
    /// `that`: a finite clause with or without "that".
    That,
    /// `to-inf`: an infinitive.
    ToInfinitive,
    /// `not-to-inf`: a negated infinitive.
    NotToInfinitive,
    /// `bare-inf`: an infinitive without "to".
    BareInfinitive,
    /// `for-to`: an object or for-phrase with an infinitive.
    ForTo,
    /// `small-clause`: an object with a predicate.
    SmallClause,
    /// `object-nominal`: a noun phrase as object.
    Object,
    /// `subject-nominal`: a noun phrase as subject.
    Subject,
    /// `gerund`: a gerund as object.
    Gerund,
    /// `whether`: a clause with "whether" or "if".
    Whether,
    /// `wh-clause`: another indirect question.
    WhClause,
    /// `quote`: quoted words.
    Quote,
    /// `noun`: what an adjective modifies.
    Noun,
    /// `compound`: what it forms one word or compound with.
    Compound,
    /// `possessive`: its possessor is the source, and the clause the content.
    Possessive,
    /// `clause`: the clause in which it stands, without itself.
    Clause,
    /// `coordinate`: the parts of a coordination.
    Coordinate,
    /// `inversion`: a clause whose inverted verb it is.
    Inversion,
    /// `of`: the object of a preposition.
    Preposition(&'static str),
    /// `of-gerund`: a gerund after a preposition.
    PrepositionGerund(&'static str),
    /// `on+to-inf`: an infinitive after the object of a preposition.
    PrepositionInfinitive(&'static str),
    /// `with+not-to-inf`: a negated infinitive after the object of a preposition.
    PrepositionNotInfinitive(&'static str),
}

impl Complement {
    const NAMED: [(&'static str, Self); 18] = [
        ("that", Self::That),
        ("to-inf", Self::ToInfinitive),
        ("not-to-inf", Self::NotToInfinitive),
        ("bare-inf", Self::BareInfinitive),
        ("for-to", Self::ForTo),
        ("small-clause", Self::SmallClause),
        ("object-nominal", Self::Object),
        ("subject-nominal", Self::Subject),
        ("gerund", Self::Gerund),
        ("whether", Self::Whether),
        ("wh-clause", Self::WhClause),
        ("quote", Self::Quote),
        ("noun", Self::Noun),
        ("compound", Self::Compound),
        ("possessive", Self::Possessive),
        ("clause", Self::Clause),
        ("coordinate", Self::Coordinate),
        ("inversion", Self::Inversion),
    ];

    fn from_name(name: &str) -> Option<Self> {
        let named = Self::NAMED.into_iter().find(|&(named, _)| named == name);
        named.map(|(_, complement)| complement).or_else(|| Self::with_preposition(name))
    }

    fn with_preposition(name: &str) -> Option<Self> {
        let before = |ending| preposition(name.strip_suffix(ending)?);
        (before("-gerund").map(Self::PrepositionGerund))
            .or_else(|| before("+to-inf").map(Self::PrepositionInfinitive))
            .or_else(|| before("+not-to-inf").map(Self::PrepositionNotInfinitive))
            .or_else(|| before("").map(Self::Preposition))
    }
}

fn preposition(word: &str) -> Option<&'static str> {
    if let Some(Step::Preposition(word)) = Step::from_name(word) { Some(word) } else { None }
}

impl Stance {
    const NAMED: [(&'static str, Self); 4] = [
        ("neutral", Self::Neutral),
        ("committed", Self::Committed),
        ("distancing", Self::Distancing),
        ("opposing", Self::Opposing),
    ];
}

impl QualifierTemplate {
    /// Its effect when it is itself affirmed or negated.
    #[must_use]
    pub fn effect(&self, own: Polarity) -> Option<Effect> {
        match own {
            Polarity::Affirmed => self.affirmed,
            Polarity::Negated => self.negated,
        }
    }
}

/// What the lines of a kind may name.
#[derive(Debug)]
pub struct QualifierContext<'a> {
    /// The local name of the kind.
    pub kind: Arc<str>,
    /// The local names of the situation types.
    pub types: &'a [Arc<str>],
}

/// Parses the lines of one literal.
pub(super) fn parse(text: &str, context: &QualifierContext<'_>) -> Result<Vec<Qualifier>, Faults<SyntaxError>> {
    let mut keys = Keys::default();
    let parsed = each_line(text, |line| qualifiers_of(line, context, &mut keys))?;
    Ok(parsed.into_iter().flatten().collect())
}

fn qualifiers_of(line: Line<'_>, context: &QualifierContext<'_>, keys: &mut Keys) -> Result<Vec<Qualifier>, SyntaxError> {
    let (predicates, template) = parse_line(line, context, keys)?;
    let template = Arc::new(template);
    let qualifier =
        |predicate| Qualifier { predicate, kind: context.kind.clone(), template: template.clone(), line: line.number };
    Ok(predicates.into_iter().map(qualifier).collect())
}

fn parse_line(
    line: Line<'_>,
    context: &QualifierContext<'_>,
    keys: &mut Keys,
) -> Result<(Vec<Predicate>, QualifierTemplate), SyntaxError> {
    let mut fields = line.fields().peekable();
    let predicates = predicate::parse(fields.next().unwrap_or(line.field()), &Pos::ALL, keys)?;
    let end = || line.field().error("expected `WORDS.POS COMPLEMENT AFFIRMED / NEGATED`, the line ends too early");
    let complements = fields.next().ok_or_else(end)?.split(',').map(complement).collect::<Result<_, _>>()?;
    let construction = fields.next_if(|field| field.text.starts_with('(')).map(construction).transpose()?;
    let affirmed = effect(fields.next().ok_or_else(end)?)?;
    fields.next().filter(|field| field.text == "/").ok_or_else(end)?;
    let negated = effect(fields.next().ok_or_else(end)?)?;
    let mut template = QualifierTemplate {
        complements,
        construction,
        affirmed,
        negated,
        act: None,
        holder: None,
        stance: None,
        presupposed: false,
    };
    fields.try_for_each(|field| template.add(field, context))?;
    Ok((predicates, template))
}

fn complement(field: Field<'_>) -> Result<Complement, SyntaxError> {
    Complement::from_name(field.text).ok_or_else(|| {
        let names: Vec<_> = Complement::NAMED.into_iter().map(|(name, _)| name).collect();
        field.error(format!("expected a complement ({} or a preposition), found `{}`", names.join(", "), field.text))
    })
}

fn construction(field: Field<'_>) -> Result<String, SyntaxError> {
    let inner = field.text.strip_prefix('(').and_then(|text| text.strip_suffix(')'));
    inner.map(str::to_owned).ok_or_else(|| field.error("expected a construction in brackets without spaces"))
}

fn effect(field: Field<'_>) -> Result<Option<Effect>, SyntaxError> {
    let expected = || field.error(format!("expected an effect as `+actual`, `-planned`, `+` or `~`, found `{}`", field.text));
    let polarity = match field.text.chars().next() {
        Some('~') if field.text.len() == 1 => return Ok(None),
        Some('+') => Polarity::Affirmed,
        Some('-') => Polarity::Negated,
        _ => return Err(expected()),
    };
    let modality = match &field.text[1..] {
        "" => None,
        name => Some(Modality::from_name(name).ok_or_else(expected)?),
    };
    Ok(Some(Effect { polarity, modality }))
}

impl QualifierTemplate {
    fn add(&mut self, field: Field<'_>, context: &QualifierContext<'_>) -> Result<(), SyntaxError> {
        let (name, value) = field.split_at_any(&['=']).map_or((field.text, None), |(name, _, value)| (name.text, Some(value)));
        match (name, value) {
            ("presupposed", None) => self.presupposed = true,
            ("act", Some(value)) => self.act = Some(known(value, context.types)?),
            ("holder", Some(value)) => {
                self.holder = Some(Step::from_name(value.text).ok_or_else(|| value.error("expected a place"))?);
            }
            ("stance", Some(value)) => self.stance = Some(stance(value)?),
            _ => {
                return Err(
                    field.error(format!("expected `act=`, `holder=`, `stance=` or `presupposed`, found `{}`", field.text))
                );
            }
        }
        Ok(())
    }
}

fn known(field: Field<'_>, types: &[Arc<str>]) -> Result<Arc<str>, SyntaxError> {
    let found = types.iter().find(|name| name.as_ref() == field.text).cloned();
    found.ok_or_else(|| field.error(format!("`{}` is no situation type", field.text)))
}

fn stance(field: Field<'_>) -> Result<Stance, SyntaxError> {
    let found = Stance::NAMED.into_iter().find(|&(name, _)| name == field.text).map(|(_, stance)| stance);
    found.ok_or_else(|| field.error(format!("expected neutral, committed, distancing or opposing, found `{}`", field.text)))
}

/// All qualifiers, found by the head of their words.
#[derive(Debug, Clone, Default)]
pub struct QualifierSet {
    qualifiers: Vec<Qualifier>,
    by_head: FxHashMap<Arc<str>, Vec<u32>>,
}

impl QualifierSet {
    /// Indexes qualifiers. Their order is kept, and decides between those that are equally long.
    #[must_use]
    pub fn new(qualifiers: Vec<Qualifier>) -> Self {
        let mut by_head: FxHashMap<Arc<str>, Vec<u32>> = FxHashMap::default();
        for (place, qualifier) in (0..).zip(&qualifiers) {
            by_head.entry(qualifier.predicate.head_word().clone()).or_default().push(place);
        }
        for places in by_head.values_mut() {
            places.sort_by_key(|&place| std::cmp::Reverse(qualifiers[place as usize].predicate.words.len()));
        }
        Self { qualifiers, by_head }
    }

    /// All qualifiers, in the order of their kinds and lines.
    #[must_use]
    pub fn qualifiers(&self) -> &[Qualifier] {
        &self.qualifiers
    }

    /// The qualifiers headed by a word, given as spelling key, in any part of speech: longest first.
    pub fn headed_by<'a>(&'a self, word: &str) -> impl Iterator<Item = &'a Qualifier> {
        let places = self.by_head.get(word).map_or(&[][..], Vec::as_slice);
        places.iter().map(|&place| &self.qualifiers[place as usize])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(text: &str) -> Result<Vec<Qualifier>, Faults<SyntaxError>> {
        parse(text, &QualifierContext { kind: "ImplicativeQualifier".into(), types: &["Rejection".into(), "Statement".into()] })
    }

    #[test]
    fn a_line_is_a_qualifier_for_each_word() {
        let found = parsed("refuse|decline.v to-inf,of-gerund +refused / +possible act=Rejection").expect("qualifiers");
        assert_eq!(found.len(), 2);
        let template = &found[1].template;
        assert_eq!(template.complements, [Complement::ToInfinitive, Complement::PrepositionGerund("of")]);
        assert_eq!(
            template.effect(Polarity::Affirmed),
            Some(Effect { polarity: Polarity::Affirmed, modality: Some(Modality::Refused) })
        );
        assert_eq!(template.act.as_deref(), Some("Rejection"));
    }

    #[test]
    fn all_parts_of_a_line() {
        let line = "say.v quote (inverted-quote) + / ~ act=Statement holder=subject stance=neutral presupposed";
        let template = &parsed(line).expect("qualifiers")[0].template;
        assert_eq!(template.construction.as_deref(), Some("inverted-quote"));
        assert_eq!(template.affirmed, Some(Effect { polarity: Polarity::Affirmed, modality: None }));
        assert_eq!(template.effect(Polarity::Negated), None);
        assert_eq!((template.holder, template.stance, template.presupposed), (Some(Step::Subject), Some(Stance::Neutral), true));
    }

    #[test]
    fn complements_with_prepositions() {
        for (name, complement) in [
            ("of", Complement::Preposition("of")),
            ("out-of-gerund", Complement::PrepositionGerund("out-of")),
            ("on+to-inf", Complement::PrepositionInfinitive("on")),
            ("with+not-to-inf", Complement::PrepositionNotInfinitive("with")),
            ("gerund", Complement::Gerund),
        ] {
            assert_eq!(Complement::from_name(name), Some(complement), "{name}");
        }
    }

    #[test]
    fn longest_come_first() {
        let set =
            QualifierSet::new(parsed("claim.v that + / ~\nclaim_responsibility.v for-gerund +actual / ~").expect("qualifiers"));
        let found: Vec<_> = set.headed_by("claim").map(|qualifier| qualifier.predicate.words.len()).collect();
        assert_eq!(found, [2, 1]);
    }

    #[test]
    fn errors_say_where() {
        for (text, column, reason) in [
            ("refuse.v", 1, "ends too early"),
            ("refuse.v tto-inf + / -", 10, "expected a complement"),
            ("refuse.v to-inf +refusal / -", 17, "expected an effect"),
            ("refuse.v to-inf + -", 1, "ends too early"),
            ("refuse.v to-inf (a b) + / -", 17, "in brackets"),
            ("refuse.v to-inf + / - act=Refusal", 27, "no situation type"),
            ("refuse.v to-inf + / - holder=sbject", 30, "expected a place"),
            ("refuse.v to-inf + / - stance=cool", 30, "expected neutral"),
            ("refuse.v to-inf + / - supposed", 23, "expected `act=`"),
        ] {
            let faults = parsed(text).expect_err(text);
            let error = faults.iter().next().expect("a fault");
            assert_eq!(error.column, column, "{text}: {error}");
            assert!(error.reason.contains(reason), "{text}: {error}");
        }
    }
}
