//! People edit, delete, rename, chmod and link files between runs: none of their work is ever lost.
#![allow(clippy::unwrap_used, reason = "a test may stop at a broken assumption")]

mod disk;

use disk::*;
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::Path;
use std::time::Duration;
use sw::model::File;
use sw::plan::{Action, Plan, Scope};
use sw::write::{self, Lock, WriteError};

const PATHS: [&str; 8] =
    ["a.yaml", "b/c.yaml", "b/d.yaml", "b/e/f.yaml", "g", "b/e/h.yaml", "i/j/k", "mine"];

#[derive(Clone, Debug)]
enum Hand {
    Edit(usize),
    Copy(usize, usize),
    Delete(usize),
    Rename(usize, usize),
    Chmod(usize, u32),
    Link(usize),
    Folder(usize),
}

/// What a recipe wants: of each path one of three texts, perhaps executable, or nothing.
type Wish = Vec<Option<(u8, bool)>>;

fn hand() -> impl Strategy<Value = Hand> {
    let path = 0..PATHS.len();
    prop_oneof![
        3 => path.clone().prop_map(Hand::Edit),
        1 => (path.clone(), path.clone()).prop_map(|(a, b)| Hand::Copy(a, b)),
        2 => path.clone().prop_map(Hand::Delete),
        2 => (path.clone(), path.clone()).prop_map(|(a, b)| Hand::Rename(a, b)),
        2 => (path.clone(), prop_oneof![Just(0o755), Just(0o600), Just(0o644), Just(0o444)]).prop_map(|(a, mode)| Hand::Chmod(a, mode)),
        1 => path.clone().prop_map(Hand::Link),
        1 => path.prop_map(Hand::Folder),
    ]
}

fn wish() -> impl Strategy<Value = Wish> {
    prop::collection::vec(
        prop::option::weighted(0.7, (0..3_u8, prop::bool::weighted(0.2))),
        PATHS.len() - 1,
    )
}

fn files(wish: &Wish) -> Vec<File> {
    let made = |(path, text): (&&str, &Option<(u8, bool)>)| {
        text.map(|(text, executable)| File { executable, ..file(path, &format!("text {text}\n")) })
    };
    PATHS.iter().zip(wish).filter_map(made).collect()
}

/// Does what a person does; what can't be done on this tree is not done.
fn act(root: &Path, outside: &Path, hand: &Hand) {
    let path = |n: &usize| root.join(PATHS[*n]);
    // The tools of people follow links: what is behind one is for this test to keep.
    if let Hand::Edit(a) | Hand::Chmod(a, _) | Hand::Copy(_, a) = hand
        && path(a).is_symlink()
    {
        return;
    }
    let ready = |n: &usize| fs::create_dir_all(path(n).parent().unwrap());
    let _ = match hand {
        Hand::Edit(a) => ready(a).and_then(|()| fs::write(path(a), "edited by hand\n")),
        Hand::Copy(a, b) => ready(b).and_then(|()| fs::copy(path(a), path(b)).map(|_| ())),
        Hand::Delete(a) => fs::remove_file(path(a)).or_else(|_| fs::remove_dir_all(path(a))),
        Hand::Rename(a, b) => ready(b).and_then(|()| fs::rename(path(a), path(b))),
        Hand::Chmod(a, mode) => fs::set_permissions(path(a), fs::Permissions::from_mode(*mode)),
        Hand::Link(a) => ready(a)
            .and_then(|()| fs::remove_file(path(a)))
            .and_then(|()| symlink(outside.join("theirs"), path(a))),
        Hand::Folder(a) => fs::remove_file(path(a)).and_then(|()| fs::create_dir(path(a))),
    };
}

/// What decides whether a file is still what `sw` wrote: its text and whether it is executable.
fn essence(what: &str) -> Option<(String, bool)> {
    let (mode, text) = what.split_once(' ').filter(|_| !what.starts_with("->"))?;
    Some((text.to_string(), u32::from_str_radix(mode, 8).unwrap() & 0o100 != 0))
}

