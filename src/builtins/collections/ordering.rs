//! Arrays put in order by a function that compares two items, and arrays taken together to one value.
//!
//! The language's own `sort` swallows what goes wrong in the function, `order` refuses constants,
//! and `reduce` starts with `()`, which can't be added to anything.

use crate::diag::Diagnostic;
use crate::engine::type_names::type_in_words;
use crate::engine::{At, Fallible, Functions, Namespace, Page};
use rhai::{Array, Dynamic, FnPtr, NativeCallContext as Ctx};

/// These functions, by their bare names.
pub(crate) const NAMESPACE: Namespace = Namespace {
    methods: || Functions::module(&[methods]),
    pages: &[Page::new(include_str!("ordering.md"))],
    ..Namespace::named("", "Arrays: order by comparing, one value from all.")
};

/// Whether `b` has to come before `a`.
fn is_after(ctx: &Ctx<'_>, compare: &FnPtr, a: &Dynamic, b: &Dynamic) -> Fallible<bool> {
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
fn ordered(ctx: &Ctx<'_>, mut items: Array, compare: &FnPtr) -> Fallible<Array> {
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
    ctx: &Ctx<'_>,
    items: impl IntoIterator<Item = Dynamic>,
    f: &FnPtr,
) -> Fallible<Dynamic> {
    let mut items = items.into_iter();
    let first = items.next().unwrap_or(Dynamic::UNIT);
    items.try_fold(first, |result, item| f.call_within_context(ctx, (result, item)))
}

fn methods(functions: &mut Functions<'_>) {
    functions.add("array.order(f)", order);
    functions.add("array.order_by(f)", order);
    functions.add_changing("array.sort(f)", sort);
    functions.add("array.reduce(f)", |ctx: Ctx, array: &mut Array, f: FnPtr| {
        reduced(&ctx, array.clone(), &f)
    });
    functions.add("array.reduce_rev(f)", |ctx: Ctx, array: &mut Array, f: FnPtr| {
        reduced(&ctx, array.clone().into_iter().rev(), &f)
    });
}

fn order(ctx: Ctx, array: &mut Array, f: FnPtr) -> Fallible<Array> {
    ordered(&ctx, array.clone(), &f)
}

fn sort(ctx: Ctx, array: &mut Array, f: FnPtr) -> Fallible<Array> {
    *array = ordered(&ctx, std::mem::take(array), &f)?;
    Ok(array.clone())
}
