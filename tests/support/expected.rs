//! Expected texts: compared with what came out, or rewritten when `SW_BLESS=1` is set.

use similar::TextDiff;

/// Whether expected files are to be rewritten instead of compared.
pub(crate) fn is_blessing() -> bool {
    std::env::var_os("SW_BLESS").is_some_and(|value| !value.is_empty() && value != "0")
}

/// The difference between an expected text and an actual one, as a unified diff.
pub(crate) fn difference(name: &str, expected: &str, actual: &str) -> String {
    let diff = TextDiff::from_lines(expected, actual);
    diff.unified_diff()
        .context_radius(3)
        .header(&format!("{name} (expected)"), &format!("{name} (actual)"))
        .to_string()
}

/// What to do when the new output is the right one.
pub(crate) fn repair(test: &str) -> String {
    format!("if the new output is right: SW_BLESS=1 cargo test --test {test}, then read `git diff`")
}
