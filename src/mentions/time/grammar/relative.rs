//! What is reckoned from elsewhere: weekdays, seasons, "last year", "two days later", "the following month".

use super::{Form, From, Grammar, Read, Shift, Unit, Which};
use crate::mentions::lexer::Token;
use crate::mentions::time::lexicon::{count, season, unit, weekday, which};

const PARTS_OF_DAY: [&str; 4] = ["morning", "afternoon", "evening", "night"];

impl Grammar<'_, '_> {
    /// "on Monday", "last Monday", "Monday, May 5", "Monday of last week", "Monday night".
    pub(super) fn weekday(&self, i: usize) -> Read<Form> {
        let chosen = self.get(i).and_then(which);
        let at = i + usize::from(chosen.is_some());
        let day = weekday(self.get(at)?).filter(|_| !self.is_name_with_weekday(at))?;
        let end = self.skip(at + 1, &PARTS_OF_DAY);
        if let Some(date) = self.date_of_weekday(end) {
            return Some(date);
        }
        let week = self.shift(self.skip(end, &["of"])).filter(|(shift, _)| shift.unit == Unit::Week && chosen.is_none());
        Some(
            week.map_or((Form::Weekday(day, chosen.unwrap_or(Which::Plain)), end), |(shift, end)| {
                (Form::InWeek(day, shift), end)
            }),
        )
    }

    /// "Good Friday", "the Sunday Times", "the Mail on Sunday".
    fn is_name_with_weekday(&self, i: usize) -> bool {
        const BEFORE: [&str; 9] = ["black", "good", "bloody", "easter", "palm", "holy", "ash", "super", "maundy"];
        const AFTER: [&str; 8] = ["times", "telegraph", "mail", "express", "mirror", "herald", "tribune", "post"];
        let mail = self.is_in(i.wrapping_sub(2), &["mail"]) && self.after_in(i, &["on"]);
        mail || self.after_in(i, &BEFORE) || self.is_in(i + 1, &AFTER)
    }

    /// The date that follows a weekday and says more: ", May 5", " 5 May 2017".
    fn date_of_weekday(&self, i: usize) -> Read<Form> {
        let at = self.skip(i, &[",", "("]);
        let (date, end) = self.month_first(at, false).or_else(|| self.day_first(at))?;
        date.day.is_some().then_some((Form::Date(date, Which::Plain), end))
    }

    /// "last summer", "that winter", "over the summer".
    pub(super) fn season(&self, i: usize) -> Read<Form> {
        let chosen = which(self.get(i)?).or_else(|| self.definite(i))?;
        let season = season(self.get(i + 1)?)?;
        (!self.is(i + 2, "of")).then_some((Form::Season(season, chosen), i + 2))
    }

    /// "last weekend", "over the weekend".
    pub(super) fn weekend(&self, i: usize) -> Read<Form> {
        let chosen = which(self.get(i)?).or_else(|| self.definite(i))?;
        self.is(i + 1, "weekend").then_some((Form::Weekend(chosen), i + 2))
    }

    /// "the" of a stretch that something happens in: the one of the time before.
    fn definite(&self, i: usize) -> Option<Which> {
        (self.is(i, "the") && self.after_in(i, &["over", "during", "in"])).then_some(Which::That)
    }

    /// "yesterday", "last year", "two years ago", "the following month", "the same day", "a day later".
    pub(super) fn shift(&self, i: usize) -> Read<Shift> {
        self.day_word(i).or_else(|| self.deictic(i)).or_else(|| self.ago(i)).or_else(|| self.anaphoric(i))
    }

