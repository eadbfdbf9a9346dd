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
        Self::of("{spinner} {pos} documents read, {per_sec}, {elapsed}")
    }

    /// Progress of reading triples.
    pub(super) fn triples() -> Self {
        Self::of("{spinner} {human_pos} triples read, {per_sec}, {elapsed}")
    }

    fn of(template: &str) -> Self {
        let bar = if stderr().is_terminal() { ProgressBar::new_spinner() } else { ProgressBar::hidden() };
        if let Ok(style) = ProgressStyle::with_template(template) {
            bar.set_style(style);
        }
        Self { bar, problems: 0 }
    }

    /// So many more are read.
    pub(super) fn advance(&self, more: usize) {
        self.bar.inc(more as u64);
    }

    /// Tells one problem in a line of its own.
    pub(super) fn tell_one(&mut self, problem: &str) {
        self.problems += 1;
        self.bar.suspend(|| tell(&format!("problem: {problem}")));
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
