//! `emit`: the one way by which a recipe adds files.

use crate::engine::emit::{EmittedFiles, Options, Request, emit as add};
use crate::engine::{Functions, HandleType, Namespace, OptionMap, Page};
use rhai::{Dynamic, Map, NativeCallContext as Ctx};

/// These functions, by their bare names.
pub(crate) const NAMESPACE: Namespace = Namespace {
    functions: || Functions::module(&[functions]),
    methods: || Functions::module(&[|types| types.handle::<EmittedFiles>("emitted file")]),
    handles: &[HandleType::of::<EmittedFiles>()],
    options: &[OptionMap::of::<Options>(&["emit"])],
    pages: &[Page::new(include_str!("emit.md"))],
    ..Namespace::named("", "Adding files to the run.")
};

fn functions(functions: &mut Functions<'_>) {
    functions.add("emit(thing)", |ctx: Ctx, thing: Dynamic| add(&ctx, &Request::of(&thing)));
    functions.add("emit(thing, options)", |ctx: Ctx, thing: Dynamic, given: Map| {
        add(&ctx, &Request { options: Some(&given), ..Request::of(&thing) })
    });
    functions.add("emit(path, thing)", |ctx: Ctx, path: &str, thing: Dynamic| {
        add(&ctx, &Request { path: Some(path), ..Request::of(&thing) })
    });
    functions.add(
        "emit(path, thing, options)",
        |ctx: Ctx, path: &str, thing: Dynamic, given: Map| {
            add(&ctx, &Request { path: Some(path), options: Some(&given), ..Request::of(&thing) })
        },
    );
}
