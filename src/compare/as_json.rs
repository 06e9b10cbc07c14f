//! Values as JSON.

use crate::value::Value;

/// A value as JSON.
pub(super) fn json(value: &Value) -> serde_json::Value {
    match value.bare() {
        Value::Bool(bool) => (*bool).into(),
        Value::Int(int) => (*int).into(),
        Value::Float(float) => (*float).into(),
        Value::Text(text) => text.as_str().unwrap_or_default().into(),
        Value::List(items) => items.iter().map(json).collect(),
        Value::Map(map) => map.iter().map(|(key, value)| (key.to_string(), json(value))).collect(),
        _ => serde_json::Value::Null,
    }
}

/// A value as text, by which it is compared.
pub(super) fn text(value: &Value) -> String {
    json(value).to_string()
}
