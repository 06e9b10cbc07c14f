//! `sw repl` at a real terminal: completion, hints, inputs of several lines, Ctrl-C, history, colours.

#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, reason = "a test may stop at a broken assumption")]

mod support;

use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use support::paths::in_repository;
use support::session::save;
use support::terminal::{ENTER, Session};
use sw::project::CONFIG;

const TAB: &str = "\t";
const UP: &str = "\u{1b}[A";
const CTRL_C: &str = "\u{3}";
const CTRL_D: &str = "\u{4}";
/// What the line editor says when it waits for keys.
const PROMPT: &str = "\u{1b}[?2004h";

/// A project with the three standard environments, in a home of its own.
fn project(home: &tempfile::TempDir) -> PathBuf {
    let folder = home.path().join("shop");
    let config =
        std::fs::read_to_string(in_repository("tests/support/project").join(CONFIG)).unwrap();
    save(&folder.join(CONFIG), &config).unwrap();
    save(&folder.join("data/sizes.yaml"), "small: 1\n").unwrap();
    folder
}

fn start(folder: &Path) -> Session {
    Session::start(folder, &["repl", "--color", "never"])
}

/// Waits until something is said, then presses keys; gives what was said.
fn at(session: &mut Session, said: &str, keys: &[&str]) -> String {
    let said = session.wait(said);
    session.press(keys);
    said
}

/// Types an input at the next prompt.
fn input(session: &mut Session, text: &str) -> String {
    at(session, PROMPT, &[text, ENTER])
}

fn end(mut session: Session) -> String {
    at(&mut session, PROMPT, &[CTRL_D]);
    let (status, screen) = session.end();
    assert!(status.success(), "{status}: {screen}");
    screen
}

#[test]
fn tab_completes_what_is_typed() {
    let home = tempfile::tempdir().unwrap();
    let mut session = start(&project(&home));
    at(&mut session, PROMPT, &["environment(\"st", TAB]);
    at(&mut session, "environment(\"staging\"", &[").tit", TAB]);
    at(&mut session, "environment(\"staging\").title", &[ENTER]);
    at(&mut session, "\"Staging\"", &[]);
    // One key for what is common to all, another for the list.
    at(&mut session, PROMPT, &["terraform::", TAB, TAB]);
    at(&mut session, "root(", &["roo", TAB]);
    at(&mut session, "terraform::root(", &["\"net\", #{ req", TAB]);
    at(&mut session, "required_version: ", &["\">= 1.0\" })", ENTER]);
    at(&mut session, "required_version = \">= 1.0\"", &[]);
    at(&mut session, PROMPT, &["read_yaml(\"da", TAB, TAB]);
    at(&mut session, "read_yaml(\"data/sizes.yaml\"", &[").sm", TAB, ENTER]);
    at(&mut session, PROMPT, &[":env stag", TAB, ENTER]);
    at(&mut session, "for `staging`", &[]);
    at(&mut session, PROMPT, &[":typ", TAB, " 1 + 1", ENTER]);
    at(&mut session, "an int", &[]);
    end(session);
}

#[test]
fn hints_show_the_signature_as_one_types() {
    let home = tempfile::tempdir().unwrap();
    let mut session = start(&project(&home));
    at(&mut session, PROMPT, &["environment("]);
    at(&mut session, "environment(name: string) -> environment", &["\"prod\").name", ENTER]);
    // What was only said is no part of the input.
    at(&mut session, "\"production\"", &[]);
    at(&mut session, PROMPT, &["emit(\"a.txt\", \"a\", #{ own: "]);
    at(&mut session, "How much of the file", &["\"seed\" })", ENTER]);
    at(&mut session, "emitted a.txt", &[]);
    end(session);
}

#[test]
fn an_input_goes_on_until_it_is_whole() {
    let home = tempfile::tempdir().unwrap();
    let mut session = start(&project(&home));
    at(&mut session, PROMPT, &["let a = #{", ENTER, "  b: 1,", ENTER, "}", ENTER]);
    input(&mut session, "a.b + 1");
    at(&mut session, "\r\n2", &[]);
    at(&mut session, PROMPT, &["`one", ENTER, "two`", ENTER]);
    at(&mut session, "\"one\\ntwo\"", &[]);
    // The way out of what is not finished: an empty line, two inside brackets, or Ctrl-C.
    at(&mut session, PROMPT, &["let c =", ENTER, ENTER]);
    at(&mut session, "error[", &[]);
    at(&mut session, PROMPT, &["f(", ENTER, ENTER, ENTER]);
    at(&mut session, "error[unclosed-bracket]", &[]);
    at(&mut session, PROMPT, &["f(", ENTER, CTRL_C]);
    input(&mut session, "40 + a.b + a.b");
    at(&mut session, "\r\n42", &[]);
    end(session);
}

#[test]
fn ctrl_c_interrupts_an_evaluation_and_keeps_the_session() {
    let home = tempfile::tempdir().unwrap();
    let folder = project(&home);
    for arguments in [&["repl", "--color", "never"][..], &["repl", "--color", "never", "--trust"]] {
        let mut session = Session::start(&folder, arguments);
        input(&mut session, "let kept = 41");
        for _ in 0..2 {
            input(&mut session, "loop { }");
            at(&mut session, "evaluating (1 s, Ctrl-C stops it)", &[]);
            session.interrupt();
            at(&mut session, "error[cancelled]", &[]);
        }
        at(&mut session, PROMPT, &["nothing of this", CTRL_C]);
        input(&mut session, "kept + 1");
        let said = at(&mut session, "\r\n42", &[]);
        assert!(!said.contains("new process"), "nothing had to be evaluated again: {said}");
        end(session);
    }
}

