//! `demarche delete`: documents out of a store.

use super::error::{CliError, Outcome};
use super::stored::StoredArgs;
use std::collections::BTreeSet;
use std::io::{Write, stdout};

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    stored: StoredArgs,
    /// The documents, by their names, URLs or IRIs; all of them are taken out, or none.
    #[arg(required = true, value_name = "DOCUMENT")]
    documents: Vec<String>,
}

pub(super) fn run(args: &Args) -> Result<Outcome, CliError> {
    let base = args.stored.change()?;
    let meant = args.documents.iter().map(|name| base.document(name)).collect::<Result<BTreeSet<_>, _>>()?;
    let quads = base.delete(&meant)?;
    let types = base.direct_types()?;
    let direct = base.derive_direct(&types.iter().collect::<Vec<_>>())?;
    base.flush()?;
    let documents = meant.len();
    let noun = if documents == 1 { "document" } else { "documents" };
    writeln!(stdout(), "{documents} {noun} deleted: {quads} quads; {direct} direct triples remain")?;
    Ok(Outcome::Done)
}
