//! Messages of a recipe's author: `warn` goes on, `fail` stops.

use crate::diag::Diagnostic;
use crate::engine::caller_errors::blame;
use crate::engine::{At, Fallible, Functions, Namespace, Page, Run};
use rhai::{Dynamic, NativeCallContext as Ctx};

/// These functions, by their bare names.
pub(crate) const NAMESPACE: Namespace = Namespace {
    functions: || Functions::module(&[functions]),
    pages: &[Page::new(include_str!("stop.md"))],
    ..Namespace::named("", "Messages of a recipe's author.")
};

fn functions(functions: &mut Functions<'_>) {
    functions.add("warn(message)", warn);
    functions.add("fail(message)", fail);
}

fn warn(ctx: Ctx, message: &str) -> Fallible<()> {
    let run = Run::of(&ctx);
    let message = run.plain_text(message).at(&ctx)?;
    let problem = Diagnostic::warning("recipe-message", message)
        .hint("the recipe itself says so; it goes on");
    run.report(problem.at(run.place(&ctx)));
    Ok(())
}

fn fail(ctx: Ctx, message: &str) -> Fallible<Dynamic> {
    let message = Run::of(&ctx).plain_text(message).at(&ctx)?;
    let problem = Diagnostic::error("recipe-message", message)
        .hint("the recipe itself says so: change what leads to it");
    blame(&ctx, problem, None)
}
