//! A plan for the comments on a pull request: a table of what changes, and each diff folded away.
//!
//! Whatever the files hold, it stays inside its fence; and the page fits into a comment.

use super::verb;
use crate::diag::words;
use crate::plan::change::{Action, Change, Plan};
use crate::plan::decide::conflict;
use crate::plan::diff;
use std::fmt::Write;

/// What GitHub takes is 65,536 characters; the rest is for what others put around it.
const PAGE: usize = 60_000;
/// What the table may take of it.
const TABLE: usize = 20_000;
/// What one diff may take, so that others are seen too.
const DIFF: usize = 12_000;

/// The plan as Markdown.
pub fn markdown(plan: &Plan) -> String {
    let changes: Vec<&Change> =
        plan.changes.iter().filter(|change| change.action != Action::Keep).collect();
    let mut page = format!("### `sw plan`: {}\n", plan.summary());
    if let Some(other) = plan.other_version() {
        page += &format!("\n> {}\n", words::line(&other.message));
    }
    if !changes.is_empty() {
        page += &table(&changes);
        page += &diffs(&changes, PAGE - page.len());
    }
    words::visible(&page)
}

fn table(changes: &[&Change]) -> String {
    let several = changes.iter().any(|change| change.recipe != changes[0].recipe);
    let head = if several { " recipe |" } else { "" };
    let mut table = format!(
        "\n| action | file | environment |{head}\n| --- | --- | --- |{}\n",
        if several { " --- |" } else { "" }
    );
    for (n, change) in changes.iter().enumerate() {
        let environment = change.environment.as_deref().map_or_else(|| "all".into(), name);
        let recipe = if several { format!(" {} |", code(&change.recipe)) } else { String::new() };
        let row = format!(
            "| {} | {} | {environment} |{recipe}\n",
            label(change),
            code(change.path.as_str())
        );
        if table.len() + row.len() > TABLE {
            let _ = writeln!(table, "\n... and {}", words::count(changes.len() - n, "more file"));
            break;
        }
        table += &row;
    }
    table
}

fn diffs(changes: &[&Change], room: usize) -> String {
    const NOTE: usize = 200;
    let mut diffs = String::new();
    let mut left_out = 0;
    for folded in changes.iter().map(|change| folded(change)) {
        if diffs.len() + folded.len() + NOTE > room { left_out += 1 } else { diffs += &folded }
    }
    if left_out > 0 {
        let _ = writeln!(
            diffs,
            "\n{} left out, because a comment has room for so much only: `sw plan` shows all.",
            words::count(left_out, "diff")
        );
    }
    diffs
}

fn folded(change: &Change) -> String {
    let why = conflict::message(change).map_or_else(String::new, |error| {
        let hints: String = error.hints.iter().map(|hint| format!("- {hint}\n")).collect();
        fenced("", &format!("{}\n{hints}", error.message))
    });
    let diff = if change.before.is_some() || change.after.is_some() {
        fenced("diff", &cut(&diff(change)))
    } else {
        String::new()
    };
    format!(
        "\n<details><summary>{} <code>{}</code></summary>\n{why}{diff}\n</details>\n",
        label(change),
        html(change.path.as_str())
    )
}

fn label(change: &Change) -> &'static str {
    if change.is_again() { "create again" } else { verb(change) }
}

/// The whole lines of a text that fit.
fn cut(text: &str) -> String {
    if text.len() <= DIFF {
        return text.to_string();
    }
    let end = text[..text.floor_char_boundary(DIFF)].rfind('\n').map_or(0, |end| end + 1);
    let (shown, rest) = text.split_at(end);
    format!("{shown}... and {}\n", words::count(rest.lines().count(), "more line"))
}

/// A block of code that nothing in the text can close.
pub fn fenced(language: &str, text: &str) -> String {
    let fence = "`".repeat(longest_run(text).max(2) + 1);
    let end = if text.ends_with('\n') { "" } else { "\n" };
    format!("\n{fence}{language}\n{text}{end}{fence}\n")
}

/// A name as it is, unless Markdown makes something else of it.
fn name(text: &str) -> String {
    if text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-') {
        text.into()
    } else {
        code(text)
    }
}

/// Code inside a cell.
pub fn code(text: &str) -> String {
    let text = words::line(text).replace('|', "\\|");
    let fence = "`".repeat(longest_run(&text) + 1);
    let space = if text.contains('`') { " " } else { "" };
    format!("{fence}{space}{text}{space}{fence}")
}

fn longest_run(text: &str) -> usize {
    text.split(|c| c != '`').map(str::len).max().unwrap_or_default()
}

fn html(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
