//! Pages of sections: each is a small project, and how it ends.
//!
//! Blocks whose head names a file are the project, a `rhai` block without a name is its `deploy.rhai`,
//! and a `text` block without a name is what comes of it.

use super::fence;
use super::page::{self, named};
use super::trial::{run, trial};
use anyhow::{Context, Result, ensure};
use std::fs;
use std::path::Path;
use std::process::ExitCode;

/// The recipe of a project that names none.
pub(crate) const RECIPE: &str = "deploy.rhai";

/// A section up to its end.
#[derive(Clone, Debug, Default)]
pub(crate) struct Section {
    pub(crate) title: String,
    /// The project's files: path and text.
    pub(crate) files: Vec<(String, String)>,
    /// What is said to come of it.
    pub(crate) expected: String,
}

/// What came of a section, and what must not be.
pub(crate) struct Outcome {
    pub(crate) said: String,
    pub(crate) faults: Vec<String>,
}

/// A page of sections is a test each; `tests/<kind>/` holds them, with `fewest` sections at least.
pub(crate) fn play(
    kind: &'static str,
    fewest: usize,
    outcome: fn(&Section) -> Result<Outcome>,
) -> ExitCode {
    let pages = page::all(kind)
        .into_iter()
        .map(|page| trial(named(&page), move || check(kind, &page, outcome)));
    run(pages.chain([trial("there are enough", move || enough(kind, fewest))]))
}

fn check(kind: &str, page: &Path, outcome: fn(&Section) -> Result<Outcome>) -> Result<()> {
    let mut faults = Vec::new();
    let told = retold(&fs::read_to_string(page)?, |section| {
        let outcome = outcome(section).with_context(|| section.title.clone())?;
        faults
            .extend(outcome.faults.into_iter().map(|fault| format!("{}: {fault}", section.title)));
        Ok(outcome.said)
    })?;
    page::settle(page, &told, kind)?;
    ensure!(faults.is_empty(), "{}", faults.join("\n"));
    Ok(())
}

/// That no section got lost.
fn enough(kind: &str, fewest: usize) -> Result<()> {
    let count = all(kind)?.len();
    ensure!(count >= fewest, "there are only {count} {kind}");
    Ok(())
}

/// Every section of every page of a kind.
pub(crate) fn all(kind: &str) -> Result<Vec<Section>> {
    let mut sections = Vec::new();
    for page in page::all(kind) {
        retold(&fs::read_to_string(page)?, |section| {
            sections.push(section.clone());
            Ok(String::new())
        })?;
    }
    Ok(sections)
}

/// The page with what `outcome` says of each section.
fn retold(page: &str, mut outcome: impl FnMut(&Section) -> Result<String>) -> Result<String> {
    let mut section = Section::default();
    fence::retold(page, |block| {
        if let Some(title) = block.title() {
            section = Section { title: title.into(), ..Section::default() };
        }
        if block.language == "text" && block.words.is_empty() {
            section.expected.clone_from(&block.text);
            return outcome(&section);
        }
        let file = block.words.first().unwrap_or(&RECIPE);
        section.files.push((file.to_string(), block.text.clone()));
        Ok(block.text.clone())
    })
}
