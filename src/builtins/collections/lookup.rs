//! Finding a part of something: at a path, or by the name of a property.

use crate::diag::{Diagnostic, suggest};
use crate::engine::Run;
use crate::engine::convert::Noted;
use crate::value::{Path, Step};
use rhai::Dynamic;

/// What is at `path` in `data`; none where something on the way is missing.
///
/// # Errors
/// When `path` is no path.
pub(super) fn look_up(
    run: &Run,
    data: &Dynamic,
    path: &str,
) -> Result<Option<Dynamic>, Diagnostic> {
    let path: Path = path.parse().map_err(|_| bad_path(path))?;
    let mut found = Some(data.clone());
    for step in &path.0 {
        found = found.and_then(|value| child(run, &value, step)).filter(|value| !value.is_unit());
    }
    Ok(found.filter(|value| !value.is_unit()))
}

/// The property `name` of an item of an array, for functions that take a key in place of a function.
///
/// # Errors
/// When the item has no such property.
pub(super) fn property(
    run: &Run,
    item: &Dynamic,
    name: &str,
    index: usize,
) -> Result<Dynamic, Diagnostic> {
    child(run, item, &Step::Key(name.into())).ok_or_else(|| {
        let map = item.as_map_ref().ok();
        let hint =
            map.and_then(|map| suggest::did_you_mean(name, map.keys().map(|key| key.as_str())));
        Diagnostic::error("unknown-property", format!("item {index} of the array has no `{name}`"))
            .hint(hint.as_deref())
    })
}

fn child(run: &Run, value: &Dynamic, step: &Step) -> Option<Dynamic> {
    if let Some(noted) = value.read_lock::<Noted>() {
        return child(run, &noted.value, step);
    }
    match step {
        Step::Key(key) => match value.as_map_ref() {
            Ok(map) => map.get(key).cloned(),
            Err(_) => run.handle(value)?.member(run, key),
        },
        Step::Index(index) => value.as_array_ref().ok()?.get(*index).cloned(),
    }
}

fn bad_path(path: &str) -> Diagnostic {
    Diagnostic::error("invalid-path", format!("{path:?} is no path"))
        .hint("write keys with dots between them, numbers and odd keys in brackets: `a.b[0]`, `labels[\"a.b/c\"]`")
}
