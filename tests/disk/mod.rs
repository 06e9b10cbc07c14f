//! Helpers for tests that plan and write: files of a run, and a folder to write them to.
#![allow(dead_code, clippy::unwrap_used, reason = "helpers of tests, each of which uses some")]

pub(crate) mod flaky;
pub(crate) mod ledgers;
pub(crate) mod planted;
pub(crate) mod program;
#[cfg(all(target_os = "linux", target_arch = "x86_64"))]
pub(crate) mod tracer;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::time::Duration;
use sw::diag::Place;
use sw::model::{File, FilePath, Origin, Own};
use sw::plan::{self, Ledger, Plan, Scope};
use sw::write::{self, Lock, State};

pub(crate) const RECIPE: &str = "deploy.rhai";

/// A file that the recipe emits; the line of the emit is the length of its path.
pub(crate) fn file(path: &str, text: &str) -> File {
    let line = u32::try_from(path.len()).unwrap();
    let origin = Origin {
        recipe: RECIPE.into(),
        emit: line,
        place: Place::new(RECIPE, line, 1),
        calls: Vec::new(),
    };
    let path = FilePath::parse(path).unwrap();
    File { path, text: text.into(), executable: false, environment: None, own: Own::Whole, origin }
}

pub(crate) fn tagged(environment: &str, path: &str, text: &str) -> File {
    File { environment: Some(environment.into()), ..file(path, text) }
}

pub(crate) fn owned(own: Own, path: &str, text: &str) -> File {
    File { own, ..file(path, text) }
}

/// The same file, emitted by another recipe.
pub(crate) fn by(recipe: &str, file: File) -> File {
    let origin = Origin {
        recipe: recipe.into(),
        place: Place { file: recipe.into(), ..file.origin.place },
        ..file.origin
    };
    File { origin, ..file }
}

pub(crate) fn script(path: &str, text: &str) -> File {
    File { executable: true, ..file(path, text) }
}

/// An empty folder: in memory where the system has such a place, which is ten times faster.
pub(crate) fn scratch() -> tempfile::TempDir {
    let memory = Path::new("/dev/shm");
    if memory.is_dir() { tempfile::tempdir_in(memory) } else { tempfile::tempdir() }.unwrap()
}

/// What the machine of the tests keeps for itself: for all of them the same, so that copies of a root are recognised.
pub(crate) const STATE: &str = concat!(env!("CARGO_TARGET_TMPDIR"), "/state");

/// The same as the program finds it, when [`STATE`] is its `XDG_STATE_HOME`.
pub(crate) fn state() -> State {
    State::at(Path::new(STATE).join("sw"))
}

/// Puts a ledger in the place of the one that is there, as if its lines were adopted on this machine.
pub(crate) fn adopted(root: &Path, ledger: &Ledger) {
    let _ = fs::remove_file(root.join(plan::LEDGER));
    let lock = Lock::take_with(&state(), root, Duration::ZERO, &mut |_| {}).unwrap();
    write::apply(&Plan { changes: Vec::new(), old: Ledger::default(), new: ledger.clone() }, &lock)
        .unwrap();
}

pub(crate) fn scope() -> Scope {
    Scope::of(RECIPE)
}

pub(crate) fn force() -> Scope {
    Scope { force: true, ..scope() }
}

pub(crate) fn only(environment: &str) -> Scope {
    Scope { environments: Some(vec![environment.into()]), ..scope() }
}

pub(crate) fn plan(files: &[File], root: &Path) -> Plan {
    plan_in(files, root, &scope())
}

pub(crate) fn plan_in(files: &[File], root: &Path, scope: &Scope) -> Plan {
    plan::plan(files, root, &Ledger::read(root).unwrap(), scope, &state().written(root)).unwrap()
}

/// Each change as `action path`.
pub(crate) fn actions(plan: &Plan) -> Vec<String> {
    plan.changes.iter().map(|change| format!("{:?} {}", change.action, change.path)).collect()
}

pub(crate) fn put(root: &Path, path: &str, text: &str) {
    let path = root.join(path);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

/// Everything under a root but `sw`'s own records: files with mode and text, links with their target, folders.
pub(crate) fn tree(root: &Path) -> BTreeMap<String, String> {
    let mut seen = BTreeMap::new();
    walk(root, root, &mut seen);
    seen
}

fn walk(root: &Path, folder: &Path, seen: &mut BTreeMap<String, String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.strip_prefix(root).unwrap().to_str().unwrap().to_string();
        let facts = fs::symlink_metadata(&path).unwrap();
        if name == ".specweave" {
            continue;
        } else if facts.is_symlink() {
            seen.insert(name, format!("-> {}", fs::read_link(&path).unwrap().display()));
        } else if facts.is_dir() {
            seen.insert(name, "folder".into());
            walk(root, &path, seen);
        } else {
            seen.insert(
                name,
                format!("{} {}", mode(&facts), String::from_utf8_lossy(&fs::read(&path).unwrap())),
            );
        }
    }
}

fn mode(facts: &fs::Metadata) -> String {
    use std::os::unix::fs::PermissionsExt;
    format!("{:o}", facts.permissions().mode() & 0o7777)
}
