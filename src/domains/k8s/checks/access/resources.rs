//! The resources of Kubernetes itself by their API groups, as roles name them.

use crate::schema::Tables;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

/// Resources that are no objects, or of no object that an author writes.
const OTHERS: &[(&str, &[&str])] = &[
    ("", &["bindings", "componentstatuses", "events", "groups", "serviceaccounts", "users"]),
    ("authentication.k8s.io", &["selfsubjectreviews", "tokenreviews", "uids", "userextras"]),
    (
        "authorization.k8s.io",
        &[
            "localsubjectaccessreviews",
            "selfsubjectaccessreviews",
            "selfsubjectrulesreviews",
            "subjectaccessreviews",
        ],
    ),
    ("certificates.k8s.io", &["signers"]),
    ("events.k8s.io", &["events"]),
];

/// The plurals of all kinds, by API group.
pub(super) struct Resources(BTreeMap<String, BTreeSet<String>>);

impl Resources {
    /// Those of the newest version of Kubernetes.
    pub(super) fn known() -> &'static Self {
        static KNOWN: LazyLock<Resources> = LazyLock::new(Resources::read);
        &KNOWN
    }

    fn read() -> Self {
        let mut groups: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        let kinds = Tables::of_program().kinds().into_iter();
        for (kind, version, _) in kinds.filter(|(.., table)| table == "kubernetes/core") {
            let group = version.rsplit_once('/').map_or("", |(group, _)| group);
            groups.entry(group.into()).or_default().insert(plural(&kind));
        }
        for (group, names) in OTHERS {
            let known = groups.entry((*group).into()).or_default();
            known.extend(names.iter().map(ToString::to_string));
        }
        Self(groups)
    }

    /// Whether all resources of a group are known.
    pub(super) fn has_group(&self, group: &str) -> bool {
        self.0.contains_key(group)
    }

    pub(super) fn has(&self, group: &str, name: &str) -> bool {
        self.0.get(group).is_some_and(|names| names.contains(name))
    }

    /// The resources of a group.
    pub(super) fn of(&self, group: &str) -> impl Iterator<Item = &str> {
        self.0.get(group).into_iter().flatten().map(String::as_str)
    }

    /// The group that has a resource of this name.
    pub(super) fn group_of(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(_, names)| names.contains(name)).map(|(group, _)| group.as_str())
    }
}

/// What the objects of a kind are called in a path of the API.
fn plural(kind: &str) -> String {
    let kind = kind.to_ascii_lowercase();
    match kind.as_str() {
        "endpoints" => kind,
        _ if kind.ends_with(['s', 'x']) || kind.ends_with("ch") => kind + "es",
        _ => match kind.strip_suffix('y') {
            Some(stem) if !stem.ends_with(['a', 'e', 'o']) => format!("{stem}ies"),
            _ => kind + "s",
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_have_their_plurals() {
        let known = Resources::known();
        for (group, name) in [
            ("", "pods"),
            ("", "endpoints"),
            ("apps", "deployments"),
            ("networking.k8s.io", "networkpolicies"),
            ("networking.k8s.io", "ingresses"),
            ("networking.k8s.io", "ingressclasses"),
            ("storage.k8s.io", "csistoragecapacities"),
            ("discovery.k8s.io", "endpointslices"),
            ("apiextensions.k8s.io", "customresourcedefinitions"),
            ("rbac.authorization.k8s.io", "clusterroles"),
            ("policy", "poddisruptionbudgets"),
        ] {
            assert!(known.has(group, name), "{group} {name}");
        }
        assert_eq!(known.group_of("deployments"), Some("apps"));
    }
}
