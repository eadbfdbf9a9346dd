//! Plain text: the file as it is, with a title and a block of header lines where it has them. The
//! stored text is the whole file, so that offsets count in the file.

use super::assembly::to_blocks;
use super::encoding::{self, Decoded};
use super::open::Input;
use super::{BlockKind, Document, Documents, header, paragraphs};
use crate::text::{ByteSpan, Text};

/// The longest line that can be a title, in bytes.
const TITLE: usize = 300;

/// A title goes over at most this many lines.
const TITLE_LINES: usize = 3;

/// Reads one document.
pub(super) fn read(input: Input) -> Documents {
    input.one_document(encoding::decode, |decoded| Some(parse(decoded)))
}

/// A decoded file as a document; its name is left to the caller.
pub(super) fn parse(decoded: Decoded) -> Document {
    let mut document = Document { replaced: decoded.replaced, ..Document::default() };
    let mut head = Head { text: &decoded.text, at: 0 };
    head.take_headers(&mut document);
    let title = head.take_title();
    head.take_headers(&mut document);
    let mut body = paragraphs::find(&decoded.text, head.at);
    let dateline = paragraphs::cut_dateline(&decoded.text, &mut body);
    let title_block = title.map(|span| (BlockKind::Title, span));
    let blocks: Vec<_> = title_block.into_iter().chain(body).collect();
    if let Some(span) = title {
        document.title = Some(one_line(&decoded.text[span.start..span.end]));
    }
    document.text = Text::new(decoded.text);
    document.blocks = to_blocks(&document.text, &blocks);
    document.dateline = dateline.map(|span| document.text.to_chars(span));
    document
}

fn one_line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The head of a file, read line by line.
struct Head<'t> {
    text: &'t str,
    /// Byte of the first line that is not read yet.
    at: usize,
}

/// A line with its place, trimmed.
struct HeadLine<'t> {
    words: &'t str,
    span: ByteSpan,
    /// Byte of the next line.
    next: usize,
}

