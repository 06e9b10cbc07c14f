//! Reads a file as often as it takes: names that clash are hidden from the parser.

mod constant_docs;

use super::lexing::token_hook::Reader;
use super::mangling::Renamed;
use super::reexports::Reexports;
use super::shadowing::{self, Hidden};
use crate::engine::run::context::Run;
use crate::util::lock::lock;
use rhai::{AST, Engine, ParseError};
use std::collections::BTreeSet;

/// Parses `text`; gives what was seen on the way too.
pub(crate) fn parse(engine: &Engine, run: &Run, text: &str) -> (Result<AST, ParseError>, Reader) {
    parse_renaming(engine, run, text, Renamed::default)
}

pub(super) fn parse_renaming(
    engine: &Engine,
    run: &Run,
    text: &str,
    renamed: impl Fn() -> Renamed,
) -> (Result<AST, ParseError>, Reader) {
    let first = |text: &str| {
        let reader = Reader::hiding(Hidden::new(BTreeSet::new())).renaming(renamed());
        parse_as(engine, run, text, reader)
    };
    let (parsed, reader) = first(text);
    let commented =
        parsed.as_ref().err().and_then(|error| constant_docs::as_comments(engine, text, error));
    let (text, (parsed, reader)) = match &commented {
        Some(commented) => (commented.as_str(), first(commented)),
        None => (text, (parsed, reader)),
    };
    let clashing = parsed.as_ref().map(shadowing::clashing).unwrap_or_default();
    // Few files have such names, and only those are read twice.
    let again = || {
        parse_as(
            engine,
            run,
            text,
            Reader::hiding(Hidden::new(clashing.clone())).renaming(renamed()),
        )
    };
    let (parsed, reader) = if clashing.is_empty() { (parsed, reader) } else { again() };
    let parsed = parsed
        .map(|ast| if shadowing::is_hidden(&ast) { shadowing::revealed(&ast) } else { ast })
        .map_err(shadowing::revealed_in);
    (parsed, reader)
}

fn parse_as(
    engine: &Engine,
    run: &Run,
    text: &str,
    reader: Reader,
) -> (Result<AST, ParseError>, Reader) {
    *lock(&run.reader) = reader.reexporting(Reexports::of(text)).watched(run.watch());
    let parsed = engine.compile(text);
    (parsed, std::mem::take(&mut *lock(&run.reader)))
}
