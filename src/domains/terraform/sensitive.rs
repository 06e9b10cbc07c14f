//! Outputs that tell a secret: Terraform refuses those that are not declared sensitive.

use super::references;
use super::root::{Draft, Kind, Written, collect_secrets};
use crate::value::{Map, Value};
use std::borrow::Cow;

/// The block with `sensitive = true` where it is an output that needs it and says nothing of it.
pub(super) fn marked<'a>(written: &'a Written, draft: &Draft) -> Cow<'a, Written> {
    let tells = |value: &Value| has_secret(value) || has_sensitive(value, draft);
    let value = written.body.get("value").filter(|_| written.kind == Kind::Output && !written.body.contains_key("sensitive"));
    if value.is_none_or(|value| !tells(value)) {
        return Cow::Borrowed(written);
    }
    let mut body = Map::new();
    for (key, value) in written.body.iter() {
        body.insert(key.clone(), value.clone());
        if key == "value" {
            body.insert("sensitive", Value::Bool(true));
        }
    }
    Cow::Owned(Written { body, ..written.clone() })
}

fn has_secret(value: &Value) -> bool {
    let mut names = Vec::new();
    collect_secrets(value, &mut names);
    !names.is_empty()
}

/// Whether a variable of the root is part of it that is declared sensitive.
fn has_sensitive(value: &Value, draft: &Draft) -> bool {
    let is_sensitive = |name: &str| {
        let variable =
            draft.blocks.iter().find(|block| block.kind == Kind::Variable && block.labels.first().is_some_and(|label| label == name));
        variable.and_then(|variable| variable.body.get("sensitive")).is_some_and(|sensitive| *sensitive.bare() == Value::Bool(true))
    };
    references::of(value).iter().any(|(_, kind, name)| *kind == "variable" && is_sensitive(name))
}
