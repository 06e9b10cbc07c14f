//! GitHub Actions: workflows with secrets, checked jobs and the layout people write by hand.

mod functions;
mod layout;
mod lower;
mod workflow;

use crate::engine::{HandleType, Namespace};

/// The namespace `github`.
pub const GITHUB: Namespace = Namespace {
    name: "github",
    summary: "GitHub Actions workflows.",
    functions: functions::functions,
    methods: functions::methods,
    handles: &[HandleType::of::<workflow::Workflow>()],
};
