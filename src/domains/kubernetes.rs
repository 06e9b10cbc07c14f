//! Kubernetes: what raw objects can be written as.

use crate::diag::Diagnostic;
use crate::document::{Checked, Format, PathRule};
use crate::emit::Syntax;
use crate::schema::Problem;
use crate::value::{Path, Value};

/// An array of objects, which is no file that `kubectl` reads: it wants one object in each document.
pub(super) const OBJECTS: Format = Format {
    recognises: Some(|path, value| Syntax::of(path) == Some(Syntax::Yaml) && are_objects(value)),
    checks: &[|_: &Checked<'_>| vec![Problem::value(Path::root(), array())]],
    ..Format::new("kubernetes/objects", PathRule::Fixed(""))
};

fn are_objects(value: &Value) -> bool {
    let is_object = |item: &Value| item.get("apiVersion").is_some() && item.get("kind").is_some();
    value.as_list().is_some_and(|items| !items.is_empty() && items.iter().all(is_object))
}

fn array() -> Diagnostic {
    let message = "an array of Kubernetes objects is no file that `kubectl` reads";
    Diagnostic::error("array-of-objects", message)
        .hint("for one file with a document each, use `yaml::documents(path)` and `add` them")
        .hint("for one list object, emit `#{ apiVersion: \"v1\", kind: \"List\", items: objects }`")
}
