//! At a real terminal: questions are answered with the keys that a person would press, and Ctrl-C stops what takes long.

#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, reason = "a test may stop at a broken assumption")]

mod support;

use support::paths::in_repository;
use support::session::save;
use support::sw::sw;
use support::terminal::{DOWN, ENTER, Session};
use sw::project::{CONFIG, Project, Strategy};

fn folder(home: &tempfile::TempDir) -> std::path::PathBuf {
    let folder = home.path().join("web-shop");
    std::fs::create_dir(&folder).expect("the home is new");
    folder
}

#[test]
fn the_questions_lead_to_a_project_that_runs() {
    let home = tempfile::tempdir().unwrap();
    let folder = folder(&home);
    let mut session = Session::start(&folder, &["init"]);
    session.answer("What is the project called?", &[ENTER]);
    session.answer("How many environments will you need?", &[DOWN, ENTER]);
    session.answer("What will it run on?", &[DOWN, ENTER]);
    session.answer("Whose cloud?", &[DOWN, DOWN, ENTER]);
    session.answer("Where?", &[DOWN, ENTER]);
    session.answer("What may it cost in a month?", &["25", "0", ENTER]);
    let (status, screen) = session.end();
    assert!(status.success() && screen.contains("sw run"), "{screen}");

    let text = std::fs::read_to_string(folder.join(CONFIG)).unwrap();
    let (project, messages) = Project::parse(&folder, &text, CONFIG);
    let project = project.unwrap();
    assert!(messages.is_empty(), "{messages:?}");
    assert_eq!(
        (project.name.as_deref(), project.strategy),
        (Some("web-shop"), Some(Strategy::Progressive))
    );
    let production = project.environment("prod").unwrap();
    let place = (
        production.provider.as_deref(),
        production.region.as_deref(),
        production.target.as_deref(),
    );
    assert_eq!(place, (Some("azure"), Some("northeurope"), Some("kubernetes")));
    assert_eq!(project.cost_budget.monthly_max, Some(250.0));
    let ran = sw(&folder, ["run"]).unwrap();
    assert!(ran.code == 0 && ran.remarks().is_empty(), "{}", ran.messages);
}

#[test]
fn flags_answer_their_questions() {
    let home = tempfile::tempdir().unwrap();
    let folder = folder(&home);
    let mut session = Session::start(
        &folder,
        &[
            "init",
            "--strategy",
            "minimal",
            "--provider",
            "aws",
            "--name",
            "shop",
            "--target",
            "terraform",
        ],
    );
    session.answer("Where?", &[ENTER]);
    session.answer("What may it cost in a month?", &["much", ENTER]);
    session.answer("write an amount above 0", &["\u{7f}\u{7f}\u{7f}\u{7f}", ENTER]);
    let (status, screen) = session.end();
    assert!(status.success(), "{screen}");
    assert!(std::fs::read_to_string(folder.join(CONFIG)).unwrap().contains("region: eu-central-1"));
}

#[test]
fn leaving_a_question_writes_nothing() {
    let home = tempfile::tempdir().unwrap();
    let folder = folder(&home);
    let mut session = Session::start(&folder, &["init"]);
    session.answer("What is the project called?", &["\u{3}"]);
    let (status, screen) = session.end();
    assert!(status.code() == Some(130) && screen.contains("nothing was written"), "{screen}");
    assert_eq!(std::fs::read_dir(&folder).unwrap().count(), 0);
}

#[test]
fn no_input_asks_nothing() {
    let home = tempfile::tempdir().unwrap();
    let folder = folder(&home);
    let (status, screen) = Session::start(&folder, &["init", "--no-input"]).end();
    assert!(
        !status.success()
            && screen.contains("error[missing-flag]")
            && screen.contains("B) standard"),
        "{screen}"
    );
}

/// A project with the three standard environments and this recipe.
fn project(home: &tempfile::TempDir, recipe: &str) -> std::path::PathBuf {
    let folder = folder(home);
    let config =
        std::fs::read_to_string(in_repository("tests/support/project").join(CONFIG)).unwrap();
    save(&folder.join(CONFIG), &config).unwrap();
    save(&folder.join("deploy.rhai"), recipe).unwrap();
    folder
}

