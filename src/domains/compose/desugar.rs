//! Shorthands of recipes, as Compose spells them: secrets as they are declared, and services that wait for others
//! with what these have to be.

use crate::diag::Diagnostic;
use crate::value::{Hole, Map, Pattern, Value};

/// The tag of a service's name that has to be in a state first, which is the detail.
pub(super) const CONDITION: &str = "condition";

/// The file as Compose has it.
pub(super) fn desugar(file: &mut Value) {
    let mut change = |at, by: &mut dyn FnMut(&mut Value)| Pattern::new(at).change(file, by);
    change("(services|jobs).*.depends_on", &mut conditions);
    let mut used: Vec<(String, Value)> = Vec::new();
    let mut name = |place: &mut Value| {
        if let Ok((name, body)) = secret(place) {
            *place.bare_mut() = Value::from(name.as_str());
            used.push((name, body));
        }
    };
    change("(services|jobs).*.secrets[]", &mut name);
    change("(services|jobs).*.secrets[].source", &mut name);
    change("(services|jobs).*.build.secrets[]", &mut name);
    change("(services|jobs).*.build.secrets[].source", &mut name);
    change("secrets.*", &mut |entry| {
        let body = secret(entry).map(|(_, body)| body);
        body.into_iter().for_each(|body| *entry.bare_mut() = body);
    });
    let Value::Map(file) = file.bare_mut() else { return };
    if !used.is_empty() && !file.contains_key("secrets") {
        file.insert("secrets", Map::new());
    }
    let Some(Value::Map(secrets)) = file.get_mut("secrets").map(Value::bare_mut) else { return };
    for (name, body) in used {
        if !secrets.contains_key(&name) {
            secrets.insert(name, body);
        }
    }
}

/// The name in the file of a secret that is given as one, `db_password`, and how Compose finds it.
pub(super) fn secret(value: &Value) -> Result<(String, Value), Diagnostic> {
    if let Some(Hole::Secret(name)) = value.as_text().and_then(|text| text.as_hole()) {
        let name_in_file = name.to_ascii_lowercase().into();
        return Ok((name_in_file, Map::from([("environment", &**name)]).into()));
    }
    let message = "a secret of a Compose file is a secret, or a map that says where it is";
    Err(Diagnostic::error("wrong-type", message)
        .hint("write `file.secret(secret(\"DB_PASSWORD\"))`, or `file.secret(\"tls_key\", #{ file: \"tls.key\" })`"))
}

/// `[db.healthy, cache]` is a map as soon as one of them says what it has to be.
fn conditions(depends_on: &mut Value) {
    let list = depends_on.as_list().unwrap_or_default();
    if !list.iter().any(|item| item.is_tagged(CONDITION)) {
        return;
    }
    let entry = |item: &Value| {
        let condition = item.find_tag(CONDITION).map_or("service_started", |tag| &*tag.detail);
        Some((item.as_str()?.to_string(), Map::from([("condition", condition)])))
    };
    let map: Map = list.iter().filter_map(entry).collect();
    *depends_on.bare_mut() = map.into();
}
