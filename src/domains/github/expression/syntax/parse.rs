//! Text to an expression, as GitHub reads it.
//!
//! Source of the grammar: "Evaluate expressions in workflows and actions" and "Contexts" in
//! GitHub's documentation.

use super::error::SyntaxError;
use super::token::{Placed, Token, tokens};
use super::tree::{Expr, RANKS, Step};

/// GitHub refuses longer expressions.
const LONGEST: usize = 21_000;

/// GitHub refuses deeper ones.
const DEEPEST: usize = 50;

/// Reads an expression, without `${{` and `}}` around it.
pub(crate) fn parse(source: &str) -> Result<Expr, SyntaxError> {
    if source.len() > LONGEST {
        return Err(SyntaxError::new(1, format!("it is longer than {LONGEST} characters")));
    }
    let mut parser = Parser { tokens: tokens(source)?, at: 0, depth: 0 };
    let expr = parser.operation(0)?;
    match parser.peek() {
        Token::End => Ok(expr),
        Token::Sign(")" | "]") => Err(parser
            .unexpected("an operator or the end")
            .hint("take it out, or open the bracket before")),
        Token::Name(_) | Token::Number(_) | Token::Text(_) => {
            Err(parser.unexpected("an operator").hint(
                "join parts with `&&`, `||` or `==`; to join text, use `format('{0}{1}', a, b)`",
            ))
        }
        _ => Err(parser.unexpected("an operator or the end")),
    }
}

struct Parser {
    tokens: Vec<Placed>,
    at: usize,
    depth: usize,
}

type Parsed<T> = Result<T, SyntaxError>;

impl Parser {
    fn operation(&mut self, rank: usize) -> Parsed<Expr> {
        let Some(signs) = RANKS.get(rank) else { return self.operand() };
        let first = self.operation(rank + 1)?;
        let mut rest = Vec::new();
        while let Some(sign) = signs.iter().find(|sign| self.take(sign)) {
            rest.push((*sign, self.operation(rank + 1)?));
        }
        Ok(if rest.is_empty() { first } else { Expr::Operation(Box::new(first), rest) })
    }

    /// Every way down leads through here, so the depth is counted here.
    fn operand(&mut self) -> Parsed<Expr> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(SyntaxError::new(
                self.column(),
                format!("it is nested more than {DEEPEST} levels deep"),
            ));
        }
        let operand =
            if self.take("!") { Expr::Not(Box::new(self.operand()?)) } else { self.reach()? };
        self.depth -= 1;
        Ok(operand)
    }

    fn reach(&mut self) -> Parsed<Expr> {
        let base = self.primary()?;
        if matches!(base, Expr::Word(_) | Expr::Text(_)) {
            return Ok(base);
        }
        let mut steps = Vec::new();
        while let Some(step) = self.step()? {
            steps.push(step);
        }
        Ok(if steps.is_empty() { base } else { Expr::Reach(Box::new(base), steps) })
    }

    fn step(&mut self) -> Parsed<Option<Step>> {
        if self.take(".") {
            if self.take("*") {
                return Ok(Some(Step::All));
            }
            let Token::Name(name) = self.peek() else {
                return Err(self.unexpected("a name or `*`"));
            };
            let name = name.clone();
            self.at += 1;
            return Ok(Some(Step::Name(name)));
        }
        if !self.take("[") {
            return Ok(None);
        }
        let step = if self.take("*") { Step::All } else { Step::Index(self.operation(0)?) };
        self.expect("]")?;
        Ok(Some(step))
    }

    fn primary(&mut self) -> Parsed<Expr> {
        let expr = match self.peek().clone() {
            Token::Text(text) => Expr::Text(text),
            Token::Number(number) => Expr::Word(number),
            Token::Name(name) => return self.named(name),
            Token::Sign("(") => {
                self.at += 1;
                let inner = self.operation(0)?;
                self.expect(")")?;
                return Ok(Expr::Group(Box::new(inner)));
            }
            Token::Sign(_) | Token::End => return Err(self.unexpected("a value")),
        };
        self.at += 1;
        Ok(expr)
    }

    fn named(&mut self, name: String) -> Parsed<Expr> {
        self.at += 1;
        if self.take("(") {
            return Ok(Expr::Call(name, self.arguments()?));
        }
        Ok(match name.as_str() {
            "null" | "true" | "false" | "NaN" | "Infinity" => Expr::Word(name),
            _ => Expr::Context(name),
        })
    }

    fn arguments(&mut self) -> Parsed<Vec<Expr>> {
        let mut arguments = Vec::new();
        if self.take(")") {
            return Ok(arguments);
        }
        loop {
            arguments.push(self.operation(0)?);
            if !self.take(",") {
                self.expect(")")?;
                return Ok(arguments);
            }
        }
    }

    fn peek(&self) -> &Token {
        &self.tokens[self.at].0
    }

    fn column(&self) -> usize {
        self.tokens[self.at].1
    }

    fn take(&mut self, sign: &str) -> bool {
        let found = matches!(self.peek(), Token::Sign(next) if *next == sign);
        self.at += usize::from(found);
        found
    }

    fn expect(&mut self, sign: &str) -> Parsed<()> {
        if self.take(sign) { Ok(()) } else { Err(self.unexpected(&format!("`{sign}`"))) }
    }

    fn unexpected(&self, wanted: &str) -> SyntaxError {
        let found = match self.peek() {
            Token::Name(word) | Token::Number(word) => format!("`{word}`"),
            Token::Text(text) => format!("`'{text}'`"),
            Token::Sign(sign) => format!("`{sign}`"),
            Token::End => "the end".into(),
        };
        SyntaxError::new(self.column(), format!("expected {wanted}, found {found}"))
    }
}
