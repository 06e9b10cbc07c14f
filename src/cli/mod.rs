//! The commands, one per file: arguments in, the library's answers out, an exit code at the end.

mod about;
mod args;
mod commands;
mod context;
mod diff;
mod doc;
mod eval;
mod exit;
mod generated;
mod git;
mod graph;
mod output;
mod process;
mod project;
mod prompt;
mod repl;
mod secrets;
mod terminal;
mod test;
mod ui;

use args::{Format, Globals};
use clap::error::ErrorKind;
use clap::{CommandFactory, Parser};
use commands::{Arguments, Command};
use exit::Outcome;
use std::process::ExitCode;
use sw::worker::{self, Heap};
use ui::Ui;

/// Runs the command that the process was called with; `heap` is how its allocator counts.
pub(crate) fn main(heap: Heap) -> ExitCode {
    let given: Vec<_> = std::env::args_os().collect();
    if given.get(1).is_some_and(|first| first == worker::ARGUMENT) {
        return ui::serve(heap).into();
    }
    process::ahead::start(&given);
    let arguments = match Arguments::try_parse_from(given).and_then(suited) {
        Ok(arguments) => arguments,
        Err(error) => return ui::usage(&error, &Arguments::command()).into(),
    };
    context::suspect_around(&arguments.globals);
    let ui = Ui::new(&arguments.globals);
    let exit = match &arguments.command {
        _ if arguments.version => about::version::run(&arguments.globals, &ui),
        Some(command) => about::bug::caught(|| dispatch(command, &arguments.globals, &ui)),
        None => {
            let missing = "a command is missing: `sw --help` lists them";
            let mut program = Arguments::command();
            let error = program.error(ErrorKind::MissingSubcommand, missing);
            return ui::usage(&error, &program).into();
        }
    };
    ui.end(exit.unwrap_or_else(|failure| ui.failure(&failure))).into()
}

fn dispatch(command: &Command, globals: &Globals, ui: &Ui) -> Outcome {
    match command {
        Command::Init(init) => project::init::run(init, globals, ui),
        Command::New(new) => project::new::run(new, globals, ui),
        Command::Run(run) => generated::run::run(run, globals, ui),
        Command::Plan(plan) => generated::plan::run(plan, globals, ui),
        Command::Check(check) => generated::check::run(check, globals, ui),
        Command::Diff(diff) => diff::run(diff, globals, ui),
        Command::Graph(graph) => graph::run(graph, globals, ui),
        Command::Adopt(adopt) => generated::adopt::run(adopt, globals, ui),
        Command::Clean(clean) => generated::clean::run(clean, globals, ui),
        Command::Env(env) => project::env::run(env, globals, ui),
        Command::Secrets(secrets) => secrets::run(secrets, globals, ui),
        Command::Repl(repl) => repl::run(repl, globals, ui),
        Command::Eval(eval) => eval::run(eval, globals, ui),
        Command::Schema(schema) => project::schema::run(schema, globals, ui),
        Command::Test(test) => test::run(test, globals, ui),
        Command::Doc(doc) => doc::run(doc, globals, ui),
        Command::Explain(explain) => doc::explain(explain, ui),
        Command::Completions(completions) => about::completions::completions(completions, ui),
        Command::Man(man) => about::completions::man(man, globals, ui),
    }
}

/// Some formats are of one command only.
fn suited(mut arguments: Arguments) -> Result<Arguments, clap::Error> {
    if let Some(Command::Graph(graph)) = &arguments.command
        && graph.json
    {
        arguments.globals.format = Format::Json;
    }
    let (format, command) = match (arguments.globals.format, &arguments.command) {
        (Format::Sarif, command) if !matches!(command, Some(Command::Check(_))) => {
            ("sarif", "check")
        }
        (Format::Markdown, command)
            if !matches!(command, Some(Command::Plan(_) | Command::Diff(_) | Command::Doc(_))) =>
        {
            ("markdown", "plan")
        }
        _ => return Ok(arguments),
    };
    let message = format!("`--format {format}` is for `sw {command}` only");
    Err(Arguments::command().error(ErrorKind::ArgumentConflict, message))
}
