//! Resources, data sources and checks: `tf.resource(...)`, `tf.data(...)`, `tf.check(...)`.

use super::add::data as value;
use super::add::{add, add_unchecked, entries};
use crate::document::Functions;
use crate::domains::terraform::block::draft::Root;
use crate::domains::terraform::block::kind::BlockKind;
use crate::domains::terraform::block::reference::{Reference, Several};
use crate::domains::terraform::check::provider_schema::members;
use crate::engine::unchecked::Unchecked;
use crate::engine::{Fallible, Run, options};
use crate::value::Map as ValueMap;
use rhai::{Dynamic, Map, NativeCallContext};

pub(super) fn methods(functions: &mut Functions<'_>) {
    functions.add("root.resource(kind, name, arguments)", resource);
    functions.add("root.resource(kind, name, arguments: unchecked)", resource_unchecked);
    functions.add("root.data(kind, name, arguments)", data);
    functions.add("root.ephemeral(kind, name, arguments)", ephemeral);
    functions.add("root.data(kind, name, arguments: unchecked)", data_unchecked);
    functions.add("root.check(name, assertions)", check);
}

/// A reference to a thing of a type, which says what the tables say. With `count` or `for_each` it is several.
fn thing(run: &Run, table: &str, kind: &str, address: String, body: &ValueMap) -> Reference {
    Reference::to_thing(address, members(run, table, kind), Several::of(body))
}

fn resource(
    ctx: NativeCallContext,
    this: &mut Root,
    kind: &str,
    name: &str,
    arguments: Map,
) -> Fallible<Reference> {
    let body = options::map(&ctx, &arguments)?;
    let reference = thing(&Run::of(&ctx), "resource", kind, format!("{kind}.{name}"), &body);
    add(&ctx, this, BlockKind::Resource, &[kind, name], body)?;
    Ok(reference)
}

fn resource_unchecked(
    ctx: NativeCallContext,
    this: &mut Root,
    kind: &str,
    name: &str,
    arguments: Unchecked,
) -> Fallible<Reference> {
    add_unchecked(&ctx, this, BlockKind::Resource, &[kind, name], &arguments)?;
    Ok(Reference::to(format!("{kind}.{name}")))
}

fn data(
    ctx: NativeCallContext,
    this: &mut Root,
    kind: &str,
    name: &str,
    arguments: Map,
) -> Fallible<Reference> {
    let body = options::map(&ctx, &arguments)?;
    let reference = thing(&Run::of(&ctx), "data", kind, format!("data.{kind}.{name}"), &body);
    add(&ctx, this, BlockKind::Data, &[kind, name], body)?;
    Ok(reference)
}

fn ephemeral(
    ctx: NativeCallContext,
    this: &mut Root,
    kind: &str,
    name: &str,
    arguments: Map,
) -> Fallible<Reference> {
    let body = options::map(&ctx, &arguments)?;
    add(&ctx, this, BlockKind::Ephemeral, &[kind, name], body)?;
    Ok(Reference::to(format!("ephemeral.{kind}.{name}")))
}

fn data_unchecked(
    ctx: NativeCallContext,
    this: &mut Root,
    kind: &str,
    name: &str,
    arguments: Unchecked,
) -> Fallible<Reference> {
    add_unchecked(&ctx, this, BlockKind::Data, &[kind, name], &arguments)?;
    Ok(Reference::to(format!("data.{kind}.{name}")))
}

fn check(ctx: NativeCallContext, this: &mut Root, name: &str, assertions: Dynamic) -> Fallible<()> {
    let assertions = value(&ctx, &assertions)?;
    add(&ctx, this, BlockKind::Check, &[name], entries([("assert", Some(assertions))]))
}
