//! Maps: joining them, taking parts of them, going through them. Results keep the author's order.

use super::lookup::look_up;
use super::merge::{Merge, map_of};
use crate::diag::{Diagnostic, suggest, words};
use crate::engine::convert::Noted;
use crate::engine::options::options;
use crate::engine::{At, Fallible, Functions, Namespace, OptionMap, Page, Run};
use crate::value::Key;
use rhai::{Array, Dynamic, FnPtr, ImmutableString, Map, NativeCallContext as Ctx};
use schemars::JsonSchema;
use serde::Deserialize;

/// These functions, by their bare names.
pub(crate) const NAMESPACE: Namespace = Namespace {
    functions: || Functions::module(&[functions]),
    methods: || Functions::module(&[methods]),
    options: &[OptionMap::of::<Compact>(&["compact"])],
    pages: &[Page::new(include_str!("maps.md"))],
    ..Namespace::named("", "Maps: joining them, taking parts of them, going through them.")
};

fn merged(ctx: &Ctx<'_>, base: Map, over: Map) -> Fallible<Map> {
    Merge { run: &Run::of(ctx), by: None }.maps(base, over).at(ctx)
}

/// `base` with the comments it has, joined with `over`.
fn merged_noted(ctx: &Ctx<'_>, base: Noted, over: Map) -> Fallible<Noted> {
    let map = base
        .value
        .try_cast::<Map>()
        .ok_or_else(|| {
            Diagnostic::error("wrong-type", "`<<` joins maps, and this is none")
                .hint("write a map on both sides: `base << #{ key: value }`")
        })
        .at(ctx)?;
    Ok(Noted { value: merged(ctx, map, over)?.into(), ..base })
}

fn entries_of(run: &Run, mut map: Map) -> Vec<(Key, Dynamic)> {
    let keys = run.keys_in_order(&map);
    keys.into_iter().filter_map(|key| map.remove(&key).map(|value| (key, value))).collect()
}

fn text(key: &Key) -> ImmutableString {
    key.as_str().into()
}

/// The given names as keys; each has to be text.
fn names(ctx: &Ctx<'_>, names: &[Dynamic]) -> Fallible<Vec<String>> {
    let run = Run::of(ctx);
    let name = |name: &Dynamic| match name.as_immutable_string_ref() {
        Ok(text) => run.plain_text(&text),
        Err(_) => Err(Diagnostic::error("wrong-type", "the keys are an array of strings")
            .hint("write `[\"name\", \"image\"]`")),
    };
    names.iter().map(name).collect::<Result<_, _>>().at(ctx)
}

fn unknown_key(name: &str, map: &Map) -> Diagnostic {
    let keys = || map.keys().map(|key| key.as_str());
    let known = || match map.is_empty() {
        true => "take it out: the map is empty".to_string(),
        false => format!("take it out, or name one that it has: {}", words::list(keys(), "or")),
    };
    let hint = suggest::did_you_mean(name, keys()).unwrap_or_else(known);
    Diagnostic::error("unknown-property", format!("the map has no key `{name}`"))
        .hint(hint.as_str())
}

/// How `compact` works.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
struct Compact {
    /// Goes into the maps and arrays inside.
    deep: bool,
}

/// Leaves out what is `()`; inside too when `deep`.
fn compacted(run: &Run, value: Dynamic, deep: bool) -> Dynamic {
    let inner = |value: Dynamic| if deep { compacted(run, value, deep) } else { value };
    if value.is_map() {
        let entries =
            entries_of(run, value.cast()).into_iter().filter(|(_, value)| !value.is_unit());
        return map_of(run, entries.map(|(key, value)| (key, inner(value))).collect()).into();
    }
    if value.is_array() {
        let items = value.cast::<Array>().into_iter().filter(|item| !item.is_unit());
        return items.map(inner).collect::<Array>().into();
    }
    value
}

fn functions(functions: &mut Functions<'_>) {
    functions.add("merge(base, over)", |ctx: Ctx, base: Map, over: Map| merged(&ctx, base, over));
    functions.add("<<(base, over)", |ctx: Ctx, base: Map, over: Map| merged(&ctx, base, over));
    functions.add("<<(base, nothing: unit)", |base: Map, _nothing: ()| base);
    functions.add("<<(base: commented_value, over)", |ctx: Ctx, base: Noted, over: Map| {
        merged_noted(&ctx, base, over)
    });
    functions.add("merge_by(by, base, over)", merge_by);
    functions.add("merge_by(by, base: array, over: array)", merge_lists_by);
    functions.add("opt(data, path, fallback)", opt);
    functions.add("opt(data, path)", |ctx: Ctx, data: Dynamic, path: &str| {
        opt(ctx, data, path, Dynamic::UNIT)
    });
    functions.add("entries(map)", entries);
    functions.add("pick(map, keys)", pick);
    functions.add("omit(map, keys)", omit);
    functions
        .add("compact(data)", |ctx: Ctx, data: Dynamic| compacted(&Run::of(&ctx), data, false));
    functions.add("compact(data, options)", compact_with);
}

