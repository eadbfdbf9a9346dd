//! Licences of data by their SPDX names: what each asks of whoever passes the data on, and what can be given under which.
//!
//! Only what decides about mixing is known: whether the licence asks for a credit, for the same licence, for no commerce, or
//! for no change. A graph that holds a source is a work made from it, so what allows no change cannot be part of one.

use std::fmt;

/// A licence of data.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Licence {
    /// Its SPDX name, in the case in which SPDX writes it.
    pub id: String,
    /// Its IRI.
    pub iri: String,
    /// What it asks.
    pub terms: Terms,
}

/// What a licence asks of whoever passes the data on.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
#[expect(clippy::struct_excessive_bools, reason = "four independent conditions, as the licences state them")]
pub struct Terms {
    /// To name who made it.
    pub credit: bool,
    /// To give what is made from it under the same licence.
    pub share_alike: bool,
    /// Not to use it in commerce.
    pub non_commercial: bool,
    /// Not to pass on what is made from it.
    pub no_derivatives: bool,
}

/// Why data cannot be part of what is given under a licence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Obstacle {
    /// What its licence asks is not known.
    Unknown,
    /// It must not be used in commerce.
    NonCommercial,
    /// What is made from it must be under its own licence.
    ShareAlike,
    /// Nothing made from it may be passed on.
    NoDerivatives,
    /// Its makers must be named, which the licence of the whole does not ask for.
    Credit,
}

/// No condition at all.
const FREE: Terms = Terms { credit: false, share_alike: false, non_commercial: false, no_derivatives: false };
/// A credit, and nothing else.
const CREDIT: Terms = Terms { credit: true, ..FREE };
/// A credit and the same licence.
const ALIKE: Terms = Terms { share_alike: true, ..CREDIT };

/// Licences beside those of Creative Commons, which are read by their form.
const OTHERS: [(&str, Terms); 24] = [
    ("Apache-2.0", CREDIT),
    ("BSD-2-Clause", CREDIT),
    ("BSD-3-Clause", CREDIT),
    ("CC-PDDC", FREE),
    ("CC0-1.0", FREE),
    ("CDLA-Permissive-1.0", CREDIT),
    ("CDLA-Permissive-2.0", CREDIT),
    ("CDLA-Sharing-1.0", ALIKE),
    ("DL-DE-BY-2.0", CREDIT),
    ("DL-DE-ZERO-2.0", FREE),
    ("etalab-2.0", CREDIT),
    ("GFDL-1.3-or-later", ALIKE),
    ("GPL-3.0-only", ALIKE),
    ("GPL-3.0-or-later", ALIKE),
    ("MIT", CREDIT),
    ("NLOD-1.0", CREDIT),
    ("NLOD-2.0", CREDIT),
    ("ODbL-1.0", ALIKE),
    ("ODC-By-1.0", CREDIT),
    ("OGL-UK-1.0", CREDIT),
    ("OGL-UK-2.0", CREDIT),
    ("OGL-UK-3.0", CREDIT),
    ("PDDL-1.0", FREE),
    ("Unlicense", FREE),
];

/// The versions of Creative Commons' licences.
const VERSIONS: [&str; 5] = ["1.0", "2.0", "2.5", "3.0", "4.0"];

/// The addresses that Creative Commons gives its licences and its dedication under.
const CREATIVE: &str = "creativecommons.org/licenses/";
const ZERO: &str = "creativecommons.org/publicdomain/zero/1.0";

impl Licence {
    /// A licence by its SPDX name, whatever the case, or by an IRI of it; `None` for one that is not known here.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        let name = name.trim();
        let bare = name.strip_prefix("https://").or_else(|| name.strip_prefix("http://"));
        match bare {
            Some(address) => Self::at(address.trim_end_matches('/')),
            None => other(name).or_else(|| creative(name)),
        }
    }

    /// By its address without the scheme.
    fn at(address: &str) -> Option<Self> {
        if let Some(path) = address.strip_prefix(CREATIVE) {
            let mut parts = path.split('/');
            return creative(&format!("CC-{}-{}", parts.next()?, parts.next()?));
        }
        if address.starts_with(ZERO) {
            return other("CC0-1.0");
        }
        let data_commons = |name: &str| address.contains("opendatacommons.org/licenses/") && address.contains(name);
        let known = [("/odbl", "ODbL-1.0"), ("/pddl", "PDDL-1.0"), ("/by", "ODC-By-1.0")];
        let found = known.into_iter().find(|(path, _)| data_commons(path)).map(|(_, id)| id);
        other(found.or_else(|| address.strip_prefix("spdx.org/licenses/"))?.trim_end_matches(".html"))
    }

    /// What keeps data under this licence from being part of something under another; of something open if no other is named.
    #[must_use]
    pub fn obstacle(&self, whole: Option<&Self>) -> Option<Obstacle> {
        let asked = whole.map_or(CREDIT, |licence| licence.terms);
        let alike = whole.is_some_and(|licence| licence.family() == self.family());
        let Terms { credit, share_alike, non_commercial, no_derivatives } = self.terms;
        let obstacles = [
            (no_derivatives, Obstacle::NoDerivatives),
            (non_commercial && !asked.non_commercial, Obstacle::NonCommercial),
            (share_alike && !alike, Obstacle::ShareAlike),
            (credit && !asked.credit, Obstacle::Credit),
        ];
        obstacles.into_iter().find(|(stands, _)| *stands).map(|(_, obstacle)| obstacle)
    }

    /// Its name without the version: what is alike.
    fn family(&self) -> &str {
        let version = |c: char| c.is_ascii_digit() || c == '.';
        self.id.trim_end_matches("-or-later").trim_end_matches("-only").trim_end_matches(version).trim_end_matches('-')
    }
}

