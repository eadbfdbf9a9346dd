//! Cutting plain text into paragraphs. Two habits have to be told apart: files with one line for
//! each paragraph, and files wrapped at some width, with paragraphs of many lines. A wrapped text
//! is known by lines that go on in lower case; in it, a line ends a paragraph when the next word
//! would still have fitted on it, which holds with and without empty lines between paragraphs.
//!
//! Lines that are no prose are in no block: rules, bylines, photo credits, a page's furniture, and
//! the dateline before the first sentence. All positions are bytes of the text given. Linear time.

use super::BlockKind;
use super::header::byline;
use crate::text::ByteSpan;

/// Wider than this no file is wrapped on purpose: the lines are paragraphs. In code points.
const WIDEST: usize = 160;

/// A heading has at most this many words.
const HEADING_WORDS: usize = 14;

/// A line of credits or furniture has at most this many bytes.
const FURNITURE: usize = 160;

/// What begins a line that carries no prose, in lower case.
#[rustfmt::skip]
const NO_PROSE: &[&str] = &[
    "photo:", "photo by ", "photo credit", "photograph:", "(photo", "[photo", "file photo", "image:", "image credit",
    "image source", "picture:", "caption:", "credit:", "courtesy of ", "getty images", "advertisement", "story continues below",
    "read more", "also read", "read also", "see also:", "related:", "related articles", "recommended:", "share this",
    "follow us", "sign up for", "subscribe to", "copyright ©", "copyright 1", "copyright 2", "©", "(c) 1", "(c) 2", "all rights reserved",
    "writing by ", "editing by ", "reporting by ", "(reporting by", "(writing by", "(editing by", "our standards:",
];

/// Marks that begin a list item, without the space that has to follow.
const BULLETS: [&str; 8] = ["-", "–", "—", "*", "•", "·", "‣", "▪"];

/// A line that is not empty, without the white space around it.
#[derive(Debug, Clone, Copy)]
struct Line<'t> {
    words: &'t str,
    /// Byte of its first character.
    start: usize,
    /// Bytes of white space before it.
    indent: usize,
    /// Its length in code points.
    width: usize,
    /// Whether an empty line, or the body's beginning, comes before it.
    after_gap: bool,
}

impl Line<'_> {
    fn end(&self) -> usize {
        self.start + self.words.len()
    }

    fn begins_lower(&self) -> bool {
        self.words.starts_with(char::is_lowercase)
    }
}

/// Finds the blocks of a text from a byte on: in order, disjoint, none empty.
pub(super) fn find(text: &str, from: usize) -> Vec<(BlockKind, ByteSpan)> {
    let lines = lines(text, from);
    let paragraphs = join(&lines);
    let last = paragraphs.len().saturating_sub(1);
    paragraphs.iter().enumerate().filter_map(|(index, lines)| block(text, lines, index < last)).collect()
}

/// Takes the dateline off the first paragraph of a document, and says where it is.
pub(super) fn cut_dateline(text: &str, blocks: &mut [(BlockKind, ByteSpan)]) -> Option<ByteSpan> {
    let (_, span) = blocks.iter_mut().find(|(kind, _)| *kind == BlockKind::Paragraph)?;
    let (dateline, prose) = dateline(&text[span.start..span.end])?;
    let cut = span.start..span.start + dateline;
    span.start += prose;
    Some(cut.into())
}

/// The lines from a byte on that hold something.
fn lines(text: &str, from: usize) -> Vec<Line<'_>> {
    let mut lines = Vec::new();
    let (mut start, mut after_gap) = (from, true);
    for raw in text[from..].split('\n') {
        let words = raw.trim();
        let indent = raw.len() - raw.trim_start().len();
        if !words.is_empty() {
            lines.push(Line { words, start: start + indent, indent, width: words.chars().count(), after_gap });
        }
        after_gap = words.is_empty();
        start += raw.len() + 1;
    }
    lines
}

/// Groups lines into paragraphs.
fn join<'l, 't>(lines: &'l [Line<'t>]) -> Vec<&'l [Line<'t>]> {
    let width = wrap_width(lines);
    lines.chunk_by(|line, next| width.is_some_and(|width| goes_on(line, next, width))).collect()
}

