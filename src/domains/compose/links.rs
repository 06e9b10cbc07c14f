//! Which services a service relies on, and how.

use super::view::{Service, is_variable, items};
use crate::value::{Path, Value};

/// One service that another relies on.
pub(super) struct Link<'a> {
    /// The name of the other.
    pub(super) to: &'a str,
    /// Where it is said.
    pub(super) path: Path,
    /// What the other has to be first: `service_healthy`.
    pub(super) condition: Option<&'a str>,
    /// Whether it can do without the other.
    pub(super) is_required: bool,
    /// Whether it starts after the other.
    pub(super) waits: bool,
}

/// The services that `service` relies on.
pub(super) fn of<'a>(service: &Service<'a>) -> Vec<Link<'a>> {
    let mut links = Vec::new();
    depends_on(service, &mut links);
    for key in ["network_mode", "ipc", "pid"] {
        let named = service
            .get(key)
            .and_then(|(value, path)| Some((value.as_str()?.strip_prefix("service:")?, path)));
        links.extend(named.map(|(to, path)| plain(to, path, true)));
    }
    for (key, other) in [("links", ""), ("volumes_from", "container:")] {
        let Some((value, path)) = service.get(key) else { continue };
        let named =
            items(value, &path).into_iter().filter_map(|(item, path)| Some((item.as_str()?, path)));
        let named = named.filter(|(text, _)| other.is_empty() || !text.starts_with(other));
        links.extend(
            named.map(|(text, path)| plain(text.split(':').next().unwrap_or(text), path, true)),
        );
    }
    extends(service, &mut links);
    links.extend(contexts(service));
    links.retain(|link| !is_variable(link.to));
    links
}

fn plain(to: &str, path: Path, waits: bool) -> Link<'_> {
    Link { to, path, condition: None, is_required: true, waits }
}

fn depends_on<'a>(service: &Service<'a>, links: &mut Vec<Link<'a>>) {
    let Some((value, path)) = service.get("depends_on") else { return };
    let Some(map) = value.as_map() else {
        let named = items(value, &path)
            .into_iter()
            .filter_map(|(item, path)| Some(plain(item.as_str()?, path, true)));
        return links.extend(named);
    };
    links.extend(map.iter().map(|(to, how)| Link {
        to,
        path: path.key(to),
        condition: how.get("condition").and_then(Value::as_str),
        is_required: !matches!(how.get("required").map(Value::bare), Some(Value::Bool(false))),
        waits: true,
    }));
}

fn extends<'a>(service: &Service<'a>, links: &mut Vec<Link<'a>>) {
    let Some((value, path)) = service.get("extends") else { return };
    match (value.as_str(), value.get("service").and_then(Value::as_str)) {
        (Some(to), _) => links.push(plain(to, path, false)),
        (None, Some(to)) if value.get("file").is_none() => {
            links.push(plain(to, path.key("service"), false))
        }
        _ => {}
    }
}

/// The services whose images a build starts from.
pub(super) fn contexts<'a>(service: &Service<'a>) -> Vec<Link<'a>> {
    let found = service.get("build").and_then(|(build, path)| {
        Some((build.get("additional_contexts")?, path.key("additional_contexts")))
    });
    let Some((value, path)) = found else { return Vec::new() };
    let entries: Vec<(&str, Path)> = match value.as_map() {
        Some(map) => {
            map.iter().filter_map(|(name, value)| Some((value.as_str()?, path.key(name)))).collect()
        }
        None => items(value, &path)
            .into_iter()
            .filter_map(|(item, path)| Some((item.as_str()?.split_once('=')?.1, path)))
            .collect(),
    };
    entries
        .into_iter()
        .filter_map(|(text, path)| Some(plain(text.strip_prefix("service:")?, path, false)))
        .collect()
}
