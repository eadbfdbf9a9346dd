//! The words of time: months, weekdays, units, numbers, and the words that show what a four-digit number is not.

use super::grammar::{Season, Unit, Which};
use crate::mentions::lexer::Token;
use jiff::civil::Weekday;

/// Months by name and abbreviation.
const MONTHS: [(&str, &[&str]); 12] = [
    ("january", &["jan"]),
    ("february", &["feb"]),
    ("march", &["mar"]),
    ("april", &["apr"]),
    ("may", &[]),
    ("june", &["jun"]),
    ("july", &["jul"]),
    ("august", &["aug"]),
    ("september", &["sep", "sept"]),
    ("october", &["oct"]),
    ("november", &["nov"]),
    ("december", &["dec"]),
];

/// A month that a word names.
pub(super) struct Month {
    pub(super) number: u8,
    /// Whether it is written short, so that a number must stand beside it ("Jan", "Mar").
    pub(super) short: bool,
    /// Whether the same word, with a capital, is often no month ("May", "March", "April").
    pub(super) ambiguous: bool,
}

/// The month that a capitalised word names.
pub(super) fn month(token: &Token<'_>) -> Option<Month> {
    if !token.is_capitalised() {
        return None;
    }
    let at = MONTHS.iter().position(|(name, short)| token.is(name) || token.is_in(short))?;
    Some(Month {
        number: u8::try_from(at + 1).ok()?,
        short: !token.is(MONTHS[at].0),
        ambiguous: token.is_in(&["march", "april", "may", "june", "august"]),
    })
}

/// The weekday that a capitalised word names.
pub(super) fn weekday(token: &Token<'_>) -> Option<Weekday> {
    if !token.is_capitalised() {
        return None;
    }
    Some(match token.lower.as_ref() {
        "monday" => Weekday::Monday,
        "tuesday" => Weekday::Tuesday,
        "wednesday" => Weekday::Wednesday,
        "thursday" => Weekday::Thursday,
        "friday" => Weekday::Friday,
        "saturday" => Weekday::Saturday,
        "sunday" => Weekday::Sunday,
        _ => return None,
    })
}

/// The season that a word names.
pub(super) fn season(token: &Token<'_>) -> Option<Season> {
    Some(match token.lower.as_ref() {
        "spring" => Season::Spring,
        "summer" => Season::Summer,
        "autumn" | "fall" => Season::Autumn,
        "winter" => Season::Winter,
        _ => return None,
    })
}

/// The unit that a word names, in singular or plural.
pub(super) fn unit(token: &Token<'_>) -> Option<Unit> {
    Some(match token.lower.as_ref() {
        "day" | "days" => Unit::Day,
        "week" | "weeks" => Unit::Week,
        "month" | "months" => Unit::Month,
        "year" | "years" => Unit::Year,
        _ => return None,
    })
}

/// Which one "last", "this", "next" mean.
pub(super) fn which(token: &Token<'_>) -> Option<Which> {
    Some(match token.lower.as_ref() {
        "last" => Which::Last,
        "this" => Which::This,
        "next" => Which::Next,
        "that" => Which::That,
        _ => return None,
    })
}

/// A count in words or up to three digits; "a" counts one.
pub(super) fn count(token: &Token<'_>) -> Option<i32> {
    const WORDS: [&str; 13] =
        ["", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];
    match token.lower.as_ref() {
        "a" | "an" => Some(1),
        text if text.len() <= 3 && text.bytes().all(|b| b.is_ascii_digit()) => text.parse().ok(),
        text => WORDS.iter().position(|w| *w == text).and_then(|n| i32::try_from(n).ok()),
    }
}

/// The number that a pure digit token writes.
pub(super) fn digits(token: &Token<'_>, len: std::ops::RangeInclusive<usize>) -> Option<i16> {
    let right = len.contains(&token.text.len()) && token.text.bytes().all(|b| b.is_ascii_digit());
    if right { token.text.parse().ok() } else { None }
}

