//! Options of recipe functions: what a function takes, said as rules, and what it was given, checked by them.

mod check;
mod given;
mod messages;
mod rule;
mod rules;
mod types;

pub(super) use given::about_option;

use crate::engine::handle::register;
use crate::engine::{HandleType, Namespace};
use rhai::Module;
use rule::Rule;

/// These functions, by their bare names.
pub(crate) const NAMESPACE: Namespace = Namespace {
    functions,
    methods,
    handles: &[HandleType::of::<Rule>()],
    ..Namespace::named("", "Options of recipe functions.")
};

fn functions() -> Module {
    let mut module = rhai::exported_module!(given::given);
    module.combine(rhai::exported_module!(rules::rules));
    module.combine(rhai::exported_module!(types::types));
    module
}

fn methods() -> Module {
    let mut module = rhai::exported_module!(rules::methods);
    register::<Rule>(&mut module, "option rule");
    module
}
