//! `demarche backup` and `demarche restore`: a store as one file, and a store from one.

use super::error::{CliError, Outcome};
use super::stored::StoredArgs;
use crate::export::{ExportError, write_whole};
use crate::store::{Backup, BackupError, KnowledgeBase};
use std::io::{self, Write, stdout};
use std::path::{Path, PathBuf};

#[derive(Debug, clap::Args)]
pub(super) struct BackupArgs {
    #[command(flatten)]
    stored: StoredArgs,
    /// The file, packed if it ends in .gz; or a folder, in which it is named after the store.
    #[arg(short, long, value_name = "FILE|DIR")]
    output: PathBuf,
}

#[derive(Debug, clap::Args)]
pub(super) struct RestoreArgs {
    #[command(flatten)]
    stored: StoredArgs,
    /// A file that demarche backup wrote.
    #[arg(value_name = "FILE")]
    backup: PathBuf,
}

pub(super) fn back_up(args: &BackupArgs) -> Result<Outcome, CliError> {
    let base = args.stored.look_into()?;
    let file = file(&args.output, args.stored.path());
    let mut quads = 0;
    write_whole(&file, |out| {
        quads = base.back_up(out).map_err(|error| match error {
            BackupError::Store(error) => error.into(),
            BackupError::Write(source) => source.into(),
            other => ExportError::from(io::Error::other(other)),
        })?;
        Ok(())
    })?;
    writeln!(stdout(), "{}: {quads} quads", file.display())?;
    Ok(Outcome::Done)
}

/// The file that is meant: in a folder, one that is named after the store.
fn file(output: &Path, store: &Path) -> PathBuf {
    if !output.is_dir() {
        return output.to_owned();
    }
    let name = store.file_name().unwrap_or_default().to_string_lossy();
    output.join(format!("{}.nq.gz", if name.is_empty() { "store" } else { &*name }))
}

pub(super) fn restore(args: &RestoreArgs) -> Result<Outcome, CliError> {
    let minter = args.stored.minter()?;
    let backup = Backup::open(&args.backup)?;
    let base = KnowledgeBase::open(args.stored.path(), minter)?;
    let quads = base.restore(backup)?;
    writeln!(stdout(), "{}: {quads} quads", args.stored.path().display())?;
    Ok(Outcome::Done)
}
