//! Tests whose cases are found when they run.

use anyhow::Result;
use libtest_mimic::{Arguments, Failed, Trial};
use std::process::ExitCode;

/// A case that fails with all that led to its error.
pub(crate) fn trial(
    name: impl Into<String>,
    test: impl FnOnce() -> Result<()> + Send + 'static,
) -> Trial {
    Trial::test(name, move || test().map_err(|error| Failed::from(format!("{error:#}"))))
}

/// Runs the cases that the command line asks for.
pub(crate) fn run(trials: impl IntoIterator<Item = Trial>) -> ExitCode {
    libtest_mimic::run(&Arguments::from_args(), trials.into_iter().collect()).exit_code()
}
