//! `sw test`: runs the tests of recipes and libraries.

mod choose;
mod files;
mod report;
mod snapshots;
mod watch;

use super::args::{Evaluating, Globals, Tracing};
use super::context::Bench;
use super::exit::{Exit, Outcome};
use super::git::files::recipe_files;
use super::output::cover::{hold, is_left_out};
use super::process::interrupt;
use super::ui::Ui;
use choose::Chooser;
use clap::Args;
use report::Report;
use std::num::NonZeroUsize;
use std::path::PathBuf;
use sw::diag::render::Texts;
use sw::engine::{Cancel, cancelled};
use sw::testing::{self, Coverage, Settings};

const EXAMPLES: &str = "\
Examples:
  sw test                        All tests: functions `test_...` in files `..._test.rhai`,
                                 and the examples of what others import
  sw test lib/                   Those of a folder
  sw test port                   Those with `port` in their name
  sw test --bless                Write the snapshots that differ
  sw test --coverage             Tell which lines of recipes were not reached
  sw test --junit report.xml     For CI
  sw test --watch                Again whenever a file changes";

#[derive(Args, Debug)]
#[command(before_help = EXAMPLES)]
pub(crate) struct Test {
    /// Only tests whose name contains one of these, or that are in one of these files or folders
    filters: Vec<String>,
    /// The filters are whole names
    #[arg(long, requires = "filters")]
    exact: bool,
    /// Write the snapshots that differ, instead of failing
    #[arg(long)]
    bless: bool,
    /// Tell which lines of recipes the tests reach; each test runs twice
    #[arg(long)]
    coverage: bool,
    /// Write the coverage in the format of `lcov` into this file
    #[arg(long, value_name = "FILE")]
    lcov: Option<PathBuf>,
    /// Write what came of the tests in the XML of JUnit into this file
    #[arg(long, value_name = "FILE")]
    junit: Option<PathBuf>,
    /// Only list the tests
    #[arg(long, conflicts_with_all = ["watch", "bless"])]
    list: bool,
    /// End with the first failure
    #[arg(long)]
    fail_fast: bool,
    /// How many tests run at once (default: one for each core)
    #[arg(short, long, value_name = "NUMBER")]
    jobs: Option<NonZeroUsize>,
    /// Stay, and run them again whenever a file of the project changes; Ctrl-C ends
    #[arg(long)]
    watch: bool,
    #[command(flatten)]
    evaluating: Evaluating,
    #[command(flatten)]
    tracing: Tracing,
}

pub(super) fn run(test: &Test, globals: &Globals, ui: &Ui) -> Outcome {
    let cancel = interrupt::cancel();
    if test.watch {
        return watch::run(globals, ui, &cancel, || once(test, globals, ui, &cancel));
    }
    once(test, globals, ui, &cancel)
}

fn once(test: &Test, globals: &Globals, ui: &Ui, cancel: &Cancel) -> Outcome {
    let bench = Bench::find(&test.evaluating, globals, cancel)?;
    if !test.watch {
        hold();
    }
    let (recipes, libraries) = choose::own(recipe_files(&bench.root), &bench);
    let found = testing::find(&bench.runtime, &recipes);
    ui.messages(&found.warnings, &Texts::new());
    let all = found.tests.len();
    let chooser = Chooser { exact: test.exact, bench: &bench, libraries: &libraries };
    let tests = chooser.chosen(found.tests, &test.filters)?;
    if test.list {
        ui.out(&report::list(&tests, ui));
        return Ok(Exit::Done);
    }
    if !ui.is_json() {
        ui.out(&report::head(tests.len()));
    }
    let settings = settings(test, cancel);
    let tell = teller(&tests, globals, ui);
    let outcomes = testing::run(&bench.runtime, &bench.world, &tests, &settings, &tell);
    if cancel.is_cancelled() {
        return Err(cancelled().into());
    }
    let blessed = snapshots::write(&outcomes, &bench.root)?;
    let coverage = settings.coverage.then(|| Coverage::of(&outcomes, &recipes));
    let (junit, lcov) = (test.junit.as_deref(), test.lcov.as_deref());
    files::write_reports(&bench.here, (junit, lcov), &outcomes, coverage.as_ref())?;
    let report = Report {
        outcomes: &outcomes,
        filtered: all - tests.len(),
        unstarted: tests.len() - outcomes.len(),
        left_over: snapshots::left_over(&outcomes, all, &bench.root),
        blessed,
        coverage,
        libraries,
    };
    report.print(ui);
    Ok(if outcomes.iter().all(testing::Outcome::has_passed) { Exit::Done } else { Exit::Wrong })
}

/// What reports each test once it has ended.
fn teller(
    tests: &[testing::Test],
    globals: &Globals,
    ui: &Ui,
) -> impl Fn(&testing::Outcome) + Sync {
    // Names of tests that hold a value are not shown one by one: which of them is left out would say which is right.
    let names: Vec<String> = tests.iter().map(testing::Test::full_name).collect();
    let (is_quiet, is_verbose) = (ui.is_json() || is_left_out(&names.join("\n")), globals.verbose);
    move |outcome| {
        if !is_quiet {
            report::line(outcome, is_verbose);
        }
    }
}

fn settings(test: &Test, cancel: &Cancel) -> Settings {
    let usual = Settings::default();
    Settings {
        jobs: test.jobs.unwrap_or(usual.jobs),
        bless: test.bless,
        coverage: test.coverage || test.lcov.is_some(),
        trace: test.tracing.filter(),
        fail_fast: test.fail_fast,
        cancel: cancel.clone(),
    }
}
