//! Values and switches that a recipe names: data everywhere, and in a chart a value of this name.

use super::walk::{NAMED, SWITCHED};
use crate::diag::Diagnostic;
use crate::engine::{At, Fallible, Functions, Handle, Run, options};
use crate::util::lock::lock;
use crate::value::{Tag, Value};
use rhai::{Dynamic, NativeCallContext as Ctx};
use schemars::JsonSchema;
use serde::Deserialize;
use std::sync::Mutex;

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
        lock(&self.0).clone()
    }

    fn add(&self, name: &str, text: String) {
        let mut all = lock(&self.0);
        if !all.iter().any(|(own, _)| own == name) {
            all.push((name.into(), text));
        }
    }
}

/// Data with the name that a chart has for it: a value, or what a switch switches.
#[derive(Clone, Debug)]
pub(super) struct Named {
    value: Value,
    /// What it is, with its name.
    shown: String,
}

impl Handle for Named {
    fn about() -> &'static str {
        include_str!("value.md")
    }

    fn show(&self) -> String {
        self.shown.clone()
    }

    fn to_value(&self) -> Result<Value, Diagnostic> {
        Ok(self.value.clone())
    }
}

/// A function that names something.
struct Naming {
    function: &'static str,
    tag: &'static str,
    /// What it makes, in front of the name.
    noun: &'static str,
}

const VALUE: Naming = Naming { function: "helm::value", tag: NAMED, noun: "the Helm value" };
const SWITCH: Naming =
    Naming { function: "helm::switch", tag: SWITCHED, noun: "what depends on the Helm switch" };

pub(super) fn functions(functions: &mut Functions<'_>) {
    functions.add("helm::value(name, value)", |ctx: Ctx, name: &str, value: Dynamic| {
        VALUE.call(&ctx, name, &value, None)
    });
    functions.add(
        "helm::value(name, value, options)",
        |ctx: Ctx, name: &str, value: Dynamic, given: rhai::Map| {
            VALUE.call(&ctx, name, &value, Some(&given))
        },
    );
    functions.add("helm::switch(name, thing)", |ctx: Ctx, name: &str, thing: Dynamic| {
        SWITCH.call(&ctx, name, &thing, None)
    });
    functions.add(
        "helm::switch(name, thing, options)",
        |ctx: Ctx, name: &str, thing: Dynamic, given: rhai::Map| {
            SWITCH.call(&ctx, name, &thing, Some(&given))
        },
    );
}

impl Naming {
    fn call(
        &self,
        ctx: &Ctx<'_>,
        name: &str,
        value: &Dynamic,
        given: Option<&rhai::Map>,
    ) -> Fallible<Named> {
        let run = Run::of(ctx);
        let given = given.map(|given| options::options(ctx, given, self.function)).transpose()?;
        let ValueOptions { description } = given.unwrap_or_default();
        let name = run.plain_text(name).and_then(value_name).at(ctx)?;
        let value = run.convert(value).and_then(|value| value.ok_or_else(missing)).at(ctx)?;
        description.into_iter().for_each(|text| run.kept::<Descriptions>().add(&name, text));
        let shown = format!("{} `{name}`", self.noun);
        Ok(Named { value: value.tagged(Tag::new(self.tag, name)), shown })
    }
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
