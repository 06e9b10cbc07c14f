//! What only one container can have: a port of the host, a name.

use super::view::{Service, View, items};
use crate::diag::{Diagnostic, words};
use crate::schema::Problem;
use crate::schema::compose::port;
use crate::value::{Path, Value};

/// Ports and names that are given more than once.
pub(super) fn check(view: &View<'_>) -> Vec<Problem> {
    let mut problems: Vec<Problem> =
        view.services().filter_map(|service| several(&service)).collect();
    let all: Vec<Service<'_>> = view.all_services().collect();
    let taken: Vec<(usize, Taken<'_>)> = all
        .iter()
        .enumerate()
        .flat_map(|(i, service)| of(service).into_iter().map(move |port| (i, port)))
        .collect();
    for (n, (i, second)) in taken.iter().enumerate() {
        let clash = taken[..n]
            .iter()
            .find(|(j, first)| first.meets(second) && run_together(&all[*i], &all[*j]));
        problems.extend(clash.map(|(j, first)| Problem {
            path: second.path.clone(),
            diagnostic: twice(first, &all[*i], &all[*j]),
        }));
    }
    problems
}

/// Ports of the host that a service takes.
struct Taken<'a> {
    ip: Option<&'a str>,
    ports: (u16, u16),
    protocol: &'a str,
    path: Path,
}

impl Taken<'_> {
    fn meets(&self, other: &Self) -> bool {
        let everywhere =
            |ip: Option<&str>| ip.is_none_or(|ip| matches!(ip, "0.0.0.0" | "::" | "[::]"));
        let same_ip = everywhere(self.ip) || everywhere(other.ip) || self.ip == other.ip;
        // From a range for one port the engine takes one that is free.
        same_ip
            && self.protocol.eq_ignore_ascii_case(other.protocol)
            && self.ports.0 <= other.ports.1
            && other.ports.0 <= self.ports.1
    }
}

fn of<'a>(service: &Service<'a>) -> Vec<Taken<'a>> {
    let Some((value, path)) = service.get("ports") else { return Vec::new() };
    items(value, &path).into_iter().filter_map(|(item, path)| taken(item, path)).collect()
}

fn taken(item: &Value, path: Path) -> Option<Taken<'_>> {
    let text = |key: &str| item.get(key).and_then(Value::as_str);
    if item.as_map().is_some() {
        let ports = match item.get("published").map(Value::bare)? {
            Value::Int(port) => u16::try_from(*port).ok().map(|port| (port, port)),
            value => port::range(value.as_str()?),
        };
        return Some(Taken {
            ip: text("host_ip"),
            ports: ports?,
            protocol: text("protocol").unwrap_or("tcp"),
            path,
        });
    }
    let port = port::read(item.as_str()?)?;
    let is_choice =
        port.target.0 == port.target.1 && port.published.is_some_and(|(first, last)| first != last);
    Some(Taken {
        ip: port.ip,
        ports: port.published.filter(|_| !is_choice)?,
        protocol: port.protocol,
        path,
    })
}

/// Services in profiles that have nothing in common need not run at the same time.
fn run_together(a: &Service<'_>, b: &Service<'_>) -> bool {
    let (a, b) = (a.texts("profiles"), b.texts("profiles"));
    a.is_empty() || b.is_empty() || a.iter().any(|profile| b.contains(profile))
}

fn twice(first: &Taken<'_>, service: &Service<'_>, other: &Service<'_>) -> Diagnostic {
    let (port, last) = first.ports;
    let ports = if port == last {
        format!("the port {port}")
    } else {
        format!("the ports {port} to {last}")
    };
    let who = if service.name == other.name {
        format!("`{}` twice", service.name)
    } else {
        format!("`{}` and by `{}`", other.name, service.name)
    };
    Diagnostic::error("duplicate-port", format!("{ports} of the host is published by {who}"))
        .hint("publish one of them on another port of the host, as in `\"8081:80\"`")
}

/// A name is for one container.
fn several(service: &Service<'_>) -> Option<Problem> {
    let (_, path) = service.get("container_name")?;
    let replicas = service.body.get("deploy").and_then(|deploy| deploy.get("replicas"));
    let count = match replicas.or_else(|| service.body.get("scale"))?.bare() {
        Value::Int(count) if *count > 1 => *count,
        _ => return None,
    };
    let containers = words::count(usize::try_from(count).unwrap_or(usize::MAX), "container");
    let message =
        format!("the service `{}` can't have `container_name` and {containers}", service.name);
    let diagnostic = Diagnostic::error("conflicting-keys", message)
        .hint("leave `container_name` out: Compose numbers the containers");
    Some(Problem { path, diagnostic })
}
