//! `sw secrets set` at a real terminal: what is typed is not shown.

#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, reason = "a test may stop at a broken assumption")]

mod support;

use std::fs;
use support::paths::in_repository;
use support::terminal::Session;

const ENTER: &str = "\r";
const DOWN: &str = "\x1b[B";

fn project(home: &tempfile::TempDir) -> std::path::PathBuf {
    let project = home.path().join("project");
    fs::create_dir_all(project.join(".specweave")).unwrap();
    fs::copy(
        in_repository("tests/support/project/.specweave/config.yaml"),
        project.join(".specweave/config.yaml"),
    )
    .unwrap();
    fs::write(
        project.join("deploy.rhai"),
        "secret(\"HETZNER_TOKEN\"); secret(\"ID\", #{ format: \"uuid\" });",
    )
    .unwrap();
    project
}

#[test]
fn a_value_is_asked_for_and_not_shown() {
    let home = tempfile::tempdir().unwrap();
    let project = project(&home);
    let token = "a1B2".repeat(16);
    let mut session =
        Session::start(&project, &["secrets", "set", "HETZNER_TOKEN", "--env", "staging"]);
    session.answer("HETZNER_TOKEN for staging:", &[&token, ENTER]);
    let (status, screen) = session.end();
    assert!(
        status.success() && screen.contains("only you can read") && !screen.contains("a1B2"),
        "{screen}"
    );
    assert_eq!(
        fs::read_to_string(project.join(".env.staging")).unwrap(),
        format!("HETZNER_TOKEN={token}\n")
    );
}

#[test]
fn a_value_that_does_not_fit_is_asked_about() {
    let home = tempfile::tempdir().unwrap();
    let project = project(&home);
    for (keys, is_kept) in [(&[ENTER][..], false), (&[DOWN, ENTER], true)] {
        let mut session = Session::start(&project, &["secrets", "set", "ID", "--env", "staging"]);
        session.answer("ID for staging:", &["abcde", ENTER]);
        session.answer("Keep it anyway?", keys);
        let (status, screen) = session.end();
        assert_eq!(
            (status.success(), project.join(".env.staging").exists()),
            (is_kept, is_kept),
            "{screen}"
        );
    }
    let (status, screen) =
        Session::start(&project, &["secrets", "set", "ID", "--env", "staging", "--no-input"]).end();
    assert!(!status.success() && screen.contains("error[missing-input]"), "{screen}");
}

#[test]
fn who_is_asked_is_told_how_to_get_it_and_what_is_safe() {
    let home = tempfile::tempdir().unwrap();
    let project = project(&home);
    let mut session =
        Session::start(&project, &["secrets", "set", "HETZNER_TOKEN", "--env", "staging"]);
    // Pressed ahead, so that all that is said is seen at the end.
    session.answer("", &["\x1b"]);
    let (status, screen) = session.end();
    assert!(!status.success() && !project.join(".env.staging").exists(), "{screen}");
    for words in [
        "How to get it:",
        "Generate API Token",
        "Read & Write",
        ".env.staging, which only you can read and git leaves out",
    ] {
        assert!(screen.contains(words), "`{words}` is not in:\n{screen}");
    }
}