#[test]
fn the_environment_is_chosen_and_the_run_is_for_it() {
    let home = tempfile::tempdir().unwrap();
    let recipe = "let env = target();\nenv.emit(`${env}.txt`, \"a\\n\");\nemit(\"all.txt\", target().name + \"\\n\");";
    let folder = project(&home, recipe);
    let mut session = Session::start(&folder, &["run"]);
    session.answer("env: the environment that the run is for", &[DOWN, ENTER]);
    let (status, screen) = session.end();
    assert!(status.success() && screen.contains("1 created"), "{screen}");
    assert!(folder.join("staging.txt").exists() && !folder.join("all.txt").exists());
}

#[test]
fn inputs_are_asked_for_by_their_kind() {
    let home = tempfile::tempdir().unwrap();
    let recipe = "emit(\"a.json\", #{\n\
        size: input(\"size\", #{ type: [\"small\", \"large\"], description: \"how large\" }),\n\
        count: input(\"count\", #{ type: \"number\" }),\n\
        on: input(\"on\", #{ type: \"bool\" }),\n\
        name: input(\"name\"),\n\
    });";
    let folder = project(&home, recipe);
    let mut session = Session::start(&folder, &["run"]);
    session.answer("size: how large", &[DOWN, ENTER]);
    session.answer("count: a number", &["x", ENTER]);
    session.answer("write a number", &["\u{7f}", "3", ENTER]);
    session.answer("on: `true` or `false`", &[ENTER]);
    session.answer("name: a string", &["shop", ENTER]);
    let (status, screen) = session.end();
    assert!(status.success(), "{screen}");
    let written: serde_json::Value =
        serde_json::from_str(&std::fs::read_to_string(folder.join("a.json")).unwrap()).unwrap();
    assert_eq!(
        written,
        serde_json::json!({ "size": "large", "count": 3, "on": true, "name": "shop" })
    );
}

#[test]
fn ctrl_c_at_a_question_stops_the_run() {
    let home = tempfile::tempdir().unwrap();
    let folder = project(&home, "emit(\"a.txt\", input(\"name\"));");
    let mut session = Session::start(&folder, &["run"]);
    session.answer("name: a string", &["\u{3}"]);
    let (status, screen) = session.end();
    assert!(
        status.code() == Some(130) && screen.contains("error[cancelled]"),
        "{status}: {screen}"
    );
}

#[test]
fn what_takes_long_is_told_and_ctrl_c_stops_it() {
    let home = tempfile::tempdir().unwrap();
    for arguments in [&["run"][..], &["run", "--trust"]] {
        let folder = project(&home, "loop { }");
        let mut session = Session::start(&folder, arguments);
        session.answer("evaluating deploy.rhai (2 s, Ctrl-C stops it)", &[]);
        session.interrupt();
        let (status, screen) = session.end();
        assert!(
            status.code() == Some(130) && screen.contains("error[cancelled]"),
            "{status}: {screen}"
        );
        assert!(screen.contains("\r\u{1b}[K"), "the line goes away again: {screen:?}");
        std::fs::remove_dir_all(folder).unwrap();
    }
}

#[test]
fn pages_go_through_a_pager_at_a_terminal_and_nowhere_else() {
    let home = tempfile::tempdir().unwrap();
    let folder = folder(&home);
    let paged = |pager: &str| {
        Session::start_with(&folder, &["doc", "hash::short"], &[("PAGER", pager)]).end().1
    };
    let screen = paged("sed 's/^/page: /'");
    assert!(
        screen.lines().filter(|line| !line.trim().is_empty()).all(|line| line.contains("page: ")),
        "{screen}"
    );
    for none in ["cat", "", "there-is-no-such-pager"] {
        let screen = paged(none);
        assert!(
            screen.contains("hash::short(data: any, length: int) -> string")
                && !screen.contains("page: "),
            "{screen}"
        );
    }
    assert!(sw(&folder, ["doc", "hash::short"]).unwrap().out.starts_with("hash::short("));
}

#[test]
fn ctrl_c_ends_a_watch() {
    let home = tempfile::tempdir().unwrap();
    let folder = folder(&home);
    save(&folder.join("first_test.rhai"), "fn test_adding_up() { assert_eq(1 + 1, 2); }").unwrap();
    let mut session = Session::start(&folder, &["test", "--watch"]);
    let screen = session.answer("watching for changes", &[]);
    session.interrupt();
    assert!(screen.contains("test result: ok. 1 passed"), "{screen}");
    let (status, screen) = session.end();
    assert_eq!(status.code(), Some(130), "{screen}");
}
