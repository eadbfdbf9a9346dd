//! `demarche sources`: the external sources of a store.

use super::args::{BaseArgs, StoreArgs};
use super::error::{CliError, Outcome, tell};
use super::merge::counted;
use super::stats::open;
use super::validate::Layout;
use crate::merge::registry::{Registered, linked, sources};
use serde_json::{Value, json};
use std::fmt::Write as _;
use std::io::{Write, stdout};

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    store: StoreArgs,
    #[command(flatten)]
    base: BaseArgs,
    /// How they are printed.
    #[arg(long, value_enum, default_value_t = Layout::Text)]
    format: Layout,
}

pub(super) fn run(args: &Args) -> Result<Outcome, CliError> {
    let base = open(&args.store, &args.base)?;
    let found = sources(&base)?;
    let mut rows = Vec::new();
    for source in found {
        let linked = linked(&base, &source)?;
        rows.push((source, linked));
    }
    let text = match args.format {
        Layout::Text => render(&rows),
        Layout::Json => format!("{:#}\n", Value::Array(rows.iter().map(as_json).collect())),
    };
    stdout().write_all(text.as_bytes())?;
    for (source, _) in rows.iter().filter(|(source, _)| source.unfinished) {
        let name = &source.name;
        tell(&format!(
            "note: {name}: the last reading was stopped before its end; merge it again, or take it out with merge --undo"
        ));
    }
    Ok(Outcome::Done)
}

/// The sources as people read them, a block each.
fn render(rows: &[(Registered, usize)]) -> String {
    let mut text = String::new();
    for (source, linked) in rows {
        let told = [Some(&source.name), source.version.as_ref(), source.date.as_ref()];
        let told: Vec<&str> = told.into_iter().flatten().map(String::as_str).collect();
        let licence = source.licence.as_deref().unwrap_or("unknown");
        let (triples, linked) = (counted(source.triples, "triple"), counted(*linked, "thing"));
        let _ = writeln!(text, "{}\n  licence {licence}\n  {triples}, {linked} linked", told.join(", "));
        for file in &source.files {
            let _ = writeln!(text, "  {}, {} bytes, SHA-256 {}", file.name, file.size, file.sha256);
        }
        if source.skipped > 0 {
            let _ = writeln!(text, "  {} left out", counted(source.skipped, "fault"));
        }
    }
    if text.is_empty() { "no external sources; join one with demarche merge\n".to_owned() } else { text }
}

fn as_json((source, linked): &(Registered, usize)) -> Value {
    let files = source.files.iter().map(|file| json!({ "name": file.name, "size": file.size, "sha256": file.sha256 }));
    json!({
        "name": source.name,
        "iri": source.iri.as_str(),
        "graph": source.graph.as_ref().map(oxigraph::model::NamedNode::as_str),
        "licence": source.licence,
        "version": source.version,
        "date": source.date,
        "triples": source.triples,
        "linked": linked,
        "skipped": source.skipped,
        "files": files.collect::<Vec<_>>(),
        "unfinished": source.unfinished,
    })
}
