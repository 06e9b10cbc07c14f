//! `breakpoint()` at a real terminal, and where there is none.

#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, reason = "a test may stop at a broken assumption")]

mod support;

use std::path::PathBuf;
use std::time::Duration;
use support::session::save;
use support::sw::sw;
use support::terminal::{ENTER, Session};

const CTRL_C: &str = "\u{3}";
const CTRL_D: &str = "\u{4}";
/// What the line editor says when it waits for keys.
const PROMPT: &str = "\u{1b}[?2004h";

const LIBRARY: &str = "\
fn sum(given) {
    let total = 0;
    for n in given.numbers {
        let twice = double(n);
        breakpoint();
        total += twice;
    }
    total
}
private fn double(n) { n * 2 }
fn each(list, action) { list.for_each(|| action.call(this)) }
";

const RECIPE: &str = "\
import \"./lib/sums\" as sums;
let total = sums::sum(#{ numbers: [1, 2] });
emit(\"total.txt\", `${total}`);
";

fn project(home: &tempfile::TempDir, recipe: &str) -> PathBuf {
    let folder = home.path().join("shop");
    save(&folder.join("deploy.rhai"), recipe).unwrap();
    save(&folder.join("lib/sums.rhai"), LIBRARY).unwrap();
    folder
}

fn start(folder: &std::path::Path, arguments: &[&str]) -> Session {
    let all: Vec<&str> = arguments.iter().copied().chain(["--color", "never"]).collect();
    Session::start(folder, &all)
}

/// Types something at the next prompt, and waits for what is said to it.
fn typed(session: &mut Session, text: &str, said: &str) -> String {
    session.wait(PROMPT);
    session.press(&[text, ENTER]);
    session.wait(said)
}

#[test]
fn a_person_looks_at_what_a_library_has() {
    for trust in [&[][..], &["--trust"]] {
        let home = tempfile::tempdir().unwrap();
        let folder = project(&home, RECIPE);
        let mut session = start(&folder, &[&["run", "--timeout", "2"], trust].concat());
        session.wait("stopped at lib/sums.rhai:5");
        session.wait(">    5 |         breakpoint();");
        let variables = typed(&mut session, ":variables", "given = #{ numbers: [1, 2] }");
        assert!(variables.contains("twice = 2\r\nn = 1\r\ntotal = 0"), "{variables}");
        typed(&mut session, "double(20) + twice", "42");
        typed(&mut session, "[1, 2].map(|x| x + twice)", "- 4");
        typed(&mut session, "twice = 100; given.numbers.push(9); twice", "100");
        typed(&mut session, "`${twice} of ${given.numbers.len()}`", "2 of 2");
        typed(&mut session, "print(twice); emit(\"no.txt\", \"a\")", "would emit no.txt");
        typed(&mut session, "twicee", "error[unknown-variable]");
        typed(&mut session, "double)", "error[");
        typed(&mut session, "loop {}", "error[too-long]");
        // What a person takes is not the run's time.
        std::thread::sleep(Duration::from_secs(3));
        typed(&mut session, ":continue", "stopped at lib/sums.rhai:5");
        typed(&mut session, "total", "2");
        session.wait(PROMPT);
        session.press(&[CTRL_D]);
        let (status, screen) = session.end();
        assert!(status.success() && screen.contains("1 created"), "{screen}");
        assert_eq!(std::fs::read_to_string(folder.join("total.txt")).unwrap(), "6\n");
        assert!(!folder.join("no.txt").exists());
    }
}

#[test]
fn a_run_is_ended_or_goes_on_without_stopping() {
    let home = tempfile::tempdir().unwrap();
    let folder = project(&home, RECIPE);
    let mut session = start(&folder, &["run"]);
    typed(&mut session, ":quit", "error[cancelled]");
    let (status, screen) = session.end();
    assert!(status.code() == Some(130) && !folder.join("total.txt").exists(), "{screen}");

    let mut session = start(&folder, &["run"]);
    session.wait(PROMPT);
    session.press(&[CTRL_C]);
    session.wait("`:quit` ends the run");
    typed(&mut session, ":nonsense", "there is no command `:nonsense` here");
    typed(&mut session, ":run", "1 created");
    assert!(session.end().0.success());
}

#[test]
fn closures_and_tests_stop_too() {
    let home = tempfile::tempdir().unwrap();
    let recipe = "import \"./lib/sums\" as sums;\nlet name = \"web\";\nsums::each([7], |port| { let own = `${name}:${port}`; breakpoint(); });\n";
    let folder = project(&home, recipe);
    let mut session = start(&folder, &["plan"]);
    session.wait("stopped at deploy.rhai:3");
    typed(&mut session, "own", "web:7");
    typed(&mut session, ":continue", "no files");
    session.end();

    save(
        &folder.join("sums_test.rhai"),
        "import \"./lib/sums\" as sums;\nfn test_it() { assert_eq(sums::sum(#{ numbers: [4] }), 8); }\nfn test_run() { assert_eq(test::run(\"deploy.rhai\", #{}).errors, []); }\n",
    )
    .unwrap();
    let mut session = start(&folder, &["test", "-j", "1", "--timeout", "2"]);
    typed(&mut session, "twice", "8");
    typed(&mut session, ":continue", "stopped at deploy.rhai:3");
    std::thread::sleep(Duration::from_secs(4));
    typed(&mut session, ":continue", "2 passed");
    assert!(session.end().0.success());
}

#[test]
fn without_a_terminal_a_run_goes_on_with_a_warning() {
    let home = tempfile::tempdir().unwrap();
    let folder = project(&home, RECIPE);
    let ran = sw(&folder, ["run"]).unwrap();
    assert!(
        ran.code == 0 && ran.messages.contains("warning[unreached-breakpoint]"),
        "{}",
        ran.messages
    );
    assert!(ran.messages.contains("lib/sums.rhai:5:9"), "{}", ran.messages);
    let (status, screen) = start(&folder, &["plan", "--no-input"]).end();
    assert!(status.success() && screen.contains("unreached-breakpoint"), "{screen}");
}
