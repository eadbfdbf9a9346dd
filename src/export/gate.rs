//! The gate that keeps sources out of an export whose declared licence they do not allow.
//!
//! What is exported is a work made from its sources: one of them under a licence that forbids commerce, or asks for its own
//! terms, makes the whole unfit to be called open. Whoever exports says so first, with the licence's name.

use super::ExportError;
use crate::knowledge::Licence;
use crate::knowledge::licence::Obstacle;
use crate::store::{KnowledgeBase, Source};
use oxigraph::model::NamedNode;
use std::collections::BTreeSet;

/// The name that allows sources of which nobody said under which licence they are.
const UNKNOWN: &str = "unknown";

/// What an export is declared as.
#[derive(Debug, Clone, Default)]
pub struct Gate {
    /// The option that declares it, as messages say it; `None` if nothing is declared.
    declared: Option<String>,
    /// The licence of the whole; `None` for any open one.
    licence: Option<Licence>,
    /// SPDX names of licences that are let through, or `unknown`.
    allowed: BTreeSet<String>,
}

impl Gate {
    /// An export that is declared open.
    #[must_use]
    pub fn open() -> Self {
        Self { declared: Some("--open".to_owned()), ..Self::default() }
    }

    /// An export that is declared to be under a licence, by its name or IRI. Of one that is not known here nothing is taken
    /// for granted: only what any open one takes in passes.
    #[must_use]
    pub fn licensed(name: &str) -> Self {
        let licence = Licence::named(name);
        let shown = licence.as_ref().map_or(name, |licence| &licence.id);
        Self { declared: Some(format!("--licence {shown}")), licence, ..Self::default() }
    }

    /// Lets sources of these licences through: by SPDX name, by the name that was given for them, or `unknown` for those of which nobody
    /// said.
    #[must_use]
    pub fn allowing<'a>(mut self, names: impl IntoIterator<Item = &'a str>) -> Self {
        let names = names.into_iter().map(|name| Licence::named(name).map_or_else(|| name.to_owned(), |licence| licence.id));
        self.allowed.extend(names);
        self
    }

    /// Lets an export of these graphs pass.
    ///
    /// # Errors
    /// If a source among them must not be part of what is declared, or the store cannot be read.
    pub fn check(&self, base: &KnowledgeBase, graphs: &BTreeSet<&NamedNode>) -> Result<(), ExportError> {
        let Some(declared) = &self.declared else { return Ok(()) };
        let refused = self.refused(base)?.into_iter().filter(|refused| graphs.contains(&refused.source.graph));
        let (sources, allowing): (Vec<String>, BTreeSet<String>) = refused
            .map(|Refused { source, name, obstacle }| {
                let shown = source.licence.as_deref().map_or_else(String::new, |licence| format!("{licence}, "));
                (format!("{} ({shown}{obstacle})", source.name), format!("--allow-licence {name}"))
            })
            .unzip();
        if sources.is_empty() {
            return Ok(());
        }
        Err(ExportError::Licence { declared: declared.clone(), sources, allowing: allowing.into_iter().collect() })
    }

    /// The sources of a store that must not be part of what is declared.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn refused(&self, base: &KnowledgeBase) -> Result<Vec<Refused>, ExportError> {
        if self.declared.is_none() {
            return Ok(Vec::new());
        }
        Ok(base.sources()?.into_iter().filter_map(|source| self.refusal(source)).collect())
    }

    fn refusal(&self, source: Source) -> Option<Refused> {
        let known = source.licence.as_deref().and_then(Licence::named);
        let name = match (&known, &source.licence) {
            (Some(licence), _) => licence.id.clone(),
            (None, Some(named)) => named.clone(),
            (None, None) => UNKNOWN.to_owned(),
        };
        let obstacle = match known {
            Some(licence) => licence.obstacle(self.licence.as_ref())?,
            None => Obstacle::Unknown,
        };
        (!self.allowed.contains(&name)).then_some(Refused { source, name, obstacle })
    }
}

/// A source that must not be part of what is declared.
#[derive(Debug, Clone)]
pub struct Refused {
    /// The source.
    pub source: Source,
    /// The name that would allow it.
    pub name: String,
    /// What stands in its way.
    pub obstacle: Obstacle,
}
