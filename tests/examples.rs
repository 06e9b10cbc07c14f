//! Every folder in `examples/` is a project with the files that its recipe wrote, ledger included:
//! made anew, and compared byte for byte.

mod support;

use anyhow::{Context, Result, ensure};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::time::SystemTime;
use support::expected::{is_blessing, repair};
use support::paths::in_repository;
use support::sw::sw;
use support::tree::{self, Tree, subfolders};
use support::trial::{self, trial};
use sw::model::Own;
use sw::plan::Ledger;

fn main() -> ExitCode {
    let examples = in_repository("examples");
    let mut trials = vec![trial("terraform_fmt", formatted)];
    for name in subfolders(&examples) {
        let folder = examples.join(&name);
        trials.push(trial(name, move || check(&folder)));
    }
    trial::run(trials)
}

fn check(example: &Path) -> Result<()> {
    let committed = kept(tree::read(example)?);
    let name = example.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let home = tempfile::tempdir()?;
    let project = home.path().canonicalize()?.join("project");
    tree::write(&inputs(&committed, example)?, &project)?;
    run(&project, &name)?;
    let made = kept(tree::read(&project)?);
    let times = modified(&project)?;
    run(&project, &name)?;
    ensure!(
        modified(&project)? == times,
        "a second run touched files that it should have left alone"
    );
    if made == committed {
        return Ok(());
    }
    if is_blessing() {
        return bless(example, &committed, &made);
    }
    ensure!(false, "{}\n{}", tree::difference(&committed, &made), repair("examples"));
    Ok(())
}

/// Warnings that an example keeps, and why.
const KEPT: [(&str, &str); 1] = [
    // The guide sets HETZNER_TOKEN, which Terraform does not read; the example gives what the guide shows.
    ("hetzner", "warning[unread-variable]"),
];

/// Whether all that is said about an example is kept on purpose.
fn is_kept(example: &str, said: &str) -> bool {
    let mut headings =
        said.lines().filter(|line| line.starts_with("warning[") || line.starts_with("error["));
    headings.all(|heading| {
        KEPT.iter().any(|(name, warning)| *name == example && heading.starts_with(warning))
    })
}

fn run(project: &Path, example: &str) -> Result<()> {
    let ran = sw(project, ["run"])?;
    ensure!(
        ran.code == 0 && is_kept(example, &ran.remarks()),
        "`sw run` ended with {}:\n{}{}",
        ran.code,
        ran.out,
        ran.messages
    );
    Ok(())
}

/// What people wrote: all that the ledger does not list as ours. A file with a block of ours stays,
/// for what is around the block is theirs.
fn inputs(committed: &Tree, example: &Path) -> Result<Tree> {
    let ledger = Ledger::read(example)?;
    let ours: Vec<&str> = ledger
        .entries()
        .filter(|entry| entry.own == Own::Whole)
        .map(|entry| entry.path.as_str())
        .collect();
    let theirs = committed
        .iter()
        .filter(|(path, _)| *path != sw::plan::LEDGER && !ours.contains(&path.as_str()));
    Ok(theirs.map(|(path, file)| (path.clone(), file.clone())).collect())
}

/// All that is committed: without the records of this machine that a run leaves behind.
fn kept(mut tree: Tree) -> Tree {
    tree.retain(|path, _| !is_of_this_machine(path));
    tree
}

fn is_of_this_machine(path: &str) -> bool {
    [".specweave/lock", ".specweave/written"].contains(&path)
}

fn bless(example: &Path, committed: &Tree, made: &Tree) -> Result<()> {
    for path in committed.keys().filter(|path| !made.contains_key(*path)) {
        fs::remove_file(example.join(path)).with_context(|| format!("cannot remove `{path}`"))?;
    }
    tree::write(made, example)
}

/// When each file below a folder was last changed, without what `sw` keeps for itself.
fn modified(project: &Path) -> Result<BTreeMap<PathBuf, SystemTime>> {
    let files = tree::read(project)?
        .into_keys()
        .filter(|path| !is_of_this_machine(path))
        .map(|path| project.join(path));
    files.map(|path| Ok((path.clone(), fs::metadata(&path)?.modified()?))).collect()
}

/// Whether `terraform fmt` would leave everything that was written as it is.
fn formatted() -> Result<()> {
    let golden = in_repository("tests/golden");
    let cases = subfolders(&golden).into_iter().flat_map(|room| {
        let room = golden.join(room);
        subfolders(&room).into_iter().map(move |case| room.join(case).join("expected"))
    });
    let folders: Vec<PathBuf> =
        cases.filter(|folder| folder.is_dir()).chain([in_repository("examples")]).collect();
    let program = std::env::var("SW_TERRAFORM").unwrap_or_else(|_| "terraform".into());
    let output = Command::new(&program).args(["fmt", "-check", "-diff", "-recursive"]).args(folders).output().with_context(|| {
        format!("`{program}` can't be started: install Terraform 1.5 or later, or name a binary with SW_TERRAFORM=/path/to/terraform")
    })?;
    let said = String::from_utf8_lossy(&output.stdout) + String::from_utf8_lossy(&output.stderr);
    ensure!(output.status.success(), "terraform would write these files differently:\n{said}");
    Ok(())
}
