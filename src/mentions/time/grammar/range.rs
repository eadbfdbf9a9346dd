//! Stretches: ranges between two dates, decades, centuries.

use super::{Form, Grammar, Partial, Read};
use crate::mentions::lexer::Kind;
use crate::mentions::time::lexicon::digits;

impl Grammar<'_, '_> {
    /// "1954–55", "March 16–18, 2016", "between August and October", "from 1979 to 1989".
    pub(super) fn range(&self, start: usize, i: usize) -> Read<Form> {
        let framed = self.frame(start);
        let (first, end) = self.date_from(i, framed.is_some())?;
        let turn = self.is(start, "late") && self.is(end + 1, "early");
        let joints = framed.or((turn || self.is_next(first, end)).then_some(&["and", "to"]));
        self.dashed_range(first, end)
            .or_else(|| self.worded_range(joints?, first, end))
            .map(|((a, b), end)| (Form::Range(a, b), end))
    }

    /// "June 3 and 4", "October and November 1973", "1940 and 1941": two neighbours in the calendar are one stretch.
    fn is_next(&self, first: Partial, end: usize) -> bool {
        if !self.is(end, "and") {
            return false;
        }
        let follows = |one: Option<i16>, other: Option<i16>| one.zip(other).is_some_and(|(one, other)| other == one + 1);
        match first {
            Partial { year: None, day: Some(day), month: Some(_) } => self.day(end + 1).is_some_and(|(next, _)| next == day + 1),
            Partial { year: None, day: None, month } => {
                let next = self.month_first(end + 1, true).map(|(date, _)| date).filter(|date| date.day.is_none());
                follows(month.map(i16::from), next.filter(|n| n.year.is_some()).and_then(|n| n.month).map(i16::from))
            }
            Partial { year, month: None, day: None } => {
                follows(year, self.bare_year(end + 1, true).and_then(|(date, _)| date.year))
            }
            _ => false,
        }
    }

    /// A date at `i`; also a bare year or day that only the range's other end makes clear.
    fn date_from(&self, i: usize, sure: bool) -> Read<Partial> {
        let range_of_years = || {
            self.plain_year(i).filter(|_| self.is_dash(i + 1)).map(|y| (Partial { year: Some(y), ..Partial::default() }, i + 1))
        };
        let day_of_range =
            || self.day(self.skip(i, &["the"])).map(|(d, end)| (Partial { day: Some(d), ..Partial::default() }, end));
        self.date(i, sure).or_else(range_of_years).or_else(day_of_range)
    }

