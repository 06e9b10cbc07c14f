//! From the parser's errors to messages: what was meant, and how that is written here.
//!
//! The parser says where it stopped, which is seldom where the mistake is. Each file here knows a
//! family of mistakes and recognises them by the tokens around that place; what none of them
//! knows is explained by the kind of error alone, in [`kinds`]. The engine's own words are never passed on.

pub(crate) mod constructs;
pub(crate) mod kinds;
pub(crate) mod mistake;
pub(crate) mod several;
pub(crate) mod tokens;

use crate::diag::Diagnostic;
use crate::engine::run::context::Run;
use crate::engine::source::lexing::lexer::lexemes;
use constructs::{calls, definitions, foreign, maps, operators, statements};
use mistake::Mistake;
use rhai::{Engine, ParseError};
use tokens::{brackets, numbers, symbols, text};

/// The families, the surest first: a quote or a bracket that is missing makes everything behind it look wrong.
const FAMILIES: [fn(&Mistake<'_>) -> Option<Diagnostic>; 10] = [
    text::explain,
    symbols::explain,
    numbers::explain,
    brackets::explain,
    foreign::explain,
    definitions::explain,
    maps::explain,
    calls::explain,
    operators::explain,
    statements::explain,
];

/// Everything that keeps `text` of `file` from being parsed, in the order of the file; `error` is what the parser ran into.
pub(crate) fn explain(
    engine: &Engine,
    run: &Run,
    file: &str,
    text: &str,
    error: &ParseError,
) -> Vec<Diagnostic> {
    let lexemes = lexemes(engine, text);
    let seen = |error| Mistake::new(file, text, &lexemes, error);
    let first = seen(error);
    let others = several::others(engine, run, text, &lexemes.list, error);
    // Wherever a word that can't be a name is used as one, it is the same mistake.
    let others = others
        .iter()
        .map(seen)
        .filter(|other| !(first.found().is_standard_keyword() && other.token(0) == first.found()));
    let others: Vec<Diagnostic> = others.map(|other| diagnostic(&other)).collect();
    std::iter::once(diagnostic(&first)).chain(others).collect()
}

fn diagnostic(mistake: &Mistake<'_>) -> Diagnostic {
    let known = FAMILIES.iter().find_map(|family| family(mistake));
    let problem = known.unwrap_or_else(|| kinds::explain(mistake)).at(mistake.place());
    match text::backticks_before(mistake) {
        Some(start) if problem.related.is_empty() => problem
            .related(start, "this text in backticks goes on to there")
            .hint("if that is not meant, a backtick is missing or one too many in it"),
        _ => problem,
    }
}

/// The error that the file ends inside a comment, which the parser takes for its end.
pub(crate) fn open_comment(engine: &Engine, file: &str, text: &str) -> Option<Diagnostic> {
    // Few files have comments of this kind, and only those are read twice.
    text.contains("/*").then(|| text::open_comment(file, text, &lexemes(engine, text)))?
}

#[cfg(test)]
pub(crate) mod tests;
