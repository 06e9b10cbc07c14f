//! The rules of a custom resource's definition, `x-kubernetes-validations`.

use crate::schema::Cel;
use crate::value::{Map, Value};

/// The rules on the values of a node.
pub(super) fn of(node: &Value) -> Vec<Cel> {
    let all = node.get("x-kubernetes-validations").and_then(Value::as_list).unwrap_or_default();
    if all.is_empty() {
        return Vec::new();
    }
    let mut defaults = Vec::new();
    with_defaults(node, &mut defaults);
    all.iter().filter_map(|rule| cel(rule, &defaults)).collect()
}

fn cel(printed: &Value, defaults: &[&str]) -> Option<Cel> {
    let rule = printed.get("rule")?.as_str()?.trim();
    let message = printed.get("message").and_then(Value::as_str).map(str::trim);
    // The API server fills in defaults before it asks whether a key is there.
    let asks = |key: &&str| rule.contains(&format!(".{key})"));
    let needs_defaults = rule.contains("has(") && defaults.iter().any(asks);
    let message = message.unwrap_or("the rule does not hold");
    Some(Cel::new(rule, message).needing_defaults(needs_defaults))
}

/// The keys below a node that have a default.
fn with_defaults<'a>(node: &'a Value, found: &mut Vec<&'a str>) {
    let properties = node.get("properties").and_then(Value::as_map);
    for (key, property) in properties.into_iter().flat_map(Map::iter) {
        if property.get("default").is_some() {
            found.push(key);
        }
        with_defaults(property, found);
    }
    for below in ["items", "additionalProperties"].iter().filter_map(|key| node.get(key)) {
        with_defaults(below, found);
    }
}