fn merge_by(ctx: Ctx, by: &str, base: Map, over: Map) -> Fallible<Map> {
    let by = Run::of(&ctx).plain_text(by).at(&ctx)?;
    Merge { run: &Run::of(&ctx), by: Some(&by) }.maps(base, over).at(&ctx)
}

fn merge_lists_by(ctx: Ctx, by: &str, base: Array, over: Array) -> Fallible<Array> {
    let by = Run::of(&ctx).plain_text(by).at(&ctx)?;
    Merge { run: &Run::of(&ctx), by: Some(&by) }.lists(base, over).at(&ctx)
}

fn opt(ctx: Ctx, data: Dynamic, path: &str, fallback: Dynamic) -> Fallible<Dynamic> {
    let run = Run::of(&ctx);
    let path = run.plain_text(path).at(&ctx)?;
    look_up(&run, &data, &path).map(|found| found.unwrap_or(fallback)).at(&ctx)
}

fn entries(ctx: Ctx, map: Map) -> Array {
    let entry = |(key, value): (Key, Dynamic)| {
        // What is wrong with a key is reported where its entry was written.
        let mut name = Dynamic::from(text(&key));
        name.set_tag(value.tag());
        Map::from([("key".into(), name), ("value".into(), value)]).into()
    };
    entries_of(&Run::of(&ctx), map).into_iter().map(entry).collect()
}

fn pick(ctx: Ctx, map: Map, keys: Array) -> Fallible<Map> {
    let names = names(&ctx, &keys)?;
    if let Some(name) = names.iter().find(|name| !map.contains_key(name.as_str())) {
        return Err(unknown_key(name, &map)).at(&ctx);
    }
    let run = Run::of(&ctx);
    let picked = entries_of(&run, map)
        .into_iter()
        .filter(|(key, _)| names.iter().any(|name| *name == key.as_str()));
    Ok(map_of(&run, picked.collect()))
}

fn omit(ctx: Ctx, map: Map, keys: Array) -> Fallible<Map> {
    let names = names(&ctx, &keys)?;
    let run = Run::of(&ctx);
    let kept = entries_of(&run, map)
        .into_iter()
        .filter(|(key, _)| !names.iter().any(|name| *name == key.as_str()));
    Ok(map_of(&run, kept.collect()))
}

fn compact_with(ctx: Ctx, data: Dynamic, given: Map) -> Fallible<Dynamic> {
    let Compact { deep } = options(&ctx, &given, "compact")?;
    Ok(compacted(&Run::of(&ctx), data, deep))
}

fn methods(functions: &mut Functions<'_>) {
    functions.add("map.keys()", |ctx: Ctx, map: &mut Map| -> Array {
        Run::of(&ctx).keys_in_order(map).iter().map(|key| text(key).into()).collect()
    });
    functions.add("map.values()", |ctx: Ctx, map: &mut Map| -> Array {
        entries_of(&Run::of(&ctx), map.clone()).into_iter().map(|(_, value)| value).collect()
    });
    functions.add("map.map_values(f)", map_values);
    functions.add("map.filter(f)", filter);
}

fn map_values(ctx: Ctx, map: &mut Map, f: FnPtr) -> Fallible<Map> {
    let run = Run::of(&ctx);
    let mut entries = Vec::with_capacity(map.len());
    for (key, value) in entries_of(&run, map.clone()) {
        let value = f.call_within_context(&ctx, (text(&key), value))?;
        entries.push((key, value));
    }
    Ok(map_of(&run, entries))
}

fn filter(ctx: Ctx, map: &mut Map, f: FnPtr) -> Fallible<Map> {
    let run = Run::of(&ctx);
    let mut entries = Vec::new();
    for (key, value) in entries_of(&run, map.clone()) {
        if f.call_within_context(&ctx, (text(&key), value.clone()))? {
            entries.push((key, value));
        }
    }
    Ok(map_of(&run, entries))
}
