//! Stretches of text that may be names: what the gazetteer matches, what the model marks, and runs
//! of capitalised words around a noun such as "Ministry". Overlaps are settled here, by evidence in
//! the words themselves: the model's spans are good, its types are not.

use super::{Context, groups, words};
use crate::knowledge::gazetteer::{NameKind, NameMatch, Sense};
use crate::knowledge::{EntityClass, EntityId};
use crate::language::Token;
use crate::text::{ByteSpan, CharSpan};
use std::collections::HashSet;
use std::ops::Range;

/// A stretch that may be a name.
#[derive(Debug, Clone)]
pub(super) struct Spot {
    /// Its tokens; the first or last may hold more than the name ("-" compounds).
    pub tokens: Range<usize>,
    /// Where it stands.
    pub span: CharSpan,
    /// Its head token.
    pub head: usize,
    /// What the gazetteer says that it may mean; nothing if it lacks the name.
    pub senses: Vec<Sense>,
    /// The model's label, as far as it marked it.
    pub label: Option<&'static str>,
    /// The names of states inside a longer name: "Russian" in "Russian Foreign Ministry".
    pub inner: Vec<Sense>,
}

impl Spot {
    /// Whether the gazetteer knows it as something of one of these classes.
    pub(super) fn may_be(&self, context: &Context, classes: &[EntityClass]) -> bool {
        self.senses.iter().any(|s| classes.contains(&context.gazetteer.entity(s.entity).class))
    }

    /// Whether it can only be a state, people or place.
    pub(super) fn is_polity(&self, context: &Context) -> bool {
        self.may_be(context, &[EntityClass::State, EntityClass::InternationalOrganization, EntityClass::Territory])
    }
}

/// All spots of a document, in text order, without overlaps.
pub(super) fn spots(context: &Context) -> Vec<Spot> {
    let known = known(context);
    let mut longer = chunks(context);
    longer.extend(marked(context));
    merge(context, known, longer)
}

/// What the gazetteer matches in the blocks of prose.
fn known(context: &Context) -> Vec<Spot> {
    let text = &context.document.text;
    let mut out = Vec::new();
    for block in &context.document.blocks {
        let start = text.byte_of(block.span.start);
        for found in names_in(context, text.slice(block.span)) {
            let bytes = ByteSpan { start: found.span.start + start, end: found.span.end + start };
            let known = spot(context, text.to_chars(bytes), found.senses, None);
            out.extend(known.filter(|s| {
                !s.senses.is_empty()
                    && !is_abbreviated_title(context, s)
                    && !is_date(context, s)
                    && is_written_as_name(context, s)
            }));
        }
    }
    drop_unsupported_senses(context, &mut out);
    let mut keep = supported(context, &out).into_iter();
    out.retain(|_| keep.next().unwrap_or(true));
    out
}

/// A contextual name ("the South") means its entity only where another name of it stands; "European" does not name the Union.
fn drop_unsupported_senses(context: &Context, spots: &mut Vec<Spot>) {
    let organized = |s: &Sense| context.gazetteer.entity(s.entity).class == EntityClass::InternationalOrganization;
    let plain = |s: &&Sense| match s.kind {
        NameKind::Contextual | NameKind::Surname => false,
        NameKind::Demonym | NameKind::CombiningForm => !organized(s),
        _ => true,
    };
    let named: HashSet<EntityId> = spots.iter().flat_map(|s| s.senses.iter().filter(plain)).map(|s| s.entity).collect();
    for spot in spots.iter_mut() {
        spot.senses.retain(|s| s.kind != NameKind::Contextual || named.contains(&s.entity));
    }
    spots.retain(|s| !s.senses.is_empty());
}

