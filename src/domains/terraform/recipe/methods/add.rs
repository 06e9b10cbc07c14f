//! Adding a block to a root, with the place of the call.

use crate::diag::Diagnostic;
use crate::domains::terraform::block::draft::{Block, Root};
use crate::domains::terraform::block::kind::BlockKind;
use crate::domains::terraform::block::unchecked::arguments as vouched;
use crate::engine::unchecked::Unchecked;
use crate::engine::{At, Fallible, Run};
use crate::value::{Key, Map as ValueMap, Value};
use rhai::{Dynamic, NativeCallContext};
use std::sync::Arc;

/// Adds a block to a root, with the call's place.
pub(super) fn add(
    ctx: &NativeCallContext<'_>,
    root: &Root,
    kind: BlockKind,
    labels: &[&str],
    body: ValueMap,
) -> Fallible<()> {
    put(ctx, root, kind, labels, (body, None))
}

/// The same for a block whose arguments the author vouches for.
pub(super) fn add_unchecked(
    ctx: &NativeCallContext<'_>,
    root: &Root,
    kind: BlockKind,
    labels: &[&str],
    arguments: &Unchecked,
) -> Fallible<()> {
    put(ctx, root, kind, labels, vouched(arguments).at(ctx)?)
}

fn put(
    ctx: &NativeCallContext<'_>,
    root: &Root,
    kind: BlockKind,
    labels: &[&str],
    (body, unchecked): (ValueMap, Option<Arc<str>>),
) -> Fallible<()> {
    let place = Run::of(ctx).place(ctx).unwrap_or_default();
    let labels = labels.iter().map(ToString::to_string).collect();
    root.add(Block { unchecked, ..Block::new(kind, labels, body, place) }).at(ctx)
}

/// What a recipe gives for a value; `()` is refused.
pub(super) fn data(ctx: &NativeCallContext<'_>, value: &Dynamic) -> Fallible<Value> {
    let missing = || {
        Diagnostic::error("missing-value", "the value is `()`: there is nothing to write")
            .hint("leave the whole call out with `if`")
    };
    Run::of(ctx).convert(value).and_then(|value| value.ok_or_else(missing)).at(ctx)
}

/// A body of options as they were written, which knows where that was.
pub(super) fn as_written(body: ValueMap, written: &ValueMap) -> ValueMap {
    let entry = |(key, value): (Key, Value)| {
        let own = written.get(&key).filter(|own| **own == value);
        (key, own.cloned().unwrap_or(value))
    };
    body.into_iter().map(entry).collect::<ValueMap>().with_origin(written.origin())
}

/// The entries whose values are there.
pub(super) fn entries<const N: usize>(pairs: [(&str, Option<Value>); N]) -> ValueMap {
    pairs.into_iter().filter_map(|(key, value)| Some((Key::from(key), value?))).collect()
}
