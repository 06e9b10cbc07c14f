//! From the parser's errors to messages: what was meant, and how that is written here.
//!
//! The parser says where it stopped, which is seldom where the mistake is. Each file here knows a
//! family of mistakes and recognises them by the tokens around that place; what none of them
//! knows is told by the kind of error alone, in [`kinds`]. The engine's own words are never passed on.

mod brackets;
mod calls;
mod definitions;
pub(super) mod foreign;
mod kinds;
mod maps;
mod mistake;
mod numbers;
mod operators;
mod several;
mod statements;
mod symbols;
mod text;

use super::lexemes::lexemes;
use super::run::Run;
use crate::diag::Diagnostic;
use mistake::Mistake;
use rhai::{Engine, ParseError};

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

/// Tells everything that keeps `text` in `file` from being read, in the order of the file; `error` is what the parser ran into.
pub(super) fn explain(
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
    let others: Vec<Diagnostic> = others.map(|other| tell(&other)).collect();
    std::iter::once(tell(&first)).chain(others).collect()
}

fn tell(mistake: &Mistake<'_>) -> Diagnostic {
    let known = FAMILIES.iter().find_map(|family| family(mistake));
    let problem = known.unwrap_or_else(|| kinds::explain(mistake)).at(mistake.place());
    match text::backticks_before(mistake) {
        Some(start) if problem.related.is_empty() => problem
            .related(start, "this text in backticks goes on to there")
            .hint("if that is not meant, a backtick is missing or one too many in it"),
        _ => problem,
    }
}

/// Tells that the file ends inside a comment, which the parser takes for its end.
pub(super) fn open_comment(engine: &Engine, file: &str, text: &str) -> Option<Diagnostic> {
    // Few files have comments of this kind, and only those are read twice.
    text.contains("/*").then(|| text::open_comment(file, text, &lexemes(engine, text)))?
}

#[cfg(test)]
mod tests {
    use super::*;
    use rhai::{LexError, ParseErrorType as Kind, Position};

    /// What the engine says beside the names that an author gave: none of it may reach a person.
    const ENGINE: &str = "Expecting ENGINE";

    fn lex_errors() -> Vec<LexError> {
        let text = || ENGINE.to_string();
        vec![
            LexError::UnexpectedInput("^".into()),
            LexError::UnterminatedString,
            LexError::StringTooLong(7),
            LexError::MalformedEscapeSequence("\\q".into()),
            LexError::MalformedNumber("0x".into()),
            LexError::MalformedChar("ab".into()),
            LexError::MalformedIdentifier("_".into()),
            LexError::ImproperSymbol("=".into(), text()),
            LexError::ImproperSymbol("?".into(), text()),
            LexError::Runtime(text()),
        ]
    }

    #[allow(deprecated, reason = "a variant that is no longer made may be made again")]
    fn kinds() -> Vec<Kind> {
        let text = || ENGINE.to_string();
        let name = || "name".to_string();
        let mut kinds: Vec<Kind> = lex_errors().into_iter().map(Kind::BadInput).collect();
        kinds.extend([
            Kind::UnexpectedEOF,
            Kind::UnknownOperator("~".into()),
            Kind::MissingSymbol(text()),
            Kind::MalformedCallExpr(text()),
        ]);
        kinds.extend([
            Kind::MalformedIndexExpr(text()),
            Kind::MalformedInExpr(text()),
            Kind::MalformedCapture(text()),
        ]);
        kinds.extend([
            Kind::DuplicatedProperty(name()),
            Kind::DuplicatedSwitchCase,
            Kind::DuplicatedVariable(name()),
        ]);
        kinds.extend([
            Kind::WrongSwitchIntegerCase,
            Kind::WrongSwitchDefaultCase,
            Kind::WrongSwitchCaseCondition,
            Kind::PropertyExpected,
        ]);
        kinds.extend([
            Kind::VariableExpected,
            Kind::ForbiddenVariable(name()),
            Kind::Reserved(name()),
            Kind::ExprExpected(text()),
        ]);
        kinds.extend([
            Kind::MismatchedType(text(), text()),
            Kind::MismatchedType("a boolean expression".into(), "a string".into()),
        ]);
        kinds.extend([
            Kind::WrongDocComment,
            Kind::WrongFnDefinition,
            Kind::FnDuplicatedDefinition(name(), 2),
            Kind::FnMissingName,
        ]);
        kinds.extend([
            Kind::FnMissingParams(name()),
            Kind::FnDuplicatedParam(name(), name()),
            Kind::FnMissingBody(name()),
            Kind::WrongExport,
        ]);
        kinds.extend([
            Kind::AssignmentToConstant(name()),
            Kind::AssignmentToInvalidLHS(text()),
            Kind::VariableExists(name()),
        ]);
        kinds.extend([
            Kind::VariableUndefined(name()),
            Kind::ModuleUndefined(name()),
            Kind::ExprTooDeep,
            Kind::TooManyFunctions,
        ]);
        kinds.extend([Kind::LiteralTooLarge(text(), 3), Kind::LoopBreak]);
        for token in
            [";", ",", "}", ")", "]", "{", ":", "=>", "in", "fn", "while", "catch", "(", "|", "."]
        {
            kinds.push(Kind::MissingToken(token.into(), text()));
        }
        kinds
    }

    /// Every error in every kind of surroundings is told in words of our own, with a place and a next step.
    #[test]
    fn no_text_of_the_engine_passes() {
        let engine = Engine::new_raw();
        let texts = [
            "",
            "x",
            "let x = 1;",
            "f(a, b",
            "#{ a: 1 b: 2 }",
            "[1 2]",
            "switch x { 1: 2 }",
            "for x y { }",
            "`a ${b} c` d",
            "fn f( { }",
        ];
        for (text, column) in
            texts.into_iter().flat_map(|text| (0..=text.len()).map(move |column| (text, column)))
        {
            let lexemes = lexemes(&engine, text);
            for kind in kinds() {
                let own_words = kind.to_string();
                let error =
                    ParseError(Box::new(kind), Position::new(1, u16::try_from(column).unwrap()));
                let told = tell(&Mistake::new("deploy.rhai", text, &lexemes, &error));
                let shown =
                    format!("{} {:?} {:?} {:?}", told.message, told.label, told.notes, told.hints);
                assert!(
                    !shown.contains("ENGINE") && !told.message.contains(&own_words),
                    "{own_words}: {shown}"
                );
                assert!(
                    told.place.is_some() && !told.hints.is_empty(),
                    "{own_words} in {text:?} at {column}: {shown}"
                );
                assert!(
                    !told.message.starts_with(char::is_uppercase) && !told.message.ends_with('.'),
                    "{shown}"
                );
            }
        }
    }
}
