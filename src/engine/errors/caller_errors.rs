//! Errors of a recipe function's caller: reported at the call, not inside the function.
//!
//! A function that finds its options wrong doesn't know where it was called from; the language
//! knows only once the error has passed all calls. So the mistake travels with the keys of the map
//! that was given, and its place is looked for on the way out: the nearest call behind which a
//! literal with exactly these keys is, or else one in front of it.

use super::error::{Fallible, raise_value};
use crate::diag::{Call, Diagnostic, Place};
use crate::engine::run::context::Run;
use crate::engine::run::last_given::Options;
use crate::engine::source::lexing::position::place;
use crate::engine::source::sources::Sources;
use crate::util::lock::lock;
use crate::value::{Key, Value};
use rhai::{Dynamic, NativeCallContext};

/// A problem that the caller of a recipe function has to solve.
#[derive(Clone, Debug)]
pub(crate) struct Blame {
    problem: Diagnostic,
    found: Option<Place>,
    given: Option<Given>,
}

/// The map that was given, and what is wrong in it.
#[derive(Clone, Debug)]
pub struct Given {
    /// All its keys.
    pub keys: Vec<Key>,
    /// The key at fault; none when one is missing.
    pub key: Option<Key>,
    /// Its location in a data file, when the map was read from one.
    written: Option<Place>,
}

impl Given {
    /// The map that a function was given; `key` is at fault, or missing when there is none.
    pub fn of(ctx: &NativeCallContext<'_>, map: &rhai::Map, key: Option<&Key>) -> Self {
        let run = Run::of(ctx);
        let data = run.convert(&Dynamic::from(map.clone())).ok().flatten();
        let written = data
            .as_ref()
            .and_then(Value::as_map)
            .and_then(|map| run.place_in_document(map, key.map(Key::as_str)));
        Self { keys: map.keys().cloned().collect(), key: key.cloned(), written }
    }
}

/// Stops the recipe with an error of the caller of the function that `ctx` was called in.
///
/// # Errors
/// Always: that is what it makes.
pub fn blame<T>(
    ctx: &NativeCallContext<'_>,
    problem: Diagnostic,
    given: Option<Given>,
) -> Fallible<T> {
    let found = place(ctx.call_source(), ctx.call_position());
    Err(raise_value(Dynamic::from(Blame { problem, found, given }), ctx.call_position()))
}

/// Takes note of the options that the function that `ctx` was called in was given, of those that it has.
pub fn note_given(ctx: &NativeCallContext<'_>, given: rhai::Map, names: Vec<Key>) {
    let run = Run::of(ctx);
    let (file, depth) = caller(ctx);
    let mut all = lock(&run.given);
    // Functions that this one will call have not been called yet: what is known of them is from before.
    all.retain(|(other, inner), _| *other != file || *inner <= depth);
    all.insert((file, depth), Options { given, names });
}

/// The options that are meant by `name`: those of the function that `ctx` was called in, or of the nearest one around it in
/// its file that has such an option.
pub fn last_given(ctx: &NativeCallContext<'_>, name: &str) -> rhai::Map {
    let run = Run::of(ctx);
    let (file, depth) = caller(ctx);
    let all = lock(&run.given);
    let around = all.range((file.clone(), 0)..=(file.clone(), depth)).rev();
    let mut fitting = around.filter(|(_, options)| options.names.iter().any(|known| known == name));
    let own = || all.get(&(file, depth));
    fitting
        .next()
        .map(|(_, options)| options)
        .or_else(own)
        .map(|options| options.given.clone())
        .unwrap_or_default()
}

fn caller(ctx: &NativeCallContext<'_>) -> (String, usize) {
    (ctx.call_source().unwrap_or_default().to_string(), ctx.call_level())
}

impl Blame {
    /// The problem at its place; `calls` led to it, innermost first.
    pub(crate) fn diagnostic(&self, calls: &[Call], sources: &Sources) -> Diagnostic {
        let (blamed, at) = self.place(calls, sources);
        let mut problem = self.problem.clone().at(at.or_else(|| self.found.clone()));
        if let (Some(found), true) = (&self.found, problem.place != self.found) {
            problem = problem.related(found.clone(), "this is where it was found");
        }
        problem.trace = calls[blamed..].to_vec();
        problem
    }

    /// The place to show, and how many calls lie inside it.
    fn place(&self, calls: &[Call], sources: &Sources) -> (usize, Option<Place>) {
        if let Some(written) = self.given.as_ref().and_then(|given| given.written.clone()) {
            return (0, Some(written));
        }
        if let Some(Given { keys, key: Some(key), .. }) = &self.given {
            let keys: Vec<&str> = keys.iter().map(Key::as_str).collect();
            let behind = |call: &Call| sources.key_place(&call.place, &keys, key);
            let before = |call: &Call| sources.key_place_before(&call.place, &keys, key);
            let hit = |look: &dyn Fn(&Call) -> Option<Place>| {
                calls.iter().enumerate().find_map(|(i, call)| Some((i + 1, look(call)?)))
            };
            if let Some((inside, place)) = hit(&behind).or_else(|| hit(&before)) {
                return (inside, Some(place));
            }
        }
        let file = self.found.as_ref().map(|found| &found.file);
        let outside = calls.iter().position(|call| Some(&call.place.file) != file);
        match outside.or_else(|| (self.given.is_some() && !calls.is_empty()).then_some(0)) {
            Some(i) => (i + 1, Some(calls[i].place.clone())),
            None => (0, None),
        }
    }
}
