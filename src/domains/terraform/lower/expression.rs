//! Data to Terraform expressions: what holes and comments mean there.

use crate::diag::Diagnostic;
use crate::domains::terraform::block::draft::declared;
use crate::domains::terraform::block::{BLOCK_TAG, CALL_TAG, EXTERNAL, LANGUAGE, PASSED};
use crate::domains::terraform::parse;
use crate::emit::hcl::{Expr, Field, Item, Key, Margin, Number, Piece};
use crate::schema::Problem;
use crate::secrets::{Secret, terraform_name};
use crate::value::{self, Hole, Map, Text, Trail, Value};
use std::collections::BTreeMap;

/// Turns the data of one root into expressions.
pub(crate) struct Lowering<'a> {
    secrets: &'a BTreeMap<String, Secret>,
}

type Lowered<T> = Result<T, Problem>;

impl<'a> Lowering<'a> {
    pub(crate) fn new(secrets: &'a BTreeMap<String, Secret>) -> Self {
        Self { secrets }
    }

    /// The expression that a value is.
    pub(crate) fn expr(&self, value: &Value, trail: &Trail<'_>) -> Lowered<Expr> {
        match value.bare() {
            Value::Null => Ok(Expr::Null),
            Value::Bool(flag) => Ok((*flag).into()),
            Value::Int(int) => Ok((*int).into()),
            Value::Float(float) => Number::float(*float)
                .map(Expr::from)
                .map_err(|error| problem(trail, "invalid-number", error.to_string())),
            Value::Text(text) => self.text(text, trail),
            Value::List(items) if value.tag() == Some(CALL_TAG) => self.call(items, trail),
            Value::List(items) => self.list(items, trail),
            Value::Map(_) if value.is_tagged(BLOCK_TAG) => Err(misplaced_block(trail)),
            Value::Map(map) if value.tag() == Some(PASSED) => self.passed(map, trail),
            Value::Map(map) => self.object(map, trail),
            Value::Commented(_) | Value::Tagged(_) => unreachable!("`bare` looked through it"),
        }
    }

    fn list(&self, items: &[Value], trail: &Trail<'_>) -> Lowered<Expr> {
        let item = |(i, value): (usize, &Value)| {
            Ok(Item::from(self.expr(value, &trail.index(i))?).within(margin(value)))
        };
        Ok(Expr::list(items.iter().enumerate().map(item).collect::<Lowered<Vec<_>>>()?))
    }

    fn call(&self, items: &[Value], trail: &Trail<'_>) -> Lowered<Expr> {
        let (name, arguments) = items.split_first().map_or(("", items), |(name, arguments)| {
            (name.as_str().unwrap_or_default(), arguments)
        });
        function_call(name, arguments, self, trail)
    }

    fn object(&self, map: &Map, trail: &Trail<'_>) -> Lowered<Expr> {
        let field = |(key, value): (&value::Key, &Value)| {
            Ok(Field::new(Key::from(key.as_str()), self.expr(value, &trail.key(key))?)
                .within(margin(value)))
        };
        Ok(Expr::object(map.iter().map(field).collect::<Lowered<Vec<_>>>()?))
    }

    /// Providers by what they are called in a module: names, and no texts.
    fn passed(&self, map: &Map, trail: &Trail<'_>) -> Lowered<Expr> {
        let field = |(key, value): (&value::Key, &Value)| {
            let trail = trail.key(key);
            let name = Expr::path(key)
                .map_err(|error| problem(&trail, "invalid-name", error.to_string()))?;
            Ok(Field::new(Key::Path(name), self.expr(value, &trail)?).within(margin(value)))
        };
        Ok(Expr::object(map.iter().map(field).collect::<Lowered<Vec<_>>>()?))
    }

    fn text(&self, text: &Text, trail: &Trail<'_>) -> Lowered<Expr> {
        let pieces = match text {
            Text::Plain(plain) => vec![self.plain(plain, trail)?],
            Text::Pieces(pieces) => {
                pieces.iter().map(|piece| self.piece(piece, trail)).collect::<Lowered<_>>()?
            }
        };
        Ok(if line_count(&pieces) > 1 { Expr::heredoc(pieces) } else { Expr::template(pieces) })
    }

