//! What an expression means: forms → dates, reckoned from the document's date or from the time named before.
//!
//! A date without its year is the latest such date that is not after the document's, as news writes it; where
//! that lies ten months back or more, or the sentence speaks of the future ("will … on December 7"), it is
//! the next one. In a stretch of narrative that has just given another year ("On July 26, 1956 … On
//! September 9"), and in documents without a date, the narrative's time decides instead.

use super::edtf::{Edtf, Point, Precision};
use super::grammar::{Form, From, Partial, Season, Shift, Unit, Which};
use super::{Kind, Relation};
use jiff::civil::{Date, Weekday};
use jiff::{Span, ToSpan};

/// Where an expression stands and how.
#[derive(Debug, Clone, Copy)]
pub(super) struct Setting {
    pub(super) sentence: usize,
    pub(super) paragraph: usize,
    pub(super) relation: Relation,
    /// Whether its sentence speaks of what is to come.
    pub(super) future: bool,
    /// Whether it only tells one thing from others ("the November 27 deal", "the war of 1965"), so that the story does not go on from it.
    pub(super) aside: bool,
}

/// What a form means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Meaning {
    pub(super) value: Edtf,
    pub(super) kind: Kind,
    pub(super) year_inferred: bool,
}

impl Meaning {
    fn new(value: Edtf, kind: Kind) -> Self {
        Self { value, kind, year_inferred: false }
    }
}

/// A time that the text has named, and where.
#[derive(Debug, Clone)]
struct Named {
    value: Edtf,
    explicit: bool,
    setting: Setting,
}

/// What time it is, so to speak, at a place in the text.
#[derive(Debug, Clone)]
pub(in crate::mentions) struct Clock {
    anchor: Option<Point>,
    /// The last time named.
    last: Option<Named>,
    /// The last time named that was no aside.
    told: Option<Named>,
    /// The time that the story as a whole has come to: a year named in passing does not take it back.
    story: Option<Point>,
}

impl Clock {
    /// The clock at the start of a document of this date.
    pub(in crate::mentions) fn new(anchor: Option<&Edtf>) -> Self {
        Self { anchor: anchor.map(Edtf::end), last: None, told: None, story: None }
    }

    /// What `form` means here; the clock goes on to it.
    pub(super) fn read(&mut self, form: Form, setting: Setting) -> Option<Meaning> {
        let meaning = self.meaning(form, setting)?;
        self.go_on(Named { value: meaning.value.clone(), explicit: meaning.kind == Kind::Absolute, setting });
        Some(meaning)
    }

    fn go_on(&mut self, named: Named) {
        let (begin, end) = (named.value.begin(), named.value.end());
        if end.year - begin.year > 2 {
            return; // a decade is no place to go on from
        }
        let dated = end.month.is_some() && !named.setting.aside;
        if dated || self.story.is_none_or(|story| story.month.is_none() || end.year > story.year) {
            self.story = Some(end);
        }
        if !named.setting.aside {
            self.told = Some(named.clone());
        }
        self.last = Some(named);
    }

    fn meaning(&self, form: Form, setting: Setting) -> Option<Meaning> {
        match form {
            Form::Date(date, which) => self.date(date, which, setting),
            Form::Range(start, end) => self.range(start, end, setting),
            Form::InYear(date, year) => {
                let (from, kind) = self.shifted(year, setting)?;
                let value = edtf(Partial { year: Some(from.begin().year), ..date })?;
                Some(Meaning { value, kind, year_inferred: true })
            }
            Form::Weekday(day, which) => self.weekday(day, which, setting.future).map(|v| Meaning::new(v, Kind::Document)),
            Form::InWeek(day, week) => {
                let (week, kind) = self.shifted(week, setting)?;
                Some(Meaning::new(day_value(on_or_after(week.begin().first_day()?, day)?)?, kind))
            }
            Form::Season(season, which) => self.season(season, which, setting),
            Form::Weekend(which) => self.weekend(which, setting.future).map(|v| Meaning::new(v, Kind::Document)),
            Form::Shift(shift) => self.shifted(shift, setting).map(|(value, kind)| Meaning::new(value, kind)),
        }
    }

    fn anchor_day(&self) -> Option<Date> {
        self.anchor.filter(|a| a.day.is_some())?.first_day()
    }

    /// The time that "the following month", "that year" go back to: the last one named in this sentence, else the
    /// last that was no aside.
    fn before(&self, here: Setting) -> Option<Point> {
        let in_sentence = self.last.as_ref().filter(|n| n.setting.sentence == here.sentence);
        in_sentence.or(self.told.as_ref()).or(self.last.as_ref()).map(|n| n.value.end())
    }

