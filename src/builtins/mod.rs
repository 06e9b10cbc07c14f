//! General functions for recipes; a file's name is its namespace, and `emit` needs none.

mod emit;

use crate::engine::{HandleType, Namespace, emitting::EmittedFiles};
use rhai::Module;

/// Everything in this room.
pub const ALL: &[Namespace] = &[Namespace {
    name: "",
    summary: "Adding files to the run.",
    functions: emit::functions,
    methods: emit::methods,
    handles: &[HandleType::of::<EmittedFiles>()],
}];

/// The methods of a namespace without things of its own.
#[expect(dead_code, reason = "for the namespaces to come")]
fn no_methods() -> Module {
    Module::new()
}
