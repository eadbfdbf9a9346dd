//! The gazetteer's Turtle files, our own and a user's: from text to [`Draft`]s, which still name each
//! other by IRI. What a statement alone can show to be wrong is refused here, with file and line;
//! [`super::builder`] does the rest.

use super::super::entity::EntityClass;
use super::super::turtle_file::{self, NoTurtle, Position, Unreadable};
use super::model::NameKind;
use oxrdf::{NamedOrBlankNode, Term, Triple};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// The ontology's namespace.
pub(super) const DM: &str = "https://w3id.org/demarche/ontology#";
/// The namespace of the gazetteer's entities.
const ENT: &str = "https://w3id.org/demarche/data/entity/";
const RDF_TYPE: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type";
const RDFS_LABEL: &str = "http://www.w3.org/2000/01/rdf-schema#label";
const SKOS: &str = "http://www.w3.org/2004/02/skos/core#";
const ORG: &str = "http://www.w3.org/ns/org#";

/// Why a gazetteer file is refused.
#[derive(Debug, thiserror::Error)]
pub enum GazetteerError {
    /// The file cannot be read.
    #[error(transparent)]
    Read(#[from] Unreadable),
    /// The file is not Turtle.
    #[error("{path}:{position}: not valid Turtle: {reason}", path = .path.display())]
    Syntax {
        /// The file.
        path: PathBuf,
        /// Where.
        position: Position,
        /// What the parser says.
        reason: String,
    },
    /// The file is Turtle but no gazetteer.
    #[error("{path}:{position}: {subject}: {reason}", path = .path.display())]
    Invalid {
        /// The file.
        path: PathBuf,
        /// Where the subject, or what is wrong with it, stands.
        position: Position,
        /// The entity or term of office.
        subject: String,
        /// What is wrong, and what is expected.
        reason: String,
    },
    /// The names could not be indexed.
    #[error("the gazetteer's names cannot be indexed: {0}")]
    Index(#[from] fst::Error),
}

impl GazetteerError {
    /// What faults are sorted by: their file and place.
    pub(super) fn place(&self) -> Option<(&Path, Position)> {
        match self {
            Self::Syntax { path, position, .. } | Self::Invalid { path, position, .. } => Some((path, *position)),
            Self::Read(_) | Self::Index(_) => None,
        }
    }
}

/// A file's name and text.
#[derive(Debug, Clone)]
pub struct Source {
    /// Its path, for messages.
    pub path: PathBuf,
    /// Its Turtle.
    pub text: String,
}

impl Source {
    /// Reads a file.
    ///
    /// # Errors
    /// If it cannot be read as UTF-8.
    pub fn read(path: &Path) -> Result<Self, GazetteerError> {
        Ok(Self { path: path.to_owned(), text: turtle_file::read(path)? })
    }

    pub(super) fn invalid(&self, subject: &str, near: &str, reason: impl Into<String>) -> GazetteerError {
        let local = subject.rfind(['#', '/', ':']).map_or(subject, |at| &subject[at + 1..]);
        let position = Position::of(&self.text, local, near);
        let subject = if subject.contains(':') { format!("<{subject}>") } else { format!("ent:{subject}") };
        GazetteerError::Invalid { path: self.path.clone(), position, subject, reason: reason.into() }
    }

    fn no_turtle(&self, error: NoTurtle) -> GazetteerError {
        GazetteerError::Syntax { path: self.path.clone(), position: error.position, reason: error.reason }
    }
}

/// What the files say of one subject: its values by property, in the order of the files.
#[derive(Debug, Default)]
pub(super) struct Draft {
    pub(super) file: usize,
    pub(super) values: Vec<(Property, Box<str>)>,
    pub(super) class: Option<EntityClass>,
    pub(super) membership: bool,
    /// Whether a statement was refused: what is missing may be what it said.
    pub(super) broken: bool,
}

/// The properties that the gazetteer knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Property {
    Name(NameKind),
    FamilyName,
    BelongsTo,
    StandsFor,
    Usage,
    Capital,
    IsoAlpha2,
    IsoAlpha3,
    ExactMatch,
    ClaimedBy,
    AdministeredBy,
    Party,
    Category,
    Broader,
    Begin,
    End,
    Member,
    MemberOf,
    OfficeName,
}

/// One table for all properties: namespace, local name, meaning.
const PROPERTIES: [(&str, &str, Property); 26] = [
    (SKOS, "altLabel", Property::Name(NameKind::Alias)),
    (SKOS, "hiddenLabel", Property::Name(NameKind::Hidden)),
    (SKOS, "exactMatch", Property::ExactMatch),
    (SKOS, "broader", Property::Broader),
    (DM, "abbreviation", Property::Name(NameKind::Abbreviation)),
    (DM, "demonym", Property::Name(NameKind::Demonym)),
    (DM, "combiningForm", Property::Name(NameKind::CombiningForm)),
    (DM, "contextualName", Property::Name(NameKind::Contextual)),
    (DM, "domain", Property::Name(NameKind::Domain)),
    (DM, "familyName", Property::FamilyName),
    (DM, "belongsTo", Property::BelongsTo),
    (DM, "partOf", Property::BelongsTo),
    (DM, "standsFor", Property::StandsFor),
    (DM, "usage", Property::Usage),
    (DM, "capital", Property::Capital),
    (DM, "isoAlpha2", Property::IsoAlpha2),
    (DM, "isoAlpha3", Property::IsoAlpha3),
    (DM, "claimedBy", Property::ClaimedBy),
    (DM, "administeredBy", Property::AdministeredBy),
    (DM, "signatory", Property::Party),
    (DM, "category", Property::Category),
    (DM, "begin", Property::Begin),
    (DM, "end", Property::End),
    (DM, "officeTitle", Property::OfficeName),
    (ORG, "member", Property::Member),
    (ORG, "organization", Property::MemberOf),
];

impl Property {
    fn from_iri(iri: &str) -> Option<Self> {
        if iri == RDFS_LABEL {
            return Some(Self::Name(NameKind::Label));
        }
        let known = |(space, local, property): &(&str, &str, Self)| (iri.strip_prefix(space) == Some(local)).then_some(*property);
        PROPERTIES.iter().find_map(known)
    }

