//! What each name means: the choice between the gazetteer's entities of that name, last names and
//! acronyms that go back to a full name, and entities that only the document names.
//!
//! The choice is a score of small weights: the kind of name, the class, the model's label, and for
//! persons the office beside the name, terms of office at the document's date, and their country's
//! being mentioned. A document uses a name for one thing, so that the first pass over full names
//! decides for the short forms.

use super::spotting::{self, Spot, is_capitalised};
use super::titles::Title;
use super::{Context, EntityRef, Found, LocalEntity, locals, sense, titles};
use crate::knowledge::gazetteer::{Entity, NameKind, Sense};
use crate::knowledge::{EntityClass, EntityId};
use std::collections::{HashMap, HashSet};
use std::ops::Range;

/// The names of a document with what they mean.
#[derive(Debug, Default)]
pub(super) struct Linked {
    /// All linked names, in text order.
    pub found: Vec<Found>,
    /// Entities that only the document names.
    pub locals: Vec<LocalEntity>,
    /// For each spot its place in `found`.
    of_spot: Vec<Option<usize>>,
}

impl Linked {
    /// What a spot means.
    pub(super) fn entity_of(&self, spot: usize) -> Option<EntityRef> {
        self.found_of(spot).map(|f| f.entity)
    }

    /// The mention that a spot became.
    pub(super) fn found_of(&self, spot: usize) -> Option<&Found> {
        self.of_spot[spot].map(|i| &self.found[i])
    }
}

/// Links the spots of a document.
pub(super) fn link(context: &Context, spots: &[Spot], titles: &[Title]) -> Linked {
    let mut linker = Linker::new(context, spots, titles);
    linker.register_full_names();
    linker.register_acronyms();
    for i in 0..spots.len() {
        linker.link_spot(i);
    }
    linker.link_registered_words();
    linker.linked.found.sort_by_key(|f| f.tokens.start);
    linker.reindex();
    linker.linked
}

/// A meaning with the score that it won by.
#[derive(Clone, Copy)]
struct Choice {
    entity: EntityRef,
    kind: NameKind,
    confidence: f32,
}

struct Linker<'a> {
    context: &'a Context<'a>,
    spots: &'a [Spot],
    /// The title beside each spot.
    titles: Vec<Option<&'a Title>>,
    /// The states that the document names without doubt.
    states: HashSet<EntityId>,
    /// What short forms mean in this document: last names, acronyms, names of local entities.
    short: HashMap<String, EntityRef>,
    /// First names, which stand for a person only where nothing else fits.
    given: HashMap<String, EntityRef>,
    /// The spot that each mention came from.
    origin: Vec<Option<usize>>,
    linked: Linked,
}

impl<'a> Linker<'a> {
    fn new(context: &'a Context<'a>, spots: &'a [Spot], titles: &'a [Title]) -> Self {
        let mut beside = vec![None; spots.len()];
        for title in titles {
            beside[title.spot] = Some(title);
        }
        let only = spots.iter().filter(|s| s.senses.len() == 1).map(|s| s.senses[0].entity);
        let states = only.filter(|&e| context.gazetteer.entity(e).class == EntityClass::State).collect();
        Self {
            context,
            spots,
            titles: beside,
            states,
            short: HashMap::new(),
            given: HashMap::new(),
            origin: Vec::new(),
            linked: Linked::default(),
        }
    }

