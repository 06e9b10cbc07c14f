//! What an instrumented recipe calls.

use super::instrument::{AT, ENTER, LAST, THEN};
use super::spots::{Tag, tag_of};
use crate::engine::run::context::Run;
use rhai::{Dynamic, FuncRegistration, INT, Module, NativeCallContext};

/// The functions.
pub(crate) fn module() -> Module {
    let mut module = Module::new();
    let add = FuncRegistration::new;
    add(AT).set_into_module(&mut module, |ctx: NativeCallContext, spot: INT, value: Dynamic| {
        written_at(&ctx, spot, value)
    });
    add(LAST).set_into_module(&mut module, |ctx: NativeCallContext, value: Dynamic, call: INT| {
        enter(&ctx, call);
        value
    });
    add(ENTER).set_into_module(&mut module, |ctx: NativeCallContext, call: INT| enter(&ctx, call));
    add(THEN).set_into_module(&mut module, |_entered: (), value: Dynamic| value);
    module
}

fn written_at(ctx: &NativeCallContext<'_>, spot: INT, value: Dynamic) -> Dynamic {
    let mut value = value.flatten();
    let (run, spot) = (Run::of(ctx), Tag::try_from(spot).unwrap_or(0));
    if let Some(mut known) = run.places.known() {
        let tag = match tag_of(&value) {
            0 => spot,
            own => known.spots.join(spot, own),
        };
        value.set_tag(tag);
    }
    value
}

fn enter(ctx: &NativeCallContext<'_>, call: INT) {
    let run = Run::of(ctx);
    if let Some(mut known) = run.places.known() {
        known.calls.enter(ctx.call_level(), usize::try_from(call).unwrap_or(0));
    }
}
