//! The commands, one per file: arguments in, the library's answers out, an exit code at the end.

mod adopt;
mod args;
mod check;
mod clean;
mod context;
mod env;
mod exit;
mod explain;
mod generate;
mod init;
mod new;
mod plan;
mod prompt;
mod repository;
mod run;
mod schema;
mod site;
mod ui;
mod version;

use crate::worker::{self, Heap};
use args::{Arguments, Command, Format};
use clap::error::ErrorKind;
use clap::{CommandFactory, Parser};
use exit::{Exit, Failure};
use std::process::ExitCode;
use ui::Ui;

/// Runs the command that the process was called with; `heap` is how its allocator counts.
pub fn main(heap: Heap) -> ExitCode {
    if std::env::args_os().nth(1).is_some_and(|first| first == worker::ARGUMENT) {
        return ui::serve(heap).into();
    }
    let arguments = match Arguments::try_parse().and_then(suited) {
        Ok(arguments) => arguments,
        Err(error) => return ui::usage(&error).into(),
    };
    let ui = Ui::new(&arguments.globals);
    let exit = match &arguments.command {
        _ if arguments.version => version::run(&arguments.globals, &ui),
        None => return ui::no_command().into(),
        Some(Command::Init(init)) => init::run(init, &arguments.globals, &ui),
        Some(Command::New(new)) => new::run(new, &arguments.globals, &ui),
        Some(Command::Run(run)) => run::run(run, &arguments.globals, &ui),
        Some(Command::Plan(plan)) => plan::run(plan, &arguments.globals, &ui),
        Some(Command::Check(check)) => check::run(check, &arguments.globals, &ui),
        Some(Command::Adopt(adopt)) => adopt::run(adopt, &arguments.globals, &ui),
        Some(Command::Clean(clean)) => clean::run(clean, &arguments.globals, &ui),
        Some(Command::Env(env)) => env::run(env, &arguments.globals, &ui),
        Some(Command::Schema(schema)) => schema::run(schema, &ui),
        Some(Command::Explain(explain)) => explain::run(explain, &ui),
    };
    ui.end(exit.unwrap_or_else(|failure| ui.failure(&failure))).into()
}

/// Some formats are of one command only.
fn suited(arguments: Arguments) -> Result<Arguments, clap::Error> {
    let (format, command) = match (arguments.globals.format, &arguments.command) {
        (Format::Sarif, command) if !matches!(command, Some(Command::Check(_))) => ("sarif", "check"),
        (Format::Markdown, command) if !matches!(command, Some(Command::Plan(_))) => ("markdown", "plan"),
        _ => return Ok(arguments),
    };
    let message = format!("`--format {format}` is for `sw {command}` only");
    Err(Arguments::command().error(ErrorKind::ArgumentConflict, message))
}

/// What a command gives back: an exit code, or messages that say why there is nothing else.
type Outcome = Result<Exit, Failure>;
