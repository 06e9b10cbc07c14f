//! Arrays: joining, flattening, grouping, sorting.

use super::canonical::canonical;
use super::lookup::property;
use super::merge::map_of;
use crate::diag::Diagnostic;
use crate::engine::type_names::type_in_words;
use crate::engine::{At, Fallible, Functions, Namespace, Page, Run};
use crate::value::Key;
use rhai::{Array, Dynamic, FnPtr, INT, ImmutableString, Map, NativeCallContext as Ctx};
use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

/// These functions, by their bare names.
pub(crate) const NAMESPACE: Namespace = Namespace {
    functions: || Functions::module(&[functions]),
    methods: || Functions::module(&[methods]),
    pages: &[Page::new(include_str!("arrays.md"))],
    ..Namespace::named("", "Arrays: joining, flattening, grouping, sorting.")
};

/// Puts the items of inner arrays in their place, `depth` levels down.
fn flattened(array: Array, depth: INT) -> Array {
    let mut flat = Array::with_capacity(array.len());
    for item in array {
        if depth > 0 && item.is_array() {
            flat.extend(flattened(item.cast(), depth - 1));
        } else {
            flat.push(item);
        }
    }
    flat
}

/// An item as it is in text; what has no text of its own is an error.
fn item_text(ctx: &Ctx<'_>, item: &mut Dynamic, index: usize) -> Fallible<ImmutableString> {
    if let Ok(text) = item.as_immutable_string_ref() {
        return Ok(text.clone());
    }
    if item.is_unit() || item.is_map() || item.is_array() || item.is_fnptr() {
        let problem = Diagnostic::error("not-text", format!("item {index} is {}, which has no text form", type_in_words(item.type_name())))
            .hint("join texts, numbers and things with a name: `list.map(|item| item.name)` makes them of maps");
        let hint = if item.is_unit() {
            "leave it out first: `join(compact(items), \", \")`"
        } else {
            "turn it into text first, with `map`"
        };
        return Err(problem.hint(hint)).at(ctx);
    }
    let text = ctx.call_native_fn_raw("to_string", true, &mut [item])?;
    Ok(text.into_immutable_string().unwrap_or_default())
}

/// What `by` returns for each item: `by` is the name of a property, or a function.
fn keys_by(ctx: &Ctx<'_>, items: &[Dynamic], by: &By<'_>) -> Fallible<Vec<Dynamic>> {
    let run = Run::of(ctx);
    let mut keys = Vec::with_capacity(items.len());
    for (i, item) in items.iter().enumerate() {
        keys.push(match by {
            By::Property(name) => property(&run, item, name, i).at(ctx)?,
            By::Function(f) => f.call_within_context(ctx, (item.clone(),))?,
        });
    }
    Ok(keys)
}

