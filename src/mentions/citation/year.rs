//! The year of a document that states no date, inferred from the dates it cites and names.
//!
//! Writers leave the year out where it is their own and state it where it is not, or where nothing else would
//! tell it. Hence, in this order:
//!
//! 1. Where cited dates state years, the latest is the document's — except that, if it is the date of a day, other
//!    citations leave the year out, and one of these falls earlier in the calendar than that day, then the stated
//!    year is the past one, and the document's the year after it ("(Japan Times, December 9, 2016)" beside
//!    "(TASS, January 24)"). A later year that the text itself speaks of as past or present is no help against
//!    that: only the very next year confirms it.
//! 2. Where citations leave all years out, the latest year that the text speaks of, not as of the future, is the
//!    document's.
//! 3. A text that cites nothing, such as an essay on 1905, gets no year.
//!
//! Volume and issue numbers are not used: what year a volume is of would have to be known for each publication.

use super::FoundCitation;
use crate::mentions::time::{Edtf, Kind, Relation, TimeExpression};

/// What a year was inferred from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum YearBasis {
    /// The document's own date.
    Stated,
    /// The latest year that its citations state.
    CitedYear,
    /// The year after it, because other citations leave theirs out.
    YearAfterCited,
    /// The latest year that its text names, because its citations state none.
    NamedYear,
}

/// The year of a document, and what it follows from.
///
/// `stated` is its own date if it has one; `citations` and `times` are what [`super::find`] and
/// [`crate::mentions::time::find`] gave without an anchor.
#[must_use]
pub fn infer_year<P>(
    stated: Option<&Edtf>,
    citations: &[FoundCitation<P>],
    times: &[TimeExpression],
) -> Option<(i16, YearBasis)> {
    if let Some(date) = stated {
        return Some((date.end().year, YearBasis::Stated));
    }
    let latest = citations.iter().filter_map(|c| c.stated).filter(|d| d.year.is_some()).max_by_key(|d| (d.year, d.month, d.day));
    let yearless: Vec<_> = citations.iter().filter_map(|c| c.stated).filter(|d| d.year.is_none()).collect();
    let named = times.iter().filter(|t| is_of_present_or_past(t)).map(|t| t.value.end().year).max();
    let Some(latest) = latest else {
        return if yearless.is_empty() { None } else { named.map(|year| (year, YearBasis::NamedYear)) };
    };
    let year = latest.year?;
    let turned = latest.day.is_some() && yearless.iter().any(|d| (d.month, d.day) < (latest.month, latest.day));
    let confirmed = !yearless.is_empty() && named == Some(year + 1);
    Some(if turned || confirmed { (year + 1, YearBasis::YearAfterCited) } else { (year, YearBasis::CitedYear) })
}

/// Whether a time can be no later than the document.
fn is_of_present_or_past(time: &TimeExpression) -> bool {
    time.kind == Kind::Absolute && !time.future && !matches!(time.relation, Relation::By | Relation::Until)
}
