//! General functions for recipes; a file's name is its namespace, and `emit` needs none.

mod emit;
mod environments;
mod secrets;
mod text;
mod yaml;

use crate::engine::environment::EnvironmentHandle;
use crate::engine::project::ProjectHandle;
use crate::engine::{HandleType, Namespace, emitting::EmittedFiles};

/// Everything in this room.
pub const ALL: &[Namespace] = &[
    Namespace {
        name: "",
        summary: "Adding files to the run.",
        functions: emit::functions,
        methods: emit::methods,
        handles: &[HandleType::of::<EmittedFiles>()],
    },
    Namespace {
        name: "",
        summary: "The project's environments.",
        functions: environments::functions,
        methods: environments::methods,
        handles: &[HandleType::of::<EnvironmentHandle>(), HandleType::of::<ProjectHandle>()],
    },
    Namespace {
        name: "",
        summary: "References to secrets.",
        functions: secrets::functions,
        methods: secrets::methods,
        handles: &[HandleType::of::<secrets::SecretHandle>()],
    },
    Namespace {
        name: "",
        summary: "Text that is meant as it stands.",
        functions: text::functions,
        methods: text::methods,
        handles: &[HandleType::of::<text::Literal>(), HandleType::of::<text::Expression>()],
    },
    Namespace {
        name: "yaml",
        summary: "Files of several YAML documents.",
        functions: yaml::functions,
        methods: yaml::methods,
        handles: &[HandleType::of::<yaml::Documents>()],
    },
];
