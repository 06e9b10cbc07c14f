//! Whether what is waited for can become healthy at all.

use super::links;
use super::view::{Service, View};
use crate::diag::Diagnostic;
use crate::schema::Problem;
use crate::value::Value;

/// Services that others want to be healthy, and that can't be.
pub(super) fn check(view: &View<'_>) -> Vec<Problem> {
    let links = view
        .services()
        .flat_map(|service| links::of(&service))
        .filter(|link| link.condition == Some("service_healthy"));
    let told = links.filter_map(|link| {
        let other = view.service(link.to)?;
        Some(Problem { diagnostic: never_healthy(&other)?, path: link.path })
    });
    told.collect()
}

fn never_healthy(service: &Service<'_>) -> Option<Diagnostic> {
    let name = service.name;
    if let Some(healthcheck) = service.body.get("healthcheck") {
        return is_disabled(healthcheck).then(|| {
            Diagnostic::error(
                "never-healthy",
                format!("`{name}` never becomes healthy: its `healthcheck` is switched off"),
            )
            .hint("wait with `service_started`, or give it a test")
        });
    }
    let image = service
        .text("image")
        .filter(|image| is_official(image) && service.body.get("build").is_none())?;
    Some(
        Diagnostic::warning(
            "never-healthy",
            format!("`{name}` has no `healthcheck`, and Docker's official images as `{image}` bring none"),
        )
        .hint("give it one: `healthcheck: #{ test: [\"CMD\", ...], interval: \"5s\" }`")
        .hint("or wait with `service_started`"),
    )
}

fn is_disabled(healthcheck: &Value) -> bool {
    let first = healthcheck.get("test").and_then(|test| test.as_list()?.first()?.as_str());
    first == Some("NONE")
        || matches!(healthcheck.get("disable").map(Value::bare), Some(Value::Bool(true)))
}

/// Official images have no owner in their name; by Docker's rules for them they have no health check.
fn is_official(image: &str) -> bool {
    !image.contains(['/', '$'])
}
