//! When a CronJob runs.

use super::findings::{Findings, text};
use crate::diag::Diagnostic;
use crate::formats::zones;
use crate::value::Value;

/// The fields of a schedule: what each is, and its first and last number.
const FIELDS: [(&str, u32, u32); 5] = [
    ("minute", 0, 59),
    ("hour", 0, 23),
    ("day of the month", 1, 31),
    ("month", 1, 12),
    ("day of the week", 0, 6),
];

/// Schedules with a name.
const NAMED: [&str; 7] =
    ["@yearly", "@annually", "@monthly", "@weekly", "@daily", "@midnight", "@hourly"];

const MONTHS: [&str; 12] =
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const DAYS: [&str; 7] = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

/// The schedule of a CronJob and its time zone.
pub(super) fn check(spec: &Value, findings: &mut Findings<'_>) {
    if let (Some(value), Some(schedule)) = (spec.get("schedule"), text(spec, "schedule")) {
        let problem = if schedule.contains("TZ=") {
            Some("a time zone is not part of a schedule: set `timeZone`".into())
        } else {
            wrong(schedule)
        };
        if let Some(problem) = problem {
            let diagnostic = Diagnostic::error("invalid-schedule", format!("`{schedule}` is no schedule"))
                .note(problem.as_str())
                .hint("five fields: minute, hour, day of the month, month, day of the week, as `30 4 * * 1-5`");
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
    let fields: Vec<&str> = schedule.split_whitespace().collect();
    if fields.len() != FIELDS.len() {
        return Some(format!("it has {} fields", fields.len()));
    }
    fields.iter().zip(FIELDS).find_map(|(field, form)| wrong_field(field, form))
}

fn wrong_field(field: &str, (name, first, last): (&str, u32, u32)) -> Option<String> {
    let number = |text: &str| number(text, name).filter(|number| (first..=last).contains(number));
    let is_right = |part: &str| {
        let (range, step) =
            part.split_once('/').map_or((part, None), |(range, step)| (range, Some(step)));
        let has_step = step.is_none_or(|step| step.parse::<u32>().is_ok_and(|step| step > 0));
        let is_range = match range.split_once('-') {
            Some((start, end)) => {
                number(start).zip(number(end)).is_some_and(|(start, end)| start <= end)
            }
            None => matches!(range, "*" | "?") || number(range).is_some(),
        };
        has_step && is_range
    };
    let part = field.split(',').find(|part| !is_right(part))?;
    Some(format!("`{part}` can't be the {name}, which is between {first} and {last}"))
}

/// A number, or the name of a month or a day.
fn number(text: &str, field: &str) -> Option<u32> {
    let named = |names: &[&str]| names.iter().position(|name| text.eq_ignore_ascii_case(name));
    let index = match field {
        "month" => named(&MONTHS).map(|index| index + 1),
        "day of the week" => named(&DAYS),
        _ => None,
    };
    index.and_then(|index| u32::try_from(index).ok()).or_else(|| text.parse().ok())
}
