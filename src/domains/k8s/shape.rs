//! What data says of itself: an object, or a list of objects.

use crate::value::Value;

/// Whether data says of itself that it is an object.
pub(super) fn is_object(value: &Value) -> bool {
    let is_text = |key| value.get(key).is_some_and(|value| value.as_str().is_some());
    is_text("apiVersion") && is_text("kind")
}

/// The items of a list, as `kind: List`; none of what is no list.
pub(super) fn items(object: &Value) -> Option<&[Value]> {
    let is_list = object.get("kind").and_then(Value::as_str)?.ends_with("List");
    object.get("items").and_then(Value::as_list).filter(|_| is_list)
}
