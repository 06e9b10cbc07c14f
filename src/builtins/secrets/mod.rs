//! `secret(...)` and `secrets::...`: references to secrets, what platforms ask for, and the files that document them.

mod declare;
mod files;
mod functions;
mod handle;

use crate::engine::{Functions, HandleType, Namespace, OptionMap, Page};
use crate::secrets::Platform;

const PAGE: Page = Page::new(include_str!("functions.md"));

/// `secret(...)`, by its bare name.
pub(super) const PRELUDE: Namespace = Namespace {
    functions: || Functions::module(&[functions::prelude]),
    methods: || Functions::module(&[functions::types]),
    handles: &[HandleType::of::<handle::SecretHandle>(), HandleType::of::<files::Dotenv>()],
    options: &[OptionMap::of::<declare::Options>(&["secret"])],
    pages: &[PAGE],
    ..Namespace::named("", "References to secrets.")
};

/// `secrets::...`.
pub(super) const SECRETS: Namespace = Namespace {
    functions: || Functions::module(&[functions::secrets]),
    options: &[
        OptionMap::of::<functions::Choice>(&["platform"]),
        OptionMap::of::<files::Options>(&["example", "template"]),
        OptionMap::of::<Platform>(&["define"]),
    ],
    pages: &[PAGE],
    ..Namespace::named(
        "secrets",
        "What platforms ask for, and the files that document a project's secrets.",
    )
};
