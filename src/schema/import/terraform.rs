//! What `terraform providers schema -json` prints, as tables.

use super::imported::{ImportError, Imported, table};
use crate::schema::model::{Field, Marks, Object, Presence, Type};
use crate::schema::table::Written;
use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::Value;
use std::collections::BTreeMap;

/// The tables of all providers in `json`. `version` knows the version of a provider by its full address.
///
/// # Errors
/// When Terraform prints something else.
pub(super) fn import(
    json: &str,
    version: &dyn Fn(&str) -> Option<String>,
) -> Result<Vec<Imported>, ImportError> {
    let printed: Printed =
        serde_json::from_str(json).map_err(|error| ImportError::Unreadable(error.to_string()))?;
    let all = printed.provider_schemas.into_iter();
    Ok(all.map(|(address, provider)| imported(&address, provider, version)).collect())
}

fn imported(
    address: &str,
    provider: Provider,
    version: &dyn Fn(&str) -> Option<String>,
) -> Imported {
    let source = address.strip_prefix("registry.terraform.io/").unwrap_or(address);
    let name = source.rsplit('/').next().unwrap_or(source);
    let is_part_of_terraform = address.starts_with("terraform.io/builtin/");
    let version = version(address)
        .unwrap_or_else(|| if is_part_of_terraform { "builtin".into() } else { "unknown".into() });
    table(&format!("terraform/{name}"), source, &version, types(name, provider))
}

fn types(name: &str, provider: Provider) -> Vec<Written> {
    let own = provider.provider.map(|schema| (name.to_string(), schema));
    let kinds: [(&str, BTreeMap<String, Schema>); 4] = [
        ("data", provider.data_source_schemas),
        ("ephemeral", provider.ephemeral_resource_schemas),
        ("provider", own.into_iter().collect()),
        ("resource", provider.resource_schemas),
    ];
    let functions = provider.functions.into_iter().map(|(name, function)| function.written(&name));
    let mut types: Vec<Written> = functions.collect();
    for (kind, schemas) in kinds {
        for (name, schema) in schemas {
            let mark = if schema.block.deprecated { " d" } else { "" };
            types.push(Written { head: format!("{kind} {name}{mark}"), ty: schema.block.ty() });
        }
    }
    types
}

#[derive(Deserialize)]
struct Printed {
    #[serde(default)]
    provider_schemas: BTreeMap<String, Provider>,
    // What says nothing of providers is no such file.
    #[serde(rename = "format_version")]
    _format: IgnoredAny,
}

#[derive(Deserialize)]
#[serde(default)]
#[derive(Default)]
struct Provider {
    provider: Option<Schema>,
    resource_schemas: BTreeMap<String, Schema>,
    data_source_schemas: BTreeMap<String, Schema>,
    ephemeral_resource_schemas: BTreeMap<String, Schema>,
    functions: BTreeMap<String, Function>,
}

#[derive(Deserialize)]
struct Schema {
    #[serde(default)]
    block: Block,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Block {
    attributes: BTreeMap<String, Attribute>,
    block_types: BTreeMap<String, Nested>,
    deprecated: bool,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Attribute {
    #[serde(rename = "type")]
    kind: Option<Value>,
    nested_type: Option<NestedType>,
    required: bool,
    optional: bool,
    sensitive: bool,
    deprecated: bool,
    write_only: bool,
}

#[derive(Deserialize)]
struct NestedType {
    #[serde(default)]
    attributes: BTreeMap<String, Attribute>,
    nesting_mode: String,
}

#[derive(Deserialize)]
struct Nested {
    nesting_mode: String,
    #[serde(default)]
    block: Block,
    #[serde(default)]
    min_items: u64,
    #[serde(default)]
    max_items: u64,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Function {
    parameters: Vec<Parameter>,
    variadic_parameter: Option<Parameter>,
}

#[derive(Deserialize)]
struct Parameter {
    name: String,
}

impl Function {
    fn written(self, name: &str) -> Written {
        let field =
            |name: String, presence| Field { name: name.into(), presence, ..Field::default() };
        let own =
            self.parameters.into_iter().map(|parameter| field(parameter.name, Presence::Required));
        // One that takes all that are left begins with a star.
        let rest = self
            .variadic_parameter
            .map(|rest| field(format!("*{}", rest.name), Presence::Optional));
        let ty = Type::Object(Box::new(Object::new(own.chain(rest).collect())));
        Written { head: format!("function {name}"), ty }
    }
}

impl Block {
    fn ty(&self) -> Type {
        let attributes = self.attributes.iter().map(|(name, attribute)| attribute.field(name));
        let blocks = self.block_types.iter().map(|(name, nested)| nested.field(name));
        let mut fields: Vec<Field> = attributes.chain(blocks).collect();
        fields.sort_by(|a, b| a.name.cmp(&b.name));
        object(fields)
    }
}

impl Nested {
    fn field(&self, name: &str) -> Field {
        let mode = if self.max_items == 1 && self.nesting_mode != "map" {
            "single"
        } else {
            &self.nesting_mode
        };
        let presence = if self.min_items > 0 { Presence::Required } else { Presence::Optional };
        let marks =
            Marks { is_deprecated: self.block.deprecated, is_block: true, ..Marks::default() };
        Field {
            name: name.into(),
            ty: several(mode, self.block.ty()),
            presence,
            marks,
            ..Field::default()
        }
    }
}

impl Attribute {
    fn field(&self, name: &str) -> Field {
        let presence = match (self.required, self.optional) {
            (true, _) => Presence::Required,
            (_, true) => Presence::Optional,
            _ => Presence::Computed,
        };
        let kind = self.kind.as_ref().unwrap_or(&Value::Null);
        // Lists of objects that can be set are taken as blocks too, which is how people write them.
        let is_block =
            self.nested_type.is_none() && presence != Presence::Computed && objects(kind).is_some();
        let ty = match (&self.nested_type, objects(kind)) {
            (Some(nested), _) => {
                let fields =
                    nested.attributes.iter().map(|(name, attribute)| attribute.field(name));
                several(&nested.nesting_mode, object(fields.collect()))
            }
            (None, Some(members)) => Type::list(attributes(members, false)),
            (None, None) => ty(kind),
        };
        let marks = Marks {
            is_deprecated: self.deprecated,
            is_sensitive: self.sensitive,
            is_write_only: self.write_only,
            is_block,
        };
        Field { name: name.into(), ty, presence, marks, ..Field::default() }
    }
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
