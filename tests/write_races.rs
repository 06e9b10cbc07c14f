//! Many writers, and folders that become links while a write is on its way.
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
    let lock = Lock::take_with(&state(), root, patience, &mut |_| {})?;
    let plan =
        plan::plan(&wish(n), root, &Ledger::read(root).unwrap(), &scope(), &state().written(root))
            .unwrap();
    write::apply(&plan, &lock)?;
    Ok(lock)
}

/// Runs [`writer`] in a process of its own.
fn spawn(root: &Path, n: usize) -> Child {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command
        .args(["--exact", "writer", "--ignored", "--nocapture"])
        .env("SW_ROOT", root)
        .env("SW_WRITER", n.to_string());
    command.stdout(Stdio::null()).stderr(Stdio::inherit()).spawn().unwrap()
}

/// Fifty rounds of one writer; every fifth doesn't wait.
#[test]
#[ignore = "a process that the other tests start"]
fn writer() {
    let n: usize = std::env::var("SW_WRITER").unwrap().parse().unwrap();
    let root = PathBuf::from(std::env::var("SW_ROOT").unwrap());
    let mut turns = String::new();
    for round in 0..50 {
        let patience = if round % 5 == 0 { Duration::ZERO } else { Duration::from_secs(60) };
        match run(n, &root, patience) {
            Ok(lock) => {
                assert!(lock.recovered.is_none(), "nobody died");
                assert_eq!(files(&root), wished(n), "nobody else writes while the lock is held");
                turns += "written\n";
            }
            Err(WriteError::Locked(_)) => turns += "locked\n",
            Err(error) => panic!("{error:?}"),
        }
    }
    fs::write(root.with_file_name(format!("turns-{n}")), turns).unwrap();
}

#[test]
fn sixteen_processes_on_one_root_take_turns() {
    let home = scratch();
    let root = home.path().join("root");
    fs::create_dir(&root).unwrap();
    let children: Vec<Child> = (0..16).map(|n| spawn(&root, n)).collect();
    for mut child in children {
        assert!(child.wait().unwrap().success());
    }
    let turns: String = (0..16)
        .map(|n| fs::read_to_string(home.path().join(format!("turns-{n}"))).unwrap())
        .collect();
    let (written, locked) = (turns.matches("written").count(), turns.matches("locked").count());
    println!("{written} written, {locked} locked");
    assert_eq!(written + locked, 16 * 50);
    assert!(written >= 16 * 40, "only who doesn't wait is refused");
    let last = files(&root);
    assert!((0..16).any(|n| last == wished(n)), "{last:#?}");
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
        let seconds =
            std::env::var("SW_RACE_SECONDS").map_or(2, |seconds| seconds.parse().unwrap());
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
    assert_eq!(
        files(outside.path()),
        BTreeMap::from([("theirs".into(), "644 theirs\n".into())]),
        "{written} written, {refused} refused"
    );
    println!("{written} written, {refused} refused");
    assert!(written > 0 && refused > 0, "{written} written, {refused} refused");
}

/// Swaps folders of the root, and the records of `sw`, for links to the outside and back.
fn swap(root: &Path, outside: &Path, stop: &AtomicBool) {
    for name in ["shared", "own/1", "shared/3", ".specweave/tmp"].iter().cycle() {
        let (real, aside) =
            (root.join(name), root.join(format!("aside-{}", name.replace('/', "-"))));
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
    let lock = Lock::take_with(&state(), root, Duration::ZERO, &mut |_| {}).map_err(drop)?;
    let ledger = Ledger::read(root).map_err(drop)?;
    let plan =
        plan::plan(&wish(n), root, &ledger, &force(), &state().written(root)).map_err(drop)?;
    write::apply(&plan, &lock).map(drop).map_err(drop)
}
