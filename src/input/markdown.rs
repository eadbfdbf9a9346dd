//! Markdown: front matter, headings, paragraphs, list items and quotations. Code, raw HTML, images
//! and the targets of links are no prose. Text and spans are of what is shown, not of the source.

use super::assembly::Assembly;
use super::encoding::{self, Decoded};
use super::open::Input;
use super::{BlockKind, Document, Documents, header, paragraphs};
use pulldown_cmark::{Event, HeadingLevel, MetadataBlockKind, Options, Parser, Tag, TagEnd};

/// Reads one document.
pub(super) fn read(input: Input) -> Documents {
    input.one_document(encoding::decode, |decoded| parse(&decoded))
}

/// The extensions that are understood.
const OPTIONS: Options = Options::ENABLE_TABLES
    .union(Options::ENABLE_STRIKETHROUGH)
    .union(Options::ENABLE_FOOTNOTES)
    .union(Options::ENABLE_YAML_STYLE_METADATA_BLOCKS)
    .union(Options::ENABLE_PLUSES_DELIMITED_METADATA_BLOCKS);

/// A decoded file as a document, unless it holds no prose.
fn parse(decoded: &Decoded) -> Option<Document> {
    let mut reader = Reader::default();
    for event in Parser::new_ext(&decoded.text, OPTIONS) {
        reader.event(event);
    }
    reader.finish(decoded.replaced)
}

/// The state of the reading.
#[derive(Default)]
struct Reader {
    /// What the front matter tells.
    known: Document,
    /// The blocks in order.
    blocks: Vec<(BlockKind, String)>,
    /// The words of the block that is being read.
    words: String,
    /// The source of the front matter, while it is being read.
    front_matter: Option<String>,
    /// How many elements without prose are open: code, images, HTML.
    silent: usize,
}

impl Reader {
    fn event(&mut self, event: Event) {
        match event {
            Event::Start(tag) => self.start(&tag),
            Event::End(end) => self.end(end),
            Event::Text(text) => self.text(&text),
            Event::Code(code) => self.text(&code),
            Event::SoftBreak | Event::HardBreak => self.text(" "),
            Event::Rule => self.end_block(BlockKind::Paragraph),
            _ => {}
        }
    }

    fn start(&mut self, tag: &Tag) {
        match tag {
            Tag::MetadataBlock(_) => self.front_matter = Some(String::new()),
            Tag::CodeBlock(_) | Tag::Image { .. } | Tag::HtmlBlock | Tag::FootnoteDefinition(_) => self.silent += 1,
            Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. } => {}
            _ => self.end_block(BlockKind::Paragraph),
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::MetadataBlock(kind) => self.read_front_matter(kind),
            TagEnd::CodeBlock | TagEnd::Image | TagEnd::HtmlBlock | TagEnd::FootnoteDefinition => {
                self.silent = self.silent.saturating_sub(1);
            }
            TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link => {}
            TagEnd::Heading(level) => self.end_heading(level),
            _ => self.end_block(BlockKind::Paragraph),
        }
    }

    fn text(&mut self, text: &str) {
        match &mut self.front_matter {
            Some(source) => source.push_str(text),
            None if self.silent == 0 => self.words.push_str(text),
            None => {}
        }
    }

    /// Reads `name: value` lines, and lists under a name, as the header lines of a plain text are read.
    fn read_front_matter(&mut self, kind: MetadataBlockKind) {
        let source = self.front_matter.take().unwrap_or_default();
        let separator = if kind == MetadataBlockKind::YamlStyle { ':' } else { '=' };
        let mut listed = String::new();
        for line in source.lines() {
            if let Some((name, value)) = line.split_once(separator).filter(|_| !line.starts_with([' ', '-'])) {
                name.trim().clone_into(&mut listed);
                self.tell(&listed, value);
            } else if let Some(item) = line.trim_start().strip_prefix("- ") {
                self.tell(&listed, item);
            }
        }
    }

    /// Takes over one field of the front matter; several authors add up.
    fn tell(&mut self, name: &str, value: &str) {
        let mut told = Document::default();
        for value in unquote(value).split('\u{1F}') {
            header::apply(&format!("{name}: {value}"), &mut told);
            self.known.authors.append(&mut told.authors);
        }
        fill(&mut self.known, told);
    }

    /// A first heading of the first level is the title; others are headings.
    fn end_heading(&mut self, level: HeadingLevel) {
        let words = std::mem::take(&mut self.words);
        let is_first = !self.blocks.iter().any(|(kind, _)| *kind != BlockKind::Heading);
        if level == HeadingLevel::H1 && is_first && self.known.title.is_none() {
            self.known.title = Some(words.split_whitespace().collect::<Vec<_>>().join(" "));
        } else if self.known.title.as_deref() != Some(words.trim()) {
            self.blocks.push((BlockKind::Heading, words));
        }
    }

    /// Ends a block; header lines below the title tell about the document.
    fn end_block(&mut self, kind: BlockKind) {
        let words = std::mem::take(&mut self.words);
        let words = words.trim();
        if self.blocks.is_empty() && header::is_header(words) {
            header::apply(words, &mut self.known);
        } else if paragraphs::is_prose(words) {
            self.blocks.push((kind, words.to_owned()));
        }
    }

    fn finish(mut self, replaced: usize) -> Option<Document> {
        self.end_block(BlockKind::Paragraph);
        let mut assembly = Assembly::default();
        assembly.block(BlockKind::Title, self.known.title.as_deref().unwrap_or_default());
        for (kind, words) in &self.blocks {
            assembly.block(*kind, words);
        }
        assembly.has_body().then(|| assembly.finish(Document { replaced, ..self.known }))
    }
}

