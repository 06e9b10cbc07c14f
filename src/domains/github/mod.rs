//! GitHub Actions: workflows with checked expressions, secrets, checked jobs and the layout people write by hand.

mod expression;
mod functions;
mod layout;
mod lower;
mod workflow;

use crate::engine::{HandleType, Namespace};

/// The namespace `github`.
pub const GITHUB: Namespace = Namespace {
    name: "github",
    summary: "GitHub Actions: workflows and expressions.",
    functions: functions::functions,
    methods: functions::methods,
    handles: &[HandleType::of::<workflow::Workflow>(), HandleType::of::<expression::Expression>()],
    options: &[],
};
