//! Option maps: from a recipe's `#{...}` to a typed struct, and every mistake at its own key.

use crate::diag::{Diagnostic, Place};
use crate::engine::errors::error::{At, Fallible, raise};
use crate::engine::run::context::Run;
use crate::value::de::{DeError, from_value};
use crate::value::{Map, Step, Value};
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
        let problem = error.to_diagnostic(subject).at(key_place(ctx, given, &error));
        problem_at(ctx, problem)
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
    let call = run.place(ctx)?;
    let keys: Vec<&str> = given.keys().map(|key| key.as_str()).collect();
    run.key_place(&call, &keys, name).or(Some(call))
}

fn key_place(ctx: &NativeCallContext<'_>, given: &rhai::Map, error: &DeError) -> Option<Place> {
    let key = error.path.0.iter().find_map(|step| match step {
        Step::Key(key) => Some(key.as_str()),
        Step::Index(_) => None,
    });
    place_of(ctx, given, key?)
}

fn problem_at(ctx: &NativeCallContext<'_>, problem: Diagnostic) -> Box<rhai::EvalAltResult> {
    raise(problem.at(Run::of(ctx).place(ctx)), ctx.call_position())
}
