//! Variables, functions, imports and loops that are introduced in another language's way.

use crate::diag::Diagnostic;
use crate::diag::words::count;
use crate::engine::syntax::mistake::Mistake;
use rhai::{LexError, ParseErrorType as Kind, Token};

pub(crate) fn explain(mistake: &Mistake<'_>) -> Option<Diagnostic> {
    match mistake.kind {
        Kind::VariableExpected => Some(name(mistake)),
        Kind::WrongDocComment => Some(doc_comment(mistake)),
        Kind::DuplicatedVariable(name) => Some(
            mistake
                .error("duplicate-parameter", format!("duplicate name `{name}`"))
                .hint("give one of them another name"),
        ),
        Kind::WrongExport => Some(
            mistake
                .error("misplaced-statement", "`export` is only allowed at the top level of a file")
                .hint("move it out of the block"),
        ),
        Kind::LoopBreak => Some(outside_loop(mistake)),
        Kind::AssignmentToConstant(name) => Some(constant(mistake, name)),
        Kind::AssignmentToInvalidLHS(_) => Some(
            mistake
                .error("syntax", "only a variable, a property or an index can be changed with `=`")
                .hint(
                    "give the value a name first: `let x = ...; x.name = ...;`; compare with `==`",
                ),
        ),
        Kind::Reserved(word) => Some(reserved(mistake, word)),
        Kind::BadInput(LexError::ImproperSymbol(word, _)) if word == "this" => Some(
            mistake
                .error("misplaced-this", "`this` has a meaning only inside a function")
                .hint("pass the value in as a parameter"),
        ),
        Kind::MissingToken(missing, why) => missing_token(mistake, missing, why),
        _ => function(mistake),
    }
}

fn reserved(mistake: &Mistake<'_>, word: &str) -> Diagnostic {
    match word {
        "--" => mistake
            .error("other-language", "`--` starts no comment here")
            .hint("comments start with `//`; a number is lowered with `n -= 1`"),
        _ => mistake
            .error(
                "reserved-word",
                format!("`{word}` is a word of the language, and can't be a name here"),
            )
            .hint("choose another name"),
    }
}

/// Mistakes in the definition of a function.
fn function(mistake: &Mistake<'_>) -> Option<Diagnostic> {
    match mistake.kind {
        Kind::WrongFnDefinition => Some(
            mistake
                .error("misplaced-statement", "functions are defined at the top level of a file, not inside a block or another function")
                .hint("move it out; a function that is used once can be a closure: `let f = |x| { ... };`, called as `f.call(x)`"),
        ),
        Kind::FnMissingName if mistake.found().is_standard_keyword() => Some(name(mistake)),
        Kind::FnMissingName if mistake.word(0).is_some() => Some(
            mistake
                .error("reserved-word", format!("`{}` is a function of the language, and can't be defined again", mistake.word(0)?))
                .hint("choose another name"),
        ),
        Kind::FnMissingName => Some(
            mistake
                .error("syntax", "a function needs a name")
                .hint("write `fn name(a, b) { ... }`, or a closure where a value is needed: `|a, b| { ... }`"),
        ),
        Kind::FnMissingParams(name) => Some(
            Diagnostic::error("syntax", format!("the parameters of `{name}` are missing"))
                .at(mistake.gap_before(mistake.at))
                .hint(format!("write `fn {name}() {{ ... }}`").as_str()),
        ),
        Kind::FnMissingBody(name) => Some(body(mistake, name)),
        Kind::FnDuplicatedParam(_, parameter) => Some(
            mistake.error("duplicate-parameter", format!("duplicate parameter `{parameter}`")).hint("give one of them another name"),
        ),
        Kind::FnDuplicatedDefinition(name, number) => Some(duplicate(mistake, name, *number)),
        _ => None,
    }
}

