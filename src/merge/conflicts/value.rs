//! What is compared, in a form in which both sides say the same by the same key.

use super::checks::Fillers;
use crate::graph::iri::Minter;
use crate::knowledge::gazetteer::NameKind;
use crate::knowledge::{EntityClass, EntityId, Gazetteer};
use oxigraph::model::{NamedNode, Term};
use std::cmp::Ordering;

/// A value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Value {
    /// What it is compared by.
    pub(super) key: String,
    /// Who or what it is: an entity here, else as the source has it.
    pub node: Term,
    /// Of an office, whose it is.
    pub of: Option<NamedNode>,
}

impl Ord for Value {
    fn cmp(&self, other: &Self) -> Ordering {
        let rest = || (self.node.to_string(), &self.of).cmp(&(other.node.to_string(), &other.of));
        self.key.cmp(&other.key).then_with(rest)
    }
}

impl PartialOrd for Value {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// Brings fillers and what sources have into this form.
#[derive(Clone, Copy)]
pub(super) struct Values<'a> {
    pub(super) gazetteer: &'a Gazetteer,
    pub(super) minter: &'a Minter,
}

impl Values<'_> {
    /// An entity of the gazetteer by its IRI.
    pub(super) fn known(&self, node: &NamedNode) -> Option<EntityId> {
        let slug = node.as_str().strip_prefix(self.minter.base())?.strip_prefix("entity/")?;
        self.gazetteer.by_slug(slug)
    }

    fn node(&self, id: EntityId) -> NamedNode {
        self.minter.entity(&self.gazetteer.entity(id).slug)
    }

    fn class(&self, id: EntityId) -> EntityClass {
        self.gazetteer.entity(id).class
    }

    /// A filler as a value; `None` if such a one is not compared.
    pub(super) fn of(&self, node: &Term, fillers: Fillers) -> Option<Value> {
        let Term::NamedNode(node) = node else { return None };
        let known = self.known(node);
        let node = match (fillers, known) {
            (Fillers::States, known) if known.is_none_or(|id| self.class(id) != EntityClass::State) => return None,
            (Fillers::Principals, Some(id)) => self.node(self.principal(id)),
            _ => node.clone(),
        };
        Some(Value { key: node.as_str().to_owned(), node: node.into(), of: None })
    }

    /// The state or organization that someone acts for, or the entity itself.
    pub(super) fn principal(&self, id: EntityId) -> EntityId {
        let acts_for_another = matches!(self.class(id), EntityClass::StateBody | EntityClass::Person | EntityClass::City);
        match self.gazetteer.entity(id).belongs_to.as_slice() {
            [whole] if acts_for_another => *whole,
            _ => id,
        }
    }

    /// An office of a state or organization, compared by what it is for: "Minister of Foreign Affairs" is "Foreign Minister". Where a
    /// document only describes it, its words tell.
    pub(super) fn office(&self, office: &NamedNode, words: Option<&str>, polity: &NamedNode) -> Value {
        let whose = self.known(polity).map(|id| self.principal(id));
        let words = words.map(|words| whose.map_or_else(|| words.to_owned(), |id| self.without(words, id)));
        let known = self.known(office).or_else(|| self.office_called(words.as_deref()?));
        let function = known.and_then(|id| self.gazetteer.entity(id).category.as_deref()).unwrap_or(office.as_str());
        let whose = whose.map_or_else(|| polity.clone(), |id| self.node(id));
        let node = known.map_or_else(|| office.clone(), |id| self.node(id));
        Value { key: key(function, &whose), node: node.into(), of: Some(whose) }
    }

    fn office_called(&self, words: &str) -> Option<EntityId> {
        self.gazetteer.lookup(words).into_iter().find(|&id| self.class(id) == EntityClass::Office)
    }

    /// An office by its title in a source: "Minister of Foreign Affairs of Russia".
    pub(super) fn titled(&self, title: &str, position: &NamedNode, polity: EntityId) -> Option<Value> {
        let title = self.without(title, polity);
        let function =
            self.gazetteer.function_of(&title).or_else(|| self.gazetteer.function_of(&title.replace(" for ", " of ")))?;
        let whose = self.node(polity);
        Some(Value { key: key(function, &whose), node: position.clone().into(), of: Some(whose) })
    }

    /// A title without the name of whose it is.
    fn without(&self, title: &str, polity: EntityId) -> String {
        let kinds = [NameKind::Label, NameKind::Alias, NameKind::Abbreviation, NameKind::Demonym];
        let mut names: Vec<&str> = kinds.iter().flat_map(|kind| self.gazetteer.entity(polity).names_of(*kind)).collect();
        names.sort_by_key(|name| std::cmp::Reverse(name.len()));
        let words: Vec<&str> = title.split_whitespace().collect();
        let rest = names.iter().find_map(|name| cut(&words, &name.split_whitespace().collect::<Vec<_>>()));
        let mut rest = rest.unwrap_or(words);
        while rest.last().is_some_and(|word| matches!(*word, "of" | "the" | "for" | "to")) {
            rest.pop();
        }
        rest.join(" ")
    }

    /// Who imposes a sanction, by the code of a country ("us", "eu") or the name of an authority.
    pub(super) fn authority(&self, name: &str) -> Option<Value> {
        let code = name.to_uppercase();
        let coded = self.gazetteer.entities().find(|(_, entity)| entity.iso_alpha2.as_deref() == Some(&code));
        let named = || self.gazetteer.lookup(if name.len() == 2 { &code } else { name }).into_iter().next();
        let id = coded.map(|(id, _)| id).or_else(named)?;
        let node = self.node(self.principal(id));
        Some(Value { key: node.as_str().to_owned(), node: node.into(), of: None })
    }
}

