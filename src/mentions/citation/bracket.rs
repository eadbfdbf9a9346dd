//! Citations in brackets: names and dates between "(" and ")", several sources parted by semicolons.
//!
//! `(` cue? source (`;` source)* `)` where a source is fields parted by commas: names, quoted titles, and dates.
//! Every bracket is looked at once and only up to a bound, so that a text of nothing but brackets stays linear.

use super::{Credit, Evidence, FoundCitation, Known, look_up, publication_key};
use crate::mentions::lexer::{Gap, Kind, Token};
use crate::mentions::time::grammar::{Grammar, Partial};
use crate::mentions::time::{Edtf, Point};
use crate::text::CharSpan;
use std::ops::Range;

/// The longest bracket that is looked at, in tokens.
const LONGEST: usize = 120;

/// Small words and signs within names of publications.
const JOINTS: [&str; 20] =
    ["of", "the", "and", "&", "de", "la", "le", "du", "der", "die", "on", "for", "in", "al", "el", "-", ".", "’", "'", "s"];
/// Words of names that are no publications though a date follows: events, documents, persons.
const NO_SOURCE: [&str; 34] = [
    "conference",
    "treaty",
    "summit",
    "agreement",
    "battle",
    "war",
    "resolution",
    "act",
    "article",
    "accord",
    "accords",
    "protocol",
    "convention",
    "declaration",
    "meeting",
    "talks",
    "born",
    "died",
    "president",
    "minister",
    "mr",
    "mrs",
    "ms",
    "dr",
    "gen",
    "interview",
    "speech",
    "author",
    "university",
    "city",
    "phase",
    "figure",
    "table",
    "map",
];
/// Words that publications are called by.
const PUBLICATION_WORDS: [&str; 40] = [
    "times",
    "post",
    "news",
    "journal",
    "daily",
    "herald",
    "tribune",
    "gazette",
    "press",
    "agency",
    "review",
    "monitor",
    "today",
    "report",
    "bulletin",
    "observer",
    "telegraph",
    "guardian",
    "weekly",
    "magazine",
    "radio",
    "tv",
    "television",
    "channel",
    "online",
    "standard",
    "chronicle",
    "express",
    "mail",
    "independent",
    "courier",
    "dispatch",
    "insider",
    "affairs",
    "policy",
    "diplomat",
    "economist",
    "quarterly",
    "digest",
    "institute",
];

