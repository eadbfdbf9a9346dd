//! Names for things. Every IRI is a function of what it names, never of when or in which order it
//! was met; each is readable, and where a readable form could stand for two things a short hash tells
//! them apart.

use super::Run;
use super::vocab::dm;
use crate::input::Document;
use crate::knowledge::EntityClass;
use crate::mentions::LocalEntity;
use crate::text::CharSpan;
use oxigraph::model::NamedNode;
use sha2::{Digest, Sha256};
use std::fmt::Write as _;
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};
use url::Url;

/// The base that data is named under when the user sets none.
pub const DEFAULT_BASE: &str = "https://w3id.org/demarche/data/";

/// Keys longer than this many characters are cut and end in a hash.
const LONGEST_KEY: usize = 120;

/// A base that is no IRI to name things under.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("--base {0}: not an absolute IRI that ends in /; give one like https://example.org/data/")]
pub struct BaseError(String);

/// A document's IRI with the readable part that things under it use.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DocumentIri {
    /// The IRI.
    pub node: NamedNode,
    /// Its last part.
    pub slug: String,
    /// What stands for it in the IRIs of what it tells: the slug if that is short, else its hash.
    pub key: String,
}

/// Longer slugs are hashed in keys.
const LONGEST_DOCUMENT_KEY: usize = 40;

impl DocumentIri {
    /// A thing of this document by its fragment.
    #[must_use]
    pub fn part(&self, fragment: &str) -> NamedNode {
        NamedNode::new_unchecked(format!("{}#{fragment}", self.node.as_str()))
    }

    /// A stretch of its text (RFC 5147).
    #[must_use]
    pub fn span(&self, span: CharSpan) -> NamedNode {
        self.part(&format!("char={},{}", span.start, span.end))
    }
}

/// Mints IRIs under one base.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Minter {
    base: String,
}

impl Default for Minter {
    fn default() -> Self {
        Self { base: DEFAULT_BASE.to_owned() }
    }
}

impl Minter {
    /// A minter under `base`.
    ///
    /// # Errors
    /// If `base` is no absolute IRI that ends in `/`.
    pub fn new(base: &str) -> Result<Self, BaseError> {
        let fits = NamedNode::new(base).is_ok() && base.contains(':') && base.ends_with('/') && !base.contains(['#', '?']);
        if fits { Ok(Self { base: base.to_owned() }) } else { Err(BaseError(base.to_owned())) }
    }

    /// The base itself.
    #[must_use]
    pub fn base(&self) -> &str {
        &self.base
    }

    fn node(&self, kind: &str, name: &str) -> NamedNode {
        NamedNode::new_unchecked(format!("{}{kind}/{name}", self.base))
    }

    /// A document: by its URL where it has one, else by its source name.
    #[must_use]
    pub fn document(&self, document: &Document) -> DocumentIri {
        let slug = match &document.url {
            Some(url) => url_slug(url),
            None => name_slug(&document.source_name),
        };
        self.document_by_slug(slug)
    }

    /// A document that must be told apart from another of the same name: by its text too.
    #[must_use]
    pub fn document_by_text(&self, document: &Document) -> DocumentIri {
        let plain = self.document(document).slug;
        self.document_by_slug(format!("{plain}-{}", short_hash(document.text.as_str())))
    }

    /// A document by the IRI that it was given; `None` for one of another base or kind.
    #[must_use]
    pub fn document_of(&self, iri: &NamedNode) -> Option<DocumentIri> {
        let slug = iri.as_str().strip_prefix(&self.base)?.strip_prefix("document/")?;
        Some(self.document_by_slug(slug.to_owned()))
    }

    fn document_by_slug(&self, slug: String) -> DocumentIri {
        let short = slug.len() <= LONGEST_DOCUMENT_KEY;
        let key = if short { slug.clone() } else { short_hash(&slug) };
        DocumentIri { node: self.node("document", &slug), slug, key }
    }

    /// An entity of the gazetteer.
    #[must_use]
    pub fn entity(&self, slug: &str) -> NamedNode {
        self.node("entity", slug)
    }

    /// An entity that the gazetteer lacks: the same class and name are the same entity everywhere.
    #[must_use]
    pub fn unlinked(&self, entity: &LocalEntity) -> NamedNode {
        let name = format!("{}/{}", kebab(class_name(entity.class)), slug(&entity.name));
        self.node("entity/unlinked", &name)
    }

