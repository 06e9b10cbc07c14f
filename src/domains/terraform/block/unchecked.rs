//! What the author vouches for, whatever the tables say.

use crate::diag::Diagnostic;
use crate::engine::unchecked::Unchecked;
use crate::value::tagged::UNCHECKED;
use crate::value::{Map, Walk};

/// The arguments that an unchecked value is, for a whole resource.
pub(crate) fn arguments(unchecked: &Unchecked) -> Result<Map, Diagnostic> {
    let value = unchecked.value();
    value.as_map().cloned().ok_or_else(|| {
        Diagnostic::error(
            "wrong-type",
            format!("the arguments of a resource are a map, found {}", value.kind()),
        )
        .hint("write `unchecked(#{ ... }, \"why\")`")
    })
}

/// How often a body says so, at any depth.
pub(crate) fn count(body: &Map) -> usize {
    let mut count = 0;
    body.visit(&mut |value, _| {
        let is_unchecked = value.is_tagged(UNCHECKED);
        count += usize::from(is_unchecked);
        if is_unchecked { Walk::Over } else { Walk::Into }
    });
    count
}
