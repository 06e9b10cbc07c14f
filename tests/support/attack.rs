//! An attack's project, written out for the program to run.
//!
//! What stands between `⟦` and `⟧` in a file is repeated as often as the number behind its `×` says;
//! `№` in it is the number of the repetition, and `␣` as many spaces.

use super::paths::in_repository;
use super::section::Section;
use anyhow::{Context, Result};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Writes the files of an attack to a new project in `home`.
///
/// # Errors
/// When a file can't be written, or a repetition is written wrong.
pub(crate) fn project(section: &Section, home: &Path) -> Result<PathBuf> {
    let project = home.canonicalize()?.join("project");
    for (path, text) in &section.files {
        let path = project.join(path);
        fs::create_dir_all(path.parent().context("a file stands in a folder")?)?;
        fs::write(path, expanded(text)?)?;
    }
    Ok(project)
}

/// The program under attack, or another build of it.
pub(crate) fn program() -> PathBuf {
    std::env::var_os("SW_BINARY").map_or_else(
        || PathBuf::from(env!("CARGO_BIN_EXE_sw")),
        |binary| in_repository("").join(binary),
    )
}

/// What makes `command`, which starts the program, run a project; the recipe has `seconds`.
pub(crate) fn run_in<'a>(
    command: &'a mut Command,
    project: &Path,
    seconds: u32,
) -> &'a mut Command {
    command
        .args(["run", "--timeout", &seconds.to_string(), "--format", "short"])
        .current_dir(project)
        .env_clear()
        .stdin(Stdio::null())
}

/// The text with its repetitions written out.
fn expanded(text: &str) -> Result<String> {
    let mut expanded = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('⟦') {
        let (repeated, behind) = after.split_once('⟧').context("`⟦` is closed by `⟧`")?;
        let (part, count) = repeated.rsplit_once('×').context("`×` says how often")?;
        expanded += before;
        for number in 0..count.parse::<usize>()? {
            expanded += &part.replace('№', &number.to_string()).replace('␣', &" ".repeat(number));
        }
        rest = behind;
    }
    Ok(expanded + rest)
}

/// The most memory that a process had at once, in kilobytes.
pub(crate) fn peak(id: u32) -> Option<u64> {
    let status = fs::read_to_string(format!("/proc/{id}/status")).ok()?;
    status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))?
        .split_whitespace()
        .next()?
        .parse()
        .ok()
}
