//! `sw secrets`: what a project's secrets are, which values are missing, and commands that get them.

mod check;
mod declared;
mod example;
mod exec;
pub(crate) mod files;
mod list;
mod scan;
mod set;
mod unset;

use super::args::Globals;
use super::exit::Outcome;
use super::ui::Ui;
use clap::{Args, Subcommand};

const EXAMPLES: &str = "\
Examples:
  sw secrets list                  What the recipes declare, and where to get it
  sw secrets check --env staging   Exit code 1 when a value is missing
  sw secrets set DATABASE_URL --env staging
                                   Asks for the value and keeps it in .env.staging
  sw secrets exec --env staging -- terraform apply
                                   Runs a command with the values, and hides them in what it says";

#[derive(Args, Debug)]
#[command(before_help = EXAMPLES)]
pub(crate) struct Secrets {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// A table of the secrets that the recipes declare, or of what to create in a CI system
    List(list::List),
    /// Say which values are there, missing, malformed, still examples, or the same in several environments
    Check(check::Check),
    /// Keep a value in `.env.<environment>`; it is asked for, or read from stdin
    Set(set::Set),
    /// Remove a value from `.env.<environment>`
    Unset(unset::Unset),
    /// Print what `.env.example` would be for all declared secrets
    Example(example::Example),
    /// Run a command with the values as environment variables, and hide them in what it says
    Exec(exec::Exec),
    /// Find literal credentials in files, also in those that `sw` did not make
    Scan(scan::Scan),
}

pub(crate) fn run(secrets: &Secrets, globals: &Globals, ui: &Ui) -> Outcome {
    match &secrets.action {
        Action::List(list) => list::run(list, globals, ui),
        Action::Check(check) => check::run(check, globals, ui),
        Action::Set(set) => set::run(set, globals, ui),
        Action::Unset(unset) => unset::run(unset, globals, ui),
        Action::Example(example) => example::run(example, globals, ui),
        Action::Exec(exec) => exec::run(exec, globals, ui),
        Action::Scan(scan) => scan::run(scan, globals, ui),
    }
}
