//! Values and switches that a recipe names: data everywhere, and in a chart a value of this name.

use super::walk::{NAMED, SWITCHED};
use crate::diag::Diagnostic;
use crate::engine::{At, Fallible, Functions, Handle, Run, options};
use crate::value::{Tag, Value};
use rhai::{Dynamic, NativeCallContext as Ctx};
use schemars::JsonSchema;
use serde::Deserialize;
use std::sync::{Mutex, PoisonError};

/// What `helm::value` and `helm::switch` take besides the name and the value.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(super) struct ValueOptions {
    /// What it is for: a comment in `values.yaml`, and the description in its schema.
    description: Option<String>,
}

/// What the named values of a run are for.
#[derive(Default)]
pub(super) struct Descriptions(Mutex<Vec<(String, String)>>);

impl Descriptions {
    /// All names with what they are for.
    pub(super) fn all(&self) -> Vec<(String, String)> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn add(&self, name: &str, text: String) {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if !all.iter().any(|(own, _)| own == name) {
            all.push((name.into(), text));
        }
    }
}

/// A value with the name that it has in a chart.
#[derive(Clone, Debug)]
pub(super) struct Named(Value);

impl Handle for Named {
    fn about() -> &'static str {
        include_str!("value.md")
    }

    fn show(&self) -> String {
        let name = self.0.find_tag(NAMED).map(|tag| tag.detail.to_string());
        format!("the Helm value `{}`", name.unwrap_or_default())
    }

    fn to_value(&self) -> Result<Value, Diagnostic> {
        Ok(self.0.clone())
    }
}

/// Something that is there where a switch of a chart is on.
#[derive(Clone, Debug)]
pub(super) struct Switched(Value);

impl Handle for Switched {
    fn about() -> &'static str {
        include_str!("switch.md")
    }

    fn show(&self) -> String {
        let name = self.0.find_tag(SWITCHED).map(|tag| tag.detail.to_string());
        format!("what the Helm switch `{}` switches", name.unwrap_or_default())
    }

    fn to_value(&self) -> Result<Value, Diagnostic> {
        Ok(self.0.clone())
    }
}

pub(super) fn functions(functions: &mut Functions<'_>) {
    functions.add("helm::value(name, value)", |ctx: Ctx, name: &str, value: Dynamic| {
        tagged(&ctx, NAMED, name, &value, ValueOptions::default()).map(Named)
    });
    functions.add(
        "helm::value(name, value, options)",
        |ctx: Ctx, name: &str, value: Dynamic, given: rhai::Map| {
            let options = options::options(&ctx, &given, "helm::value")?;
            tagged(&ctx, NAMED, name, &value, options).map(Named)
        },
    );
    functions.add("helm::switch(name, thing)", |ctx: Ctx, name: &str, thing: Dynamic| {
        tagged(&ctx, SWITCHED, name, &thing, ValueOptions::default()).map(Switched)
    });
    functions.add(
        "helm::switch(name, thing, options)",
        |ctx: Ctx, name: &str, thing: Dynamic, given: rhai::Map| {
            let options = options::options(&ctx, &given, "helm::switch")?;
            tagged(&ctx, SWITCHED, name, &thing, options).map(Switched)
        },
    );
}

fn tagged(
    ctx: &Ctx<'_>,
    tag: &'static str,
    name: &str,
    value: &Dynamic,
    options: ValueOptions,
) -> Fallible<Value> {
    let run = Run::of(ctx);
    let name = run.plain_text(name).and_then(value_name).at(ctx)?;
    let value = run.convert(value).and_then(|value| value.ok_or_else(missing)).at(ctx)?;
    options.description.into_iter().for_each(|text| run.kept::<Descriptions>().add(&name, text));
    Ok(value.tagged(Tag::new(tag, name)))
}

/// A name that templates can write: words with dots between them.
fn value_name(name: String) -> Result<String, Diagnostic> {
    let is_word = |word: &str| {
        word.starts_with(|it: char| it.is_ascii_alphabetic())
            && word.chars().all(|it| it.is_ascii_alphanumeric() || it == '_')
    };
    if name.split('.').all(is_word) && name.split('.').next() != Some("global") {
        return Ok(name);
    }
    let message = format!("{name:?} is no name of a value");
    Err(Diagnostic::error("invalid-name", message)
        .hint("write words of letters and digits with dots between them: `web.replicaCount`")
        .hint("`global` is for values that Helm passes on to all charts"))
}

fn missing() -> Diagnostic {
    Diagnostic::error("missing-value", "the value is `()`: there is nothing to name")
        .hint("leave it out, or give one")
}
