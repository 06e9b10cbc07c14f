//! What can be generated; a file's or folder's name is its namespace in recipes.

pub mod compose;
pub mod github;
pub mod gitlab;
pub mod k8s;
pub mod terraform;
pub mod vercel;

use crate::check::Finding;
use crate::engine::{FileFormat, Namespace};
use crate::model::graph::Graph;

/// Everything in this room.
pub const ALL: &[Namespace] = &[
    compose::COMPOSE,
    github::GITHUB,
    gitlab::GITLAB,
    k8s::K8S,
    k8s::KUSTOMIZE,
    k8s::HELM,
    vercel::VERCEL,
    terraform::TERRAFORM,
    terraform::HCL,
];

/// The kinds of files that raw data can be.
pub const FORMATS: &[&dyn FileFormat] = &[
    compose::FORMAT,
    github::WORKFLOW,
    github::DEPENDABOT,
    github::ACTION,
    gitlab::FORMAT,
    vercel::FORMAT,
    k8s::OBJECT,
    k8s::OBJECTS,
    &terraform::JSON,
];

/// Adds edges that follow from all files of a run together, and finds what is wrong between them.
pub type Relate = fn(&mut Graph) -> Vec<Finding>;

/// What the domains find between their files, besides the general checks.
pub const RELATE: &[Relate] = &[k8s::relate, terraform::relate];
