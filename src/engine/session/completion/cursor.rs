//! What is at the cursor, by the tokens before it, also in incomplete text.

use crate::engine::session::input::parser::Parser;
use crate::engine::session::script::{bracketed, offset};
use crate::engine::source::lexing::lexer::{Lexeme, closes, lexemes, opens};
use rhai::{LexError, Token};

/// The place that something is to be completed at.
#[derive(Debug, PartialEq)]
pub(crate) enum Cursor {
    /// Inside a text in quotes.
    Text(Quoted),
    /// Behind a dot.
    Member(Chain),
    /// Behind `::`.
    Function(String),
    /// A key of a map that is passed to a call, inside the keys of maps around it.
    Key(Callee, Vec<String>),
    /// Where a value or a statement begins.
    Word,
    /// Where nothing is known.
    None,
}

/// What a text in quotes is for.
#[derive(Debug, PartialEq)]
pub(crate) enum Quoted {
    Import,
    /// The first thing that a call is given.
    Argument(Callee),
    /// It is compared with something.
    Compared(Chain),
    Other,
}

/// What is called.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Callee {
    Function { namespace: String, name: String },
    Method { of: Box<Chain>, name: String },
}

/// An expression in front of a dot: what it begins with, and what is done with that.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Chain {
    pub(crate) root: Root,
    pub(crate) steps: Vec<Step>,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) enum Root {
    Name(String),
    Call(Box<Callee>),
    /// A literal of a type.
    Literal(&'static str),
    #[default]
    Unknown,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Step {
    Property(String),
    Method(String),
    Index,
}

/// The tokens before the cursor.
pub(crate) struct Before {
    pub(crate) list: Vec<Lexeme>,
    /// Where what is typed so far starts, in bytes, and what it is.
    pub(crate) start: usize,
    pub(crate) typed: String,
    pub(crate) cursor: Cursor,
}

impl Before {
    /// Reads the text in front of the cursor.
    pub(crate) fn read(text: &str) -> Self {
        let parser = Parser::new();
        let list = bracketed(lexemes(&parser.engine, text).list);
        let mut list: Vec<Lexeme> = list
            .into_iter()
            .filter(|lexeme| !matches!(lexeme.token, Token::EOF | Token::Comment(_)))
            .collect();
        let last = list.last();
        if let Some(open) = last.filter(|last| is_open_text(last)) {
            let inside = text[offset(text, open.start)..].strip_prefix('"');
            list.pop();
            let cursor = if inside.is_some() { Cursor::Text(quoted(&list)) } else { Cursor::None };
            let typed = inside.unwrap_or_default();
            return Self { list, start: text.len() - typed.len(), typed: typed.into(), cursor };
        }
        let is_touched = last.is_some_and(|last| offset(text, last.end) == text.len());
        let word = last
            .filter(|_| is_touched)
            .and_then(word_of)
            .filter(|word| text.ends_with(word.as_str()));
        let (start, typed) = match (&word, last) {
            (Some(word), Some(_)) => (text.len() - word.len(), word.clone()),
            _ => (text.len(), String::new()),
        };
        if word.is_some() {
            list.pop();
        }
        let is_number = word.is_none()
            && is_touched
            && list.last().is_some_and(|last| matches!(last.token, Token::IntegerConstant(_)));
        let is_comment =
            text.lines().last().is_some_and(|line| line.trim_start().starts_with("//"));
        let cursor = if is_number || is_comment { Cursor::None } else { cursor(&list) };
        Self { list, start, typed, cursor }
    }

    /// The call whose brackets the cursor is in, and how many arguments are before it.
    pub(crate) fn call(&self) -> Option<(Callee, usize)> {
        let mut end = self.list.len();
        while let Some(open) = opener(&self.list, end) {
            if self.list[open].token == Token::LeftParen
                && let Some(callee) = callee(&self.list, open)
            {
                return Some((callee, arguments(&self.list[open + 1..])));
            }
            if self.list[open].token == Token::LeftBrace {
                return None;
            }
            end = open;
        }
        None
    }

    /// The options around the one that the cursor is at: those on the way from the call to its map literal.
    pub(crate) fn option_path(&self) -> Vec<String> {
        match key(&self.list) {
            Some(Cursor::Key(_, path)) => path,
            _ => Vec::new(),
        }
    }

    /// What a name was made from in this very text: `let name = ...`, `for name in ...`.
    pub(crate) fn made(&self, name: &str) -> Option<Made> {
        (1..self.list.len())
            .rev()
            .filter(|at| self.list[*at].word() == Some(name))
            .find_map(|at| self.made_at(at))
    }

    fn made_at(&self, at: usize) -> Option<Made> {
        let (before, behind) =
            (&self.list[at - 1].token, self.list.get(at + 1).map(|next| &next.token));
        match (before, behind) {
            (Token::Let | Token::Const, Some(Token::Equals)) => {
                Some(Made::Value(forward(&self.list[at + 2..])))
            }
            (Token::For, Some(Token::In)) => Some(Made::Item(forward(&self.list[at + 2..]))),
            // The value of a closure that a method is given, as in `items.map(|item| ...)`.
            (Token::Pipe, Some(Token::Pipe))
                if at >= 2 && self.list[at - 2].token == Token::LeftParen =>
            {
                match callee(&self.list, at - 2)? {
                    Callee::Method { of, .. } => Some(Made::Item(*of)),
                    Callee::Function { .. } => None,
                }
            }
            _ => None,
        }
    }
}

/// What a variable is.
#[derive(Debug, PartialEq)]
pub(crate) enum Made {
    Value(Chain),
    /// One of the items.
    Item(Chain),
}

fn is_open_text(lexeme: &Lexeme) -> bool {
    matches!(&lexeme.token, Token::LexError(error) if **error == LexError::UnterminatedString)
}

/// The word that is being typed, keywords among them.
fn word_of(lexeme: &Lexeme) -> Option<String> {
    match &lexeme.token {
        Token::Identifier(word) | Token::Reserved(word) => Some(word.to_string()),
        token
            if token.is_literal()
                && token.literal_syntax().starts_with(|c: char| c.is_ascii_alphabetic()) =>
        {
            Some(token.literal_syntax().into())
        }
        _ => None,
    }
}

fn cursor(list: &[Lexeme]) -> Cursor {
    let Some(last) = list.last() else { return Cursor::Word };
    match &last.token {
        Token::Period | Token::Elvis => Cursor::Member(backward(list, list.len() - 1)),
        Token::DoubleColon => match list.len().checked_sub(2).and_then(|at| list[at].word()) {
            Some(namespace) => Cursor::Function(namespace.into()),
            None => Cursor::None,
        },
        Token::MapStart | Token::Comma => key(list).unwrap_or(Cursor::Word),
        // A new name can't be completed.
        Token::Let | Token::Const | Token::Fn | Token::As => Cursor::None,
        _ => Cursor::Word,
    }
}

/// A key of an option map, when the last token is in a map literal.
fn key(list: &[Lexeme]) -> Option<Cursor> {
    let mut path = Vec::new();
    let mut open = opener(list, list.len()).filter(|open| list[*open].token == Token::MapStart)?;
    loop {
        let before = list.get(open.checked_sub(1)?)?;
        match &before.token {
            Token::LeftParen => return Some(Cursor::Key(callee(list, open - 1)?, reversed(path))),
            Token::Comma => {
                let call =
                    opener(list, open).filter(|call| list[*call].token == Token::LeftParen)?;
                return Some(Cursor::Key(callee(list, call)?, reversed(path)));
            }
            Token::Colon => {
                path.push(list.get(open.checked_sub(2)?)?.word()?.to_string());
                open = opener(list, open).filter(|open| list[*open].token == Token::MapStart)?;
            }
            _ => return None,
        }
    }
}

fn reversed(mut path: Vec<String>) -> Vec<String> {
    path.reverse();
    path
}

fn quoted(list: &[Lexeme]) -> Quoted {
    match list.last().map(|last| &last.token) {
        Some(Token::Import) => Quoted::Import,
        Some(Token::EqualsTo | Token::NotEqualsTo) => {
            Quoted::Compared(backward(list, list.len() - 1))
        }
        Some(Token::LeftParen) => {
            callee(list, list.len() - 1).map_or(Quoted::Other, Quoted::Argument)
        }
        _ => Quoted::Other,
    }
}

/// The bracket that is open at `end`.
fn opener(list: &[Lexeme], end: usize) -> Option<usize> {
    let mut depth = 0_usize;
    for at in (0..end).rev() {
        match &list[at].token {
            token if closes(token) => depth += 1,
            token if opens(token) && depth == 0 => return Some(at),
            token if opens(token) => depth -= 1,
            _ => {}
        }
    }
    None
}

/// What is called by the bracket at `open`.
fn callee(list: &[Lexeme], open: usize) -> Option<Callee> {
    let at = open.checked_sub(1)?;
    let name = list[at].word()?.to_string();
    match at.checked_sub(1).map(|before| &list[before].token) {
        Some(Token::DoubleColon) => {
            Some(Callee::Function { namespace: list.get(at.checked_sub(2)?)?.word()?.into(), name })
        }
        Some(Token::Period | Token::Elvis) => {
            Some(Callee::Method { of: Box::new(backward(list, at - 1)), name })
        }
        Some(Token::Fn) => None,
        _ => Some(Callee::Function { namespace: String::new(), name }),
    }
}

/// How many values are in front of the cursor.
fn arguments(inside: &[Lexeme]) -> usize {
    let mut depth = 0_usize;
    let mut commas = 0;
    for lexeme in inside {
        match &lexeme.token {
            token if opens(token) => depth += 1,
            token if closes(token) => depth = depth.saturating_sub(1),
            Token::Comma if depth == 0 => commas += 1,
            _ => {}
        }
    }
    commas
}

/// The expression that ends in front of `end`, read backwards.
fn backward(list: &[Lexeme], end: usize) -> Chain {
    let mut steps = Vec::new();
    let mut end = end;
    let root = loop {
        let Some(at) = end.checked_sub(1) else { break Root::Unknown };
        let dotted = |at: usize| {
            at.checked_sub(1)
                .is_some_and(|before| matches!(list[before].token, Token::Period | Token::Elvis))
        };
        match &list[at].token {
            Token::Identifier(name) if dotted(at) => {
                steps.push(Step::Property(name.to_string()));
                end = at - 1;
            }
            Token::Identifier(name) => break Root::Name(name.to_string()),
            Token::StringConstant(_) => break Root::Literal("string"),
            Token::IntegerConstant(_) => break Root::Literal("int"),
            Token::FloatConstant(_) => break Root::Literal("float"),
            token if closes(token) => match closed_by(list, at) {
                Ok((step, start)) => {
                    steps.push(step);
                    end = start;
                }
                Err(root) => break root,
            },
            _ => break Root::Unknown,
        }
    };
    steps.reverse();
    Chain { root, steps }
}

/// What ends in a closing bracket: a step with where it starts, or the root of the chain.
fn closed_by(list: &[Lexeme], at: usize) -> Result<(Step, usize), Root> {
    let open = opener(list, at).ok_or(Root::Unknown)?;
    match (&list[open].token, callee(list, open)) {
        (Token::LeftParen, Some(Callee::Method { name, .. })) => Ok((Step::Method(name), open - 2)),
        (Token::LeftParen, Some(function)) => Err(Root::Call(Box::new(function))),
        (Token::LeftBracket | Token::QuestionBracket, _) if is_value(list, open) => {
            Ok((Step::Index, open))
        }
        (Token::LeftBracket, _) => Err(Root::Literal("array")),
        (Token::MapStart, _) => Err(Root::Literal("map")),
        _ => Err(Root::Unknown),
    }
}

/// Whether a value ends in front of a bracket, which is then an index.
fn is_value(list: &[Lexeme], open: usize) -> bool {
    open.checked_sub(1).is_some_and(|before| {
        matches!(list[before].token, Token::Identifier(_)) || closes(&list[before].token)
    })
}

/// The expression that a list of tokens begins with.
fn forward(list: &[Lexeme]) -> Chain {
    let mut depth = 0_usize;
    let mut end = list.len();
    for (at, lexeme) in list.iter().enumerate() {
        match &lexeme.token {
            Token::LeftBrace if depth == 0 => end = at,
            token if opens(token) => depth += 1,
            token if closes(token) => depth = depth.saturating_sub(1),
            Token::SemiColon if depth == 0 => end = at,
            _ => continue,
        }
        if end == at {
            break;
        }
    }
    backward(&list[..end], end)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> (Cursor, String) {
        let before = Before::read(text);
        (before.cursor, before.typed)
    }

    fn function(namespace: &str, name: &str) -> Callee {
        Callee::Function { namespace: namespace.into(), name: name.into() }
    }

    fn named(name: &str, steps: Vec<Step>) -> Chain {
        Chain { root: Root::Name(name.into()), steps }
    }

    #[test]
    fn words_members_and_functions_are_distinguished() {
        assert_eq!(at("envi"), (Cursor::Word, "envi".into()));
        assert_eq!(at("terraform::ro"), (Cursor::Function("terraform".into()), "ro".into()));
        assert_eq!(at("env."), (Cursor::Member(named("env", vec![])), String::new()));
        let steps = vec![Step::Property("b".into()), Step::Index, Step::Method("c".into())];
        assert_eq!(at("a.b[0].c(1, [2]).d"), (Cursor::Member(named("a", steps)), "d".into()));
        let called =
            Chain { root: Root::Call(Box::new(function("terraform", "root"))), steps: vec![] };
        assert_eq!(at("let x = terraform::root(\"a\")."), (Cursor::Member(called), String::new()));
        assert_eq!(at("let na"), (Cursor::None, "na".into()));
        assert_eq!(
            at("x == \"a\".").0,
            Cursor::Member(Chain { root: Root::Literal("string"), steps: vec![] })
        );
        assert_eq!(at("12").0, Cursor::None);
    }

    #[test]
    fn keys_know_their_call() {
        assert_eq!(
            at("terraform::root(env, #{ req"),
            (Cursor::Key(function("terraform", "root"), vec![]), "req".into())
        );
        assert_eq!(at("f(#{ a: 1, ").0, Cursor::Key(function("", "f"), vec![]));
        assert_eq!(at("f(#{ a: #{ b: 1, ").0, Cursor::Key(function("", "f"), vec!["a".into()]));
        let choose = Callee::Method { of: Box::new(named("env", vec![])), name: "choose".into() };
        assert_eq!(at("env.choose(#{ ").0, Cursor::Key(choose, vec![]));
        assert_eq!(at("f(#{ a: ").0, Cursor::Word);
        assert_eq!(at("let a = #{ ").0, Cursor::Word);
    }

    #[test]
    fn texts_know_what_they_are_for() {
        assert_eq!(at("import \"./li"), (Cursor::Text(Quoted::Import), "./li".into()));
        assert_eq!(
            at("environment(\"pro").0,
            Cursor::Text(Quoted::Argument(function("", "environment")))
        );
        assert_eq!(at("env == \"st").0, Cursor::Text(Quoted::Compared(named("env", vec![]))));
        assert_eq!(at("`a ").0, Cursor::None);
    }

    #[test]
    fn the_call_around_is_known() {
        assert_eq!(Before::read("emit(\"a\", #{ b: [1, ").call(), Some((function("", "emit"), 1)));
        assert_eq!(Before::read("emit(f(1), ").call(), Some((function("", "emit"), 1)));
        assert_eq!(Before::read("emit(1)").call(), None);
        assert_eq!(Before::read("fn f(").call(), None);
    }

    #[test]
    fn a_variable_is_what_it_was_made_from() {
        let environments =
            Chain { root: Root::Call(Box::new(function("", "environments"))), steps: vec![] };
        assert_eq!(
            Before::read("for env in environments() { env.").made("env"),
            Some(Made::Item(environments.clone()))
        );
        assert_eq!(
            Before::read("for e in environments() { e.tit").made("e"),
            Some(Made::Item(environments.clone()))
        );
        assert_eq!(
            Before::read("for e in environments() { e.tit").cursor,
            Cursor::Member(named("e", vec![]))
        );
        assert_eq!(
            Before::read("environments().filter(|e| e.").made("e"),
            Some(Made::Item(environments.clone()))
        );
        assert_eq!(
            Before::read("let all = environments(); all.").made("all"),
            Some(Made::Value(environments))
        );
    }
}
