//! `secret(...)` and `secrets::...`: references to secrets, what platforms ask for, and the files that document them.

mod declare;
mod files;
mod functions;
mod handle;

use crate::engine::{HandleType, Namespace, OptionMap};
use crate::secrets::Platform;

/// `secret(...)`, by its bare name.
pub(super) const PRELUDE: Namespace = Namespace {
    functions: || rhai::exported_module!(functions::bare),
    methods: functions::methods,
    handles: &[HandleType::of::<handle::SecretHandle>(), HandleType::of::<files::Dotenv>()],
    options: &[OptionMap::of::<declare::Options>(&["secret"])],
    ..Namespace::named("", "References to secrets.")
};

/// `secrets::...`.
pub(super) const SECRETS: Namespace = Namespace {
    functions: || rhai::exported_module!(functions::secrets),
    options: &[
        OptionMap::of::<functions::Choice>(&["platform"]),
        OptionMap::of::<files::Options>(&["example", "template"]),
        OptionMap::of::<Platform>(&["define"]),
    ],
    ..Namespace::named(
        "secrets",
        "What platforms ask for, and the files that document a project's secrets.",
    )
};