/// The sources in the brackets of a text.
pub(super) fn find<P: Clone>(
    text: &str,
    tokens: &[Token<'_>],
    known: &Known<'_, P>,
    anchor: Option<&Edtf>,
) -> Vec<FoundCitation<P>> {
    let finder = Finder { text, tokens, grammar: Grammar::new(tokens), known, anchor: anchor.map(Edtf::end) };
    let opens = tokens.iter().enumerate().filter(|(_, t)| t.is("(")).map(|(i, _)| i);
    opens.filter_map(|open| Some((open, close_of(tokens, open)?))).flat_map(|(open, close)| finder.bracket(open, close)).collect()
}

/// The place of the bracket's end, if no other bracket and no new paragraph comes before it.
fn close_of(tokens: &[Token<'_>], open: usize) -> Option<usize> {
    let inside = tokens.iter().enumerate().skip(open + 1).take(LONGEST);
    let (end, token) = inside.take_while(|(_, t)| t.gap < Gap::Paragraph).find(|(_, t)| t.is_in(&["(", ")"]))?;
    (token.is(")") && end > open + 1).then_some(end)
}

struct Finder<'a, 't, P> {
    text: &'t str,
    tokens: &'a [Token<'t>],
    grammar: Grammar<'a, 't>,
    known: &'a Known<'a, P>,
    anchor: Option<Point>,
}

/// What a bracket says of one source.
struct Source<P> {
    names: Vec<Name<P>>,
    dates: Vec<Dated>,
}

/// A date, and the tokens that write it.
struct Dated {
    date: Partial,
    tokens: Range<usize>,
}

/// A publication's name.
struct Name<P> {
    tokens: Range<usize>,
    text: String,
    publication: Option<P>,
    evidence: Evidence,
}

impl<P: Clone> Finder<'_, '_, P> {
    /// The sources between two bracket marks.
    fn bracket(&self, open: usize, close: usize) -> Vec<FoundCitation<P>> {
        let span = CharSpan::new(self.tokens[open].span.start, self.tokens[close].span.end);
        let start = self.skip_cue(open + 1);
        let cued = start > open + 1;
        let sources: Vec<_> = self.split(start..close).into_iter().map(|part| self.source(part)).collect();
        let dated = sources.iter().any(|s| !s.dates.is_empty());
        if !dated && !self.is_credit(open, close, cued || sources.len() > 1) {
            return Vec::new();
        }
        self.citations(sources, span)
    }

    /// Whether a bracket without any date is a credit: "… (TASS; Interfax).", but not "the Associated Press (AP)" and
    /// not a dateline's "(Reuters) –".
    fn is_credit(&self, open: usize, close: usize, sure: bool) -> bool {
        let ends = self.tokens.get(close + 1).is_none_or(|t| t.is_in(&[".", ",", ";"]) || t.gap == Gap::Paragraph);
        let before = open.checked_sub(1).map(|i| &self.tokens[i]);
        ends && (sure || before.is_some_and(|t| t.is_small_word() || t.is_in(&["”", "\"", "’", "»"])))
    }

    /// The place after "see", "quoted in", "source:" and the like.
    fn skip_cue(&self, start: usize) -> usize {
        const CUES: [&str; 22] = [
            "see", "also", "cf", "cited", "quoted", "in", "as", "by", "via", "source", "sources", "from", "e", "g", "for",
            "example", "reported", ":", ".", ",", "and", "the",
        ];
        let cue = |t: &Token<'_>| t.is_in(&CUES) && (!t.is_capitalised() || t.is_in(&["see", "source", "sources", "cf"]));
        start + self.tokens[start..].iter().take(8).take_while(|t| cue(t)).count()
    }

    /// The sources of a bracket, parted by semicolons.
    fn split(&self, range: Range<usize>) -> Vec<Range<usize>> {
        let mut parts = Vec::new();
        let mut start = range.start;
        for i in range.clone().filter(|i| self.tokens[*i].is(";")) {
            parts.push(start..i);
            start = i + 1;
        }
        parts.push(start..range.end);
        parts.into_iter().filter(|part| !part.is_empty()).collect()
    }

    // ---- one source -----------------------------------------------------------------------------------------

    /// Reads a source's fields. Its first field decides what an unknown name is; what is neither name nor date is left.
    fn source(&self, range: Range<usize>) -> Source<P> {
        let mut source = Source { names: Vec::new(), dates: Vec::new() };
        let mut at = self.skip_cue(range.start);
        while at < range.end {
            if let Some((date, end)) = self.date(at, range.end, source.dates.last()) {
                source.dates.push(Dated { date, tokens: at..end });
                at = end;
            } else {
                let end = self.field_end(at, range.end);
                source.names.extend(self.name(at..end));
                at = end;
            }
            at += usize::from(at < range.end && self.tokens[at].is_in(&[",", "and", "&"]));
        }
        source.settle();
        source
    }

    /// The end of the field at `at`: the next comma or, for a quoted title, its closing mark.
    fn field_end(&self, at: usize, end: usize) -> usize {
        let quoted = self.tokens[at].is_in(&["“", "\"", "«"]);
        let close = (at + 1..end).find(|i| self.tokens[*i].is_in(&["”", "\"", "»"])).filter(|_| quoted);
        close.map(|i| i + 1).or_else(|| (at..end).find(|i| self.tokens[*i].is(","))).unwrap_or(end)
    }

    /// A date that fills its field, or the day that goes on from the date before it ("January 26, 27").
    fn date(&self, i: usize, end: usize, last: Option<&Dated>) -> Option<(Partial, usize)> {
        let numeric = || numeric_date(self.tokens[i].text).map(|date| (date, i + 1));
        let (date, after) = self.grammar.date(i, true).or_else(numeric).or_else(|| self.next_day(i, last?))?;
        let after = self.skip_range(after).min(end);
        let whole = after == end || self.tokens[after].is_in(&[",", "and", "&"]);
        whole.then_some((date, after))
    }

    fn next_day(&self, i: usize, last: &Dated) -> Option<(Partial, usize)> {
        let day = self.tokens[i].text.parse().ok().filter(|d| (1..=31).contains(d))?;
        last.date.day.map(|_| (Partial { day: Some(day), ..last.date }, i + 1))
    }

    /// Past "–29" after a day: what is cited is dated by its first day.
    fn skip_range(&self, i: usize) -> usize {
        let ranged =
            self.tokens.get(i).is_some_and(Token::is_dash) && self.tokens.get(i + 1).is_some_and(|t| t.kind == Kind::Number);
        if ranged { i + 2 } else { i }
    }

    /// The publication that a field names.
    fn name(&self, field: Range<usize>) -> Option<Name<P>> {
        if field.is_empty() {
            return None;
        }
        let raw = self.text.get(self.tokens[field.start].byte..self.tokens[field.end - 1].byte_end())?;
        let text = raw.trim_matches(['“', '”', '"', '*', '_', '«', '»', '‘', '’', '\'']);
        let publication = look_up(self.known, text);
        let evidence = match &publication {
            Some(_) => Evidence::Known,
            None if is_domain(text) => Evidence::Domain,
            None if raw.len() == text.len() && self.is_name(field.clone()) => Evidence::Form,
            None => return None,
        };
        Some(Name { tokens: field, text: text.to_owned(), publication, evidence })
    }

    /// Whether a field is made as names of publications are, of capitalised words and small joints.
    fn is_name(&self, field: Range<usize>) -> bool {
        let words = &self.tokens[field];
        let proper = |t: &Token<'_>| t.is_capitalised() || t.kind == Kind::Number || t.is_in(&JOINTS);
        let count = words.iter().filter(|t| t.kind != Kind::Sign).count();
        words[0].is_capitalised()
            && (1..=8).contains(&count)
            && words.iter().all(proper)
            && !words.iter().any(|t| t.is_in(&NO_SOURCE))
    }

    // ---- what was found -------------------------------------------------------------------------------------

    /// The citations of a bracket's sources; dates without a name go on from the name before.
    fn citations(&self, sources: Vec<Source<P>>, bracket: CharSpan) -> Vec<FoundCitation<P>> {
        let (mut found, mut names) = (Vec::new(), Vec::new());
        for source in sources {
            let continued = source.names.is_empty() && !source.dates.is_empty();
            if !continued {
                names = source.names;
            }
            for name in &names {
                found.extend(self.of_name(name, &source.dates, continued, bracket));
            }
        }
        found
    }

    /// One citation for each date of a source, or one without a date.
    fn of_name(&self, name: &Name<P>, dates: &[Dated], continued: bool, bracket: CharSpan) -> Vec<FoundCitation<P>> {
        let own = self.span(name.tokens.clone());
        if dates.is_empty() {
            return vec![self.citation(name, None, own, bracket)];
        }
        let span = |n: usize, date: &Dated| {
            let at = self.span(date.tokens.clone());
            if n == 0 && !continued { own.cover(at) } else { at }
        };
        dates.iter().enumerate().map(|(n, date)| self.citation(name, Some(date), span(n, date), bracket)).collect()
    }

    fn citation(&self, name: &Name<P>, dated: Option<&Dated>, span: CharSpan, bracket: CharSpan) -> FoundCitation<P> {
        let stated = dated.map(|d| d.date);
        let date = stated.and_then(|date| self.resolve(date));
        FoundCitation {
            span,
            bracket: Some(bracket),
            as_cited: dated.map_or_else(|| name.text.clone(), |d| format!("{}, {}", name.text, self.words(&d.tokens))),
            name: name.text.clone(),
            publication: name.publication.clone(),
            year_inferred: date.is_some() && stated.is_some_and(|date| date.year.is_none()),
            date,
            evidence: name.evidence,
            credit: Credit::Bracket,
            stated,
        }
    }

    /// A cited date; without its year, the latest such date up to the document's.
    fn resolve(&self, date: Partial) -> Option<Edtf> {
        let year = date.year.or_else(|| Some(latest_year(self.anchor?, date)))?;
        Edtf::from_point(Point { year, month: date.month, day: date.day }).ok()
    }

    fn words(&self, tokens: &Range<usize>) -> &str {
        &self.text[self.tokens[tokens.start].byte..self.tokens[tokens.end - 1].byte_end()]
    }

    fn span(&self, tokens: Range<usize>) -> CharSpan {
        CharSpan::new(self.tokens[tokens.start].span.start, self.tokens[tokens.end - 1].span.end)
    }
}

impl<P> Source<P> {
    /// Keeps the names that stand for publications: all that are known or domains, else the first, if it stands before
    /// a date and nothing better can be said of it.
    fn settle(&mut self) {
        let sure = |name: &Name<P>| name.evidence < Evidence::Form;
        let dated = self.dates.first().map(|d| d.tokens.start);
        if self.names.iter().any(sure) {
            self.names.retain(|name| sure(name) && (dated.is_some() || name.publication.is_some()));
        } else {
            let fits =
                self.names.first().is_some_and(|name| dated.is_some_and(|at| name.tokens.start < at) && self.is_citable(name));
            self.names.truncate(usize::from(fits));
        }
        let years: Vec<_> = self.dates.iter().map(|d| d.date.year).collect();
        for (n, dated) in self.dates.iter_mut().enumerate() {
            dated.date.year = years[n..].iter().find_map(|y| *y);
        }
    }

    /// Whether a name that nothing is known of can be a publication here: dated to the day, or to the month if it
    /// sounds like one. "(Yalta, February 1945)" and "(Smith, 2014)" are something else.
    fn is_citable(&self, name: &Name<P>) -> bool {
        self.dates.iter().any(|d| d.date.day.is_some() || (d.date.month.is_some() && sounds_like_publication(&name.text)))
    }
}

/// Whether a name has a word that publications are called by.
fn sounds_like_publication(name: &str) -> bool {
    publication_key(name).split(' ').any(|word| PUBLICATION_WORDS.contains(&word))
}

/// Whether a text is a domain, with or without a path: "Mid.ru", "t.me/channel".
fn is_domain(text: &str) -> bool {
    let host = text.trim_start_matches("https://").trim_start_matches("http://").split('/').next().unwrap_or_default();
    let label = |l: &str| !l.is_empty() && l.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
    let top = host.rsplit('.').next().unwrap_or_default();
    host.contains('.')
        && host.split('.').all(label)
        && (2..=6).contains(&top.len())
        && top.bytes().all(|b| b.is_ascii_lowercase())
}

/// "21.04.2017", day first.
fn numeric_date(text: &str) -> Option<Partial> {
    let mut parts = text.split('.');
    let date = Partial { day: parts.next()?.parse().ok(), month: parts.next()?.parse().ok(), year: parts.next()?.parse().ok() };
    let right = date.year.is_some_and(|y| y > 1000) && (1..=12).contains(&date.month?) && parts.next().is_none();
    right.then_some(date)
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
