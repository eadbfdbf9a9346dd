//! The two hashes of the model: numbers for strings, and rows of the embedding tables for numbers.

use rustc_hash::FxHashMap;

/// The number of a string: the fixed one of a symbol, else its `MurmurHash64A` with seed 1.
#[must_use]
pub(super) fn string_id(symbols: &FxHashMap<Box<str>, u64>, s: &str) -> u64 {
    if s.is_empty() {
        return 0;
    }
    symbols.get(s).copied().unwrap_or_else(|| murmur64a(s.as_bytes(), 1))
}

/// `MurmurHash64A` (Austin Appleby, public domain).
fn murmur64a(data: &[u8], seed: u64) -> u64 {
    const M: u64 = 0xC6A4_A793_5BD1_E995;
    let (blocks, tail) = data.as_chunks::<8>();
    let mut hash = seed ^ (data.len() as u64).wrapping_mul(M);
    for block in blocks {
        let k = u64::from_le_bytes(*block).wrapping_mul(M);
        hash = (hash ^ (k ^ k >> 47).wrapping_mul(M)).wrapping_mul(M);
    }
    if !tail.is_empty() {
        let mut last = [0; 8];
        last[..tail.len()].copy_from_slice(tail);
        hash = (hash ^ u64::from_le_bytes(last)).wrapping_mul(M);
    }
    hash = (hash ^ hash >> 47).wrapping_mul(M);
    hash ^ hash >> 47
}

/// The four row numbers (before the remainder by the table's length) that a value has in the
/// embedding table with this seed: one block of `MurmurHash3_x64_128`.
#[must_use]
pub(super) fn embedding_keys(value: u64, seed: u64) -> [u32; 4] {
    let mut h1 = value.wrapping_mul(0x87C3_7B91_1142_53D5).rotate_left(31).wrapping_mul(0x4CF5_AD43_2745_937F);
    h1 ^= seed ^ 8;
    let mut h2 = seed ^ 8;
    h1 = h1.wrapping_add(h2);
    h2 = h2.wrapping_add(h1);
    h1 = mixed(h1);
    h2 = mixed(h2);
    h1 = h1.wrapping_add(h2);
    h2 = h2.wrapping_add(h1);
    [h1 as u32, (h1 >> 32) as u32, h2 as u32, (h2 >> 32) as u32]
}

fn mixed(mut h: u64) -> u64 {
    h = (h ^ h >> 33).wrapping_mul(0xFF51_AFD7_ED55_8CCD);
    h = (h ^ h >> 33).wrapping_mul(0xC4CE_B9FE_1A85_EC53);
    h ^ h >> 33
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_have_the_published_numbers() {
        let symbols = FxHashMap::from_iter([("X".into(), 101)]);
        for (string, id) in [("", 0), ("X", 101), ("the", 7_425_985_699_627_899_538), ("coffee", 3_197_928_453_018_144_401)] {
            assert_eq!(string_id(&symbols, string), id, "{string}");
        }
    }
}
