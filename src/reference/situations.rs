//! Situation types by family: what they present, their roles, what identifies them, how they are coded, said and derived from.

use super::html::{code, element, escape, example, facts, table};
use super::names::is_code;
use super::{CLOSING, Entry, Reference, Section, definition, label};
use crate::knowledge::examples::Example;
use crate::knowledge::ontology::{Description, Role, SituationType};
use crate::knowledge::vocabulary::{dm, owl, rdfs, skos};
use crate::trial::expectation;
use std::fmt::Write as _;

/// So many ways of saying a type are listed, the first of each line; its file has all.
const WAYS: usize = 16;

/// So many examples of each kind are shown.
const EXAMPLES: usize = 3;

impl Reference<'_> {
    /// All types, by family in the order of the files.
    pub(super) fn situation_types(&self) -> Section {
        let (mut body, mut entries) = (String::new(), Vec::new());
        for family in self.terms.all().filter(|term| term.iris(crate::knowledge::vocabulary::rdf::TYPE).any(is_family)) {
            let title = label(family).unwrap_or_default().to_owned();
            let anchor = self.names.anchor(&family.iri).unwrap_or_default().to_owned();
            let _ = write!(body, "<h3 id=\"{anchor}\">{}</h3>\n<p>{}</p>\n", escape(&title), escape(definition(family)));
            entries.push(Entry { anchor, label: title, heading: true });
            let name = family.local_name().trim_end_matches("Family");
            for class in self.ontology.types().iter().filter(|class| class.parent.is_none() && *class.family == *name) {
                let anchor = self.names.anchor(&class.iri).unwrap_or_default().to_owned();
                entries.push(Entry { anchor, label: class.label.clone(), heading: false });
                body.push_str(&self.situation_type(class));
            }
        }
        Section { id: "section-types", title: "Situation types", body, entries }
    }

    fn situation_type(&self, class: &SituationType) -> String {
        let Some(term) = self.terms.get(&class.iri) else { return String::new() };
        let mut article = self.opening(term);
        article.push_str(&table(
            &["Role", "Filled by", "", "Definition"],
            class.roles.iter().map(|role| self.role_row(class, role)),
        ));
        article.push_str(&facts(&[
            ("Identified by", self.key(class, term)),
            ("PLOVER, CAMEO", self.coding(class, term)),
            ("Aligned with", self.names.links(matches(term).filter(|iri| !is_code(iri)))),
            (
                "Direct property",
                class.direct.iter().map(|direct| self.derived(&direct.iri, &direct.subject, &direct.object)).collect(),
            ),
            ("True by the word of", class.self_vouched.iter().map(|role| self.names.own(role)).collect()),
            ("Needs", needs(class)),
            ("Sub-types", self.names.links(self.narrower(class).map(|narrower| narrower.iri.as_str()))),
            ("Said by", self.ways(class)),
        ]));
        article.push_str(&self.subtypes(class));
        article.push_str(&self.examples(class));
        article.push_str(CLOSING);
        article
    }

    fn role_row(&self, class: &SituationType, role: &Role) -> Vec<String> {
        let term = self.terms.get(&role.iri);
        let mut ranges = term.map_or_else(Vec::new, |term| self.names.links(term.iris(rdfs::RANGE)));
        if role.takes_words() {
            ranges = vec![self.names.own("Entity"), "words".to_owned()];
        }
        let marks = [(role.core, "core"), (class.key.contains(&role.name), "key")];
        let marks: Vec<_> = marks.iter().filter(|(has, _)| *has).map(|(_, mark)| *mark).collect();
        let definition = term.map_or_else(String::new, |term| escape(definition(term)));
        vec![self.names.link(&role.iri), ranges.join(" or "), marks.join(", "), definition]
    }

    /// The key roles, and whether OWL's reading of keys holds of them too.
    fn key(&self, class: &SituationType, term: &Description) -> Vec<String> {
        let mut key: Vec<_> = class.key.iter().map(|role| self.names.own(role)).collect();
        if let (Some(last), true) = (key.last_mut(), term.has(owl::HAS_KEY)) {
            let _ = write!(last, " ({})", code("owl:hasKey"));
        }
        key
    }

    /// The codes, with the roles of source and target.
    fn coding(&self, class: &SituationType, term: &Description) -> Vec<String> {
        let mut codes = self.names.links(matches(term).filter(|iri| is_code(iri)));
        let end =
            |role: &Option<std::sync::Arc<str>>| role.as_ref().map_or_else(|| "nobody".to_owned(), |role| self.names.own(role));
        if let Some(last) = codes.last_mut() {
            let _ = write!(last, "; from {} to {}", end(&class.source), end(&class.target));
        }
        codes
    }

    /// A direct property with the roles that it leads from and to.
    pub(super) fn derived(&self, iri: &str, subject: &str, object: &str) -> String {
        format!("{} from {} to {}", self.names.link(iri), self.names.own(subject), self.names.own(object))
    }

    fn ways(&self, class: &SituationType) -> Vec<String> {
        let frames: Vec<_> = self.ontology.frames().frames().iter().filter(|frame| frame.class == class.name).collect();
        let mut words: Vec<String> = Vec::new();
        for line in frames.chunk_by(|a, b| a.line == b.line) {
            let word = line[0].predicate.spelling.replace('_', " ");
            if words.len() < WAYS && !words.contains(&word) {
                words.push(word);
            }
        }
        let mut words: Vec<_> = words.iter().map(|word| element("em", &escape(word))).collect();
        words.push(format!("… {} frames in {}", frames.len(), code(&class.file)));
        words
    }

    fn narrower(&self, class: &SituationType) -> impl Iterator<Item = &SituationType> {
        let name = class.name.clone();
        self.ontology.types().iter().filter(move |other| other.parent.as_ref() == Some(&name))
    }

    fn subtypes(&self, class: &SituationType) -> String {
        let terms = self.narrower(class).filter_map(|narrower| self.terms.get(&narrower.iri));
        terms.map(|term| self.opening(term) + CLOSING).collect()
    }

    fn examples(&self, class: &SituationType) -> String {
        let all = self.ontology.examples(class).unwrap_or_default();
        let some = |gives: bool| all.iter().filter(move |found| found.expected.is_some() == gives).take(EXAMPLES);
        let line = |found: &Example| {
            let shown = expectation(&class.name, found.expected.as_ref());
            format!("<li>{} <span>{}</span></li>", escape(&found.sentence), escape(&shown))
        };
        let list = |name: &str, gives| format!("<ul class=\"{name}\">{}</ul>\n", some(gives).map(line).collect::<String>());
        list("gives", true) + &list("not", false)
    }

    /// The head of an article: label, name, definition, example.
    pub(super) fn opening(&self, term: &Description) -> String {
        let anchor = self.names.anchor(&term.iri).unwrap_or_default();
        let name =
            element("h4", &format!("{} {}", escape(label(term).unwrap_or_default()), code(&super::names::short(&term.iri))));
        let examples = term.literals(skos::EXAMPLE).map(|text| element("blockquote", &example(text)));
        let definition = element("p", &escape(definition(term)));
        format!("<article id=\"{}\">{name}{definition}{}\n", escape(anchor), examples.collect::<String>())
    }
}

fn is_family(iri: &str) -> bool {
    iri.strip_prefix(dm::NS) == Some("Family")
}

/// The concepts and terms that a term is mapped to.
fn matches(term: &Description) -> impl Iterator<Item = &str> {
    [skos::EXACT_MATCH, skos::CLOSE_MATCH, skos::BROAD_MATCH, skos::RELATED_MATCH]
        .into_iter()
        .flat_map(|property| term.iris(property))
}

/// What a type asks of its fillers beside its core roles.
fn needs(class: &SituationType) -> Vec<String> {
    let number = (class.min_fillers > 1).then(|| format!("{} fillers together", class.min_fillers));
    let instead = class.alternative_core.as_ref().map(|role| format!("{} where its core roles are not filled", code(role)));
    number.into_iter().chain(instead).collect()
}