    /// "today", "yesterday evening", "the day before yesterday".
    fn day_word(&self, i: usize) -> Read<Shift> {
        if self.is(i, "the") && self.is(i + 1, "day") && self.is_in(i + 2, &["before", "after"]) {
            let by = self.day_word(i + 3)?.0.by;
            return (by != 0).then(|| (day_shift(2 * by), i + 4));
        }
        let by = match self.get(i)?.lower.as_ref() {
            "today" | "tonight" => 0,
            "yesterday" => -1,
            "tomorrow" => 1,
            _ => return None,
        };
        // "leaders of tomorrow", "the Russia of today" are no days.
        let age = self.after_in(i, &["of"]) && !self.is_in(i.wrapping_sub(2), &["as"]) && !self.is_in(i + 1, &["’", "'"]);
        (!age).then(|| (day_shift(by), self.skip(i + 1, &PARTS_OF_DAY)))
    }

    /// "last year", "this week", "next month", "this morning", "last night"; "the end of the year".
    fn deictic(&self, i: usize) -> Read<Shift> {
        let by = match which(self.get(i)?) {
            Some(Which::Last) => -1,
            Some(Which::This) => 0,
            Some(Which::Next) => 1,
            _ => return self.rest_of_period(i),
        };
        let noun = self.get(i + 1)?;
        if noun.is_in(&PARTS_OF_DAY) {
            return Some((day_shift(by), i + 2));
        }
        let unit = single_unit(noun).filter(|u| *u != Unit::Day)?;
        let from = if by != 0 { self.origin(i, by)? } else { From::Document };
        Some((Shift { unit, by, from }, i + 2))
    }

    /// Where "last year", "next year" count from: with an article, "next" goes on from the time before. "Over the next
    /// year", "in the last month" are stretches that begin or end now, and none of these.
    fn origin(&self, i: usize, by: i32) -> Option<From> {
        const DURING: [&str; 7] = ["over", "within", "for", "in", "during", "of", "throughout"];
        if self.after_in(i, &["the"]) {
            return (by > 0 && !self.is_in(i.wrapping_sub(2), &DURING)).then_some(From::Narrative);
        }
        (!self.after_in(i, &["their", "its", "his", "her", "in", "over"])).then_some(From::Document)
    }

    /// "the year" after "the end of".
    fn rest_of_period(&self, i: usize) -> Read<Shift> {
        let part = self.after_in(i, &["of"]) && self.is_in(i.wrapping_sub(2), &["end", "half", "start", "beginning"]);
        let unit = single_unit(self.get(i + 1)?).filter(|u| part && *u != Unit::Day && self.is(i, "the"))?;
        Some((Shift { unit, by: 0, from: From::Document }, i + 2))
    }

    /// "two years ago", "a week earlier", "three days later".
    fn ago(&self, i: usize) -> Read<Shift> {
        let n = count(self.get(i)?)?;
        let unit = unit(self.get(i + 1)?)?;
        let (sign, from) = match self.get(i + 2)?.lower.as_ref() {
            "ago" => (-1, From::Document),
            "earlier" | "previously" => (-1, From::Narrative),
            "later" | "afterwards" => (1, From::Narrative),
            _ => return None,
        };
        Some((Shift { unit, by: sign * n, from }, i + 3))
    }

    /// "the following month", "the previous day", "that same year", "the next day", "the day before".
    fn anaphoric(&self, i: usize) -> Read<Shift> {
        let narrative = |unit, by, end| Some((Shift { unit, by, from: From::Narrative }, end));
        if self.is(i, "that") {
            let at = self.skip(i + 1, &["same"]);
            return narrative(single_unit(self.get(at)?)?, 0, at + 1);
        }
        let by = match self.get(i + 1).filter(|_| self.is(i, "the"))?.lower.as_ref() {
            "next" => self.origin(i + 1, 1).map(|_| 1)?,
            "following" => 1,
            "previous" | "preceding" => -1,
            "same" => 0,
            _ => return None,
        };
        narrative(single_unit(self.get(i + 2)?)?, by, i + 3)
    }
}

/// A day so many days from the document's.
fn day_shift(by: i32) -> Shift {
    Shift { unit: Unit::Day, by, from: From::Document }
}

/// The unit that a word names in the singular.
fn single_unit(token: &Token<'_>) -> Option<Unit> {
    unit(token).filter(|_| !token.lower.ends_with('s'))
}
