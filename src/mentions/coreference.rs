//! Coreference: pronouns and descriptions that go back to what was named before.
//!
//! One walk over the tokens keeps the antecedents so far, named or not: an unnamed one ("the
//! pipeline") is no mention, but it must be able to win, or "it" would always be a state. Each
//! candidate gets a score for its distance, its grammatical role and its agreement, after Lappin and
//! Leass (1994) and Hobbs (1978); the best one is taken or none. A walk looks back at a bounded
//! number of antecedents, so that its cost grows with the length of the text only.

use super::linking::Linked;
use super::titles::TitledPerson;
use super::{Context, EntityRef, Found, Sense, descriptions, groups, pronouns, words};
use crate::knowledge::EntityClass;
use crate::language::Parse;
use std::collections::HashMap;
use std::ops::Range;

/// How many antecedents a look back considers.
const WINDOW: usize = 60;

/// What a noun phrase is, as far as agreement goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A single person.
    Person,
    /// A state, organization or group that acts as one.
    Polity,
    /// A place that does not act.
    Place,
    /// Anything else.
    Thing,
}

/// A noun phrase that a later one may go back to.
#[derive(Debug, Clone)]
pub(super) struct Antecedent {
    /// Its head token.
    pub token: usize,
    /// Its referents; none if it names nothing.
    pub entities: Vec<EntityRef>,
    /// What it is.
    pub kind: Kind,
    /// Whether it is several.
    pub plural: bool,
    /// Whether it only modifies a noun ("Russian" in "Russian gas").
    pub modifier: bool,
    /// The token whose grammatical role it has: the first conjunct of a coordination.
    pub role: usize,
}

/// Entities that the text mentions together: coordinated, joined by a hyphen, or as those who met.
#[derive(Debug, Clone)]
pub(super) struct Group {
    /// The head token of the last.
    pub token: usize,
    /// Its members, at least two, in text order.
    pub entities: Vec<EntityRef>,
    /// Whether they are the subject, joined by a hyphen, stand after "between", or met.
    pub prominent: bool,
    /// Whether they met, or were spoken of as those who did.
    pub met: bool,
}

/// Referents of a noun phrase that names nothing itself.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Resolution {
    /// Whom or what it means.
    pub entities: Vec<EntityRef>,
    /// How it means that.
    pub sense: Sense,
    /// How sure that is.
    pub confidence: f32,
    /// The tokens of the mention.
    pub tokens: Range<usize>,
}

/// The walk over a document and what it knows so far.
pub(super) struct Discourse<'a> {
    pub context: &'a Context<'a>,
    pub linked: &'a Linked,
    pub titled: &'a [TitledPerson],
    /// The named mentions by head token.
    pub named: HashMap<usize, Vec<usize>>,
    /// What was mentioned so far, in text order.
    pub antecedents: Vec<Antecedent>,
    /// Groups of actors so far.
    pub groups: Vec<Group>,
    /// How often each entity was mentioned so far.
    pub counts: HashMap<EntityRef, usize>,
    /// Persons that a pronoun showed to be women or men.
    pub genders: HashMap<EntityRef, bool>,
    /// Who "we" and "I" are outside quotations.
    pub author: pronouns::Author,
    covered: Vec<bool>,
    found: Vec<Found>,
}

/// The mentions that go back to others.
pub(super) fn follow(context: &Context, linked: &Linked, titled: &[TitledPerson]) -> Vec<Found> {
    let mut walk = Discourse::new(context, linked, titled);
    for (token, quoted) in pronouns::quoted(context).into_iter().enumerate() {
        walk.step(token, quoted);
    }
    walk.found
}