/// What is where a name should be.
fn name(mistake: &Mistake<'_>) -> Diagnostic {
    let found = mistake.found();
    let behind = mistake.token(-1);
    if found.is_standard_keyword()
        && !matches!((behind, found), (Token::Export, Token::Fn) | (Token::LeftParen, Token::Let))
    {
        let word = found.literal_syntax();
        return mistake
            .error(
                "reserved-word",
                format!("`{word}` is a word of the language, and can't be a name"),
            )
            .hint("choose another name");
    }
    let destructures =
        matches!(found, Token::LeftParen | Token::LeftBracket | Token::MapStart | Token::LeftBrace);
    let hint = match (behind, found) {
        (Token::Let | Token::Const, _) if destructures => {
            "one `let` makes one variable: `let a = pair[0]; let b = map.key;`".to_string()
        }
        (Token::For, _) if destructures => {
            "write `for item in items { ... }`; a map's keys and values are in `entries(map)`"
                .to_string()
        }
        (Token::Export, Token::Fn) => {
            "leave `export` out: importers see every function that is not `private`".to_string()
        }
        (Token::DoubleColon, _) => "write `namespace::name`".to_string(),
        (Token::LeftParen, Token::Let) => "write `for i in 0..10 { ... }`".to_string(),
        (_, Token::Underscore) => "a name holds letters too: `_unused`".to_string(),
        _ => "a name holds the letters a to z, digits and `_`".to_string(),
    };
    mistake.error("syntax", "a name is missing here").hint(hint.as_str())
}

fn doc_comment(mistake: &Mistake<'_>) -> Diagnostic {
    let note =
        "`///` and `/** */` are documentation, and belong directly before a `fn` or a `const`";
    mistake
        .error("misplaced-comment", "this documentation belongs to no function and no constant")
        .note(note)
        .hint("use `//` for other comments, and `//!` for what the whole file is about")
}

fn body(mistake: &Mistake<'_>, name: &str) -> Diagnostic {
    let name = if name.is_empty() { "the closure".to_string() } else { format!("`{name}`") };
    let problem = |message: String| mistake.error("syntax", message);
    match mistake.found() {
        Token::LexError(_) | Token::Colon => problem(format!("{name} names no result type"))
            .hint("leave the type out: `fn name(a) { ... }`"),
        Token::Equals | Token::DoubleArrow => {
            problem(format!("the body of {name} must be between `{{` and `}}`"))
                .hint("write `fn name(a) { ... }`")
        }
        _ => Diagnostic::error("syntax", format!("the body of {name} is missing"))
            .at(mistake.gap_before(mistake.at))
            .hint("write `{ ... }` behind the parameters"),
    }
}

fn duplicate(mistake: &Mistake<'_>, name: &str, number: usize) -> Diagnostic {
    let defines = |index: &usize| {
        mistake.lexemes[*index].token == Token::Fn
            && mistake.lexemes.get(index + 1).and_then(|next| next.word()) == Some(name)
    };
    // The parser stops behind the second definition, at its `fn`.
    let places: Vec<usize> = (0..mistake.lexemes.len()).filter(defines).collect();
    let message =
        format!("the function `{name}` with {} is defined twice", count(number, "parameter"));
    let hint = "give one of them another name, or another number of parameters";
    let second = places.iter().copied().find(|index| *index >= mistake.at).unwrap_or(mistake.at);
    let problem =
        mistake.error_at(second + 1, "duplicate-function", message).label("again here").hint(hint);
    match places.iter().find(|index| **index < second) {
        Some(first) => problem.related(mistake.place_of(first + 1), "it is defined here first"),
        None => problem,
    }
}

fn outside_loop(mistake: &Mistake<'_>) -> Diagnostic {
    let word = mistake.source(mistake.at, mistake.at);
    let problem = mistake.error("misplaced-statement", format!("`{word}` outside of a loop"));
    let starts_closure = |opener: &usize| {
        *opener > 0 && matches!(mistake.lexemes[opener - 1].token, Token::Pipe | Token::Or)
    };
    if !std::iter::successors(mistake.opener(), |inner| mistake.opener_of(*inner))
        .any(|opener| starts_closure(&opener))
    {
        return problem.hint("`return` leaves a function");
    }
    problem.note("the body of a closure is no loop, also where it is called for each item").hint(
        format!("`return` leaves the closure; in `for item in items {{ ... }}` there is `{word}`")
            .as_str(),
    )
}

