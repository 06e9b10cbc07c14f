//! Services that others wait for until they are healthy, and that never are.

use crate::diag::Diagnostic;
use crate::document::{Checked, FoundName};
use crate::schema::Problem;
use crate::value::Value;

pub(super) fn check(file: &Checked<'_>) -> Vec<Problem> {
    let waits = file.references().filter(|found| {
        found.value.get("condition").and_then(Value::as_str) == Some("service_healthy")
    });
    let problem = |found: &FoundName<'_>| {
        let name = found.name;
        Some(found.problem(never_healthy(name, file.all.get("services")?.get(name)?)?))
    };
    waits.filter_map(problem).collect()
}

fn never_healthy(name: &str, service: &Value) -> Option<Diagnostic> {
    if let Some(healthcheck) = service.get("healthcheck") {
        let message = format!("`{name}` never becomes healthy: its `healthcheck` is switched off");
        let problem = Diagnostic::error("never-healthy", message)
            .hint("wait with `service_started`, or give it a test");
        let first = healthcheck.get("test").and_then(|test| test.as_list()?.first()?.as_str());
        let is_off = healthcheck.get("disable").map(Value::bare) == Some(&Value::Bool(true));
        return (is_off || first == Some("NONE")).then_some(problem);
    }
    // Official images have no owner in their name; by Docker's rules for them they have no health check.
    let image = service.get("image").and_then(Value::as_str);
    let is_official = |image: &&str| !image.contains(['/', '$']) && service.get("build").is_none();
    let image = image.filter(is_official)?;
    let message = format!(
        "`{name}` has no `healthcheck`, and Docker's official images as `{image}` bring none"
    );
    let hint = "give it one: `healthcheck: #{ test: [\"CMD\", ...], interval: \"5s\" }`";
    let problem = Diagnostic::warning("never-healthy", message);
    Some(problem.hint(hint).hint("or wait with `service_started`"))
}
