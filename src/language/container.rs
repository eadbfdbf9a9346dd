//! The model's file: named sections of bytes and of matrices behind a fixed header, as
//! `model/convert.py` writes it (the layout is described there). Every length is checked before it
//! is used, so that a damaged file gives an error and never a panic. A format of our own because
//! half of the content is tables, not tensors, and because reading it takes these hundred lines.

use serde::de::DeserializeOwned;
use thiserror::Error;

const MAGIC: &[u8] = b"demarche";
const VERSION: u32 = 1;
const HEADER: usize = 16;
const ENTRY: usize = 64;
const NAME: usize = 32;
const KIND_BYTES: u32 = 0;
const KIND_F16: u32 = 1;
const KIND_F32: u32 = 2;

/// Why a model's file cannot be used. Remedy for all: `make model` writes the file anew.
#[derive(Debug, Error)]
pub enum ModelError {
    /// It does not begin as a model does.
    #[error("not a language model file: it does not begin with “demarche”; make it with model/convert.py")]
    NotAModel,
    /// It has another layout.
    #[error(
        "the language model file has layout {found}, this program reads layout {VERSION}; make it anew with model/convert.py"
    )]
    Version {
        /// The layout that it names.
        found: u32,
    },
    /// It ends before the content that its header promises.
    #[error("the language model file is cut short at “{section}”; make it anew with model/convert.py")]
    Truncated {
        /// Where it ends.
        section: String,
    },
    /// It lacks a section.
    #[error("the language model file has no section “{section}”; make it anew with model/convert.py")]
    Missing {
        /// What is missing.
        section: String,
    },
    /// A section holds something else than the model needs.
    #[error("section “{section}” of the language model file: {problem}; make it anew with model/convert.py")]
    Content {
        /// Which section.
        section: String,
        /// What is wrong with it.
        problem: String,
    },
    /// A table is not the JSON that it should be.
    #[error("table “{section}” of the language model file is damaged; make it anew with model/convert.py")]
    Table {
        /// Which section.
        section: String,
        /// What the reader of JSON says.
        #[source]
        source: serde_json::Error,
    },
}

impl ModelError {
    pub(super) fn content(section: &str, problem: impl Into<String>) -> Self {
        Self::Content { section: section.into(), problem: problem.into() }
    }
}

/// A matrix of the model, row by row.
pub(super) struct Matrix {
    pub(super) rows: usize,
    pub(super) columns: usize,
    pub(super) values: Vec<f32>,
}

struct Section<'a> {
    name: &'a str,
    kind: u32,
    rows: usize,
    columns: usize,
    content: &'a [u8],
}

/// The sections of a model's file.
pub(super) struct Container<'a> {
    sections: Vec<Section<'a>>,
}

impl<'a> Container<'a> {
    /// Reads the header and finds the sections.
    pub(super) fn read(file: &'a [u8]) -> Result<Self, ModelError> {
        if !file.starts_with(MAGIC) {
            return Err(ModelError::NotAModel);
        }
        let cut = || ModelError::Truncated { section: "header".into() };
        let found = u32_at(file, 8).ok_or_else(cut)?;
        if found != VERSION {
            return Err(ModelError::Version { found });
        }
        let count = u32_at(file, 12).ok_or_else(cut)? as usize;
        let entries = file.get(HEADER..HEADER + count * ENTRY).ok_or_else(cut)?;
        let sections = entries.chunks_exact(ENTRY).map(|entry| Section::read(file, entry)).collect::<Result<_, _>>()?;
        Ok(Self { sections })
    }

    fn section(&self, name: &str) -> Result<&Section<'a>, ModelError> {
        let missing = || ModelError::Missing { section: name.into() };
        self.sections.iter().find(|section| section.name == name).ok_or_else(missing)
    }

    /// The content of a section of bytes.
    pub(super) fn bytes(&self, name: &str) -> Result<&'a [u8], ModelError> {
        let section = self.section(name)?;
        if section.kind != KIND_BYTES {
            return Err(ModelError::content(name, "it holds floats, not bytes"));
        }
        Ok(section.content)
    }

    /// A table, from JSON.
    pub(super) fn table<T: DeserializeOwned>(&self, name: &str) -> Result<T, ModelError> {
        serde_json::from_slice(self.bytes(name)?).map_err(|source| ModelError::Table { section: name.into(), source })
    }

    /// A matrix, widened to 32-bit floats.
    pub(super) fn matrix(&self, name: &str) -> Result<Matrix, ModelError> {
        let section = self.section(name)?;
        let values: Vec<f32> = match section.kind {
            KIND_F16 => section.content.as_chunks::<2>().0.iter().map(|half| widen(u16::from_le_bytes(*half))).collect(),
            KIND_F32 => section.content.as_chunks::<4>().0.iter().map(|word| f32::from_le_bytes(*word)).collect(),
            _ => return Err(ModelError::content(name, "it holds bytes, not floats")),
        };
        if values.len() != section.rows * section.columns {
            return Err(ModelError::content(name, "its length does not fit its rows and columns"));
        }
        Ok(Matrix { rows: section.rows, columns: section.columns, values })
    }

    /// A matrix of which the number of rows and of columns is known.
    pub(super) fn matrix_of(&self, name: &str, rows: usize, columns: usize) -> Result<Vec<f32>, ModelError> {
        let matrix = self.matrix(name)?;
        if (matrix.rows, matrix.columns) != (rows, columns) {
            let problem = format!("{} × {} values where {rows} × {columns} are needed", matrix.rows, matrix.columns);
            return Err(ModelError::content(name, problem));
        }
        Ok(matrix.values)
    }
}

