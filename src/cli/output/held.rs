//! What a command says line by line, kept until its end where others read along: which of the lines is left out would
//! say which of many guesses was right.

use super::cover::{LEFT_OUT, is_read_by_others, left_out_document};
use std::sync::{Mutex, MutexGuard, PoisonError};

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

/// Keeps what is said from now on, where others read it and values are known.
pub(crate) fn hold() {
    if is_read_by_others() {
        held().get_or_insert_default();
    }
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

/// What was kept: all of it, or that it was left out.
pub(crate) fn release(is_json: bool) -> Vec<(Stream, String)> {
    match held().take() {
        Some(Held { is_left_out: true, .. }) if is_json => vec![(Stream::Out, left_out_document())],
        Some(Held { is_left_out: true, .. }) => vec![(Stream::Err, format!("{LEFT_OUT}\n"))],
        held => held.unwrap_or_default().said,
    }
}
