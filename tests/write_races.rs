//! Many writers, sudden deaths and folders that become links while a write is on its way.
#![allow(clippy::unwrap_used, reason = "a test may stop at a broken assumption")]

mod disk;

use disk::*;
use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};
use sw::model::File;
use sw::plan::{self, Ledger};
use sw::write::{self, Lock, WriteError};

/// What writer `n` wants: some paths all writers share, some of its own.
fn wish(n: usize) -> Vec<File> {
    let text = format!("writer {n}\n");
    let shared = (0..6).map(|i| file(&format!("shared/{i}/app.yaml"), &text));
    let own = (0..6).map(|i| file(&format!("own/{}/{i}.yaml", (n + i) % 5), &text));
    shared.chain(own).collect()
}

fn wished(n: usize) -> BTreeMap<String, String> {
    wish(n).into_iter().map(|file| (file.path.to_string(), format!("644 {}", file.text))).collect()
}

fn files(root: &Path) -> BTreeMap<String, String> {
    let mut tree = tree(root);
    tree.retain(|_, what| what != "folder");
    tree
}

fn run(n: usize, root: &Path, patience: Duration) -> Result<Lock<'static>, WriteError> {
    let lock = Lock::take(root, patience, &mut |_| {})?;
    let plan = plan::plan(&wish(n), root, &Ledger::read(root).unwrap(), &scope()).unwrap();
    write::apply(&plan, &lock)?;
    Ok(lock)
}

#[test]
fn sixteen_threads_on_one_root_take_turns() {
    let root = scratch();
    let turns: usize = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..16)
            .map(|n| {
                scope.spawn({
                    let root = root.path();
                    move || {
                        (0..25)
                            .filter(|round| {
                                let patience = if round % 5 == 0 { Duration::ZERO } else { Duration::from_secs(60) };
                                match run(n, root, patience) {
                                    Ok(_lock) => {
                                        assert_eq!(files(root), wished(n), "nobody else writes while the lock is held");
                                        true
                                    }
                                    Err(WriteError::Locked { .. }) => false,
                                    Err(error) => panic!("{error:?}"),
                                }
                            })
                            .count()
                    }
                })
            })
            .collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).sum()
    });
    assert!(turns >= 16 * 20, "{turns}");
}

/// Runs [`writer`] in a process of its own.
fn spawn(root: &Path, n: usize, rounds: usize) -> Child {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["--exact", "writer", "--ignored", "--nocapture"]).env("SW_ROOT", root).env("SW_WRITER", n.to_string());
    command.env("SW_ROUNDS", rounds.to_string()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap()
}

#[test]
#[ignore = "a process that the other tests start"]
fn writer() {
    let number = |name: &str| std::env::var(name).unwrap().parse::<usize>().unwrap();
    let root = PathBuf::from(std::env::var("SW_ROOT").unwrap());
    for round in 0..number("SW_ROUNDS") {
        drop(run(number("SW_WRITER") + round % 2, &root, Duration::from_secs(60)).unwrap());
    }
}

#[test]
fn sixteen_processes_on_one_root_take_turns() {
    let root = scratch();
    let children: Vec<Child> = (0..16).map(|n| spawn(root.path(), n, 20)).collect();
    for mut child in children {
        assert!(child.wait().unwrap().success());
    }
    let last = files(root.path());
    assert!((0..17).any(|n| last == wished(n)), "{last:#?}");
}

#[test]
fn a_killed_process_leaves_a_tree_that_the_next_one_mends() {
    let root = scratch();
    let kills: u64 = std::env::var("SW_KILLS").map_or(60, |kills| kills.parse().unwrap());
    let mut recovered = 0;
    drop(run(0, root.path(), Duration::ZERO).unwrap());
    for kill in 0..kills {
        let mut child = spawn(root.path(), 0, usize::MAX);
        let start = Instant::now();
        // Until it writes, and then some: spread evenly over a few milliseconds.
        let first = root.path().join("shared/0/app.yaml");
        while fs::read_to_string(&first).is_ok_and(|text| text == "writer 0\n") && start.elapsed() < Duration::from_secs(20) {}
        std::thread::sleep(Duration::from_micros(kill * 7919 % 9000));
        child.kill().unwrap();
        child.wait().unwrap();
        let lock = Lock::take(root.path(), Duration::from_secs(5), &mut |_| {});
        recovered += usize::from(lock.unwrap_or_else(|error| panic!("kill {kill}: {error:?}")).recovered.is_some());
        let now = files(root.path());
        assert!(now == wished(0) || now == wished(1), "kill {kill}: a mix: {now:#?}");
        drop(run(0, root.path(), Duration::ZERO).unwrap_or_else(|error| panic!("kill {kill}: {error:?}")));
        assert_eq!(files(root.path()), wished(0), "kill {kill}");
        assert!(!write::interrupted(root.path()), "kill {kill}: something temporary is left");
    }
    assert!(recovered > 0, "none of {kills} kills met a write on its way");
}

#[test]
fn a_folder_that_turns_into_a_link_and_back_leads_nowhere() {
    let (root, outside) = (scratch(), scratch());
    put(outside.path(), "theirs", "theirs\n");
    let stop = AtomicBool::new(false);
    let (mut written, mut refused) = (0, 0);
    std::thread::scope(|scope| {
        scope.spawn(|| swap(root.path(), outside.path(), &stop));
        let start = Instant::now();
        let seconds = std::env::var("SW_RACE_SECONDS").map_or(2, |seconds| seconds.parse().unwrap());
        for n in 0.. {
            match run_forced(n, root.path()) {
                Ok(()) => written += 1,
                Err(()) => refused += 1,
            }
            if start.elapsed() > Duration::from_secs(seconds) {
                break;
            }
        }
        stop.store(true, Ordering::SeqCst);
    });
    assert_eq!(files(outside.path()), BTreeMap::from([("theirs".into(), "644 theirs\n".into())]), "{written} written, {refused} refused");
    assert!(written > 0 && refused > 0, "{written} written, {refused} refused");
}

/// Swaps folders of the root, and the records of `sw`, for links to the outside and back.
fn swap(root: &Path, outside: &Path, stop: &AtomicBool) {
    for name in ["shared", "own/1", "shared/3", ".specweave/tmp"].iter().cycle() {
        let (real, aside) = (root.join(name), root.join(format!("aside-{}", name.replace('/', "-"))));
        if fs::rename(&real, &aside).is_ok() {
            let _ = symlink(outside, &real);
            std::thread::sleep(Duration::from_micros(300));
            let _ = fs::remove_file(&real);
            let _ = fs::rename(&aside, &real);
            let _ = fs::remove_dir_all(&aside);
        }
        std::thread::sleep(Duration::from_micros(200));
        if stop.load(Ordering::SeqCst) {
            return;
        }
    }
}

fn run_forced(n: usize, root: &Path) -> Result<(), ()> {
    let lock = Lock::take(root, Duration::ZERO, &mut |_| {}).map_err(drop)?;
    let ledger = Ledger::read(root).map_err(drop)?;
    let plan = plan::plan(&wish(n), root, &ledger, &force()).map_err(drop)?;
    write::apply(&plan, &lock).map(drop).map_err(drop)
}
