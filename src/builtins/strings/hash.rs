//! `hash`: short names for content. What is hashed is known: a text with a secret in it is refused.

use crate::builtins::collections::canonical::canonical;
use crate::diag::Diagnostic;
use crate::engine::{At, Fallible, Functions, Namespace, Page, Run};
use crate::value::Text;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use rhai::{Dynamic, INT, NativeCallContext as Ctx};
use sha2::{Digest, Sha256};

/// The namespace `hash`.
pub(crate) const NAMESPACE: Namespace = Namespace {
    functions: || Functions::module(&[functions]),
    pages: &[Page::new(include_str!("hash.md"))],
    ..Namespace::named("hash", "Short names for content.")
};

/// The hash of a text's bytes, or of data as JSON with sorted keys.
fn digest(ctx: &Ctx<'_>, data: &Dynamic) -> Fallible<[u8; 32]> {
    let run = Run::of(ctx);
    if let Ok(text) = data.as_immutable_string_ref() {
        return run.plain_text(&text).map(|text| Sha256::digest(text).into()).at(ctx);
    }
    let value = run.convert(data).at(ctx)?;
    let value = value
        .ok_or_else(|| {
            Diagnostic::error("missing-value", "`()` has no content to hash")
                .hint("give it a value, as in `value ?? \"\"`")
        })
        .at(ctx)?;
    if value.descendants().any(|value| matches!(value.as_text(), Some(Text::Pieces(_)))) {
        return Err(unknown()).at(ctx);
    }
    Ok(Sha256::digest(canonical(&value)).into())
}

fn unknown() -> Diagnostic {
    Diagnostic::error(
        "not-known-yet",
        "this data holds a secret or an expression, which is not known while the recipe runs",
    )
    .hint("hash the rest without it: `hash::sha256(omit(data, [\"password\"]))`")
}

/// Bytes in hexadecimal.
pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn functions(functions: &mut Functions<'_>) {
    functions.add("hash::sha256(data)", |ctx: Ctx, data: Dynamic| {
        digest(&ctx, &data).map(|digest| hex(&digest))
    });
    functions.add("hash::sha256_base64(data)", |ctx: Ctx, data: Dynamic| {
        digest(&ctx, &data).map(|digest| STANDARD.encode(digest))
    });
    functions.add("hash::short(data, length)", short);
}

fn short(ctx: Ctx, data: Dynamic, length: INT) -> Fallible<String> {
    let Some(length) = usize::try_from(length).ok().filter(|length| (1..=64).contains(length))
    else {
        return Err(Diagnostic::error(
            "out-of-range",
            format!("a SHA-256 hash has 64 digits, so {length} of them can't be taken"),
        )
        .hint("take 1 to 64 of them"))
        .at(&ctx);
    };
    digest(&ctx, &data).map(|digest| hex(&digest)[..length].to_string())
}
