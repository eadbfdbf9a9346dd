//! `demarche diff`: what differs between two stores or files.

use super::args::BaseArgs;
use super::error::{CliError, Outcome};
use super::stored::look_into;
use super::validate::Layout;
use crate::diff::{Difference, DocumentDifference, GraphDifference, Presence, Told, diff};
use crate::graph::iri::Minter;
use crate::store::KnowledgeBase;
use serde_json::{Value, json};
use std::fmt::Write as _;
use std::io::{Write, stdout};
use std::path::{Path, PathBuf};

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// A store's folder or an RDF file.
    #[arg(value_name = "A")]
    first: PathBuf,
    /// Another one.
    #[arg(value_name = "B")]
    second: PathBuf,
    #[command(flatten)]
    base: BaseArgs,
    /// How the differences are printed.
    #[arg(long, value_enum, default_value_t = Layout::Text)]
    format: Layout,
}

pub(super) fn run(args: &Args) -> Result<Outcome, CliError> {
    let minter = args.base.minter()?;
    let (first, second) = (open(&args.first, &minter)?, open(&args.second, &minter)?);
    let difference = diff(&first, &second)?;
    let names = [first.place(), second.place()];
    let text = match args.format {
        Layout::Text => render(&difference, names),
        Layout::Json => format!("{:#}\n", as_json(&difference, names)),
    };
    stdout().write_all(text.as_bytes())?;
    Ok(if difference.is_none() { Outcome::Done } else { Outcome::Problems })
}

fn open(path: &Path, minter: &Minter) -> Result<KnowledgeBase, CliError> {
    if path.is_file() { Ok(KnowledgeBase::of_file(path, minter.clone())?) } else { look_into(path, minter.clone()) }
}

fn render(difference: &Difference, [first, second]: [&str; 2]) -> String {
    let mut text = String::new();
    if difference.is_none() {
        let _ = writeln!(text, "{first} and {second} are equal (RDFC-1.0, SHA-256 {})", difference.hashes[0]);
        return text;
    }
    let _ = writeln!(text, "{first} and {second} differ");
    difference.documents.iter().for_each(|found| document(&mut text, found));
    let _ = writeln!(text, "\nquads");
    for GraphDifference { name, removed, added } in &difference.graphs {
        let _ = writeln!(text, "  -{removed} +{added}  {name}");
    }
    text
}

fn document(text: &mut String, found: &DocumentDifference) {
    let (sign, what) = match found.presence {
        Presence::First => ('-', format!("the document, with {} assertions", found.removed.len())),
        Presence::Second => ('+', format!("the document, with {} assertions", found.added.len())),
        Presence::Both => ('~', counts(found)),
    };
    let _ = writeln!(text, "\n{sign} {}: {what}", found.name);
    if found.presence != Presence::Both {
        return;
    }
    for (sign, told) in found.removed.iter().map(|t| ('-', t)).chain(found.added.iter().map(|t| ('+', t))) {
        let _ = writeln!(text, "  {sign} {}", told.headline());
        sentence(text, told);
    }
    for (old, new) in &found.changed {
        let _ = writeln!(text, "  ~ {}", old.headline());
        for (field, before, after) in old.differences(new) {
            let shown = |value: String| if value.is_empty() { "nothing".to_owned() } else { value };
            let _ = writeln!(text, "      {field}: {} → {}", shown(before), shown(after));
        }
        sentence(text, old);
    }
}

/// The counts that are not 0.
fn counts(found: &DocumentDifference) -> String {
    let counts = [
        (found.removed.len(), "removed"),
        (found.added.len(), "added"),
        (found.changed.len(), "changed"),
        (found.moved, "moved"),
    ];
    let mut parts: Vec<String> = counts.iter().filter(|(n, _)| *n > 0).map(|(n, what)| format!("{n} {what}")).collect();
    if found.text_differs {
        parts.push("its text differs".to_owned());
    }
    if parts.is_empty() { "the same assertions, other mentions or metadata".to_owned() } else { parts.join(", ") }
}

fn sentence(text: &mut String, told: &Told) {
    let words = told.sentence.split_whitespace().collect::<Vec<_>>().join(" ");
    let _ = writeln!(text, "      “{words}”");
}

fn as_json(difference: &Difference, names: [&str; 2]) -> Value {
    let graph = |g: &GraphDifference| json!({"graph": g.name, "removed": g.removed, "added": g.added});
    json!({
        "names": names,
        "equal": difference.is_none(),
        "sha256": difference.hashes,
        "documents": difference.documents.iter().map(document_json).collect::<Vec<_>>(),
        "quads": difference.graphs.iter().map(graph).collect::<Vec<_>>(),
    })
}

fn document_json(found: &DocumentDifference) -> Value {
    let presence = match found.presence {
        Presence::First => "removed",
        Presence::Second => "added",
        Presence::Both => "changed",
    };
    let list = |list: &[Told]| list.iter().map(told).collect::<Vec<_>>();
    let change = |(old, new): &(Told, Told)| {
        let fields = old.differences(new).map(|(field, before, after)| json!({"field": field, "before": before, "after": after}));
        json!({"before": told(old), "after": told(new), "differences": fields.collect::<Vec<_>>()})
    };
    json!({
        "document": found.name,
        "iri": found.iri.as_str(),
        "status": presence,
        "textDiffers": found.text_differs,
        "added": list(&found.added),
        "removed": list(&found.removed),
        "changed": found.changed.iter().map(change).collect::<Vec<_>>(),
        "moved": found.moved,
    })
}

fn told(told: &Told) -> Value {
    let fields = told.fields.iter().map(|(name, value)| (name.clone(), json!(value.words)));
    json!({"iri": told.node.as_str(), "sentence": told.sentence, "fields": fields.collect::<serde_json::Map<_, _>>()})
}