    /// The words that must join the two ends, given what stands before the first.
    fn frame(&self, i: usize) -> Option<&'static [&'static str]> {
        let at =
            if self.after_in(i, &["of"]) && i >= 3 && self.is_in(i - 2, &["years", "months"]) { i.saturating_sub(3) } else { i };
        let before = self.before(at)?;
        let opener = if before.is("the") { self.before(at - 1)? } else { before };
        match opener.lower.as_ref() {
            "between" => Some(&["and"]),
            "from" => Some(&["to", "until", "till", "through"]),
            _ => None,
        }
    }

    fn worded_range(&self, joints: &[&str], first: Partial, end: usize) -> Read<(Partial, Partial)> {
        if !self.is_in(end, joints) {
            return None;
        }
        let at = self.skip_modifiers(end + 1);
        let (second, end) = self.date(at, true).or_else(|| self.second_date(first, at))?;
        Some((join(first, second)?, end))
    }

    fn dashed_range(&self, first: Partial, end: usize) -> Read<(Partial, Partial)> {
        if !self.is_dash(end) {
            return None;
        }
        let at = end + 1;
        let years_only = first.month.is_none() && first.day.is_none();
        let (second, after) = if years_only { self.second_year(first.year?, at)? } else { self.second_date(first, at)? };
        Some((join(first, second)?, after))
    }

    /// "–1905" or "–05" after a year.
    fn second_year(&self, first: i16, i: usize) -> Read<Partial> {
        let token = self.get(i)?;
        let short = digits(token, 2..=2).filter(|_| token.is_glued()).map(|y| first - first % 100 + y);
        let year = self.plain_year(i).or(short).filter(|y| *y > first && *y - first < 150 && !self.counts(i))?;
        let clear = self.get(i + 1).is_none_or(|t| !t.is_glued() || t.kind == Kind::Sign && !t.is_dash());
        clear.then_some((Partial { year: Some(year), ..Partial::default() }, i + 1))
    }

    /// "–18, 2016", "–April 2017", "– 3 January 2017" after a day or month.
    pub(super) fn second_date(&self, first: Partial, i: usize) -> Read<Partial> {
        if let Some(date) = self.month_first(i, true).or_else(|| self.day_first(i)) {
            return Some(date);
        }
        let (day, end) = self.day(i).filter(|_| first.month.is_some() && first.day.is_some())?;
        let year = self.year_after(end);
        let date = Partial { year: year.map(|y| y.0), month: first.month, day: Some(day) };
        Some((date, year.map_or(end, |y| y.1)))
    }

    // ---- decades and centuries ------------------------------------------------------------------------------

    /// "the 1990s", "the 1960s and 1970s", "the 1990's".
    pub(super) fn decades(&self, i: usize) -> Read<Form> {
        let (first, end) = self.decade(self.skip(i, &["the"]))?;
        let joined = self.is_in(end, &["and", "to"]) || self.is_dash(end);
        let second = if joined { self.decade(self.skip_modifiers(self.skip(end + 1, &["the"]))) } else { None };
        let (last, end) = second.filter(|(last, _)| *last > first).unwrap_or((first, end));
        let year = |year| Partial { year: Some(year), ..Partial::default() };
        let length = if last < 1900 && last % 100 == 0 { 99 } else { 9 }; // "the 1800s" are a century
        Some((Form::Range(year(first), year(last + length)), end))
    }

    /// "the seventies", of the last century.
    pub(super) fn named_decade(&self, i: usize) -> Read<Form> {
        const TENS: [&str; 8] = ["twenties", "thirties", "forties", "fifties", "sixties", "seventies", "eighties", "nineties"];
        let at = self.skip_modifiers(self.skip(i, &["the"]));
        let tens = i16::try_from(TENS.iter().position(|t| self.is(at, t))?).ok()?;
        let year = |year| Partial { year: Some(year), ..Partial::default() };
        let opened = self.is(i, "the") || self.after_in(i, &["the", "early", "late", "mid"]);
        opened.then(|| (Form::Range(year(1920 + 10 * tens), year(1929 + 10 * tens)), at + 1))
    }

    fn decade(&self, i: usize) -> Read<i16> {
        let year = digits(self.get(i)?, 4..=4).filter(|y| y % 10 == 0 && (1500..=2100).contains(y))?;
        let at = self.skip(i + 1, &["’", "'"]);
        let plural = self.get(at).is_some_and(|t| t.text == "s" && t.is_glued());
        plural.then_some((year, at + 1))
    }

    /// "the 19th century", "the nineteenth century".
    pub(super) fn century(&self, i: usize) -> Read<Form> {
        let at = self.skip_modifiers(self.skip(i, &["the"]));
        let (number, end) = self.ordinal(at)?;
        let end = end + usize::from(self.is_dash(end));
        let year = |year| Partial { year: Some(year), ..Partial::default() };
        self.is(end, "century").then_some((Form::Range(year(number * 100 - 99), year(number * 100)), end + 1))
    }

    /// "16th" to "21st", in figures or words.
    fn ordinal(&self, i: usize) -> Read<i16> {
        const WORDS: [&str; 5] = ["sixteenth", "seventeenth", "eighteenth", "nineteenth", "twentieth"];
        if let Some(at) = WORDS.iter().position(|w| self.is(i, w)) {
            return Some((16 + i16::try_from(at).ok()?, i + 1));
        }
        if self.is(i, "twenty") && self.is_dash(i + 1) && self.is(i + 2, "first") {
            return Some((21, i + 3));
        }
        let number = digits(self.get(i)?, 2..=2).filter(|n| (16..=21).contains(n))?;
        self.get(i + 1).is_some_and(|t| t.is_glued() && t.is_in(&["th", "st"])).then_some((number, i + 2))
    }
}

/// The two ends of a range, each with the parts that only the other states.
fn join(first: Partial, second: Partial) -> Option<(Partial, Partial)> {
    let month = first.month.or(second.month.filter(|_| first.day.is_some()));
    let mut start = Partial { month, ..first };
    let mut end = Partial { year: second.year.or(first.year), ..second };
    if start.year.is_none() {
        start.year = end.year.map(|y| if (start.month, start.day) > (end.month, end.day) { y - 1 } else { y });
    } else if second.year.is_none() && (end.month, end.day) < (start.month, start.day) {
        end.year = end.year.map(|y| y + 1);
    }
    let complete = start.month.is_some() == end.month.is_some() && start.day.is_some() == end.day.is_some();
    let dated = start.year.is_some() || start.month.is_some();
    (complete && dated).then_some((start, end))
}
