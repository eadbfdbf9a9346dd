//! Backups: a store as one file of N-Quads, and a store made from one, also where the file is packed with gzip.
//!
//! A file is chosen over a copy of the engine's own files because any version of any RDF software reads it. Its first line is a
//! comment that says how many quads follow, so that a file that was cut off is noticed before anything is stored.

use super::file::unpacked;
use super::{BULK_MEMORY, KnowledgeBase, StoreError};
use oxigraph::store::StorageError;
use oxttl::{NQuadsParser, TurtleParseError};
use std::cell::Cell;
use std::io::{self, BufRead, Write};
use std::path::Path;
use thiserror::Error;

/// How a backup begins; the number of its quads follows.
const HEAD: &str = "# Demarche backup, quads: ";

/// Why a backup was not written or not restored. Each message is one line that says what, where, and what to do.
#[derive(Debug, Error)]
pub enum BackupError {
    /// The store could not be read or written.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The backup could not be written.
    #[error("the backup cannot be written ({0})")]
    Write(#[source] io::Error),
    /// The backup could not be read.
    #[error("{place}: cannot be read ({source}); check the path")]
    Read {
        /// Where.
        place: String,
        /// What the system said.
        #[source]
        source: io::Error,
    },
    /// The file is something else.
    #[error("{place}: not a backup; name a file that demarche backup wrote")]
    NotABackup {
        /// Where.
        place: String,
    },
    /// The file is cut off or changed.
    #[error("{place}: the backup is damaged ({reason}); nothing was restored, use another backup")]
    Damaged {
        /// Where.
        place: String,
        /// What is wrong with it.
        reason: String,
    },
    /// The store is in use for something else.
    #[error("{place}: the store is not empty; restore into a folder that does not exist yet, or remove this one first")]
    NotEmpty {
        /// Where.
        place: String,
    },
}

/// A backup that has been opened to be restored.
pub struct Backup {
    place: String,
    quads: usize,
    lines: Box<dyn BufRead>,
}

impl Backup {
    /// Opens a backup and reads its first line.
    ///
    /// # Errors
    /// If it cannot be read, or is none.
    pub fn open(path: &Path) -> Result<Self, BackupError> {
        let place = path.display().to_string();
        let read = |source| BackupError::Read { place: place.clone(), source };
        let mut lines = unpacked(path).map_err(read)?;
        let mut head = String::new();
        // A head that is no text is that of another kind of file.
        let _ = io::Read::take(&mut lines, 100).read_line(&mut head);
        let quads = head.trim_end().strip_prefix(HEAD).and_then(|number| number.parse().ok());
        let Some(quads) = quads else { return Err(BackupError::NotABackup { place }) };
        Ok(Self { place, quads, lines })
    }

    fn damaged(&self, reason: impl Into<String>) -> BackupError {
        BackupError::Damaged { place: self.place.clone(), reason: reason.into() }
    }
}

impl KnowledgeBase {
    /// Writes all that the store holds; gives the number of quads. A store on disk gives the same bytes each time.
    ///
    /// # Errors
    /// If the store cannot be read or the output cannot be written.
    pub fn back_up(&self, out: &mut dyn Write) -> Result<usize, BackupError> {
        let quads = self.store.len().map_err(|error| self.failed(error))?;
        writeln!(out, "{HEAD}{quads}").map_err(BackupError::Write)?;
        for quad in &self.store {
            let quad = quad.map_err(|error| self.failed(error))?;
            writeln!(out, "{quad} .").map_err(BackupError::Write)?;
        }
        Ok(quads)
    }

    /// Puts all that a backup holds into a store that is empty; gives the number of quads.
    ///
    /// # Errors
    /// If the store is not empty or cannot be written, or the backup is damaged; nothing is stored then.
    pub fn restore(&self, backup: Backup) -> Result<usize, BackupError> {
        if !self.store.is_empty().map_err(|error| self.failed(error))? {
            return Err(BackupError::NotEmpty { place: self.place.clone() });
        }
        let count = Cell::new(0);
        let Backup { place, quads, lines } = backup;
        let backup = Backup { place, quads, lines: Box::new(io::empty()) };
        let parsed = NQuadsParser::new().for_reader(lines).inspect(|_| count.set(count.get() + 1));
        let mut loader = self.store.bulk_loader().with_max_memory_size_in_megabytes(BULK_MEMORY);
        loader.load_ok_quads::<Failure, Failure>(parsed.map(|quad| Ok(quad?))).map_err(|failure| match failure {
            Failure::Store(error) => self.failed(error).into(),
            Failure::Parse(error) => backup.damaged(error.to_string()),
        })?;
        if count.get() != quads {
            return Err(backup.damaged(format!("it has {} of its {quads} quads", count.get())));
        }
        loader.commit().map_err(|error| self.failed(error))?;
        self.flush()?;
        Ok(quads)
    }
}

/// What can go wrong while quads flow from a backup into a store.
enum Failure {
    Store(StorageError),
    Parse(TurtleParseError),
}

impl From<StorageError> for Failure {
    fn from(error: StorageError) -> Self {
        Self::Store(error)
    }
}

impl From<TurtleParseError> for Failure {
    fn from(error: TurtleParseError) -> Self {
        Self::Parse(error)
    }
}
