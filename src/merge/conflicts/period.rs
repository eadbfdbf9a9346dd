//! Times that are known to the year, month or day, compared only as far as they are known.
//!
//! Each is the first and the last day that it may mean, as `YYYY-MM-DD`, so that text compares as days do.

/// When something was, or is said to be.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Days {
    first: String,
    last: String,
}

/// From when to when something held, as a source has it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Period {
    pub(super) begin: Option<Days>,
    pub(super) end: Option<Days>,
}

impl Days {
    /// A date, month, year, date with a time, or an interval of them. Midnight of 1 January in a date with a time stands for the
    /// year: Wikidata's exports fill up so what they know no better.
    pub(super) fn of(text: &str) -> Option<Self> {
        let text = text.trim().trim_start_matches('+');
        if let Some((from, to)) = text.split_once('/') {
            return Some(Self { first: Self::of(from)?.first, last: Self::of(to)?.last });
        }
        let (date, time) = text.split_once('T').unwrap_or((text, ""));
        let filled = date.ends_with("-01-01") && time.starts_with("00:00:00");
        let date = if filled { date.trim_end_matches("-01-01") } else { date };
        Self::of_date(date)
    }

    fn of_date(date: &str) -> Option<Self> {
        let digits = |part: &str, n: usize| part.len() == n && part.bytes().all(|b| b.is_ascii_digit());
        let known: Vec<&str> = date.split('-').take_while(|part| *part != "00").collect();
        let (first, last) = match known.as_slice() {
            [y] if digits(y, 4) => (format!("{y}-01-01"), format!("{y}-12-31")),
            [y, m] if digits(y, 4) && digits(m, 2) => (format!("{y}-{m}-01"), format!("{y}-{m}-31")),
            [y, m, d] if digits(y, 4) && digits(m, 2) && digits(d, 2) => (date.to_owned(), date.to_owned()),
            _ => return None,
        };
        Some(Self { first, last })
    }

    /// Whether it is certainly before another time.
    pub(super) fn before(&self, other: &Self) -> bool {
        self.last < other.first
    }
}

impl Period {
    /// Whether it was certainly over by then.
    pub(super) fn over_by(&self, then: &Days) -> bool {
        self.end.as_ref().is_some_and(|end| end.before(then))
    }

    /// Whether it certainly began only later.
    pub(super) fn begins_after(&self, then: &Days) -> bool {
        self.begin.as_ref().is_some_and(|begin| then.before(begin))
    }

    /// Whether it may have held then.
    pub(super) fn may_hold(&self, then: &Days) -> bool {
        !self.over_by(then) && !self.begins_after(then)
    }

    /// Whether it certainly held all that time.
    pub(super) fn covers(&self, then: &Days) -> bool {
        let begun = self.begin.as_ref().is_some_and(|begin| begin.last <= then.first);
        begun && self.end.as_ref().is_none_or(|end| then.last <= end.first)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn days(text: &str) -> Days {
        Days::of(text).unwrap_or_else(|| panic!("{text}"))
    }

    #[test]
    fn dates_are_known_as_far_as_they_are_written() {
        let bounds = |text| (days(text).first, days(text).last);
        assert_eq!(bounds("2017"), ("2017-01-01".into(), "2017-12-31".into()));
        assert_eq!(bounds("+2004-00-00T00:00:00Z"), bounds("2004"));
        assert_eq!(bounds("2004-01-01T00:00:00Z"), bounds("2004"));
        assert_eq!(bounds("2004-01-01"), ("2004-01-01".into(), "2004-01-01".into()));
        assert_eq!(bounds("2004-03-09T00:00:00Z"), bounds("2004-03-09"));
        assert_eq!(bounds("2016/2017-02"), ("2016-01-01".into(), "2017-02-31".into()));
        assert_eq!(Days::of("http://www.wikidata.org/.well-known/genid/x"), None);
    }

    #[test]
    fn what_is_not_certain_excludes_nothing() {
        let term = Period { begin: Some(days("2004")), end: Some(days("2012-05")) };
        assert!(term.may_hold(&days("2004-02-01")) && !term.covers(&days("2004-02-01")));
        assert!(term.covers(&days("2007")));
        assert!(term.over_by(&days("2012-06-01")) && !term.over_by(&days("2012")));
        assert!(term.begins_after(&days("2003-12")));
        assert!(Period::default().may_hold(&days("1950")) && !Period::default().covers(&days("1950")));
    }
}
