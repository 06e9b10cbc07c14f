//! A rule for one option: whether it is given, what its value can be, and what it is without being given.

use crate::diag::Diagnostic;
use crate::diag::words;
use crate::engine::convert::Noted;
use crate::engine::handle::not_data;
use crate::engine::{Handle, Run};
use crate::value::{Key, Value};
use regex_lite::Regex;
use rhai::{Dynamic, FLOAT, INT};
use std::fmt::Display;
use std::sync::Arc;

/// A rule for one option.
#[derive(Clone, Debug)]
pub(super) struct Rule(Arc<Parts>);

/// What a rule says.
#[derive(Clone, Debug)]
pub(super) struct Parts {
    /// What the option is for.
    pub(super) what: String,
    pub(super) kind: Kind,
    pub(super) absent: Absent,
    /// Why it should not be given any more.
    pub(super) deprecated: Option<String>,
    /// What it is called now.
    pub(super) renamed: Option<Key>,
}

/// What an option is that is left out.
#[derive(Clone, Debug)]
pub(super) enum Absent {
    /// A mistake.
    Missing,
    Unit,
    Default(Dynamic),
    /// Its own options, with their defaults.
    Nested,
}

impl Handle for Rule {
    fn about() -> &'static str {
        r#"What an option of a recipe function may be, for `options`: whether it has to be given, what it is, and its default.

```rhai
let rules = #{ port: required("the port it listens on", int(1..=65535)), host: optional("public name", text()), size: one_of(["small", "large"]).or("small"), replicas: 1 };
options(#{ port: 80 }, rules)
// => #{ port: 80, size: "small", replicas: 1 }
```"#
    }

    fn show(&self) -> String {
        if self.0.what.is_empty() {
            "a rule for an option".into()
        } else {
            format!("a rule for an option ({})", self.0.what)
        }
    }

    fn to_value(&self) -> Result<Value, Diagnostic> {
        Err(not_data(
            "a rule for an option is no data",
            "write it in the second argument of `options`",
        ))
    }
}

impl std::ops::Deref for Rule {
    type Target = Parts;

    fn deref(&self) -> &Parts {
        &self.0
    }
}

impl Rule {
    /// An option of this kind, which has to be given.
    pub(super) fn new(kind: Kind) -> Self {
        let absent = match kind {
            Kind::Nested(_) => Absent::Nested,
            _ => Absent::Missing,
        };
        let parts = Parts { what: String::new(), kind, absent, deprecated: None, renamed: None };
        Self(Arc::new(parts))
    }

    /// The same rule with something changed.
    pub(super) fn with(mut self, change: impl FnOnce(&mut Parts)) -> Self {
        change(Arc::make_mut(&mut self.0));
        self
    }

    /// The rule that an author wrote: a rule, a map of rules and defaults, or a default.
    pub(super) fn of(run: &Run, written: &Dynamic) -> Self {
        if let Some(rule) = written.read_lock::<Self>() {
            return rule.clone();
        }
        match bare(written).as_map_ref() {
            Ok(inside) if !inside.is_empty() => {
                let kind = Kind::Nested(Nested { rules: rules(run, &inside), is_open: false });
                Self::new(Kind::OrLater(Box::new(kind))).with(|parts| parts.absent = Absent::Nested)
            }
            _ => Self::new(Kind::of(written))
                .with(|parts| parts.absent = Absent::Default(written.clone())),
        }
    }
}

/// The rules that an author wrote, in that order.
pub(super) fn rules(run: &Run, written: &rhai::Map) -> Vec<(Key, Rule)> {
    let names = run.keys_in_order(written);
    names
        .into_iter()
        .map(|name| {
            let rule = Rule::of(run, &written[&name]);
            (name, rule)
        })
        .collect()
}

/// What the value of an option can be.
#[derive(Clone, Debug)]
pub(super) enum Kind {
    Any,
    Bool,
    /// An int between two others, both included.
    Int(Bounds<INT>),
    /// An int or a float.
    Number(Bounds<FLOAT>),
    /// Text; with a pattern all of it has to match.
    Text(Option<Pattern>),
    /// One of these.
    Choice(Vec<Value>),
    Environment,
    /// An expression that Terraform evaluates, of a block of this type where it is known.
    Reference(Option<Key>),
    Secret,
    Path,
    Network,
    Function,
    List(Box<Kind>),
    Map(Box<Kind>),
    /// A map of options.
    Nested(Nested),
    AnyOf(Vec<Kind>),
    /// This, or what is only known when a target evaluates it.
    OrLater(Box<Kind>),
}

/// The least and the most, where there are such.
#[derive(Clone, Copy, Debug)]
pub(super) struct Bounds<N> {
    pub(super) least: Option<N>,
    pub(super) most: Option<N>,
}

/// What all of a text has to match.
#[derive(Clone, Debug)]
pub(super) struct Pattern {
    pub(super) written: String,
    pub(super) regex: Regex,
}

/// Options inside an option.
#[derive(Clone, Debug)]
pub(super) struct Nested {
    pub(super) rules: Vec<(Key, Rule)>,
    /// Whether other keys pass as they are.
    pub(super) is_open: bool,
}

impl<N: PartialOrd + Copy + Display> Bounds<N> {
    pub(super) const NONE: Self = Self { least: None, most: None };

