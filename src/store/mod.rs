//! The knowledge base: an Oxigraph store with one graph for each document, and graphs for the
//! ontology, the gazetteer and the direct triples.
//!
//! Writing is all or nothing for each document: what it said before and what it says now change
//! places in one transaction, and only where the two differ, so that reading an archive again costs
//! little. The direct triples are derived ([`KnowledgeBase::derive_direct`]); until that has been done
//! after a change the store says of itself that they are out of date, so that a build that was killed is noticed.

mod backup;
pub mod bind;
mod direct;
mod documents;
mod error;
pub(crate) mod file;
mod lookup;
mod nodes;
mod sources;
mod stream;
mod summary;
mod supports;

pub use backup::{Backup, BackupError};
pub use documents::StoredDocument;
pub use error::StoreError;
pub use sources::{Source, SourceFile};
pub use summary::{AssertionCount, Summary};
pub use supports::Supports;

use crate::graph::DocumentGraph;
use crate::graph::iri::Minter;
use crate::graph::literal;
use crate::graph::vocab::{dct, dm};
use oxigraph::model::{GraphName, GraphNameRef, NamedNode, NamedNodeRef, NamedOrBlankNode, Quad, QuadRef, Term, TermRef};
use oxigraph::store::{StorageError, Store};
use std::collections::HashSet;
use std::path::Path;

/// From this many quads on, documents that are new to the store go through the bulk loader.
pub const BULK: usize = 100_000;

/// The bulk loader's memory, in megabytes.
const BULK_MEMORY: usize = 256;

/// A graph on disk or in memory.
#[derive(Clone)]
pub struct KnowledgeBase {
    store: Store,
    minter: Minter,
    /// How messages name it.
    place: String,
    in_memory: bool,
}

impl KnowledgeBase {
    /// A knowledge base that lives as long as the value.
    ///
    /// # Errors
    /// If the engine cannot start.
    pub fn in_memory(minter: Minter) -> Result<Self, StoreError> {
        let place = "the store in memory".to_owned();
        let store = Store::new().map_err(|error| StoreError::storage(&place, error))?;
        Ok(Self { store, minter, place, in_memory: true })
    }

    /// Opens the store in a folder for writing; makes it where there is none.
    ///
    /// # Errors
    /// If the folder holds something else, another process writes to it, or the disk refuses.
    #[cfg(feature = "rocksdb")]
    pub fn open(path: &Path, minter: Minter) -> Result<Self, StoreError> {
        if path.exists() {
            check_is_store(path)?;
        } else {
            std::fs::create_dir_all(path).map_err(|e| StoreError::storage(&shown(path), e.into()))?;
        }
        Self::opened(path, minter, Store::open(path))
    }

    /// Opens the store in a folder for writing; makes none where there is none.
    ///
    /// # Errors
    /// If there is no store in the folder, another process writes to it, or the disk refuses.
    pub fn open_existing(path: &Path, minter: Minter) -> Result<Self, StoreError> {
        if is_missing(path) { Err(StoreError::Missing { place: shown(path) }) } else { Self::open(path, minter) }
    }

    /// Opens the store in a folder as it is now; what another process writes later is not seen.
    ///
    /// # Errors
    /// If there is no store in the folder, or the disk refuses.
    #[cfg(feature = "rocksdb")]
    pub fn open_read_only(path: &Path, minter: Minter) -> Result<Self, StoreError> {
        if is_missing(path) {
            return Err(StoreError::Missing { place: shown(path) });
        }
        check_is_store(path)?;
        Self::opened(path, minter, Store::open_read_only(path))
    }

    #[cfg(feature = "rocksdb")]
    fn opened(path: &Path, minter: Minter, store: Result<Store, StorageError>) -> Result<Self, StoreError> {
        let place = shown(path);
        let store = store.map_err(|error| StoreError::storage(&place, error))?;
        Ok(Self { store, minter, place, in_memory: false })
    }

    /// Without the feature `rocksdb` there are no stores on disk.
    ///
    /// # Errors
    /// Always.
    #[cfg(not(feature = "rocksdb"))]
    pub fn open(path: &Path, _minter: Minter) -> Result<Self, StoreError> {
        Err(StoreError::NoDisk { place: shown(path) })
    }

    /// Without the feature `rocksdb` there are no stores on disk.
    ///
    /// # Errors
    /// Always.
    #[cfg(not(feature = "rocksdb"))]
    pub fn open_read_only(path: &Path, _minter: Minter) -> Result<Self, StoreError> {
        Err(StoreError::NoDisk { place: shown(path) })
    }

    /// The engine below, for queries.
    #[must_use]
    pub fn store(&self) -> &Store {
        &self.store
    }

