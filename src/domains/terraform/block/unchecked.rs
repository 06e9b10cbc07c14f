//! What the author vouches for, whatever the tables say.

use crate::diag::Diagnostic;
use crate::engine::unchecked::Unchecked;
use crate::value::Map;
use std::sync::Arc;

/// The arguments that an unchecked value is, for a whole resource, and the reason.
pub(crate) fn arguments(unchecked: &Unchecked) -> Result<(Map, Option<Arc<str>>), Diagnostic> {
    let value = unchecked.value();
    let arguments = value.as_map().cloned().ok_or_else(|| {
        Diagnostic::error(
            "wrong-type",
            format!("the arguments of a resource are a map, found {}", value.kind()),
        )
        .hint("write `unchecked(#{ ... }, \"why\")`")
    })?;
    Ok((arguments, Some(unchecked.reason().into())))
}