fn run(files: &[File], root: &Path, scope: &Scope) -> (Plan, Result<(), WriteError>) {
    let lock = Lock::take_with(&state(), root, Duration::ZERO, &mut |_| {}).unwrap();
    let plan = plan_in(files, root, scope);
    let result = write::apply(&plan, &lock).map(|_| ());
    (plan, result)
}

fn conflicts_explain_themselves(plan: &Plan) {
    let in_conflict: Vec<_> =
        plan.changes.iter().filter(|change| matches!(change.action, Action::Conflict(_))).collect();
    let messages = plan.conflicts();
    assert_eq!(in_conflict.len(), messages.len());
    for (change, message) in in_conflict.iter().zip(messages) {
        assert!(
            message.message.contains(change.path.as_str()) && !message.hints.is_empty(),
            "{message:?}"
        );
        let diff = message.notes.join("\n");
        let shows = diff.contains(&format!("--- a/{}", change.path));
        assert!(change.before.is_none() || shows, "no diff: {message:?}");
    }
}

/// How many sequences are tried.
fn sequences() -> u32 {
    std::env::var("SW_HANDS").map_or(400, |sequences| sequences.parse().unwrap())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: sequences(), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_of_anybody_is_overwritten_or_deleted(rounds in prop::collection::vec((prop::collection::vec(hand(), 0..4), wish()), 1..10)) {
        let (root, outside) = (scratch(), scratch());
        put(outside.path(), "theirs", "theirs\n");
        let mut written: BTreeMap<String, (String, bool)> = BTreeMap::new();
        for (hands, wish) in rounds {
            hands.iter().for_each(|hand| act(root.path(), outside.path(), hand));
            let wanted = files(&wish);
            let before = tree(root.path());
            let (plan, result) = run(&wanted, root.path(), &scope());
            conflicts_explain_themselves(&plan);
            let after = tree(root.path());
            let Ok(()) = result else {
                prop_assert!(matches!(result, Err(WriteError::Conflicts(_))), "{result:?}");
                prop_assert_eq!(&before, &after, "a conflict, and yet something changed");
                continue;
            };
            for (path, what) in before.iter().filter(|(_, what)| *what != "folder") {
                let ours = essence(what).is_some_and(|now| written.get(path) == Some(&now));
                let equal = wanted.iter().any(|file| file.path.as_str() == path && essence(what).is_some_and(|(text, _)| *text == *file.text));
                prop_assert!(ours || equal || after.get(path) == Some(what), "{path} was {what:?} and is {:?}", after.get(path));
            }
            written = wanted.iter().map(|file| (file.path.to_string(), (file.text.to_string(), file.executable))).collect();
            for (path, made) in &written {
                let now = essence(&after[path]);
                prop_assert_eq!(now.as_ref(), Some(made), "{}", path);
            }
        }
        prop_assert_eq!(tree(outside.path()).len(), 1);
        prop_assert_eq!(&tree(outside.path())["theirs"], "644 theirs\n");
    }

    #[test]
    fn force_overwrites_files_and_nothing_else(hands in prop::collection::vec(hand(), 0..8), first in wish(), second in wish()) {
        let (root, outside) = (scratch(), scratch());
        put(outside.path(), "theirs", "theirs\n");
        run(&files(&first), root.path(), &scope()).1.unwrap();
        hands.iter().for_each(|hand| act(root.path(), outside.path(), hand));
        let before = tree(root.path());
        let (plan, result) = run(&files(&second), root.path(), &force());
        let after = tree(root.path());
        if let Err(error) = result {
            prop_assert!(matches!(error, WriteError::Conflicts(_)));
            prop_assert_eq!(before, after);
            for message in plan.conflicts() {
                prop_assert!(matches!(&*message.code, "link-in-the-way" | "not-a-file"), "{:?}", message);
            }
        } else {
            for file in files(&second) {
                prop_assert_eq!(essence(&after[file.path.as_str()]), Some((file.text.to_string(), file.executable)));
            }
            for (path, what) in before.iter().filter(|(_, what)| what.starts_with("->")) {
                prop_assert_eq!(after.get(path), Some(what), "a link is never ours");
            }
            prop_assert_eq!(after.get("mine"), before.get("mine"), "never emitted");
        }
        prop_assert_eq!(&tree(outside.path())["theirs"], "644 theirs\n");
    }
}