    // ---- dates ----------------------------------------------------------------------------------------------

    fn date(&self, date: Partial, which: Which, setting: Setting) -> Option<Meaning> {
        if date.year.is_some() {
            return edtf(date).map(|value| Meaning::new(value, Kind::Absolute));
        }
        let (year, kind) = match which {
            Which::Plain => self.year_for(date, setting)?,
            Which::That => (self.before(setting).or(self.anchor)?.year, Kind::Narrative),
            Which::Last => (self.year_before(date)?, Kind::Document),
            Which::This => (self.anchor?.year, Kind::Document),
            Which::Next => (self.year_after(date)?, Kind::Document),
        };
        edtf(Partial { year: Some(year), ..date }).map(|value| Meaning { value, kind, year_inferred: true })
    }

    /// The year of a date that states none.
    fn year_for(&self, date: Partial, setting: Setting) -> Option<(i16, Kind)> {
        let point = match self.anchor {
            Some(_) if setting.future => None,
            Some(_) => self.elsewhere(setting),
            None => self.undated(setting),
        };
        if let Some(point) = point {
            return Some((nearest_year(point, date.month?), Kind::Narrative));
        }
        Some((document_year(self.anchor?, date, setting.future)?, Kind::Document))
    }

    /// The time from which a document without a date goes on: what its paragraph told last, else where the story is.
    fn undated(&self, here: Setting) -> Option<Point> {
        let told = self.told.as_ref().filter(|n| n.setting.paragraph == here.paragraph && n.setting.relation != Relation::Since);
        told.map(|n| n.value.end()).or(self.story)
    }

    /// The time from which a dated document goes on here, if it has just given one that is far from its own.
    fn elsewhere(&self, here: Setting) -> Option<Point> {
        let (named, anchor) = (self.told.as_ref()?, self.anchor?);
        let point = named.value.end();
        let explicit = named.explicit && named.value.precision() != Precision::Interval && point.year < anchor.year;
        let near = point.month.is_some() && named.setting.paragraph == here.paragraph && anchor.year - point.year > 1;
        (explicit && (near || named.setting.sentence == here.sentence)).then_some(point)
    }

    /// "last March": the latest one that is over; by a bare year, the first half of the year is taken to be over.
    fn year_before(&self, date: Partial) -> Option<i16> {
        let (anchor, month) = (self.anchor?, date.month?);
        let over = anchor.month.map_or(month <= 6, |now| month < now);
        Some(if over { anchor.year } else { anchor.year - 1 })
    }

    fn year_after(&self, date: Partial) -> Option<i16> {
        let (anchor, month) = (self.anchor?, date.month?);
        let ahead = anchor.month.is_some_and(|now| month > now);
        Some(if ahead { anchor.year } else { anchor.year + 1 })
    }

    fn range(&self, start: Partial, end: Partial, setting: Setting) -> Option<Meaning> {
        let (mut start, mut end, mut kind) = (start, end, Kind::Absolute);
        let year_inferred = end.year.is_none();
        if year_inferred {
            let (year, how) = self.year_for(end, setting)?;
            let turns = (start.month, start.day) > (end.month, end.day);
            (start.year, end.year, kind) = (Some(year - i16::from(turns)), Some(year), how);
        }
        let value = Edtf::interval(point(start)?, point(end)?).ok()?;
        Some(Meaning { value, kind, year_inferred })
    }

    // ---- weekdays, seasons, shifts --------------------------------------------------------------------------

    /// The latest such day up to the document's date, or the next one.
    fn weekday(&self, day: Weekday, which: Which, future: bool) -> Option<Edtf> {
        let today = self.anchor_day()?;
        let date = match which {
            Which::Last => on_or_before(shift_date(today, (-1).days())?, day),
            Which::Next => on_or_after(shift_date(today, 1.days())?, day),
            Which::This => on_or_after(week_of(today)?, day),
            Which::Plain if future => on_or_after(shift_date(today, 1.days())?, day),
            Which::Plain | Which::That => on_or_before(today, day),
        };
        day_value(date?)
    }

