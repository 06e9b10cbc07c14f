//! What a command says line by line, kept until its end where others read along: which of the lines is left out would
//! say which of many guesses was right.

use std::sync::{Mutex, MutexGuard, PoisonError};

/// What is said in place of a text that holds a value.
pub(crate) const LEFT_OUT: &str = "(left out: it holds the value of a secret; at your own terminal the same command shows it with the value covered)";

/// Where something is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stream {
    Out,
    Err,
}

/// What was said so far.
#[derive(Default)]
struct Held {
    said: Vec<(Stream, String)>,
    /// Whether a part of it was left out.
    is_left_out: bool,
}

static HELD: Mutex<Option<Held>> = Mutex::new(None);

fn held() -> MutexGuard<'static, Option<Held>> {
    HELD.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Keeps what is said from now on.
pub(super) fn hold() {
    held().get_or_insert_default();
}

/// Keeps a text, if anything is kept.
pub(crate) fn keep(stream: Stream, text: &str) -> bool {
    held().as_mut().map(|held| held.said.push((stream, text.into()))).is_some()
}

/// Notes that a text was left out.
pub(crate) fn note_left_out() {
    if let Some(held) = held().as_mut() {
        held.is_left_out = true;
    }
}

/// What a program gets in place of a document.
pub(crate) fn left_out_document() -> String {
    format!(
        "{}\n",
        serde_json::json!({ "format_version": sw::diag::FORMAT_VERSION, "left_out": LEFT_OUT })
    )
}

/// What was kept: all of it, or that it was left out.
pub(crate) fn release(is_json: bool) -> Vec<(Stream, String)> {
    match held().take() {
        Some(Held { is_left_out: true, .. }) if is_json => vec![(Stream::Out, left_out_document())],
        Some(Held { is_left_out: true, .. }) => vec![(Stream::Err, format!("{LEFT_OUT}\n"))],
        held => held.unwrap_or_default().said,
    }
}
