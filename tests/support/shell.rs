//! Commands as a person types them, with the program under test on the path.

use anyhow::{Context, Result};
use std::io::Read;
use std::path::Path;
use std::process::{Command, Stdio};

/// What a command says on stdout and stderr, in that order in time, and its exit code unless that is 0.
///
/// # Errors
/// When the shell can't be started, or says something that is not text.
pub(crate) fn said(command: &str, project: &Path) -> Result<String> {
    let (mut reader, writer) = std::io::pipe()?;
    let programs =
        Path::new(env!("CARGO_BIN_EXE_sw")).parent().context("a program stands in a folder")?;
    let mut shell = Command::new("sh");
    shell.args(["-c", command]).current_dir(project).stdin(Stdio::null());
    shell.env_clear().env("LC_ALL", "C").env("HOME", project.with_file_name("home"));
    shell.env("PATH", format!("{}:/usr/local/bin:/usr/bin:/bin", programs.display()));
    let mut child = shell
        .stdout(writer.try_clone()?)
        .stderr(writer)
        .spawn()
        .context("`sh` can't be started")?;
    // The command keeps both ends of the pipe open for as long as it lives.
    drop(shell);
    let mut said = String::new();
    reader
        .read_to_string(&mut said)
        .with_context(|| format!("`{command}` says something that is not text"))?;
    let status = child.wait()?;
    let mut said = said.replace(&*project.to_string_lossy(), "<project>");
    if !said.is_empty() && !said.ends_with('\n') {
        said.push('\n');
    }
    if !status.success() {
        said += &format!(
            "[{}]\n",
            status.code().map_or_else(|| "killed".into(), |code| format!("exit code {code}"))
        );
    }
    Ok(said)
}
