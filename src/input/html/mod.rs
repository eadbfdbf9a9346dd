//! Web pages. The `trafilatura` crate finds the article among navigation, advertising and related
//! stories; what is here tames the markup before it ([`markup`]), reads the metadata that a page states
//! about itself ([`metadata`]), and turns the article's elements into blocks ([`blocks`]).

mod blocks;
mod markup;
mod metadata;

use super::assembly::Assembly;
use super::encoding::{self, Decoded};
use super::open::Input;
use super::{BlockKind, Document, Documents};
use trafilatura::dom::Document as Dom;
use trafilatura::{Options, extract_document};

/// The extraction compares its result with a second method's on pages up to this many bytes of markup;
/// beyond, where it would cost most of the time, pages are not news.
const SECOND_OPINION: usize = 2 << 20;

/// Elements that are advertising by their own word. Extraction finds most of it by itself.
const ADVERTISING: &str = "div.ad, div.ads, div.advert, div.advertisement, section.ad, section.advertisement, aside.ad, \
    [aria-label=advertisement], [aria-label=Advertisement], [data-ad-slot], ins.adsbygoogle";

/// Reads one page.
pub(super) fn read(input: Input) -> Documents {
    input.one_document(encoding::decode_page, |decoded| parse(&decoded))
}

/// A page as a document, unless there is no article in it.
fn parse(page: &Decoded) -> Option<Document> {
    let markup = markup::tame(&page.text);
    let dom = Dom::parse(&markup);
    let stated = metadata::stated(&dom);
    let options = Options::default()
        .with_fallback(markup.len() <= SECOND_OPINION)
        .with_exclude_comments(true)
        .with_prune_selector(ADVERTISING);
    let article = extract_document(dom, &options).ok()?;
    let known = metadata::document(stated, article.metadata);
    let mut assembly = Assembly::default();
    let title = known.title.as_deref().unwrap_or_default();
    assembly.block(BlockKind::Title, title);
    blocks::add(&Dom::parse(&article.content_html), title, &mut assembly);
    assembly.has_body().then(|| assembly.finish(Document { replaced: page.replaced, ..known }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use BlockKind::{Heading, Paragraph, Title};

    fn document(page: &str) -> Option<Document> {
        parse(&Decoded { text: page.to_owned(), replaced: 0 })
    }

    fn words(document: &Document) -> Vec<(BlockKind, &str)> {
        document.blocks.iter().map(|block| (block.kind, document.text.slice(block.span))).collect()
    }

    const PAGE: &str = r#"<html><head><title>Ministers meet over the strait | The Daily Courier</title>
        <meta property="og:site_name" content="The Daily Courier">
        <meta property="article:published_time" content="2021-11-24T10:05:00+01:00">
        <link rel="canonical" href="https://courier.example/strait"></head><body>
        <nav><ul><li><a href="/">Home</a></li><li><a href="/world">World</a></li></ul></nav>
        <article><h1>Ministers meet over the strait</h1><p class="byline">By Anna Petrova</p>
        <figure><img src="a.jpg"><figcaption>A ship in the strait. Photo: A. Person</figcaption></figure>
        <p>GENEVA (ATS) — The ministers of Norland and Sudland met on Monday to discuss the strait, officials said.</p>
        <p>Neither side moved an inch on the islands, they added.<br><br>Talks are to go on in <b>March</b>, the hosts announced.</p>
        <h2>What was said</h2><blockquote><p>“We will never give up the islands,” the minister told the press.</p></blockquote>
        <ul><li>The first demand is that the <a href="/fleet">fleet</a> leave the strait at once.</li><li>The second is money.</li></ul>
        <p>Read more: <a href="/maps">the strait in maps</a></p>
        <div class="related"><h3>Related stories</h3><a href="/1">Another story altogether</a><a href="/2">A third story</a></div>
        <p>A spokesman for Sudland denied that any ship had been boarded.</p></article>
        <aside>Sign up for our newsletter</aside><footer>Copyright 2021 The Daily Courier</footer><script>var x = "<p>no</p>";</script></body></html>"#;

    #[test]
    fn the_article_comes_out_of_the_page() {
        let document = document(PAGE).unwrap();
        assert_eq!(
            words(&document),
            [
                (Title, "Ministers meet over the strait"),
                (Paragraph, "The ministers of Norland and Sudland met on Monday to discuss the strait, officials said."),
                (Paragraph, "Neither side moved an inch on the islands, they added."),
                (Paragraph, "Talks are to go on in March, the hosts announced."),
                (Heading, "What was said"),
                (Paragraph, "“We will never give up the islands,” the minister told the press."),
                (Paragraph, "The first demand is that the fleet leave the strait at once."),
                (Paragraph, "The second is money."),
                (Paragraph, "A spokesman for Sudland denied that any ship had been boarded."),
            ]
        );
        assert_eq!(document.dateline.map(|span| document.text.slice(span)), Some("GENEVA (ATS)"));
        assert_eq!(document.title.as_deref(), Some("Ministers meet over the strait"));
        assert_eq!(document.publication.as_deref(), Some("The Daily Courier"));
        assert_eq!(document.date.as_deref(), Some("2021-11-24"));
        assert_eq!(document.authors, ["Anna Petrova"]);
        assert_eq!(document.url.map(String::from).as_deref(), Some("https://courier.example/strait"));
    }

    #[test]
    fn every_cut_of_a_page_is_read_or_refused() {
        for (at, _) in PAGE.char_indices().step_by(37) {
            for cut in [&PAGE[..at], &PAGE[at..]] {
                if let Some(document) = document(cut) {
                    assert!(document.blocks.windows(2).all(|pair| pair[0].span.end <= pair[1].span.start));
                    assert!(document.blocks.iter().all(|block| !document.text.slice(block.span).trim().is_empty()));
                }
            }
        }
    }

    #[test]
    fn deep_nesting_does_not_hide_the_article() {
        let article = "<p>The minister said that his government would not accept the offer.</p>\
            <p>His deputy, who had come from the north, agreed with him on all points.</p>";
        let page = format!("<body>{}{article}</body>", "<div>".repeat(50_000));
        assert_eq!(words(&document(&page).unwrap()).len(), 2);
    }

    #[test]
    fn a_page_without_prose_has_no_document() {
        for page in ["<html></html>", "<!-- <p>Hidden words.</p>", "<script>let words = 1;</script>", "<"] {
            assert!(document(page).is_none_or(|document| document.text.as_str() == "<"), "{page}");
        }
    }
}