/// The width at which a text is wrapped, if it is.
fn wrap_width(lines: &[Line]) -> Option<usize> {
    let breaks: Vec<_> = lines.windows(2).filter(|pair| !pair[1].after_gap && list_mark(pair[1].words) == 0).collect();
    let lower = breaks.iter().filter(|pair| pair[1].begins_lower()).count();
    if breaks.is_empty() || lower * 5 < breaks.len() * 2 {
        return None;
    }
    // The widest lines but for a few: a long address does not make the text wide.
    let mut widths: Vec<_> = breaks.iter().map(|pair| pair[0].width).collect();
    let rank = widths.len() * 9 / 10;
    let (_, width, _) = widths.select_nth_unstable(rank.min(breaks.len() - 1));
    (*width <= WIDEST).then_some(*width)
}

/// Whether a paragraph wrapped at a width goes on from one line to the next.
fn goes_on(line: &Line, next: &Line, width: usize) -> bool {
    let first_word = next.words.split_whitespace().next().map_or(0, |word| word.chars().count());
    // Nobody leaves more than a fifth of a line empty, except at a paragraph's end.
    let is_full = (line.width + 1 + first_word) * 5 > width * 4;
    let is_mid_sentence = next.begins_lower() && !line.words.ends_with(['.', '!', '?', ':', ';']);
    let is_indented = next.indent > line.indent.max(1) && !next.begins_lower() && list_mark(line.words) == 0;
    !next.after_gap
        && (is_full || is_mid_sentence)
        && !is_indented
        && list_mark(next.words) == 0
        && is_prose(line.words)
        && is_prose(next.words)
}

/// The block that a paragraph's lines make, without its list mark, if they carry prose.
fn block(text: &str, lines: &[Line], followed: bool) -> Option<(BlockKind, ByteSpan)> {
    let (first, last) = (lines.first()?, lines.last()?);
    if lines.len() == 1 && !is_prose(first.words) {
        return None;
    }
    let start = first.start + list_mark(first.words);
    let words = &text[start..last.end()];
    let is_item = start > first.start;
    let kind = if !is_item && followed && is_heading(words) { BlockKind::Heading } else { BlockKind::Paragraph };
    (!words.is_empty()).then(|| (kind, (start..last.end()).into()))
}

/// Whether a line of its own carries prose: words that are no byline, credit or furniture.
pub(super) fn is_prose(line: &str) -> bool {
    let has_words = line.chars().take(FURNITURE).any(char::is_alphabetic) || line.len() > FURNITURE;
    has_words && !(line.len() <= FURNITURE && (is_furniture(line) || byline(line).is_some() || is_bare_dateline(line)))
}

fn is_furniture(line: &str) -> bool {
    let lower = line.to_lowercase();
    // A sentence may begin with any of these words; a credit does not end like one.
    let is_sentence = line.ends_with('.') && line.split_whitespace().count() > 8 && !lower.starts_with('(');
    !is_sentence && NO_PROSE.iter().any(|start| lower.starts_with(start))
}

/// Whether a paragraph is short, begins like a sentence and does not end like one.
fn is_heading(words: &str) -> bool {
    if words.len() > 8 * HEADING_WORDS || words.split_whitespace().count() > HEADING_WORDS {
        return false;
    }
    let begins = words.trim_start_matches(['“', '"', '‘', '\'', '(']).starts_with(|c: char| c.is_uppercase() || c.is_numeric());
    let ends = words.ends_with(['.', '!', ':', ';', ',', '…', '”', '"', ')']);
    // “Norland-Sudland: none identified” says something; “Norland: The road ahead” is a heading.
    let says = |rest: &str| rest.starts_with(char::is_lowercase) || rest.split_whitespace().count() > 5;
    let tells = words.split_once(": ").is_some_and(|(_, rest)| says(rest));
    begins && !ends && !tells
}

/// The bytes of a list mark and the white space after it: `- `, `• `, `1. `, `(a) `.
pub(super) fn list_mark(line: &str) -> usize {
    let mark = BULLETS.iter().find(|mark| line.starts_with(**mark)).map_or_else(|| enumerator(line), |mark| mark.len());
    let rest = &line[mark..];
    let space = rest.len() - rest.trim_start().len();
    if mark > 0 && space > 0 { mark + space } else { 0 }
}

