//! `demarche compact`: a store in as little room as it needs.

use super::error::{CliError, Outcome};
use super::stored::StoredArgs;
use std::fs::Metadata;
use std::io::{Write, stdout};
use std::path::Path;
use walkdir::WalkDir;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    stored: StoredArgs,
}

pub(super) fn run(args: &Args) -> Result<Outcome, CliError> {
    let folder = args.stored.path();
    let before = size(folder);
    let base = args.stored.change()?;
    base.compact()?;
    // The engine removes its old files when it is closed.
    drop(base);
    writeln!(stdout(), "{}: {} before, {} now", folder.display(), shown(before), shown(size(folder)))?;
    Ok(Outcome::Done)
}

/// The bytes of a folder's files.
fn size(folder: &Path) -> u64 {
    WalkDir::new(folder)
        .into_iter()
        .flatten()
        .filter_map(|entry| entry.metadata().ok())
        .filter(Metadata::is_file)
        .map(|m| m.len())
        .sum()
}

fn shown(bytes: u64) -> String {
    format!("{:.1} MB", bytes as f64 / 1e6)
}
