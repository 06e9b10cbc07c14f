//! Plain text: Unix line ends, and one at the end of the file.

/// The text with `\n` line ends, ending with exactly one; an empty text stays empty.
///
/// ```
/// assert_eq!(sw::emit::text::emit("FROM alpine\r\nRUN true\n\n"), "FROM alpine\nRUN true\n");
/// ```
pub fn emit(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let text = text.trim_end_matches('\n');
    if text.is_empty() { String::new() } else { format!("{text}\n") }
}
