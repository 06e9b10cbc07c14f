//! What `terraform providers schema -json` says, as tables.

use super::plain::Plain;
use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::Value;
use std::collections::{BTreeMap, HashMap};
use std::fmt::Write;

/// A provider's table, made from what Terraform says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Imported {
    /// The provider's name, as its types start with it: `aws`.
    pub name: String,
    /// Its source: `hashicorp/aws`.
    pub source: String,
    /// The table.
    pub text: String,
}

/// The tables of all providers in `json`, by source. `version` knows the version of a provider by its full address:
/// `registry.terraform.io/hashicorp/aws`.
///
/// # Errors
/// What is wrong with the text, when it is not what Terraform says.
pub fn import(
    json: &str,
    version: &dyn Fn(&str) -> Option<String>,
) -> Result<Vec<Imported>, String> {
    let said: Said = serde_json::from_str(json).map_err(|error| error.to_string())?;
    Ok(said
        .provider_schemas
        .into_iter()
        .map(|(address, provider)| imported(&address, provider, version))
        .collect())
}

fn imported(
    address: &str,
    provider: Provider,
    version: &dyn Fn(&str) -> Option<String>,
) -> Imported {
    let source = address.strip_prefix("registry.terraform.io/").unwrap_or(address);
    let name = source.rsplit('/').next().unwrap_or(source).to_string();
    let is_part_of_terraform = address.starts_with("terraform.io/builtin/");
    let version = version(address)
        .unwrap_or_else(|| if is_part_of_terraform { "builtin".into() } else { "unknown".into() });
    Imported {
        text: Plain::write(source, &version, &lines(&name, provider)),
        name,
        source: source.into(),
    }
}

/// The heads and lines of everything in a table, what several of them share first.
fn lines(name: &str, provider: Provider) -> Vec<(String, String)> {
    let mut shared = Shared::default();
    let own = provider.provider.map(|schema| (name.to_string(), schema));
    let kinds: [(&str, BTreeMap<String, Schema>); 4] = [
        ("data", provider.data_source_schemas),
        ("ephemeral", provider.ephemeral_resource_schemas),
        ("provider", own.into_iter().collect()),
        ("resource", provider.resource_schemas),
    ];
    let mut types = Vec::new();
    for (kind, schemas) in kinds {
        for (name, schema) in schemas {
            let mark = if schema.block.deprecated { " d" } else { "" };
            types.push((format!("{kind} {name}{mark}"), shared.lines(&schema.block)));
        }
    }
    let functions: Vec<_> = provider
        .functions
        .into_iter()
        .map(|(name, function)| (format!("function {name}"), function.lines()))
        .collect();
    shared.settle(types, functions)
}

#[derive(Deserialize)]
struct Said {
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
    fn lines(&self) -> String {
        let own = self.parameters.iter().map(|parameter| format!(" {} !a\n", parameter.name));
        own.chain(self.variadic_parameter.iter().map(|rest| format!(" *{} ?a\n", rest.name)))
            .collect()
    }
}

impl Attribute {
    fn presence(&self) -> char {
        match (self.required, self.optional) {
            (true, _) => '!',
            (_, true) => '?',
            _ => '=',
        }
    }

    fn marks(&self) -> String {
        let marks = [(self.deprecated, 'd'), (self.sensitive, 's'), (self.write_only, 'w')];
        let set: String = marks.iter().filter(|(is, _)| *is).map(|(_, mark)| *mark).collect();
        if set.is_empty() { set } else { format!(" {set}") }
    }
}

/// Insides of blocks, each told once however often it stands somewhere. A `{n}` in lines stands for the inside with that number.
#[derive(Default)]
struct Shared {
    numbers: HashMap<String, usize>,
    insides: Vec<String>,
    uses: Vec<usize>,
}

impl Shared {
    fn lines(&mut self, block: &Block) -> String {
        let attributes = block.attributes.iter().map(|(name, attribute)| (name, Ok(attribute)));
        let nested = block.block_types.iter().map(|(name, nested)| (name, Err(nested)));
        let all: BTreeMap<&String, Result<&Attribute, &Nested>> =
            attributes.chain(nested).collect();
        let mut lines = String::new();
        for (name, told) in all {
            let told = match told {
                Ok(attribute) => self.attribute(attribute),
                Err(nested) => self.nested(nested),
            };
            let _ = writeln!(lines, " {name} {told}");
        }
        lines
    }

    fn nested(&mut self, nested: &Nested) -> String {
        let presence = if nested.min_items > 0 { '!' } else { '?' };
        let count = match nested.nesting_mode.as_str() {
            "single" | "group" => "1",
            "map" => "m",
            _ if nested.max_items == 1 => "1",
            "set" => "t",
            _ => "l",
        };
        let inside = self.lines(&nested.block);
        let mark = if nested.block.deprecated { " d" } else { "" };
        format!("{presence}B{count}{}{mark}", self.number(inside))
    }