/// The bytes of `12.`, `12)`, `(12)`, `(a)`, `(B)` or `(iv)`.
fn enumerator(line: &str) -> usize {
    let open = usize::from(line.starts_with('('));
    let rest = &line[open..];
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let letters = rest.bytes().take_while(u8::is_ascii_alphabetic).count();
    let closed = |length: usize, marks: &[char]| rest[length..].starts_with(marks);
    match (open, digits, letters) {
        (0, 1..=2, _) if closed(digits, &['.', ')']) => digits + 1,
        (1, 1..=2, _) if closed(digits, &[')']) => digits + 2,
        (1, 0, 1..=3) if closed(letters, &[')']) => letters + 2,
        _ => 0,
    }
}

/// The longest dateline, in bytes.
const DATELINE: usize = 90;

/// Dashes that end a dateline.
const DASHES: [&str; 6] = [" — ", " – ", " -- ", " - ", "— ", "— "];

/// The length of the dateline that a paragraph begins with, and where its prose begins, in bytes:
/// `SEOUL, Aug. 20 (Yonhap) -- `, `WASHINGTON — `.
fn dateline(words: &str) -> Option<(usize, usize)> {
    let (place, dash) = DASHES.iter().filter_map(|dash| Some((words.find(dash)?, *dash))).min_by_key(|(at, _)| *at)?;
    let prose = place + dash.len();
    let prose_begins = words[prose..].starts_with(|c: char| c.is_uppercase() || c.is_numeric() || "“\"‘'".contains(c));
    (place <= DATELINE && prose_begins && is_dateline(&words[..place])).then_some((place, prose))
}

/// Whether words are a place with, perhaps, a date and an agency: a place in capitals, or one that
/// an agency in parentheses follows; and nothing in lower case.
fn is_dateline(words: &str) -> bool {
    let mut tokens = words.split([' ', ',', '/', '(', ')']).filter(|token| !token.is_empty());
    let first = words.split([' ', ',', '/']).next().unwrap_or_default();
    let in_capitals = first.chars().filter(|c| c.is_alphabetic()).count() >= 4 && !first.chars().any(char::is_lowercase);
    let has_agency = words.ends_with(')') && words.contains(" (") && first.starts_with(char::is_uppercase);
    (in_capitals || has_agency) && tokens.all(|token| token.starts_with(|c: char| c.is_uppercase() || c.is_numeric()))
}

