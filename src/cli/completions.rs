//! `demarche completions`: completions for a shell.

use super::Cli;
use super::error::{CliError, Outcome};
use clap::CommandFactory;
use clap_complete::{Shell, generate};
use std::io::stdout;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The shell.
    shell: Shell,
}

pub(super) fn run(args: &Args) -> Result<Outcome, CliError> {
    let mut script = Vec::new();
    generate(args.shell, &mut Cli::command(), "demarche", &mut script);
    std::io::Write::write_all(&mut stdout(), &script)?;
    Ok(Outcome::Done)
}