    /// A situation by its class and its key.
    #[must_use]
    pub fn situation(&self, class: &str, key: &[String]) -> NamedNode {
        self.node("situation", &format!("{}/{}", kebab(class), bounded(&key.join("/"))))
    }

    /// A run of the software.
    #[must_use]
    pub fn run(&self, run: &Run) -> NamedNode {
        let known = format!("{} {} {}", run.knowledge.ontology, run.knowledge.gazetteer, run.options);
        self.node("run", &format!("demarche-{}-{}", slug_keeping_dots(&run.version), short_hash(&known)))
    }

    /// The program of a version.
    #[must_use]
    pub fn program(&self, version: &str) -> NamedNode {
        self.node("program", &format!("demarche-{}", slug_keeping_dots(version)))
    }

    /// An external source by its name. Names that differ only in case and punctuation mean one source.
    #[must_use]
    pub fn source(&self, name: &str) -> NamedNode {
        self.node("source", &source_slug(name))
    }

    /// The graph of an external source's triples.
    #[must_use]
    pub fn source_graph(&self, name: &str) -> NamedNode {
        self.node("graph/source", &source_slug(name))
    }

    /// What the IRIs begin with that stand for blank nodes of an external source's file (RDF 1.1, section 3.5).
    #[must_use]
    pub fn skolem(&self, name: &str, file: &str) -> String {
        format!("{}.well-known/genid/{}/{}-", self.base, source_slug(name), local_name(file))
    }

    /// A decision on a link, by what tells it from others.
    #[must_use]
    pub fn decision(&self, key: &str) -> NamedNode {
        self.node("decision", &short_hash(key))
    }

    /// A person who decides on links.
    #[must_use]
    pub fn reviewer(&self, name: &str) -> NamedNode {
        self.node("reviewer", &name_slug(name))
    }

    /// A comparison of what is told here with what a source has, by what is compared.
    #[must_use]
    pub fn comparison(&self, compared: &str) -> NamedNode {
        self.node("comparison", &short_hash(compared))
    }

    /// A graph that belongs to no document: `ontology`, `gazetteer`, `direct`, `links`, `sources`, `decisions`, `store`.
    #[must_use]
    pub fn graph(&self, name: &str) -> NamedNode {
        self.node("graph", name)
    }
}

/// What stands for an unlinked entity in a key.
#[must_use]
pub fn unlinked_key(entity: &LocalEntity) -> String {
    format!("{}.{}", kebab(class_name(entity.class)), slug(&entity.name))
}

