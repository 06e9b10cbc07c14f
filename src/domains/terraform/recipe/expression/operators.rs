//! Expressions from references: one step further, compared, calculated with.

use crate::diag::Diagnostic;
use crate::domains::terraform::block::reference::Reference;
use crate::domains::terraform::lower::expression::Lowering;
use crate::domains::terraform::parse;
use crate::emit::hcl::{BinaryOp, Expr, UnaryOp, emit_expr};
use crate::engine::Functions;
use crate::engine::{At, Fallible, Handle, Run};
use crate::value::{Hole, Text, Trail, Value};
use rhai::{Array, Dynamic, INT, NativeCallContext};

/// What the language writes between two values, and what Terraform does.
const BETWEEN: [(&str, BinaryOp); 11] = [
    ("==", BinaryOp::Equal),
    ("!=", BinaryOp::NotEqual),
    ("<", BinaryOp::Less),
    ("<=", BinaryOp::LessOrEqual),
    (">", BinaryOp::Greater),
    (">=", BinaryOp::GreaterOrEqual),
    ("+", BinaryOp::Add),
    ("-", BinaryOp::Subtract),
    ("*", BinaryOp::Multiply),
    ("/", BinaryOp::Divide),
    ("%", BinaryOp::Modulo),
];

/// Steps into references.
pub(crate) fn methods(functions: &mut Functions<'_>) {
    functions.add("reference[index: int]", instance);
    functions.add("reference[index: reference]", instance_by);
    functions.add("reference.key(key)", key);
    functions.add("reference.all()", all);
    functions.add("array.contains(item)", contains);
    functions.add("array.index_of(item)", index_of);
}

/// Operators on references.
pub(crate) fn register(functions: &mut Functions<'_>) {
    type Ctx<'a> = NativeCallContext<'a>;
    for (name, operator) in BETWEEN {
        functions.operator(name, move |left: Reference, right: Reference| {
            of(&Expr::binary(operator, left.expr(), right.expr()))
        });
        functions.operator(name, move |ctx: Ctx, left: Reference, right: Dynamic| {
            mixed(&ctx, operator, &left, &right, Side::Left)
        });
        functions.operator(name, move |ctx: Ctx, left: Dynamic, right: Reference| {
            mixed(&ctx, operator, &right, &left, Side::Right)
        });
    }
    for (name, operator) in [("!", UnaryOp::Not), ("-", UnaryOp::Negate)] {
        functions
            .operator(name, move |operand: Reference| of(&Expr::unary(operator, operand.expr())));
    }
}

fn of(expr: &Expr) -> Reference {
    Reference::to(emit_expr(expr))
}

/// Where the reference is.
#[derive(Clone, Copy)]
enum Side {
    Left,
    Right,
}

/// A reference and something that the recipe knows. Whether it is there at all is known, too.
fn mixed(
    ctx: &NativeCallContext<'_>,
    operator: BinaryOp,
    reference: &Reference,
    other: &Dynamic,
    side: Side,
) -> Fallible<Dynamic> {
    if other.is_unit() && matches!(operator, BinaryOp::Equal | BinaryOp::NotEqual) {
        return Ok((operator == BinaryOp::NotEqual).into());
    }
    let run = Run::of(ctx);
    if operator == BinaryOp::Add && other.is_string() {
        let marked = run.mark(&reference.text());
        return Ok(match side {
            Side::Left => format!("{marked}{other}").into(),
            Side::Right => format!("{other}{marked}").into(),
        });
    }
    let other = operand(&run, other).at(ctx)?;
    let expr = match side {
        Side::Left => Expr::binary(operator, reference.expr(), other),
        Side::Right => Expr::binary(operator, other, reference.expr()),
    };
    Ok(Dynamic::from(of(&expr)))
}

/// What the recipe knows, as part of an expression.
pub(crate) fn operand(run: &Run, value: &Dynamic) -> Result<Expr, Diagnostic> {
    let missing = || {
        Diagnostic::error("missing-value", "there is nothing to calculate with: the value is `()`")
            .hint("use `null`, or leave it out with `if`")
    };
    let value = run.convert(value)?.ok_or_else(missing)?;
    let is_secret = |hole: &Hole| matches!(hole, Hole::Secret(_));
    if value.descendants().filter_map(Value::as_text).flat_map(Text::holes).any(is_secret) {
        let secret =
            Diagnostic::error("secret-in-expression", "a secret can't be part of an expression");
        return Err(secret.hint("give it to an argument of its own, or refer to a variable that holds it: `tf.variable(...)`"));
    }
    let secrets = run.secrets();
    Lowering::new(&secrets).expr(&value, &Trail::ROOT).map_err(|problem| problem.diagnostic)
}

/// `condition ? yes : no`
pub(crate) fn conditional(
    run: &Run,
    condition: &Dynamic,
    yes: &Dynamic,
    no: &Dynamic,
) -> Result<Reference, Diagnostic> {
    Ok(of(&Expr::conditional(operand(run, condition)?, operand(run, yes)?, operand(run, no)?)))
}

/// Conditions with `&&` or `||` between them.
pub(crate) fn joined(
    run: &Run,
    operator: BinaryOp,
    conditions: &Array,
) -> Result<Reference, Diagnostic> {
    let empty = || {
        Diagnostic::error("missing-value", "there is no condition in the list")
            .hint("give at least one")
    };
    let mut parts = conditions.iter().map(|condition| operand(run, condition));
    let first = parts.next().ok_or_else(empty)??;
    let all = parts
        .try_fold(first, |all, next| Ok::<_, Diagnostic>(Expr::binary(operator, all, next?)))?;
    Ok(of(&all))
}

impl Reference {
    /// It as an expression.
    pub(crate) fn expr(&self) -> Expr {
        parse::expr(self.source()).unwrap_or(Expr::Null)
    }

    /// It as it is in text.
    fn text(&self) -> Text {
        self.to_value()
            .ok()
            .and_then(|value| value.as_text().cloned())
            .unwrap_or_else(|| Text::Plain(self.source().into()))
    }
}

fn instance(this: &mut Reference, index: INT) -> Reference {
    this.index(index)
}

fn instance_by(this: &mut Reference, index: Reference) -> Reference {
    this.item(&index)
}

fn key(this: &mut Reference, key: &str) -> Reference {
    Reference::key(this, key)
}

fn all(this: &mut Reference) -> Reference {
    Reference::all(this)
}

fn contains(list: &mut Array, item: Reference) -> bool {
    list.iter().any(|other| other.read_lock::<Reference>().is_some_and(|other| *other == item))
}

fn index_of(list: &mut Array, item: Reference) -> INT {
    let found = list
        .iter()
        .position(|other| other.read_lock::<Reference>().is_some_and(|other| *other == item));
    found.and_then(|at| INT::try_from(at).ok()).unwrap_or(-1)
}
