//! Aligned tables for a terminal: columns as wide as they need, the widest ones wrapped where the line
//! is too short, widths by what a terminal shows (East Asian characters take two columns). Rows with so many columns that
//! each would be but a few letters wide are written one below the other instead, a line to each cell.

use std::fmt::Write as _;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// The space between columns.
const GAP: usize = 2;

/// No column is made narrower than this.
const NARROWEST: usize = 6;

/// A table whose wide columns would be narrower than this is written as records.
const LEGIBLE: usize = 12;

/// Rows under a head.
#[derive(Debug, Clone, Default)]
pub struct Table {
    head: Vec<String>,
    rows: Vec<Vec<String>>,
}

impl Table {
    /// An empty table.
    #[must_use]
    pub fn new(head: Vec<String>) -> Self {
        Self { head, rows: Vec::new() }
    }

    /// Adds a row; white space in cells becomes single blanks.
    pub fn row(&mut self, cells: Vec<String>) {
        let flat = |cell: String| cell.split_whitespace().collect::<Vec<_>>().join(" ");
        self.rows.push(cells.into_iter().map(flat).collect());
    }

    /// The table in at most `width` columns, with the number of rows below it.
    #[must_use]
    pub fn render(&self, width: usize) -> String {
        let full = self.full_widths();
        let widths = narrowed(full.clone(), width);
        let legible = widths.iter().zip(&full).all(|(narrow, full)| narrow == full || *narrow >= LEGIBLE);
        let mut out = if legible || self.rows.is_empty() { self.aligned(&widths) } else { self.records(width) };
        let rows = self.rows.len();
        let _ = writeln!(out, "{rows} {}", if rows == 1 { "row" } else { "rows" });
        out
    }

    /// A line to each row, or more where a cell is wrapped.
    fn aligned(&self, widths: &[usize]) -> String {
        let mut out = String::new();
        Self::line(&self.head, widths, &mut out);
        let rule: Vec<String> = widths.iter().map(|&w| "─".repeat(w)).collect();
        Self::line(&rule, widths, &mut out);
        for row in &self.rows {
            Self::line(row, widths, &mut out);
        }
        out
    }

    /// A line to each cell that is not empty, and a rule between rows.
    fn records(&self, width: usize) -> String {
        let name = self.head.iter().map(|name| name.width()).max().unwrap_or(0);
        let widths = [name, width.saturating_sub(name + GAP).max(NARROWEST)];
        let mut out = String::new();
        for row in &self.rows {
            let _ = writeln!(out, "{}", "─".repeat(width.max(NARROWEST)));
            for (name, cell) in self.head.iter().zip(row).filter(|(_, cell)| !cell.is_empty()) {
                Self::line(&[name.clone(), cell.clone()], &widths, &mut out);
            }
        }
        out
    }

    /// The widths of the widest cells.
    fn full_widths(&self) -> Vec<usize> {
        let mut widths: Vec<usize> = self.head.iter().map(|name| name.width()).collect();
        for row in &self.rows {
            for (width, cell) in widths.iter_mut().zip(row) {
                *width = (*width).max(cell.width());
            }
        }
        widths
    }

    /// Writes a row, on as many lines as its longest cell needs.
    fn line(cells: &[String], widths: &[usize], out: &mut String) {
        let wrapped: Vec<Vec<String>> = cells.iter().zip(widths).map(|(cell, &w)| wrap(cell, w)).collect();
        let height = wrapped.iter().map(Vec::len).max().unwrap_or(0);
        for at in 0..height {
            let mut line = String::new();
            for (cell, &width) in wrapped.iter().zip(widths) {
                let part = cell.get(at).map_or("", String::as_str);
                line.push_str(part);
                line.push_str(&" ".repeat(width.saturating_sub(part.width()) + GAP));
            }
            out.push_str(line.trim_end());
            out.push('\n');
        }
    }
}

/// The columns' widths: the widest ones made narrower until all fit into `width`.
fn narrowed(mut widths: Vec<usize>, width: usize) -> Vec<usize> {
    let room = width.saturating_sub(GAP * widths.len().saturating_sub(1));
    while widths.iter().sum::<usize>() > room {
        let Some(widest) = widths.iter_mut().max().filter(|w| **w > NARROWEST) else { break };
        *widest -= 1;
    }
    widths
}

/// Breaks a text into lines of at most `width` columns, between words where it can.
#[must_use]
pub fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split(' ') {
        let used = lines.last().map_or(0, |line| line.width());
        if used > 0 && used + 1 + word.width() > width {
            lines.push(String::new());
        } else if used > 0 {
            push(&mut lines, " ");
        }
        push_word(&mut lines, word, width.max(1));
    }
    lines
}

fn push(lines: &mut [String], text: &str) {
    if let Some(line) = lines.last_mut() {
        line.push_str(text);
    }
}

/// Adds a word to the last line; one that is wider than a line is broken.
fn push_word(lines: &mut Vec<String>, word: &str, width: usize) {
    for char in word.chars() {
        let used = lines.last().map_or(0, |line| line.width());
        if used > 0 && used + char.width().unwrap_or(0) > width {
            lines.push(String::new());
        }
        push(lines, char.encode_utf8(&mut [0; 4]));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table() -> Table {
        let mut table = Table::new(vec!["claimant".into(), "sentence".into()]);
        table.row(vec!["Japan".into(), "Tokyo still claims the four islands\nto the north.".into()]);
        table.row(vec!["日本".into(), "北方領土".into()]);
        table
    }

    #[test]
    fn columns_are_aligned_by_what_a_terminal_shows() {
        let shown = table().render(80);
        let starts: Vec<usize> = shown
            .lines()
            .filter_map(|line| line.find("sentence").or(line.find("Tokyo")).or(line.find("北方")).map(|at| line[..at].width()))
            .collect();
        assert_eq!(starts, [10, 10, 10], "{shown}");
    }

    #[test]
    fn no_line_is_wider_than_the_terminal() {
        for width in [20, 30, 47] {
            let shown = table().render(width);
            assert!(shown.lines().all(|line| line.width() <= width), "{width}\n{shown}");
            assert!(shown.split_whitespace().collect::<String>().contains("Tokyo"), "{shown}");
        }
    }

    #[test]
    fn many_columns_in_a_narrow_terminal_become_records() {
        let mut table = Table::new((0..9).map(|n| format!("column{n}")).collect());
        table.row((0..9).map(|n| if n == 4 { String::new() } else { format!("the value of number {n}") }).collect());
        let shown = table.render(60);
        assert!(shown.contains("column3  the value of number 3\ncolumn5"), "{shown}");
        assert!(shown.lines().all(|line| line.width() <= 60) && shown.ends_with("1 row\n"), "{shown}");
    }

    #[test]
    fn words_that_are_too_long_are_broken() {
        assert_eq!(wrap("a Mittelstreckenrakete b", 8), ["a", "Mittelst", "reckenra", "kete b"]);
        assert_eq!(wrap("", 8), [""]);
    }
}
