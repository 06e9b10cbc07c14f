//! Rows and paragraphs of a page in a terminal.

use super::super::super::ui::Ui;
use super::super::prose::{WIDTH, wrapped};
use crate::cli::output::paint::{CODE, HEADING, painted, prose};
use std::fmt::Write;

/// A heading, and two columns below it; the second one is text.
pub(super) fn rows(
    page: &mut String,
    title: &str,
    rows: impl Iterator<Item = (String, String)>,
    ui: &Ui,
) {
    let rows: Vec<(String, String)> = rows.collect();
    let Some(widest) = rows.iter().map(|(name, _)| name.chars().count()).max() else { return };
    let _ = writeln!(page, "\n{}", painted(title, HEADING, ui));
    let width = widest.min(WIDTH / 2);
    for (name, text) in &rows {
        let gap = " ".repeat(width.saturating_sub(name.chars().count()) + 2);
        let text = described(text, (WIDTH - width - 4).max(30), width + 4, ui);
        let row = format!("  {}{gap}{}", painted(name, CODE, ui), text.trim_start());
        let _ = writeln!(page, "{}", row.trim_end());
    }
}

/// Text in lines of at most `width`, `indent` to the right.
pub(super) fn described(text: &str, width: usize, indent: usize, ui: &Ui) -> String {
    if text.is_empty() {
        return String::new();
    }
    indented(&wrapped(text, width).join("\n"), indent, |line| prose(line, ui))
}

pub(super) fn indented(text: &str, by: usize, paint: impl Fn(&str) -> String) -> String {
    let line = |line: &str| match line {
        "" => "\n".to_string(),
        line => format!("{}{}\n", " ".repeat(by), paint(line)),
    };
    text.lines().map(line).collect()
}
