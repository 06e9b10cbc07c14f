//! Every page in `sessions/` is a session at the command line, told in Markdown and played again.
//!
//! It starts in a project with the three standard environments. A fenced block whose head names a
//! file, as in `rhai deploy.rhai`, writes that file; a `console` block holds commands behind `$ `,
//! each with all that it said, and its exit code unless that is 0.

mod support;

use anyhow::Result;
use std::fs;
use std::path::Path;
use std::process::ExitCode;
use support::page::{self, settle};
use support::paths::in_repository;
use support::session::{play, save};
use support::trial::{run, trial};

fn main() -> ExitCode {
    run(page::all("sessions")
        .into_iter()
        .map(|page| trial(page::named(&page), move || check(&page))))
}

fn check(page: &Path) -> Result<()> {
    let told = fs::read_to_string(page)?;
    let home = tempfile::tempdir()?;
    let project = home.path().canonicalize()?.join("project");
    let config = ".specweave/config.yaml";
    save(
        &project.join(config),
        &fs::read_to_string(in_repository("tests/support/project").join(config))?,
    )?;
    settle(page, &play(&told, &project)?, "sessions")
}
