//! The data of a root while a recipe writes it: blocks, what they refer to, and the tags of values in them.

pub(super) mod draft;
pub(super) mod kind;
pub(super) mod nested;
pub(super) mod node_kinds;
pub(super) mod reference;
pub(super) mod reference_sites;
pub(super) mod root_options;
pub(super) mod unchecked;

use crate::engine::Page;

pub(super) use crate::schema::{BLOCK as BLOCK_TAG, CALL as CALL_TAG};

/// The documentation of what recipes call and hold.
pub(super) const PAGE: Page = Page::new(include_str!("../page.md"));

/// The name of Terraform's expression language, in holes.
pub(super) const LANGUAGE: &str = "Terraform";

/// The language of an expression that refers to something outside the files of the run.
pub(super) const EXTERNAL: &str = "Terraform, elsewhere";

/// The tag of a map whose entries are blocks, with their keys for labels: `provisioner "local-exec" { ... }`.
pub(super) const LABELLED: &str = "labelled blocks";

/// The tag of a map whose entries are dynamic blocks.
pub(super) const REPEATED: &str = "dynamic blocks";

/// The tag of a map whose keys are providers, which Terraform wants without quotes.
pub(super) const PASSED: &str = "passed providers";

/// The key of a body's dynamic blocks.
pub(super) const DYNAMIC: &str = "dynamic";
