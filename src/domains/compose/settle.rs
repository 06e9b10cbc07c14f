//! What recipes may say in fewer words, in Compose's own: secrets as they are declared, and
//! services with what they have to be.

use super::name::CONDITION;
use crate::value::{Hole, Map, Value};

/// The file as Compose has it.
pub(super) fn settle(mut file: Map) -> Map {
    let mut used: Vec<(String, String)> = Vec::new();
    for section in ["services", "jobs"] {
        for service in entries(&mut file, section) {
            settle_service(service, &mut used);
        }
    }
    for secret in entries(&mut file, "secrets") {
        if let Some(variable) = secret_name(secret) {
            *secret.bare_mut() = from_environment(&variable);
        }
    }
    declare(&mut file, used);
    file
}

fn settle_service(service: &mut Value, used: &mut Vec<(String, String)>) {
    let Value::Map(service) = service.bare_mut() else { return };
    service.get_mut("depends_on").into_iter().for_each(conditions);
    service.get_mut("secrets").into_iter().for_each(|secrets| name_secrets(secrets, used));
    if let Some(Value::Map(build)) = service.get_mut("build").map(Value::bare_mut) {
        build.get_mut("secrets").into_iter().for_each(|secrets| name_secrets(secrets, used));
    }
}

/// `[db.healthy, cache]` is a map as soon as one of them says what it has to be.
fn conditions(depends_on: &mut Value) {
    let Value::List(list) = depends_on.bare_mut() else { return };
    if !list.iter().any(|item| item.is_tagged(CONDITION)) {
        return;
    }
    let entry = |item: &Value| {
        let condition =
            item.find_tag(CONDITION).map_or("service_started", |tag| tag.detail.as_str());
        Some((item.as_str()?.to_string(), Value::from(Map::from([("condition", condition)]))))
    };
    let map: Map = list.iter().filter_map(entry).collect();
    *depends_on.bare_mut() = map.into();
}

/// A secret in a list becomes its name in the file; `used` are the names with their variables.
fn name_secrets(secrets: &mut Value, used: &mut Vec<(String, String)>) {
    let Value::List(list) = secrets.bare_mut() else { return };
    for item in list {
        let place = match item.bare_mut() {
            Value::Map(map) => map.get_mut("source"),
            _ => Some(&mut *item),
        };
        let Some((place, variable)) =
            place.and_then(|place| secret_name(place).map(|variable| (place, variable)))
        else {
            continue;
        };
        let name = file_name(&variable);
        *place.bare_mut() = Value::from(name.as_str());
        used.push((name, variable));
    }
}

/// What a secret is called in a Compose file: `db_password`.
pub(super) fn file_name(variable: &str) -> String {
    variable.to_ascii_lowercase()
}

/// A secret whose value is in an environment variable.
pub(super) fn from_environment(variable: &str) -> Value {
    Map::from([("environment", variable)]).into()
}

fn declare(file: &mut Map, used: Vec<(String, String)>) {
    if used.is_empty() {
        return;
    }
    if !file.contains_key("secrets") {
        file.insert("secrets", Map::new());
    }
    let Some(Value::Map(secrets)) = file.get_mut("secrets").map(Value::bare_mut) else { return };
    for (name, variable) in used {
        if !secrets.contains_key(&name) {
            secrets.insert(name, from_environment(&variable));
        }
    }
}

/// The secret that a value is as a whole.
pub(super) fn secret_name(value: &Value) -> Option<String> {
    match value.as_text()?.as_hole()? {
        Hole::Secret(name) => Some(name.to_string()),
        Hole::Expr(_) => None,
    }
}

fn entries<'f>(file: &'f mut Map, section: &str) -> impl Iterator<Item = &'f mut Value> {
    let section = match file.get_mut(section).map(Value::bare_mut) {
        Some(Value::Map(map)) => Some(map),
        _ => None,
    };
    section.into_iter().flat_map(Map::iter_mut).map(|(_, value)| value)
}
