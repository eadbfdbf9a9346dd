//! Comma-separated values as RFC 4180 has them.

use super::ExportError;
use std::io::Write;

/// Writes a line of cells.
///
/// # Errors
/// If the output cannot be written.
pub fn row<S: AsRef<str>>(cells: &[S], out: &mut dyn Write) -> Result<(), ExportError> {
    let cells: Vec<String> = cells.iter().map(|cell| quoted(cell.as_ref())).collect();
    Ok(write!(out, "{}\r\n", cells.join(","))?)
}

/// A cell in quotes, if it needs them.
fn quoted(cell: &str) -> String {
    if cell.contains(['"', ',', '\r', '\n']) { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_quoted_where_they_must_be() {
        let mut out = Vec::new();
        row(&["plain", "a,b", "say \"no\"", "two\nlines", ""], &mut out).expect("written");
        assert_eq!(String::from_utf8_lossy(&out), "plain,\"a,b\",\"say \"\"no\"\"\",\"two\nlines\",\r\n");
    }
}
