//! Journals, staged files and locks that came with a repository. What only reads leaves everything as it is, and what
//! writes touches nothing that this machine does not know.
#![allow(clippy::unwrap_used, reason = "a test may stop at a broken assumption")]

mod disk;

use disk::planted::{MAIN, Plant, Project, die_halfway, forged, huge, journal, pipe, step};
use disk::{put, scratch, state};
use std::fs;
use std::os::unix::fs::symlink;
use sw::plan::LEDGER;
use sw::write::{self, Leftover, State};

/// Journals that nothing but themselves speaks for.
const JOURNALS: &[Plant] = &[
    ("one that takes back deletes a file of people", |project| {
        project.tmp("undo.json", &journal(&[step("src/main.rs", None, Some(MAIN))], None));
    }),
    ("one that finishes deletes one", |project| {
        project.tmp("journal.json", &journal(&[step("src/main.rs", Some(MAIN), None)], None))
    }),
    ("one of the first version", |project| {
        project.tmp(
            "undo.json",
            &format!(
                "{{\"steps\":[{}],\"folders\":[\"src\"]}}",
                step("src/main.rs", None, Some(MAIN))
            ),
        );
    }),
    ("one that makes a file with values and a hook", |project| {
        project.tmp("0.new", "A=1\n");
        project.tmp("1.new", "#!/bin/sh\n");
        project.tmp(
            "journal.json",
            &journal(
                &[
                    step(".env.staging", None, Some("A=1\n")),
                    step(".husky/pre-commit", None, Some("#!/bin/sh\n")),
                ],
                None,
            ),
        );
    }),
    ("one with a seal that somebody thought of", |project| {
        project.tmp(
            "journal.json",
            &journal(&[step("src/main.rs", Some(MAIN), None)], Some(&"0".repeat(64))),
        );
    }),
    ("one with an empty seal", |project| {
        project.tmp("undo.json", &journal(&[step("src/main.rs", None, Some(MAIN))], Some("")))
    }),
    ("one without a step", |project| project.tmp("journal.json", &journal(&[], None))),
    ("one that is no journal", |project| project.tmp("journal.json", "{}")),
    ("one that is cut off", |project| project.tmp("undo.json", "{\"steps\":[{\"path\":\"src")),
    ("one with a path outside", |project| {
        project.tmp("journal.json", &journal(&[step("../outside", Some("theirs\n"), None)], None))
    }),
    ("one of five gigabytes", |project| huge(&project.root().join(".specweave/tmp/journal.json"))),
    ("one to take back of five gigabytes", |project| {
        huge(&project.root().join(".specweave/tmp/undo.json"))
    }),
    ("one that is a folder", |project| project.tmp("journal.json/x", "")),
    ("one that is a pipe", |project| pipe(&project.root().join(".specweave/tmp/journal.json"))),
    ("one that is a link", |project| {
        project.tmp("0.new", "x");
        symlink("../../../outside", project.root().join(".specweave/tmp/undo.json")).unwrap();
    }),
    ("one of another machine", |project| {
        die_halfway(&project.root(), &State::at(project.home.path().join("other")))
    }),
    ("one of a machine without a place for its key", |project| {
        die_halfway(&project.root(), &State::none())
    }),
    ("one of this machine for another folder", |project| {
        let other = scratch();
        disk::program::copy(&project.root(), other.path());
        die_halfway(other.path(), &state());
        fs::rename(
            other.path().join(".specweave/tmp/journal.json"),
            other.path().join("journal.json"),
        )
        .unwrap();
        project
            .tmp("journal.json", &fs::read_to_string(other.path().join("journal.json")).unwrap());
    }),
];

/// Other things in place of records, with which what reads goes on as if they were not there.
const OTHERS: &[Plant] = &[
    ("staged files without a journal", |project| project.tmp("0.new", "x")),
    ("files that no write stages", |project| project.tmp("x", "x")),
    ("a staging folder that is a file", |project| put(&project.root(), ".specweave/tmp", "x")),
    ("a staging folder that is a link", |project| {
        symlink("../..", project.root().join(".specweave/tmp")).unwrap()
    }),
    ("a staging folder that is a pipe", |project| pipe(&project.root().join(".specweave/tmp"))),
    ("a lock with a second name", |project| {
        fs::remove_file(project.root().join(".specweave/lock")).unwrap();
        fs::hard_link(project.home.path().join("outside"), project.root().join(".specweave/lock"))
            .unwrap();
    }),
    ("a lock that is a pipe", |project| {
        fs::remove_file(project.root().join(".specweave/lock")).unwrap();
        pipe(&project.root().join(".specweave/lock"));
    }),
    ("a record of what is written of five gigabytes", |project| {
        huge(&project.root().join(".specweave/written"))
    }),
];

/// Commands that change nothing, whatever is planted.
const READING: &[&str] = &[
    "plan",
    "check",
    "env list",
    "secrets list",
    "secrets check",
    "doc",
    "test",
    "schema list",
    "eval 1",
];

#[test]
fn what_only_reads_leaves_a_foreign_journal_alone_and_says_so() {
    for (what, plant) in JOURNALS {
        let project = Project::new();
        plant(&project);
        let before = project.seen();
        for command in ["plan", "check"] {
            let said = project.run(command);
            assert!(
                said.text.contains("warning[foreign-journal]"),
                "{command}: {what}: {}",
                said.text
            );
            assert!(
                said.text.contains("help: remove it with `rm -r .specweave/tmp`"),
                "{command}: {what}: {}",
                said.text
            );
            assert!(said.code < 3, "{command}: {what}: exit code {}: {}", said.code, said.text);
        }
        for command in READING {
            let _whatever_it_says = project.run(command);
            assert_eq!(project.seen(), before, "{command}: {what}");
        }
    }
}

