//! Frames: which predicates evoke a situation type, and which argument place fills which role.
//!
//! A frame is one line of the literal `dm:frames` (or `dm:weakFrames`) of a situation type:
//!
//! ```text
//! WORDS.POS  PLACE[|PLACE…]=ROLE[+ROLE…][:RESTRICTION] …  PLACE[|PLACE…]:RESTRICTION …  [-> OUTCOME…]
//! ```
//!
//! - `WORDS.POS`: see [`super::predicate`]; one line with several predicates is as many frames with one template.
//! - `PLACE`: see [`super::place`].
//! - `PLACE=ROLE`: what stands in the place fills the role. `+` gives it several roles, for symmetric predicates
//!   whose parties are each both (`subject=attacker+target`).
//! - `PLACE=ROLE:RESTRICTION`: and if the place is filled, it must be by something that the restriction admits.
//! - `PLACE:RESTRICTION`: one of the places must be filled by something that the restriction admits; it fills no role.
//! - `RESTRICTION`: alternatives between `|`: a kind (`<actor>`), a named word set (`@forces`: [`super::words`]), or a
//!   word, with `_` for spaces (`air_force`), that the phrase ends in; `*` admits anything, so that the place only has to be
//!   filled.
//! - `OUTCOME`: what the predicate itself imposes: `negated`; `planned`, `possible`, `demanded`, `refused`; `ends` (a state
//!   that held until then ends); `subtype:Class`.
//!
//! A predicate that needs other roles in another sense has several lines; its frames are told apart by number
//! (`Dispute.clash.v`, `Dispute.clash.v-2`).

use super::effect::{Modality, Polarity};
use super::faults::Faults;
use super::place::Place;
use super::predicate::{self, Keys, Pos, Predicate};
use super::syntax::{Field, Line, SyntaxError, each_line};
use super::words::{Kind, WordLists, WordSet, unknown_kind, unknown_set};
use rustc_hash::FxHashMap;
use std::sync::Arc;

/// One predicate that evokes a situation type, with what its arguments fill.
#[derive(Debug, Clone)]
pub struct Frame {
    /// The local name of the situation type that it evokes.
    pub class: Arc<str>,
    /// Its words.
    pub predicate: Predicate,
    /// What its arguments fill and must be; shared by the frames of one line.
    pub template: Arc<Template>,
    /// Whether it is from `dm:weakFrames`: evidence that counts only with its restrictions met.
    pub weak: bool,
    /// Its line in its file, from 1.
    pub line: u32,
    /// Which of the type's frames with this predicate it is, from 1.
    number: u32,
}

impl Frame {
    /// The local name of its IRI, unique among all frames: `TerritorialClaim.lay-claim.v`, `Dispute.clash.v-2`.
    #[must_use]
    pub fn id(&self) -> String {
        let id = format!("{}.{}.{}", self.class, self.predicate.name(), self.predicate.pos.sign());
        if self.number > 1 { format!("{id}-{}", self.number) } else { id }
    }
}

/// What the arguments of a predicate fill and must be.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Template {
    /// The places that fill roles.
    pub arguments: Vec<Argument>,
    /// What must stand in places.
    pub restrictions: Vec<Restriction>,
    /// What the predicate itself imposes.
    pub outcome: Outcome,
}

/// A place that fills roles.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Argument {
    /// The place.
    pub place: Place,
    /// The roles, by local name; several for symmetric predicates.
    pub roles: Vec<Arc<str>>,
}

/// What must stand in a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Restriction {
    /// The places; one of them must satisfy it.
    pub places: Vec<Place>,
    /// What may stand there.
    pub any_of: Vec<Filter>,
    /// Whether a place must be filled; if not, an empty place satisfies it.
    pub required: bool,
}

/// One alternative of a restriction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Filter {
    /// Anything.
    Any,
    /// Anything of a kind.
    Kind(Kind),
    /// The spelling key of a word or phrase that the argument ends in.
    Word(String),
    /// A word or phrase of a named set.
    Set(Arc<WordSet>),
}

/// What a predicate itself imposes on the situation that it evokes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Outcome {
    /// The polarity, where it is not the clause's.
    pub polarity: Option<Polarity>,
    /// The modality, where it is not the clause's.
    pub modality: Option<Modality>,
    /// Whether the predicate tells the end of a state that held until then ("resigned").
    pub ends: bool,
    /// The narrower class that it evokes, by local name.
    pub subtype: Option<Arc<str>>,
}

