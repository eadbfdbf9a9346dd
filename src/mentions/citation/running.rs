//! Credits in running text: "Reuters reported", "according to Kommersant", "told the BBC", "a story in Le Monde".
//!
//! Every credit hangs on a word of reporting. From there a publication's name is looked for at the places where
//! English puts it (`naming`), at most a few tokens away, so that the whole is linear in the text. A name that means
//! other things too is believed only beside a word that hardly anyone but a publication goes with.

use super::finder::{Dated, Finder, Name};
use super::words::{ADVERBS, APPEARS, CARRIES, PIECES, REPORTS, SAYS, TALKS};
use super::{Credit, Evidence, FoundCitation};
use crate::mentions::lexer::{Kind, Token};
use crate::mentions::time::grammar::{is_month, is_weekday};
use std::collections::BTreeMap;

/// How far an insertion ("Reuters, citing two officials, reported") may reach, in tokens.
const LONGEST_INSERTION: usize = 30;
/// How many names a list may have ("Reuters, AFP and the BBC reported").
const LONGEST_LIST: usize = 4;

/// A credited name.
struct Credited<P> {
    name: Name<P>,
    credit: Credit,
    /// Whether the word that it hangs on goes with publications only.
    telling: bool,
    /// The word that it hangs on.
    at: usize,
}

impl<P> Credited<P> {
    /// Whether nothing else is likely to be meant: many a domain is a company's own name ("Code.org announced").
    fn is_believed(&self) -> bool {
        let company = self.name.evidence == Evidence::Domain && self.credit == Credit::Says;
        self.telling || self.name.sure && !company
    }
}

impl<P: Clone> Finder<'_, '_, P> {
    /// The credits in a text's running words.
    pub(super) fn running(&self) -> Vec<FoundCitation<P>> {
        let mut found = BTreeMap::new();
        let mut state_media: Option<String> = None;
        for credited in (0..self.tokens.len()).flat_map(|i| self.credits(i)).filter(Credited::is_believed) {
            let Credited { mut name, credit, at, .. } = credited;
            if name.text.ends_with("state media") {
                name.text = fuller(&mut state_media, name.text);
            }
            let dated = self.date_beside(&name, at);
            let citation = self.citation(&name, dated.as_ref(), self.span(&name.tokens), credit);
            found.entry(citation.span).or_insert(citation);
        }
        found.into_values().collect()
    }

    /// The credits that hang on the word at `i`.
    fn credits(&self, i: usize) -> Vec<Credited<P>> {
        let credited = |name, credit, telling| Credited { name, credit, telling, at: i };
        if let Some((credit, at, telling)) = self.opener(i) {
            return self.names_from(at).into_iter().map(|name| credited(name, credit, telling)).collect();
        }
        let (credit, telling) = match &self.tokens[i] {
            t if t.is_in(PIECES) && self.is_modified(i) => {
                return self.maker(i).into_iter().map(|name| credited(name, Credit::Carries, true)).collect();
            }
            t if t.is_in(REPORTS) => (Credit::Says, true),
            t if t.is_in(SAYS) => (Credit::Says, false),
            t if t.is_in(CARRIES) => (Credit::Carries, t.is_in(&["quoted", "quotes", "published"])),
            _ => return Vec::new(),
        };
        self.subjects(i).into_iter().map(|name| credited(name, credit, telling)).collect()
    }

    // ---- before the name ------------------------------------------------------------------------------------

    /// What the words at `i` open, where the name may follow, and whether it can only be a publication's.
    fn opener(&self, i: usize) -> Option<(Credit, usize, bool)> {
        match self.tokens[i].lower.as_ref() {
            "according" if self.is_in(i + 1, &["to"]) => Some((Credit::AccordingTo, i + 2, false)),
            "told" => Some((Credit::Told, i + 1, false)),
            "citing" | "quoting" => Some((Credit::Carries, i + 1, false)),
            "per" | "via" if self.get(i + 1).is_some_and(|t| t.is_capitalised() || t.is_in(&["the", "news", "newspaper"])) => {
                Some((Credit::Carries, i + 1, false))
            }
            "with" | "to" | "by" | "in" | "from" | "for" | "on" => self.preposition(i),
            _ => None,
        }
    }

    /// What a preposition means after the words before it: "interview with", "reported by", "a story in".
    fn preposition(&self, i: usize) -> Option<(Credit, usize, bool)> {
        let near = |count, words: &[&str]| self.before(i, count).any(|t| t.is_in(words));
        let (credit, telling) = match self.tokens[i].lower.as_ref() {
            "with" | "to" if near(1, TALKS) => (Credit::Told, false),
            "by" if near(4, &["reported"]) => (Credit::Says, true),
            "by" if near(1, &["interviewed"]) => (Credit::Told, false),
            "by" if near(4, CARRIES) || near(2, PIECES) => (Credit::Carries, false),
            "in" | "for" if near(3, APPEARS) || near(3, PIECES) => (Credit::Carries, true),
            "from" if near(1, &["report", "reports"]) => (Credit::Says, true),
            "on" if near(2, &["aired", "broadcast", "interview"]) => (Credit::Carries, false),
            _ => return None,
        };
        Some((credit, i + 1, telling))
    }