enum By<'a> {
    Property(&'a str),
    Function(&'a FnPtr),
}

/// The items by the text of their keys, in the order in which the keys come.
fn grouped(ctx: &Ctx<'_>, items: &Array, by: &By<'_>) -> Fallible<Map> {
    let run = Run::of(ctx);
    let (mut groups, mut places): (Vec<(Key, Array)>, BTreeMap<String, usize>) =
        (Vec::new(), BTreeMap::new());
    for (i, mut key) in keys_by(ctx, items, by)?.into_iter().enumerate() {
        run.may_go_on().at(ctx)?;
        let text = item_text(ctx, &mut key, i)?;
        let key = run.plain_text(&text).at(ctx)?;
        match places.get(&key) {
            Some(&place) => groups[place].1.push(items[i].clone()),
            None => {
                places.insert(key.clone(), groups.len());
                groups.push((key.into(), vec![items[i].clone()]));
            }
        }
    }
    Ok(map_of(&run, groups.into_iter().map(|(key, group)| (key, group.into())).collect()))
}

/// A key that can be put in order.
enum SortKey {
    Bool(bool),
    Number(f64),
    Text(String),
}

impl SortKey {
    fn of(ctx: &Ctx<'_>, key: &Dynamic, index: usize) -> Fallible<Self> {
        if let Ok(text) = key.as_immutable_string_ref() {
            return Run::of(ctx).plain_text(&text).map(Self::Text).at(ctx);
        }
        if let Ok(flag) = key.as_bool() {
            return Ok(Self::Bool(flag));
        }
        let number = key.as_int().map(|int| int as f64).or_else(|_| key.as_float());
        number
            .map(Self::Number)
            .map_err(|kind| cannot_sort(&format!("of item {index} is {}", type_in_words(kind))))
            .at(ctx)
    }

    /// None when the two are of different kinds.
    fn compare(&self, other: &Self) -> Option<Ordering> {
        match (self, other) {
            (Self::Bool(a), Self::Bool(b)) => Some(a.cmp(b)),
            (Self::Number(a), Self::Number(b)) => Some(a.total_cmp(b)),
            (Self::Text(a), Self::Text(b)) => Some(a.cmp(b)),
            _ => None,
        }
    }
}

fn cannot_sort(what: &str) -> Diagnostic {
    Diagnostic::error("not-sortable", format!("the array can't be sorted: the key {what}"))
        .hint("keys are all numbers, or all text")
}

fn sorted(ctx: &Ctx<'_>, items: &Array, by: &By<'_>) -> Fallible<Array> {
    let keys = keys_by(ctx, items, by)?;
    let keys: Vec<SortKey> = keys
        .iter()
        .enumerate()
        .map(|(i, key)| SortKey::of(ctx, key, i))
        .collect::<Fallible<_>>()?;
    if let Some(odd) = keys.iter().position(|key| key.compare(&keys[0]).is_none()) {
        return Err(cannot_sort(&format!("of item {odd} is of another kind than the first")))
            .at(ctx);
    }
    let mut order: Vec<usize> = (0..items.len()).collect();
    order.sort_by(|a, b| keys[*a].compare(&keys[*b]).unwrap_or(Ordering::Equal));
    Ok(order.into_iter().map(|i| items[i].clone()).collect())
}

fn functions(functions: &mut Functions<'_>) {
    functions.add("flatten(array)", |array: Array| flattened(array, 1));
    functions.add("flatten(array, depth)", flattened);
    functions.add("join(array, separator)", join);
}

fn join(ctx: Ctx, array: Array, separator: &str) -> Fallible<ImmutableString> {
    let mut joined = String::new();
    for (i, mut item) in array.into_iter().enumerate() {
        if i > 0 {
            joined.push_str(separator);
        }
        joined.push_str(&item_text(&ctx, &mut item, i)?);
        if joined.len() > Run::of(&ctx).text_bytes {
            return Err(Diagnostic::error("too-large", "the text would grow too large")
                .hint("emit parts of it as files of their own"))
            .at(&ctx);
        }
    }
    Ok(joined.into())
}

fn methods(functions: &mut Functions<'_>) {
    functions.add("array.group_by(key)", |ctx: Ctx, array: &mut Array, key: &str| {
        grouped(&ctx, array, &By::Property(key))
    });
    functions.add("array.group_by(f)", |ctx: Ctx, array: &mut Array, f: FnPtr| {
        grouped(&ctx, array, &By::Function(&f))
    });
    functions.add("array.unique()", unique);
    functions.add("array.sort_by(key)", |ctx: Ctx, array: &mut Array, key: &str| {
        sorted(&ctx, array, &By::Property(key))
    });
    functions.add("array.sort_by(f)", |ctx: Ctx, array: &mut Array, f: FnPtr| {
        sorted(&ctx, array, &By::Function(&f))
    });
}

fn unique(ctx: Ctx, array: &mut Array) -> Fallible<Array> {
    let run = Run::of(&ctx);
    let mut seen = BTreeSet::new();
    let mut kept = Array::new();
    for item in array.iter() {
        run.may_go_on().at(&ctx)?;
        let value = run.convert(item).at(&ctx)?;
        if seen.insert(value.as_ref().map(canonical)) {
            kept.push(item.clone());
        }
    }
    Ok(kept)
}
