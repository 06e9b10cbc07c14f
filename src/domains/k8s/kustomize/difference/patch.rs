//! The shortest patch between two objects.

use super::items::written;
use super::{json_patch, merge_patch};
use crate::domains::k8s::variants::Identity;
use crate::value::{Map, Value};

/// What turns an object of the base into that of an environment.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Patch {
    /// An object with what changes.
    Merge(Map),
    /// The operations of a JSON patch.
    Operations(Vec<Value>),
}

impl Patch {
    /// It as data.
    pub(crate) fn to_value(&self) -> Value {
        match self {
            Self::Merge(map) => Value::Map(map.clone()),
            Self::Operations(operations) => Value::List(operations.clone()),
        }
    }
}

/// How many bytes the target of a JSON patch takes in a `kustomization.yaml`.
const TARGET: usize = 90;

/// The shortest patch from `base` to `wanted`, which differ; none where neither form says it exactly.
pub(crate) fn patch(identity: &Identity, base: &Value, wanted: &Value) -> Option<Patch> {
    let merge = merge_patch::merge_patch(identity, base, wanted).map(Patch::Merge);
    let operations = json_patch::operations(base, wanted).map(Patch::Operations);
    let size = |patch: &Patch| {
        let target = if matches!(patch, Patch::Operations(_)) { TARGET } else { 0 };
        written(&patch.to_value()).len() + target
    };
    merge.into_iter().chain(operations).min_by_key(size)
}
