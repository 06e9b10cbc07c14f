//! None of the words of the language's parser reach a person.

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

/// Every error in every kind of surroundings has words of our own, with a place and a next step.
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
            let problem = diagnostic(&Mistake::new("deploy.rhai", text, &lexemes, &error));
            let shown = format!(
                "{} {:?} {:?} {:?}",
                problem.message, problem.label, problem.notes, problem.hints
            );
            assert!(
                !shown.contains("ENGINE") && !problem.message.contains(&own_words),
                "{own_words}: {shown}"
            );
            assert!(
                problem.place.is_some() && !problem.hints.is_empty(),
                "{own_words} in {text:?} at {column}: {shown}"
            );
            assert!(
                !problem.message.starts_with(char::is_uppercase) && !problem.message.ends_with('.'),
                "{shown}"
            );
        }
    }
}