/// A value of front matter without its quotation marks; a list in brackets with U+001F between items.
fn unquote(value: &str) -> String {
    let value = value.trim();
    let quotes = ['"', '\''];
    match value.strip_prefix('[').and_then(|value| value.strip_suffix(']')) {
        Some(items) => items.split(',').map(|item| item.trim().trim_matches(quotes)).collect::<Vec<_>>().join("\u{1F}"),
        None => value.trim_matches(quotes).to_owned(),
    }
}

/// Fills what is not known yet.
fn fill(known: &mut Document, told: Document) {
    known.title = known.title.take().or(told.title);
    known.publication = known.publication.take().or(told.publication);
    known.volume = known.volume.take().or(told.volume);
    known.issue = known.issue.take().or(told.issue);
    known.date = known.date.take().or(told.date);
    known.url = known.url.take().or(told.url);
}

#[cfg(test)]
mod tests {
    use super::*;
    use BlockKind::{Heading, Paragraph, Title};

    fn document(text: &str) -> Document {
        parse(&Decoded { text: text.to_owned(), replaced: 0 }).unwrap()
    }

    fn words(document: &Document) -> Vec<(BlockKind, &str)> {
        document.blocks.iter().map(|block| (block.kind, document.text.slice(block.span))).collect()
    }

    const PAGE: &str = "---\ntitle: \"Talks fail: again\"\ndate: 2021-11-24\nauthors:\n  - Anna Petrova\n  - Li Wei\n\
        publication: The Daily\nurl: https://daily.example/a\ntags: [a, b]\n---\n\n# Talks fail: again\n\nTokyo **refused**\nthe [offer](https://x.example \"t\").\n\n\
        ## What was said\n\n> “Never,” said *Moscow*.\n\n- first demand\n- second\n\n  with more\n\n```\ncode\n```\n\n![A ship](a.jpg)\n\n<div>html</div>\n\n| a | b |\n|---|---|\n| c | d |\n";

    #[test]
    fn what_is_shown_is_read() {
        let document = document(PAGE);
        assert_eq!(
            words(&document),
            [
                (Title, "Talks fail: again"),
                (Paragraph, "Tokyo refused the offer."),
                (Heading, "What was said"),
                (Paragraph, "“Never,” said Moscow."),
                (Paragraph, "first demand"),
                (Paragraph, "second"),
                (Paragraph, "with more"),
                (Paragraph, "a"),
                (Paragraph, "b"),
                (Paragraph, "c"),
                (Paragraph, "d"),
            ]
        );
        assert_eq!(document.authors, ["Anna Petrova", "Li Wei"]);
        assert_eq!(document.publication.as_deref(), Some("The Daily"));
        assert_eq!(document.date.as_deref(), Some("2021-11-24"));
        assert_eq!(document.url.map(String::from).as_deref(), Some("https://daily.example/a"));
    }

    #[test]
    fn without_front_matter_the_first_heading_is_the_title() {
        let document = document("# Talks *fail*\n\nBy Anna Petrova\n\nNovember 24, 2021\n\nTokyo refused.\n\n# More\n\nText.");
        assert_eq!(document.title.as_deref(), Some("Talks fail"));
        assert_eq!(document.date.as_deref(), Some("2021-11-24"));
        assert_eq!(document.authors, ["Anna Petrova"]);
        assert_eq!(words(&document)[1..], [(Paragraph, "Tokyo refused."), (Heading, "More"), (Paragraph, "Text.")]);
    }

    #[test]
    fn other_front_matter_is_understood() {
        let document = document("+++\ntitle = 'Talks'\nauthor = [\"Anna Petrova\", \"Li Wei\"]\n+++\nTokyo refused.");
        assert_eq!(document.title.as_deref(), Some("Talks"));
        assert_eq!(document.authors, ["Anna Petrova", "Li Wei"]);
    }

    #[test]
    fn every_cut_of_a_page_is_read_or_refused() {
        for (at, _) in PAGE.char_indices() {
            for cut in [&PAGE[..at], &PAGE[at..]] {
                let Some(document) = parse(&Decoded { text: cut.to_owned(), replaced: 0 }) else { continue };
                assert!(document.blocks.windows(2).all(|pair| pair[0].span.end < pair[1].span.start));
            }
        }
    }
}
