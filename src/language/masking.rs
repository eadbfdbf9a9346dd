//! Hiding stretches of a text from the model while keeping the positions of the rest.

use crate::text::CharSpan;
use std::borrow::Cow;

/// A text without its masked stretches, and where each of its characters was.
pub(super) struct Masked<'t> {
    text: Cow<'t, str>,
    /// The original position of each character; empty if nothing is hidden.
    positions: Vec<usize>,
}

impl<'t> Masked<'t> {
    /// Hides the stretches and the white space before each. Where that would join two words, one
    /// space is left between them; where the text begins with a masked stretch, the white space
    /// after it goes too.
    pub(super) fn new(text: &'t str, masked: &[CharSpan], is_space: impl Fn(char) -> bool) -> Self {
        if masked.iter().all(|span| span.is_empty()) {
            return Self { text: text.into(), positions: Vec::new() };
        }
        let mut builder = Builder { text: String::with_capacity(text.len()), positions: Vec::new(), is_space };
        let mut hidden: Vec<CharSpan> = masked.to_vec();
        hidden.sort_unstable();
        let mut hidden = hidden.into_iter().peekable();
        for (position, c) in text.chars().enumerate() {
            while hidden.next_if(|span| span.end <= position).is_some() {}
            if hidden.peek().is_some_and(|span| span.start <= position) {
                builder.hide();
            } else {
                builder.show(position, c);
            }
        }
        Self { text: builder.text.into(), positions: builder.positions }
    }

    /// The text that is left.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// A span of what is left, in the original text.
    pub(super) fn original(&self, span: CharSpan) -> CharSpan {
        match self.positions.get(span.start..span.end) {
            Some([first, .., last]) => CharSpan::new(*first, last + 1),
            Some([only]) => CharSpan::new(*only, only + 1),
            _ => span,
        }
    }
}

struct Builder<F> {
    text: String,
    positions: Vec<usize>,
    is_space: F,
}

impl<F: Fn(char) -> bool> Builder<F> {
    /// Drops the white space at the end.
    fn hide(&mut self) {
        while self.text.ends_with(&self.is_space) {
            self.text.pop();
            self.positions.pop();
        }
    }

    fn show(&mut self, position: usize, c: char) {
        let follows = self.positions.last().map_or(position == 0, |&last| last + 1 == position);
        if !follows {
            if self.text.is_empty() && (self.is_space)(c) {
                return;
            }
            if c.is_alphanumeric() && self.text.ends_with(|last| !(self.is_space)(last)) {
                self.push(position - 1, ' ');
            }
        }
        self.push(position, c);
    }

    fn push(&mut self, position: usize, c: char) {
        self.text.push(c);
        self.positions.push(position);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn masked(text: &str, spans: &[(usize, usize)]) -> (String, Vec<usize>) {
        let spans: Vec<CharSpan> = spans.iter().map(|&(start, end)| CharSpan::new(start, end)).collect();
        let masked = Masked::new(text, &spans, char::is_whitespace);
        (masked.text().to_owned(), masked.positions.clone())
    }

    #[test]
    fn nothing_masked_changes_nothing() {
        assert_eq!(masked("a  b", &[]).0, "a  b");
        assert_eq!(masked("a  b", &[(2, 2)]).0, "a  b");
    }

    #[test]
    fn the_white_space_before_goes_with_the_stretch() {
        let (text, positions) = masked("Pact \n(x), “é”", &[(6, 9)]);
        assert_eq!(text, "Pact, “é”");
        assert_eq!(positions, [0, 1, 2, 3, 9, 10, 11, 12, 13]);
    }

    #[test]
    fn overlapping_and_unsorted_stretches_are_one() {
        assert_eq!(masked("ab (cd) (ef) gh", &[(8, 12), (3, 7), (4, 9)]).0, "ab gh");
    }

    #[test]
    fn words_are_never_joined() {
        assert_eq!(masked("sea(x)port", &[(3, 6)]).0, "sea port");
        assert_eq!(masked("sea(x)", &[(3, 6)]).0, "sea");
    }

    #[test]
    fn a_masked_beginning_takes_the_white_space_after_it() {
        assert_eq!(masked("(x)  Tokyo", &[(0, 3)]), ("Tokyo".into(), vec![5, 6, 7, 8, 9]));
    }

    #[test]
    fn a_stretch_beyond_the_end_is_cut() {
        assert_eq!(masked("ab cd", &[(3, 99)]).0, "ab");
    }

    #[test]
    fn spans_count_in_the_original() {
        let spans = [CharSpan::new(2, 6)];
        let masked = Masked::new("ab (x) cd", &spans, char::is_whitespace);
        assert_eq!(masked.text(), "ab cd");
        assert_eq!(masked.original(CharSpan::new(3, 5)), CharSpan::new(7, 9));
        assert_eq!(masked.original(CharSpan::new(0, 2)), CharSpan::new(0, 2));
    }
}
