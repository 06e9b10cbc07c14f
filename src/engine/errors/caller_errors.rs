//! Errors of a recipe function's caller: reported where the caller wrote what is wrong, not inside the function.
//!
//! A function that finds its options wrong doesn't know where it was called from; the language
//! knows only once the error has passed all calls. Where the value was written it carries along
//! (`engine::places`); where that is unknown, the error is one of the nearest call from
//! another file.

use super::error::{Fallible, raise_for_good, raise_value};
use crate::diag::{Call, Diagnostic, Place};
use crate::engine::run::context::Run;
use crate::engine::run::last_given::Options;
use crate::util::lock::lock;
use crate::value::{Key, Part, Path, Step};
use rhai::{Dynamic, NativeCallContext};

/// Problems that the caller of a recipe function has to solve.
#[derive(Clone, Debug)]
pub(crate) struct Blame {
    problems: Vec<(Diagnostic, Given)>,
    found: Option<Place>,
}

/// What is wrong in what a function was given.
#[derive(Clone, Debug, Default)]
pub struct Given {
    /// Whether it is about an option: then even a call from the same file is one of a caller.
    is_option: bool,
    /// Where that was written.
    written: Option<Place>,
}

impl Given {
    /// The value of `key` in the map that a function was given; without a key, what the map lacks.
    pub fn of(ctx: &NativeCallContext<'_>, map: &rhai::Map, key: Option<&Key>) -> Self {
        let path = Path::root().key(key.map_or("", Key::as_str));
        Self::part(ctx, map, &path.0, Part::Value)
    }

    /// A key that should not be in the map.
    pub fn key(ctx: &NativeCallContext<'_>, map: &rhai::Map, key: &Key) -> Self {
        Self::part(ctx, map, &[Step::Key(key.clone())], Part::Key)
    }

    /// What is at `path` of the map that a function was given; of what is missing there, the map or array
    /// that lacks it.
    pub fn at(ctx: &NativeCallContext<'_>, map: &rhai::Map, path: &Path) -> Self {
        Self::part(ctx, map, &path.0, Part::Value)
    }

    /// A key at the end of `path` that should not be there.
    pub fn key_at(ctx: &NativeCallContext<'_>, map: &rhai::Map, path: &Path) -> Self {
        Self::part(ctx, map, &path.0, Part::Key)
    }

    fn part(ctx: &NativeCallContext<'_>, map: &rhai::Map, path: &[Step], part: Part) -> Self {
        let file = ctx.call_source().unwrap_or_default();
        Self { is_option: true, written: Run::of(ctx).written(map, path, part, file) }
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
    blame_all(ctx, vec![(problem, given.unwrap_or_default())])
}

/// The same for several problems, of which the first one stops the recipe.
///
/// # Errors
/// Always: that is what it makes.
pub fn blame_all<T>(
    ctx: &NativeCallContext<'_>,
    problems: Vec<(Diagnostic, Given)>,
) -> Fallible<T> {
    let found = Run::of(ctx).place(ctx);
    Err(raise_value(Dynamic::from(Blame { problems, found }), ctx.call_position()))
}

/// A message of a library that does not stop: at the nearest call from another file, where the library was called.
pub fn for_caller(ctx: &NativeCallContext<'_>, problem: Diagnostic) -> Diagnostic {
    let run = Run::of(ctx);
    if ctx.call_source().is_some_and(|file| run.is_main(file)) {
        return problem.at(run.place(ctx));
    }
    blamed(ctx, problem, &Given::default())
}

/// The same where it is about what a function was given.
pub fn blamed(ctx: &NativeCallContext<'_>, problem: Diagnostic, given: &Given) -> Diagnostic {
    let run = Run::of(ctx);
    placed(problem, given, run.place(ctx).as_ref(), &run.calls_around(ctx))
}

/// Stops a run that does not know where values were written: it is evaluated once more by one that does.
///
/// # Errors
/// One that no recipe can catch, and that is reported to no one.
pub fn demand_places(run: &Run) -> Fallible<()> {
    if run.places.demand() {
        return Ok(());
    }
    Err(raise_for_good(Diagnostic::error("internal-error", "the places of values are not known")))
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
    /// The problems at their places; `calls` led to them, innermost first.
    pub(crate) fn diagnostics(&self, calls: &[Call]) -> Vec<Diagnostic> {
        let problems = self.problems.iter();
        problems
            .map(|(problem, given)| placed(problem.clone(), given, self.found.as_ref(), calls))
            .collect()
    }
}

fn placed(problem: Diagnostic, given: &Given, found: Option<&Place>, calls: &[Call]) -> Diagnostic {
    let file = found.map(|found| &found.file);
    let (inside, at) = match &given.written {
        Some(written) => (calls_inside(written, calls), Some(written)),
        None => {
            let outside = calls.iter().position(|call| Some(&call.place.file) != file);
            let caller = outside.or((given.is_option && !calls.is_empty()).then_some(0));
            (caller.map_or(0, |i| i + 1), caller.map(|i| &calls[i].place))
        }
    };
    let mut problem = problem.at(at.or(found).cloned());
    if let Some(found) = found.filter(|found| problem.place.as_ref() != Some(*found)) {
        problem = problem.related(found.clone(), "this is where it was found");
    }
    // What called inside the library, and what passed on what was written there, says nothing more.
    let (inner, outer) = calls.split_at(inside);
    let between = inner.split_last().map_or(inner, |(_, between)| between);
    let between = between.iter().filter(|call| Some(&call.place.file) != file);
    problem.trace = between.chain(outer).cloned().collect();
    problem
}

/// How many of the calls lie inside of what was written at a place: those from its file that come before it pass it on.
fn calls_inside(written: &Place, calls: &[Call]) -> usize {
    let first = calls.iter().position(|call| call.place.file == written.file);
    first.map_or(0, |i| if calls[i].place.start <= written.start { i + 1 } else { i })
}
