//! `secret(...)` and `secrets::...`: references to secrets, what platforms ask for, and the files that document them.

mod declare;
mod files;
mod functions;
mod handle;

use crate::engine::{HandleType, Namespace, OptionMap};
use crate::secrets::Platform;

/// `secret(...)`, by its bare name.
pub(super) const PRELUDE: Namespace = Namespace {
    name: "",
    summary: "References to secrets.",
    functions: functions::prelude,
    methods: functions::methods,
    handles: &[HandleType::of::<handle::SecretHandle>(), HandleType::of::<files::Dotenv>()],
    options: &[OptionMap::of::<declare::Options>(&["secret"])],
};

/// `secrets::...`.
pub(super) const SECRETS: Namespace = Namespace {
    name: "secrets",
    summary: "What platforms ask for, and the files that document a project's secrets.",
    functions: functions::functions,
    methods: rhai::Module::new,
    handles: &[],
    options: &[
        OptionMap::of::<functions::Choice>(&["platform"]),
        OptionMap::of::<files::Options>(&["example", "template"]),
        OptionMap::of::<Platform>(&["define"]),
    ],
};
