//! Where a root keeps its state, and how it is moved there: `tf.backend(...)`, `tf.moved(...)`, `tf.import(...)`.

use super::add::{add, data, entries};
use crate::domains::terraform::block::draft::Root;
use crate::domains::terraform::block::kind::BlockKind;
use crate::domains::terraform::block::reference::Reference;
use crate::domains::terraform::recipe::functions::expression;
use crate::engine::Functions;
use crate::engine::{At, Fallible, Handle, Run, options};
use crate::value::{Map as ValueMap, Value};
use rhai::{Dynamic, Map, NativeCallContext};

pub(super) fn methods(functions: &mut Functions<'_>) {
    functions.add("root.backend(kind, settings)", backend);
    functions.add("root.cloud(settings)", cloud);
    functions.add("root.moved(from, to)", moved);
    functions.add("root.import(to, id)", import_existing);
    functions.add("root.removed(from)", removed);
}

/// An address that nothing in the root has any more.
fn address(ctx: &NativeCallContext<'_>, source: &str) -> Fallible<Value> {
    let run = Run::of(ctx);
    expression(&run, source).and_then(|source| Reference::elsewhere(source).to_value()).at(ctx)
}

fn backend(ctx: NativeCallContext, this: &mut Root, kind: &str, settings: Map) -> Fallible<()> {
    let body = options::map(&ctx, &settings)?;
    add(&ctx, this, BlockKind::Backend, &[kind], body)
}

fn cloud(ctx: NativeCallContext, this: &mut Root, settings: Map) -> Fallible<()> {
    let body = options::map(&ctx, &settings)?;
    add(&ctx, this, BlockKind::Cloud, &[], body)
}

fn moved(ctx: NativeCallContext, this: &mut Root, from: &str, to: Reference) -> Fallible<()> {
    let body =
        entries([("from", Some(address(&ctx, from)?)), ("to", Some(to.to_value().at(&ctx)?))]);
    add(&ctx, this, BlockKind::Moved, &[], body)
}

fn import_existing(
    ctx: NativeCallContext,
    this: &mut Root,
    to: Reference,
    id: Dynamic,
) -> Fallible<()> {
    let id = data(&ctx, &id)?;
    add(
        &ctx,
        this,
        BlockKind::Import,
        &[],
        entries([("to", Some(to.to_value().at(&ctx)?)), ("id", Some(id))]),
    )
}

fn removed(ctx: NativeCallContext, this: &mut Root, from: &str) -> Fallible<()> {
    let keeps = ValueMap::from([("destroy", Value::Bool(false))]).into();
    add(
        &ctx,
        this,
        BlockKind::Removed,
        &[],
        entries([("from", Some(address(&ctx, from)?)), ("lifecycle", Some(keeps))]),
    )
}
