//! What no table can say of a Compose file.

mod develop;
mod health;
mod interpolation;
mod ports;
mod profiles;

use super::references::{SERVICE, SERVICES};
use crate::diag::{Diagnostic, suggest};
use crate::document::{Checked, EntrySite, FoundName};
use crate::schema::Problem;
use crate::value::Value;

/// All of it.
pub(super) const ALL: &[fn(&Checked<'_>) -> Vec<Problem>] = &[
    origins,
    unbuilt,
    profiles::check,
    health::check,
    ports::check,
    develop::check,
    interpolation::check,
];

/// A service comes from somewhere.
fn origins(file: &Checked<'_>) -> Vec<Problem> {
    let keys = ["image", "build", "extends", "provider"];
    let lost =
        file.entries(SERVICES).filter(|service| keys.iter().all(|key| service.get(key).is_none()));
    // A name that is misspelt on top of another file makes a new service.
    let meant = |name: &str| {
        let names = file.names(&SERVICE).into_iter().filter(|_| file.is_on_top);
        suggest::did_you_mean(name, names)
    };
    let problem = |service: EntrySite<'_>| {
        let name = service.name;
        let otherwise = "say which image it runs, as `image: \"postgres:17\"`, or how it is built, as `build: \".\"`";
        let message = format!("the service `{name}` needs `image` or `build`");
        let diagnostic = Diagnostic::error("missing-key", message)
            .hint(meant(name).as_deref().unwrap_or(otherwise));
        Problem::value(service.path, diagnostic)
    };
    lost.map(problem).collect()
}

/// A build can only start from a service that is built itself.
fn unbuilt(file: &Checked<'_>) -> Vec<Problem> {
    let contexts = file.references().filter(|found| found.row.at.contains(".additional_contexts"));
    let unbuilt = |found: &FoundName<'_>| {
        let other = file.all.get("services")?.get(found.name)?;
        if ["build", "extends"].iter().any(|key| other.get(key).is_some()) {
            return None;
        }
        let (from, name) = (found.from, found.name);
        let message =
            format!("`{from}` can't be built on the service `{name}`, which is not built itself");
        let image = other.get("image").and_then(Value::as_str).unwrap_or("...");
        let hint = format!("name its image instead: `docker-image://{image}`");
        Some(found.problem(Diagnostic::error("missing-key", message).hint(hint.as_str())))
    };
    contexts.filter_map(unbuilt).collect()
}
