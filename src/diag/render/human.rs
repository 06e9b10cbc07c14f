//! A message with the source lines around its place.

use super::texts::Texts;
use crate::diag::message::{Call, Diagnostic, Severity};
use crate::diag::place::{Place, Point};
use annotate_snippets::{
    Annotation, AnnotationKind, Element, Group, Level, Origin, Renderer, Snippet,
};
use std::ops::Range;

/// How many calls are shown on either side of a long chain.
const SHOWN_CALLS: usize = 4;

pub(super) fn render(message: &Diagnostic, texts: &Texts, color: bool) -> String {
    let level = match message.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let title = level.primary_title(message.message.as_str()).id(message.code.as_ref());
    let group =
        Group::with_title(title).elements(places(message, texts)).elements(remarks(message));
    let renderer = if color { Renderer::styled() } else { Renderer::plain() };
    format!("{}\n\n", renderer.render(&[group]))
}

fn remarks(message: &Diagnostic) -> Vec<Element<'_>> {
    let calls =
        shown_calls(&message.trace).into_iter().map(|call| Level::NOTE.message(call).into());
    let notes = message.notes.iter().map(|note| Level::NOTE.message(note.as_str()).into());
    let hints = message.hints.iter().map(|hint| Level::HELP.message(hint.as_str()).into());
    calls.chain(notes).chain(hints).collect()
}

fn shown_calls(trace: &[Call]) -> Vec<String> {
    let row = |call: &Call| format!("{} at {}", call.what, call.place);
    if trace.len() <= 2 * SHOWN_CALLS + 1 {
        return trace.iter().map(row).collect();
    }
    let (inner, rest) = trace.split_at(SHOWN_CALLS);
    let (between, outer) = rest.split_at(rest.len() - SHOWN_CALLS);
    let left_out = format!("... and through {} more calls", between.len());
    inner.iter().map(row).chain([left_out]).chain(outer.iter().map(row)).collect()
}

fn places<'a>(message: &'a Diagnostic, texts: &'a Texts) -> Vec<Element<'a>> {
    let primary = message
        .place
        .iter()
        .map(|place| (place, message.label.as_deref(), AnnotationKind::Primary));
    let related = message
        .related
        .iter()
        .map(|(place, why)| (place, Some(why.as_str()), AnnotationKind::Context));
    let all: Vec<_> = primary.chain(related).collect();
    let mut files: Vec<&str> = Vec::new();
    for (place, ..) in &all {
        if !files.contains(&place.file.as_str()) {
            files.push(&place.file);
        }
    }
    files.into_iter().flat_map(|file| in_file(file, texts.get(file), &all)).collect()
}

fn in_file<'a>(
    file: &'a str,
    text: Option<&'a String>,
    all: &[(&'a Place, Option<&'a str>, AnnotationKind)],
) -> Vec<Element<'a>> {
    let here = all.iter().filter(|(place, ..)| place.file == file);
    let Some(text) = text else {
        return here
            .map(|(place, ..)| {
                Origin::path(file)
                    .line(place.start.line as usize)
                    .char_column(place.start.column as usize)
                    .into()
            })
            .collect();
    };
    let annotations = here.map(|(place, label, kind)| annotation(text, place, *label, *kind));
    vec![Snippet::source(text.as_str()).path(file).fold(true).annotations(annotations).into()]
}

fn annotation<'a>(
    text: &str,
    place: &Place,
    label: Option<&'a str>,
    kind: AnnotationKind,
) -> Annotation<'a> {
    let annotation = kind.span(span(text, place));
    match label {
        Some(label) => annotation.label(label),
        None => annotation,
    }
}

/// The bytes that a place covers; without an end, the word that starts there.
fn span(text: &str, place: &Place) -> Range<usize> {
    let start = offset(text, place.start);
    let end =
        place.end.map_or_else(|| start + word_length(&text[start..]), |end| offset(text, end));
    start..end.max(start)
}

fn offset(text: &str, point: Point) -> usize {
    let line_start: usize =
        text.split_inclusive('\n').take(point.line.saturating_sub(1) as usize).map(str::len).sum();
    let line = text[line_start..].split('\n').next().unwrap_or_default();
    let column = point.column.saturating_sub(1) as usize;
    line_start + line.char_indices().nth(column).map_or(line.len(), |(offset, _)| offset)
}

fn word_length(rest: &str) -> usize {
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    let quoted = |quote: char| {
        rest[1..].split('\n').next().and_then(|line| line.find(quote)).map(|end| end + 2)
    };
    match rest.chars().next() {
        None | Some('\n' | '\r') => 0,
        Some(quote @ ('"' | '`')) => quoted(quote).unwrap_or(1),
        Some(c) if is_word(c) => rest.find(|c| !is_word(c)).unwrap_or(rest.len()),
        Some(c) => c.len_utf8(),
    }
}