/// Words that open a place where a bare four-digit number is a year.
pub(super) const YEAR_OPENERS: [&str; 25] = [
    "in",
    "into",
    "since",
    "of",
    "by",
    "from",
    "until",
    "till",
    "after",
    "before",
    "during",
    "through",
    "throughout",
    "between",
    "around",
    "circa",
    "early",
    "late",
    "mid",
    "spring",
    "summer",
    "autumn",
    "fall",
    "winter",
    "pre",
];

/// Words that open a place where a capitalised month's name is a month; the last six also stand before people ("by
/// May").
pub(super) const MONTH_OPENERS: [&str; 17] = [
    "in",
    "since",
    "until",
    "till",
    "during",
    "through",
    "early",
    "late",
    "mid",
    "between",
    "throughout",
    "of",
    "by",
    "from",
    "before",
    "after",
    "to",
];

/// Words after which a number counts, whatever stands before them ("their roughly 2000 shops").
pub(super) const APPROXIMATE: [&str; 16] = [
    "roughly",
    "about",
    "nearly",
    "almost",
    "around",
    "over",
    "under",
    "estimated",
    "some",
    "approximately",
    "additional",
    "remaining",
    "extra",
    "first",
    "last",
    "other",
];

/// Words that stand before a year that describes a noun ("the 1992 ruling", "its 2010 ruling").
pub(super) const DETERMINERS: [&str; 14] =
    ["the", "a", "an", "its", "his", "her", "their", "our", "this", "that", "s", "controversial", "landmark", "original"];

/// What is counted or measured: after these a number is no year and no day.
pub(super) const COUNTED: [&str; 108] = [
    "people",
    "persons",
    "troops",
    "soldiers",
    "men",
    "women",
    "fighters",
    "militants",
    "civilians",
    "refugees",
    "migrants",
    "children",
    "officers",
    "personnel",
    "police",
    "policemen",
    "protesters",
    "demonstrators",
    "prisoners",
    "detainees",
    "casualties",
    "deaths",
    "killed",
    "wounded",
    "dead",
    "injured",
    "tons",
    "tonnes",
    "barrels",
    "bcm",
    "mile",
    "miles",
    "kilometer",
    "kilometers",
    "kilometre",
    "kilometres",
    "km",
    "meter",
    "meters",
    "metre",
    "metres",
    "feet",
    "foot",
    "ft",
    "m",
    "mm",
    "mw",
    "megawatts",
    "mwh",
    "dollars",
    "euros",
    "rubles",
    "roubles",
    "yuan",
    "yen",
    "pounds",
    "percent",
    "per",
    "warheads",
    "missiles",
    "tanks",
    "aircraft",
    "jets",
    "planes",
    "ships",
    "vessels",
    "vehicles",
    "drones",
    "rockets",
    "shells",
    "sorties",
    "flights",
    "words",
    "pages",
    "votes",
    "seats",
    "companies",
    "cases",
    "hours",
    "hrs",
    "minutes",
    "days",
    "weeks",
    "months",
    "years",
    "times",
    "square",
    "cubic",
    "nautical",
    "nm",
    "members",
    "families",
    "households",
    "homes",
    "buildings",
    "villages",
    "jobs",
    "workers",
    "employees",
    "students",
    "hectares",
    "acres",
    "kg",
    "million",
    "billion",
    "gmt",
    "utc",
    "local",
];

/// Small words that may follow a year; a round number before any other small word counts something.
pub(super) const FUNCTION_WORDS: [&str; 75] = [
    "the", "a", "an", "and", "or", "but", "nor", "yet", "so", "to", "of", "in", "on", "at", "by", "for", "from", "with",
    "without", "as", "than", "that", "which", "who", "whom", "whose", "when", "where", "while", "because", "although", "though",
    "if", "until", "till", "before", "after", "since", "during", "between", "under", "over", "against", "through", "is", "was",
    "are", "were", "be", "been", "has", "had", "have", "did", "does", "will", "would", "could", "can", "may", "might", "should",
    "he", "she", "it", "they", "we", "its", "his", "her", "their", "this", "these", "also", "not",
];
