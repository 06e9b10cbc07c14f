//! The commands, one per file: arguments in, the library's answers out, an exit code at the end.

mod adopt;
mod args;
mod check;
mod clean;
mod context;
mod exit;
mod generate;
mod plan;
mod repository;
mod run;
mod ui;

use crate::diag::Diagnostic;
use args::{Arguments, Command, Format};
use clap::Parser;
use exit::{Exit, Failure};
use std::process::ExitCode;
use ui::Ui;

/// Runs the command that the process was called with.
pub fn main() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => return ui::usage(&error).into(),
    };
    let ui = Ui::new(&arguments.globals);
    if let Err(failure) = suits(&arguments) {
        return ui.failure(&failure).into();
    }
    let exit = match &arguments.command {
        Command::Run(run) => run::run(run, &arguments.globals, &ui),
        Command::Plan(plan) => plan::run(plan, &arguments.globals, &ui),
        Command::Check(check) => check::run(check, &arguments.globals, &ui),
        Command::Adopt(adopt) => adopt::run(adopt, &arguments.globals, &ui),
        Command::Clean(clean) => clean::run(clean, &arguments.globals, &ui),
    };
    exit.unwrap_or_else(|failure| ui.failure(&failure)).into()
}

/// Some formats are of one command only.
fn suits(arguments: &Arguments) -> Result<(), Failure> {
    let only = match (arguments.globals.format, &arguments.command) {
        (Format::Sarif, command) if !matches!(command, Command::Check(_)) => ("sarif", "check"),
        (Format::Markdown, command) if !matches!(command, Command::Plan(_)) => ("markdown", "plan"),
        _ => return Ok(()),
    };
    let message = format!("`--format {}` is for `sw {}` only", only.0, only.1);
    Err(Diagnostic::error("unsuitable-format", message).hint("`human`, `short`, `json` and `github` are for all commands").into())
}

/// What a command gives back: an exit code, or messages that say why there is nothing else.
type Outcome = Result<Exit, Failure>;
