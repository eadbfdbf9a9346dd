//! The store that a command works on: which one it is, and how it is opened.

use super::args::{BaseArgs, StoreArgs};
use super::error::{CliError, tell};
use crate::graph::iri::Minter;
use crate::store::KnowledgeBase;
use std::path::Path;

/// A store, and what its data is named under.
#[derive(Debug, clap::Args)]
pub(super) struct StoredArgs {
    #[command(flatten)]
    folder: StoreArgs,
    #[command(flatten)]
    base: BaseArgs,
}

impl StoredArgs {
    pub(super) fn path(&self) -> &Path {
        &self.folder.store
    }

    pub(super) fn minter(&self) -> Result<Minter, CliError> {
        self.base.minter()
    }

    /// Opens it to look into; tells if its direct triples lag behind.
    pub(super) fn look_into(&self) -> Result<KnowledgeBase, CliError> {
        look_into(self.path(), self.minter()?)
    }

    /// Opens it to be changed; it must be there.
    pub(super) fn change(&self) -> Result<KnowledgeBase, CliError> {
        Ok(KnowledgeBase::open_existing(self.path(), self.minter()?)?)
    }
}

/// Opens the store in a folder to look into; tells if its direct triples lag behind.
pub(super) fn look_into(store: &Path, minter: Minter) -> Result<KnowledgeBase, CliError> {
    let base = KnowledgeBase::open_read_only(store, minter)?;
    if base.is_out_of_date()? {
        let place = store.display();
        tell(&format!("note: {place}: the last build was stopped before its end, so the direct triples lag; run it again"));
    }
    Ok(base)
}
