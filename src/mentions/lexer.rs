//! Words, numbers and signs of raw text: what times, citations and quotations are found in before any model has
//! seen the text. Cheaper and stricter than the language model's tokens: a number is one token however it is
//! grouped ("2,000"), every sign stands alone, and what glues tokens together is kept, because "F-16" and
//! "from 16" differ only in that. One pass, linear in the text.

use crate::text::CharSpan;
use std::borrow::Cow;

/// What a token is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Letters, and digits after the first letter ("G7").
    Word,
    /// Digits, grouped or with a decimal part ("1945", "2,000", "1.5").
    Number,
    /// One character that is neither.
    Sign,
}

/// What stands between a token and the one before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Gap {
    /// Nothing.
    None,
    /// White space within the line.
    Space,
    /// One line break.
    Line,
    /// A blank line, or the start of the text.
    Paragraph,
}

/// A word, number or sign.
#[derive(Debug, Clone)]
pub(super) struct Token<'t> {
    /// As written.
    pub(super) text: &'t str,
    /// In lower case.
    pub(super) lower: Cow<'t, str>,
    pub(super) kind: Kind,
    pub(super) gap: Gap,
    /// In code points of the text.
    pub(super) span: CharSpan,
    /// First byte in the text.
    pub(super) byte: usize,
    /// Number of its sentence, by full stops and paragraphs.
    pub(super) sentence: usize,
    /// Number of its paragraph.
    pub(super) paragraph: usize,
}

impl Token<'_> {
    /// Whether it is this sign or word, in any case.
    pub(super) fn is(&self, lower: &str) -> bool {
        self.lower == lower
    }

    /// Whether it is one of these, in any case.
    pub(super) fn is_in(&self, lower: &[&str]) -> bool {
        lower.contains(&self.lower.as_ref())
    }

    /// Whether it begins with a capital letter.
    pub(super) fn is_capitalised(&self) -> bool {
        self.text.chars().next().is_some_and(char::is_uppercase)
    }

    /// Whether it is a word in small letters.
    pub(super) fn is_small_word(&self) -> bool {
        self.kind == Kind::Word && !self.is_capitalised()
    }

    /// Whether nothing stands between it and the token before.
    pub(super) fn is_glued(&self) -> bool {
        self.gap == Gap::None
    }

    /// Whether it is a hyphen or dash.
    pub(super) fn is_dash(&self) -> bool {
        self.is_in(&["-", "‐", "‑", "–", "—", "−"])
    }

    /// One past its last byte in the text.
    pub(super) fn byte_end(&self) -> usize {
        self.byte + self.text.len()
    }
}

/// The tokens of a text, in order.
pub(super) fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut lexer = Lexer { text, byte: 0, char: 0 };
    let mut tokens = Vec::with_capacity(text.len() / 5);
    while let Some(token) = lexer.next_token() {
        tokens.push(token);
    }
    number_sentences(&mut tokens);
    tokens
}

struct Lexer<'t> {
    text: &'t str,
    byte: usize,
    char: usize,
}

impl<'t> Lexer<'t> {
    fn next_token(&mut self) -> Option<Token<'t>> {
        let gap = self.skip_space();
        let rest = &self.text[self.byte..];
        let first = rest.chars().next()?;
        let (kind, len) = measure(rest, first);
        let text = &rest[..len];
        let span = CharSpan::new(self.char, self.char + text.chars().count());
        let token = Token { text, lower: lower(text), kind, gap, span, byte: self.byte, sentence: 0, paragraph: 0 };
        self.byte += len;
        self.char = span.end;
        Some(token)
    }

    fn skip_space(&mut self) -> Gap {
        let (mut spaces, mut lines) = (0, 0);
        let start = self.byte;
        for c in self.text[start..].chars().take_while(|c| c.is_whitespace() || is_invisible(*c)) {
            spaces += usize::from(c.is_whitespace());
            self.char += 1;
            lines += usize::from(matches!(c, '\n' | '\u{2028}')) + 2 * usize::from(c == '\u{2029}');
            self.byte += c.len_utf8();
        }
        match (start, spaces, lines) {
            (0, ..) | (_, _, 2..) => Gap::Paragraph,
            (_, _, 1) => Gap::Line,
            (_, 0, _) => Gap::None,
            _ => Gap::Space,
        }
    }
}

/// The kind of the token that `rest` begins with, and its length in bytes.
fn measure(rest: &str, first: char) -> (Kind, usize) {
    if first.is_alphabetic() {
        (Kind::Word, prefix(rest, is_word_part))
    } else if first.is_ascii_digit() {
        (Kind::Number, number(rest))
    } else {
        (Kind::Sign, first.len_utf8())
    }
}

