//! Expressions on one line.

use super::page::Page;
use super::token::{
    ARROW, CLOSE_BRACE, CLOSE_BRACKET, CLOSE_PAREN, COLON, COMMA, DOT, DOUBLE_COLON, ELLIPSIS,
    EQUAL, Kind, MINUS, OPEN_BRACE, OPEN_BRACKET, OPEN_PAREN, QUESTION, STAR, Token, word,
};
use crate::emit::hcl::tree::collection::{Field, For, Key, List, Object};
use crate::emit::hcl::tree::expr::{BinaryOp, Call, Expr, Step, Traversal, UnaryOp};
use crate::emit::hcl::tree::margin::Margin;

/// The expression does not fit, or looks better on several lines.
pub(crate) struct NoFit;

pub(crate) type Fit = Result<(), NoFit>;

/// How tightly each kind of expression holds together; a looser one needs parentheses.
pub(crate) const LOOSEST: u8 = 0;
pub(crate) const LOOSEST_BINARY: u8 = 1;
pub(crate) const UNARY: u8 = 7;
pub(crate) const TIGHTEST: u8 = 8;

/// Writes on the current line.
pub(crate) struct Flat<'p> {
    page: &'p mut Page,
    /// The last column, if there is one.
    limit: Option<usize>,
    /// Whether there is no other way: nothing asks for several lines.
    forced: bool,
}

/// Writes what `write` does on the current line, however long it gets.
pub(crate) fn force(page: &mut Page, write: impl FnOnce(&mut Flat) -> Fit) {
    let fit = write(&mut Flat { page, limit: None, forced: true });
    debug_assert!(fit.is_ok(), "without a limit everything fits");
}

/// Writes what `write` does on the current line if it ends before `limit`; else nothing.
pub(crate) fn attempt(page: &mut Page, limit: usize, write: impl FnOnce(&mut Flat) -> Fit) -> bool {
    let mark = page.mark();
    let fits = write(&mut Flat { page, limit: Some(limit), forced: false }).is_ok();
    if !fits {
        page.back_to(mark);
    }
    fits
}

/// How tightly an expression holds together.
pub(crate) fn tightness(expr: &Expr) -> u8 {
    match expr {
        Expr::Conditional(_) => LOOSEST,
        Expr::Binary(operator, _) => binary_tightness(*operator),
        Expr::Unary(..) => UNARY,
        _ => TIGHTEST,
    }
}

/// How tightly an operator holds its operands.
pub(crate) fn binary_tightness(operator: BinaryOp) -> u8 {
    match operator {
        BinaryOp::Or => LOOSEST_BINARY,
        BinaryOp::And => 2,
        BinaryOp::Equal | BinaryOp::NotEqual => 3,
        BinaryOp::Less | BinaryOp::LessOrEqual | BinaryOp::Greater | BinaryOp::GreaterOrEqual => 4,
        BinaryOp::Add | BinaryOp::Subtract => 5,
        BinaryOp::Multiply | BinaryOp::Divide | BinaryOp::Modulo => 6,
    }
}

/// Whether steps can follow an expression without parentheses around it.
pub(crate) fn takes_steps(expr: &Expr) -> bool {
    matches!(
        expr,
        Expr::Variable(_)
            | Expr::Call(_)
            | Expr::Paren(_)
            | Expr::List(_)
            | Expr::Object(_)
            | Expr::For(_)
    )
}

