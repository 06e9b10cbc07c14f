//! `reference/functions.md` and `reference/cli.md`: what recipes can call and what can be typed, as
//! committed pages, so that every change of either is seen in review.

mod support;

use ::sw::Runtime;
use ::sw::engine::reference::FunctionDoc;
use anyhow::{Result, ensure};
use std::fmt::Write;
use std::path::Path;
use support::page::settle;
use support::paths::in_repository;
use support::sw::sw;

#[test]
fn the_functions_are_as_committed() -> Result<()> {
    let page = functions(&Runtime::builder().build()?.reference().functions);
    settle(&in_repository("tests/reference/functions.md"), &page, "reference")
}

#[test]
fn the_commands_are_as_committed() -> Result<()> {
    let mut page = head("What can be typed");
    let folder = tempfile::tempdir()?;
    help(&[], folder.path(), &mut page)?;
    settle(&in_repository("tests/reference/cli.md"), &page, "reference")
}

fn head(title: &str) -> String {
    format!("# {title}\n\nWritten by `scripts/bless`; `tests/reference.rs` compares it.\n")
}

/// A section for each namespace and each kind of thing, a line for each function.
fn functions(all: &[FunctionDoc]) -> String {
    let mut page = head("What recipes can call");
    let mut section = None;
    for function in all {
        let title = title(function);
        if section.as_ref() != Some(&title) {
            write!(page, "\n## {title}\n\n").expect("text takes text");
            section = Some(title);
        }
        writeln!(page, "- `{}`: {}", function.signature, function.summary).expect("text takes text");
    }
    page
}

fn title(function: &FunctionDoc) -> String {
    match (function.namespace.as_str(), function.receiver.as_str()) {
        ("", "") => "Everywhere".into(),
        ("", receiver) => format!("On: {receiver}"),
        (namespace, _) => format!("`{namespace}`"),
    }
}

/// Adds the help of a command, and that of the commands it lists.
fn help(command: &[&str], folder: &Path, page: &mut String) -> Result<()> {
    let ran = sw(folder, command.iter().copied().chain(["--help"]))?;
    ensure!(ran.code == 0 && ran.messages.is_empty(), "`sw {} --help` ended with {}: {}", command.join(" "), ran.code, ran.messages);
    let lines: String = ran.out.lines().map(|line| format!("{}\n", line.trim_end())).collect();
    write!(page, "\n## `{}`\n\n```text\n{}\n```\n", ["sw"].iter().chain(command).copied().collect::<Vec<_>>().join(" "), lines.trim_end())?;
    for inner in commands(&ran.out) {
        help(&[command, &[inner]].concat(), folder, page)?;
    }
    Ok(())
}

/// The names in the section `Commands` of a help.
fn commands(help: &str) -> impl Iterator<Item = &str> {
    let section = help.lines().skip_while(|line| *line != "Commands:").skip(1).take_while(|line| !line.is_empty());
    // A name is indented by two spaces; what it is for may go on below, further to the right.
    section.filter_map(|line| line.strip_prefix("  ").filter(|line| !line.starts_with(' '))?.split_whitespace().next())
}
