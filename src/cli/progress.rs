//! Progress on a terminal, silence in a pipe, and problems as they come.

use super::error::{Outcome, tell};
use crate::corpus::Problem;
use indicatif::{ProgressBar, ProgressStyle};
use std::io::{IsTerminal, stderr};

/// Tells how far a long work is, and what went wrong on the way.
pub(super) struct Progress {
    bar: ProgressBar,
    problems: usize,
}

impl Progress {
    /// Progress of reading documents.
    pub(super) fn documents() -> Self {
        let bar = if stderr().is_terminal() { ProgressBar::new_spinner() } else { ProgressBar::hidden() };
        if let Ok(style) = ProgressStyle::with_template("{spinner} {pos} documents read, {per_sec}, {elapsed}") {
            bar.set_style(style);
        }
        Self { bar, problems: 0 }
    }

    /// So many more documents are read.
    pub(super) fn advance(&self, documents: usize) {
        self.bar.inc(documents as u64);
    }

    /// Tells problems; notes are told and do not count.
    pub(super) fn tell(&mut self, problems: &[Problem]) {
        for problem in problems {
            let note = problem.is_note();
            self.problems += usize::from(!note);
            self.bar.suspend(|| tell(&format!("{}: {problem}", if note { "note" } else { "problem" })));
        }
    }

    /// Takes the display away; how it went.
    pub(super) fn finish(&self) -> Outcome {
        self.bar.finish_and_clear();
        if self.problems == 0 { Outcome::Done } else { Outcome::Problems }
    }
}