impl<'a> Discourse<'a> {
    fn new(context: &'a Context<'a>, linked: &'a Linked, titled: &'a [TitledPerson]) -> Self {
        let mut named: HashMap<usize, Vec<usize>> = HashMap::new();
        let mut covered = vec![false; context.parse.tokens.len()];
        for (i, found) in linked.found.iter().enumerate() {
            named.entry(found.head).or_default().push(i);
            covered[found.tokens.clone()].fill(true);
        }
        let author = pronouns::author(context, linked);
        Self {
            context,
            linked,
            titled,
            named,
            antecedents: Vec::new(),
            groups: Vec::new(),
            counts: HashMap::new(),
            genders: HashMap::new(),
            author,
            covered,
            found: Vec::new(),
        }
    }

    fn step(&mut self, token: usize, quoted: bool) {
        let sentence = self.context.parse.sentence_of(token);
        if sentence > 0 && self.context.parse.sentences[sentence].tokens.start == token {
            self.groups.extend(groups::who_met(self, sentence - 1));
        }
        if self.named.get(&token).is_some_and(|f| !self.is_kind_of_thing(f[0])) {
            self.add_named(token);
        } else if self.named.contains_key(&token) {
            self.add_unnamed(token);
        } else if !self.covered[token] {
            self.step_unnamed(token, quoted);
        }
        self.add_coordination(token);
    }

    fn step_unnamed(&mut self, token: usize, quoted: bool) {
        let word = &self.context.parse.tokens[token];
        if word.pos == "PRON" || word.tag == "PRP$" {
            if let Some(resolution) = pronouns::resolve(self, token, quoted) {
                self.add_resolution(token, resolution);
                if pronouns::is_first_person(&self.context.lower(token)) {
                    // The signers are no antecedents: who signs does not speak of himself as "he".
                    self.antecedents.pop();
                }
            }
        } else if matches!(word.pos, "NOUN" | "PROPN" | "ADJ") {
            match groups::resolve(self, token).or_else(|| descriptions::resolve(self, token)) {
                Some(resolution) => self.add_resolution(token, resolution),
                None => self.add_unnamed(token),
            }
        }
    }

    pub(super) fn class_of(&self, entity: EntityRef) -> EntityClass {
        self.context.class_of(entity, &self.linked.locals)
    }

    /// Whether a mention names no individual: "bombers", "gas".
    fn is_kind_of_thing(&self, i: usize) -> bool {
        matches!(self.class_of(self.linked.found[i].entity), EntityClass::WeaponKind | EntityClass::Commodity)
    }

    /// What agreement an entity asks for.
    pub(super) fn kind_of(&self, entity: EntityRef) -> Kind {
        use EntityClass as C;
        match self.class_of(entity) {
            C::Person => Kind::Person,
            class if class.acts() => Kind::Polity,
            C::Place | C::Territory | C::BodyOfWater | C::City => Kind::Place,
            _ => Kind::Thing,
        }
    }

    fn add_named(&mut self, token: usize) {
        let places = self.named[&token].clone();
        for i in places {
            let found = &self.linked.found[i];
            let tokens = &self.context.parse.tokens;
            let modifier = matches!(tokens[token].dep, "amod" | "compound" | "nmod")
                || found.sense == Sense::Demonym && tokens[token].pos == "ADJ";
            let plural = found.sense == Sense::Demonym && !modifier;
            let entity = found.entity;
            self.note_hyphenated_pair(i);
            *self.counts.entry(entity).or_default() += 1;
            self.antecedents.push(Antecedent {
                token,
                entities: vec![entity],
                kind: self.kind_of(entity),
                plural,
                modifier,
                role: token,
            });
        }
    }

    /// "Russo-Japanese", "U.S.–China": two names with only a hyphen between them.
    fn note_hyphenated_pair(&mut self, i: usize) {
        let Some(before) = i.checked_sub(1).map(|b| &self.linked.found[b]) else { return };
        let found = &self.linked.found[i];
        if found.span.start < before.span.end || found.span.start > before.span.end + 1 {
            return;
        }
        let between = self.context.document.text.slice(crate::text::CharSpan::new(before.span.end, found.span.start));
        let joined = matches!(between, "-" | "–" | "—" | "/") || before.span.end == found.span.start;
        if joined && before.entity != found.entity {
            self.groups.push(Group {
                token: found.head,
                entities: vec![before.entity, found.entity],
                prominent: true,
                met: false,
            });
        }
    }

