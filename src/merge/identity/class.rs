//! Which classes of ours a thing of a source can be of: by the types of known vocabularies, `GeoNames`' feature codes, the words
//! of a type's label or of a description. What Wikidata calls its classes is learned from the things that identifiers have joined
//! (see [`super::theirs`]), so that no list of them has to be kept.

use crate::knowledge::EntityClass as C;
use std::collections::{BTreeSet, HashMap};
use std::sync::LazyLock;

/// Whether two classes go together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fit {
    /// Nothing can be both.
    Opposed,
    /// Hardly: vocabularies draw the line elsewhere.
    Apart,
    /// One of them is not known.
    Unknown,
    /// One is a wider class than the other, or a neighbour of it.
    Near,
    /// They are the same.
    Same,
}

/// The best fit among what two things may be.
#[must_use]
pub fn fit(left: &BTreeSet<C>, right: &BTreeSet<C>) -> Fit {
    let pairs = left.iter().flat_map(|&a| right.iter().map(move |&b| pair(a, b)));
    pairs.max().unwrap_or(Fit::Unknown)
}

fn pair(a: C, b: C) -> Fit {
    match (a.min(b), a.max(b)) {
        (a, b) if a == b => Fit::Same,
        (_, C::Other) | (C::State, C::Organization) => Fit::Opposed,
        (C::Actor, other) if other.acts() => Fit::Near,
        (C::Organization, other) if is_organization(other) => Fit::Near,
        (C::State, C::Territory | C::Place)
        | (C::Place, C::Territory | C::BodyOfWater | C::City | C::Infrastructure)
        | (C::InternationalOrganization, C::Bloc)
        | (C::StateBody, C::ArmedGroup | C::Company)
        | (C::Company, C::Publication)
        | (C::Infrastructure, C::Pipeline) => Fit::Near,
        (C::State | C::Territory, C::City)
        | (C::Territory | C::City, C::Infrastructure)
        | (C::Company, C::Pipeline | C::Infrastructure) => Fit::Apart,
        (a, b) if is_organization(a) && is_organization(b) => Fit::Apart,
        _ => Fit::Opposed,
    }
}

fn is_organization(class: C) -> bool {
    class.acts() && !matches!(class, C::Actor | C::State | C::Person)
}

fn is_place(class: C) -> bool {
    matches!(class, C::Place | C::State | C::Territory | C::BodyOfWater | C::City)
}

/// What the type of a known vocabulary says: classes, or that things of it are never entities of ours.
#[must_use]
pub fn of_type(iri: &str) -> Option<Type> {
    let local = iri.rsplit(['#', '/']).next().unwrap_or_default();
    let table: &[(&str, &[C])] = match iri {
        _ if iri.starts_with("https://schema.followthemoney.tech/") => return Some(of_schema(local)),
        _ if iri.starts_with("https://w3id.org/demarche/ontology#") => {
            return C::from_local_name(local).map(|class| Type::Classes(vec![class]));
        }
        _ if iri.starts_with("http://www.geonames.org/ontology#") => return (local != "Feature").then_some(Type::Never),
        _ if iri.starts_with("http://dbpedia.org/ontology/") => DBPEDIA,
        _ if iri.starts_with("http://schema.org/") || iri.starts_with("https://schema.org/") => SCHEMA,
        _ if iri.starts_with("http://xmlns.com/foaf/0.1/") || iri.starts_with("http://www.w3.org/ns/org#") => GENERAL,
        _ => return None,
    };
    table.iter().find(|(name, _)| *name == local).map(|(_, classes)| Type::Classes(classes.to_vec()))
}

/// What a type says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Type {
    /// Its things may be of these classes.
    Classes(Vec<C>),
    /// Its things are nobody and nothing that a text names.
    Never,
}

const DBPEDIA: &[(&str, &[C])] = &[
    ("Country", &[C::State, C::Territory]),
    ("Person", &[C::Person]),
    ("Politician", &[C::Person]),
    ("OfficeHolder", &[C::Person]),
    ("MilitaryPerson", &[C::Person]),
    ("Organisation", &[C::Organization]),
    ("Company", &[C::Company]),
    ("GovernmentAgency", &[C::StateBody]),
    ("MilitaryUnit", &[C::StateBody, C::ArmedGroup]),
    ("PoliticalParty", &[C::Organization]),
    ("Newspaper", &[C::Publication]),
    ("City", &[C::City]),
    ("Town", &[C::City]),
    ("Settlement", &[C::City]),
    ("AdministrativeRegion", &[C::Territory]),
    ("Region", &[C::Territory]),
    ("Island", &[C::Territory]),
    ("BodyOfWater", &[C::BodyOfWater]),
    ("Sea", &[C::BodyOfWater]),
    ("River", &[C::BodyOfWater]),
    ("Lake", &[C::BodyOfWater]),
    ("Strait", &[C::BodyOfWater]),
    ("Place", &[C::Place]),
    ("Location", &[C::Place]),
    ("Weapon", &[C::WeaponKind]),
    ("Aircraft", &[C::WeaponKind]),
    ("Infrastructure", &[C::Infrastructure]),
    ("Event", &[C::Other]),
];

