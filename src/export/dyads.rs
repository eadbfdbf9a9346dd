//! Pairs of actors as CSV (RFC 4180), for those who work with event data: one row for each assertion and ordered pair of its
//! source and target, in PLOVER's and CAMEO's codes. What neither has a code for (who holds which office) is no event.

use super::ExportError;
use super::actors::{Actor, Actors};
use super::csv::row;
use super::events::{self, Event};
use super::schema::Schema;
use super::selection::Selected;
use std::collections::BTreeSet;
use std::io::Write;

const HEADER: [&str; 12] =
    ["document", "begin", "end", "date", "plover", "cameo", "source", "target", "polarity", "modality", "holder", "situation"];

pub(super) fn write(selected: &Selected, out: &mut dyn Write) -> Result<(), ExportError> {
    let schema = Schema::read(selected.base())?;
    let mut actors = Actors::new(selected.base());
    row(&HEADER, out)?;
    events::for_each(selected, &schema, |event| {
        if schema.get(&event.class).is_none_or(|kind| kind.plover.is_empty() && kind.cameo.is_empty()) {
            return Ok(());
        }
        let holder = event.holder.as_ref().map(|holder| actors.get(holder)).transpose()?;
        for (source, target) in &event.pairs {
            let (source, target) = (actors.get(source)?, actors.get(target)?);
            if source.is_named && target.is_named {
                event_row(event, &schema, [&source, &target], holder.as_deref(), out)?;
            }
        }
        Ok(())
    })
}

fn event_row(
    event: &Event,
    schema: &Schema,
    [source, target]: [&Actor; 2],
    holder: Option<&Actor>,
    out: &mut dyn Write,
) -> Result<(), ExportError> {
    let (plover, cameo) = schema.get(&event.class).map(|kind| (joined(&kind.plover), joined(&kind.cameo))).unwrap_or_default();
    let (begin, end) = (event.span.0.to_string(), event.span.1.to_string());
    let cells = [
        &*event.document,
        &begin,
        &end,
        &event.date,
        &plover,
        &cameo,
        source.code(),
        target.code(),
        &event.polarity,
        &event.modality,
        holder.map_or("", Actor::code),
        event.situation.as_str(),
    ];
    row(&cells, out)
}

/// Several codes in one cell.
pub(super) fn joined(codes: &BTreeSet<String>) -> String {
    codes.iter().map(String::as_str).collect::<Vec<_>>().join("|")
}
