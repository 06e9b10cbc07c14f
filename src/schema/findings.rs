//! What rules find in an object, and how they look at it.
//!
//! Rules look at values and nothing else; where a value is in the object is found out for those that are wrong.

use crate::diag::Diagnostic;
use crate::schema::Problem;
use crate::value::tagged::UNCHECKED;
use crate::value::{Part, Path, Value, Walk};

/// What rules have found.
pub(crate) struct Findings<'a> {
    root: &'a Value,
    problems: Vec<Problem>,
}

impl<'a> Findings<'a> {
    /// Of an object in which nothing was found yet.
    pub(crate) fn new(root: &'a Value) -> Self {
        Self { root, problems: Vec::new() }
    }

    /// What was found.
    pub(crate) fn into_problems(self) -> Vec<Problem> {
        self.problems
    }

    /// The specification of the object.
    pub(crate) fn root_spec(&self) -> &'a Value {
        self.root.get("spec").unwrap_or(self.root)
    }

    /// A problem with a value of the object.
    pub(crate) fn value(&mut self, at: &Value, diagnostic: Diagnostic) {
        self.add(at, Part::Value, diagnostic);
    }

    /// A problem with the key of a value.
    pub(crate) fn key(&mut self, at: &Value, diagnostic: Diagnostic) {
        self.add(at, Part::Key, diagnostic);
    }

    fn add(&mut self, at: &Value, part: Part, diagnostic: Diagnostic) {
        let path = path_of(self.root, at);
        self.problems.extend(path.map(|path| Problem { path, part, diagnostic }));
    }
}

/// Where a value is in the object that it is part of; none where its author vouches for it.
fn path_of(root: &Value, wanted: &Value) -> Option<Path> {
    let mut found = None;
    root.visit(&mut |value, trail| {
        if value.find_tag(UNCHECKED).is_some() {
            return Walk::Over;
        }
        if std::ptr::eq(value.bare(), wanted.bare()) {
            found = Some(trail.path());
        }
        Walk::Into
    });
    found
}

/// The text under a key.
pub(crate) fn text<'v>(value: &'v Value, key: &str) -> Option<&'v str> {
    value.get(key)?.as_str()
}

/// The int under a key.
pub(crate) fn int(value: &Value, key: &str) -> Option<i64> {
    match value.get(key)?.bare() {
        Value::Int(number) => Some(*number),
        _ => None,
    }
}

/// The items of the array under a key.
pub(crate) fn items<'v>(value: &'v Value, key: &str) -> &'v [Value] {
    value.get(key).and_then(Value::as_list).unwrap_or_default()
}

/// The value at a path of keys.
pub(crate) fn at<'v>(value: &'v Value, keys: &[&str]) -> Option<&'v Value> {
    keys.iter().try_fold(value, |value, key| value.get(key))
}

/// Reports each text that was there before, under a key of the items of arrays.
pub(crate) fn unique<'v>(
    items: impl Iterator<Item = &'v Value>,
    key: &str,
    noun: &str,
    findings: &mut Findings<'_>,
) {
    let mut seen: Vec<&str> = Vec::new();
    for item in items {
        let Some(name) = item.get(key) else { continue };
        let Some(text) = name.as_str() else { continue };
        if seen.contains(&text) {
            let message = format!("a second {noun} is called `{text}`");
            let diagnostic =
                Diagnostic::error("repeated-item", message).hint("give each a name of its own");
            findings.value(name, diagnostic);
        }
        seen.push(text);
    }
}
