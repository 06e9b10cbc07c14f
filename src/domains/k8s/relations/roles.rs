//! What an object is for others, and which others it finds by their labels.

use super::applied::applied;
use super::facts::{
    Budget, Count, Limit, ObjectName, Port, PortName, Role, Selected, Selection, Workload,
};
use super::labels::{Selector, labels};
use super::peers::peers;
use super::rows::GATEWAY_API;
use crate::schema::findings::{at, int, items, text};
use crate::value::tagged::UNCHECKED;
use crate::value::{Key, Map, Path, Value};

/// Workloads whose pods are counted, and may be scaled.
pub(super) const COUNTED: [&str; 4] = ["Deployment", "StatefulSet", "ReplicaSet", "Rollout"];

/// Where an object specifies its pods, if it does: the part with their metadata and their specification.
pub(super) fn pods<'v>(object: &'v Value, kind: &str) -> Option<(&'v Value, Path)> {
    let keys: &[&str] = match kind {
        "Pod" => &[],
        "CronJob" => &["spec", "jobTemplate", "spec", "template"],
        _ => &["spec", "template"],
    };
    let template = at(object, keys)?;
    template.get("spec")?.get("containers")?.as_list()?;
    Some((template, keys.iter().fold(Path::root(), |path, key| path.key(key))))
}

/// What an object is for others.
pub(super) fn role(object: &Value, name: &ObjectName) -> Role {
    if let Some((template, _)) = pods(object, &name.kind) {
        return Role::Workload(workload(object, template, &name.kind));
    }
    let Some(spec) = object.get("spec") else { return entries(object, &name.kind) };
    if let Some(applied) = applied(object, name) {
        return Role::Applies(applied);
    }
    match name.kind.as_str() {
        "Service" => Role::Service {
            labels: labels(at(object, &["metadata", "labels"])),
            ports: items(spec, "ports").iter().map(|port| numbered(port, "port")).collect(),
        },
        "Gateway" if name.group == GATEWAY_API => {
            let listeners = items(spec, "listeners").iter();
            Role::Listeners(listeners.map(|listener| numbered(listener, "port")).collect())
        }
        "DestinationRule" => Role::Subsets {
            host: text(spec, "host").unwrap_or_default().into(),
            names: items(spec, "subsets").iter().filter_map(named).collect(),
        },
        "HorizontalPodAutoscaler" => scaler(spec, "minReplicas", 1, name),
        "ScaledObject" => scaler(spec, "minReplicaCount", 0, name),
        "PodDisruptionBudget" => budget(spec),
        kind => entries(object, kind),
    }
}

fn workload(object: &Value, template: &Value, kind: &str) -> Workload {
    let containers = ["containers", "initContainers"]
        .into_iter()
        .flat_map(|list| template.get("spec").map(|spec| items(spec, list)).unwrap_or_default());
    let ports = containers.flat_map(|container| items(container, "ports"));
    Workload {
        labels: labels(at(template, &["metadata", "labels"])),
        ports: ports.map(|port| numbered(port, "containerPort")).collect(),
        replicas: object.get("spec").and_then(|spec| int(spec, "replicas")),
        is_counted: COUNTED.contains(&kind),
    }
}

fn numbered(port: &Value, number: &str) -> Port {
    Port { name: named(port), number: int(port, number) }
}

fn named(value: &Value) -> Option<Key> {
    text(value, "name").map(Key::from)
}

/// What a ConfigMap or a Secret holds.
fn entries(object: &Value, kind: &str) -> Role {
    let parts = match kind {
        "ConfigMap" => ["data", "binaryData"],
        "Secret" => ["data", "stringData"],
        _ => return Role::Other,
    };
    let maps = parts.into_iter().filter_map(|part| object.get(part)?.as_map());
    Role::Entries(Some(maps.flat_map(Map::keys).cloned().collect()))
}

