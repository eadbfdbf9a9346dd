//! Where a publication's name may stand in running text: from a place on, or up to one.
//!
//! A name is one that the gazetteer has, or a domain, or stands beside a word for a kind of publication ("the newspaper
//! Asharq Al-Awsat", "Tolu news agency"), or ends in a word that newspapers are called by ("the Harbour Gazette"). "Syrian state
//! media" is its own name. Every rule looks at a few tokens only.

use super::finder::{Finder, Name, is_domain};
use super::words::{
    BRANCHES, DESCRIPTORS, MEDIA, NO_NAME, NO_SOURCE, PHRASE_STARTS, SHARED_DESCRIPTORS, STAFF, STATE_MEDIA, TITLE_NOUNS,
};
use super::{Bearer, Evidence, look_up};
use crate::mentions::lexer::{Kind, Token};
use crate::mentions::time::grammar::{is_month, is_weekday};
use std::ops::Range;

/// The longest name of a publication, in tokens.
const LONGEST_NAME: usize = 8;

impl<P: Clone> Finder<'_, '_, P> {
    /// The name at `i`, after its article and what describes it.
    pub(super) fn name_from(&self, i: usize) -> Option<Name<P>> {
        let at = self.skip_article(i);
        self.known_from(i)
            .or_else(|| self.known_from(at))
            .or_else(|| self.domain_from(at))
            .or_else(|| self.described_from(at))
            .or_else(|| self.state_media_from(at))
            .or_else(|| self.titled_from(at))
    }

    /// The name that ends at `end`, before words for what it is ("Reuters news agency") or after them.
    pub(super) fn name_until(&self, end: usize) -> Option<Name<P>> {
        let kind_word =
            |t: &Token<'_>| t.is_small_word() && (t.is_in(DESCRIPTORS) || t.is_in(SHARED_DESCRIPTORS) || t.is_in(MEDIA));
        let tail = self.back(end, 2).take_while(|t| kind_word(t)).count();
        let kind = end - tail;
        let described = (kind..end).any(|at| self.is_descriptor(at));
        let beside = |name: Name<P>| {
            let before = name.tokens.start.checked_sub(1).is_some_and(|at| self.is_descriptor(at));
            Name { sure: name.sure || described || before, ..name }
        };
        self.known_until(end)
            .or_else(|| self.known_until(kind).filter(|_| described))
            .map(beside)
            .or_else(|| self.domain_until(end))
            .or_else(|| self.described_until(end))
            .or_else(|| self.state_media_until(end))
            .or_else(|| if described { self.capitals_until(kind, Evidence::Descriptor) } else { None })
            .or_else(|| self.titled_until(end))
    }

    fn skip_article(&self, i: usize) -> usize {
        i + usize::from(self.is_in(i, &["the", "a", "an"]))
    }

    // ---- names that the gazetteer has -----------------------------------------------------------------------

    /// The longest name at `i` that the gazetteer has.
    pub(super) fn known_from(&self, i: usize) -> Option<Name<P>> {
        let first = self.get(i).filter(|_| self.starts_name(i))?;
        let fits = |end: &usize| self.tokens[*end - 1].sentence == first.sentence && !self.cuts_name(*end);
        let last = (i + LONGEST_NAME).min(self.tokens.len());
        (i + 1..=last).rev().filter(fits).find_map(|end| self.known_or_branch(i..end))
    }

    /// The publication of these tokens, or a branch of one.
    fn known_or_branch(&self, tokens: Range<usize>) -> Option<Name<P>> {
        let branch = |tokens: Range<usize>| {
            let whole = tokens.len() > 1 && self.is_in(tokens.end - 1, BRANCHES);
            let house = whole.then(|| self.known(tokens.start..tokens.end - 1)).flatten().filter(|name| name.sure)?;
            Some(self.unknown(house.tokens.start..tokens.end, Evidence::Descriptor))
        };
        self.known(tokens.clone()).or_else(|| branch(tokens))
    }

    /// The longest known name that ends at `end`.
    pub(super) fn known_until(&self, end: usize) -> Option<Name<P>> {
        let sentence = self.get(end.checked_sub(1)?)?.sentence;
        let fits =
            |start: &usize| self.tokens[*start].sentence == sentence && self.starts_name(*start) && !self.continues_name(*start);
        (end.saturating_sub(LONGEST_NAME)..end).filter(fits).find_map(|start| self.known_or_branch(start..end))
    }

    /// Whether a publication's name can begin with the token at `i`: "al-" and "the" do so in small letters.
    fn starts_name(&self, i: usize) -> bool {
        let token = &self.tokens[i];
        let next = |at: usize| self.get(at).is_some_and(Token::is_capitalised);
        let article = token.is("the") && next(i + 1);
        let arabic =
            token.is_in(&["al", "el", "an", "as"]) && self.get(i + 1).is_some_and(|t| t.is_dash() && t.is_glued()) && next(i + 2);
        token.is_capitalised() || token.kind == Kind::Number || article || arabic
    }