#[test]
fn ctrl_c_ends_an_expression_and_a_script() {
    let home = tempfile::tempdir().unwrap();
    let folder = project(&home);
    let mut session = Session::start(&folder, &["eval", "loop { }"]);
    session.wait("evaluating (1 s, Ctrl-C stops it)");
    session.interrupt();
    let (status, screen) = session.end();
    assert!(
        status.code() == Some(130) && screen.contains("error[cancelled]"),
        "{status}: {screen}"
    );

    save(&folder.join("script"), "loop { }\n6 * 7\n").unwrap();
    let mut script = std::process::Command::new(env!("CARGO_BIN_EXE_sw"))
        .args(["repl"])
        .current_dir(&folder)
        .env_clear()
        .env("HOME", folder.with_file_name("home"))
        .stdin(std::fs::File::open(folder.join("script")).unwrap())
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::null())
        .spawn()
        .unwrap();
    std::thread::sleep(std::time::Duration::from_millis(1500));
    let process = nix::unistd::Pid::from_raw(script.id().try_into().unwrap());
    nix::sys::signal::kill(process, nix::sys::signal::Signal::SIGINT).unwrap();
    let status = script.wait().unwrap();
    let said = std::io::read_to_string(script.stdout.take().unwrap()).unwrap();
    assert!(status.code() == Some(130) && said.is_empty(), "{status}: {said}");
}

/// The worker of a session.
fn worker(session: &Session) -> i32 {
    let children =
        std::fs::read_to_string(format!("/proc/{0}/task/{0}/children", session.id())).unwrap();
    children.split_whitespace().next().unwrap().parse().unwrap()
}

#[test]
fn a_session_outlives_its_worker() {
    let home = tempfile::tempdir().unwrap();
    let mut session = start(&project(&home));
    input(&mut session, "let kept = 41");
    input(&mut session, "fn more(x) { x + 1 }");
    input(&mut session, "emit(\"a.txt\", \"a\")");
    at(&mut session, "emitted a.txt", &[]);
    at(&mut session, PROMPT, &[]);
    let worker = nix::unistd::Pid::from_raw(worker(&session));
    nix::sys::signal::kill(worker, nix::sys::signal::Signal::SIGKILL).unwrap();
    session.press(&["more(kept)", ENTER]);
    at(&mut session, "the session goes on in a new process: 3 inputs evaluated again", &[]);
    input(&mut session, "more(kept)");
    at(&mut session, "\r\n42", &[]);
    input(&mut session, ":emit");
    at(&mut session, "1 file", &[]);
    end(session);
}

#[test]
fn history_is_kept_for_the_project_and_holds_no_credential() {
    let home = tempfile::tempdir().unwrap();
    let folder = project(&home);
    let mut first = start(&folder);
    input(&mut first, "let first = 40 + 2");
    at(&mut first, PROMPT, &["#{ a: 1,", ENTER, "b: 2 }", ENTER]);
    let key = ["AKIA", "Z7QX4W2N6V5M3KJD"].concat();
    input(&mut first, &format!("let key = \"{key}\""));
    at(&mut first, "not kept in the history", &[]);
    end(first);

    let kept = walk(&home.path().join("home/.local/state/sw"));
    let [file] = kept.as_slice() else { panic!("one file is kept: {kept:?}") };
    assert_eq!(std::fs::metadata(file).unwrap().permissions().mode() & 0o777, 0o600);
    let text = std::fs::read_to_string(file).unwrap();
    assert_eq!(text, "let first = 40 + 2\n#{ a: 1,\\nb: 2 }\n");
    assert!(!walk(&folder).iter().any(|path| path.to_string_lossy().contains("history")));

    let mut second = start(&folder);
    at(&mut second, PROMPT, &[UP, UP, UP, ENTER]);
    input(&mut second, "first");
    at(&mut second, "\r\n42", &[]);
    end(second);

    // Another project has a history of its own.
    let other = home.path().join("other");
    save(&other.join("deploy.rhai"), "1").unwrap();
    let mut third = start(&other);
    at(&mut third, PROMPT, &[UP, "6 * 7", ENTER]);
    at(&mut third, "\r\n42", &[]);
    end(third);
}

fn walk(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.flat_map(|path| if path.is_dir() { walk(&path) } else { vec![path] }).collect()
}

#[test]
fn long_values_are_cut_and_shown_whole_on_demand() {
    let home = tempfile::tempdir().unwrap();
    let mut session = start(&project(&home));
    input(&mut session, "let all = []; for i in 0..100 { all.push(i) }");
    input(&mut session, "all");
    let said = at(&mut session, "... 60 lines more; `:show` shows all", &[]);
    assert!(said.contains("- 39\r\n") && !said.contains("- 40"), "{said}");
    input(&mut session, ":show");
    at(&mut session, "- 99", &[]);
    end(session);
}

#[test]
fn colours_follow_the_switch_and_no_color() {
    let home = tempfile::tempdir().unwrap();
    let folder = project(&home);
    let keyword = "\u{1b}[35mlet\u{1b}[0m";
    let no_color: &[(&str, &str)] = &[("NO_COLOR", "1")];
    let cases = [
        (&["repl"][..], &[][..], true),
        (&["repl", "--color", "never"], &[], false),
        (&["repl"], no_color, false),
    ];
    for (arguments, variables, is_colored) in cases {
        let mut session = Session::start_with(&folder, arguments, variables);
        input(&mut session, "let a = 42");
        let said = input(&mut session, "a");
        assert_eq!(said.contains(keyword), is_colored, "{arguments:?} {variables:?}: {said:?}");
        session.wait("\r\n42");
        end(session);
    }
}
