//! `input`: values that the user passes to a run.

use super::evaluated::{Live, live};
use crate::diag::{Diagnostic, suggest, words};
use crate::engine::convert::to_dynamic;
use crate::engine::error::lower_first;
use crate::engine::options::{options, place_of};
use crate::engine::{
    AnswerKind, At, Fallible, Functions, Namespace, OptionMap, Page, Question, Run,
};
use crate::value::Value;
use regex_lite::Regex;
use rhai::{Dynamic, Map, NativeCallContext as Ctx};
use schemars::JsonSchema;
use serde::Deserialize;

/// These functions, by their bare names.
pub(crate) const NAMESPACE: Namespace = Namespace {
    functions: || Functions::module(&[functions]),
    options: &[OptionMap::of::<Options>(&["input"])],
    pages: &[Page::new(include_str!("input.md"))],
    ..Namespace::named("", "Values that the user passes to a run.")
};

/// What can be said about an input.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
struct Options {
    /// `"text"`, `"number"`, `"bool"`, or an array of all it can be; without it that of `default`, or text.
    r#type: Option<Value>,
    /// What it is when nothing is given; without one, something has to be.
    default: Option<Value>,
    /// What it is for, in a few words.
    description: Option<String>,
    /// A regular expression that the whole text has to fit.
    pattern: Option<String>,
    /// Whether the text may hold what a target evaluates (`${`, `%{`, `{{`, `$(`, `$NAME`, a backtick), control characters and
    /// letters that are not seen. Otherwise such a text is refused: it is data, and must not become code in a file.
    template: bool,
}

/// What an input may be.
enum Kind {
    Text,
    Number,
    Bool,
    OneOf(Vec<Value>),
}

impl Kind {
    fn of(options: &Options) -> Result<Self, Diagnostic> {
        match (&options.r#type, options.default.as_ref().map(Value::bare)) {
            (Some(Value::List(choices)), _) if !choices.is_empty() => Ok(Self::OneOf(choices.clone())),
            (Some(kind), _) => match kind.as_str() {
                Some("text") => Ok(Self::Text),
                Some("number") => Ok(Self::Number),
                Some("bool") => Ok(Self::Bool),
                _ => Err(Diagnostic::error(
                    "not-one-of",
                    "the `type` of an input is \"text\", \"number\", \"bool\" or an array of what it can be",
                )
                .hint("write one of these; without `type` it is the type of the `default`, or text")),
            },
            (None, Some(Value::Int(_) | Value::Float(_))) => Ok(Self::Number),
            (None, Some(Value::Bool(_))) => Ok(Self::Bool),
            (None, _) => Ok(Self::Text),
        }
    }

    /// What a text from outside means.
    fn read(&self, text: &str) -> Option<Value> {
        match self {
            Self::Text => Some(text.into()),
            Self::Number => text
                .parse()
                .map(Value::Int)
                .ok()
                .or_else(|| text.parse().ok().filter(|n: &f64| n.is_finite()).map(Value::Float)),
            Self::Bool => text.parse().map(Value::Bool).ok(),
            Self::OneOf(choices) => choices.iter().find(|choice| shown(choice) == text).cloned(),
        }
    }

    /// Whether a recipe's own value is of this kind.
    fn takes(&self, value: &Value) -> bool {
        match self {
            Self::Text => value.as_str().is_some(),
            Self::Number => matches!(value.bare(), Value::Int(_) | Value::Float(_)),
            Self::Bool => matches!(value.bare(), Value::Bool(_)),
            Self::OneOf(choices) => choices.contains(value.bare()),
        }
    }

    fn words(&self) -> String {
        match self {
            Self::Text => "a string".into(),
            Self::Number => "a number".into(),
            Self::Bool => "`true` or `false`".into(),
            Self::OneOf(choices) => words::list(choices.iter().map(shown), "or"),
        }
    }

    /// The question that asks for such an input.
    fn question(&self, name: &str, options: &Options) -> Question {
        let kind = self.words();
        let what = options
            .description
            .as_ref()
            .map_or_else(|| kind.clone(), |description| format!("{description} ({kind})"));
        Question { name: name.into(), what, kind: self.answer() }
    }

    fn answer(&self) -> AnswerKind {
        match self {
            Self::Text => AnswerKind::Text,
            Self::Number => AnswerKind::Number,
            Self::Bool => AnswerKind::Bool,
            Self::OneOf(choices) => AnswerKind::OneOf(choices.iter().map(shown).collect()),
        }
    }

    fn example(&self) -> String {
        match self {
            Self::Text => "...".into(),
            Self::Number => "3".into(),
            Self::Bool => "true".into(),
            Self::OneOf(choices) => choices.first().map(shown).unwrap_or_default(),
        }
    }
}

/// A value as it is typed on a command line.
fn shown(value: &Value) -> String {
    match value.bare() {
        Value::Bool(flag) => flag.to_string(),
        Value::Int(int) => int.to_string(),
        Value::Float(float) => float.to_string(),
        other => other.as_str().unwrap_or_default().into(),
    }
}

