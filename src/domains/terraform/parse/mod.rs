//! HCL that people wrote, read into the tree that `emit::hcl` writes.
//!
//! What an author types into `expr("...")` becomes canonical text this way, and existing files can
//! be taken over. Comments and blank lines are kept where the tree has a place for them: between
//! attributes, blocks, items and fields. A comment in the middle of an expression is left out.
//!
//! hcl-edit sets two limits: 64 levels of nesting and 128 operators in a row, and a computed key
//! `(x)` must not follow a value that has brackets and ends with a name (`f() ? a : b`): it takes
//! the key for arguments of that name, and fails at the `=`.

mod address;
mod body;
mod cache;
mod expr;
#[cfg(test)]
mod tests;
mod text;
pub(crate) mod variable_type;

pub use text::source::ParseError;

use crate::emit::hcl;
use std::rc::Rc;
use text::source::{Source, error_on_its_own, stray_bracket, unix};

/// The expression in `text`, which may span lines.
///
/// ```
/// use sw::domains::terraform::parse;
/// use sw::emit::hcl::emit_expr;
/// assert_eq!(emit_expr(&parse::expr("merge(var.tags,{Name:\"web\"})[  \"Name\" ]")?), r#"merge(var.tags, { Name = "web" })["Name"]"#);
///
/// let error = parse::expr("var.count +").expect_err("an operand is missing");
/// assert_eq!((error.line, error.column), (1, 12));
/// # Ok::<(), parse::ParseError>(())
/// ```
///
/// # Errors
///
/// When it is not one expression.
pub fn expr(text: &str) -> Result<hcl::Expr, ParseError> {
    shared(text).map(Rc::unwrap_or_clone)
}

/// The same for who only looks at it.
pub(crate) fn shared(text: &str) -> Result<Rc<hcl::Expr>, ParseError> {
    cache::or_read(text, |text| address::read(text).map_or_else(|| parsed(text), Ok))
}

fn parsed(text: &str) -> Result<hcl::Expr, ParseError> {
    let text = unix(text);
    // Parentheses let the expression span lines; a last line of their own keeps a comment from
    // swallowing the closing one.
    let wrapped = format!("({text}\n)");
    let source = Source { whole: &wrapped, start: 0 };
    match hcl_edit::parser::parse_expr(&wrapped) {
        Ok(hcl_edit::expr::Expression::Parenthesis(paren)) => {
            expr::read(source, paren.inner()).map_err(|error| error.without_wrapper(&text))
        }
        Ok(_) => Err(error_on_its_own(&text).unwrap_or_else(stray_bracket)),
        Err(error) => {
            let error = source.syntax_error(&error);
            let better = if error.is_behind(&text) { None } else { error_on_its_own(&text) };
            Err(better.unwrap_or_else(|| error.without_wrapper(&text)))
        }
    }
}

/// The file in `text`.
///
/// ```
/// use sw::domains::terraform::parse;
/// use sw::emit::hcl::emit;
/// assert_eq!(emit(&parse::body("a=1 // one\nbcd = \"${var.x}\"\n")?), "a   = 1 # one\nbcd = var.x\n");
/// # Ok::<(), parse::ParseError>(())
/// ```
///
/// # Errors
///
/// When it is not HCL.
pub fn body(text: &str) -> Result<hcl::Body, ParseError> {
    let text = unix(text);
    let source = Source { whole: &text, start: 0 };
    let parsed =
        hcl_edit::parser::parse_body(&text).map_err(|error| source.syntax_error(&error))?;
    body::read(source, &parsed)
}