    /// A coordination that ends at a token: "Russia and Japan" as one plural.
    fn add_coordination(&mut self, token: usize) {
        let parse = self.context.parse;
        if parse.tokens[token].dep != "conj" || parse.dependent(token, &["conj"]).is_some() {
            return;
        }
        let mut chain = vec![token];
        while parse.tokens[chain[chain.len() - 1]].dep == "conj" {
            chain.push(parse.tokens[chain[chain.len() - 1]].head);
        }
        chain.reverse();
        let members: Vec<&Antecedent> =
            chain.iter().filter_map(|&t| self.antecedents.iter().rev().take(WINDOW).find(|a| a.token == t)).collect();
        if members.len() < chain.len() || members.iter().any(|m| m.entities.is_empty()) {
            return;
        }
        let kind = members[0].kind;
        let modifier = members[0].modifier;
        let mut entities: Vec<EntityRef> = Vec::new();
        for entity in members.iter().flat_map(|m| m.entities.iter().copied()) {
            if !entities.contains(&entity) {
                entities.push(entity);
            }
        }
        if entities.len() > 1 && matches!(kind, Kind::Polity | Kind::Person) {
            let first = &parse.tokens[chain[0]];
            let prominent =
                matches!(first.dep, "nsubj" | "nsubjpass") || matches!(&*parse.tokens[first.head].text, "between" | "Between");
            self.groups.push(Group { token, entities: entities.clone(), prominent, met: false });
        }
        self.antecedents.push(Antecedent { token, entities, kind, plural: true, modifier, role: chain[0] });
    }

    fn add_resolution(&mut self, token: usize, resolution: Resolution) {
        let parse = self.context.parse;
        let span = parse.span_of(resolution.tokens.clone());
        // "North" of "North and South Korea" only modifies the head of both names.
        let halved = resolution.sense == Sense::Name && matches!(parse.tokens[token].dep, "nmod" | "amod" | "compound");
        let head = parse.head(token).filter(|_| halved).unwrap_or(token);
        let kind = resolution.entities.first().map_or(Kind::Thing, |&e| self.kind_of(e));
        for &entity in &resolution.entities {
            let Resolution { sense, confidence, .. } = resolution;
            self.found.push(Found { tokens: resolution.tokens.clone(), span, head, entity, sense, confidence });
        }
        let plural = resolution.entities.len() > 1;
        if plural && parse.tokens[token].pos == "NOUN" {
            self.groups.push(Group { token, entities: resolution.entities.clone(), prominent: true, met: true });
        }
        self.antecedents.push(Antecedent { token, entities: resolution.entities, kind, plural, modifier: false, role: token });
    }

    /// A noun phrase without a name. "Russian officials" stands for its state, as a plural.
    fn add_unnamed(&mut self, token: usize) {
        let word = &self.context.parse.tokens[token];
        let phrase =
            matches!(word.dep, "nsubj" | "nsubjpass" | "dobj" | "pobj" | "attr" | "conj" | "appos" | "dative" | "poss" | "ROOT");
        if word.pos == "ADJ" || !phrase {
            return;
        }
        let plural = matches!(word.tag, "NNS" | "NNPS");
        let mut entities = Vec::new();
        if words::has(words::AGENTS, &word.lemma) {
            for i in super::actors::owners(self.context.parse, token, |t| self.named_at(t)) {
                entities.push(self.linked.found[i].entity);
            }
        }
        let kind = if words::has(words::OFFICES, &word.lemma) && !plural {
            Kind::Person
        } else if entities.is_empty() && !words::has(words::AGENTS, &word.lemma) {
            Kind::Thing
        } else {
            Kind::Polity
        };
        entities.dedup();
        self.antecedents.push(Antecedent { token, entities, kind, plural, modifier: false, role: token });
    }

