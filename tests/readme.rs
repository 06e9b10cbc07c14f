//! The README is true: each of its commands is run, and says what stands there.
//!
//! A section starts in an empty folder. Blocks with a file's name write that file, `console` blocks are played
//! as in `sessions/`; `sh` blocks hold what is typed in a clone of the repository.

mod support;

use anyhow::{Context, Result, ensure};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use support::fence::{self, Block};
use support::page::settle;
use support::paths::in_repository;
use support::session::answer;
use support::sw::sw;

#[test]
fn every_command_says_what_stands_there() -> Result<()> {
    let page = in_repository("README.md");
    let home = tempfile::tempdir()?;
    let home = home.path().canonicalize()?;
    let mut folder = home.join("project");
    let told = fence::retold(&fs::read_to_string(&page)?, |block| {
        if let Some(title) = block.title() {
            folder = home.join(title.to_lowercase().replace(' ', "-")).join("project");
        }
        fs::create_dir_all(&folder)?;
        if block.language == "sh" { in_clone(block, &home) } else { answer(block, &folder) }
    })?;
    settle(&page, &told, "readme")
}

/// Runs what is typed in a clone, with the program under test where the release build is meant.
fn in_clone(block: &Block<'_>, home: &Path) -> Result<String> {
    for line in block.text.lines() {
        match line.strip_prefix("cargo run --release -- ") {
            Some(arguments) => in_repository_with(arguments, home)?,
            None if line == "cargo install --locked --path ." => install(home)?,
            // It is what runs this test.
            None => ensure!(line == "scripts/check", "`{line}` is a command that no test runs"),
        }
    }
    Ok(block.text.clone())
}

fn in_repository_with(arguments: &str, home: &Path) -> Result<()> {
    let out = home.join("target").to_string_lossy().into_owned();
    let arguments: Vec<String> = arguments
        .split(' ')
        .map(|argument| argument.replace("target/", &format!("{out}/")))
        .collect();
    let ran = sw(&in_repository(""), arguments.iter().map(String::as_str))?;
    ensure!(ran.code == 0, "sw {}: {}", arguments.join(" "), ran.messages);
    Ok(())
}

/// Without optimising, and with what is built already.
fn install(home: &Path) -> Result<()> {
    let root: PathBuf = home.join("installed");
    let mut cargo = Command::new(env!("CARGO"));
    cargo.current_dir(in_repository("")).args([
        "install",
        "--locked",
        "--offline",
        "--debug",
        "--quiet",
        "--path",
        ".",
        "--root",
    ]);
    let output = cargo.arg(&root).env("CARGO_TARGET_DIR", in_repository("target")).output()?;
    ensure!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let version = Command::new(root.join("bin/sw"))
        .arg("--version")
        .output()
        .context("what was installed can't be started")?;
    ensure!(version.status.success(), "it does not tell its version");
    Ok(())
}
