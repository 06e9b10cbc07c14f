//! A plan for a person: what changes, as a diff, and how much.

use super::verb;
use crate::plan::change::{Action, Change, Plan};
use crate::plan::diff;
use crate::plan::ledger::LEDGER;

/// A diff of every file that changes, and the counts. Files in conflict are only counted: each has
/// its message.
pub fn text(plan: &Plan, color: bool) -> String {
    let diffs: String = plan
        .changes
        .iter()
        .filter(|change| is_shown(change))
        .map(|change| shown(change, color))
        .collect();
    format!("{diffs}{}", counts(plan))
}

/// A line for every file that changes, and the counts.
pub fn brief(plan: &Plan) -> String {
    let changed = plan.changes.iter().filter(|change| change.action != Action::Keep);
    let lines: String =
        changed.map(|change| format!("{} {}\n", verb(change), change.path)).collect();
    format!("{lines}{}", counts(plan))
}

fn is_shown(change: &Change) -> bool {
    !matches!(change.action, Action::Keep | Action::Conflict(_))
}

fn counts(plan: &Plan) -> String {
    let ledger = if plan.is_ledger_only() {
        format!(", and `{LEDGER}` would be brought up to date")
    } else {
        String::new()
    };
    format!("{}{ledger}\n", plan.summary())
}

fn shown(change: &Change, color: bool) -> String {
    let again = if change.is_again() {
        format!("{} was deleted by hand since the last run\n", change.path)
    } else {
        String::new()
    };
    let diff = again + &diff(change);
    if color { colored(&diff) } else { diff }
}

/// As git has it: what is above the first place in bold, places in cyan, lines in red and green.
fn colored(diff: &str) -> String {
    let mut in_head = true;
    let mut painted = |line: &str| {
        in_head &= !line.starts_with("@@");
        let code = match line.chars().next() {
            _ if in_head => 1,
            Some('+') => 32,
            Some('-') => 31,
            Some('@') => 36,
            _ => return format!("{line}\n"),
        };
        format!("\u{1b}[{code}m{line}\u{1b}[0m\n")
    };
    diff.lines().map(&mut painted).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_removed_line_that_looks_like_a_head_is_red() {
        let painted = colored("--- a/q.sql\n+++ b/q.sql\n@@ -1,2 +1 @@\n--- gone\n kept\n+new\n");
        let lines: Vec<&str> = painted.lines().collect();
        assert_eq!(lines[0], "\u{1b}[1m--- a/q.sql\u{1b}[0m");
        assert_eq!(lines[2], "\u{1b}[36m@@ -1,2 +1 @@\u{1b}[0m");
        assert_eq!(lines[3..], ["\u{1b}[31m--- gone\u{1b}[0m", " kept", "\u{1b}[32m+new\u{1b}[0m"]);
    }
}
