//! The value of `if`: an expression that needs no `${{` and `}}`.

use super::splice::{refusal, splice};
use crate::diag::Diagnostic;
use crate::value::Text;

/// A condition with holes as people write it.
///
/// # Errors
/// When it holds an expression of another tool.
pub(in crate::domains::github) fn condition(text: &Text) -> Result<String, Diagnostic> {
    let source = splice(text).map_err(refusal)?;
    // A bare `!` would start a tag in YAML; in `${{ }}` it needs no quotes.
    Ok(if source.starts_with('!') { format!("${{{{ {source} }}}}") } else { source })
}
