//! Variables in commands that are meant for the container's shell, and that Compose fills in before it starts.

use crate::diag::Diagnostic;
use crate::document::{Checked, EntrySite};
use crate::domains::compose::references::SERVICES;
use crate::formats::interpolation::read;
use crate::schema::Problem;
use crate::value::Value;

pub(super) fn check(file: &Checked<'_>) -> Vec<Problem> {
    let mut problems = Vec::new();
    for service in file.entries(SERVICES) {
        let commands = ["command", "entrypoint", "healthcheck.test"];
        for (text, path) in commands.into_iter().flat_map(|key| service.items(key)) {
            let used = read(text.as_str().unwrap_or_default()).unwrap_or_default().into_iter();
            let meant = used.filter(|used| used.operator.is_none() && differs(&service, used.name));
            let problem = |name| Problem::value(path.clone(), early(name));
            problems.extend(meant.map(|used| problem(used.name)));
        }
    }
    problems
}

/// Whether the container has the variable, with another value than the one that Compose would fill in.
fn differs(service: &EntrySite<'_>, name: &str) -> bool {
    let is_same =
        |value: &str| read(value).unwrap_or_default().iter().any(|used| used.name == name);
    match service.get("environment").and_then(|environment| environment.get(name)) {
        Some(value) if value.bare() == &Value::Null => false,
        Some(value) => !value.as_text().is_some_and(|text| text.as_str().is_none_or(is_same)),
        None => service
            .texts("environment")
            .iter()
            .filter_map(|pair| pair.split_once('='))
            .any(|(key, value)| key == name && !is_same(value)),
    }
}

fn early(name: &str) -> Diagnostic {
    let message = format!(
        "`${name}` is interpolated by Compose on the host, before the container's `environment` applies"
    );
    let own = format!("for the container's own variable, write `$${name}`");
    let host = format!("for the host's variable, write a default: `${{{name}:-}}`");
    Diagnostic::warning("container-variable", message).hint(own.as_str()).hint(host.as_str())
}