impl Flat<'_> {
    pub(crate) fn put(&mut self, token: Token) -> Fit {
        self.page.put(token);
        if self.limit.is_some_and(|limit| self.page.column() > limit) { Err(NoFit) } else { Ok(()) }
    }

    /// Writes an expression. A `whole` one is a value by itself: an object in it wants several lines.
    pub(crate) fn expr(&mut self, expr: &Expr, whole: bool) -> Fit {
        match expr {
            Expr::Null => self.put(word("null")),
            Expr::Bool(bool) => self.put(word(if *bool { "true" } else { "false" })),
            Expr::Number(number) => match number.magnitude() {
                Some(magnitude) => {
                    self.put(MINUS).and_then(|()| self.put(Token(Kind::Number, magnitude)))
                }
                None => self.put(Token(Kind::Number, number.as_str())),
            },
            Expr::Text(text) => self.text(text),
            Expr::Template(template) => self.quoted(template.pieces()),
            Expr::Heredoc(_) if !self.forced => Err(NoFit),
            Expr::Heredoc(heredoc) => self.expr(&heredoc.quoted(), whole),
            Expr::Variable(variable) => self.put(word(variable.as_str())),
            Expr::Traversal(traversal) => self.traversal(traversal),
            Expr::Call(call) => self.call(call, whole),
            Expr::Unary(operator, operand) => {
                self.unary_operator(*operator)?;
                self.operand(operand, UNARY)
            }
            Expr::Binary(operator, sides) => {
                let tightness = binary_tightness(*operator);
                self.operand(&sides.0, tightness)?;
                self.binary_operator(*operator)?;
                self.operand(&sides.1, tightness + 1)
            }
            Expr::Conditional(conditional) => {
                self.operand(&conditional.condition, LOOSEST_BINARY)?;
                self.put(QUESTION)?;
                self.operand(&conditional.yes, LOOSEST_BINARY)?;
                self.put(COLON)?;
                self.operand(&conditional.no, LOOSEST)
            }
            Expr::Paren(inner) => self.paren(inner, whole),
            Expr::List(list) => self.list(list, whole),
            Expr::Object(object) => self.object(object, whole),
            Expr::For(for_expr) => self.for_expr(for_expr, whole),
        }
    }

    /// Writes an operand, in parentheses if it holds together more loosely than `least`.
    pub(crate) fn operand(&mut self, operand: &Expr, least: u8) -> Fit {
        if tightness(operand) < least {
            self.paren(operand, false)
        } else {
            self.expr(operand, false)
        }
    }

    pub(crate) fn paren(&mut self, inner: &Expr, whole: bool) -> Fit {
        self.put(OPEN_PAREN)?;
        self.expr(inner, whole)?;
        self.put(CLOSE_PAREN)
    }

    pub(crate) fn unary_operator(&mut self, operator: UnaryOp) -> Fit {
        let kind = if operator == UnaryOp::Negate { Kind::Minus } else { Kind::Bang };
        self.put(Token(kind, operator.as_str()))
    }

    pub(crate) fn binary_operator(&mut self, operator: BinaryOp) -> Fit {
        let kind = if operator == BinaryOp::Subtract { Kind::Minus } else { Kind::Operator };
        self.put(Token(kind, operator.as_str()))
    }

    fn traversal(&mut self, traversal: &Traversal) -> Fit {
        if takes_steps(traversal.base()) {
            self.expr(traversal.base(), false)?;
        } else {
            self.paren(traversal.base(), false)?;
        }
        self.steps(traversal.steps())
    }

    pub(crate) fn steps(&mut self, steps: &[Step]) -> Fit {
        for step in steps {
            match step {
                Step::Get(name) => {
                    self.put(DOT)?;
                    self.put(word(name.as_str()))?;
                }
                Step::Index(key) => {
                    self.put(OPEN_BRACKET)?;
                    self.index(key)?;
                    self.put(CLOSE_BRACKET)?;
                }
                Step::Splat => {
                    self.put(OPEN_BRACKET)?;
                    self.put(STAR)?;
                    self.put(CLOSE_BRACKET)?;
                }
                Step::AttributeSplat => {
                    self.put(DOT)?;
                    self.put(STAR)?;
                }
            }
        }
        Ok(())
    }

    /// Writes what is between an index's brackets.
    fn index(&mut self, key: &Expr) -> Fit {
        // `terraform fmt` makes `x[]` of `x[null]` and `x[true]`.
        if matches!(key, Expr::Null | Expr::Bool(_)) {
            self.paren(key, false)
        } else {
            self.inline(key)
        }
    }

    fn call(&mut self, call: &Call, whole: bool) -> Fit {
        self.open_call(call)?;
        for (index, argument) in call.arguments.iter().enumerate() {
            let last = index + 1 == call.arguments.len();
            self.expr(argument, whole && last)?;
            if !last {
                self.put(COMMA)?;
            }
        }
        self.close_call(call)
    }

    pub(crate) fn open_call(&mut self, call: &Call) -> Fit {
        for (index, name) in call.name().iter().enumerate() {
            if index > 0 {
                self.put(DOUBLE_COLON)?;
            }
            self.put(word(name.as_str()))?;
        }
        self.put(OPEN_PAREN)
    }

    pub(crate) fn close_call(&mut self, call: &Call) -> Fit {
        if call.expand_last && !call.arguments.is_empty() {
            self.put(ELLIPSIS)?;
        }
        self.put(CLOSE_PAREN)
    }

    fn list(&mut self, list: &List, whole: bool) -> Fit {
        let remarked =
            !list.end.is_empty() || have_remarks(list.items.iter().map(|item| &item.margin));
        self.refuse_if(remarked)?;
        self.put(OPEN_BRACKET)?;
        for (index, item) in list.items.iter().enumerate() {
            if index > 0 {
                self.put(COMMA)?;
            }
            self.expr(&item.value, whole)?;
        }
        self.put(CLOSE_BRACKET)
    }

    fn object(&mut self, object: &Object, whole: bool) -> Fit {
        let remarked =
            !object.end.is_empty() || have_remarks(object.fields.iter().map(|field| &field.margin));
        self.refuse_if(remarked || whole && !object.fields.is_empty())?;
        self.put(OPEN_BRACE)?;
        for (index, Field { key, value, .. }) in object.fields.iter().enumerate() {
            if index > 0 {
                self.put(COMMA)?;
            }
            self.key(key)?;
            self.put(EQUAL)?;
            self.expr(value, whole)?;
        }
        self.put(CLOSE_BRACE)
    }

    pub(crate) fn key(&mut self, key: &Key) -> Fit {
        match key {
            Key::Name(name) if name.is_plain_key() => self.put(word(name.as_str())),
            Key::Name(name) => self.text(name.as_str()),
            Key::Text(text) => self.text(text),
            Key::Path(path) => self.inline(path),
            Key::Expr(template @ Expr::Template(_)) => self.inline(template),
            Key::Expr(expr) => {
                self.put(OPEN_PAREN)?;
                self.inline(expr)?;
                self.put(CLOSE_PAREN)
            }
        }
    }

    fn for_expr(&mut self, for_expr: &For, whole: bool) -> Fit {
        let (open, close) = for_brackets(for_expr);
        self.put(open)?;
        self.for_intro(for_expr)?;
        self.operand(&for_expr.collection, LOOSEST_BINARY)?;
        self.put(COLON)?;
        if let Some(key) = &for_expr.result_key {
            self.expr(key, false)?;
            self.put(ARROW)?;
        }
        self.expr(&for_expr.result, whole)?;
        if for_expr.grouping {
            self.put(ELLIPSIS)?;
        }
        if let Some(condition) = &for_expr.condition {
            self.put(word("if"))?;
            self.expr(condition, false)?;
        }
        self.put(close)
    }

    /// Writes `for key, value in`.
    pub(crate) fn for_intro(&mut self, For { key, value, .. }: &For) -> Fit {
        self.put(word("for"))?;
        if let Some(key) = key {
            self.put(word(key.as_str()))?;
            self.put(COMMA)?;
        }
        self.put(word(value.as_str()))?;
        self.put(word("in"))
    }

    /// Writes an expression where there is no room for lines.
    pub(crate) fn inline(&mut self, expr: &Expr) -> Fit {
        let forced = std::mem::replace(&mut self.forced, true);
        let fit = self.expr(expr, false);
        self.forced = forced;
        fit
    }

    fn refuse_if(&self, wants_lines: bool) -> Fit {
        if wants_lines && !self.forced { Err(NoFit) } else { Ok(()) }
    }
}

/// The brackets around a `for` expression.
pub(crate) fn for_brackets(for_expr: &For) -> (Token<'static>, Token<'static>) {
    if for_expr.result_key.is_some() {
        (OPEN_BRACE, CLOSE_BRACE)
    } else {
        (OPEN_BRACKET, CLOSE_BRACKET)
    }
}

/// Whether one of the margins, the first of which has no blank line before it, needs lines.
fn have_remarks<'a>(margins: impl Iterator<Item = &'a Margin>) -> bool {
    margins.enumerate().any(|(index, margin)| {
        !margin.above.is_empty() || margin.note.is_some() || index > 0 && margin.blank_before
    })
}
