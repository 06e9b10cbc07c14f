//! What recipes do with modules: `tf.module(...)`.

use super::add::add;
use crate::diag::Diagnostic;
use crate::domains::terraform::block::draft::{Block, Root};
use crate::domains::terraform::block::kind::BlockKind;
use crate::domains::terraform::block::reference::{Reference, Several};
use crate::domains::terraform::modules::module_interface::outputs;
use crate::engine::Functions;
use crate::engine::{At, Emittable, Fallible, Handle, Run, options};
use crate::value::Map as ValueMap;
use rhai::{Map, NativeCallContext};

pub(super) fn methods(functions: &mut Functions<'_>) {
    functions.add("root.module(name, arguments)", module);
    functions.add("root.module(name, module, arguments)", module_of);
    functions.add("root.module(name, module)", module_bare);
}

/// Adds a call of a module that is the recipe's own.
fn put_call(
    ctx: &NativeCallContext<'_>,
    root: &Root,
    name: &str,
    module: &Root,
    body: ValueMap,
) -> Fallible<()> {
    let place = Run::of(ctx).place(ctx).unwrap_or_default();
    if Emittable::identity(root) == Emittable::identity(module) {
        return Err(Diagnostic::error(
            "wrong-module",
            format!("{} can't call itself", root.show()),
        )
        .hint("call another one"))
        .at(ctx);
    }
    if let Some(key) = ["source", "version"].into_iter().find(|key| body.contains_key(key)) {
        let problem = Diagnostic::error(
            "unknown-option",
            format!("a module of the recipe has no `{key}`: its files are where it is written"),
        );
        return Err(problem.hint(format!("take `{key}` out").as_str())).at(ctx);
    }
    let block = Block::new(BlockKind::Module, vec![name.into()], body, place);
    root.add(Block { module: Some(module.clone()), ..block }).at(ctx)
}

fn module(
    ctx: NativeCallContext,
    this: &mut Root,
    name: &str,
    arguments: Map,
) -> Fallible<Reference> {
    let body = options::map(&ctx, &arguments)?;
    if !body.contains_key("source") {
        let missing =
            Diagnostic::error("missing-option", format!("the module `{name}` has no `source`"));
        return Err(missing.hint("say where its files are: `source: \"../modules/server\"`"))
            .at(&ctx);
    }
    let several = Several::of(&body);
    add(&ctx, this, BlockKind::Module, &[name], body)?;
    Ok(Reference::to_thing(format!("module.{name}"), None, several))
}

fn module_of(
    ctx: NativeCallContext,
    this: &mut Root,
    name: &str,
    module: Root,
    arguments: Map,
) -> Fallible<Reference> {
    let body = options::map(&ctx, &arguments)?;
    let several = Several::of(&body);
    put_call(&ctx, this, name, &module, body)?;
    let draft = module.draft();
    // Before it is emitted it can get more of them; the whole run is checked in the end.
    let outputs = draft.emitted.is_some().then(|| outputs(&draft).into());
    Ok(Reference::to_thing(format!("module.{name}"), outputs, several))
}

fn module_bare(
    ctx: NativeCallContext,
    this: &mut Root,
    name: &str,
    module: Root,
) -> Fallible<Reference> {
    module_of(ctx, this, name, module, Map::new())
}