impl Restriction {
    /// Whether a noun phrase, given as the spelling keys of its words, satisfies it by its words.
    #[must_use]
    pub fn admits_words(&self, keys: &[&str]) -> bool {
        self.any_of.iter().any(|filter| filter.admits_words(keys))
    }

    /// The kinds that it admits.
    pub fn kinds(&self) -> impl Iterator<Item = Kind> {
        self.any_of.iter().filter_map(|filter| if let Filter::Kind(kind) = filter { Some(*kind) } else { None })
    }
}

impl Filter {
    /// Whether a noun phrase, given as the spelling keys of its words, satisfies it by its words; a kind is
    /// satisfied by other means.
    #[must_use]
    pub fn admits_words(&self, keys: &[&str]) -> bool {
        match self {
            Self::Any => true,
            Self::Kind(_) => false,
            Self::Word(phrase) => ends_in(keys, phrase),
            Self::Set(set) => set.ends(keys),
        }
    }
}

fn ends_in(keys: &[&str], phrase: &str) -> bool {
    let mut left = keys.iter().rev();
    phrase.rsplit(' ').all(|word| left.next() == Some(&word))
}

/// The situation type whose frames are parsed, and what its lines may name.
#[derive(Debug)]
pub struct FrameContext<'a> {
    /// The local name of the type.
    pub class: Arc<str>,
    /// The local names of its roles.
    pub roles: &'a [Arc<str>],
    /// The local names of its sub-types.
    pub subtypes: &'a [Arc<str>],
    /// The word sets and kinds.
    pub words: &'a WordLists,
}

/// Parses frames, and keeps what they share.
#[derive(Debug, Default)]
pub(super) struct FrameParser {
    keys: Keys,
    numbers: FxHashMap<(Arc<str>, String, Pos), u32>,
}

impl FrameParser {
    /// Parses the lines of one literal; they are counted from 1 in it.
    pub(super) fn parse(
        &mut self,
        text: &str,
        weak: bool,
        context: &FrameContext<'_>,
    ) -> Result<Vec<Frame>, Faults<SyntaxError>> {
        each_line(text, |line| self.frames_of(line, weak, context)).map(|frames| frames.into_iter().flatten().collect())
    }

    fn frames_of(&mut self, line: Line<'_>, weak: bool, context: &FrameContext<'_>) -> Result<Vec<Frame>, SyntaxError> {
        let (predicates, template) = parse_line(line, context, &mut self.keys)?;
        let template = Arc::new(template);
        let frame = |predicate| Frame {
            number: self.number(&context.class, &predicate),
            class: context.class.clone(),
            predicate,
            template: template.clone(),
            weak,
            line: line.number,
        };
        Ok(predicates.into_iter().map(frame).collect())
    }

    fn number(&mut self, class: &Arc<str>, predicate: &Predicate) -> u32 {
        let number = self.numbers.entry((class.clone(), predicate.name(), predicate.pos)).or_default();
        *number += 1;
        *number
    }
}

fn parse_line(line: Line<'_>, context: &FrameContext<'_>, keys: &mut Keys) -> Result<(Vec<Predicate>, Template), SyntaxError> {
    let mut fields = line.fields();
    let predicates = predicate::parse(fields.next().unwrap_or(line.field()), &Pos::OF_FRAMES, keys)?;
    let mut template = Template::default();
    for field in fields.by_ref().take_while(|field| field.text != "->") {
        template.add(field, context)?;
    }
    if template.arguments.is_empty() {
        return Err(line.field().error("expected at least one `PLACE=ROLE`: a frame that fills no role says nothing"));
    }
    fields.try_for_each(|field| template.outcome.add(field, context))?;
    Ok((predicates, template))
}

impl Template {
    fn add(&mut self, field: Field<'_>, context: &FrameContext<'_>) -> Result<(), SyntaxError> {
        let expected = "expected `PLACE=ROLE` or `PLACE:RESTRICTION`, as in `object=territory:<place>`";
        let (places, mark, rest) =
            field.split_at_any(&['=', ':']).ok_or_else(|| field.error(format!("{expected}, found `{}`", field.text)))?;
        let places = Place::parse_all(places)?;
        if mark == ':' {
            let any_of = filters(rest, context.words)?;
            self.restrictions.push(Restriction { places, any_of, required: true });
            return Ok(());
        }
        let (roles, restriction) = rest.split_at_any(&[':']).map_or((rest, None), |(roles, _, filters)| (roles, Some(filters)));
        if let Some(field) = restriction {
            let any_of = filters(field, context.words)?;
            self.restrictions.push(Restriction { places: places.clone(), any_of, required: false });
        }
        let roles = roles.split('+').map(|role| known(role, context.roles, "role", context)).collect::<Result<Vec<_>, _>>()?;
        self.arguments.extend(places.into_iter().map(|place| Argument { place, roles: roles.clone() }));
        Ok(())
    }
}

