//! Every page in `sessions/` is a session at the command line, told in Markdown and played again.
//!
//! It starts in a project with the three standard environments. A fenced block whose head names a
//! file, as in `rhai deploy.rhai`, writes that file; a `console` block holds commands behind `$ `,
//! each with all that it said, and its exit code unless that is 0.

mod support;

use anyhow::{Context, Result};
use libtest_mimic::{Arguments, Failed, Trial};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use support::page::settle;
use support::paths::in_repository;
use support::shell::said;

fn main() -> ExitCode {
    let mut pages = pages();
    pages.sort();
    let trials = pages.into_iter().map(|page| {
        let name = page.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        Trial::test(name, move || check(&page).map_err(|error| Failed::from(format!("{error:#}"))))
    });
    libtest_mimic::run(&Arguments::from_args(), trials.collect()).exit_code()
}

fn pages() -> Vec<PathBuf> {
    let entries = in_repository("tests/sessions").read_dir().expect("the sessions stand beside this test");
    entries.map(|entry| entry.expect("a folder can be listed to its end").path()).collect()
}

fn check(page: &Path) -> Result<()> {
    let told = fs::read_to_string(page)?;
    let home = tempfile::tempdir()?;
    let project = home.path().canonicalize()?.join("project");
    let config = ".specweave/config.yaml";
    save(&project.join(config), &fs::read_to_string(in_repository("tests/support/project").join(config))?)?;
    settle(page, &play(&told, &project)?, "sessions")
}

/// The page as it would be told now.
fn play(page: &str, project: &Path) -> Result<String> {
    let mut told = String::new();
    let mut lines = page.lines();
    while let Some(line) = lines.next() {
        told += &format!("{line}\n");
        let Some(head) = line.strip_prefix("```") else { continue };
        let inside: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
        match head.split_once(' ') {
            None if head == "console" => told += &replay(&inside, project)?,
            Some((_, file)) => {
                let text = lines_of(&inside);
                save(&project.join(file), &text)?;
                told += &text;
            }
            None => told += &lines_of(&inside),
        }
        told += "```\n";
    }
    Ok(told)
}

fn lines_of(lines: &[&str]) -> String {
    lines.iter().map(|line| format!("{line}\n")).collect()
}

fn save(path: &Path, text: &str) -> Result<()> {
    fs::create_dir_all(path.parent().context("a file stands in a folder")?)?;
    fs::write(path, text).with_context(|| format!("cannot write `{}`", path.display()))
}

/// The commands of a block, each with what it says now.
fn replay(block: &[&str], project: &Path) -> Result<String> {
    let commands = block.iter().filter_map(|line| line.strip_prefix("$ "));
    let played: Vec<String> = commands.map(|command| Ok(format!("$ {command}\n{}", said(command, project)?))).collect::<Result<_>>()?;
    Ok(played.concat())
}
