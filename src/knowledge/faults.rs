//! All faults of a user's files at once: who corrects a file wants to know everything that is wrong with it.

use std::error::Error;
use std::fmt;

/// No more than so many are told; who has more begins with these.
const TOLD: usize = 20;

/// What is wrong with files: at least one fault, each told in a line of its own.
#[derive(Debug)]
pub struct Faults<E>(Vec<E>);

impl<E> Faults<E> {
    /// An error if there is any fault.
    pub(super) fn none(faults: Vec<E>) -> Result<(), Self> {
        if faults.is_empty() { Ok(()) } else { Err(Self(faults)) }
    }

    /// Faults, of which there must be one.
    pub(super) fn of(faults: Vec<E>) -> Self {
        debug_assert!(!faults.is_empty());
        Self(faults)
    }

    /// The same faults told in other terms.
    pub(super) fn map<F>(self, tell: impl Fn(E) -> F) -> Faults<F> {
        Faults(self.0.into_iter().map(tell).collect())
    }

    /// The same faults in the order of their places.
    pub(super) fn sorted_by<K: Ord>(mut self, place: impl Fn(&E) -> K) -> Self {
        self.0.sort_by_key(place);
        self
    }

    /// The faults, in the order in which they are told.
    pub fn iter(&self) -> impl Iterator<Item = &E> {
        self.0.iter()
    }
}

impl<E> From<E> for Faults<E> {
    fn from(fault: E) -> Self {
        Self(vec![fault])
    }
}

impl<E: fmt::Display> fmt::Display for Faults<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, fault) in self.0.iter().take(TOLD).enumerate() {
            if at > 0 {
                writeln!(f)?;
            }
            write!(f, "{fault}")?;
        }
        match self.0.len().saturating_sub(TOLD) {
            0 => Ok(()),
            more => write!(f, "\n… and {more} more"),
        }
    }
}

impl<E: Error> Error for Faults<E> {}

/// All values, or all faults.
pub(super) fn gather<T, E>(results: impl IntoIterator<Item = Result<T, Faults<E>>>) -> Result<Vec<T>, Faults<E>> {
    let (mut values, mut faults) = (Vec::new(), Vec::new());
    for result in results {
        match result {
            Ok(value) => values.push(value),
            Err(more) => faults.extend(more.0),
        }
    }
    Faults::none(faults).map(|()| values)
}

/// Both values, or the faults of both.
pub(super) fn both<A, B, E>(a: Result<A, Faults<E>>, b: Result<B, Faults<E>>) -> Result<(A, B), Faults<E>> {
    match (a, b) {
        (Ok(a), Ok(b)) => Ok((a, b)),
        (Err(a), Err(b)) => Err(Faults(a.0.into_iter().chain(b.0).collect())),
        (Err(faults), Ok(_)) | (Ok(_), Err(faults)) => Err(faults),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_fault_is_told_in_a_line() {
        let results = [Ok(1), Err(Faults::from("one")), Err(Faults::from("two")), Ok(2)];
        let faults = gather(results).expect_err("two faults");
        assert_eq!(faults.to_string(), "one\ntwo");
        let more = both::<(), (), _>(Err(faults), Err(Faults::from("three"))).expect_err("three faults");
        assert_eq!(more.to_string(), "one\ntwo\nthree");
        assert_eq!(gather([Ok::<_, Faults<&str>>(1), Ok(2)]).expect("values"), [1, 2]);
    }

    #[test]
    fn a_flood_is_cut() {
        let faults = Faults::none((0..23).collect()).expect_err("faults").to_string();
        assert_eq!(faults.lines().count(), TOLD + 1);
        assert!(faults.ends_with("… and 3 more"));
    }
}
