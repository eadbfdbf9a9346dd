//! Times in text → EDTF.

use std::fmt;

/// A time as precisely as the text gives it: `2017-03-01`, `2017-03`, `2017` or an interval
/// `2016/2017` of two such (EDTF level 0, ISO 8601-2).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Edtf(String);

impl Edtf {
    /// The EDTF form.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Edtf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
