//! GitLab CI: pipelines in its own words, with checked jobs, and secrets as its variables.

mod checks;
mod jobs;
mod variables;

use crate::document::{self, Format, PathRule, Tag};
use crate::engine::{Namespace, Page};
use variables::Variables;

/// The namespace `gitlab`.
pub const GITLAB: Namespace = document::namespace::<Pipeline>("gitlab", "GitLab CI: pipelines.");

/// The format of pipelines.
pub const FORMAT: &Format = Pipeline::FORMAT;

/// A pipeline, as a type of its own.
struct Pipeline;

impl Tag for Pipeline {
    const FORMAT: &'static Format = &Format {
        title: "GitLab pipeline",
        noun: "a pipeline",
        placeholders: &Variables,
        layout: include_str!("pipeline.layout"),
        desugar: Some(jobs::in_order),
        checks: checks::ALL,
        page: Page::new(include_str!("pipeline.md")),
        ..Format::new(
            "gitlab/pipeline",
            PathRule::Given { names: &[".gitlab-ci.yml"], endings: &[".yml", ".yaml"] },
        )
    };
}
