//! `allow_literal`: a literal credential that is meant to be in a file.

use crate::diag::Diagnostic;
use crate::engine::{At, Fallible, Functions, Namespace, Page, Run};
use crate::model::Allowed;
use rhai::NativeCallContext as Ctx;

/// These functions, by their bare names.
pub(crate) const NAMESPACE: Namespace = Namespace {
    functions: || Functions::module(&[functions]),
    pages: &[Page::new(include_str!("allow.md"))],
    ..Namespace::named("", "Literal credentials that are meant to be there.")
};

/// How long a reason is at least: a single word explains nothing to a later reader.
const REASON: usize = 8;

fn without_reason() -> Diagnostic {
    Diagnostic::error("missing-reason", "`allow_literal` is given no reason that others can judge")
        .note("`sw check` lists every literal credential that is allowed, with its reason")
        .hint("say why it does no harm: `\"postgres\".allow_literal(\"local database, never leaves the machine\")`")
}

fn functions(functions: &mut Functions<'_>) {
    functions.add("allow_literal(text, reason)", allow_literal);
}

fn allow_literal(ctx: Ctx, text: &str, reason: &str) -> Fallible<String> {
    let run = Run::of(&ctx);
    let text = run.plain_text(text).at(&ctx)?;
    let reason = run.plain_text(reason).at(&ctx)?;
    if reason.trim().chars().count() < REASON {
        return Err(without_reason()).at(&ctx);
    }
    let place = run.place(&ctx).unwrap_or_default();
    run.allow(Allowed { text: text.clone(), reason: reason.trim().into(), place });
    Ok(text)
}
