//! What `terraform providers schema -json` prints, as tables.

use super::imported::{ImportError, Imported, table};
use super::write::Written;
use crate::schema::{Field, Marks, Object, Presence, Type};
use serde_json::Value;

/// The tables of all providers in `json`. `version` knows the version of a provider by its full address.
///
/// # Errors
/// When Terraform prints something else.
pub(super) fn import(
    json: &str,
    version: &dyn Fn(&str) -> Option<String>,
) -> Result<Vec<Imported>, ImportError> {
    let printed: Value =
        serde_json::from_str(json).map_err(|error| ImportError::Unreadable(error.to_string()))?;
    if printed.get("format_version").is_none() {
        // What says nothing of providers is no such file.
        return Err(ImportError::Unreadable("missing field `format_version`".into()));
    }
    let all = entries(&printed, "provider_schemas").into_iter();
    Ok(all.map(|(address, provider)| imported(address, provider, version)).collect())
}

fn imported(address: &str, provider: &Value, version: &dyn Fn(&str) -> Option<String>) -> Imported {
    let source = address.strip_prefix("registry.terraform.io/").unwrap_or(address);
    let name = source.rsplit('/').next().unwrap_or(source);
    let is_part_of_terraform = address.starts_with("terraform.io/builtin/");
    let version = version(address)
        .unwrap_or_else(|| if is_part_of_terraform { "builtin".into() } else { "unknown".into() });
    table(&format!("terraform/{name}"), source, &version, types(name, provider))
}

fn types(name: &str, provider: &Value) -> Vec<Written> {
    let functions = entries(provider, "functions")
        .into_iter()
        .map(|(name, printed)| Written::new(format!("function {name}"), function(printed)));
    let of = |kind: &'static str, key: &str| {
        entries(provider, key).into_iter().map(move |(name, schema)| written(kind, name, schema))
    };
    let own = provider.get("provider").filter(|own| !own.is_null());
    functions
        .chain(of("data", "data_source_schemas"))
        .chain(of("ephemeral", "ephemeral_resource_schemas"))
        .chain(own.map(|schema| written("provider", name, schema)))
        .chain(of("resource", "resource_schemas"))
        .collect()
}

fn written(kind: &str, name: &str, schema: &Value) -> Written {
    let block = &schema["block"];
    let mark = if is(block, "deprecated") { " d" } else { "" };
    Written::new(format!("{kind} {name}{mark}"), body(block))
}

/// The entries of the map under a key, by name.
fn entries<'v>(value: &'v Value, key: &str) -> Vec<(&'v str, &'v Value)> {
    let map = value.get(key).and_then(Value::as_object).into_iter().flatten();
    let mut entries: Vec<_> = map.map(|(name, value)| (name.as_str(), value)).collect();
    entries.sort_by_key(|(name, _)| *name);
    entries
}

fn is(value: &Value, key: &str) -> bool {
    value[key] == Value::Bool(true)
}

/// The parameters of a function; one that takes all that are left begins with a star.
fn function(printed: &Value) -> Type {
    let own = printed["parameters"].as_array().into_iter().flatten();
    let own = own.map(|parameter| ("", parameter, Presence::Required));
    let rest = printed.get("variadic_parameter").map(|rest| ("*", rest, Presence::Optional));
    let field = |(star, parameter, presence): (&str, &Value, Presence)| {
        let name = format!("{star}{}", parameter["name"].as_str().unwrap_or_default());
        Field { name: name.into(), presence, ..Field::default() }
    };
    object(own.chain(rest).map(field).collect())
}

/// What is in a block: attributes and nested blocks, by name.
fn body(block: &Value) -> Type {
    let attributes = entries(block, "attributes").into_iter().map(attribute);
    let blocks = entries(block, "block_types").into_iter().map(nested);
    let mut fields: Vec<Field> = attributes.chain(blocks).collect();
    fields.sort_by(|a, b| a.name.cmp(&b.name));
    object(fields)
}

