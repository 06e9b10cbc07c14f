//! How values are called: after the component that they are of, the kind of the object, and where they are in it.

use crate::domains::k8s::variants::Identity;

/// The name of a value: the keys that lead to it.
pub(crate) type Name = Vec<String>;

/// Kinds that run a component: their values are the component's own.
pub(crate) const WORKLOADS: [&str; 7] =
    ["Deployment", "StatefulSet", "DaemonSet", "Rollout", "CronJob", "Job", "ReplicaSet"];

/// What charts call other kinds.
const KINDS: [(&str, &str); 7] = [
    ("HorizontalPodAutoscaler", "autoscaling"),
    ("HTTPRoute", "route"),
    ("PodDisruptionBudget", "pdb"),
    ("ConfigMap", "config"),
    ("NetworkPolicy", "networkPolicy"),
    ("PersistentVolumeClaim", "persistence"),
    ("ServiceAccount", "serviceAccount"),
];

/// Keys that say nothing in a name.
const SILENT: [&str; 9] = [
    "spec",
    "template",
    "metadata",
    "data",
    "stringData",
    "jobTemplate",
    "http",
    "binaryData",
    "labels",
];

/// What charts call keys of Kubernetes.
const KEYS: [(&str, &str); 1] = [("replicas", "replicaCount")];

/// A step to a value, as far as names are concerned.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Step {
    Key(String),
    /// An item of a list, by its name.
    Item {
        list: String,
        name: String,
        is_only: bool,
    },
    /// An item of a list, by its number.
    Index {
        index: usize,
        is_only: bool,
    },
}

/// The components of a chart: what its workloads are called.
#[derive(Clone, Debug)]
pub(crate) struct Components {
    chart: String,
    workloads: Vec<String>,
}

impl Components {
    /// The components of a chart with these objects.
    pub(crate) fn of<'i>(chart: &str, objects: impl Iterator<Item = &'i Identity>) -> Self {
        let workloads = objects.filter(|it| WORKLOADS.contains(&it.kind.as_str()));
        let mut workloads: Vec<String> = workloads.map(|it| it.name.clone()).collect();
        workloads.sort_by_key(|name| std::cmp::Reverse(name.len()));
        Self { chart: chart.into(), workloads }
    }

    /// The component that an object belongs to, and what else its name says; the chart itself is an empty one.
    fn split<'n>(&'n self, name: &'n str) -> (&'n str, &'n str) {
        let workload = self.workloads.iter().find(|workload| {
            name.strip_prefix(workload.as_str()).is_some_and(|rest| rest.starts_with('-'))
        });
        match workload {
            Some(workload) => (self.own(workload), &name[workload.len() + 1..]),
            None => (self.own(name), ""),
        }
    }

    /// A name without that of the chart in front.
    fn own<'n>(&'n self, name: &'n str) -> &'n str {
        match name.strip_prefix(self.chart.as_str()) {
            Some("") => "",
            Some(rest) => rest.strip_prefix('-').unwrap_or(name),
            None => name,
        }
    }

    /// The name of a component's workload.
    pub(crate) fn component<'n>(&'n self, identity: &'n Identity) -> &'n str {
        self.split(&identity.name).0
    }

    /// What the names of an object's values start with.
    fn prefix(&self, identity: &Identity, is_shared: bool) -> Name {
        let (component, rest) = self.split(&identity.name);
        let kind = KINDS.iter().find(|(kind, _)| *kind == identity.kind);
        let kind = kind.map_or_else(|| camel(&identity.kind), |(_, name)| (*name).into());
        let is_workload = WORKLOADS.contains(&identity.kind.as_str());
        let is_named = !component.is_empty() && !is_shared && identity.kind != "Namespace";
        let component = is_named.then(|| camel(component));
        let is_silent = is_workload || identity.kind == "Namespace";
        let own = (!is_silent).then(|| kind.clone());
        let rest = (!rest.is_empty()).then(|| camel(rest)).filter(|rest| *rest != kind);
        component.into_iter().chain(own).chain(rest).collect()
    }

    /// The names that a value may have, the best first.
    pub(crate) fn names(
        &self,
        identity: &Identity,
        is_shared: bool,
        path: &[Step],
        leaf: Option<&str>,
    ) -> Vec<Name> {
        let prefix = self.prefix(identity, is_shared);
        let name = |own: Vec<String>| -> Name {
            let name: Name =
                prefix.iter().cloned().chain(own).chain(leaf.map(String::from)).collect();
            if name.is_empty() || prefix.is_empty() && name == [String::from("enabled")] {
                return std::iter::once(camel(&identity.kind)).chain(name).collect();
            }
            name
        };
        vec![name(short(path, &identity.name)), name(path.iter().map(whole).collect())]
    }
}