#[test]
fn what_writes_stops_at_a_foreign_journal() {
    for (what, plant) in JOURNALS {
        let project = Project::new();
        plant(&project);
        forged(&project, "gone.txt", "gone\n");
        let people = ["src/main.rs", ".env.production", "a.txt", "../outside", LEDGER]
            .map(|path| fs::read(project.root().join(path)).unwrap());
        for command in [
            "run",
            "run --force",
            "clean",
            "clean --force",
            "adopt a.txt",
            "adopt --release a.txt",
            "adopt --rebuild",
        ] {
            let said = project.run(command);
            assert!(
                said.code == 1 && said.text.contains("error[foreign-journal]"),
                "{command}: {what}: {}",
                said.text
            );
            let after = ["src/main.rs", ".env.production", "a.txt", "../outside", LEDGER]
                .map(|path| fs::read(project.root().join(path)).unwrap());
            assert!(
                after == people && !project.root().join(".env.staging").exists(),
                "{command}: {what}"
            );
            assert!(
                fs::symlink_metadata(project.root().join(".specweave/tmp")).is_ok(),
                "{command}: {what}"
            );
        }
        // The way out that the message gives works.
        fs::remove_dir_all(project.root().join(".specweave/tmp")).unwrap();
        let said = project.run("run --force");
        assert_eq!(said.code, 0, "{what}: {}", said.text);
    }
}

#[test]
fn a_foreign_journal_is_told_with_what_it_would_do() {
    let project = Project::new();
    project.tmp(
        "undo.json",
        &journal(
            &[step("src/main.rs", None, Some(MAIN)), step("a.txt", Some("b\n"), Some("a\n"))],
            None,
        ),
    );
    let said = project.run("plan").text;
    assert!(said.contains("it would delete `src/main.rs`, write `a.txt`"), "{said}");
    let many: Vec<String> =
        (0..30).map(|n| step(&format!("src/{n}.rs"), Some(MAIN), None)).collect();
    fs::remove_file(project.root().join(".specweave/tmp/undo.json")).unwrap();
    project.tmp("journal.json", &journal(&many, None));
    let said = project.run("plan").text;
    assert!(said.contains("delete `src/9.rs`, change 20 more files"), "{said}");
}

#[test]
fn what_only_reads_leaves_other_records_alone() {
    for (what, plant) in OTHERS {
        let project = Project::new();
        plant(&project);
        let before = project.seen();
        for command in ["plan", "check"] {
            let said = project.run(command);
            assert_eq!(said.code, 0, "{command}: {what}: {}", said.text);
        }
        for command in READING.iter().chain(&["clean other.rhai", "adopt --release other.txt"]) {
            let _whatever_it_says = project.run(command);
            assert_eq!(project.seen(), before, "{command}: {what}");
        }
        // What writes may refuse, and reaches nothing outside.
        put(&project.root(), "deploy.rhai", "emit(\"a.txt\", \"b\");\n");
        let said = project.run("run");
        assert!(said.code < 2, "{what}: {}", said.text);
        assert_eq!(
            fs::read_to_string(project.home.path().join("outside")).unwrap(),
            "theirs\n",
            "{what}"
        );
        assert_eq!(fs::read_to_string(project.root().join("src/main.rs")).unwrap(), MAIN, "{what}");
    }
}

#[test]
fn a_lock_with_a_second_name_is_not_written_into() {
    let project = Project::new();
    OTHERS.iter().find(|(what, _)| *what == "a lock with a second name").unwrap().1(&project);
    let said = project.run("run");
    assert!(
        said.code == 1
            && said.text.contains("`.specweave/lock` is no plain file of its own: remove it"),
        "{}",
        said.text
    );
    assert_eq!(fs::read_to_string(project.home.path().join("outside")).unwrap(), "theirs\n");
}

#[test]
fn a_write_that_this_machine_left_halfway_is_mended_by_what_reads_too() {
    for command in ["plan", "check", "run", "clean"] {
        let project = Project::new();
        die_halfway(&project.root(), &state());
        assert_eq!(write::leftover(&project.root(), &state()), Some(Leftover::Own));
        let said = project.run(command);
        assert!(
            said.text.contains("warning[interrupted]") && said.text.contains("`a.txt`, `new.txt`"),
            "{command}: {}",
            said.text
        );
        assert!(!project.root().join(".specweave/tmp").exists(), "{command}");
    }
}

#[test]
fn a_staged_file_that_is_not_what_was_staged_is_put_nowhere() {
    for ending in [".new", ".old"] {
        let project = Project::new();
        let root = project.root();
        die_halfway(&root, &state());
        let staged = root.join(".specweave/tmp");
        let files = fs::read_dir(&staged).unwrap().map(|entry| entry.unwrap().path());
        for path in files.filter(|path| path.to_str().unwrap().ends_with(ending)) {
            // Another file under the same name: what is kept may be the same file as that in the tree.
            fs::remove_file(&path).unwrap();
            fs::write(&path, "planted\n").unwrap();
        }
        if ending == ".old" {
            fs::rename(staged.join("journal.json"), staged.join("undo.json")).unwrap();
        }
        let said = project.run("plan").text;
        for path in ["a.txt", "new.txt", LEDGER] {
            let text = fs::read_to_string(root.join(path)).unwrap_or_default();
            assert!(!text.contains("planted"), "{ending}: {path}: {said}");
        }
        let expected =
            if ending == ".new" { "that was taken back now" } else { "is not what the run staged" };
        assert!(said.contains(expected), "{said}");
    }
}
