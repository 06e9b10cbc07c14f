//! `unchecked`: a value that is newer than what is known here, or known better by its author.

use crate::diag::Diagnostic;
use crate::engine::unchecked::Unchecked;
use crate::engine::{At, Fallible, Functions, HandleType, Namespace, Page, Run};
use rhai::{Dynamic, NativeCallContext as Ctx};

/// These functions, by their bare names.
pub(crate) const NAMESPACE: Namespace = Namespace {
    functions: || Functions::module(&[functions]),
    methods: || Functions::module(&[|types| types.handle::<Unchecked>("unchecked value")]),
    handles: &[HandleType::of::<Unchecked>()],
    pages: &[Page::new(include_str!("unchecked.md"))],
    ..Namespace::named("", "Values that no schema checks.")
};

fn functions(functions: &mut Functions<'_>) {
    functions.add("unchecked(value, reason)", unchecked);
}

fn unchecked(ctx: Ctx, value: Dynamic, reason: &str) -> Fallible<Unchecked> {
    let run = Run::of(&ctx);
    let value = run.convert(&value).and_then(|value| value.ok_or_else(missing)).at(&ctx)?;
    let reason = run.plain_text(reason).at(&ctx)?;
    Unchecked::new(value, &reason).at(&ctx)
}

fn missing() -> Diagnostic {
    Diagnostic::error("missing-value", "the value is `()`: there is nothing to write")
        .hint("leave it out, or give one")
}