    /// The entities that own a noun, or that it names.
    pub(super) fn owners_of(&self, token: usize) -> Vec<EntityRef> {
        let own = self.named.get(&token).cloned().unwrap_or_default();
        let owners = if own.is_empty() { super::actors::owners(self.context.parse, token, |t| self.named_at(t)) } else { own };
        owners.into_iter().map(|i| self.linked.found[i].entity).collect()
    }

    /// The named mention that covers a token.
    pub(super) fn named_at(&self, token: usize) -> Option<usize> {
        let p = self.linked.found.partition_point(|f| f.tokens.end <= token);
        self.linked.found.get(p).filter(|f| f.tokens.contains(&token)).map(|_| p)
    }

    /// The last antecedents, latest first.
    pub(super) fn recent(&self) -> impl Iterator<Item = &Antecedent> {
        self.antecedents.iter().rev().take(WINDOW)
    }

    /// How many sentences lie between an antecedent and a token.
    pub(super) fn distance(&self, antecedent: &Antecedent, token: usize) -> usize {
        let parse = self.context.parse;
        parse.sentence_of(token) - parse.sentence_of(antecedent.token)
    }

    /// How prominent an antecedent is, seen from a token: near, a subject, often named.
    pub(super) fn salience(&self, antecedent: &Antecedent, token: usize) -> f32 {
        let parse = self.context.parse;
        let role = &parse.tokens[antecedent.role];
        let distance = self.distance(antecedent, token);
        let main = parse.tokens[role.head].dep == "ROOT";
        let grammatical = match role.dep {
            "nsubj" | "nsubjpass" => {
                if main {
                    2.0
                } else {
                    1.5
                }
            }
            "dobj" | "dative" | "agent" => 0.7,
            "poss" => 0.6,
            "pobj" => 0.3,
            _ => 0.1,
        };
        let own_subject = distance == 0 && clause_subject(parse, token) == Some(antecedent.role);
        let governs =
            distance == 0 && matches!(role.dep, "nsubj" | "nsubjpass") && parse.ancestors(token).any(|a| a == role.head);
        let named =
            antecedent.entities.iter().filter_map(|e| self.counts.get(e)).max().map_or(0.0, |&n| (n as f32 * 0.08).min(0.5));
        let near = if distance == 0 { (token.saturating_sub(antecedent.token)) as f32 * -0.02 } else { -1.2 * distance as f32 };
        3.0 + near
            + grammatical
            + named
            + if own_subject {
                2.8
            } else if governs {
                1.0
            } else {
                0.0
            }
            - if antecedent.modifier { 0.8 } else { 0.0 }
    }
}

/// The subject of the clause that a token stands in, said or implied.
pub(super) fn clause_subject(parse: &Parse, token: usize) -> Option<usize> {
    let verb = parse.ancestors(token).find(|&a| matches!(parse.tokens[a].pos, "VERB" | "AUX"))?;
    subject_of(parse, verb)
}

/// A verb's subject: its own, that of the verb it is coordinated with or depends on, or that verb's
/// object ("pushes Japan to renounce").
fn subject_of(parse: &Parse, verb: usize) -> Option<usize> {
    if let Some(subject) = parse.dependent(verb, &["nsubj", "nsubjpass"]) {
        return Some(subject);
    }
    let dep = parse.tokens[verb].dep;
    let mut above = parse.head(verb)?;
    if dep == "pcomp" {
        above = parse.head(above)?;
    }
    if dep == "relcl" {
        return Some(above);
    }
    if !matches!(parse.tokens[above].pos, "VERB" | "AUX") {
        above = parse.ancestors(above).find(|&a| matches!(parse.tokens[a].pos, "VERB" | "AUX"))?;
    } else if matches!(dep, "xcomp" | "pcomp" | "ccomp")
        && let Some(object) = parse.dependent(above, &["dobj"]).filter(|&o| o < verb)
    {
        return Some(object);
    }
    subject_of(parse, above)
}
