//! GitHub Actions: workflows and actions with checked expressions, secrets, checked jobs and the layout people write by hand.

mod action;
mod called;
mod checks;
mod dependabot;
mod expression;
mod workflow;

use crate::document::{self, Document, Expression, Format, Tag};
use crate::engine::{At, Fallible, Functions, HandleType, Namespace, Run};
use action::Action;
use dependabot::Dependabot;
use rhai::NativeCallContext;
use workflow::Workflow;

/// The format of workflows.
pub const WORKFLOW: &Format = Workflow::FORMAT;

/// The format of actions.
pub const ACTION: &Format = Action::FORMAT;

/// The format of Dependabot's configuration.
pub const DEPENDABOT: &Format = Dependabot::FORMAT;

/// The namespace `github`.
pub const GITHUB: Namespace = Namespace {
    functions: || {
        let dependabot = document::functions::<Dependabot>;
        let (workflow, action) = (document::functions::<Workflow>, document::functions::<Action>);
        Functions::module(&[workflow, action, dependabot, functions])
    },
    methods: || {
        let dependabot = document::methods::<Dependabot>;
        Functions::module(&[document::methods::<Workflow>, document::methods::<Action>, dependabot])
    },
    handles: &[
        HandleType::of::<Document<Workflow>>(),
        HandleType::of::<Document<Action>>(),
        HandleType::of::<Document<Dependabot>>(),
        HandleType::of::<Expression<Workflow>>(),
    ],
    pages: &[WORKFLOW.page, ACTION.page, DEPENDABOT.page],
    ..Namespace::named(
        "github",
        "GitHub Actions and Dependabot: workflows, actions, expressions, updates.",
    )
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
