//! Maps: joining them, taking parts of them, going through them. Results keep the author's order.

use super::lookup::look_up;
use super::merge::{Merge, map_of};
use crate::diag::{Diagnostic, suggest};
use crate::engine::convert::Noted;
use crate::engine::options::options;
use crate::engine::{At, Fallible, Namespace, OptionMap, Run};
use crate::value::Key;
use rhai::plugin::*;
use rhai::{Array, Dynamic, FnPtr, ImmutableString, Map, NativeCallContext};
use schemars::JsonSchema;
use serde::Deserialize;

/// These functions, by their bare names.
pub(crate) const NAMESPACE: Namespace = Namespace {
    functions: || rhai::exported_module!(prelude),
    methods: || rhai::exported_module!(methods),
    options: &[OptionMap::of::<Compact>(&["compact"])],
    ..Namespace::named("", "Maps: joining them, taking parts of them, going through them.")
};

fn merged(ctx: &NativeCallContext<'_>, base: Map, over: Map) -> Fallible<Map> {
    Merge { run: &Run::of(ctx), by: None }.maps(base, over).at(ctx)
}

/// `base` with the comments it has, joined with `over`.
fn merged_noted(ctx: &NativeCallContext<'_>, base: Noted, over: Map) -> Fallible<Noted> {
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
fn names(ctx: &NativeCallContext<'_>, names: &[Dynamic]) -> Fallible<Vec<String>> {
    let run = Run::of(ctx);
    let name = |name: &Dynamic| match name.as_immutable_string_ref() {
        Ok(text) => run.plain_text(&text),
        Err(_) => Err(Diagnostic::error("wrong-type", "the keys are an array of strings")
            .hint("write `[\"name\", \"image\"]`")),
    };
    names.iter().map(name).collect::<Result<_, _>>().at(ctx)
}

fn unknown_key(name: &str, map: &Map) -> Diagnostic {
    let hint = suggest::did_you_mean(name, map.keys().map(|key| key.as_str()));
    Diagnostic::error("unknown-property", format!("the map has no key `{name}`"))
        .hint(hint.as_deref())
}

/// How [`compact`](prelude::compact) works.
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

#[export_module]
#[allow(unreachable_pub, clippy::unwrap_used, reason = "code of the macro")]
mod prelude {
    use super::*;

    /// Joins two maps deeply: `over` is laid on `base`, maps key by key, and all else, lists too, is
    /// replaced. The base's keys keep their places, new ones follow.
    ///
    /// A `null` in `over` removes the key; `()` leaves it as it is. A map under a key that the base
    /// doesn't have is taken as it is, with its nulls. `base << over` is the same.
    ///
    /// ```rhai
    /// merge(#{ name: "web", spec: #{ replicas: 1, paused: true } }, #{ spec: #{ replicas: 3, paused: null } })
    /// // => #{ name: "web", spec: #{ replicas: 3 } }
    /// ```
    #[rhai_fn(return_raw)]
    pub fn merge(ctx: NativeCallContext, base: Map, over: Map) -> Fallible<Map> {
        merged(&ctx, base, over)
    }

    /// Joins two maps deeply, as `merge` does.
    ///
    /// ```rhai
    /// #{ labels: #{ app: "web" } } << #{ labels: #{ tier: "front" } }
    /// // => #{ labels: #{ app: "web", tier: "front" } }
    /// ```
    #[rhai_fn(name = "<<", return_raw)]
    pub fn lay_on(ctx: NativeCallContext, base: Map, over: Map) -> Fallible<Map> {
        merged(&ctx, base, over)
    }

    /// A map and `()` is the map: `base << if production { #{ ... } }`.
    ///
    /// ```rhai
    /// #{ replicas: 1 } << if false { #{ replicas: 3 } }
    /// // => #{ replicas: 1 }
    /// ```
    #[rhai_fn(name = "<<")]
    pub fn lay_nothing_on(base: Map, _nothing: ()) -> Map {
        base
    }

    /// A map with a comment keeps it.
    ///
    /// ```rhai
    /// #{ replicas: 1 }.comment("defaults") << #{ replicas: 3 }
    /// // => #{ replicas: 3 }
    /// ```
    #[rhai_fn(name = "<<", return_raw)]
    pub fn lay_on_noted(ctx: NativeCallContext, base: Noted, over: Map) -> Fallible<Noted> {
        merged_noted(&ctx, base, over)
    }

    /// Joins two maps deeply as `merge` does, and lists whose items all have the key `by` too:
    /// items of one name are joined, new ones follow.
    ///
    /// ```rhai
    /// merge_by("name", #{ containers: [#{ name: "web", image: "nginx:1" }] }, #{ containers: [#{ name: "web", image: "nginx:2" }, #{ name: "log" }] })
    /// // => #{ containers: [#{ name: "web", image: "nginx:2" }, #{ name: "log" }] }
    /// ```
    #[rhai_fn(return_raw)]
    pub fn merge_by(ctx: NativeCallContext, by: &str, base: Map, over: Map) -> Fallible<Map> {
        let by = Run::of(&ctx).plain_text(by).at(&ctx)?;
        Merge { run: &Run::of(&ctx), by: Some(&by) }.maps(base, over).at(&ctx)
    }

    /// Joins two lists of things that are named by the key `by`: items of one name are merged, new
    /// ones follow. An item without a name, and a duplicate name, are errors.
    ///
    /// ```rhai
    /// merge_by("name", [#{ name: "LOG", value: "info" }, #{ name: "PORT", value: "80" }], [#{ name: "LOG", value: "debug" }])
    /// // => [#{ name: "LOG", value: "debug" }, #{ name: "PORT", value: "80" }]
    /// ```
    #[rhai_fn(name = "merge_by", return_raw)]
    pub fn merge_lists_by(
        ctx: NativeCallContext,
        by: &str,
        base: Array,
        over: Array,
    ) -> Fallible<Array> {
        let by = Run::of(&ctx).plain_text(by).at(&ctx)?;
        Merge { run: &Run::of(&ctx), by: Some(&by) }.lists(base, over).at(&ctx)
    }

    /// What is at `path` in `data`, or `fallback` where something on the way is missing.
    ///
    /// A path is written as `a.b[0].c`; a key with dots in it as `labels["app.kubernetes.io/name"]`.
    /// It goes through maps, arrays and the properties of things.
    ///
    /// ```rhai
    /// let app = #{ spec: #{ ports: [#{ port: 80 }] } };
    /// [opt(app, "spec.ports[0].port", 8080), opt(app, "spec.replicas", 1)]
    /// // => [80, 1]
    /// ```
    #[rhai_fn(return_raw)]
    pub fn opt(
        ctx: NativeCallContext,
        data: Dynamic,
        path: &str,
        fallback: Dynamic,
    ) -> Fallible<Dynamic> {
        let run = Run::of(&ctx);
        let path = run.plain_text(path).at(&ctx)?;
        look_up(&run, &data, &path).map(|found| found.unwrap_or(fallback)).at(&ctx)
    }

    /// What is at `path` in `data`, or `()`.
    ///
    /// ```rhai
    /// opt(#{ host: #{ name: "shop" } }, "host.name")
    /// // => "shop"
    /// ```
    #[rhai_fn(name = "opt", return_raw)]
    pub fn opt_or_nothing(ctx: NativeCallContext, data: Dynamic, path: &str) -> Fallible<Dynamic> {
        opt(ctx, data, path, Dynamic::UNIT)
    }

    /// The entries of a map in the author's order, each with `key` and `value`.
    ///
    /// ```rhai
    /// entries(#{ web: 80, api: 8080 }).map(|entry| `${entry.key}=${entry.value}`)
    /// // => ["web=80", "api=8080"]
    /// ```
    pub fn entries(ctx: NativeCallContext, map: Map) -> Array {
        let entry = |(key, value): (Key, Dynamic)| {
            Map::from([("key".into(), text(&key).into()), ("value".into(), value)]).into()
        };
        entries_of(&Run::of(&ctx), map).into_iter().map(entry).collect()
    }

    /// The map with only these keys; one that it doesn't have is an error.
    ///
    /// ```rhai
    /// pick(#{ name: "web", image: "nginx", port: 80 }, ["port", "name"])
    /// // => #{ name: "web", port: 80 }
    /// ```
    #[rhai_fn(return_raw)]
    pub fn pick(ctx: NativeCallContext, map: Map, keys: Array) -> Fallible<Map> {
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

    /// The map without these keys, whether or not it has them.
    ///
    /// ```rhai
    /// omit(#{ name: "web", image: "nginx", port: 80 }, ["image"])
    /// // => #{ name: "web", port: 80 }
    /// ```
    #[rhai_fn(return_raw)]
    pub fn omit(ctx: NativeCallContext, map: Map, keys: Array) -> Fallible<Map> {
        let names = names(&ctx, &keys)?;
        let run = Run::of(&ctx);
        let kept = entries_of(&run, map)
            .into_iter()
            .filter(|(key, _)| !names.iter().any(|name| *name == key.as_str()));
        Ok(map_of(&run, kept.collect()))
    }

    /// The map or array without what is `()`. `null` stays.
    ///
    /// ```rhai
    /// compact([1, (), 2])
    /// // => [1, 2]
    /// ```
    pub fn compact(ctx: NativeCallContext, data: Dynamic) -> Dynamic {
        compacted(&Run::of(&ctx), data, false)
    }

    /// The map or array without what is `()`, with options.
    ///
    /// ```rhai
    /// compact(#{ a: #{ b: (), c: 1 } }, #{ deep: true }).a.len()
    /// // => 1
    /// ```
    #[rhai_fn(name = "compact", return_raw)]
    pub fn compact_with(ctx: NativeCallContext, data: Dynamic, given: Map) -> Fallible<Dynamic> {
        let Compact { deep } = options(&ctx, &given, "compact")?;
        Ok(compacted(&Run::of(&ctx), data, deep))
    }
}

#[export_module]
#[allow(unreachable_pub, clippy::unwrap_used, reason = "code of the macro")]
mod methods {
    use super::*;

    /// The keys in the author's order.
    ///
    /// ```rhai
    /// #{ web: 80, api: 8080 }.keys()
    /// // => ["web", "api"]
    /// ```
    #[rhai_fn(pure)]
    pub fn keys(ctx: NativeCallContext, map: &mut Map) -> Array {
        Run::of(&ctx).keys_in_order(map).iter().map(|key| text(key).into()).collect()
    }

    /// The values in the author's order of their keys.
    ///
    /// ```rhai
    /// #{ web: 80, api: 8080 }.values()
    /// // => [80, 8080]
    /// ```
    #[rhai_fn(pure)]
    pub fn values(ctx: NativeCallContext, map: &mut Map) -> Array {
        entries_of(&Run::of(&ctx), map.clone()).into_iter().map(|(_, value)| value).collect()
    }

    /// The map with other values: what `f` returns for each key and value.
    ///
    /// ```rhai
    /// #{ web: 80, api: 8080 }.map_values(|name, port| `${name}:${port}`)
    /// // => #{ web: "web:80", api: "api:8080" }
    /// ```
    #[rhai_fn(return_raw, pure)]
    pub fn map_values(ctx: NativeCallContext, map: &mut Map, f: FnPtr) -> Fallible<Map> {
        let run = Run::of(&ctx);
        let mut entries = Vec::with_capacity(map.len());
        for (key, value) in entries_of(&run, map.clone()) {
            let value = f.call_within_context(&ctx, (text(&key), value))?;
            entries.push((key, value));
        }
        Ok(map_of(&run, entries))
    }

    /// The entries for whose key and value `f` returns true.
    ///
    /// ```rhai
    /// #{ web: 80, api: 8080, db: 5432 }.filter(|name, port| port > 1024)
    /// // => #{ api: 8080, db: 5432 }
    /// ```
    #[rhai_fn(return_raw, pure)]
    pub fn filter(ctx: NativeCallContext, map: &mut Map, f: FnPtr) -> Fallible<Map> {
        let run = Run::of(&ctx);
        let mut entries = Vec::new();
        for (key, value) in entries_of(&run, map.clone()) {
            if f.call_within_context(&ctx, (text(&key), value.clone()))? {
                entries.push((key, value));
            }
        }
        Ok(map_of(&run, entries))
    }
}
