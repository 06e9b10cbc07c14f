//! `.env.example` and `<environment>.env.example`: which secrets there are, where to get them, and examples of their values.

use crate::diag::Diagnostic;
use crate::emit::dotenv::{Entry, Section, emit};
use crate::engine::Emittable;
use crate::engine::handle::{Around, Handle, not_data};
use crate::engine::{Artifact, Part};
use crate::project::Environment;
use crate::secrets::{Secret, example};
use crate::value::{Map, Value};
use schemars::JsonSchema;
use serde::Deserialize;

/// What goes into such a file besides the secrets.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Options {
    /// Variables that are no secrets; each joins the secrets of the platform whose names start like it, or the top.
    variables: Map,
    /// Only these secrets; without it all that were declared before.
    only: Option<Vec<String>>,
}

/// A file of environment variables that documents secrets. It is made when it is emitted: what is declared
/// later is not in it.
#[derive(Clone, Debug)]
pub(super) struct Dotenv {
    /// The environment that it is an example for; none is all of them.
    environment: Option<Environment>,
    options: Options,
}

impl Dotenv {
    /// `.env.example`.
    pub(super) fn example(options: Options) -> Self {
        Self { environment: None, options }
    }

    /// `<environment>.env.example`.
    pub(super) fn template(environment: Environment, options: Options) -> Self {
        Self { environment: Some(environment), options }
    }

    fn path(&self) -> String {
        self.environment.as_ref().map_or_else(
            || ".env.example".into(),
            |environment| format!("{}.env.example", environment.name),
        )
    }

    fn text(&self, around: &Around<'_>) -> Result<String, Diagnostic> {
        let declared = || around.secrets.values().collect::<Vec<_>>();
        let secrets = match &self.options.only {
            Some(names) => names
                .iter()
                .map(|name| around.secrets.get(name).ok_or_else(|| undeclared(name)))
                .collect::<Result<_, _>>()?,
            None => declared(),
        };
        let mut sections = match &self.environment {
            Some(environment) => {
                vec![Section {
                    heading: Vec::new(),
                    entries: secrets.iter().map(|secret| room(secret, environment)).collect(),
                }]
            }
            None => example(&secrets),
        };
        variables(&mut sections, &self.options.variables)?;
        let is_here = |secret: &&&Secret| {
            self.environment.as_ref().is_none_or(|environment| secret.is_for(&environment.name))
        };
        secrets
            .iter()
            .filter(is_here)
            .for_each(|secret| drop(around.secret(&secret.name, self.environment.as_ref())));
        emit(&sections).map_err(|unfit| {
            Diagnostic::error("unsupported-value", unfit.to_string())
                .note(format!("in `{}`", self.path()))
                .hint("give it a simpler example")
        })
    }
}

impl Handle for Dotenv {
    fn about() -> &'static str {
        include_str!("dotenv.md")
    }

    fn show(&self) -> String {
        format!("the file `{}`", self.path())
    }

    fn to_value(&self) -> Result<Value, Diagnostic> {
        Err(not_data(
            format!("{} is a file of its own", self.show()),
            "emit it: `emit(secrets::example())`",
        ))
    }

    fn emittable(&self) -> Option<&dyn Emittable> {
        Some(self)
    }
}

impl Emittable for Dotenv {
    fn files(&self, around: &Around<'_>) -> Result<Artifact, Vec<Diagnostic>> {
        let whole = |text: String| Artifact {
            kind: "an environment file",
            place: self.path(),
            parts: vec![Part::of(text)],
        };
        self.text(around).map(whole).map_err(|problem| vec![problem])
    }
}

fn undeclared(name: &str) -> Diagnostic {
    Diagnostic::error("unknown-secret", format!("there is no secret `{name}`"))
        .hint("declare it before: `secret(\"NAME\", #{ ... })`")
}

/// A line for a secret in one environment.
fn room<'a>(secret: &'a Secret, environment: &Environment) -> Entry<'a> {
    if !secret.is_for(&environment.name) {
        // Beside an empty value some readers take a comment for the value.
        let above = vec![format!("Not needed for {}", environment.name).into()];
        return Entry { name: secret.name.as_str().into(), value: "".into(), above, beside: None };
    }
    let sample = secret.placeholder(Some(&environment.name));
    Entry {
        name: secret.name.as_str().into(),
        value: sample.text.into(),
        above: Vec::new(),
        beside: sample.note.map(Into::into),
    }
}

/// Puts variables that are no secrets where readers look for them: beside secrets whose names start alike.
fn variables<'a>(sections: &mut Vec<Section<'a>>, variables: &'a Map) -> Result<(), Diagnostic> {
    let mut top = Section::default();
    for (name, value) in variables.iter() {
        let text = value
            .as_str()
            .map(str::to_string)
            .or_else(|| scalar(value))
            .ok_or_else(|| no_variable(name))?;
        let beside = if let Value::Commented(commented) = value {
            commented.beside.clone().map(Into::into)
        } else {
            None
        };
        let entry =
            Entry { name: name.as_str().into(), value: text.into(), above: Vec::new(), beside };
        let start = name.split('_').next().unwrap_or(name);
        let kin = sections.iter_mut().find(|section| {
            !section.heading.is_empty()
                && section.entries.iter().any(|other| other.name.split('_').next() == Some(start))
        });
        kin.unwrap_or(&mut top).entries.push(entry);
    }
    match sections.first_mut() {
        // A template has one section without a heading: the variables come first in it.
        Some(first) if first.heading.is_empty() => drop(first.entries.splice(..0, top.entries)),
        _ if top.entries.is_empty() => {}
        _ => sections.insert(0, top),
    }
    Ok(())
}

fn scalar(value: &Value) -> Option<String> {
    match value.bare() {
        Value::Bool(flag) => Some(flag.to_string()),
        Value::Int(int) => Some(int.to_string()),
        Value::Float(float) => Some(float.to_string()),
        _ => None,
    }
}

fn no_variable(name: &str) -> Diagnostic {
    Diagnostic::error("wrong-type", format!("the variable `{name}` is no string, number or bool"))
        .hint("write its value as text")
}
