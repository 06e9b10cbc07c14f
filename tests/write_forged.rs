//! Ledgers that came with a repository: no line of one deletes a file that this machine does not know. And bounds.
#![allow(clippy::unwrap_used, reason = "a test may stop at a broken assumption")]

mod disk;

use disk::planted::{MAIN, Plant, Project, VALUES, forged, huge};
use disk::program::program;
use disk::{adopted, put, scratch};
use std::fs;
use std::process::Command;
use std::time::Duration;
use sw::plan::{self, LEDGER, Ledger};
use sw::write::{self, Lock, State};

#[test]
fn a_record_that_is_too_large_is_an_error() {
    let huge_ledger: Plant = ("ledger", |project| {
        fs::remove_file(project.root().join(LEDGER)).unwrap();
        huge(&project.root().join(LEDGER));
    });
    let many_nulls: Plant = ("nulls", |project| {
        put(
            &project.root(),
            LEDGER,
            &format!(
                "{{\"format\":1,\"sw\":\"0.1.0\",\"files\":[{}null]}}",
                "null,".repeat(6 << 20)
            ),
        );
    });
    let in_the_way: Plant = ("in the way", |project| {
        fs::remove_file(project.root().join("a.txt")).unwrap();
        huge(&project.root().join("a.txt"));
    });
    let cases = [
        (huge_ledger, [4, 4, 4, 4, 4], "error[unusable-ledger]"),
        (many_nulls, [0, 2, 0, 0, 0], ""),
        (in_the_way, [1, 2, 1, 1, 1], "larger than anything that `sw` writes"),
    ];
    for ((what, plant), codes, message) in cases {
        let project = Project::new();
        plant(&project);
        let before = project.seen();
        for (command, code) in ["plan", "check", "run", "run --force", "clean"].iter().zip(codes) {
            let said = project.run(command);
            assert_eq!(said.code, code, "{command}: {what}: {}", said.text);
            assert!(code == 0 || said.text.contains(message), "{command}: {what}: {}", said.text);
            assert!(
                !["plan", "check"].contains(command) || project.seen() == before,
                "{command}: {what}"
            );
        }
        assert_eq!(fs::read_to_string(project.root().join("src/main.rs")).unwrap(), MAIN, "{what}");
    }
}

#[test]
fn a_forged_line_deletes_no_file_of_people() {
    for command in ["plan", "run", "clean"] {
        let project = Project::new();
        forged(&project, "src/main.rs", MAIN);
        let said = project.run(command);
        assert!(
            said.code == 1 && said.text.contains("error[unproven-file]: `src/main.rs`"),
            "{command}: {}",
            said.text
        );
        assert!(said.text.contains("sw adopt --release src/main.rs"), "{command}: {}", said.text);
        assert_eq!(
            fs::read_to_string(project.root().join("src/main.rs")).unwrap(),
            MAIN,
            "{command}"
        );
    }
    let project = Project::new();
    forged(&project, "src/main.rs", MAIN);
    let said = project.run("check");
    assert!(said.code != 0 && said.text.contains("orphaned  `src/main.rs`"), "{}", said.text);
    for command in ["adopt --rebuild", "adopt --from other.rhai", "adopt a.txt"] {
        let _settled = project.run(command);
        let said = project.run("run");
        assert!(
            said.text.contains("error[unproven-file]: `src/main.rs`"),
            "after {command}: {}",
            said.text
        );
    }
    assert_eq!(project.run("adopt --release src/main.rs").code, 0);
    assert_eq!(project.run("run").code, 0);
    assert!(project.root().join("src/main.rs").exists());
    forged(&project, "src/main.rs", MAIN);
    assert_eq!(project.run("run --force").code, 0);
    assert!(!project.root().join("src/main.rs").exists(), "`--force` is the other way out");
}

#[test]
fn a_forged_line_never_deletes_a_file_with_values() {
    for path in [".env.production", "id_rsa", ".npmrc", "terraform.tfstate"] {
        let project = Project::new();
        put(&project.root(), path, VALUES);
        forged(&project, path, VALUES);
        project.git("init -q");
        project.git("add -A -f");
        for command in ["plan", "run", "run --force", "clean", "clean --force"] {
            let said = project.run(command);
            assert!(
                said.code == 1 && said.text.contains(&format!("error[private-file]: `{path}`")),
                "{command}: {}",
                said.text
            );
            assert!(!said.text.contains("TOKEN"), "{command}: {}", said.text);
        }
        assert_eq!(fs::read_to_string(project.root().join(path)).unwrap(), VALUES);
        assert_eq!(project.run(&format!("adopt --release {path}")).code, 0);
        assert_eq!(project.run("run").code, 0);
    }
}

