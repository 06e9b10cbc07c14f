//! Numbers that have to fit each other: requests and limits, minimum and maximum.

use crate::diag::Diagnostic;
use crate::schema::findings::{Findings, at, int, items, text};
use crate::value::{Map, Value};

/// Requests of a container are within its limits.
pub(super) fn resources(container: &Value, findings: &mut Findings<'_>) {
    let Some(resources) = container.get("resources") else { return };
    let requests = resources.get("requests").and_then(Value::as_map);
    for (name, request) in requests.into_iter().flat_map(|requests| requests.iter()) {
        let limit = at(resources, &["limits", name]);
        let (Some(least), Some(most)) = (quantity(request), limit.and_then(quantity)) else {
            continue;
        };
        if least > most {
            let message = format!("the request of `{name}` is more than its limit");
            let diagnostic = Diagnostic::error("invalid-range", message)
                .hint("raise the limit, or lower the request");
            findings.value(request, diagnostic);
        }
    }
}

/// The number that a quantity is: `250m`, `128Mi`, `1e3`.
fn quantity(value: &Value) -> Option<f64> {
    let text = match value.bare() {
        Value::Int(number) => return Some(*number as f64),
        Value::Float(number) => return Some(*number),
        value => value.as_str()?,
    };
    const UNITS: [(&str, f64); 15] = [
        ("Ki", 1024.0),
        ("Mi", 1_048_576.0),
        ("Gi", 1_073_741_824.0),
        ("Ti", 1_099_511_627_776.0),
        ("Pi", 1_125_899_906_842_624.0),
        ("Ei", 1_152_921_504_606_846_976.0),
        ("n", 1e-9),
        ("u", 1e-6),
        ("m", 1e-3),
        ("k", 1e3),
        ("M", 1e6),
        ("G", 1e9),
        ("T", 1e12),
        ("P", 1e15),
        ("E", 1e18),
    ];
    let unit = UNITS.iter().find_map(|(unit, times)| Some((text.strip_suffix(unit)?, *times)));
    let (number, times) = unit.unwrap_or((text, 1.0));
    Some(number.parse::<f64>().ok()? * times)
}

pub(super) fn autoscaler(object: &Value, findings: &mut Findings<'_>) {
    let Some(spec) = object.get("spec") else { return };
    let (least, most) = (int(spec, "minReplicas"), int(spec, "maxReplicas"));
    if most.is_some_and(|most| most < least.unwrap_or(1)) {
        let diagnostic =
            Diagnostic::error("invalid-range", "`minReplicas` is more than `maxReplicas`")
                .hint("raise `maxReplicas`");
        findings.value(spec.get("maxReplicas").unwrap_or(spec), diagnostic);
    }
    let scales_to_none = least == Some(0);
    let outside = |metric: &Value| matches!(text(metric, "type"), Some("External" | "Object"));
    if scales_to_none && !items(spec, "metrics").iter().any(outside) {
        let diagnostic = Diagnostic::error(
            "invalid-range",
            "`minReplicas` is at least 1 without an external metric",
        )
        .hint(
            "nothing measures pods that are not there: use an `Object` or `External` metric, or 1",
        );
        findings.value(spec.get("minReplicas").unwrap_or(spec), diagnostic);
    }
}

/// The keys that hold the target of a metric, by its type.
const TARGETS: [(&str, &str); 3] =
    [("Utilization", "averageUtilization"), ("AverageValue", "averageValue"), ("Value", "value")];

/// A metric has the target that its type says.
pub(super) fn metrics(object: &Value, findings: &mut Findings<'_>) {
    let metrics = object.get("spec").map(|spec| items(spec, "metrics")).unwrap_or_default();
    for metric in metrics {
        let sources = metric.as_map().into_iter().flat_map(Map::values);
        for target in sources.filter_map(|source| source.get("target")) {
            let kind = text(target, "type");
            let wanted = TARGETS.iter().find(|(name, _)| kind == Some(*name));
            let Some((name, key)) = wanted.filter(|(_, key)| target.get(key).is_none()) else {
                continue;
            };
            let message = format!("a target of the type `{name}` needs `{key}`");
            let hint = format!("add `{key}`, or use the type of the value that is there");
            let diagnostic = Diagnostic::error("missing-key", message).hint(hint.as_str());
            findings.value(target, diagnostic);
        }
    }
}

/// Counts that are at least 0.
pub(super) fn not_negative(spec: &Value, keys: &[&str], findings: &mut Findings<'_>) {
    for key in keys {
        if int(spec, key).is_some_and(|count| count < 0) {
            let diagnostic =
                Diagnostic::error("invalid-range", format!("`{key}` can't be negative"))
                    .hint("use 0 or more");
            findings.value(spec.get(key).unwrap_or(spec), diagnostic);
        }
    }
}
