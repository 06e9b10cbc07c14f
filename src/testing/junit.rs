//! What came of tests in the XML of JUnit, which CI systems read.

use super::outcome::Outcome;
use crate::diag::render::{Style, render};
use crate::diag::words::visible;
use std::fmt::Write;
use std::time::Duration;

/// All tests as one document, a suite for each file.
pub fn junit(outcomes: &[Outcome]) -> String {
    let mut text = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    let failed =
        |outcomes: &[Outcome]| outcomes.iter().filter(|outcome| !outcome.has_passed()).count();
    let time = |outcomes: &[Outcome]| seconds(outcomes.iter().map(|outcome| outcome.time).sum());
    let (tests, failures) = (outcomes.len(), failed(outcomes));
    let _ = writeln!(
        text,
        "<testsuites name=\"sw test\" tests=\"{tests}\" failures=\"{failures}\" errors=\"0\" time=\"{}\">",
        time(outcomes)
    );
    for suite in outcomes.chunk_by(|a, b| a.test.file == b.test.file) {
        let (name, tests, failures) = (escaped(&suite[0].test.file), suite.len(), failed(suite));
        let _ = writeln!(
            text,
            "  <testsuite name=\"{name}\" tests=\"{tests}\" failures=\"{failures}\" errors=\"0\" time=\"{}\">",
            time(suite)
        );
        suite.iter().for_each(|outcome| case(&mut text, outcome));
        text.push_str("  </testsuite>\n");
    }
    text + "</testsuites>\n"
}

fn case(text: &mut String, outcome: &Outcome) {
    let (file, name) = (escaped(&outcome.test.file), escaped(&outcome.test.name));
    let _ = write!(
        text,
        "    <testcase classname=\"{file}\" name=\"{name}\" file=\"{file}\" time=\"{}\"",
        seconds(outcome.time)
    );
    if outcome.has_passed() && outcome.printed.is_empty() {
        text.push_str("/>\n");
        return;
    }
    text.push_str(">\n");
    if let Some(first) = outcome.errors().next() {
        let rendered = render(&outcome.messages, &outcome.texts, Style::Human { color: false });
        let (code, message) = (escaped(&first.code), escaped(&first.message));
        let _ = writeln!(
            text,
            "      <failure type=\"{code}\" message=\"{message}\">{}</failure>",
            escaped(&rendered)
        );
    }
    let printed: Vec<&str> = outcome.printed.iter().map(|line| line.text.as_str()).collect();
    if !printed.is_empty() {
        let _ = writeln!(text, "      <system-out>{}</system-out>", escaped(&printed.join("\n")));
    }
    text.push_str("    </testcase>\n");
}

fn seconds(time: Duration) -> String {
    format!("{:.3}", time.as_secs_f64())
}

/// Text in XML, which has no control characters.
fn escaped(text: &str) -> String {
    visible(text)
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
        .replace('\n', "&#10;")
}