fn key(function: &str, polity: &NamedNode) -> String {
    format!("{function} of {}", polity.as_str())
}

/// Words without a run of others, whatever the case.
fn cut<'a>(words: &[&'a str], name: &[&str]) -> Option<Vec<&'a str>> {
    let same = |window: &[&str]| window.iter().zip(name).all(|(word, part)| word.to_lowercase() == part.to_lowercase());
    let at = words.windows(name.len().max(1)).position(same)?;
    Some(words[..at].iter().chain(&words[at + name.len()..]).copied().collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_of_a_source_are_the_offices_that_texts_name() {
        let (gazetteer, minter) = (Gazetteer::embedded(), Minter::default());
        let values = Values { gazetteer: &gazetteer, minter: &minter };
        let position = NamedNode::new_unchecked("http://www.wikidata.org/entity/Q99000010");
        let titled = |title: &str, polity: &str| {
            let polity = gazetteer.by_slug(polity).expect("a state");
            values.titled(title, &position, polity).map(|value| value.key)
        };
        let office = |office: &str, polity: &str| Some(values.office(&minter.entity(office), None, &minter.entity(polity)).key);
        let foreign = office("office-foreign-minister", "russia");
        assert_eq!(titled("Minister of Foreign Affairs of Russia", "russia"), foreign);
        assert_eq!(titled("Russian Foreign Minister", "russia"), foreign);
        assert_eq!(titled("President of the Russian Federation", "russia"), office("office-president", "russia"));
        assert_eq!(titled("Minister for Foreign Affairs of Japan", "japan"), office("office-foreign-minister", "japan"));
        assert_eq!(titled("keeper of the seals of Russia", "russia"), None);
        let thing = NamedNode::new_unchecked("https://example.org/d#thing-foreign-minister");
        let described = values.office(&thing, Some("foreign minister"), &minter.entity("russia"));
        assert_eq!((Some(described.key), described.node), (foreign, minter.entity("office-foreign-minister").into()));
    }

    #[test]
    fn authorities_are_known_by_code_and_by_name() {
        let (gazetteer, minter) = (Gazetteer::embedded(), Minter::default());
        let values = Values { gazetteer: &gazetteer, minter: &minter };
        let named = |name: &str| values.authority(name).map(|value| value.key);
        let entity = |slug: &str| Some(minter.entity(slug).into_string());
        assert_eq!(named("us"), entity("united-states"));
        assert_eq!(named("eu"), entity("european-union"));
        assert_eq!(named("U.S. Treasury"), entity("united-states"));
        assert_eq!(named("Office that nobody knows"), None);
    }
}