    /// The names from `i` on: one, or a list.
    fn names_from(&self, i: usize) -> Vec<Name<P>> {
        let mut names: Vec<_> = self.name_from(i).into_iter().collect();
        while let Some(last) = names.last().filter(|_| names.len() < LONGEST_LIST) {
            let end = last.tokens.end;
            let comma = usize::from(self.is_in(end, &[","]));
            let and = usize::from(self.is_in(end + comma, &["and", "&", "or"]));
            let next = end + comma + and;
            let article = usize::from(self.is_in(next, &["the"]));
            let Some(name) = (comma + and > 0).then(|| self.known_from(next + article)).flatten() else { break };
            // "told Reuters, TASS reported": the second name is another clause's.
            if and == 0 && !self.is_in(name.tokens.end, &[",", "and", "&", "or"]) {
                break;
            }
            names.push(name);
        }
        names
    }

    // ---- after the name -------------------------------------------------------------------------------------

    /// The publications that are the subject of the verb at `i`: before it, or before what is put in between.
    fn subjects(&self, i: usize) -> Vec<Name<P>> {
        let between = |t: &Token<'_>| t.is_in(ADVERBS) || is_weekday(t) || is_month(t) || t.kind == Kind::Number;
        let end = self.before_insertion(i - self.before(i, 5).take_while(|t| between(t)).count());
        let Some(last) = self.name_until(end).filter(|name| !self.is_governed(name.tokens.start)) else { return Vec::new() };
        let mut names = vec![last];
        while let Some(name) = names.last().filter(|_| names.len() < LONGEST_LIST).and_then(|name| self.listed_before(name)) {
            names.push(name);
        }
        names.reverse();
        names
    }

    /// The name before "and", or before the comma of a list.
    fn listed_before(&self, name: &Name<P>) -> Option<Name<P>> {
        let start = name.tokens.start;
        let at = start - usize::from(start > 0 && self.is_in(start - 1, &["the"]));
        let joint = at.checked_sub(1).filter(|i| self.is_in(*i, &["and", ","]))?;
        let joint = joint - usize::from(joint > 0 && self.is_in(joint, &["and"]) && self.is_in(joint - 1, &[","]));
        self.known_until(joint).filter(|name| !self.is_governed(name.tokens.start))
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

    // ---- "the Reuters story" --------------------------------------------------------------------------------

    /// Whether the noun at `i` has a name directly before it, and is no verb of it.
    fn is_modified(&self, i: usize) -> bool {
        let before = i.checked_sub(1).map(|at| &self.tokens[at]);
        before.is_some_and(|t| t.is_capitalised() || t.is_in(&["'", "’", "s"])) && self.tokens[i].is_small_word()
    }

    /// The publication whose piece the noun at `i` is: "a Reuters report", "Le Monde’s article".
    fn maker(&self, i: usize) -> Option<Name<P>> {
        let possessive = match (self.is_in(i - 1, &["s"]), i > 1 && self.is_in(i - 2, &["'", "’"])) {
            (true, true) => 2,
            _ => usize::from(self.is_in(i - 1, &["'", "’"])),
        };
        self.known_until(i - possessive).or_else(|| self.titled_until(i - possessive))
    }

    // ---- its date -------------------------------------------------------------------------------------------

    /// The date of what is credited: "reported on June 7", "in its May issue", "a June 7 Reuters report".
    fn date_beside(&self, name: &Name<P>, at: usize) -> Option<Dated> {
        let end = name.tokens.end.max(at + 1);
        let between = (name.tokens.end < at).then(|| self.date_after(name.tokens.end)).flatten();
        between.or_else(|| self.date_after(end)).or_else(|| self.edition(end)).or_else(|| self.date_before(name.tokens.start))
    }

    /// A day's date after `i`, with or without "on".
    fn date_after(&self, i: usize) -> Option<Dated> {
        let published = usize::from(self.is_in(i, &["published", "dated", "of", "from"]));
        let at = i + published + usize::from(self.is_in(i + published, &["on"]));
        self.day_at(at)
    }

    /// "in its June 7 edition", "in the May 2017 issue".
    fn edition(&self, i: usize) -> Option<Dated> {
        let at = i + usize::from(self.is_in(i, &["in"]) && self.is_in(i + 1, &["its", "the", "a", "an"])) * 2;
        let (date, end) = (at > i).then(|| self.grammar.date(at, true))??;
        let issue = self.is_in(end, &["edition", "issue", "report", "article", "editorial", "story", "piece", "commentary"]);
        (issue && date.month.is_some()).then_some(Dated { date, tokens: at..end })
    }

    /// "a June 7 Reuters report", "a June 7 report by Reuters".
    fn date_before(&self, start: usize) -> Option<Dated> {
        let skipped =
            self.back(start, 4).take_while(|t| t.is_in(PIECES) || t.is_in(&["by", "in", "from", "with", "the"])).count();
        let end = start - skipped;
        let fits = |at: &usize| self.day_at(*at).is_some_and(|d| d.tokens.end == end);
        let at = (end.saturating_sub(5)..end).find(fits)?;
        (at > 0 && self.is_in(at - 1, &["a", "an", "the", "its", "their"])).then(|| self.day_at(at))?
    }

    fn day_at(&self, at: usize) -> Option<Dated> {
        self.get(at)?;
        let (date, end) = self.grammar.date(at, true)?;
        (date.day.is_some() && date.month.is_some() && end > at).then_some(Dated { date, tokens: at..end })
    }
}

/// "State media" for short is what was called in full before.
fn fuller(before: &mut Option<String>, name: String) -> String {
    if name == "state media" {
        return before.clone().unwrap_or(name);
    }
    before.insert(name).clone()
}
