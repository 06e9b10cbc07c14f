//! What an object has to be beyond its types: what the API server checks in code, and what its schema leaves out.

mod access;
mod labels;
mod names;
mod pods;
mod ranges;
mod schedules;
mod services;
mod storage;
mod workloads;

use crate::schema::Problem;
use crate::schema::findings::Findings;
use crate::value::{Map, Trail, Value, Walk};

/// A rule for objects of a kind, or for a part of any object.
type Rule = fn(&Value, &mut Findings<'_>);

/// The rules for the kinds that have some.
const OF_KIND: &[(&str, &[Rule])] = &[
    ("ClusterRole", &[access::role]),
    ("ClusterRoleBinding", &[access::binding]),
    ("ConfigMap", &[storage::config_map]),
    ("CronJob", &[workloads::cron_job]),
    ("DaemonSet", &[workloads::selector, workloads::daemon_set]),
    ("Deployment", &[workloads::selector, workloads::deployment]),
    ("HorizontalPodAutoscaler", &[ranges::autoscaler, ranges::metrics]),
    ("Ingress", &[services::ingress]),
    ("Job", &[workloads::job]),
    ("NetworkPolicy", &[services::network_policy]),
    ("PersistentVolumeClaim", &[storage::claim]),
    ("ReplicaSet", &[workloads::selector]),
    ("Role", &[access::role]),
    ("Rollout", &[workloads::selector]),
    ("SealedSecret", &[storage::sealed_secret]),
    ("Secret", &[storage::secret]),
    ("Service", &[services::service]),
    ("StatefulSet", &[workloads::selector, workloads::stateful_set]),
];

/// Everything in an object that no schema says.
pub(super) fn check(object: &Value) -> Vec<Problem> {
    let mut findings = Findings::new(object);
    let kind = object.get("kind").and_then(Value::as_str).unwrap_or_default();
    names::name(object, kind, &mut findings);
    let rules = OF_KIND.iter().filter(|(name, _)| *name == kind).flat_map(|(_, rules)| *rules);
    rules.for_each(|rule| rule(object, &mut findings));
    object.visit(&mut |value, trail| {
        let Some(map) = value.as_map() else { return Walk::Into };
        part(value, map, trail, &mut findings);
        Walk::Into
    });
    findings.into_problems()
}

/// The rules for a map wherever it is: metadata, selectors, and the specification of a pod.
fn part(value: &Value, map: &Map, trail: &Trail<'_>, findings: &mut Findings<'_>) {
    let (mut is_labelled, mut selects, mut is_pod) = (false, false, false);
    for (key, inner) in map.iter() {
        match key.as_str() {
            "labels" | "annotations" => is_labelled = true,
            "matchLabels" | "matchExpressions" => selects = true,
            "containers" => is_pod = inner.as_list().is_some(),
            _ => {}
        }
    }
    if is_labelled {
        labels::metadata(value, trail, findings);
    }
    if selects {
        labels::selector(value, findings);
    }
    if is_pod {
        pods::specification(value, findings);
    }
}
