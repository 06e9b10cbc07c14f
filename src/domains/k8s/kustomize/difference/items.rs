//! What patches are made of: pointers, the items of lists, and their texts.

use crate::domains::k8s::variants::lowered;
use crate::emit::yaml;
use crate::value::{Key, Map, Path, Step, Value};

/// A value as YAML.
pub(crate) fn written(value: &Value) -> String {
    yaml::emit(&lowered(value))
}

/// A path as a JSON pointer (RFC 6901).
pub(crate) fn pointer(path: &Path) -> String {
    let step = |step: &Step| match step {
        Step::Key(key) => format!("/{}", key.replace('~', "~0").replace('/', "~1")),
        Step::Index(index) => format!("/{index}"),
    };
    path.0.iter().map(step).collect()
}

/// The identity of an item of a list: the first of these keys that it has, with its value.
pub(crate) fn item_key<'v>(
    item: &'v Value,
    keys: &[&'static str],
) -> Option<(&'static str, &'v Value)> {
    keys.iter().find_map(|key| Some((*key, item.get(key)?)))
}

/// The texts of a key in each item of a list; none where one lacks it, or where two are the same.
pub(crate) fn names<'v>(items: &'v [Value], key: &str) -> Option<Vec<&'v str>> {
    let names: Vec<&str> =
        items.iter().map(|item| item.get(key)?.as_str()).collect::<Option<_>>()?;
    let has_twice = names.iter().enumerate().any(|(i, name)| names[..i].contains(name));
    (!has_twice).then_some(names)
}

/// A map of one entry.
pub(crate) fn entry(key: impl Into<Key>, value: impl Into<Value>) -> Map {
    [(key.into(), value.into())].into_iter().collect()
}
