//! Resources, data sources and checks: `tf.resource(...)`, `tf.data(...)`, `tf.check(...)`.

use super::add::data as value;
use super::add::{add, add_unchecked, entries};
use crate::domains::terraform::block::draft::Root;
use crate::domains::terraform::block::kind::BlockKind;
use crate::domains::terraform::block::reference::{Reference, Several};
use crate::domains::terraform::tables;
use crate::engine::Functions;
use crate::engine::unchecked::Unchecked;
use crate::engine::{Fallible, Run, options};
use rhai::{Dynamic, Map, NativeCallContext};

/// What a provider has, with the forms of its method.
const THINGS: [(BlockKind, &str, &str); 2] = [
    (
        BlockKind::Resource,
        "root.resource(kind, name, arguments)",
        "root.resource(kind, name, arguments: unchecked)",
    ),
    (
        BlockKind::Data,
        "root.data(kind, name, arguments)",
        "root.data(kind, name, arguments: unchecked)",
    ),
];

type Ctx<'a> = NativeCallContext<'a>;

pub(super) fn methods(functions: &mut Functions<'_>) {
    for (block, with_map, with_unchecked) in THINGS {
        functions.add(
            with_map,
            move |ctx: Ctx, this: &mut Root, kind: &str, name: &str, arguments: Map| {
                checked(&ctx, this, block, [kind, name], &arguments)
            },
        );
        functions.add(
            with_unchecked,
            move |ctx: Ctx, this: &mut Root, kind: &str, name: &str, arguments: Unchecked| {
                add_unchecked(&ctx, this, block, &[kind, name], &arguments)
                    .map(|()| Reference::to(address(block, [kind, name])))
            },
        );
    }
    functions.add("root.ephemeral(kind, name, arguments)", ephemeral);
    functions.add("root.check(name, assertions)", check);
}

/// With `count` or `for_each` it is several.
fn checked(
    ctx: &Ctx<'_>,
    root: &Root,
    block: BlockKind,
    [kind, name]: [&str; 2],
    arguments: &Map,
) -> Fallible<Reference> {
    let body = options::map(ctx, arguments)?;
    let members = tables::of(&Run::of(ctx)).members(block.word(), kind);
    let several = Several::of(&body);
    add(ctx, root, block, &[kind, name], body)?;
    Ok(Reference::to_thing(address(block, [kind, name]), members, several))
}

fn ephemeral(
    ctx: Ctx<'_>,
    this: &mut Root,
    kind: &str,
    name: &str,
    arguments: Map,
) -> Fallible<Reference> {
    let body = options::map(&ctx, &arguments)?;
    add(&ctx, this, BlockKind::Ephemeral, &[kind, name], body)?;
    Ok(Reference::to(address(BlockKind::Ephemeral, [kind, name])))
}

/// What expressions call a thing of a type.
fn address(block: BlockKind, [kind, name]: [&str; 2]) -> String {
    let before = Some(block.word()).filter(|_| block != BlockKind::Resource);
    before.into_iter().chain([kind, name]).collect::<Vec<_>>().join(".")
}

fn check(ctx: NativeCallContext, this: &mut Root, name: &str, assertions: Dynamic) -> Fallible<()> {
    let assertions = value(&ctx, &assertions)?;
    add(&ctx, this, BlockKind::Check, &[name], entries([("assert", Some(assertions))]))
}
