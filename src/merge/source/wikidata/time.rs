//! Times with the precision that they have: Wikidata's own RDF makes the first of January of a year, which nobody said.

use crate::graph::vocab::xsd;
use jiff::Span;
use jiff::civil::Date;
use oxigraph::model::Literal;
use serde_json::Value;

const DECADE: u64 = 8;
const YEAR: u64 = 9;
const MONTH: u64 = 10;
const DAY: u64 = 11;

/// The item of the Julian calendar.
const JULIAN: &str = "/Q1985786";

/// A day, a month, a year, or a decade as an interval; nothing for what is vaguer, such as a century.
pub(super) fn literal(value: &Value) -> Option<Literal> {
    let (year, month, day) = parts(value["time"].as_str()?)?;
    let julian = value["calendarmodel"].as_str().is_some_and(|model| model.ends_with(JULIAN));
    match value["precision"].as_u64()? {
        DECADE if year > 0 => {
            let first = year - year.rem_euclid(10);
            Some(Literal::new_simple_literal(format!("{first:04}/{:04}", first + 9)))
        }
        YEAR => Some(Literal::new_typed_literal(year_form(year), xsd::G_YEAR)),
        MONTH if (1..=12).contains(&month) => {
            Some(Literal::new_typed_literal(format!("{}-{month:02}", year_form(year)), xsd::G_YEAR_MONTH))
        }
        precision if precision >= DAY && (1..=12).contains(&month) && (1..=31).contains(&day) => {
            let (year, month, day) = if julian { from_julian(year, month, day)? } else { (year, month, day) };
            Some(Literal::new_typed_literal(format!("{}-{month:02}-{day:02}", year_form(year)), xsd::DATE))
        }
        _ => None,
    }
}

/// `+2017-04-21T00:00:00Z`; years before Christ have a minus and no year 0, which XML Schema has.
fn parts(time: &str) -> Option<(i64, i64, i64)> {
    let (negative, rest) = match time.split_at_checked(1)? {
        ("-", rest) => (true, rest),
        ("+", rest) => (false, rest),
        _ => (false, time),
    };
    let mut numbers = rest.split('T').next()?.split('-').map(|part| part.parse::<i64>().ok());
    let (year, month, day) = (numbers.next()??, numbers.next()??, numbers.next()??);
    let fits = (0..=9999).contains(&year) && (year > 0 || !negative);
    fits.then_some((if negative { 1 - year } else { year }, month, day))
}

fn year_form(year: i64) -> String {
    if year < 0 { format!("-{:04}", -year) } else { format!("{year:04}") }
}

/// A day of the Julian calendar in the Gregorian one, which has left out three leap days in four centuries. They are counted from the
/// month's first day on, since the Gregorian calendar lacks days that the Julian one has.
fn from_julian(year: i64, month: i64, day: i64) -> Option<(i64, i64, i64)> {
    let last_leap_day_in = if month > 2 { year } else { year - 1 };
    let behind = last_leap_day_in.div_euclid(100) - last_leap_day_in.div_euclid(400) - 2;
    let first = Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, 1).ok()?;
    let date = first.checked_add(Span::new().try_days(day - 1 + behind).ok()?).ok()?;
    Some((date.year().into(), date.month().into(), date.day().into()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn told(time: &str, precision: u64, calendar: &str) -> Option<String> {
        let calendarmodel = format!("http://www.wikidata.org/entity/{calendar}");
        literal(&json!({ "time": time, "precision": precision, "calendarmodel": calendarmodel }))
            .map(|literal| literal.to_string())
    }

    fn gregorian(time: &str, precision: u64) -> Option<String> {
        told(time, precision, "Q1985727")
    }

    fn typed(form: &str, kind: &str) -> String {
        format!("\"{form}\"^^<http://www.w3.org/2001/XMLSchema#{kind}>")
    }

    #[test]
    fn a_time_is_as_precise_as_it_was_told() {
        assert_eq!(gregorian("+2017-04-21T00:00:00Z", 11), Some(typed("2017-04-21", "date")));
        assert_eq!(gregorian("+2017-04-00T00:00:00Z", 10), Some(typed("2017-04", "gYearMonth")));
        assert_eq!(gregorian("+2017-00-00T00:00:00Z", 9), Some(typed("2017", "gYear")));
        assert_eq!(gregorian("+1984-00-00T00:00:00Z", 8), Some("\"1980/1989\"".into()));
        assert_eq!(gregorian("+1901-00-00T00:00:00Z", 7), None);
        assert_eq!(gregorian("+2017-00-00T00:00:00Z", 11), None, "no day");
    }

    #[test]
    fn days_of_the_julian_calendar_are_turned() {
        assert_eq!(told("+1917-10-25T00:00:00Z", 11, "Q1985786"), Some(typed("1917-11-07", "date")));
        assert_eq!(told("+1582-10-04T00:00:00Z", 11, "Q1985786"), Some(typed("1582-10-14", "date")));
        assert_eq!(told("+1900-02-29T00:00:00Z", 11, "Q1985786"), Some(typed("1900-03-13", "date")));
    }

    #[test]
    fn there_is_a_year_zero_in_xml_schema() {
        assert_eq!(gregorian("-0044-03-15T00:00:00Z", 9), Some(typed("-0043", "gYear")));
        assert_eq!(gregorian("-0001-00-00T00:00:00Z", 9), Some(typed("0000", "gYear")));
        assert_eq!(gregorian("-13798000000-00-00T00:00:00Z", 3), None);
    }
}
