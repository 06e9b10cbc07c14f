//! Which objects of several environments are the same one.

use super::order::merged_or_first_seen;
use super::same::text;
use crate::value::Value;
use std::collections::HashSet;

/// What makes an object the same one in other environments.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Identity {
    pub(crate) api_version: String,
    pub(crate) kind: String,
    pub(crate) name: String,
    /// Its namespace, where one environment has two that differ in nothing else.
    pub(crate) namespace: Option<String>,
}

impl Identity {
    /// The identity of an object.
    pub(crate) fn of(object: &Value, has_namespace: bool) -> Self {
        let own = |path: &[&str]| text(object, path).unwrap_or_default().to_string();
        let namespace = text(object, &["metadata", "namespace"]).filter(|_| has_namespace);
        Self {
            api_version: own(&["apiVersion"]),
            kind: own(&["kind"]),
            name: own(&["metadata", "name"]),
            namespace: namespace.map(String::from),
        }
    }

    /// The API group; empty for the core of Kubernetes.
    pub(crate) fn group(&self) -> &str {
        self.api_version.rsplit_once('/').map_or("", |(group, _)| group)
    }

    /// The version in its group.
    pub(crate) fn version(&self) -> &str {
        self.api_version.rsplit_once('/').map_or(&self.api_version, |(_, version)| version)
    }
}

/// An object as it is in each environment; none where it isn't there.
#[derive(Clone, Debug)]
pub(crate) struct Variants {
    pub(crate) identity: Identity,
    pub(crate) each: Vec<Option<Value>>,
}

impl Variants {
    /// The numbers of the environments that have it.
    pub(crate) fn scope(&self) -> Vec<usize> {
        (0..self.each.len()).filter(|i| self.each[*i].is_some()).collect()
    }

    /// What it is in the environments that have it.
    pub(crate) fn present(&self) -> Vec<&Value> {
        self.each.iter().flatten().collect()
    }
}

/// The objects of several environments, each of which has no object twice.
pub(crate) fn align(environments: &[&[Value]]) -> Vec<Variants> {
    let has_namespace = environments.iter().any(|objects| {
        let mut seen = HashSet::new();
        !objects.iter().all(|object| seen.insert(Identity::of(object, false)))
    });
    let identities: Vec<Vec<Identity>> = environments
        .iter()
        .map(|objects| objects.iter().map(|it| Identity::of(it, has_namespace)).collect())
        .collect();
    let in_each = |identity: &Identity| {
        let find = |(objects, own): (&&[Value], &Vec<Identity>)| {
            own.iter().position(|other| other == identity).map(|at| objects[at].clone())
        };
        environments.iter().zip(&identities).map(find).collect()
    };
    let order = merged_or_first_seen(&identities);
    let variants = |identity: Identity| Variants { each: in_each(&identity), identity };
    order.into_iter().map(variants).collect()
}
