//! Dates as people and machines write them → `2017-05-02`, `2017-05` or `2017`. What can be read
//! two ways (`03/04/2021`) or is no date is nothing: a wrong date is worse than none.

/// English month names; three letters (four for `sept`) are enough to know one.
pub(crate) const MONTHS: [&str; 12] =
    ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"];

const WEEKDAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/// Words that may stand around a date without being part of it.
const FILLERS: [&str; 14] = ["the", "of", "on", "at", "am", "pm", "z", "published", "updated", "posted", "a", "p", "m", "o"];

/// Zones that follow a time of day.
const ZONES: [&str; 18] = [
    "utc", "gmt", "bst", "cet", "cest", "eet", "eest", "msk", "est", "edt", "et", "cst", "cdt", "mst", "pst", "pdt", "jst", "ist",
];

/// Longer strings than this hold more than a date.
const LONGEST: usize = 80;

/// A date in ISO 8601 as precise as the words are, or nothing when they are not certainly one.
///
/// ```
/// use demarche::input::normalize_date;
/// assert_eq!(normalize_date("Nov. 24, 2021").as_deref(), Some("2021-11-24"));
/// assert_eq!(normalize_date("April 2017").as_deref(), Some("2017-04"));
/// assert_eq!(normalize_date("03/04/2021"), None);
/// ```
#[must_use]
pub fn normalize(words: &str) -> Option<String> {
    let words = words.trim();
    if words.len() > LONGEST {
        return None;
    }
    compact(words).or_else(|| numeric(words)).or_else(|| worded(words))
}

/// `20211124` and `20211124T100500Z`.
fn compact(words: &str) -> Option<String> {
    let digits = words.split(['T', 't']).next()?;
    if digits.len() != 8 || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    full(number(&digits[..4])?, number(&digits[4..6])?, number(&digits[6..])?)
}

/// `2021-11-24` with or without a time, `2021/11`, `24.11.2021`, and `11/24/2021` where only one
/// order makes a date.
fn numeric(words: &str) -> Option<String> {
    let date = words.split(['T', 't', ' ']).next()?.trim_end_matches(',');
    let rest = &words[date.len()..];
    let parts: Option<Vec<u32>> = date.split(['-', '/', '.']).map(number).collect();
    let year_first = date.find(['-', '/', '.']) == Some(4);
    if !is_time(rest) {
        return None;
    }
    match (parts?.as_slice(), year_first) {
        (&[year, month, day], true) => full(year, month, day),
        (&[year, month], true) => year_month(year, month),
        (&[first, second, year], false) => day_and_month(first, second, year),
        _ => None,
    }
}

/// Two numbers before a year: an order that is certain, or both the same.
fn day_and_month(first: u32, second: u32, year: u32) -> Option<String> {
    match (full(year, second, first), full(year, first, second)) {
        (Some(european), None) => Some(european),
        (None, Some(american)) => Some(american),
        (Some(one), Some(other)) if one == other => Some(one),
        _ => None,
    }
}

/// Whether what follows a numeric date is a time of day: empty, or no letters but those of zones.
fn is_time(rest: &str) -> bool {
    let rest = rest.strip_prefix(['T', 't']).unwrap_or(rest);
    rest.split(|c: char| !c.is_ascii_alphabetic()).all(|word| word.is_empty() || is_filler(&word.to_ascii_lowercase()))
}

/// A piece of a worded date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Piece {
    Month(u32),
    /// One or two digits.
    Day(u32),
    /// Four digits.
    Year(u32),
}

/// Dates with the month in words, in any order, and a year alone.
fn worded(words: &str) -> Option<String> {
    let pieces = pieces(words)?;
    match pieces[..] {
        [Piece::Month(month), Piece::Day(day), Piece::Year(year)]
        | [Piece::Day(day), Piece::Month(month), Piece::Year(year)]
        | [Piece::Year(year), Piece::Month(month), Piece::Day(day)] => full(year, month, day),
        [Piece::Month(month), Piece::Year(year)] | [Piece::Year(year), Piece::Month(month)] => year_month(year, month),
        [Piece::Year(year)] => is_year(year).then(|| format!("{year:04}")),
        _ => None,
    }
}

/// The pieces, without weekdays, times and fillers; nothing when a word is none of them.
fn pieces(words: &str) -> Option<Vec<Piece>> {
    let mut pieces = Vec::new();
    for word in words.split(|c: char| c.is_whitespace() || matches!(c, ',' | '.' | '(' | ')' | '|' | '-' | '–' | '—')) {
        let word = word.trim_matches(['/', '\'', '’']).to_lowercase();
        // A time of day, or the offset of its zone, ends the date or is passed over.
        if word.is_empty() || word.contains(':') || word.starts_with('+') || is_filler(&word) {
            continue;
        }
        match piece(&word) {
            Some(piece) => pieces.push(piece),
            None if is_clock(&word) => {}
            None => return None,
        }
    }
    // `+0000` is gone by now, `-0500` has become a number: it can only follow a whole date.
    if pieces.len() == 4 {
        pieces.pop();
    }
    Some(pieces)
}

