//! Graphs of external sources: larger than memory, so they are written from a stream, counted without being read, and taken out
//! in pieces.

use super::bind::Bindings;
use super::{BULK, BULK_MEMORY, KnowledgeBase, StoreError};
use oxigraph::model::{GraphNameRef, Literal, NamedNode, NamedNodeRef, NamedOrBlankNode, Quad, Term, Triple};
use oxigraph::sparql::{QueryEvaluationError, QueryResults, SparqlEvaluator};
use oxigraph::store::StorageError;
use spargebra::SparqlParser;

/// So many quads are taken out in one transaction, which holds them in memory.
const PIECE: usize = 20_000;

/// After so many the engine writes down what it has gathered, for which it would take some gigabyte.
const FLUSHED: usize = 10 * PIECE;

const COUNT: &str = "SELECT (COUNT(*) AS ?count) { GRAPH ?graph { ?subject ?predicate ?object } }";

/// What goes wrong while quads flow into the store.
enum Failure<E> {
    Store(StorageError),
    Stream(E),
}

impl<E> From<StorageError> for Failure<E> {
    fn from(error: StorageError) -> Self {
        Self::Store(error)
    }
}

impl KnowledgeBase {
    /// Puts the triples of a stream in the place of all that a graph holds. Nothing changes before the last of them has been read
    /// without an error. Few of them go in by one transaction. Many go through the bulk loader, and to replace a graph is then not all
    /// or nothing: who calls marks it as lagging behind before, and takes the mark away after.
    ///
    /// # Errors
    /// The first error of the stream, with nothing changed; or if the store cannot be read or written.
    pub fn replace_by_stream<E: From<StoreError>>(
        &self,
        graph: &NamedNode,
        triples: impl IntoIterator<Item = Result<Triple, E>>,
    ) -> Result<(), E> {
        let mut quads = triples.into_iter().map(|triple| triple.map(|triple| triple.in_graph(graph.clone())));
        let most = if self.in_memory { usize::MAX } else { BULK };
        let first = quads.by_ref().take(most).collect::<Result<Vec<Quad>, E>>()?;
        if first.len() < most && (self.in_memory || self.has_fewer(graph, BULK)?) {
            return Ok(self.replace_graph(graph, &first, None).map_err(|error| self.failed(error))?);
        }
        self.replace_in_bulk(graph, first.into_iter().map(Ok).chain(quads)).map_err(|failure| match failure {
            Failure::Store(error) => self.failed(error).into(),
            Failure::Stream(error) => error,
        })
    }

    /// The bulk loader holds back all that it writes until it commits, so that the old quads can go first.
    fn replace_in_bulk<E>(&self, graph: &NamedNode, quads: impl Iterator<Item = Result<Quad, E>>) -> Result<(), Failure<E>> {
        let mut loader = self.store.bulk_loader().with_max_memory_size_in_megabytes(BULK_MEMORY);
        loader.load_ok_quads::<Failure<E>, Failure<E>>(quads.map(|quad| quad.map_err(Failure::Stream)))?;
        self.clear_in_pieces(graph)?;
        Ok(loader.commit()?)
    }

    /// Takes a graph out that may be larger than memory; gives the number of quads that went.
    ///
    /// # Errors
    /// If the store cannot be read or written; a part of the graph may be gone then.
    pub fn remove_graph(&self, graph: &NamedNode) -> Result<usize, StoreError> {
        let remove = || {
            let quads = self.clear_in_pieces(graph)?;
            self.store.remove_named_graph(graph)?;
            Ok(quads)
        };
        remove().map_err(|error| self.failed(error))
    }

