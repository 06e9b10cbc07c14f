//! What is kept of an object for the checks between objects.

use super::labels::{Labels, Selector};
use crate::util::lock::lock;
use crate::value::{Key, Path};
use rustc_hash::FxHashSet;
use std::sync::{Arc, Mutex};

/// The paths at which the objects of a run name others: there are few, and many objects have each.
#[derive(Default)]
pub(super) struct Places(Mutex<FxHashSet<Arc<Path>>>);

impl Places {
    /// The path as it is kept.
    pub(super) fn keep(&self, path: Path) -> Arc<Path> {
        let mut known = lock(&self.0);
        known.get(&path).cloned().unwrap_or_else(|| {
            let path = Arc::new(path);
            known.insert(path.clone());
            path
        })
    }
}

/// Which object it is, but for its environment.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct ObjectName {
    pub(super) kind: Key,
    /// The API group; empty for the core of Kubernetes.
    pub(super) group: Key,
    /// Its namespace; empty where it says none, and for what belongs to the whole cluster.
    pub(super) namespace: Key,
    pub(super) name: Key,
}

/// What other objects may ask of an object.
#[derive(Debug)]
pub(super) struct Object {
    pub(super) name: ObjectName,
    pub(super) references: Vec<Reference>,
    pub(super) selections: Vec<Selection>,
    pub(super) role: Role,
    /// Whether an operator makes it of another object.
    pub(super) is_made: bool,
    /// Whether it is in a package, as a tree or a chart.
    pub(super) is_packaged: bool,
}

/// That an object names another one.
#[derive(Debug)]
pub(super) struct Reference {
    /// Where the name is.
    pub(super) at: Arc<Path>,
    pub(super) to: ObjectName,
    /// Whether the object says that it does without.
    pub(super) is_optional: bool,
    /// What it uses of the other one, with where it says so.
    pub(super) parts: Vec<(Arc<Path>, PartName)>,
}

/// A part of an object that others name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum PartName {
    /// An entry of a ConfigMap or a Secret.
    Key(Key),
    Port(PortName),
    /// A subset of a destination.
    Subset(Key),
}

/// How a port is named.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum PortName {
    Number(i64),
    Name(Key),
}

/// That an object finds others by their labels.
#[derive(Debug)]
pub(super) struct Selection {
    pub(super) at: Path,
    pub(super) of: Selected,
    pub(super) selector: Selector,
    /// The ports that it expects there, with where it says so.
    pub(super) ports: Vec<(Path, PortName)>,
    /// Whether it is one of several that an object speaks of, and not what it is for.
    pub(super) is_peer: bool,
    /// The namespace where they are; none is that of the object.
    pub(super) namespace: Option<String>,
}

impl Selection {
    /// The namespace in which an object looks.
    pub(super) fn namespace<'s>(&'s self, from: &'s Object) -> &'s str {
        self.namespace.as_deref().unwrap_or(&from.name.namespace)
    }
}

/// What is found by labels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Selected {
    Pods,
    Services,
}

/// What an object is for others.
#[derive(Debug)]
pub(super) enum Role {
    Workload(Workload),
    Service {
        labels: Labels,
        ports: Vec<Port>,
    },
    /// It applies what is in folders of a repository.
    Applies(Vec<Applied>),
    /// The listeners of a gateway.
    Listeners(Vec<Port>),
    /// It holds entries; none when others may be there, too.
    Entries(Option<Vec<Key>>),
    /// The subsets of a destination.
    Subsets {
        host: Key,
        names: Vec<Key>,
    },
    /// It sets how many pods a workload has.
    Scaler {
        target: ObjectName,
        least: i64,
        at: Path,
    },
    /// It limits how many pods may be taken away at a time.
    Budget(Budget),
    Other,
}

/// A folder of a repository that is applied, with where the object names it, and the files in it that it reads.
#[derive(Debug)]
pub(super) struct Applied {
    pub(super) at: Path,
    pub(super) folder: String,
    pub(super) files: Vec<(Path, String)>,
}

/// What makes pods.
#[derive(Debug)]
pub(super) struct Workload {
    pub(super) labels: Labels,
    pub(super) ports: Vec<Port>,
    /// How many pods it wants, as far as it says so.
    pub(super) replicas: Option<i64>,
    /// Whether its pods are counted, as those of a DaemonSet are not.
    pub(super) is_counted: bool,
}

#[derive(Debug)]
pub(super) struct Port {
    pub(super) name: Option<Key>,
    pub(super) number: Option<i64>,
}

/// The limit of a PodDisruptionBudget.
#[derive(Debug)]
pub(super) struct Budget {
    pub(super) at: Path,
    pub(super) limit: Limit,
}

/// How many pods stay, or how many may go.
#[derive(Clone, Copy, Debug)]
pub(super) enum Limit {
    Stay(Count),
    Go(Count),
}

/// A number of pods.
#[derive(Clone, Copy, Debug)]
pub(super) enum Count {
    Pods(i64),
    Percent(i64),
}

impl Count {
    /// How many of so many pods it is; part of one counts as one.
    pub(super) fn of(self, pods: i64) -> i64 {
        match self {
            Self::Pods(count) => count,
            Self::Percent(percent) => (percent.saturating_mul(pods) + 99) / 100,
        }
    }
}

impl Port {
    /// Whether it is the port of this name or number.
    pub(super) fn is(&self, wanted: &PortName) -> bool {
        match wanted {
            PortName::Number(number) => self.number == Some(*number),
            PortName::Name(name) => self.name.as_ref() == Some(name),
        }
    }
}
