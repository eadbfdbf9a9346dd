//! From the arguments of a command to the inputs they name: files, standard input, and the files
//! in folders, walked in sorted order so that a run is the same on every machine.

use super::error::{InputError, Place};
use super::format::{Format, split_name};
use std::fmt;
use std::io;
use std::path::{Path, PathBuf};
use walkdir::{DirEntry, WalkDir};

/// One input.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Source {
    /// A file.
    File(PathBuf),
    /// What is piped in.
    Stdin,
}

impl Source {
    /// The name that documents get from it: the file's name without its ending, or `stdin`.
    #[must_use]
    pub fn name(&self) -> String {
        match self {
            Self::File(path) => split_name(path).0,
            Self::Stdin => "stdin".to_owned(),
        }
    }

    /// Where errors in it are.
    pub(super) fn place(&self) -> Place {
        Place::input(self.to_string())
    }
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File(path) => path.display().fmt(f),
            Self::Stdin => f.write_str("standard input"),
        }
    }
}

/// The inputs that arguments name: `-` is standard input, a folder all its files of a known
/// format, at any depth. Hidden files and folders in it are passed over in silence, other files
/// with a note ([`InputError::is_note`]); a missing file is an error, and the next one follows.
pub fn expand<I>(arguments: I) -> impl Iterator<Item = Result<Source, InputError>>
where
    I: IntoIterator,
    I::Item: Into<PathBuf>,
{
    arguments.into_iter().flat_map(|argument| expand_one(argument.into()))
}

/// The inputs of one argument.
fn expand_one(path: PathBuf) -> Box<dyn Iterator<Item = Result<Source, InputError>>> {
    if path.as_os_str() == "-" {
        return Box::new(std::iter::once(Ok(Source::Stdin)));
    }
    match std::fs::metadata(&path) {
        Ok(data) if data.is_dir() => Box::new(folder(&path)),
        Ok(_) => Box::new(std::iter::once(Ok(Source::File(path)))),
        Err(error) => Box::new(std::iter::once(Err(InputError::io(&place_of(&path), error)))),
    }
}

/// The files of a folder or, when it has none to read, an error after the notes.
fn folder(root: &Path) -> impl Iterator<Item = Result<Source, InputError>> + use<> {
    let mut pending = Some(InputError::EmptyFolder(place_of(root)));
    let walk = WalkDir::new(root).follow_links(true).sort_by_file_name().into_iter();
    let mut files = walk.filter_entry(|entry| entry.depth() == 0 || !is_hidden(entry)).filter_map(member);
    std::iter::from_fn(move || {
        let Some(next) = files.next() else { return pending.take().map(Err) };
        if !matches!(&next, Err(note) if note.is_note()) {
            pending = None;
        }
        Some(next)
    })
}

/// What an entry of a folder gives; folders themselves give nothing.
fn member(entry: walkdir::Result<DirEntry>) -> Option<Result<Source, InputError>> {
    match entry {
        Ok(entry) if !entry.file_type().is_file() => None,
        Ok(entry) if Format::from_path(entry.path()).is_none() => Some(Err(InputError::UnknownEnding(place_of(entry.path())))),
        Ok(entry) => Some(Ok(Source::File(entry.into_path()))),
        Err(error) => Some(Err(walk_error(error))),
    }
}

/// An error of the walk: an unreadable folder, a dead link, or links in a circle.
fn walk_error(error: walkdir::Error) -> InputError {
    let place = place_of(error.path().unwrap_or(Path::new("folder")));
    let words = error.to_string();
    InputError::io(&place, error.into_io_error().unwrap_or_else(|| io::Error::other(words)))
}

fn is_hidden(entry: &DirEntry) -> bool {
    entry.file_name().as_encoded_bytes().starts_with(b".")
}

fn place_of(path: &Path) -> Place {
    Place::input(path.display().to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    /// A folder that goes when the test ends.
    fn folder_with(files: &[&str]) -> tempfile::TempDir {
        let dir = tempfile::tempdir().unwrap();
        for file in files {
            let path = dir.path().join(file);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "Words.").unwrap();
        }
        dir
    }

    #[test]
    fn folders_are_walked_in_order_without_hidden_files() {
        let dir = folder_with(&["b.txt", "a/z.html", "a/c.md.gz", ".hidden.txt", ".git/x.txt", "image.png"]);
        let found: Vec<_> = expand([dir.path()]).collect();
        let names: Vec<_> = found.iter().flatten().map(Source::name).collect();
        assert_eq!(names, ["c", "z", "b"]);
        let notes: Vec<_> = found.iter().filter_map(|item| item.as_ref().err()).collect();
        assert_eq!(notes.len(), 1);
        assert!(notes[0].is_note() && notes[0].to_string().contains("image.png"), "{}", notes[0]);
    }

    #[test]
    fn a_missing_file_does_not_stop_the_next() {
        let dir = folder_with(&["a.txt"]);
        let arguments = [PathBuf::from("/no/such.txt"), dir.path().join("a.txt"), PathBuf::from("-")];
        let found: Vec<_> = expand(arguments).collect();
        assert!(matches!(found[0], Err(InputError::Missing(_))));
        assert_eq!(found[1].as_ref().unwrap().name(), "a");
        assert_eq!(*found[2].as_ref().unwrap(), Source::Stdin);
    }

    #[test]
    fn a_folder_without_texts_is_an_error() {
        let dir = folder_with(&["image.png"]);
        let found: Vec<_> = expand([dir.path()]).collect();
        assert_eq!(found.len(), 2);
        assert!(matches!(found[1], Err(InputError::EmptyFolder(_))));
    }

    #[cfg(unix)]
    #[test]
    fn links_in_a_circle_end_in_an_error() {
        let dir = folder_with(&["a.txt"]);
        std::os::unix::fs::symlink(dir.path(), dir.path().join("loop")).unwrap();
        let found: Vec<_> = expand([dir.path()]).collect();
        assert_eq!(found.iter().filter(|item| item.is_ok()).count(), 1);
        assert!(found.iter().any(|item| matches!(item, Err(InputError::Io { .. }))));
    }
}