/// Lower-case letters and digits of any script with single hyphens between them; marks on letters
/// are dropped, so that Erdoğan and Erdogan are one.
#[must_use]
pub fn slug(text: &str) -> String {
    let mut slug = String::with_capacity(text.len());
    for char in text.nfkd().filter(|&c| !is_combining_mark(c) && !matches!(c, '\'' | '’')) {
        if char.is_alphanumeric() {
            slug.extend(char.to_lowercase());
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    let end = slug.trim_end_matches('-').len();
    slug.truncate(end);
    if slug.is_empty() { short_hash(text) } else { slug }
}

fn source_slug(name: &str) -> String {
    bounded(&slug(name))
}

fn slug_keeping_dots(text: &str) -> String {
    text.split('.').map(slug).collect::<Vec<_>>().join(".")
}

/// A source name as it is, if it is fit for an IRI; else a slug with a hash of the name.
fn name_slug(name: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    if !name.is_empty() && name.chars().all(plain) && name.chars().count() <= LONGEST_KEY {
        return name.to_owned();
    }
    format!("{}-{}", bounded(&slug(name)), short_hash(name))
}

fn url_slug(url: &Url) -> String {
    let mut url = url.clone();
    url.set_fragment(None);
    let host = url.host_str().unwrap_or_default().trim_start_matches("www.");
    let readable: String = slug(&format!("{host} {}", url.path())).chars().take(80).collect();
    format!("{}-{}", readable.trim_end_matches('-'), short_hash(url.as_str()))
}

fn bounded(key: &str) -> String {
    if key.chars().count() <= LONGEST_KEY {
        return key.to_owned();
    }
    let start: String = key.chars().take(LONGEST_KEY / 2).collect();
    format!("{}~{}", start.trim_end_matches(['-', '/', '.', '+']), short_hash(key))
}

/// `TerritorialClaim` → `territorial-claim`.
#[must_use]
pub fn kebab(class: &str) -> String {
    let mut kebab = String::with_capacity(class.len() + 4);
    for char in local_name(class).chars() {
        if char.is_uppercase() && !kebab.is_empty() {
            kebab.push('-');
        }
        kebab.extend(char.to_lowercase());
    }
    kebab
}

/// A local name with everything dropped that an IRI could not hold.
#[must_use]
pub fn local_name(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.')).collect()
}

/// Ten hexadecimal digits of the text's SHA-256.
#[must_use]
pub fn short_hash(text: &str) -> String {
    let mut hash = String::with_capacity(10);
    for byte in &Sha256::digest(text.as_bytes())[..5] {
        let _ = write!(hash, "{byte:02x}");
    }
    hash
}

/// The local name of an entity class in the ontology.
#[must_use]
pub fn class_name(class: EntityClass) -> &'static str {
    match class {
        EntityClass::Actor => "Actor",
        EntityClass::State => "State",
        EntityClass::Organization => "Organization",
        EntityClass::InternationalOrganization => "InternationalOrganization",
        EntityClass::StateBody => "StateBody",
        EntityClass::Company => "Company",
        EntityClass::ArmedGroup => "ArmedGroup",
        EntityClass::Bloc => "Bloc",
        EntityClass::Person => "Person",
        EntityClass::Place => "Place",
        EntityClass::Territory => "Territory",
        EntityClass::BodyOfWater => "BodyOfWater",
        EntityClass::City => "City",
        EntityClass::Infrastructure => "Infrastructure",
        EntityClass::Pipeline => "Pipeline",
        EntityClass::Publication => "Publication",
        EntityClass::Treaty => "Treaty",
        EntityClass::WeaponKind => "WeaponKind",
        EntityClass::Commodity => "Commodity",
        EntityClass::Office => "Office",
        EntityClass::Other => "Other",
    }
}

/// The class's IRI, if the ontology has one for it.
#[must_use]
pub fn class_iri(class: EntityClass) -> Option<NamedNode> {
    let known = class != EntityClass::Other;
    known.then(|| NamedNode::new_unchecked(format!("{}{}", dm::NS, class_name(class))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs_are_readable_and_never_empty() {
        assert_eq!(slug("Recep Tayyip Erdoğan’s “plan”"), "recep-tayyip-erdogans-plan");
        assert_eq!(slug("Россия"), "россия");
        assert_eq!(slug("!?").len(), 10);
    }

    #[test]
    fn names_that_share_a_slug_keep_their_own_iri() {
        assert_eq!(name_slug("caravan-to-nowhere"), "caravan-to-nowhere");
        assert_ne!(name_slug("a b"), name_slug("a-b"));
        assert_ne!(name_slug("a b"), name_slug("a/b"));
    }

    #[test]
    fn a_url_names_its_document_whatever_its_fragment() {
        let url = |s: &str| url_slug(&Url::parse(s).expect("a URL"));
        assert_eq!(url("https://www.tass.com/world/1#top"), url("https://www.tass.com/world/1"));
        assert_ne!(url("https://tass.com/world/1?id=2"), url("https://tass.com/world/1?id=3"));
        assert!(url("https://www.tass.com/world/1").starts_with("tass-com-world-1-"));
    }

    #[test]
    fn long_keys_are_cut_and_stay_distinct() {
        let (a, b) = ("x".repeat(300), "x".repeat(301));
        assert!(bounded(&a).len() < 80);
        assert_ne!(bounded(&a), bounded(&b));
    }

    #[test]
    fn sources_are_named_after_their_slug() {
        let minter = Minter::default();
        assert_eq!(minter.source_graph("Open Sanctions"), minter.source_graph("open-sanctions"));
        assert!(minter.source_graph("Wikidata").as_str().ends_with("data/graph/source/wikidata"));
        assert!(minter.source("Wikidata").as_str().ends_with("data/source/wikidata"));
        assert_eq!(minter.skolem("A", "0f"), "https://w3id.org/demarche/data/.well-known/genid/a/0f-");
    }

    #[test]
    fn a_base_must_be_an_iri_that_can_be_extended() {
        assert!(Minter::new("https://example.org/data/").is_ok());
        assert!(Minter::new("https://example.org/data").is_err());
        assert!(Minter::new("https://example.org/data#").is_err());
        assert!(Minter::new("no iri/").is_err());
    }
}