fn filters(field: Field<'_>, words: &WordLists) -> Result<Vec<Filter>, SyntaxError> {
    field.split('|').map(|alternative| filter(alternative, words)).collect()
}

fn filter(field: Field<'_>, words: &WordLists) -> Result<Filter, SyntaxError> {
    if field.text.is_empty() {
        return Err(field.error("expected a kind in angle brackets, a word set with `@` or a word"));
    }
    if field.text == "*" {
        return Ok(Filter::Any);
    }
    if let Some(name) = field.text.strip_prefix('@') {
        return words.set(name).map(|set| Filter::Set(set.clone())).ok_or_else(|| unknown_set(field));
    }
    if !field.text.starts_with('<') {
        return Ok(Filter::Word(super::spelling::phrase_key(field.text)));
    }
    let kind = field.text.strip_prefix('<').and_then(|name| name.strip_suffix('>')).and_then(Kind::from_name);
    kind.map(Filter::Kind).ok_or_else(|| unknown_kind(field))
}

/// The name in the list that a field gives.
fn known(field: Field<'_>, names: &[Arc<str>], what: &str, context: &FrameContext<'_>) -> Result<Arc<str>, SyntaxError> {
    let found = names.iter().find(|name| name.as_ref() == field.text);
    found.cloned().ok_or_else(|| {
        field.error(format!(
            "`{}` is no {what} of {}; it has {}",
            field.text,
            context.class,
            if names.is_empty() { "none".into() } else { names.join(", ") }
        ))
    })
}

impl Outcome {
    fn add(&mut self, field: Field<'_>, context: &FrameContext<'_>) -> Result<(), SyntaxError> {
        if let Some(polarity) = Polarity::from_name(field.text) {
            self.polarity = Some(polarity);
        } else if let Some(modality) = Modality::from_name(field.text) {
            self.modality = Some(modality);
        } else if field.text == "ends" {
            self.ends = true;
        } else if let Some(at) = field.text.find(':').filter(|&at| &field.text[..at] == "subtype") {
            self.subtype = Some(known(field.part(at + 1, field.text.len()), context.subtypes, "sub-type", context)?);
        } else {
            return Err(
                field.error(format!("expected a polarity, a modality, `ends` or `subtype:Class`, found `{}`", field.text))
            );
        }
        Ok(())
    }
}

/// All frames, found by the head of their predicate.
#[derive(Debug, Clone, Default)]
pub struct FrameSet {
    frames: Vec<Frame>,
    by_head: FxHashMap<Arc<str>, Vec<u32>>,
}

impl FrameSet {
    /// Indexes frames. Their order is kept, and decides between frames whose predicates are equally long.
    #[must_use]
    pub fn new(frames: Vec<Frame>) -> Self {
        let mut by_head: FxHashMap<Arc<str>, Vec<u32>> = FxHashMap::default();
        for (place, frame) in (0..).zip(&frames) {
            by_head.entry(frame.predicate.head_word().clone()).or_default().push(place);
        }
        for places in by_head.values_mut() {
            places.sort_by_key(|&place| std::cmp::Reverse(frames[place as usize].predicate.words.len()));
        }
        Self { frames, by_head }
    }

    /// All frames, in the order of their files and lines.
    #[must_use]
    pub fn frames(&self) -> &[Frame] {
        &self.frames
    }

    /// The frames whose predicate is headed by a word, given as spelling key, in one part of speech: longest
    /// predicates first.
    pub fn headed_by<'a>(&'a self, word: &str, pos: Pos) -> impl Iterator<Item = &'a Frame> {
        let places = self.by_head.get(word).map_or(&[][..], Vec::as_slice);
        places.iter().map(|&place| &self.frames[place as usize]).filter(move |frame| frame.predicate.pos == pos)
    }

    /// The frame of that name.
    #[must_use]
    pub fn get(&self, id: &str) -> Option<&Frame> {
        let class = id.split('.').next()?;
        self.frames.iter().find(|frame| frame.class.as_ref() == class && frame.id() == id)
    }
}

#[cfg(test)]
mod tests {
    use super::super::place::Step;
    use super::*;

    fn names(words: &[&str]) -> Vec<Arc<str>> {
        words.iter().map(|&word| word.into()).collect()
    }

