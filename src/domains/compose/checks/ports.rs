//! What only one container can have: a port of the host, a name.

use crate::diag::{Diagnostic, words};
use crate::document::{Checked, EntrySite};
use crate::domains::compose::references::SERVICES;
use crate::formats::port;
use crate::schema::Problem;
use crate::value::{Path, Value};

/// Ports and names that are given more than once.
pub(super) fn check(file: &Checked<'_>) -> Vec<Problem> {
    let mut problems: Vec<Problem> =
        file.entries(SERVICES).filter_map(|service| several(&service)).collect();
    let services: Vec<EntrySite<'_>> = file.all_entries(&["services"]).collect();
    let taken: Vec<Taken<'_>> = services.iter().flat_map(ports).collect();
    for (n, second) in taken.iter().enumerate() {
        let clash = taken[..n].iter().find(|first| first.meets(second));
        let problem = |first| Problem::value(second.path.clone(), duplicate(first, second));
        problems.extend(clash.map(problem));
    }
    problems
}

/// Ports of the host that a service takes.
struct Taken<'a> {
    service: &'a EntrySite<'a>,
    ip: Option<String>,
    ports: (u16, u16),
    protocol: String,
    path: Path,
}

impl Taken<'_> {
    fn meets(&self, other: &Self) -> bool {
        let all = ["0.0.0.0", "::", "[::]"];
        let everywhere = |ip: &Option<String>| ip.as_deref().is_none_or(|ip| all.contains(&ip));
        (everywhere(&self.ip) || everywhere(&other.ip) || self.ip == other.ip)
            && self.protocol == other.protocol
            && self.ports.0 <= other.ports.1
            && other.ports.0 <= self.ports.1
            && run_together(self.service, other.service)
    }
}

fn ports<'a>(service: &'a EntrySite<'a>) -> Vec<Taken<'a>> {
    let taken = |(item, path): (&Value, Path)| {
        let text = item.as_str().map(String::from).or_else(|| short(item))?;
        let port = port::read(&text)?;
        // From a range for one port, as in `8000-8010:80`, the engine takes one that is free.
        let is_range = port.target.0 != port.target.1;
        let ports = port.published.filter(|(first, last)| first == last || is_range)?;
        let (ip, protocol) = (port.ip.map(String::from), port.protocol.to_ascii_lowercase());
        Some(Taken { service, ip, ports, protocol, path })
    };
    service.items("ports").filter_map(taken).collect()
}

/// A port of the long form in the short one.
fn short(item: &Value) -> Option<String> {
    let text = |key: &str| match item.get(key)?.bare() {
        Value::Int(number) => Some(number.to_string()),
        value => value.as_str().map(String::from),
    };
    let ip = text("host_ip").map(|ip| format!("{ip}:")).unwrap_or_default();
    let protocol = text("protocol").unwrap_or_else(|| "tcp".into());
    Some(format!("{ip}{}:{}/{protocol}", text("published")?, text("target")?))
}

/// Services in profiles that have nothing in common need not run at the same time.
fn run_together(a: &EntrySite<'_>, b: &EntrySite<'_>) -> bool {
    let (a, b) = (a.texts("profiles"), b.texts("profiles"));
    a.is_empty() || b.is_empty() || a.iter().any(|profile| b.contains(profile))
}

fn duplicate(first: &Taken<'_>, second: &Taken<'_>) -> Diagnostic {
    let ports = match first.ports {
        (port, last) if port == last => format!("the port {port} of the host is"),
        (port, last) => format!("the ports {port} to {last} of the host are"),
    };
    let who = match (first.service.name, second.service.name) {
        (name, other) if name == other => format!("`{name}` twice"),
        (other, name) => format!("`{other}` and by `{name}`"),
    };
    Diagnostic::error("duplicate-port", format!("{ports} published by {who}"))
        .hint("publish one of them on another port of the host, as in `\"8081:80\"`")
}

/// A name is for one container.
fn several(service: &EntrySite<'_>) -> Option<Problem> {
    service.get("container_name")?;
    let path = service.path.key("container_name");
    let replicas = service.get("deploy").and_then(|deploy| deploy.get("replicas"));
    let Value::Int(count) = replicas.or_else(|| service.get("scale"))?.bare() else { return None };
    let count = usize::try_from(*count).ok().filter(|count| *count > 1)?;
    let (name, containers) = (service.name, words::count(count, "container"));
    let message = format!("the service `{name}` can't have `container_name` and {containers}");
    let diagnostic = Diagnostic::error("conflicting-keys", message)
        .hint("leave `container_name` out: Compose numbers the containers");
    Some(Problem::key(path, diagnostic))
}
