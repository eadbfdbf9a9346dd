//! What a page says about itself. JSON-LD says it most reliably, then meta elements; the extraction
//! crate's own findings fill what neither has. A date is read here first: the crate takes
//! the latest change for the publication on some pages, and moves days by time zone on others.

use super::super::{Document, date, header};
use serde_json::Value;
use trafilatura::Metadata;
use trafilatura::dom::{Document as Dom, NodeId};

/// Names of meta elements that hold the date of publication, best first, in lower case.
const DATE_NAMES: [&str; 17] = [
    "article:published_time",
    "og:published_time",
    "og:article:published_time",
    "datepublished",
    "parsely-pub-date",
    "sailthru.date",
    "pubdate",
    "publishdate",
    "publish_date",
    "publish-date",
    "publication_date",
    "citation_date",
    "dc.date.issued",
    "dcterms.issued",
    "dcterms.created",
    "dc.date",
    "date",
];

/// Elements that hold it when no meta element does.
const DATE_ELEMENTS: &str =
    "time[itemprop=datePublished], time[pubdate], [itemprop=datePublished][content], article time[datetime]";

/// What stands between a title and the site's name in a page's `<title>`.
const TITLE_DASHES: [&str; 6] = [" | ", " - ", " – ", " — ", " :: ", " · "];

/// How the schema.org types of articles end: `NewsArticle`, `ReportageNewsArticle`, `ClaimReview` …
const ARTICLES: [&str; 5] = ["Article", "Report", "Posting", "Statement", "Review"];

/// Nesting of JSON-LD that is looked into.
const DEEPEST: usize = 6;

/// What a page states in JSON-LD, meta elements and its article's `<time>`.
#[derive(Debug, Default)]
pub(super) struct Stated {
    headline: Option<String>,
    date: Option<String>,
    authors: Vec<String>,
    publisher: Option<String>,
}

/// Reads what a page states.
pub(super) fn stated(page: &Dom) -> Stated {
    let scripts = page.scripts_with_type(&["application/ld+json"]);
    let data: Vec<Value> = scripts.into_iter().filter_map(|id| json(&page.text_content(id))).collect();
    let article = data.iter().find_map(|value| find_article(value, 0));
    let mut stated = article.map(from_article).unwrap_or_default();
    stated.date = stated.date.or_else(|| meta_date(page)).or_else(|| element_date(page));
    stated
}

/// The metadata of a document: what the page states, and what the crate found for the rest.
pub(super) fn document(stated: Stated, found: Metadata) -> Document {
    let publication = some(found.sitename).or(stated.publisher);
    let title = stated.headline.or_else(|| some(strip_site(&found.title, publication.as_deref())));
    let authors = if stated.authors.is_empty() { header::names(&found.author) } else { stated.authors };
    Document {
        title,
        authors: distinct(authors, publication.as_deref()),
        date: stated.date.or_else(|| found.date.map(|date| date.to_string())),
        url: header::web(&found.url),
        publication,
        ..Document::default()
    }
}

/// A script's data, which some pages wrap as XHTML wanted it.
fn json(script: &str) -> Option<Value> {
    let script = script.trim();
    let unwrapped = script.strip_prefix("<![CDATA[").and_then(|script| script.strip_suffix("]]>"));
    serde_json::from_str(unwrapped.unwrap_or(script)).ok()
}

fn some(words: String) -> Option<String> {
    Some(words).filter(|words| !words.trim().is_empty())
}

/// The first object that is an article, in lists and graphs.
fn find_article(value: &Value, depth: usize) -> Option<&Value> {
    match value {
        _ if depth > DEEPEST => None,
        Value::Array(items) => items.iter().find_map(|item| find_article(item, depth + 1)),
        Value::Object(_) if is_article(value) => Some(value),
        Value::Object(fields) => {
            ["@graph", "mainEntity"].iter().filter_map(|key| fields.get(*key)).find_map(|item| find_article(item, depth + 1))
        }
        _ => None,
    }
}

/// Whether an object's type, or one of them, is a schema.org kind of article with a headline.
fn is_article(object: &Value) -> bool {
    let is_kind = |value: &Value| value.as_str().is_some_and(|kind| ARTICLES.iter().any(|end| kind.ends_with(end)));
    let kind = &object["@type"];
    object["headline"].is_string() && (is_kind(kind) || kind.as_array().is_some_and(|kinds| kinds.iter().any(is_kind)))
}

fn from_article(article: &Value) -> Stated {
    let one_or_more = |value: &Value| match value {
        Value::Array(items) => items.clone(),
        other => vec![other.clone()],
    };
    Stated {
        headline: article["headline"].as_str().and_then(plain),
        date: article["datePublished"].as_str().and_then(date::normalize),
        authors: one_or_more(&article["author"]).iter().flat_map(author).collect(),
        publisher: one_or_more(&article["publisher"]).first().and_then(|of| of["name"].as_str()).and_then(plain),
    }
}

/// The names that an author's entry gives; organizations sign nothing.
fn author(entry: &Value) -> Vec<String> {
    let is_organization = entry["@type"].as_str().is_some_and(|kind| kind.ends_with("Organization"));
    let name = entry.as_str().or_else(|| entry["name"].as_str()).filter(|_| !is_organization);
    name.and_then(plain).filter(|name| header::web(name).is_none()).map(|name| header::names(&name)).unwrap_or_default()
}