    fn parsed(text: &str) -> Result<Vec<Frame>, Faults<SyntaxError>> {
        let mut words = WordLists::default();
        words.add("@forces = army|air_force").expect("word lists");
        let roles = names(&["claimant", "territory", "against"]);
        let subtypes = names(&["Deployment"]);
        let context = FrameContext { class: "Claim".into(), roles: &roles, subtypes: &subtypes, words: &words };
        FrameParser::default().parse(text, false, &context)
    }

    #[test]
    fn a_line_is_a_frame_for_each_predicate() {
        let frames =
            parsed("# claiming\n(claim|assert)_sovereignty.v  subject=claimant over|to=territory:<place>|@forces from=against")
                .expect("frames");
        let ids: Vec<_> = frames.iter().map(Frame::id).collect();
        assert_eq!(ids, ["Claim.claim-sovereignty.v", "Claim.assert-sovereignty.v"]);
        assert!(Arc::ptr_eq(&frames[0].template, &frames[1].template));
        let places: Vec<_> = frames[0].template.arguments.iter().map(|argument| argument.place.to_string()).collect();
        assert_eq!(places, ["subject", "over", "to", "from"]);
        assert_eq!(frames[0].template.restrictions.len(), 1, "one for all places of the argument");
        assert!(!frames[0].template.restrictions[0].required);
    }

    #[test]
    fn restrictions_tell_words_and_kinds() {
        let frames = parsed("renounce.v subject=claimant to=territory object|of:claim|@forces|<place> -> negated demanded subtype:Deployment ends").expect("frames");
        let template = &frames[0].template;
        let restriction = &template.restrictions[0];
        assert!(restriction.required && restriction.places.len() == 2);
        assert!(restriction.admits_words(&["old", "claim"]) && restriction.admits_words(&["air", "force"]));
        assert!(!restriction.admits_words(&["claim", "form"]) && !restriction.admits_words(&[]));
        assert_eq!(restriction.kinds().collect::<Vec<_>>(), [Kind::Place]);
        let outcome = &template.outcome;
        assert_eq!((outcome.polarity, outcome.modality, outcome.ends), (Some(Polarity::Negated), Some(Modality::Demanded), true));
        assert_eq!(outcome.subtype.as_deref(), Some("Deployment"));
    }

    #[test]
    fn symmetric_places_fill_several_roles() {
        let frames = parsed("fight.v subject=claimant+against").expect("frames");
        assert_eq!(frames[0].template.arguments[0].roles, names(&["claimant", "against"]));
        assert_eq!(frames[0].template.arguments[0].place, Step::Subject.into());
    }

    #[test]
    fn names_are_unique() {
        let frames = parsed("claim.v subject=claimant\nclaim.v object=territory").expect("frames");
        assert_eq!(frames[1].id(), "Claim.claim.v-2");
    }

    #[test]
    fn longest_predicates_come_first() {
        let set = FrameSet::new(
            parsed("claim.v subject=claimant\nclaim_back.v subject=claimant\nclaim.n poss=claimant").expect("frames"),
        );
        let found: Vec<_> = set.headed_by("claim", Pos::Verb).map(Frame::id).collect();
        assert_eq!(found, ["Claim.claim-back.v", "Claim.claim.v"]);
        assert_eq!(set.headed_by("back", Pos::Verb).count(), 0);
        assert!(set.get("Claim.claim.n").is_some());
    }

    #[test]
    fn errors_say_where() {
        for (text, line, column, reason) in [
            ("\nclaim.v subject=owner", 2, 17, "`owner` is no role of Claim; it has claimant, territory, against"),
            ("claim.v subject", 1, 9, "expected `PLACE=ROLE`"),
            ("claim.v sybject=claimant", 1, 9, "expected a place"),
            ("claim.v subject=claimant:<stat>", 1, 26, "expected one of <actor>"),
            ("claim.v subject=claimant:@ships", 1, 26, "`@ships` is not defined"),
            ("claim.v subject=claimant:", 1, 26, "expected a kind"),
            ("claim.v subject=claimant -> denied", 1, 29, "found `denied`"),
            ("claim.v subject=claimant -> subtype:Raid", 1, 37, "`Raid` is no sub-type of Claim"),
            ("claim.v object:claim", 1, 1, "fills no role"),
        ] {
            let faults = parsed(text).expect_err(text);
            let error = faults.iter().next().expect("a fault");
            assert_eq!((error.line, error.column), (line, column), "{text}: {error}");
            assert!(error.reason.contains(reason), "{text}: {error}");
        }
    }
}