    /// Whether its values are entities of the gazetteer.
    fn refers(self) -> bool {
        use Property::{AdministeredBy, BelongsTo, Broader, Capital, ClaimedBy, Member, MemberOf, Party, StandsFor};
        matches!(self, AdministeredBy | BelongsTo | Broader | Capital | ClaimedBy | Member | MemberOf | Party | StandsFor)
    }
}

/// Collects a file's statements by subject, and the faults of those that are refused.
pub(super) fn parse(file: usize, source: &Source, drafts: &mut BTreeMap<String, Draft>, faults: &mut Vec<GazetteerError>) {
    let triples = match turtle_file::triples(&source.text) {
        Ok(triples) => triples,
        Err(errors) => return faults.extend(errors.into_iter().map(|error| source.no_turtle(error))),
    };
    for triple in triples {
        let subject = match subject_of(source, &triple) {
            Ok(subject) => subject,
            Err(fault) => {
                faults.push(fault);
                continue;
            }
        };
        let draft = drafts.entry(subject.to_owned()).or_insert_with(|| Draft { file, ..Draft::default() });
        if let Err(fault) = draft.add_from(file, source, subject, &triple) {
            draft.broken = true;
            faults.push(fault);
        }
    }
}

fn subject_of<'a>(source: &Source, triple: &'a Triple) -> Result<&'a str, GazetteerError> {
    let NamedOrBlankNode::NamedNode(node) = &triple.subject else {
        let sign = if source.text.contains("_:") { "_:" } else { "[" };
        let reason = format!("a blank node: give every entity an IRI under <{ENT}>");
        return Err(GazetteerError::Invalid {
            path: source.path.clone(),
            position: Position::of(&source.text, "@prefix", sign),
            subject: "_:".to_owned(),
            reason,
        });
    };
    let slug = node.as_str().strip_prefix(ENT).unwrap_or_default();
    let well_formed = slug.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-' || b == b'.');
    if slug.is_empty() || !well_formed {
        return Err(source.invalid(
            node.as_str(),
            "",
            format!("not an entity: IRIs are <{ENT}> and lower-case letters, digits and hyphens"),
        ));
    }
    Ok(slug)
}

impl Draft {
    /// Adds a statement, if it stands in the file in which the subject was first described.
    fn add_from(&mut self, file: usize, source: &Source, subject: &str, triple: &Triple) -> Result<(), GazetteerError> {
        if self.file == file {
            return self.add(source, subject, triple);
        }
        Err(source.invalid(subject, "", "it is described in another file too: keep each entity in one file"))
    }

