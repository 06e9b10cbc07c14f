//! What brings traffic to pods: Services, Ingresses, and policies about it.

use super::labels;
use super::names;
use crate::diag::Diagnostic;
use crate::formats::port;
use crate::schema::findings::{Findings, at, int, items, text, unique};
use crate::value::Value;
use ipnet::IpNet;

pub(super) fn service(object: &Value, findings: &mut Findings<'_>) {
    let Some(spec) = object.get("spec") else { return };
    let ports = items(spec, "ports");
    labels::labels(spec.get("selector"), findings);
    unique(ports.iter(), "name", "port", findings);
    for port in ports {
        names::LABEL.check(port, "name", "a port", findings);
        if let Some(target) = port.get("targetPort").filter(|target| target.as_str().is_some()) {
            let refused = names::PORT.refuse(target.as_str().unwrap_or_default(), "a port");
            refused.into_iter().for_each(|problem| findings.value(target, problem));
        }
        if let Some(unnamed) =
            Some(port).filter(|port| ports.len() > 1 && port.get("name").is_none())
        {
            let diagnostic = Diagnostic::error(
                "missing-key",
                "a Service with several ports needs a name for each",
            )
            .hint("add `name: \"http\"`");
            findings.value(unnamed, diagnostic);
        }
    }
    match text(spec, "type") {
        Some("ExternalName") => external_name(spec, findings),
        kind => internal(spec, kind, findings),
    }
}

fn external_name(spec: &Value, findings: &mut Findings<'_>) {
    if spec.get("externalName").is_none() {
        let diagnostic = Diagnostic::error(
            "missing-key",
            "a Service of type `ExternalName` needs `externalName`",
        )
        .hint("add the host that it is another name of: `externalName: \"db.example.com\"`");
        findings.value(spec.get("type").unwrap_or(spec), diagnostic);
    }
}

fn internal(spec: &Value, kind: Option<&str>, findings: &mut Findings<'_>) {
    let is_headless = text(spec, "clusterIP") == Some("None");
    if items(spec, "ports").is_empty() && !is_headless {
        let diagnostic = Diagnostic::error("missing-key", "this Service has no port")
            .hint("add `ports: [#{ port: 80, targetPort: 8080 }]`");
        findings.value(spec.get("ports").unwrap_or(spec), diagnostic);
    }
    if is_headless && matches!(kind, Some("NodePort" | "LoadBalancer")) {
        let message = format!(
            "a Service of type `{}` needs an address in the cluster",
            kind.unwrap_or_default()
        );
        let diagnostic = Diagnostic::error("conflicting-keys", message)
            .hint("remove `clusterIP: \"None\"`, or the type");
        findings.value(spec.get("clusterIP").unwrap_or(spec), diagnostic);
    }
    if let Some(policy) = spec.get("externalTrafficPolicy")
        && matches!(kind, None | Some("ClusterIP"))
        && items(spec, "externalIPs").is_empty()
    {
        let message = "nothing outside of the cluster reaches a Service of type `ClusterIP`";
        let diagnostic = Diagnostic::error("conflicting-keys", message)
            .hint("remove `externalTrafficPolicy`, or use `type: \"LoadBalancer\"`");
        findings.key(policy, diagnostic);
    }
    if matches!(kind, None | Some("ClusterIP")) {
        let node_ports = items(spec, "ports").iter().filter_map(|port| port.get("nodePort"));
        for port in node_ports.filter(|port| port.bare() != &Value::Int(0)) {
            let diagnostic = Diagnostic::error(
                "conflicting-keys",
                "a Service of type `ClusterIP` has no `nodePort`",
            )
            .hint("remove it, or use `type: \"NodePort\"`");
            findings.key(port, diagnostic);
        }
    }
}

pub(super) fn ingress(object: &Value, findings: &mut Findings<'_>) {
    let Some(spec) = object.get("spec") else { return };
    if items(spec, "rules").is_empty() && spec.get("defaultBackend").is_none() {
        let diagnostic =
            Diagnostic::error("missing-key", "this Ingress has no rule and no default backend")
                .hint("add `rules: [#{ host: \"...\", http: #{ paths: [...] } }]`");
        findings.value(spec, diagnostic);
    }
    for rule in items(spec, "rules") {
        host(rule, findings);
        let paths = at(rule, &["http", "paths"]).and_then(Value::as_list).unwrap_or_default();
        paths.iter().for_each(|path| self::path(path, findings));
    }
}

fn host(rule: &Value, findings: &mut Findings<'_>) {
    let (Some(value), Some(host)) = (rule.get("host"), text(rule, "host")) else { return };
    let name = host.strip_prefix("*.").unwrap_or(host);
    if port::is_address(host) || names::SUBDOMAIN.refuse(name, "a host").is_some() {
        let diagnostic = Diagnostic::error(
            "invalid-name",
            format!("`{host}` can't be the host of an Ingress"),
        )
        .hint("use a DNS name without scheme and port, as `shop.example.com` or `*.example.com`");
        findings.value(value, diagnostic);
    }
}

fn path(path: &Value, findings: &mut Findings<'_>) {
    let (Some(value), Some(given)) = (path.get("path"), text(path, "path")) else { return };
    let is_strict = matches!(text(path, "pathType"), Some("Prefix" | "Exact"));
    if is_strict && (!given.starts_with('/') || given.contains("//") || given.contains("/../")) {
        let diagnostic = Diagnostic::error("invalid-path", format!("`{given}` can't be the path of an Ingress"))
            .hint("start it with `/`, without `//` and `..`; for patterns of a controller use `pathType: \"ImplementationSpecific\"`");
        findings.value(value, diagnostic);
    }
}

pub(super) fn network_policy(object: &Value, findings: &mut Findings<'_>) {
    let Some(spec) = object.get("spec") else { return };
    let rules = items(spec, "ingress").iter().map(|rule| items(rule, "from"));
    let rules = rules.chain(items(spec, "egress").iter().map(|rule| items(rule, "to")));
    let both = || items(spec, "ingress").iter().chain(items(spec, "egress"));
    both().flat_map(|rule| items(rule, "ports")).for_each(|port| range(port, findings));
    for peer in rules.flatten() {
        let Some(block) = peer.get("ipBlock") else { continue };
        let Some(whole) = text(block, "cidr").and_then(network) else { continue };
        for part in items(block, "except") {
            let inside = part.as_str().and_then(network);
            let is_smaller =
                inside.is_some_and(|inside| whole.contains(&inside) && whole != inside);
            if part.as_str().is_some() && !is_smaller {
                let message = "an exception has to be inside of `cidr`, and smaller";
                let diagnostic = Diagnostic::error("invalid-range", message)
                    .hint("remove it: it is not allowed anyway");
                findings.value(part, diagnostic);
            }
        }
    }
}

/// The last port of a range is a number that is not below the first.
fn range(port: &Value, findings: &mut Findings<'_>) {
    let Some(last) = port.get("endPort") else { return };
    let first = int(port, "port");
    if int(port, "endPort").zip(first).is_none_or(|(last, first)| last < first) {
        let message = "`endPort` is the last port of a range that starts with the number `port`";
        let diagnostic =
            Diagnostic::error("invalid-range", message).hint("use `port: 8000, endPort: 8080`");
        findings.value(last, diagnostic);
    }
}

fn network(text: &str) -> Option<IpNet> {
    text.parse().ok()
}
