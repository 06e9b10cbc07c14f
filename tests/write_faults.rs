//! A failure or a death at every single call of a write: afterwards the tree is the old one or the new one.
#![allow(clippy::unwrap_used, reason = "a test may stop at a broken assumption")]

mod disk;

use disk::flaky::{EACCES, EINTR, EIO, ENOSPC, Fault, Flaky};
use disk::program::{Looks, look};
use disk::*;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::time::Duration;
use sw::model::{File, Own};
use sw::plan::{self, LEDGER, Ledger};
use sw::write::disk::fs::Fs;
use sw::write::{self, Disk, Lock, Report, WriteError};

const FAILURES: [Fault; 6] = [
    Fault::Fails(ENOSPC),
    Fault::Fails(EIO),
    Fault::Fails(EACCES),
    Fault::Fails(EINTR),
    Fault::FailsFromHere(EIO),
    Fault::Tears(ENOSPC),
];
const DEATHS: [Fault; 3] = [Fault::DiesBefore, Fault::DiesAfter, Fault::DiesTearing];

/// The files of two runs: about twenty, with everything that can happen to one.
fn runs() -> [Vec<File>; 2] {
    let both = [file("keep/a.yaml", "same\n"), file("keep/b.yaml", "same\n")];
    let before = [
        file("top.yaml", "1\n"),
        file("k8s/base/app.yaml", "1\n"),
        file("k8s/base/gone.yaml", "gone\n"),
        file("old/deep/er/x.yaml", "gone\n"),
        file("old/deep/y.yaml", "gone\n"),
        file("old.yaml", "gone\n"),
        file("bin/run", "#!\n"),
        owned(Own::Block, ".gitignore", "dist/\n"),
        file("empty", ""),
    ];
    let after = [
        file("top.yaml", "2\n"),
        file("k8s/base/app.yaml", "2\n"),
        file("k8s/overlays/staging/kustomization.yaml", "new\n"),
        file("k8s/overlays/production/kustomization.yaml", "new\n"),
        file("new/deep/er/x.yaml", "new\n"),
        file("new/y.yaml", "new\n"),
        file("new.yaml", "new\n"),
        script("bin/run", "#!\n"),
        owned(Own::Block, ".gitignore", "out/\n"),
        owned(Own::Seed, ".env.staging", "A=\n"),
        file("empty", "no more\n"),
    ];
    [both.iter().chain(&before).cloned().collect(), both.iter().chain(&after).cloned().collect()]
}

/// A root as the first run left it, with files of people in it.
struct Stage {
    old: Looks,
    new: Looks,
    template: tempfile::TempDir,
    after: Vec<File>,
}

impl Stage {
    fn new() -> Self {
        let template = scratch();
        let [before, after] = runs();
        put(template.path(), ".gitignore", "mine\n");
        put(template.path(), "k8s/mine", "mine\n");
        run(&Disk, &before, template.path()).unwrap();
        let old = look(template.path());
        let other = copy(template.path());
        run(&Disk, &after, other.path()).unwrap();
        Self { old, new: look(other.path()), template, after }
    }

    fn root(&self) -> tempfile::TempDir {
        copy(self.template.path())
    }

    fn run(&self, fs: &Flaky, root: &Path) -> Result<Report, WriteError> {
        run(fs, &self.after, root)
    }

    /// Takes the lock as the next process would and says whether the tree is the new one.
    fn recovered(&self, root: &Path, case: &str) -> bool {
        drop(
            Lock::take_with(&state(), root, Duration::ZERO, &mut |_| {})
                .unwrap_or_else(|error| panic!("{case}: not recovered: {error}")),
        );
        let now = look(root);
        let mut records: Vec<_> = fs::read_dir(root.join(".specweave"))
            .unwrap()
            .map(|entry| entry.unwrap().file_name())
            .collect();
        records.sort();
        assert_eq!(
            records,
            [".gitignore", "generated.json", "lock", "written"],
            "{case}: something temporary is left"
        );
        assert!(now == self.old || now == self.new, "{case}: a mix: {:#?}", now.0);
        now == self.new
    }
}

fn run(fs: &dyn Fs, files: &[File], root: &Path) -> Result<Report, WriteError> {
    let lock = Lock::take_on(fs, &state(), root, Duration::ZERO, &mut |_| {})?;
    let plan =
        plan::plan(files, root, &Ledger::read(root).unwrap(), &scope(), &state().written(root))
            .unwrap();
    write::apply(&plan, &lock)
}

fn healthy() -> Flaky {
    Flaky::new(Fault::Nothing, 0, false)
}

fn copy(from: &Path) -> tempfile::TempDir {
    let to = scratch();
    program::copy(from, to.path());
    to
}

/// Runs a case at every call of a whole run, on one file system or on two.
fn at_every_call(stage: &Stage, foreign: bool, faults: &[Fault], case: impl Fn(&Flaky, &str)) {
    let probe = Flaky::new(Fault::Nothing, 0, foreign);
    stage.run(&probe, stage.root().path()).unwrap();
    assert!(
        probe.calls() > 150,
        "the run is long enough to mean something: {} calls",
        probe.calls()
    );
    for fault in faults {
        for at in 1..=probe.calls() {
            case(
                &Flaky::new(*fault, at, foreign),
                &format!("{fault:?} at call {at}, foreign: {foreign}"),
            );
        }
    }
}