/// Whether a line of its own is a dateline that names a day: `MOSCOW, March 3`.
fn is_bare_dateline(line: &str) -> bool {
    let line = line.trim_end_matches([' ', '-', '–', '—']);
    line.len() <= DATELINE / 2
        && !line.ends_with('.')
        && line.split_once(", ").is_some_and(|(place, date)| {
            !place.chars().any(char::is_lowercase)
                && is_dateline(line)
                && super::date::normalize(&format!("{date}, 2000")).or_else(|| super::date::normalize(date)).is_some()
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn blocks(text: &str) -> Vec<(BlockKind, &str)> {
        find(text, 0).into_iter().map(|(kind, span)| (kind, &text[span.start..span.end])).collect()
    }

    fn words(text: &str) -> Vec<&str> {
        blocks(text).into_iter().map(|(_, words)| words).collect()
    }

    use BlockKind::{Heading, Paragraph};

    #[test]
    fn a_line_is_a_paragraph_where_lines_are_long_or_sentences() {
        let long = format!("{} endured.", "The embargo on arms and on dual-use goods ".repeat(6));
        assert_eq!(words(&format!("{long}\n{long}\n\n{long}\n")), [long.as_str(); 3]);
        assert_eq!(
            words("Japan claims the islands.\nRussia refuses to return them."),
            ["Japan claims the islands.", "Russia refuses to return them."]
        );
        let list = "Norland-Sudland: none identified\nNorland-Westmark: dormant claim to the Salt Marshes";
        assert_eq!(words(list).len(), 2);
    }

    const WRAPPED: &str = "The foreign minister told reporters on Monday that his government would\n\
        not recognise the vote, and that any attempt to hold a second one would\n\
        be met with sanctions.\n\
        His deputy went further. He said that Kyiv had never agreed to the line\n\
        drawn in 1954 and did not intend to do so now.\n\
        \n\
        The talks\n\
        \n\
        They were called off\n\
        on Friday.\n";

    #[test]
    fn wrapped_lines_are_joined() {
        let found = words(WRAPPED);
        assert_eq!(found.len(), 4, "{found:#?}");
        assert!(found[0].starts_with("The foreign") && found[0].ends_with("sanctions."));
        assert!(found[1].starts_with("His deputy") && found[1].ends_with("so now."));
        assert_eq!(blocks(WRAPPED)[2], (Heading, "The talks"));
    }

    #[test]
    fn list_items_stand_alone_without_their_mark() {
        let text = "The order prohibits:\n- new investment in the regions, wherever\n  located, by any person;\n- any financing of such trade; and\n(iv) 1. the purchase of oil.";
        assert_eq!(
            words(text),
            [
                "The order prohibits:",
                "new investment in the regions, wherever\n  located, by any person;",
                "any financing of such trade; and",
                "1. the purchase of oil.",
            ]
        );
        assert_eq!(list_mark("1954 was"), 0);
        assert_eq!(list_mark("-5 degrees"), 0);
        assert_eq!(list_mark("12) and"), 4);
    }

    #[test]
    fn headings_are_short_and_open() {
        assert_eq!(blocks("Preamble\n\nWe agree."), [(Heading, "Preamble"), (Paragraph, "We agree.")]);
        assert_eq!(blocks("Who pays for it?\n\nNobody."), [(Heading, "Who pays for it?"), (Paragraph, "Nobody.")]);
        for no_heading in [
            "It will:",
            "He left.",
            "Norland-Sudland: none identified",
            "Norland: Both sides signed a map in May",
            "and so on",
            "“Never”",
        ] {
            assert_eq!(blocks(&format!("{no_heading}\n\nText follows."))[0].0, Paragraph, "{no_heading}");
        }
        assert_eq!(blocks("Preamble")[0].0, Paragraph, "nothing follows");
    }

    #[test]
    fn what_is_no_prose_is_in_no_block() {
        for line in [
            "* * *",
            "----",
            "Photo: Kyodo",
            "(Photo by A. Person/Agency)",
            "By Anna Petrova",
            "By Anna Petrova and Li Wei in Geneva",
            "MOSCOW, March 3",
            "Read more: The strait in maps",
            "© 2021 The Daily",
            "Reporting by A. Person; editing by B. Person",
        ] {
            assert_eq!(words(&format!("Talks resumed.\n\n{line}\n\nThey failed.")), ["Talks resumed.", "They failed."], "{line}");
        }
        for line in [
            "By 2030 the line will be closed.",
            "Photo opportunities were refused.",
            "By Friday, both had left",
            "(c) any ship that enters the strait.",
        ] {
            assert_eq!(words(&format!("Talks resumed.\n\n{line}\n\nThey failed.")).len(), 3, "{line}");
        }
    }

    #[test]
    fn a_dateline_is_cut_off_the_first_paragraph() {
        for (line, prose) in [
            ("SEOUL, Aug. 20 (Yonhap) -- North Korea’s paper", "North Korea’s paper"),
            ("HANOI, Vietnam (AP) — The secretary", "The secretary"),
            ("WASHINGTON — “Never,” he said", "“Never,” he said"),
            ("MOSCOW/KYIV (Reuters) - Russia", "Russia"),
            ("Geneva, March 3 (ATS) – The envoy", "The envoy"),
        ] {
            let text = format!("{line} left.");
            let mut found = find(&text, 0);
            let cut = cut_dateline(&text, &mut found).unwrap();
            assert_eq!(text[found[0].1.start..], format!("{prose} left."));
            assert!(text[..cut.end].chars().count() > 5 && line.starts_with(&text[..cut.end]), "{line}");
        }
        for line in
            ["The islands — four in all — are", "NATO — the alliance — is", "Russia – which refused – is", "EU - Russia talks"]
        {
            assert_eq!(cut_dateline(line, &mut find(line, 0)), None, "{line}");
        }
    }

    #[test]
    fn blocks_are_in_order_and_disjoint_in_every_cut_of_a_text() {
        let all: Vec<_> = WRAPPED.char_indices().map(|(at, _)| at).collect();
        for &at in &all {
            let blocks = find(WRAPPED, at);
            assert!(blocks.windows(2).all(|pair| pair[0].1.end <= pair[1].1.start));
            assert!(blocks.iter().all(|(_, span)| at <= span.start && span.start < span.end && span.end <= WRAPPED.len()));
        }
    }
}
