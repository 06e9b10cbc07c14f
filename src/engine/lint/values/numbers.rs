//! Numbers that are not what they look like: file modes, versions, numbers too large.

use crate::diag::{Diagnostic, Place};
use crate::engine::lint::recipe_file::RecipeFile;
use rhai::{Expr, Position};

pub(crate) fn check(recipe: &RecipeFile<'_>) -> Vec<Diagnostic> {
    recipe.in_expressions(|expression| match expression {
        Expr::IntegerConstant(value, position) => leading_zero(recipe, *value, *position),
        Expr::FloatConstant(_, position) => float(recipe, *position),
        _ => None,
    })
}

/// The literal at a position, without its sign, and its place.
fn literal<'p>(recipe: &'p RecipeFile<'_>, position: Position) -> Option<(&'p str, Place)> {
    let text = recipe.text_at(position);
    let sign = text.len() - text.trim_start_matches(['-', '+', ' ']).len();
    let digits = &text[sign..];
    let end = digits
        .find(|c: char| !(c.is_ascii_alphanumeric() || c == '_' || c == '.'))
        .unwrap_or(digits.len());
    let digits = digits[..end].trim_end_matches('.');
    let start = recipe.place(position)?;
    let length = u32::try_from(sign + digits.len()).ok()?;
    let place = start.clone().until(start.start.line, start.start.column + length);
    digits.starts_with(|c: char| c.is_ascii_digit()).then_some((digits, place))
}

fn leading_zero(recipe: &RecipeFile<'_>, value: i64, position: Position) -> Option<Diagnostic> {
    let (digits, place) = literal(recipe, position)?;
    let is_padded = digits.len() > 1
        && digits.starts_with('0')
        && digits[1..].starts_with(|c: char| c.is_ascii_digit());
    let is_octal = digits.bytes().all(|digit| matches!(digit, b'0'..=b'7'));
    is_padded.then(|| {
        let octal = if is_octal {
            format!(
                "a file mode is `0o{}`, or a string: \"{digits}\"",
                digits.trim_start_matches('0')
            )
        } else {
            format!("if the zero matters, it is a string: \"{digits}\"")
        };
        Diagnostic::warning("leading-zero", format!("`{digits}` is the number {value}"))
            .at(place)
            .hint(octal.as_str())
    })
}

fn float(recipe: &RecipeFile<'_>, position: Position) -> Option<Diagnostic> {
    let (digits, place) = literal(recipe, position)?;
    if !digits.contains(['.', 'e', 'E']) {
        return Some(
            Diagnostic::warning(
                "lossy-number",
                format!("`{digits}` is too large for an int, and loses its last digits"),
            )
            .at(place)
            .hint(format!("if it is an id, it is a string: \"{digits}\"").as_str()),
        );
    }
    let fraction = digits.split_once('.')?.1;
    let loses = fraction.len() > 1
        && fraction.ends_with('0')
        && fraction.bytes().all(|digit| digit.is_ascii_digit());
    loses.then(|| {
        let kept = digits.trim_end_matches('0');
        let kept = if kept.ends_with('.') { format!("{kept}0") } else { kept.to_string() };
        Diagnostic::warning("lossy-number", format!("`{digits}` is the number {kept}"))
            .at(place)
            .hint(
                format!("if it is a version, it is a string: \"{digits}\"; else write `{kept}`")
                    .as_str(),
            )
    })
}
