//! Workloads: selectors that match their pods, rollouts that can go on, jobs that end.

use super::ranges;
use super::schedules;
use crate::diag::Diagnostic;
use crate::schema::findings::{Findings, at, int, items, text, unique};
use crate::value::Value;

/// Pods have the labels that the workload looks for.
pub(super) fn selector(object: &Value, findings: &mut Findings<'_>) {
    let Some(selector) = at(object, &["spec", "selector"]) else { return };
    let wanted = selector.get("matchLabels").and_then(Value::as_map);
    if wanted.is_none_or(|labels| labels.is_empty())
        && items(selector, "matchExpressions").is_empty()
    {
        let diagnostic = Diagnostic::error("missing-key", "this selector selects nothing")
            .hint("add `matchLabels` with a label of the pods");
        return findings.value(selector, diagnostic);
    }
    let Some(labels) = at(object, &["spec", "template", "metadata", "labels"])
        .or(at(object, &["spec", "template"]))
    else {
        return;
    };
    for (key, value) in wanted.into_iter().flat_map(|labels| labels.iter()) {
        let (wanted, has) = (value.as_str(), labels.get(key).map(Value::as_str));
        if wanted.is_none() || has == Some(wanted) || has == Some(None) {
            continue;
        }
        let wanted = wanted.unwrap_or_default();
        let message = match has.flatten() {
            Some(has) => {
                format!("the selector wants `{key}: {wanted}`, and the pods have `{key}: {has}`")
            }
            None => {
                format!("the selector wants `{key}: {wanted}`, a label that the pods don't have")
            }
        };
        let diagnostic = Diagnostic::error("unmatched-selector", message)
            .hint("give the pods the same labels: `template: #{ metadata: #{ labels: ... } }`");
        findings.value(value, diagnostic);
    }
}

pub(super) fn deployment(object: &Value, findings: &mut Findings<'_>) {
    let Some(spec) = object.get("spec") else { return };
    always_restarts(spec, findings);
    ranges::not_negative(spec, &["replicas", "revisionHistoryLimit", "minReadySeconds"], findings);
    let Some(strategy) = spec.get("strategy") else { return };
    rolling(strategy, "Recreate", findings);
    let (deadline, ready) = (int(spec, "progressDeadlineSeconds"), int(spec, "minReadySeconds"));
    if deadline.zip(ready).is_some_and(|(deadline, ready)| deadline <= ready) {
        let diagnostic = Diagnostic::error(
            "invalid-range",
            "`progressDeadlineSeconds` has to be more than `minReadySeconds`",
        )
        .hint("a rollout that is not ready by then has failed");
        findings.value(spec.get("progressDeadlineSeconds").unwrap_or(spec), diagnostic);
    }
}

pub(super) fn daemon_set(object: &Value, findings: &mut Findings<'_>) {
    let Some(spec) = object.get("spec") else { return };
    always_restarts(spec, findings);
    if let Some(strategy) = spec.get("updateStrategy") {
        rolling(strategy, "OnDelete", findings);
    }
}

pub(super) fn stateful_set(object: &Value, findings: &mut Findings<'_>) {
    let Some(spec) = object.get("spec") else { return };
    always_restarts(spec, findings);
    ranges::not_negative(spec, &["replicas", "revisionHistoryLimit", "minReadySeconds"], findings);
    if let Some(strategy) = spec.get("updateStrategy") {
        rolling(strategy, "OnDelete", findings);
    }
    let claims =
        items(spec, "volumeClaimTemplates").iter().filter_map(|claim| claim.get("metadata"));
    unique(claims, "name", "claim", findings);
}

/// A rolling update that another strategy does not have, or that can neither add nor remove a pod.
fn rolling(strategy: &Value, other: &str, findings: &mut Findings<'_>) {
    let Some(rolling) = strategy.get("rollingUpdate") else { return };
    if text(strategy, "type") == Some(other) {
        let message = format!("the strategy `{other}` has no `rollingUpdate`");
        findings.key(
            rolling,
            Diagnostic::error("conflicting-keys", message)
                .hint("remove it, or use `type: \"RollingUpdate\"`"),
        );
    }
    let none = |key| rolling.get(key).is_some_and(is_none);
    if none("maxUnavailable")
        && (none("maxSurge")
            || other == "OnDelete"
                && rolling.get("maxSurge").is_none()
                && rolling.get("partition").is_none())
    {
        let message = "a rolling update needs to add a pod or to take one away: `maxSurge` and `maxUnavailable` are both 0";
        let diagnostic = Diagnostic::error("invalid-range", message)
            .hint("set `maxSurge` to 1 to keep all pods available");
        findings.value(rolling.get("maxUnavailable").unwrap_or(rolling), diagnostic);
    }
}

fn is_none(value: &Value) -> bool {
    matches!(value.bare(), Value::Int(0)) || matches!(value.as_str(), Some("0%"))
}

/// Pods of these workloads are always started again.
fn always_restarts(spec: &Value, findings: &mut Findings<'_>) {
    let pod = at(spec, &["template", "spec"]);
    restarts(pod, &["Always"], "it always starts its containers again", findings);
}

fn restarts(pod: Option<&Value>, allowed: &[&str], why: &str, findings: &mut Findings<'_>) {
    let Some(policy) = pod.and_then(|pod| pod.get("restartPolicy")) else { return };
    let Some(name) = policy.as_str().filter(|name| !allowed.contains(name)) else { return };
    let message = format!("`restartPolicy: {name}` is not possible here: {why}");
    let hint = format!("use `{}`", allowed.join("` or `"));
    findings.value(policy, Diagnostic::error("not-one-of", message).hint(hint.as_str()));
}

pub(super) fn job(object: &Value, findings: &mut Findings<'_>) {
    let Some(spec) = object.get("spec") else { return };
    ends(spec, findings);
}

/// The specification of a Job, in one or in a CronJob.
fn ends(spec: &Value, findings: &mut Findings<'_>) {
    let pod = at(spec, &["template", "spec"]);
    if let Some(pod) = pod.filter(|pod| pod.get("restartPolicy").is_none()) {
        let diagnostic = Diagnostic::error("missing-key", "the pod of a Job needs `restartPolicy`")
            .hint("add `restartPolicy: \"Never\"`, or `\"OnFailure\"` to start the same pod again");
        findings.value(pod, diagnostic);
    }
    restarts(pod, &["Never", "OnFailure"], "a Job's containers end", findings);
    ranges::not_negative(
        spec,
        &[
            "activeDeadlineSeconds",
            "backoffLimit",
            "completions",
            "parallelism",
            "ttlSecondsAfterFinished",
        ],
        findings,
    );
    if text(spec, "completionMode") == Some("Indexed") && spec.get("completions").is_none() {
        let diagnostic = Diagnostic::error("missing-key", "an indexed Job needs `completions`")
            .hint("add how many indexes there are: `completions: 3`");
        findings.value(spec.get("completionMode").unwrap_or(spec), diagnostic);
    }
}

pub(super) fn cron_job(object: &Value, findings: &mut Findings<'_>) {
    let Some(spec) = object.get("spec") else { return };
    schedules::check(spec, findings);
    ranges::not_negative(
        spec,
        &["failedJobsHistoryLimit", "startingDeadlineSeconds", "successfulJobsHistoryLimit"],
        findings,
    );
    if let Some(job) = at(spec, &["jobTemplate", "spec"]) {
        ends(job, findings);
    }
}
