//! What a workflow starts on: times, and filters of branches, tags and paths.

use super::texts::texts;
use crate::diag::Diagnostic;
use crate::formats::{cron, zones};
use crate::schema::findings::{Findings, items, text};
use crate::value::Value;

/// Filters of an event, with what excludes the same.
const FILTERS: [(&str, &str); 3] =
    [("branches", "branches-ignore"), ("tags", "tags-ignore"), ("paths", "paths-ignore")];

/// Events that say nothing without what they are about, and an example of it.
const NEEDING: [(&str, &str); 2] = [
    ("schedule", "schedule: [#{ cron: \"30 4 * * 1-5\" }]"),
    ("workflow_run", "workflow_run: #{ workflows: [\"CI\"], types: [\"completed\"] }"),
];

/// How many minutes GitHub lets pass at least between two runs.
const SOONEST: u32 = 5;

pub(super) fn check(workflow: &Value, findings: &mut Findings<'_>) {
    let Some(on) = workflow.get("on") else { return };
    let Some(events) = on.as_map() else {
        texts(on).for_each(|(value, event)| alone(value, event, findings));
        return;
    };
    for event in events.values() {
        FILTERS.iter().for_each(|both| filters(event, both, findings));
    }
    items(on, "schedule").iter().for_each(|entry| schedule(entry, findings));
}

/// An event that is only named.
fn alone(value: &Value, event: &str, findings: &mut Findings<'_>) {
    let Some((_, example)) = NEEDING.iter().find(|(name, _)| *name == event) else { return };
    let message = format!("`{event}` never happens when it is only named");
    let diagnostic = Diagnostic::error("missing-key", message)
        .hint(format!("say which: `on: #{{ {example} }}`").as_str());
    findings.value(value, diagnostic);
}

fn filters(event: &Value, (only, not): &(&str, &str), findings: &mut Findings<'_>) {
    if let (Some(_), Some(excluded)) = (event.get(only), event.get(not)) {
        let message = format!("an event has `{only}` or `{not}`, not both");
        let hint =
            format!("write what is excluded into `{only}`, after what is included: `\"!wip/**\"`");
        let diagnostic = Diagnostic::error("conflicting-keys", message).hint(hint.as_str());
        findings.key(excluded, diagnostic);
    }
    let Some(included) = event.get(only) else { return };
    let all: Vec<(&Value, &str)> = texts(included).collect();
    let count = included.as_list().map_or(1, <[Value]>::len);
    if !all.is_empty() && all.len() == count && all.iter().all(|(_, it)| it.starts_with('!')) {
        let message = format!("these `{only}` only exclude, so nothing ever matches them");
        let hint = format!("use `{not}` without the `!`, or include something first: `\"**\"`");
        let diagnostic = Diagnostic::error("never-matches", message).hint(hint.as_str());
        findings.value(included, diagnostic);
    }
    let excluded = event.get(not).into_iter().flat_map(texts);
    for (value, pattern) in all.into_iter().chain(excluded) {
        if let Some((problem, hint)) = wrong(pattern.trim_start_matches('!'), only) {
            let message = format!("`{pattern}` never matches: {problem}");
            findings.value(value, Diagnostic::error("never-matches", message).hint(hint));
        }
    }
}

/// Why a pattern never matches, and what to do.
fn wrong(pattern: &str, filter: &str) -> Option<(String, &'static str)> {
    let is_path = filter == "paths";
    if pattern.trim().is_empty() {
        return Some(("it is empty".into(), "take it out"));
    }
    if pattern.trim() != pattern {
        return Some(("it starts or ends with a space".into(), "take the space out"));
    }
    if pattern.starts_with("./")
        || pattern.starts_with("../")
        || is_path && pattern.starts_with('/')
    {
        return Some((
            "names have no `./` or `/` in front".into(),
            "write it from the root of the repository: `src/**`",
        ));
    }
    if let Some(ref_name) = pattern.strip_prefix("refs/").filter(|_| !is_path) {
        let name = ref_name.split_once('/').map_or(ref_name, |(_, name)| name);
        return Some((
            format!("names are compared without `refs/`, as `{name}`"),
            "leave `refs/heads/` or `refs/tags/` out",
        ));
    }
    let odd = pattern.chars().find(|it| !is_path && (" ~^:".contains(*it) || it.is_control()));
    if let Some(odd) = odd {
        return Some((format!("no name has {odd:?}"), "take it out"));
    }
    let is_open = pattern.matches('[').count() > pattern.matches(']').count();
    is_open.then(|| ("the `[` is not closed".into(), "close it, or write `\\[` for the letter"))
}

/// When a workflow starts by the clock.
fn schedule(entry: &Value, findings: &mut Findings<'_>) {
    if let (Some(value), Some(schedule)) = (entry.get("cron"), text(entry, "cron")) {
        let wrong = cron::wrong(schedule).or_else(|| {
            let gap = cron::interval(schedule).filter(|gap| *gap < SOONEST)?;
            Some(format!("it comes every {gap} minutes: GitHub lets {SOONEST} pass at least"))
        });
        if let Some(problem) = wrong {
            let message = format!("`{schedule}` is no schedule");
            let diagnostic = Diagnostic::error("invalid-schedule", message);
            findings.value(value, diagnostic.note(problem.as_str()).hint(cron::FORM));
        }
    }
    let zone = text(entry, "timezone").filter(|zone| !zones::is_zone(zone));
    if let (Some(value), Some(zone)) = (entry.get("timezone"), zone) {
        let diagnostic = Diagnostic::error("invalid-schedule", format!("`{zone}` is no time zone"))
            .hint("name one of the IANA time zones: `Etc/UTC`, `Europe/Berlin`");
        findings.value(value, diagnostic);
    }
}