    /// Whether a name that ends before `end` would be torn from a longer one.
    fn cuts_name(&self, end: usize) -> bool {
        let Some(next) = self.get(end) else { return false };
        let same = next.sentence == self.tokens[end - 1].sentence;
        let glued =
            next.is_in(&[".", "/"]) && next.is_glued() && self.get(end + 1).is_some_and(|t| t.is_glued() && t.kind == Kind::Word);
        let hyphened = next.is_dash() && next.is_glued() && self.get(end + 1).is_some_and(Token::is_glued);
        let longer = next.kind == Kind::Word && next.is_capitalised() && next.text != "I" && !is_weekday(next) && !is_month(next);
        same && (glued || hyphened || longer)
    }

    /// Whether a name that starts at `start` would be torn from a longer one.
    fn continues_name(&self, start: usize) -> bool {
        let Some(before) = start.checked_sub(1).map(|i| &self.tokens[i]) else { return false };
        let glued = self.tokens[start].is_glued() && (before.is_dash() || before.is_in(&[".", "/"]));
        let capital = before.kind == Kind::Word && before.is_capitalised() && before.sentence == self.tokens[start].sentence;
        let first = start < 2 || self.tokens[start - 2].sentence != before.sentence;
        let opens = first
            && (before.is_in(NO_NAME)
                || before.is_in(DESCRIPTORS)
                || before.lower.ends_with("day")
                || before.lower.ends_with("ly"));
        glued || (capital && !opens && !is_weekday(before) && !self.is_of_a_people(start - 1))
    }

    /// Whether a capitalised word is an adjective of belonging, which stands before names: "the Russian Interfax".
    fn is_of_a_people(&self, i: usize) -> bool {
        matches!((self.known)(self.tokens[i].text), Some(Bearer::NoSource))
    }

    // ---- domains --------------------------------------------------------------------------------------------

    /// "Harbour.example.org" at `i`.
    fn domain_from(&self, i: usize) -> Option<Name<P>> {
        let glued = |t: &Token<'_>| t.is_glued() && (t.kind != Kind::Sign || t.is(".") || t.is("-"));
        let end = i + 1 + self.tokens.get(i + 1..)?.iter().take(LONGEST_NAME).take_while(|t| glued(t)).count();
        self.domain(i..end)
    }

    fn domain_until(&self, end: usize) -> Option<Name<P>> {
        let glued = self.back(end, LONGEST_NAME).take_while(|t| t.is_glued() && (t.kind != Kind::Sign || t.is(".") || t.is("-")));
        self.domain(end.checked_sub(glued.count() + 1)?..end)
    }

    /// These tokens without a full stop at their end, if they are a domain.
    fn domain(&self, tokens: Range<usize>) -> Option<Name<P>> {
        let end = tokens.end - usize::from(tokens.len() > 1 && self.tokens[tokens.end - 1].is("."));
        let tokens = tokens.start..end;
        let abbreviation = || tokens.clone().step_by(2).all(|t| self.tokens[t].text.chars().count() < 3);
        let fits = tokens.len() >= 3 && is_domain(self.words(&tokens)) && !abbreviation();
        fits.then(|| self.unknown(tokens, Evidence::Domain))
    }

    // ---- names beside a word for what they are --------------------------------------------------------------

    /// Whether the word at `i` says that what stands beside it is a publication.
    fn is_descriptor(&self, i: usize) -> bool {
        let media = || {
            i > 0 && self.is_in(i - 1, MEDIA) || i > 1 && self.is_in(i - 2, &["state"]) && self.is_in(i - 1, &["run", "owned"])
        };
        self.is_in(i, DESCRIPTORS) || self.is_in(i, SHARED_DESCRIPTORS) && media()
    }

