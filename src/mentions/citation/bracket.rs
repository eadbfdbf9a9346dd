//! Citations in brackets: names and dates between "(" and ")", several sources parted by semicolons.
//!
//! `(` cue? source (`;` source)* `)` where a source is fields parted by commas: names, quoted titles, and dates. A bracket of
//! nothing but a date goes with the name before it: "a report in Kommersant (June 4)".
//! Every bracket is looked at once and only up to a bound, so that a text of nothing but brackets stays linear.

use super::finder::{Dated, Finder, Name, is_domain};
use super::words::{JOINTS, NO_SOURCE, PUBLICATION_WORDS};
use super::{Bearer, Credit, Evidence, FoundCitation, look_up, publication_key};
use crate::mentions::lexer::{Gap, Kind, Token};
use crate::mentions::time::grammar::Partial;
use crate::text::CharSpan;
use std::ops::Range;

/// The longest bracket that is looked at, in tokens.
const LONGEST: usize = 120;

/// What a bracket says of one source.
struct Source<P> {
    names: Vec<Name<P>>,
    dates: Vec<Dated>,
}

/// The place of the bracket's end, if no other bracket and no new paragraph comes before it.
fn close_of(tokens: &[Token<'_>], open: usize) -> Option<usize> {
    let closing = if tokens[open].is("(") { ")" } else { "]" };
    let inside = tokens.iter().enumerate().skip(open + 1).take(LONGEST);
    let (end, token) = inside.take_while(|(_, t)| t.gap < Gap::Paragraph).find(|(_, t)| t.is_in(&["(", ")", "[", "]"]))?;
    (token.is(closing) && end > open + 1).then_some(end)
}

impl<P: Clone> Finder<'_, '_, P> {
    /// The sources in the brackets of a text.
    pub(super) fn brackets(&self) -> Vec<FoundCitation<P>> {
        let opens = self.tokens.iter().enumerate().filter(|(_, t)| t.is_in(&["(", "["])).map(|(i, _)| i);
        let pairs = opens.filter_map(|open| Some((open, close_of(self.tokens, open)?)));
        pairs.flat_map(|(open, close)| self.bracket(open, close)).collect()
    }

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
        if let [Source { dates, .. }] = &sources[..]
            && dates.first().is_some_and(|d| d.tokens.start == start)
            && dates.last().is_some_and(|d| d.tokens.end == close)
        {
            return self.dated_before(open, dates, span);
        }
        self.citations(sources, span)
    }

    /// Whether a bracket without any date is a credit: "… (TASS; Interfax).", but not "the Associated Press (AP)" and
    /// not a dateline's "(Reuters) –".
    fn is_credit(&self, open: usize, close: usize, sure: bool) -> bool {
        let ends = self.get(close + 1).is_none_or(|t| t.is_in(&[".", ",", ";"]) || t.gap == Gap::Paragraph);
        let before = open.checked_sub(1).map(|i| &self.tokens[i]);
        ends && (sure || before.is_some_and(|t| t.is_small_word() || t.is_in(&["”", "\"", "’", "»"])))
    }

    /// The place after "see", "quoted in", "source:" and the like.
    fn skip_cue(&self, start: usize) -> usize {
        const CUES: [&str; 27] = [
            "see",
            "also",
            "cf",
            "cited",
            "quoted",
            "in",
            "as",
            "by",
            "via",
            "source",
            "sources",
            "from",
            "e",
            "g",
            "for",
            "example",
            "reported",
            ":",
            ".",
            ",",
            "and",
            "the",
            "according",
            "to",
            "citing",
            "quoting",
            "published",
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

    /// The citations of a bracket of dates: of the publication that stands before it, if one does.
    fn dated_before(&self, open: usize, dates: &[Dated], bracket: CharSpan) -> Vec<FoundCitation<P>> {
        let end = open - usize::from(open > 0 && self.is_in(open - 1, &["”", "\"", "*", "_", "»"]));
        let Some(name) =
            self.name_until(end).filter(|name| name.sure || self.is_in(name.tokens.start.wrapping_sub(1), &["in", "by"]))
        else {
            return Vec::new();
        };
        self.of_name(&name, dates, false, bracket)
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
                source.names.extend(self.name(at..self.before_on(at..end)));
                at = end;
            }
            at += usize::from(at < range.end && self.tokens[at].is_in(&[",", "and", "&"]));
        }
        source.settle();
        source
    }

    /// The end of the field at `at`: the next comma, the date that follows without one ("RIA Novosti on April 5") or, for a
    /// quoted title, its closing mark.
    fn field_end(&self, at: usize, end: usize) -> usize {
        let quoted = self.tokens[at].is_in(&["“", "\"", "«"]);
        let close = (at + 1..end).find(|i| self.tokens[*i].is_in(&["”", "\"", "»"])).filter(|_| quoted);
        let ends = |i: &usize| self.tokens[*i].is(",") || *i > at && self.is_day(*i, end);
        close.map(|i| i + 1).or_else(|| (at..end).find(ends)).unwrap_or(end)
    }

    /// Whether a date to the day fills the rest of its field from `i` on.
    fn is_day(&self, i: usize, end: usize) -> bool {
        let token = &self.tokens[i];
        (token.kind == Kind::Number || token.is_capitalised())
            && !token.is_glued()
            && self.date(i, end, None).is_some_and(|(date, _)| date.day.is_some())
    }

    /// The end of a field without "on" before a date.
    fn before_on(&self, field: Range<usize>) -> usize {
        let on = field.len() > 1 && self.is_in(field.end - 1, &["on", "of", "dated", "from"]);
        field.end - usize::from(on)
    }

    /// A date that fills its field, or the day that goes on from the date before it ("January 26, 27").
    fn date(&self, i: usize, end: usize, last: Option<&Dated>) -> Option<(Partial, usize)> {
        let i = i + usize::from(i + 1 < end && self.is_in(i, &["on"]));
        let numeric = || numeric_date(self.tokens[i].text).map(|date| (date, i + 1)).or_else(|| self.iso_date(i));
        let (date, after) = numeric().or_else(|| self.grammar.date(i, true)).or_else(|| self.next_day(i, last?))?;
        let after = self.skip_range(after).min(end);
        let whole = after == end || self.tokens[after].is_in(&[",", "and", "&"]);
        whole.then_some((date, after))
    }

    /// "2017-04-21" at `i`.
    fn iso_date(&self, i: usize) -> Option<(Partial, usize)> {
        let [year, first, month, second, day] = self.tokens.get(i..i + 5)? else { return None };
        let dashed = first.is_dash() && second.is_dash() && [first, month, second, day].iter().all(|t| t.is_glued());
        let date = Partial { year: year.text.parse().ok(), month: month.text.parse().ok(), day: day.text.parse().ok() };
        let right = date.year? > 1000 && (1..=12).contains(&date.month?) && (1..=31).contains(&date.day?);
        (dashed && right).then_some((date, i + 5))
    }

    fn next_day(&self, i: usize, last: &Dated) -> Option<(Partial, usize)> {
        let day = self.tokens[i].text.parse().ok().filter(|d| (1..=31).contains(d))?;
        last.date.day.map(|_| (Partial { day: Some(day), ..last.date }, i + 1))
    }

    /// Past "–29" after a day: what is cited is dated by its first day.
    fn skip_range(&self, i: usize) -> usize {
        let ranged = self.get(i).is_some_and(Token::is_dash) && self.get(i + 1).is_some_and(|t| t.kind == Kind::Number);
        if ranged { i + 2 } else { i }
    }

    /// The publication that a field names.
    fn name(&self, field: Range<usize>) -> Option<Name<P>> {
        if field.is_empty() {
            return None;
        }
        let raw = self.words(&field);
        let text = raw.trim_matches(['“', '”', '"', '*', '_', '«', '»', '‘', '’', '\'']);
        let (publication, evidence) = match look_up(self.known, text) {
            Some(Bearer::Publication(p) | Bearer::Perhaps(p)) => (Some(p), Evidence::Known),
            Some(Bearer::NoSource) => return None,
            _ if is_domain(text) => (None, Evidence::Domain),
            _ if raw.len() == text.len() && self.is_name(field.clone()) => (None, Evidence::Form),
            _ => return None,
        };
        Some(Name { tokens: field, text: text.to_owned(), publication, evidence, sure: true })
    }

    /// Whether a field is made as names of publications are, of capitalised words and small joints.
    fn is_name(&self, field: Range<usize>) -> bool {
        let words = &self.tokens[field];
        let proper = |t: &Token<'_>| t.is_capitalised() || t.kind == Kind::Number || t.is_in(JOINTS);
        let count = words.iter().filter(|t| t.kind != Kind::Sign).count();
        words[0].is_capitalised()
            && (1..=8).contains(&count)
            && words.iter().all(proper)
            && !words.iter().any(|t| t.is_in(NO_SOURCE))
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
        let own = self.span(&name.tokens);
        let name_span = Some(own).filter(|own| bracket.contains(*own));
        let cite = |dated, span| FoundCitation {
            bracket: Some(bracket),
            name_span,
            ..self.citation(name, dated, span, Credit::Bracket)
        };
        if dates.is_empty() {
            return vec![cite(None, own)];
        }
        let span = |n: usize, date: &Dated| {
            let at = self.span(&date.tokens);
            if n == 0 && !continued { own.cover(at) } else { at }
        };
        dates.iter().enumerate().map(|(n, date)| cite(Some(date), span(n, date))).collect()
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
            let ordered = |name: &Name<P>, at| name.tokens.start < at || sounds_like_publication(&name.text);
            let fits = self.names.first().is_some_and(|name| dated.is_some_and(|at| ordered(name, at)) && self.is_citable(name));
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

/// "21.04.2017", day first.
fn numeric_date(text: &str) -> Option<Partial> {
    let mut parts = text.split('.');
    let date = Partial { day: parts.next()?.parse().ok(), month: parts.next()?.parse().ok(), year: parts.next()?.parse().ok() };
    let right = date.year.is_some_and(|y| y > 1000) && (1..=12).contains(&date.month?) && parts.next().is_none();
    right.then_some(date)
}
