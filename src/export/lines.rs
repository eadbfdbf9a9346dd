//! N-Quads and N-Triples: one statement a line, sorted by bytes, so that `sort -u` of two exports is
//! their merge and `diff` shows what changed.

use oxigraph::model::{Quad, Triple};
use std::io::{self, Write};

pub(super) fn n_quads(quads: Vec<Quad>, out: &mut dyn Write) -> io::Result<()> {
    sorted(quads.into_iter().map(|quad| quad.to_string()), out)
}

pub(super) fn n_triples(quads: Vec<Quad>, out: &mut dyn Write) -> io::Result<()> {
    sorted(quads.into_iter().map(|quad| Triple::from(quad).to_string()), out)
}

fn sorted(statements: impl Iterator<Item = String>, out: &mut dyn Write) -> io::Result<()> {
    let mut lines: Vec<String> = statements.collect();
    lines.sort_unstable();
    lines.dedup();
    lines.iter().try_for_each(|line| writeln!(out, "{line} ."))
}