    pub(super) fn has(&self, number: N) -> bool {
        self.least.is_none_or(|least| number >= least)
            && self.most.is_none_or(|most| number <= most)
    }

    fn words(&self, what: &str) -> String {
        match (self.least, self.most) {
            (Some(least), Some(most)) => format!("{what} from {least} to {most}"),
            (Some(least), None) => format!("{what} of {least} or more"),
            (None, Some(most)) => format!("{what} of {most} or less"),
            (None, None) => what.into(),
        }
    }
}

impl Kind {
    /// What a default says of an option; targets may come to know the value later.
    pub(super) fn of(default: &Dynamic) -> Self {
        let bare = bare(default);
        let kind = if bare.is_int() {
            Self::Int(Bounds::NONE)
        } else if bare.is_float() {
            Self::Number(Bounds::NONE)
        } else if bare.is_bool() {
            Self::Bool
        } else if bare.is_string() {
            Self::Text(None)
        } else if bare.is_fnptr() {
            return Self::Function;
        } else if let Ok(items) = bare.as_array_ref() {
            Self::List(Box::new(Self::of_items(&items)))
        } else if bare.is_map() {
            Self::Map(Box::new(Self::Any))
        } else {
            return Self::Any;
        };
        Self::OrLater(Box::new(kind))
    }

    /// What the items of a default have in common. What is inside of maps may differ from one to the next.
    fn of_items(items: &[Dynamic]) -> Self {
        let mut kinds: Vec<Self> = Vec::new();
        for kind in items.iter().map(Self::of) {
            if kinds.iter().all(|known| known.words() != kind.words()) {
                kinds.push(kind);
            }
        }
        match (kinds.pop(), kinds.is_empty()) {
            (Some(only), true) => only,
            (Some(last), false) => Self::AnyOf(kinds.into_iter().chain([last]).collect()),
            (None, _) => Self::Any,
        }
    }

    /// What is expected, as a sentence has it, with its article.
    pub(super) fn words(&self) -> String {
        match self {
            Self::Any => "any value".into(),
            Self::Bool => "a bool".into(),
            Self::Int(bounds) => bounds.words("an int"),
            Self::Number(bounds) => bounds.words("a number"),
            Self::Text(None) => "a string".into(),
            Self::Text(Some(pattern)) => format!("a string that matches `{}`", pattern.written),
            Self::Choice(choices) => words::list(choices.iter().map(shown), "or"),
            Self::Environment => "an environment".into(),
            Self::Reference(None) => "a Terraform reference".into(),
            Self::Reference(Some(kind)) => format!("a reference to a block of the type `{kind}`"),
            Self::Secret => "a secret".into(),
            Self::Path => "a path inside the project".into(),
            Self::Network => "a network such as `10.0.0.0/16`".into(),
            Self::Function => "a function".into(),
            Self::List(_) => "an array".into(),
            Self::Map(_) | Self::Nested(_) => "a map".into(),
            Self::AnyOf(kinds) => kinds.iter().map(Self::words).collect::<Vec<_>>().join(" or "),
            Self::OrLater(kind) => kind.words(),
        }
    }

    /// The same map of options, for maps that may have other keys too.
    pub(super) fn open(self) -> Self {
        match self {
            Self::Nested(nested) => Self::Nested(Nested { is_open: true, ..nested }),
            Self::OrLater(kind) => Self::OrLater(Box::new(kind.open())),
            kind => kind,
        }
    }

    /// Whether it is, or can be, a secret: what is given in its place may be its value.
    pub(super) fn holds_secret(&self) -> bool {
        match self {
            Self::AnyOf(kinds) => kinds.iter().any(Self::holds_secret),
            kind => matches!(kind.known(), Self::Secret),
        }
    }

    /// Whether it is, or can be, something that is only known later.
    pub(super) fn holds_later(&self) -> bool {
        match self {
            Self::AnyOf(kinds) => kinds.iter().any(Self::holds_later),
            kind => matches!(kind, Self::Secret | Self::Reference(_) | Self::OrLater(_)),
        }
    }

    /// What is expected of a value that is known now.
    pub(super) fn known(&self) -> &Self {
        match self {
            Self::OrLater(kind) => kind.known(),
            kind => kind,
        }
    }

    /// The same, and what is only known later, inside of it too.
    pub(super) fn or_later(self) -> Self {
        match self {
            Self::AnyOf(kinds) => Self::AnyOf(kinds.into_iter().map(Self::or_later).collect()),
            Self::List(item) => Self::OrLater(Box::new(Self::List(Box::new(item.or_later())))),
            Self::Map(item) => Self::OrLater(Box::new(Self::Map(Box::new(item.or_later())))),
            later @ (Self::OrLater(_) | Self::Any) => later,
            kind => Self::OrLater(Box::new(kind)),
        }
    }
}

/// A value without its comments.
pub(super) fn bare(value: &Dynamic) -> Dynamic {
    value.read_lock::<Noted>().map_or_else(|| value.clone(), |noted| noted.value.clone())
}

/// Data as a sentence has it.
pub(super) fn shown(value: &Value) -> String {
    match value.bare() {
        Value::Int(int) => int.to_string(),
        Value::Float(float) => float.to_string(),
        Value::Bool(flag) => flag.to_string(),
        other => {
            other.as_str().map_or_else(|| other.kind().to_string(), |text| format!("{text:?}"))
        }
    }
}
