//! Types in words: `text`, `a list of numbers`, `a map with host and port`.

use super::view::View;
use crate::diag::words;
use crate::schema::model::kinds::{Bounds, Kinds};
use crate::schema::model::types::{Object, Type};
use std::fmt;

/// How many keys of a map are named where one is expected.
const MOST_NAMED: usize = 4;

/// How deep a type is described: `a list of lists of text`.
const DEEPEST: usize = 3;

impl View<'_> {
    /// What the type takes, in words; `list` is the word for a list: `an array`.
    pub fn expected(self, list: &str) -> String {
        within(self, list, DEEPEST)
    }
}

fn within(view: View<'_>, list: &str, depth: usize) -> String {
    if depth == 0 {
        return view.kinds().words(list);
    }
    let view = view.resolved();
    match view.ty {
        Type::Any | Type::Ref(_) => "anything".into(),
        Type::Scalar(kinds, bounds) => scalar(*kinds, *bounds, list),
        Type::Format(format) => format.what.into(),
        Type::OneOf(kinds, _) => kinds.words(list),
        Type::List { item, .. } => of_items(list, view.at(item), list, depth),
        Type::Tuple(types) => format!("{list} of {}", words::count(types.len(), "value")),
        Type::Map(item, _) => of_items("a map", view.at(item), list, depth),
        Type::Object(object) => with_keys(object),
        Type::Union(types) => union(types, view, list, depth),
    }
}

fn scalar(kinds: Kinds, bounds: Bounds, list: &str) -> String {
    let range = bounds.words();
    let letters = if kinds == Kinds::TEXT && !range.is_empty() { " letters" } else { "" };
    format!("{}{range}{letters}", kinds.words(list))
}

fn with_keys(object: &Object) -> String {
    let names: Vec<&str> = object.names().collect();
    if names.is_empty() || names.len() > MOST_NAMED {
        return "a map".into();
    }
    format!("a map with {}", words::list(&names, "and"))
}

fn union(types: &[Type], view: View<'_>, list: &str, depth: usize) -> String {
    let mut parts: Vec<String> = Vec::new();
    for part in types.iter().map(|ty| within(view.at(ty), list, depth - 1)) {
        if !parts.contains(&part) {
            parts.push(part);
        }
    }
    parts.join(" or ")
}

fn of_items(what: &str, item: View<'_>, list: &str, depth: usize) -> String {
    match item.resolved().ty {
        Type::Any | Type::Ref(_) => what.into(),
        _ => format!("{what} of {}", plural(item, list, depth - 1)),
    }
}

/// Several of a type.
fn plural(view: View<'_>, list: &str, depth: usize) -> String {
    let one = within(view, list, depth);
    let lists = list.split_once(' ').map_or(list, |(_, noun)| noun);
    let nouns = [
        (list, lists),
        ("a map", "map"),
        ("a number", "number"),
        ("a whole number", "whole number"),
    ];
    for (singular, noun) in nouns {
        if let Some(rest) = one.strip_prefix(singular) {
            return format!("{noun}s{rest}");
        }
    }
    if one == "true or false" { "true and false".into() } else { one }
}

/// The words of Terraform's users.
impl fmt::Display for Type {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&View::of(self).expected("a list"))
    }
}
