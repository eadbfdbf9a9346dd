//! What is many of a kind, as tables: qualifiers by kind, word sets, the codes of PLOVER and CAMEO.

use super::html::{code, element, escape, example, table};
use super::names::is_code;
use super::{CLOSING, Entry, Reference, Section, definition, label};
use crate::knowledge::ontology::Description;
use crate::knowledge::vocabulary::{dm, skos};
use crate::knowledge::words::{Kind, WordSet};

/// So many words of a kind or set are shown.
const WORDS: usize = 10;

impl Reference<'_> {
    /// The kinds of words that embed, deny, condition or attribute a situation.
    pub(super) fn qualifiers(&self) -> Section {
        let kinds: Vec<_> = self.terms.all().filter(|term| term.is_a(dm::QUALIFIER_KIND)).collect();
        let body = table(&["Kind", "Definition", "Words"], kinds.iter().map(|kind| self.qualifier_row(kind)));
        let body = format!(
            "<p>What each does to its complement, affirmed and negated, stands in {}.</p>\n{body}",
            code("ontology/qualifiers.ttl")
        );
        Section { id: "section-qualifiers", title: "Qualifiers", body, entries: self.entries(&kinds) }
    }

    fn qualifier_row(&self, kind: &Description) -> Vec<String> {
        let qualifiers = self.ontology.qualifiers().qualifiers();
        let words: Vec<_> =
            qualifiers.iter().filter(|found| *found.kind == *kind.local_name()).map(|found| &*found.predicate.spelling).collect();
        vec![self.named(kind), explained(kind), sample(&words)]
    }

    /// The word sets and kinds that frames name in their restrictions.
    pub(super) fn words(&self) -> Section {
        let lists = self.ontology.words();
        let kinds = Kind::ALL.iter().map(|kind| lists.nouns(*kind));
        let row = |set: &WordSet| {
            let mut words: Vec<_> = set.phrases().collect();
            words.sort_unstable();
            vec![code(set.name()), sample(&words)]
        };
        let body = table(&["Set", "Words"], lists.sets().chain(kinds).map(row));
        let terms: Vec<_> = self.terms.all().filter(|term| term.has(dm::WORD_SETS)).collect();
        let heads = terms.iter().map(|term| self.opening(term) + CLOSING).collect::<String>();
        Section { id: "section-words", title: "Word sets", body: heads + &body, entries: self.entries(&terms) }
    }

    /// The coding scheme, with the situation types that are mapped to each code.
    pub(super) fn codes(&self) -> Section {
        let codes: Vec<_> = self.terms.all().filter(|term| is_code(&term.iri) && label(term).is_some()).collect();
        let body = table(&["Code", "Definition", "Situation types"], codes.iter().map(|code| self.code_row(code)));
        Section { id: "section-codes", title: "PLOVER and CAMEO", body, entries: self.entries(&codes) }
    }

    fn code_row(&self, code: &Description) -> Vec<String> {
        let mapped =
            |term: &&Description| [skos::BROAD_MATCH, skos::CLOSE_MATCH].iter().any(|p| term.iris(*p).any(|iri| iri == code.iri));
        let types = self.terms.all().filter(mapped).filter(|term| !is_code(&term.iri)).map(|term| self.names.link(&term.iri));
        vec![self.named(code), explained(code), types.collect::<Vec<_>>().join(", ")]
    }

    /// A term's label and name, which is where links to it lead.
    fn named(&self, term: &Description) -> String {
        let anchor = self.names.anchor(&term.iri).unwrap_or_default();
        let name = code(&super::names::short(&term.iri));
        format!("<span id=\"{}\">{}</span> {name}", escape(anchor), escape(label(term).unwrap_or_default()))
    }

    fn entries(&self, terms: &[&Description]) -> Vec<Entry> {
        let entry = |term: &&Description| Entry {
            anchor: self.names.anchor(&term.iri).unwrap_or_default().to_owned(),
            label: label(term).unwrap_or_default().to_owned(),
            heading: false,
        };
        terms.iter().map(entry).collect()
    }
}

/// A term's definition and example.
fn explained(term: &Description) -> String {
    let examples = term.literals(skos::EXAMPLE).map(|text| element("blockquote", &example(text)));
    escape(definition(term)) + &examples.collect::<String>()
}

/// The first words of many, and how many there are.
fn sample(words: &[&str]) -> String {
    let shown: Vec<_> = words.iter().take(WORDS).map(|word| element("em", &escape(&word.replace('_', " ")))).collect();
    let more = if words.len() > WORDS { format!(" … {} in all", words.len()) } else { String::new() };
    shown.join(", ") + &more
}
