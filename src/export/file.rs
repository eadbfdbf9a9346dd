//! Files that are there whole or not at all: written beside their place and renamed. What ends in `.gz` is compressed.

use super::ExportError;
use flate2::Compression;
use flate2::write::GzEncoder;
use std::fs::{self, File};
use std::io::{self, BufWriter, Write, stdout};
use std::path::{Path, PathBuf};

/// Writes a file by `write`. Whatever goes wrong, what stood there before still does.
///
/// # Errors
/// If the folder or the disk refuses, or `write` fails.
pub fn write_whole(path: &Path, write: impl FnOnce(&mut dyn Write) -> Result<(), ExportError>) -> Result<(), ExportError> {
    let failed = |source| ExportError::Write { place: path.display().to_string(), source };
    let beside = beside(path);
    let result = write_beside(&beside, is_gzip(path), write).and_then(|()| Ok(fs::rename(&beside, path)?));
    if result.is_err() {
        // The first error is the one to report, whether or not this works.
        let _ = fs::remove_file(&beside);
    }
    result.map_err(|error| if let ExportError::Write { source, .. } = error { failed(source) } else { error })
}

/// Writes standard output by `write`.
///
/// # Errors
/// If nobody takes it, or `write` fails.
pub fn write_stdout(write: impl FnOnce(&mut dyn Write) -> Result<(), ExportError>) -> Result<(), ExportError> {
    let mut out = BufWriter::new(stdout().lock());
    write(&mut out)?;
    Ok(out.flush()?)
}

fn write_beside(
    beside: &Path,
    gzip: bool,
    write: impl FnOnce(&mut dyn Write) -> Result<(), ExportError>,
) -> Result<(), ExportError> {
    let mut out = BufWriter::with_capacity(1 << 16, File::create(beside)?);
    if gzip {
        // The head of the stream holds no time, so that the same graph gives the same bytes.
        let mut packed = BufWriter::with_capacity(1 << 16, GzEncoder::new(out, Compression::default()));
        write(&mut packed)?;
        out = packed.into_inner().map_err(io::IntoInnerError::into_error)?.finish()?;
    } else {
        write(&mut out)?;
    }
    let file = out.into_inner().map_err(io::IntoInnerError::into_error)?;
    Ok(file.sync_all()?)
}

fn is_gzip(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("gz"))
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

    #[test]
    fn a_packed_file_is_the_same_bytes_each_time() {
        let folder = tempfile::tempdir().expect("a folder");
        let packed = |name: &str| {
            let path = folder.path().join(name);
            write_whole(&path, |out| Ok(out.write_all(b"text")?)).expect("written");
            fs::read(path).expect("the file")
        };
        let bytes = packed("a.nq.gz");
        assert_eq!(bytes, packed("b.nq.gz"));
        let mut text = String::new();
        io::Read::read_to_string(&mut flate2::read::GzDecoder::new(&*bytes), &mut text).expect("unpacked");
        assert_eq!(text, "text");
    }
}
