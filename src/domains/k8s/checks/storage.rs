//! Data that objects hold or ask for: ConfigMaps, Secrets and claims of storage.

use super::names;
use crate::diag::{Diagnostic, words};
use crate::formats::is_sealed;
use crate::schema::findings::{Findings, at, items, text};
use crate::value::Value;

/// The most that a ConfigMap or a Secret may hold, in bytes.
const MOST: usize = 1 << 20;

/// The keys that Secrets of a type need.
const NEEDED: &[(&str, &[&str])] = &[
    ("kubernetes.io/tls", &["tls.crt", "tls.key"]),
    ("kubernetes.io/dockerconfigjson", &[".dockerconfigjson"]),
    ("kubernetes.io/dockercfg", &[".dockercfg"]),
    ("kubernetes.io/ssh-auth", &["ssh-privatekey"]),
];

pub(super) fn config_map(object: &Value, findings: &mut Findings<'_>) {
    data(object, &["data", "binaryData"], findings);
}

pub(super) fn secret(object: &Value, findings: &mut Findings<'_>) {
    data(object, &["data", "stringData"], findings);
    let kind = text(object, "type").unwrap_or_default();
    let needed = NEEDED.iter().find(|(name, _)| *name == kind).map_or(&[][..], |(_, keys)| keys);
    let has =
        |key: &str| ["data", "stringData"].iter().any(|data| at(object, &[data, key]).is_some());
    let missing: Vec<&str> = needed.iter().copied().filter(|key| !has(key)).collect();
    if !missing.is_empty() {
        let message = format!("a Secret of type `{kind}` needs {}", words::list(&missing, "and"));
        let diagnostic =
            Diagnostic::error("missing-key", message).hint("add it to `data` or `stringData`");
        findings.value(object.get("type").unwrap_or(object), diagnostic);
    }
}

/// Ciphertext goes into a repository; a word there would be read by anyone, and nothing can decrypt it.
pub(super) fn sealed_secret(object: &Value, findings: &mut Findings<'_>) {
    let sealed = at(object, &["spec", "encryptedData"]).and_then(Value::as_map);
    for (key, value) in sealed.into_iter().flat_map(|map| map.iter()) {
        if value.as_str().is_some_and(|text| !is_sealed(text)) {
            let message = format!("the entry `{key}` is not encrypted: `kubeseal` did not make it");
            let diagnostic = Diagnostic::error("invalid-format", message)
                .note("what it makes is base64 that begins with `Ag`, or with `AQ` or `AY` for a shorter key")
                .hint("write what `kubeseal --raw` prints for the value");
            findings.value(value, diagnostic);
        }
    }
}

fn data(object: &Value, parts: &[&str], findings: &mut Findings<'_>) {
    let mut bytes = 0;
    let entries =
        parts.iter().filter_map(|part| object.get(part)?.as_map()).flat_map(|map| map.iter());
    for (key, value) in entries {
        bytes += key.len() + value.as_str().map_or(0, str::len);
        if let Some(problem) = names::DATA_KEY.refuse(key, "an entry") {
            findings.key(value, problem);
        }
    }
    if bytes > MOST {
        let message = format!("this object has {bytes} bytes of data, at most {MOST} are allowed");
        let diagnostic =
            Diagnostic::error("too-large", message).hint("split it, or mount a volume");
        findings
            .value(parts.iter().find_map(|part| object.get(part)).unwrap_or(object), diagnostic);
    }
}

pub(super) fn claim(object: &Value, findings: &mut Findings<'_>) {
    let Some(spec) = object.get("spec") else { return };
    if items(spec, "accessModes").is_empty() {
        let diagnostic = Diagnostic::error("missing-key", "a claim needs `accessModes`")
            .hint("add `accessModes: [\"ReadWriteOnce\"]`");
        findings.value(spec, diagnostic);
    }
    if at(spec, &["resources", "requests", "storage"]).is_none() {
        let diagnostic = Diagnostic::error("missing-key", "a claim needs a size")
            .hint("add `resources: #{ requests: #{ storage: \"10Gi\" } }`");
        findings.value(spec.get("resources").unwrap_or(spec), diagnostic);
    }
}
