//! Pipelines for GitLab, as others see them: GitLab's own schema, and a program that runs its pipelines elsewhere.
//! `scripts/tools` installs both.

mod support;

use anyhow::{Context, Result, ensure};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use support::docker::{output, tool};
use support::paths::in_repository;
use support::tree;

/// The pipelines of the golden folders, in a repository of their own each.
fn pipelines(home: &Path) -> Result<Vec<PathBuf>> {
    let golden = in_repository("tests/golden/gitlab");
    let mut pipelines = Vec::new();
    for name in tree::subfolders(&golden) {
        let files = tree::read(&golden.join(&name).join("expected"))?;
        let folder = home.join(&name);
        tree::write(&files, &folder)?;
        let made = output(Command::new("git").args(["init", "--quiet"]).arg(&folder));
        ensure!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
        pipelines.extend(
            files.keys().filter(|path| path.ends_with(".yml")).map(|path| folder.join(path)),
        );
    }
    ensure!(pipelines.len() > 1, "there are no pipelines");
    Ok(pipelines)
}

#[test]
fn the_schema_takes_every_pipeline() -> Result<()> {
    let home = tempfile::tempdir()?;
    let output = output(
        Command::new(tool("check-jsonschema"))
            .args(["--builtin-schema", "vendor.gitlab-ci", "--data-transform", "gitlab-ci"])
            .args(pipelines(home.path())?),
    );
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    ensure!(output.status.success(), "{said}{}", String::from_utf8_lossy(&output.stderr));
    Ok(())
}

/// The jobs of a file: its keys with a script.
fn jobs(file: &Path) -> Result<Vec<String>> {
    let text = fs::read_to_string(file)?;
    let documents = sw::value::read::yaml(&text).map_err(|error| anyhow::anyhow!("{error}"))?;
    let pipeline = documents.into_iter().next().context("it is empty")?.value;
    let map = pipeline.as_map().context("it is no map")?;
    let jobs =
        map.iter().filter(|(name, job)| !name.starts_with('.') && job.get("script").is_some());
    Ok(jobs.map(|(name, _)| name.to_string()).collect())
}

#[test]
fn gitlab_ci_local_finds_every_job() -> Result<()> {
    let home = tempfile::tempdir()?;
    let program = tool("../node_modules/.bin/gitlab-ci-local");
    for file in pipelines(home.path())? {
        let folder = file.parent().context("a file is in a folder")?;
        let name = file.file_name().context("a file has a name")?;
        let mut command = Command::new(&program);
        command
            .current_dir(folder)
            .env("HOME", home.path())
            .arg("--list-all")
            .arg("--file")
            .arg(name);
        let output = output(&mut command);
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        ensure!(output.status.success(), "{said}{}", String::from_utf8_lossy(&output.stderr));
        for job in jobs(&file)? {
            ensure!(said.contains(&job), "`{job}` is not in {said}");
        }
    }
    Ok(())
}
