//! Variables that are meant for the container's shell, and are filled in before it starts.

use super::variable::read;
use super::view::{Service, View, items};
use crate::diag::Diagnostic;
use crate::schema::Problem;
use crate::value::{Path, Value};

/// Variables in commands that the container's own environment has.
pub(super) fn check(view: &View<'_>) -> Vec<Problem> {
    view.services().flat_map(|service| in_service(&service)).collect()
}

fn in_service(service: &Service<'_>) -> Vec<Problem> {
    let test = service
        .get("healthcheck")
        .and_then(|(check, path)| Some((check.get("test")?, path.key("test"))));
    let commands =
        ["command", "entrypoint"].into_iter().filter_map(|key| service.get(key)).chain(test);
    let texts = commands.flat_map(|(value, path)| items(value, &path));
    texts.flat_map(|(text, path)| in_text(text, &path, service)).collect()
}

fn in_text(text: &Value, path: &Path, service: &Service<'_>) -> Vec<Problem> {
    let Some(text) = text.as_str() else { return Vec::new() };
    let used = read(text).unwrap_or_default().into_iter().filter(|used| used.operator.is_none());
    let meant = used.filter(|used| differs(service, used.name));
    meant.map(|used| Problem { path: path.clone(), diagnostic: early(used.name) }).collect()
}

/// Whether the container has the variable, with another value than the one that Compose would fill in.
fn differs(service: &Service<'_>, name: &str) -> bool {
    let Some(environment) = service.body.get("environment") else { return false };
    let is_same =
        |value: &str| read(value).unwrap_or_default().iter().any(|used| used.name == name);
    match environment.get(name) {
        Some(value) => {
            value.bare() != &Value::Null
                && !value.as_text().is_some_and(|text| text.as_str().is_none_or(is_same))
        }
        None => service
            .texts("environment")
            .iter()
            .filter_map(|pair| pair.split_once('='))
            .any(|(key, value)| key == name && !is_same(value)),
    }
}

fn early(name: &str) -> Diagnostic {
    Diagnostic::warning(
        "container-variable",
        format!(
            "`${name}` is filled in from where Compose runs, not from this service's `environment`"
        ),
    )
    .hint(format!("for the container's own variable, write `$${name}`").as_str())
    .hint(
        format!("for the one of where Compose runs, say what stands for it: `${{{name}:-}}`")
            .as_str(),
    )
}
