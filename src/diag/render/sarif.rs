//! SARIF 2.1.0: what code scanning of GitHub, GitLab, Azure and editors reads.
//!
//! Section numbers are those of the standard.

use crate::diag::message::{Diagnostic, Severity};
use crate::diag::place::Place;
use crate::diag::{codes, letters};
use serde_json::{Value, json};
use std::fmt::Write;

/// The messages as one SARIF log.
///
/// ```
/// use sw::diag::{Diagnostic, Place, render::sarif};
/// let error = Diagnostic::error("unknown-option", "`buckett` is not an option").at(Place::new("deploy.rhai", 4, 23));
/// let log: serde_json::Value = serde_json::from_str(&sarif(&[error])).unwrap();
/// assert_eq!(log["runs"][0]["results"][0]["ruleId"], "unknown-option");
/// ```
pub fn sarif(messages: &[Diagnostic]) -> String {
    let mut rules: Vec<&str> = messages.iter().map(|message| message.code.as_ref()).collect();
    rules.sort_unstable();
    rules.dedup();
    let results: Vec<Value> = messages.iter().map(|message| result(message, &rules)).collect();
    let driver = json!({
        "name": "sw",
        "semanticVersion": env!("CARGO_PKG_VERSION"),
        "rules": rules.iter().map(|code| rule(code)).collect::<Vec<_>>(),
    });
    let log = json!({
        "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": driver },
            "columnKind": "unicodeCodePoints",
            "originalUriBaseIds": { BASE: { "description": { "text": "the root of the repository" } } },
            "results": results,
        }],
    });
    letters::json(&serde_json::to_string_pretty(&log).expect("a log is plain data")) + "\n"
}

/// What the paths are relative to.
const BASE: &str = "%SRCROOT%";

/// What viewers show of a code: its page.
fn rule(code: &str) -> Value {
    let more = format!("see `sw explain {code}`");
    match codes::page(code) {
        Some(page) => json!({
            "id": code,
            "shortDescription": { "text": page.summary() },
            "help": { "text": more, "markdown": page.text },
        }),
        None => {
            json!({ "id": code, "shortDescription": { "text": code.replace('-', " ") }, "help": { "text": more } })
        }
    }
}

fn result(message: &Diagnostic, rules: &[&str]) -> Value {
    let level = match message.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    };
    let mut result = json!({
        "ruleId": message.code,
        "ruleIndex": rules.binary_search(&message.code.as_ref()).expect("every code has a rule"),
        "level": level,
        "message": text(&message.in_full()),
        "locations": message.place.iter().map(|place| json!({ "physicalLocation": physical(place) })).collect::<Vec<_>>(),
    });
    let calls = message.trace.iter().map(|call| (&call.place, call.what.as_str()));
    let others = message.related.iter().map(|(place, why)| (place, why.as_str())).chain(calls);
    let related: Vec<Value> = others
        .enumerate()
        .map(|(id, (place, why))| json!({ "id": id, "physicalLocation": physical(place), "message": text(why) }))
        .collect();
    if !related.is_empty() {
        result["relatedLocations"] = related.into();
    }
    result
}

fn physical(place: &Place) -> Value {
    let mut region = json!({ "startLine": place.start.line, "startColumn": place.start.column });
    if let Some(end) = place.end {
        region["endLine"] = end.line.into();
        region["endColumn"] = end.column.into();
    }
    json!({ "artifactLocation": { "uri": uri(&place.file), "uriBaseId": BASE }, "region": region })
}

/// Braces mark what is to be filled in, unless they are doubled (3.11.5).
fn text(text: &str) -> Value {
    json!({ "text": text.replace('{', "{{").replace('}', "}}") })
}

/// A path as a relative reference (RFC 3986).
fn uri(path: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~/!$&'()*+,;=@".contains(&byte);
    path.bytes().fold(String::with_capacity(path.len()), |mut uri, byte| {
        if plain(byte) {
            uri.push(char::from(byte));
        } else {
            let _ = write!(uri, "%{byte:02X}");
        }
        uri
    })
}