    /// "state-owned Iranian news agency Fars": the name after a word for what it is.
    fn described_from(&self, i: usize) -> Option<Name<P>> {
        let sentence = self.get(i)?.sentence;
        let part = |t: &Token<'_>| {
            t.sentence == sentence && !t.is_in(PHRASE_STARTS) && (t.kind == Kind::Word || t.is_dash() || t.is_in(&["'", "’"]))
        };
        let phrase = self.tokens[i..].iter().take(9).take_while(|t| part(t)).count();
        let kind = (i..i + phrase).find(|at| self.is_descriptor(*at) && !self.is_descriptor(at + 1))?;
        self.known_from(kind + 1).map(|name| Name { sure: true, ..name }).or_else(|| self.capitals_from(kind + 1))
    }

    /// The capitalised words at `i`, joints between them included, as a name that nothing is known of.
    fn capitals_from(&self, i: usize) -> Option<Name<P>> {
        let sentence = self.get(i)?.sentence;
        let proper = |t: &Token<'_>| t.sentence == sentence && t.is_capitalised() && !is_weekday(t);
        let words = self.tokens[i..]
            .iter()
            .take(6)
            .take_while(|t| proper(t) || t.is_in(&["of", "&"]) || t.is_dash() && t.is_glued())
            .count();
        let end = (i..i + words).rev().find(|at| proper(&self.tokens[*at]))? + 1;
        let staff = self.is_in(end, STAFF);
        (proper(&self.tokens[i]) && !staff && self.can_be_publication(&(i..end)))
            .then(|| self.unknown(i..end, Evidence::Descriptor))
    }

    /// "the newspaper Asharq Al-Awsat" before `end`.
    fn described_until(&self, end: usize) -> Option<Name<P>> {
        let part = |t: &&Token<'_>| t.is_capitalised() || (t.is_dash() && t.is_glued());
        let start = end - self.back(end, 5).take_while(part).count();
        let described = start < end && start.checked_sub(1).is_some_and(|at| self.is_descriptor(at));
        (described && self.can_be_publication(&(start..end))).then(|| self.unknown(start..end, Evidence::Descriptor))
    }

    /// The capitalised words before `end`, without the article and the adjective of a people before them.
    fn capitals_until(&self, end: usize, evidence: Evidence) -> Option<Name<P>> {
        let sentence = self.get(end.checked_sub(1)?)?.sentence;
        let part = |t: &&Token<'_>| {
            t.sentence == sentence && (t.is_capitalised() || t.is_dash() && t.is_glued() || t.is_in(&["of", "&"]))
        };
        let run = end - self.back(end, 6).take_while(part).count();
        let opens = |at: &usize| {
            let token = &self.tokens[*at];
            token.is_capitalised() && !token.is_in(NO_NAME) && !is_weekday(token) && !self.is_of_a_people(*at)
        };
        let start = (run..end).find(opens)?;
        self.can_be_publication(&(start..end)).then(|| self.unknown(start..end, evidence))
    }

    /// Whether a name that the gazetteer has for nothing else is no office, institution or event.
    fn can_be_publication(&self, tokens: &Range<usize>) -> bool {
        let taken = matches!(look_up(self.known, self.words(tokens)), Some(Bearer::Body | Bearer::NoSource));
        !taken && !self.tokens[tokens.clone()].iter().any(|t| t.is_in(NO_SOURCE))
    }

    // ---- names that say it themselves -----------------------------------------------------------------------

    /// "Harbour Gazette" at `i`.
    fn titled_from(&self, i: usize) -> Option<Name<P>> {
        self.capitals_from(i).filter(|name| self.is_titled(&name.tokens))
    }

    /// "Harbour Gazette" before `end`.
    pub(super) fn titled_until(&self, end: usize) -> Option<Name<P>> {
        self.capitals_until(end, Evidence::Descriptor).filter(|name| self.is_titled(&name.tokens))
    }

    fn is_titled(&self, tokens: &Range<usize>) -> bool {
        let count = self.tokens[tokens.clone()].iter().filter(|t| t.kind == Kind::Word).count();
        let agency = self.is_in(tokens.end - 1, &["agency"]) && self.is_in(tokens.end - 2, MEDIA);
        count > 1 && (agency || self.is_in(tokens.end - 1, TITLE_NOUNS))
    }

    // ---- the press of a country -----------------------------------------------------------------------------

    /// "Syrian state media", "North Korean state-run television", "Israeli media".
    fn state_media_from(&self, i: usize) -> Option<Name<P>> {
        let mut at = i + self.tokens.get(i..i + 2)?.iter().take_while(|t| t.is_capitalised() && !t.is_in(STATE_OWNED)).count();
        let owned_by = at > i;
        at += if self.is_in(at, &["'", "’"]) && self.is_in(at + 1, &["s"]) { 2 } else { 0 };
        let of_state = self.is_in(at, STATE_OWNED);
        at += usize::from(of_state);
        at += if of_state && self.get(at).is_some_and(|t| t.is_dash() && t.is_glued()) { 2 } else { 0 };
        let news = self.is_in(at, &["news"]);
        at += usize::from(news);
        let kind = self.is_in(at, STATE_MEDIA) || news && self.is_in(at, &["agency", "agencies"]);
        let fits = if of_state { kind } else { owned_by && self.is_of_a_people(i) && self.is_in(at, &["media", "press"]) };
        fits.then(|| self.unknown(i..at + 1, Evidence::Descriptor))
    }

    fn state_media_until(&self, end: usize) -> Option<Name<P>> {
        let starts = end.saturating_sub(9)..end;
        starts.filter_map(|start| self.state_media_from(start)).find(|name| name.tokens.end == end)
    }
}

/// Words for whose a country's press is.
const STATE_OWNED: &[&str] = &["state", "official", "government"];
