//! Volumes of a pod, and where its containers mount them.

use crate::diag::{Diagnostic, suggest};
use crate::domains::k8s::checks::names;
use crate::schema::findings::{Findings, items, text, unique};
use crate::value::Value;

/// The volumes of a pod, and the mounts of one container after the other. `claims` are the templates of a StatefulSet.
pub(super) fn check<'v>(
    pod: &'v Value,
    containers: &[&'v Value],
    claims: &[&'v str],
    findings: &mut Findings<'_>,
) {
    let volumes = items(pod, "volumes");
    unique(volumes.iter(), "name", "volume", findings);
    for volume in volumes {
        names::LABEL.check(volume, "name", "a volume", findings);
    }
    let known: Vec<&str> = volumes
        .iter()
        .filter_map(|volume| text(volume, "name"))
        .chain(claims.iter().copied())
        .collect();
    for container in containers {
        for mount in
            items(container, "volumeMounts").iter().chain(items(container, "volumeDevices"))
        {
            mounted(mount, &known, findings);
            paths(mount, findings);
        }
        unique(items(container, "volumeMounts").iter(), "mountPath", "mount", findings);
    }
}

/// Where a volume is mounted, and which part of it.
fn paths(mount: &Value, findings: &mut Findings<'_>) {
    if let Some(at) =
        mount.get("mountPath").filter(|_| has(mount, "mountPath", |at| at.contains(':')))
    {
        let diagnostic = Diagnostic::error("invalid-path", "the path of a mount has no `:`")
            .hint("write only the path in the container: `mountPath: \"/var/lib/data\"`");
        findings.value(at, diagnostic);
    }
    let is_outside = |path: &str| path.starts_with('/') || path.split('/').any(|part| part == "..");
    for key in ["subPath", "subPathExpr"] {
        if let Some(path) = mount.get(key).filter(|_| has(mount, key, is_outside)) {
            let message = format!("`{key}` is a path inside of the volume");
            let diagnostic = Diagnostic::error("invalid-path", message)
                .hint("start it without `/`, and leave `..` out: `subPath: \"config/app.yaml\"`");
            findings.value(path, diagnostic);
        }
    }
}

fn has(mount: &Value, key: &str, what: impl Fn(&str) -> bool) -> bool {
    text(mount, key).is_some_and(what)
}

fn mounted(mount: &Value, known: &[&str], findings: &mut Findings<'_>) {
    let Some(name) = text(mount, "name").filter(|name| !known.contains(name)) else { return };
    let message = format!("the pod has no volume `{name}`");
    let near = suggest::did_you_mean(name, known.iter().copied());
    let hint = near.unwrap_or_else(|| {
        format!("add it to the pod's `volumes`: `#{{ name: \"{name}\", emptyDir: #{{}} }}`")
    });
    let diagnostic = Diagnostic::error("unknown-volume", message).hint(hint.as_str());
    findings.value(mount.get("name").unwrap_or(mount), diagnostic);
}
