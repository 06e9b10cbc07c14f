//! A comparison for the comments on a pull request: a table for each file.

use super::{lines, summary};
use crate::compare::comparison::Comparison;
use crate::diag::words;
use crate::model::{Change, ChangeKind, FileComparison};
use crate::plan::report::{code, fenced};

/// What GitHub takes is 65,536 characters; the rest is for what others put around it.
const PAGE: usize = 60_000;

/// The comparison as Markdown; values that differ in the environment's name only are counted unless `names` lists them.
pub fn markdown(comparison: &Comparison, names: bool) -> String {
    let Comparison { from, to, files, .. } = comparison;
    let mut page = format!("### `sw diff {from} {to}`: {}\n", summary(comparison));
    let mut left_out = 0;
    for table in files.iter().map(|file| table(file, comparison, names)) {
        if page.len() + table.len() > PAGE { left_out += 1 } else { page += &table }
    }
    if left_out > 0 {
        let files = words::count(left_out, "file");
        page += &format!("\n{files} left out, because a comment has room for so much only.\n");
    }
    words::visible(&page)
}

fn table(file: &FileComparison, comparison: &Comparison, names: bool) -> String {
    let head = format!("\n#### {}\n\n", code(&file.path));
    if file.is_alone() {
        let Comparison { from, to, .. } = comparison;
        return format!("{head}only in {}\n", if file.new_path.is_some() { to } else { from });
    }
    let is_shown = |change: &&Change| names || change.kind != ChangeKind::Name;
    let shown: Vec<&Change> = file.changes.iter().filter(is_shown).collect();
    let (long, short): (Vec<&Change>, Vec<&Change>) =
        shown.into_iter().partition(|change| lines::texts(change).is_some());
    let mut table = head;
    if !short.is_empty() {
        let Comparison { from, to, .. } = comparison;
        table += &format!("| value | {from} | {to} | recipe |\n| --- | --- | --- | --- |\n");
        table.extend(short.into_iter().map(row));
    }
    for change in long {
        let diff = fenced("diff", &lines::texts(change).unwrap_or_default());
        table += &format!("\n{} {}\n{diff}", code(&named(change)), place(change));
    }
    if !names && file.names() > 0 {
        let values = words::count(file.names(), "value");
        table += &format!("\nIn the environment's name only: {values}.\n");
    }
    table
}

fn row(change: &Change) -> String {
    let value = |side: &Option<serde_json::Value>, is_there: bool| match side {
        _ if !is_there => String::new(),
        Some(_) if change.path.is_empty() && change.part.is_some() => "has it".into(),
        side => code(&lines::value(side.as_ref().unwrap_or(&serde_json::Value::Null))),
    };
    let old = value(&change.old, change.kind != ChangeKind::Added);
    let new = value(&change.new, change.kind != ChangeKind::Removed);
    format!("| {} | {old} | {new} | {} |\n", code(&named(change)), place(change))
}

fn place(change: &Change) -> String {
    lines::place(change.old_place.as_ref(), change.new_place.as_ref())
}

fn named(change: &Change) -> String {
    let parts = [change.part.as_deref().unwrap_or_default(), &change.path];
    let named: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    if named.is_empty() { "text".into() } else { named.join(" ") }
}
