//! Classes, properties and values, one article each.

use super::html::{element, facts};
use super::{CLOSING, Entry, Reference, Section, label};
use crate::knowledge::ontology::{Description, local_name};
use crate::knowledge::vocabulary::{dm, owl, plover, rdf, rdfs, schema, skos};
use oxrdf::NamedNodeRef;
use std::collections::BTreeSet;
use std::fmt::Write as _;

/// What is said of terms by properties, as the page words it.
const SAID: [(&str, NamedNodeRef<'_>); 11] = [
    ("Sub-class of", rdfs::SUB_CLASS_OF),
    ("Sub-property of", rdfs::SUB_PROPERTY_OF),
    ("Domain", rdfs::DOMAIN),
    ("Of", schema::DOMAIN_INCLUDES),
    ("Range", rdfs::RANGE),
    ("Or", schema::RANGE_INCLUDES),
    ("Same as", skos::EXACT_MATCH),
    ("Close to", skos::CLOSE_MATCH),
    ("Narrower than", skos::BROAD_MATCH),
    ("Related to", skos::RELATED_MATCH),
    ("Family", dm::FAMILY),
];

impl Reference<'_> {
    /// The roles, each with the types that have it.
    pub(super) fn roles(&self) -> Section {
        let roles = self.role_iris();
        let terms = self.terms.all().filter(|term| roles.contains(term.iri.as_str()));
        self.section("section-roles", "Roles", terms)
    }

    /// The derived properties.
    pub(super) fn direct_properties(&self) -> Section {
        let direct = self.direct_iris();
        let terms = self.terms.all().filter(|term| direct.contains(term.iri.as_str()));
        self.section("section-direct", "Direct properties", terms)
    }

    /// The classes and properties of a layer.
    pub(super) fn layer(&self, id: &'static str, title: &'static str, layer: &str) -> Section {
        let in_layer = |term: &&Description| term.iris(dm::LAYER).any(|iri| local_name(iri) == layer);
        self.section(id, title, self.terms.all().filter(in_layer).filter(|term| !is_value(term)))
    }

    /// The named values, under the class that they are values of.
    pub(super) fn values(&self) -> Section {
        let (mut body, mut entries) = (String::new(), Vec::new());
        let values: Vec<_> = self.terms.all().filter(|term| is_value(term) && !has_own_place(term)).collect();
        for class in self.terms.all().filter(|term| values.iter().any(|value| value.iris(rdf::TYPE).any(|iri| iri == term.iri))) {
            let _ = writeln!(body, "<h3>{}</h3>", self.names.link(&class.iri));
            let of_class = values.iter().copied().filter(|value| value.iris(rdf::TYPE).any(|iri| iri == class.iri));
            self.articles(of_class, &mut body, &mut entries);
        }
        Section { id: "section-values", title: "Values", body, entries }
    }

    /// What a user's files explain and no other section shows.
    pub(super) fn rest(&self) -> Section {
        let (roles, direct) = (self.role_iris(), self.direct_iris());
        let types: BTreeSet<_> = self.ontology.types().iter().map(|class| class.iri.as_str()).collect();
        let shown = |term: &&Description| {
            let iri = term.iri.as_str();
            let listed = [&roles, &direct, &types].iter().any(|set| set.contains(iri));
            listed || term.has(dm::LAYER) || is_value(term) || iri.starts_with(plover::NS)
        };
        let rest = self.terms.all().filter(|term| label(term).is_some() && !shown(term));
        self.section("section-rest", "Other terms", rest)
    }

    fn role_iris(&self) -> BTreeSet<&str> {
        self.ontology.types().iter().flat_map(|class| &class.roles).map(|role| role.iri.as_str()).collect()
    }

    fn direct_iris(&self) -> BTreeSet<&str> {
        self.ontology.types().iter().flat_map(|class| &class.direct).map(|direct| direct.iri.as_str()).collect()
    }

    fn section<'a>(&self, id: &'static str, title: &'static str, terms: impl Iterator<Item = &'a Description>) -> Section {
        let (mut body, mut entries) = (String::new(), Vec::new());
        self.articles(terms, &mut body, &mut entries);
        Section { id, title, body, entries }
    }

    fn articles<'a>(&self, terms: impl Iterator<Item = &'a Description>, body: &mut String, entries: &mut Vec<Entry>) {
        for term in terms {
            let anchor = self.names.anchor(&term.iri).unwrap_or_default().to_owned();
            entries.push(Entry { anchor, label: label(term).unwrap_or_default().to_owned(), heading: false });
            let _ = write!(body, "{}{}{CLOSING}", self.opening(term), self.facts(term));
        }
    }

    fn facts(&self, term: &Description) -> String {
        let mut list: Vec<(&str, Vec<String>)> = vec![("Kind", kinds(term))];
        list.extend(SAID.map(|(name, property)| (name, self.names.links(term.iris(property)))));
        list.push(("Sub-classes", self.named_by(term, rdfs::SUB_CLASS_OF)));
        list.push(("Derived", self.derivations(term)));
        let types = self.named_by(term, dm::ROLE);
        list.retain(|(name, _)| *name != "Of" || types.is_empty());
        list.push(("Role of", types));
        list.push(("Note", term.literals(rdfs::COMMENT).map(super::html::escape).collect()));
        facts(&list)
    }

    /// The terms that name this one by a property.
    fn named_by(&self, term: &Description, property: NamedNodeRef<'_>) -> Vec<String> {
        let naming = self.terms.all().filter(|other| other.iris(property).any(|iri| iri == term.iri));
        naming.map(|other| self.names.link(&other.iri)).collect()
    }

    /// From which situations a direct property is derived.
    fn derivations(&self, term: &Description) -> Vec<String> {
        let mut found = Vec::new();
        for class in self.ontology.types().iter().filter(|class| class.parent.is_none()) {
            for direct in class.direct.iter().filter(|direct| direct.iri == term.iri) {
                let roles = self.derived(&class.iri, &direct.subject, &direct.object);
                found.push(roles);
            }
        }
        found
    }
}

/// Whether a term is a named value.
fn is_value(term: &Description) -> bool {
    term.iris(rdf::TYPE).any(|iri| local_name(iri) == "NamedIndividual")
}

/// Whether a value stands among the situation types or in a table.
fn has_own_place(term: &Description) -> bool {
    let kinds = ["Family", "QualifierKind", "WordList"];
    term.iris(rdf::TYPE).filter_map(|iri| iri.strip_prefix(dm::NS)).any(|class| kinds.contains(&class))
}

/// What kind of OWL term it is.
fn kinds(term: &Description) -> Vec<String> {
    let kinds = term.iris(rdf::TYPE).filter_map(|iri| iri.strip_prefix(owl::NS)).filter(|kind| *kind != "NamedIndividual");
    kinds.map(|kind| element("span", &spaced(kind))).collect()
}

/// A name in capitals inside as words: `ObjectProperty` → `object property`.
fn spaced(name: &str) -> String {
    let mut words = String::new();
    for char in name.chars() {
        if char.is_uppercase() && !words.is_empty() {
            words.push(' ');
        }
        words.extend(char.to_lowercase());
    }
    words
}
