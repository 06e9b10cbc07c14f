//! One text for each value: keys sorted, no spaces, holes by name. Equal data has equal text.

use crate::value::{Text, Value};
use std::fmt::Write;

/// The value as JSON with sorted keys; what JSON doesn't have is written so that it equals nothing
/// else.
pub(crate) fn canonical(value: &Value) -> String {
    let mut text = String::new();
    write(value, &mut text);
    text
}

fn write(value: &Value, out: &mut String) {
    match value.bare() {
        Value::Null | Value::Commented(_) | Value::Tagged(_) => out.push_str("null"),
        Value::Bool(flag) => out.push_str(if *flag { "true" } else { "false" }),
        Value::Int(int) => write!(out, "{int}").expect("a string takes text"),
        Value::Float(float) => write!(out, "{float:?}").expect("a string takes text"),
        Value::Text(Text::Plain(plain)) => out.push_str(&quoted(plain)),
        Value::Text(Text::Pieces(pieces)) => {
            write!(out, "<{}>", quoted(&format!("{pieces:?}"))).expect("a string takes text")
        }
        Value::List(items) => listed(out, '[', ']', items.iter(), write),
        Value::Map(map) => {
            let mut entries: Vec<_> = map.iter().collect();
            entries.sort_by_key(|(key, _)| *key);
            listed(out, '{', '}', entries.into_iter(), |(key, value), out| {
                out.push_str(&quoted(key));
                out.push(':');
                write(value, out);
            });
        }
    }
}

fn listed<T>(
    out: &mut String,
    open: char,
    close: char,
    items: impl Iterator<Item = T>,
    mut each: impl FnMut(T, &mut String),
) {
    out.push(open);
    for (i, item) in items.enumerate() {
        if i > 0 {
            out.push(',');
        }
        each(item, out);
    }
    out.push(close);
}

fn quoted(text: &str) -> String {
    serde_json::to_string(text).expect("text is JSON")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::{Hole, Map};

    #[test]
    fn equal_data_has_equal_text() {
        let one: Value = Map::from([("b", Value::Int(1)), ("a", Value::Float(1.0))]).into();
        let other: Value = Map::from([("a", Value::Float(1.0)), ("b", Value::Int(1))]).into();
        assert_eq!(canonical(&one), "{\"a\":1.0,\"b\":1}");
        assert_eq!(canonical(&one), canonical(&other.noted("a comment")));
    }

    #[test]
    fn different_data_has_different_text() {
        let secret = Value::from(Hole::Secret("A".into()));
        let other = Value::from(Hole::Secret("B".into()));
        assert_ne!(canonical(&secret), canonical(&other));
        assert_ne!(canonical(&secret), canonical(&Value::from(canonical(&secret))));
        assert_ne!(canonical(&Value::Int(1)), canonical(&Value::from("1")));
        assert_ne!(canonical(&Value::Null), canonical(&Value::from("null")));
    }
}
