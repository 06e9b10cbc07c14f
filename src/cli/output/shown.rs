//! What leaves through the door, made harmless: no letter of it commands a terminal, no line of it a CI system, and the
//! only colours in it are our own.

use regex_lite::{Captures, Regex};
use serde::de::IgnoredAny;
use std::hash::{BuildHasher, RandomState};
use std::sync::{LazyLock, OnceLock};
use sw::diag::letters::{is_harmful, json};
use sw::diag::words::visible;

/// What marks inside the program the start of one of our colours. No text from elsewhere has it: it is drawn anew in
/// each process, and never shown.
static MARK: LazyLock<String> =
    LazyLock::new(|| format!("\u{1b}{:016x}", RandomState::new().hash_one(0)));

/// Variables of CI systems that take commands from the log of a step.
const SYSTEMS: [&str; 5] = ["GITHUB_ACTIONS", "TF_BUILD", "GITLAB_CI", "TEAMCITY_VERSION", "CI"];

/// Whether a CI system listens to what is said.
static IS_HEARD: OnceLock<bool> = OnceLock::new();

/// Says that a CI system listens, whatever its variables are.
pub(crate) fn heard() {
    let _earlier = IS_HEARD.set(true);
}

fn is_heard() -> bool {
    *IS_HEARD.get_or_init(|| {
        SYSTEMS.iter().any(|name| std::env::var_os(name).is_some_and(|value| !value.is_empty()))
    })
}

/// A text in a colour, for the door.
pub(crate) fn colored(text: &str, color: &str) -> String {
    let mark = &*MARK;
    format!("{mark}[{color}m{text}{mark}[0m")
}

/// A text that the library has made harmless and coloured, for the door.
pub(crate) fn of_library(text: &str) -> String {
    text.replace('\u{1b}', &MARK)
}

/// A text as it leaves.
pub(crate) fn harmless(text: &str) -> String {
    let is_heard = is_heard();
    if is_document(text, is_heard) {
        let text = json(text);
        return if is_heard { text.replace("##", "#\\u0023") } else { text };
    }
    let text =
        if is_heard { text.split_inclusive('\n').map(unheard).collect() } else { text.to_string() };
    let mut parts = text.split(MARK.as_str());
    let first = visible(parts.next().unwrap_or_default());
    parts.fold(first, |shown, part| {
        let (color, rest) = part.split_at(part.find('m').map_or(0, |end| end + 1));
        shown + "\u{1b}" + color + &visible(rest)
    })
}

/// Whether a text holds something to be written otherwise, and is JSON, where that is done in another way.
fn is_document(text: &str, is_heard: bool) -> bool {
    let is_written_otherwise = text.contains(|c| is_harmful(c) && !matches!(c, '\n' | '\t'))
        || is_heard && text.contains("##");
    let mut values = serde_json::Deserializer::from_str(text).into_iter::<IgnoredAny>();
    is_written_otherwise
        && text.trim_start().starts_with(['{', '['])
        && values.all(|value| value.is_ok())
}

/// A line that no CI system takes for a command: blanks and colours in front of one don't count.
fn unheard(line: &str) -> String {
    let start = line.len() - uncolored(line).len();
    let (before, rest) = line.split_at(start);
    match rest.strip_prefix("::") {
        Some(command) => format!("{before}: :{}", apart(command)),
        None => format!("{before}{}", apart(rest)),
    }
}

/// A line without the blanks and colours that it starts with.
fn uncolored(line: &str) -> &str {
    let line = line.trim_start();
    let color = line.strip_prefix(MARK.as_str()).and_then(|color| color.split_once('m'));
    color.map_or(line, |(_, rest)| uncolored(rest))
}

/// A text without the signs that make a command of what follows, wherever they are in a line.
fn apart(text: &str) -> String {
    static SIGNS: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"#(#(?:\[|(?i:vso|teamcity)\[))|(section_(?:start|end)):")
            .expect("the pattern is well-formed")
    });
    let written = |found: &Captures<'_>| match (found.get(1), found.get(2)) {
        (Some(command), _) => format!("# {}", command.as_str()),
        (_, section) => format!("{} :", section.map_or("", |section| section.as_str())),
    };
    SIGNS.replace_all(text, written).into_owned()
}

/// Annotations as they leave: each is one line, whose command is the only one in it.
pub(crate) fn annotations(text: &str) -> String {
    apart(&visible(text))
}

#[cfg(test)]
mod tests {
    use super::{colored, harmless, is_document, of_library, unheard};

    #[test]
    fn only_our_own_colours_are_left() {
        let text = format!("\u{1b}[31ma{}b\u{9b}31m\n", colored("c\u{1b}[0m", "1"));
        assert_eq!(harmless(&text), "\\u{1b}[31ma\u{1b}[1mc\\u{1b}[0m\u{1b}[0mb\\u{9b}31m\n");
        assert_eq!(harmless(&of_library("\u{1b}[1;31ma\u{1b}[0m")), "\u{1b}[1;31ma\u{1b}[0m");
    }

    #[test]
    fn a_document_stays_one() {
        let document = "{\"a\": \"\u{9b}\"}\n[\"##[group]\"]\n";
        assert_eq!(harmless(&document.replace("##", "")), "{\"a\": \"\\u009b\"}\n[\"[group]\"]\n");
        assert!(is_document(document, false) && is_document("[\"##[a]\"]", true));
        assert!(
            !is_document("{\u{9b}}", false)
                && !is_document("\u{9b}", false)
                && !is_document("[1]", true)
        );
    }

    #[test]
    fn no_line_is_a_command() {
        let lines = [
            ("::set-output name=a::b\n", ": :set-output name=a::b\n"),
            (" \t\u{a0}::stop-commands::x", " \t\u{a0}: :stop-commands::x"),
            ("a ##[group]b ##vso[task.x]c", "a # #[group]b # #vso[task.x]c"),
            ("##VSO[x] ###[y]", "# #VSO[x] ## #[y]"),
            ("##teamcity[x]", "# #teamcity[x]"),
            ("section_start:1:a", "section_start :1:a"),
            ("a::b", "a::b"),
            ("## a", "## a"),
        ];
        lines.into_iter().for_each(|(line, shown)| assert_eq!(unheard(line), shown));
        assert!(unheard(&colored("::set-env name=a::b", "32")).contains(": :set-env"));
    }
}
