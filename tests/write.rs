//! Changing the disk: all of a plan or nothing, and nothing that is not ours.
#![allow(clippy::unwrap_used, reason = "a test may stop at a broken assumption")]

mod disk;

use disk::*;
use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
use std::path::Path;
use std::time::Duration;
use sw::model::{File, FilePath, Own};
use sw::plan::{Content, LEDGER, Ledger, Scope};
use sw::write::{self, Lock, Report, WriteError};

fn root() -> tempfile::TempDir {
    tempfile::tempdir().unwrap()
}

fn lock(root: &Path) -> Lock<'static> {
    Lock::take_with(&state(), root, Duration::ZERO, &mut |_| {}).unwrap()
}

fn run_in(files: &[File], root: &Path, scope: &Scope) -> Result<Report, WriteError> {
    let lock = lock(root);
    write::apply(&plan_in(files, root, scope), &lock)
}

fn run(files: &[File], root: &Path) -> Report {
    run_in(files, root, &scope()).unwrap()
}

fn read(root: &Path, path: &str) -> String {
    fs::read_to_string(root.join(path)).unwrap()
}

fn records(root: &Path) -> Vec<String> {
    let mut names: Vec<_> = fs::read_dir(root.join(".specweave"))
        .unwrap()
        .map(|e| e.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[test]
fn a_run_writes_files_with_their_modes_and_the_ledger() {
    let root = root();
    let report =
        run(&[file("k8s/base/app.yaml", "a\n"), script("bin/deploy", "#!/bin/sh\n")], root.path());
    assert_eq!(report.created.len(), 2);
    let expected = [
        ("bin", "folder"),
        ("bin/deploy", "755 #!/bin/sh\n"),
        ("k8s", "folder"),
        ("k8s/base", "folder"),
        ("k8s/base/app.yaml", "644 a\n"),
    ];
    assert_eq!(
        tree(root.path()),
        expected.map(|(path, what)| (path.to_string(), what.to_string())).into()
    );
    assert_eq!(Ledger::read(root.path()).unwrap().entries().count(), 2);
    assert_eq!(
        records(root.path()),
        [".gitignore", "generated.json", "lock", "written"],
        "nothing temporary is left"
    );
}

#[test]
fn a_second_run_touches_nothing() {
    let root = root();
    let files = [file("a", "a\n"), file("b/c", "c\n")];
    run(&files, root.path());
    let stamps = || {
        ["a", "b/c", LEDGER].map(|path| {
            fs::metadata(root.path().join(path))
                .map(|facts| (facts.ino(), facts.ctime_nsec(), facts.mtime_nsec()))
                .unwrap()
        })
    };
    let before = stamps();
    assert_eq!(run(&files, root.path()), Report::default());
    assert_eq!(stamps(), before);
    run(&[files[0].clone(), file("b/c", "new\n")], root.path());
    assert_eq!(stamps()[0], before[0], "only what changes is touched");
}

#[test]
fn files_no_longer_emitted_go_and_so_do_the_folders_they_emptied() {
    let root = root();
    run(&[file("a/b/c/one", "1\n"), file("a/two", "2\n"), file("d/three", "3\n")], root.path());
    put(root.path(), "d/mine", "m\n");
    let report = run(&[file("a/two", "2\n")], root.path());
    assert_eq!(
        report.deleted.iter().map(FilePath::as_str).collect::<Vec<_>>(),
        ["a/b/c/one", "d/three"]
    );
    assert_eq!(tree(root.path()).into_keys().collect::<Vec<_>>(), ["a", "a/two", "d", "d/mine"]);
    run_in(&[], root.path(), &scope()).unwrap();
    assert_eq!(tree(root.path()).into_keys().collect::<Vec<_>>(), ["d", "d/mine"]);
}

#[test]
fn a_conflict_stops_everything() {
    let root = root();
    run(&[file("a", "a\n")], root.path());
    put(root.path(), "a", "mine\n");
    let before = tree(root.path());
    let files = [file("a", "new\n"), file("b", "b\n")];
    assert!(matches!(run_in(&files, root.path(), &scope()), Err(WriteError::Conflicts(1))));
    assert_eq!(tree(root.path()), before);
    run_in(&files, root.path(), &force()).unwrap();
    assert_eq!((read(root.path(), "a"), read(root.path(), "b")), ("new\n".into(), "b\n".into()));
}

#[test]
fn a_file_that_changes_after_the_plan_stops_everything() {
    let root = root();
    run(&[file("a", "a\n"), file("gone", "g\n")], root.path());
    for path in ["a", "b", "gone", "c/d"] {
        let lock = lock(root.path());
        let plan = plan(&[file("a", "new\n"), file("b", "b\n"), file("c/d", "d\n")], root.path());
        let before = tree(root.path());
        put(root.path(), path, "mine\n");
        assert!(
            matches!(write::apply(&plan, &lock), Err(WriteError::Changed(changed)) if changed.as_str() == path)
        );
        assert_eq!(read(root.path(), path), "mine\n");
        match path {
            "a" | "gone" => {
                fs::write(root.path().join(path), before[path].split_once(' ').unwrap().1).unwrap()
            }
            "c/d" => fs::remove_dir_all(root.path().join("c")).unwrap(),
            _ => fs::remove_file(root.path().join(path)).unwrap(),
        }
        assert_eq!(tree(root.path()), before);
        assert_eq!(records(root.path()), [".gitignore", "generated.json", "lock", "written"]);
    }
}

#[test]
fn a_ledger_that_changes_after_the_plan_stops_everything() {
    let root = root();
    let lock = lock(root.path());
    let plan = plan(&[file("a", "a\n")], root.path());
    put(root.path(), LEDGER, "<<<<<<< HEAD\n");
    assert!(
        matches!(write::apply(&plan, &lock), Err(WriteError::Changed(path)) if path.as_str() == LEDGER)
    );
    assert!(tree(root.path()).is_empty());
}

#[test]
fn a_folder_swapped_for_a_link_after_the_plan_leads_nowhere() {
    let (root, outside) = (root(), root());
    run(&[file("k8s/a", "a\n"), file("k8s/b", "b\n")], root.path());
    let lock = lock(root.path());
    let plan = plan(&[file("k8s/a", "new\n"), file("k8s/c/d", "d\n")], root.path());
    fs::rename(root.path().join("k8s"), outside.path().join("k8s")).unwrap();
    symlink(outside.path().join("k8s"), root.path().join("k8s")).unwrap();
    let before = tree(outside.path());
    assert!(matches!(write::apply(&plan, &lock), Err(WriteError::Changed(_))));
    assert_eq!(tree(outside.path()), before);
}

#[test]
fn records_behind_a_link_are_refused() {
    let (root, outside) = (root(), root());
    symlink(outside.path(), root.path().join(".specweave")).unwrap();
    assert!(matches!(
        Lock::take_with(&state(), root.path(), Duration::ZERO, &mut |_| {}),
        Err(WriteError::Failed { .. })
    ));
    for name in ["tmp", "lock"] {
        let root = self::root();
        fs::create_dir(root.path().join(".specweave")).unwrap();
        symlink(outside.path(), root.path().join(".specweave").join(name)).unwrap();
        assert!(
            matches!(
                Lock::take_with(&state(), root.path(), Duration::ZERO, &mut |_| {}),
                Err(WriteError::Failed { .. })
            ),
            "{name}"
        );
    }
    assert!(tree(outside.path()).is_empty());
}

#[test]
fn the_mode_does_not_depend_on_the_umask_but_a_choice_of_the_owner_stays() {
    let root = root();
    run(&[file("a", "a\n")], root.path());
    fs::set_permissions(root.path().join("a"), fs::Permissions::from_mode(0o600)).unwrap();
    run(&[file("a", "b\n")], root.path());
    assert_eq!(tree(root.path())["a"], "600 b\n");
    run(&[script("a", "b\n")], root.path());
    assert_eq!(tree(root.path())["a"], "755 b\n");
}

#[test]
fn blocks_and_seeds_leave_the_rest_to_people() {
    let root = root();
    put(root.path(), ".gitignore", "mine\n");
    let files = [
        owned(Own::Block, ".gitignore", "dist/\n"),
        owned(Own::Seed, "Dockerfile", "FROM scratch\n"),
    ];
    run(&files, root.path());
    put(root.path(), "Dockerfile", "FROM mine\n");
    put(root.path(), ".gitignore", &format!("{}more\n", read(root.path(), ".gitignore")));
    assert_eq!(run(&files, root.path()), Report::default());
    run(&[], root.path());
    assert_eq!(
        tree(root.path()),
        [(".gitignore", "644 mine\nmore\n"), ("Dockerfile", "644 FROM mine\n")]
            .map(|(a, b)| (a.into(), b.into()))
            .into()
    );
}

#[test]
fn an_adopted_ledger_is_written_by_a_plan_without_changes() {
    let root = root();
    run(&[file("a", "a\n")], root.path());
    let old = Ledger::read(root.path()).unwrap();
    let new = sw::plan::adopt_from(&old, RECIPE, "new.rhai");
    write::apply(
        &sw::plan::Plan { changes: Vec::new(), old, new: new.clone() },
        &lock(root.path()),
    )
    .unwrap();
    assert_eq!(Ledger::read(root.path()).unwrap(), new);
}

#[test]
fn one_process_at_a_time() {
    let root = root();
    let held = lock(root.path());
    let mut told = Vec::new();
    let second = Lock::take_with(&state(), root.path(), Duration::from_millis(30), &mut |who| {
        told.push(who.to_string())
    });
    let Err(WriteError::Locked(holder)) = second else { panic!("the lock was free") };
    assert_eq!(holder.to_string(), format!("process {}", std::process::id()));
    assert_eq!(told, [holder.to_string()]);
    drop(held);
    lock(root.path());
}

#[test]
fn a_missing_root_is_made() {
    let root = root();
    let out = root.path().join("out/deep");
    run(&[file("a", "a\n")], &out);
    assert_eq!(read(&out, "a"), "a\n");
}

#[test]
fn put_replaces_a_file_with_exactly_its_mode_and_follows_no_link() {
    let (root, outside) = (root(), root());
    let content = |text: &str, mode| Content { bytes: text.into(), mode };
    let path = |text| FilePath::parse(text).unwrap();
    write::put(root.path(), &path("a/.env.staging"), &content("A=1\n", 0o600)).unwrap();
    write::put(root.path(), &path("a/.env.staging"), &content("A=2\n", 0o600)).unwrap();
    assert_eq!(tree(root.path())["a/.env.staging"], "600 A=2\n");
    put(outside.path(), "x", "theirs\n");
    symlink(outside.path().join("x"), root.path().join("x")).unwrap();
    symlink(outside.path(), root.path().join("out")).unwrap();
    write::put(root.path(), &path("x"), &content("ours\n", 0o644)).unwrap();
    let refused = write::put(root.path(), &path("out/x"), &content("ours\n", 0o644)).unwrap_err();
    assert_eq!(refused.to_string(), "cannot write `out/x`");
    assert_eq!(
        (tree(root.path())["x"].as_str(), read(outside.path(), "x").as_str()),
        ("644 ours\n", "theirs\n")
    );
    let long = path(&"é".repeat(125));
    write::put(root.path(), &long, &content("x\n", 0o644)).unwrap();
    assert_eq!(tree(root.path()).len(), 5, "nothing temporary is left");
}

#[test]
fn blocks_of_two_recipes_in_one_file_are_one_step() {
    let root = root();
    put(root.path(), ".gitignore", "mine\n");
    let scope = Scope { recipes: vec![RECIPE.into(), "other.rhai".into()], ..Scope::default() };
    let files = [
        owned(Own::Block, ".gitignore", "a\n"),
        by("other.rhai", owned(Own::Block, ".gitignore", "b\n")),
    ];
    let report = run_in(&files, root.path(), &scope).unwrap();
    assert_eq!((report.created.len(), report.updated.len()), (0, 1));
    assert_eq!(read(root.path(), ".gitignore").lines().count(), 7);
    run_in(&[], root.path(), &scope).unwrap();
    assert_eq!(read(root.path(), ".gitignore"), "mine\n");
    fs::remove_file(root.path().join(".gitignore")).unwrap();
    assert_eq!(run_in(&files, root.path(), &scope).unwrap().created.len(), 1);
    assert_eq!(run_in(&[], root.path(), &scope).unwrap().deleted.len(), 1);
    assert!(tree(root.path()).is_empty());
}