fn piece(word: &str) -> Option<Piece> {
    if let Some(month) = month(word) {
        return Some(Piece::Month(month));
    }
    let digits = ["st", "nd", "rd", "th"].iter().find_map(|suffix| word.strip_suffix(suffix)).unwrap_or(word);
    match (digits.len(), number(digits)?) {
        (1 | 2, day) => Some(Piece::Day(day)),
        (4, year) if digits == word => Some(Piece::Year(year)),
        _ => None,
    }
}

/// `10am`, `5pm`.
fn is_clock(word: &str) -> bool {
    let digits = word.strip_suffix("am").or_else(|| word.strip_suffix("pm"));
    digits.and_then(number).is_some_and(|hour| hour <= 12)
}

fn is_filler(word: &str) -> bool {
    FILLERS.contains(&word) || ZONES.contains(&word) || is_short_for(&WEEKDAYS, word).is_some()
}

fn month(word: &str) -> Option<u32> {
    is_short_for(&MONTHS, word).map(|index| index as u32 + 1)
}

/// The one of the names that a word of at least three letters abbreviates.
fn is_short_for(names: &[&str], word: &str) -> Option<usize> {
    names.iter().position(|name| word.len() >= 3 && name.starts_with(word))
}

/// A number without sign.
fn number(digits: &str) -> Option<u32> {
    let all_digits = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit());
    all_digits.then(|| digits.parse().ok()).flatten()
}

fn full(year: u32, month: u32, day: u32) -> Option<String> {
    let valid = is_year(year) && (1..=12).contains(&month) && (1..=days_in(year, month)).contains(&day);
    valid.then(|| format!("{year:04}-{month:02}-{day:02}"))
}

fn year_month(year: u32, month: u32) -> Option<String> {
    (is_year(year) && (1..=12).contains(&month)).then(|| format!("{year:04}-{month:02}"))
}

/// Years that a publication can have, so that a number of four digits is not taken for one.
fn is_year(year: u32) -> bool {
    (1400..2200).contains(&year)
}

fn days_in(year: u32, month: u32) -> u32 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => 29,
        2 => 28,
        _ => 31,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn usual_spellings_are_read() {
        for words in [
            "November 24, 2021",
            "Nov. 24, 2021",
            "Nov 24 2021",
            "24 November 2021",
            "24th of November, 2021",
            "24 Nov. 2021",
            "Wednesday, November 24, 2021",
            "Wed, 24 Nov 2021 10:05:00 +0000",
            "Wed, 24 Nov 2021 10:05:00 -0500",
            "2021-11-24",
            "2021-11-24T10:05:10-04:00",
            "2021-11-24 10:05:10Z",
            "2021/11/24",
            "24.11.2021",
            "11/24/2021",
            "24/11/2021",
            "20211124",
            "2021 November 24",
            "November 24, 2021 10:05 GMT",
            "Published on November 24, 2021 at 10:05 a.m. ET",
            "november 24th, 2021, 5pm",
            "NOVEMBER 24, 2021 WEDNESDAY",
        ] {
            assert_eq!(normalize(words).as_deref(), Some("2021-11-24"), "{words}");
        }
        assert_eq!(normalize("Sept. 3, 2020").as_deref(), Some("2020-09-03"));
    }

    #[test]
    fn precision_is_kept() {
        assert_eq!(normalize("April 2017").as_deref(), Some("2017-04"));
        assert_eq!(normalize("2017-04").as_deref(), Some("2017-04"));
        assert_eq!(normalize(" 2017 ").as_deref(), Some("2017"));
    }

    #[test]
    fn what_is_no_date_or_not_certainly_one_is_nothing() {
        for words in [
            "",
            "n.d.",
            "today",
            "March 3",
            "03/04/2021",
            "30 February 2021",
            "2021-13-01",
            "Volume 14",
            "Spring 2021",
            "between March and May 2021",
            "24 November",
            "123456",
            "May",
            "1905 soldiers",
            "2021-11-24 to be confirmed",
            "٢٠٢١",
            "February 29, 2021",
        ] {
            assert_eq!(normalize(words), None, "{words}");
        }
        assert_eq!(normalize("03/03/2021").as_deref(), Some("2021-03-03"));
        assert_eq!(normalize("February 29, 2020").as_deref(), Some("2020-02-29"));
    }
}