#[test]
fn a_failure_at_any_call_leaves_the_old_tree_or_the_new_one() {
    let stage = Stage::new();
    let check = |flaky: &Flaky, case: &str| {
        let root = stage.root();
        let result = stage.run(flaky, root.path());
        let now = look(root.path());
        match &result {
            Ok(_) => assert_eq!(now, stage.new, "{case}: said to be written"),
            Err(WriteError::Halfway { .. }) => {}
            Err(error) => assert_eq!(now, stage.old, "{case}: said to be unchanged: {error}"),
        }
        let is_new = stage.recovered(root.path(), case);
        assert!(is_new || result.is_err(), "{case}: taken back after it was said to be written");
        run(&healthy(), &stage.after, root.path())
            .unwrap_or_else(|error| panic!("{case}: the next run fails: {error}"));
        assert_eq!(look(root.path()), stage.new, "{case}: the next run completes it");
    };
    at_every_call(&stage, false, &FAILURES, check);
    at_every_call(
        &stage,
        true,
        &[Fault::Fails(ENOSPC), Fault::FailsFromHere(EIO), Fault::Tears(ENOSPC)],
        check,
    );
}

#[test]
fn a_single_failure_is_taken_back_at_once() {
    let stage = Stage::new();
    let mut halfway = 0;
    let probe = Flaky::new(Fault::Nothing, 0, false);
    stage.run(&probe, stage.root().path()).unwrap();
    for at in 1..=probe.calls() {
        let root = stage.root();
        let flaky = Flaky::new(Fault::Fails(ENOSPC), at, false);
        halfway +=
            usize::from(matches!(stage.run(&flaky, root.path()), Err(WriteError::Halfway { .. })));
    }
    assert_eq!(halfway, 0);
}

#[test]
fn a_death_at_any_call_leaves_the_old_tree_or_the_new_one_after_the_next_start() {
    let stage = Stage::new();
    let check = |flaky: &Flaky, case: &str| {
        let root = stage.root();
        let result = stage.run(flaky, root.path());
        assert!(flaky.is_dead() || result.is_ok(), "{case}");
        let is_new = stage.recovered(root.path(), case);
        assert!(is_new || result.is_err(), "{case}: taken back after it was said to be written");
    };
    at_every_call(&stage, false, &DEATHS, check);
    at_every_call(&stage, true, &DEATHS, check);
}

#[test]
fn a_recovery_that_fails_or_dies_is_recovered_too() {
    let stage = Stage::new();
    let probe = Flaky::new(Fault::Nothing, 0, false);
    stage.run(&probe, stage.root().path()).unwrap();
    let mut mended = 0;
    for first in (1..=probe.calls()).step_by(13) {
        for (fault, foreign) in [
            (Fault::DiesBefore, false),
            (Fault::DiesAfter, true),
            (Fault::FailsFromHere(ENOSPC), false),
        ] {
            for second in (1..).step_by(4) {
                let case = format!(
                    "died at call {first}, then {fault:?} at call {second}, foreign: {foreign}"
                );
                let root = stage.root();
                let _ = stage.run(&Flaky::new(Fault::DiesAfter, first, foreign), root.path());
                let again = Flaky::new(fault, second, foreign);
                let taken =
                    Lock::take_on(&again, &state(), root.path(), Duration::ZERO, &mut |_| {});
                let done = taken.is_ok();
                drop(taken);
                stage.recovered(root.path(), &case);
                mended += usize::from(!done);
                if done && again.calls() < second {
                    break;
                }
            }
        }
    }
    assert!(mended > 100, "{mended}");
}

#[test]
fn a_death_while_a_failed_write_is_taken_back_is_recovered_too() {
    let stage = Stage::new();
    let faults: Vec<Fault> =
        (1..120).step_by(13).map(|later| Fault::FailsThenDies(ENOSPC, later)).collect();
    at_every_call(&stage, false, &faults, |flaky, case| {
        let root = stage.root();
        let result = stage.run(flaky, root.path());
        let is_new = stage.recovered(root.path(), case);
        assert!(is_new || result.is_err(), "{case}: taken back after it was said to be written");
    });
}

#[test]
fn what_people_change_between_a_death_and_the_next_start_stays() {
    let stage = Stage::new();
    let edits: [(&str, Option<&str>); 8] = [
        ("top.yaml", Some("mine\n")),
        ("top.yaml", None),
        ("new/y.yaml", Some("mine\n")),
        ("new/y.yaml", None),
        ("old.yaml", Some("mine\n")),
        ("old/deep/y.yaml", Some("mine\n")),
        ("k8s", Some("mine\n")),
        (LEDGER, Some("mine\n")),
    ];
    for (path, edit) in edits {
        at_every_call(&stage, false, &[Fault::DiesAfter], |flaky, case| {
            let (root, case) = (stage.root(), format!("{case}, {path} becomes {edit:?}"));
            let _ = stage.run(flaky, root.path());
            by_hand(root.path(), path, edit);
            let healthy = healthy();
            drop(
                Lock::take_on(&healthy, &state(), root.path(), Duration::ZERO, &mut |_| {})
                    .unwrap_or_else(|error| panic!("{case}: {error}")),
            );
            if let Some(text) = edit {
                assert_eq!(fs::read_to_string(root.path().join(path)).unwrap(), text, "{case}");
            }
            let others = |mut tree: BTreeMap<String, String>| {
                tree.retain(|name, what| !name.starts_with(path) && what != "folder");
                tree
            };
            let now = others(tree(root.path()));
            let either = [&stage.old, &stage.new].map(|(tree, _)| others(tree.clone()));
            assert!(either.contains(&now), "{case}: a mix: {now:#?}");
        });
    }
}

fn by_hand(root: &Path, path: &str, edit: Option<&str>) {
    let path = root.join(path);
    let _ = fs::remove_dir_all(&path);
    let _ = fs::remove_file(&path);
    if let Some(text) = edit {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, text).unwrap();
    }
}
