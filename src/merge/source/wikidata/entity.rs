//! The JSON of Wikibase, as far as it is read.

use serde::Deserialize;
use serde::de::{Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;

/// An answer of the web service.
#[derive(Deserialize)]
pub(super) struct Document {
    pub(super) entities: BTreeMap<String, Entity>,
}

/// An item, a property, or something else.
#[derive(Deserialize)]
pub(super) struct Entity {
    /// An entity that was asked for and does not exist has an id alone.
    #[serde(rename = "type", default)]
    kind: String,
    pub(super) id: String,
    #[serde(default)]
    pub(super) labels: Names<Name>,
    #[serde(default)]
    pub(super) descriptions: Names<Name>,
    #[serde(default)]
    pub(super) aliases: Names<Vec<Name>>,
    #[serde(default)]
    pub(super) claims: Names<Vec<Statement>>,
}

impl Entity {
    /// Whether its id can stand in an IRI.
    pub(super) fn is_named_well(&self) -> bool {
        is_id(&self.id)
    }

    /// Whether it is an item or a property.
    pub(super) fn is_wanted(&self) -> bool {
        matches!(&*self.kind, "item" | "property") && self.is_named_well() && self.claims.0.keys().all(|property| is_id(property))
    }
}

/// `Q159`, `P31`, `L7-F2`.
pub(super) fn is_id(id: &str) -> bool {
    !id.is_empty() && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}

/// A name in a language.
#[derive(Deserialize, Clone)]
pub(super) struct Name {
    pub(super) language: String,
    pub(super) value: String,
}

/// How much a statement counts; the order tells the best.
#[derive(Deserialize, Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[serde(rename_all = "lowercase")]
pub(super) enum Rank {
    Deprecated,
    Normal,
    Preferred,
}

#[derive(Deserialize)]
pub(super) struct Statement {
    #[serde(default)]
    id: String,
    pub(super) mainsnak: Snak,
    pub(super) rank: Rank,
    #[serde(default)]
    pub(super) qualifiers: Names<Vec<Snak>>,
}

impl Statement {
    /// The last part of its node's IRI: `Q99000001$UUID` with a hyphen.
    pub(super) fn node_id(&self) -> Option<String> {
        let id = self.id.replacen('$', "-", 1);
        is_id(&id).then_some(id)
    }
}

/// A property with its value, some value, or no value.
#[derive(Deserialize)]
pub(super) struct Snak {
    #[serde(default)]
    pub(super) datatype: String,
    #[serde(default)]
    pub(super) datavalue: Option<DataValue>,
}

#[derive(Deserialize)]
pub(super) struct DataValue {
    #[serde(rename = "type")]
    pub(super) kind: String,
    pub(super) value: serde_json::Value,
}

/// A map, which is written as `[]` where it is empty.
pub(super) struct Names<T>(pub(super) BTreeMap<String, T>);

impl<T> Default for Names<T> {
    fn default() -> Self {
        Self(BTreeMap::new())
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Names<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(NamesVisitor(PhantomData))
    }
}

struct NamesVisitor<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for NamesVisitor<T> {
    type Value = Names<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object, or [] for an empty one")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut found = BTreeMap::new();
        while let Some((key, value)) = map.next_entry()? {
            found.insert(key, value);
        }
        Ok(Names(found))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Self::Value, A::Error> {
        match list.next_element::<IgnoredAny>()? {
            None => Ok(Names::default()),
            Some(_) => Err(serde::de::Error::custom("a list where an object is expected")),
        }
    }
}
