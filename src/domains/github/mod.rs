//! GitHub Actions: workflows with checked expressions, secrets, checked jobs and the layout people write by hand.

mod expression;
mod functions;
mod workflow;

use crate::document::{self, Document};
use crate::engine::{HandleType, Namespace};
use workflow::Workflow;

/// The namespace `github`.
pub const GITHUB: Namespace = Namespace {
    name: "github",
    summary: "GitHub Actions: workflows and expressions.",
    functions: || {
        let mut module = functions::functions();
        document::functions::<Workflow>(&mut module);
        module
    },
    methods: || {
        let mut module = functions::methods();
        document::methods::<Workflow>(&mut module);
        module
    },
    handles: &[HandleType::of::<Document<Workflow>>(), HandleType::of::<expression::Expression>()],
    options: &[],
};
