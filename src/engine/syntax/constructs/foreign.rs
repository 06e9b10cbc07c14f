//! Words of other languages, and what is written here instead.

use crate::diag::Diagnostic;
use crate::engine::syntax::mistake::Mistake;
use rhai::{ParseErrorType, Token};

/// Words that start a statement elsewhere.
const STARTS: &[(&[&str], &str)] = &[
    (
        &["var", "local", "my", "auto", "val", "dim", "mut"],
        "a variable is made with `let x = ...`, and may be changed",
    ),
    (&["def", "function", "func", "fun", "sub", "proc"], "a function is `fn name(a, b) { ... }`"),
    (
        &["class", "struct", "interface", "enum", "trait", "impl", "type"],
        "data is maps and arrays: `#{ name: \"web\", port: 80 }`",
    ),
    (&["elif", "elsif", "elseif"], "write `else if condition { ... }`"),
    (&["unless"], "write `if !condition { ... }`"),
    (&["foreach", "range"], "write `for item in items { ... }`"),
    (&["match", "case", "when"], "write `switch value { \"a\" => ..., _ => ... }`"),
    (
        &["echo", "puts", "println", "printf", "console", "log"],
        "write `print(value)`; what it says goes to the terminal, not into a file",
    ),
    (
        &["pass", "begin", "end", "then", "done", "fi", "esac"],
        "blocks are written between `{` and `}`, and may be empty",
    ),
    (&["del", "delete", "unset"], "a key is removed with `map.remove(\"key\")`"),
    (
        &["from", "use", "using", "include", "require", "load", "source"],
        "another file is read with `import \"./file\" as name;`",
    ),
    (
        &["pub", "public", "static", "protected", "async", "final", "extern", "override"],
        "leave the word out: functions are visible to importers unless they are `private`",
    ),
    (&["raise", "panic", "die", "error", "assert"], "write `throw \"what is wrong\";`"),
    (&["lambda"], "a closure is `|x| x + 1`"),
    (&["new"], "things are made by calling a function: leave `new` out"),
    (
        &["await", "yield", "go", "spawn", "defer"],
        "everything happens in order here: leave the word out",
    ),
    (&["typeof"], "write `type_of(value)`"),
    (&["not"], "write `!value`"),
    (
        &["resource", "variable", "output", "module", "provider", "locals"],
        "a Terraform block is made by a method of its root: `tf.resource(\"type\", \"name\", #{ ... })`",
    ),
];

/// Words that are between two values elsewhere.
const BETWEEN: &[(&[&str], &str)] = &[
    (&["and"], "write `&&`"),
    (&["or"], "write `||`"),
    (&["xor"], "write `^`, or `!=` between conditions"),
    (&["not"], "write `!(item in list)`"),
    (&["is", "eq", "equals"], "write `==`"),
    (&["isnt", "ne"], "write `!=`"),
    (&["mod"], "write `%`"),
    (&["of"], "write `for item in items { ... }`"),
    (&["then", "do", "begin"], "a block is written between `{` and `}`"),
    (&["elif", "elsif", "elseif"], "write `else if condition { ... }`"),
    (&["instanceof"], "write `type_of(value) == \"map\"`"),
    (
        &["if", "unless", "where", "when"],
        "a value under a condition is written `if condition { value } else { other }`",
    ),
    (&["for"], "a list made from another one is written `items.map(|item| ...)`"),
    (&["from"], "write `import \"./file\" as name;`"),
    (
        &["as"],
        "a value has no type to convert to; text is made with `to_string()`, a number with `parse_int(text)`",
    ),
];

/// Names of values elsewhere, for unknown variables.
const VALUES: &[(&[&str], &str)] = &[
    (
        &["None", "nil", "undefined", "NULL", "Null", "Nil", "nothing", "none"],
        "a key is left out with `()`, and `null` writes a null",
    ),
    (&["True", "TRUE", "yes", "on"], "write `true`"),
    (&["False", "FALSE", "no", "off"], "write `false`"),
    (&["self", "Self"], "a function is given what it works on as a parameter"),
    (
        &["console", "sys", "os", "process", "System"],
        "a recipe sees nothing of the machine it runs on; settings come from `.specweave/config.yaml`",
    ),
    (
        &["env", "ENV"],
        "environments come from `environments()`: `for env in environments() { ... }`",
    ),
    (
        &["var", "local", "data", "each", "count", "path"],
        "Terraform's own expressions are written `terraform::expr(\"var.name\")`",
    ),
    (
        &["secrets", "steps", "needs", "runner", "matrix", "vars", "inputs"],
        "GitHub's own expressions are written in double quotes: \"${{ secrets.NAME }}\"",
    ),
];

