//! Checks on what files say about terms: that nothing is missing, and that nothing stands where it would be passed over.
//! A slip in a user's file is to be told, not to go without effect.

use super::faults::{Faults, gather};
use super::loader::Loader;
use super::ontology::{OntologyError, SituationType};
use super::sources::{Description, local_name};
use super::spelling::near;
use super::vocabulary::{dm, owl, rdfs, skos};
use oxrdf::{NamedNodeRef, Term};
use std::collections::BTreeSet;

/// What every term of the ontology has.
const EXPLANATIONS: [(NamedNodeRef<'_>, &str); 3] =
    [(rdfs::LABEL, "rdfs:label"), (skos::DEFINITION, "skos:definition"), (skos::EXAMPLE, "skos:example")];

impl Loader<'_> {
    /// That a term is explained.
    pub(super) fn described(&self, description: &Description) -> Result<(), Faults<OntologyError>> {
        let missing = EXPLANATIONS.into_iter().filter(|(property, _)| description.literals(*property).next().is_none());
        let fault = |(_, what)| self.term(description, "", format!("has no {what}; add one in English"));
        Faults::none(missing.map(fault).collect())
    }

    /// That what only situation types and qualifier kinds may have stands with such.
    pub(super) fn all_in_place(&self) -> Result<(), Faults<OntologyError>> {
        let misplaced = self.terms.all().filter_map(|term| Some(self.term(term, "", misplaced(term)?.to_owned())));
        Faults::none(misplaced.collect())
    }

    /// That no two types, sorted by name, have one: frames and graphs tell them apart by it.
    pub(super) fn all_distinct(&self, types: &[SituationType]) -> Result<(), Faults<OntologyError>> {
        let same = types.windows(2).filter(|pair| pair[0].name == pair[1].name);
        let later =
            same.filter_map(|pair| pair.iter().filter_map(|found| self.terms.get(&found.iri)).max_by_key(|term| term.source));
        let fault = |term| self.term(term, "", "another situation type has this name; choose one of your own".to_owned());
        Faults::none(later.map(fault).collect())
    }

    /// That a user's files use no term of Demarche's own that is declared nowhere.
    pub(super) fn all_declared(&self) -> Result<(), Faults<OntologyError>> {
        let own = self.terms.all().filter(|term| self.sources[term.source].own);
        gather(own.map(|term| self.declared(term))).map(drop)
    }

    fn declared(&self, term: &Description) -> Result<(), Faults<OntologyError>> {
        let used = term.properties().flat_map(|(property, value)| [Some(property), name(value)]).flatten();
        let unknown: BTreeSet<&str> = used.filter(|iri| iri.starts_with(dm::NS) && self.terms.get(iri).is_none()).collect();
        Faults::none(unknown.into_iter().map(|iri| self.undeclared(term, local_name(iri))).collect())
    }

    fn undeclared(&self, term: &Description, local: &str) -> OntologyError {
        let known = self.terms.all().filter(|known| known.iri.starts_with(dm::NS)).map(Description::local_name);
        let meant = near(local, known).map_or_else(String::new, |near| format!(", did you mean dm:{near}?"));
        self.term(term, local, format!("dm:{local} is declared in no file{meant}"))
    }
}

fn name(value: &Term) -> Option<&str> {
    if let Term::NamedNode(node) = value { Some(node.as_str()) } else { None }
}

/// What is wrong with a term that says what is read only of others.
fn misplaced(term: &Description) -> Option<&'static str> {
    let situation = term.iris(rdfs::SUB_CLASS_OF).any(|class| class == dm::SITUATION.as_str());
    let (roles, lines) = (term.has(dm::ROLE), term.has(dm::FRAMES) || term.has(dm::WEAK_FRAMES) || term.has(dm::EXAMPLES));
    if (roles || situation || lines) && !term.is_a(owl::CLASS) {
        return Some("is no owl:Class; write `a owl:Class`");
    }
    if (situation || lines) && !roles {
        return Some("has no dm:role; name its roles (the frames of a sub-type stand with its type: `-> subtype:Name`)");
    }
    let kind = term.is_a(dm::QUALIFIER_KIND);
    (term.has(dm::QUALIFIERS) && !kind).then_some("has dm:qualifiers and is no dm:QualifierKind; write `a dm:QualifierKind`")
}
