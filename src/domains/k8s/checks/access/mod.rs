//! What roles allow: verbs, and resources of API groups.

mod resources;

use crate::diag::{Diagnostic, suggest, words};
use crate::schema::findings::{Findings, items, text};
use crate::value::Value;
use resources::Resources;

/// What requests to the API server are, and what is asked of roles beside that.
const VERBS: [&str; 17] = [
    "*",
    "get",
    "list",
    "watch",
    "create",
    "update",
    "patch",
    "delete",
    "deletecollection",
    "use",
    "bind",
    "escalate",
    "impersonate",
    "approve",
    "sign",
    "attest",
    "request-serviceaccounts-token-audience",
];

/// The rules of a Role and of a ClusterRole, as far as they are about what Kubernetes itself has.
pub(super) fn role(object: &Value, findings: &mut Findings<'_>) {
    for rule in items(object, "rules") {
        let groups: Vec<&str> = items(rule, "apiGroups").iter().filter_map(Value::as_str).collect();
        let known = Resources::known();
        if groups.is_empty() || !groups.iter().all(|group| known.has_group(group)) {
            continue;
        }
        items(rule, "verbs").iter().for_each(|verb| self::verb(verb, findings));
        for resource in items(rule, "resources") {
            self::resource(resource, &groups, known, findings);
        }
    }
}

fn verb(value: &Value, findings: &mut Findings<'_>) {
    let Some(verb) = value.as_str().filter(|verb| !VERBS.contains(verb)) else { return };
    let message = format!("`{verb}` is no verb of a request to Kubernetes");
    let near = suggest::did_you_mean(verb, VERBS);
    let hint = near.unwrap_or_else(|| format!("there are {}", words::list(&VERBS[1..9], "and")));
    let error = Diagnostic::error("not-one-of", message).hint(hint.as_str());
    findings.value(value, error);
}

/// A resource that none of the groups has: the rule allows nothing of it, and the API server accepts that.
fn resource(value: &Value, groups: &[&str], known: &Resources, findings: &mut Findings<'_>) {
    let Some(resource) = value.as_str() else { return };
    let name = resource.split_once('/').map_or(resource, |(name, _)| name);
    if name == "*" || groups.iter().any(|group| known.has(group, name)) {
        return;
    }
    let quoted: Vec<String> = groups.iter().map(|group| format!("\"{group}\"")).collect();
    let message =
        format!("no resource is called `{name}` in the API group {}", words::list(&quoted, "or"));
    let hint = match known.group_of(name) {
        Some(group) => format!("it is in the group `\"{group}\"`"),
        None => suggest::did_you_mean(name, groups.iter().flat_map(|group| known.of(group)))
            .unwrap_or_else(|| "write the plural in lower-case letters: `deployments`".into()),
    };
    let warning = Diagnostic::warning("unknown-resource", message)
        .note("the rule allows nothing, and the API server accepts it silently")
        .hint(hint.as_str())
        .hint("for one that is added to the API: `unchecked(name, \"what adds it\")`");
    findings.value(value, warning);
}

/// A binding for the whole cluster is in no namespace that its accounts could be in, too.
pub(super) fn binding(object: &Value, findings: &mut Findings<'_>) {
    for subject in items(object, "subjects") {
        let has = |key: &str| subject.get(key).is_some();
        if text(subject, "kind") == Some("ServiceAccount")
            && !has("namespace")
            && text(object, "kind") == Some("ClusterRoleBinding")
        {
            let error = Diagnostic::error(
                "missing-key",
                "a service account in a ClusterRoleBinding needs its `namespace`",
            )
            .hint("add `namespace: \"shop\"`");
            findings.value(subject, error);
        }
    }
}