/// Words without markup and with entities resolved, as some pages put them into JSON.
fn plain(words: &str) -> Option<String> {
    let words = if words.contains(['&', '<']) {
        let page = Dom::parse(words);
        page.text_content(page.root())
    } else {
        words.to_owned()
    };
    some(words.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// The date in a meta element.
fn meta_date(page: &Dom) -> Option<String> {
    let elements = page.query_selector_all(page.root(), "meta[content]");
    let named: Vec<_> = elements.into_iter().filter_map(|id| Some((meta_name(page, id)?, id))).collect();
    DATE_NAMES
        .iter()
        .flat_map(|name| named.iter().filter(move |(found, _)| found == name))
        .find_map(|(_, id)| date::normalize(&page.get_attribute(*id, "content")?))
}

fn meta_name(page: &Dom, id: NodeId) -> Option<String> {
    let name = ["property", "name", "itemprop"].iter().find_map(|key| page.get_attribute(id, key))?;
    Some(name.trim().to_ascii_lowercase())
}

/// The date in an element of the page's body.
fn element_date(page: &Dom) -> Option<String> {
    page.query_selector_all(page.root(), DATE_ELEMENTS).into_iter().find_map(|id| {
        let value = ["datetime", "content"].iter().find_map(|key| page.get_attribute(id, key));
        date::normalize(&value.unwrap_or_else(|| page.text_content(id)))
    })
}

/// A page's title without the site's name at its end.
fn strip_site(title: &str, site: Option<&str>) -> String {
    let stripped = site.and_then(|site| {
        let (head, tail) = TITLE_DASHES.iter().filter_map(|dash| title.rsplit_once(dash)).max_by_key(|(head, _)| head.len())?;
        tail.trim().eq_ignore_ascii_case(site.trim()).then_some(head)
    });
    stripped.unwrap_or(title).trim().to_owned()
}

/// Authors once each, whatever their case, without the publication.
fn distinct(authors: Vec<String>, publication: Option<&str>) -> Vec<String> {
    let mut seen: Vec<String> = publication.map(str::to_lowercase).into_iter().collect();
    let mut is_new = |name: &String| {
        let name = name.to_lowercase();
        let is_new = !seen.contains(&name);
        seen.push(name);
        is_new
    };
    authors.into_iter().filter(|name| is_new(name)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(head: &str) -> Stated {
        stated(&Dom::parse(&format!("<html><head>{head}</head><body></body></html>")))
    }

    #[test]
    fn json_ld_is_read() {
        let stated = read(
            r#"<script type="application/ld+json">{"@context": "https://schema.org", "@graph": [{"@type": "WebSite", "name": "x"},
            {"@type": ["NewsArticle"], "headline": "Tokyo &amp; Moscow", "datePublished": "2021-11-24T23:30:00-05:00",
             "author": [{"@type": "Person", "name": "Anna Petrova"}, {"@type": "Organization", "name": "Agency"}, "By Li Wei and John Roe"],
             "publisher": {"name": "The Daily"}}]}</script>
             <meta property="article:published_time" content="2021-11-30">"#,
        );
        assert_eq!(stated.headline.as_deref(), Some("Tokyo & Moscow"));
        assert_eq!(stated.date.as_deref(), Some("2021-11-24"));
        assert_eq!(stated.authors, ["Anna Petrova", "Li Wei", "John Roe"]);
        assert_eq!(stated.publisher.as_deref(), Some("The Daily"));
    }

    #[test]
    fn dates_come_from_the_best_place() {
        let page = "<meta name=DATE content='May 2, 2017'><meta name=pubdate content='2017-05-01'>";
        assert_eq!(read(page).date.as_deref(), Some("2017-05-01"));
        assert_eq!(read("<meta name=date content=soon><meta name=modified content=2017-05-01>").date, None);
        let page =
            Dom::parse("<body><time datetime=2016-01-01>x</time><article><time datetime='2017-05-02T10:00'>x</time></article>");
        assert_eq!(stated(&page).date.as_deref(), Some("2017-05-02"));
    }

    #[test]
    fn json_ld_may_be_wrapped() {
        let page =
            "<script type='application/ld+json'> <![CDATA[ {\"@type\": \"ClaimReview\", \"headline\": \"So\"} ]]></script>";
        assert_eq!(read(page).headline.as_deref(), Some("So"));
    }

    #[test]
    fn broken_json_ld_is_passed_over() {
        assert_eq!(read("<script type='application/ld+json'>{\"@type\": </script>").headline, None);
    }

    #[test]
    fn a_title_loses_the_site() {
        assert_eq!(strip_site("Talks - and more | The Daily", Some("the daily")), "Talks - and more");
        assert_eq!(strip_site("Talks | Elsewhere", Some("The Daily")), "Talks | Elsewhere");
        assert_eq!(strip_site("Talks", None), "Talks");
    }

    #[test]
    fn authors_are_named_once() {
        let names = ["Anna Petrova", "ANNA PETROVA", "The Daily"].map(String::from).to_vec();
        assert_eq!(distinct(names, Some("The Daily")), ["Anna Petrova"]);
    }
}
