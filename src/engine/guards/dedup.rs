//! `dedup` with an author's closure. The language's own goes on when the closure fails, with whatever is left; here its error
//! stops the recipe.

use crate::engine::errors::error::Fallible;
use rhai::{Array, FnPtr, FuncRegistration, Module, NativeCallContext};

/// `dedup` with a closure.
pub(crate) fn module() -> Module {
    let mut module = Module::new();
    FuncRegistration::new("dedup").set_into_module(
        &mut module,
        |ctx: NativeCallContext, array: &mut Array, closure: FnPtr| -> Fallible<()> {
            *array = without_repeats(&ctx, std::mem::take(array), &closure)?;
            Ok(())
        },
    );
    module
}

fn without_repeats(ctx: &NativeCallContext<'_>, items: Array, closure: &FnPtr) -> Fallible<Array> {
    let mut kept: Array = Vec::with_capacity(items.len());
    for item in items {
        let repeats = match kept.last() {
            Some(last) => closure
                .call_raw(ctx, None, [last.clone(), item.clone()])?
                .as_bool()
                .unwrap_or(false),
            None => false,
        };
        if !repeats {
            kept.push(item);
        }
    }
    Ok(kept)
}
