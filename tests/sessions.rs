//! Every page in `sessions/` is a session at the command line, told in Markdown and played again.
//!
//! It starts in a project with the three standard environments. A fenced block whose head names a
//! file, as in `rhai deploy.rhai`, writes that file; a `console` block holds commands behind `$ `,
//! each with all that it said, and its exit code unless that is 0.

mod support;

use anyhow::{Context, Result};
use libtest_mimic::{Arguments, Failed, Trial};
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use support::page::settle;
use support::paths::in_repository;

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
    let played: Vec<String> = commands.map(|command| Ok(format!("$ {command}\n{}", run(command, project)?))).collect::<Result<_>>()?;
    Ok(played.concat())
}

/// What a command says on stdout and stderr, in that order in time, and its exit code.
fn run(command: &str, project: &Path) -> Result<String> {
    let (mut reader, writer) = std::io::pipe()?;
    let programs = Path::new(env!("CARGO_BIN_EXE_sw")).parent().context("a program stands in a folder")?;
    let mut shell = Command::new("sh");
    shell.args(["-c", command]).current_dir(project).stdin(std::process::Stdio::null());
    shell.env_clear().env("LC_ALL", "C").env("HOME", project.with_file_name("home"));
    shell.env("PATH", format!("{}:/usr/local/bin:/usr/bin:/bin", programs.display()));
    let mut child = shell.stdout(writer.try_clone()?).stderr(writer).spawn().context("`sh` can't be started")?;
    // The command keeps both ends of the pipe open for as long as it lives.
    drop(shell);
    let mut said = String::new();
    reader.read_to_string(&mut said).with_context(|| format!("`{command}` says something that is not text"))?;
    let status = child.wait()?;
    let mut said = said.replace(&*project.to_string_lossy(), "<project>");
    if !said.is_empty() && !said.ends_with('\n') {
        said.push('\n');
    }
    if !status.success() {
        said += &format!("[{}]\n", status.code().map_or_else(|| "killed".into(), |code| format!("exit code {code}")));
    }
    Ok(said)
}
