//! The text of a session: one file that grows by each input, so that all that is said of a file holds for it.

use crate::diag::Point;
use crate::engine::source::lexing::lexer::{Lexeme, closes, lexemes, opens};
use crate::engine::source::sources::Loaded;
use rhai::{Engine, Token};
use std::ops::Range;

/// All inputs that went well.
#[derive(Clone, Default)]
pub(crate) struct Script {
    text: String,
    loaded: Vec<Loaded>,
}

/// The script with one more input, which may still fail.
pub(crate) struct Draft {
    pub(crate) text: String,
    pub(crate) loaded: Vec<Loaded>,
    /// The first line of the input.
    pub(crate) first: u32,
}

impl Script {
    /// The script with one more input; `file` is where it was read from. A function that the input defines anew
    /// takes the place of the earlier one.
    pub(crate) fn with(&self, engine: &Engine, input: &str, file: Option<&str>) -> Draft {
        let mut text = self.text.clone();
        let new: Vec<Function> = functions(engine, input);
        if new.iter().any(|new| text.contains(&new.name)) {
            let old = functions(engine, &text);
            let replaced = old.into_iter().filter(|old| new.iter().any(|new| new.replaces(old)));
            replaced.for_each(|old| blank(&mut text, old.start, old.end));
        }
        let first = count(text.matches('\n').count() + 1);
        let mut loaded = self.loaded.clone();
        let lines = count(input.lines().count().max(1));
        loaded.extend(file.map(|file| Loaded { file: file.into(), first, lines }));
        text.push_str(input);
        Draft { text, loaded, first }
    }

    /// Takes what went well.
    pub(crate) fn take(&mut self, draft: Draft) {
        self.text = draft.text;
        // On a line of its own it ends a last statement also behind a comment.
        self.text.push_str("\n;\n");
        self.loaded = draft.loaded;
    }

    pub(crate) fn text(&self) -> &str {
        &self.text
    }
}

/// A function at the top level, from its documentation to its last brace.
#[derive(Debug)]
pub(crate) struct Function {
    name: String,
    parameters: usize,
    pub(crate) start: Point,
    pub(crate) end: Point,
}

impl Function {
    /// Whether a call means this one and no longer the other.
    pub(crate) fn replaces(&self, other: &Self) -> bool {
        (&self.name, self.parameters) == (&other.name, other.parameters)
    }
}

/// The functions at the top level.
pub(crate) fn functions(engine: &Engine, text: &str) -> Vec<Function> {
    let lexemes = bracketed(lexemes(engine, text).list);
    let lexemes = lexemes.as_slice();
    let mut depth = 0_usize;
    let mut found = Vec::new();
    for (i, lexeme) in lexemes.iter().enumerate() {
        match &lexeme.token {
            Token::Fn if depth == 0 => found.extend(function(lexemes, i)),
            token if opens(token) => depth += 1,
            token if closes(token) => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    found
}

fn function(lexemes: &[Lexeme], at: usize) -> Option<Function> {
    let name = match &lexemes.get(at + 1)?.token {
        Token::Identifier(name) | Token::Reserved(name) => name.to_string(),
        _ => return None,
    };
    let inner = matching(lexemes, at + 2)?;
    let parameters = lexemes[inner.clone()].iter().filter(|lexeme| lexeme.word().is_some()).count();
    let body = matching(lexemes, inner.end + 1)?;
    let is_head = |lexeme: &&Lexeme| matches!(lexeme.token, Token::Private | Token::Comment(_));
    let start = lexemes[..at].iter().rev().take_while(is_head).last().unwrap_or(&lexemes[at]);
    Some(Function { name, parameters, start: start.start, end: lexemes[body.end].end })
}

/// What is written between the bracket at `open` and the one that closes it.
fn matching(lexemes: &[Lexeme], open: usize) -> Option<Range<usize>> {
    let mut depth = 0_usize;
    for (i, lexeme) in lexemes.iter().enumerate().skip(open) {
        match &lexeme.token {
            token if opens(token) => depth += 1,
            _ if depth == 0 => return None,
            token if closes(token) && depth == 1 => return Some(open + 1..i),
            token if closes(token) => depth -= 1,
            _ => {}
        }
    }
    None
}

/// The tokens with `()`, which is one of them, as two.
pub(crate) fn bracketed(list: Vec<Lexeme>) -> Vec<Lexeme> {
    let pair = |lexeme: Lexeme| {
        let Lexeme { token, start, end } = lexeme;
        if token != Token::Unit {
            return vec![Lexeme { token, start, end }];
        }
        let middle = Point { column: start.column + 1, ..start };
        vec![
            Lexeme { token: Token::LeftParen, start, end: middle },
            Lexeme { token: Token::RightParen, start: middle, end },
        ]
    };
    list.into_iter().flat_map(pair).collect()
}

/// Puts spaces in the place of a stretch; what is behind it keeps its place.
fn blank(text: &mut String, start: Point, end: Point) {
    let range = offset(text, start)..offset(text, end);
    let spaces: String =
        text[range.clone()].chars().map(|c| if c == '\n' { '\n' } else { ' ' }).collect();
    text.replace_range(range, &spaces);
}

/// Where a point is in `text`, in bytes.
pub(crate) fn offset(text: &str, point: Point) -> usize {
    let before: usize =
        text.split_inclusive('\n').take(point.line as usize - 1).map(str::len).sum();
    let line = text[before..].split('\n').next().unwrap_or_default();
    before + line.char_indices().nth(point.column as usize - 1).map_or(line.len(), |(at, _)| at)
}

fn count(lines: usize) -> u32 {
    u32::try_from(lines).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn script(inputs: &[&str]) -> Script {
        let mut script = Script::default();
        for input in inputs {
            let draft = script.with(&Engine::new_raw(), input, None);
            script.take(draft);
        }
        script
    }

    #[test]
    fn each_input_has_lines_of_its_own() {
        let script = script(&["let a = 1; // one", "fn f() {\n    1\n}"]);
        assert_eq!(script.text(), "let a = 1; // one\n;\nfn f() {\n    1\n}\n;\n");
        assert_eq!(script.with(&Engine::new_raw(), "x", None).first, 7);
    }

    #[test]
    fn a_function_is_replaced_by_one_that_takes_as_many_values() {
        let script = script(&[
            "/// Old.\nprivate fn f(a) { #{ b: a } }\nlet x = 1;",
            "fn f(a, b) { 1 }",
            "fn f(z) { 2 }",
            "fn g() { 3 }",
            "fn g() { 4 }",
        ]);
        assert!(
            !script.text().contains("{ 3 }") && script.text().contains("{ 4 }"),
            "{}",
            script.text()
        );
        assert!(
            !script.text().contains("Old") && !script.text().contains("private"),
            "{}",
            script.text()
        );
        assert!(
            script.text().contains("let x = 1;")
                && script.text().contains("fn f(a, b)")
                && script.text().contains("fn f(z)")
        );
    }
}
