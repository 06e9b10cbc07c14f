//! What is said of a module, in a file of the project or by a recipe: one shape, and one reader of it.

use crate::diag::{Diagnostic, Place};
use crate::domains::terraform::modules::declarations::{Input, ModuleDeclarations, Output};
use crate::domains::terraform::parse::{self, variable_type};
use crate::schema::Type;
use crate::value::de::{self, DeError, DeErrorKind};
use crate::value::{Map, Path, Step, Value};
use schemars::JsonSchema;
use serde::Deserialize;
use serde::de::DeserializeOwned;

/// What is known of a module from elsewhere.
#[derive(Clone, Debug, Default)]
pub struct Schema {
    /// Where the module comes from, as a call says it.
    pub source: String,
    /// The version or versions that it describes; none is all.
    pub version: Option<String>,
    /// What the module takes and gives.
    pub interface: ModuleDeclarations,
}

/// What a module from elsewhere takes and gives.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ModuleSchema {
    /// Where the module comes from, as calls say it: `"terraform-aws-modules/vpc/aws"`.
    source: String,
    /// The version or versions that this is true of: `"5.1.2"` or `"~> 5.0"` (default: all).
    #[serde(default)]
    version: Option<String>,
    /// The variables by name, each with its type, or a map of `type`, `required` and `description`. One is of any type unless it
    /// says which, and not required unless it says so.
    #[serde(default)]
    #[schemars(with = "Option<Map>")]
    inputs: Option<Value>,
    /// The outputs: an array of names, or a map of names with `description`.
    #[serde(default)]
    outputs: Option<Value>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct ToldInput {
    #[serde(rename = "type")]
    kind: Option<String>,
    required: bool,
    description: Option<String>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct ToldOutput {
    description: Option<String>,
}

/// What of an entry is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    /// Its key.
    Name,
    /// What it is.
    Value,
}

/// Where a part of what is said is.
pub(crate) type Where<'a> = &'a dyn Fn(&Path, Part) -> Option<Place>;

/// The schema that data declares; `subject` is what the data is to its author, and `at` knows where it is.
///
/// # Errors
/// The first thing that is wrong with it, with its place.
pub(crate) fn read(value: &Value, subject: &str, at: Where<'_>) -> Result<Schema, Diagnostic> {
    let wrong = |error: DeError| {
        let is_key =
            matches!(error.kind, DeErrorKind::UnknownKey { .. } | DeErrorKind::MissingKey { .. });
        error
            .to_diagnostic(subject)
            .at(at(&error.path, if is_key { Part::Name } else { Part::Value }))
    };
    let declared: ModuleSchema = de::from_value(value).map_err(wrong)?;
    let entries = entries(declared.inputs.as_ref()).map_err(wrong)?;
    let mut inputs = Vec::with_capacity(entries.len());
    for (name, value) in entries {
        let declared = entry(value).map_err(|error| wrong(inside(error, "inputs", name)))?;
        inputs.push(input(name, declared, value.as_str().is_some(), at)?);
    }
    let outputs = outputs(declared.outputs.as_ref(), at).map_err(wrong)?;
    // A schema declares no providers, so any that are passed are accepted.
    let has_calls = true;
    Ok(Schema {
        source: declared.source,
        version: declared.version,
        interface: ModuleDeclarations {
            inputs,
            outputs,
            has_calls,
            ..ModuleDeclarations::default()
        },
    })
}

fn entries(inputs: Option<&Value>) -> Result<Vec<(&str, &Value)>, DeError> {
    let Some(inputs) = inputs else { return Ok(Vec::new()) };
    let map = inputs
        .as_map()
        .ok_or_else(|| DeError::wrong("a map", inputs).inside(Step::Key("inputs".into())))?;
    Ok(map.iter().map(|(name, value)| (name.as_str(), value)).collect())
}

/// An input says its type alone, or more.
fn entry(value: &Value) -> Result<ToldInput, DeError> {
    match value.as_str() {
        Some(kind) => Ok(ToldInput { kind: Some(kind.into()), ..ToldInput::default() }),
        None if value.as_map().is_none() && *value.bare() != Value::Null => {
            Err(DeError::wrong("a type, or a map with one", value))
        }
        None => described(value),
    }
}

/// An input; `is_short` when it says its type alone.
fn input(
    name: &str,
    declared: ToldInput,
    is_short: bool,
    at: Where<'_>,
) -> Result<Input, Diagnostic> {
    let path = Path::root().key("inputs").key(name);
    let kind = declared.kind.as_deref().map(kind).transpose().map_err(|why| {
        let place = at(&if is_short { path.clone() } else { path.key("type") }, Part::Value);
        let problem = Diagnostic::error(
            "invalid-type",
            format!("the type of `{name}` is none of Terraform's: {why}"),
        );
        problem
            .at(place)
            .hint("types are `string`, `list(string)`, `object({ name = string })`, ...")
    })?;
    let kind = kind.unwrap_or_default();
    let place = at(&path, Part::Name);
    Ok(Input {
        name: name.into(),
        type_text: declared.kind,
        kind,
        is_required: declared.required,
        description: declared.description,
        place,
    })
}

/// A type in Terraform's words, or what is wrong with it.
fn kind(declared: &str) -> Result<Type, String> {
    let expr = parse::expr(declared).map_err(|error| error.to_string())?;
    variable_type::stranger(&expr)
        .map_or_else(|| Ok(variable_type::of(&expr)), |word| Err(format!("there is no `{word}`")))
}

/// Outputs are a list of names, or a map of what they are by name.
fn outputs(declared: Option<&Value>, at: Where<'_>) -> Result<Vec<Output>, DeError> {
    let path = Path::root().key("outputs");
    let Some(declared) = declared else { return Ok(Vec::new()) };
    if let Some(map) = declared.as_map() {
        let one = |name: &str, value: &Value| {
            let ToldOutput { description } =
                described(value).map_err(|error| inside(error, "outputs", name))?;
            Ok(Output { name: name.into(), description, place: at(&path.key(name), Part::Name) })
        };
        return map.iter().map(|(name, value)| one(name, value)).collect();
    }
    let names: Vec<String> =
        de::from_value(declared).map_err(|error| error.inside(Step::Key("outputs".into())))?;
    let one = |(i, name): (usize, String)| Output {
        name,
        description: None,
        place: at(&path.index(i), Part::Name),
    };
    Ok(names.into_iter().enumerate().map(one).collect())
}

/// A map that may be left empty.
fn described<T: DeserializeOwned + Default>(value: &Value) -> Result<T, DeError> {
    if *value.bare() == Value::Null { Ok(T::default()) } else { de::from_value(value) }
}

fn inside(error: DeError, key: &str, name: &str) -> DeError {
    error.inside(Step::Key(name.into())).inside(Step::Key(key.into()))
}
