//! Actions: steps that workflows of a repository share, containers and programs.

use super::workflow::Actions;
use super::{called, checks};
use crate::document::{Format, PathRule, Tag};
use crate::engine::Page;

/// An action, as a type of its own.
pub(super) struct Action;

impl Tag for Action {
    const FORMAT: &'static Format = &Format {
        title: "GitHub action",
        noun: "an action",
        placeholders: &Actions,
        layout: include_str!("action.layout"),
        checks: checks::ACTION,
        relate: Some(called::relate_action),
        recognises: Some(|path, value| {
            let is_file = path.ends_with("action.yml") || path.ends_with("action.yaml");
            is_file && value.get("runs").is_some()
        }),
        page: Page::new(include_str!("action.md")),
        ..Format::new("github/action", PathRule::Named(".github/actions/{name}/action.yml"))
    };
}
