//! What a workflow is given: by the person who starts it, or by the workflow that calls it.

use crate::diag::{Diagnostic, words};
use crate::schema::findings::{Findings, at, items, text};
use crate::value::{Map, Value};

/// How many inputs a person can be asked for.
const MOST: usize = 25;

pub(super) fn check(workflow: &Value, findings: &mut Findings<'_>) {
    let inputs = |event: &str| at(workflow, &["on", event, "inputs"]).and_then(Value::as_map);
    let asked = inputs("workflow_dispatch");
    let passed = inputs("workflow_call");
    if let Some((_, first)) = asked.and_then(|all| all.iter().nth(MOST)) {
        let message = format!("a workflow asks for {MOST} inputs at most");
        let diagnostic = Diagnostic::error("too-large", message)
            .hint("ask for one text that holds several, such as JSON, or read them from a file");
        findings.key(first, diagnostic);
    }
    for (name, input) in asked.into_iter().chain(passed).flat_map(Map::iter) {
        choice(name, input, findings);
        default(input, findings);
    }
    passed.into_iter().flat_map(Map::iter).for_each(|(name, input)| unused(name, input, findings));
}

/// A choice is among options, and its default is one of them.
fn choice(name: &str, input: &Value, findings: &mut Findings<'_>) {
    let options = items(input, "options");
    if text(input, "type") != Some("choice") {
        return;
    }
    if options.is_empty() {
        let message = format!("the choice `{name}` needs `options`");
        let diagnostic = Diagnostic::error("missing-key", message)
            .hint("add what can be chosen: `options: [\"staging\", \"production\"]`");
        findings.value(input, diagnostic);
        return;
    }
    let known: Vec<&str> = options.iter().filter_map(Value::as_str).collect();
    let default =
        input.get("default").filter(|it| it.as_str().is_none_or(|it| !known.contains(&it)));
    if let Some(default) = default.filter(|_| known.len() == options.len()) {
        let listed = words::list(known, "and");
        let message = format!("the default of `{name}` is not one of its options");
        let diagnostic =
            Diagnostic::error("not-one-of", message).hint(format!("they are {listed}").as_str());
        findings.value(default, diagnostic);
    }
}

/// A default has the type of its input.
fn default(input: &Value, findings: &mut Findings<'_>) {
    let Some(default) = input.get("default") else { return };
    let expected = match (text(input, "type"), default.bare()) {
        (_, Value::Text(text)) if text.as_str().is_none_or(|text| text.contains("${{")) => return,
        (Some("boolean"), Value::Bool(_)) => return,
        (Some("boolean"), Value::Text(text)) if matches!(text.as_str(), Some("true" | "false")) => {
            return;
        }
        (Some("number"), Value::Int(_) | Value::Float(_)) => return,
        (Some("number"), Value::Text(text))
            if text.as_str().is_some_and(|text| text.parse::<f64>().is_ok()) =>
        {
            return;
        }
        (Some("boolean"), _) => "`true` or `false`",
        (Some("number"), _) => "a number",
        _ => return,
    };
    let message = format!("the default of this input must be {expected}");
    findings.value(
        default,
        Diagnostic::error("wrong-type", message).hint(format!("write {expected}").as_str()),
    );
}

/// A default that is never used, since every caller has to pass the input.
fn unused(name: &str, input: &Value, findings: &mut Findings<'_>) {
    let is_required =
        input.get("required").is_some_and(|it| matches!(it.bare(), Value::Bool(true)));
    if let Some(default) = input.get("default").filter(|_| is_required) {
        let message = format!("the default of `{name}` is never used: every caller has to pass it");
        let diagnostic = Diagnostic::warning("unused-default", message)
            .hint("leave out `default`, or `required: true`");
        findings.key(default, diagnostic);
    }
}
