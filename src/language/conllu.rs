//! CoNLL-U, the tabular format of Universal Dependencies, with the model's own labels.
//!
//! White-space tokens, which the format cannot hold, are left out and the others renumbered.

use super::{Analysis, Token};
use crate::text::{CharSpan, Text};
use std::fmt::{self, Display, Write};
use std::ops::Range;

/// Writes the sentences of a text, each with the number of its line and its words as comments.
/// Spans in MISC are code points of the analysed text.
///
/// # Errors
/// Only those of `out`.
pub fn write_conllu(out: &mut impl Write, line: usize, text: &str, analysis: &Analysis) -> fmt::Result {
    let names = name_tags(analysis);
    let text = Text::new(text.into());
    for sentence in &analysis.sentences {
        let words = Words::new(analysis, sentence.clone());
        if words.count == 0 {
            continue;
        }
        writeln!(out, "# line = {line}")?;
        writeln!(out, "# text = {}", one_line(&text, analysis, sentence.clone()))?;
        for index in sentence.clone().filter(|&index| !analysis.tokens[index].is_space) {
            write_word(out, analysis, &words, index, names[index].as_deref())?;
        }
        writeln!(out)?;
    }
    Ok(())
}

/// The numbers of the words of a sentence.
struct Words {
    first: usize,
    /// By token: its number from 1 on, 0 for white space.
    numbers: Vec<usize>,
    count: usize,
}

impl Words {
    fn new(analysis: &Analysis, sentence: Range<usize>) -> Self {
        let mut count = 0;
        let number = |token: &Token| {
            count += usize::from(!token.is_space);
            if token.is_space { 0 } else { count }
        };
        let numbers = analysis.tokens[sentence.clone()].iter().map(number).collect();
        Self { first: sentence.start, numbers, count }
    }

    /// The number of a token, if it is a word of the sentence.
    fn number(&self, index: usize) -> Option<usize> {
        self.numbers.get(index.checked_sub(self.first)?).copied().filter(|&number| number > 0)
    }

    /// The number of the nearest word above a token, 0 if there is none.
    fn head(&self, analysis: &Analysis, index: usize) -> usize {
        let mut at = index;
        for _ in 0..analysis.tokens.len() {
            let head = analysis.tokens[at].head;
            if head == at {
                return 0;
            }
            if let Some(number) = self.number(head) {
                return number;
            }
            at = head;
        }
        0
    }
}

fn write_word(out: &mut impl Write, analysis: &Analysis, words: &Words, index: usize, name: Option<&str>) -> fmt::Result {
    let token = &analysis.tokens[index];
    let number = words.number(index).unwrap_or_default();
    write!(out, "{number}\t{}\t{}\t", Field(&token.text), Field(&token.lemma))?;
    write!(out, "{}\t{}\t{}\t", Field(token.pos), Field(token.tag), Field(token.morph))?;
    write!(out, "{}\t{}\t_\t", words.head(analysis, index), Field(token.dep))?;
    write!(out, "Start={}|End={}", token.span.start, token.span.end)?;
    if let Some(name) = name {
        write!(out, "|NE={name}")?;
    }
    let next = analysis.tokens.get(index + 1);
    if next.is_some_and(|next| next.span.start == token.span.end && !next.is_space) {
        write!(out, "|SpaceAfter=No")?;
    }
    writeln!(out)
}

/// A field: `_` if it is empty, with spaces for white space, which would break the table.
struct Field<'a>(&'a str);

impl Display for Field<'_> {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        if self.0.is_empty() {
            return f.write_char('_');
        }
        self.0.chars().try_for_each(|c| f.write_char(if c.is_whitespace() { ' ' } else { c }))
    }
}

/// `B-GPE`, `I-GPE` for the tokens of names.
fn name_tags(analysis: &Analysis) -> Vec<Option<String>> {
    let mut tags = vec![None; analysis.tokens.len()];
    for name in &analysis.names {
        for index in name.tokens.clone() {
            let place = if index == name.tokens.start { 'B' } else { 'I' };
            tags[index] = Some(format!("{place}-{}", name.label));
        }
    }
    tags
}

/// The words of a sentence as they stand in the text, on one line.
fn one_line(text: &Text, analysis: &Analysis, sentence: Range<usize>) -> String {
    let tokens = &analysis.tokens[sentence];
    let start = tokens.first().map_or(0, |token| token.span.start);
    let end = tokens.last().map_or(0, |token| token.span.end);
    text.slice(CharSpan::new(start, end)).split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::super::NamedSpan;
    use super::*;

    fn token(text: &str, start: usize, head: usize, dep: &'static str) -> Token {
        let is_space = text.trim().is_empty();
        let span = CharSpan::new(start, start + text.chars().count());
        let (pos, tag) = if is_space { ("SPACE", "_SP") } else { ("X", "XX") };
        Token { text: text.into(), span, lemma: text.to_lowercase().into(), pos, tag, morph: "", head, dep, is_space }
    }

    /// An analysis of one sentence.
    fn sentence(tokens: Vec<Token>, names: Vec<NamedSpan>) -> Analysis {
        let all = 0..tokens.len();
        Analysis { tokens, sentences: std::iter::once(all).collect(), names }
    }

    fn printed(text: &str, analysis: &Analysis) -> String {
        let mut out = String::new();
        write_conllu(&mut out, 7, text, analysis).expect("a string takes everything");
        out
    }

    #[test]
    fn words_are_renumbered_around_white_space() {
        let text = "São  Tomé’s";
        let tokens =
            vec![token("São", 0, 1, "compound"), token(" ", 4, 2, "dep"), token("Tomé", 5, 2, "ROOT"), token("’s", 9, 2, "case")];
        let names = vec![NamedSpan { tokens: 0..3, label: "GPE" }];
        let analysis = sentence(tokens, names);
        assert_eq!(
            printed(text, &analysis),
            "# line = 7\n# text = São Tomé’s\n\
            1\tSão\tsão\tX\tXX\t_\t2\tcompound\t_\tStart=0|End=3|NE=B-GPE\n\
            2\tTomé\ttomé\tX\tXX\t_\t0\tROOT\t_\tStart=5|End=9|NE=I-GPE|SpaceAfter=No\n\
            3\t’s\t’s\tX\tXX\t_\t2\tcase\t_\tStart=9|End=11\n\n"
        );
    }

    #[test]
    fn a_word_below_a_root_of_white_space_becomes_a_root() {
        let tokens = vec![token("\n", 0, 0, "ROOT"), token("Pact", 1, 0, "dep")];
        let analysis = sentence(tokens, Vec::new());
        assert!(printed("\nPact", &analysis).contains("\n1\tPact\tpact\tX\tXX\t_\t0\tdep\t"));
    }

    #[test]
    fn sentences_of_white_space_are_left_out() {
        let tokens = vec![token("\n\n", 0, 0, "ROOT"), token("Pact", 2, 1, "ROOT")];
        let analysis = Analysis { tokens, sentences: vec![0..1, 1..2], names: Vec::new() };
        assert_eq!(printed("\n\nPact", &analysis).matches("# line").count(), 1);
    }

    #[test]
    fn what_would_break_the_table_becomes_a_space() {
        let analysis = sentence(vec![token("a\n\t_b", 0, 0, "ROOT")], Vec::new());
        assert!(printed("a\n\t_b", &analysis).contains("\n1\ta  _b\ta  _b\t"));
    }
}
