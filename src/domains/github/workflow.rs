//! Workflows: what secrets and expressions become in them, and the names that they define and use.

use super::expression;
use crate::diag::Diagnostic;
use crate::document::{Does, Format, PathRule, Placeholders, Reference, Tag, TextSite};
use crate::engine::Page;
use crate::model::graph::{ENVIRONMENT, ENVIRONMENT_VARIABLE, NodeKind};
use crate::schema::Openness;
use crate::value::{Expr, Step, Text, Value};
use std::borrow::Cow;

/// A workflow, as a type of its own.
pub(super) struct Workflow;

impl Tag for Workflow {
    const FORMAT: &'static Format = &Format {
        title: "GitHub workflow",
        noun: "a workflow",
        placeholders: &Actions,
        layout: include_str!("workflow.layout"),
        references: REFERENCES,
        checks: super::checks::WORKFLOW,
        relate: Some(super::called::relate),
        recognises: Some(|path, value| {
            let name = path.strip_prefix(".github/workflows/").unwrap_or_default();
            (name.ends_with(".yml") || name.ends_with(".yaml")) && value.as_map().is_some()
        }),
        expressions: "GitHub expression",
        page: Page::new(include_str!("workflow.md")),
        ..Format::new("github/workflow", PathRule::Named(".github/workflows/{name}.yml"))
    };
}

static JOB: NodeKind = NodeKind {
    declare: "add the job to `jobs`, or take the reference out",
    ..NodeKind::new("github/job", "job", "CI")
};

const REFERENCES: &[Reference] = &[
    Reference::text(&JOB, Does::Waits, "jobs.{from}.needs"),
    Reference::text(&JOB, Does::Waits, "jobs.{from}.needs[]"),
    Reference::key(&JOB, Does::Defines, "jobs.{name}"),
    Reference::text(&ENVIRONMENT, Does::Names, "jobs.*.environment"),
    Reference::text(&ENVIRONMENT, Does::Names, "jobs.*.environment.name"),
    Reference::key(&ENVIRONMENT_VARIABLE, Does::Sets, "**.env.{name}"),
];

/// What GitHub evaluates.
pub(super) struct Actions;

impl Placeholders for Actions {
    fn language(&self) -> Option<(&'static str, &'static str)> {
        Some((expression::LANGUAGE, expression::EXTERNAL))
    }

    fn secret(&self, name: &str, at: &TextSite<'_>) -> Result<String, Diagnostic> {
        let name = at.ci_secret(name, job(at))?;
        Ok(format!("${{{{ secrets.{name} }}}}"))
    }

    fn expression(&self, expr: &Expr) -> String {
        format!("${{{{ {} }}}}", expr.source)
    }

    fn literal<'t>(
        &self,
        text: &'t str,
        (before, after): (&str, &str),
        at: &TextSite<'_>,
    ) -> Cow<'t, str> {
        if expression::is_evaluated(&at.path()) {
            expression::literal(text, before, after).into()
        } else {
            text.into()
        }
    }

    /// A text that is nothing but an expression may become anything.
    fn openness(&self, text: &Text) -> Openness {
        match text.as_str() {
            Some(plain) if plain.starts_with("${{") && plain.ends_with("}}") => Openness::LaterAny,
            _ => Openness::of_holes(text),
        }
    }

    /// A condition is an expression as a whole.
    fn whole(&self, text: &Text, at: &TextSite<'_>) -> Option<Result<String, Diagnostic>> {
        expression::is_condition(&at.path()).then(|| expression::condition(text))
    }

    fn check(&self, text: &Text, at: &TextSite<'_>) -> Vec<Diagnostic> {
        expression::check(at.root, at.path(), text)
    }
}

/// The job that a place of the workflow is in.
fn job<'a>(at: &TextSite<'a>) -> Option<&'a Value> {
    match at.path().0.as_slice() {
        [Step::Key(jobs), Step::Key(id), ..] if jobs == "jobs" => at.root.get("jobs")?.get(id),
        _ => None,
    }
}
