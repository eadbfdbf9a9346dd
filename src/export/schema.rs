//! The situation types of a store, as its own ontology graph describes them: an export needs no other knowledge than
//! what the store was built with.

use super::ExportError;
use crate::graph::iri::kebab;
use crate::graph::vocab::{dm, plover, rdfs, skos};
use crate::knowledge::spelling::near;
use crate::store::KnowledgeBase;
use oxigraph::model::{NamedNode, NamedNodeRef, NamedOrBlankNode, Quad, Term};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// The situation types, by IRI.
#[derive(Debug, Default)]
pub(super) struct Schema {
    types: BTreeMap<String, SituationType>,
}

/// What exports need to know of a situation type; what a sub-type does not say it has from its parent.
#[derive(Debug, Clone, Default)]
pub(super) struct SituationType {
    parents: Vec<String>,
    /// The role whose fillers act.
    pub(super) source: Option<NamedNode>,
    /// The role whose fillers are acted on; the same for symmetric types.
    pub(super) target: Option<NamedNode>,
    /// Notations of PLOVER types (`CONSULT`), sorted.
    pub(super) plover: BTreeSet<String>,
    /// CAMEO root codes (`04`), sorted.
    pub(super) cameo: BTreeSet<String>,
    direct: Vec<String>,
}

impl Schema {
    /// Reads it from the store.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub(super) fn read(base: &KnowledgeBase) -> Result<Self, ExportError> {
        let reader = Reader { base, ontology: base.minter().graph("ontology") };
        let mut schema = Self::default();
        for class in reader.situation_classes()? {
            schema.types.insert(class.clone(), reader.situation_type(&class)?);
        }
        for class in schema.types.keys().cloned().collect::<Vec<_>>() {
            let whole = schema.inherited(&class, 0);
            schema.types.insert(class, whole);
        }
        Ok(schema)
    }

    fn inherited(&self, class: &str, depth: usize) -> SituationType {
        let mut own = self.types.get(class).cloned().unwrap_or_default();
        let says_nothing = own.source.is_none() && own.plover.is_empty() && own.direct.is_empty();
        if says_nothing
            && depth < 8
            && let Some(parent) = own.parents.iter().find(|p| self.types.contains_key(*p))
        {
            own = SituationType { parents: own.parents.clone(), ..self.inherited(parent, depth + 1) };
        }
        own
    }

    /// A type.
    pub(super) fn get(&self, class: &NamedNode) -> Option<&SituationType> {
        self.types.get(class.as_str())
    }

    /// A type by its name (`TerritorialClaim`, `territorial-claim`, `dm:TerritorialClaim` or its IRI), with all its sub-types.
    ///
    /// # Errors
    /// If there is none of this name.
    pub(super) fn with_subtypes(&self, name: &str) -> Result<BTreeSet<NamedNode>, ExportError> {
        let wanted = name.strip_prefix("dm:").unwrap_or(name);
        let same = |iri: &str| iri == wanted || local(iri) == wanted || kebab(local(iri)) == wanted.to_lowercase();
        let Some(found) = self.types.keys().find(|iri| same(iri)) else {
            let near = near(wanted, self.types.keys().map(|iri| local(iri)));
            return Err(ExportError::UnknownType { name: name.to_owned(), near });
        };
        let mut classes = BTreeSet::from([found.clone()]);
        while let Some(iri) =
            self.types.iter().find(|(iri, t)| !classes.contains(*iri) && t.parents.iter().any(|p| classes.contains(p)))
        {
            classes.insert(iri.0.clone());
        }
        Ok(classes.into_iter().map(NamedNode::new_unchecked).collect())
    }
}

/// What a term is linked to: predicate → objects.
type Description = HashMap<String, Vec<Term>>;

struct Reader<'a> {
    base: &'a KnowledgeBase,
    ontology: NamedNode,
}

impl Reader<'_> {
    /// All classes beneath that of situations, sorted.
    fn situation_classes(&self) -> Result<BTreeSet<String>, ExportError> {
        let pairs = self.base.matching(None, Some(rdfs::SUB_CLASS_OF), None, Some(&self.ontology));
        let pairs = pairs.collect::<Result<Vec<Quad>, _>>()?;
        let mut open = vec![dm::SITUATION.as_str().to_owned()];
        let mut classes = BTreeSet::new();
        while let Some(above) = open.pop() {
            for Quad { subject, object, .. } in &pairs {
                if let (NamedOrBlankNode::NamedNode(class), Term::NamedNode(parent)) = (subject, object)
                    && parent.as_str() == above
                    && classes.insert(class.as_str().to_owned())
                {
                    open.push(class.as_str().to_owned());
                }
            }
        }
        Ok(classes)
    }

    fn description(&self, iri: &str) -> Result<Description, ExportError> {
        let subject = NamedNode::new_unchecked(iri).into();
        let mut description = Description::new();
        for quad in self.base.matching(Some(&subject), None, None, Some(&self.ontology)) {
            let Quad { predicate, object, .. } = quad?;
            description.entry(predicate.into_string()).or_default().push(object);
        }
        Ok(description)
    }

    fn situation_type(&self, class: &str) -> Result<SituationType, ExportError> {
        let description = self.description(class)?;
        let role = |property| first(&description, property).map(NamedNode::new_unchecked);
        let all = |property| iris(&description, property).map(str::to_owned);
        let mut kind = SituationType {
            parents: all(rdfs::SUB_CLASS_OF).collect(),
            source: role(dm::SOURCE_ROLE),
            target: role(dm::TARGET_ROLE),
            direct: all(dm::DIRECT_PROPERTY).collect(),
            ..SituationType::default()
        };
        for concept in all(skos::CLOSE_MATCH).chain(all(skos::BROAD_MATCH)).filter(|iri| iri.starts_with(plover::NS)) {
            for notation in self.notations(&concept)? {
                let is_cameo = notation.starts_with(|char: char| char.is_ascii_digit());
                if is_cameo {
                    kind.cameo.insert(notation)
                } else {
                    kind.plover.insert(notation)
                };
            }
        }
        Ok(kind)
    }

    fn notations(&self, concept: &str) -> Result<Vec<String>, ExportError> {
        let description = self.description(concept)?;
        let terms = description.get(skos::NOTATION.as_str()).into_iter().flatten();
        Ok(terms.filter_map(|term| if let Term::Literal(l) = term { Some(l.value().to_owned()) } else { None }).collect())
    }
}

fn iris<'a>(description: &'a Description, property: NamedNodeRef<'_>) -> impl Iterator<Item = &'a str> + use<'a> {
    let terms = description.get(property.as_str()).into_iter().flatten();
    terms.filter_map(|term| if let Term::NamedNode(node) = term { Some(node.as_str()) } else { None })
}

fn first<'a>(description: &'a Description, property: NamedNodeRef<'_>) -> Option<&'a str> {
    iris(description, property).min()
}

/// What stands after the last `#` or `/`.
pub(super) fn local(iri: &str) -> &str {
    iri.rsplit(['#', '/']).next().unwrap_or_default()
}
