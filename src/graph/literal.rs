//! Values as literals: checked first, because a store takes ill-formed dates without a word, and
//! in canonical lexical form, because it rewrites numbers and two outputs must agree to the byte.

use super::vocab::xsd;
use crate::mentions::time::Edtf;
use oxigraph::model::Literal;

/// A plain string. Characters that XML cannot hold become U+FFFD, one for one, so that offsets hold.
#[must_use]
pub fn text(value: &str) -> Literal {
    Literal::new_simple_literal(clean(value))
}

/// English words.
#[must_use]
pub fn english(value: &str) -> Literal {
    Literal::new_language_tagged_literal_unchecked(clean(value), "en")
}

/// An offset or a count.
#[must_use]
pub fn integer(value: usize) -> Literal {
    Literal::new_typed_literal(value.to_string(), xsd::INTEGER)
}

/// A number from 0 to 1 to three places.
#[must_use]
pub fn fraction(value: f32) -> Literal {
    let value = if value.is_finite() { value.clamp(0.0, 1.0) } else { 0.0 };
    let fixed = format!("{value:.3}");
    let short = fixed.trim_end_matches('0').trim_end_matches('.');
    Literal::new_typed_literal(short, xsd::DECIMAL)
}

/// A time by its EDTF form; `None` if it is no date that exists.
#[must_use]
pub fn time(value: &Edtf) -> Option<Literal> {
    date(value.as_str())
}

/// A date in EDTF form: `xsd:date`, `xsd:gYearMonth`, `xsd:gYear`, or a string for an interval;
/// `None` if it is none that exists.
#[must_use]
pub fn date(value: &str) -> Option<Literal> {
    if let Some((from, to)) = value.split_once('/') {
        let known = |side: &str| side == ".." || datatype(side).is_some();
        return (known(from) && known(to)).then(|| Literal::new_simple_literal(value));
    }
    Some(Literal::new_typed_literal(value, datatype(value)?))
}

fn datatype(value: &str) -> Option<oxigraph::model::NamedNodeRef<'static>> {
    let parts: Vec<&str> = value.split('-').collect();
    let digits = |s: &str, n: usize| s.len() == n && s.bytes().all(|b| b.is_ascii_digit());
    let number = |s: &str| s.parse::<u16>().unwrap_or(0);
    match parts.as_slice() {
        [y] if digits(y, 4) => Some(xsd::G_YEAR),
        [y, m] if digits(y, 4) && digits(m, 2) && (1..=12).contains(&number(m)) => Some(xsd::G_YEAR_MONTH),
        [y, m, d] if digits(y, 4) && digits(m, 2) && digits(d, 2) => {
            let last = days_in_month(number(y), number(m))?;
            (1..=last).contains(&number(d)).then_some(xsd::DATE)
        }
        _ => None,
    }
}

fn days_in_month(year: u16, month: u16) -> Option<u16> {
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    match month {
        2 => Some(if leap { 29 } else { 28 }),
        4 | 6 | 9 | 11 => Some(30),
        1..=12 => Some(31),
        _ => None,
    }
}

fn clean(value: &str) -> String {
    value.chars().map(|c| if xml_holds(c) { c } else { '\u{FFFD}' }).collect()
}

/// Whether XML 1.0 has the character.
fn xml_holds(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | ' '..='\u{FFFD}' | '\u{10000}'..)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind(value: &str) -> Option<String> {
        date(value).map(|l| l.datatype().as_str().rsplit('#').next().unwrap_or_default().to_owned())
    }

    #[test]
    fn dates_are_typed_by_their_form() {
        let kinds = ["2017-04-21", "2017-04", "2017", "2016/2017"].map(kind);
        let expected = ["date", "gYearMonth", "gYear", "string"].map(|k| Some(k.to_owned()));
        assert_eq!(kinds, expected);
    }

    #[test]
    fn what_is_no_date_is_refused() {
        for bad in ["2017-02-29", "2017-13", "17", "2017-4-1", "April", "2016/April", ""] {
            assert_eq!(date(bad), None, "{bad}");
        }
        assert!(date("2016-02-29").is_some());
    }

    #[test]
    fn fractions_are_canonical() {
        let forms = [0.86, 1.0, 0.0, 7.0, f32::NAN].map(|f| fraction(f).value().to_owned());
        assert_eq!(forms, ["0.86", "1", "0", "1", "0"]);
    }

    #[test]
    fn control_characters_are_replaced_one_for_one() {
        assert_eq!(text("a\u{0}b\u{1b}c\n").value(), "a\u{FFFD}b\u{FFFD}c\n");
    }
}
