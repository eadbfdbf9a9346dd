//! Sorting in bounded memory: every export is in an order that its bytes depend on, and a graph may be larger than
//! the machine's memory.
//!
//! Records are strings of bytes, compared as such; a format encodes what it sorts by into the beginning of its
//! records ([`super::record`]). Up to [`CHUNK`] bytes are sorted where they are; more is written in sorted runs to
//! unnamed temporary files, which vanish with the process however it ends, and merged.

use super::ExportError;
use rayon::slice::ParallelSliceMut;
use std::cmp::Ordering;
use std::collections::BinaryHeap;
use std::collections::binary_heap::PeekMut;
use std::fs::File;
use std::io::{self, BufRead, BufReader, BufWriter, Read, Seek, Write};
use std::ops::Range;

/// How many bytes of records are held in memory.
const CHUNK: usize = 64 << 20;

/// So many runs are merged into one: each keeps a file open.
const MOST_RUNS: usize = 128;

/// Takes records in any order.
pub(super) struct Sorter {
    held: Held,
    runs: Vec<Run>,
    chunk: usize,
}

impl Default for Sorter {
    fn default() -> Self {
        Self::with_chunk(CHUNK)
    }
}

impl Sorter {
    fn with_chunk(chunk: usize) -> Self {
        Self { held: Held::default(), runs: Vec::new(), chunk }
    }

    /// Adds a record.
    pub(super) fn push(&mut self, record: &[u8]) -> Result<(), ExportError> {
        self.held.push(record);
        if self.held.bytes.len() < self.chunk { Ok(()) } else { self.spill().map_err(ExportError::temporary) }
    }

    /// The records in order.
    pub(super) fn sorted(mut self) -> Result<Sorted, ExportError> {
        let mut runs = std::mem::take(&mut self.runs);
        runs.push(Run::Held(self.held.sorted(), 0));
        Sorted::new(runs).map_err(ExportError::temporary)
    }

    fn spill(&mut self) -> io::Result<()> {
        let held = std::mem::take(&mut self.held).sorted();
        self.runs.push(Run::write(Sorted::new(vec![Run::Held(held, 0)])?)?);
        if self.runs.len() >= MOST_RUNS {
            let runs = std::mem::take(&mut self.runs);
            self.runs.push(Run::write(Sorted::new(runs)?)?);
        }
        Ok(())
    }
}

/// Records in memory, one after the other.
#[derive(Default)]
struct Held {
    bytes: Vec<u8>,
    records: Vec<Range<usize>>,
}

impl Held {
    fn push(&mut self, record: &[u8]) {
        let start = self.bytes.len();
        self.bytes.extend_from_slice(record);
        self.records.push(start..self.bytes.len());
    }

    fn sorted(mut self) -> Self {
        let bytes = &self.bytes;
        self.records.par_sort_unstable_by(|a, b| bytes[a.clone()].cmp(&bytes[b.clone()]));
        self
    }
}

/// Sorted records.
enum Run {
    /// In memory, from the one of this number on.
    Held(Held, usize),
    /// In a file, each after its length.
    File(BufReader<File>),
}

impl Run {
    fn write(mut records: Sorted) -> io::Result<Self> {
        let mut out = BufWriter::new(tempfile::tempfile()?);
        while let Some(record) = records.read()? {
            out.write_all(&(record.len() as u64).to_le_bytes())?;
            out.write_all(record)?;
        }
        let mut file = out.into_inner().map_err(io::IntoInnerError::into_error)?;
        file.rewind()?;
        Ok(Self::File(BufReader::new(file)))
    }

    /// Puts the next record in place of what `record` holds; tells whether there was one.
    fn read(&mut self, record: &mut Vec<u8>) -> io::Result<bool> {
        record.clear();
        match self {
            Self::Held(held, at) => {
                let Some(range) = held.records.get(*at) else { return Ok(false) };
                record.extend_from_slice(&held.bytes[range.clone()]);
                *at += 1;
            }
            Self::File(file) => {
                let mut length = [0; 8];
                if file.fill_buf()?.is_empty() {
                    return Ok(false);
                }
                file.read_exact(&mut length)?;
                record.resize(u64::from_le_bytes(length) as usize, 0);
                file.read_exact(record)?;
            }
        }
        Ok(true)
    }
}

/// A run with the record that it is at. The greatest is the one that comes first.
struct Head {
    record: Vec<u8>,
    run: Run,
}

impl Ord for Head {
    fn cmp(&self, other: &Self) -> Ordering {
        other.record.cmp(&self.record)
    }
}

impl PartialOrd for Head {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Head {
    fn eq(&self, other: &Self) -> bool {
        self.record == other.record
    }
}

impl Eq for Head {}

/// Records in order, each once.
pub(super) struct Sorted {
    heads: BinaryHeap<Head>,
    current: Vec<u8>,
    started: bool,
}

impl Sorted {
    fn new(runs: Vec<Run>) -> io::Result<Self> {
        let mut heads = BinaryHeap::new();
        for mut run in runs {
            let mut record = Vec::new();
            if run.read(&mut record)? {
                heads.push(Head { record, run });
            }
        }
        Ok(Self { heads, current: Vec::new(), started: false })
    }

    /// The next record.
    pub(super) fn next(&mut self) -> Result<Option<&[u8]>, ExportError> {
        self.read().map_err(ExportError::temporary)
    }

    fn read(&mut self) -> io::Result<Option<&[u8]>> {
        while let Some(mut head) = self.heads.peek_mut() {
            let is_new = !self.started || head.record != self.current;
            std::mem::swap(&mut self.current, &mut head.record);
            let Head { record, run } = &mut *head;
            if !run.read(record)? {
                PeekMut::pop(head);
            }
            self.started = true;
            if is_new {
                return Ok(Some(&self.current));
            }
        }
        Ok(None)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sorted(records: &[String], chunk: usize) -> Vec<String> {
        let mut sorter = Sorter::with_chunk(chunk);
        for record in records {
            sorter.push(record.as_bytes()).expect("room");
        }
        let mut merged = sorter.sorted().expect("sorted");
        let mut read = Vec::new();
        while let Some(record) = merged.next().expect("read") {
            read.push(String::from_utf8(record.to_vec()).expect("UTF-8"));
        }
        read
    }

    #[test]
    fn what_fits_in_memory_and_what_does_not_come_out_alike() {
        let records: Vec<String> = (0..3000).map(|n| format!("{}", (n * 7919) % 1500)).collect();
        let mut expected = records.clone();
        expected.sort();
        expected.dedup();
        assert_eq!(sorted(&records, CHUNK), expected);
        // Some hundred runs, so that they are merged in two steps.
        assert_eq!(sorted(&records, 50), expected);
    }

    #[test]
    fn nothing_and_the_empty_record_are_told_apart() {
        assert!(sorted(&[], 10).is_empty());
        assert_eq!(sorted(&[String::new(), String::new()], 10), [""]);
    }
}