#[test]
fn a_file_that_this_machine_wrote_or_that_git_keeps_is_deleted() {
    let remove =
        |project: &Project| put(&project.root(), "deploy.rhai", "emit(\"b.txt\", \"b\");\n");
    let written = Project::new();
    remove(&written);
    let said = written.run("run");
    assert!(said.code == 0 && said.text.contains("deleted  a.txt"), "{}", said.text);

    let forgotten = Project::new();
    remove(&forgotten);
    fs::remove_file(forgotten.root().join(".specweave/written")).unwrap();
    assert!(forgotten.run("run").text.contains("error[unproven-file]: `a.txt`"));
    forgotten.git("init -q");
    forgotten.git("add src");
    assert!(
        forgotten.run("run").text.contains("error[unproven-file]: `a.txt`"),
        "git keeps another file"
    );
    forgotten.git("add a.txt");
    let said = forgotten.run("run");
    assert!(said.code == 0 && said.text.contains("deleted  a.txt"), "{}", said.text);
    forgotten.git("checkout -- a.txt");
}

#[test]
fn a_record_of_another_machine_vouches_for_nothing() {
    let project = Project::new();
    fs::remove_file(project.root().join(".specweave/written")).unwrap();
    let other = State::at(project.home.path().join("other"));
    let ledger = Ledger::read(&project.root()).unwrap();
    fs::remove_file(project.root().join(LEDGER)).unwrap();
    let lock = Lock::take_with(&other, &project.root(), Duration::ZERO, &mut |_| {}).unwrap();
    write::apply(
        &plan::Plan { changes: Vec::new(), old: Ledger::default(), new: ledger.clone() },
        &lock,
    )
    .unwrap();
    drop(lock);
    assert!(project.root().join(".specweave/written").exists());
    assert!(project.run("clean").text.contains("error[unproven-file]: `a.txt`"));
    let text = fs::read_to_string(project.root().join(".specweave/written")).unwrap();
    adopted(&project.root(), &ledger);
    let own = fs::read_to_string(project.root().join(".specweave/written")).unwrap();
    assert_ne!(text, own);
    let mixed = format!("{}{}", own, "0".repeat(64));
    put(&project.root(), ".specweave/written", &mixed);
    assert!(
        project.run("clean").text.contains("error[unproven-file]: `a.txt`"),
        "a line that somebody added"
    );
    put(&project.root(), ".specweave/written", &own);
    assert_eq!(project.run("clean").code, 0);
}

#[test]
fn git_that_is_configured_to_run_programs_runs_none() {
    let project = Project::new();
    fs::remove_file(project.root().join(".specweave/written")).unwrap();
    project.git("init -q");
    project.git("add a.txt");
    let trap = project.home.path().join("ran");
    let program = format!("touch {}", trap.display());
    for key in [
        "core.fsmonitor",
        "core.pager",
        "core.sshCommand",
        "diff.external",
        "filter.x.clean",
        "filter.x.smudge",
        "core.askPass",
        "uploadpack.packObjectsHook",
    ] {
        let mut git = Command::new("git");
        assert!(
            git.arg("-C")
                .arg(project.root())
                .args(["config", key, &program])
                .status()
                .unwrap()
                .success()
        );
    }
    put(&project.root(), ".gitattributes", "* filter=x diff=x\n");
    put(&project.root(), "deploy.rhai", "emit(\"b.txt\", \"b\");\n");
    let said = project.run("run");
    assert!(said.code == 0 && said.text.contains("deleted  a.txt"), "{}", said.text);
    assert!(!trap.exists());
}

#[test]
fn nothing_is_made_where_nothing_was_ever_made() {
    let home = scratch();
    let root = home.path().join("root");
    put(&root, "deploy.rhai", "emit(\"a.txt\", \"a\");\n");
    for command in [
        "clean deploy.rhai",
        "clean",
        "clean --force",
        "adopt x.txt",
        "adopt a.txt",
        "adopt --release x.txt",
        "adopt --from x.rhai",
        "adopt --rebuild",
        "plan",
        "check",
    ] {
        let _whatever_it_says = program(&root).args(command.split(' ')).output().unwrap();
        let names: Vec<_> =
            fs::read_dir(&root).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        assert_eq!(names, ["deploy.rhai"], "{command}");
    }
}

#[test]
fn without_a_place_for_a_key_files_are_written_all_the_same() {
    let project = Project::new();
    put(&project.root(), "deploy.rhai", "emit(\"a.txt\", \"b\");\n");
    let mut run = program(&project.root());
    run.arg("run").env_remove("HOME").env_remove("XDG_STATE_HOME");
    assert!(run.output().unwrap().status.success());
    assert_eq!(fs::read_to_string(project.root().join("a.txt")).unwrap(), "b\n");
    assert!(
        project.run("clean").text.contains("error[unproven-file]: `a.txt`"),
        "what was written without a key is not recognised"
    );
}

#[test]
fn many_folders_end_quickly_and_small() {
    let project = Project::new();
    put(&project.root(), "deploy.rhai", "for i in 0..30000 { emit(`f${i}/x/y/z.txt`, \"x\"); }\n");
    let said = project.run("plan");
    assert!(
        said.code == 1
            && said.text.contains("error[too-many-folders]")
            && said.text.contains("deploy.rhai:1:"),
        "{}",
        said.text
    );
    put(
        &project.root(),
        "deploy.rhai",
        "let t = \"\"; for i in 0..490 { t += \"/a\"; } for i in 0..60000 { emit(`f${i}${t}`, \"x\"); }\n",
    );
    let said = project.run("plan");
    assert!(said.code == 1 && said.text.contains("has more than 64 parts"), "{}", said.text);
}
