//! `sw init` at a real terminal: its questions are answered with the keys that a person would press.

#![cfg(target_os = "linux")]

mod support;

use nix::pty::{Winsize, openpty};
use std::fs::File;
use std::io::{Read, Write};
use std::path::Path;
use std::process::{Command, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;
use support::sw::sw;
use sw::project::{CONFIG, Project, Strategy};

const ENTER: &str = "\r";
const DOWN: &str = "\x1b[B";

/// A program at a terminal, and all that it said so far.
struct Session {
    keyboard: File,
    said: Receiver<Vec<u8>>,
    screen: String,
    child: std::process::Child,
}

impl Session {
    fn start(folder: &Path, arguments: &[&str]) -> Self {
        let size = Winsize { ws_row: 40, ws_col: 160, ws_xpixel: 0, ws_ypixel: 0 };
        let pty = openpty(Some(&size), None).expect("the system has terminals");
        let side = |file: &std::os::fd::OwnedFd| Stdio::from(file.try_clone().expect("a file can be opened twice"));
        let mut command = Command::new(env!("CARGO_BIN_EXE_sw"));
        command.args(arguments).current_dir(folder).env_clear().env("HOME", folder.with_file_name("home")).env("TERM", "xterm-256color");
        command.stdin(side(&pty.slave)).stdout(side(&pty.slave)).stderr(side(&pty.slave));
        let child = command.spawn().expect("sw starts");
        // The terminal hangs up when the last of its other ends is closed.
        drop((command, pty.slave));
        let keyboard = File::from(pty.master);
        let mut screen = keyboard.try_clone().expect("a file can be opened twice");
        let (sender, said) = channel();
        std::thread::spawn(move || {
            let mut bytes = [0; 4096];
            while let Ok(read @ 1..) = screen.read(&mut bytes) {
                if sender.send(bytes[..read].to_vec()).is_err() {
                    return;
                }
            }
        });
        Self { keyboard, said, screen: String::new(), child }
    }

    /// Waits until a question is there, then presses keys.
    fn answer(&mut self, question: &str, keys: &[&str]) {
        while !self.screen.contains(question) {
            let bytes = self.said.recv_timeout(Duration::from_secs(60));
            let bytes = bytes.unwrap_or_else(|_| panic!("`{question}` is not asked:\n{}", self.screen));
            self.screen += &String::from_utf8_lossy(&bytes);
        }
        self.screen.clear();
        for key in keys {
            self.keyboard.write_all(key.as_bytes()).expect("the terminal takes keys");
        }
    }

    /// Waits for the end.
    fn end(mut self) -> (ExitStatus, String) {
        while let Ok(bytes) = self.said.recv_timeout(Duration::from_secs(60)) {
            self.screen += &String::from_utf8_lossy(&bytes);
        }
        (self.child.wait().expect("sw ends"), self.screen)
    }
}

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
