//! `sw init` at a real terminal: its questions are answered with the keys that a person would press.

#![cfg(target_os = "linux")]

mod support;

use support::sw::sw;
use support::terminal::Session;
use sw::project::{CONFIG, Project, Strategy};

const ENTER: &str = "\r";
const DOWN: &str = "\x1b[B";

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
    assert_eq!((project.name.as_deref(), project.strategy), (Some("web-shop"), Some(Strategy::Progressive)));
    let production = project.environment("prod").unwrap();
    let place = (production.provider.as_deref(), production.region.as_deref(), production.target.as_deref());
    assert_eq!(place, (Some("azure"), Some("northeurope"), Some("kubernetes")));
    assert_eq!(project.cost_budget.monthly_max, Some(250.0));
    let ran = sw(&folder, ["run"]).unwrap();
    assert!(ran.code == 0 && ran.remarks().is_empty(), "{}", ran.messages);
}

#[test]
fn flags_answer_their_questions() {
    let home = tempfile::tempdir().unwrap();
    let folder = folder(&home);
    let mut session =
        Session::start(&folder, &["init", "--strategy", "minimal", "--provider", "aws", "--name", "shop", "--target", "terraform"]);
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
    assert!(!status.success() && screen.contains("nothing was written"), "{screen}");
    assert_eq!(std::fs::read_dir(&folder).unwrap().count(), 0);
}

#[test]
fn no_input_asks_nothing() {
    let home = tempfile::tempdir().unwrap();
    let folder = folder(&home);
    let (status, screen) = Session::start(&folder, &["init", "--no-input"]).end();
    assert!(!status.success() && screen.contains("error[missing-flag]") && screen.contains("B) standard"), "{screen}");
}
