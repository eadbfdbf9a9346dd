//! Situations in words: "territorial claim: claimant Japan, territory Kuril Islands".
//!
//! A situation has no name of its own; what it is called follows from its type and its roles, by one rule for all results:
//! who acts comes first, then on whom, then the other core roles, then the rest, and the time in the end.

use super::labels::name;
use crate::graph::vocab::{dm, rdf, rdfs};
use crate::store::KnowledgeBase;
use oxigraph::model::{NamedNode, NamedNodeRef, NamedOrBlankNodeRef, Term};
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// A role is shown with at most so many fillers.
const FILLERS: usize = 4;

/// How the types of situations are worded in a store.
pub(super) struct Wordings<'a> {
    base: &'a KnowledgeBase,
    types: RefCell<HashMap<NamedNode, Wording>>,
}

/// A type's name and the ranks of its roles.
#[derive(Clone)]
struct Wording {
    name: String,
    ranks: Vec<(u8, NamedNode)>,
}

impl<'a> Wordings<'a> {
    pub(super) fn new(base: &'a KnowledgeBase) -> Self {
        Self { base, types: RefCell::default() }
    }

    /// A situation in words; `None` for what is none. `label` names the fillers of its roles.
    pub(super) fn situation(&self, node: &NamedNode, label: &dyn Fn(&Term) -> String) -> Option<String> {
        let prefix = format!("{}situation/", self.base.minter().base());
        node.as_str().strip_prefix(&prefix)?;
        let mut class = None;
        let mut roles: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for quad in self.base.store().quads_for_pattern(Some(node.as_ref().into()), None, None, None).flatten() {
            match (quad.predicate.as_ref() == rdf::TYPE, quad.object) {
                (true, Term::NamedNode(node)) => class = class.max(Some(node)),
                (false, filler) => {
                    roles.entry(quad.predicate.into_string()).or_default().insert(label(&filler));
                }
                _ => {}
            }
        }
        let wording = self.wording(class?);
        let mut roles: Vec<_> = roles.into_iter().map(|(role, fillers)| (wording.rank(&role), role, fillers)).collect();
        roles.sort();
        let roles: Vec<String> =
            roles.iter().map(|(_, role, fillers)| format!("{} {}", self.called(role), listed(fillers))).collect();
        Some(format!("{}: {}", wording.name, roles.join(", ")))
    }

    fn wording(&self, class: NamedNode) -> Wording {
        if let Some(known) = self.types.borrow().get(&class) {
            return known.clone();
        }
        let name = self.called(class.as_str());
        let ranks = [(0, dm::SOURCE_ROLE), (1, dm::TARGET_ROLE), (2, dm::CORE_ROLE)];
        let ranks = ranks.into_iter().flat_map(|(rank, by)| self.objects(&class, by).into_iter().map(move |role| (rank, role)));
        let wording = Wording { name, ranks: ranks.collect() };
        self.types.borrow_mut().insert(class, wording.clone());
        wording
    }

    /// What the ontology calls a term, or its local name.
    fn called(&self, iri: &str) -> String {
        let label = name(self.base, NamedNodeRef::new_unchecked(iri), rdfs::LABEL);
        label.unwrap_or_else(|| local(iri).to_owned())
    }

    /// What the ontology says of a class; of what it is a kind of where it says nothing itself.
    fn objects(&self, class: &NamedNode, property: NamedNodeRef<'_>) -> Vec<NamedNode> {
        let of = |class: NamedNodeRef<'_>, property| {
            let quads = self.base.store().quads_for_pattern(Some(NamedOrBlankNodeRef::from(class)), Some(property), None, None);
            quads.filter_map(|quad| if let Term::NamedNode(node) = quad.ok()?.object { Some(node) } else { None }).collect()
        };
        let own: Vec<NamedNode> = of(class.as_ref(), property);
        if !own.is_empty() {
            return own;
        }
        let above: Vec<NamedNode> = of(class.as_ref(), rdfs::SUB_CLASS_OF);
        above.iter().flat_map(|class| of(class.as_ref(), property)).collect()
    }
}

impl Wording {
    /// Where a role stands among the others.
    fn rank(&self, role: &str) -> u8 {
        if role == dm::TIME.as_str() {
            return u8::MAX;
        }
        let ranks = self.ranks.iter().filter(|(_, known)| known.as_str() == role).map(|(rank, _)| *rank);
        ranks.min().unwrap_or(u8::MAX - 1)
    }
}

/// "Estonia, Latvia and Poland".
fn listed(fillers: &BTreeSet<String>) -> String {
    let shown: Vec<&str> = fillers.iter().take(FILLERS).map(String::as_str).collect();
    match shown.split_last() {
        _ if fillers.len() > FILLERS => format!("{} and {} more", shown.join(", "), fillers.len() - FILLERS),
        Some((last, [])) => (*last).to_owned(),
        Some((last, others)) => format!("{} and {last}", others.join(", ")),
        None => String::new(),
    }
}

fn local(iri: &str) -> &str {
    iri.rsplit(['#', '/']).next().unwrap_or(iri)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fillers_are_listed_as_people_do() {
        let listed = |names: &[&str]| listed(&names.iter().map(|name| (*name).to_owned()).collect());
        assert_eq!(listed(&["Japan"]), "Japan");
        assert_eq!(listed(&["Latvia", "Estonia", "Poland"]), "Estonia, Latvia and Poland");
        assert_eq!(listed(&["a", "b", "c", "d", "e", "f"]), "a, b, c, d and 2 more");
    }
}