fn other(name: &str) -> Option<Licence> {
    let (id, terms) = OTHERS.iter().find(|(id, _)| id.eq_ignore_ascii_case(name))?;
    let iri = match *id {
        "CC0-1.0" => format!("https://{ZERO}/"),
        "ODbL-1.0" => "https://opendatacommons.org/licenses/odbl/1-0/".to_owned(),
        "ODC-By-1.0" => "https://opendatacommons.org/licenses/by/1-0/".to_owned(),
        "PDDL-1.0" => "https://opendatacommons.org/licenses/pddl/1-0/".to_owned(),
        id => format!("https://spdx.org/licenses/{id}"),
    };
    Some(Licence { id: (*id).to_owned(), iri, terms: *terms })
}

/// `CC-BY[-NC][-SA|-ND]-VERSION`.
fn creative(name: &str) -> Option<Licence> {
    let name = name.to_ascii_uppercase();
    let (kind, version) = name.strip_prefix("CC-")?.rsplit_once('-')?;
    let parts: Vec<&str> = kind.split('-').collect();
    let known = matches!(parts.as_slice(), ["BY"] | ["BY", "NC" | "SA" | "ND"] | ["BY", "NC", "SA" | "ND"]);
    let has = |part| parts.contains(&part);
    let terms = Terms { credit: true, share_alike: has("SA"), non_commercial: has("NC"), no_derivatives: has("ND") };
    let iri = format!("https://{CREATIVE}{}/{version}/", kind.to_ascii_lowercase());
    (known && VERSIONS.contains(&version)).then(|| Licence { id: name.clone(), iri, terms })
}

impl fmt::Display for Terms {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let asked = [
            (self.credit, "credit"),
            (self.share_alike, "same licence"),
            (self.non_commercial, "no commerce"),
            (self.no_derivatives, "no changes"),
        ];
        let asked: Vec<&str> = asked.into_iter().filter(|(asked, _)| *asked).map(|(_, words)| words).collect();
        f.write_str(&if asked.is_empty() { "nothing".to_owned() } else { asked.join(", ") })
    }
}

impl fmt::Display for Obstacle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Unknown => "what its licence asks is not known",
            Self::NonCommercial => "not for commerce",
            Self::ShareAlike => "only under its own licence",
            Self::NoDerivatives => "only unchanged",
            Self::Credit => "only with a credit",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn licence(name: &str) -> Licence {
        Licence::named(name).unwrap_or_else(|| panic!("{name}"))
    }

    fn obstacle(source: &str, whole: &str) -> Option<Obstacle> {
        licence(source).obstacle(Some(&licence(whole)))
    }

    #[test]
    fn a_licence_is_known_by_its_name_and_by_its_address() {
        for (name, iri) in [
            ("cc-by-nc-4.0", "https://creativecommons.org/licenses/by-nc/4.0/"),
            ("CC0-1.0", "https://creativecommons.org/publicdomain/zero/1.0/"),
            ("odbl-1.0", "https://opendatacommons.org/licenses/odbl/1-0/"),
            ("MIT", "https://spdx.org/licenses/MIT"),
        ] {
            assert_eq!(licence(name).iri, iri);
            assert_eq!(licence(iri), licence(name), "{iri}");
        }
        assert_eq!(licence("http://creativecommons.org/licenses/by-sa/3.0").id, "CC-BY-SA-3.0");
        assert_eq!(licence("https://opendatacommons.org/licenses/by/1-0/").id, "ODC-By-1.0");
    }

    #[test]
    fn what_is_no_licence_is_not_taken_for_one() {
        for name in
            ["CC-BY-4", "CC-SA-NC-4.0", "CC-BY-SA-ND-4.0", "", "all rights reserved", "https://example.org/licenses/by/4.0/"]
        {
            assert_eq!(Licence::named(name), None, "{name}");
        }
    }

    #[test]
    fn an_open_whole_takes_what_asks_for_no_more_than_a_credit() {
        let open = |name: &str| licence(name).obstacle(None);
        assert_eq!(open("CC0-1.0"), None);
        assert_eq!(open("CC-BY-4.0"), None);
        assert_eq!(open("CC-BY-NC-4.0"), Some(Obstacle::NonCommercial));
        assert_eq!(open("ODbL-1.0"), Some(Obstacle::ShareAlike));
        assert_eq!(open("CC-BY-NC-ND-4.0"), Some(Obstacle::NoDerivatives));
    }

    #[test]
    fn a_named_whole_takes_what_its_own_terms_keep() {
        assert_eq!(obstacle("CC-BY-4.0", "CC0-1.0"), Some(Obstacle::Credit));
        assert_eq!(obstacle("CC-BY-SA-3.0", "CC-BY-SA-4.0"), None);
        assert_eq!(obstacle("ODbL-1.0", "CC-BY-SA-4.0"), Some(Obstacle::ShareAlike));
        assert_eq!(obstacle("CC-BY-NC-4.0", "CC-BY-NC-SA-4.0"), None);
        assert_eq!(obstacle("CC-BY-NC-SA-4.0", "CC-BY-NC-4.0"), Some(Obstacle::ShareAlike));
        assert_eq!(obstacle("CC-BY-ND-4.0", "CC-BY-ND-4.0"), Some(Obstacle::NoDerivatives));
    }
}
