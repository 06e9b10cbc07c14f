//! A project into which records are planted that `sw` did not write there.

use super::flaky::{Fault, Flaky};
use super::program::{copy, program};
use super::{file, put, scope, scratch};
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::os::unix::fs::{FileTypeExt, MetadataExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;
use sw::plan::{self, LEDGER, Ledger, fingerprint, sha256};
use sw::write::{self, Lock, State};

pub(crate) const CONFIG: &str = "environments:\n  strategy: custom\n  definitions:\n    - name: production\n      deployment: { type: cloud, provider: hetzner }\n";
pub(crate) const MAIN: &str = "fn main() {}\n";
pub(crate) const VALUES: &str = "TOKEN=known\n";

/// A project that is as its recipe wants it, with files of people, and a file outside.
pub(crate) struct Project {
    pub(crate) home: tempfile::TempDir,
}

/// What a command said and how it ended.
pub(crate) struct Said {
    pub(crate) code: i32,
    pub(crate) text: String,
}

impl Project {
    pub(crate) fn new() -> Self {
        let project = Self { home: scratch() };
        let root = project.root();
        put(&root, ".specweave/config.yaml", CONFIG);
        put(&root, "deploy.rhai", "emit(\"a.txt\", \"a\");\n");
        put(&root, "lib/x_test.rhai", "fn test_x() { assert::equal(1, 1); }\n");
        put(&root, "src/main.rs", MAIN);
        put(&root, ".env.production", VALUES);
        fs::set_permissions(root.join(".env.production"), fs::Permissions::from_mode(0o600))
            .unwrap();
        put(project.home.path(), "outside", "theirs\n");
        assert_eq!(project.run("run").code, 0);
        project
    }

    pub(crate) fn root(&self) -> PathBuf {
        self.home.path().join("root")
    }

    pub(crate) fn run(&self, arguments: &str) -> Said {
        let ran = program(&self.root()).args(arguments.split(' ')).output().unwrap();
        let text = String::from_utf8(ran.stdout).unwrap() + &String::from_utf8(ran.stderr).unwrap();
        Said {
            code: ran.status.code().unwrap_or_else(|| panic!("`{arguments}` was killed: {text}")),
            text,
        }
    }

    /// Everything there is, with what it is: also when it was changed, and under which number.
    pub(crate) fn seen(&self) -> BTreeMap<PathBuf, String> {
        let mut seen = BTreeMap::new();
        look(self.home.path(), &mut seen);
        seen
    }

    pub(crate) fn tmp(&self, name: &str, text: &str) {
        put(&self.root(), &format!(".specweave/tmp/{name}"), text);
    }

    pub(crate) fn git(&self, arguments: &str) {
        let mut git = Command::new("git");
        git.arg("-C")
            .arg(self.root())
            .args(["-c", "user.name=a", "-c", "user.email=a@example.com"])
            .args(arguments.split(' '));
        assert!(git.output().unwrap().status.success(), "git {arguments}");
    }
}

pub(crate) fn look(path: &Path, seen: &mut BTreeMap<PathBuf, String>) {
    let facts = fs::symlink_metadata(path).unwrap();
    let content = if facts.is_file() && facts.len() < 1 << 20 {
        sha256(&fs::read(path).unwrap())
    } else {
        String::new()
    };
    let (kind, times) =
        (facts.file_type(), (facts.mtime(), facts.mtime_nsec(), facts.ctime(), facts.ctime_nsec()));
    let kind = (kind.is_dir(), kind.is_file(), kind.is_symlink(), kind.is_fifo());
    let what = format!(
        "{kind:?} {:o} {} {} {} {times:?} {content}",
        facts.mode(),
        facts.ino(),
        facts.nlink(),
        facts.len()
    );
    seen.insert(path.to_path_buf(), what);
    if facts.is_dir() {
        fs::read_dir(path).unwrap().for_each(|entry| look(&entry.unwrap().path(), seen));
    }
}

/// A file that says it is huge, and takes no space.
pub(crate) fn huge(path: &Path) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    File::create(path).unwrap().set_len(5 << 30).unwrap();
}

pub(crate) fn pipe(path: &Path) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    assert!(Command::new("mkfifo").arg(path).status().unwrap().success());
}

pub(crate) fn step(path: &str, old: Option<&str>, new: Option<&str>) -> String {
    let print = |text: Option<&str>| {
        text.map(
            |text| serde_json::json!({ "sha256": sha256(text.as_bytes()), "executable": false }),
        )
    };
    serde_json::json!({ "path": path, "old": print(old), "new": print(new) }).to_string()
}

pub(crate) fn journal(steps: &[String], seal: Option<&str>) -> String {
    let seal = seal.map_or("null".into(), |seal| format!("\"{seal}\""));
    format!("{{\"steps\":[{}],\"folders\":[],\"seal\":{seal}}}", steps.join(","))
}

/// The ledger with one more line.
pub(crate) fn forged(project: &Project, path: &str, text: &str) {
    let ledger = fs::read_to_string(project.root().join(LEDGER)).unwrap();
    let line = serde_json::json!({ "path": path, "sha256": fingerprint(text.as_bytes()), "recipe": "deploy.rhai" });
    put(
        &project.root(),
        LEDGER,
        &ledger.replace("    null\n", &format!("    {line},\n    null\n")),
    );
}

/// Leaves a write halfway, as a process that dies does, on a machine with this state: `a.txt` is new, `new.txt` is not there.
pub(crate) fn die_halfway(root: &Path, state: &State) {
    for at in 1..500 {
        let tried = scratch();
        copy(root, tried.path());
        die_at(at, tried.path(), state);
        if fs::read_to_string(tried.path().join("a.txt")).unwrap() == "b\n"
            && !tried.path().join("new.txt").exists()
        {
            return die_at(at, root, state);
        }
    }
    panic!("no write was left halfway");
}

pub(crate) fn die_at(call: usize, root: &Path, state: &State) {
    let flaky = Flaky::new(Fault::DiesAfter, call, false);
    let Ok(lock) = Lock::take_on(&flaky, state, root, Duration::ZERO, &mut |_| {}) else { return };
    let files = [file("a.txt", "b\n"), file("new.txt", "new\n")];
    let planned =
        plan::plan(&files, root, &Ledger::read(root).unwrap(), &scope(), &state.written(root))
            .unwrap();
    let _dead = write::apply(&planned, &lock);
}

/// What is planted, and how.
pub(crate) type Plant = (&'static str, fn(&Project));
