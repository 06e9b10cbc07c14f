//! A strategic merge patch, which joins the items of keyed lists.
//!
//! It changes the recipe's own maps, so that handles, secrets and the places of values stay what they are.

use crate::diag::{Diagnostic, words};
use crate::engine::Run;
use crate::engine::convert::Null;
use crate::schema::{Type, Unique, View};
use rhai::{Array, Dynamic, ImmutableString, Map};

/// What says in a patch how it is meant.
const DIRECTIVE: &str = "$patch";

/// A strategic merge.
pub(super) struct Patched<'a> {
    pub(super) run: &'a Run,
}

impl Patched<'_> {
    /// Lays `over` on `base`, whose type is `view`.
    ///
    /// # Errors
    /// When an item of a keyed list lacks its key, or a directive is unknown.
    pub(super) fn map(
        &self,
        base: Map,
        mut over: Map,
        view: Option<View<'_>>,
    ) -> Result<Map, Diagnostic> {
        match directive(&over)?.as_deref() {
            Some("delete") => return Ok(Map::new()),
            Some("replace") => {
                over.remove(DIRECTIVE);
                return Ok(over);
            }
            _ => drop(over.remove(DIRECTIVE)),
        }
        let mut keys = self.run.keys_in_order(&base);
        keys.extend(
            self.run
                .keys_in_order(&over)
                .into_iter()
                .filter(|key| !base.contains_key(key.as_str())),
        );
        let mut joined = base;
        for (key, value) in over {
            let inner = view.and_then(|view| Some(view.at(&view.resolved().field(&key)?.ty)));
            if is_null(&value) || is_deletion(&value) {
                joined.remove(&key);
            } else if !value.is_unit() {
                let value = match joined.remove(&key) {
                    Some(old) => self.value(old, value, inner)?,
                    None => value,
                };
                joined.insert(key, value);
            }
        }
        keys.retain(|key| joined.contains_key(key.as_str()));
        self.run.learn_order(&keys);
        Ok(joined)
    }

    fn value(
        &self,
        base: Dynamic,
        over: Dynamic,
        view: Option<View<'_>>,
    ) -> Result<Dynamic, Diagnostic> {
        let view = view.map(View::resolved);
        if base.is_map() && over.is_map() {
            return Ok(self.map(base.cast(), over.cast(), view)?.into());
        }
        match view.and_then(keys_of).filter(|_| base.is_array() && over.is_array()) {
            Some((keys, item)) => Ok(self.list(base.cast(), over.cast(), &keys, item)?.into()),
            None => Ok(over),
        }
    }

    /// Joins the items that have the same keys; others are added behind.
    fn list(
        &self,
        base: Array,
        over: Array,
        keys: &[&str],
        item: Option<View<'_>>,
    ) -> Result<Array, Diagnostic> {
        if over.iter().any(|item| is_directive(item, "replace")) {
            return Ok(over.into_iter().filter(|item| !is_directive(item, "replace")).collect());
        }
        let mut joined = base;
        for changes in over {
            let key = keys_in(&changes, keys)?;
            let there =
                joined.iter().position(|item| keys_in(item, keys).is_ok_and(|other| other == key));
            match there {
                Some(at) if is_deletion(&changes) => drop(joined.remove(at)),
                Some(at) => {
                    joined[at] = self.value(std::mem::take(&mut joined[at]), changes, item)?
                }
                None if is_deletion(&changes) => {}
                None => joined.push(changes),
            }
        }
        Ok(joined)
    }
}

/// The keys that tell the items of a list apart, and the type of an item.
fn keys_of<'a>(view: View<'a>) -> Option<(Vec<&'a str>, Option<View<'a>>)> {
    match view.ty {
        Type::List { unique: Unique::By(keys), .. } => {
            // A patch names a port by its number alone, as everyone writes it.
            Some((keys.iter().take(1).map(|key| &*key.name).collect(), view.item()))
        }
        _ => None,
    }
}

fn keys_in(item: &Dynamic, keys: &[&str]) -> Result<Vec<String>, Diagnostic> {
    let map = item.read_lock::<Map>();
    let value = |key: &&str| map.as_ref()?.get(*key).map(ToString::to_string);
    keys.iter().map(value).collect::<Option<_>>().ok_or_else(|| {
        let keys = words::list(keys, "and");
        Diagnostic::error(
            "missing-key",
            format!("an item of this list is found by {keys}, and a change has none"),
        )
        .hint(format!("add {keys} of the item that is to change").as_str())
    })
}

fn directive(map: &Map) -> Result<Option<String>, Diagnostic> {
    let Some(given) = map.get(DIRECTIVE) else { return Ok(None) };
    let name = given.to_string();
    if matches!(&*name, "delete" | "replace" | "merge") {
        return Ok(Some(name));
    }
    let message = format!("`{DIRECTIVE}` can't be `{name}`");
    Err(Diagnostic::error("not-one-of", message).hint("use `delete`, `replace` or `merge`"))
}

fn is_directive(value: &Dynamic, name: &str) -> bool {
    let Some(map) = value.read_lock::<Map>() else { return false };
    map.get(DIRECTIVE)
        .and_then(|given| given.read_lock::<ImmutableString>())
        .is_some_and(|given| *given == name)
}

fn is_deletion(value: &Dynamic) -> bool {
    is_directive(value, "delete")
}

fn is_null(value: &Dynamic) -> bool {
    value.is::<Null>()
}
