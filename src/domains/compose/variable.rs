//! Variables of the environment that Compose runs in, as recipes hold them.

use super::file::File;
use crate::diag::Diagnostic;
use crate::document::{Expression, Tag};
use crate::engine::{At, Fallible, Functions, Run, literal};
use crate::formats::interpolation::{is_name, read};
use crate::value::Value;
use rhai::{Dynamic, NativeCallContext};

pub(super) fn functions(functions: &mut Functions<'_>) {
    functions.add("compose::variable(name)", |ctx: NativeCallContext, name: &str| {
        made(&ctx, name, Ok(format!(":?set {name}")))
    });
    functions.add(
        "compose::variable(name, default)",
        |ctx: NativeCallContext, name: &str, default: Dynamic| {
            let value = Run::of(&ctx).convert(&default).at(&ctx)?.unwrap_or(Value::Null);
            made(&ctx, name, written(&value).map(|default| format!(":-{default}")))
        },
    );
}

type Made<T> = Result<T, Diagnostic>;
fn made(ctx: &NativeCallContext<'_>, name: &str, rest: Made<String>) -> Fallible<Expression<File>> {
    let name = Run::of(ctx).plain_text(name).at(ctx)?;
    rest.and_then(|rest| variable(&name, &rest)).at(ctx)
}

/// A default in `${NAME:-default}`.
fn written(default: &Value) -> Made<String> {
    match default.bare() {
        Value::Int(_) | Value::Float(_) | Value::Bool(_) => Ok(literal(default)),
        Value::Text(text) => text.as_str().map(String::from).ok_or_else(|| {
            let message = "the default of a variable has to be known while the recipe runs";
            Diagnostic::error("not-known-yet", message)
                .hint("use plain text; a secret has a variable of its own already")
        }),
        other => {
            let message =
                format!("a default is a string, a number or a bool, found {}", other.kind());
            Err(Diagnostic::error("wrong-type", message).hint("write it as text"))
        }
    }
}

fn variable(name: &str, rest: &str) -> Made<Expression<File>> {
    if !is_name(name) {
        let message = format!("`{name}` can't be the name of a variable");
        return Err(Diagnostic::error("invalid-name", message)
            .hint("name it as an environment variable: `WEB_PORT`"));
    }
    let source = format!("{name}{rest}");
    let text = format!("${{{source}}}");
    File::FORMAT.placeholders.check_written(&text)?;
    if read(&text).is_ok_and(|used| used[0].text != text) {
        let message = format!("the default of `{name}` has a `}}`, which would end the variable");
        return Err(Diagnostic::error("invalid-expression", message)
            .hint("leave the brace out of it, or set the whole text where Compose runs"));
    }
    Ok(Expression::new(name, &source))
}
