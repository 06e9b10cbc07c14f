//! The program itself on a project whose recipe makes one of two trees.

use super::{STATE, scratch, state, tree};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;
use sw::plan::Ledger;
use sw::write::Lock;

/// Which of its two trees a recipe makes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Version {
    A,
    B,
}

impl Version {
    pub(crate) fn other(self) -> Self {
        if self == Self::A { Self::B } else { Self::A }
    }

    fn word(self) -> &'static str {
        if self == Self::A { "a" } else { "b" }
    }
}

/// A tree with the ledger that belongs to it.
pub(crate) type Looks = (BTreeMap<String, String>, Ledger);

/// A project whose recipe makes one of two trees, and how both look.
pub(crate) struct Project {
    home: tempfile::TempDir,
    looks: [Looks; 2],
}

impl Project {
    /// A project as it is after it was written in version B, and then in version A.
    pub(crate) fn new(recipe: &str) -> Self {
        let home = scratch();
        fs::create_dir_all(home.path().join("root/.specweave")).unwrap();
        fs::write(home.path().join("root/.specweave/config.yaml"), "environments:\n  strategy: custom\n  definitions:\n    - name: production\n      deployment: { type: cloud, provider: hetzner }\n").unwrap();
        fs::write(home.path().join("root/deploy.rhai"), recipe).unwrap();
        let mut project = Self {
            home,
            looks: [(BTreeMap::new(), Ledger::default()), (BTreeMap::new(), Ledger::default())],
        };
        for version in [Version::B, Version::A] {
            let ran = project.command(version).output().unwrap();
            assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
            project.looks[version as usize] = look(&project.root());
        }
        project
    }

    pub(crate) fn root(&self) -> PathBuf {
        self.home.path().join("root")
    }

    /// A project like this one in a place of its own.
    pub(crate) fn copy(&self) -> Self {
        let home = scratch();
        copy(self.home.path(), home.path());
        Self { home, looks: self.looks.clone() }
    }

    /// `sw run`, ready to be started.
    pub(crate) fn command(&self, version: Version) -> Command {
        let mut command = program(&self.root());
        command.args(["run", "--set", &format!("version={}", version.word())]);
        command
    }

    /// Which of the two trees is there now, by itself and by its ledger; none when it is a mix.
    pub(crate) fn version(&self) -> Option<Version> {
        let now = look(&self.root());
        [Version::A, Version::B].into_iter().find(|version| self.looks[*version as usize] == now)
    }

    /// Takes the lock as the next start does; whether there was something to mend.
    pub(crate) fn mend(&self, case: &str) -> bool {
        let lock = Lock::take_with(&state(), &self.root(), Duration::from_secs(20), &mut |_| {});
        lock.unwrap_or_else(|error| panic!("{case}: not mended: {error:?}")).recovered.is_some()
    }

    /// Nothing that a write needs for a while is left.
    pub(crate) fn is_tidy(&self, case: &str) {
        let mut records: Vec<_> = fs::read_dir(self.root().join(".specweave"))
            .unwrap()
            .map(|entry| entry.unwrap().file_name())
            .collect();
        records.sort();
        assert_eq!(
            records,
            [".gitignore", "config.yaml", "generated.json", "lock", "written"],
            "{case}"
        );
        let left: Vec<String> =
            tree(&self.root()).into_keys().filter(|name| name.contains("tmp")).collect();
        assert!(left.is_empty(), "{case}: {left:?}");
    }
}

/// The program, as if it were called in a folder.
pub(crate) fn program(folder: &Path) -> Command {
    let mut command = Command::new(
        std::env::var_os("SW_BINARY").unwrap_or_else(|| env!("CARGO_BIN_EXE_sw").into()),
    );
    command
        .current_dir(folder)
        .env_clear()
        .env("HOME", folder)
        .env("XDG_STATE_HOME", STATE)
        .stdin(Stdio::null());
    command
}

pub(crate) fn look(root: &Path) -> Looks {
    (tree(root), Ledger::read(root).unwrap())
}

pub(crate) fn copy(from: &Path, to: &Path) {
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            fs::create_dir(&target).unwrap();
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), &target).unwrap();
        }
    }
}
