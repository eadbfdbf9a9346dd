//! N-Quads and N-Triples: one statement a line, sorted by bytes, so that `sort -u` of two exports is
//! their merge and `diff` shows what changed.

use super::sorter::{Sorted, Sorter};
use super::{ExportError, Quads};
use oxigraph::model::Quad;
use std::fmt::Write as _;
use std::io::Write;

pub(super) fn n_quads(quads: Quads<'_>, out: &mut dyn Write) -> Result<(), ExportError> {
    write(sorted(quads, |quad, line| write!(line, "{quad}"))?, out)
}

pub(super) fn n_triples(quads: Quads<'_>, out: &mut dyn Write) -> Result<(), ExportError> {
    write(sorted(quads, triple)?, out)
}

fn triple(quad: &Quad, line: &mut String) -> std::fmt::Result {
    write!(line, "{} {} {}", quad.subject, quad.predicate, quad.object)
}

fn sorted(quads: Quads<'_>, form: impl Fn(&Quad, &mut String) -> std::fmt::Result) -> Result<Sorted, ExportError> {
    let mut sorter = Sorter::default();
    let mut line = String::new();
    for quad in quads {
        line.clear();
        // A string takes whatever is written.
        let _ = form(&quad?, &mut line);
        sorter.push(line.as_bytes())?;
    }
    sorter.sorted()
}

fn write(mut lines: Sorted, out: &mut dyn Write) -> Result<(), ExportError> {
    while let Some(line) = lines.next()? {
        out.write_all(line)?;
        out.write_all(b" .\n")?;
    }
    Ok(())
}
