//! What the properties of known vocabularies say about a thing, as far as it helps to identify it. The one table to extend.

use super::record::{Scheme, Sort};

/// What a property says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Says {
    /// A name.
    Name(Sort),
    /// What it is.
    Type,
    /// What it is, in words.
    Words,
    /// What it is, as a feature class or code of `GeoNames`.
    Feature,
    /// The state that it belongs to.
    Country,
    /// When it began or was born.
    Begin,
    /// When it ended or died.
    End,
    /// An identifier.
    Id(Scheme),
    /// The IRI of the same thing elsewhere.
    Same,
}

/// Namespaces with their properties.
const TABLE: &[(&str, &[(&str, Says)])] = &[
    ("http://www.w3.org/1999/02/22-rdf-syntax-ns#", &[("type", Says::Type)]),
    ("http://www.w3.org/2000/01/rdf-schema#", &[("label", Says::Name(Sort::Label))]),
    (
        "http://www.w3.org/2004/02/skos/core#",
        &[
            ("prefLabel", Says::Name(Sort::Label)),
            ("altLabel", Says::Name(Sort::Alias)),
            ("hiddenLabel", Says::Name(Sort::Hidden)),
            ("exactMatch", Says::Same),
        ],
    ),
    ("http://www.w3.org/2002/07/owl#", &[("sameAs", Says::Same)]),
    ("http://schema.org/", SCHEMA),
    ("https://schema.org/", SCHEMA),
    ("http://xmlns.com/foaf/0.1/", &[("name", Says::Name(Sort::Label)), ("nick", Says::Name(Sort::Weak))]),
    (
        "http://www.geonames.org/ontology#",
        &[
            ("name", Says::Name(Sort::Label)),
            ("officialName", Says::Name(Sort::Alias)),
            ("alternateName", Says::Name(Sort::Alias)),
            ("shortName", Says::Name(Sort::Alias)),
            ("featureClass", Says::Feature),
            ("featureCode", Says::Feature),
            ("countryCode", Says::Country),
            ("parentCountry", Says::Country),
        ],
    ),
    (
        "http://www.wikidata.org/prop/direct/",
        &[
            ("P31", Says::Type),
            ("P17", Says::Country),
            ("P27", Says::Country),
            ("P569", Says::Begin),
            ("P571", Says::Begin),
            ("P570", Says::End),
            ("P576", Says::End),
            ("P1566", Says::Id(Scheme::GeoNames)),
            ("P297", Says::Id(Scheme::IsoAlpha2)),
            ("P298", Says::Id(Scheme::IsoAlpha3)),
            ("P1278", Says::Id(Scheme::Lei)),
        ],
    ),
    ("https://schema.followthemoney.tech/#", FTM),
    (
        "http://dbpedia.org/ontology/",
        &[
            ("country", Says::Country),
            ("nationality", Says::Country),
            ("citizenship", Says::Country),
            ("birthDate", Says::Begin),
            ("foundingDate", Says::Begin),
            ("formationDate", Says::Begin),
            ("deathDate", Says::End),
            ("dissolutionDate", Says::End),
            ("longName", Says::Name(Sort::Alias)),
            ("alias", Says::Name(Sort::Alias)),
            ("abbreviation", Says::Name(Sort::Abbreviation)),
        ],
    ),
    (
        "https://w3id.org/demarche/ontology#",
        &[
            ("abbreviation", Says::Name(Sort::Abbreviation)),
            ("belongsTo", Says::Country),
            ("begin", Says::Begin),
            ("end", Says::End),
            ("isoAlpha2", Says::Id(Scheme::IsoAlpha2)),
            ("isoAlpha3", Says::Id(Scheme::IsoAlpha3)),
        ],
    ),
    (
        "http://aims.fao.org/aos/geopolitical.owl#",
        &[
            ("codeISO2", Says::Id(Scheme::IsoAlpha2)),
            ("codeISO3", Says::Id(Scheme::IsoAlpha3)),
            ("codeUN", Says::Id(Scheme::Numeric)),
        ],
    ),
];

