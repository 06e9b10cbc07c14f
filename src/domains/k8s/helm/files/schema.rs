//! The schema of a chart's values: nothing that no template reads.

use crate::domains::k8s::helm::naming::{Claim, Claims};
use crate::value::{Map, Value};

/// The `values.schema.json` for these values.
pub(crate) fn schema(
    chart: &str,
    claims: &Claims,
    describe: &dyn Fn(&str) -> Option<String>,
) -> Value {
    let mut root = object();
    for (name, claim) in claims.iter() {
        let Some((last, above)) = name.split_last() else { continue };
        let Some(map) = properties(&mut root, above) else { continue };
        map.insert(last.as_str(), leaf(claim, describe(&name.join("."))));
    }
    if let Some(map) = properties(&mut root, &[]) {
        map.insert("global", Map::from([("type", Value::from("object"))]));
    }
    let head = [
        ("$schema", Value::from("http://json-schema.org/draft-07/schema#")),
        ("title", format!("Values of the chart {chart}").into()),
    ];
    Value::Map(
        head.into_iter()
            .map(|(key, value)| (crate::value::Key::from(key), value))
            .chain(root)
            .collect(),
    )
}

fn object() -> Map {
    Map::from([
        ("type", Value::from("object")),
        ("additionalProperties", Value::Bool(false)),
        ("properties", Value::Map(Map::new())),
    ])
}

/// The properties of the object at a name.
fn properties<'m>(root: &'m mut Map, name: &[String]) -> Option<&'m mut Map> {
    let inside = |map: &'m mut Map| match map.get_mut("properties").map(Value::bare_mut) {
        Some(Value::Map(map)) => Some(map),
        _ => None,
    };
    let mut map = inside(root)?;
    for key in name {
        if !map.contains_key(key) {
            map.insert(key.as_str(), object());
        }
        map = match map.get_mut(key).map(Value::bare_mut) {
            Some(Value::Map(own)) => inside(own)?,
            _ => return None,
        };
    }
    Some(map)
}

fn leaf(claim: &Claim, description: Option<String>) -> Map {
    let mut types: Vec<&str> = Vec::new();
    for value in &claim.vector {
        let name = value.as_ref().map_or("null", type_of);
        if !types.contains(&name) {
            types.push(name);
        }
    }
    if types.contains(&"number") {
        types.retain(|name| *name != "integer");
    }
    types.sort_by_key(|name| *name == "null");
    let types = match types.as_slice() {
        [only] => Value::from(*only),
        all => Value::List(all.iter().map(|name| Value::from(*name)).collect()),
    };
    let description = description.map(|text| ("description", Value::from(text)));
    [("type", types)].into_iter().chain(description).collect()
}

fn type_of(value: &Value) -> &'static str {
    match value.bare() {
        Value::Bool(_) => "boolean",
        Value::Int(_) => "integer",
        Value::Float(_) => "number",
        Value::Text(_) => "string",
        Value::List(_) => "array",
        Value::Map(_) => "object",
        _ => "null",
    }
}