    fn entity(&self, id: EntityId) -> &'a Entity {
        self.context.gazetteer.entity(id)
    }

    fn text(&self, spot: usize) -> String {
        normal(self.context.document.text.slice(self.spots[spot].span))
    }

    /// Full names of persons, so that "Lavrov" is known wherever it stands.
    fn register_full_names(&mut self) {
        for i in 0..self.spots.len() {
            if self.spots[i].tokens.len() < 2 {
                continue;
            }
            if let Some(choice) = self.choose_known(i)
                && self.is_person(choice.entity)
            {
                self.register_last_name(i, choice.entity);
            } else if self.spots[i].senses.is_empty() && self.class_of_local(i) == Some(EntityClass::Person) {
                let entity = self.local(i, EntityClass::Person);
                self.register_last_name(i, entity);
            }
        }
    }

    fn is_person(&self, entity: EntityRef) -> bool {
        self.context.class_of(entity, &self.linked.locals) == EntityClass::Person
    }

    fn register_last_name(&mut self, spot: usize, entity: EntityRef) {
        let text = self.text(spot);
        let words: Vec<&str> = text.split(' ').collect();
        for from in 1..words.len() {
            self.short.entry(words[from..].join(" ")).or_insert(entity);
        }
        // Family name first: "Wang Yi", "Kim Jong-un".
        let first_is_family = matches!(entity, EntityRef::Known(id) if self.has_surname(id, words[0]));
        if first_is_family {
            self.short.entry(words[0].to_owned()).or_insert(entity);
        }
        self.given.entry(words[0].to_owned()).or_insert(entity);
        self.short.entry(text).or_insert(entity);
    }

    fn has_surname(&self, id: EntityId, word: &str) -> bool {
        self.context.gazetteer.lookup(word).contains(&id)
    }

    /// "Southern Transitional Council (STC)" and "the SDF (Syrian Democratic Forces)".
    fn register_acronyms(&mut self) {
        let tokens = &self.context.parse.tokens;
        for i in 0..self.spots.len() {
            let end = self.spots[i].tokens.end;
            if end + 2 >= tokens.len() || tokens[end].text.as_ref() != "(" || tokens[end + 2].text.as_ref() != ")" {
                continue;
            }
            let acronym = &*tokens[end + 1].text;
            if !is_acronym(acronym) || self.spots[i].tokens.len() < 2 {
                continue;
            }
            let entity = self.choose_known(i).map(|c| c.entity).or_else(|| {
                let class = self.class_of_local(i)?;
                Some(self.local(i, class))
            });
            if let Some(entity) = entity.filter(|&e| !self.is_person(e)) {
                self.short.insert(acronym.to_owned(), entity);
            }
        }
    }

    /// Decides what a spot means and records the mention.
    fn link_spot(&mut self, i: usize) {
        let short = self.short.get(&self.text(i)).copied();
        let choice = match short {
            Some(entity) if self.agrees(i, entity) => Some(Choice {
                entity,
                kind: NameKind::Surname,
                confidence: if matches!(entity, EntityRef::Local(_)) { 0.7 } else { 0.93 },
            }),
            _ => self.choose_known(i).or_else(|| self.choose_given(i)).or_else(|| self.choose_local(i)),
        };
        if let Some(choice) = choice
            && !self.is_event(choice.entity)
            && !self.is_part_of_a_people(i, choice)
        {
            self.record(i, choice);
        }
    }

    /// "Palestinian Arabs" are Arabs of one land, and not the bloc of the Arab states.
    fn is_part_of_a_people(&self, i: usize, choice: Choice) -> bool {
        let EntityRef::Known(id) = choice.entity else { return false };
        let demonym = |s: &Sense| s.kind == NameKind::Demonym;
        let beside = |other: &Spot| other.senses.first().is_some_and(demonym);
        let (spot, start) = (&self.spots[i], self.spots[i].tokens.start);
        choice.kind == NameKind::Demonym
            && matches!(self.entity(id).class, EntityClass::Bloc)
            && i.checked_sub(1).map(|p| &self.spots[p]).is_some_and(|p| p.tokens.end == start && beside(p))
            && spot.tokens.len() == 1
    }

    /// Wars and conferences of the gazetteer are neither actors, places nor things.
    fn is_event(&self, entity: EntityRef) -> bool {
        matches!(entity, EntityRef::Known(id) if self.entity(id).class == EntityClass::Other)
    }

    /// Whether a short form's earlier meaning can hold here: "Jordan" the state is no person.
    fn agrees(&self, i: usize, entity: EntityRef) -> bool {
        let spot = &self.spots[i];
        let same = |s: &Sense| EntityRef::Known(s.entity) == entity;
        spot.senses.is_empty() || spot.senses.iter().any(same) || !spot.is_polity(self.context)
    }

    /// "Wang" after "Wang Yi".
    fn choose_given(&self, i: usize) -> Option<Choice> {
        let entity = *self.given.get(&self.text(i)).filter(|_| self.spots[i].tokens.len() == 1)?;
        Some(Choice { entity, kind: NameKind::Surname, confidence: 0.8 })
    }

    fn choose_local(&mut self, i: usize) -> Option<Choice> {
        let known = !self.spots[i].senses.is_empty() && self.titles[i].is_none();
        if known && (self.spots[i].label != Some("PERSON") || self.is_in_longer_name(i)) {
            return None;
        }
        let class = self.class_of_local(i)?;
        if let Some(state) = self.owner(i).filter(|_| class == EntityClass::StateBody && self.is_government(i)) {
            return Some(Choice { entity: EntityRef::Known(state), kind: NameKind::Hidden, confidence: 0.9 });
        }
        Some(Choice { entity: self.local(i, class), kind: NameKind::Label, confidence: 0.6 })
    }

    /// "Government of Yemen", "British Government": the state itself.
    fn is_government(&self, i: usize) -> bool {
        self.spots[i].tokens.clone().any(|t| self.context.parse.tokens[t].text.as_ref() == "Government")
    }

    fn class_of_local(&self, i: usize) -> Option<EntityClass> {
        locals::class_of(self.context, &self.spots[i], self.titles[i].is_some())
    }

    /// The local entity of a spot's name, made where it is new.
    fn local(&mut self, i: usize, class: EntityClass) -> EntityRef {
        let text = self.text(i);
        if let Some(&entity) = self.short.get(&text) {
            return entity;
        }
        let owner = self.owner(i).filter(|_| class != EntityClass::Person);
        let name = locals::usual_name(self.context, &self.spots[i], &text, owner.map(|id| &*self.entity(id).label));
        let same = self.linked.locals.iter().position(|l| l.name == name);
        let place = same.unwrap_or_else(|| {
            self.linked.locals.push(LocalEntity { class, name, belongs_to: owner.map(EntityRef::Known) });
            self.linked.locals.len() - 1
        });
        self.short.insert(text, EntityRef::Local(place));
        EntityRef::Local(place)
    }

    /// The state that a name holds or that possesses it: "Russian Foreign Ministry", "Vietnam's Communist Party".
    fn owner(&self, i: usize) -> Option<EntityId> {
        let spot = &self.spots[i];
        let before = || {
            let token = spot.tokens.start.checked_sub(1)?;
            let possessive = matches!(&*self.context.parse.tokens[token].text, "'s" | "’s" | "'" | "’");
            let end = if possessive { token } else { token + 1 };
            let p = self.spots.partition_point(|s| s.tokens.end < end);
            self.spots.get(p).filter(|s| s.tokens.end == end)?.senses.first()
        };
        let sense = spot.inner.first().or_else(before)?;
        let entity = self.entity(sense.entity);
        let state = if entity.class == EntityClass::City {
            self.context.gazetteer.government_of(sense.entity)
        } else {
            Some(sense.entity)
        };
        state.filter(|&id| self.entity(id).class == EntityClass::State)
    }

    /// The gazetteer's entity that fits best.
    fn choose_known(&self, i: usize) -> Option<Choice> {
        let spot = &self.spots[i];
        let scored = spot.senses.iter().map(|s| (self.score(i, *s), s));
        let (score, best) = scored.max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.entity.cmp(&a.1.entity)))?;
        let confidence = (0.5 + score / 4.0).clamp(0.3, 0.99);
        (score >= 0.5).then_some(Choice { entity: EntityRef::Known(best.entity), kind: best.kind, confidence })
    }

    fn score(&self, i: usize, sense: Sense) -> f32 {
        let entity = self.entity(sense.entity);
        let label = self.spots[i].label.unwrap_or("");
        let kind = match sense.kind {
            NameKind::Label => 1.2,
            NameKind::Surname => 0.0,
            NameKind::Hidden => 0.7,
            NameKind::Contextual => 0.4,
            // "European" is of the continent rather than of the Union.
            NameKind::Demonym if entity.class == EntityClass::InternationalOrganization => 0.4,
            _ => 1.0,
        };
        let named = if self.states.contains(&sense.entity) { 0.4 } else { 0.0 };
        kind + named
            + self.class_score(i, entity, label)
            + if entity.class == EntityClass::Person { self.person_score(i, sense, entity) } else { 0.0 }
    }

    fn class_score(&self, i: usize, entity: &Entity, label: &str) -> f32 {
        use EntityClass as C;
        let person_here = self.titles[i].is_some();
        match entity.class {
            C::Person => {
                if label == "PERSON" {
                    0.3
                } else {
                    0.0
                }
            }
            _ if person_here && !self.spots[i].is_polity(self.context) => -1.0,
            C::State => 0.5,
            // "Vienna Park", "Imperial College London": a part of a longer name.
            C::City if self.is_in_longer_name(i) || label != "GPE" && !self.stands_alone(i) => -0.8,
            // "Hamilton" beside no Bermuda is somebody.
            C::City if label == "PERSON" && !self.is_seat(i) && !entity.belongs_to.iter().any(|s| self.states.contains(s)) => {
                -0.8
            }
            C::InternationalOrganization | C::City | C::StateBody => {
                if matches!(label, "GPE" | "ORG") {
                    0.4
                } else {
                    0.3
                }
            }
            C::BodyOfWater | C::Territory | C::Place | C::Bloc => 0.2,
            _ => 0.1,
        }
    }

    /// Whether a name is that of an independent state's capital: the model takes "La Paz" for a person, but "Hamilton" is one.
    fn is_seat(&self, i: usize) -> bool {
        let states = self.spots[i].senses.iter().filter_map(|s| self.context.gazetteer.capital_of(s.entity));
        states.into_iter().any(|state| self.entity(state).belongs_to.is_empty())
    }

    /// How well a person fits: terms of office, country, the office beside the name.
    fn person_score(&self, i: usize, sense: Sense, entity: &Entity) -> f32 {
        let country = entity.belongs_to.iter().any(|s| self.states.contains(s));
        let (held, past, future) = self.terms(entity);
        let mut score = if country { 0.3 } else { 0.0 };
        score += if held {
            0.5
        } else if future {
            -0.8
        } else if past {
            0.2
        } else {
            -0.2
        };
        if let Some(title) = self.titles[i] {
            score += 0.5 + self.title_score(title, entity);
        } else if sense.kind == NameKind::Surname && !self.stands_alone(i) {
            score -= 2.0;
        } else if sense.kind == NameKind::Surname && matches!(self.spots[i].label, Some("GPE" | "LOC" | "FAC")) {
            score -= 0.4;
        }
        score
    }

    /// Whether no other capitalised word stands beside a name ("Ivanka Trump", "Xi Dynasty").
    fn stands_alone(&self, i: usize) -> bool {
        let tokens = &self.context.parse.tokens;
        let Range { start, end } = self.spots[i].tokens;
        let sentence = &self.context.parse.sentences[self.context.parse.sentence_of(start)].tokens;
        let name = |t: usize| tokens[t].pos == "PROPN" && is_capitalised(&tokens[t]);
        let before = start > sentence.start + 1 && name(start - 1) && tokens[start].dep != "conj" && !self.is_covered(start - 1);
        let after = end < sentence.end && name(end) && !self.is_covered(end);
        !before && !after
    }

    /// Whether a name is the first part of another, of which nothing is known: "Vienna Park".
    fn is_in_longer_name(&self, i: usize) -> bool {
        let (tokens, spot) = (&self.context.parse.tokens, &self.spots[i]);
        let (end, head) = (spot.tokens.end, &tokens[spot.head]);
        let goes_on = tokens.get(end).is_some_and(|t| t.pos == "PROPN" && is_capitalised(t));
        let own_name = |s: &Spot| s.tokens.start == end && s.senses.iter().any(|s| s.kind != NameKind::Surname);
        goes_on && head.dep == "compound" && head.head >= end && !self.spots.get(i + 1).is_some_and(own_name)
    }

    fn is_covered(&self, token: usize) -> bool {
        let p = self.spots.partition_point(|s| s.tokens.end <= token);
        self.spots.get(p).is_some_and(|s| s.tokens.contains(&token))
    }

    /// Whether a person holds office at the document's date, held it before, will hold it later.
    fn terms(&self, entity: &Entity) -> (bool, bool, bool) {
        let Some(date) = self.context.date else { return (false, !entity.tenures.is_empty(), false) };
        let year = |s: Option<&str>| s?.get(..4).and_then(|y| y.parse::<i32>().ok());
        let now = year(Some(date)).unwrap_or(0);
        let held = entity.tenures.iter().any(|t| {
            let from = year(t.begin.as_deref()).unwrap_or(i32::MIN);
            let to = year(t.end.as_deref()).unwrap_or(i32::MAX);
            from <= now && now <= to.saturating_add(1)
        });
        let past = entity
            .tenures
            .iter()
            .any(|t| year(t.begin.as_deref()).is_some_and(|y| y <= now) && year(t.end.as_deref()).is_none_or(|y| y + 25 >= now));
        let future = !held && !past && entity.tenures.iter().all(|t| year(t.begin.as_deref()).is_some_and(|y| y > now + 1));
        (held, past, future)
    }

    fn title_score(&self, title: &Title, entity: &Entity) -> f32 {
        let office = titles::office_name(self.context, &title.tokens).to_lowercase();
        let function = self.context.gazetteer.function_of(&office);
        let same_office = entity.tenures.iter().any(|t| {
            let held = t.office.to_lowercase();
            let same_function = function.is_some() && self.context.gazetteer.function_of(&held) == function;
            same_function
                || held.split(|c: char| !c.is_alphanumeric()).any(|w| w.len() > 4 && w != "minister" && office.contains(w))
        });
        let polity = title.polity.map(|p| &self.spots[p].senses);
        let same_polity = polity.map(|senses| {
            senses.iter().any(|s| {
                entity.belongs_to.contains(&self.state(s.entity))
                    || entity.tenures.iter().any(|t| t.organization == self.state(s.entity))
            })
        });
        let polity_score = match same_polity {
            Some(true) => 1.0,
            Some(false) => -1.5,
            None => 0.0,
        };
        polity_score + if same_office { 0.5 } else { -0.2 }
    }

    fn state(&self, id: EntityId) -> EntityId {
        self.context.gazetteer.government_of(id).unwrap_or(id)
    }

    /// Records a mention, with the sense that the sentence gives it.
    fn record(&mut self, i: usize, choice: Choice) {
        let spot = &self.spots[i];
        let (entity, sense, confidence) = sense::meaning(self.context, spot, choice.entity, choice.kind, choice.confidence);
        let entity = self.of_its_time(entity, sense);
        let tokens = locals::with_class_noun(self.context, spot, self.context.class_of(entity, &self.linked.locals));
        let head = spotting::head_of(self.context, &tokens);
        let span = if tokens == spot.tokens { spot.span } else { spot.span.cover(self.context.parse.span_of(tokens.clone())) };
        self.origin.push(Some(i));
        self.linked.found.push(Found { tokens, span, head, entity, sense, confidence });
    }

    /// The state for which a capital or seat stands in a text that names a former one with that capital and never today's:
    /// "Moscow" beside "the Soviet Union".
    fn of_its_time(&self, entity: EntityRef, sense: super::Sense) -> EntityRef {
        let EntityRef::Known(today) = entity else { return entity };
        if !matches!(sense, super::Sense::CapitalForGovernment | super::Sense::Metonym) || self.states.contains(&today) {
            return entity;
        }
        let capitals = self.entity(today).capitals.iter().flat_map(|&city| self.context.gazetteer.capitals_of(city));
        capitals.copied().find(|former| self.states.contains(former)).map_or(entity, EntityRef::Known)
    }

    /// Acronyms and last names that no spot covers.
    fn link_registered_words(&mut self) {
        let mut covered = vec![false; self.context.parse.tokens.len()];
        for spot in self.spots {
            covered[spot.tokens.clone()].fill(true);
        }
        for (t, token) in self.context.parse.tokens.iter().enumerate() {
            if covered[t] || !is_capitalised(token) || token.pos == "SPACE" {
                continue;
            }
            if let Some(&entity) = self.short.get(&*token.text) {
                self.origin.push(None);
                let found =
                    Found { tokens: t..t + 1, span: token.span, head: t, entity, sense: super::Sense::Name, confidence: 0.85 };
                self.linked.found.push(found);
            }
        }
    }

    fn reindex(&mut self) {
        let mut of_spot = vec![None; self.spots.len()];
        let mut place: HashMap<usize, usize> = HashMap::new();
        for (i, found) in self.linked.found.iter().enumerate() {
            place.insert(found.tokens.start, i);
        }
        for origin in self.origin.iter().flatten() {
            of_spot[*origin] = place.get(&self.spots[*origin].tokens.start).copied();
        }
        self.linked.of_spot = of_spot;
    }
}

/// A name with straight apostrophes and single spaces.
fn normal(name: &str) -> String {
    let plain = name.replace('’', "'");
    let words: Vec<&str> = plain.split_whitespace().collect();
    words.join(" ")
}

fn is_acronym(word: &str) -> bool {
    (2..=8).contains(&word.len())
        && word.chars().filter(|c| c.is_uppercase()).count() >= 2
        && word.chars().all(|c| c.is_alphanumeric() || c == '-')
}