fn nested((name, printed): (&str, &Value)) -> Field {
    let mode = printed["nesting_mode"].as_str().unwrap_or_default();
    let mode = if printed["max_items"] == 1 && mode != "map" { "single" } else { mode };
    let is_needed = printed["min_items"].as_u64().is_some_and(|least| least > 0);
    let presence = if is_needed { Presence::Required } else { Presence::Optional };
    let is_deprecated = is(&printed["block"], "deprecated");
    let marks = Marks { is_deprecated, is_block: true, ..Marks::default() };
    let ty = several(mode, body(&printed["block"]));
    Field { name: name.into(), ty, presence, marks, ..Field::default() }
}

fn attribute((name, printed): (&str, &Value)) -> Field {
    let presence = match (is(printed, "required"), is(printed, "optional")) {
        (true, _) => Presence::Required,
        (_, true) => Presence::Optional,
        _ => Presence::Computed,
    };
    let (kind, nested) = (&printed["type"], printed.get("nested_type").filter(|it| !it.is_null()));
    let ty = match (nested, objects(kind)) {
        (Some(nested), _) => {
            let mode = nested["nesting_mode"].as_str().unwrap_or_default();
            several(
                mode,
                object(entries(nested, "attributes").into_iter().map(attribute).collect()),
            )
        }
        (None, Some(members)) => Type::list(attributes(members, false)),
        (None, None) => ty(kind),
    };
    let marks = Marks {
        is_deprecated: is(printed, "deprecated"),
        is_sensitive: is(printed, "sensitive"),
        is_write_only: is(printed, "write_only"),
        // Lists of objects that can be set are taken as blocks too, which is how people write them.
        is_block: nested.is_none() && presence != Presence::Computed && objects(kind).is_some(),
    };
    Field { name: name.into(), ty, presence, marks, ..Field::default() }
}

/// As many of a block or an object as there are in this mode.
fn several(mode: &str, one: Type) -> Type {
    match mode {
        "list" => Type::list(one),
        "set" => Type::set(one),
        "map" => Type::map(one),
        _ => one,
    }
}

fn object(fields: Vec<Field>) -> Type {
    Type::Object(Box::new(Object::new(fields)))
}

/// A type in Terraform's JSON; anything where it is none.
fn ty(kind: &Value) -> Type {
    let of = |part: usize| kind.get(part).map_or(Type::Any, ty);
    match kind.as_str().or(kind.get(0).and_then(Value::as_str)) {
        Some("string") => Type::TEXT,
        Some("number") => Type::NUMBER,
        Some("bool") => Type::BOOL,
        Some("list") => Type::list(of(1)),
        Some("set") => Type::set(of(1)),
        Some("map") => Type::map(of(1)),
        Some("tuple") => Type::list(Type::Any),
        Some("object") => attributes(kind, true),
        _ => Type::Any,
    }
}

/// The objects that a list or set has.
fn objects(kind: &Value) -> Option<&Value> {
    let is_list = matches!(kind.get(0).and_then(Value::as_str), Some("list" | "set"));
    kind.get(1).filter(|item| is_list && item.get(0).and_then(Value::as_str) == Some("object"))
}

/// The attributes of an object; those that are not optional have to be there if it `is_whole`.
fn attributes(kind: &Value, is_whole: bool) -> Type {
    let optional = kind.get(2).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    let members = kind.get(1).and_then(Value::as_object).into_iter().flatten();
    let fields = members.map(|(name, kind)| {
        let is_needed = is_whole && !optional.iter().any(|known| known == name.as_str());
        let presence = if is_needed { Presence::Required } else { Presence::Optional };
        let ty = objects(kind)
            .map_or_else(|| ty(kind), |members| Type::list(attributes(members, false)));
        Field { name: name.as_str().into(), ty, presence, ..Field::default() }
    });
    let mut fields: Vec<Field> = fields.collect();
    fields.sort_by(|a, b| a.name.cmp(&b.name));
    object(fields)
}
