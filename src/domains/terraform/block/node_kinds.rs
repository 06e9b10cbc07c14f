//! What a root declares, as kinds of nodes of the graph.

use crate::model::graph::{Kind, NodeKind};

/// A folder of Terraform files: a root, or a module of the project.
pub(crate) static ROOT: NodeKind = kind("terraform/root", "root");
/// A module from elsewhere.
pub(crate) static REMOTE_MODULE: NodeKind = kind("terraform/remote-module", "remote module");
/// The state that a backend keeps.
pub(crate) static STATE: NodeKind = kind("terraform/state", "state");
/// An output of a root.
pub(crate) static OUTPUT: NodeKind = kind("terraform/output", "output");
/// A provider with its configuration.
pub(crate) static PROVIDER: NodeKind = kind("terraform/provider", "provider");

/// What expressions refer to, by what messages call it.
static REFERENCED: [NodeKind; 6] = [
    kind("terraform/local", "local"),
    kind("terraform/module", "module"),
    kind("terraform/resource", "resource"),
    kind("terraform/data", "data source"),
    kind("terraform/ephemeral", "ephemeral resource"),
    kind("terraform/variable", "variable"),
];

const fn kind(id: &'static str, noun: &'static str) -> NodeKind {
    NodeKind {
        supply: "give the step `tf.environment()`: it has the variables that the root reads",
        ..NodeKind::new(id, noun, "Terraform")
    }
}

/// Whether a folder declares such a thing once.
pub(crate) fn is_declared(kind: &Kind) -> bool {
    kind.is(&OUTPUT) || kind.is(&PROVIDER) || REFERENCED.iter().any(|own| kind.is(own))
}

/// The kind of what expressions refer to, by what messages call it.
pub(crate) fn referenced(noun: &str) -> &'static NodeKind {
    let [.., variable] = &REFERENCED;
    REFERENCED.iter().find(|kind| kind.noun == noun).unwrap_or(variable)
}
