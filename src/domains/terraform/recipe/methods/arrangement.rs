//! Where blocks go: `tf.file(...)`, `tf.section(...)`, `tf.comment(...)`; and what runs the root.

use crate::diag::Diagnostic;
use crate::domains::terraform::block::draft::{Root, variables_of};
use crate::engine::Functions;
use crate::engine::convert::to_dynamic;
use crate::engine::{At, Fallible, Run};
use rhai::{Dynamic, NativeCallContext};

pub(super) fn methods(functions: &mut Functions<'_>) {
    functions.add("root.file(name)", file);
    functions.add("root.section(title)", section);
    functions.add("root.comment(text)", comment);
    functions.add("root.environment()", environment);
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
