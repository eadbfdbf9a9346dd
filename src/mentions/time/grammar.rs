//! The forms of time expressions: tokens → what they say, before it is known what they mean. A hand-written
//! recursive descent: every rule looks at a bounded number of tokens, so the whole is linear in the text, and
//! each reads as the form it accepts. Dates are here, stretches in `range`, the rest in `relative`. Methods take the place of a token and give what they read with the place after it.

mod range;
mod relative;

use super::lexicon::{self as words, digits, month, season, weekday, which};
use crate::mentions::lexer::{Gap, Kind, Token};
use jiff::civil::Weekday;

/// A calendar date with parts left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(in crate::mentions) struct Partial {
    pub(in crate::mentions) year: Option<i16>,
    pub(in crate::mentions) month: Option<u8>,
    pub(in crate::mentions) day: Option<u8>,
}

/// Which of the things that bear a name is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Which {
    /// Nothing says so.
    Plain,
    /// "last March".
    Last,
    /// "this March".
    This,
    /// "next March".
    Next,
    /// "that March": the one of the time before.
    That,
}

/// A stretch of the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unit {
    Day,
    Week,
    Month,
    Year,
}

/// A season, of the northern half of the world.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Season {
    Spring,
    Summer,
    Autumn,
    Winter,
}

/// Where a shift counts from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum From {
    /// The document's date ("last year").
    Document,
    /// The time named before ("the following year").
    Narrative,
}

/// So many units from somewhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Shift {
    pub(super) unit: Unit,
    pub(super) by: i32,
    pub(super) from: From,
}

/// What an expression says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// "December 9, 2016", "last March", "in 2014".
    Date(Partial, Which),
    /// "from August to October 1956".
    Range(Partial, Partial),
    /// "March of last year", "May of that year".
    InYear(Partial, Shift),
    /// "on Monday", "last Monday".
    Weekday(Weekday, Which),
    /// "Monday of last week".
    InWeek(Weekday, Shift),
    /// "last summer", "that summer", "over the summer".
    Season(Season, Which),
    /// "last weekend", "over the weekend".
    Weekend(Which),
    /// "last year", "two days later".
    Shift(Shift),
}

/// An expression as it was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Reading {
    pub(super) form: Form,
    /// First token, prepositions not counted.
    pub(super) start: usize,
    /// One past the last token.
    pub(super) end: usize,
}

/// How many modifiers may stand in a row ("by the end of early spring 1990").
const MOST_MODIFIERS: usize = 3;

/// How many months may follow in a list that shares a year.
const MOST_MONTHS: usize = 3;

/// What a rule read, and the place after it.
type Read<T> = Option<(T, usize)>;

/// Reads expressions in a row of tokens.
pub(in crate::mentions) struct Grammar<'a, 't> {
    tokens: &'a [Token<'t>],
    /// Whether "May" is somebody's name in this text.
    may_is_a_name: bool,
    /// Where a year ended last: "in 2007, 2011, and 2018" goes on from there.
    year_end: Option<usize>,
    /// How many tokens were looked at, to see that the work grows no faster than the text.
    #[cfg(test)]
    pub(super) looks: std::cell::Cell<usize>,
}

