//! The operations of a JSON patch (RFC 6902), on an object that a recipe holds.

use crate::diag::Diagnostic;
use crate::engine::Run;
use rhai::{Array, Dynamic, ImmutableString, Map};

/// What is done at the end of a path.
enum Act {
    Add(Dynamic),
    Replace(Dynamic),
    Remove,
    Read,
}

/// Applies an operation: `#{ op: "replace", path: "/spec/replicas", value: 3 }`.
///
/// # Errors
/// When it is none, or when nothing is at its path.
pub(super) fn operate(
    mut object: Dynamic,
    operation: &Dynamic,
    run: &Run,
) -> Result<Dynamic, Diagnostic> {
    let operation = Operation::read(operation, run)?;
    let path = operation.path("path")?;
    let _ = match &*operation.name {
        "add" => act(&mut object, &path, Act::Add(operation.value()?))?,
        "replace" => act(&mut object, &path, Act::Replace(operation.value()?))?,
        "remove" => act(&mut object, &path, Act::Remove)?,
        "move" => {
            let moved = act(&mut object, &operation.path("from")?, Act::Remove)?;
            act(&mut object, &path, Act::Add(moved))?
        }
        "copy" => {
            let copied = act(&mut object, &operation.path("from")?, Act::Read)?;
            act(&mut object, &path, Act::Add(copied))?
        }
        "test" => {
            let there = act(&mut object, &path, Act::Read)?;
            if there.to_string() != operation.value()?.to_string() {
                let message = format!("`{path}` is not what this patch was made for");
                return Err(Diagnostic::error("assertion-failed", message)
                    .note(format!("it is {there}"))
                    .hint("the object has changed: adapt the patch"));
            }
            there
        }
        name => {
            let message = format!("a JSON patch has no operation `{name}`");
            let hint = "use `add`, `replace`, `remove`, `move`, `copy` or `test`";
            return Err(Diagnostic::error("not-one-of", message).hint(hint));
        }
    };
    Ok(object)
}

struct Operation<'a> {
    name: String,
    map: Map,
    run: &'a Run,
}

impl<'a> Operation<'a> {
    fn read(given: &Dynamic, run: &'a Run) -> Result<Self, Diagnostic> {
        let map = given.read_lock::<Map>().map(|map| map.clone()).unwrap_or_default();
        let name = map.get("op").and_then(|name| name.read_lock::<ImmutableString>());
        let name = name.map(|name| name.to_string());
        let hint = "an operation is `#{ op: \"replace\", path: \"/spec/replicas\", value: 3 }`";
        let missing = || {
            Diagnostic::error("missing-key", "an operation of a JSON patch needs `op`").hint(hint)
        };
        Ok(Self { name: name.ok_or_else(missing)?, map, run })
    }

    fn missing(&self, key: &str) -> Diagnostic {
        let message = format!("the operation `{}` needs `{key}`", self.name);
        Diagnostic::error("missing-key", message).hint(format!("add `{key}`").as_str())
    }

    fn value(&self) -> Result<Dynamic, Diagnostic> {
        self.map.get("value").cloned().ok_or_else(|| self.missing("value"))
    }

    fn path(&self, key: &str) -> Result<String, Diagnostic> {
        let path = self.map.get(key).and_then(|path| path.read_lock::<ImmutableString>());
        let path = self.run.plain_text(&path.ok_or_else(|| self.missing(key))?)?;
        if path.is_empty() || path.starts_with('/') {
            return Ok(path);
        }
        let hint =
            "write it as `/spec/template/spec/containers/0/image`, with `~1` for a `/` in a key";
        Err(Diagnostic::error("invalid-path", format!("`{path}` is no path of a JSON patch"))
            .hint(hint))
    }
}

/// Does something at a path; returns what was there.
fn act(object: &mut Dynamic, path: &str, act: Act) -> Result<Dynamic, Diagnostic> {
    let steps: Vec<String> =
        path.split('/').skip(1).map(|step| step.replace("~1", "/").replace("~0", "~")).collect();
    walk(object, &steps, act).ok_or_else(|| {
        Diagnostic::error("undeclared-entry", format!("the object has nothing at `{path}`"))
            .hint("`add` adds a key to a map that is there, or an item to a list that is there: `/spec/ports/-`")
    })
}

fn walk(value: &mut Dynamic, steps: &[String], act: Act) -> Option<Dynamic> {
    match steps {
        [] => whole(value, act),
        [last] if value.is_array() => in_list(&mut *value.write_lock::<Array>()?, last, act),
        [last] => in_map(&mut *value.write_lock::<Map>()?, last, act),
        [first, rest @ ..] if value.is_array() => {
            let mut list = value.write_lock::<Array>()?;
            walk(list.get_mut(first.parse::<usize>().ok()?)?, rest, act)
        }
        [first, rest @ ..] => {
            let mut map = value.write_lock::<Map>()?;
            walk(map.get_mut(first.as_str())?, rest, act)
        }
    }
}

fn whole(value: &mut Dynamic, act: Act) -> Option<Dynamic> {
    match act {
        Act::Add(new) | Act::Replace(new) => Some(std::mem::replace(value, new)),
        Act::Remove => None,
        Act::Read => Some(value.clone()),
    }
}

fn in_map(map: &mut Map, key: &str, act: Act) -> Option<Dynamic> {
    match act {
        Act::Add(new) => Some(map.insert(key.into(), new).unwrap_or_default()),
        Act::Replace(new) => Some(std::mem::replace(map.get_mut(key)?, new)),
        Act::Remove => map.remove(key),
        Act::Read => map.get(key).cloned(),
    }
}

fn in_list(list: &mut Array, key: &str, act: Act) -> Option<Dynamic> {
    let index = if key == "-" { list.len() } else { key.parse::<usize>().ok()? };
    match act {
        Act::Add(new) => {
            (index <= list.len()).then(|| list.insert(index, new))?;
            Some(Dynamic::UNIT)
        }
        Act::Replace(new) => Some(std::mem::replace(list.get_mut(index)?, new)),
        Act::Remove => (index < list.len()).then(|| list.remove(index)),
        Act::Read => list.get(index).cloned(),
    }
}
