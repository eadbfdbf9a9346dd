//! The value of a time: EDTF level 0 (ISO 8601-2), that is a year, month or day of the Gregorian calendar, or an
//! interval of two such. Validated once, so that whoever holds one may write it as a typed literal unchecked.

use jiff::civil::Date;
use std::fmt;
use thiserror::Error;

/// A time as precisely as the text gives it: `2017-03-01`, `2017-03`, `2017` or an interval
/// `2016/2017` of two such (EDTF level 0, ISO 8601-2).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Edtf(String);

/// Why something is no time.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum EdtfError {
    /// The form is not one of EDTF level 0.
    #[error("{text:?} is not an EDTF date: write YYYY, YYYY-MM, YYYY-MM-DD or two of these joined by '/'")]
    Form {
        /// What was given.
        text: String,
    },
    /// The form is right, but the calendar has no such day, month or year.
    #[error("the calendar has no date {text}: check month and day")]
    NoSuchDate {
        /// What was given.
        text: String,
    },
    /// The interval ends before it begins.
    #[error("the interval {text} ends before it begins: exchange its two dates")]
    Backwards {
        /// What was given.
        text: String,
    },
}

/// A year, month or day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Point {
    /// The year, 0 to 9999.
    pub year: i16,
    /// The month, 1 to 12.
    pub month: Option<u8>,
    /// The day, 1 to 31; only where there is a month.
    pub day: Option<u8>,
}

/// How precise a time is; decides the literal's datatype.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Precision {
    /// A day.
    Day,
    /// A month.
    Month,
    /// A year.
    Year,
    /// A stretch between two of these.
    Interval,
}

impl Precision {
    /// The local name of its XSD datatype; an interval has none there.
    #[must_use]
    pub fn xsd(self) -> Option<&'static str> {
        match self {
            Self::Day => Some("date"),
            Self::Month => Some("gYearMonth"),
            Self::Year => Some("gYear"),
            Self::Interval => None,
        }
    }
}

impl Edtf {
    /// Reads and checks an EDTF form.
    ///
    /// # Errors
    /// If the form is not of EDTF level 0, a date does not exist, or an interval runs backwards.
    pub fn parse(text: &str) -> Result<Self, EdtfError> {
        match text.split_once('/') {
            Some((begin, end)) => Self::interval(Point::parse(begin)?, Point::parse(end)?),
            None => Self::from_point(Point::parse(text)?),
        }
    }

    /// A year.
    ///
    /// # Errors
    /// If it is not within 0 to 9999.
    pub fn year(year: i16) -> Result<Self, EdtfError> {
        Self::from_point(Point { year, month: None, day: None })
    }

    /// A month.
    ///
    /// # Errors
    /// If there is no such month.
    pub fn month(year: i16, month: u8) -> Result<Self, EdtfError> {
        Self::from_point(Point { year, month: Some(month), day: None })
    }

    /// A day.
    ///
    /// # Errors
    /// If the calendar has no such day.
    pub fn day(year: i16, month: u8, day: u8) -> Result<Self, EdtfError> {
        Self::from_point(Point { year, month: Some(month), day: Some(day) })
    }

    /// A year, month or day.
    ///
    /// # Errors
    /// If the calendar has no such point.
    pub fn from_point(point: Point) -> Result<Self, EdtfError> {
        point.first_day().map(|_| Self(point.to_string())).ok_or_else(|| EdtfError::NoSuchDate { text: point.to_string() })
    }

    /// From the beginning of `begin` to the end of `end`; a single date where the two are the same.
    ///
    /// # Errors
    /// If a date does not exist, or `end` is over before `begin` begins.
    pub fn interval(begin: Point, end: Point) -> Result<Self, EdtfError> {
        let (first, last) = (Self::from_point(begin)?, Self::from_point(end)?);
        if begin == end {
            return Ok(first);
        }
        let text = format!("{first}/{last}");
        if begin.first_day() > end.first_day() { Err(EdtfError::Backwards { text }) } else { Ok(Self(text)) }
    }

    /// The EDTF form.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Its beginning, or the whole of it if it is no interval.
    #[must_use]
    pub fn begin(&self) -> Point {
        Point::of_valid(self.0.split('/').next().unwrap_or_default())
    }

