//! Files of a project, and what the program says on both streams in it.

use super::attack::program;
use anyhow::{Context, Result};
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// A file, by its path and text.
pub(crate) type File = (&'static str, String);

pub(crate) fn written(files: &[File]) -> Result<(tempfile::TempDir, PathBuf)> {
    let home = tempfile::tempdir()?;
    let project = home.path().canonicalize()?.join("project");
    fs::create_dir(&project)?;
    for (path, text) in files {
        save(&project, path, text)?;
    }
    Ok((home, project))
}

pub(crate) fn save(project: &Path, path: &str, text: &str) -> Result<()> {
    let path = project.join(path);
    fs::create_dir_all(path.parent().context("a file is in a folder")?)?;
    Ok(fs::write(path, text)?)
}

/// What the program says on both streams, and how it ends.
pub(crate) fn said(
    project: &Path,
    arguments: &[String],
    input: &str,
    variables: &[(&str, &str)],
) -> Result<(i32, String, String)> {
    let mut command = Command::new(program());
    command
        .args(arguments)
        .current_dir(project)
        .env_clear()
        .env("HOME", project.with_file_name("home"))
        .envs(variables.iter().copied());
    let mut child =
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn()?;
    // One that reads nothing may be over already.
    let _over = child.stdin.take().context("it has a pipe")?.write_all(input.as_bytes());
    let output = child.wait_with_output()?;
    let text = |bytes| String::from_utf8(bytes).context("it says what is no text");
    Ok((output.status.code().context("it was killed")?, text(output.stdout)?, text(output.stderr)?))
}
