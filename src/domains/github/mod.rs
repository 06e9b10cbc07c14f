//! GitHub Actions: workflows with checked expressions, secrets, checked jobs and the layout people write by hand.

mod called;
mod checks;
mod dependabot;
mod expression;
mod workflow;

use crate::document::{self, Document, Expression, Format, Tag};
use crate::engine::{At, Fallible, Functions, HandleType, Namespace, Run};
use dependabot::Dependabot;
use rhai::NativeCallContext;
use workflow::Workflow;

/// The format of workflows.
pub const WORKFLOW: &Format = Workflow::FORMAT;

/// The format of Dependabot's configuration.
pub const DEPENDABOT: &Format = Dependabot::FORMAT;

/// The namespace `github`.
pub const GITHUB: Namespace = Namespace {
    functions: || {
        let dependabot = document::functions::<Dependabot>;
        Functions::module(&[document::functions::<Workflow>, dependabot, functions])
    },
    methods: || {
        Functions::module(&[document::methods::<Workflow>, document::methods::<Dependabot>])
    },
    handles: &[
        HandleType::of::<Document<Workflow>>(),
        HandleType::of::<Document<Dependabot>>(),
        HandleType::of::<Expression<Workflow>>(),
    ],
    pages: &[WORKFLOW.page, DEPENDABOT.page],
    ..Namespace::named("github", "GitHub Actions and Dependabot: workflows, expressions, updates.")
};

fn functions(functions: &mut Functions<'_>) {
    functions.add(
        "github::expr(source)",
        |ctx: NativeCallContext, source: &str| -> Fallible<Expression<Workflow>> {
            let text = Run::of(&ctx).read_marks(source).map_err(|problem| *problem).at(&ctx)?;
            let source = expression::read(&text).at(&ctx)?;
            Ok(Expression::new("", &source))
        },
    );
}
