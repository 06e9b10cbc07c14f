//! `sw completions` and `sw man`: what shells and `man` know of the program, from the same arguments.

use crate::cli::args::{Completions, Globals, Man};
use crate::cli::commands::Arguments;
use crate::cli::context::folder;
use crate::cli::exit::{Exit, Failure, Outcome};
use crate::cli::ui::Ui;
use anyhow::Context as _;
use clap::{Command, CommandFactory};
use clap_mangen::Man as Page;
use sw::diag::{Diagnostic, suggest, words};
use sw::model::FilePath;
use sw::plan::{Content, VERSION};
use sw::write::put;

pub(crate) fn completions(completions: &Completions, ui: &Ui) -> Outcome {
    let mut script = Vec::new();
    clap_complete::generate(completions.shell, &mut Arguments::command(), "sw", &mut script);
    ui.out(&String::from_utf8_lossy(&script));
    Ok(Exit::Done)
}

pub(crate) fn man(man: &Man, globals: &Globals, ui: &Ui) -> Outcome {
    let mut program = Arguments::command();
    program.build();
    match &man.out {
        Some(out) => {
            let out = folder(globals)?.join(out);
            let pages = pages(&program, "sw");
            for (name, command) in &pages {
                let path = FilePath::parse(&format!("{name}.1"))
                    .map_err(|error| anyhow::anyhow!("{error}"))?;
                put(&out, &path, &Content::new(&page(name, command)?, false))
                    .map_err(|error| error.diagnostic())?;
            }
            ui.out(&format!("{} in {}\n", words::count(pages.len(), "page"), out.display()));
        }
        None => ui.out(&page("sw", &named(&program, man.command.as_deref())?)?),
    }
    Ok(Exit::Done)
}

/// The program and its commands with the names of their pages, but for those that are hidden.
fn pages(command: &Command, name: &str) -> Vec<(String, Command)> {
    let inner = command
        .get_subcommands()
        .filter(|inner| !inner.is_hide_set() && inner.get_name() != "help");
    let inner = inner.flat_map(|inner| pages(inner, &format!("{name}-{}", inner.get_name())));
    [(name.to_string(), command.clone())].into_iter().chain(inner).collect()
}

fn named(program: &Command, name: Option<&str>) -> Result<Command, Failure> {
    let Some(name) = name else { return Ok(program.clone()) };
    program.find_subcommand(name).cloned().ok_or_else(|| {
        let known: Vec<&str> = program.get_subcommands().map(Command::get_name).collect();
        let unknown = Diagnostic::error("not-one-of", format!("there is no command `{name}`"));
        let hint = suggest::did_you_mean(name, known.iter().copied());
        unknown.hint(hint.unwrap_or_else(|| "`sw --help` lists them".into()).as_str()).into()
    })
}

fn page(name: &str, command: &Command) -> anyhow::Result<String> {
    let mut page = Vec::new();
    Page::new(command.clone())
        .title(name.to_uppercase())
        .source(format!("sw {VERSION}"))
        .manual("sw")
        .render(&mut page)
        .context("the page can't be made")?;
    Ok(String::from_utf8(page)?)
}