/// Soft hyphens, zero-width characters and marks of writing direction part nothing.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
}

fn is_word_part(c: char) -> bool {
    c.is_alphanumeric() || ('\u{300}'..='\u{36f}').contains(&c)
}

/// How many bytes of `text` satisfy `part` from its start.
fn prefix(text: &str, part: impl Fn(char) -> bool) -> usize {
    text.find(|c| !part(c)).unwrap_or(text.len())
}

/// The length of a number: digits, then ",ddd" groups and ".d" decimals.
fn number(rest: &str) -> usize {
    let digits = |from: usize| prefix(&rest[from..], |c| c.is_ascii_digit());
    let mut end = digits(0);
    loop {
        let more = match rest[end..].chars().next() {
            Some(',') if digits(end + 1) == 3 => 3,
            Some('.') => digits(end + 1),
            _ => 0,
        };
        if more == 0 {
            return end;
        }
        end += 1 + more;
    }
}

fn lower(text: &str) -> Cow<'_, str> {
    if text.chars().any(char::is_uppercase) { Cow::Owned(text.to_lowercase()) } else { Cow::Borrowed(text) }
}

/// Counts sentences and paragraphs. A full stop ends a sentence when a space and a capital, digit or
/// opening mark follow and what it ends is longer than an initial.
fn number_sentences(tokens: &mut [Token<'_>]) {
    let (mut sentence, mut paragraph) = (0, 0);
    for i in 0..tokens.len() {
        if i > 0 && tokens[i].gap == Gap::Paragraph {
            (sentence, paragraph) = (sentence + 1, paragraph + 1);
        } else if i > 1 && starts_sentence(&tokens[i - 2..=i]) {
            sentence += 1;
        }
        (tokens[i].sentence, tokens[i].paragraph) = (sentence, paragraph);
    }
}

/// Abbreviations before names and numbers, after which no sentence begins.
const ABBREVIATIONS: [&str; 27] = [
    "mr", "mrs", "ms", "dr", "gen", "col", "lt", "sen", "rep", "gov", "st", "vs", "jan", "feb", "mar", "apr", "jun", "jul",
    "aug", "sep", "sept", "oct", "nov", "dec", "maj", "adm", "prof",
];

/// Whether the last of three tokens starts a sentence.
fn starts_sentence(three: &[Token<'_>]) -> bool {
    let [before, stop, next] = three else { return false };
    if next.gap == Gap::None || next.is_small_word() {
        return false;
    }
    let initial = before.kind == Kind::Word && before.text.chars().count() == 1;
    match stop.text {
        "!" | "?" => true,
        "." => !initial && !before.is_in(&ABBREVIATIONS),
        "”" | "\"" | "’" | "'" | "»" | ")" => before.is_in(&[".", "!", "?"]),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(text: &str) -> Vec<&str> {
        tokens(text).iter().map(|t| t.text).collect()
    }

    #[test]
    fn numbers_keep_their_groups_and_signs_stand_alone() {
        assert_eq!(texts("2,000 troops, F-16s"), ["2,000", "troops", ",", "F", "-", "16", "s"]);
        assert_eq!(texts("May 3,2017 cost $1.5bn."), ["May", "3", ",", "2017", "cost", "$", "1.5", "bn", "."]);
        assert_eq!(texts("Mid.ru’s G7"), ["Mid", ".", "ru", "’", "s", "G7"]);
    }

    #[test]
    fn invisible_characters_part_nothing() {
        let all = tokens("1899\u{ad}–1900");
        assert_eq!(
            all.iter().map(|t| (t.text, t.is_glued(), t.span.start)).collect::<Vec<_>>(),
            [("1899", false, 0), ("–", true, 5), ("1900", true, 6)]
        );
    }

    #[test]
    fn spans_are_in_code_points() {
        let all = tokens("“Süden” – 1945");
        assert_eq!(all.last().map(|t| (t.span.start, t.span.end, t.byte)), Some((10, 14, 17)));
    }

    #[test]
    fn sentences_and_paragraphs_are_counted() {
        let at = |text: &str| tokens(text).last().map(|t| (t.sentence, t.paragraph));
        assert_eq!(at("He left on Dec. 9 with the U.S. Navy"), Some((0, 0)));
        assert_eq!(at("He left. She stayed"), Some((1, 0)));
        assert_eq!(at("“He left.” She stayed\n\nThey met"), Some((2, 1)));
    }
}