    fn attribute(&mut self, attribute: &Attribute) -> String {
        let kind = match &attribute.nested_type {
            Some(nested) => {
                let block = nested
                    .attributes
                    .iter()
                    .map(|(name, inner)| format!(" {name} {}\n", self.attribute(inner)))
                    .collect();
                format!("O{}{}", count(&nested.nesting_mode), self.number(block))
            }
            None => self
                .kind(attribute.kind.as_ref().unwrap_or(&Value::Null), attribute.presence() != '='),
        };
        format!("{}{kind}{}", attribute.presence(), attribute.marks())
    }

    /// A type in Terraform's JSON. Lists of objects that can be set are taken as blocks too, which is how people write them.
    fn kind(&mut self, kind: &Value, is_set: bool) -> String {
        let parts = kind.as_array().map(Vec::as_slice).unwrap_or_default();
        match (parts.first().and_then(Value::as_str), parts.get(1)) {
            (Some("object"), Some(_)) => format!("O1{}", self.object(parts, is_set)),
            (Some("map"), Some(item)) if is_object(item) => {
                format!("Om{}", self.object(of(item), is_set))
            }
            (Some("map"), Some(item)) => format!("m{}", single(item)),
            (Some("list" | "set"), Some(item)) if is_object(item) => {
                let form = if is_set { "Bl" } else { "Ol" };
                format!("{form}{}", self.object(of(item), false))
            }
            (Some("list"), Some(item)) => format!("l{}", single(item)),
            (Some("set"), Some(item)) => format!("t{}", single(item)),
            (Some("tuple"), _) => "la".into(),
            _ => single(kind).into(),
        }
    }

    fn object(&mut self, parts: &[Value], is_whole: bool) -> String {
        let optional =
            parts.get(2).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
        let mut members: Vec<_> =
            parts.get(1).and_then(Value::as_object).into_iter().flatten().collect();
        members.sort_by(|a, b| a.0.cmp(b.0));
        let mut lines = String::new();
        for (name, kind) in members {
            let is_needed = is_whole && !optional.iter().any(|known| known == name.as_str());
            let kind = self.kind(kind, true).replacen('B', "O", 1);
            let _ = writeln!(lines, " {name} {}{kind}", if is_needed { '!' } else { '?' });
        }
        self.number(lines)
    }

    fn number(&mut self, inside: String) -> String {
        if inside.is_empty() {
            return String::new();
        }
        let next = self.insides.len();
        let number = *self.numbers.entry(inside.clone()).or_insert(next);
        if number == next {
            self.insides.push(inside);
            self.uses.push(0);
        }
        self.uses[number] += 1;
        format!("{{{number}}}")
    }

    /// Puts what stands in one place there, and gives what stands in several the numbers that it is told by.
    fn settle(
        &self,
        types: Vec<(String, String)>,
        functions: Vec<(String, String)>,
    ) -> Vec<(String, String)> {
        let mut order: Vec<usize> = Vec::new();
        let mut told: Vec<(String, String)> = Vec::new();
        for (head, lines) in types {
            told.push((head, self.filled(&lines, 0, &mut order)));
        }
        let mut blocks: Vec<(String, String)> = Vec::new();
        // Those inside of the shared ones join the queue while it is gone through.
        let mut at = 0;
        while let Some(number) = order.get(at).copied() {
            at += 1;
            blocks.push((format!("block {at}"), self.filled(&self.insides[number], 0, &mut order)));
        }
        told.splice(0..0, blocks);
        let ephemeral_or_less =
            told.iter().position(|(head, _)| head.starts_with("provider ")).unwrap_or(told.len());
        told.splice(ephemeral_or_less..ephemeral_or_less, functions);
        told
    }

    fn filled(&self, lines: &str, depth: usize, order: &mut Vec<usize>) -> String {
        let mut filled = String::new();
        for line in lines.lines() {
            let indent = " ".repeat(depth);
            let Some((own, rest)) = line.split_once('{') else {
                let _ = writeln!(filled, "{indent}{line}");
                continue;
            };
            let (number, marks) = rest.split_once('}').unwrap_or((rest, ""));
            let number: usize = number.parse().expect("a number stands in braces");
            let inside = &self.insides[number];
            // A line or two is sooner told than looked up.
            if self.uses[number] > 1 && inside.lines().count() > 2 {
                let shared = order.iter().position(|known| *known == number).unwrap_or_else(|| {
                    order.push(number);
                    order.len() - 1
                });
                let _ = writeln!(filled, "{indent}{own}@{}{marks}", shared + 1);
            } else {
                let _ = write!(
                    filled,
                    "{indent}{own}{marks}\n{}",
                    self.filled(inside, depth + 1, order)
                );
            }
        }
        filled
    }
}

