//! How a value is stored in `values.yaml` and printed by a template, so that what comes out is what went in.
//!
//! Helm reads values through Go's floats, and prints them as text: what would not survive that is stored as the JSON text of
//! what is wanted, which is YAML, too.

use crate::domains::k8s::variants::lowered;
use crate::emit::json;
use crate::value::Value;

/// How a template prints a value.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Print {
    /// A text, in quotes.
    Quoted,
    /// As it is.
    Plain,
    /// An int that would be printed as `1e+06`.
    Int,
    /// Anything that JSON says in one line.
    Json,
    /// A map or an array below its key.
    Below,
}

/// How values that differ are stored and printed.
pub(super) struct Stored {
    pub(super) print: Print,
    /// What is stored for each of them; none for a null.
    pub(super) values: Vec<Option<Value>>,
}

/// The largest int that a float holds exactly.
const LARGEST: u64 = 1 << 53;

/// The ints from which Go prints an exponent.
const LONG: u64 = 100_000;

impl Stored {
    /// How to store these values, of one place in several environments.
    pub(super) fn of(values: &[&Value]) -> Self {
        let plain = || values.iter().map(|value| (!is_null(value)).then(|| bare(value))).collect();
        let raw = || values.iter().map(|value| Some(Value::from(raw(value)))).collect();
        let others: Vec<&Value> = values.iter().copied().filter(|value| !is_null(value)).collect();
        let is = |fits: fn(&Value) -> bool| {
            others.len() == values.len() && others.iter().all(|it| fits(it.bare()))
        };
        let is_nested =
            others.iter().any(|value| value.as_map().is_some() || value.as_list().is_some());
        let (print, values) = if others.iter().any(|value| has_odd_text(value)) {
            (Print::Plain, raw())
        } else if is_nested {
            let is_one_type = others.iter().all(|value| value.as_map().is_some())
                || others.iter().all(|value| value.as_list().is_some());
            match is_one_type && others.iter().all(|value| is_tame(value)) {
                true => (Print::Below, plain()),
                false => (Print::Plain, raw()),
            }
        } else if others.iter().any(|value| is_lossy(value)) {
            (Print::Plain, raw())
        } else if is(|value| matches!(value, Value::Text(_))) {
            (Print::Quoted, plain())
        } else if is(|value| matches!(value, Value::Bool(_))) || is(is_short) {
            (Print::Plain, plain())
        } else if is(|value| matches!(value, Value::Int(_))) {
            (Print::Int, plain())
        } else {
            (Print::Json, plain())
        };
        Self { print, values }
    }

    /// Whether templates see all of them as true.
    pub(super) fn is_true(&self) -> bool {
        self.values.iter().all(|value| match value {
            None | Some(Value::Null | Value::Bool(false) | Value::Int(0)) => false,
            Some(Value::Float(float)) => *float != 0.0,
            Some(Value::Text(text)) => !text.is_empty(),
            Some(Value::List(items)) => !items.is_empty(),
            Some(Value::Map(map)) => !map.is_empty(),
            Some(_) => true,
        })
    }
}

/// A value without its comments and tags.
pub(super) fn bare(value: &Value) -> Value {
    value.map_bare(&mut |_| None)
}

fn is_null(value: &Value) -> bool {
    matches!(value.bare(), Value::Null)
}

fn is_short(value: &Value) -> bool {
    matches!(value, Value::Int(int) if int.unsigned_abs() < LONG)
}

/// Whether Go's float loses what kind of number it is.
fn is_lossy(value: &Value) -> bool {
    match value.bare() {
        Value::Int(int) => int.unsigned_abs() > LARGEST,
        Value::Float(float) => float.fract() == 0.0,
        _ => false,
    }
}

fn texts(value: &Value) -> impl Iterator<Item = &str> {
    let keys = value
        .descendants()
        .filter_map(Value::as_map)
        .flat_map(|map| map.keys().map(|it| it.as_str()));
    value.descendants().filter_map(Value::as_str).chain(keys)
}

/// Whether it has a letter that Go's YAML writes and can't read again.
fn has_odd_text(value: &Value) -> bool {
    texts(value).any(|text| text.chars().any(is_odd))
}

fn is_odd(letter: char) -> bool {
    matches!(letter, '\u{0}'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{7f}'..='\u{9f}')
        || matches!(letter, '\u{2028}' | '\u{2029}' | '\u{feff}')
}

/// Whether `toYaml` prints it so that it is read again as it is.
pub(super) fn is_tame(value: &Value) -> bool {
    let is_kept = |value: &Value| !is_null(value) && !is_lossy(value);
    value.descendants().all(is_kept) && texts(value).all(is_tame_text)
}

fn is_tame_text(text: &str) -> bool {
    let is_line = !text.contains('\n')
        || !text.starts_with([' ', '\n', '\t']) && !text.contains('\t') && !text.ends_with("\n\n");
    let is_blank = !text.is_empty() && text.trim().is_empty();
    is_line && !is_blank && !text.contains(|it: char| it < ' ' && it != '\n') && !is_exponent(text)
}

/// A number beyond floats, which Go's YAML prints without quotes.
fn is_exponent(text: &str) -> bool {
    let is_number =
        |text: &str| !text.is_empty() && text.chars().all(|it| it.is_ascii_digit() || it == '.');
    let text = text.trim_start_matches(['-', '+']);
    text.split_once(['e', 'E'])
        .is_some_and(|(a, b)| is_number(a) && is_number(b.trim_start_matches(['-', '+'])))
}

/// The value as JSON, of which every letter is one that Go's YAML reads.
fn raw(value: &Value) -> String {
    let text = json::line(&lowered(value)).unwrap_or_default();
    let mut safe = String::with_capacity(text.len());
    for letter in text.chars() {
        if is_odd(letter) || letter == '\r' {
            safe.push_str(&format!("\\u{:04x}", u32::from(letter)));
        } else {
            safe.push(letter);
        }
    }
    safe
}
