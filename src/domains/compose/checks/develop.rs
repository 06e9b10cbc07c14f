//! Rules that bring files into a container when they change, and don't say where to.

use crate::diag::Diagnostic;
use crate::document::Checked;
use crate::domains::compose::references::SERVICES;
use crate::schema::Problem;
use crate::value::Value;

pub(super) fn check(file: &Checked<'_>) -> Vec<Problem> {
    let rules = file.entries(SERVICES).flat_map(|service| service.items("develop.watch"));
    let aimless = rules.filter(|(rule, _)| {
        let action = rule.get("action").and_then(Value::as_str);
        action.is_some_and(|action| action.starts_with("sync")) && rule.get("target").is_none()
    });
    let message = "a rule of `watch` that brings files into the container needs `target`";
    let hint = "say where they go, as `target: \"/app/src\"`";
    let diagnostic = Diagnostic::error("missing-key", message).hint(hint);
    aimless.map(|(_, path)| Problem::value(path, diagnostic.clone())).collect()
}
