//! `sw secrets scan`: literal credentials in files, reported without showing them.

pub(crate) mod read;
pub(crate) mod walk;

use super::super::args::Globals;
use super::super::context::folder;
use super::super::exit::Exit;
use super::super::ui::Ui;
use crate::cli::exit::Outcome;
use clap::Args;
use read::Piece;
use serde::Serialize;
use std::path::{Path, PathBuf};
use sw::diag::render::Texts;
use sw::diag::{FORMAT_VERSION, words};
use sw::secrets::scan::{Finding, Strength, inside, is_example, scan};
use walk::{Visited, walk};

const EXAMPLES: &str = "\
Examples:
  sw secrets scan                   All of this folder that git tracks or does not ignore
  sw secrets scan k8s/ .env.staging
  sw secrets scan --format json     For programs

Exit code 1 when something is found. Default passwords, as `postgres`, are not reported
beside a key, nor in a URL whose host is this machine or a bare name.";

#[derive(Args, Debug)]
#[command(before_help = EXAMPLES)]
pub(super) struct Scan {
    /// Files and folders (default: this folder); files are read also when git ignores them
    paths: Vec<PathBuf>,
}

/// A finding for programs.
#[derive(Serialize)]
struct Line {
    path: String,
    line: usize,
    what: String,
    key: Option<String>,
    inside: String,
    preview: String,
}

#[derive(Serialize)]
struct Page<'a> {
    format_version: &'static str,
    files: usize,
    skipped: usize,
    findings: &'a [Line],
}

pub(super) fn run(scan: &Scan, globals: &Globals, ui: &Ui) -> Outcome {
    let root = folder(globals)?;
    let paths = if scan.paths.is_empty() { vec![PathBuf::from(".")] } else { scan.paths.clone() };
    let mut found = Vec::new();
    let visited = walk(&root, &paths, &mut |path, piece| found.extend(lines(path, piece)))?;
    ui.messages(&visited.problems, &Texts::new());
    if ui.is_json() {
        ui.out(&json(&visited, &found));
    } else {
        ui.out(&found.iter().map(render).collect::<String>());
        ui.say(&summary(&visited, &found));
    }
    Ok(if found.is_empty() && visited.problems.is_empty() { Exit::Done } else { Exit::Wrong })
}

/// What a file holds; one that documents credentials holds none.
fn lines(path: &Path, piece: &Piece) -> Vec<Line> {
    let (shown, text) = (path.to_string_lossy(), piece.text.as_str());
    let findings = if is_example(&shown) { Vec::new() } else { scan(text) };
    // In a program or an image only the pattern of a credential counts.
    let is_reported = |finding: &Finding| {
        finding.range.start < piece.end && !(piece.is_binary && finding.key.is_some())
    };
    let real = findings
        .into_iter()
        .filter(|finding| finding.strength == Strength::Real && is_reported(finding));
    real.map(|Finding { what, range, line, key, preview, .. }| Line {
        path: shown.to_string(),
        line: piece.lines + line,
        what,
        key,
        inside: inside(text, range.start),
        preview,
    })
    .collect()
}

fn render(line: &Line) -> String {
    let beside = line.key.as_ref().map_or_else(String::new, |key| format!(" beside `{key}`"));
    format!("{}:{}: {}{beside} ({})\n", words::line(&line.path), line.line, line.what, line.preview)
}

fn summary(visited: &Visited, found: &[Line]) -> String {
    let skipped = if visited.skipped == 0 {
        String::new()
    } else {
        format!(", {} not: larger than 1 GB, or no plain file", visited.skipped)
    };
    let read = format!("{} read{skipped}", words::count(visited.files, "file"));
    if found.is_empty() {
        return format!("no literal credentials; {read}");
    }
    let step = "help: replace what was ever committed or sent with a new one; in recipes, `secret(\"NAME\")` is a reference to the value";
    format!("{}; {read}\n{step}", words::count(found.len(), "literal credential"))
}

fn json(visited: &Visited, findings: &[Line]) -> String {
    let page = Page {
        format_version: FORMAT_VERSION,
        files: visited.files,
        skipped: visited.skipped,
        findings,
    };
    serde_json::to_string_pretty(&page).expect("findings are plain data") + "\n"
}