/// For each match whether the text supports it: "Commission" alone is no name unless the longer
/// name stands elsewhere, and "Jing" of "Jing-Shan" is only a part of one.
fn supported(context: &Context, spots: &[Spot]) -> Vec<bool> {
    let long: HashSet<EntityId> = spots
        .iter()
        .filter(|s| s.tokens.len() > 1)
        .flat_map(|s| s.senses.iter())
        .filter(|s| s.kind != NameKind::Contextual)
        .map(|s| s.entity)
        .collect();
    let alone: HashSet<EntityId> = spots.iter().filter(|s| s.senses.len() == 1).map(|s| s.senses[0].entity).collect();
    let check = |i: usize| {
        let spot = &spots[i];
        if spot.tokens.len() > 1 || spot.is_polity(context) {
            return true;
        }
        if is_generic(&context.lower(spot.tokens.start)) {
            return spot.senses.iter().any(|s| {
                long.contains(&s.entity) || context.gazetteer.entity(s.entity).belongs_to.iter().any(|b| alone.contains(b))
            });
        }
        if spot.senses.iter().all(|s| s.kind == NameKind::Abbreviation) && is_between_numbers(context, spot) {
            return false;
        }
        let hyphen = |t: usize| context.parse.tokens.get(t).is_some_and(|x| x.text.as_ref() == "-");
        let free = |t: usize| {
            context.parse.tokens.get(t).is_some_and(|x| is_capitalised(x) && x.text.len() > 2)
                && !spots.iter().skip(i.saturating_sub(1)).take(3).any(|s| s.tokens.contains(&t))
        };
        let (start, end) = (spot.tokens.start, spot.tokens.end);
        !(hyphen(end) && free(end + 1) || start >= 2 && hyphen(start - 1) && free(start - 2))
    };
    (0..spots.len()).map(check).collect()
}

/// "50 U.S.C. 1622" cites a law.
fn is_between_numbers(context: &Context, spot: &Spot) -> bool {
    let number = |t: usize| context.parse.tokens.get(t).is_some_and(|x| x.text.starts_with(|c: char| c.is_ascii_digit()));
    spot.tokens.start.checked_sub(1).is_some_and(number) && number(spot.tokens.end)
}

/// A name has a capital; only goods and weapons are written small, and then they are nouns.
fn is_written_as_name(context: &Context, spot: &Spot) -> bool {
    if context.parse.tokens[spot.tokens.clone()]
        .iter()
        .any(|t| is_capitalised(t) || t.text.starts_with(|c: char| c.is_ascii_digit()))
    {
        return true;
    }
    let goods = spot.may_be(context, &[EntityClass::Commodity, EntityClass::WeaponKind]);
    let head = &context.parse.tokens[spot.head];
    let trade = [
        "supply",
        "price",
        "export",
        "import",
        "deal",
        "pipeline",
        "shipment",
        "delivery",
        "sale",
        "field",
        "exploration",
        "reserve",
        "production",
        "test",
        "program",
        "programme",
        "launch",
        "attack",
    ];
    let modified = matches!(head.dep, "compound" | "amod" | "nmod");
    goods && head.pos == "NOUN" && (!modified || words::has(&trade, &context.parse.tokens[head.head].lemma))
}

/// The names in a stretch of text but for offices, which are found beside the names of those who hold
/// them. An office's name may hold another one: "President of the European Commission".
fn names_in(context: &Context, text: &str) -> Vec<NameMatch> {
    let office = |s: &Sense| context.gazetteer.entity(s.entity).class == EntityClass::Office;
    let mut out = Vec::new();
    for mut found in context.gazetteer.find(text) {
        if found.senses.iter().all(office) {
            let name = &text[found.span.start..found.span.end];
            if let Some(space) = name.find(' ') {
                let offset = found.span.start + space + 1;
                let inner = names_in(context, &name[space + 1..]).into_iter();
                out.extend(
                    inner.map(|m| NameMatch { span: ByteSpan { start: m.span.start + offset, end: m.span.end + offset }, ..m }),
                );
            }
        } else {
            found.senses.retain(|s| !office(s));
            out.push(found);
        }
    }
    out
}

/// "Sen" of "Sen." is no person.
fn is_abbreviated_title(context: &Context, spot: &Spot) -> bool {
    spot.tokens.len() == 1
        && spot.span.len() < context.parse.tokens[spot.tokens.start].span.len()
        && words::has(words::COURTESY, &context.lower(spot.tokens.start))
}

/// "May" of "May 2020" is no person.
fn is_date(context: &Context, spot: &Spot) -> bool {
    let month = matches!(&*context.lower(spot.tokens.start), "may" | "march" | "april" | "june" | "august");
    let around = [spot.tokens.start.checked_sub(1), Some(spot.tokens.end)];
    let number = around
        .into_iter()
        .flatten()
        .filter_map(|t| context.parse.tokens.get(t))
        .any(|t| t.pos == "NUM" || matches!(&*t.text, "in" | "In" | "since" | "early" | "late" | "of"));
    spot.tokens.len() == 1 && month && number
}

/// A spot over a stretch that covers at least one token.
fn spot(context: &Context, span: CharSpan, senses: Vec<Sense>, label: Option<&'static str>) -> Option<Spot> {
    let tokens = context.parse.tokens_in(span);
    (!tokens.is_empty()).then(|| Spot { head: head_of(context, &tokens), tokens, span, senses, label, inner: Vec::new() })
}

