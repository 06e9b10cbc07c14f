//! `sw secrets set` at a real terminal: what is typed is not shown.

#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, reason = "a test may stop at a broken assumption")]

mod support;

use std::fs;
use support::paths::in_repository;
use support::terminal::Session;

fn project(home: &tempfile::TempDir) -> std::path::PathBuf {
    let project = home.path().join("project");
    fs::create_dir_all(project.join(".specweave")).unwrap();
    fs::copy(in_repository("tests/support/project/.specweave/config.yaml"), project.join(".specweave/config.yaml")).unwrap();
    fs::write(project.join("deploy.rhai"), "secret(\"HETZNER_TOKEN\"); secret(\"ID\", #{ format: \"uuid\" });").unwrap();
    project
}

#[test]
fn a_value_is_asked_for_and_not_shown() {
    let home = tempfile::tempdir().unwrap();
    let project = project(&home);
    let token = "a1B2".repeat(16);
    let mut session = Session::start(&project, &["secrets", "set", "HETZNER_TOKEN", "--env", "staging"]);
    let asked = session.answer("HETZNER_TOKEN for staging:", &[&token, "\r"]);
    assert!(asked.contains("Generate API Token") && asked.contains(".env.staging, which only you can read"), "{asked}");
    let (status, screen) = session.end();
    assert!(status.success() && screen.contains("only you can read") && !screen.contains("a1B2"), "{screen}");
    assert_eq!(fs::read_to_string(project.join(".env.staging")).unwrap(), format!("HETZNER_TOKEN={token}\n"));
}

#[test]
fn a_value_that_does_not_fit_is_asked_about() {
    let home = tempfile::tempdir().unwrap();
    let project = project(&home);
    for (keys, is_kept) in [(&["\r"][..], false), (&["\x1b[B", "\r"], true)] {
        let mut session = Session::start(&project, &["secrets", "set", "ID", "--env", "staging"]);
        session.answer("ID for staging:", &["abcde", "\r"]);
        session.answer("Keep it anyway?", keys);
        let (status, screen) = session.end();
        assert_eq!((status.success(), project.join(".env.staging").exists()), (is_kept, is_kept), "{screen}");
    }
    let (status, screen) = Session::start(&project, &["secrets", "set", "ID", "--env", "staging", "--no-input"]).end();
    assert!(!status.success() && screen.contains("error[missing-input]"), "{screen}");
}
