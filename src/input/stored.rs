//! A document out of its stored text. The text of a plain file is the file, so reading it again gives the document; of other formats
//! only title and body are stored, and where their paragraphs began has to be guessed. Each guess is a document; whoever
//! asks knows by what comes of it which one is right.

use super::assembly::to_blocks;
use super::encoding::Decoded;
use super::{BlockKind, Document, paragraphs, plain};
use crate::text::{ByteSpan, Text};

/// The documents that a stored text may have been, the likeliest first. `known` is what is known beside the text.
#[must_use]
pub fn from_stored(text: &str, known: &Document) -> Vec<Document> {
    let plain = plain::parse(Decoded { text: text.to_owned(), replaced: 0 });
    let plain = Document { source_name: known.source_name.clone(), ..plain };
    vec![plain, with_blocks(text, known, pieces(text, known)), with_blocks(text, known, body(text, known))]
}

fn with_blocks(text: &str, known: &Document, mut blocks: Vec<(BlockKind, ByteSpan)>) -> Document {
    let dateline = paragraphs::cut_dateline(text, &mut blocks);
    let text = Text::new(text.to_owned());
    let (blocks, dateline) = (to_blocks(&text, &blocks), dateline.map(|span| text.to_chars(span)));
    Document { text, blocks, dateline, ..known.clone() }
}

/// The length of the title that a text begins with, in bytes.
fn title(text: &str, known: &Document) -> usize {
    known.title.as_deref().filter(|title| text.starts_with(&format!("{title}\n\n"))).map_or(0, str::len)
}

/// Each piece between empty lines, as pages and Markdown are put together.
fn pieces(text: &str, known: &Document) -> Vec<(BlockKind, ByteSpan)> {
    let (title, mut at) = (title(text, known), 0);
    let mut blocks = Vec::new();
    for piece in text.split("\n\n") {
        let kind = if at == 0 && title > 0 { BlockKind::Title } else { BlockKind::Paragraph };
        if !piece.trim().is_empty() {
            blocks.push((kind, (at..at + piece.len()).into()));
        }
        at += piece.len() + 2;
    }
    blocks
}

/// A title, and a body of plain text.
fn body(text: &str, known: &Document) -> Vec<(BlockKind, ByteSpan)> {
    let title = title(text, known);
    let head = (title > 0).then(|| (BlockKind::Title, (0..title).into()));
    head.into_iter().chain(paragraphs::find(text, title)).collect()
}
