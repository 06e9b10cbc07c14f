//! Probes and hooks of containers.

use crate::diag::{Diagnostic, words};
use crate::domains::k8s::checks::{names, ranges};
use crate::schema::findings::{Findings, int, items};
use crate::value::Value;

/// The probes of a container.
const PROBES: [&str; 3] = ["livenessProbe", "readinessProbe", "startupProbe"];

/// What a probe counts.
const COUNTS: [&str; 5] = [
    "failureThreshold",
    "initialDelaySeconds",
    "periodSeconds",
    "successThreshold",
    "timeoutSeconds",
];

/// The probes and hooks of a container.
pub(super) fn check(container: &Value, findings: &mut Findings<'_>) {
    for name in PROBES {
        let Some(probe) = container.get(name) else { continue };
        ports(probe, container, findings);
        ranges::not_negative(probe, &COUNTS, findings);
        let successes = probe.get("successThreshold");
        if name != "readinessProbe"
            && int(probe, "successThreshold").is_some_and(|count| count != 1)
        {
            let message = format!("`successThreshold` of a {name} is always 1");
            let diagnostic = Diagnostic::error("not-one-of", message).hint("remove it");
            findings.value(successes.unwrap_or(probe), diagnostic);
        }
    }
    let hooks = container.get("lifecycle").into_iter();
    let hooks = hooks.flat_map(|hooks| ["postStart", "preStop"].map(|name| hooks.get(name)));
    for hook in hooks.flatten() {
        ports(hook, container, findings);
    }
}

/// A port by name is one of the container's own.
fn ports(value: &Value, container: &Value, findings: &mut Findings<'_>) {
    let handlers = ["httpGet", "tcpSocket"].into_iter().filter_map(|name| value.get(name));
    for port in handlers.filter_map(|handler| handler.get("port")) {
        let Some(name) = port.as_str() else { continue };
        let known: Vec<&str> = items(container, "ports")
            .iter()
            .filter_map(|port| port.get("name")?.as_str())
            .collect();
        if !known.contains(&name) {
            findings.value(port, unknown_port(name, &known));
        }
    }
}

/// A port that no container declares.
pub(super) fn unknown_port(name: &str, known: &[&str]) -> Diagnostic {
    let message = format!("no port of the container is called `{name}`");
    let hint = match known {
        [] => {
            format!("give the port a name: `ports: [#{{ name: \"{name}\", containerPort: 8080 }}]`")
        }
        known => format!("its ports are {}", words::list(known, "and")),
    };
    let spelling =
        names::PORT.refuse(name, "a port").map(|_| "a port's number is written without quotes");
    Diagnostic::error("unknown-port", message).hint(hint.as_str()).hint(spelling)
}
