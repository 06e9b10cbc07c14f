//! Services that start while one that they wait for is in a profile that is not active.

use crate::diag::{Diagnostic, words};
use crate::document::{Checked, Does, FoundName};
use crate::schema::Problem;
use crate::value::Value;

pub(super) fn check(file: &Checked<'_>) -> Vec<Problem> {
    let waits = file.references().filter(|found| found.row.does == Does::Waits);
    waits.filter_map(|found| absent(found, file)).collect()
}

fn absent(found: &FoundName<'_>, file: &Checked<'_>) -> Option<Problem> {
    let profiles = |section: &str, name: &str| -> Option<Vec<&str>> {
        let profiles = file.all.get(section)?.get(name)?.get("profiles");
        let list = profiles.and_then(Value::as_list).unwrap_or_default();
        Some(list.iter().filter_map(Value::as_str).collect())
    };
    let own = profiles("services", found.from).or_else(|| profiles("jobs", found.from))?;
    let needed = profiles("services", found.name)?;
    let without: Vec<&&str> = own.iter().filter(|profile| !needed.contains(profile)).collect();
    if needed.is_empty() || !own.is_empty() && without.is_empty() {
        return None;
    }
    let (from, name) = (found.from, found.name);
    let always = own.is_empty().then(|| "always starts".to_string());
    let when = always.unwrap_or_else(|| format!("starts with {}", words::list(without, "and")));
    let needed = words::list(&needed, "or");
    let message = format!(
        "the service `{from}` {when}, but waits for `{name}`, which is only there with {needed}"
    );
    let hint = format!("give `{from}` the same `profiles`, or take them away from `{name}`");
    let diagnostic = Diagnostic::error("inactive-dependency", message)
        .hint(hint.as_str())
        .hint("or let it do without: `#{ condition: \"service_started\", required: false }`");
    Some(found.problem(diagnostic))
}
