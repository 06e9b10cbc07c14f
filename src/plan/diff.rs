//! A change as a unified diff, safe to print.

use super::Change;
use super::content::{Content, lf};
use similar::TextDiff;
use std::fmt::Write;
use std::time::Duration;

/// The change of a file as git would show it, without colours.
///
/// Control and direction characters are escaped: what is on disk must not steer the terminal.
/// Files that hold secrets (`.env.staging`) are not shown.
pub fn diff(change: &Change) -> String {
    let (before, after) = (change.before.as_ref(), change.after.as_ref());
    let mut text = modes(before, after);
    let name = |side: &str, content: Option<&Content>| content.map_or("/dev/null".into(), |_| format!("{side}/{}", change.path));
    let (old, new) = (name("a", before), name("b", after));
    let shown = (!holds_secrets(change.path.name())).then(|| (printable(before), printable(after)));
    match shown {
        None => writeln!(text, "{old} -> {new}: the content is not shown because it may hold secrets"),
        Some((Some(before), Some(after))) => write!(text, "{}", unified(&before, &after, &old, &new)),
        Some(_) => writeln!(text, "{old} -> {new}: the content is not text"),
    }
    .expect("writing to text can't fail");
    text
}

fn unified(before: &str, after: &str, old: &str, new: &str) -> String {
    // The deadline only bounds how hard it looks for the smallest diff; every diff is a right one.
    let diff = TextDiff::configure().timeout(Duration::from_secs(2)).diff_lines(before, after);
    diff.unified_diff().header(old, new).to_string()
}

fn modes(before: Option<&Content>, after: Option<&Content>) -> String {
    match (before, after) {
        (Some(before), Some(after)) if before.executable() != after.executable() => {
            let mode = |content: &Content| if content.executable() { "100755" } else { "100644" };
            format!("old mode {}\nnew mode {}\n", mode(before), mode(after))
        }
        _ => String::new(),
    }
}

fn printable(content: Option<&Content>) -> Option<String> {
    let Some(content) = content else { return Some(String::new()) };
    let text = lf(&content.bytes);
    let text = std::str::from_utf8(&text).ok()?;
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        if hides(c) { safe.extend(c.escape_unicode()) } else { safe.push(c) }
    }
    Some(safe)
}

fn hides(c: char) -> bool {
    (c.is_control() && !matches!(c, '\n' | '\t'))
        || matches!(c, '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

fn holds_secrets(name: &str) -> bool {
    let example = [".example", ".sample", ".template"].iter().any(|end| name.ends_with(end));
    name.starts_with(".env") && !example
}
