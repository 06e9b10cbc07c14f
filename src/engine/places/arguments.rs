//! Texts that a native function puts into what it returns: they were written where its arguments were.
//!
//! A function takes text without its place. So in an instrumented run the places of the arguments are kept during the
//! call, for the texts in a new map or array that are one of them.

use super::spots::{Tag, tag_of};
use crate::engine::run::context::Run;
use rhai::{Array, Dynamic, ImmutableString, Map, NativeCallContext, RhaiFunc};
use std::any::TypeId;
use std::sync::Arc;

/// Whether what a function of this return type returns may hold texts.
pub(crate) fn may_hold_texts<R: 'static>() -> bool {
    let returned = TypeId::of::<R>();
    [TypeId::of::<Map>(), TypeId::of::<Array>(), TypeId::of::<Dynamic>()].contains(&returned)
}

/// A function whose texts keep the places of its arguments.
pub(crate) fn placing(function: RhaiFunc) -> RhaiFunc {
    match function {
        RhaiFunc::Pure { func, has_context: true, is_pure, is_volatile } => RhaiFunc::Pure {
            func: Arc::new(
                move |ctx: Option<NativeCallContext<'_>>, arguments: &mut [&mut Dynamic]| {
                    let written = ctx.as_ref().map(|ctx| texts(ctx, arguments));
                    let mut made = func(ctx, arguments)?;
                    let written = written.unwrap_or_default();
                    if !written.is_empty() {
                        place(&written, &mut made);
                    }
                    Ok(made)
                },
            ),
            has_context: true,
            is_pure,
            is_volatile,
        },
        other => other,
    }
}

/// The arguments that are texts with a place.
fn texts(ctx: &NativeCallContext<'_>, arguments: &[&mut Dynamic]) -> Vec<(ImmutableString, Tag)> {
    if Run::of(ctx).places.known().is_none() {
        return Vec::new();
    }
    let text = |argument: &Dynamic| {
        let text = argument.read_lock::<ImmutableString>()?.clone();
        Some((text, tag_of(argument))).filter(|(_, tag)| *tag != 0)
    };
    arguments.iter().filter_map(|argument| text(argument)).collect()
}

/// Gives the texts in a new value their places; what has one keeps it.
fn place(written: &[(ImmutableString, Tag)], made: &mut Dynamic) {
    if tag_of(made) != 0 {
        return;
    }
    let text = made.read_lock::<ImmutableString>().map(|text| text.clone());
    if let Some(text) = text {
        let argument = written.iter().find(|(argument, _)| *argument == text);
        if let Some((_, tag)) = argument {
            made.set_tag(*tag);
        }
    } else if let Some(mut map) = made.write_lock::<Map>() {
        map.values_mut().for_each(|value| place(written, value));
    } else if let Some(mut items) = made.write_lock::<Array>() {
        items.iter_mut().for_each(|item| place(written, item));
    }
}