    /// What is to go is read from a snapshot: read anew for each piece, all that has gone before would be passed over again.
    fn clear_in_pieces(&self, graph: &NamedNode) -> Result<usize, StorageError> {
        let mut quads = self.store.quads_for_pattern(None, None, None, Some(graph.as_ref().into()));
        let mut removed = 0;
        loop {
            let piece = quads.by_ref().take(PIECE).collect::<Result<Vec<Quad>, _>>()?;
            if piece.is_empty() {
                return Ok(removed);
            }
            let mut transaction = self.store.start_transaction()?;
            for quad in &piece {
                transaction.remove(quad);
            }
            transaction.commit()?;
            removed += piece.len();
            if removed.is_multiple_of(FLUSHED) {
                self.flush_engine()?;
            }
        }
    }

    /// Puts what the engine keeps in memory on the disk.
    fn flush_engine(&self) -> Result<(), StorageError> {
        #[cfg(feature = "rocksdb")]
        self.store.flush()?;
        Ok(())
    }

    /// Takes quads out and puts others in, in one transaction.
    ///
    /// # Errors
    /// If the store cannot be written; nothing has changed then.
    pub fn exchange(&self, out: &[Quad], into: &[Quad]) -> Result<(), StoreError> {
        let exchange = || {
            let mut transaction = self.store.start_transaction()?;
            for quad in out {
                transaction.remove(quad);
            }
            transaction.extend(into);
            transaction.commit()
        };
        exchange().map_err(|error| self.failed(error))
    }

    /// How many quads a graph has; their terms are not looked up, which makes it cheap.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn count(&self, graph: &NamedNode) -> Result<usize, StoreError> {
        self.counted(graph).map_err(|error| self.query_failed(error))
    }

    fn counted(&self, graph: &NamedNode) -> Result<usize, QueryEvaluationError> {
        let query = SparqlParser::new().parse_query(COUNT).map_err(|error| QueryEvaluationError::Unexpected(error.into()))?;
        let query = Bindings::default().with("graph", graph.clone()).apply(query);
        let QueryResults::Solutions(mut rows) = SparqlEvaluator::new().for_query(query).on_store(&self.store).execute()? else {
            return Ok(0);
        };
        let row = rows.next().transpose()?;
        let count = row.as_ref().and_then(|row| row.get("count"));
        Ok(if let Some(Term::Literal(count)) = count { number(count) } else { 0 })
    }

    /// The quads of a property, without those of external sources, of which there may be more than of all others.
    pub(super) fn own_quads<'a>(&'a self, property: NamedNodeRef<'a>) -> impl Iterator<Item = Result<Quad, StorageError>> + 'a {
        let quads = move |graph: Option<&NamedNode>| {
            let graph = graph.map(|graph| GraphNameRef::NamedNode(graph.as_ref()));
            self.store.quads_for_pattern(None, Some(property), None, graph)
        };
        let has_sources = self.store.contains_named_graph(&self.minter.graph("sources"));
        let (graphs, failed) = match has_sources.and_then(|has| if has { self.own_graphs().map(Some) } else { Ok(None) }) {
            Ok(graphs) => (graphs, None),
            Err(error) => (Some(Vec::new()), Some(Err(error))),
        };
        let all = graphs.is_none().then(|| quads(None)).into_iter().flatten();
        let each = graphs.into_iter().flatten().flat_map(move |graph| quads(Some(&graph)));
        all.chain(each).chain(failed)
    }

    fn own_graphs(&self) -> Result<Vec<NamedNode>, StorageError> {
        let of_sources = self.minter.graph("source/");
        let mut graphs = Vec::new();
        for graph in self.store.named_graphs() {
            if let NamedOrBlankNode::NamedNode(graph) = graph?
                && !graph.as_str().starts_with(of_sources.as_str())
            {
                graphs.push(graph);
            }
        }
        Ok(graphs)
    }

    fn has_fewer(&self, graph: &NamedNode, limit: usize) -> Result<bool, StoreError> {
        let quads = self.store.quads_for_pattern(None, None, None, Some(graph.as_ref().into()));
        let found = quads.take(limit).try_fold(0, |count, quad| quad.map(|_| count + 1));
        Ok(found.map_err(|error| self.failed(error))? < limit)
    }
}

fn number(literal: &Literal) -> usize {
    literal.value().parse().unwrap_or(0)
}
