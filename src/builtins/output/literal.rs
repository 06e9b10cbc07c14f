//! Text that is meant as it is, and text that the target evaluates.

use crate::diag::Diagnostic;
use crate::engine::{At, Fallible, Functions, Handle, HandleType, Namespace, Page, Run};
use crate::value::{Expr, Hole, Language, Piece, Text, Value};
use rhai::NativeCallContext as Ctx;

/// These functions, by their bare names.
pub(crate) const NAMESPACE: Namespace = Namespace {
    functions: || Functions::module(&[functions]),
    methods: || Functions::module(&[types]),
    handles: &[HandleType::of::<Literal>(), HandleType::of::<Expression>()],
    pages: &[Page::new(include_str!("literal.md"))],
    ..Namespace::named("", "Text that is meant as it is.")
};

fn types(functions: &mut Functions<'_>) {
    functions.handle::<Literal>("literal text");
    functions.handle::<Expression>("expression");
}

/// Text that no target evaluates and none refuses.
#[derive(Clone, Debug)]
pub(super) struct Literal(String);

impl Handle for Literal {
    fn about() -> &'static str {
        include_str!("literal_text.md")
    }

    fn show(&self) -> String {
        format!("the literal text {:?}", self.0)
    }

    fn to_value(&self) -> Result<Value, Diagnostic> {
        Ok(Text::Pieces(vec![Piece::Literal(self.0.as_str().into())]).into())
    }
}

/// An expression in the language of the file that it is written in.
#[derive(Clone, Debug)]
pub(super) struct Expression(String);

impl Handle for Expression {
    fn about() -> &'static str {
        include_str!("expression.md")
    }

    fn show(&self) -> String {
        format!("the expression `{}`", self.0)
    }

    fn to_value(&self) -> Result<Value, Diagnostic> {
        Ok(Hole::Expr(Box::new(Expr {
            language: Language::target(),
            source: self.0.clone(),
            result: None,
        }))
        .into())
    }
}

fn functions(functions: &mut Functions<'_>) {
    functions.add("literal(text)", literal);
    functions.add("expr(source)", expr);
}

fn literal(ctx: Ctx, text: &str) -> Fallible<Literal> {
    let text = Run::of(&ctx).plain_text(text).at(&ctx)?;
    Ok(Literal(text))
}

fn expr(ctx: Ctx, source: &str) -> Fallible<Expression> {
    let source = Run::of(&ctx).plain_text(source).at(&ctx)?;
    Ok(Expression(source))
}
