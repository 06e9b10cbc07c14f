//! Values and places as a person reads them in a line.

use crate::diag::words::line;
use crate::model::{Change, RecipePlace};
use serde_json::Value;
use similar::TextDiff;
use std::time::Duration;

/// How much of a value is shown, in characters.
const VALUE: usize = 90;
/// How many lines of a text's difference are shown.
const LINES: usize = 40;

/// A value in one line: a text as it is where it can be nothing else.
pub(super) fn value(value: &Value) -> String {
    let text = match value {
        Value::String(text) if is_plain(text) => text.clone(),
        other => other.to_string(),
    };
    let text = line(&text);
    match text.char_indices().nth(VALUE) {
        Some((end, _)) => format!("{}...", &text[..end]),
        None => text,
    }
}

/// Whether a text reads as itself without quotes.
fn is_plain(text: &str) -> bool {
    !text.is_empty() && text.trim() == text && serde_json::from_str::<Value>(text).is_err()
}

/// The lines that differ between two texts, each with its sign and one line around it; none unless both have several.
pub(super) fn texts(change: &Change) -> Option<String> {
    let (Some(Value::String(old)), Some(Value::String(new))) = (&change.old, &change.new) else {
        return None;
    };
    if !old.trim_end().contains('\n') && !new.trim_end().contains('\n') {
        return None;
    }
    let diff = TextDiff::configure().timeout(Duration::from_secs(2)).diff_lines(old, new);
    let hunks = diff.unified_diff().context_radius(1).missing_newline_hint(false).to_string();
    let lines: Vec<&str> = hunks.lines().filter(|line| !line.starts_with("@@")).collect();
    let mut shown: String =
        lines.iter().take(LINES).map(|text| format!("{}\n", line(text))).collect();
    if lines.len() > LINES {
        shown += &format!("... and {} more\n", lines.len() - LINES);
    }
    Some(shown)
}

/// Where the recipe says it: one place, or two where the sides are said apart. The standard library says nothing that
/// is of one environment: a place in it is shown where there is no other.
pub(super) fn place(old: Option<&RecipePlace>, new: Option<&RecipePlace>) -> String {
    let shown = |place: &RecipePlace| format!("{}:{}", line(&place.file), place.line);
    let is_own = |place: &&RecipePlace| !place.file.starts_with("std/");
    let (own_old, own_new) = (old.filter(is_own), new.filter(is_own));
    let is_own = own_old.or(own_new).is_some();
    match if is_own { (own_old, own_new) } else { (old, new) } {
        (Some(old), Some(new)) if (&old.file, old.line) == (&new.file, new.line) => shown(new),
        (Some(old), Some(new)) if old.file == new.file => format!("{},{}", shown(old), new.line),
        (Some(old), Some(new)) => format!("{}, {}", shown(old), shown(new)),
        (old, new) => old.or(new).map(shown).unwrap_or_default(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_that_reads_as_something_else_is_quoted() {
        for (text, shown) in
            [("web", "web"), ("1", "\"1\""), ("true", "\"true\""), ("", "\"\""), (" a", "\" a\"")]
        {
            assert_eq!(value(&Value::from(text)), shown);
        }
        assert_eq!(value(&Value::from("x".repeat(100))).len(), VALUE + 3);
    }
}