fn count(mode: &str) -> &'static str {
    match mode {
        "list" => "l",
        "set" => "t",
        "map" => "m",
        _ => "1",
    }
}

fn of(kind: &Value) -> &[Value] {
    kind.as_array().map(Vec::as_slice).unwrap_or_default()
}

fn is_object(kind: &Value) -> bool {
    of(kind).first().and_then(Value::as_str) == Some("object")
}

/// A single value; anything where it is more than that.
fn single(kind: &Value) -> &'static str {
    match kind.as_str() {
        Some("string") => "s",
        Some("number") => "n",
        Some("bool") => "b",
        _ => "a",
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Count, Kind, Plain as Single, Presence};
    use super::*;
    use serde_json::json;

    fn table(resources: Value) -> Plain {
        let said = json!({ "format_version": "1.0", "provider_schemas": { "registry.terraform.io/acme/box": { "resource_schemas": resources } } });
        let version = |address: &str| {
            (address == "registry.terraform.io/acme/box").then(|| "1.2.0".to_string())
        };
        let tables = import(&said.to_string(), &version).unwrap();
        assert_eq!((tables.len(), tables[0].name.as_str()), (1, "box"));
        Plain::parse(tables[0].text.clone()).unwrap()
    }

    #[test]
    fn types_are_read_as_the_provider_says_them() {
        let block = json!({
            "attributes": {
                "id": { "type": "string", "computed": true },
                "rules": { "type": ["set", ["object", { "from": "number" }]], "optional": true, "computed": true },
                "shape": { "type": ["object", { "w": "number", "h": "number" }, ["h"]], "required": true, "sensitive": true },
                "tags": { "type": ["map", ["list", "string"]], "optional": true },
            },
            "block_types": { "label": { "nesting_mode": "list", "max_items": 1, "min_items": 1, "block": { "deprecated": true, "attributes": { "text": { "type": "bool", "required": true } } } } },
        });
        let read = table(json!({ "box_crate": { "block": block } }))
            .read("resource", "box_crate")
            .unwrap();
        let kind = |name: &str| read.get(name).unwrap().kind.clone();
        assert_eq!(read.get("id").unwrap().presence, Presence::Computed);
        assert!(
            matches!(kind("rules"), Kind::Block(Count::Many, inner) if inner.get("from").unwrap().presence == Presence::Optional)
        );
        let Kind::Object(Count::One, shape) = kind("shape") else { panic!("it is a map") };
        assert_eq!(
            ["h", "w"].map(|name| shape.get(name).unwrap().presence),
            [Presence::Optional, Presence::Required]
        );
        assert!(
            read.get("shape").unwrap().marks.is_sensitive
                && read.get("label").unwrap().marks.is_deprecated
        );
        assert_eq!(kind("tags"), Kind::Map(Single::Any));
        assert_eq!(read.get("label").unwrap().presence, Presence::Required);
    }

    #[test]
    fn what_stands_in_several_places_is_told_once_and_read_everywhere() {
        let leaf = json!({ "nesting_mode": "list", "block": { "attributes": { "a": { "type": "string", "optional": true }, "b": { "type": "number", "optional": true }, "c": { "type": "bool", "optional": true } } } });
        let twig = json!({ "nesting_mode": "list", "block": { "block_types": { "left": leaf, "middle": leaf, "right": leaf } } });
        let tree = json!({ "block": { "block_types": { "here": twig, "there": twig } } });
        let plain = table(json!({ "box_oak": tree.clone(), "box_yew": tree }));
        assert_eq!(plain.names("block"), ["1", "2"]);
        let yew = plain.read("resource", "box_yew").unwrap();
        assert_eq!(yew, plain.read("resource", "box_oak").unwrap());
        let inside = |block: &super::super::Block, name: &str| match &block.get(name).unwrap().kind
        {
            Kind::Block(_, inner) => inner.clone(),
            other => panic!("`{name}` is {other:?}"),
        };
        let leaf = inside(&inside(&yew, "there"), "middle");
        assert_eq!(leaf.names().collect::<Vec<_>>(), ["a", "b", "c"]);
        assert!(plain.read("resource", "box_ye").is_none());
    }

    #[test]
    fn other_texts_are_refused() {
        for text in ["", "[]", "{}", r#"{"provider_schemas": {}}"#] {
            assert!(import(text, &|_| None).is_err(), "{text}");
        }
    }
}
