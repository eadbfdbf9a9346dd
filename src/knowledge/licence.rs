//! Licences of data by their SPDX names: what each asks of whoever passes the data on, and what can be given under which.
//!
//! Only what decides about mixing is known: whether the licence asks for a credit, for the same licence, for no commerce, or
//! for no change. A graph that holds a source is a work made from it, so what allows no change cannot be part of one.

use super::spelling::near;
use std::fmt;
use thiserror::Error;

/// A licence of data.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Licence {
    /// Its SPDX name, in the case in which SPDX writes it.
    pub id: String,
    /// Its IRI: the one under which the licensor publishes it as data, or else its page in the SPDX list; `None` for a licence of the
    /// user's own.
    pub iri: Option<String>,
    /// What it asks, if that is known here.
    pub terms: Option<Terms>,
}

/// A name that is no licence's.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("--licence {name}: not an SPDX identifier{}; give one like CC-BY-4.0, or LicenseRef-NAME for a licence that the list lacks", near.as_ref().map_or_else(String::new, |near| format!(", did you mean {near}?")))]
pub struct LicenceError {
    /// The name.
    name: String,
    /// The one that was perhaps meant.
    near: Option<String>,
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

/// Licences beside those of Creative Commons, which are read by their form: the SPDX name, where the licensor publishes it if that is
/// told, what it asks.
const OTHERS: [(&str, Option<&str>, Terms); 24] = [
    ("Apache-2.0", None, CREDIT),
    ("BSD-2-Clause", None, CREDIT),
    ("BSD-3-Clause", None, CREDIT),
    ("CC-PDDC", Some("http://creativecommons.org/licenses/publicdomain/"), FREE),
    ("CC0-1.0", Some("http://creativecommons.org/publicdomain/zero/1.0/"), FREE),
    ("CDLA-Permissive-1.0", Some("https://cdla.dev/permissive-1-0/"), CREDIT),
    ("CDLA-Permissive-2.0", Some("https://cdla.dev/permissive-2-0/"), CREDIT),
    ("CDLA-Sharing-1.0", Some("https://cdla.dev/sharing-1-0/"), ALIKE),
    ("DL-DE-BY-2.0", Some("https://www.govdata.de/dl-de/by-2-0"), CREDIT),
    ("DL-DE-ZERO-2.0", Some("https://www.govdata.de/dl-de/zero-2-0"), FREE),
    ("etalab-2.0", Some("https://www.etalab.gouv.fr/licence-ouverte-open-licence/"), CREDIT),
    ("GFDL-1.3-or-later", None, ALIKE),
    ("GPL-3.0-only", None, ALIKE),
    ("GPL-3.0-or-later", None, ALIKE),
    ("MIT", None, CREDIT),
    ("NLOD-1.0", Some("https://data.norge.no/nlod/en/1.0"), CREDIT),
    ("NLOD-2.0", Some("https://data.norge.no/nlod/en/2.0"), CREDIT),
    ("ODbL-1.0", Some("https://opendatacommons.org/licenses/odbl/1-0/"), ALIKE),
    ("ODC-By-1.0", Some("https://opendatacommons.org/licenses/by/1-0/"), CREDIT),
    ("OGL-UK-1.0", Some("http://www.nationalarchives.gov.uk/doc/open-government-licence/version/1/"), CREDIT),
    ("OGL-UK-2.0", Some("http://www.nationalarchives.gov.uk/doc/open-government-licence/version/2/"), CREDIT),
    ("OGL-UK-3.0", Some("http://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/"), CREDIT),
    ("PDDL-1.0", Some("https://opendatacommons.org/licenses/pddl/1-0/"), FREE),
    ("Unlicense", None, FREE),
];

/// The versions of Creative Commons' licences.
const VERSIONS: [&str; 5] = ["1.0", "2.0", "2.5", "3.0", "4.0"];

/// The current licences of Creative Commons, for advice.
const CURRENT: [&str; 6] = ["CC-BY-4.0", "CC-BY-SA-4.0", "CC-BY-NC-4.0", "CC-BY-NC-SA-4.0", "CC-BY-ND-4.0", "CC-BY-NC-ND-4.0"];

/// The address that Creative Commons gives its licences under; its own RDF names them with http.
const CREATIVE: &str = "creativecommons.org/licenses/";

/// Where the SPDX list has its licences.
const SPDX: &str = "spdx.org/licenses/";

/// How names of the user's own begin in SPDX.
const OWN: &str = "LicenseRef-";

impl Licence {
    /// A licence by its SPDX name, whatever the case, or by an IRI of it; `None` for one that is not known here.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        let name = name.trim();
        match without_scheme(name) {
            Some(address) => Self::at(address.trim_end_matches('/')),
            None => other(name).or_else(|| creative(name)),
        }
    }

