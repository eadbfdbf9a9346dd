//! Licences by their identifiers in the SPDX list.

use crate::knowledge::spelling::near;
use oxigraph::model::NamedNode;
use thiserror::Error;

/// A name that is no licence's.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("--licence {name}: not an SPDX identifier{}; give one like CC-BY-4.0, or LicenseRef-NAME for a licence that the list lacks", near.as_ref().map_or_else(String::new, |near| format!(", did you mean {near}?")))]
pub struct LicenceError {
    /// The name.
    name: String,
    /// The one that was perhaps meant.
    near: Option<String>,
}

/// A licence of data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Licence {
    id: String,
}

/// Identifiers of licences that data comes under, with the addresses of their texts.
const KNOWN: &[(&str, &str)] = &[
    ("CC0-1.0", "http://creativecommons.org/publicdomain/zero/1.0/"),
    ("CC-PDDC", "http://creativecommons.org/licenses/publicdomain/"),
    ("CC-BY-3.0", "http://creativecommons.org/licenses/by/3.0/"),
    ("CC-BY-4.0", "http://creativecommons.org/licenses/by/4.0/"),
    ("CC-BY-SA-3.0", "http://creativecommons.org/licenses/by-sa/3.0/"),
    ("CC-BY-SA-4.0", "http://creativecommons.org/licenses/by-sa/4.0/"),
    ("CC-BY-NC-3.0", "http://creativecommons.org/licenses/by-nc/3.0/"),
    ("CC-BY-NC-4.0", "http://creativecommons.org/licenses/by-nc/4.0/"),
    ("CC-BY-NC-SA-4.0", "http://creativecommons.org/licenses/by-nc-sa/4.0/"),
    ("CC-BY-ND-4.0", "http://creativecommons.org/licenses/by-nd/4.0/"),
    ("CC-BY-NC-ND-4.0", "http://creativecommons.org/licenses/by-nc-nd/4.0/"),
    ("ODbL-1.0", "http://opendatacommons.org/licenses/odbl/1.0/"),
    ("ODC-By-1.0", "http://opendatacommons.org/licenses/by/1.0/"),
    ("PDDL-1.0", "http://opendatacommons.org/licenses/pddl/1.0/"),
    ("OGL-UK-3.0", "http://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/"),
    ("etalab-2.0", "https://www.etalab.gouv.fr/licence-ouverte-open-licence/"),
    ("CDLA-Permissive-2.0", "https://cdla.dev/permissive-2-0/"),
    ("CDLA-Sharing-1.0", "https://cdla.dev/sharing-1-0/"),
    ("MIT", "https://opensource.org/licenses/MIT"),
    ("Apache-2.0", "https://www.apache.org/licenses/LICENSE-2.0"),
];

/// How names of the user's own begin in SPDX.
const OWN: &str = "LicenseRef-";

impl Licence {
    /// A licence by its identifier, whatever its case.
    ///
    /// # Errors
    /// If it has not the form of one, or is like one that is known and has no version.
    pub fn new(name: &str) -> Result<Self, LicenceError> {
        if let Some((id, _)) = KNOWN.iter().find(|(id, _)| id.eq_ignore_ascii_case(name)) {
            return Ok(Self { id: (*id).to_owned() });
        }
        let formed =
            !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'+'));
        if formed && (name.starts_with(OWN) || name.bytes().any(|byte| byte.is_ascii_digit())) {
            return Ok(Self { id: name.to_owned() });
        }
        let versions = KNOWN.iter().find(|(id, _)| id.to_lowercase().starts_with(&format!("{}-", name.to_lowercase())));
        let near = versions.map(|(id, _)| (*id).to_owned()).or_else(|| near(name, KNOWN.iter().map(|(id, _)| *id)));
        Err(LicenceError { name: name.to_owned(), near })
    }

    /// Its identifier.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The address of its text, or of its page in the SPDX list; none for a licence of the user's own name.
    #[must_use]
    pub fn iri(&self) -> Option<NamedNode> {
        if self.id.starts_with(OWN) {
            return None;
        }
        let known = KNOWN.iter().find(|(id, _)| *id == self.id).map(|(_, iri)| (*iri).to_owned());
        NamedNode::new(known.unwrap_or_else(|| format!("http://spdx.org/licenses/{}", self.id))).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_licence_is_known_by_its_identifier() {
        let licence = Licence::new("cc-by-nc-4.0").expect("a licence");
        assert_eq!((licence.id(), licence.iri().map(NamedNode::into_string).as_deref()), ("CC-BY-NC-4.0", Some(KNOWN[7].1)));
        let other = Licence::new("DL-DE-BY-2.0").expect("one that is not in the table");
        assert_eq!(other.iri().expect("its page").as_str(), "http://spdx.org/licenses/DL-DE-BY-2.0");
        assert_eq!(Licence::new("LicenseRef-ours").expect("our own").iri(), None);
    }

    #[test]
    fn what_is_no_identifier_is_refused() {
        assert!(Licence::new("CC-BY").is_err_and(|error| error.to_string().contains("did you mean CC-BY-3.0?")));
        for name in ["", "free for all", "proprietary"] {
            assert!(Licence::new(name).is_err(), "{name}");
        }
    }
}