/// The head of a name. "South" of "North and South Korea" hangs on "North", and Korea is what both are names of.
pub(super) fn head_of(context: &Context, tokens: &Range<usize>) -> usize {
    let head = context.parse.head_of(tokens.clone());
    let beside = head == tokens.start && tokens.len() > 1 && context.parse.tokens[head].dep == "conj";
    if beside && groups::is_side(&context.parse.tokens[head].text) { context.parse.head_of(head + 1..tokens.end) } else { head }
}

/// What the model marks, trimmed to the name itself.
fn marked(context: &Context) -> Vec<Spot> {
    const USED: [&str; 10] = ["PERSON", "ORG", "GPE", "LOC", "FAC", "NORP", "LAW", "EVENT", "PRODUCT", "WORK_OF_ART"];
    let names = context.parse.names.iter().filter(|n| USED.contains(&n.label));
    let spots = names.filter_map(|n| match behind_title(context, &n.tokens) {
        Some(name) => from_tokens(context, name, Some("PERSON")),
        None => from_tokens(context, trimmed(context, n.tokens.clone(), n.label), Some(n.label)),
    });
    spots.filter(|s| !is_bare_noun(context, s)).collect()
}

/// The name in what the model marks together with the end of a title: "State for African Affairs Molly Phee", "Czechoslovakia
/// U. Alexis Johnson" of an "Ambassador to Czechoslovakia".
fn behind_title(context: &Context, marked: &Range<usize>) -> Option<Range<usize>> {
    let lower = |t: usize| context.lower(t);
    let connects = |t: usize| matches!(&*lower(t), "for" | "of" | "to");
    let office = |t: usize| words::has(words::OFFICES, &lower(t));
    let inside = marked.clone().rev().find(|&t| connects(t));
    let before = || marked.start.checked_sub(2).filter(|&t| connects(t + 1) && office(t)).map(|t| t + 1);
    let connector = inside.or_else(before)?;
    let titled = (connector.saturating_sub(4)..connector).any(|t| office(t) || lower(t) == "state");
    let mut start = (connector + 1).max(marked.start);
    start += usize::from(start < marked.end && lower(start) == "the");
    let topic = start;
    while start < marked.end {
        let span = context.parse.span_of(start..marked.end);
        let known = context.gazetteer.find(context.document.text.slice(span)).into_iter().find(|m| m.span.start == 0);
        let place = known.filter(|m| !m.senses.iter().any(|s| context.gazetteer.entity(s.entity).class == EntityClass::Person));
        match place {
            Some(place) => {
                let from = context.document.text.byte_of(span.start);
                let bytes = ByteSpan { start: from, end: from + place.span.end };
                start = context.parse.tokens_in(context.document.text.to_chars(bytes)).end;
            }
            None if words::has(words::OFFICE_MODIFIERS, &lower(start)) => start += 1,
            None => break,
        }
    }
    let name = start..marked.end;
    let capitals = context.parse.tokens[name.clone()].iter().all(is_capitalised) && !name.clone().any(|t| is_generic(&lower(t)));
    (titled && start > topic && capitals && (2..=3).contains(&name.len())).then_some(name)
}

/// "Islands", "North", "National Security Advisor": no name by itself, though it may go back to one.
fn is_bare_noun(context: &Context, spot: &Spot) -> bool {
    let bare = |t: usize| {
        let word = context.lower(t);
        let compass = matches!(&*word, "north" | "south" | "east" | "west" | "northern" | "southern" | "eastern" | "western");
        let topic = matches!(&*word, "state" | "treasury" | "interior" | "of" | "for" | "and" | "the" | "-");
        compass || topic || is_generic(&word) || words::has(words::OFFICE_MODIFIERS, &word) || words::has(words::COURTESY, &word)
    };
    let office =
        |t: usize| words::has(words::OFFICES, &context.lower(t)) || words::has(words::OFFICE_MODIFIERS, &context.lower(t));
    let several = spot.tokens.clone().any(|t| groups::both_halves(context, t).is_some());
    several || spot.tokens.clone().all(bare) && (spot.tokens.len() == 1 || spot.tokens.clone().any(office))
}

/// Whether a word says what kind of thing is named, and names none by itself.
fn is_generic(word: &str) -> bool {
    words::has(words::OFFICES, word) || words::class_of_ending(word).is_some() || words::described(word).is_some()
}