    /// A licence as a user tells it: one that is known here, or one that has the form of an SPDX name, of which it is not known what it
    /// asks.
    ///
    /// # Errors
    /// If it has not that form, or is like one that is known and has no version.
    pub fn told(name: &str) -> Result<Self, LicenceError> {
        if let Some(known) = Self::named(name) {
            return Ok(known);
        }
        let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'+');
        let formed = !name.is_empty() && name.bytes().all(plain);
        let (own, versioned) = (name.starts_with(OWN), version_of(name));
        if formed && versioned.is_none() && (own || name.bytes().any(|byte| byte.is_ascii_digit())) {
            let iri = (!own).then(|| format!("http://{SPDX}{name}"));
            return Ok(Self { id: name.to_owned(), iri, terms: None });
        }
        Err(LicenceError { name: name.to_owned(), near: versioned.map(str::to_owned).or_else(|| near(name, known())) })
    }

    /// By its address without the scheme.
    fn at(address: &str) -> Option<Self> {
        let kind = |parts: &[&str]| (parts.len() >= 2).then(|| creative(&format!("CC-{}-{}", parts[0], parts[1]))).flatten();
        if let Some(path) = address.strip_prefix(CREATIVE)
            && let Some(found) = kind(&path.split('/').collect::<Vec<_>>())
        {
            return Some(found);
        }
        if let Some(name) = address.strip_prefix(SPDX) {
            let name = name.trim_end_matches(".html");
            return other(name).or_else(|| creative(name));
        }
        let same = |iri: &str| without_scheme(iri).is_some_and(|own| comparable(own) == comparable(address));
        let (id, _, _) = OTHERS.iter().find(|(_, iri, _)| iri.is_some_and(same))?;
        other(id)
    }

    /// What keeps data under this licence from being part of something under another; of something open if no other is named.
    #[must_use]
    pub fn obstacle(&self, whole: Option<&Self>) -> Option<Obstacle> {
        let asked = whole.and_then(|licence| licence.terms).unwrap_or(CREDIT);
        let alike = whole.is_some_and(|licence| licence.family() == self.family());
        let Some(Terms { credit, share_alike, non_commercial, no_derivatives }) = self.terms else {
            return Some(Obstacle::Unknown);
        };
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

fn without_scheme(iri: &str) -> Option<&str> {
    iri.strip_prefix("https://").or_else(|| iri.strip_prefix("http://"))
}

/// An address whatever its last slash and the way that it writes a version; deeper pages of a licence are not told apart from it.
fn comparable(address: &str) -> String {
    address.trim_start_matches("www.").trim_end_matches('/').replace("1.0", "1-0")
}

/// The names that advice is taken from.
fn known() -> impl Iterator<Item = &'static str> {
    CURRENT.into_iter().chain(OTHERS.iter().map(|(id, _, _)| *id))
}

/// The licence whose name this is without its version.
fn version_of(name: &str) -> Option<&'static str> {
    let start = format!("{}-", name.to_lowercase());
    let version = |rest: &str| rest.starts_with(|c: char| c.is_ascii_digit());
    known().find(|id| id.to_lowercase().strip_prefix(&start).is_some_and(version))
}

fn other(name: &str) -> Option<Licence> {
    let (id, iri, terms) = OTHERS.iter().find(|(id, _, _)| id.eq_ignore_ascii_case(name))?;
    let iri = iri.map_or_else(|| format!("http://{SPDX}{id}"), str::to_owned);
    Some(Licence { id: (*id).to_owned(), iri: Some(iri), terms: Some(*terms) })
}

/// `CC-BY[-NC][-SA|-ND]-VERSION`.
fn creative(name: &str) -> Option<Licence> {
    let name = name.to_ascii_uppercase();
    let (kind, version) = name.strip_prefix("CC-")?.rsplit_once('-')?;
    let parts: Vec<&str> = kind.split('-').collect();
    let known = matches!(parts.as_slice(), ["BY"] | ["BY", "NC" | "SA" | "ND"] | ["BY", "NC", "SA" | "ND"]);
    let has = |part| parts.contains(&part);
    let terms = Terms { credit: true, share_alike: has("SA"), non_commercial: has("NC"), no_derivatives: has("ND") };
    let iri = format!("http://{CREATIVE}{}/{version}/", kind.to_ascii_lowercase());
    (known && VERSIONS.contains(&version)).then(|| Licence { id: name.clone(), iri: Some(iri), terms: Some(terms) })
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
            ("cc-by-nc-4.0", "http://creativecommons.org/licenses/by-nc/4.0/"),
            ("CC0-1.0", "http://creativecommons.org/publicdomain/zero/1.0/"),
            ("odbl-1.0", "https://opendatacommons.org/licenses/odbl/1-0/"),
            ("MIT", "http://spdx.org/licenses/MIT"),
        ] {
            assert_eq!(licence(name).iri.as_deref(), Some(iri));
            for other in [iri, &iri.replace("http:", "https:"), iri.trim_end_matches('/')] {
                assert_eq!(licence(other), licence(name), "{other}");
            }
        }
        assert_eq!(licence("http://opendatacommons.org/licenses/pddl/1.0/").id, "PDDL-1.0");
        assert_eq!(licence("https://spdx.org/licenses/CC-BY-4.0.html").id, "CC-BY-4.0");
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
    fn a_licence_that_is_not_known_here_is_told_by_an_spdx_name_or_a_name_of_ones_own() {
        let told = |name: &str| Licence::told(name).expect("a licence");
        assert_eq!(told("cc-by-4.0"), licence("CC-BY-4.0"));
        assert_eq!(told("OSL-3.0").iri.as_deref(), Some("http://spdx.org/licenses/OSL-3.0"));
        assert_eq!((told("LicenseRef-ours").iri, told("LicenseRef-ours").terms), (None, None));
        assert_eq!(told("OSL-3.0").obstacle(None), Some(Obstacle::Unknown));
        for (name, meant) in [("CC-BY", "CC-BY-4.0"), ("odbl", "ODbL-1.0"), ("CC0", "CC0-1.0")] {
            let error = Licence::told(name).expect_err("no version").to_string();
            assert!(error.contains(&format!("did you mean {meant}?")), "{error}");
        }
        for name in ["", "free for all", "proprietary"] {
            assert!(Licence::told(name).is_err(), "{name}");
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
