//! One pass over a page's markup before it is parsed, which makes three things harmless that cost
//! parsers quadratic time or lose the article (elements nested by the thousand, tags with thousands of
//! attributes, scripts and comments of megabytes) and keeps one that extraction loses: two line
//! breaks in a row are a paragraph's end. Linear time; what is no tag goes through as it is.

use std::collections::HashMap;

/// Elements nested deeper lose their tags. An element counted here makes at most four levels in
/// the tree (a table's cell), and extraction looks no deeper than 500.
const DEEPEST: usize = 120;

/// A tag with more attributes loses them all.
const MOST_ATTRIBUTES: usize = 200;

/// Elements that never have an end tag.
const VOID: [&str; 13] =
    ["area", "base", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"];

/// Elements whose end tag may be left out: the next one closes them, so they do not nest.
const SELF_CLOSING: [&str; 12] = ["p", "li", "dt", "dd", "option", "optgroup", "tr", "td", "th", "thead", "tbody", "tfoot"];

/// Elements whose content is no markup.
const RAW: [&str; 7] = ["script", "style", "textarea", "title", "xmp", "iframe", "noscript"];

/// Elements inside a line of text; any other that loses its tags still parts paragraphs.
const INLINE: [&str; 16] =
    ["a", "abbr", "b", "big", "cite", "code", "em", "font", "i", "mark", "q", "small", "span", "strong", "sub", "sup"];

/// The page with its markup tamed.
pub(super) fn tame(page: &str) -> String {
    let mut tamer = Tamer { rest: page, out: String::with_capacity(page.len()), ..Tamer::default() };
    while let Some(at) = tamer.rest.find('<') {
        let (text, rest) = tamer.rest.split_at(at);
        tamer.text(text);
        tamer.rest = rest;
        tamer.markup();
    }
    tamer.text(tamer.rest);
    tamer.out
}

/// The state of the pass.
#[derive(Default)]
struct Tamer<'p> {
    rest: &'p str,
    out: String,
    /// Names of the elements that are open and count.
    open: Vec<&'p str>,
    /// Elements that are open and have lost their tags, by name in lower case.
    dropped: HashMap<String, usize>,
    /// Line breaks that have been read and not yet written.
    breaks: usize,
}

impl<'p> Tamer<'p> {
    /// Writes text; white space between line breaks does not part them.
    fn text(&mut self, text: &str) {
        let is_space = text.split("&nbsp;").all(|part| part.trim().is_empty());
        if !(is_space && self.breaks > 0) {
            self.write(text);
        }
    }

    /// Writes what is not a line break.
    fn write(&mut self, words: &str) {
        if !words.is_empty() {
            self.out.push_str(match std::mem::take(&mut self.breaks) {
                0 => "",
                1 => "<br>",
                _ => "<p>",
            });
            self.out.push_str(words);
        }
    }

    /// Moves on and tells what was passed over.
    fn take(&mut self, bytes: usize) -> &'p str {
        let (taken, rest) = self.rest.split_at(bytes);
        self.rest = rest;
        taken
    }

    /// Reads what begins with `<`.
    fn markup(&mut self) {
        let rest = self.rest;
        if rest.starts_with("<!--") {
            self.take(rest.find("-->").map_or(rest.len(), |at| at + 3));
        } else if rest.starts_with("<!") || rest.starts_with("<?") {
            let declaration = self.take(rest.find('>').map_or(rest.len(), |at| at + 1));
            self.write(declaration);
        } else {
            match Tag::parse(rest) {
                Some(tag) if tag.closes => self.close(&tag),
                Some(tag) => self.open(&tag),
                None => {
                    let angle = self.take(1);
                    self.write(angle);
                }
            }
        }
    }

    fn open(&mut self, tag: &Tag<'p>) {
        let source = self.take(tag.length);
        if is_one_of(&["br"], tag.name) {
            self.breaks += 1;
        } else if is_one_of(&RAW, tag.name) {
            self.raw(tag, source);
        } else if is_one_of(&VOID, tag.name) {
            self.write_tag(tag, source);
        } else if self.open.len() >= DEEPEST {
            self.drop_tags(tag);
        } else {
            if !is_one_of(&SELF_CLOSING, tag.name) {
                self.open.push(tag.name);
            }
            self.write_tag(tag, source);
        }
    }

    /// Passes over an element's tags, but for a paragraph's beginning where it would part paragraphs.
    fn drop_tags(&mut self, tag: &Tag) {
        if !is_one_of(&SELF_CLOSING, tag.name) {
            *self.dropped.entry(tag.name.to_ascii_lowercase()).or_default() += 1;
        }
        let parts = !is_one_of(&INLINE, tag.name) && !self.out.ends_with("<p>");
        self.write(if parts { "<p>" } else { "" });
    }

    fn close(&mut self, tag: &Tag<'p>) {
        let source = self.take(tag.length);
        if let Some(dropped) = self.dropped.get_mut(&tag.name.to_ascii_lowercase()).filter(|count| **count > 0) {
            *dropped -= 1;
            return;
        }
        if let Some(at) = self.open.iter().rposition(|open| open.eq_ignore_ascii_case(tag.name)) {
            self.open.truncate(at);
        }
        self.write(source);
    }

    /// Writes an element that holds no markup, with all it holds; scripts only where they are data.
    fn raw(&mut self, tag: &Tag<'p>, source: &'p str) {
        let content = self.take(end_of_raw(self.rest, tag.name));
        let is_code = is_one_of(&["script"], tag.name) && !source.to_ascii_lowercase().contains("json");
        if !is_code && !is_one_of(&["style"], tag.name) {
            self.write_tag(tag, source);
            self.write(content);
        }
    }

    fn write_tag(&mut self, tag: &Tag, source: &str) {
        if tag.attributes > MOST_ATTRIBUTES {
            self.write(&format!("<{}>", tag.name));
        } else {
            self.write(source);
        }
    }
}