/// Names of functions elsewhere, for unknown functions.
const FUNCTIONS: &[(&[&str], &str)] = &[
    (
        &["println", "printf", "echo", "puts", "console", "say", "log"],
        "write `print(value)`; what it says goes to the terminal, not into a file",
    ),
    (
        &["require", "include", "load", "source"],
        "another file is read with `import \"./file\" as name;`",
    ),
    (
        &["str", "string", "String", "tostring", "toString"],
        "write `to_string(value)`, or put it into text: `` `${value}` ``",
    ),
    (&["int", "Int", "Number", "parseInt", "tonumber", "atoi"], "write `parse_int(text)`"),
    (&["float", "parseFloat", "double"], "write `parse_float(text)`"),
    (
        &[
            "jsonencode",
            "json_encode",
            "yamlencode",
            "stringify",
            "toYaml",
            "to_yaml",
            "dump",
            "dumps",
        ],
        "emit the data itself: the format follows the name of the file",
    ),
    (&["format", "sprintf", "fmt"], "put the values into text: `` `${name}-${number}` ``"),
    (
        &["lookup", "coalesce", "try", "getattr"],
        "a key that may be missing is read with `opt(map, \"key\", fallback)`",
    ),
    (
        &["getenv", "environ", "os_env", "getEnv", "env"],
        "a recipe sees nothing of the machine it runs on; settings come from `.specweave/config.yaml`, secrets from `secret(\"NAME\")`",
    ),
    (
        &["exec", "shell", "system", "sh", "bash", "popen", "spawn", "command", "local_exec"],
        "a recipe runs no programs: what they say comes in as a file, `read_text(path)`, or with `input(\"name\")`",
    ),
    (
        &["http", "fetch", "curl", "get", "request", "download"],
        "a recipe reaches no network: what it needs from there is a file of the project, `read_json(path)`",
    ),
    (
        &["file", "open", "read_file", "readFile", "templatefile", "slurp"],
        "a file's text is read with `read_text(path)`",
    ),
    (
        &["now", "date", "time", "random", "rand", "uuid", "uuid4", "today"],
        "the same recipe gives the same files, whenever it runs: pass such a value in as an input",
    ),
];

pub(crate) fn explain(mistake: &Mistake<'_>) -> Option<Diagnostic> {
    if *mistake.found() == Token::DoubleArrow
        && mistake.missing().is_some()
        && !is_inside_switch_or_map(mistake)
    {
        return Some(
            mistake
                .error("other-language", "there is no `=>` here")
                .hint("a closure is `|x| x + 1`; `>=` compares"),
        );
    }
    if *mistake.found() == Token::Fn
        && !matches!(mistake.kind, ParseErrorType::WrongFnDefinition)
        && mistake.token(1) == &Token::LeftParen
    {
        return Some(
            mistake
                .error("other-language", "a function inside an expression is a closure")
                .hint("write `|a, b| { ... }`"),
        );
    }
    start(mistake).or_else(|| between(mistake))
}

/// What to write instead of a value's name in another language.
pub(crate) fn value(name: &str) -> Option<&'static str> {
    hint(VALUES, name)
}

/// What to write instead of a function's name in another language.
pub(crate) fn function(name: &str) -> Option<&'static str> {
    hint(FUNCTIONS, name)
}

/// A word that starts a statement elsewhere: here it is a name, and something follows that can't follow a name.
fn start(mistake: &Mistake<'_>) -> Option<Diagnostic> {
    let found_ends_name = matches!(
        mistake.kind,
        ParseErrorType::MissingToken(..)
            | ParseErrorType::BadInput(_)
            | ParseErrorType::PropertyExpected
    );
    let index = [mistake.at.checked_sub(1), calls_before_block(mistake)]
        .into_iter()
        .flatten()
        .find(|index| mistake.lexemes[*index].word().is_some())?;
    let word = mistake.lexemes[index].word()?;
    let begins = index == mistake.statement()
        || index > 0 && begins_value(&mistake.lexemes[index - 1].token);
    if !found_ends_name || !begins || !follows_no_name(mistake.found()) {
        return None;
    }
    hint(STARTS, word).map(|hint| {
        mistake
            .error_at(index, "other-language", format!("`{word}` has no meaning here"))
            .hint(hint)
    })
}

/// The name in `name(...) {`.
fn calls_before_block(mistake: &Mistake<'_>) -> Option<usize> {
    if *mistake.found() != Token::LeftBrace
        || *mistake.token(-1) != Token::RightParen && *mistake.token(-1) != Token::Unit
    {
        return None;
    }
    let open = if *mistake.token(-1) == Token::Unit {
        mistake.at - 1
    } else {
        mistake.opener_of(mistake.at - 1)?
    };
    open.checked_sub(1)
}

fn between(mistake: &Mistake<'_>) -> Option<Diagnostic> {
    let word = match mistake.found() {
        Token::Identifier(word) => word.as_str(),
        token @ (Token::If | Token::For | Token::As) => token.literal_syntax(),
        _ => return None,
    };
    mistake.missing()?;
    hint(BETWEEN, word).map(|hint| {
        mistake.error("other-language", format!("`{word}` has no meaning here")).hint(hint)
    })
}

fn hint(table: &'static [(&[&str], &str)], word: &str) -> Option<&'static str> {
    table.iter().find(|(words, _)| words.contains(&word)).map(|(_, hint)| *hint)
}

fn begins_value(token: &Token) -> bool {
    matches!(
        token,
        Token::Equals
            | Token::Comma
            | Token::LeftParen
            | Token::Return
            | Token::Let
            | Token::Const
            | Token::RightBrace
            | Token::Colon
            | Token::If
            | Token::While
            | Token::And
            | Token::Or
    ) || matches!(token, Token::Identifier(word) if matches!(word.as_str(), "export" | "pub" | "public" | "async" | "static"))
}

/// Whether a token can't follow a name in an expression.
fn follows_no_name(token: &Token) -> bool {
    matches!(
        token,
        Token::Identifier(_)
            | Token::StringConstant(_)
            | Token::InterpolatedString(_)
            | Token::IntegerConstant(_)
            | Token::FloatConstant(_)
            | Token::LeftBrace
            | Token::Fn
            | Token::Let
            | Token::Const
            | Token::True
            | Token::False
            | Token::Bang
            | Token::Colon
    )
}

fn is_inside_switch_or_map(mistake: &Mistake<'_>) -> bool {
    let Some(opener) = mistake.opener() else { return false };
    match mistake.lexemes[opener].token {
        Token::MapStart => true,
        Token::LeftBrace => mistake.opens_switch(opener),
        _ => false,
    }
}
