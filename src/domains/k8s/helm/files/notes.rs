//! What a chart says after it is installed, and the pod that tests it.

use crate::domains::k8s::variants::{Variants, text};
use crate::value::Value;

/// The text that Helm prints after an installation.
pub(crate) fn notes(objects: &[Variants]) -> String {
    let workloads = objects.iter().filter(|it| it.scope().len() == it.each.len());
    let first = workloads.filter(|it| {
        ["Deployment", "StatefulSet", "DaemonSet"].contains(&it.identity.kind.as_str())
    });
    let mut lines = vec![
        "{{ .Chart.Name }} {{ .Chart.Version }} is installed as {{ .Release.Name }}.".to_string(),
    ];
    let watch =
        first.map(|it| format!("  kubectl rollout status {}", address(it))).collect::<Vec<_>>();
    if !watch.is_empty() {
        lines.extend([String::new(), "Wait until it is ready:".into(), String::new()]);
        lines.extend(watch);
    }
    if service(objects).is_some() {
        lines.extend([
            String::new(),
            "Test it:".into(),
            String::new(),
            "  helm test {{ .Release.Name }} --namespace {{ .Release.Namespace }}".into(),
        ]);
    }
    lines.join("\n") + "\n"
}

fn address(variants: &Variants) -> String {
    let namespace =
        variants.present().first().and_then(|object| text(object, &["metadata", "namespace"]));
    let namespace = namespace.map(|it| format!(" --namespace {it}")).unwrap_or_default();
    format!("{}/{}{namespace}", variants.identity.kind.to_lowercase(), variants.identity.name)
}

/// The first Service that is in all environments, with its port.
fn service(objects: &[Variants]) -> Option<(&Variants, i64)> {
    let services = objects
        .iter()
        .filter(|it| it.identity.kind == "Service" && it.scope().len() == it.each.len());
    services.filter_map(|it| Some((it, port(it.present().first()?)?))).next()
}

fn port(service: &Value) -> Option<i64> {
    match service.get("spec")?.get("ports")?.as_list()?.first()?.get("port")?.bare() {
        Value::Int(port) => Some(*port),
        _ => None,
    }
}

/// The pod by which `helm test` connects to the first Service; none where there is none.
pub(crate) fn test(chart: &str, objects: &[Variants]) -> Option<String> {
    let (variants, port) = service(objects)?;
    let service = variants.present().first().copied()?;
    let namespace = text(service, &["metadata", "namespace"]);
    let name = &variants.identity.name;
    let host = namespace.map_or_else(|| name.clone(), |namespace| format!("{name}.{namespace}"));
    Some(format!(
        "apiVersion: v1
kind: Pod
metadata:
  name: {chart}-test
  annotations:
    helm.sh/hook: test
    helm.sh/hook-delete-policy: before-hook-creation,hook-succeeded
spec:
  restartPolicy: Never
  automountServiceAccountToken: false
  securityContext:
    runAsNonRoot: true
    runAsUser: 65534
    seccompProfile:
      type: RuntimeDefault
  containers:
    - name: connect
      image: busybox:1.37.0
      command: [nc, -z, -w, \"5\", \"{host}\", \"{port}\"]
      securityContext:
        allowPrivilegeEscalation: false
        readOnlyRootFilesystem: true
        capabilities:
          drop: [ALL]
      resources:
        requests:
          cpu: 10m
          memory: 16Mi
        limits:
          memory: 16Mi
"
    ))
}
