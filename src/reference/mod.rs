//! The ontology as a page that people read: every term with its label, definition and example, situation types with their
//! roles, mappings and ways of being said. One file of HTML that needs nothing else; anchors are local names.
//!
//! It is rendered from what the Turtle files say, a user's among them, and from nothing else, so that it cannot fall
//! behind them. The same ontology gives the same bytes.

mod html;
mod lists;
mod names;
mod situations;
mod terms;

use crate::knowledge::Ontology;
use crate::knowledge::ontology::{Description, Terms};
use crate::knowledge::vocabulary::{dm, rdfs, skos};
use html::{code, element, escape};
use names::{Names, prefixes};
use std::fmt::Write as _;

/// How the page looks.
const STYLE: &str = include_str!("style.css");

/// The end of an article that [`Reference::opening`] begins.
const CLOSING: &str = "</article>\n";

/// The page.
#[must_use]
pub fn page(ontology: &Ontology) -> String {
    let terms = ontology.terms();
    let reference = Reference { ontology, names: Names::new(&terms), terms };
    let sections = reference.sections();
    let mut page = String::from("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
    page.push_str("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    let _ = write!(page, "<title>Demarche ontology</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n");
    let _ = write!(page, "<nav>\n{}</nav>\n<main>\n{}", contents(&sections), reference.head());
    for section in &sections {
        let _ = write!(page, "<section id=\"{}\">\n<h2>{}</h2>\n{}</section>\n", section.id, section.title, section.body);
    }
    page.push_str("</main>\n</body>\n</html>\n");
    page
}

/// A part of the page.
struct Section {
    id: &'static str,
    title: &'static str,
    body: String,
    /// The anchors and labels of what stands in it, some of them headings of those that follow.
    entries: Vec<Entry>,
}

/// A line of the table of contents.
struct Entry {
    anchor: String,
    label: String,
    heading: bool,
}

/// The table of contents.
fn contents(sections: &[Section]) -> String {
    let mut list = String::from("<strong>Demarche ontology</strong>\n");
    for section in sections {
        let _ = writeln!(list, "<details><summary><a href=\"#{}\">{}</a></summary>\n<ul>", section.id, section.title);
        for entry in &section.entries {
            let class = if entry.heading { " class=\"heading\"" } else { "" };
            let _ = writeln!(list, "<li{class}><a href=\"#{}\">{}</a></li>", escape(&entry.anchor), escape(&entry.label));
        }
        list.push_str("</ul></details>\n");
    }
    list
}

/// What the page is made from.
struct Reference<'a> {
    ontology: &'a Ontology,
    terms: Terms,
    names: Names,
}

impl Reference<'_> {
    fn sections(&self) -> Vec<Section> {
        vec![
            self.situation_types(),
            self.roles(),
            self.direct_properties(),
            self.layer("section-assertions", "Assertions", "AssertionLayer"),
            self.layer("section-text", "Text: documents, mentions, citations", "TextLayer"),
            self.layer("section-entities", "Entities", "EntityLayer"),
            self.layer("section-sources", "External sources", "SourceLayer"),
            self.layer("section-situations", "Situations in general", "SituationLayer"),
            self.values(),
            self.qualifiers(),
            self.words(),
            self.codes(),
            self.layer("section-description", "Describing situation types", "DescriptionLayer"),
            self.rest(),
        ]
        .into_iter()
        .filter(|section| !section.entries.is_empty())
        .collect()
    }

    /// Title, purpose, figures and prefixes.
    fn head(&self) -> String {
        let types = self.ontology.types().iter().filter(|found| found.parent.is_none()).count();
        let frames = self.ontology.frames().frames().len();
        let qualifiers = self.ontology.qualifiers().qualifiers().len();
        let layers = ["TextLayer", "AssertionLayer", "SituationLayer"].map(|layer| {
            let term = self.terms.get(&format!("{}{layer}", dm::NS));
            term.map_or_else(String::new, |term| format!("<li>{}: {}</li>", heading(term), escape(definition(term))))
        });
        let prefixes = html::table(&["Prefix", "Namespace"], prefixes().into_iter().map(|(name, ns)| vec![code(name), code(ns)]));
        format!(
            "<h1>Demarche ontology</h1>\n<p>Version {version}, namespace {ns}. {types} situation types, {frames} frames that evoke \
             them, {qualifiers} qualifiers. The graph has three layers; only assertions assert:</p>\n<ol>{layers}</ol>\n\
             <details><summary>Prefixes</summary>{prefixes}</details>\n",
            version = env!("CARGO_PKG_VERSION"),
            ns = code(dm::NS),
            layers = layers.concat(),
        )
    }
}

/// A term's label.
fn label(term: &Description) -> Option<&str> {
    term.literals(rdfs::LABEL).chain(term.literals(skos::PREF_LABEL)).next()
}

/// A term's label, stressed.
fn heading(term: &Description) -> String {
    element("strong", &escape(label(term).unwrap_or(term.local_name())))
}

/// A term's definition.
fn definition(term: &Description) -> &str {
    term.literals(skos::DEFINITION).next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    fn embedded() -> String {
        page(&Ontology::embedded().expect("the embedded ontology"))
    }

    fn between<'a>(text: &'a str, start: &str, end: &str) -> Vec<&'a str> {
        text.split(start).skip(1).filter_map(|rest| rest.split(end).next()).collect()
    }

    #[test]
    fn every_term_stands_once_under_its_local_name() {
        let (ontology, page) = (Ontology::embedded().expect("the embedded ontology"), embedded());
        let ids = between(&page, " id=\"", "\"");
        let distinct: BTreeSet<_> = ids.iter().copied().collect();
        assert_eq!(ids.len(), distinct.len(), "an anchor stands twice");
        for term in ontology.terms().all().filter(|term| label(term).is_some()) {
            assert!(distinct.contains(term.local_name()), "{} is not on the page", term.iri);
            let words = escape(definition(term));
            assert!(!words.is_empty() && page.contains(&words), "{} is not defined on the page", term.iri);
        }
    }

    #[test]
    fn links_on_the_page_lead_somewhere() {
        let page = embedded();
        let ids: BTreeSet<_> = between(&page, " id=\"", "\"").into_iter().collect();
        let broken: Vec<_> = between(&page, "href=\"#", "\"").into_iter().filter(|anchor| !ids.contains(anchor)).collect();
        assert!(broken.is_empty(), "{broken:?}");
        assert!(!page.contains("src=\"") && !page.contains("<script"), "the page needs nothing else");
    }

    #[test]
    fn elements_are_closed() {
        let page = embedded();
        for name in ["section", "article", "table", "tr", "td", "dl", "dd", "ul", "li", "p", "details", "code", "a", "em"] {
            let open = page.matches(&format!("<{name}>")).count() + page.matches(&format!("<{name} ")).count();
            assert_eq!(open, page.matches(&format!("</{name}>")).count(), "{name}");
        }
    }

    #[test]
    fn a_situation_type_tells_all_about_itself() {
        let page = embedded();
        let claim = between(&page, "<article id=\"TerritorialClaim\">", "</article>")[0];
        for part in [
            "rightfully its own",
            "Comoros has claimed sovereignty over Mayotte since 1975.",
            "href=\"#claimant\"",
            "href=\"#REQUEST\"",
            "href=\"#claimsTerritory\"",
            "ontology/situations/territorial-claim.ttl",
            "lay claim",
        ] {
            assert!(claim.contains(part), "{part} is missing in {claim}");
        }
    }

    #[test]
    fn the_same_ontology_gives_the_same_bytes() {
        assert_eq!(embedded(), embedded());
    }
}