    /// The latest weekend that has begun or, of the future, the next; "last weekend" is that of the week before.
    fn weekend(&self, which: Which, future: bool) -> Option<Edtf> {
        let today = self.anchor_day()?;
        let saturday = match which {
            Which::Last => on_or_before(shift_date(week_of(today)?, (-1).days())?, Weekday::Saturday),
            Which::Next => on_or_after(shift_date(today, 1.days())?, Weekday::Saturday),
            _ if future => on_or_after(today, Weekday::Saturday),
            _ => on_or_before(today, Weekday::Saturday),
        }?;
        Edtf::interval(saturday.into(), shift_date(saturday, 1.days())?.into()).ok()
    }

    /// A season's year: "last summer" is the latest that is over.
    fn season(&self, season: Season, which: Which, setting: Setting) -> Option<Meaning> {
        if which == Which::That {
            return year_value(self.before(setting)?.year).map(|v| Meaning::new(v, Kind::Narrative));
        }
        let anchor = self.anchor?;
        let over = anchor.month.is_some_and(|now| now > last_month(season));
        let year = match which {
            Which::Last if !over => anchor.year - 1,
            Which::Next if over => anchor.year + 1,
            _ => anchor.year,
        };
        year_value(year).map(|v| Meaning::new(v, Kind::Document))
    }

    /// What lies so many units from the document's date, or from the time named before.
    fn shifted(&self, shift: Shift, setting: Setting) -> Option<(Edtf, Kind)> {
        let (from, kind) = match shift.from {
            From::Document => (self.anchor?, Kind::Document),
            From::Narrative => (self.before(setting).or(self.anchor)?, Kind::Narrative),
        };
        let value = match shift.unit {
            Unit::Year => year_value(from.year.checked_add(i16::try_from(shift.by).ok()?)?),
            Unit::Month => month_value(from, shift.by),
            Unit::Week => week_value(shift_date(from.first_day().filter(|_| from.day.is_some())?, shift.by.weeks())?),
            Unit::Day => day_value(shift_date(from.first_day().filter(|_| from.day.is_some())?, shift.by.days())?),
        };
        Some((value?, kind))
    }
}

/// The year of the narrative's date that lies nearest to a time just named.
fn nearest_year(named: Point, month: u8) -> i16 {
    let Some(now) = named.month else { return named.year };
    match i16::from(month) - i16::from(now) {
        7.. => named.year - 1,
        ..=-7 => named.year + 1,
        _ => named.year,
    }
}

/// The year of a date in a document of date `anchor` (see the head of this file).
fn document_year(anchor: Point, date: Partial, future: bool) -> Option<i16> {
    let (Some(now), month) = (anchor.month, date.month?) else { return Some(anchor.year) };
    let over = match (anchor.day, date.day) {
        (Some(today), Some(day)) => (month, day) <= (now, today),
        _ => month <= now,
    };
    let ahead = i16::from(month) - i16::from(now);
    Some(match over {
        true if future && ahead < -2 => anchor.year + 1,
        false if !future && ahead > 2 => anchor.year - 1,
        _ => anchor.year,
    })
}

fn last_month(season: Season) -> u8 {
    match season {
        Season::Winter => 2,
        Season::Spring => 5,
        Season::Summer => 8,
        Season::Autumn => 11,
    }
}

fn shift_date(date: Date, by: Span) -> Option<Date> {
    date.checked_add(by).ok()
}

fn on_or_before(date: Date, day: Weekday) -> Option<Date> {
    shift_date(date, i64::from(date.weekday().since(day)).days().negate())
}

fn on_or_after(date: Date, day: Weekday) -> Option<Date> {
    shift_date(date, i64::from(date.weekday().until(day)).days())
}

/// The Monday of a day's week.
fn week_of(date: Date) -> Option<Date> {
    on_or_before(date, Weekday::Monday)
}

fn point(date: Partial) -> Option<Point> {
    Some(Point { year: date.year?, month: date.month, day: date.day })
}

fn edtf(date: Partial) -> Option<Edtf> {
    Edtf::from_point(point(date)?).ok()
}

fn year_value(year: i16) -> Option<Edtf> {
    Edtf::year(year).ok()
}

fn day_value(date: Date) -> Option<Edtf> {
    Edtf::from_point(date.into()).ok()
}

/// The days from Monday to Sunday.
fn week_value(date: Date) -> Option<Edtf> {
    let monday = week_of(date)?;
    Edtf::interval(monday.into(), shift_date(monday, 6.days())?.into()).ok()
}

fn month_value(from: Point, by: i32) -> Option<Edtf> {
    let first = Point { day: None, month: Some(from.month?), year: from.year }.first_day()?;
    let date = shift_date(first, by.months())?;
    Edtf::month(date.year(), u8::try_from(date.month()).ok()?).ok()
}
