//! `sw secrets`: what has to do with secrets and their values.

mod scan;
mod walk;

use super::Outcome;
use super::args::Globals;
use super::ui::Ui;
use clap::{Args, Subcommand};

#[derive(Args, Debug)]
pub(super) struct Secrets {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// Find literal credentials in files, also in those that `sw` did not make
    Scan(scan::Scan),
}

pub(super) fn run(secrets: &Secrets, globals: &Globals, ui: &Ui) -> Outcome {
    match &secrets.action {
        Action::Scan(scan) => scan::run(scan, globals, ui),
    }
}
