//! What differs between the families of files that are checked by types.

use crate::schema::model::Version;
use crate::value::{Kinds, Text, Value};
use std::fmt;

/// How a schema of the program is replaced by a newer one.
pub(super) const NEWER: &str = "use a newer `sw`, give the project the schema with `sw schema add`";

/// What differs between families of files.
#[derive(Clone, Copy)]
pub struct Dialect<'a> {
    /// What is known of a text that is checked.
    pub openness: &'a dyn Fn(&Text) -> Openness,
    /// Whether the tool turns text, numbers, `true` and `false` into one another, and takes null for what is left out.
    pub coerces: bool,
    /// What a key is called: `key`, `argument`.
    pub key: &'a str,
    /// What a list is called: `an array`, `a list`.
    pub list: &'a str,
    /// What the whole value is, where its type does not say it: `the resource aws_vpc.main`.
    pub subject: &'a dyn fmt::Display,
    /// Whether the whole value may have a key besides.
    pub also: &'a dyn Fn(&str) -> bool,
    /// Whether the whole value needs its required keys: not where others complete it.
    pub is_whole: bool,
    /// The last version that had a key of the whole value, where that is known apart from its type.
    pub removed: &'a dyn Fn(&str) -> Option<Version>,
    /// The version of the tool that is meant; the newest where there is none.
    pub version: Option<Version>,
    /// How the schema is replaced by a newer one.
    pub newer: &'a str,
}

/// What is known of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Openness {
    /// All of it.
    Known,
    /// That it is text.
    LaterText,
    /// Nothing: it may become a number, a list or a map.
    LaterAny,
}

impl Openness {
    /// What holes leave open: a text that is nothing but a hole can be anything.
    pub fn of_holes(text: &Text) -> Self {
        match (text.as_str(), text.as_hole()) {
            (Some(_), _) => Self::Known,
            (_, Some(_)) => Self::LaterAny,
            _ => Self::LaterText,
        }
    }
}

impl Dialect<'static> {
    /// Documents of keys and arrays.
    pub const DOCUMENT: Self = Self {
        openness: &Openness::of_holes,
        coerces: false,
        key: "key",
        list: "an array",
        subject: &"this document",
        also: &|_| false,
        is_whole: true,
        removed: &|_| None,
        version: None,
        newer: NEWER,
    };
    /// Languages of arguments and lists, whose values are turned into one another.
    pub const LANGUAGE: Self = Self {
        coerces: true,
        key: "argument",
        list: "a list",
        subject: &"this block",
        ..Self::DOCUMENT
    };
}

impl Dialect<'_> {
    /// Whether a scalar of these kinds can be written as this value.
    pub(super) fn takes(&self, kinds: Kinds, value: &Value) -> bool {
        kinds.has(Kinds::of(value)) || (self.coerces && coerced(kinds, value))
    }
}

/// Whether a value becomes one of these kinds. A text that is only known later may be anything.
fn coerced(kinds: Kinds, value: &Value) -> bool {
    match value {
        Value::Bool(_) | Value::Int(_) | Value::Float(_) => kinds.has(Kinds::TEXT),
        Value::Text(text) => text.as_str().is_none_or(|text| {
            let is_number = || text.parse::<f64>().is_ok_and(f64::is_finite);
            let is_flag = || matches!(text, "true" | "false" | "1" | "0");
            kinds.has(Kinds::NUMBER) && is_number() || kinds.has(Kinds::BOOL) && is_flag()
        }),
        _ => false,
    }
}
