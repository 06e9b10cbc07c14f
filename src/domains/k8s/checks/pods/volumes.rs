//! Volumes of a pod, and where its containers mount them.

use crate::diag::{Diagnostic, suggest};
use crate::domains::k8s::checks::findings::{Findings, items, text, unique};
use crate::domains::k8s::checks::names;
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
        }
        unique(items(container, "volumeMounts").iter(), "mountPath", "mount", findings);
    }
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
