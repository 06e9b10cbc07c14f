//! Messages of a recipe's author: `warn` and `error` go on, `fail` stops, and `breakpoint` lets a person look.

use crate::builtins::options::about_option;
use crate::diag::Diagnostic;
use crate::engine::caller_errors::{Given, blame, blamed, for_caller, last_given};
use crate::engine::{At, Fallible, Functions, Namespace, Page, Run, passed_over};
use rhai::{Dynamic, NativeCallContext as Ctx};

/// These functions, by their bare names.
pub(crate) const NAMESPACE: Namespace = Namespace {
    functions: || Functions::module(&[functions]),
    pages: &[Page::new(include_str!("stop.md"))],
    ..Namespace::named("", "Messages of a recipe's author.")
};

fn functions(functions: &mut Functions<'_>) {
    functions.add("warn(message)", warn);
    functions.add("error(message)", error);
    functions.add("error(name, message)", error_of);
    functions.add("fail(message)", fail);
    functions.add("breakpoint()", breakpoint);
}

fn warn(ctx: Ctx, message: &str) -> Fallible<()> {
    let run = Run::of(&ctx);
    let message = run.plain_text(message).at(&ctx)?;
    let problem = Diagnostic::warning("recipe-message", message)
        .hint("the recipe itself says so; it goes on");
    run.report(for_caller(&ctx, problem));
    Ok(())
}

fn error(ctx: Ctx, message: &str) -> Fallible<()> {
    let message = Run::of(&ctx).plain_text(message).at(&ctx)?;
    let problem = Diagnostic::error("recipe-message", message)
        .hint("the recipe itself says so: change what leads to it");
    Run::of(&ctx).report(for_caller(&ctx, problem));
    Ok(())
}

fn error_of(ctx: Ctx, name: &str, message: &str) -> Fallible<()> {
    let run = Run::of(&ctx);
    let (name, message) = (run.plain_text(name).at(&ctx)?, run.plain_text(message).at(&ctx)?);
    let given = last_given(&ctx, &name);
    let key = given.keys().find(|key| key.as_str() == name);
    let at_fault = Given::of(&ctx, &given, key);
    run.report(blamed(&ctx, about_option(&name, message, key.is_some()), &at_fault));
    Ok(())
}

fn breakpoint(ctx: Ctx) {
    passed_over(&ctx);
}

fn fail(ctx: Ctx, message: &str) -> Fallible<Dynamic> {
    let message = Run::of(&ctx).plain_text(message).at(&ctx)?;
    let problem = Diagnostic::error("recipe-message", message)
        .hint("the recipe itself says so: change what leads to it");
    blame(&ctx, problem, None)
}
