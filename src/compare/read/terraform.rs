//! Terraform's files as data.

use super::part::Part;
use crate::domains::terraform::parse;
use crate::emit::hcl::{Body, Expr, Key, Structure, emit_expr};
use crate::value::{Map, Path, Value};

/// The blocks of a file, each by its address, and its attributes as a part of their own.
pub(super) fn blocks(text: &str) -> Option<Vec<Part>> {
    let body = parse::body(text).ok()?;
    let mut parts = Vec::new();
    let mut attributes = Map::new();
    for structure in &body.structures {
        match structure {
            Structure::Attribute(attribute) => {
                attributes.insert(attribute.name.as_str(), expression(&attribute.value));
            }
            Structure::Block(block) => {
                let labels: Vec<&str> = block.labels.iter().map(|label| label.as_str()).collect();
                let kind = block.kind.as_str();
                let base =
                    labels.iter().fold(Path::root().key(kind), |path, label| path.key(label));
                let name = format!("{kind} {}", labels.join("."));
                let value = self::body(&block.body);
                // Providers are several of one name, each with an alias.
                let alias = value.get("alias").and_then(Value::as_str).unwrap_or_default();
                let key = format!("{name} {alias}");
                parts.push(Part::new(key, Some(name.trim_end().into()), base, value));
            }
            Structure::Comment(_) => {}
        }
    }
    if !attributes.is_empty() {
        parts.push(Part::new(String::new(), None, Path::root(), attributes.into()));
    }
    Some(parts)
}

/// What is in a block; blocks of one kind are a list where there are several.
fn body(body: &Body) -> Value {
    let mut map = Map::new();
    for structure in &body.structures {
        match structure {
            Structure::Attribute(attribute) => {
                map.insert(attribute.name.as_str(), expression(&attribute.value));
            }
            Structure::Block(block) => {
                let labels = block.labels.iter().map(|label| label.as_str());
                let key = std::iter::once(block.kind.as_str()).chain(labels).collect::<Vec<_>>();
                let (key, inner) = (key.join("."), self::body(&block.body));
                let all = match map.remove(&key) {
                    None => inner,
                    Some(Value::List(mut items)) => {
                        items.push(inner);
                        Value::List(items)
                    }
                    Some(first) => Value::List(vec![first, inner]),
                };
                map.insert(key, all);
            }
            Structure::Comment(_) => {}
        }
    }
    map.into()
}

/// An expression: data where it is data, and else its text.
fn expression(expr: &Expr) -> Value {
    match expr {
        Expr::Null => Value::Null,
        Expr::Bool(bool) => Value::Bool(*bool),
        Expr::Number(number) => number.as_str().parse().map_or_else(
            |_| number.as_str().parse().map_or_else(|_| number.as_str().into(), Value::Float),
            Value::Int,
        ),
        Expr::Text(text) => text.as_str().into(),
        Expr::List(list) => {
            Value::List(list.items.iter().map(|item| expression(&item.value)).collect())
        }
        Expr::Object(object) => {
            let mut map = Map::new();
            for field in &object.fields {
                map.insert(key(&field.key), expression(&field.value));
            }
            map.into()
        }
        Expr::Call(call) if call.is("jsonencode") && call.arguments.len() == 1 => {
            expression(&call.arguments[0])
        }
        Expr::Template(_) => emit_expr(expr).trim_matches('"').into(),
        _ => emit_expr(expr).as_str().into(),
    }
}

fn key(key: &Key) -> String {
    match key {
        Key::Name(name) => name.as_str().into(),
        Key::Text(text) => text.as_str().into(),
        Key::Expr(expr) | Key::Path(expr) => emit_expr(expr),
    }
}
