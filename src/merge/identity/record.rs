//! What is known of a thing that may be another: its names, classes, identifiers, countries, terms of office and dates. Entities of
//! ours and things of a source have the same form, so that either can be compared with either.

use super::name::Name;
use crate::knowledge::EntityClass;
use oxigraph::model::NamedNode;
use std::collections::{BTreeMap, BTreeSet};

/// Someone or something, as far as it can be compared.
#[derive(Debug, Clone)]
pub struct Record {
    /// Its IRI.
    pub node: NamedNode,
    /// Its first name.
    pub label: String,
    /// All its names, the label first.
    pub names: Vec<Called>,
    /// What it may be; nothing if that is not known.
    pub classes: BTreeSet<EntityClass>,
    /// Whether the class is a guess.
    pub guessed: bool,
    /// What identifies it.
    pub ids: BTreeSet<Id>,
    /// What identifies the things of other sources that it is linked to, with that thing.
    pub borrowed: BTreeMap<Id, NamedNode>,
    /// The states that it belongs to, or is, by the last part of their IRI.
    pub countries: BTreeSet<String>,
    /// Terms of office of a person.
    pub terms: Vec<Term>,
    /// When it began or was born, as `YYYY`, `YYYY-MM` or `YYYY-MM-DD`.
    pub begin: Option<String>,
    /// When it ended or died.
    pub end: Option<String>,
    /// Whether the gazetteer has it: no two of these are one.
    pub known: bool,
}

impl Record {
    /// A record of which nothing but its IRI is known.
    #[must_use]
    pub fn new(node: NamedNode) -> Self {
        Self {
            node,
            label: String::new(),
            names: Vec::new(),
            classes: BTreeSet::new(),
            guessed: false,
            ids: BTreeSet::new(),
            borrowed: BTreeMap::new(),
            countries: BTreeSet::new(),
            terms: Vec::new(),
            begin: None,
            end: None,
            known: false,
        }
    }

    /// Adds a name unless it is there already; the first one is the label. What stands before a bracket is a name too, but one that
    /// needed the bracket to be understood.
    pub fn call(&mut self, text: &str, sort: Sort) {
        self.add(text, sort);
        if let Some((before, _)) = text.split_once(" (") {
            self.add(before, Sort::Weak);
        }
    }

    fn add(&mut self, text: &str, sort: Sort) {
        let text = text.trim();
        if text.is_empty() || self.names.iter().any(|called| called.name.text == text) {
            return;
        }
        if self.label.is_empty() {
            text.clone_into(&mut self.label);
        }
        let name = Name::new(text);
        if !name.key.is_empty() {
            let sort = match sort {
                Sort::Label if name.is_acronym() => Sort::ShortLabel,
                Sort::Alias | Sort::Hidden if name.is_acronym() && self.label != text => Sort::Abbreviation,
                sort => sort,
            };
            self.names.push(Called { name, sort });
        }
    }

    /// Whether it can be a person.
    #[must_use]
    pub fn may_be_person(&self) -> bool {
        self.classes.is_empty() || self.classes.contains(&EntityClass::Person) || self.classes.contains(&EntityClass::Actor)
    }
}

/// A name with how much it can be relied on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Called {
    /// The name.
    pub name: Name,
    /// What sort of name it is.
    pub sort: Sort,
}

/// Sorts of names, in the order of trust.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sort {
    /// The usual name.
    Label,
    /// Another one.
    Alias,
    /// The usual name, a short form in capitals.
    ShortLabel,
    /// An old spelling or a misspelling.
    Hidden,
    /// A short form in capitals beside another name, which others may have too.
    Abbreviation,
    /// A name that needs a context, or that a source itself calls weak.
    Weak,
}

impl Sort {
    /// How far a name of this sort is to be trusted.
    #[must_use]
    pub fn trust(self) -> f32 {
        match self {
            Self::Label => 1.0,
            Self::Alias => 0.99,
            Self::ShortLabel => 0.95,
            Self::Hidden => 0.97,
            Self::Abbreviation => 0.86,
            Self::Weak => 0.78,
        }
    }
}

/// A term of office.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Term {
    /// The function of the office ("foreign minister"), if it is known, else its name in small letters.
    pub office: Option<String>,
    /// Its begin.
    pub begin: Option<String>,
    /// Its end.
    pub end: Option<String>,
}

/// An identifier that others give.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Id {
    /// Who gives it.
    pub scheme: Scheme,
    /// What it is.
    pub value: String,
}

/// Those who give identifiers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Scheme {
    /// Wikidata: "Q159".
    Wikidata,
    /// `GeoNames`: "2017370".
    GeoNames,
    /// ISO 3166-1 alpha-2.
    IsoAlpha2,
    /// ISO 3166-1 alpha-3.
    IsoAlpha3,
    /// The numeric codes of countries and areas of ISO 3166-1 and the UN's M49.
    Numeric,
    /// Legal Entity Identifier.
    Lei,
    /// Any other IRI.
    Iri,
}

impl Scheme {
    /// How messages name it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Wikidata => "Wikidata",
            Self::GeoNames => "GeoNames",
            Self::IsoAlpha2 => "ISO 3166-1 alpha-2",
            Self::IsoAlpha3 => "ISO 3166-1 alpha-3",
            Self::Numeric => "M49",
            Self::Lei => "LEI",
            Self::Iri => "IRI",
        }
    }

    /// Whether one thing has one identifier of it, so that two different ones are two things.
    #[must_use]
    pub fn is_unique(self) -> bool {
        self != Self::Iri
    }
}