impl<'a> Section<'a> {
    fn read(file: &'a [u8], entry: &'a [u8]) -> Result<Self, ModelError> {
        let padded = &entry[..NAME];
        let end = padded.iter().position(|&byte| byte == 0).unwrap_or(NAME);
        let name =
            str::from_utf8(&padded[..end]).map_err(|_| ModelError::content("header", "the name of a section is not text"))?;
        let cut = || ModelError::Truncated { section: name.into() };
        let number = |at| u32_at(entry, at).ok_or_else(cut);
        let place = |at| u64_at(entry, at).and_then(|value| usize::try_from(value).ok()).ok_or_else(cut);
        let (start, length) = (place(48)?, place(56)?);
        let content = start.checked_add(length).and_then(|end| file.get(start..end)).ok_or_else(cut)?;
        Ok(Self { name, kind: number(32)?, rows: number(36)? as usize, columns: number(40)? as usize, content })
    }
}

/// The little-endian number at a place, if there is one.
pub(super) fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    let word = bytes.get(at..at + 4)?;
    Some(u32::from_le_bytes(word.try_into().ok()?))
}

fn u64_at(bytes: &[u8], at: usize) -> Option<u64> {
    let word = bytes.get(at..at + 8)?;
    Some(u64::from_le_bytes(word.try_into().ok()?))
}

/// A finite 16-bit float as a 32-bit float: its exponent and fraction moved into place and the
/// difference of the exponents' biases multiplied in, which is exact, subnormal numbers included.
fn widen(half: u16) -> f32 {
    let bits = u32::from(half);
    let magnitude = f32::from_bits((bits & 0x7FFF) << 13) * f32::from_bits((127 + 112) << 23);
    f32::from_bits(magnitude.to_bits() | (bits & 0x8000) << 16)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_floats_widen_exactly() {
        let cases = [
            (0x0000, 0.0),
            (0x3C00, 1.0),
            (0xC000, -2.0),
            (0x3555, 0.333_251_95),
            (0x7BFF, 65504.0),
            (0x0001, 5.960_464_5e-8),
            (0x83FF, -6.097_555e-5),
            (0x0400, 6.103_515_6e-5),
        ];
        for (half, value) in cases {
            assert_eq!(widen(half).to_bits(), f32::to_bits(value), "{half:#06x}");
        }
    }

    fn file(length: u64) -> Vec<u8> {
        let mut file = MAGIC.to_vec();
        file.extend([1u32, 1].iter().flat_map(|n| n.to_le_bytes()));
        let mut name = [0; NAME];
        name[..4].copy_from_slice(b"one\0");
        file.extend(name);
        file.extend([KIND_F32, 1, 2, 0].iter().flat_map(|n| n.to_le_bytes()));
        file.extend([80, length].iter().flat_map(|n| n.to_le_bytes()));
        file.extend([1.5f32, -2.0].iter().flat_map(|x| x.to_le_bytes()));
        file
    }

    #[test]
    fn a_matrix_is_read_back() {
        let file = file(8);
        let container = Container::read(&file).expect("a whole file");
        assert_eq!(container.matrix_of("one", 1, 2).expect("its matrix"), [1.5, -2.0]);
        assert!(matches!(container.matrix_of("one", 2, 1), Err(ModelError::Content { .. })));
        assert!(matches!(container.matrix("two"), Err(ModelError::Missing { .. })));
        assert!(matches!(container.bytes("one"), Err(ModelError::Content { .. })));
    }

    #[test]
    fn every_cut_of_a_file_is_an_error() {
        let file = file(8);
        for end in 0..file.len() {
            assert!(Container::read(&file[..end]).is_err(), "{end} bytes were accepted");
        }
    }

    #[test]
    fn lengths_beyond_the_file_are_errors() {
        for length in [9, u64::MAX, u64::MAX - 80] {
            assert!(matches!(Container::read(&file(length)), Err(ModelError::Truncated { .. })));
        }
    }
}