const SCHEMA: &[(&str, Says)] = &[
    ("name", Says::Name(Sort::Label)),
    ("legalName", Says::Name(Sort::Alias)),
    ("alternateName", Says::Name(Sort::Alias)),
    ("description", Says::Words),
    ("sameAs", Says::Same),
    ("nationality", Says::Country),
    ("addressCountry", Says::Country),
    ("birthDate", Says::Begin),
    ("foundingDate", Says::Begin),
    ("deathDate", Says::End),
    ("dissolutionDate", Says::End),
    ("leiCode", Says::Id(Scheme::Lei)),
];

const FTM: &[(&str, Says)] = &[
    ("name", Says::Name(Sort::Label)),
    ("alias", Says::Name(Sort::Alias)),
    ("previousName", Says::Name(Sort::Hidden)),
    ("weakAlias", Says::Name(Sort::Weak)),
    ("abbreviation", Says::Name(Sort::Abbreviation)),
    ("country", Says::Country),
    ("mainCountry", Says::Country),
    ("jurisdiction", Says::Country),
    ("nationality", Says::Country),
    ("citizenship", Says::Country),
    ("birthDate", Says::Begin),
    ("incorporationDate", Says::Begin),
    ("deathDate", Says::End),
    ("dissolutionDate", Says::End),
    ("wikidataId", Says::Id(Scheme::Wikidata)),
    ("leiCode", Says::Id(Scheme::Lei)),
];

/// What a property says; nothing of those that do not help. The properties of `FollowTheMoney` are also met with the name of their
/// schema before their own ("#Thing:name").
#[must_use]
pub fn says(property: &str) -> Option<Says> {
    let (namespace, rest) = split(property)?;
    let local = without_schema(rest);
    namespace.iter().find(|(name, _)| *name == local).map(|(_, says)| *says)
}

/// The local name of a property of `FollowTheMoney`'s without its schema.
#[must_use]
pub fn without_schema(local: &str) -> &str {
    local.rsplit(':').next().unwrap_or(local)
}

fn split(property: &str) -> Option<(&'static [(&'static str, Says)], &str)> {
    TABLE.iter().find_map(|(namespace, table)| property.strip_prefix(namespace).map(|rest| (*table, rest)))
}

/// The properties that say something of a kind, as a source may write them.
#[must_use]
pub fn properties(wanted: impl Fn(Says) -> bool) -> Vec<String> {
    let mut found = Vec::new();
    for (namespace, table) in TABLE {
        for (local, _) in table.iter().filter(|(_, says)| wanted(*says)) {
            found.push(format!("{namespace}{local}"));
            if std::ptr::eq(*table, FTM) {
                found.extend(FTM_SCHEMATA.iter().map(|schema| format!("{namespace}{schema}:{local}")));
            }
        }
    }
    found
}

/// The schemata of `FollowTheMoney` that declare what is listed.
const FTM_SCHEMATA: [&str; 5] = ["Thing", "LegalEntity", "Person", "Company", "Organization"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn properties_are_known_with_and_without_their_schema() {
        assert_eq!(says("https://schema.followthemoney.tech/#name"), Some(Says::Name(Sort::Label)));
        assert_eq!(says("https://schema.followthemoney.tech/#Thing:name"), Some(Says::Name(Sort::Label)));
        assert_eq!(says("http://www.wikidata.org/prop/direct/P298"), Some(Says::Id(Scheme::IsoAlpha3)));
        assert_eq!(says("http://www.wikidata.org/prop/direct/P2981"), None);
        assert_eq!(says("https://example.org/name"), None);
    }

    #[test]
    fn every_listed_property_says_what_it_is_listed_for() {
        for property in properties(|says| matches!(says, Says::Name(_))) {
            assert!(matches!(says(&property), Some(Says::Name(_))), "{property}");
        }
    }
}
