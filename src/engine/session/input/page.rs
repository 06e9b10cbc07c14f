//! Inputs as the recipe that they are together.

use super::parser::Parser;
use crate::engine::session::script::{Function, functions, offset};
use crate::engine::source::lexing::lexer::lexemes;
use rhai::Token;

/// The inputs as the text of a recipe: each ends as a statement, and a function is there as it was defined last.
pub fn page<'a>(inputs: impl IntoIterator<Item = &'a str>) -> String {
    let parser = Parser::new();
    let mut texts: Vec<String> = Vec::new();
    for input in inputs {
        let new = functions(&parser.engine, input);
        if !new.is_empty() {
            texts.iter_mut().for_each(|text| *text = without(&parser, text, &new));
        }
        texts.push(input.trim_end().into());
    }
    texts
        .iter()
        .filter(|text| !text.is_empty())
        .map(|text| format!("{}\n", ended(&parser, text)))
        .collect()
}

/// The text without the functions that others take the place of.
fn without(parser: &Parser, text: &str, new: &[Function]) -> String {
    let mut kept = text.to_string();
    for old in functions(&parser.engine, text)
        .iter()
        .rev()
        .filter(|old| new.iter().any(|new| new.replaces(old)))
    {
        kept.replace_range(offset(text, old.start)..offset(text, old.end), "");
    }
    if kept.len() == text.len() { kept } else { kept.trim().into() }
}

/// The input with a `;` behind its last token, when another statement needs one.
fn ended(parser: &Parser, input: &str) -> String {
    let needs_none = parser.parse(&format!("{input}\nlet x = 1;")).is_ok();
    let read = lexemes(&parser.engine, input).list;
    let last =
        read.iter().rev().find(|lexeme| !matches!(lexeme.token, Token::EOF | Token::Comment(_)));
    match last {
        Some(last) if !needs_none => {
            let (before, behind) = input.split_at(offset(input, last.end));
            format!("{before};{behind}")
        }
        _ => input.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::page;

    #[test]
    fn statements_end_where_another_follows() {
        let inputs = [
            "//! About.",
            "let a = #{ b: 1 } // why",
            "fn f() { 1 }",
            "for x in [1] { print(x); }",
            "f()",
            "let b = 2;",
        ];
        let expected = "//! About.\nlet a = #{ b: 1 }; // why\nfn f() { 1 }\nfor x in [1] { print(x); }\nf();\nlet b = 2;\n";
        assert_eq!(page(inputs), expected);
    }

    #[test]
    fn the_last_of_several_functions_stays() {
        let inputs = [
            "fn f(a) { 1 }",
            "let x = 1; fn f(b) { 2 }",
            "/// Three.\nfn f(c) { 3 }",
            "fn f() { 4 }",
        ];
        assert_eq!(page(inputs), "let x = 1;\n/// Three.\nfn f(c) { 3 }\nfn f() { 4 }\n");
    }
}