impl<'t> Head<'t> {
    /// The line that begins at a byte, unless the text ends there.
    fn line(&self, at: usize) -> Option<HeadLine<'t>> {
        let rest = self.text.get(at..).filter(|rest| !rest.is_empty())?;
        let raw = rest.split('\n').next()?;
        let start = at + raw.len() - raw.trim_start().len();
        let words = raw.trim();
        let next = (at + raw.len() + 1).min(self.text.len());
        Some(HeadLine { words, span: (start..start + words.len()).into(), next })
    }

    /// The first line from a byte on that is not empty.
    fn line_with_words(&self, mut at: usize) -> Option<HeadLine<'t>> {
        loop {
            let line = self.line(at)?;
            if !line.words.is_empty() {
                return Some(line);
            }
            at = line.next;
        }
    }

    /// Reads header lines as far as they go, over empty lines between them.
    fn take_headers(&mut self, document: &mut Document) {
        while let Some(line) = self.line_with_words(self.at).filter(|line| header::is_header(line.words)) {
            header::apply(line.words, document);
            self.at = line.next;
        }
    }

    /// Reads the title: up to three lines before a header line, or a first line that looks like one.
    fn take_title(&mut self) -> Option<ByteSpan> {
        let first = self.line_with_words(self.at)?;
        let last = self.title_before_headers(&first).or_else(|| self.looks_like_title(&first).then_some(first.span.end))?;
        self.at = self.line(last).map_or(self.text.len(), |line| line.next);
        Some((first.span.start..last).into())
    }

    /// The end of a title that header lines follow.
    fn title_before_headers(&self, first: &HeadLine) -> Option<usize> {
        let (mut end, mut next) = (first.span.end, first.next);
        for _ in 0..TITLE_LINES {
            if end - first.span.start > TITLE {
                return None;
            }
            let line = self.line_with_words(next)?;
            if header::is_header(line.words) {
                return Some(end);
            }
            // The lines of one title follow each other.
            if self.line(next)?.words.is_empty() {
                return None;
            }
            (end, next) = (line.span.end, line.next);
        }
        None
    }

    /// Whether a line stands alone, is short and does not end like a sentence.
    fn looks_like_title(&self, line: &HeadLine) -> bool {
        let short = line.words.len() <= TITLE && !line.words.ends_with(['.', ':', ';', ',']);
        let followed = self.line_with_words(line.next);
        let alone = self
            .line(line.next)
            .is_some_and(|next| next.words.is_empty() || (next.words.len() > TITLE / 2 && next.words.len() > line.words.len()));
        short && alone && followed.is_some() && paragraphs::list_mark(line.words) == 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn document(text: &str) -> Document {
        parse(Decoded { text: text.to_owned(), replaced: 0 })
    }

    fn words(document: &Document) -> Vec<(BlockKind, &str)> {
        document.blocks.iter().map(|block| (block.kind, document.text.slice(block.span))).collect()
    }

    use BlockKind::{Heading, Paragraph, Title};

    #[test]
    fn a_header_block_is_read_and_is_no_prose() {
        let text = "The Strait’s Long Winter\nPublication: Straits Review Volume: 3 Issue: 7\nBy:\nDate: 3 May 2017\n\n\
            Tokyo refused.\nMoscow did not.\n";
        let document = document(text);
        assert_eq!(document.text.as_str(), text);
        assert_eq!(document.title.as_deref(), Some("The Strait’s Long Winter"));
        assert_eq!(document.publication.as_deref(), Some("Straits Review"));
        assert_eq!(document.date.as_deref(), Some("2017-05-03"));
        assert_eq!(
            words(&document),
            [(Title, "The Strait’s Long Winter"), (Paragraph, "Tokyo refused."), (Paragraph, "Moscow did not."),]
        );
    }

    #[test]
    fn empty_lines_and_other_orders_do_not_matter() {
        for text in [
            "\n\nTalks fail\n\nBy Anna Petrova\n\nNovember 24, 2021\n\nTokyo refused.",
            "Date: 2021-11-24\nBy: Anna Petrova\nTalks fail\n\nTokyo refused.",
            "By: Anna Petrova\n\nTalks\nfail\nPublished: 24 November 2021\nTokyo refused.",
        ] {
            let document = document(text);
            assert_eq!(document.title.as_deref(), Some("Talks fail"), "{text:?}");
            assert_eq!(document.date.as_deref(), Some("2021-11-24"), "{text:?}");
            assert_eq!(document.authors, ["Anna Petrova"], "{text:?}");
            assert_eq!(words(&document).last(), Some(&(Paragraph, "Tokyo refused.")), "{text:?}");
        }
    }

    #[test]
    fn prose_without_a_title_has_none() {
        for text in ["Tokyo refused.\n\nMoscow did not.", "Tokyo refused\nto sign it. Moscow\nsigned.", "Tokyo refused"] {
            let document = document(text);
            assert_eq!(document.title, None, "{text:?}");
            assert!(words(&document).iter().all(|(kind, _)| *kind == Paragraph), "{text:?}");
        }
    }

    #[test]
    fn a_title_stands_alone_or_over_a_long_line() {
        let long = "Tokyo refused to sign the accord. ".repeat(10);
        let document = document(&format!("Talks fail\n{long}\n\nThe text\n\nIt was short."));
        assert_eq!(
            words(&document),
            [(Title, "Talks fail"), (Paragraph, long.trim()), (Heading, "The text"), (Paragraph, "It was short."),]
        );
    }

    #[test]
    fn every_cut_of_a_file_is_read() {
        let text = "Talks “fail”\nPublication: Straits Review Volume: 3 Issue: 7\nBy:\n\nGENEVA (ATS) — Tokyo refused.\n\n- Moscow did not.\n";
        for (at, _) in text.char_indices() {
            for cut in [&text[..at], &text[at..]] {
                let document = document(cut);
                assert_eq!(document.text.as_str(), cut);
                assert!(document.blocks.windows(2).all(|pair| pair[0].span.end <= pair[1].span.start));
                assert!(document.blocks.iter().all(|block| !document.text.slice(block.span).trim().is_empty()));
            }
        }
    }
}