    /// What names the graphs in it.
    #[must_use]
    pub fn minter(&self) -> &Minter {
        &self.minter
    }

    /// Whether it holds a graph of this name.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn contains_graph(&self, graph: &NamedNode) -> Result<bool, StoreError> {
        self.store.contains_named_graph(graph).map_err(|error| self.failed(error))
    }

    /// Puts documents in, each in place of what it said before and each in one transaction; many new
    /// ones at once go through the bulk loader, which is one transaction for them all.
    ///
    /// # Errors
    /// If the store cannot be written; what was there before is then unchanged.
    pub fn put(&self, documents: &[DocumentGraph]) -> Result<(), StoreError> {
        let mut new = Vec::new();
        for document in documents {
            if self.contains_graph(&document.iri)? {
                self.replace(document)?;
            } else {
                new.push(document);
            }
        }
        let quads: usize = new.iter().map(|document| document.quads.len()).sum();
        if quads >= BULK { self.load(&new) } else { new.into_iter().try_for_each(|d| self.replace(d)) }
    }

    /// Replaces a document's graph by what the document says now.
    fn replace(&self, document: &DocumentGraph) -> Result<(), StoreError> {
        let flag = self.out_of_date();
        self.replace_graph(&document.iri, &document.quads, Some(&flag)).map_err(|error| self.failed(error))
    }

    /// Changes a graph to these quads in one transaction that writes only the difference and, if there is
    /// one, one quad beside it.
    fn replace_graph(&self, graph: &NamedNode, quads: &[Quad], beside: Option<&Quad>) -> Result<(), StorageError> {
        let old = self.graph(graph.as_ref())?;
        let new: HashSet<QuadRef<'_>> = quads.iter().map(Quad::as_ref).collect();
        let mut transaction = self.store.start_transaction()?;
        for quad in old.iter().filter(|quad| !new.contains(&quad.as_ref())) {
            transaction.remove(quad);
        }
        let known: HashSet<QuadRef<'_>> = old.iter().map(Quad::as_ref).collect();
        for quad in quads.iter().filter(|quad| !known.contains(&quad.as_ref())) {
            transaction.insert(quad);
        }
        if known == new {
            return Ok(());
        }
        if let Some(quad) = beside {
            transaction.insert(quad);
        }
        transaction.commit()
    }

    fn load(&self, documents: &[&DocumentGraph]) -> Result<(), StoreError> {
        let load = || {
            let mut loader = self.store.bulk_loader().with_max_memory_size_in_megabytes(BULK_MEMORY);
            loader.load_quads([self.out_of_date()])?;
            loader.load_quads(documents.iter().flat_map(|d| d.quads.iter().cloned()))?;
            loader.commit()
        };
        load().map_err(|error| self.failed(error))
    }

    /// Puts a graph in that belongs to no document, unless this very version is there already.
    ///
    /// # Errors
    /// If the store cannot be written; what was there before is then unchanged.
    pub fn put_version(&self, graph: &NamedNode, version: &str, mut quads: Vec<Quad>) -> Result<(), StoreError> {
        let stamp = Quad::new(graph.clone(), dct::HAS_VERSION, literal::text(version), graph.clone());
        if self.store.contains(&stamp).map_err(|error| self.failed(error))? {
            return Ok(());
        }
        quads.push(stamp);
        self.replace_graph(graph, &quads, None).map_err(|error| self.failed(error))
    }

    /// Makes a graph that belongs to no document hold these quads and no others, in one transaction that writes only what differs; without
    /// quads there is no graph.
    ///
    /// # Errors
    /// If the store cannot be written; what was there before is then unchanged.
    pub fn put_graph(&self, graph: &NamedNode, quads: &[Quad]) -> Result<(), StoreError> {
        self.replace_graph(graph, quads, None).map_err(|error| self.failed(error))?;
        if quads.is_empty() { self.remove_graph(graph).map(drop) } else { Ok(()) }
    }

    /// Adds quads that may be there already.
    ///
    /// # Errors
    /// If the store cannot be written.
    pub fn add(&self, quads: &[Quad]) -> Result<(), StoreError> {
        self.store.extend(quads.iter().cloned()).map_err(|error| self.failed(error))
    }

    /// Makes sure that all that was committed is on the disk.
    ///
    /// # Errors
    /// If the disk refuses.
    pub fn flush(&self) -> Result<(), StoreError> {
        #[cfg(feature = "rocksdb")]
        self.store.flush().map_err(|error| self.failed(error))?;
        Ok(())
    }

    /// Rewrites the files so that what was taken out takes no room any more and reading is fast; takes minutes on large stores.
    ///
    /// # Errors
    /// If the disk refuses.
    pub fn compact(&self) -> Result<(), StoreError> {
        #[cfg(feature = "rocksdb")]
        self.store.optimize().map_err(|error| self.failed(error))?;
        self.flush()
    }

    /// How messages name it.
    #[must_use]
    pub fn place(&self) -> &str {
        &self.place
    }

    /// The quads of a graph.
    fn graph(&self, graph: NamedNodeRef<'_>) -> Result<Vec<Quad>, StorageError> {
        let name = GraphNameRef::NamedNode(graph);
        self.store.quads_for_pattern(None, None, None, Some(name)).collect()
    }

    /// Whether the direct triples lag behind the documents: a build was stopped before its end.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn is_out_of_date(&self) -> Result<bool, StoreError> {
        self.store.contains(&self.out_of_date()).map_err(|error| self.failed(error))
    }

    /// The quad that says so.
    fn out_of_date(&self) -> Quad {
        let (direct, store) = (self.minter.graph("direct"), self.minter.graph("store"));
        Quad::new(direct, dm::OUT_OF_DATE, oxigraph::model::Literal::from(true), store)
    }

    /// The names of its graphs, sorted.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn graphs(&self) -> Result<Vec<NamedNode>, StoreError> {
        let mut names = Vec::new();
        for name in self.store.named_graphs() {
            if let NamedOrBlankNode::NamedNode(name) = name.map_err(|error| self.failed(error))? {
                names.push(name);
            }
        }
        names.sort_by(|a, b| a.as_str().cmp(b.as_str()));
        Ok(names)
    }

    /// The quads of a graph, in no order.
    ///
    /// # Errors
    /// The iterator's items, if the store cannot be read.
    pub fn quads_of<'a>(&'a self, graph: &'a NamedNode) -> impl Iterator<Item = Result<Quad, StoreError>> + 'a {
        let name = GraphName::NamedNode(graph.clone());
        let quads = self.store.quads_for_pattern(None, None, None, Some(name.as_ref()));
        quads.map(|quad| quad.map_err(|error| self.failed(error)))
    }

    /// The quads that match what is given, in any graph if none is given; in no order.
    ///
    /// # Errors
    /// The iterator's items, if the store cannot be read.
    pub fn matching<'a>(
        &'a self,
        subject: Option<&NamedOrBlankNode>,
        predicate: Option<NamedNodeRef<'_>>,
        object: Option<TermRef<'_>>,
        graph: Option<&NamedNode>,
    ) -> impl Iterator<Item = Result<Quad, StoreError>> + use<'a> {
        let graph = graph.map(|graph| GraphNameRef::NamedNode(graph.as_ref()));
        let quads = self.store.quads_for_pattern(subject.map(NamedOrBlankNode::as_ref), predicate, object, graph);
        quads.map(|quad| quad.map_err(|error| self.failed(error)))
    }

    /// What has this name by a property, whatever the case; things of external sources do not count.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn named(&self, property: NamedNodeRef<'_>, name: &str) -> Result<Vec<NamedNode>, StoreError> {
        let wanted = name.to_lowercase();
        let mut found = Vec::new();
        for quad in self.own_quads(property) {
            let quad = quad.map_err(|error| self.failed(error))?;
            if let (Term::Literal(label), NamedOrBlankNode::NamedNode(node)) = (quad.object, quad.subject)
                && label.value().to_lowercase() == wanted
            {
                found.push(node);
            }
        }
        Ok(found)
    }

    /// The subjects of a predicate and object, in any graph.
    fn subjects(&self, predicate: NamedNodeRef<'_>, object: TermRef<'_>) -> Result<HashSet<NamedOrBlankNode>, StorageError> {
        let quads = self.store.quads_for_pattern(None, Some(predicate), Some(object), None);
        quads.map(|quad| Ok(quad?.subject)).collect()
    }

    fn failed(&self, error: StorageError) -> StoreError {
        StoreError::storage(&self.place, error)
    }
}

fn shown(path: &Path) -> String {
    path.display().to_string()
}

/// Refuses a file, or a folder that holds something that no store holds.
#[cfg(feature = "rocksdb")]
fn check_is_store(path: &Path) -> Result<(), StoreError> {
    let is_store = path.is_dir() && (is_empty_folder(path) || path.join("CURRENT").is_file());
    if is_store { Ok(()) } else { Err(StoreError::NotAStore { place: shown(path) }) }
}

/// Whether a folder does not exist or holds nothing.
fn is_missing(path: &Path) -> bool {
    !path.exists() || is_empty_folder(path)
}

fn is_empty_folder(path: &Path) -> bool {
    std::fs::read_dir(path).is_ok_and(|mut entries| entries.next().is_none())
}
