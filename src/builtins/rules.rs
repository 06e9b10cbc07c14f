//! What an option of a recipe function may be.

use crate::diag::{Diagnostic, suggest, words};
use crate::engine::convert::Noted;
use crate::engine::handle::not_data;
use crate::engine::type_names::type_in_words;
use crate::engine::{Handle, Run};
use crate::value::de::DeError;
use crate::value::{Step, Value};
use rhai::{Array, Dynamic};

/// A rule for one option.
#[derive(Clone, Debug)]
pub(super) enum Rule {
    /// It has to be given.
    Required(String),
    /// It may be left out.
    Optional(String),
    /// It is one of these.
    OneOf { choices: Vec<Value>, default: Option<Dynamic> },
    /// It is of the kind of its default.
    Default(Dynamic),
}

impl Handle for Rule {
    fn about() -> &'static str {
        r#"What an option of a recipe function may be, for `options`.

```rhai
let rules = #{ port: required("the port it listens on"), host: optional("public name"), size: one_of(["small", "large"], "small") };
options(#{ port: 80 }, rules)
// => #{ port: 80, size: "small" }
```"#
    }

    fn show(&self) -> String {
        match self {
            Self::Required(description) | Self::Optional(description) => {
                format!("a rule for an option ({description})")
            }
            Self::OneOf { .. } | Self::Default(_) => "a rule for an option".into(),
        }
    }

    fn to_value(&self) -> Result<Value, Diagnostic> {
        Err(not_data(
            "a rule for an option is no data",
            "write it in the second argument of `options`",
        ))
    }
}

impl Rule {
    /// The rule that an author wrote: a rule, or a default.
    pub(super) fn of(written: &Dynamic) -> Self {
        written
            .read_lock::<Self>()
            .map_or_else(|| Self::Default(written.clone()), |rule| rule.clone())
    }

    /// A choice between data.
    ///
    /// # Errors
    /// When there is nothing to choose from, or the default is not among it.
    pub(super) fn choice(
        run: &Run,
        choices: &Array,
        default: Option<Dynamic>,
    ) -> Result<Self, Diagnostic> {
        let choices: Vec<Value> = choices
            .iter()
            .filter_map(|choice| run.convert(choice).transpose())
            .collect::<Result<_, _>>()?;
        if choices.is_empty() {
            return Err(Diagnostic::error(
                "missing-value",
                "`one_of` needs an array of what the option can be",
            )
            .hint("write the choices into it: `one_of([\"small\", \"large\"])`"));
        }
        let rule = Self::OneOf { choices, default: default.clone() };
        default.map_or(Ok(()), |default| rule.take(run, "the default", &default).map(drop))?;
        Ok(rule)
    }

    /// What the option `name` is when `value` is given for it.
    ///
    /// # Errors
    /// When the rule doesn't allow it.
    pub(super) fn take(
        &self,
        run: &Run,
        name: &str,
        value: &Dynamic,
    ) -> Result<Dynamic, Diagnostic> {
        match self {
            Self::Required(_) | Self::Optional(_) => Ok(value.clone()),
            Self::OneOf { choices, .. } => among(run, name, choices, value),
            Self::Default(default) => like(run, name, default, value),
        }
    }

    /// What the option `name` is when it is left out.
    ///
    /// # Errors
    /// When it has to be given.
    pub(super) fn fallback(&self, name: &str) -> Result<Dynamic, Diagnostic> {
        let missing = || {
            Diagnostic::error("missing-option", format!("the option `{name}` is missing"))
                .hint(format!("add it: `{name}: ...`").as_str())
        };
        match self {
            Self::Required(description) => {
                Err(missing().note(format!("`{name}` is {description}")))
            }
            Self::OneOf { choices, default: None } => Err(missing().note(format!(
                "the choices are {}",
                words::list(choices.iter().map(shown), "and")
            ))),
            Self::OneOf { default: Some(default), .. } | Self::Default(default) => {
                Ok(default.clone())
            }
            Self::Optional(_) => Ok(Dynamic::UNIT),
        }
    }
}

fn shown(value: &Value) -> String {
    match value.bare() {
        Value::Int(int) => int.to_string(),
        Value::Float(float) => float.to_string(),
        Value::Bool(flag) => flag.to_string(),
        other => {
            other.as_str().map_or_else(|| other.kind().to_string(), |text| format!("{text:?}"))
        }
    }
}

fn among(run: &Run, name: &str, choices: &[Value], value: &Dynamic) -> Result<Dynamic, Diagnostic> {
    let given = run.convert(value)?.unwrap_or(Value::Null);
    if choices.contains(given.bare()) {
        return Ok(value.clone());
    }
    let known = choices.iter().filter_map(Value::as_str);
    let hint = given.as_str().and_then(|text| suggest::did_you_mean(text, known));
    Err(Diagnostic::error("not-one-of", format!("`{name}` can't be {}", shown(&given)))
        .note(format!("the choices are {}", words::list(choices.iter().map(shown), "and")))
        .hint(hint.unwrap_or_else(|| "choose one of them".into()).as_str()))
}

/// `value` when it is of the same kind as `default`. What a tool only knows later can be anything.
fn like(run: &Run, name: &str, default: &Dynamic, value: &Dynamic) -> Result<Dynamic, Diagnostic> {
    let bare = bare(value);
    let fits = match kind(default) {
        None => true,
        Some(NUMBER) => bare.is_float() || bare.is_int(),
        Some(expected) => kind(&bare) == Some(expected),
    };
    if fits
        || run
            .handle(&bare)
            .is_some_and(|handle| handle.to_value().is_ok_and(|value| value.as_text().is_some()))
    {
        return Ok(value.clone());
    }
    let expected = kind(default).unwrap_or("something else");
    match run.convert(&bare) {
        Ok(Some(found)) => {
            Err(DeError::wrong(expected, &found).inside(Step::Key(name.into())).to_diagnostic(""))
        }
        _ => Err(Diagnostic::error(
            "wrong-type",
            format!("`{name}` must be {expected}, not {}", type_in_words(bare.type_name())),
        )
        .hint(format!("give it {expected}").as_str())),
    }
}

const NUMBER: &str = "a number";

/// Whether a value is of a kind.
type Test = fn(&Dynamic) -> bool;

/// The type of a default, in words; none when it is of any.
fn kind(value: &Dynamic) -> Option<&'static str> {
    let value = bare(value);
    let kinds: [(Test, &str); 7] = [
        (Dynamic::is_string, "a string"),
        (Dynamic::is_int, "an int"),
        (Dynamic::is_float, NUMBER),
        (Dynamic::is_bool, "a bool"),
        (Dynamic::is_array, "an array"),
        (Dynamic::is_map, "a map"),
        (Dynamic::is_fnptr, "a function"),
    ];
    kinds.iter().find(|(is, _)| is(&value)).map(|(_, words)| *words)
}

fn bare(value: &Dynamic) -> Dynamic {
    value.read_lock::<Noted>().map_or_else(|| value.clone(), |noted| noted.value.clone())
}
