//! A file as data: the parts that are compared with their counterparts.

use super::part::Part;
use super::terraform;
use crate::secrets::dotenv;
use crate::value::{Map, Path, Value, read};

/// The parts of a file; of one that can't be read as data its text.
pub(crate) fn parts(path: &str, text: &str) -> Vec<Part> {
    let name = path.rsplit('/').next().unwrap_or(path);
    let end = name.rsplit('.').next().unwrap_or_default();
    let read = match end {
        "yaml" | "yml" => read::yaml(text).ok().map(|read| {
            read.into_iter().map(|document| object(document.value)).collect::<Vec<_>>()
        }),
        "json" => read::json(text).ok().map(|value| vec![object(value)]),
        "toml" => read::toml(text).ok().map(|value| vec![Part::whole(value)]),
        "tf" | "tfvars" | "hcl" => terraform::blocks(text),
        _ if end == "env" || name.starts_with(".env") => Some(vec![Part::whole(variables(text))]),
        _ => None,
    };
    let mut parts = read.unwrap_or_else(|| vec![Part::whole(Value::from(text))]);
    parts.iter_mut().enumerate().for_each(|(number, part)| part.number = number);
    parts
}

/// A document: an object of Kubernetes by its kind and name, another one by its place in the file.
fn object(value: Value) -> Part {
    let text = |of: &Value, key: &str| of.get(key).and_then(Value::as_str).map(String::from);
    let metadata = value.get("metadata").cloned().unwrap_or(Value::Null);
    let (Some(version), Some(kind), Some(name)) =
        (text(&value, "apiVersion"), text(&value, "kind"), text(&metadata, "name"))
    else {
        return Part::whole(value);
    };
    let namespace = text(&metadata, "namespace").unwrap_or_default();
    let key = format!("{version}/{kind}/{namespace}/{name}");
    Part::new(key, Some(format!("{kind} {name}")), Path::root(), value)
}

fn variables(text: &str) -> Value {
    let read = dotenv::Document::parse(text);
    let mut map = Map::new();
    for name in read.names() {
        map.insert(name, read.get(name).unwrap_or_default().as_str());
    }
    map.into()
}
