//! `demarche reconcile`: a user's table of names with the entities that they mean.

use super::args::{BaseArgs, KnowledgeArgs};
use super::error::{CliError, Outcome, tell};
use super::stored::look_into;
use crate::merge::identity::IdentityError;
use crate::merge::identity::matching::Thresholds;
use crate::merge::identity::reconcile::{self, ReconcileOptions, Reconciled};
use std::fs::File;
use std::io::{BufWriter, Write, stdout};
use std::path::PathBuf;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The table: CSV with a header, or - for standard input.
    #[arg(value_name = "FILE")]
    table: PathBuf,
    /// The column with the names.
    #[arg(long, value_name = "NAME")]
    column: String,
    /// A column with countries, as codes, names or IRIs; it tells bearers of one name apart.
    #[arg(long, value_name = "NAME")]
    country: Option<String>,
    /// The class of all that is named: State, Person, Company …
    #[arg(long = "type", value_name = "CLASS")]
    class: Option<String>,
    /// A store, for the entities that only its documents name.
    #[arg(long, value_name = "DIR")]
    store: Option<PathBuf>,
    #[command(flatten)]
    base: BaseArgs,
    #[command(flatten)]
    knowledge: KnowledgeArgs,
    /// Where to; standard output if it is not given.
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

pub(super) fn run(args: &Args) -> Result<Outcome, CliError> {
    let minter = args.base.minter()?;
    let class = args.class.as_deref().map(reconcile::class).transpose()?;
    let options =
        ReconcileOptions { column: args.column.clone(), country: args.country.clone(), class, thresholds: Thresholds::default() };
    let knowledge = args.knowledge.load()?;
    let base = args.store.as_deref().map(|store| look_into(store, minter.clone())).transpose()?;
    let mut out: Box<dyn Write> = match &args.output {
        None => Box::new(stdout().lock()),
        Some(path) => {
            let failed = |source| IdentityError::Write { place: path.display().to_string(), source };
            Box::new(BufWriter::new(File::create(path).map_err(failed)?))
        }
    };
    let Reconciled { matched, unsure, unknown } =
        reconcile::reconcile(&args.table, &knowledge, base.as_ref(), &minter, &options, &mut out)?;
    tell(&format!("{matched} names matched, {unsure} unsure, {unknown} unknown"));
    Ok(Outcome::Done)
}
