//! Uniform wording: counts, lists, names, and text as it may be shown.

use super::letters::written;

/// `1 file`, `2 files`.
///
/// ```
/// assert_eq!(sw::diag::words::count(2, "file"), "2 files");
/// ```
pub fn count(n: usize, noun: &str) -> String {
    match (n, noun.strip_suffix('y')) {
        (1, _) => format!("1 {noun}"),
        (_, Some(stem)) if !stem.ends_with(['a', 'e', 'o', 'u']) => format!("{n} {stem}ies"),
        _ => format!("{n} {noun}s"),
    }
}

/// How long something takes: `300 milliseconds`, `20 seconds`.
///
/// ```
/// use std::time::Duration;
/// let written = [300, 1000, 1500, 20_000].map(|ms| sw::diag::words::duration(Duration::from_millis(ms)));
/// assert_eq!(written, ["300 milliseconds", "1 second", "1.5 seconds", "20 seconds"]);
/// ```
pub fn duration(time: std::time::Duration) -> String {
    match (time.as_secs(), time.subsec_millis()) {
        (1, 0) => "1 second".into(),
        (seconds, 0) if seconds > 0 => format!("{seconds} seconds"),
        (0, millis) => count(millis as usize, "millisecond"),
        (seconds, millis) => {
            format!("{seconds}.{} seconds", format!("{millis:03}").trim_end_matches('0'))
        }
    }
}

/// What the system said, in a message's style: `no space left on device`.
///
/// ```
/// let error = std::io::Error::from_raw_os_error(28);
/// assert_eq!(sw::diag::words::system(&error), "no space left on device");
/// ```
pub fn system(error: &std::io::Error) -> String {
    let text = error.to_string();
    let said = text.split(" (os error ").next().unwrap_or(&text);
    let mut letters = said.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}

/// Names in backticks, joined as a sentence does: `` `a`, `b` and `c` ``.
///
/// ```
/// assert_eq!(sw::diag::words::list(["a", "b", "c"], "or"), "`a`, `b` or `c`");
/// ```
pub fn list<S: AsRef<str>>(names: impl IntoIterator<Item = S>, conjunction: &str) -> String {
    let quoted: Vec<String> =
        names.into_iter().map(|name| format!("`{}`", name.as_ref())).collect();
    match quoted.split_last() {
        None => "none".into(),
        Some((only, [])) => only.clone(),
        Some((last, rest)) => format!("{} {conjunction} {last}", rest.join(", ")),
    }
}

/// The text as a terminal may show it: [harmful](super::letters::is_harmful) letters are written as escapes, but for line ends and tabs.
///
/// ```
/// assert_eq!(sw::diag::words::visible("a\u{1b}[2J\tb\n"), "a\\u{1b}[2J\tb\n");
/// ```
pub fn visible(text: &str) -> String {
    written(text, &['\n', '\t'], |c| c.escape_unicode().to_string())
}

/// The same in one line: line ends and tabs are escapes too.
///
/// ```
/// assert_eq!(sw::diag::words::line("a\nb\u{9b}"), "a\\nb\\u{9b}");
/// ```
pub fn line(text: &str) -> String {
    written(text, &[], |c| c.escape_default().to_string())
}
