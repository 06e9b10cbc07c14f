//! What is written for Terraform is what Terraform takes: `terraform validate` of roots that need no other provider.

mod support;

use anyhow::{Context, Result, ensure};
use std::ffi::OsString;
use std::fs;
use std::path::Path;
use std::process::Command;
use support::paths::in_repository;
use support::sw::sw;
use support::tree;
use sw::schema::terraform::{BUILTIN, path_of};

/// How many roots there are at least.
const FEWEST: usize = 12;

#[test]
fn roots_without_providers_are_valid() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let project = folder.path().canonicalize()?.join("project");
    fs::create_dir_all(&project)?;
    tree::write(&tree::read(&in_repository("tests/support/project"))?, &project)?;
    fs::copy(in_repository("tests/terraform/validated.rhai"), project.join("deploy.rhai"))?;
    let ran = sw(&project, ["run"])?;
    ensure!(ran.code == 0 && ran.remarks().is_empty(), "{}{}", ran.out, ran.messages);
    let roots = project.join("infrastructure/terraform");
    let names: Vec<String> = tree::subfolders(&roots).into_iter().filter(|name| name != "modules").collect();
    ensure!(names.len() >= FEWEST, "there are only {} roots", names.len());
    for name in names {
        let root = roots.join(&name);
        terraform(&root, &["init", "-backend=false", "-input=false", "-no-color"])?;
        terraform(&root, &["validate", "-no-color"])?;
        terraform(&root, &["fmt", "-check", "-diff"])?;
    }
    Ok(())
}

#[test]
fn what_terraform_says_of_its_own_types_is_what_is_known_of_them() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let project = folder.path().canonicalize()?;
    fs::write(project.join("main.tf"), "resource \"terraform_data\" \"all\" {}\n")?;
    terraform(&project, &["init", "-input=false", "-no-color"])?;
    let said = terraform(&project, &["providers", "schema", "-json"])?;
    let json = said.lines().find(|line| line.starts_with('{')).context("Terraform says nothing of its types")?;
    fs::write(project.join("said.json"), json)?;
    let added = sw(&project, ["schema", "add", "terraform", "said.json"])?;
    ensure!(added.code == 0, "{}{}", added.out, added.messages);
    let table = fs::read_to_string(project.join(path_of("terraform")))?;
    ensure!(table == BUILTIN, "{table}");
    let again = sw(&project, ["schema", "add", "terraform", "said.json"])?;
    ensure!(again.code == 0 && fs::read_to_string(project.join(path_of("terraform")))? == table, "it is not the same again");
    Ok(())
}

fn terraform(root: &Path, arguments: &[&str]) -> Result<String> {
    let program = std::env::var_os("SW_TERRAFORM").unwrap_or_else(|| OsString::from("terraform"));
    let output = Command::new(&program).args(arguments).current_dir(root).env("CHECKPOINT_DISABLE", "1").output();
    let output = output.with_context(|| format!("{} can't be started", program.to_string_lossy()))?;
    let said = String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned();
    ensure!(output.status.success(), "`terraform {}` in {}:\n{said}", arguments.join(" "), root.display());
    Ok(said)
}
