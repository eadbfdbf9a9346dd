//! What brackets and running text share: the tokens with the grammar of dates, a name in them, and how a citation is made of both.

use super::{Bearer, Credit, Evidence, FoundCitation, Known, look_up};
use crate::mentions::lexer::{Kind, Token};
use crate::mentions::time::grammar::{Grammar, Partial};
use crate::mentions::time::{Edtf, Point};
use crate::text::CharSpan;
use std::collections::HashSet;
use std::ops::Range;

/// A text in which citations are looked for.
pub(super) struct Finder<'a, 't, P> {
    pub(super) text: &'t str,
    pub(super) tokens: &'a [Token<'t>],
    pub(super) grammar: Grammar<'a, 't>,
    pub(super) known: &'a Known<'a, P>,
    /// The end of the document's date.
    anchor: Option<Point>,
    /// Names of publications that are somebody's last name in this text: "Michael Bloomberg".
    persons: HashSet<&'t str>,
}

/// A publication's name.
pub(super) struct Name<P> {
    pub(super) tokens: Range<usize>,
    pub(super) text: String,
    pub(super) publication: Option<P>,
    pub(super) evidence: Evidence,
    /// Whether the name means nothing else: "Dawn" and "Sabah" do.
    pub(super) sure: bool,
}

/// A date, and the tokens that write it.
pub(super) struct Dated {
    pub(super) date: Partial,
    pub(super) tokens: Range<usize>,
}

impl<'a, 't, P: Clone> Finder<'a, 't, P> {
    pub(super) fn new(text: &'t str, tokens: &'a [Token<'t>], known: &'a Known<'a, P>, anchor: Option<Point>) -> Self {
        let mut finder = Self { text, tokens, grammar: Grammar::new(tokens), known, anchor, persons: HashSet::new() };
        finder.persons = (1..tokens.len()).filter(|i| finder.is_last_name(*i)).map(|i| tokens[i].text).collect();
        finder
    }

    /// Whether the publication's name at `i` ends a name of somebody that the gazetteer knows.
    fn is_last_name(&self, i: usize) -> bool {
        let capitals = self.tokens[i - 1..=i].iter().all(|t| t.kind == Kind::Word && t.is_capitalised());
        let publication = |name| matches!(look_up(self.known, name), Some(Bearer::Publication(_) | Bearer::Perhaps(_)));
        capitals
            && publication(self.tokens[i].text)
            && matches!(look_up(self.known, self.words(&(i - 1..i + 1))), Some(Bearer::NoSource))
    }

    pub(super) fn get(&self, i: usize) -> Option<&Token<'t>> {
        self.tokens.get(i)
    }

    pub(super) fn is_in(&self, i: usize, lower: &[&str]) -> bool {
        self.get(i).is_some_and(|t| t.is_in(lower))
    }

    /// The tokens just before `i`, the nearest first.
    pub(super) fn back(&self, i: usize, count: usize) -> impl Iterator<Item = &Token<'t>> {
        self.tokens[i.saturating_sub(count)..i].iter().rev()
    }

    /// The tokens just before `i` in its sentence, the nearest first.
    pub(super) fn before(&self, i: usize, count: usize) -> impl Iterator<Item = &Token<'t>> {
        let sentence = self.tokens[i].sentence;
        self.back(i, count).take_while(move |t| t.sentence == sentence)
    }

    /// The words of some tokens, as written.
    pub(super) fn words(&self, tokens: &Range<usize>) -> &'t str {
        &self.text[self.tokens[tokens.start].byte..self.tokens[tokens.end - 1].byte_end()]
    }

    pub(super) fn span(&self, tokens: &Range<usize>) -> CharSpan {
        CharSpan::new(self.tokens[tokens.start].span.start, self.tokens[tokens.end - 1].span.end)
    }

    /// The publication that the gazetteer has for these tokens; "the" in small letters is no part of its name.
    pub(super) fn known(&self, tokens: Range<usize>) -> Option<Name<P>> {
        if self.tokens[tokens.end - 1].kind == Kind::Sign || self.is_possessive(&tokens) {
            return None;
        }
        let text = self.words(&tokens);
        if self.persons.contains(text) {
            return None;
        }
        let (publication, sure) = match look_up(self.known, text)? {
            Bearer::Publication(publication) => (publication, true),
            Bearer::Perhaps(publication) => (publication, false),
            Bearer::Body | Bearer::NoSource => return None,
        };
        let tokens = tokens.start + usize::from(self.tokens[tokens.start].text == "the")..tokens.end;
        Some(Name {
            text: self.words(&tokens).to_owned(),
            tokens,
            publication: Some(publication),
            evidence: Evidence::Known,
            sure,
        })
    }

    /// A name that the gazetteer lacks.
    pub(super) fn unknown(&self, tokens: Range<usize>, evidence: Evidence) -> Name<P> {
        Name { text: self.words(&tokens).to_owned(), tokens, publication: None, evidence, sure: true }
    }

    /// Whether a name would end in "’s": that belongs to what follows.
    fn is_possessive(&self, tokens: &Range<usize>) -> bool {
        tokens.len() > 2 && self.tokens[tokens.end - 1].is("s") && self.tokens[tokens.end - 2].is_in(&["'", "’"])
    }

    /// A citation of a name that stands at `span`, dated or not.
    pub(super) fn citation(&self, name: &Name<P>, dated: Option<&Dated>, span: CharSpan, credit: Credit) -> FoundCitation<P> {
        let stated = dated.map(|d| d.date);
        let date = stated.and_then(|date| self.resolve(date));
        FoundCitation {
            span,
            bracket: None,
            name_span: None,
            as_cited: dated.map_or_else(|| name.text.clone(), |d| format!("{}, {}", name.text, self.words(&d.tokens))),
            name: name.text.clone(),
            publication: name.publication.clone(),
            year_inferred: date.is_some() && stated.is_some_and(|date| date.year.is_none()),
            date,
            evidence: name.evidence,
            credit,
            stated,
        }
    }

    /// A cited date; without its year, the latest such date up to the document's.
    fn resolve(&self, date: Partial) -> Option<Edtf> {
        let year = date.year.or_else(|| Some(latest_year(self.anchor?, date)))?;
        Edtf::from_point(Point { year, month: date.month, day: date.day }).ok()
    }
}

/// The year of the latest date like this that is not after the document's date.
fn latest_year(anchor: Point, date: Partial) -> i16 {
    let later = match (date.month, anchor.month) {
        (Some(month), Some(now)) if month == now => date.day > anchor.day && anchor.day.is_some(),
        (Some(month), Some(now)) => month > now,
        _ => false,
    };
    anchor.year - i16::from(later)
}

/// Whether a text is a domain, with or without a path: "Mid.ru", "t.me/channel".
pub(super) fn is_domain(text: &str) -> bool {
    let host = text.trim_start_matches("https://").trim_start_matches("http://").split('/').next().unwrap_or_default();
    let label = |l: &str| !l.is_empty() && l.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
    let top = host.rsplit('.').next().unwrap_or_default();
    host.contains('.')
        && host.split('.').all(label)
        && (2..=6).contains(&top.len())
        && top.bytes().all(|b| b.is_ascii_lowercase())
}
