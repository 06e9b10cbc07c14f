//! Labels, annotations, and the selectors that look for them.

use crate::diag::Diagnostic;
use crate::schema::findings::{Findings, items, text};
use crate::value::{Map, Trail, Turn, Value};

/// The most that the annotations of an object may hold together, in bytes.
const MOST_ANNOTATIONS: usize = 256 << 10;

/// The labels and annotations of metadata.
pub(super) fn metadata(value: &Value, trail: &Trail<'_>, findings: &mut Findings<'_>) {
    let is_metadata = matches!(trail.last(), Some((_, Turn::Key("metadata"))));
    if !is_metadata {
        return;
    }
    labels(value.get("labels"), findings);
    let Some(annotations) = value.get("annotations").and_then(Value::as_map) else { return };
    keys(annotations, "an annotation", findings);
    let texts = || annotations.values().filter_map(Value::as_str);
    let bytes: usize = annotations.keys().map(|key| key.len()).chain(texts().map(str::len)).sum();
    if bytes > MOST_ANNOTATIONS {
        let message =
            format!("these annotations have {bytes} bytes, at most {MOST_ANNOTATIONS} are allowed");
        let diagnostic =
            Diagnostic::error("too-large", message).hint("keep larger data in a ConfigMap");
        findings.value(value.get("annotations").unwrap_or(value), diagnostic);
    }
}

/// The labels of an object, or those that a selector looks for.
pub(super) fn labels(labels: Option<&Value>, findings: &mut Findings<'_>) {
    let Some(labels) = labels.and_then(Value::as_map) else { return };
    keys(labels, "a label", findings);
    for value in labels.values() {
        let Some(text) = value.as_str().filter(|text| !is_value(text)) else { continue };
        let message = format!("`{text}` can't be the value of a label");
        let diagnostic = Diagnostic::error("invalid-label", message)
            .hint("use letters, digits, `-`, `_` and `.`, at most 63, the first and last a letter or a digit")
            .hint("for any other text use an annotation");
        findings.value(value, diagnostic);
    }
}

/// A selector by labels and expressions.
pub(super) fn selector(value: &Value, findings: &mut Findings<'_>) {
    labels(value.get("matchLabels"), findings);
    for expression in items(value, "matchExpressions") {
        let count = items(expression, "values").len();
        let problem = match text(expression, "operator") {
            Some(operator @ ("In" | "NotIn")) if count == 0 => {
                format!("`{operator}` needs at least one value")
            }
            Some(operator @ ("Exists" | "DoesNotExist")) if count > 0 => {
                format!("`{operator}` takes no values")
            }
            _ => continue,
        };
        let diagnostic = Diagnostic::error("conflicting-keys", problem)
            .hint("`In` and `NotIn` compare with `values`; `Exists` and `DoesNotExist` only look for the key");
        findings.value(expression, diagnostic);
    }
}

fn keys(map: &Map, noun: &str, findings: &mut Findings<'_>) {
    for (key, value) in map.iter().filter(|(key, _)| !is_key(key)) {
        let diagnostic = Diagnostic::error("invalid-label", format!("`{key}` can't be the key of {noun}"))
            .hint("a key is a name of at most 63 letters, digits, `-`, `_` and `.`, with or without a domain and `/` before it: `app.kubernetes.io/name`");
        findings.key(value, diagnostic);
    }
}

/// A name, or a domain and a name.
pub(super) fn is_key(key: &str) -> bool {
    let (domain, name) =
        key.split_once('/').map_or((None, key), |(domain, name)| (Some(domain), name));
    let is_domain = |domain: &str| {
        domain.len() <= 253
            && domain.as_bytes().split(|byte| *byte == b'.').all(|part| {
                let is_letter = |byte: &u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
                part.first().is_some_and(is_letter)
                    && part.last().is_some_and(is_letter)
                    && part.iter().all(|byte| is_letter(byte) || *byte == b'-')
            })
    };
    domain.is_none_or(is_domain) && !name.is_empty() && is_value(name)
}

/// At most 63 letters of names; nothing is allowed, too.
fn is_value(value: &str) -> bool {
    let bytes = value.as_bytes();
    let is_letter = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.');
    value.is_empty()
        || (value.len() <= 63
            && bytes.first().is_some_and(u8::is_ascii_alphanumeric)
            && bytes.last().is_some_and(u8::is_ascii_alphanumeric)
            && bytes.iter().all(is_letter))
}