const SCHEMA: &[(&str, &[C])] = &[
    ("Country", &[C::State, C::Territory]),
    ("Person", &[C::Person]),
    ("Organization", &[C::Organization]),
    ("Corporation", &[C::Company]),
    ("GovernmentOrganization", &[C::StateBody]),
    ("NewsMediaOrganization", &[C::Publication]),
    ("Newspaper", &[C::Publication]),
    ("Periodical", &[C::Publication]),
    ("City", &[C::City]),
    ("AdministrativeArea", &[C::Territory]),
    ("State", &[C::Territory]),
    ("BodyOfWater", &[C::BodyOfWater]),
    ("Place", &[C::Place]),
    ("Event", &[C::Other]),
    ("Product", &[C::Commodity, C::WeaponKind]),
];

const GENERAL: &[(&str, &[C])] = &[
    ("Person", &[C::Person]),
    ("Organization", &[C::Organization]),
    ("FormalOrganization", &[C::Organization]),
    ("Post", &[C::Office]),
];

/// A schema of `FollowTheMoney`.
fn of_schema(name: &str) -> Type {
    Type::Classes(match name {
        "Person" => vec![C::Person],
        "Company" => vec![C::Company],
        "Organization" => vec![C::Organization],
        "LegalEntity" => vec![C::Person, C::Organization],
        "PublicBody" => vec![C::StateBody],
        "Position" => vec![C::Office],
        "Airplane" | "Vessel" | "Vehicle" | "Asset" => vec![C::Infrastructure],
        "Thing" => Vec::new(),
        _ => return Type::Never,
    })
}

/// Leaves out wide classes where a narrower one is known.
pub fn narrow(classes: &mut BTreeSet<C>) {
    for (wide, narrower) in [(C::Place, &is_place as &dyn Fn(C) -> bool), (C::Organization, &is_organization)] {
        if classes.iter().any(|&class| class != wide && narrower(class)) {
            classes.remove(&wide);
        }
    }
}

/// The class that a feature code of `GeoNames` tells, with its class for those that are not listed.
#[must_use]
pub fn of_feature(code: &str) -> Option<Vec<C>> {
    let (class, code) = code.rsplit(['#', '/']).next()?.split_once('.').unwrap_or(("", code.rsplit(['#', '/']).next()?));
    Some(match (class, code) {
        (_, "PCLI" | "PCLIX" | "PCLF" | "PCLH" | "PCL") => vec![C::State],
        (
            _,
            "PCLD" | "PCLS" | "TERR" | "ZN" | "ISL" | "ISLS" | "ISLT" | "PEN" | "ARCH" | "CAPE" | "RGN" | "RGNE" | "RGNH"
            | "ADMD",
        ) => vec![C::Territory],
        (_, code) if code.starts_with("ADM") => vec![C::Territory],
        (_, code) if code.starts_with("PPL") => vec![C::City],
        ("A", _) | (_, "A") => vec![C::Territory],
        ("P", _) | (_, "P") => vec![C::City],
        ("H", _) | (_, "H") => vec![C::BodyOfWater],
        ("S" | "R", _) | (_, "S" | "R") => vec![C::Infrastructure],
        ("L" | "T" | "V" | "U", _) | (_, "L" | "T" | "V" | "U" | "MT" | "MTS" | "CONT") => vec![C::Place],
        (_, "SEA" | "STRT" | "GULF" | "BAY" | "LK" | "STM" | "OCN" | "CHN" | "LGN") => vec![C::BodyOfWater],
        _ => return None,
    })
}

/// The classes that a description or a type's label tells by its head noun: "island country in East Asia", "Russian politician".
#[must_use]
pub fn of_words(text: &str) -> Option<Type> {
    let lower = text.to_lowercase();
    if ["disambiguation page", "family name", "surname", "given name", "wikimedia "].iter().any(|word| lower.contains(word)) {
        return Some(Type::Never);
    }
    let head = head(&lower);
    let listed = |phrase: &str| HEADS.get(phrase).cloned();
    let words: Vec<&str> = head.split_whitespace().collect();
    let two = words.len().checked_sub(2).and_then(|at| listed(&words[at..].join(" ")));
    two.or_else(|| listed(words.last()?)).map(Type::Classes)
}

