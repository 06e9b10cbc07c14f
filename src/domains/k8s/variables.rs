//! Variables of containers, as recipes write them: a map of names, with secrets as values and inside of texts.
//!
//! A secret becomes a reference to a key of a Secret. Inside of text it becomes `$(NAME)`, for which the container needs
//! a variable with the secret before that one, since Kubernetes expands only what is defined above.

use crate::value::{Hole, Map, Text, Value};
use std::collections::BTreeSet;

/// The lists of containers in the specification of a pod.
pub(super) const CONTAINERS: [&str; 3] = ["initContainers", "containers", "ephemeralContainers"];

/// Makes an object what Kubernetes takes.
pub(super) fn desugar(object: &mut Value) {
    each_container(object, &mut write_out);
}

/// Whether a container has variables that are not what Kubernetes takes, or not in an order that it can expand.
pub(super) fn is_short(value: &Value) -> bool {
    match value.bare() {
        Value::List(items) => items.iter().any(is_short),
        Value::Map(map) => map.iter().any(|(key, value)| {
            (CONTAINERS.contains(&key.as_str()) && containers_need(value)) || is_short(value)
        }),
        _ => false,
    }
}

fn containers_need(containers: &Value) -> bool {
    let containers = containers.as_list().unwrap_or_default().iter();
    containers.filter_map(|container| container.get("env")).any(|env| match env.bare() {
        Value::Map(_) => true,
        Value::List(items) => {
            let values = || items.iter().filter_map(|item| item.get("value")?.as_text());
            values().any(|text| text.as_str().is_none_or(|plain| plain.contains("$(")))
        }
        _ => false,
    })
}

fn each_container(value: &mut Value, change: &mut dyn FnMut(&mut Map)) {
    match value.bare_mut() {
        Value::List(items) => items.iter_mut().for_each(|item| each_container(item, change)),
        Value::Map(map) => {
            for (key, value) in map.iter_mut() {
                if let (true, Value::List(items)) =
                    (CONTAINERS.contains(&key.as_str()), value.bare_mut())
                {
                    let maps = items.iter_mut().filter_map(|item| match item.bare_mut() {
                        Value::Map(container) => Some(container),
                        _ => None,
                    });
                    maps.for_each(&mut *change);
                }
                each_container(value, change);
            }
        }
        _ => {}
    }
}

/// Writes out the variables of a container.
fn write_out(container: &mut Map) {
    let Some(env) = container.get_mut("env") else { return };
    let mut items = match env.bare_mut() {
        Value::List(items) => std::mem::take(items),
        Value::Map(map) => map.iter().map(|(name, value)| item(name, value)).collect(),
        _ => return,
    };
    items.iter_mut().for_each(refer);
    add_holders(&mut items);
    *env.bare_mut() = ordered(items).into();
}

/// A variable that was given under its name: a source stays one, all else becomes text.
fn item(name: &str, value: &Value) -> Value {
    let key = if value.as_map().is_some() { "valueFrom" } else { "value" };
    let plain = match value.bare() {
        Value::Bool(flag) => flag.to_string().into(),
        Value::Int(number) => number.to_string().into(),
        Value::Float(number) => number.to_string().into(),
        _ => value.clone(),
    };
    let plain = if value.comments().is_some() { value.with_bare(plain.into_bare()) } else { plain };
    Map::from([("name", name.into()), (key, plain)]).into()
}

/// The secret that a value is, if it is one and nothing else.
pub(super) fn only_secret(value: &Value) -> Option<&str> {
    match value.as_text()?.as_hole()? {
        Hole::Secret(name) => Some(name),
        Hole::Expr(_) => None,
    }
}

/// The name of the variable of a container that has exactly this secret.
pub(super) fn variable_of<'v>(list: &'v Value, secret: &str) -> Option<&'v str> {
    let items = list.as_list()?.iter();
    let mut holders = items.filter(|item| {
        let reference = item.get("valueFrom").and_then(|from| from.get("secretKeyRef"));
        let key = reference.and_then(|reference| reference.get("key"));
        key.and_then(only_secret).is_some_and(|name| name == secret)
    });
    holders.next()?.get("name")?.as_str()
}

/// Makes a reference of a variable whose value is a secret.
pub(super) fn refer(item: &mut Value) {
    let Value::Map(item) = item.bare_mut() else { return };
    let Some(value) = item.get("value").filter(|value| only_secret(value).is_some()).cloned()
    else {
        return;
    };
    item.remove("value");
    item.insert("valueFrom", source(value));
}

/// A reference to a secret: the name and the key are what is known of it when it is written.
fn source(secret: Value) -> Value {
    let reference = Map::from([("name", secret.clone()), ("key", secret)]);
    Map::from([("secretKeyRef", Value::from(reference))]).into()
}

/// Adds a variable for each secret that is inside of a text, unless there is one.
fn add_holders(items: &mut Vec<Value>) {
    let texts = items.iter().filter_map(|item| item.get("value")?.as_text());
    let inside: BTreeSet<String> = texts.flat_map(secrets).map(String::from).collect();
    for secret in inside {
        let list = Value::List(std::mem::take(items));
        let is_there = variable_of(&list, &secret).is_some();
        let Value::List(mut list) = list else { return };
        if !is_there {
            let hole = Value::Text(Text::from(Hole::Secret(secret.as_str().into())));
            let entry = [("name", secret.as_str().into()), ("valueFrom", source(hole))];
            list.push(Map::from(entry).into());
        }
        *items = list;
    }
}

fn secrets(text: &Text) -> impl Iterator<Item = &str> {
    text.holes().filter_map(|hole| match hole {
        Hole::Secret(name) => Some(&**name),
        Hole::Expr(_) => None,
    })
}

/// The variables with each behind those that it expands; otherwise in their order. Those of a cycle keep their places.
fn ordered(items: Vec<Value>) -> Vec<Value> {
    let list = Value::List(items);
    let items = list.as_list().unwrap_or_default();
    let needs: Vec<BTreeSet<&str>> = items.iter().map(|item| expands(item, &list)).collect();
    let names: Vec<Option<&str>> = items.iter().map(|item| item.get("name")?.as_str()).collect();
    let mut left: Vec<usize> = (0..items.len()).collect();
    let mut order = Vec::new();
    while !left.is_empty() {
        let waits = |i: usize| {
            left.iter().any(|other| {
                *other != i && names[*other].is_some_and(|name| needs[i].contains(name))
            })
        };
        let next = left.iter().position(|i| !waits(*i)).unwrap_or(0);
        order.push(left.remove(next));
    }
    order.into_iter().map(|i| items[i].clone()).collect()
}

/// The variables that another one expands: those that its text names, and those of the secrets in it.
fn expands<'v>(item: &'v Value, list: &'v Value) -> BTreeSet<&'v str> {
    let Some(text) = item.get("value").and_then(Value::as_text) else { return BTreeSet::new() };
    let named = text.as_str().into_iter().flat_map(|plain| plain.split("$(").skip(1));
    let named = named.filter_map(|rest| Some(rest.split_once(')')?.0));
    let of_secrets = secrets(text).filter_map(|name| variable_of(list, name));
    named.chain(of_secrets).collect()
}
