//! The specification of a pod, wherever it is: in a Pod, a Deployment, a CronJob or a custom resource.

use super::placement;
use super::probes;
use super::volumes;
use crate::diag::Diagnostic;
use crate::domains::k8s::checks::names;
use crate::domains::k8s::checks::ranges;
use crate::domains::k8s::variables::CONTAINERS;
use crate::schema::findings::{Findings, at, int, items, text, unique};
use crate::value::Value;

/// The specification of a pod.
pub(crate) fn specification(pod: &Value, findings: &mut Findings<'_>) {
    let containers: Vec<&Value> = CONTAINERS.iter().flat_map(|list| items(pod, list)).collect();
    unique(containers.iter().copied(), "name", "container", findings);
    let claims = items(findings.root_spec(), "volumeClaimTemplates");
    let claims: Vec<&str> =
        claims.iter().filter_map(|claim| at(claim, &["metadata", "name"])?.as_str()).collect();
    volumes::check(pod, &containers, &claims, findings);
    for container in &containers {
        names::LABEL.check(container, "name", "a container", findings);
        ports(container, findings);
        variables(container, findings);
        probes::check(container, findings);
        ranges::resources(container, findings);
        security(container, findings);
    }
    host_network(pod, &containers, findings);
    placement::check(pod, &containers, findings);
    items(pod, "initContainers").iter().for_each(|container| ends(container, findings));
}

/// The next container starts when an init container has ended, so that nothing looks at how it runs.
fn ends(container: &Value, findings: &mut Findings<'_>) {
    if text(container, "restartPolicy") == Some("Always") {
        return;
    }
    for key in ["livenessProbe", "readinessProbe", "startupProbe", "lifecycle"] {
        let Some(value) = container.get(key) else { continue };
        let message = format!("an init container has no `{key}`: it ends before the others start");
        let hint = "for one that goes on beside the others, add `restartPolicy: \"Always\"`";
        findings.key(value, Diagnostic::error("conflicting-keys", message).hint(hint));
    }
}

fn ports(container: &Value, findings: &mut Findings<'_>) {
    let ports = items(container, "ports");
    unique(ports.iter(), "name", "port", findings);
    ports.iter().for_each(|port| names::PORT.check(port, "name", "a port", findings));
}

fn variables(container: &Value, findings: &mut Findings<'_>) {
    for variable in items(container, "env") {
        names::VARIABLE.check(variable, "name", "a variable", findings);
    }
}

/// A privileged container has every right already.
fn security(container: &Value, findings: &mut Findings<'_>) {
    let flag = |key| at(container, &["securityContext", key]).map(Value::bare);
    if flag("privileged") == Some(&Value::Bool(true))
        && flag("allowPrivilegeEscalation") == Some(&Value::Bool(false))
    {
        let at =
            at(container, &["securityContext", "allowPrivilegeEscalation"]).unwrap_or(container);
        let message = "a privileged container can't have `allowPrivilegeEscalation: false`";
        findings.value(
            at,
            Diagnostic::error("conflicting-keys", message)
                .hint("remove `privileged`, or `allowPrivilegeEscalation`"),
        );
    }
    if flag("runAsNonRoot") == Some(&Value::Bool(true)) && flag("runAsUser") == Some(&Value::Int(0))
    {
        let at = at(container, &["securityContext", "runAsUser"]).unwrap_or(container);
        let message = "user 0 is root, and `runAsNonRoot` refuses it";
        findings.value(
            at,
            Diagnostic::error("conflicting-keys", message)
                .hint("name another user, as `runAsUser: 10001`"),
        );
    }
}

/// On the network of the host a port of a container is the host's port.
fn host_network(pod: &Value, containers: &[&Value], findings: &mut Findings<'_>) {
    if pod.get("hostNetwork").map(Value::bare) != Some(&Value::Bool(true)) {
        return;
    }
    for port in containers.iter().flat_map(|container| items(container, "ports")) {
        let (own, host) = (int(port, "containerPort"), int(port, "hostPort"));
        if host.is_some_and(|host| Some(host) != own) {
            let name = text(port, "name").map(|name| format!(" `{name}`")).unwrap_or_default();
            let message = format!(
                "the port{name} has another number on the host, whose network the pod uses"
            );
            let diagnostic =
                Diagnostic::error("conflicting-keys", message).hint("remove `hostPort`");
            findings.value(port.get("hostPort").unwrap_or(port), diagnostic);
        }
    }
}
