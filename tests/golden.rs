//! Every folder `golden/<room>/<case>/` is a test: a recipe, and everything that comes of it.
//!
//! `deploy.rhai` and all files beside it are copied to an empty project. `expected/` is what the
//! run wrote there; `expected.txt` is what it said, where that is more than a list of new files.

mod support;

use anyhow::{Context, Result, ensure};
use std::fs;
use std::path::Path;
use std::process::ExitCode;
use support::expected::{is_blessing, repair};
use support::paths::in_repository;
use support::sw::sw;
use support::tree::{self, File, Tree, subfolders};
use support::trial::{self, trial};

/// The configuration of a case that brings none of its own.
const CONFIG: &str = ".specweave/config.yaml";

/// What `sw` keeps for itself.
const OWN: &str = ".specweave/";

fn main() -> ExitCode {
    let golden = in_repository("tests/golden");
    let mut trials = Vec::new();
    for room in subfolders(&golden) {
        for case in subfolders(&golden.join(&room)) {
            let folder = golden.join(&room).join(&case);
            trials.push(trial(format!("{room}/{case}"), move || check(&folder)));
        }
    }
    trial::run(trials)
}

fn check(case: &Path) -> Result<()> {
    let (expected, inputs): (Tree, Tree) =
        tree::read(case)?.into_iter().partition(|(path, _)| is_expected(path));
    let actual = outcome(inputs)?;
    if actual == expected {
        return Ok(());
    }
    if is_blessing() {
        return bless(case, &actual);
    }
    let difference = tree::difference(&expected, &actual);
    ensure!(false, "{difference}\n{}", repair("golden"));
    Ok(())
}

fn is_expected(path: &str) -> bool {
    path == "expected.txt" || path.starts_with("expected/")
}

fn bless(case: &Path, actual: &Tree) -> Result<()> {
    for old in [case.join("expected"), case.join("expected.txt")] {
        let removed = if old.is_dir() { fs::remove_dir_all(&old) } else { fs::remove_file(&old) };
        ensure!(removed.is_ok() || !old.exists(), "cannot remove `{}`", old.display());
    }
    tree::write(actual, case)
}

/// What comes of a case, as the files that stand for it in its folder.
fn outcome(mut inputs: Tree) -> Result<Tree> {
    let commands =
        inputs.remove("command").map(|file| String::from_utf8(file.bytes)).transpose()?;
    if !inputs.contains_key(CONFIG) {
        let standard = fs::read_to_string(in_repository("tests/support/project").join(CONFIG))?;
        inputs.insert(CONFIG.into(), text_file(&standard));
    }
    let home = tempfile::tempdir()?;
    let project = home.path().canonicalize()?.join("project");
    tree::write(&inputs, &project)?;
    let said = run(commands.as_deref(), &project)?;
    let written = tree::read(&project)?;
    if let Some(lost) = inputs.keys().find(|path| !written.contains_key(*path)) {
        ensure!(false, "the run removed `{lost}`, which it did not make");
    }
    let new = written
        .into_iter()
        .filter(|(path, file)| !path.starts_with(OWN) && inputs.get(path) != Some(file));
    let mut outcome: Tree = new.map(|(path, file)| (format!("expected/{path}"), file)).collect();
    if let Some(said) = said.or_else(|| outcome.is_empty().then(|| "nothing was written\n".into()))
    {
        outcome.insert("expected.txt".into(), text_file(&said));
    }
    Ok(outcome)
}

/// Runs the commands of a case; gives what they said. The one command that every case has, ending
/// well and without a message, says nothing worth keeping.
fn run(commands: Option<&str>, project: &Path) -> Result<Option<String>> {
    let mut said = String::new();
    let mut is_quiet = commands.is_none();
    for command in commands.unwrap_or("run").lines() {
        let ran = sw(project, command.split_whitespace())
            .with_context(|| format!("in `sw {command}`"))?;
        is_quiet &= ran.code == 0 && ran.remarks().is_empty();
        said += &format!("$ sw {command}\n{}{}exit code {}\n", ran.out, ran.remarks(), ran.code);
    }
    Ok((!is_quiet).then(|| said.replace(&*project.to_string_lossy(), "<project>")))
}

fn text_file(text: &str) -> File {
    File { bytes: text.as_bytes().to_vec(), executable: false }
}