fn constant(mistake: &Mistake<'_>, name: &str) -> Diagnostic {
    if name.is_empty() {
        return mistake.error("syntax", "a plain value can't be changed").hint("compare with `==`");
    }
    let problem = mistake
        .error("constant-assignment", format!("`{name}` is a constant and can't be changed"))
        .hint("make it a variable with `let`, or give the new value another name");
    let declared = |index: &usize| {
        mistake.lexemes[*index].token == Token::Const
            && mistake.lexemes[index + 1].word() == Some(name)
    };
    match (0..mistake.at).rev().find(declared) {
        Some(index) => problem.related(mistake.place_of(index + 1), "it was made a constant here"),
        None => problem,
    }
}

fn missing_token(mistake: &Mistake<'_>, missing: &str, why: &str) -> Option<Diagnostic> {
    match missing {
        "in" => Some(loop_head(mistake)),
        "fn" => Some(
            mistake
                .error("syntax", "only functions can be `private`")
                .hint("leave `private` out: what is not exported can't be seen by importers"),
        ),
        "catch" => Some(
            Diagnostic::error("syntax", "`catch` is missing behind the block of `try`")
                .at(mistake.gap_before(mistake.at))
                .hint("write `try { ... } catch (problem) { ... }`"),
        ),
        "while" => Some(
            Diagnostic::error("syntax", "the condition of the loop is missing")
                .at(mistake.gap_before(mistake.at))
                .hint("write `do { ... } while condition;`"),
        ),
        _ if why.contains("parameters") => Some(parameter(mistake)),
        ";" => unfinished(mistake),
        _ => None,
    }
}

/// Declarations and imports that go on where `;` is expected.
fn unfinished(mistake: &Mistake<'_>) -> Option<Diagnostic> {
    let starts = &mistake.lexemes[mistake.statement()].token;
    let is_declaration = matches!(starts, Token::Let | Token::Const);
    match mistake.found() {
        Token::Colon if is_declaration => Some(
            mistake
                .error("other-language", "variables have no type here")
                .hint("leave the type out: `let name = value;`"),
        ),
        Token::Comma if is_declaration => Some(
            mistake
                .error("other-language", "one `let` makes one variable")
                .hint("write a `let` for each: `let a = 1; let b = 2;`"),
        ),
        Token::EqualsTo if is_declaration => Some(
            mistake
                .error("syntax", "a variable gets its value with `=`")
                .hint("write `=`; `==` compares"),
        ),
        _ if *starts == Token::Import => Some(
            mistake
                .error("syntax", "an import is written in another way")
                .hint("write `import \"./file\" as name;`"),
        ),
        _ => None,
    }
}

fn loop_head(mistake: &Mistake<'_>) -> Diagnostic {
    let problem = mistake.error("syntax", "`in` is missing behind the loop's variable");
    match mistake.found() {
        Token::Comma => mistake
            .error("other-language", "a loop has one variable here")
            .hint("a map's keys and values are in `entries(map)`: `for entry in entries(map) { entry.key ... entry.value }`")
            .hint("an item and its number: `for (item, i) in items { ... }`"),
        Token::Equals | Token::Colon => problem.hint("write `for i in 0..10 { ... }`"),
        Token::LeftBrace => problem.hint("write `for item in items { ... }`, or `loop { ... }` without an end"),
        _ => problem.hint("write `for item in items { ... }`"),
    }
}

/// What is behind a parameter's name.
fn parameter(mistake: &Mistake<'_>) -> Diagnostic {
    let (message, hint) = match mistake.found() {
        Token::Equals => (
            "a parameter has no default here",
            "write a second function with fewer parameters, or take a map of options",
        ),
        Token::Colon => (
            "parameters have no type here",
            "write the name alone; a wrong value is reported where it is used",
        ),
        Token::StringConstant(_) | Token::IntegerConstant(_) | Token::FloatConstant(_) => {
            ("a parameter is a name", "the value is given where the function is called")
        }
        Token::Identifier(_) => {
            ("a `,` is missing between two parameters", "write `fn name(a, b) { ... }`")
        }
        _ => ("a parameter is a name", "write `fn name(a, b) { ... }`, or a closure `|a, b| ...`"),
    };
    mistake.error("syntax", message).hint(hint)
}
