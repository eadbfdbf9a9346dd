//! Putting a document's text together from pieces, for formats whose text is not the file itself:
//! title and paragraphs with an empty line between them, each with its span.

use super::encoding::clean;
use super::{Block, BlockKind, Document, paragraphs};
use crate::text::{ByteSpan, Text};

/// A text under construction.
#[derive(Debug, Default)]
pub(super) struct Assembly {
    text: String,
    blocks: Vec<(BlockKind, ByteSpan)>,
    replaced: usize,
}

impl Assembly {
    /// Adds a block of running words; white space in it is collapsed, and nothing is added for none.
    pub(super) fn block(&mut self, kind: BlockKind, words: &str) {
        let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
        let span = self.append(words);
        if !span.is_empty() {
            self.blocks.push((kind, span.into()));
        }
    }

    /// Adds a body of plain text, whose paragraphs have to be found.
    pub(super) fn body(&mut self, body: &str) {
        let span = self.append(body.trim().to_owned());
        self.blocks.extend(paragraphs::find(&self.text, span.start));
    }

    /// Whether a block but the title has been added.
    pub(super) fn has_body(&self) -> bool {
        self.blocks.iter().any(|(kind, _)| *kind == BlockKind::Paragraph)
    }

    /// Cleans words and puts them after what is there.
    fn append(&mut self, words: String) -> std::ops::Range<usize> {
        let cleaned = clean(words);
        self.replaced += cleaned.replaced;
        if !cleaned.text.is_empty() && !self.text.is_empty() {
            self.text.push_str("\n\n");
        }
        let start = self.text.len();
        self.text.push_str(&cleaned.text);
        start..self.text.len()
    }

    /// The text and its blocks, and `known` for all else.
    pub(super) fn finish(mut self, known: Document) -> Document {
        let dateline = paragraphs::cut_dateline(&self.text, &mut self.blocks);
        let text = Text::new(self.text);
        Document {
            blocks: to_blocks(&text, &self.blocks),
            dateline: dateline.map(|span| text.to_chars(span)),
            replaced: known.replaced + self.replaced,
            text,
            ..known
        }
    }
}

/// Blocks in bytes as blocks in code points.
pub(super) fn to_blocks(text: &Text, found: &[(BlockKind, ByteSpan)]) -> Vec<Block> {
    found.iter().map(|&(kind, span)| Block { kind, span: text.to_chars(span) }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::CharSpan;

    #[test]
    fn blocks_stand_apart_and_know_their_place() {
        let mut assembly = Assembly::default();
        assembly.block(BlockKind::Title, " Talks “fail”\n again ");
        assembly.block(BlockKind::Heading, "  ");
        assembly.block(BlockKind::Paragraph, "Tokyo\u{1} refused.");
        let document = assembly.finish(Document::default());
        assert_eq!(document.text.as_str(), "Talks “fail” again\n\nTokyo  refused.");
        let spans: Vec<_> = document.blocks.iter().map(|block| block.span).collect();
        assert_eq!(spans, [CharSpan::new(0, 18), CharSpan::new(20, 35)]);
        assert_eq!(document.replaced, 1);
    }

    #[test]
    fn a_body_is_cut_where_it_stands() {
        let mut assembly = Assembly::default();
        assembly.block(BlockKind::Title, "Ministers meet");
        assembly.body("\nMoscow agreed.\n\nKyiv did not.\n");
        let document = assembly.finish(Document::default());
        let words: Vec<_> = document.blocks.iter().map(|block| document.text.slice(block.span)).collect();
        assert_eq!(words, ["Ministers meet", "Moscow agreed.", "Kyiv did not."]);
    }
}