    /// Its end, or the whole of it if it is no interval.
    #[must_use]
    pub fn end(&self) -> Point {
        Point::of_valid(self.0.rsplit('/').next().unwrap_or_default())
    }

    /// How precise it is.
    #[must_use]
    pub fn precision(&self) -> Precision {
        match self.begin() {
            _ if self.0.contains('/') => Precision::Interval,
            Point { day: Some(_), .. } => Precision::Day,
            Point { month: Some(_), .. } => Precision::Month,
            _ => Precision::Year,
        }
    }
}

impl fmt::Display for Edtf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<Date> for Point {
    fn from(date: Date) -> Self {
        Self { year: date.year(), month: date.month().try_into().ok(), day: date.day().try_into().ok() }
    }
}

impl fmt::Display for Point {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.year)?;
        for part in [self.month, self.day].into_iter().flatten() {
            write!(f, "-{part:02}")?;
        }
        Ok(())
    }
}

impl Point {
    /// Its first day, if the calendar has it.
    pub(crate) fn first_day(self) -> Option<Date> {
        if !(0..=9999).contains(&self.year) || (self.month.is_none() && self.day.is_some()) {
            return None;
        }
        Date::new(self.year, self.month.unwrap_or(1).try_into().ok()?, self.day.unwrap_or(1).try_into().ok()?).ok()
    }

    fn parse(text: &str) -> Result<Self, EdtfError> {
        let wrong = || EdtfError::Form { text: text.to_owned() };
        let mut parts = text.split('-');
        let year = parts.next().and_then(|y| digits(y, 4)).ok_or_else(wrong)?;
        let mut small = || parts.next().map(|p| digits(p, 2).and_then(|n| u8::try_from(n).ok()).ok_or_else(wrong)).transpose();
        let point = Self { year, month: small()?, day: small()? };
        if parts.next().is_some() { Err(wrong()) } else { Ok(point) }
    }

    /// A point from a form that was checked when its [`Edtf`] was made.
    fn of_valid(text: &str) -> Self {
        Self::parse(text).unwrap_or(Self { year: 0, month: None, day: None })
    }
}

/// The number that exactly `len` ASCII digits write.
fn digits(text: &str, len: usize) -> Option<i16> {
    let right = text.len() == len && text.bytes().all(|b| b.is_ascii_digit());
    if right { text.parse().ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_of_level_0_is_read_and_written() {
        for text in ["2017-03-01", "2017-03", "2017", "2016/2017", "2016-12/2017-01", "2016-02-29", "0476"] {
            assert_eq!(Edtf::parse(text).map(|e| e.to_string()), Ok(text.to_owned()));
        }
    }

    #[test]
    fn what_is_no_date_is_refused() {
        for text in ["", "17", "2017-3", "2017-03-01-02", "201703", "2016/", "+2017", "2016/2017/2018", "２０１７"] {
            assert!(matches!(Edtf::parse(text), Err(EdtfError::Form { .. })), "{text}");
        }
        for text in ["2017-02-29", "2017-13", "2017-00"] {
            assert!(matches!(Edtf::parse(text), Err(EdtfError::NoSuchDate { .. })), "{text}");
        }
        assert!(matches!(Edtf::parse("2017/2016-12"), Err(EdtfError::Backwards { .. })));
        assert!(Edtf::year(-44).is_err());
    }

    #[test]
    fn precision_gives_the_datatype() {
        let xsd = |text| Edtf::parse(text).ok().and_then(|e| e.precision().xsd());
        assert_eq!([xsd("2017-03-01"), xsd("2017-03"), xsd("2017")], [Some("date"), Some("gYearMonth"), Some("gYear")]);
        assert_eq!(xsd("2016/2017"), None);
    }

    #[test]
    fn an_interval_has_two_ends() {
        let interval = Edtf::parse("2016-12/2017").expect("valid");
        assert_eq!(interval.begin(), Point { year: 2016, month: Some(12), day: None });
        assert_eq!(interval.end(), Point { year: 2017, month: None, day: None });
        assert_eq!(Edtf::parse("2016/2016").map(|e| e.to_string()), Ok("2016".to_owned()));
    }
}