fn asked(run: &Run, name: &str, options: &Options) -> Result<Value, Diagnostic> {
    let kind = Kind::of(options)?;
    if let Some(default) = options.default.as_ref().filter(|default| !kind.takes(default)) {
        return Err(Diagnostic::error(
            "wrong-type",
            format!(
                "the default of the input `{name}` is {}, and it takes {}",
                default.kind(),
                kind.words()
            ),
        )
        .hint("change the `default`, or the `type`"));
    }
    let what = options.description.clone().unwrap_or_else(|| kind.words());
    let given = run.questions.ask(name, &what);
    let text = match (given, &options.default) {
        (Some(text), _) => text,
        (None, Some(default)) => return Ok(default.clone()),
        (None, None) => run
            .world
            .ask(&kind.question(name, options))
            .ok_or_else(|| missing(name, &kind, &what))?,
    };
    let text = text.as_str();
    crate::engine::reading::refuse_mark(text)?;
    let value = kind.read(text);
    // A number, a flag and one of the recipe's own choices hold nothing else.
    if !options.template && (value.is_none() || matches!(kind, Kind::Text)) {
        live(text).map_or(Ok(()), |found| Err(more_than_data(name, &found)))?;
    }
    let value = value.ok_or_else(|| wrong(name, text, &kind))?;
    match &options.pattern {
        Some(pattern) if !matcher(pattern)?.is_match(text) => {
            Err(Diagnostic::error("invalid-input", format!("the input `{name}` can't be {text:?}"))
                .note(format!("it has to look like `{pattern}`"))
                .hint(format!("give another one: `--set {name}=...`").as_str()))
        }
        _ => Ok(value),
    }
}

/// A pattern that fits a whole text.
fn matcher(pattern: &str) -> Result<Regex, Diagnostic> {
    Regex::new(&format!("^(?:{pattern})$")).map_err(|error| {
        Diagnostic::error(
            "invalid-pattern",
            format!("`{pattern}` is no pattern: {}", lower_first(&error.to_string())),
        )
        .hint("write a regular expression, such as `[a-z][a-z0-9-]*`")
    })
}

fn missing(name: &str, kind: &Kind, what: &str) -> Diagnostic {
    Diagnostic::error("missing-input", format!("the input `{name}` has no value"))
        .note(format!("it is asked for: {what}"))
        .hint(format!("give it one: `--set {name}={}`", kind.example()).as_str())
        .hint("or give it a `default` in the recipe")
}

fn wrong(name: &str, text: &str, kind: &Kind) -> Diagnostic {
    let problem = Diagnostic::error(
        "invalid-input",
        format!("the input `{name}` can't be {text:?}: it takes {}", kind.words()),
    );
    match kind {
        Kind::OneOf(choices) => {
            let choices: Vec<String> = choices.iter().map(shown).collect();
            problem.hint(
                suggest::did_you_mean(text, choices.iter().map(String::as_str))
                    .unwrap_or_else(|| "choose one of these".into())
                    .as_str(),
            )
        }
        _ => problem.hint(format!("give it as `--set {name}={}`", kind.example()).as_str()),
    }
}

/// A text from outside is data; what a target would evaluate, and what is invisible, has to be allowed.
fn more_than_data(name: &str, found: &Live<'_>) -> Diagnostic {
    let (what, why) = match found {
        Live::Evaluated(start, who) => {
            let shown = if start == "`" { "a backtick".into() } else { format!("`{start}`") };
            (format!("{shown}, which {who}"), "in the files that are made it would become code")
        }
        Live::Open(start) => (
            format!("`{start}` at its end"),
            "with what follows it in a file, it could become code",
        ),
        Live::Hidden(c) if c.is_control() => (
            format!("the control character U+{:04X}", u32::from(*c)),
            "it could break or hide what a file says",
        ),
        Live::Hidden(c) => (
            format!("the invisible character U+{:04X}", u32::from(*c)),
            "what a reviewer sees would not be what is there",
        ),
    };
    Diagnostic::error("invalid-input", format!("the input `{name}` holds {what}"))
        .note(format!("what is given from outside is data; {why}"))
        .hint("give a text without it")
        .hint(format!("where it is meant, the recipe has to allow it: `input(\"{name}\", #{{ template: true }})`").as_str())
}

fn is_name(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.'))
}

fn ask(ctx: &Ctx<'_>, name: &str, options: &Options) -> Fallible<Dynamic> {
    let run = Run::of(ctx);
    if !is_name(name) {
        return Err(Diagnostic::error(
            "invalid-name",
            format!("{name:?} can't be the name of an input"),
        )
        .hint("it starts with a letter, and has letters, digits, `_`, `-` and `.`"))
        .at(ctx);
    }
    asked(&run, name, options).map(|value| to_dynamic(&run, &value)).at(ctx)
}

fn functions(functions: &mut Functions<'_>) {
    functions.add("input(name)", |ctx: Ctx, name: &str| ask(&ctx, name, &Options::default()));
    functions.add("input(name, options)", input_with);
}

fn input_with(ctx: Ctx, name: &str, given: Map) -> Fallible<Dynamic> {
    let options: Options = options(&ctx, &given, "input")?;
    if let Some(pattern) = &options.pattern {
        matcher(pattern)
            .map_err(|problem| problem.at(place_of(&ctx, &given, "pattern")))
            .at(&ctx)?;
    }
    ask(&ctx, name, &options)
}
