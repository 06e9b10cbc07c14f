//! What can be done with a root: `tf.provider(...)`, `tf.module(...)`, `tf.output(...)`.

mod add;
mod arrangement;
mod modules;
mod providers;
mod resources;
mod state;
mod values;

use super::expression::call::Call;
use super::expression::operators;
use super::hcl::import_blocks;
use super::nested_block::NestedBlock;
use crate::domains::terraform::block::draft::Root;
use crate::domains::terraform::block::reference::Reference;
use crate::engine::Functions;
use rhai::Module;

pub(crate) fn methods() -> Module {
    Functions::module(&[
        types,
        operators::register,
        arrangement::methods,
        modules::methods,
        providers::methods,
        resources::methods,
        state::methods,
        values::methods,
        import_blocks::methods,
        operators::methods,
    ])
}

fn types(functions: &mut Functions<'_>) {
    functions.handle::<Root>("Terraform root");
    functions.handle::<Reference>("Terraform reference");
    functions.handle::<NestedBlock>("nested block");
    functions.handle::<Call>("Terraform function call");
}
