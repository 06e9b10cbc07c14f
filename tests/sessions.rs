//! Every page in `sessions/` is a session at the command line, told in Markdown and played again.
//!
//! It starts in a project with the three standard environments. A fenced block whose head names a
//! file, as in `rhai deploy.rhai`, writes that file; a `console` block holds commands behind `$ `,
//! each with all that it said, and its exit code unless that is 0.

mod support;

use anyhow::{Context, Result};
use std::fs;
use std::path::Path;
use std::process::ExitCode;
use support::fence;
use support::page::{self, settle};
use support::paths::in_repository;
use support::shell::said;
use support::trial::{run, trial};

fn main() -> ExitCode {
    run(page::all("sessions").into_iter().map(|page| trial(page::named(&page), move || check(&page))))
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
    fence::retold(page, |block| {
        if let Some(file) = block.words.first() {
            save(&project.join(file), &block.text)?;
        } else if block.language == "console" {
            return replay(&block.text, project);
        }
        Ok(block.text.clone())
    })
}

fn save(path: &Path, text: &str) -> Result<()> {
    fs::create_dir_all(path.parent().context("a file stands in a folder")?)?;
    fs::write(path, text).with_context(|| format!("cannot write `{}`", path.display()))
}

/// The commands of a block, each with what it says now.
fn replay(block: &str, project: &Path) -> Result<String> {
    let commands = block.lines().filter_map(|line| line.strip_prefix("$ "));
    let played: Vec<String> = commands.map(|command| Ok(format!("$ {command}\n{}", said(command, project)?))).collect::<Result<_>>()?;
    Ok(played.concat())
}
