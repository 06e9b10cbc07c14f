//! `print`: what is printed takes along where that was called.
//!
//! The language hands what `print` returns to its host, without a place; `debug` has one. So `print` is ours for
//! every type that the package has one for, and leaves the place of its call with the run.

use crate::engine::run::context::Run;
use rhai::{
    Array, Dynamic, FLOAT, FnPtr, FuncRegistration, ImmutableString, Map, Module,
    NativeCallContext, Variant,
};

/// All of them.
pub(super) fn add(module: &mut Module) {
    of::<ImmutableString>(module);
    of::<char>(module);
    of::<bool>(module);
    of::<()>(module);
    of::<FLOAT>(module);
    of::<f32>(module);
    of::<FnPtr>(module);
    of::<Array>(module);
    of::<Map>(module);
    // Anything else, numbers and what is a thing among it.
    of::<Dynamic>(module);
    FuncRegistration::new("print").set_into_module(module, |ctx: NativeCallContext| {
        Run::of(&ctx).prints_at(&ctx);
        ImmutableString::default()
    });
}

fn of<T: Variant + Clone>(module: &mut Module) {
    FuncRegistration::new("print").set_into_module(module, |ctx: NativeCallContext, value: T| {
        let text = text(&ctx, Dynamic::from(value));
        Run::of(&ctx).prints_at(&ctx);
        text
    });
}

fn text(ctx: &NativeCallContext<'_>, mut value: Dynamic) -> ImmutableString {
    if value.is_map() || value.is_array() {
        return Run::of(ctx).shown(&value).into();
    }
    let text = ctx.call_native_fn_raw("to_string", true, &mut [&mut value]);
    text.ok().and_then(|text| text.into_immutable_string().ok()).unwrap_or_default()
}
