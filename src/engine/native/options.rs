//! Option maps: from a recipe's `#{...}` to a typed struct, and every mistake at its own key.

use crate::diag::Place;
use crate::engine::errors::error::{At, Fallible, raise};
use crate::engine::run::context::Run;
use crate::value::de::{DeErrorKind, from_value};
use crate::value::{Map, Part, Step, Value};
use rhai::NativeCallContext;
use schemars::JsonSchema;
use serde::de::DeserializeOwned;

/// The options that were given to `subject`: ``"`backend`"``.
///
/// # Errors
/// An unknown key, a missing key or a wrong type, at the key in the recipe.
pub fn options<T: DeserializeOwned + JsonSchema>(
    ctx: &NativeCallContext<'_>,
    given: &rhai::Map,
    subject: &str,
) -> Fallible<T> {
    let value = Value::Map(map(ctx, given)?);
    from_value(&value).map_err(|error| {
        let call = Run::of(ctx).place(ctx);
        let place = call.map(|call| match &error.kind {
            DeErrorKind::UnknownKey { .. } => Run::of(ctx).locate_key(&call, &value, &error.path),
            _ => Run::of(ctx).locate(&call, &value, &error.path),
        });
        raise(error.to_diagnostic(subject).at(place), ctx.call_position())
    })
}

/// A map as data, for options that are passed on as they are.
///
/// # Errors
/// When something in it is no data.
pub fn map(ctx: &NativeCallContext<'_>, given: &rhai::Map) -> Fallible<Map> {
    match Run::of(ctx).convert(&given.clone().into()).at(ctx)? {
        Some(Value::Map(map)) => Ok(map),
        _ => Ok(Map::new()),
    }
}

/// The location of the key `name` of `given` in the recipe; the call itself where that is unknown.
pub fn place_of(ctx: &NativeCallContext<'_>, given: &rhai::Map, name: &str) -> Option<Place> {
    let run = Run::of(ctx);
    let file = ctx.call_source().unwrap_or_default();
    run.written(given, &[Step::Key(name.into())], Part::Value, file).or_else(|| run.place(ctx))
}