/// The noun phrase that a description begins with.
fn head(text: &str) -> &str {
    let text = ["a ", "an ", "the "].iter().find_map(|article| text.strip_prefix(article)).unwrap_or(text);
    let ends = [
        " of ",
        " in ",
        " from ",
        " that ",
        " which ",
        " who ",
        " on ",
        " at ",
        " between ",
        " for ",
        " and ",
        ",",
        ";",
        "(",
        " (",
    ];
    let end = ends.iter().filter_map(|stop| text.find(stop)).filter(|at| *at > 0).min().unwrap_or(text.len());
    text[..end].trim_end_matches('.')
}

/// The classes by the nouns that tell them.
static HEADS: LazyLock<HashMap<&str, Vec<C>>> = LazyLock::new(|| heads(include_str!("heads.txt")));

fn heads(text: &str) -> HashMap<&str, Vec<C>> {
    let lines = text.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once(": "));
    let nouns = lines.flat_map(|(classes, nouns)| nouns.split(", ").map(move |noun| (noun, classes)));
    nouns.map(|(noun, classes)| (noun, classes.split(' ').filter_map(C::from_local_name).collect())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> Option<Vec<C>> {
        match of_words(text)? {
            Type::Classes(classes) => Some(classes),
            Type::Never => Some(Vec::new()),
        }
    }

    #[test]
    fn descriptions_tell_by_their_head() {
        for (text, class) in [
            ("island country in East Asia", C::State),
            ("Russian politician and diplomat", C::Person),
            ("strait between Iran and Oman", C::BodyOfWater),
            ("capital and largest city of Japan", C::City),
            ("state-owned gas company of Russia", C::Company),
            ("Russian news agency", C::Publication),
            ("dance of Argentina", C::Other),
        ] {
            assert!(told(text).is_some_and(|classes| classes.contains(&class)), "{text}: {:?}", told(text));
        }
        assert_eq!(told("Wikimedia disambiguation page"), Some(Vec::new()));
        assert_eq!(told("something else"), None);
    }

    #[test]
    fn every_noun_tells_a_class_and_only_once() {
        let text = include_str!("heads.txt");
        assert!(HEADS.values().all(|classes| !classes.is_empty()));
        let listed = text.lines().filter(|line| !line.starts_with('#')).flat_map(|line| line.split(", ")).count();
        assert_eq!(HEADS.len(), listed, "a noun stands twice");
    }

    #[test]
    fn classes_fit_in_degrees_and_either_way() {
        let fit_of = |a: C, b: C| fit(&BTreeSet::from([a]), &BTreeSet::from([b]));
        assert_eq!(fit_of(C::State, C::State), Fit::Same);
        assert_eq!(fit_of(C::Territory, C::State), Fit::Near);
        assert_eq!(fit_of(C::Company, C::Organization), Fit::Near);
        assert_eq!(fit_of(C::Company, C::Pipeline), Fit::Apart);
        assert_eq!(fit_of(C::Person, C::City), Fit::Opposed);
        assert_eq!(fit_of(C::State, C::Other), Fit::Opposed);
        assert_eq!(fit(&BTreeSet::new(), &BTreeSet::from([C::City])), Fit::Unknown);
        for a in C::ALL {
            for b in C::ALL {
                assert_eq!(fit_of(a, b), fit_of(b, a), "{a:?} {b:?}");
            }
        }
    }

    #[test]
    fn feature_codes_tell_classes() {
        assert_eq!(of_feature("https://www.geonames.org/ontology#A.PCLI"), Some(vec![C::State]));
        assert_eq!(of_feature("ADM1"), Some(vec![C::Territory]));
        assert_eq!(of_feature("P.PPLC"), Some(vec![C::City]));
        assert_eq!(of_feature("H"), Some(vec![C::BodyOfWater]));
    }

    #[test]
    fn helper_nodes_are_never_entities() {
        assert_eq!(of_type("https://schema.followthemoney.tech/#Sanction"), Some(Type::Never));
        assert_eq!(of_type("https://schema.followthemoney.tech/#Person"), Some(Type::Classes(vec![C::Person])));
        assert_eq!(of_type("https://example.org/Thing"), None);
    }
}