impl Id {
    /// An identifier of a scheme; `None` if the value has not its form.
    #[must_use]
    pub fn new(scheme: Scheme, value: &str) -> Option<Self> {
        let value = value.trim();
        let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
        let letters = |n: usize| value.len() == n && value.bytes().all(|b| b.is_ascii_alphabetic());
        let fits = match scheme {
            Scheme::Wikidata => value.strip_prefix('Q').is_some_and(digits),
            Scheme::GeoNames => digits(value),
            Scheme::IsoAlpha2 => letters(2),
            Scheme::IsoAlpha3 => letters(3),
            Scheme::Numeric => digits(value) && value.len() <= 3,
            Scheme::Lei => value.len() == 20 && value.bytes().all(|b| b.is_ascii_alphanumeric()),
            Scheme::Iri => value.contains(':'),
        };
        let value = match scheme {
            Scheme::IsoAlpha2 | Scheme::IsoAlpha3 | Scheme::Lei => value.to_uppercase(),
            Scheme::Numeric => format!("{value:0>3}"),
            _ => value.to_owned(),
        };
        fits.then_some(Self { scheme, value })
    }

    /// The identifier that an IRI stands for: those of Wikidata and `GeoNames` in each of their forms, the IRIs that `FollowTheMoney` gives
    /// things that it knows from Wikidata, the IRI itself of any other.
    #[must_use]
    pub fn of_iri(iri: &str) -> Self {
        let known = wikidata(iri).and_then(|q| Self::new(Scheme::Wikidata, q));
        let known = known.or_else(|| geonames(iri).and_then(|number| Self::new(Scheme::GeoNames, number)));
        known.unwrap_or_else(|| Self { scheme: Scheme::Iri, value: iri.to_owned() })
    }

    /// The IRIs that a source may have for it as a subject, the usual one first.
    #[must_use]
    pub fn iris(&self) -> Vec<String> {
        let value = &self.value;
        match self.scheme {
            Scheme::Wikidata => [
                "http://www.wikidata.org/entity/",
                "https://www.wikidata.org/entity/",
                "https://www.wikidata.org/wiki/",
                "https://www.opensanctions.org/entities/",
                "e:",
            ]
            .into_iter()
            .map(|start| format!("{start}{value}"))
            .chain([format!("https://www.opensanctions.org/entities/{value}/")])
            .collect(),
            Scheme::GeoNames => {
                ["https://sws.geonames.org/", "http://sws.geonames.org/", "https://www.geonames.org/", "http://www.geonames.org/"]
                    .into_iter()
                    .flat_map(|start| [format!("{start}{value}/"), format!("{start}{value}")])
                    .collect()
            }
            Scheme::Iri => vec![value.clone()],
            _ => Vec::new(),
        }
    }
}

impl std::fmt::Display for Id {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.scheme {
            Scheme::Iri => write!(f, "{}", self.value),
            scheme => write!(f, "{} {}", scheme.name(), self.value),
        }
    }
}

fn wikidata(iri: &str) -> Option<&str> {
    let rest = iri
        .strip_prefix("https://")
        .or_else(|| iri.strip_prefix("http://"))
        .map(|rest| rest.strip_prefix("www.").unwrap_or(rest));
    let in_web = |rest: &'_ str| -> Option<usize> {
        let starts =
            ["wikidata.org/entity/", "wikidata.org/wiki/", "wikidata.dbpedia.org/resource/", "opensanctions.org/entities/"];
        starts.iter().find(|start| rest.starts_with(**start)).map(|start| start.len())
    };
    match rest {
        Some(rest) => in_web(rest).map(|at| rest[at..].trim_end_matches('/')),
        None => iri.strip_prefix("e:"),
    }
}

fn geonames(iri: &str) -> Option<&str> {
    let rest = iri.strip_prefix("https://").or_else(|| iri.strip_prefix("http://"))?;
    let rest = ["sws.", "www."].iter().find_map(|start| rest.strip_prefix(start)).unwrap_or(rest);
    rest.strip_prefix("geonames.org/")?.split('/').next()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_identifier_is_one_in_all_its_forms() {
        let q = Id::new(Scheme::Wikidata, "Q80389").expect("an identifier");
        for iri in q.iris() {
            assert_eq!(Id::of_iri(&iri), q, "{iri}");
        }
        let place = Id::new(Scheme::GeoNames, "1149361").expect("an identifier");
        for iri in place.iris().iter().map(String::as_str).chain(["https://www.geonames.org/1149361/afghanistan.html"]) {
            assert_eq!(Id::of_iri(iri), place, "{iri}");
        }
        assert_eq!(Id::of_iri("e:NK-abc").scheme, Scheme::Iri);
        assert_eq!(Id::of_iri("http://www.wikidata.org/entity/P17").scheme, Scheme::Iri);
    }

    #[test]
    fn values_of_another_form_are_no_identifiers() {
        assert_eq!(Id::new(Scheme::IsoAlpha3, "JPNX"), None);
        assert_eq!(Id::new(Scheme::Wikidata, "17"), None);
        assert_eq!(Id::new(Scheme::IsoAlpha2, "jp").map(|id| id.value).as_deref(), Some("JP"));
        assert_eq!(Id::new(Scheme::Numeric, "20").map(|id| id.value).as_deref(), Some("020"));
    }

    #[test]
    fn the_first_name_is_the_label_and_short_forms_are_trusted_less() {
        let mut record = Record::new(NamedNode::new_unchecked("x:un"));
        record.call("United Nations", Sort::Label);
        record.call("UN", Sort::Alias);
        record.call("UN", Sort::Alias);
        assert_eq!((record.label.as_str(), record.names.len()), ("United Nations", 2));
        assert_eq!(record.names[1].sort, Sort::Abbreviation);
    }
}
