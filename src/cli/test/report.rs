//! What came of tests, for people and for programs.

use super::super::ui::{Ui, print};
use crate::cli::output::paint::{HEADING, painted};
use crate::cli::output::table::traced;
use serde_json::{Value, json};
use std::fmt::Write;
use sw::diag::render::Texts;
use sw::diag::{FORMAT_VERSION, words};
use sw::testing::{Coverage, Outcome, Test};

/// All that came of a run.
pub(super) struct Report<'a> {
    pub(super) outcomes: &'a [Outcome],
    /// How many tests were not meant.
    pub(super) filtered: usize,
    /// How many were meant, and not run any more.
    pub(super) unstarted: usize,
    /// The snapshots that no test compares.
    pub(super) left_over: Vec<String>,
    /// The snapshots that were written.
    pub(super) blessed: Vec<String>,
    pub(super) coverage: Option<Coverage>,
    /// The folders of the libraries whose tests were left out.
    pub(super) libraries: Vec<String>,
}

/// The names of tests.
pub(super) fn list(tests: &[Test], ui: &Ui) -> String {
    if ui.is_json() {
        let tests: Vec<Value> =
            tests.iter().map(|test| json!({ "file": test.file, "name": test.name })).collect();
        return format!("{}\n", json!({ "format_version": FORMAT_VERSION, "tests": tests }));
    }
    tests.iter().map(|test| format!("{}\n", test.full_name())).collect()
}

pub(super) fn head(count: usize) -> String {
    format!("running {}\n", words::count(count, "test"))
}

/// Reports a test that has ended.
pub(super) fn line(outcome: &Outcome, is_verbose: bool) {
    let ended = if outcome.has_passed() { "ok" } else { "FAILED" };
    let time =
        if is_verbose { format!(" ({:.3} s)", outcome.time.as_secs_f64()) } else { String::new() };
    let trace: String =
        traced(&outcome.trace, false).lines().map(|line| format!("  {line}\n")).collect();
    let printed: String = if is_verbose {
        outcome.printed.iter().map(|line| format!("  {}\n", line.located())).collect()
    } else {
        String::new()
    };
    print(&format!("test {} ... {ended}{time}\n{printed}{trace}", outcome.test.full_name()));
}

impl Report<'_> {
    /// Prints it, behind what could be better in the libraries that were tested, each once.
    pub(super) fn print(&self, ui: &Ui) {
        let (mut warnings, mut texts) = (Vec::new(), Texts::new());
        for outcome in self.outcomes.iter().filter(|outcome| !outcome.warnings.is_empty()) {
            let new = outcome.warnings.iter().filter(|warning| !warnings.contains(*warning));
            warnings.extend(new.cloned().collect::<Vec<_>>());
            texts.extend(outcome.texts.clone());
        }
        ui.messages(&warnings, &texts);
        ui.out(&if ui.is_json() { self.json() } else { self.human(ui) });
    }

    fn failed(&self) -> impl Iterator<Item = &Outcome> {
        self.outcomes.iter().filter(|outcome| !outcome.has_passed())
    }

    fn human(&self, ui: &Ui) -> String {
        let mut text = String::new();
        if self.failed().next().is_some() {
            text.push_str("\nfailures:\n");
        }
        for outcome in self.failed() {
            let _ = write!(
                text,
                "\n{}\n",
                painted(&format!("---- {} ----", outcome.test.full_name()), HEADING, ui)
            );
            outcome.printed.iter().for_each(|line| {
                let _ = writeln!(text, "printed: {line}");
            });
            text.push_str(&ui.shown(&outcome.messages, &outcome.texts));
        }
        text.push('\n');
        self.blessed.iter().for_each(|path| {
            let _ = writeln!(text, "  wrote  {path}");
        });
        self.left_over.iter().for_each(|path| {
            let _ = writeln!(
                text,
                "  left over  {}: no test compares it; delete it",
                words::line(path)
            );
        });
        if let Some(coverage) = &self.coverage {
            text.push_str(&covered(coverage));
        }
        text + &self.left_out() + &self.sum()
    }

    /// Where the tests are that others run.
    fn left_out(&self) -> String {
        let lines = self.libraries.iter().map(|library| {
            let library = words::line(library);
            format!(
                "  left out  {library}: a project of its own; `sw test -C {library}` tests it\n"
            )
        });
        lines.collect()
    }

    fn sum(&self) -> String {
        let failed = self.failed().count();
        let result = if failed == 0 { "ok" } else { "FAILED" };
        let unstarted = if self.unstarted == 0 {
            String::new()
        } else {
            format!("; {} not run", self.unstarted)
        };
        let passed = self.outcomes.len() - failed;
        format!(
            "test result: {result}. {passed} passed; {failed} failed{unstarted}; {} filtered out\n",
            self.filtered
        )
    }

    fn json(&self) -> String {
        let tests: Vec<Value> = self.outcomes.iter().map(entry).collect();
        let failed = self.failed().count();
        let mut report = json!({
            "format_version": FORMAT_VERSION,
            "passed": self.outcomes.len() - failed,
            "failed": failed,
            "filtered": self.filtered,
            "not_run": self.unstarted,
            "blessed": self.blessed,
            "left_over": self.left_over,
            "libraries": self.libraries,
            "tests": tests,
        });
        if let Some(coverage) = &self.coverage {
            report["coverage"] = json!(coverage);
        }
        format!("{report}\n")
    }
}

fn entry(outcome: &Outcome) -> Value {
    json!({
        "file": outcome.test.file,
        "name": outcome.test.name,
        "outcome": if outcome.has_passed() { "passed" } else { "failed" },
        "seconds": outcome.time.as_secs_f64(),
        "messages": outcome.messages,
        "printed": outcome.printed,
        "trace": outcome.trace,
    })
}

/// A line for each file, and one for all.
fn covered(coverage: &Coverage) -> String {
    let width = coverage
        .files
        .iter()
        .map(|file| words::line(&file.path).chars().count())
        .max()
        .unwrap_or(3)
        .max(3);
    let mut text = String::from("coverage:\n");
    for file in &coverage.files {
        let missed = if file.missed.is_empty() {
            String::new()
        } else {
            format!("; not reached: {}", file.missed_in_words())
        };
        let path = words::line(&file.path);
        let _ = writeln!(
            text,
            "  {path:width$}  {:5.1} %  {} of {} lines{missed}",
            file.percent, file.reached, file.lines
        );
    }
    let _ = writeln!(text, "  {:width$}  {:5.1} %", "all", coverage.percent);
    if !coverage.untouched.is_empty() {
        let _ = writeln!(text, "  no test comes to {}", words::list(&coverage.untouched, "and"));
    }
    text.push('\n');
    text
}
