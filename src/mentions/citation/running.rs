//! Credits in running text: "Reuters reported", "according to Kommersant", "told the BBC".
//!
//! Every credit hangs on a word of reporting. From there a publication's name is looked for at the places where
//! English puts it, at most a few tokens away, so that the whole is linear in the text. Names come from the
//! gazetteer, or stand beside a word for a kind of publication ("news agency Fars"); "state media" is its own name.

use super::{Credit, Evidence, FoundCitation, Known, look_up};
use crate::mentions::lexer::{Kind, Token};
use crate::mentions::time::grammar::{is_month, is_weekday};
use crate::text::CharSpan;
use std::collections::BTreeMap;
use std::ops::Range;

/// The longest name of a publication, in tokens.
const LONGEST_NAME: usize = 8;
/// How far an insertion ("Reuters, citing two officials, reported") may reach, in tokens.
const LONGEST_INSERTION: usize = 30;

/// Verbs by which a publication speaks.
const SAYS: [&str; 17] = [
    "reported",
    "reports",
    "said",
    "says",
    "wrote",
    "writes",
    "noted",
    "notes",
    "claimed",
    "claims",
    "revealed",
    "added",
    "announced",
    "stated",
    "reporting",
    "alleged",
    "explained",
];
/// Verbs by which it carries another's words.
const CARRIES: [&str; 10] =
    ["quoted", "quotes", "cited", "cites", "published", "carried", "broadcast", "aired", "released", "quoting"];
/// What kinds of publication are called.
const DESCRIPTORS: [&str; 22] = [
    "agency",
    "newspaper",
    "daily",
    "magazine",
    "broadcaster",
    "channel",
    "network",
    "website",
    "outlet",
    "portal",
    "weekly",
    "tabloid",
    "paper",
    "television",
    "tv",
    "radio",
    "site",
    "journal",
    "newswire",
    "mouthpiece",
    "monthly",
    "station",
];
/// What may stand between a publication and its verb.
const ADVERBS: [&str; 14] = [
    "has",
    "had",
    "have",
    "also",
    "later",
    "earlier",
    "first",
    "then",
    "previously",
    "is",
    "on",
    "recently",
    "separately",
    "further",
];

/// The credits in a text's running words.
pub(super) fn find<P: Clone>(text: &str, tokens: &[Token<'_>], known: &Known<'_, P>) -> Vec<FoundCitation<P>> {
    let finder = Finder { text, tokens, known };
    let mut found = BTreeMap::new();
    let mut state_media: Option<String> = None;
    for i in 0..tokens.len() {
        for (mut name, credit) in finder.credits(i) {
            if name.text.ends_with("state media") {
                name.text = fuller(&mut state_media, name.text);
            }
            let citation = finder.citation(name, credit);
            found.entry(citation.span).or_insert(citation);
        }
    }
    found.into_values().collect()
}

/// "State media" for short is what was called in full before.
fn fuller(before: &mut Option<String>, name: String) -> String {
    if name == "state media" {
        return before.clone().unwrap_or(name);
    }
    before.insert(name).clone()
}

struct Finder<'a, 't, P> {
    text: &'t str,
    tokens: &'a [Token<'t>],
    known: &'a Known<'a, P>,
}

/// A publication's name in running text.
struct Name<P> {
    tokens: Range<usize>,
    text: String,
    publication: Option<P>,
    evidence: Evidence,
}

