//! Sorting by an author's closure. The language's own functions go on when the closure fails, with an
//! undefined order; here its error stops the recipe.

use crate::diag::Diagnostic;
use crate::engine::errors::error::{At, Fallible};
use crate::engine::errors::type_names::type_in_words;
use rhai::{Array, Dynamic, FnPtr, FuncRegistration, Module, NativeCallContext};
use std::cmp::Ordering;

/// `sort`, `order`, `order_by` and `dedup` with a closure.
pub(crate) fn module() -> Module {
    let mut module = Module::new();
    FuncRegistration::new("sort").set_into_module(
        &mut module,
        |ctx: NativeCallContext, array: &mut Array, closure: FnPtr| {
            *array = sorted(&ctx, std::mem::take(array), &closure)?;
            Ok::<_, Box<rhai::EvalAltResult>>(())
        },
    );
    for name in ["order", "order_by"] {
        FuncRegistration::new(name).with_purity(true).set_into_module(
            &mut module,
            |ctx: NativeCallContext, array: &mut Array, closure: FnPtr| {
                sorted(&ctx, array.clone(), &closure)
            },
        );
    }
    FuncRegistration::new("dedup").set_into_module(
        &mut module,
        |ctx: NativeCallContext, array: &mut Array, closure: FnPtr| {
            *array = without_repeats(&ctx, std::mem::take(array), &closure)?;
            Ok::<_, Box<rhai::EvalAltResult>>(())
        },
    );
    module
}

/// Merges runs of growing length: it takes any closure, also one whose answers contradict each other.
fn sorted(ctx: &NativeCallContext<'_>, mut items: Array, closure: &FnPtr) -> Fallible<Array> {
    let mut length = 1;
    while length < items.len() {
        let mut merged = Array::with_capacity(items.len());
        for pair in items.chunks(2 * length) {
            let (left, right) = pair.split_at(length.min(pair.len()));
            merge(ctx, closure, left, right, &mut merged)?;
        }
        items = merged;
        length *= 2;
    }
    Ok(items)
}

fn merge(
    ctx: &NativeCallContext<'_>,
    closure: &FnPtr,
    left: &[Dynamic],
    right: &[Dynamic],
    merged: &mut Array,
) -> Fallible<()> {
    let (mut left, mut right) = (left.iter().peekable(), right.iter().peekable());
    while let (Some(a), Some(b)) = (left.peek(), right.peek()) {
        let first =
            if compared(ctx, closure, a, b)? == Ordering::Greater { &mut right } else { &mut left };
        merged.extend(first.next().cloned());
    }
    merged.extend(left.chain(right).cloned());
    Ok(())
}

fn compared(
    ctx: &NativeCallContext<'_>,
    closure: &FnPtr,
    a: &Dynamic,
    b: &Dynamic,
) -> Fallible<Ordering> {
    let answer = closure.call_raw(ctx, None, [a.clone(), b.clone()])?;
    if let Ok(number) = answer.as_int() {
        return Ok(number.cmp(&0));
    }
    let in_order = answer.as_bool().map_err(|_| {
        Diagnostic::error(
            "wrong-type",
            format!("this closure says which item comes first, and gives {}", type_in_words(answer.type_name())),
        )
        .hint("give a number below, at or above 0: `|a, b| a.port - b.port`; `sort_by(|item| item.name)` sorts by what each item has")
    });
    Ok(if in_order.at(ctx)? { Ordering::Less } else { Ordering::Greater })
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
