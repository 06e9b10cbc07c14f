//! Rules that say what happens when files change.

use super::view::{Service, View, items};
use crate::diag::Diagnostic;
use crate::schema::Problem;
use crate::value::Value;

/// Rules that bring files into the container, and don't say where to.
pub(super) fn check(view: &View<'_>) -> Vec<Problem> {
    view.services().flat_map(|service| aimless(&service)).collect()
}

fn aimless(service: &Service<'_>) -> Vec<Problem> {
    let Some((rules, path)) = service
        .get("develop")
        .and_then(|(develop, path)| Some((develop.get("watch")?, path.key("watch"))))
    else {
        return Vec::new();
    };
    let syncs = |rule: &Value| {
        rule.get("action").and_then(Value::as_str).is_some_and(|action| action.starts_with("sync"))
    };
    let aimless = items(rules, &path)
        .into_iter()
        .filter(|(rule, _)| syncs(rule) && rule.get("target").is_none());
    let told = |path| {
        let diagnostic = Diagnostic::error(
            "missing-key",
            "a rule of `watch` that brings files into the container needs `target`",
        )
        .hint("say where they go, as `target: \"/app/src\"`");
        Problem { path, diagnostic }
    };
    aimless.map(|(_, path)| told(path)).collect()
}