fn scaler(spec: &Value, least: &str, default: i64, name: &ObjectName) -> Role {
    let Some(target) = spec.get("scaleTargetRef") else { return Role::Other };
    let group = text(target, "apiVersion").and_then(|version| version.split_once('/'));
    Role::Scaler {
        target: ObjectName {
            kind: text(target, "kind").unwrap_or("Deployment").into(),
            group: group.map_or("apps", |(group, _)| group).into(),
            namespace: name.namespace.clone(),
            name: text(target, "name").unwrap_or_default().into(),
        },
        least: int(spec, least).unwrap_or(default),
        at: Path::root().key("spec").key("scaleTargetRef"),
    }
}

fn budget(spec: &Value) -> Role {
    let count = |key: &str| {
        let value = spec.get(key)?;
        let percent = value.as_str().and_then(|text| text.strip_suffix('%')?.parse().ok());
        int(spec, key).map(Count::Pods).or(percent.map(Count::Percent))
    };
    let (stay, go) = (count("minAvailable"), count("maxUnavailable"));
    let (key, limit) = match (stay, go) {
        (Some(count), _) => ("minAvailable", Limit::Stay(count)),
        (None, Some(count)) => ("maxUnavailable", Limit::Go(count)),
        (None, None) => return Role::Other,
    };
    Role::Budget(Budget { at: Path::root().key("spec").key(key), limit })
}

/// What an object finds by labels.
pub(super) fn selections(object: &Value, kind: &str) -> Vec<Selection> {
    let Some(spec) = object.get("spec") else { return Vec::new() };
    let found = match kind {
        "Service" if text(spec, "type") != Some("ExternalName") => {
            let selector = spec.get("selector").and_then(Selector::of_labels);
            select("selector", Selected::Pods, selector, targets(spec))
        }
        "PodDisruptionBudget" => {
            select("selector", Selected::Pods, selector(spec, "selector"), Vec::new())
        }
        "NetworkPolicy" => {
            let own = selector(spec, "podSelector");
            let own = select("podSelector", Selected::Pods, own, Vec::new());
            return own.into_iter().chain(peers(spec)).collect();
        }
        "PodMonitor" if spec.get("namespaceSelector").is_none() => {
            let ports = ports(spec, "podMetricsEndpoints", "port");
            select("selector", Selected::Pods, selector(spec, "selector"), ports)
        }
        "ServiceMonitor" if spec.get("namespaceSelector").is_none() => {
            let ports = ports(spec, "endpoints", "port");
            select("selector", Selected::Services, selector(spec, "selector"), ports)
        }
        _ => None,
    };
    found.into_iter().collect()
}

fn selector(spec: &Value, key: &str) -> Option<Selector> {
    spec.get(key).and_then(Selector::of)
}

fn select(
    key: &str,
    of: Selected,
    selector: Option<Selector>,
    ports: Vec<(Path, PortName)>,
) -> Option<Selection> {
    let (at, selector) = (Path::root().key("spec").key(key), selector?);
    Some(Selection { at, of, selector, ports, is_peer: false, namespace: None })
}

/// The ports of pods that a Service leads to, by their names and numbers; one without a cluster IP leads to the pods themselves.
fn targets(spec: &Value) -> Vec<(Path, PortName)> {
    let mut found = ports(spec, "ports", "targetPort");
    let is_headless = text(spec, "clusterIP") == Some("None");
    let at = Path::root().key("spec").key("ports");
    for (i, item) in items(spec, "ports").iter().enumerate().filter(|_| !is_headless) {
        let key = if item.get("targetPort").is_some() { "targetPort" } else { "port" };
        let number = int(item, key).filter(|_| !is_vouched(item, key));
        found.extend(number.map(|number| (at.index(i).key(key), PortName::Number(number))));
    }
    found
}

/// The ports that are named under a key of the items of a list.
fn ports(spec: &Value, list: &str, key: &str) -> Vec<(Path, PortName)> {
    let at = Path::root().key("spec").key(list);
    let named = |(i, item): (usize, &Value)| {
        let name = text(item, key).filter(|_| !is_vouched(item, key))?;
        Some((at.index(i).key(key), PortName::Name(name.into())))
    };
    items(spec, list).iter().enumerate().filter_map(named).collect()
}

fn is_vouched(item: &Value, key: &str) -> bool {
    item.get(key).is_some_and(|value| value.find_tag(UNCHECKED).is_some())
}
