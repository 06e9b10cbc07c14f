//! `allow_literal`: a literal credential that is meant to be in a file.

use crate::diag::Diagnostic;
use crate::engine::{At, Fallible, Namespace, Run};
use crate::model::Allowed;
use rhai::NativeCallContext;
use rhai::plugin::*;

/// These functions, by their bare names.
pub(crate) const NAMESPACE: Namespace = Namespace {
    functions: || rhai::exported_module!(allowing),
    ..Namespace::named("", "Literal credentials that are meant to be there.")
};

/// How long a reason is at least: a single word explains nothing to a later reader.
const REASON: usize = 8;

fn without_reason() -> Diagnostic {
    Diagnostic::error("missing-reason", "`allow_literal` is given no reason that others can judge")
        .note("`sw check` lists every literal credential that is allowed, with its reason")
        .hint("say why it does no harm: `\"postgres\".allow_literal(\"local database, never leaves the machine\")`")
}

#[export_module]
#[allow(unreachable_pub, clippy::unwrap_used, reason = "code of the macro")]
mod allowing {
    use super::*;

    /// The text as it is, which files of this run may hold although it looks like a credential: the
    /// password of a database that only runs on a developer's machine, a key from public documentation.
    ///
    /// Files are searched for literal credentials before they are written, and each is an error. The
    /// reason is for reviewers: `sw check` lists what is allowed, and where. It holds for this
    /// text, also as a part of a longer one. What protects anything real is a `secret(...)`.
    ///
    /// Passwords that everybody tries first, as `postgres` and `password`, need this only in files of an
    /// environment in a cloud.
    ///
    /// ```rhai
    /// let password = "shop-4711".allow_literal("local database, never leaves the machine");
    /// emit("compose.env", #{ POSTGRES_PASSWORD: password }).path
    /// // => "compose.env"
    /// ```
    #[rhai_fn(return_raw)]
    pub fn allow_literal(ctx: NativeCallContext, text: &str, reason: &str) -> Fallible<String> {
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
}
