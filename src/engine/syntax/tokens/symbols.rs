//! Characters and words that the language does not have, whatever is around them.

use crate::diag::{Diagnostic, Place, Point};
use crate::engine::syntax::mistake::Mistake;
use rhai::{LexError, Token};

pub(crate) fn explain(mistake: &Mistake<'_>) -> Option<Diagnostic> {
    match mistake.found() {
        Token::Reserved(symbol) if symbol.starts_with('#') => Some(hash(mistake)),
        Token::Reserved(symbol) if symbol.as_str() == "$" => Some(dollar(mistake)),
        Token::Reserved(symbol) if symbol.as_str() == "@" => {
            Some(mistake.error("other-language", "`@` has no meaning here").hint(
                "a string with an `@` in it is written in double quotes; there are no decorators",
            ))
        }
        Token::Reserved(symbol) if symbol.as_str() == "?" => Some(question(mistake)),
        Token::Reserved(symbol) if symbol.as_str() == "..." => Some(spread(mistake)),
        Token::LexError(error) => match &**error {
            LexError::ImproperSymbol(symbol, _) => improper(mistake, symbol),
            LexError::UnexpectedInput(character) => Some(unexpected(mistake, character)),
            _ => None,
        },
        _ => None,
    }
}

fn hash(mistake: &Mistake<'_>) -> Diagnostic {
    let source =
        mistake.text[mistake.offset(mistake.place().start)..].lines().next().unwrap_or_default();
    if source.starts_with("#!") {
        return mistake
            .error("other-language", "a recipe does not start itself")
            .hint("leave this line out, and run `sw run`");
    }
    let start = mistake.place().start;
    let place = Place {
        file: mistake.file.into(),
        start,
        end: Some(Point { column: start.column + 1, ..start }),
    };
    let rest = source.trim_start_matches('#').trim();
    if rest.starts_with('{') {
        return mistake
            .error("syntax", "a map starts with `#{`, without a space between")
            .hint("write `#{`");
    }
    let shown: String = rest.chars().take(40).collect();
    Diagnostic::error("other-language", "`#` starts no comment here")
        .at(place)
        .hint(format!("comments start with `//`: `// {shown}`").as_str())
}

fn dollar(mistake: &Mistake<'_>) -> Diagnostic {
    let hint = match mistake.token(1) {
        Token::LeftBrace => {
            "outside text write the name alone; `${...}` fills a value into text in backticks"
                .to_string()
        }
        Token::LeftParen | Token::Unit => {
            "a recipe runs no commands: a string with `$(` in it is written in double quotes"
                .to_string()
        }
        Token::Identifier(name) => {
            format!("write `{name}`; inside text in backticks write `${{{name}}}`")
        }
        _ => "a string with a `$` in it is written in double quotes".to_string(),
    };
    mistake.error("other-language", "names have no `$` in front").hint(hint.as_str())
}

fn question(mistake: &Mistake<'_>) -> Diagnostic {
    mistake
        .error("other-language", "there is no `condition ? a : b` here")
        .hint("write `if condition { a } else { b }`; `a ?? b` gives `b` where `a` is missing")
}

fn spread(mistake: &Mistake<'_>) -> Diagnostic {
    let name = mistake.word(1).unwrap_or("base");
    let hint = match mistake.opener().map(|opener| &mistake.lexemes[opener].token) {
        Some(Token::MapStart) => {
            format!("maps are joined with `+`, and the later one wins: `{name} + #{{ ... }}`")
        }
        Some(Token::LeftBracket) => format!("arrays are joined with `+`: `{name} + [...]`"),
        _ => "a function takes as many values as it has parameters: pass an array".to_string(),
    };
    mistake.error("other-language", "there is no `...` here").hint(hint.as_str())
}

/// Symbols of other languages, and words that are switched off.
fn improper(mistake: &Mistake<'_>, symbol: &str) -> Option<Diagnostic> {
    let (message, hint) = match symbol {
        "eval" => (
            "a recipe can't run text as code",
            "write the code where it is to run; a choice at run time is a map of closures",
        ),
        "curry" => {
            ("closures take along what they use, so there is no `curry`", "write `|x| f(value, x)`")
        }
        "Fn" => ("there is no `Fn`", "name the function itself, or write a closure: `|x| f(x)`"),
        "===" => ("`===` is not needed: `==` compares without converting", "write `==`"),
        "!==" => ("`!==` is not needed: `!=` compares without converting", "write `!=`"),
        "->" => ("there is no `->` here", "a closure is `|x| ...`; functions name no result type"),
        "<-" => {
            ("there is no `<-` here", "assign with `=`; compare with a negative number as `a < -b`")
        }
        ":=" => (
            "there is no `:=` here",
            "a new variable is made with `let x = ...`, and changed with `x = ...`",
        ),
        ":;" => ("there is no `:;` here", "names in a namespace are written `namespace::name`"),
        "::<" => ("there are no type parameters here", "leave `::<...>` out"),
        "(*" | "*)" => (
            "`(*` starts no comment here",
            "comments start with `//`, or are between `/*` and `*/`",
        ),
        "# {" => ("a map starts with `#{`, without a space between", "write `#{`"),
        _ => return None,
    };
    let code = if matches!(symbol, "eval" | "curry" | "Fn") {
        "forbidden-function"
    } else {
        "other-language"
    };
    Some(mistake.error(code, message).hint(hint))
}

fn unexpected(mistake: &Mistake<'_>, character: &str) -> Diagnostic {
    let number = character.chars().next().map_or(0, u32::from);
    match character.chars().next() {
        Some('“' | '”' | '„' | '«' | '»') => mistake
            .error("invalid-character", format!("`{character}` is a typographic quote"))
            .hint("write `\"`"),
        Some('‘' | '’' | '‚' | '´') => mistake
            .error("invalid-character", format!("`{character}` is a typographic quote"))
            .hint("strings use double quotes: write `\"`"),
        Some('–' | '—' | '−') => mistake
            .error("invalid-character", format!("`{character}` is a typographic dash"))
            .hint("write `-`"),
        Some('…') => mistake
            .error("invalid-character", "`…` has no meaning here")
            .hint("a range is written `1..5`"),
        Some('\\') => mistake
            .error("other-language", "`\\` has no meaning outside text")
            .hint("a statement goes on over line ends by itself, until its `;`"),
        Some(c) if c.is_alphabetic() => mistake
            .error("invalid-character", format!("`{character}` is not allowed in a name"))
            .hint("names hold the letters a to z, digits and `_`; strings use quotes"),
        Some(c)
            if c.is_control()
                || matches!(number, 0x200b..=0x200f | 0x202a..=0x202e | 0x2060..=0x206f | 0xfeff) =>
        {
            mistake
                .error("invalid-character", format!("invisible character (U+{number:04X})"))
                .hint("delete it; it often comes along when text is copied")
        }
        _ => mistake
            .error("invalid-character", format!("`{character}` has no meaning here"))
            .hint("strings use double quotes"),
    }
}
