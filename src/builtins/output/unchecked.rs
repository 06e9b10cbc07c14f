//! `unchecked`: a value that is newer than what is known here, or known better by its author.

use crate::diag::Diagnostic;
use crate::engine::handle::register;
use crate::engine::unchecked::Unchecked;
use crate::engine::{At, Fallible, HandleType, Namespace, Run};
use rhai::plugin::*;
use rhai::{Dynamic, Module, NativeCallContext};

/// These functions, by their bare names.
pub(crate) const NAMESPACE: Namespace = Namespace {
    functions: || rhai::exported_module!(unchecked_values),
    methods,
    handles: &[HandleType::of::<Unchecked>()],
    ..Namespace::named("", "Values that no schema checks.")
};

fn methods() -> Module {
    let mut module = Module::new();
    register::<Unchecked>(&mut module, "unchecked value");
    module
}

#[export_module]
#[allow(unreachable_pub, clippy::unwrap_used, reason = "code of the macro")]
mod unchecked_values {
    use super::*;

    /// A value that no schema checks, under any key of any file: a key that is newer than what `sw` knows, a value that a
    /// schema wrongly refuses.
    ///
    /// It is written as it is. The reason is for those who review it: `sw check` lists what is unchecked, and where. A newer
    /// `sw`, or `sw schema add` with a newer schema, makes it superfluous.
    ///
    /// ```rhai
    /// let jobs = #{ build: #{ uses: "./.github/workflows/make.yml", shiny: unchecked(true, "in the preview of October") } };
    /// emit(github::workflow("build", #{ on: "push", jobs: jobs })).path
    /// // => ".github/workflows/build.yml"
    /// ```
    #[rhai_fn(return_raw)]
    pub fn unchecked(ctx: NativeCallContext, value: Dynamic, reason: &str) -> Fallible<Unchecked> {
        let run = Run::of(&ctx);
        let value = run.convert(&value).and_then(|value| value.ok_or_else(missing)).at(&ctx)?;
        let reason = run.plain_text(reason).at(&ctx)?;
        Unchecked::new(value, &reason).at(&ctx)
    }
}

fn missing() -> Diagnostic {
    Diagnostic::error("missing-value", "the value is `()`: there is nothing to write")
        .hint("leave it out, or give one")
}
