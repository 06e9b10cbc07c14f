//! Arrays put in order by a function that compares two items, and arrays taken together to one value.
//!
//! The language's own `sort` swallows what goes wrong in the function, `order` refuses constants,
//! and `reduce` starts with `()`, which can't be added to anything.

use crate::diag::Diagnostic;
use crate::engine::type_names::type_in_words;
use crate::engine::{At, Fallible, Namespace};
use rhai::plugin::*;
use rhai::{Array, Dynamic, FnPtr, NativeCallContext};

/// These functions, by their bare names.
pub(crate) const NAMESPACE: Namespace = Namespace {
    methods: || rhai::exported_module!(methods),
    ..Namespace::named("", "Arrays: order by comparing, one value from all.")
};

/// Whether `b` has to come before `a`.
fn is_after(
    ctx: &NativeCallContext<'_>,
    compare: &FnPtr,
    a: &Dynamic,
    b: &Dynamic,
) -> Fallible<bool> {
    let found: Dynamic = compare.call_within_context(ctx, (a.clone(), b.clone()))?;
    if let Ok(int) = found.as_int() {
        return Ok(int > 0);
    }
    if let Ok(float) = found.as_float() {
        return Ok(float > 0.0);
    }
    found
        .as_bool()
        .map(|is_before| !is_before)
        .map_err(|kind| {
            Diagnostic::error(
                "wrong-type",
                format!("the function that compares two items returns {}", type_in_words(kind)),
            )
            .hint("it returns a number: below 0 where the first one comes first, as `|a, b| a - b`")
            .hint("for an order by one property, write `list.sort_by(\"name\")`")
        })
        .at(ctx)
}

/// The items in order; equal ones keep theirs. An order that contradicts itself does no harm.
fn ordered(ctx: &NativeCallContext<'_>, mut items: Array, compare: &FnPtr) -> Fallible<Array> {
    if items.len() < 2 {
        return Ok(items);
    }
    let second = ordered(ctx, items.split_off(items.len() / 2), compare)?;
    let first = ordered(ctx, items, compare)?;
    let mut merged = Array::with_capacity(first.len() + second.len());
    let (mut first, mut second) = (first.into_iter().peekable(), second.into_iter().peekable());
    while let (Some(a), Some(b)) = (first.peek(), second.peek()) {
        let next = if is_after(ctx, compare, a, b)? { second.next() } else { first.next() };
        merged.extend(next);
    }
    merged.extend(first);
    merged.extend(second);
    Ok(merged)
}

fn reduced(
    ctx: &NativeCallContext<'_>,
    items: impl IntoIterator<Item = Dynamic>,
    f: &FnPtr,
) -> Fallible<Dynamic> {
    let mut items = items.into_iter();
    let first = items.next().unwrap_or(Dynamic::UNIT);
    items.try_fold(first, |result, item| f.call_within_context(ctx, (result, item)))
}

#[export_module]
#[allow(unreachable_pub, clippy::unwrap_used, reason = "code of the macro")]
mod methods {
    use super::*;

    /// The array in the order that `f` says: for two items it returns a number, below 0 where the
    /// first one comes first. Equal ones keep their order.
    ///
    /// ```rhai
    /// [3, 1, 2].order(|a, b| b - a)
    /// // => [3, 2, 1]
    /// ```
    #[rhai_fn(name = "order", name = "order_by", return_raw, pure)]
    pub fn order(ctx: NativeCallContext, array: &mut Array, f: FnPtr) -> Fallible<Array> {
        ordered(&ctx, array.clone(), &f)
    }

    /// Puts the array itself into the order that `f` says, and returns it.
    ///
    /// ```rhai
    /// let ports = [443, 80];
    /// ports.sort(|a, b| a - b);
    /// ports
    /// // => [80, 443]
    /// ```
    #[rhai_fn(return_raw)]
    pub fn sort(ctx: NativeCallContext, array: &mut Array, f: FnPtr) -> Fallible<Array> {
        *array = ordered(&ctx, std::mem::take(array), &f)?;
        Ok(array.clone())
    }

    /// One value from all items: `f` takes what it gave for the items before, and the next item. It
    /// starts with the first item; without any the result is `()`.
    ///
    /// ```rhai
    /// [3, 1, 2].reduce(|sum, n| sum + n)
    /// // => 6
    /// ```
    #[rhai_fn(return_raw, pure)]
    pub fn reduce(ctx: NativeCallContext, array: &mut Array, f: FnPtr) -> Fallible<Dynamic> {
        reduced(&ctx, array.clone(), &f)
    }

    /// One value from all items, from the last one to the first, as `reduce` does from the first to the last.
    ///
    /// ```rhai
    /// ["a", "b", "c"].reduce_rev(|text, letter| text + letter)
    /// // => "cba"
    /// ```
    #[rhai_fn(return_raw, pure)]
    pub fn reduce_rev(ctx: NativeCallContext, array: &mut Array, f: FnPtr) -> Fallible<Dynamic> {
        reduced(&ctx, array.clone().into_iter().rev(), &f)
    }
}
