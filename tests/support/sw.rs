//! The program under test, run as a person would run it.

use anyhow::{Context, Result};
use std::path::Path;
use std::process::Command;

/// How a run of the program ended, and what it said.
pub(crate) struct Ran {
    /// The exit code.
    pub(crate) code: i32,
    /// What it wrote to stdout.
    pub(crate) out: String,
    /// What it wrote to stderr.
    pub(crate) messages: String,
}

impl Ran {
    /// What it wrote to stderr but for what to do next, which is told when all is well.
    pub(crate) fn remarks(&self) -> String {
        self.messages
            .lines()
            .filter(|line| !line.starts_with("next: "))
            .map(|line| format!("{line}\n"))
            .collect()
    }
}

/// Runs `sw` in a folder, without anything from the environment of whoever runs the tests. The
/// home folder is one beside it.
///
/// # Errors
/// When the program can't be started, was killed, or writes something that is not text.
pub(crate) fn sw<'a>(folder: &Path, arguments: impl IntoIterator<Item = &'a str>) -> Result<Ran> {
    let mut command = Command::new(env!("CARGO_BIN_EXE_sw"));
    command
        .args(arguments)
        .current_dir(folder)
        .env_clear()
        .env("HOME", folder.with_file_name("home"))
        .env("XDG_STATE_HOME", concat!(env!("CARGO_TARGET_TMPDIR"), "/state"));
    let output = command.output().context("sw can't be started")?;
    Ok(Ran {
        code: output.status.code().context("sw was killed")?,
        out: String::from_utf8(output.stdout).context("stdout is not text")?,
        messages: String::from_utf8(output.stderr).context("stderr is not text")?,
    })
}
