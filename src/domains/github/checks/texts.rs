//! Texts that are known now, of which GitHub evaluates nothing.

use crate::value::Value;

/// A text that is known now; none of one with an expression.
pub(super) fn known(value: &Value) -> Option<&str> {
    value.as_str().filter(|text| !text.contains("${{"))
}

/// The texts of a value that is one or an array of them, each with the value that it is.
pub(super) fn texts(value: &Value) -> impl Iterator<Item = (&Value, &str)> {
    let items = value.as_list().unwrap_or(std::slice::from_ref(value)).iter();
    items.filter_map(|item| Some((item, known(item)?)))
}
