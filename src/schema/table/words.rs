//! Types in words: `a string`, `a list of numbers`, `a map with host and port`.

use super::view::View;
use crate::diag::words;
use crate::schema::model::bounds::Bounds;
use crate::schema::model::types::{Object, Type};
use crate::value::Kinds;
use std::fmt;

/// How many keys of a map are named where one is expected.
const MOST_NAMED: usize = 4;

/// The names of types, which have a plural.
const NOUNS: [&str; 7] = ["array", "list", "map", "string", "number", "int", "bool"];

/// How deep a type is described: `a list of lists of strings`.
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
        Type::Any | Type::Ref(_) | Type::Ruled(..) => "anything".into(),
        Type::Scalar(kinds, bounds) => scalar(*kinds, *bounds, list),
        Type::Format(format) => format.what.into(),
        Type::Pattern(pattern) => {
            let text = scalar(Kinds::TEXT, pattern.bounds, list);
            format!("{text} that matches `{}`", pattern.text)
        }
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

/// Several of a type: each of its alternatives in the plural, or none of them.
fn plural(view: View<'_>, list: &str, depth: usize) -> String {
    let one = within(view, list, depth);
    let alternatives = one.split(" or ").map(|part| {
        let parts = part.split(", ").map(several);
        parts.collect::<Option<Vec<_>>>().map(|parts| parts.join(", "))
    });
    alternatives.collect::<Option<Vec<_>>>().map_or(one.clone(), |all| all.join(" or "))
}

/// `an int from 1 to 3` as `ints from 1 to 3`; none for what has no plural. A key in a list of keys is as it is.
fn several(one: &str) -> Option<String> {
    if one == "null" || one.starts_with('`') {
        return Some(one.into());
    }
    let plain = one.strip_prefix("an ").or_else(|| one.strip_prefix("a "))?;
    let noun = NOUNS.iter().find(|noun| plain.starts_with(*noun))?;
    Some(format!("{noun}s{}", &plain[noun.len()..]))
}

/// The words of Terraform's users.
impl fmt::Display for Type {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&View::of(self).expected("a list"))
    }
}
