//! An article's elements → blocks. What parts paragraphs on a page parts them here: block
//! elements, table cells, and a line break after the end of a sentence.

use super::super::BlockKind;
use super::super::assembly::Assembly;
use super::super::paragraphs;
use trafilatura::dom::{Document as Dom, NodeId};

/// Elements that hold no prose.
const NO_PROSE: [&str; 12] =
    ["script", "style", "noscript", "template", "figure", "figcaption", "caption", "button", "form", "svg", "aside", "nav"];

/// Elements that stand by themselves.
const BLOCKS: [&str; 24] = [
    "address",
    "article",
    "blockquote",
    "body",
    "dd",
    "details",
    "div",
    "dl",
    "dt",
    "header",
    "hr",
    "li",
    "main",
    "ol",
    "p",
    "pre",
    "section",
    "summary",
    "table",
    "tbody",
    "td",
    "th",
    "tr",
    "ul",
];

const HEADINGS: [&str; 6] = ["h1", "h2", "h3", "h4", "h5", "h6"];

/// Adds the blocks of an article, but for a heading that repeats the title.
pub(super) fn add(article: &Dom, title: &str, assembly: &mut Assembly) {
    let mut walk = Walk { article, title: key(title), words: String::new(), assembly };
    walk.node(article.root());
    walk.end_block(BlockKind::Paragraph);
}

/// The way through an article.
struct Walk<'a> {
    article: &'a Dom,
    /// The title's [`key`].
    title: String,
    /// The words of the block that is being read.
    words: String,
    assembly: &'a mut Assembly,
}

impl Walk<'_> {
    /// Reads a node. The recursion is as deep as the markup, which has been tamed.
    fn node(&mut self, id: NodeId) {
        if self.article.is_text(id) {
            self.text(&self.article.text_content(id));
            return;
        }
        let tag = self.article.tag_name(id).to_owned();
        match tag.as_str() {
            "br" => self.line_break(),
            tag if NO_PROSE.contains(&tag) => {}
            tag if HEADINGS.contains(&tag) => self.block(id, BlockKind::Heading),
            tag if BLOCKS.contains(&tag) => self.block(id, BlockKind::Paragraph),
            _ => self.children(id),
        }
    }

    fn children(&mut self, id: NodeId) {
        for child in self.article.child_nodes(id) {
            self.node(child);
        }
    }

    fn block(&mut self, id: NodeId, kind: BlockKind) {
        self.end_block(BlockKind::Paragraph);
        self.children(id);
        self.end_block(kind);
    }

    /// Adds words. Extraction puts spaces around elements inside a line: one before a mark that
    /// closes a clause was not on the page.
    fn text(&mut self, words: &str) {
        let closes = words.trim_start().starts_with(['.', ',', ';', ':', '!', '?', ')', '’', '”', '\'']);
        let is_split = closes && !self.words.ends_with(char::is_whitespace) && !self.words.is_empty();
        self.words.push_str(if is_split { words.trim_start() } else { words });
    }

    /// A line break ends a paragraph after a sentence; elsewhere it is a space.
    fn line_break(&mut self) {
        if self.words.trim_end().ends_with(['.', '!', '?', '”', '"', ':']) {
            self.end_block(BlockKind::Paragraph);
        } else {
            self.words.push(' ');
        }
    }

    /// Adds the block that has been read, if it carries prose.
    fn end_block(&mut self, kind: BlockKind) {
        let words = std::mem::take(&mut self.words);
        let is_title = kind == BlockKind::Heading && key(&words) == self.title;
        if paragraphs::is_prose(words.trim()) && !is_title {
            self.assembly.block(kind, &words);
        }
    }
}

/// Letters and digits only, in lower case: titles that look alike are alike.
fn key(words: &str) -> String {
    words.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::Document;

    fn text(article: &str) -> String {
        let mut assembly = Assembly::default();
        add(&Dom::parse(article), "The Title", &mut assembly);
        assembly.finish(Document::default()).text.as_str().to_owned()
    }

    #[test]
    fn block_elements_part_paragraphs() {
        assert_eq!(
            text("<p>One.</p><div>Two.<p>Three.</p>Four.</div><ul><li>Five</li><li>Six</li></ul>"),
            "One.\n\nTwo.\n\nThree.\n\nFour.\n\nFive\n\nSix"
        );
        assert_eq!(text("<table><tr><td>One</td><td>Two</td></tr></table>"), "One\n\nTwo");
    }

    #[test]
    fn inline_elements_do_not() {
        assert_eq!(text("<p>He <b>refused</b> , <a href=x>they</a> said.</p>"), "He refused, they said.");
        assert_eq!(text("<p>“ <i>Never</i> ”.</p>"), "“ Never”.");
    }

    #[test]
    fn a_line_break_parts_sentences_only() {
        assert_eq!(text("<p>He refused.<br>She did not<br>refuse.</p>"), "He refused.\n\nShe did not refuse.");
    }

    #[test]
    fn the_title_is_not_repeated() {
        assert_eq!(text("<h1>“The title”</h1><h2>A heading</h2><p>The title</p>"), "A heading\n\nThe title");
    }

    #[test]
    fn captions_and_credits_go() {
        assert_eq!(text("<figure>x<figcaption>A ship.</figcaption></figure><p>Photo: A. Person</p><p>One.</p>"), "One.");
    }
}