impl<'a, 't> Grammar<'a, 't> {
    pub(in crate::mentions) fn new(tokens: &'a [Token<'t>]) -> Self {
        let named = |two: &[Token<'_>]| two[1].text == "May" && two[0].is_in(&["theresa", "mrs", "ms", "minister", "mr", "."]);
        let may_is_a_name = tokens.windows(2).any(|two| named(two) && two[0].text != ".");
        Self {
            tokens,
            may_is_a_name,
            year_end: None,
            #[cfg(test)]
            looks: std::cell::Cell::default(),
        }
    }

    fn get(&self, i: usize) -> Option<&'a Token<'t>> {
        #[cfg(test)]
        self.looks.set(self.looks.get() + 1);
        self.tokens.get(i)
    }

    /// The token before `i`, if it is of the same paragraph.
    fn before(&self, i: usize) -> Option<&'a Token<'t>> {
        let before = self.get(i.checked_sub(1)?)?;
        self.get(i).is_none_or(|t| t.gap < Gap::Paragraph).then_some(before)
    }

    fn is(&self, i: usize, lower: &str) -> bool {
        self.get(i).is_some_and(|t| t.is(lower))
    }

    fn is_in(&self, i: usize, lower: &[&str]) -> bool {
        self.get(i).is_some_and(|t| t.is_in(lower))
    }

    fn is_dash(&self, i: usize) -> bool {
        self.get(i).is_some_and(Token::is_dash)
    }

    fn after_in(&self, i: usize, lower: &[&str]) -> bool {
        self.before(i).is_some_and(|t| t.is_in(lower))
    }

    /// The place after `i` if this word stands there, else `i`.
    fn skip(&self, i: usize, lower: &[&str]) -> usize {
        i + usize::from(self.is_in(i, lower))
    }

    /// The expression that begins at `i`, if one does.
    pub(super) fn expression(&mut self, i: usize) -> Option<Reading> {
        let (form, end) = self.form(i, self.skip_modifiers(i))?;
        if let Form::Date(Partial { year: Some(_), .. }, _) | Form::Range(Partial { year: Some(_), .. }, _) = form {
            self.year_end = Some(end);
        }
        Some(Reading { form, start: i, end })
    }

    /// What stands at `i`, after the modifiers from `start` on.
    fn form(&self, start: usize, i: usize) -> Read<Form> {
        self.decades(i)
            .or_else(|| self.named_decade(i))
            .or_else(|| self.century(i))
            .or_else(|| self.weekday(i))
            .or_else(|| self.range(start, i))
            .or_else(|| self.dated(i))
            .or_else(|| self.season(i))
            .or_else(|| self.weekend(i))
            .or_else(|| self.shift(i).map(|(shift, end)| (Form::Shift(shift), end)))
    }

    /// "early", "mid-", "the end of", "earlier", "the summer of" …: these make the expression longer, not its value finer.
    fn skip_modifiers(&self, i: usize) -> usize {
        (0..MOST_MODIFIERS).try_fold(i, |at, _| self.modifier(at).ok_or(at)).unwrap_or_else(|at| at)
    }

    fn modifier(&self, i: usize) -> Option<usize> {
        const PARTS: [&str; 13] = [
            "end",
            "beginning",
            "start",
            "middle",
            "half",
            "quarter",
            "spring",
            "summer",
            "autumn",
            "fall",
            "winter",
            "course",
            "month",
        ];
        let token = self.get(i)?;
        if token.is_in(&["early", "late", "mid", "earlier", "later"]) {
            return Some(i + 1 + usize::from(self.is_dash(i + 1)));
        }
        let part = self.skip(self.skip(i, &["the"]), &["first", "second", "third", "fourth", "latter"]);
        if self.is_in(part, &PARTS) && self.is(part + 1, "of") {
            return Some(part + 2);
        }
        let season = season(token).is_some() && self.get(i + 1).is_some_and(|t| digits(t, 4..=4).is_some());
        season.then_some(i + 1)
    }

    /// A date alone, or placed by "last", "of last year", "of that year".
    fn dated(&self, i: usize) -> Read<Form> {
        let chosen = self.get(i).and_then(which);
        let start = i + usize::from(chosen.is_some());
        let (date, end) = self.date(start, chosen.is_some())?;
        if chosen.is_some() {
            if self.may_is_a_name && date.month == Some(5) && chosen == Some(Which::That) {
                return None;
            }
            let named = date.month.is_some() && date.year.is_none();
            return named.then_some((Form::Date(date, chosen.unwrap_or(Which::Plain)), end));
        }
        if date.year.is_none()
            && let Some((year, after)) = self.year_shift(end)
        {
            return Some((Form::InYear(date, year), after));
        }
        let year = date.year.or_else(|| self.year_ahead(date, end));
        Some((Form::Date(Partial { year, ..date }, Which::Plain), end))
    }

    /// The year that a date shares with a later one: "March 8 and April 20, 2017", "February, March and April 1945".
    fn year_ahead(&self, date: Partial, end: usize) -> Option<i16> {
        if date.day.is_some() {
            let (second, _) = self.second_date(date, end + 1).filter(|_| self.is_in(end, &["and", "or"]))?;
            return second.year.filter(|_| second.day.is_some());
        }
        date.month?;
        let mut end = end;
        for _ in 0..MOST_MONTHS {
            let at = self.skip(self.skip(end, &[","]), &["and", "or"]);
            let (next, after) = self.month_first(at, true).filter(|(next, _)| at > end && next.day.is_none())?;
            if next.year.is_some() {
                return next.year;
            }
            end = after;
        }
        None
    }

    /// "(of) last year", "of the same year" after a month or day.
    fn year_shift(&self, i: usize) -> Read<Shift> {
        let (shift, end) = self.shift(self.skip(i, &["of"]))?;
        (shift.unit == Unit::Year).then_some((shift, end))
    }

    /// One date in any order of its parts. `sure` says that what stands before shows it to be one.
    pub(in crate::mentions) fn date(&self, i: usize, sure: bool) -> Read<Partial> {
        self.iso(i).or_else(|| self.month_first(i, sure)).or_else(|| self.day_first(i)).or_else(|| self.bare_year(i, sure))
    }

    /// "2016-12-31", "2016-12".
    fn iso(&self, i: usize) -> Read<Partial> {
        let number = |at: usize, len| self.get(at).filter(|t| at == i || t.is_glued()).and_then(|t| digits(t, len));
        let dash = |at: usize| self.get(at).is_some_and(|t| t.text == "-" && t.is_glued());
        let year = number(i, 4..=4)?;
        let month = u8::try_from(number(i + 2, 2..=2).filter(|m| dash(i + 1) && (1..=12).contains(m))?).ok()?;
        let day = number(i + 4, 2..=2).filter(|d| dash(i + 3) && (1..=31).contains(d)).and_then(|d| u8::try_from(d).ok());
        if day.is_none() && i16::from(month) > year % 100 {
            return None; // "2010-12" is a range of years
        }
        Some((Partial { year: Some(year), month: Some(month), day }, if day.is_some() { i + 5 } else { i + 3 }))
    }

    /// "December 9, 2016", "December 2016", "September of 1905", "Dec. 16", "March".
    fn month_first(&self, i: usize, sure: bool) -> Read<Partial> {
        let name = month(self.get(i)?)?;
        let mut end = i + 1;
        if name.short && self.get(end).is_some_and(|t| t.text == "." && t.is_glued()) {
            end += 1;
        }
        let day = self.day(end);
        if let Some((_, after)) = day {
            end = after;
        }
        let year = self.year_after(end);
        if let Some((_, after)) = year {
            end = after;
        }
        let date = Partial { year: year.map(|y| y.0), month: Some(name.number), day: day.map(|d| d.0) };
        if year.is_none() && self.is_recurring(end, date) {
            return None;
        }
        let shown = day.is_some() || year.is_some() || self.stands_as_month(i, &name, sure);
        shown.then_some((date, end))
    }

    /// Whether a month's name without numbers is one here.
    fn stands_as_month(&self, i: usize, name: &words::Month, sure: bool) -> bool {
        let strict = if self.may_is_a_name && name.number == 5 { &words::MONTH_OPENERS[..11] } else { &words::MONTH_OPENERS[..] };
        if name.short || self.after_in(i, &["black", "long", "theresa"]) {
            return false;
        }
        let dashed = self.before(i).is_some_and(Token::is_dash) && self.after_in(i - 1, &["mid"]);
        let ranged = self.is_dash(i + 1) && self.get(i + 2).is_some_and(|t| month(t).is_some());
        let opened = sure || dashed || ranged || self.after_in(i, strict);
        let describes = self.after_in(i, &words::DETERMINERS)
            && self.get(i + 1).is_some_and(|t| t.is_small_word() && !t.is_in(&words::FUNCTION_WORDS));
        opened || describes || (!name.ambiguous && !self.is_name_beside(i))
    }

    /// Whether a capitalised word directly before makes the month part of a name.
    fn is_name_beside(&self, i: usize) -> bool {
        self.before(i)
            .is_some_and(|t| t.is_capitalised() && t.sentence == self.tokens[i].sentence && self.tokens[i].gap == Gap::Space)
            && !self.after_in(i, &["the", "in", "on", "by", "since", "until", "a", "an"])
    }

    /// A day of the month, "16" or "16th".
    fn day(&self, i: usize) -> Read<u8> {
        let token = self.get(i)?;
        let day = digits(token, 1..=2).filter(|d| (1..=31).contains(d)).and_then(|d| u8::try_from(d).ok())?;
        let next = self.get(i + 1);
        if next.is_some_and(|t| t.is_glued() && t.is_in(&["st", "nd", "rd", "th"])) {
            return Some((day, i + 2));
        }
        let joined = next.is_some_and(|t| t.is_glued() && (t.kind != Kind::Sign || t.is_in(&["%", ":", "°", "/"])));
        let counted = next.is_some_and(|t| t.is_in(&words::COUNTED));
        (!joined && !counted && token.gap < Gap::Paragraph).then_some((day, i + 1))
    }

    /// "9 December 2016", "the 9th of December".
    fn day_first(&self, i: usize) -> Read<Partial> {
        let (day, after) = self.day(self.skip(i, &["the"]))?;
        let at = self.skip(after, &["of"]);
        let name = month(self.get(at)?).filter(|_| self.tokens[at].gap != Gap::None)?;
        let end = at + 1 + usize::from(name.short && self.get(at + 1).is_some_and(|t| t.text == "." && t.is_glued()));
        let (year, end) = self.year_after(end).map_or((None, end), |(year, end)| (Some(year), end));
        let date = Partial { year, month: Some(name.number), day: Some(day) };
        (year.is_some() || !self.is_recurring(end, date)).then_some((date, end))
    }

    /// Whether what follows a date without year makes it a name ("the October Revolution", "September 11 attacks") or a
    /// day of every year ("1 November each year").
    fn is_recurring(&self, end: usize, date: Partial) -> bool {
        const EVENTS: [&str; 7] = ["revolution", "war", "crisis", "uprising", "manifesto", "movement", "massacre"];
        let every = self.is_in(self.skip(end, &["of"]), &["each", "every", "annually"]);
        let terror = (date.month, date.day) == (Some(9), Some(11)) && (self.is_in(end, &["attacks", "terror", "terrorist"]));
        every || terror || self.is_in(end, &EVENTS)
    }

    /// The year that follows a month or day: "2016", ", 2016", "of 1905".
    fn year_after(&self, i: usize) -> Read<i16> {
        let at = self.skip(i, &[",", "of"]);
        let counts = at > i && self.counts(at);
        let year = self.plain_year(at).filter(|_| !counts && self.tokens[at].gap < Gap::Paragraph)?;
        Some((year, at + 1))
    }

    /// Four digits that can be a year and are no part of something longer.
    fn plain_year(&self, i: usize) -> Option<i16> {
        let token = self.get(i)?;
        let year = digits(token, 4..=4).filter(|y| (1500..=2100).contains(y))?;
        let clear_before = !token.is_glued()
            || self.before(i).is_none_or(|t| t.is_dash() || t.is_in(&["(", ",", "[", "“", "‘", "\"", ";", "/"]));
        let clear_after = self.get(i + 1).is_none_or(|t| {
            let clock = t.is(":") && self.get(i + 2).is_some_and(|t| t.is_glued() && t.kind == Kind::Number);
            !t.is_glued() || (t.kind == Kind::Sign && !clock && !t.is_in(&["%", "°", "$", "€", "@"])) || t.is("s")
        });
        (clear_before && clear_after).then_some(year)
    }

    /// Whether the number at `i`, alone or with the number joined to it, counts what follows.
    fn counts(&self, i: usize) -> bool {
        let joined = self.is_in(i + 1, &["and", "to", "or"]) || self.is_dash(i + 1);
        self.counts_next(i) || (joined && self.get(i + 2).is_some_and(|t| t.kind == Kind::Number) && self.counts_next(i + 2))
    }

    fn counts_next(&self, i: usize) -> bool {
        let Some(next) = self.get(i + 1).filter(|t| t.gap < Gap::Paragraph) else { return false };
        let measure = if next.is_dash() && next.is_glued() { self.get(i + 2).unwrap_or(next) } else { next };
        let round = self.get(i).and_then(|t| digits(t, 4..=4)).is_some_and(|y| y % 100 == 0);
        let small = next.is_small_word() && !next.is_glued() && !next.is_in(&words::FUNCTION_WORDS);
        let several = next.lower.ends_with('s') || !self.after_in(i, &words::DETERMINERS);
        measure.is_in(&words::COUNTED) || (round && small && several)
    }

    /// A year without month, where its neighbours show it to be one.
    fn bare_year(&self, i: usize, sure: bool) -> Read<Partial> {
        let year = self.plain_year(i).filter(|_| !self.counts(i))?;
        let shown = sure
            || self.is_opened_year(i)
            || self.describes_noun(i)
            || self.is_bracketed(i)
            || self.ends_title(i)
            || self.goes_on(i);
        shown.then_some((Partial { year: Some(year), ..Partial::default() }, i + 1))
    }

    fn is_opened_year(&self, i: usize) -> bool {
        let dashed = self.before(i).is_some_and(|t| t.is_dash() && t.is_glued())
            && self.after_in(i - 1, &["mid", "pre", "post", "early", "late"]);
        let year_word = self.after_in(i, &["year", "years"]);
        dashed || year_word || self.after_in(i, &words::YEAR_OPENERS) || self.is_opened_by_two(i)
    }

    /// "prior to 2014", "as recently as 2022", "from roughly 1948"; "for 2027" where no noun follows.
    fn is_opened_by_two(&self, i: usize) -> bool {
        let two = |first: &[&str], second: &[&str]| self.after_in(i, second) && self.is_in(i.wrapping_sub(2), first);
        let ends = self.get(i + 1).is_none_or(|t| t.kind == Kind::Sign || t.is_in(&words::FUNCTION_WORDS));
        two(&["prior", "up", "back", "dates", "dating"], &["to"])
            || two(&["recently", "early", "late", "soon", "far"], &["as"])
            || two(&words::YEAR_OPENERS, &["roughly", "about", "approximately", "around"])
            || (ends && self.after_in(i, &["for"]))
    }

    /// "the 1992 ruling", "Nicaragua's 2012 suit", "the upcoming 2020 census".
    fn describes_noun(&self, i: usize) -> bool {
        let noun = self.get(i + 1).is_some_and(|t| {
            let word = t.kind == Kind::Word && !t.is_in(&words::FUNCTION_WORDS);
            t.gap != Gap::Paragraph && (word || t.is_dash() || (!t.is_glued() && t.is_in(&["“", "\"", "‘"])))
        });
        let adjective = self
            .before(i)
            .is_some_and(|t| t.is_small_word() && !t.is_in(&words::FUNCTION_WORDS) && !t.is_in(&words::APPROXIMATE));
        let opened = self.after_in(i, &words::DETERMINERS) || (adjective && self.after_in(i - 1, &words::DETERMINERS));
        noun && opened && !self.is_in(i + 1, &["resolution", "model"])
    }

    fn is_bracketed(&self, i: usize) -> bool {
        self.before(i).is_some_and(|t| t.is_in(&["(", "["])) && self.is_in(i + 1, &[")", "]"])
    }

    /// "The Suez Crisis, 1956" at the end of a line.
    fn ends_title(&self, i: usize) -> bool {
        self.after_in(i, &[","]) && self.get(i + 1).is_none_or(|t| t.gap >= Gap::Line)
    }

    /// The next item of a list of years.
    fn goes_on(&self, i: usize) -> bool {
        let Some(from) = self.year_end else { return false };
        let at = self.skip(self.skip(from, &[","]), &["and", "or"]);
        at == i && at > from && !(at == from + 1 && self.is(from, ",") && !self.is_in(i + 1, &[",", "and", "or"]))
    }
}

/// Whether a token is a weekday's name.
pub(in crate::mentions) fn is_weekday(token: &Token<'_>) -> bool {
    weekday(token).is_some()
}

/// Whether a token is a month's name.
pub(in crate::mentions) fn is_month(token: &Token<'_>) -> bool {
    month(token).is_some()
}
