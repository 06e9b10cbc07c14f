//! Messages of a recipe's author: `warn` goes on, `fail` stops.

use crate::diag::Diagnostic;
use crate::engine::caller_errors::blame;
use crate::engine::{At, Fallible, Namespace, Run};
use rhai::plugin::*;
use rhai::{Dynamic, NativeCallContext};

/// These functions, by their bare names.
pub(crate) const NAMESPACE: Namespace = Namespace {
    functions: || rhai::exported_module!(prelude),
    ..Namespace::named("", "Messages of a recipe's author.")
};

#[export_module]
#[allow(unreachable_pub, clippy::unwrap_used, reason = "code of the macro")]
mod prelude {
    use super::*;

    /// Reports a warning at this line, and goes on.
    ///
    /// ```rhai
    /// warn("no budget is configured");
    /// // => ()
    /// ```
    #[rhai_fn(return_raw)]
    pub fn warn(ctx: NativeCallContext, message: &str) -> Fallible<()> {
        let run = Run::of(&ctx);
        let message = run.plain_text(message).at(&ctx)?;
        let problem = Diagnostic::warning("recipe-message", message)
            .hint("the recipe itself says so; it goes on");
        run.report(problem.at(run.place(&ctx)));
        Ok(())
    }

    /// Stops the recipe with a message: nothing is written.
    ///
    /// The message is located at this line; when it is called in a file that was imported, at the line
    /// of the importer's call, since that is where the mistake is.
    ///
    /// ```rhai
    /// fail("a small service has at most 10 replicas")
    /// // => error: a small service has at most 10 replicas
    /// ```
    #[rhai_fn(return_raw)]
    pub fn fail(ctx: NativeCallContext, message: &str) -> Fallible<Dynamic> {
        let message = Run::of(&ctx).plain_text(message).at(&ctx)?;
        let problem = Diagnostic::error("recipe-message", message)
            .hint("the recipe itself says so: change what leads to it");
        blame(&ctx, problem, None)
    }
}
