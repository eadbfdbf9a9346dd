//! `demarche explain`: one assertion as a person wants to see it.

use super::args::KnowledgeArgs;
use super::error::{CliError, Outcome};
use super::query::width;
use super::stored::StoredArgs;
use crate::explain::{self, Meant, meant};
use crate::reading::Reader;
use std::io::{Write, stdout};

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    stored: StoredArgs,
    #[command(flatten)]
    knowledge: KnowledgeArgs,
    /// An assertion by its IRI, the start of its hash or DOCUMENT#NUMBER; or a document, whose assertions are then listed.
    #[arg(value_name = "ASSERTION")]
    assertion: String,
}

pub(super) fn run(args: &Args) -> Result<Outcome, CliError> {
    let base = args.stored.look_into()?;
    let shown = match meant(&base, &args.assertion)? {
        Meant::Document(document) => explain::list(&base, &document, width())?,
        Meant::Assertion(node) => {
            let reader = Reader::new(args.knowledge.load()?);
            explain::assertion(&base, &reader, &node, width())?
        }
    };
    stdout().write_all(shown.as_bytes())?;
    Ok(Outcome::Done)
}