    fn add(&mut self, source: &Source, subject: &str, triple: &Triple) -> Result<(), GazetteerError> {
        let predicate = triple.predicate.as_str();
        if predicate == RDF_TYPE {
            return self.set_class(source, subject, &triple.object);
        }
        let Some(property) = Property::from_iri(predicate) else {
            let ours = predicate.strip_prefix(DM);
            return match ours {
                Some(local) => Err(source.invalid(subject, local, format!("dm:{local} is no property of the gazetteer"))),
                None => Ok(()),
            };
        };
        let value = value_of(source, subject, property, &triple.object)?;
        self.values.push((property, value));
        Ok(())
    }

    fn set_class(&mut self, source: &Source, subject: &str, object: &Term) -> Result<(), GazetteerError> {
        let iri = if let Term::NamedNode(node) = object { node.as_str() } else { "" };
        if iri.strip_prefix(ORG) == Some("Membership") {
            self.membership = true;
            return Ok(());
        }
        let local = iri.strip_prefix(DM).unwrap_or_default();
        let class = EntityClass::from_local_name(local).ok_or_else(|| {
            source.invalid(
                subject,
                local,
                format!("<{iri}> is no entity class; see the classes of the ontology, such as dm:State"),
            )
        })?;
        if self.class.replace(class).is_some_and(|before| before != class) {
            return Err(source.invalid(subject, local, "it has two classes"));
        }
        Ok(())
    }

    pub(super) fn all(&self, wanted: Property) -> impl Iterator<Item = &str> {
        self.values.iter().filter(move |(property, _)| *property == wanted).map(|(_, value)| &**value)
    }

    pub(super) fn one(&self, wanted: Property) -> Option<&str> {
        self.all(wanted).next()
    }
}

/// A value as text: a literal's words, an entity's slug, another IRI in full. Dates are checked here.
fn value_of(source: &Source, subject: &str, property: Property, object: &Term) -> Result<Box<str>, GazetteerError> {
    let wants_iri = property.refers() || matches!(property, Property::ExactMatch | Property::Usage);
    match object {
        Term::NamedNode(node) if property.refers() => match node.as_str().strip_prefix(ENT) {
            Some(slug) => Ok(slug.into()),
            None => Err(source.invalid(subject, node.as_str(), format!("<{}> is no entity of the gazetteer", node.as_str()))),
        },
        Term::NamedNode(node) if wants_iri => Ok(node.as_str().into()),
        Term::Literal(literal) if !wants_iri => {
            let value = literal.value();
            if matches!(property, Property::Begin | Property::End) && !is_date(value) {
                return Err(source.invalid(subject, value, format!("\"{value}\" is no date: write YYYY, YYYY-MM or YYYY-MM-DD")));
            }
            if value.trim().is_empty() {
                return Err(source.invalid(subject, "\"\"", "an empty name"));
            }
            Ok(value.into())
        }
        other => {
            let expected = if wants_iri { "an IRI" } else { "a literal" };
            Err(source.invalid(subject, "", format!("{other} stands where {expected} is expected")))
        }
    }
}

/// Whether a string is a year, a month or a day of the calendar.
fn is_date(value: &str) -> bool {
    let mut parts =
        value.split('-').map(|part| part.bytes().all(|b| b.is_ascii_digit()).then(|| part.parse::<u32>().ok()).flatten());
    let shape: Vec<_> = value.split('-').map(str::len).collect();
    if !matches!(shape[..], [4] | [4, 2] | [4, 2, 2]) {
        return false;
    }
    let Some(Some(year)) = parts.next() else { return false };
    let Some(month) = parts.next().unwrap_or(Some(1)) else { return false };
    let Some(day) = parts.next().unwrap_or(Some(1)) else { return false };
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => 0,
    };
    (1..=days).contains(&day)
}

#[cfg(test)]
mod tests {
    use super::{DM, PROPERTIES, is_date};

    #[test]
    fn properties_are_declared_in_the_ontology() {
        let ontology = crate::knowledge::Ontology::embedded().expect("the embedded ontology");
        let terms = ontology.terms();
        for (space, local, _) in PROPERTIES.into_iter().filter(|(space, ..)| *space == DM) {
            assert!(terms.get(&format!("{space}{local}")).is_some(), "dm:{local} is declared in no file");
        }
    }

    #[test]
    fn dates_are_years_months_and_days_of_the_calendar() {
        assert!(is_date("2024-02-29") && is_date("1956") && is_date("1956-10"));
        assert!(!is_date("2023-02-29") && !is_date("56") && !is_date("1956-13") && !is_date("1956-1-1"));
    }
}
