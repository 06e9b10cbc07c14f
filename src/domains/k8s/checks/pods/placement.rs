//! Where a pod runs, and what it takes of its node: tolerations, ports of the host, name servers.

use crate::diag::Diagnostic;
use crate::schema::findings::{Findings, at, int, items, text};
use crate::value::Value;

/// What a pod says of its node.
pub(super) fn check(pod: &Value, containers: &[&Value], findings: &mut Findings<'_>) {
    items(pod, "tolerations").iter().for_each(|toleration| tolerated(toleration, findings));
    host_ports(containers, findings);
    name_servers(pod, findings);
}

fn tolerated(toleration: &Value, findings: &mut Findings<'_>) {
    let operator = text(toleration, "operator");
    if let Some(value) = toleration.get("value").filter(|value| value.as_str() != Some(""))
        && operator == Some("Exists")
    {
        let message = "a toleration with the operator `Exists` has no value";
        let diagnostic = Diagnostic::error("conflicting-keys", message)
            .hint("remove `value`, or use `operator: \"Equal\"`");
        findings.key(value, diagnostic);
    }
    let has_key = text(toleration, "key").is_some_and(|key| !key.is_empty());
    if toleration.get("key").is_none_or(|_| !has_key) && operator != Some("Exists") {
        let message = "a toleration without a key tolerates everything, which is `Exists`";
        let diagnostic = Diagnostic::error("missing-key", message)
            .hint("add the `key` of the taint, or `operator: \"Exists\"`");
        findings.value(toleration, diagnostic);
    }
    if let Some(seconds) = toleration.get("tolerationSeconds")
        && text(toleration, "effect") != Some("NoExecute")
    {
        let message = "`tolerationSeconds` is only for taints with the effect `NoExecute`";
        let diagnostic = Diagnostic::error("conflicting-keys", message)
            .hint("add `effect: \"NoExecute\"`, or remove it");
        findings.key(seconds, diagnostic);
    }
}

/// A port of the host is for one container.
fn host_ports(containers: &[&Value], findings: &mut Findings<'_>) {
    let mut seen = Vec::new();
    for port in containers.iter().flat_map(|container| items(container, "ports")) {
        let Some(number) = int(port, "hostPort").filter(|number| *number != 0) else { continue };
        let address = text(port, "hostIP").unwrap_or("0.0.0.0");
        let own = (number, text(port, "protocol").unwrap_or("TCP"), address);
        if seen.contains(&own) {
            let message = format!("the port {number} of the host is taken by another container");
            let diagnostic = Diagnostic::error("repeated-item", message)
                .hint("remove `hostPort`: a Service reaches pods without it");
            findings.value(port.get("hostPort").unwrap_or(port), diagnostic);
        }
        seen.push(own);
    }
}

fn name_servers(pod: &Value, findings: &mut Findings<'_>) {
    let servers = at(pod, &["dnsConfig", "nameservers"]).and_then(Value::as_list);
    if text(pod, "dnsPolicy") == Some("None") && servers.is_none_or(<[Value]>::is_empty) {
        let diagnostic = Diagnostic::error("missing-key", "`dnsPolicy: None` needs name servers")
            .hint("add `dnsConfig: #{ nameservers: [\"10.0.0.10\"] }`");
        findings.value(pod.get("dnsPolicy").unwrap_or(pod), diagnostic);
    }
}
