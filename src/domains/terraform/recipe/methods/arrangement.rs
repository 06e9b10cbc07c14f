//! Where blocks go: `tf.file(...)`, `tf.section(...)`, `tf.comment(...)`; what changes those that are there; and what runs
//! the root.

use super::add::data;
use crate::diag::Diagnostic;
use crate::domains::terraform::block::draft::{Root, variables_of};
use crate::domains::terraform::block::reference::Reference;
use crate::engine::Functions;
use crate::engine::convert::to_dynamic;
use crate::engine::{At, Fallible, Run};
use rhai::{Dynamic, ImmutableString, NativeCallContext};

pub(super) fn methods(functions: &mut Functions<'_>) {
    functions.add("root.file(name)", file);
    functions.add("root.section(title)", section);
    functions.add("root.comment(text)", comment);
    functions.add("root.environment()", environment);
    functions.add("root.override(target, arguments)", override_block);
    functions.add("root.remove(target)", remove);
}

fn file(ctx: NativeCallContext, this: &mut Root, name: &str) -> Fallible<Root> {
    let name = Run::of(&ctx).plain_text(name).at(&ctx)?;
    if name.contains('/') || !name.ends_with(".tf") {
        return Err(Diagnostic::error("invalid-path", format!("{name:?} is no file of a root"))
            .hint("name it as `network.tf`"))
        .at(&ctx);
    }
    Ok(this.in_file(&name))
}

fn section(ctx: NativeCallContext, this: &mut Root, title: &str) -> Fallible<Root> {
    let title = Run::of(&ctx).plain_text(title).at(&ctx)?;
    if title.trim().is_empty() || title.contains('\n') {
        let problem =
            Diagnostic::error("invalid-name", format!("{title:?} is no title of a section"));
        return Err(problem.hint("a title is one line of text, such as `Network`")).at(&ctx);
    }
    Ok(this.in_section(title.trim()))
}

fn comment(this: &mut Root, text: &str) {
    this.draft().comment.extend(text.lines().map(String::from));
}

fn environment(ctx: NativeCallContext, this: &mut Root) -> Dynamic {
    let run = Run::of(&ctx);
    to_dynamic(&run, &variables_of(this, &run).into())
}

fn override_block(
    ctx: NativeCallContext,
    this: &mut Root,
    target: Dynamic,
    arguments: Dynamic,
) -> Fallible<()> {
    let run = Run::of(&ctx);
    let address = address(&run, &target).at(&ctx)?;
    let arguments = data(&ctx, &arguments)?;
    let place = run.place(&ctx).unwrap_or_default();
    this.lay_over(&address, arguments, place).at(&ctx)
}

fn remove(ctx: NativeCallContext, this: &mut Root, target: Dynamic) -> Fallible<()> {
    let run = Run::of(&ctx);
    let address = address(&run, &target).at(&ctx)?;
    this.remove(&address, run.place(&ctx).unwrap_or_default()).at(&ctx)
}

/// The address that a recipe means: what a method of the root returned, or a string.
fn address(run: &Run, target: &Dynamic) -> Result<String, Diagnostic> {
    if let Some(reference) = target.read_lock::<Reference>() {
        return Ok(reference.source().into());
    }
    let text = target.read_lock::<ImmutableString>().map(|text| text.to_string());
    text.map_or_else(|| Err(no_address()), |text| run.plain_text(&text))
}

fn no_address() -> Diagnostic {
    Diagnostic::error("wrong-type", "this names no block of the root")
        .hint("pass what `tf.resource(...)` returned, or an address as `\"aws_lb.public\"`")
}