fn from_tokens(context: &Context, tokens: Range<usize>, label: Option<&'static str>) -> Option<Spot> {
    if tokens.is_empty() || !context.parse.tokens[tokens.clone()].iter().any(is_capitalised) {
        return None;
    }
    spot(context, context.parse.span_of(tokens), Vec::new(), label)
}

/// A name without determiner, title, possessive ending and stray punctuation.
fn trimmed(context: &Context, mut tokens: Range<usize>, label: &str) -> Range<usize> {
    while tokens.start < tokens.end && is_outside(context, tokens.start, label, tokens.end - tokens.start) {
        tokens.start += 1;
    }
    while tokens.start < tokens.end && !is_name_end(&context.parse.tokens[tokens.end - 1]) {
        tokens.end -= 1;
    }
    tokens
}

fn is_outside(context: &Context, token: usize, label: &str, length: usize) -> bool {
    let word = &context.parse.tokens[token];
    let lower = context.lower(token);
    let title = label == "PERSON" && length > 1;
    !word.text.chars().any(char::is_alphanumeric)
        || matches!(&*lower, "the" | "a" | "an" | "'s" | "’s" | "of" | "and" | "this" | "that" | "its")
        || title && (words::has(words::COURTESY, &lower) || words::has(words::OFFICES, &lower))
}

fn is_name_end(token: &Token) -> bool {
    let text = &*token.text;
    is_capitalised(token) && !matches!(text, "'s" | "’s") || token.pos == "NUM" || text.chars().any(|c| c.is_ascii_digit())
}

/// Whether a token is written like a name: its first letter is a capital.
pub(super) fn is_capitalised(token: &Token) -> bool {
    token.text.chars().find(|c| c.is_alphabetic()).is_some_and(char::is_uppercase)
}

/// Names built around a noun of the table: "Russian Foreign Ministry", "Treaty on Open Skies".
fn chunks(context: &Context) -> Vec<Spot> {
    let tokens = &context.parse.tokens;
    let mut out: Vec<Spot> = Vec::new();
    for (i, token) in tokens.iter().enumerate() {
        if !is_capitalised(token) || out.last().is_some_and(|s| i < s.tokens.end) {
            continue;
        }
        if words::class_of_ending(&context.lower(i)).is_some() {
            let range = left_edge(context, i)..right_edge(context, i);
            if range.len() > 1 {
                out.extend(from_tokens(context, range, None));
            }
        }
    }
    out
}

/// How far a run of capitalised words reaches to the left of its noun, within its sentence.
fn left_edge(context: &Context, noun: usize) -> usize {
    let first = context.parse.sentences[context.parse.sentence_of(noun)].tokens.start;
    let tokens = &context.parse.tokens;
    let mut start = noun;
    while start > first {
        let before = start - 1;
        let hyphen = tokens[before].text.as_ref() == "-" && before > first && is_capitalised(&tokens[before - 1]);
        let day =
            words::has(&["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"], &context.lower(before));
        let word = is_capitalised(&tokens[before]) && !day && matches!(tokens[before].pos, "PROPN" | "ADJ" | "NOUN" | "NUM");
        if !hyphen && !word {
            break;
        }
        start = before;
    }
    start
}

/// How far a name reaches to the right of its noun: over "of", "for", "on" and capitalised words.
fn right_edge(context: &Context, noun: usize) -> usize {
    const OPENERS: [&str; 5] = ["ministry", "department", "treaty", "organization", "council"];
    const TAKES_OF: [&str; 28] = [
        "university",
        "government",
        "bank",
        "commission",
        "court",
        "gulf",
        "strait",
        "straits",
        "sea",
        "academy",
        "party",
        "agreement",
        "convention",
        "institute",
        "association",
        "bay",
        "office",
        "committee",
        "front",
        "army",
        "union",
        "assembly",
        "house",
        "league",
        "federation",
        "declaration",
        "senate",
        "bureau",
    ];
    let lower = context.lower(noun);
    let opens = OPENERS.contains(&&*lower);
    let sentence_end = context.parse.sentences[context.parse.sentence_of(noun)].tokens.end;
    let mut end = noun + 1;
    if !opens && !words::has(&TAKES_OF, &lower) {
        return end;
    }
    while let Some(next) = extension(context, end, sentence_end, opens, end > noun + 1) {
        end = next;
    }
    end
}

