//! What an object is to the general machinery: which data is one, and by what it is checked.

use super::placeholders::Secrets;
use super::shape::is_object;
use super::{kinds, relations, variables};
use crate::diag::Diagnostic;
use crate::document::{Checked, Format, PathRule};
use crate::emit::Syntax;
use crate::schema::Problem;
use crate::value::{Path, Value};

/// An object, wherever its data is written.
pub(super) const OBJECT: Format = Format {
    noun: "a Kubernetes object",
    placeholders: &Secrets,
    layout: include_str!("object.layout"),
    desugar: Some(variables::desugar),
    is_short: variables::is_short,
    relate: Some(relations::relate),
    look_up: Some(kinds::look_up),
    recognises: Some(|path, value| is_syntax(path) && is_object(value)),
    ..Format::new("kubernetes/object", PathRule::Fixed(""))
};

/// An array of objects, which is no file that `kubectl` reads: it wants one object in each document.
pub(super) const OBJECTS: Format = Format {
    recognises: Some(|path, value| Syntax::of(path) == Some(Syntax::Yaml) && are_objects(value)),
    checks: &[|_: &Checked<'_>| vec![Problem::value(Path::root(), array())]],
    ..Format::new("kubernetes/objects", PathRule::Fixed(""))
};

fn is_syntax(path: &str) -> bool {
    matches!(Syntax::of(path), Some(Syntax::Yaml | Syntax::Json))
}

fn are_objects(value: &Value) -> bool {
    value.as_list().is_some_and(|items| !items.is_empty() && items.iter().all(is_object))
}

fn array() -> Diagnostic {
    let message = "an array of Kubernetes objects is no file that `kubectl` reads";
    Diagnostic::error("array-of-objects", message)
        .hint("for one file with a document each, use `yaml::documents(path)` and `add` them")
        .hint("for one list object, emit `#{ apiVersion: \"v1\", kind: \"List\", items: objects }`")
}