    fn piece(&self, piece: &value::Piece, trail: &Trail<'_>) -> Lowered<Piece> {
        match piece {
            value::Piece::Plain(plain) => self.plain(plain, trail),
            value::Piece::Literal(literal) => Ok(Piece::text(literal.clone())),
            value::Piece::Hole(hole) => self.hole(hole, trail).map(Piece::value),
        }
    }

    fn plain(&self, plain: &str, trail: &Trail<'_>) -> Lowered<Piece> {
        if is_template(plain) {
            return Err(Problem { path: trail.path(), diagnostic: template_in_text() });
        }
        Ok(Piece::text(plain))
    }

    fn hole(&self, hole: &Hole, trail: &Trail<'_>) -> Lowered<Expr> {
        match hole {
            Hole::Secret(name) => {
                let variable = terraform_name(&declared(self.secrets, name));
                Expr::path(&format!("var.{variable}")).map_err(|error| {
                    problem(trail, "invalid-name", error.to_string())
                        .hinted("give the secret a name for Terraform with its option `terraform`")
                })
            }
            Hole::Expr(expr) if expr.language.fits(LANGUAGE) || expr.language.fits(EXTERNAL) => {
                parse::expr(&expr.source).map_err(|error| {
                    problem(
                        trail,
                        "invalid-expression",
                        format!("`{}` is no Terraform expression: {error}", expr.source),
                    )
                })
            }
            Hole::Expr(expr) => Err(foreign(trail, &expr.source, &expr.language.0)),
        }
    }
}

/// How many lines the text of some pieces has, a last one without an end included.
fn line_count(pieces: &[Piece]) -> usize {
    let ends =
        |piece: &Piece| if let Piece::Text(text) = piece { text.matches('\n').count() } else { 0 };
    let open = !matches!(pieces.last(), Some(Piece::Text(text)) if text.ends_with('\n'));
    pieces.iter().map(ends).sum::<usize>() + usize::from(open)
}

/// The comments on a value, as they stand around it.
pub(crate) fn margin(value: &Value) -> Margin {
    let Some(commented) = value.comments() else { return Margin::default() };
    Margin { blank_before: false, above: commented.above.clone(), note: commented.beside.clone() }
}

/// Something that Terraform does not take at this place.
pub(crate) fn problem(trail: &Trail<'_>, code: &'static str, message: String) -> Problem {
    Problem { path: trail.path(), diagnostic: Diagnostic::error(code, message) }
}

fn misplaced_block(trail: &Trail<'_>) -> Problem {
    problem(trail, "misplaced-block", "a nested block can only stand directly in a block".into())
        .hinted("use a plain map here")
}

/// Whether a text holds what Terraform would evaluate.
pub(crate) fn is_template(plain: &str) -> bool {
    plain.contains("${") || plain.contains("%{")
}

/// Data that Terraform would evaluate, and the ways to say what is meant.
pub(crate) fn template_in_text() -> Diagnostic {
    Diagnostic::error(
        "template-in-text",
        "this text holds `${` or `%{`, which Terraform would evaluate",
    )
    .hint("for a reference, put a handle into backticks: `` `${server.id}-web` ``")
    .hint("for an expression, use `terraform::expr(\"...\")`, which is checked")
    .hint("for the characters themselves, use `literal(\"...\")`")
}

fn foreign(trail: &Trail<'_>, source: &str, language: &str) -> Problem {
    problem(
        trail,
        "foreign-expression",
        format!("`{source}` is a {language} expression, which Terraform can't evaluate"),
    )
    .hinted("pass it in through a variable: `tf.variable(...)`")
}

/// The call as an expression of a file.
pub(crate) fn function_call(
    name: &str,
    arguments: &[Value],
    lowering: &Lowering<'_>,
    trail: &Trail<'_>,
) -> Result<Expr, crate::schema::Problem> {
    let lowered = |(i, value): (usize, &Value)| lowering.expr(value, &trail.index(i));
    let arguments = arguments.iter().enumerate().map(lowered).collect::<Result<Vec<_>, _>>()?;
    Expr::call(name, arguments).map_err(|error| {
        crate::domains::terraform::lower::expression::problem(
            trail,
            "invalid-name",
            error.to_string(),
        )
        .hinted("name one of Terraform's functions, such as `cidrsubnet`")
    })
}