/// The end of "of the X Y" after `end`, if that stands there.
fn extension(context: &Context, end: usize, limit: usize, opens: bool, further: bool) -> Option<usize> {
    let mut at = end;
    let link = context.parse.tokens.get(at).filter(|_| at < limit)?.text.as_ref();
    let links =
        link == "of" || opens && matches!(link, "for" | "on") || opens && further && matches!(link, "and" | "&" | "in" | ",");
    if !links {
        return None;
    }
    at += 1;
    if at < limit && context.parse.tokens[at].text.as_ref() == "the" {
        at += 1;
        if link == "and" {
            return None;
        }
    }
    let first = at;
    if context.parse.label_at(first) == Some("DATE") {
        return None; // "the Department on Thursday"
    }
    while at < limit && is_capitalised(&context.parse.tokens[at]) && context.parse.tokens[at].pos != "VERB" {
        at += 1;
    }
    // "and", "in" and commas go on with a name only between words of one topic: "Trade and Industry".
    let loose = matches!(link, "and" | "&" | "in" | ",");
    let topic = first < at && !(loose && link != "in" && context.parse.label_at(first) == Some("GPE"));
    (first < at && topic && (!loose || link != ",")).then_some(at)
}

/// Puts the spots of both sources in order and settles overlaps.
fn merge(context: &Context, known: Vec<Spot>, mut longer: Vec<Spot>) -> Vec<Spot> {
    longer.sort_by_key(|s| (s.tokens.start, std::cmp::Reverse(s.tokens.end), s.label.is_some()));
    let mut out: Vec<Spot> = Vec::with_capacity(known.len() + longer.len());
    let mut known = known.into_iter().peekable();
    for mut name in longer {
        while let Some(k) = known.next_if(|k| k.tokens.end <= name.tokens.start) {
            out.push(k);
        }
        if let Some(last) = out.last_mut().filter(|o| o.tokens.end > name.tokens.start) {
            if last.tokens.end >= name.tokens.end {
                last.label = last.label.or(name.label);
            }
            continue;
        }
        let mut inner = Vec::new();
        while let Some(k) = known.next_if(|k| k.tokens.start < name.tokens.end) {
            inner.push(k);
        }
        if inner.is_empty() || replaces(context, &mut name, &inner) {
            out.push(name);
        } else {
            let label = name.label;
            out.extend(inner.into_iter().map(|k| Spot { label: k.label.or(label.filter(|_| covers_most(&name, &k))), ..k }));
        }
    }
    out.extend(known);
    out
}

fn covers_most(name: &Spot, known: &Spot) -> bool {
    name.tokens.len() <= known.tokens.len() + 1
}

/// Whether a longer name stands instead of the gazetteer's matches inside it. If it is one of them
/// with something before it ("U.S." and "Congress"), it takes over its meaning.
fn replaces(context: &Context, name: &mut Spot, inner: &[Spot]) -> bool {
    let last = &inner[inner.len() - 1];
    if inner.iter().any(|k| k.tokens.start < name.tokens.start || k.tokens.end > name.tokens.end || k.tokens == name.tokens) {
        return false;
    }
    if name.label == Some("PERSON") {
        return is_other_person(context, name, inner);
    }
    let states: Vec<Sense> = inner.iter().flat_map(|k| k.senses.iter().copied()).filter(|s| is_state(context, *s)).collect();
    if last.tokens.end == name.tokens.end && !last.is_polity(context) {
        return takes_over(context, name, last, &states) || inner.len() == 1 && is_other_body(context, name, last);
    }
    let texts = &context.parse.tokens[name.tokens.clone()];
    let ends = words::class_of_ending(&context.lower(name.tokens.end - 1)).is_some()
        || words::class_of_ending(&context.lower(name.head)).is_some();
    let mixed = texts.iter().any(|t| matches!(&*t.text, "," | "and" | "&" | "-" | "–" | "—" | "/" | "'s" | "’s"));
    let paired = last.tokens.end == name.tokens.end
        && last.tokens.start > 0
        && context.parse.tokens[last.tokens.start - 1].text.as_ref() == "-";
    if paired && inner.len() > 1 {
        return false;
    }
    let organized = name.label.is_some_and(|l| matches!(l, "ORG" | "FAC" | "LAW" | "EVENT" | "PRODUCT" | "WORK_OF_ART" | "LOC"));
    let complete =
        texts.iter().all(|t| is_capitalised(t) || t.pos == "NUM" || matches!(&*t.text, "of" | "the" | "for" | "on" | "in"));
    let accepted = name.label.is_none() && ends
        || organized && complete && !mixed && (ends || !last.is_polity(context) || last.tokens.end < name.tokens.end);
    if accepted {
        name.inner = states;
    }
    accepted
}

