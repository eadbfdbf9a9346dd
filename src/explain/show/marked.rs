//! A sentence with its parts marked below its words.

use std::fmt::Write as _;
use unicode_width::UnicodeWidthChar;

/// A sentence and, for each of its characters, the sign that stands below it.
pub(super) struct Marked {
    chars: Vec<char>,
    signs: Vec<char>,
}

impl Marked {
    /// A sentence without marks; line breaks are blanks.
    pub(super) fn new(sentence: &str) -> Self {
        let chars: Vec<char> = sentence.chars().map(|c| if c.is_whitespace() { ' ' } else { c }).collect();
        Self { signs: vec![' '; chars.len()], chars }
    }

    /// Marks a stretch, in code points of the sentence, where nothing is marked yet; whether it lies in the sentence.
    pub(super) fn mark(&mut self, start: usize, end: usize, sign: char) -> bool {
        if start >= end || end > self.signs.len() {
            return false;
        }
        self.signs[start..end].iter_mut().filter(|old| **old == ' ').for_each(|old| *old = sign);
        true
    }

    /// The lines of the sentence in at most `width` columns, each with its marks below if it has any.
    pub(super) fn render(&self, width: usize) -> String {
        let mut shown = String::new();
        let mut start = 0;
        while start < self.chars.len() {
            let end = self.line_end(start, width);
            let blanks = self.chars[start..end].iter().rev().take_while(|c| **c == ' ').count();
            let (mut words, mut below) = (String::new(), String::new());
            for (&char, &sign) in self.chars[start..end - blanks].iter().zip(&self.signs[start..]) {
                words.push(char);
                below.extend(std::iter::repeat_n(sign, char.width().unwrap_or(0)));
            }
            let _ = writeln!(shown, "  {words}");
            if !below.trim().is_empty() {
                let _ = writeln!(shown, "  {}", below.trim_end());
            }
            start = end;
        }
        shown
    }

    /// Where the line from a character on ends: after the last blank that fits, if there is one.
    fn line_end(&self, start: usize, width: usize) -> usize {
        let mut used = 0;
        let fits = |&at: &usize| {
            used += self.chars[at].width().unwrap_or(0);
            used <= width.max(2)
        };
        let full = (start..self.chars.len()).take_while(fits).last().map_or(start + 1, |last| last + 1);
        if full == self.chars.len() {
            return full;
        }
        (start + 1..=full).rev().find(|&at| self.chars[at - 1] == ' ').unwrap_or(full)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_stand_below_their_words() {
        let mut marked = Marked::new("Tokyo still claims\nthe islands.");
        assert!(marked.mark(0, 5, 'a') && marked.mark(12, 18, '=') && !marked.mark(30, 90, 'b'));
        assert_eq!(marked.render(80), "  Tokyo still claims the islands.\n  aaaaa       ======\n");
    }

    #[test]
    fn long_sentences_are_broken_between_words_with_their_marks() {
        let mut marked = Marked::new("Tokyo still claims the islands.");
        marked.mark(19, 30, 'b');
        assert_eq!(marked.render(12), "  Tokyo still\n  claims the\n         bbb\n  islands.\n  bbbbbbb\n");
    }

    #[test]
    fn wide_characters_are_as_wide_below() {
        let mut marked = Marked::new("日本 claims");
        marked.mark(0, 2, 'a');
        assert_eq!(marked.render(80), "  日本 claims\n  aaaa\n");
    }
}
