//! Services that others wait for until they are healthy, and that never are.

use crate::diag::Diagnostic;
use crate::document::Checked;
use crate::schema::Problem;
use crate::value::Value;

pub(super) fn check(file: &Checked<'_>) -> Vec<Problem> {
    let waits = file.references().filter(|found| {
        found.value.get("condition").and_then(Value::as_str) == Some("service_healthy")
    });
    let problem = |found: &crate::document::Found<'_>| {
        let diagnostic = never_healthy(found.name, file.all.get("services")?.get(found.name)?)?;
        Some(Problem { path: found.path.clone(), diagnostic })
    };
    waits.filter_map(problem).collect()
}

fn never_healthy(name: &str, service: &Value) -> Option<Diagnostic> {
    if let Some(healthcheck) = service.get("healthcheck") {
        let message = format!("`{name}` never becomes healthy: its `healthcheck` is switched off");
        let problem = Diagnostic::error("never-healthy", message)
            .hint("wait with `service_started`, or give it a test");
        return is_disabled(healthcheck).then_some(problem);
    }
    let image = service.get("image").and_then(Value::as_str);
    let image = image.filter(|image| is_official(image) && service.get("build").is_none())?;
    let message = format!(
        "`{name}` has no `healthcheck`, and Docker's official images as `{image}` bring none"
    );
    let problem = Diagnostic::warning("never-healthy", message)
        .hint("give it one: `healthcheck: #{ test: [\"CMD\", ...], interval: \"5s\" }`")
        .hint("or wait with `service_started`");
    Some(problem)
}

fn is_disabled(healthcheck: &Value) -> bool {
    let first = healthcheck.get("test").and_then(|test| test.as_list()?.first()?.as_str());
    let is_off = healthcheck.get("disable").map(Value::bare) == Some(&Value::Bool(true));
    first == Some("NONE") || is_off
}

/// Official images have no owner in their name; by Docker's rules for them they have no health check.
fn is_official(image: &str) -> bool {
    !image.contains(['/', '$'])
}
