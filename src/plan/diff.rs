//! A change as a unified diff, safe to print.

use super::change::Change;
use super::content::{Content, lf};
use crate::diag::words::visible;
use similar::TextDiff;
use std::time::Duration;

/// The change of a file as git would show it, without colours.
///
/// Control and direction characters are escaped: what is on disk must not steer the terminal.
/// Files that hold secrets (`.env.staging`) are not shown.
pub fn diff(change: &Change) -> String {
    let (before, after) = (change.before.as_ref(), change.after.as_ref());
    let name = |side: &str, content: Option<&Content>| {
        content.map_or("/dev/null".into(), |_| format!("{side}/{}", change.path))
    };
    let head = format!(
        "{}--- {}\n+++ {}\n",
        beyond_lines(before, after),
        name("a", before),
        name("b", after)
    );
    if change.is_hidden || holds_secrets(change.path.name()) {
        return head + "the content is not shown because it may hold secrets\n";
    }
    match (printable(before), printable(after)) {
        (Some(before), Some(after)) => head + &hunks(&before, &after),
        _ => head + "the content is not text\n",
    }
}

fn hunks(before: &str, after: &str) -> String {
    // The deadline only bounds how hard it looks for the smallest diff; every diff is a right one.
    let diff = TextDiff::configure().timeout(Duration::from_secs(2)).diff_lines(before, after);
    diff.unified_diff().to_string()
}

/// Changes that the lines don't show.
fn beyond_lines(before: Option<&Content>, after: Option<&Content>) -> String {
    let crlf = |content: &Content| content.bytes.windows(2).any(|pair| pair == b"\r\n");
    match (before, after) {
        (Some(before), Some(after)) => {
            let modes = if before.executable() == after.executable() {
                String::new()
            } else {
                format!("old mode {}\nnew mode {}\n", before.git_mode(), after.git_mode())
            };
            if crlf(before) && !crlf(after) {
                modes + "line ends change from \\r\\n to \\n\n"
            } else {
                modes
            }
        }
        (Some(before), None) => format!("deleted file mode {}\n", before.git_mode()),
        (None, Some(after)) => format!("new file mode {}\n", after.git_mode()),
        (None, None) => String::new(),
    }
}

fn printable(content: Option<&Content>) -> Option<String> {
    let Some(content) = content else { return Some(String::new()) };
    let text = lf(&content.bytes);
    let text = std::str::from_utf8(&text).ok()?;
    Some(visible(text))
}

/// Whether the content of a file by this name is for no one's eyes.
pub(super) fn holds_secrets(name: &str) -> bool {
    let example = [".example", ".sample", ".template"].iter().any(|end| name.ends_with(end));
    name.starts_with(".env") && !example
}
