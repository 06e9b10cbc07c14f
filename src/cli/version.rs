//! `sw --version`: which sw this is, and what keeps recipes in.

use super::Outcome;
use super::args::Globals;
use super::exit::Exit;
use super::ui::Ui;
use anyhow::Context as _;
use sw::worker;

pub(super) fn run(globals: &Globals, ui: &Ui) -> Outcome {
    let mut told = format!("sw {}\n", env!("CARGO_PKG_VERSION"));
    if globals.verbose {
        let program = std::env::current_exe().context("the program can't find itself")?;
        let sandbox = worker::sandbox(&program).map_or_else(|| "no worker can be started".to_string(), |sandbox| sandbox.to_string());
        told += &format!("recipes are kept in by: {sandbox}\nsystem: {} on {}\n", std::env::consts::OS, std::env::consts::ARCH);
    }
    ui.out(&told);
    Ok(Exit::Done)
}