/// Where the content of a raw element ends, its end tag included.
fn end_of_raw(content: &str, name: &str) -> usize {
    for (at, _) in content.match_indices("</") {
        let after = &content.as_bytes()[at + 2..];
        if after.get(..name.len()).is_some_and(|found| found.eq_ignore_ascii_case(name.as_bytes())) {
            return content[at..].find('>').map_or(content.len(), |end| at + end + 1);
        }
    }
    content.len()
}

fn is_one_of(names: &[&str], name: &str) -> bool {
    names.iter().any(|known| known.eq_ignore_ascii_case(name))
}

/// A tag.
struct Tag<'p> {
    name: &'p str,
    closes: bool,
    /// Bytes from `<` to `>`, both included.
    length: usize,
    /// At least how many attributes it has.
    attributes: usize,
}

impl<'p> Tag<'p> {
    /// The tag that a text begins with; one that never ends takes the whole rest.
    fn parse(text: &'p str) -> Option<Self> {
        let closes = text.starts_with("</");
        let after = &text[1 + usize::from(closes)..];
        if !after.starts_with(|c: char| c.is_ascii_alphabetic()) {
            return None;
        }
        let end = after.find(|c: char| c.is_whitespace() || matches!(c, '/' | '>')).unwrap_or(after.len());
        let (length, attributes) = scan_attributes(&after.as_bytes()[end..]);
        Some(Self { name: &after[..end], closes, length: text.len() - after.len() + end + length, attributes })
    }
}

/// The bytes up to and with the `>` that ends a tag, and how many attributes stand before it. A
/// quoted value, which may hold `>`, begins after `=`.
fn scan_attributes(bytes: &[u8]) -> (usize, usize) {
    let (mut attributes, mut quote, mut before) = (0, None, b' ');
    for (at, &byte) in bytes.iter().enumerate() {
        match (quote, byte) {
            (Some(open), _) if open == byte => quote = None,
            (Some(_), _) => continue,
            (None, b'"' | b'\'') if before == b'=' => quote = Some(byte),
            (None, b'>') => return (at + 1, attributes),
            (None, _) if !byte.is_ascii_whitespace() && is_gap(before, bytes, at) => attributes += 1,
            (None, _) => {}
        }
        if !(byte.is_ascii_whitespace() && before == b'=') {
            before = byte;
        }
    }
    (bytes.len(), attributes)
}

/// Whether an attribute can begin at a byte: after white space, a slash, or a quoted value.
fn is_gap(before: u8, bytes: &[u8], at: usize) -> bool {
    let previous = at.checked_sub(1).map_or(b' ', |at| bytes[at]);
    before != b'=' && (previous.is_ascii_whitespace() || matches!(previous, b'/' | b'"' | b'\''))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ordinary_markup_goes_through() {
        let page =
            "<!DOCTYPE html><html><body class=\"a > b\"><P>a < b &amp; c<br/>d</P><img src=x>\n<a href='y'>z</a></body></html>";
        assert_eq!(tame(page), page.replace("<br/>", "<br>"));
    }

    #[test]
    fn scripts_styles_and_comments_go() {
        let page = "a<!-- <p> -->b<script>if (a < b) { \"</p>\" }</script>c<style>p > q {}</STYLE>d";
        assert_eq!(tame(page), "abcd");
        let data = "<script type=\"application/ld+json\">{\"a\": \"<p>\"}</script>";
        assert_eq!(tame(data), data);
        assert_eq!(tame("a<!-- b"), "a");
        assert_eq!(tame("a<script>b"), "a");
    }

    #[test]
    fn two_breaks_are_a_paragraph() {
        assert_eq!(tame("a<br>b<br />\n &nbsp;<BR>c"), "a<br>b<p>c");
    }

    #[test]
    fn deep_elements_lose_their_tags() {
        let page = format!("{}a<b>c</b>{}d", "<div>".repeat(1000), "</div>".repeat(1000));
        let tamed = tame(&page);
        assert_eq!(tamed.matches("<div>").count(), DEEPEST);
        assert_eq!(tamed.matches("</div>").count(), DEEPEST);
        assert!(tamed.contains("<p>ac</div>"), "{tamed}");
        let flat = "<div>a</div>".repeat(1000);
        assert_eq!(tame(&flat), flat);
        let unclosed = "<div><span>a</div>".repeat(1000);
        assert_eq!(tame(&unclosed), unclosed);
    }

    #[test]
    fn a_tag_with_thousands_of_attributes_loses_them() {
        let page = format!("<div {}>a<i class=\"x\" id=y hidden>b</i>", "a=\"b c\" ".repeat(1000));
        assert_eq!(tame(&page), "<div>a<i class=\"x\" id=y hidden>b</i>");
    }

    #[test]
    fn broken_markup_is_passed_on() {
        for page in ["<", "a<b", "<<<", "</", "<a href=\"x>y", "</ >", "<é>", "< p>"] {
            assert_eq!(tame(page), page);
        }
    }
}
