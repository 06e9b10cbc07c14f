//! When a CronJob runs.

use crate::diag::Diagnostic;
use crate::formats::{cron, zones};
use crate::schema::findings::{Findings, text};
use crate::value::Value;

/// Schedules with a name.
const NAMED: [&str; 7] =
    ["@yearly", "@annually", "@monthly", "@weekly", "@daily", "@midnight", "@hourly"];

/// The schedule of a CronJob and its time zone.
pub(super) fn check(spec: &Value, findings: &mut Findings<'_>) {
    if let (Some(value), Some(schedule)) = (spec.get("schedule"), text(spec, "schedule")) {
        let problem = if schedule.contains("TZ=") {
            Some("a time zone is not part of a schedule: set `timeZone`".into())
        } else {
            wrong(schedule)
        };
        if let Some(problem) = problem {
            let diagnostic =
                Diagnostic::error("invalid-schedule", format!("`{schedule}` is no schedule"))
                    .note(problem.as_str())
                    .hint(cron::FORM);
            findings.value(value, diagnostic);
        }
    }
    let zone = text(spec, "timeZone").filter(|zone| !zones::is_zone(zone));
    if let (Some(value), Some(zone)) = (spec.get("timeZone"), zone) {
        let diagnostic = Diagnostic::error("invalid-schedule", format!("`{zone}` is no time zone"))
            .hint("name one of the IANA time zones: `Etc/UTC`, `Europe/Berlin`");
        findings.value(value, diagnostic);
    }
}

/// What is wrong with a schedule.
fn wrong(schedule: &str) -> Option<String> {
    if let Some(every) = schedule.strip_prefix("@every ") {
        return every.is_empty().then(|| "`@every` needs a duration".into());
    }
    if schedule.starts_with('@') {
        return (!NAMED.contains(&schedule))
            .then(|| format!("the names are `{}`", NAMED.join("`, `")));
    }
    cron::wrong(schedule)
}