/// The steps that say something.
fn short(path: &[Step], object: &str) -> Vec<String> {
    let mut names = Vec::new();
    for (i, step) in path.iter().enumerate() {
        let is_last = i + 1 == path.len();
        match step {
            Step::Item { list, name, is_only } => {
                let is_main = list == "containers" && (*is_only || name == object);
                if !is_main {
                    names.push(camel(name));
                }
            }
            Step::Index { index, is_only } => {
                if !is_only {
                    names.push(format!("n{index}"));
                }
            }
            Step::Key(key) if SILENT.contains(&key.as_str()) => {}
            Step::Key(key)
                if ["containers", "rules", "paths"].contains(&key.as_str()) && !is_last => {}
            Step::Key(key) if key == "value" && i > 0 && !matches!(path[i - 1], Step::Key(_)) => {}
            Step::Key(key) => {
                let known = KEYS.iter().find(|(own, _)| own == key);
                names.push(known.map_or_else(|| camel(key), |(_, name)| (*name).into()));
            }
        }
    }
    names
}

fn whole(step: &Step) -> String {
    match step {
        Step::Key(key) => camel(key),
        Step::Item { name, .. } => camel(name),
        Step::Index { index, .. } => format!("n{index}"),
    }
}

/// A word that templates can name: `my-app` is `myApp`, a label or path its last part.
pub(crate) fn camel(word: &str) -> String {
    let is_plain = |it: char| it.is_ascii_alphanumeric() || it == '_';
    if word.starts_with(|it: char| it.is_ascii_alphabetic() || it == '_')
        && word.chars().all(is_plain)
    {
        let is_type = word.starts_with(|it: char| it.is_ascii_uppercase())
            && word.chars().nth(1).is_some_and(|it| it.is_ascii_lowercase());
        return if is_type { lowered(word) } else { word.into() };
    }
    let trimmed = word.trim_matches('/');
    let word = trimmed.rsplit('/').next().unwrap_or(trimmed);
    let parts = word.split(|it: char| !it.is_ascii_alphanumeric()).filter(|part| !part.is_empty());
    let mut joined = String::new();
    for part in parts {
        let mut letters = part.chars();
        let first = letters.next().unwrap_or_default();
        let first =
            if joined.is_empty() { first.to_ascii_lowercase() } else { first.to_ascii_uppercase() };
        joined.push(first);
        joined.push_str(letters.as_str());
    }
    match joined.chars().next() {
        None => "value".into(),
        Some(first) if first.is_ascii_digit() => format!("n{joined}"),
        Some(_) => joined,
    }
}

fn lowered(word: &str) -> String {
    with_first(word, |first| first.to_ascii_lowercase())
}

/// A word with a capital letter.
pub(super) fn capitalised(word: &str) -> String {
    with_first(word, |first| first.to_ascii_uppercase())
}

fn with_first(word: &str, change: impl Fn(char) -> char) -> String {
    let mut letters = word.chars();
    letters.next().map(change).into_iter().chain(letters).collect()
}
