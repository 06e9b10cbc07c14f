//! `sw --version`: which sw this is, and what keeps recipes in.

use crate::cli::args::Globals;
use crate::cli::exit::{Exit, Outcome};
use crate::cli::ui::Ui;
use anyhow::Context as _;
use serde::Serialize;
use std::env::consts::{ARCH, OS};
use sw::diag::FORMAT_VERSION;
use sw::plan::VERSION;
use sw::worker::{self, Sandbox};

/// The version for programs.
#[derive(Serialize)]
struct Page {
    format_version: &'static str,
    sw: &'static str,
    os: &'static str,
    arch: &'static str,
    /// What keeps recipes in; none when no worker can be started.
    sandbox: Option<Sandbox>,
}

pub(crate) fn run(globals: &Globals, ui: &Ui) -> Outcome {
    ui.out(&if ui.is_json() { json(sandbox()?) } else { text(globals.verbose)? });
    Ok(Exit::Done)
}

fn text(is_whole: bool) -> anyhow::Result<String> {
    let version = format!("sw {VERSION}\n");
    if !is_whole {
        return Ok(version);
    }
    let sandbox = sandbox()?
        .map_or_else(|| "no worker can be started".to_string(), |sandbox| sandbox.to_string());
    Ok(format!("{version}recipes are kept in by: {sandbox}\nsystem: {OS} on {ARCH}\n"))
}

fn json(sandbox: Option<Sandbox>) -> String {
    let page = Page { format_version: FORMAT_VERSION, sw: VERSION, os: OS, arch: ARCH, sandbox };
    format!("{}\n", serde_json::to_string(&page).expect("a version is plain data"))
}

fn sandbox() -> anyhow::Result<Option<Sandbox>> {
    Ok(worker::sandbox(&std::env::current_exe().context("the program can't find itself")?))
}
