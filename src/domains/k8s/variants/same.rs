//! What is equal as a cluster reads it: comments and the order of keys say nothing, while `1` and `1.0` differ.

use crate::emit::{Node, lower};
use crate::value::{Key, Map, Value};

/// Whether a cluster reads the same.
pub(crate) fn same(a: &Value, b: &Value) -> bool {
    match (a.bare(), b.bare()) {
        (Value::Map(a), Value::Map(b)) => {
            a.len() == b.len() && a.iter().all(|(key, a)| b.get(key).is_some_and(|b| same(a, b)))
        }
        (Value::List(a), Value::List(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(a, b))
        }
        (a, b) => a == b,
    }
}

/// The value that most of them are; of several, the one that comes first.
pub(crate) fn commonest<'v>(values: &[&'v Value]) -> Option<&'v Value> {
    let count = |value: &Value| values.iter().filter(|other| same(value, other)).count();
    let mut best: Option<(&Value, usize)> = None;
    for value in values {
        let times = count(value);
        if best.is_none_or(|(_, most)| times > most) {
            best = Some((value, times));
        }
    }
    best.map(|(value, _)| value)
}

/// The text of an object at a key below keys.
pub(crate) fn text<'v>(object: &'v Value, path: &[&str]) -> Option<&'v str> {
    path.iter().try_fold(object, |value, key| value.get(key))?.as_str()
}

/// The entries of a map; none of anything else.
pub(crate) fn entries(value: &Value) -> impl Iterator<Item = (&Key, &Value)> {
    value.as_map().into_iter().flat_map(Map::iter)
}

/// A value without placeholders as a tree.
pub(crate) fn lowered(value: &Value) -> Node<'_> {
    let lowered = lower::lower(value, &mut |text, _| {
        Ok::<_, std::convert::Infallible>(Node::from(text.as_str().unwrap_or_default()))
    });
    lowered.unwrap_or_else(|never| match never {})
}