fn is_state(context: &Context, sense: Sense) -> bool {
    context.gazetteer.entity(sense.entity).class == EntityClass::State
}

/// "U.S. Congress" is the Congress that the gazetteer knows, if that belongs to the United States.
fn takes_over(context: &Context, name: &mut Spot, last: &Spot, states: &[Sense]) -> bool {
    let same = |s: &Sense| {
        let owners = &context.gazetteer.entity(s.entity).belongs_to;
        states.iter().any(|state| owners.contains(&state.entity))
    };
    let prefix = &context.parse.tokens[name.tokens.start..last.tokens.start];
    if prefix.iter().any(|t| matches!(&*t.text, "'s" | "’s" | "and" | ",")) || prefix.iter().any(|t| t.pos == "VERB") {
        return false;
    }
    name.senses = last.senses.iter().filter(|s| same(s)).copied().collect();
    name.inner = states.to_vec();
    let ending = name.tokens.clone().any(|t| words::class_of_ending(&context.lower(t)).is_some());
    !name.senses.is_empty() || ending && !states.is_empty()
}

/// Whether words before a body's name make it another body: "National Security Council".
fn is_other_body(context: &Context, name: &mut Spot, last: &Spot) -> bool {
    use EntityClass as C;
    let tokens = &context.parse.tokens;
    let prefix = name.tokens.start..last.tokens.start;
    let generic = |t: usize| words::has(words::OFFICES, &context.lower(t)) || words::has(words::COURTESY, &context.lower(t));
    let named = prefix.clone().all(|t| is_capitalised(&tokens[t]) && matches!(tokens[t].pos, "PROPN" | "ADJ") && !generic(t));
    let body = last.may_be(context, &[C::StateBody, C::Organization, C::InternationalOrganization]);
    let ends = words::class_of_ending(&context.lower(last.tokens.end - 1)).is_some();
    name.senses = Vec::new();
    !prefix.is_empty() && named && body && ends
}

/// Whether a person's name holds another name by chance: "Ivanka Trump", "Jordan Peterson".
fn is_other_person(context: &Context, name: &mut Spot, inner: &[Spot]) -> bool {
    let tokens = &context.parse.tokens[name.tokens.clone()];
    if name.tokens.len() > 4 || !tokens.iter().all(|t| is_capitalised(t) && t.pos == "PROPN") {
        return false;
    }
    let last = &inner[inner.len() - 1];
    let persons: Vec<Sense> =
        last.senses.iter().filter(|s| context.gazetteer.entity(s.entity).class == EntityClass::Person).copied().collect();
    if last.tokens.end == name.tokens.end && !persons.is_empty() {
        let given = context.lower(name.tokens.start);
        let middle = initials(&tokens.iter().map(|t| &*t.text).collect::<Vec<_>>().join(" "));
        let same = |s: &&Sense| {
            let label = &context.gazetteer.entity(s.entity).label;
            let own = initials(label);
            begins_alike(label, &given) && (middle.is_empty() || own.is_empty() || middle == own)
        };
        name.senses = persons.iter().filter(same).map(|s| Sense { kind: NameKind::Alias, ..*s }).collect();
        return true;
    }
    let long = name.tokens.len() >= 3 && !inner[0].is_polity(context) && inner[0].tokens.len() == 1;
    long || inner.len() == 1
        && inner[0].tokens.len() == 1
        && inner[0].tokens.start == name.tokens.start
        && name.tokens.len() == 2
        && !inner[0].senses.iter().any(|s| s.kind == NameKind::Demonym || s.kind == NameKind::Abbreviation)
}

/// The middle initials of a name: "HW" of "George H. W. Bush".
fn initials(name: &str) -> String {
    let words: Vec<&str> = name.split(' ').collect();
    let middle = words.get(1..words.len().saturating_sub(1)).unwrap_or_default();
    middle.iter().filter(|w| w.contains('.') || w.len() == 1).flat_map(|w| w.chars()).filter(|c| c.is_alphabetic()).collect()
}

/// Whether two given names are spellings of one: "Sergei" and "Sergey".
fn begins_alike(label: &str, given: &str) -> bool {
    let label = label.to_lowercase();
    let common = label.chars().zip(given.chars()).take_while(|(a, b)| a == b).count();
    common >= 3.min(given.chars().count())
}
