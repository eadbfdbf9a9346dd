//! Files that are there whole or not at all: written beside their place and renamed.

use super::ExportError;
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

/// Writes a file by `write`. Whatever goes wrong, what stood there before still does.
///
/// # Errors
/// If the folder or the disk refuses.
pub fn write_whole(path: &Path, write: impl FnOnce(&mut dyn Write) -> Result<(), ExportError>) -> Result<(), ExportError> {
    let failed = |source| ExportError::Write { place: path.display().to_string(), source };
    let beside = beside(path);
    let result = write_beside(&beside, write, &failed).and_then(|()| fs::rename(&beside, path).map_err(failed));
    if result.is_err() {
        // The first error is the one to report, whether or not this works.
        let _ = fs::remove_file(&beside);
    }
    result
}

fn write_beside(
    beside: &Path,
    write: impl FnOnce(&mut dyn Write) -> Result<(), ExportError>,
    failed: &dyn Fn(io::Error) -> ExportError,
) -> Result<(), ExportError> {
    let mut out = BufWriter::new(File::create(beside).map_err(failed)?);
    write(&mut out).map_err(|error| match error {
        ExportError::Write { source, .. } => failed(source),
        other => other,
    })?;
    let file = out.into_inner().map_err(|error| failed(error.into_error()))?;
    file.sync_all().map_err(failed)
}

fn beside(path: &Path) -> PathBuf {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    path.with_file_name(format!(".{name}.{}.part", std::process::id()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files(folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder).expect("a folder");
        entries.map(|e| e.expect("an entry").file_name().to_string_lossy().into_owned()).collect()
    }

    #[test]
    fn a_failed_write_leaves_what_was_there() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("graph.ttl");
        fs::write(&path, "before").expect("a file");
        let full = || ExportError::Write { place: "?".into(), source: io::Error::from(io::ErrorKind::StorageFull) };
        let result = write_whole(&path, |out| {
            out.write_all(b"half").expect("room");
            Err(full())
        });
        assert!(result.is_err_and(|error| error.to_string().contains("graph.ttl")));
        assert_eq!(fs::read_to_string(&path).expect("the file"), "before");
        assert_eq!(files(folder.path()), ["graph.ttl"]);
    }

    #[test]
    fn a_whole_write_takes_the_place() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("graph.ttl");
        let write =
            |out: &mut dyn Write| out.write_all(b"after").map_err(|source| ExportError::Write { place: String::new(), source });
        write_whole(&path, write).expect("written");
        assert_eq!(fs::read_to_string(&path).expect("the file"), "after");
    }
}
