//! The language's engine with every setting made explicit: strict, bounded, without ambience.

use super::vocabulary::Vocabulary;
use crate::engine::guards::text_guards;
use crate::engine::native::convert::Null;
use crate::engine::native::project::ProjectHandle;
use crate::engine::places::native;
use crate::engine::run::context::RunRef;
use crate::engine::run::limits::{Limits, Watch};
use crate::engine::testing::coverage;
use crate::engine::tracing::wrap;
use crate::engine::world::resolve::Resolver;
use crate::util::lock::lock;
use rhai::{Dynamic, Engine, OptimizationLevel};
use std::sync::Arc;

/// An engine for one run.
pub(crate) fn engine(run: &RunRef, vocabulary: &Vocabulary, limits: Limits) -> Engine {
    let mut engine = Engine::new_raw();
    vocabulary.install(&mut engine, text_guards::module(limits.text_bytes));
    if run.counts_lines() {
        engine.register_global_module(coverage::module().into());
    }
    if run.places.known().is_some() {
        engine.register_global_module(native::module().into());
    }
    if run.tracer.is_some() {
        engine.register_global_module(wrap::module().into());
    }
    engine.set_default_tag(Dynamic::from(run.clone()));
    engine.set_module_resolver(Resolver::new(run.clone(), vocabulary.shelf));
    make_strict(&mut engine);
    bound(&mut engine, limits, run.watch());
    if run.tracer.is_some() {
        engine.set_max_call_levels(wrap::CALL_LEVELS);
    }
    hook(&mut engine, run);
    engine
}

pub(crate) fn make_strict(engine: &mut Engine) {
    engine
        // At the default level a constant map that is assigned to reaches a panic in the engine.
        .set_optimization_level(OptimizationLevel::None)
        .set_fail_on_invalid_map_property(true)
        // Our own `+` on maps and on `()` is only asked without the short cuts.
        .set_fast_operators(false);
    for symbol in ["eval", "curry", "Fn"] {
        engine.disable_symbol(symbol);
    }
}

/// Every limit, also those whose default would do: defaults differ between debug and release builds.
fn bound(engine: &mut Engine, limits: Limits, watch: Arc<Watch>) {
    engine
        .set_max_operations(0)
        .set_max_call_levels(48)
        .set_max_expr_depths(256, 256)
        .set_max_variables(2048)
        .set_max_functions(2000)
        .set_max_modules(256)
        // Any limit on sizes makes the engine measure all that a value holds after each change, so that what
        // grows step by step takes quadratic time. Texts have a limit of our own.
        .set_max_string_size(if limits.items.is_some() { limits.text_bytes } else { 0 })
        // Counting nested data on each change makes growing arrays quadratic; the worker bounds memory.
        .set_max_array_size(limits.items.unwrap_or(0))
        .set_max_map_size(limits.items.unwrap_or(0));
    stop_by(engine, watch);
}

/// Lets a watch stop what the engine does from now on.
pub(crate) fn stop_by(engine: &mut Engine, watch: Arc<Watch>) {
    engine.on_progress(move |_| watch.tick());
}

#[expect(
    deprecated,
    reason = "the hooks are marked so because they may change; the version is pinned"
)]
fn hook(engine: &mut Engine, run: &RunRef) {
    let reading = run.clone();
    engine.on_parse_token(move |token, position, _| lock(&reading.reader).next(token, position));
    let looking = run.clone();
    engine.on_var(move |name, index, mut context| {
        let instead = looking.look_up(name, index, &mut context);
        // A variable with an index is one the parser found in reach.
        if instead.is_some() || index > 0 {
            return Ok(instead);
        }
        match name {
            "null" => return Ok(Some(Dynamic::from(Null))),
            "project" => return Ok(Some(Dynamic::from(ProjectHandle))),
            _ => {}
        }
        let constants = context.global_runtime_state().constants.as_ref();
        let own = constants.and_then(|constants| constants.read().ok()?.get(name).cloned());
        Ok(own.or_else(|| lock(&looking.constants).get(name).cloned()))
    });
    let printing = run.clone();
    engine.on_print(move |text| printing.print(text));
    let debugging = run.clone();
    engine.on_debug(move |text, file, position| {
        debugging.print_at("debug", text, debugging.position(file, position));
    });
}
