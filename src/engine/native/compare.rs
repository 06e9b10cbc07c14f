//! What a thing with identity equals: itself. Whether a secret or an expression equals some value
//! is not known while a recipe runs, and the language would just say no.

use super::handle::Handle;
use crate::diag::Diagnostic;
use crate::engine::errors::error::{At, Fallible};
use crate::engine::errors::type_names::type_in_words;
use crate::engine::native::handle::identity;
use crate::value::Value;
use rhai::{Dynamic, FuncRegistration, Module, NativeCallContext};

/// Teaches the language to compare a `T` with anything that has no comparison of its own.
pub(crate) fn register<T: Handle + Clone + 'static>(module: &mut Module) {
    for name in ["==", "!=", "<", "<=", ">", ">="] {
        FuncRegistration::new(name).set_into_module(
            module,
            move |ctx: NativeCallContext, thing: T, other: Dynamic| {
                compared(&ctx, name, &thing, &other)
            },
        );
        FuncRegistration::new(name).set_into_module(
            module,
            move |ctx: NativeCallContext, other: Dynamic, thing: T| {
                compared(&ctx, name, &thing, &other)
            },
        );
    }
}

fn compared<T: Handle + Clone + 'static>(
    ctx: &NativeCallContext<'_>,
    name: &str,
    thing: &T,
    other: &Dynamic,
) -> Fallible<bool> {
    let equal = match other.read_lock::<T>() {
        Some(other) => Some(are_same(thing, &*other)),
        None if other.is_unit() || !is_unknown(thing) => Some(false),
        None => None,
    };
    match (name, equal) {
        ("==", Some(equal)) => Ok(equal),
        ("!=", Some(equal)) => Ok(!equal),
        ("==" | "!=", None) => Err(unknown(thing)).at(ctx),
        _ => Err(no_order(name, thing, other)).at(ctx),
    }
}

fn are_same(one: &dyn Handle, other: &dyn Handle) -> bool {
    match (identity(one), identity(other)) {
        (None, None) => {
            matches!((one.to_value(), other.to_value()), (Ok(one), Ok(other)) if one == other)
        }
        (one, other) => one == other,
    }
}

fn is_unknown(thing: &dyn Handle) -> bool {
    thing
        .to_value()
        .ok()
        .as_ref()
        .and_then(Value::as_text)
        .is_some_and(|text| text.holes().next().is_some())
}

fn unknown(thing: &dyn Handle) -> Diagnostic {
    Diagnostic::error(
        "not-known-yet",
        format!("{} can't be compared: its value is not known while the recipe runs", thing.show()),
    )
    .hint("decide by something that the recipe knows: the environment, or an `input`")
}

fn no_order(name: &str, thing: &dyn Handle, other: &Dynamic) -> Diagnostic {
    Diagnostic::error(
        "wrong-type",
        format!(
            "`{name}` does not work between {} and {}",
            thing.show(),
            type_in_words(other.type_name())
        ),
    )
    .hint("compare a property of it, such as a number or text")
}
