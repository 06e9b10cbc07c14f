//! Every single system call of a run fails, or is the last one: afterwards the tree is the old one or the new one.
#![cfg(all(target_os = "linux", target_arch = "x86_64"))]
#![allow(clippy::unwrap_used, reason = "a test may stop at a broken assumption")]

mod disk;

use disk::program::{Project, Version};
use disk::tracer::{Act, Call, End, Traced, can_fail, changes, is_vital, needs_space, trace};
use nix::errno::Errno;
use std::collections::BTreeMap;
use std::panic::resume_unwind;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Everything that can happen to a file, from version A to version B.
const RECIPE: &str = r##"
let b = input("version") == "b";
emit("keep.yaml", #{ a: 1 });
emit("top.yaml", #{ b: b });
emit("bin/run", "#!/bin/sh\n", #{ executable: b });
emit(".gitignore", if b { "dist/\n" } else { "out/\n" }, #{ own: "block" });
if b {
    emit("new/deep/x.yaml", #{ x: 1 });
    emit("both/new.yaml", #{ x: 1 });
} else {
    emit("old/deep/y.yaml", #{ y: 1 });
    emit("both/old.yaml", #{ y: 1 });
}
"##;

/// The same with many more files, when `SW_FILES` says so: that takes minutes.
fn project() -> Project {
    let files: u32 = std::env::var("SW_FILES").map_or(0, |files| files.parse().unwrap());
    Project::new(&format!(
        "{RECIPE}for i in 0..{files} {{ emit(`many/${{i % 10}}/${{i}}.yaml`, #{{ b: b }}); }}\n"
    ))
}

/// A run, and one that does it all by itself, without a worker: of that every call is seen.
const RUN: &[&str] = &["run", "--set", "version=b"];
const ALONE: &[&str] = &["run", "--trust", "--set", "version=b"];

/// Runs each case on two threads, every one on a project of its own; gives how often each thing was seen.
fn each(
    run: &[&str],
    cases: &[(usize, Act)],
    counts: fn(&Call) -> bool,
    check: fn(&Project, &Traced, usize, &str) -> &'static str,
) -> BTreeMap<&'static str, usize> {
    let project = project();
    let next = AtomicUsize::new(0);
    let lane = || {
        let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
        while let Some((at, act)) = cases.get(next.fetch_add(1, Ordering::SeqCst)) {
            let project = project.copy();
            let traced = trace(&project.root(), run, *at, *act, counts);
            let case = format!(
                "{act:?} at call {at} (number {:?}), {:?}: {}",
                traced.calls.get(at - 1),
                traced.end,
                traced.said
            );
            *seen.entry(check(&project, &traced, *at, &case)).or_default() += 1;
        }
        seen
    };
    let lanes = std::thread::scope(|scope| {
        [scope.spawn(lane), scope.spawn(lane)]
            .map(|lane| lane.join().unwrap_or_else(|panic| resume_unwind(panic)))
    });
    let mut all = BTreeMap::new();
    for (what, n) in lanes.into_iter().flatten() {
        *all.entry(what).or_default() += n;
    }
    all
}

/// The calls of a kind that an undisturbed run makes, by their numbers.
fn calls(run: &[&str], counts: fn(&Call) -> bool) -> Vec<i64> {
    let project = project();
    let traced = trace(&project.root(), run, 0, Act::Nothing, counts);
    assert_eq!((traced.end, project.version()), (End::Exited(0), Some(Version::B)));
    traced.calls
}

/// What became of the tree, after the next start if need be.
fn settled(project: &Project, traced: &Traced, case: &str) -> &'static str {
    let before = project.version();
    match traced.end {
        End::Exited(0) => assert_eq!(before, Some(Version::B), "{case}: said to be written"),
        End::Exited(_) if traced.said.contains("nothing was written") => {
            assert_eq!(before, Some(Version::A), "{case}: said to be unchanged")
        }
        _ => {}
    }
    let mended = project.mend(case);
    project.is_tidy(case);
    match (project.version(), mended) {
        (None, _) => panic!("{case}: a mix"),
        (Some(Version::A), false) => "old",
        (Some(Version::A), true) => "taken back by the next start",
        (Some(Version::B), false) => "new",
        (Some(Version::B), true) => "finished by the next start",
    }
}

fn check_failure(project: &Project, traced: &Traced, at: usize, case: &str) -> &'static str {
    let vital = traced.calls.get(at - 1).is_some_and(|number| is_vital(*number));
    // Before the program there is its loader, which ends with 127.
    let orderly = matches!(traced.end, End::Exited(0 | 1 | 4 | 127));
    assert!(vital || orderly, "{case}: it crashed");
    settled(project, traced, case)
}

#[test]
fn a_failure_at_any_system_call_leaves_the_old_tree_or_the_new_one() {
    let calls = calls(ALONE, can_fail);
    let whole = calls.len();
    let errors = [Errno::ENOSPC, Errno::EIO, Errno::EACCES, Errno::EINTR];
    // What is not about files fails in one way only, in turn, and so does each of very many calls.
    let ways = |at: usize| {
        if whole < 2000 && !is_vital(calls[at - 1]) {
            &errors[..]
        } else {
            std::slice::from_ref(&errors[at % errors.len()])
        }
    };
    let cases: Vec<(usize, Act)> = (1..=whole)
        .flat_map(|at| ways(at).iter().map(move |errno| (at, Act::Fail(*errno))))
        .collect();
    let seen = each(ALONE, &cases, can_fail, check_failure);
    println!("{whole} calls, {} failures: {seen:?}", cases.len());
    assert!(whole > 300 && seen["old"] > 100 && seen["new"] > 100, "{whole} calls: {seen:?}");
}

#[test]
fn a_kill_at_any_system_call_leaves_the_old_tree_or_the_new_one() {
    let whole = calls(RUN, can_fail).len();
    let cases: Vec<(usize, Act)> = (1..=whole).map(|at| (at, Act::Kill)).collect();
    let seen =
        each(RUN, &cases, can_fail, |project, traced, _, case| settled(project, traced, case));
    println!("{whole} kills: {seen:?}");
    assert!(
        seen["old"] > 100 && seen["finished by the next start"] > 20 && seen["new"] > 10,
        "{seen:?}"
    );
}

/// From some moment on the disk is full: nothing can be made any more, only moved and removed.
#[test]
fn a_disk_that_becomes_full_leaves_the_old_tree_or_the_new_one() {
    let whole = calls(RUN, needs_space).len();
    let cases: Vec<(usize, Act)> =
        (1..=whole).map(|at| (at, Act::FailFromHere(Errno::ENOSPC))).collect();
    let seen = each(RUN, &cases, needs_space, |project, traced, _, case| {
        assert!(matches!(traced.end, End::Exited(0 | 1 | 4)), "{case}");
        settled(project, traced, case)
    });
    println!("{whole} calls: {seen:?}");
    assert!(whole > 20 && seen["old"] > 20, "{seen:?}");
}

/// From some moment on the disk is read-only, as a system makes it after errors.
#[test]
fn a_disk_that_becomes_read_only_leaves_the_old_tree_or_the_new_one() {
    let whole = calls(RUN, changes).len();
    let cases: Vec<(usize, Act)> =
        (1..=whole).map(|at| (at, Act::FailFromHere(Errno::EROFS))).collect();
    let seen = each(RUN, &cases, changes, |project, traced, _, case| {
        assert!(matches!(traced.end, End::Exited(0 | 1 | 4)), "{case}");
        settled(project, traced, case)
    });
    println!("{whole} calls: {seen:?}");
    assert!(
        whole > 40 && seen["old"] > 20 && seen.keys().any(|what| what.contains("next start")),
        "{seen:?}"
    );
}