impl<P: Clone> Finder<'_, '_, P> {
    fn get(&self, i: usize) -> Option<&Token<'_>> {
        self.tokens.get(i)
    }

    fn is_in(&self, i: usize, lower: &[&str]) -> bool {
        self.get(i).is_some_and(|t| t.is_in(lower))
    }

    /// The tokens just before `i` in its sentence, the nearest first.
    fn before(&self, i: usize, count: usize) -> impl Iterator<Item = &Token<'_>> {
        let sentence = self.tokens[i].sentence;
        self.tokens[i.saturating_sub(count)..i].iter().rev().take_while(move |t| t.sentence == sentence)
    }

    /// The credits that hang on the word at `i`.
    fn credits(&self, i: usize) -> Vec<(Name<P>, Credit)> {
        if let Some((credit, at)) = self.opener(i) {
            return self.names_from(at).into_iter().map(|name| (name, credit)).collect();
        }
        let credit = match &self.tokens[i] {
            t if t.is_in(&SAYS) => Credit::Says,
            t if t.is_in(&CARRIES) => Credit::Carries,
            _ => return Vec::new(),
        };
        self.subjects(i).into_iter().map(|name| (name, credit)).collect()
    }

    // ---- before the name ------------------------------------------------------------------------------------

    /// What the words at `i` open, and where the name may follow.
    fn opener(&self, i: usize) -> Option<(Credit, usize)> {
        match self.tokens[i].lower.as_ref() {
            "according" if self.is_in(i + 1, &["to"]) => Some((Credit::AccordingTo, i + 2)),
            "told" => Some((Credit::Told, i + 1)),
            "with" | "to" | "by" | "in" | "from" => self.preposition(i).map(|credit| (credit, i + 1)),
            _ => None,
        }
    }

    /// What a preposition means after the words before it: "interview with", "reported by", "wrote in".
    fn preposition(&self, i: usize) -> Option<Credit> {
        const TALKS: [&str; 7] = ["interview", "speaking", "spoke", "spoken", "comments", "remarks", "interviewed"];
        const PIECES: [&str; 13] = [
            "wrote",
            "writing",
            "article",
            "commentary",
            "published",
            "interview",
            "editorial",
            "column",
            "appeared",
            "op",
            "ed",
            "essay",
            "printed",
        ];
        let near = |count, words: &[&str]| self.before(i, count).any(|t| t.is_in(words));
        match self.tokens[i].lower.as_ref() {
            "with" | "to" if near(1, &TALKS) => Some(Credit::Told),
            "by" if near(4, &["reported"]) => Some(Credit::Says),
            "by" if near(1, &["interviewed"]) => Some(Credit::Told),
            "by" if near(4, &CARRIES) => Some(Credit::Carries),
            "in" if near(3, &PIECES) => Some(Credit::Carries),
            "from" if near(1, &["report", "reports"]) => Some(Credit::Says),
            _ => None,
        }
    }

    /// The names from `i` on: one, or two joined by "and".
    fn names_from(&self, i: usize) -> Vec<Name<P>> {
        let Some(first) = self.name_from(i) else { return Vec::new() };
        let next = first.tokens.end;
        let second = if self.is_in(next, &["and", "&"]) { self.known_from(self.skip_article(next + 1)) } else { None };
        [Some(first), second].into_iter().flatten().collect()
    }

    /// The name at `i`, after its article and what describes it.
    fn name_from(&self, i: usize) -> Option<Name<P>> {
        let at = self.skip_article(i);
        self.known_from(i)
            .or_else(|| self.known_from(at))
            .or_else(|| self.described_from(at))
            .or_else(|| self.state_media_from(at))
    }

    fn skip_article(&self, i: usize) -> usize {
        i + usize::from(self.is_in(i, &["the", "a", "an"]))
    }

    /// The longest name at `i` that the gazetteer has.
    fn known_from(&self, i: usize) -> Option<Name<P>> {
        let first = self.get(i).filter(|t| starts_name(t))?;
        let fits = |end: &usize| self.tokens[*end - 1].sentence == first.sentence && !self.cuts_name(*end);
        let last = (i + LONGEST_NAME).min(self.tokens.len());
        (i + 1..=last).rev().filter(fits).find_map(|end| self.known(i..end))
    }

    /// Whether a name that ends before `end` would be torn from a longer one.
    fn cuts_name(&self, end: usize) -> bool {
        let Some(next) = self.get(end) else { return false };
        let same = next.sentence == self.tokens[end - 1].sentence;
        let dotted = next.is(".") && self.get(end + 1).is_some_and(|t| t.is_glued() && t.kind == Kind::Word);
        let hyphened = next.is_dash() && next.is_glued() && self.get(end + 1).is_some_and(Token::is_glued);
        let longer = next.kind == Kind::Word && next.is_capitalised() && next.text != "I" && !is_weekday(next) && !is_month(next);
        same && (dotted || hyphened || longer)
    }

    fn known(&self, tokens: Range<usize>) -> Option<Name<P>> {
        if self.tokens[tokens.end - 1].kind == Kind::Sign || self.is_possessive(&tokens) {
            return None;
        }
        let text = self.words(&tokens);
        let publication = look_up(self.known, text)?;
        Some(Name { text: text.to_owned(), tokens, publication: Some(publication), evidence: Evidence::Known })
    }

    /// Whether a name would end in "’s": that belongs to what follows.
    fn is_possessive(&self, tokens: &Range<usize>) -> bool {
        tokens.len() > 2 && self.tokens[tokens.end - 1].is("s") && self.tokens[tokens.end - 2].is_in(&["'", "’"])
    }

    /// "state-owned Iranian news agency Fars": the name after a word for what it is.
    fn described_from(&self, i: usize) -> Option<Name<P>> {
        let words = self.tokens.get(i..(i + 9).min(self.tokens.len()))?;
        let part =
            |t: &&Token<'_>| t.sentence == words[0].sentence && (t.kind == Kind::Word || t.is_dash() || t.is_in(&["'", "’"]));
        let at = words.iter().take_while(part).position(|t| t.is_in(&DESCRIPTORS))?;
        self.known_from(i + at + 1).or_else(|| self.capitals_from(i + at + 1))
    }

    /// The capitalised words at `i`, joints between them included, as a name that nothing is known of.
    fn capitals_from(&self, i: usize) -> Option<Name<P>> {
        let sentence = self.get(i)?.sentence;
        let proper = |t: &Token<'_>| t.sentence == sentence && t.is_capitalised() && !is_weekday(t);
        let words = self.tokens[i..].iter().take(6).take_while(|t| proper(t) || t.is_in(&["of", "&", "-"])).count();
        let end = (i..i + words).rev().find(|at| proper(&self.tokens[*at]))? + 1;
        proper(&self.tokens[i]).then(|| self.unknown(i..end))
    }

    fn unknown(&self, tokens: Range<usize>) -> Name<P> {
        Name { text: self.words(&tokens).to_owned(), tokens, publication: None, evidence: Evidence::Descriptor }
    }

    /// "Syrian state media", "state television".
    fn state_media_from(&self, i: usize) -> Option<Name<P>> {
        let start = i;
        let mut at = i + usize::from(self.get(i)?.is_capitalised());
        at += if self.is_in(at, &["'", "’"]) && self.is_in(at + 1, &["s"]) { 2 } else { 0 };
        if !self.is_in(at, &["state", "official", "government"]) {
            return None;
        }
        at += if self.get(at + 1).is_some_and(Token::is_dash) { 3 } else { 1 };
        at += usize::from(self.is_in(at, &["news"]));
        self.is_in(at, &["media", "television", "tv", "radio", "agency", "broadcaster", "newspaper"])
            .then(|| self.unknown(start..at + 1))
    }

    // ---- after the name -------------------------------------------------------------------------------------

    /// The publications that are the subject of the verb at `i`: before it, or before what is put in between.
    fn subjects(&self, i: usize) -> Vec<Name<P>> {
        let between = self.before(i, 4).take_while(|t| t.is_in(&ADVERBS) || is_weekday(t)).count();
        let end = self.before_insertion(i - between);
        let Some(last) = self.name_until(end).filter(|name| !self.is_governed(name.tokens.start)) else { return Vec::new() };
        let joined = last.tokens.start.checked_sub(1).filter(|at| self.is_in(*at, &["and"]));
        let first = joined.and_then(|at| self.known_until(at));
        first.into_iter().chain([last]).collect()
    }

    /// Whether a preposition or possessive stands before a name, so that something else is the subject.
    fn is_governed(&self, start: usize) -> bool {
        let at = start - usize::from(start > 0 && self.is_in(start - 1, &["the"]));
        let same = |t: &Token<'_>| t.sentence == self.tokens[start].sentence;
        at.checked_sub(1)
            .and_then(|i| self.get(i))
            .is_some_and(|t| same(t) && t.is_in(&["of", "at", "for", "with", "to", "by", "from", "in"]))
    }

    /// The place before ", citing two officials," or "(AFP)", if such ends at `end`.
    fn before_insertion(&self, end: usize) -> usize {
        let Some(mark) = end.checked_sub(1) else { return end };
        let opener = match self.tokens[mark].text {
            "," => ",",
            ")" => "(",
            _ => return end,
        };
        let back = self.before(mark, LONGEST_INSERTION).position(|t| t.is(opener));
        back.map_or(end, |n| mark - n - 1)
    }

    /// The name that ends at `end`, before words for what it is ("Reuters news agency") or after them.
    fn name_until(&self, end: usize) -> Option<Name<P>> {
        let described = end - self.before_at(end, 2).take_while(|t| t.is_in(&DESCRIPTORS) || t.is("news")).count();
        self.known_until(end)
            .or_else(|| self.known_until(described))
            .or_else(|| self.described_until(end))
            .or_else(|| self.state_media_until(end))
    }

    /// Like [`Self::before`] for a place that may be the text's end.
    fn before_at(&self, end: usize, count: usize) -> impl Iterator<Item = &Token<'_>> {
        self.tokens[end.saturating_sub(count)..end].iter().rev()
    }

    /// The longest known name that ends at `end`.
    fn known_until(&self, end: usize) -> Option<Name<P>> {
        let sentence = self.get(end.checked_sub(1)?)?.sentence;
        let fits = |start: &usize| {
            self.tokens[*start].sentence == sentence && starts_name(&self.tokens[*start]) && !self.continues_name(*start)
        };
        (end.saturating_sub(LONGEST_NAME)..end).filter(fits).find_map(|start| self.known(start..end))
    }

    /// Whether a name that starts at `start` would be torn from a longer one.
    fn continues_name(&self, start: usize) -> bool {
        let Some(before) = start.checked_sub(1).map(|i| &self.tokens[i]) else { return false };
        let glued = self.tokens[start].is_glued() && (before.is_dash() || before.is("."));
        let capital = before.kind == Kind::Word && before.is_capitalised() && before.sentence == self.tokens[start].sentence;
        let first = start < 2 || self.tokens[start - 2].sentence != before.sentence;
        glued || (capital && !first && !is_weekday(before))
    }

    /// "the newspaper Asharq Al-Awsat" before `end`.
    fn described_until(&self, end: usize) -> Option<Name<P>> {
        let part = |t: &&Token<'_>| t.is_capitalised() || (t.is_dash() && t.is_glued());
        let run = self.before_at(end, 5).take_while(part).count();
        let start = end - run;
        let described = start.checked_sub(1).is_some_and(|at| self.is_in(at, &DESCRIPTORS));
        (run > 0 && described).then(|| self.unknown(start..end))
    }

    fn state_media_until(&self, end: usize) -> Option<Name<P>> {
        let starts = end.saturating_sub(7)..end;
        starts.filter_map(|start| self.state_media_from(start)).find(|name| name.tokens.end == end)
    }

    // ---- what was found -------------------------------------------------------------------------------------

    fn words(&self, tokens: &Range<usize>) -> &str {
        &self.text[self.tokens[tokens.start].byte..self.tokens[tokens.end - 1].byte_end()]
    }

    fn citation(&self, name: Name<P>, credit: Credit) -> FoundCitation<P> {
        let span = CharSpan::new(self.tokens[name.tokens.start].span.start, self.tokens[name.tokens.end - 1].span.end);
        FoundCitation {
            span,
            bracket: None,
            as_cited: self.words(&name.tokens).to_owned(),
            name: name.text,
            publication: name.publication,
            date: None,
            year_inferred: false,
            evidence: name.evidence,
            credit,
            stated: None,
        }
    }
}

/// Whether a publication's name can begin with this token.
fn starts_name(token: &Token<'_>) -> bool {
    token.is_capitalised() || token.kind == Kind::Number
}
