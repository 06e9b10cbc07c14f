//! One JSON object for each message, on a line of its own.
//!
//! Its fields are `format_version` (`"1.0"`; the first number changes when a field goes or changes
//! its meaning, so readers leave alone what they don't know), those of [`Diagnostic`] (`severity`,
//! `code`, `message`, `place`, `label`, `trace`, `related`, `notes`, `hints`), and `rendered`: the
//! message as a person would be shown it, without colours.

use super::human;
use super::texts::Texts;
use crate::diag::letters;
use crate::diag::message::Diagnostic;
use serde::Serialize;

#[derive(Serialize)]
struct Line<'a> {
    format_version: &'static str,
    #[serde(flatten)]
    message: &'a Diagnostic,
    rendered: String,
}

pub(super) fn render(message: &Diagnostic, texts: &Texts) -> String {
    let rendered = human::render(&message.shown(), texts, false);
    let line = Line { format_version: crate::diag::FORMAT_VERSION, message, rendered };
    letters::json(&serde_json::to_string(&line).expect("a message is plain data")) + "\n"
}
