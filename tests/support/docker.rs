//! Docker Compose's own opinion of a Compose file; `scripts/tools` installs it.

use super::paths::in_repository;
use regex_lite::Regex;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// A program that `scripts/tools` installs.
pub(crate) fn tool(name: &str) -> PathBuf {
    let tools =
        std::env::var_os("SW_TOOLS").map_or_else(|| in_repository("target/tools"), PathBuf::from);
    tools.join("bin").join(name)
}

/// What a command says.
pub(crate) fn output(command: &mut Command) -> Output {
    command
        .output()
        .unwrap_or_else(|error| panic!("{command:?} can't be run: {error}: run scripts/tools"))
}

/// What Docker Compose has against `file` below `root`, when it is read on top of `base`.
pub(crate) fn refused(root: &Path, file: &str, base: Option<&Path>) -> Option<String> {
    let text = std::fs::read_to_string(root.join(file))
        .unwrap_or_else(|error| panic!("`{file}` can't be read: {error}"));
    let mut command = Command::new(tool("docker-compose"));
    command.current_dir(root).env_clear().env("HOME", root).args(["--project-name", "test"]);
    if let Some(base) = base {
        command.arg("-f").arg(base);
    }
    command
        .args(["-f", file, "--profile", "*", "config", "--quiet"])
        .envs(variables(&text).into_iter().map(|name| (name, "1")));
    let output = output(&mut command);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    // The attribute that the oldest files have is told of, and nothing else.
    let said: String =
        said.lines().filter(|line| !line.contains("`version` is obsolete")).collect();
    (!output.status.success() || !said.is_empty()).then_some(said)
}

/// The variables that a file needs when it is read.
fn variables(text: &str) -> BTreeSet<String> {
    let pattern = Regex::new(r"\$\{(\w+)|^ +environment: (\w+)$").expect("the pattern is right");
    let found = text.lines().flat_map(|line| {
        let names =
            pattern.captures_iter(line).filter_map(|found| found.get(1).or_else(|| found.get(2)));
        names.map(|name| name.as_str().to_string()).collect::<Vec<_>>()
    });
    found.collect()
}
