//! How the page calls a term and where it stands: its anchor is its local name.

use super::html::{code, escape};
use crate::knowledge::ontology::{Terms, local_name};
use crate::knowledge::vocabulary::{PREFIXES, dm, plover};
use std::collections::{BTreeMap, BTreeSet};

/// Prefixes of vocabularies that are only aligned with, beside those of the graph.
const ALIGNED: [(&str, &str); 3] = [
    ("foaf", "http://xmlns.com/foaf/0.1/"),
    ("ftm", "https://schema.followthemoney.tech/#"),
    ("sem", "http://semanticweb.cs.vu.nl/2009/11/sem/"),
];

/// The prefixes that names on the page have, sorted by name.
pub(super) fn prefixes() -> BTreeMap<&'static str, &'static str> {
    PREFIXES.iter().chain(&ALIGNED).copied().collect()
}

/// Anchors by IRI.
pub(super) struct Names {
    anchors: BTreeMap<String, String>,
}

impl Names {
    /// Gives each term that is explained its anchor. Of two with one local name the later has its prefix before it.
    pub(super) fn new(terms: &Terms) -> Self {
        let (mut anchors, mut taken) = (BTreeMap::new(), BTreeSet::new());
        let explained = terms.all().filter(|term| super::label(term).is_some());
        for iri in explained.map(|term| &term.iri) {
            let mut anchor = local_name(iri).to_owned();
            while !taken.insert(anchor.clone()) {
                anchor.push_str("-own");
            }
            anchors.insert(iri.clone(), anchor);
        }
        Self { anchors }
    }

    /// The anchor of a term, if it stands on the page.
    pub(super) fn anchor(&self, iri: &str) -> Option<&str> {
        self.anchors.get(iri).map(String::as_str)
    }

    /// A link to a term on the page or elsewhere, by its short name.
    pub(super) fn link(&self, iri: &str) -> String {
        let href = self.anchor(iri).map_or_else(|| iri.to_owned(), |anchor| format!("#{anchor}"));
        format!("<a href=\"{}\">{}</a>", escape(&href), code(&short(iri)))
    }

    /// A link to a term of Demarche's own by its local name.
    pub(super) fn own(&self, local: &str) -> String {
        self.link(&format!("{}{local}", dm::NS))
    }

    /// Links to terms.
    pub(super) fn links<'a>(&self, iris: impl IntoIterator<Item = &'a str>) -> Vec<String> {
        iris.into_iter().map(|iri| self.link(iri)).collect()
    }
}

/// Whether a term belongs to the coding scheme.
pub(super) fn is_code(iri: &str) -> bool {
    iri.starts_with(plover::NS)
}

/// An IRI with its prefix, where it has one; of several the longest.
pub(super) fn short(iri: &str) -> String {
    let fits = |(prefix, ns): (&&str, &&str)| iri.strip_prefix(*ns).map(|local| (ns.len(), format!("{prefix}:{local}")));
    prefixes().iter().filter_map(fits).max().map_or_else(|| format!("<{iri}>"), |(_, name)| name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_short() {
        assert_eq!(short("https://w3id.org/demarche/ontology#Actor"), "dm:Actor");
        assert_eq!(short("http://xmlns.com/foaf/0.1/Agent"), "foaf:Agent");
        assert_eq!(short("https://example.org/#Visa"), "<https://example.org/#Visa>");
    }
}
